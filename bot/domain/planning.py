"""Who gets what of a page, and when. Pure: the store gathers the facts, and only here something follows from them.

plan          whether this reader is sent this subject, and if not, why
once_a_story  of several members of a story, the one in the language that the reader prefers
held_until    whether it waits, for the reader's own hours or for what is to go together with it
put_off_until whether it waits still when what it waited for has come
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.fanout import Facts, Fanout, FanoutKind
from bot.domain.hours import quiet_until, release_at, zone_of
from bot.domain.statement import Millis, StatementId
from bot.domain.subscriber import SubscriberState

GATHER = (
    3 * 60_000
)  # milliseconds between two statements to a group or channel; what comes meanwhile goes together
UNTOLD = "und"  # the language nobody could tell


class Plan(StrEnum):
    """What one reader gets of one fan-out."""

    SEND = "send"
    NOT_ACTIVE = "not-active"
    OTHER_LANGUAGE = "other-language"
    NOT_ADDRESSED = "not-addressed"  # follows another fan-out of the same page
    MUTED = "muted"
    HAS_STORY = "has-story"  # has another member of the same story, or will


@dataclass(frozen=True, slots=True)
class Moment:
    """When it is decided, and the zone of those who chose none."""

    now: Millis
    zone: ZoneInfo


def plan(facts: Facts, fanout: Fanout) -> Plan:  # noqa: PLR0911 - a reason a line
    """Whether this reader is sent this subject, and if not, why.

    A language nobody could tell is nobody's reason to miss a statement. A broadcast is not muted. Who has
    a message is told what became of it, whatever they follow now; an edit makes no sound, so it also
    reaches those who said stop.
    """
    if fanout.kind is FanoutKind.EDIT and facts.state is SubscriberState.PAUSED:
        return Plan.SEND
    if fanout.audience and not facts.matched & set(fanout.audience):
        return Plan.NOT_ADDRESSED
    if facts.state is not SubscriberState.ACTIVE:
        return Plan.NOT_ACTIVE
    told = [lang for lang in fanout.langs if lang != UNTOLD]
    if told and facts.langs and not set(told) & set(facts.langs):
        return Plan.OTHER_LANGUAGE
    if fanout.kind is FanoutKind.STATEMENT and facts.muted & set(fanout.audience):
        return Plan.MUTED
    if facts.told and _has_another(facts, fanout):
        return Plan.HAS_STORY
    return Plan.SEND


def _has_another(facts: Facts, fanout: Fanout) -> bool:
    return any(story == fanout.story and member != fanout.subject for story, member in facts.told)


def once_a_story(facts: Facts, wanted: Sequence[Fanout]) -> tuple[Fanout, ...]:
    """`wanted` in its order, with one member of each story: the first of the reader's languages, then the oldest.

    Who chose no languages prefers the one the bot speaks to them.
    """
    best: dict[StatementId, Fanout] = {}
    for fanout in wanted:
        if fanout.story is not None:
            rival = best.setdefault(fanout.story, fanout)
            if _preference(facts, fanout) < _preference(facts, rival):
                best[fanout.story] = fanout
    return tuple(f for f in wanted if f.story is None or best[f.story] is f)


def _preference(facts: Facts, fanout: Fanout) -> int:
    order = facts.langs or (facts.ui_lang.partition("-")[0],)
    return min((order.index(lang) for lang in fanout.langs if lang in order), default=len(order))


def held_until(facts: Facts, fanout: Fanout, moment: Moment, *, last: Millis | None = None) -> Millis | None:
    """When this reader is to get it, if not now. `last`: when a group or channel was last sent a statement.

    Statements wait for the reader's digest or the end of the night. Announcements and notices of a
    correction are in no digest and wait for the night only; edits make no sound and never wait.
    """
    if facts.hours.always_at_once and facts.kind.is_private:
        return None
    if fanout.kind is not FanoutKind.STATEMENT:
        return None if fanout.kind is FanoutKind.EDIT else night_until(facts, fanout, moment)
    zone = zone_of(facts.time_zone, moment.zone)
    due = release_at(facts.hours, zone, moment.now, urgent=fanout.urgent)
    if due is None and not facts.kind.is_private and not fanout.urgent:
        return gathered_at(last, moment.now)
    return due


def put_off_until(
    facts: Facts, fanout: Fanout, moment: Moment, *, due_at: Millis, last: Millis | None = None
) -> Millis | None:
    """Until when what fell due must wait longer, if it must: a night may have begun since.

    Of a reader who has chosen other hours since (`due_at` is below zero) those decide, as if it were new.
    """
    if due_at < 0:
        return held_until(facts, fanout, moment, last=last)
    return night_until(facts, fanout, moment)


def gathered_at(last: Millis | None, now: Millis) -> Millis | None:
    """When a group that got a statement at `last` is to get the next ones, together. None: now."""
    if last is None or not 0 <= now - last < GATHER:
        return None
    return last + GATHER


def night_until(facts: Facts, fanout: Fanout, moment: Moment) -> Millis | None:
    """When the reader's quiet hours are over, if they are now and this may not pass."""
    zone = zone_of(facts.time_zone, moment.zone)
    return quiet_until(facts.hours, zone, moment.now, urgent=fanout.urgent)
