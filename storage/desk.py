"""What editors look at: audit, notices, figures."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Result
from bot.domain.statement import DAY, Millis
from bot.domain.subscriber import SubscriberState, TermKind
from bot.ports import Notice, Stats
from storage import notices
from storage.audit import keep
from storage.codec import langs_from_text
from storage.database import Database
from storage.schema import delivery, interest, notice, statement, subscriber, term

_DAYS = 7
_FAILED = (Result.GONE, Result.REJECTED, Result.NO_RIGHTS, Result.UNKNOWN)
_ACTIVE = subscriber.c.state == SubscriberState.ACTIVE.value


class SqlDeskStore:
    """bot.ports.DeskStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def audit(self, editor: int, act: str, object: str, *, details: str = "", now: Millis) -> None:
        async with self._database.write() as connection:
            await keep(connection, editor, act, object, details=details, now=now)

    async def notify(self, key: str, details: Mapping[str, str], *, now: Millis) -> None:
        async with self._database.write() as connection:
            await notices.notify(connection, self._database, key, details, now=now)

    async def untold(self) -> tuple[Notice, ...]:
        query = select(notice).where(notice.c.told_at.is_(None)).order_by(notice.c.id)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(Notice(row.id, row.key, json.loads(row.details), row.at) for row in rows)

    async def told(self, ids: Sequence[int], *, now: Millis) -> None:
        async with self._database.write() as connection:
            await connection.execute(update(notice).where(notice.c.id.in_(ids)).values(told_at=now))

    async def stats(self, *, now: Millis) -> Stats:
        async with self._database.read() as connection:
            return Stats(
                readers_by_state=await _readers_by_state(connection),
                readers_by_lang=await _readers_by_lang(connection),
                readers_by_topic=await _readers_by_topic(connection),
                statements=await _statements(connection),
                statements_last_day=await _statements(connection, statement.c.first_seen_at > now - DAY),
                deliveries_by_day=await _deliveries_by_day(connection, now),
            )


async def _readers_by_state(connection: AsyncConnection) -> Mapping[str, int]:
    query = select(subscriber.c.state, func.count()).group_by(subscriber.c.state)
    return _most_first(await connection.execute(query))


async def _readers_by_lang(connection: AsyncConnection) -> Mapping[str, int]:
    """Active readers of each statement language; one of two counts twice, "" are those of every language."""
    query = select(subscriber.c.langs, func.count()).where(_ACTIVE).group_by(subscriber.c.langs)
    counted: Counter[str] = Counter()
    for langs, count in await connection.execute(query):
        for lang in langs_from_text(langs) or ("",):
            counted[lang] += count
    return _most_first(counted.items())


async def _readers_by_topic(connection: AsyncConnection) -> Mapping[str, int]:
    """Active readers of each topic; those who follow everything chose none."""
    query = (
        select(term.c.key, func.count())
        .join(interest, interest.c.term == term.c.id)
        .join(subscriber, subscriber.c.id == interest.c.subscriber)
        .where(_ACTIVE, term.c.kind == TermKind.TOPIC.value)
        .group_by(term.c.key)
    )
    return _most_first(await connection.execute(query))


def _most_first(rows: Any) -> Mapping[str, int]:
    counted: list[tuple[str, int]] = [(name, count) for name, count in rows]
    return dict(sorted(counted, key=lambda pair: (-pair[1], pair[0])))


async def _statements(connection: AsyncConnection, *where: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(statement).where(statement.c.state != "withdrawn", *where)
    return (await connection.execute(query)).scalar_one()


async def _deliveries_by_day(connection: AsyncConnection, now: Millis) -> tuple[tuple[str, int, int], ...]:
    """The last days that had any, newest first, as days are in UTC."""
    day = (delivery.c.at // DAY).label("day")
    sent = func.count(case((delivery.c.result == Result.SENT.value, 1)))
    failed = func.count(case((delivery.c.result.in_([r.value for r in _FAILED]), 1)))
    since = (now // DAY - _DAYS + 1) * DAY
    query = (
        select(day, sent.label("sent"), failed.label("failed"))
        .where(delivery.c.at >= since)
        .group_by(day)
        .order_by(day.desc())
    )
    return tuple((_date(row.day), row.sent, row.failed) for row in await connection.execute(query))


def _date(day: int) -> str:
    return datetime.fromtimestamp(day * DAY / 1000, UTC).date().isoformat()
