"""Delivery: fan-outs, the lease, Telegram, and what is counted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.delivery import Due, Outcome, PutBy, ReaderGone, ReaderMoved, Retry, Settled
from bot.domain.explanation import Case
from bot.domain.fanout import Fanout, FanoutId, FanoutKind, FanoutState, Page, SubjectId
from bot.domain.message import Outgoing
from bot.domain.statement import Batch, Millis
from bot.domain.subscriber import Address, ChatKind, Term


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to drive: who, and in which epoch. Every write of the driver names the epoch."""

    name: str
    owner: str
    epoch: int


@dataclass(frozen=True, slots=True)
class Flush:
    """What is committed together after a while of sending."""

    settled: tuple[Settled, ...] = ()
    retries: tuple[Retry, ...] = ()
    gone: tuple[ReaderGone, ...] = ()
    moved: tuple[ReaderMoved, ...] = ()
    skipped: Mapping[FanoutId, int] | None = None
    done_pages: tuple[int, ...] = ()  # every reader of them is settled, retried, put by or skipped
    returned_pages: tuple[int, ...] = ()  # laid down unfinished, with nothing in flight: to be adopted later
    held: tuple[PutBy, ...] = ()  # put by for the first time
    put_off: tuple[PutBy, ...] = ()  # fell due and must wait longer
    dropped: tuple[PutBy, ...] = ()  # fell due and is no longer wanted
    paid_today: int | None = None  # messages sent for Stars this day (UTC), where there are new ones


class FanoutStore(Protocol):
    """Fan-outs, their pages, the ledger of deliveries and the retries."""

    async def live(self, *, now: Millis, lease: Lease | None = None) -> tuple[Fanout, ...]:
        """Those that may be driven now, most urgent first, then oldest; expired ones are closed on the way.

        With the driver's lease, `waits` also minds what it has in hand of a fan-out that was paused.
        """
        ...

    async def claim_page(self, fanouts: Sequence[Fanout], *, size: int, lease: Lease) -> Page | None:
        """The next stretch of these fan-outs (all at one cursor), cursor moved in the same commit.

        None when the audience is exhausted: the fan-outs are done once no page of theirs is open and no retry waits.
        Raises LeaseLost.
        """
        ...

    async def adopt_page(self, *, lease: Lease) -> Page | None:
        """An open page of an earlier epoch, or a returned one, now ours, with what its ledger already says.

        Those of a paused fan-out wait until it is resumed. Raises LeaseLost.
        """
        ...

    async def due_retries(self, *, now: Millis, limit: int) -> tuple[tuple[Retry, Page], ...]:
        """Retries that are due, each as a page of one reader and one subject."""
        ...

    async def due_held(self, *, now: Millis, readers: int, lease: Lease | None = None) -> tuple[Due, ...]:
        """What was put by and fell due, of so many readers at most; that of a paused fan-out waits.

        With the driver's lease it is taken up: when its process dies, `adopted` says so to the next. That
        comes first, by itself. Raises LeaseLost.
        """
        ...

    async def give_back_held(self, *, lease: Lease) -> None:
        """Nothing that was taken up is in hand any more: whoever takes it up next does not send it again."""
        ...

    async def flush(self, flush: Flush, *, lease: Lease) -> None:
        """ONE commit; a reader deleted meanwhile loses only its own rows. Raises LeaseLost, StoreUnavailable."""
        ...

    async def paid_today(self, *, now: Millis) -> int:
        """Messages sent for Stars this day (UTC), as the last flush said."""
        ...

    async def get(self, id: FanoutId) -> Fanout:
        """Raises NotFound."""
        ...

    async def of_subject(self, subject: SubjectId) -> tuple[Fanout, ...]:
        """Every fan-out of a subject or about it (edits, notices, resends), oldest first."""
        ...

    async def set_state(
        self, id: FanoutId, state: FanoutState, *, reason: str = "", by: int | None = None, now: Millis
    ) -> bool:
        """Pause, resume or cancel, audited where an editor did it; a finished one stays as it is: False."""
        ...

    async def audience_size(self, terms: Sequence[Term], langs: Sequence[str]) -> int:
        """How many active subscribers a fan-out to these would reach."""
        ...


class DigestStore(Protocol):
    """What digests carry."""

    async def subjects(self, address: Address, message_id: int) -> tuple[SubjectId, ...]:
        """In their order; none where this message there is no digest."""
        ...


class CaseStore(Protocol):
    """What is known of who got what, for an explanation."""

    async def case(self, chat_id: int, subject: SubjectId) -> Case:
        """A statement or an announcement, the subscribers of a chat, and every fan-out between them, in one snapshot.

        Raises NotFound when there is no such statement or announcement.
        """
        ...


class LeaseStore(Protocol):
    """One driver at a time, without a wall clock: a lease is dead when its beat stands still."""

    async def try_take(self, name: str, owner: str, *, seen: tuple[int, int] | None) -> Lease | None:
        """Take it when free, or when (epoch, beat) still is `seen`: the taker watched it stand still for the TTL."""
        ...

    async def read(self, name: str) -> tuple[str, int, int] | None:
        """(owner, epoch, beat) as it stands."""
        ...

    async def beat(self, lease: Lease) -> None:
        """Still here. Raises LeaseLost."""
        ...

    async def release(self, lease: Lease) -> None:
        """Give it back, if it is still ours."""
        ...


def always() -> bool:
    """The request may leave."""
    return True


class Messenger(Protocol):
    """Telegram, as far as what is pushed needs it: every answer is a value."""

    async def send(
        self,
        address: Address,
        message: Outgoing,
        *,
        kind: ChatKind,
        priority: int,
        leave: Callable[[], bool] = always,
        reply_to: int | None = None,
        paid: bool = False,
    ) -> Outcome:
        """One message, paced. Returns once Telegram answered (or did not).

        `leave` is asked once, when its turn has come and the request is about to leave; False: Withheld.
        `reply_to`: the message it answers, if that still exists. `paid`: for Stars, while the budget lasts.
        """
        ...

    async def edit(
        self,
        address: Address,
        message_id: int,
        message: Outgoing,
        *,
        kind: ChatKind,
        priority: int,
        leave: Callable[[], bool] = always,
    ) -> Outcome:
        """One edit, paced, like `send`. "Message is not modified" counts as Sent."""
        ...


class Meter:
    """What is counted as it happens; what stands at a moment is asked of each part when somebody looks.

    None of it waits, raises, or costs more than an addition or two a message. This one counts nothing; the
    one that counts inherits it.
    """

    def answered(self, kind: FanoutKind, outcome: Outcome) -> None:
        """One call to Telegram came to this."""

    def flushed(self, flush: Flush, seconds: float) -> None:
        """This was committed, and how long the commit took."""

    def driven(self, live: Sequence[Fanout], ended: Sequence[Fanout]) -> None:
        """The fan-outs that are live now, and those that no longer are, as they ended."""

    def looked(self, result: str) -> None:
        """One look at a source: "read", "unchanged", or the problem."""

    def recorded(self, batch: Batch) -> None:
        """What a look at a source changed."""
