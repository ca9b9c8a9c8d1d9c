"""When things are looked at: APScheduler triggers, each calling one thing. Never what is done.

APScheduler runs on the wall clock: when that steps back an hour, it is silent for an hour. So a watchdog
on the monotonic clock re-arms every job when the two drift apart.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.domain.errors import KumtarError
from bot.ports import Clock

log = logging.getLogger(__name__)

DRIFT = 2.0  # seconds between the clocks before the jobs are armed anew
_LOOK = 1.0  # seconds between two looks at the clocks

Call = Callable[[], Awaitable[object]]


class Schedule:
    """Calls each thing at its interval; a call still running is never started a second time."""

    def __init__(
        self,
        *,
        clock: Clock,
        monotonic: Callable[[], float],
        stepped: Callable[[int], Awaitable[object]] | None = None,
    ) -> None:
        """`stepped` is told by how many milliseconds the wall clock was set, before the jobs begin anew."""
        self._stepped = stepped
        self._clock = clock
        self._monotonic = monotonic
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._watchdog: asyncio.Task[None] | None = None

    def every(self, seconds: float, call: Call, *, name: str) -> None:
        """Call it now and then every `seconds`; what it raises is logged and ends nothing."""
        self._scheduler.add_job(
            _safely,
            IntervalTrigger(seconds=seconds, timezone=UTC),
            args=(call, name),
            id=name,
            next_run_time=datetime.now(UTC),
        )

    def start(self) -> None:
        """Begin."""
        self._scheduler.start()
        self._watchdog = asyncio.create_task(self._watch(), name="schedule watchdog")

    async def stop(self) -> None:
        """No further call begins."""
        if self._watchdog:
            self._watchdog.cancel()
            await asyncio.gather(self._watchdog, return_exceptions=True)
            self._scheduler.shutdown(wait=False)

    async def _watch(self) -> None:
        offset = self._clock() / 1000 - self._monotonic()
        while True:
            await asyncio.sleep(_LOOK)
            now = self._clock() / 1000 - self._monotonic()
            if abs(now - offset) > DRIFT:
                log.warning("the clock was set %+.0f s; the schedule starts anew", now - offset)
                step, offset = now - offset, now
                if self._stepped is not None:
                    await _safely(partial(self._stepped, round(step * 1000)), "setting times right")
                self._rearm()

    def _rearm(self) -> None:
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=datetime.now(UTC) + timedelta(milliseconds=1))


async def _safely(call: Call, name: str) -> None:
    try:
        await call()
    except KumtarError as error:
        log.warning("%s: %s; it is tried again at its next turn", name, error)
    except Exception:
        log.exception("%s failed; it is tried again at its next turn", name)
