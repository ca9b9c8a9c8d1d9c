"""Fan-outs: one subject on its way to its audience, page by page.

    waiting -> running -> done
       |          |-> paused -> running
       └──────────┴-> cancelled | expired

A fan-out holds a cursor over subscriber ids, never a list of them. A page is a stretch (lo, hi] of
that order, handed out in the same commit that moves the cursor; it is open until every reader in it
has been settled, and whoever finds it open after a crash sends to those without a delivery row.

What is new goes to subscribers, from the first to the newest. What was already delivered is followed
through the ledger, from the newest reader back to the first:

    edit        every message delivered so far is brought to what holds now
    correction  a notice of its own, in answer to the old message, for those who got an older text
    resend      a broadcast once more, for those whom it did not reach

Who gets what of a page, and when, is decided in bot.domain.planning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import NewType

from bot.domain.hours import AT_ONCE, Hours
from bot.domain.statement import DAY, Millis, StatementId
from bot.domain.subscriber import Address, ChatKind, SubscriberId, SubscriberState, Term

SubjectId = NewType("SubjectId", int)  # of a statement or a broadcast: one series of numbers
FanoutId = NewType("FanoutId", int)

NOBODY = SubscriberId(0)  # before the first reader
EXPIRES_AFTER = DAY
EDITS_EXPIRE_AFTER = 7 * DAY  # milliseconds: a message that is wrong is worth mending for longer
REACHES_BACK = 30 * DAY  # milliseconds: what was delivered before that is left as it is
LAST_WORD = 1_000_000_000  # the number of "withdrawn" and "recalled": above that of every revision
BUNDLE_OVER = 5  # more alerts than this waiting for one reader go as one message


class FanoutKind(StrEnum):
    """What is delivered."""

    STATEMENT = "statement"
    BROADCAST = "broadcast"
    CORRECTION = "correction"
    EDIT = "edit"
    RESEND = "resend"

    @property
    def follows_ledger(self) -> bool:
        """Its audience are those who have a delivery, not those who are subscribed."""
        return self in _AFTERWARDS


_AFTERWARDS = frozenset({FanoutKind.CORRECTION, FanoutKind.EDIT, FanoutKind.RESEND})


class FanoutState(StrEnum):
    """See the diagram above."""

    WAITING = "waiting"  # for its not_before
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Priority(IntEnum):
    """Smaller goes first. Replies and answers share the same pacer as what is pushed."""

    REPLY = 0
    URGENT = 10
    CORRECTION = 15
    STATEMENT = 20
    BROADCAST = 30
    DIGEST = 40
    EDIT = 50


@dataclass(frozen=True, slots=True)
class Fanout:
    """One subject's way to its audience."""

    id: FanoutId
    subject: SubjectId
    kind: FanoutKind
    priority: int
    audience: tuple[Term, ...]  # a reader of any of these terms
    langs: tuple[str, ...]  # of the subject; empty: wanted in every language
    state: FanoutState
    cursor: SubscriberId  # whoever it has passed is in some page
    not_before: Millis
    expires_at: Millis
    created_at: Millis
    hi: SubscriberId = NOBODY  # the last reader when it was made: who comes later is not in the audience
    revision_no: int = 1  # of the subject; of a resend, which one it is
    about: SubjectId | None = None  # whose deliveries it follows
    paid: bool = False  # an editor marked it urgent: it may go out for Stars
    created_by: int | None = None
    pause_reason: str = ""
    sent: int = 0
    failed: int = 0
    skipped: int = 0
    unknown: int = 0
    gone: int = 0  # these four, and what was cancelled, make `failed`
    rejected: int = 0
    no_rights: int = 0
    expired: int = 0
    held: int = 0  # put by for their readers' own hours, and not yet sent
    story: StatementId | None = None  # of a statement that is not alone in it
    newest_member: StatementId | None = None  # of that story: it has grown when this is another
    waits: bool = False  # readers of another member of its story are just being seen to

    @property
    def urgent(self) -> bool:
        """Marked urgent, or from a source whose statements all are."""
        return self.priority <= Priority.URGENT

    @property
    def exhausted(self) -> bool:
        """Every reader of the audience is in some page; what is left are open pages and retries."""
        return self.cursor <= NOBODY if self.kind.follows_ledger else self.cursor >= self.hi


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one reader in a page; bot.domain.planning alone decides what follows from it."""

    subscriber: SubscriberId
    address: Address
    kind: ChatKind
    state: SubscriberState
    ui_lang: str
    langs: tuple[str, ...]
    matched: frozenset[Term]  # of the fan-out's audience, those this reader follows
    muted: frozenset[Term] = frozenset()
    silent: bool = False
    previews: bool = False
    hours: Hours = AT_ONCE
    time_zone: str | None = None  # IANA; None: the setting's
    told: frozenset[tuple[StatementId, SubjectId]] = frozenset()  # (story, its member that came or will)


@dataclass(frozen=True, slots=True)
class Held:
    """What a reader has of a subject: the message, and which revision it came with."""

    message_id: int | None  # None: the answer was lost, or it never arrived
    revision_no: int
    beside: tuple[SubjectId, ...] = ()  # all subjects of that message, in its order, where they are several
    digest: bool = False  # that message is a digest


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of one or more fan-outs' audience, claimed together because their cursors stand together.

    `readers` in the order of their ids. `fanouts` in the order of publication. In an adopted page
    `settled` names those (subscriber, subject) that already have a delivery row. `held`: what the readers
    of a fan-out that follows the ledger have.
    """

    ids: tuple[int, ...]  # one page row a fan-out, in the order of `fanouts`
    fanouts: tuple[Fanout, ...]
    lo: SubscriberId
    hi: SubscriberId
    readers: tuple[Facts, ...]
    settled: frozenset[tuple[SubscriberId, SubjectId]] = frozenset()
    adopted: bool = False  # from a process that died: what is sent of it may be sent again
    held: Mapping[SubscriberId, Held] = field(default_factory=dict)


def claimed_together(live: Sequence[Fanout], *, at_most: int = Priority.EDIT) -> tuple[Fanout, ...]:
    """The most urgent fan-outs that have readers left, all at one cursor; of `live` in its order.

    The oldest goes first, alone, all the way. What is published meanwhile gathers at the beginning and
    then goes together: a reader who has several alerts to come gets them as one page, and as one message
    when they are many. So a bot that falls behind sends fewer messages, not more. What follows the ledger
    goes alone: each has readers of its own.
    """
    left = [fanout for fanout in live if not fanout.exhausted and fanout.priority <= at_most]
    free = _one_of_each_story(left)
    if not free:
        return ()
    first = free[0]
    if first.kind.follows_ledger:
        return (first,)
    return tuple(fanout for fanout in free if _place(fanout) == _place(first))


def _one_of_each_story(left: Sequence[Fanout]) -> list[Fanout]:
    """Members of a story go together or one after another, the most urgent first.

    Whom one reached must be written down before the other's readers are looked at. So while the first waits
    for that, those behind it take no more.
    """
    leads: dict[StatementId, Fanout] = {}
    for fanout in left:
        if fanout.story is not None:
            leads.setdefault(fanout.story, fanout)
    return [
        fanout
        for fanout in left
        if fanout.story is None
        or (
            not fanout.waits
            and not leads[fanout.story].waits
            and _place(fanout) == _place(leads[fanout.story])
        )
    ]


def _place(fanout: Fanout) -> tuple[int, FanoutKind, SubscriberId]:
    return fanout.priority, fanout.kind, fanout.cursor
