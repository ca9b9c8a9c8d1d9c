"""Ways to readers as editors look after them: how far each has come, pause, resume, cancel. Stores only."""

from collections import deque
from collections.abc import Callable, Sequence
from enum import StrEnum

from bot.domain.fanout import Fanout, FanoutId, FanoutState, SubjectId
from bot.domain.progress import Progress, Way, readers_behind, way_of
from bot.domain.statement import Millis
from bot.ports import Clock, FanoutStore

_WITHIN = 60_000  # milliseconds: the speed of the last minute
_LOOKS = 30
_REMEMBERED = 100  # fan-outs


class Steering(StrEnum):
    """What an editor does with a fan-out that is not over."""

    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"


_FROM = {
    Steering.PAUSE: (FanoutState.WAITING, FanoutState.RUNNING),
    Steering.RESUME: (FanoutState.PAUSED,),
    Steering.CANCEL: (FanoutState.WAITING, FanoutState.RUNNING, FanoutState.PAUSED),
}


class Looks:
    """The latest looks at what is on its way, from which its speed is told; in memory only."""

    def __init__(self) -> None:
        self._kept: dict[FanoutId, deque[Progress]] = {}

    def earlier(self, id: FanoutId, *, now: Millis) -> Progress | None:
        """The oldest look of the last minute."""
        return next((look for look in self._kept.get(id, ()) if now - look.at <= _WITHIN), None)

    def keep(self, id: FanoutId, look: Progress) -> None:
        """Remember this one; nothing of what is over."""
        if look.stage.is_over:
            self._kept.pop(id, None)
            return
        if id not in self._kept and len(self._kept) >= _REMEMBERED:
            self._kept.pop(next(iter(self._kept)))
        self._kept.setdefault(id, deque(maxlen=_LOOKS)).append(look)


class Ways:
    """The fan-outs of a subject and about it."""

    def __init__(self, fanouts: FanoutStore, *, clock: Clock, ring: Callable[[], None]) -> None:
        self._fanouts = fanouts
        self._clock = clock
        self._ring = ring  # wakes the delivery
        self.looks = Looks()

    async def of(self, subject: SubjectId) -> tuple[Way, ...]:
        """Every way of a subject, oldest first."""
        return await self.measured(await self._fanouts.of_subject(subject))

    async def measured(self, fanouts: Sequence[Fanout]) -> tuple[Way, ...]:
        """How far each of a subject's fan-outs has come."""
        return tuple([await self._way(fanout, fanouts) for fanout in fanouts])

    async def steer(self, id: FanoutId, subject: SubjectId, steering: Steering, *, by: int) -> bool:
        """Pause, resume or cancel it; False when it no longer is where that leads from. Raises NotFound."""
        fanout, now = await self._fanouts.get(id), self._clock()
        if subject not in (fanout.subject, fanout.about) or fanout.state not in _FROM[steering]:
            return False
        state = {
            Steering.PAUSE: FanoutState.PAUSED,
            Steering.RESUME: FanoutState.WAITING if fanout.not_before > now else FanoutState.RUNNING,
            Steering.CANCEL: FanoutState.CANCELLED,
        }[steering]
        steered = await self._fanouts.set_state(id, state, by=by, now=now)
        self._ring()
        return steered

    async def _way(self, fanout: Fanout, beside: Sequence[Fanout]) -> Way:
        if fanout.kind.follows_ledger:
            readers = readers_behind(fanout, beside)
        else:
            readers = await self._fanouts.audience_size(fanout.audience, fanout.langs)
        now = self._clock()
        way = way_of(fanout, readers, now=now, since=self.looks.earlier(fanout.id, now=now))
        self.looks.keep(fanout.id, way.progress)
        return way
