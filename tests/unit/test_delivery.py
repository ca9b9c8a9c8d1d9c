"""What follows from Telegram's answers, and which fan-outs go together: pure."""

from dataclasses import replace

import pytest

from bot.domain.delivery import (
    Attempt,
    Final,
    Follow,
    Gone,
    LayDown,
    Migrated,
    NoRights,
    Rejected,
    Result,
    Sent,
    Throttled,
    TryAgain,
    Unavailable,
    Unknown,
    Withheld,
    backoff,
    settle,
)
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
from bot.domain.planning import Plan, plan
from bot.domain.subscriber import Address, ChatKind, SubscriberId, SubscriberState, Term, TermKind

STATEMENT, BROADCAST = FanoutKind.STATEMENT, FanoutKind.BROADCAST
PRIVATE, GROUP = ChatKind.PRIVATE, ChatKind.SUPERGROUP
ROADS = Term(TermKind.TOPIC, "roads")


def settled(outcome, kind=STATEMENT, attempt=Attempt(), chat=PRIVATE):  # noqa: B008 - frozen
    return settle(outcome, kind, attempt, chat=chat, jitter=0.5)


def test_each_answer_has_its_rule():
    assert settled(Sent(7)) == Final(Result.SENT, 7)
    assert settled(Gone(SubscriberState.BLOCKED, "blocked")) == Final(
        Result.GONE, state=SubscriberState.BLOCKED, reason="blocked"
    )
    assert settled(Rejected("parse")) == Final(Result.REJECTED, reason="parse")
    assert settled(Migrated(-100)) == Follow(-100)
    assert settled(Withheld()) == LayDown()


def test_no_rights_puts_a_group_out_but_not_a_person():
    assert settled(NoRights("closed"), chat=GROUP).state is SubscriberState.KICKED
    assert settled(NoRights("closed")).state is None


def test_a_flood_of_the_bot_is_no_attempt_and_a_chats_own_waits_as_long_as_asked():
    assert settled(Throttled(30)) == TryAgain(0, Attempt(1), "429")
    again = settled(Throttled(30, chat_only=True), attempt=Attempt(2, lost_answer=True))
    assert again == TryAgain(30_000, Attempt(3, lost_answer=True), "429")


def test_what_did_not_get_through_is_tried_again_longer_apart_each_time():
    waits = [settled(Unavailable("503"), attempt=Attempt(n)).after for n in range(1, 13)]
    assert waits[:4] == [1000, 2000, 4000, 8000]
    assert waits[-1] == 300_000
    assert settled(Unavailable("503"), attempt=Attempt(3)).attempt == Attempt(4)
    assert backoff(1, jitter=0) < backoff(1, jitter=0.99)


def test_a_lost_answer_sends_a_statement_again_once_and_a_broadcast_never():
    first = settled(Unknown("reset"))
    assert first == TryAgain(1000, Attempt(2, lost_answer=True), "reset")
    assert settled(Unknown("reset"), attempt=first.attempt) == Final(Result.UNKNOWN, reason="reset")
    assert settled(Unknown("reset"), BROADCAST) == Final(Result.UNKNOWN, reason="reset")


def test_an_outage_after_a_lost_answer_keeps_in_mind_that_it_was_lost():
    again = settled(Unavailable("503"), attempt=Attempt(2, lost_answer=True))
    assert again.attempt == Attempt(3, lost_answer=True)


FANOUT = Fanout(
    id=FanoutId(1),
    subject=SubjectId(1),
    kind=STATEMENT,
    priority=Priority.STATEMENT,
    audience=(),
    langs=(),
    state=FanoutState.RUNNING,
    cursor=SubscriberId(0),
    not_before=0,
    expires_at=10,
    created_at=0,
    hi=SubscriberId(100),
)


def fanout(number, **more):
    return replace(FANOUT, id=FanoutId(number), subject=SubjectId(number), **more)


def test_the_oldest_goes_alone_to_its_end_and_the_later_ones_gather_behind():
    ahead, second, third = fanout(1, cursor=SubscriberId(50)), fanout(2), fanout(3)
    assert claimed_together([ahead, second, third]) == (ahead,)
    over = replace(ahead, cursor=SubscriberId(100))
    assert over.exhausted
    assert claimed_together([over, second, third]) == (second, third)


def test_only_one_kind_and_one_priority_go_together():
    urgent, plain, broadcast = fanout(3, priority=Priority.URGENT), fanout(1), fanout(2, kind=BROADCAST)
    assert claimed_together([urgent, plain, broadcast]) == (urgent,)
    assert claimed_together([plain, broadcast]) == (plain,)
    assert claimed_together([]) == ()


READER = Facts(
    subscriber=SubscriberId(1),
    address=Address(1),
    kind=PRIVATE,
    state=SubscriberState.ACTIVE,
    ui_lang="en",
    langs=("sq",),
    matched=frozenset({ROADS}),
)


@pytest.mark.parametrize(
    ("reader", "subject", "expected"),
    [
        ({}, {"audience": (ROADS,), "langs": ("sq",)}, Plan.SEND),
        ({}, {"langs": ("sr",)}, Plan.OTHER_LANGUAGE),
        ({}, {"langs": ("und",)}, Plan.SEND),
        ({"langs": ()}, {"langs": ("sr",)}, Plan.SEND),
        ({"matched": frozenset()}, {"audience": (ROADS,)}, Plan.NOT_ADDRESSED),
        ({"muted": frozenset({ROADS})}, {"audience": (ROADS,)}, Plan.MUTED),
        ({"muted": frozenset({ROADS})}, {"audience": (ROADS,), "kind": BROADCAST}, Plan.SEND),
        ({"state": SubscriberState.PAUSED}, {}, Plan.NOT_ACTIVE),
    ],
)
def test_who_gets_what(reader, subject, expected):
    assert plan(replace(READER, **reader), fanout(1, **subject)) is expected
