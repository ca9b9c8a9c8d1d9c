"""Deliveries: what Telegram answered for one message, and what follows from it.

Outcome  what one call came to, as the transport translates it
settle   what follows from it: a final result, another attempt, or nothing
Settled  what the ledger keeps of it, for each subject in the message
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import assert_never

from bot.domain.fanout import Facts, Fanout, FanoutId, FanoutKind, Held, SubjectId
from bot.domain.statement import Millis
from bot.domain.subscriber import ChatKind, SubscriberId, SubscriberState


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram took it and gave it a number. `paid`: for Stars."""

    message_id: int
    paid: bool = False


@dataclass(frozen=True, slots=True)
class Throttled:
    """429: nothing was sent; `seconds` as long as Telegram asked. `chat_only`: this chat's own flood."""

    seconds: float
    chat_only: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """This reader cannot be written to until it comes back by itself."""

    state: SubscriberState
    reason: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group became a supergroup; the same reader lives at `chat_id` now."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """Telegram refuses this text or this request: our fault, the same for every reader."""

    reason: str


@dataclass(frozen=True, slots=True)
class Vanished:
    """The message to edit is no longer there, or can no longer be edited."""

    reason: str


@dataclass(frozen=True, slots=True)
class NoRights:
    """This chat does not let the bot write (a right missing, a topic closed or deleted)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Nothing was sent: no connection, or 5xx. Trying again can help."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The request left and no answer came: nobody can know whether the message arrived."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unpaid:
    """Nothing was sent: Telegram does not send it for Stars. It may go again, unpaid, at once."""

    reason: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """Nothing was sent: when its turn came, the sender no longer wanted it to leave."""


Outcome = (
    Sent
    | Throttled
    | Gone
    | Migrated
    | Rejected
    | Vanished
    | NoRights
    | Unavailable
    | Unknown
    | Unpaid
    | Withheld
)


class Result(IntEnum):
    """What the ledger says of one reader and one subject."""

    SENT = 1
    GONE = 2
    REJECTED = 3
    NO_RIGHTS = 4
    UNKNOWN = 5  # no answer, not sent again
    EXPIRED = 6
    CANCELLED = 7
    VANISHED = 8  # of an edit only: the reader deleted the message


FAILED = (
    Result.GONE,
    Result.REJECTED,
    Result.NO_RIGHTS,
    Result.UNKNOWN,
    Result.EXPIRED,
    Result.CANCELLED,
)  # it did not reach the reader, or nobody knows


@dataclass(frozen=True, slots=True)
class Settled:
    """One ledger row: final. `again`: sent a second time, since the first answer was lost.

    `edit`: what became of a message that was delivered before, brought to `revision_no`.
    """

    subject: SubjectId
    subscriber: SubscriberId
    fanout: FanoutId
    result: Result
    at: Millis
    revision_no: int = 1
    message_id: int | None = None
    attempts: int = 1
    again: bool = False
    bundled: bool = False  # its message carries other subjects too
    digest: bool = False  # and is a digest: its reader turns its pages
    edit: bool = False
    paid: bool = False
    released: bool = False  # it had been put by


@dataclass(frozen=True, slots=True)
class Retry:
    """Not yet: to be sent once `at` has come. Survives a crash as a row of its own."""

    subject: SubjectId
    subscriber: SubscriberId
    fanout: FanoutId
    at: Millis
    attempts: int
    reason: str
    lost_answer: bool = False  # the first answer was lost: the row to come is marked `again`


@dataclass(frozen=True, slots=True)
class PutBy:
    """Not now: wanted, and to be sent once the reader's own hour has come. A row of its own, like a retry."""

    subject: SubjectId
    subscriber: SubscriberId
    fanout: FanoutId
    due_at: Millis  # below zero: its reader has chosen other hours since, and it is to be decided anew
    attempts: int = 1  # which try is next
    lost_answer: bool = False
    was_due_at: Millis | None = None  # put off: only if that is what still stands

    @property
    def until(self) -> Millis | None:
        """When it is due; None as long as that is to be decided anew."""
        return self.due_at if self.due_at >= 0 else None


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing that fell due. `answers`: of what follows the ledger, what the reader has."""

    put_by: PutBy
    fanout: Fanout
    answers: Held | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """All that fell due for one reader, in order of publication."""

    reader: Facts
    items: tuple[DueItem, ...]
    adopted: bool = False  # a process that died had taken it up: it may be sent again


@dataclass(frozen=True, slots=True)
class ReaderGone:
    """A subscriber's new state, as Telegram's answer told it."""

    subscriber: SubscriberId
    state: SubscriberState
    reason: str
    at: Millis


@dataclass(frozen=True, slots=True)
class ReaderMoved:
    """A group's new chat id."""

    subscriber: SubscriberId
    chat_id: int


def backoff(attempts: int, *, jitter: float) -> int:
    """Milliseconds to wait before attempt `attempts` + 1: 1 s doubled each time, at most 5 min, jittered."""
    return int(min(300_000, 1000 * 2 ** min(attempts - 1, 9)) * (0.75 + 0.5 * jitter))


def sends_again_after_lost_answer(kind: FanoutKind) -> bool:
    """A statement and its correction are sent again once (better twice than never), a broadcast is not."""
    return kind in (FanoutKind.STATEMENT, FanoutKind.CORRECTION)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Which try of one message this is, and whether an earlier one may have arrived."""

    number: int = 1
    lost_answer: bool = False


@dataclass(frozen=True, slots=True)
class Final:
    """That is how it stands in the ledger. `state`: what the reader is from now on, where that changed."""

    result: Result
    message_id: int | None = None
    state: SubscriberState | None = None
    reason: str = ""
    paid: bool = False


@dataclass(frozen=True, slots=True)
class TryAgain:
    """The same message once more, `after` milliseconds from now at the earliest."""

    after: int
    attempt: Attempt
    reason: str


@dataclass(frozen=True, slots=True)
class Follow:
    """The reader moved: the same message once more, to `chat_id`."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class LayDown:
    """Nothing left the house; whoever takes the work up again sends it."""


Verdict = Final | TryAgain | Follow | LayDown


def settle(  # noqa: C901, PLR0911, PLR0912 - the table of answers, a line each
    outcome: Outcome, kind: FanoutKind, attempt: Attempt, *, chat: ChatKind, jitter: float
) -> Verdict:
    """What follows from Telegram's answer to one message. `jitter` in [0, 1) spreads those who wait."""
    match outcome:
        case Sent(message_id=message_id, paid=paid):
            return Final(Result.SENT, message_id, paid=paid)
        case Throttled(seconds=seconds, chat_only=chat_only):
            if (
                not chat_only
            ):  # whoever paces keeps the whole bot's pause; the message only takes its turn again
                return TryAgain(0, attempt, "429")
            return TryAgain(int(seconds * 1000), Attempt(attempt.number + 1, attempt.lost_answer), "429")
        case Unavailable(reason=reason):
            wait = backoff(attempt.number, jitter=jitter)
            return TryAgain(wait, Attempt(attempt.number + 1, attempt.lost_answer), reason)
        case Unknown(reason=reason):
            return _lost(kind, attempt, reason, jitter)
        case Gone(state=state, reason=reason):
            return Final(Result.GONE, state=state, reason=reason)
        case NoRights(reason=reason):
            closed = None if chat.is_private else SubscriberState.KICKED
            return Final(Result.NO_RIGHTS, state=closed, reason=reason)
        case Rejected(reason=reason):
            return Final(Result.REJECTED, reason=reason)
        case Vanished(reason=reason):
            return Final(Result.VANISHED, reason=reason)
        case Unpaid(reason=reason):
            return TryAgain(0, attempt, reason)
        case Migrated(chat_id=chat_id):
            return Follow(chat_id)
        case Withheld():
            return LayDown()
        case _:
            assert_never(outcome)


def _lost(kind: FanoutKind, attempt: Attempt, reason: str, jitter: float) -> Verdict:
    if kind is FanoutKind.EDIT:  # an edit may be made twice
        wait = backoff(attempt.number, jitter=jitter)
        return TryAgain(wait, Attempt(attempt.number + 1, attempt.lost_answer), reason)
    if attempt.lost_answer or not sends_again_after_lost_answer(kind):
        return Final(Result.UNKNOWN, reason=reason)
    wait = backoff(attempt.number, jitter=jitter)
    return TryAgain(wait, Attempt(attempt.number + 1, lost_answer=True), reason)
