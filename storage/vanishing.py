"""Statements that their source no longer shows."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.statement import Identity, Millis, StatementId
from storage.schema import statement, statement_copy


async def missing(
    connection: AsyncConnection, source_id: int, seen: Sequence[Identity], *, since: Millis, until: Millis
) -> list[StatementId]:
    """Those that went out after `since` and are none of `seen` under any of their keys, newest first."""
    here = (statement_copy.c.statement == statement.c.id) & (statement_copy.c.source == source_id)
    columns = (statement.c.id, statement.c.guid_hash, statement.c.canonical_url)
    query = (
        select(*columns, statement_copy.c.guid_hash.label("copied_as"))
        .outerjoin(statement_copy, here)
        .where(statement.c.source == source_id, statement.c.state == "published")
        .where(statement.c.vanished_at.is_(None))
        .where(statement.c.published_at > since, statement.c.published_at <= until)
        .order_by(statement.c.published_at.desc(), statement.c.id.desc())
    )
    rows = (await connection.execute(query)).all()
    keys, urls = {identity.key for identity in seen}, {identity.url for identity in seen if identity.url}
    shown = {row.id for row in rows if {row.guid_hash, row.copied_as} & keys or row.canonical_url in urls}
    return [StatementId(each) for each in dict.fromkeys(row.id for row in rows) if each not in shown]


async def mark(connection: AsyncConnection, id: StatementId, *, now: Millis) -> None:
    """Editors are asked about it once."""
    await connection.execute(update(statement).where(statement.c.id == id).values(vanished_at=now))
