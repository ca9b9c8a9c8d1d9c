"""The migrations build what storage/schema.py says, on both databases, once and again."""

import asyncio

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from storage.database import Database, migrate
from storage.schema import metadata


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(
        connection,
        opts={
            "compare_type": True,
            "include_name": lambda name, kind, _: not (kind == "table" and name.startswith("fts")),
        },
    )
    return list(compare_metadata(context, metadata))


async def test_the_migrations_build_exactly_the_schema(database: Database) -> None:
    async with database.read() as connection:
        assert await connection.run_sync(_differences) == []


async def test_migrating_again_or_twice_at_once_changes_nothing(
    database: Database, database_url: str
) -> None:
    await asyncio.gather(migrate(database_url), migrate(database_url))
    async with database.read() as connection:
        assert (
            await connection.execute(text("SELECT version_num FROM alembic_version"))
        ).scalars().all() == ["0006"]


async def test_two_processes_may_migrate_an_empty_file_at_once(tmp_path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'kumtar.db'}"
    await asyncio.gather(migrate(url), migrate(url))
    database = await Database.open(url)
    async with database.read() as connection:
        assert await connection.run_sync(_differences) == []
    await database.close()
