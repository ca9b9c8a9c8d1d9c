"""What editors are to be told, written in the caller's transaction: with what they are told of, or not at all."""

import json
from collections.abc import Mapping

from sqlalchemy import BigInteger, String, exists, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Result
from bot.domain.statement import Millis
from bot.ports import Flush
from storage.database import Database
from storage.schema import notice, subscriber


async def notify(
    connection: AsyncConnection, database: Database, key: str, details: Mapping[str, str], *, now: Millis
) -> None:
    """Something editors must be told; nothing happens while the same waits for that."""
    text = json.dumps(dict(details), ensure_ascii=False, sort_keys=True)
    same = (notice.c.key == key) & (notice.c.details == text) & notice.c.told_at.is_(None)
    values = (literal(now, BigInteger), literal(key, String), literal(text, String))
    row = select(*values).where(~exists().where(same))
    await connection.execute(database.insert(notice).from_select(["at", "key", "details"], row))


async def of_closed_chats(connection: AsyncConnection, database: Database, flush: Flush) -> None:
    """The groups and channels that no longer let the bot write, as their readers are marked gone."""
    refused = {row.subscriber for row in flush.settled if row.result is Result.NO_RIGHTS}
    gone = {reader.subscriber: reader for reader in flush.gone if reader.subscriber in refused}
    if not gone:
        return
    query = select(subscriber.c.id, subscriber.c.chat_id).where(subscriber.c.id.in_(gone))
    for row in (await connection.execute(query)).all():
        reader = gone[row.id]
        told = {"chat": str(row.chat_id), "reason": reader.reason}
        await notify(connection, database, "group-no-rights", told, now=reader.at)
