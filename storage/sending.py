"""Sending statements on their way: each with a fan-out to everyone who follows anything it carries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.fanout import FanoutKind, Priority, SubjectId
from bot.domain.statement import Millis, StatementId
from bot.domain.subscriber import ALL, OFFICIAL, Term, TermKind
from storage.database import Database
from storage.fanouts import start_fanout
from storage.schema import source, statement, statement_term, term

_AT_ONCE = 500


async def send_out(
    connection: AsyncConnection,
    database: Database,
    ids: Sequence[StatementId],
    *,
    now: Millis,
    by: int | None = None,
) -> None:
    """A fan-out for each, in this order, in the caller's transaction."""
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        rows, carried = await _rows(connection, some), await _carried(connection, some)
        for each in some:
            row = rows[each]
            await start_fanout(
                connection,
                database,
                subject=SubjectId(each),
                kind=FanoutKind.STATEMENT,
                revision_no=row.revision_no,
                priority=Priority.URGENT if row.urgent or row.source_urgent else Priority.STATEMENT,
                audience=_audience(row, carried[each]),
                langs=(row.lang,),
                not_before=now,
                now=now,
                paid=bool(row.urgent and by is not None),
                created_by=by,
            )


async def _rows(connection: AsyncConnection, ids: Sequence[StatementId]) -> Mapping[StatementId, Row[Any]]:
    query = (
        select(statement, source.c.key, source.c.official, source.c.urgent.label("source_urgent"))
        .join(source, source.c.id == statement.c.source)
        .where(statement.c.id.in_(ids))
    )
    return {StatementId(row.id): row for row in await connection.execute(query)}


async def _carried(
    connection: AsyncConnection, ids: Sequence[StatementId]
) -> Mapping[StatementId, list[Term]]:
    query = (
        select(statement_term.c.statement, term.c.kind, term.c.key)
        .join(term, term.c.id == statement_term.c.term)
        .where(statement_term.c.statement.in_(ids))
        .order_by(term.c.kind.desc(), term.c.key)
    )
    carried: dict[StatementId, list[Term]] = defaultdict(list)
    for row in await connection.execute(query):
        carried[StatementId(row.statement)].append(Term(TermKind(row.kind), row.key))
    return carried


def _audience(row: Row[Any], carried: Sequence[Term]) -> Sequence[Term]:
    official = [OFFICIAL] if row.official else []
    return [ALL, *official, Term(TermKind.SOURCE, row.key), *carried]
