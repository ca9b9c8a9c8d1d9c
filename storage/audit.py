"""The audit: every editor's act, kept in the transaction that does it."""

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.statement import Millis
from storage.schema import audit


async def keep(
    connection: AsyncConnection, editor: int, act: str, thing: str, *, details: str = "", now: Millis
) -> None:
    """Keep who did what to what."""
    await connection.execute(
        insert(audit).values(at=now, editor=editor, act=act, object=thing, details=details)
    )
