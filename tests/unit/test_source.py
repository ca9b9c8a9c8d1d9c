"""How often a source is looked at, and when it is reported."""

import pytest

from bot.domain.source import (
    FetchFailed,
    FetchState,
    Problem,
    SourceSpec,
    after_failure,
    after_success,
    interval_of,
    is_flood,
    is_stale,
    with_newest,
)
from bot.domain.statement import DAY, HOUR

NOW = 1_790_000_000_000
STATE = FetchState("https://a.example/feed")
DOWN = FetchFailed(Problem.UNREACHABLE, "no answer")


@pytest.mark.parametrize(
    ("official", "interval", "wish", "expected"),
    [
        (False, None, None, 120),
        (False, 30, None, 30),
        (False, None, 600, 600),
        (False, None, 86_400, 900),
        (False, 3600, 600, 3600),
        (True, None, 86_400, 120),
    ],
)
def test_a_feeds_wish_lengthens_to_15_minutes_and_never_for_officials(official, interval, wish, expected):
    spec = SourceSpec("a", "A", "https://a.example", official=official, interval=interval)
    assert interval_of(spec, 120, wish=wish) == expected


def test_failures_double_the_wait_up_to_two_hours():
    state, waits = STATE, []
    for _ in range(12):
        state = after_failure(state, DOWN, now=NOW, interval=60, jitter=0.5)
        waits.append((state.next_at - NOW) // 1000)
    assert waits[:3] == [120, 240, 480]
    assert waits[-1] == 7200
    assert state.failures == 12


def test_jitter_spreads_the_waits():
    waits = {after_failure(STATE, DOWN, now=NOW, interval=60, jitter=j / 10).next_at for j in range(10)}
    assert len(waits) == 10


def test_a_server_is_left_alone_as_long_as_it_asked():
    failed = FetchFailed(Problem.THROTTLED, "429", 429, retry_after=10_000)
    assert after_failure(STATE, failed, now=NOW, interval=1, jitter=0).next_at == NOW + 10_000_000


def test_success_forgets_the_failures():
    failed = after_failure(STATE, DOWN, now=NOW, interval=60, jitter=0)
    good = after_success(failed, now=NOW, interval=60)
    assert (good.failures, good.problem, good.next_at, good.last_good_at) == (0, None, NOW + 60_000, NOW)


def test_a_source_that_stands_still_far_longer_than_it_used_to_is_stale():
    state = STATE
    for hour in range(0, 48, 2):
        state = with_newest(state, NOW + hour * HOUR)
    last = NOW + 46 * HOUR
    assert not is_stale(state, now=last + 20 * HOUR)
    assert is_stale(state, now=last + 3 * DAY)


def test_a_source_that_was_always_slow_is_not_stale():
    state = with_newest(with_newest(STATE, NOW), NOW + 30 * DAY)
    assert not is_stale(state, now=NOW + 60 * DAY)
    assert not is_stale(STATE, now=NOW)


def test_an_older_item_changes_nothing():
    state = with_newest(STATE, NOW)
    assert with_newest(state, NOW - HOUR) is state
    assert with_newest(state, None) is state


def test_a_flood_is_more_than_the_guard_and_zero_is_off():
    assert is_flood(21, 20)
    assert not is_flood(20, 20)
    assert not is_flood(10_000, 0)
