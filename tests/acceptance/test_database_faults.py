"""The database locked, full, slow or away: sending stops soon, goes on by itself, and nobody misses or repeats a thing."""

import asyncio
import resource
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from bot.pipeline.deliver.flusher import MOST_UNFLUSHED
from tests.acceptance.town import LONG, Bot, Town, a_town, say

READERS = 4000
RATE = 1000  # so fast that the bound is reached before the lease runs out
ABSENCE = 30 if LONG else 8  # seconds
SLOW = 4.0  # seconds
_COUNT = "SELECT count(*) FROM delivery"

Written = Callable[[], int]  # how many rows the ledger has, whatever the fault
Fault = Callable[[Bot, Town], AbstractAsyncContextManager[Written]]


def sqlite(town: Town) -> sqlite3.Connection:
    return sqlite3.connect(make_url(town.url).database, isolation_level=None, timeout=5)


@contextmanager
def postgres(town: Town, database: str | None = None) -> Iterator["psycopg.Connection[tuple[Any, ...]]"]:
    url = make_url(town.url).set(drivername="postgresql")
    shown = url.set(database=database or url.database).render_as_string(hide_password=False)
    with psycopg.connect(shown, autocommit=True) as connection:
        yield connection


@asynccontextmanager
async def locked(_: Bot, town: Town) -> AsyncIterator[Written]:
    """Somebody else holds SQLite's write lock."""
    with closing(sqlite(town)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield lambda: connection.execute(_COUNT).fetchone()[0]
        connection.execute("ROLLBACK")


@asynccontextmanager
async def full(bot: Bot, town: Town) -> AsyncIterator[Written]:
    """The process may let no file grow over 4 KB: what it sees of a full disk, without one."""
    free = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (4096, free[1]))
    with closing(sqlite(town)) as connection:
        yield lambda: connection.execute(_COUNT).fetchone()[0]
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, free)


@asynccontextmanager
async def away(_: Bot, town: Town) -> AsyncIterator[Written]:
    """PostgreSQL ends every connection and takes no new one."""
    name = make_url(town.url).database
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s"
    with postgres(town, "postgres") as admin, postgres(town) as ours:
        admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        admin.execute(others, (name, ours.info.backend_pid))
        yield lambda: ours.execute(_COUNT).fetchone()[0]
        admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


@asynccontextmanager
async def slow(_: Bot, town: Town) -> AsyncIterator[Written]:
    """The ledger is locked nearly all the time, by one transaction after another."""
    over = asyncio.Event()

    async def lock_again_and_again(connection: "psycopg.Connection[tuple[Any, ...]]") -> None:
        while not over.is_set():
            with connection.transaction():
                await asyncio.to_thread(connection.execute, "LOCK TABLE delivery IN ACCESS EXCLUSIVE MODE")
                await asyncio.sleep(SLOW)
            await asyncio.sleep(0.05)

    with postgres(town) as connection:
        locking = asyncio.create_task(lock_again_and_again(connection))
        yield lambda: connection.execute(_COUNT).fetchone()[0]
        over.set()
        await locking


FAULTS = [
    pytest.param(locked, "sqlite", id="sqlite-locked"),
    pytest.param(full, "sqlite", id="sqlite-full"),
    pytest.param(away, "postgres", id="postgresql-away"),
    pytest.param(slow, "postgres", id="postgresql-slow"),
]


async def endure(town: Town, bot: Bot, written: Written) -> tuple[int, set[str]]:
    """How many messages were not yet written down at the worst, and what the health page said."""
    most, said = 0, set()
    end = time.monotonic() + ABSENCE
    while time.monotonic() < end:
        done = written()  # nothing arrives between this line and the next: the sandbox is in this loop
        most = max(most, town.arrived - done)
        status, page = await bot.ready()
        if status == 503:
            said.update(line for line in page.splitlines() if not line.endswith(" ok"))
        await asyncio.sleep(0.1)
    return most, said


@pytest.mark.parametrize(("fault", "backend"), FAULTS)
async def test_while_the_database_cannot_be_written_sending_stops_and_then_goes_on(
    fault: Fault, backend, request, tmp_path
):
    async with a_town(request.getfixturevalue(f"{backend}_url"), tmp_path, READERS) as town:
        bot = await town.start(SEND_RATE=str(RATE))
        statement = await town.publish()
        await town.until_arrived(300)
        async with fault(bot, town) as written:
            unwritten, said = await endure(town, bot, written)
        say(f"{unwritten} at the worst, and the health page said: {said}")
        assert RATE * 0.3 < unwritten <= MOST_UNFLUSHED
        assert town.arrived < READERS, "it was to stop"
        assert any("database" in line for line in said)
        assert await town.all_served(statement) == 0
        await bot.says("delivery: ok")
        assert await bot.end() == 0


async def test_who_stands_by_does_not_profit_from_a_locked_database_and_nobody_gets_it_twice(
    sqlite_url, tmp_path
):
    async with a_town(sqlite_url, tmp_path, READERS) as town:
        bot = await town.start(SEND_RATE=str(RATE))
        other = await town.start(SEND_RATE=str(RATE))
        statement = await town.publish()
        await town.until_arrived(300)
        async with locked(bot, town) as written:
            await endure(town, bot, written)
        assert await town.all_served(statement) == 0
        assert not bot.door.sends or not other.door.sends
