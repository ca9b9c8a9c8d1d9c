"""Private readers out of this database and into it, as lines of a file hold them. In the caller's transaction.

A line without topics means everything. Topics are the file's to say; sources, keywords and mutes are not in it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.statement import Millis
from bot.domain.subscriber import ALL, ChatKind, SubscriberId, SubscriberState, Term, TermKind
from bot.ports import PortableReader
from storage.codec import langs_from_text, langs_to_text
from storage.database import Database
from storage.schema import interest, subscriber, term
from storage.terms import term_ids

T = TypeVar("T")
_AT_ONCE = 5_000
_IN_FILE = (TermKind.TOPIC.value, TermKind.ALL.value)


async def page(
    connection: AsyncConnection, *, after: SubscriberId, limit: int
) -> tuple[tuple[SubscriberId, PortableReader], ...]:
    """The private readers after this one, by id."""
    query = (
        select(subscriber)
        .where(
            subscriber.c.id > after, subscriber.c.kind == ChatKind.PRIVATE.value, subscriber.c.thread_id == 0
        )
        .order_by(subscriber.c.id)
        .limit(limit)
    )
    rows = (await connection.execute(query)).all()
    topics = await _topics(connection, [row.id for row in rows])
    return tuple(
        (
            SubscriberId(row.id),
            PortableReader(
                row.chat_id, langs_from_text(row.langs), topics[row.id], SubscriberState(row.state)
            ),
        )
        for row in rows
    )


async def _topics(connection: AsyncConnection, ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, list[Term]] = defaultdict(list)
    for some in _parts(ids):
        query = (
            select(interest.c.subscriber, term.c.kind, term.c.key)
            .join(term, term.c.id == interest.c.term)
            .where(interest.c.subscriber.in_(some), term.c.kind.in_(_IN_FILE))
            .order_by(interest.c.created_at, term.c.id)
        )
        for row in await connection.execute(query):
            found[row.subscriber].append(Term(TermKind(row.kind), row.key))
    return {each: () if ALL in found[each] else tuple(t.key for t in found[each]) for each in ids}


async def take_in(
    connection: AsyncConnection,
    database: Database,
    readers: Sequence[PortableReader],
    *,
    ui_lang: str,
    now: Millis,
) -> tuple[int, int]:
    """How many were new, and how many were known and updated."""
    wanted = {Term(TermKind.TOPIC, key) for reader in readers for key in reader.topics} | {ALL}
    numbers = await term_ids(connection, database, wanted, create=True)
    known = 0
    for some in _parts(readers):
        lines = json.dumps([_line(reader, ui_lang) for reader in some])
        follows = json.dumps([pair for reader in some for pair in _follows(reader, numbers)])
        known += await _take_in(connection, database, {"lines": lines, "follows": follows, "now": now})
    return len(readers) - known, known


def _line(reader: PortableReader, ui_lang: str) -> Mapping[str, Any]:
    return {
        "chat_id": reader.chat_id,
        "ui_lang": reader.langs[0] if reader.langs else ui_lang,
        "langs": langs_to_text(reader.langs),
        "state": reader.state.value,
    }


def _follows(reader: PortableReader, numbers: Mapping[Term, int]) -> Iterable[Mapping[str, int]]:
    for wanted in {Term(TermKind.TOPIC, key) for key in reader.topics} or {ALL}:
        yield {"chat_id": reader.chat_id, "term": numbers[wanted]}


# Thousands of rows travel as one JSON value: as parameters of their own they cost PostgreSQL's driver
# more time than the server takes for all the rest.
_ROWS_OF = {
    "sqlite": """(SELECT json_extract(value, '$.chat_id') AS chat_id, json_extract(value, '$.ui_lang') AS ui_lang,
        json_extract(value, '$.langs') AS langs, json_extract(value, '$.state') AS state,
        json_extract(value, '$.term') AS term FROM json_each(:{rows})) AS line""",
    "postgresql": """jsonb_to_recordset(CAST(:{rows} AS jsonb))
        AS line (chat_id bigint, ui_lang text, langs text, state text, term bigint)""",
}
_SAME = "subscriber.chat_id = line.chat_id AND subscriber.thread_id = 0"
_COUNT = "SELECT count(*) FROM {lines} JOIN subscriber ON {same}"
_STEPS = (
    "UPDATE subscriber SET langs = line.langs FROM {lines} WHERE {same}",
    """UPDATE subscriber SET state = line.state, state_at = :now, state_reason = 'import'
        FROM {lines} WHERE {same} AND subscriber.state <> line.state""",
    """DELETE FROM interest WHERE term IN (SELECT id FROM term WHERE kind IN ('topic', 'all'))
        AND subscriber IN (SELECT subscriber.id FROM {lines} JOIN subscriber ON {same})""",
    """INSERT INTO subscriber (chat_id, thread_id, kind, ui_lang, langs, state, state_reason, state_at, created_at)
        SELECT chat_id, 0, 'private', ui_lang, langs, state, 'import', :now, :now FROM {lines} WHERE true
        ON CONFLICT (chat_id, thread_id) DO NOTHING""",
    """INSERT INTO interest (term, subscriber, created_at)
        SELECT line.term, subscriber.id, :now FROM {follows} JOIN subscriber ON {same} WHERE true
        ON CONFLICT (term, subscriber) DO NOTHING""",
)


async def _take_in(connection: AsyncConnection, database: Database, values: Mapping[str, Any]) -> int:
    rows = _ROWS_OF[database.dialect]
    read = {name: rows.format(rows=name) for name in ("lines", "follows")} | {"same": _SAME}
    known: int = (await connection.execute(text(_COUNT.format(**read)), values)).scalar_one()
    for step in _STEPS:
        await connection.execute(text(step.format(**read)), values)
    return known


def _parts(things: Sequence[T]) -> Iterable[Sequence[T]]:
    for start in range(0, len(things), _AT_ONCE):
        yield things[start : start + _AT_ONCE]
