"""Broadcasting: an editor's announcement from draft to delivered, and how far it has come. Stores only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.broadcast import Broadcast, BroadcastState, Content
from bot.domain.errors import NotFound
from bot.domain.fanout import FanoutState, SubjectId
from bot.domain.statement import Millis
from bot.domain.subscriber import ALL, Term
from bot.ports import BroadcastStore, Clock, FanoutStore

LISTED = 10


class Stage(StrEnum):
    """Where an announcement stands, as editors see it; also part of the words' keys."""

    DRAFT = "draft"
    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    DROPPED = "dropped"

    @property
    def is_over(self) -> bool:
        """Nothing more will be sent."""
        return self in _OVER

    @property
    def can_be_stopped(self) -> bool:
        """Confirmed, and not over."""
        return self in (Stage.WAITING, Stage.RUNNING, Stage.PAUSED)


_OVER = frozenset({Stage.DONE, Stage.CANCELLED, Stage.EXPIRED, Stage.DROPPED})
_OF_FANOUT = {
    FanoutState.WAITING: Stage.WAITING,
    FanoutState.RUNNING: Stage.RUNNING,
    FanoutState.PAUSED: Stage.PAUSED,
    FanoutState.DONE: Stage.DONE,
    FanoutState.CANCELLED: Stage.CANCELLED,
    FanoutState.EXPIRED: Stage.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an announcement has come. `audience` counts its readers; `rate` is messages per second."""

    at: Millis
    stage: Stage
    starts_at: Millis
    audience: int
    sent: int
    failed: int
    unknown: int  # the answer was lost: nobody can know
    rate: float | None = None
    reason: str = ""

    @property
    def tried(self) -> int:
        """Readers for whom it is settled."""
        return self.sent + self.failed + self.unknown

    @property
    def waiting(self) -> int:
        """Readers still to come."""
        return 0 if self.stage.is_over else max(0, self.audience - self.tried)

    @property
    def seconds_left(self) -> int | None:
        """At the present rate; None when it cannot be told."""
        return round(self.waiting / self.rate) if self.rate and self.stage is Stage.RUNNING else None


@dataclass(frozen=True, slots=True)
class Report:
    """A broadcast with its progress."""

    broadcast: Broadcast
    progress: Progress


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft, and how many readers it would reach now."""

    broadcast: Broadcast
    readers: int


class Answer(StrEnum):
    """What came of a tap; also part of the words' keys."""

    NOW = "now"  # this tap did it
    ALREADY = "already"  # it stands where an earlier tap, or its end, has put it
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of a tap, and how the announcement stands after it (None: there is none)."""

    answer: Answer
    report: Report | None


def stage_of(broadcast: Broadcast) -> Stage:
    """Where it stands: its own state, and once confirmed its fan-out's."""
    if broadcast.state is not BroadcastState.CONFIRMED:
        return Stage(broadcast.state.value)
    return Stage.WAITING if broadcast.fanout is None else _OF_FANOUT[broadcast.fanout.state]


def audience_of(topics: Sequence[Term]) -> tuple[Term, ...]:
    """Whom chosen topics mean: who follows one of them, and who follows everything. None: every reader."""
    return (ALL, *topics) if topics else ()


def topics_of(audience: Sequence[Term]) -> tuple[Term, ...]:
    """The topics that were chosen for an audience."""
    return tuple(term for term in audience if term != ALL)


class BroadcastingService:
    """What editors do with announcements. `delay` is in milliseconds."""

    def __init__(
        self,
        broadcasts: BroadcastStore,
        fanouts: FanoutStore,
        *,
        clock: Clock,
        delay: Millis,
        new_token: Callable[[], str],
    ) -> None:
        self._broadcasts = broadcasts
        self._fanouts = fanouts
        self._clock = clock
        self._new_token = new_token
        self.delay = delay

    async def reach(self, audience: Sequence[Term], langs: Sequence[str]) -> int:
        """How many readers these would be now."""
        return await self._fanouts.audience_size(audience, langs)

    async def draft(
        self, author: int, content: Content, audience: Sequence[Term], langs: Sequence[str]
    ) -> Drafted:
        """Keep it, to be confirmed by its own token only."""
        token, now = self._new_token(), self._clock()
        broadcast = await self._broadcasts.draft(
            author, content, audience=audience, langs=langs, confirm_token=token, now=now
        )
        return Drafted(broadcast, await self.reach(audience, langs))

    async def confirm(self, token: str, *, by: int) -> Decided:
        """Let it go out once the delay is over. Only the first of many taps does it."""
        now = self._clock()
        confirmed = await self._broadcasts.confirm(token, by=by, not_before=now + self.delay, now=now)
        if confirmed is not None:
            return Decided(Answer.NOW, await self._report(confirmed))
        return await self._as_it_stands(token)

    async def drop(self, token: str, *, by: int) -> Decided:
        """Forget a draft."""
        if await self._broadcasts.drop(token, by=by, now=self._clock()):
            known = await self._broadcasts.by_token(token)
            return Decided(Answer.NOW, await self._report(known) if known else None)
        return await self._as_it_stands(token)

    async def stop(self, id: SubjectId, *, by: int) -> Decided:
        """Cancel it before or while it goes out; what is sent stays sent."""
        try:
            stopped = await self._broadcasts.stop(id, by=by, now=self._clock())
            return Decided(Answer.NOW if stopped else Answer.ALREADY, await self.report(id))
        except NotFound:
            return Decided(Answer.MISSING, None)

    async def find_draft(self, token: str) -> Broadcast | None:
        """The draft with this token, while it is one."""
        known = await self._broadcasts.by_token(token)
        return known if known is not None and known.state is BroadcastState.DRAFT else None

    async def report(self, id: SubjectId, *, since: Progress | None = None) -> Report:
        """How it stands; `since` is an earlier look, from which the rate is told. Raises NotFound."""
        return await self._report(await self._broadcasts.get(id), since=since)

    async def recent(self) -> tuple[Report, ...]:
        """The newest announcements, newest first."""
        broadcasts = await self._broadcasts.recent(limit=LISTED)
        return tuple([await self._report(broadcast) for broadcast in broadcasts])

    async def _as_it_stands(self, token: str) -> Decided:
        known = await self._broadcasts.by_token(token)
        if known is None:
            return Decided(Answer.MISSING, None)
        return Decided(Answer.ALREADY, await self._report(known))

    async def _report(self, broadcast: Broadcast, *, since: Progress | None = None) -> Report:
        stage = stage_of(broadcast)
        audience = 0 if stage.is_over else await self.reach(broadcast.audience, broadcast.langs)
        return Report(broadcast, progress_of(broadcast, stage, audience, now=self._clock(), since=since))


def progress_of(
    broadcast: Broadcast, stage: Stage, readers: int, *, now: Millis, since: Progress | None = None
) -> Progress:
    """The figures; `readers`: how many the audience counts now (readers who left meanwhile were tried)."""
    fanout = broadcast.fanout
    if fanout is None:
        return Progress(now, stage, broadcast.confirmed_at or broadcast.created_at, readers, 0, 0, 0)
    tried = fanout.sent + fanout.failed + fanout.unknown
    return Progress(
        at=now,
        stage=stage,
        starts_at=fanout.not_before,
        audience=max(readers, tried, since.audience if since else 0),
        sent=fanout.sent,
        failed=fanout.failed,
        unknown=fanout.unknown,
        rate=_rate(tried, now=now, since=since),
        reason=fanout.pause_reason,
    )


def _rate(tried: int, *, now: Millis, since: Progress | None) -> float | None:
    if since is None or now <= since.at or tried <= since.tried:
        return None
    return (tried - since.tried) * 1000 / (now - since.at)
