"""Sources as editors look after them: their state, the acts on them, the flood that waits. Stores only."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.domain.errors import NotFound
from bot.domain.source import EDITORIAL, Source, SourceState, is_stale
from bot.domain.statement import Millis
from bot.ports import Clock, Listed, SourceStore, StatementStore
from bot.render.sources import CORRECTIONS, LOOK_AT


@dataclass(frozen=True, slots=True)
class SourceReport:
    """A source, and whether it stands still."""

    source: Source
    stale: bool
    corrections: Listed | None = None  # that wait for an editor; None: not looked for

    @property
    def is_well(self) -> bool:
        """Nothing about it needs an editor."""
        source = self.source
        return (
            not (self.stale or source.waiting or source.fetch.problem) and source.state is SourceState.ACTIVE
        )


@dataclass(frozen=True, slots=True)
class Released:
    """What ending the wait came to: how many went out, and how the source stands now."""

    count: int
    waited: int  # before this act; 0: somebody was faster
    report: SourceReport


class SourcesService:
    """What editors do with sources. Ids are those of the database: a key may be too long for a button."""

    def __init__(
        self,
        sources: SourceStore,
        statements: StatementStore,
        *,
        clock: Clock,
        ring: Callable[[], None] = lambda: None,
    ) -> None:
        self._ring = ring  # wakes the delivery
        self._sources = sources
        self._statements = statements
        self._clock = clock

    async def all(self) -> tuple[SourceReport, ...]:
        """Every source that is looked at, those that need an editor first."""
        now = self._clock()
        reports = [_report(s, now) for s in await self._sources.all() if s.spec.key != EDITORIAL]
        return tuple(sorted(reports, key=lambda report: report.is_well))

    async def get(self, id: int) -> SourceReport:
        """One source. Raises NotFound."""
        for source in await self._sources.all():
            if source.id == id:
                held = await self._statements.corrections_held(source.spec.key, limit=CORRECTIONS)
                return replace(_report(source, self._clock()), corrections=held)
        raise NotFound(f"source {id}")

    async def pause(self, id: int, *, by: int) -> SourceReport:
        """Do not look at it until it is resumed."""
        await self._sources.set_state(await self._key(id), SourceState.PAUSED, by=by, now=self._clock())
        return await self.get(id)

    async def resume(self, id: int, *, by: int) -> SourceReport:
        """Look at it again, at once; also after it was gone."""
        await self._sources.set_state(await self._key(id), SourceState.ACTIVE, by=by, now=self._clock())
        return await self.get(id)

    async def look_now(self, id: int, *, by: int) -> SourceReport:
        """Make it due at once."""
        await self._sources.look_now(await self._key(id), by=by, now=self._clock())
        return await self.get(id)

    async def set_urgent(self, id: int, *, urgent: bool, by: int) -> SourceReport:
        """Whether all it publishes from now on is urgent."""
        await self._sources.set_urgent(await self._key(id), urgent=urgent, by=by, now=self._clock())
        return await self.get(id)

    async def waiting(self, id: int, *, offset: int = 0) -> Listed:
        """A page of what waits for an editor, newest first."""
        return await self._statements.waiting(await self._key(id), limit=LOOK_AT, offset=offset)

    async def release(self, id: int, *, newest: int | None, by: int) -> Released:
        """End the wait: send the `newest` (None: all; 0: none) and only store the rest."""
        before = await self.get(id)
        count = await self._statements.release(
            before.source.spec.key, newest=newest, by=by, now=self._clock()
        )
        if count:
            self._ring()
        return Released(count, before.source.waiting, await self.get(id))

    async def release_corrections(self, id: int, *, amend: bool, by: int) -> Released:
        """End the wait of its corrections: amend what was delivered, or only store them."""
        before = await self.get(id)
        key = before.source.spec.key
        count = await self._statements.release_corrections(key, amend=amend, by=by, now=self._clock())
        if count and amend:
            self._ring()
        return Released(count, count, await self.get(id))

    async def _key(self, id: int) -> str:
        return (await self.get(id)).source.spec.key


def _report(source: Source, now: Millis) -> SourceReport:
    return SourceReport(source, is_stale(source.fetch, now=now))
