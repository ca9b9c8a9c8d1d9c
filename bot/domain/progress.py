"""How far an announcement or a statement has come: where it stands, its figures, its speed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.broadcast import Broadcast, BroadcastState
from bot.domain.fanout import Fanout, FanoutKind
from bot.domain.statement import Millis
from bot.domain.subscriber import ALL, Term


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
    RECALLED = "recalled"

    @property
    def is_over(self) -> bool:
        """Nothing more will be sent."""
        return self in _OVER

    @property
    def can_be_stopped(self) -> bool:
        """Confirmed, and not over."""
        return self in (Stage.WAITING, Stage.RUNNING, Stage.PAUSED)


_OVER = frozenset({Stage.DONE, Stage.CANCELLED, Stage.EXPIRED, Stage.DROPPED, Stage.RECALLED})


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an announcement has come. `audience` counts its readers; `rate` is messages per second."""

    at: Millis
    stage: Stage
    starts_at: Millis
    audience: int
    sent: int = 0
    failed: int = 0
    unknown: int = 0  # the answer was lost: nobody can know
    held: int = 0  # put by for their readers' own hours: they come even when all the rest is over
    rate: float | None = None
    reason: str = ""

    @property
    def tried(self) -> int:
        """Readers for whom it is settled."""
        return self.sent + self.failed + self.unknown

    @property
    def to_go(self) -> int:
        """Readers still to come."""
        return 0 if self.stage.is_over else max(0, self.audience - self.tried - self.held)

    @property
    def seconds_left(self) -> int | None:
        """At the present rate; None when it cannot be told."""
        return round(self.to_go / self.rate) if self.rate and self.stage is Stage.RUNNING else None


@dataclass(frozen=True, slots=True)
class Way:
    """A fan-out with its progress. `at_most`: its audience may be smaller than it says."""

    fanout: Fanout
    progress: Progress
    at_most: bool = False

    @property
    def is_over(self) -> bool:
        """Nothing more will be done."""
        return self.progress.stage.is_over


@dataclass(frozen=True, slots=True)
class Report:
    """A broadcast with its progress, and what was done about it afterwards."""

    broadcast: Broadcast
    progress: Progress
    afterwards: tuple[Way, ...] = ()

    @property
    def holders(self) -> int:
        """How many readers have it."""
        return holders([way for way in (self.broadcast.fanout, *self.broadcast.afterwards) if way])

    @property
    def not_reached(self) -> int:
        """How many of those it was sent to did not get it, resends included."""
        fanout = self.broadcast.fanout
        return readers_failed([fanout, *self.broadcast.afterwards]) if fanout else 0


def stage_of(broadcast: Broadcast) -> Stage:
    """Where it stands: its own state, and once confirmed its fan-out's."""
    if broadcast.state is not BroadcastState.CONFIRMED:
        return Stage(broadcast.state.value)
    return Stage.WAITING if broadcast.fanout is None else Stage(broadcast.fanout.state.value)


def progress_of(
    broadcast: Broadcast, readers: int, *, now: Millis, since: Progress | None = None
) -> Progress:
    """The figures; `readers` is what the audience counts now, `since` an earlier look that tells the rate.

    A reader who left after being sent to still counts.
    """
    stage, fanout = stage_of(broadcast), broadcast.fanout
    if fanout is None:
        return Progress(now, stage, broadcast.confirmed_at or broadcast.created_at, readers)
    return _progress(fanout, stage, readers, now=now, since=since)


def way_of(fanout: Fanout, readers: int, *, now: Millis, since: Progress | None = None) -> Way:
    """The figures of one fan-out; `readers` counts its audience, or those it may concern at most."""
    stage, follows = Stage(fanout.state.value), fanout.kind.follows_ledger
    if follows:  # who has no message to edit any more, or was told by a newer text, is passed over
        readers = max(0, readers - fanout.skipped)
    progress = _progress(fanout, stage, 0 if stage.is_over else readers, now=now, since=since)
    return Way(fanout, progress, at_most=follows and not stage.is_over)


def _progress(fanout: Fanout, stage: Stage, readers: int, *, now: Millis, since: Progress | None) -> Progress:
    tried = fanout.sent + fanout.failed + fanout.unknown
    return Progress(
        at=now,
        stage=stage,
        starts_at=fanout.not_before,
        audience=max(readers, tried + fanout.held, since.audience if since else 0),
        sent=fanout.sent,
        failed=fanout.failed,
        unknown=fanout.unknown,
        held=fanout.held,
        rate=_rate(tried, now=now, since=since),
        reason=fanout.pause_reason if stage is Stage.PAUSED else "",
    )


def holders(fanouts: Sequence[Fanout]) -> int:
    """How many readers have the subject of these."""
    again = (FanoutKind.STATEMENT, FanoutKind.BROADCAST, FanoutKind.RESEND)
    return sum(fanout.sent for fanout in fanouts if fanout.kind in again)


def readers_failed(fanouts: Sequence[Fanout]) -> int:
    """How many its sending did not reach, as far as is known, less those whom a resend reached."""
    first = sum(fanout.failed + fanout.unknown for fanout in fanouts if not fanout.kind.follows_ledger)
    return max(0, first - sum(fanout.sent for fanout in fanouts if fanout.kind is FanoutKind.RESEND))


def readers_behind(fanout: Fanout, beside: Sequence[Fanout]) -> int:
    """Whom a fan-out that follows the ledger concerns at most; `beside`: all fan-outs of that subject."""
    if fanout.kind is FanoutKind.RESEND:
        return readers_failed([other for other in beside if other.id < fanout.id])
    return holders(beside)


def _rate(tried: int, *, now: Millis, since: Progress | None) -> float | None:
    if since is None or now <= since.at or tried <= since.tried:
        return None
    return (tried - since.tried) * 1000 / (now - since.at)


def audience_of(topics: Sequence[Term]) -> tuple[Term, ...]:
    """Whom chosen topics mean: who follows one of them, and who follows everything. None: every reader."""
    return (ALL, *topics) if topics else ()


def topics_of(audience: Sequence[Term]) -> tuple[Term, ...]:
    """The topics that were chosen for an audience."""
    return tuple(term for term in audience if term != ALL)
