"""Sources and the state of looking at them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, Select, case, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import NotFound
from bot.domain.source import (
    CLAIM_FOR,
    EDITORIAL,
    FetchState,
    Problem,
    Rights,
    Source,
    SourceSpec,
    SourceState,
)
from bot.domain.statement import Millis
from storage.audit import keep
from storage.codec import keys_from_text, keys_to_text
from storage.database import Database
from storage.schema import source, statement

EDITORIAL_SPEC = SourceSpec(key=EDITORIAL, name="Editorial", url="", official=True, rights=Rights.OWN)


class SqlSourceStore:
    """bot.ports.SourceStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def sync(self, specs: Sequence[SourceSpec], *, now: Millis) -> None:
        async with self._database.write() as connection:
            rows = await connection.execute(select(source.c.key, source.c.url))
            urls = {row.key: row.url for row in rows if row.key != EDITORIAL}
            for spec in specs:
                await _write_spec(connection, spec, urls.get(spec.key), now=now)
            gone = sorted(urls.keys() - {spec.key for spec in specs})
            await connection.execute(update(source).where(source.c.key.in_(gone)).values(enabled=False))

    async def all(self) -> tuple[Source, ...]:
        async with self._database.read() as connection:
            rows = await connection.execute(_sources().order_by(source.c.name, source.c.id))
            return tuple(source_from(row) for row in rows)

    async def get(self, key: str) -> Source:
        async with self._database.read() as connection:
            row = (await connection.execute(_sources().where(source.c.key == key))).one_or_none()
        if row is None:
            raise NotFound(f"source {key}")
        return source_from(row)

    async def claim_due(self, *, now: Millis, limit: int) -> tuple[Source, ...]:
        async with self._database.write() as connection:
            due = (
                select(source.c.id)
                .where(source.c.enabled, source.c.state == SourceState.ACTIVE.value)
                .where(source.c.key != EDITORIAL, source.c.next_at <= now)
                .order_by(source.c.next_at, source.c.id)
                .limit(limit)
                .with_for_update(skip_locked=True)
            )
            ids = (await connection.execute(due)).scalars().all()
            rows = await connection.execute(
                _sources().where(source.c.id.in_(ids)).order_by(source.c.next_at, source.c.id)
            )
            claimed = tuple(source_from(row) for row in rows)
            await connection.execute(
                update(source).where(source.c.id.in_(ids)).values(next_at=now + CLAIM_FOR)
            )
            return claimed

    async def record_look(
        self, source_id: int, fetch: FetchState, *, state: SourceState | None = None
    ) -> None:
        async with self._database.write() as connection:
            await write_fetch(connection, source_id, fetch)
            if state is not None:
                # an editor's pause during the look stands
                active = source.c.state == SourceState.ACTIVE.value
                await connection.execute(
                    update(source).where(source.c.id == source_id, active).values(state=state.value)
                )

    async def set_state(self, key: str, state: SourceState, *, by: int, now: Millis) -> None:
        due: Mapping[str, Any] = {"next_at": now, "failures": 0} if state is SourceState.ACTIVE else {}
        await self._change(key, f"source-{state.value}", by=by, now=now, state=state.value, **due)

    async def set_urgent(self, key: str, *, urgent: bool, by: int, now: Millis) -> None:
        act = "source-urgent" if urgent else "source-not-urgent"
        await self._change(key, act, by=by, now=now, urgent=urgent)

    async def look_now(self, key: str, *, by: int, now: Millis) -> None:
        await self._change(key, "source-look", by=by, now=now, next_at=now)

    async def _change(self, key: str, act: str, *, by: int, now: Millis, **values: Any) -> None:
        async with self._database.write() as connection:
            changed = await connection.execute(update(source).where(source.c.key == key).values(**values))
            if changed.rowcount == 0:
                raise NotFound(f"source {key}")
            await keep(connection, by, act, key, now=now)


async def write_fetch(connection: AsyncConnection, source_id: int, fetch: FetchState) -> None:
    """What a look left behind. Raises NotFound."""
    values = asdict(fetch) | {"problem": fetch.problem.value if fetch.problem else None}
    changed = await connection.execute(update(source).where(source.c.id == source_id).values(**values))
    if changed.rowcount == 0:
        raise NotFound(f"source {source_id}")


async def editorial_id(connection: AsyncConnection, database: Database) -> int:
    """The number of the source that editors' own statements belong to, made when first used."""
    row = _spec_values(EDITORIAL_SPEC) | _never_looked_at(EDITORIAL_SPEC, now=0)
    await connection.execute(database.insert(source).values(row).on_conflict_do_nothing())
    return int((await connection.execute(select(source.c.id).where(source.c.key == EDITORIAL))).scalar_one())


async def _write_spec(
    connection: AsyncConnection, spec: SourceSpec, known_url: str | None, *, now: Millis
) -> None:
    values = _spec_values(spec)
    if known_url is None:
        await connection.execute(insert(source).values(values | _never_looked_at(spec, now=now)))
        return
    if known_url != spec.url:  # another address: nothing known of the old one holds
        values |= {"effective_url": spec.url, "etag": None, "modified": None, "failures": 0, "next_at": now}
        values |= {"problem": None, "detail": ""}
        gone = source.c.state == SourceState.GONE.value  # it was the old address that is gone
        values |= {"state": case((gone, SourceState.ACTIVE.value), else_=source.c.state)}
    await connection.execute(update(source).where(source.c.key == spec.key).values(values))


def _spec_values(spec: SourceSpec) -> dict[str, Any]:
    return asdict(spec) | {"topics": keys_to_text(spec.topics), "rights": spec.rights.value}


def _never_looked_at(spec: SourceSpec, *, now: Millis) -> dict[str, Any]:
    return {"effective_url": spec.url, "next_at": now, "state": SourceState.ACTIVE.value}


def _sources() -> Select[Any]:
    waiting = (
        select(func.count())
        .where(statement.c.source == source.c.id, statement.c.state == "waiting")
        .correlate(source)
        .scalar_subquery()
    )
    return select(source, waiting.label("waiting"))


def source_from(row: Row[Any]) -> Source:
    """A source as the domain knows it."""
    spec = SourceSpec(
        key=row.key,
        name=row.name,
        url=row.url,
        language=row.language,
        topics=keys_from_text(row.topics),
        official=row.official,
        rights=Rights(row.rights),
        interval=row.interval,
        enabled=row.enabled,
    )
    fetch = FetchState(
        effective_url=row.effective_url,
        etag=row.etag,
        modified=row.modified,
        next_at=row.next_at,
        failures=row.failures,
        problem=Problem(row.problem) if row.problem else None,
        detail=row.detail,
        last_good_at=row.last_good_at,
        newest_item_at=row.newest_item_at,
        usual_gap=row.usual_gap,
        stale_told_at=row.stale_told_at,
    )
    return Source(row.id, spec, fetch, SourceState(row.state), urgent=row.urgent, waiting=row.waiting)
