"""Backup, restore and pruning: what an operator's commands and the nightly job do with the whole database."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Select, Table, delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast import BroadcastState
from bot.domain.errors import InvalidInput, StoreUnavailable
from bot.domain.fanout import FanoutState
from bot.domain.statement import COPY_WITHIN, DAY, Millis
from storage.database import Database
from storage.fanouts import cancel_all
from storage.held import drop_of
from storage.schema import audit, band, broadcast, delivery, fanout, notice, retry, source, statement

_BATCH = 5_000


async def backup(database: Database, target: Path) -> None:
    """A consistent copy of a SQLite database while it is in use; it appears whole or not at all, for its owner only.

    Raises InvalidInput("backup-postgresql") on PostgreSQL, StoreUnavailable when the disk refuses.
    """
    if database.dialect != "sqlite":
        raise InvalidInput("backup-postgresql")  # pg_dump does it, and better
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        await _copy(database, partial)
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreUnavailable(f"backup: {error}") from error
    finally:
        partial.unlink(missing_ok=True)


async def _copy(database: Database, to: Path) -> None:
    # the copying runs in the driver's thread
    copy = sqlite3.connect(to, check_same_thread=False)
    try:
        async with database.driver_connection() as connection:
            await connection.backup(copy)  # in one step: a snapshot, which holds up no writer in WAL mode
    finally:
        copy.close()


async def settle_after_restore(database: Database, *, now: Millis) -> int:
    """Make a restored database safe to run: nothing that may have gone out since the backup goes out again.

    Everything on its way or put by is cancelled, drafts are dropped, and each source's next fetch only fills the
    archive. How many fan-outs were cancelled.
    """
    async with database.write() as connection:
        cancelled = await cancel_all(connection, database, now=now)
        await drop_of(connection, fanout.c.held > 0)
        await connection.execute(
            update(source).values(last_good_at=None, etag=None, modified=None, next_at=now)
        )
        draft = broadcast.c.state == BroadcastState.DRAFT.value
        await connection.execute(update(broadcast).where(draft).values(state=BroadcastState.DROPPED.value))
        return len(cancelled)


async def shift_times(database: Database, step: Millis) -> None:
    """The wall clock was set by `step`: so are all times at which something is to happen."""
    waiting = fanout.c.state == FanoutState.WAITING.value
    async with database.write() as connection:
        await connection.execute(update(source).values(next_at=source.c.next_at + step))
        await connection.execute(update(retry).values(at=retry.c.at + step))
        await connection.execute(update(fanout).where(waiting).values(not_before=fanout.c.not_before + step))
        unfinished = fanout.c.finished_at.is_(None)
        await connection.execute(
            update(fanout).where(unfinished).values(expires_at=fanout.c.expires_at + step)
        )


async def prune(database: Database, *, now: Millis, retention_days: int, batch: int = _BATCH) -> int:
    """Delete what is older than the retention: deliveries, audit, notices that were told. How many rows.

    So is what new statements are compared with, once nothing new can be of the same story.

    In small transactions, so that sending goes on between them. What a reader's snapshot kept a /forget from
    overwriting is overwritten now.
    """
    before = now - retention_days * DAY
    old = {
        delivery: select(delivery.c.subject, delivery.c.subscriber).where(delivery.c.at < before),
        audit: select(audit.c.id).where(audit.c.at < before),
        notice: select(notice.c.id).where(notice.c.at < before, notice.c.told_at.is_not(None)),
        band: select(band.c.no, band.c.value, band.c.statement)
        .join(statement, statement.c.id == band.c.statement)
        .where(statement.c.published_at <= now - COPY_WITHIN),
    }
    total = 0
    for table, rows in old.items():
        pruned = batch
        while pruned == batch:
            async with database.write() as connection:
                pruned = await _delete(connection, table, rows.limit(batch))
            total += pruned
    await database.leave_no_trace()
    return total


async def _delete(connection: AsyncConnection, table: Table, rows: Select[*tuple[int, ...]]) -> int:
    """Neither database can DELETE … LIMIT, and a table WITHOUT ROWID has only its key."""
    keys = tuple_(*(table.c[column.name] for column in table.primary_key))
    return (await connection.execute(delete(table).where(keys.in_(rows)))).rowcount
