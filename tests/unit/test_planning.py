"""Who gets what of a page, and when: pure."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.fanout import (
    Facts,
    Fanout,
    FanoutId,
    FanoutKind,
    FanoutState,
    Priority,
    SubjectId,
    claimed_together,
)
from bot.domain.hours import Hours
from bot.domain.planning import (
    GATHER,
    Moment,
    Plan,
    gathered_at,
    held_until,
    night_until,
    once_a_story,
    plan,
)
from bot.domain.subscriber import Address, ChatKind, SubscriberId, SubscriberState

ZONE = ZoneInfo("Europe/Belgrade")
DIGEST = Hours(digest_times=(8 * 60,))
NIGHT = Hours(quiet_from=22 * 60, quiet_to=7 * 60)
STORY = 7

READER = Facts(
    subscriber=SubscriberId(1),
    address=Address(1),
    kind=ChatKind.PRIVATE,
    state=SubscriberState.ACTIVE,
    ui_lang="en",
    langs=("sq", "en"),
    matched=frozenset(),
)
FANOUT = Fanout(
    id=FanoutId(1),
    subject=SubjectId(1),
    kind=FanoutKind.STATEMENT,
    priority=Priority.STATEMENT,
    audience=(),
    langs=("en",),
    state=FanoutState.RUNNING,
    cursor=SubscriberId(0),
    not_before=0,
    expires_at=10,
    created_at=0,
    hi=SubscriberId(100),
)


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp() * 1000)


def member(number: int, *langs: str, story: int | None = STORY, **more) -> Fanout:
    return replace(FANOUT, id=FanoutId(number), subject=SubjectId(number), langs=langs, story=story, **more)


def chosen(wanted, **reader) -> list[int]:
    return [fanout.subject for fanout in once_a_story(replace(READER, **reader), wanted)]


def test_of_a_story_each_reader_gets_the_first_of_their_languages():
    told = (member(1, "en"), member(2, "sr"), member(3, "sq"), member(4, "en", story=None))
    assert chosen(told, langs=("sq", "en")) == [3, 4]
    assert chosen(told, langs=("en", "sq")) == [1, 4]
    assert chosen(told, langs=("sr", "sq", "en")) == [2, 4]


def test_who_chose_no_languages_gets_it_in_the_one_the_bot_speaks_to_them():
    told = (member(1, "en"), member(2, "sr"), member(3, "sq"))
    assert chosen(told, langs=(), ui_lang="sr-Latn") == [2]
    assert chosen(told, langs=(), ui_lang="sq") == [3]
    assert chosen(told[:2], langs=(), ui_lang="sq") == [1]


def test_of_several_in_one_language_the_oldest_comes_and_two_stories_are_two():
    assert chosen((member(1, "und"), member(2, "en"), member(3, "en")), langs=("en",)) == [2]
    assert chosen((member(1, "und"), member(2, "und")), langs=("en",)) == [1]
    assert chosen((member(1, "en"), member(2, "en", story=8))) == [1, 2]
    assert chosen(()) == []


def test_who_has_a_member_is_sent_no_other_and_a_better_language_is_no_reason():
    told = replace(READER, told=frozenset({(STORY, SubjectId(1))}))
    assert plan(told, member(3, "sq")) is Plan.HAS_STORY
    assert plan(told, member(1, "en")) is Plan.SEND  # this very one is the ledger's affair
    assert plan(told, member(3, "sq", story=8)) is Plan.SEND
    assert plan(told, member(3, "sq", story=None)) is Plan.SEND


def test_whom_a_member_does_not_concern_is_told_why_and_not_that_they_have_the_story():
    told = replace(READER, told=frozenset({(STORY, SubjectId(1))}), langs=("en",))
    assert plan(told, member(3, "sq")) is Plan.OTHER_LANGUAGE


@pytest.mark.parametrize(
    ("hours", "fanout", "now", "expected"),
    [
        (Hours(), {}, "2026-11-24 23:00", None),
        (DIGEST, {}, "2026-11-24 12:00", "2026-11-25 08:00"),
        (NIGHT, {}, "2026-11-24 12:00", None),
        (NIGHT, {}, "2026-11-24 23:00", "2026-11-25 07:00"),
        (NIGHT, {"priority": Priority.URGENT}, "2026-11-24 23:00", None),
        (DIGEST, {"priority": Priority.URGENT}, "2026-11-24 12:00", None),
        (DIGEST, {"kind": FanoutKind.BROADCAST}, "2026-11-24 12:00", None),
        (NIGHT, {"kind": FanoutKind.BROADCAST}, "2026-11-24 23:00", "2026-11-25 07:00"),
        (NIGHT, {"kind": FanoutKind.RESEND}, "2026-11-24 23:00", "2026-11-25 07:00"),
        (DIGEST, {"kind": FanoutKind.CORRECTION}, "2026-11-24 12:00", None),
        (NIGHT, {"kind": FanoutKind.CORRECTION}, "2026-11-24 23:00", "2026-11-25 07:00"),
        (NIGHT, {"kind": FanoutKind.CORRECTION, "priority": Priority.URGENT}, "2026-11-24 23:00", None),
        (NIGHT, {"kind": FanoutKind.EDIT}, "2026-11-24 23:00", None),
    ],
)
def test_what_waits_for_the_readers_hours(hours, fanout, now, expected):
    reader = replace(READER, hours=hours)
    until = held_until(reader, replace(FANOUT, **fanout), Moment(at(now), ZONE))
    assert until == (None if expected is None else at(expected))


def test_a_readers_own_zone_counts_and_an_unknown_one_is_the_settings():
    tokyo = replace(READER, hours=NIGHT, time_zone="Asia/Tokyo")
    moment = Moment(at("2026-11-24 15:00"), ZONE)  # 23:00 there
    assert held_until(tokyo, FANOUT, moment) == at("2026-11-24 23:00")
    assert held_until(replace(tokyo, time_zone="Asia/Nowhere"), FANOUT, moment) is None


def test_a_group_gets_a_statement_at_once_and_what_comes_soon_after_together():
    group = replace(READER, kind=ChatKind.SUPERGROUP)
    now = at("2026-11-24 12:00")
    moment = Moment(now, ZONE)
    assert held_until(group, FANOUT, moment) is None
    assert held_until(group, FANOUT, moment, last=now - 60_000) == now - 60_000 + GATHER
    assert held_until(group, FANOUT, moment, last=now - GATHER) is None
    urgent = replace(FANOUT, priority=Priority.URGENT)
    assert held_until(group, urgent, moment, last=now) is None
    broadcast = replace(FANOUT, kind=FanoutKind.BROADCAST)
    assert held_until(group, broadcast, moment, last=now) is None
    assert held_until(READER, FANOUT, moment, last=now) is None


def test_a_group_with_a_digest_waits_for_that():
    group = replace(READER, kind=ChatKind.CHANNEL, hours=DIGEST)
    now = at("2026-11-24 12:00")
    assert held_until(group, FANOUT, Moment(now, ZONE), last=now) == at("2026-11-25 08:00")


def test_a_clock_that_was_set_back_makes_no_group_wait():
    assert gathered_at(10_000_000, 9_000_000) is None
    assert gathered_at(10_000_000, 10_000_000) == 10_000_000 + GATHER


def test_what_fell_due_late_waits_if_the_night_has_begun():
    reader = replace(READER, hours=replace(NIGHT, digest_times=(21 * 60,)))
    assert night_until(reader, FANOUT, Moment(at("2026-11-24 23:00"), ZONE)) == at("2026-11-25 07:00")
    assert night_until(reader, FANOUT, Moment(at("2026-11-24 21:30"), ZONE)) is None


def test_a_member_whose_story_is_in_work_waits_and_the_others_go_on():
    waiting, free = member(1, "en", waits=True), member(2, "sq", story=8)
    assert claimed_together([waiting, free]) == (free,)
    assert claimed_together([waiting]) == ()


def test_behind_a_more_urgent_member_that_waits_the_others_take_no_more_readers():
    """Or there would always be a page of theirs in work, and the urgent one would wait to their end."""
    urgent = member(2, "sq", waits=True, priority=Priority.URGENT)
    ahead = member(1, "en", cursor=SubscriberId(50))
    assert claimed_together([urgent, ahead]) == ()
    assert claimed_together([replace(urgent, waits=False), ahead]) == (replace(urgent, waits=False),)
    assert claimed_together([ahead, member(2, "sq")]) == (ahead,)


def test_members_at_one_place_go_together():
    both = (member(1, "en"), member(2, "sq"))
    assert claimed_together(both) == both
