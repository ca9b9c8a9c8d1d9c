"""What the database remembers of its own upkeep, one value a key."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.schema import meta


async def read(connection: AsyncConnection, key: str) -> str | None:
    """The value; None when there is none."""
    return (await connection.execute(select(meta.c.value).where(meta.c.key == key))).scalar_one_or_none()


async def write(connection: AsyncConnection, database: Database, key: str, value: str) -> None:
    """Set it."""
    put = database.insert(meta).values(key=key, value=value)
    await connection.execute(put.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
