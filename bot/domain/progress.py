"""How far an announcement has come: where it stands, its figures, its speed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.broadcast import Broadcast, BroadcastState
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

    @property
    def is_over(self) -> bool:
        """Nothing more will be sent."""
        return self in _OVER

    @property
    def can_be_stopped(self) -> bool:
        """Confirmed, and not over."""
        return self in (Stage.WAITING, Stage.RUNNING, Stage.PAUSED)


_OVER = frozenset({Stage.DONE, Stage.CANCELLED, Stage.EXPIRED, Stage.DROPPED})


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
    rate: float | None = None
    reason: str = ""

    @property
    def tried(self) -> int:
        """Readers for whom it is settled."""
        return self.sent + self.failed + self.unknown

    @property
    def to_go(self) -> int:
        """Readers still to come."""
        return 0 if self.stage.is_over else max(0, self.audience - self.tried)

    @property
    def seconds_left(self) -> int | None:
        """At the present rate; None when it cannot be told."""
        return round(self.to_go / self.rate) if self.rate and self.stage is Stage.RUNNING else None


@dataclass(frozen=True, slots=True)
class Report:
    """A broadcast with its progress."""

    broadcast: Broadcast
    progress: Progress


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
        reason=fanout.pause_reason if stage is Stage.PAUSED else "",
    )


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
