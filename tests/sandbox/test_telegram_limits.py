"""The limits on sending, on a clock the test moves."""

import pytest

from sandbox.limits import Limiter, Limits


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_thirty_a_second_to_many_readers_is_fine_for_ever(clock: Clock) -> None:
    limiter = Limiter(Limits(), clock)
    for reader in range(3000):
        assert limiter.take(reader, private=True) == 0
        clock.now += 1 / 30
    assert limiter.violations == []


def test_a_burst_beyond_the_limit_is_refused_and_noted(clock: Clock) -> None:
    limiter = Limiter(Limits(per_second=30, burst=10), clock)
    answers = [limiter.take(reader, private=True) for reader in range(12)]
    assert answers == [0] * 10 + [1, 1]
    assert [v.while_waiting for v in limiter.violations] == [False, True]
    clock.now += 1
    assert limiter.take(1, private=True) == 0


def test_one_chat_takes_one_message_a_second_after_a_short_burst(clock: Clock) -> None:
    limiter = Limiter(Limits(chat_burst=3), clock)
    assert [limiter.take(7, private=True) for _ in range(4)] == [0, 0, 0, 1]
    assert limiter.take(8, private=True) == 0
    clock.now += 1
    assert limiter.take(7, private=True) == 0
    assert limiter.take(7, private=True) == 1


def test_a_group_takes_twenty_in_a_minute_edits_included(clock: Clock) -> None:
    limiter = Limiter(Limits(), clock)
    for i in range(20):
        assert limiter.take(-5, private=False, edit=i % 2 == 0) == 0
        clock.now += 0.5
    assert limiter.take(-5, private=False) == 50
    clock.now += 50
    assert limiter.take(-5, private=False) == 0


def test_edits_in_a_private_chat_count_for_the_bot_only(clock: Clock) -> None:
    limiter = Limiter(Limits(chat_burst=1, burst=3), clock)
    assert [limiter.take(7, private=True, edit=True) for _ in range(4)] == [0, 0, 0, 1]


def test_paid_broadcasts_have_a_budget_of_their_own(clock: Clock) -> None:
    limiter = Limiter(Limits(), clock)
    answers = [limiter.take(reader, private=True, paid=True) for reader in range(101)]
    assert answers == [0] * 100 + [1]
    assert limiter.take(500, private=True) == 0


def test_without_limits_everything_goes(clock: Clock) -> None:
    limiter = Limiter(None, clock)
    assert all(limiter.take(1, private=True) == 0 for _ in range(1000))
    free = Limiter(
        Limits(per_second=None, paid_per_second=None, chat_per_second=None, group_per_minute=None),
        clock,
    )
    assert all(free.take(-1, private=False) == 0 for _ in range(1000))
