"""A group that became a supergroup: its new id takes over, with everything that hung on the old one."""

from typing import Any

from sqlalchemy import Table, delete, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.subscriber import ChatKind
from storage.database import Database
from storage.schema import delivery, held, interest, mute, retry, subscriber


async def move_chat(connection: AsyncConnection, database: Database, old: int, new: int) -> None:
    """Every subscriber of the old chat lives in the new one, in the caller's transaction. Harmless to repeat.

    Where the new chat subscribed by itself already, the old subscriber takes in what the new one had:
    the ledger knows the old one, and it must not get the same statement twice.
    """
    query = select(subscriber.c.id, subscriber.c.thread_id).where(subscriber.c.chat_id == old)
    for row in (await connection.execute(query.with_for_update())).all():
        same = select(subscriber.c.id).where(
            subscriber.c.chat_id == new, subscriber.c.thread_id == row.thread_id
        )
        twin = (await connection.execute(same.with_for_update())).scalar_one_or_none()
        if twin is not None:
            await _take_in(connection, database, twin, row.id)
        moved = update(subscriber).where(subscriber.c.id == row.id)
        await connection.execute(moved.values(chat_id=new, kind=ChatKind.SUPERGROUP.value))


async def _take_in(connection: AsyncConnection, database: Database, twin: int, keeper: int) -> None:
    for table in (interest, mute, delivery, retry, held):
        names = [column.name for column in table.c]
        rows = select(*(_kept(table, name, keeper) for name in names)).where(table.c.subscriber == twin)
        await connection.execute(database.insert(table).from_select(names, rows).on_conflict_do_nothing())
    # what was said last holds: the old chat was "left" while the new one said /start
    said = select(subscriber.c.state, subscriber.c.state_reason, subscriber.c.state_at)
    last = (await connection.execute(said.where(subscriber.c.id == twin))).one()
    earlier = update(subscriber).where(subscriber.c.id == keeper, subscriber.c.state_at <= last.state_at)
    await connection.execute(earlier.values(last._asdict()))
    await connection.execute(delete(subscriber).where(subscriber.c.id == twin))


def _kept(table: Table, name: str, keeper: int) -> Any:
    return literal(keeper).label(name) if name == "subscriber" else table.c[name]
