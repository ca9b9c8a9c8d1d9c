"""Private readers out of this database and into it, as lines of a file hold them. In the caller's transaction.

What a whole line says of its reader replaces everything chosen before; a line without settings, of the first
release, replaces languages, state, topics and "everything" only.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, Table, literal, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.hours import AT_ONCE
from bot.domain.statement import Millis
from bot.domain.subscriber import ChatKind, Subscriber, SubscriberId, Term, TermKind
from bot.ports import PortableReader, PortableSettings
from storage.codec import hours_to_columns, langs_to_text
from storage.database import KEYWORDS, Database
from storage.readers import from_row
from storage.rules import note_change
from storage.schema import interest, mute, subscriber, term
from storage.terms import term_ids

T = TypeVar("T")
_AT_ONCE = 5_000


# ── out ───────────────────────────────────────────────────────────────────────────────────────────


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
    found = [from_row(row) for row in await connection.execute(query)]
    ids = [each.id for each in found]
    follows = await _terms(connection, interest, ids)
    muted = await _terms(connection, mute, ids)
    return tuple([(each.id, _reader(each, follows, muted)) for each in found])


def _reader(
    subscriber: Subscriber, follows: Mapping[int, Sequence[Term]], muted: Mapping[int, Sequence[Term]]
) -> PortableReader:
    return PortableReader(
        subscriber.address.chat_id,
        subscriber.langs,
        subscriber.state,
        tuple(follows.get(subscriber.id, ())),
        tuple(muted.get(subscriber.id, ())),
        PortableSettings(
            ui_lang=subscriber.ui_lang,
            silent=subscriber.silent,
            previews=subscriber.previews,
            time_zone=subscriber.time_zone,
            hours=subscriber.hours,
        ),
    )


async def _terms(
    connection: AsyncConnection, table: Table, ids: Sequence[int]
) -> Mapping[int, Sequence[Term]]:
    """What each of these follows or has muted, in the order of choice."""
    found: dict[int, list[Term]] = defaultdict(list)
    chosen = [interest.c.created_at] if table is interest else []
    written = interest.c.written if table is interest else literal("").label("written")
    for some in _parts(ids):
        query: Select[Any] = (
            select(table.c.subscriber, term.c.kind, term.c.key, written)
            .join(term, term.c.id == table.c.term)
            .where(table.c.subscriber.in_(some))
            .order_by(*chosen, term.c.id)
        )
        for row in await connection.execute(query):
            found[row.subscriber].append(Term(TermKind(row.kind), row.key, row.written))
    return found


# ── in ────────────────────────────────────────────────────────────────────────────────────────────


async def take_in(
    connection: AsyncConnection,
    database: Database,
    readers: Sequence[PortableReader],
    *,
    ui_lang: str,
    now: Millis,
) -> tuple[int, int]:
    """How many were new, and how many were known and updated."""
    await database.alone(connection, KEYWORDS)
    wanted = {chosen for reader in readers for chosen in (*reader.follows, *reader.muted)}
    numbers = await term_ids(connection, database, wanted, create=True)
    rules = {numbers[each] for each in wanted if each.kind is TermKind.KEYWORD}
    known = 0
    for some in _parts(readers):
        await _analyze(connection, database)
        values = {
            "lines": json.dumps([_line(reader, ui_lang) for reader in some]),
            "follows": json.dumps([row for each in some for row in _rows(each, each.follows, numbers)]),
            "mutes": json.dumps([row for each in some for row in _rows(each, each.muted, numbers)]),
            "now": now,
        }
        rules.update(await _rules_left(connection, database, values))
        known += await _take_in(connection, database, values)
    await note_change(connection, sorted(rules))
    await _analyze(connection, database)
    return len(readers) - known, known


def _line(reader: PortableReader, ui_lang: str) -> Mapping[str, Any]:
    settings = reader.settings or PortableSettings(
        ui_lang=reader.langs[0] if reader.langs else ui_lang,
        silent=False,
        previews=False,
        time_zone=None,
        hours=AT_ONCE,
    )
    return {
        "chat_id": reader.chat_id,
        "ui_lang": settings.ui_lang,
        "langs": langs_to_text(reader.langs),
        "state": reader.state.value,
        "whole": reader.settings is not None,
        "silent": settings.silent,
        "previews": settings.previews,
        "time_zone": settings.time_zone,
        **hours_to_columns(settings.hours),
    }


def _rows(
    reader: PortableReader, terms: Sequence[Term], numbers: Mapping[Term, int]
) -> Iterable[Mapping[str, int | str]]:
    for place, each in enumerate(terms):
        yield {"chat_id": reader.chat_id, "term": numbers[each], "place": place, "written": each.written}


# Thousands of rows travel as one JSON value: as parameters of their own they cost PostgreSQL's driver
# more time than the server takes for all the rest.
_LINE = {
    "chat_id": "bigint",
    "ui_lang": "text",
    "langs": "text",
    "state": "text",
    "whole": "boolean",
    "silent": "boolean",
    "previews": "boolean",
    "time_zone": "text",
    "digest_times": "text",
    "digest_days": "smallint",
    "quiet_from": "smallint",
    "quiet_to": "smallint",
    "urgent_passes": "boolean",
}
_PAIR = {"chat_id": "bigint", "term": "bigint", "place": "integer", "written": "text"}
_SETTINGS = tuple(name for name in _LINE if name not in ("chat_id", "langs", "state", "whole"))

_COUNT = "SELECT count(*) FROM {lines} JOIN subscriber ON {same}"
_RULES = """SELECT DISTINCT interest.term FROM interest JOIN term ON term.id = interest.term
    WHERE term.kind = 'keyword' AND interest.subscriber IN {whole}"""
_STEPS = (
    "UPDATE subscriber SET langs = line.langs FROM {lines} WHERE {same}",
    "UPDATE subscriber SET {changes} FROM {lines} WHERE {same} AND line.whole",
    """UPDATE subscriber SET state = line.state, state_at = :now, state_reason = 'import'
        FROM {lines} WHERE {same} AND subscriber.state <> line.state""",
    """DELETE FROM interest WHERE term IN (SELECT id FROM term WHERE kind IN ('topic', 'all'))
        AND subscriber IN (SELECT subscriber.id FROM {lines} JOIN subscriber ON {same})""",
    "DELETE FROM interest WHERE subscriber IN {whole}",
    "DELETE FROM mute WHERE subscriber IN {whole}",
    """INSERT INTO subscriber
        (chat_id, thread_id, kind, langs, state, state_reason, state_at, created_at, {settings})
        SELECT chat_id, 0, 'private', langs, state, 'import', :now, :now, {settings}
        FROM {lines} WHERE true ON CONFLICT (chat_id, thread_id) DO NOTHING""",
    # one millisecond after another: the order of choice
    """INSERT INTO interest (term, subscriber, created_at, written)
        SELECT line.term, subscriber.id, :now + line.place, line.written FROM {follows} JOIN subscriber ON {same} WHERE true
        ON CONFLICT (term, subscriber) DO NOTHING""",
    """INSERT INTO mute (term, subscriber)
        SELECT line.term, subscriber.id FROM {mutes} JOIN subscriber ON {same} WHERE true
        ON CONFLICT (subscriber, term) DO NOTHING""",
)
_SAME = "subscriber.chat_id = line.chat_id AND subscriber.thread_id = 0"
_WHOLE = "(SELECT subscriber.id FROM {lines} JOIN subscriber ON {same} AND line.whole)"
_ROWS_OF = {  # a JSON value as a table called `line`
    "sqlite": "(SELECT {taken} FROM json_each(:{rows})) AS line",
    "postgresql": "jsonb_to_recordset(CAST(:{rows} AS jsonb)) AS line ({typed})",
}


def _filled(database: Database, statement: str) -> str:
    lines = _rows_as_table(database, "lines", _LINE)
    return statement.format(
        lines=lines,
        follows=_rows_as_table(database, "follows", _PAIR),
        mutes=_rows_as_table(database, "mutes", _PAIR),
        same=_SAME,
        whole=_WHOLE.format(lines=lines, same=_SAME),
        settings=", ".join(_SETTINGS),
        changes=", ".join(f"{name} = line.{name}" for name in _SETTINGS),
    )


def _rows_as_table(database: Database, rows: str, columns: Mapping[str, str]) -> str:
    taken = ", ".join(f"json_extract(value, '$.{name}') AS {name}" for name in columns)
    typed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    return _ROWS_OF[database.dialect].format(rows=rows, taken=taken, typed=typed)


async def _rules_left(
    connection: AsyncConnection, database: Database, values: Mapping[str, Any]
) -> Sequence[int]:
    """The keyword rules that readers of whole lines follow until now."""
    return (await connection.execute(text(_filled(database, _RULES)), values)).scalars().all()


async def _take_in(connection: AsyncConnection, database: Database, values: Mapping[str, Any]) -> int:
    known: int = (await connection.execute(text(_filled(database, _COUNT)), values)).scalar_one()
    for step in _STEPS:
        await connection.execute(text(_filled(database, step)), values)
    return known


async def _analyze(connection: AsyncConnection, database: Database) -> None:
    """Tables filled a moment ago look empty to PostgreSQL, which then joins row by row."""
    if database.dialect == "postgresql":
        await connection.execute(text("ANALYZE subscriber, interest, mute, term"))


def _parts(things: Sequence[T]) -> Iterable[Sequence[T]]:
    for start in range(0, len(things), _AT_ONCE):
        yield things[start : start + _AT_ONCE]
