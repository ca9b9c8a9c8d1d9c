"""A process killed while it delivers: no reader misses a message, few get it twice, and the ledger says which."""

import asyncio
import os
import signal
import sqlite3
import sys
import time
from collections import Counter
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.domain.delivery import Result
from bot.domain.fanout import FanoutState
from bot.domain.subscriber import ALL
from sandbox import Sandbox
from storage.database import Database
from tests.pipeline.newsroom import Newsroom, newsroom
from tests.storage.rows import Rows

READERS = 300
RATE = 100
FLUSH = 0.1  # seconds between two commits, the commit itself included
IN_FLIGHT = 20
TWICE_AT_MOST = int(RATE * FLUSH) + IN_FLIGHT  # a kill
ROOT = Path(__file__).parents[2]


@pytest.fixture
async def sandbox():
    async with Sandbox(latency=0.05) as running:
        yield running


class Town:
    """Readers in the sandbox, the newsroom that publishes to them, and the process that delivers."""

    def __init__(self, url: str, sandbox: Sandbox, room: Newsroom) -> None:
        self.url = url
        self.sandbox = sandbox
        self.room = room
        self.process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.acceptance.deliverer",
            self.url, self.sandbox.base_url, self.sandbox.token, str(RATE), cwd=ROOT,
        )  # fmt: skip

    async def end(self, how: int) -> int:
        self.process.send_signal(how)
        return await asyncio.wait_for(self.process.wait(), 12)

    @property
    def arrived(self) -> int:
        return sum(len(person.received) for person in self.sandbox.people)

    async def until_arrived(self, count: int) -> None:
        deadline = time.monotonic() + 30
        while self.arrived < count:
            assert time.monotonic() < deadline, f"only {self.arrived} of {count}"
            await asyncio.sleep(0.01)


@asynccontextmanager
async def a_town(url: str, sandbox: Sandbox, count: int = READERS):
    database = await Database.open(url)
    people = [sandbox.person(f"Reader {n}", started=True) for n in range(count)]
    await Rows(database).readers(count, first_chat=people[0].chat_id, follow=[ALL])
    assert [person.chat_id for person in people] == list(range(people[0].chat_id, people[0].chat_id + count))
    try:
        async with newsroom(database, sandbox.base_url, sandbox.token) as room:
            town = Town(url, sandbox, room)
            try:
                yield town
            finally:
                if town.process is not None and town.process.returncode is None:
                    await town.end(signal.SIGKILL)
    finally:
        await database.close()


async def freeze(process: asyncio.subprocess.Process, url: str) -> None:
    """Stop the process between two of its transactions: a lock that it holds while stopped is nobody's to take."""
    while True:
        os.kill(process.pid, signal.SIGSTOP)
        with closing(sqlite3.connect(url.removeprefix("sqlite+aiosqlite:///"), timeout=0.3)) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
            except sqlite3.OperationalError:  # in the midst of a commit
                os.kill(process.pid, signal.SIGCONT)
                await asyncio.sleep(0.01)
            else:
                return


async def test_killed_in_the_middle_nobody_misses_a_statement(database_url, sandbox):
    kills = 2
    async with a_town(database_url, sandbox) as town:
        await town.start()
        (statement,) = await town.room.publish("The bridge is open")
        for kill in range(1, kills + 1):
            await town.until_arrived(kill * READERS // (kills + 2))
            await town.end(signal.SIGKILL)
            restarted = time.monotonic()
            before = town.arrived
            await town.start()
            await town.until_arrived(before + 1)
            assert time.monotonic() - restarted < 6
        (fanout,) = await town.room.until_done(statement, timeout=40)
        assert await town.end(signal.SIGTERM) == 0
        got = Counter(len(person.received) for person in sandbox.people)
        assert got[0] == 0
        twice = sum(n for times, n in got.items() if times > 1)
        assert twice <= kills * TWICE_AT_MOST
        ledger = await Rows(town.room.database).ledger(statement)
        assert len(ledger) == READERS
        assert {row.result for row in ledger.values()} == {Result.SENT}
        again = sum(row.again for row in ledger.values())
        assert twice <= again
        assert (fanout.state, fanout.sent) == (FanoutState.DONE, READERS)


async def test_asked_to_end_it_finishes_what_is_in_flight_and_nobody_gets_it_twice(database_url, sandbox):
    async with a_town(database_url, sandbox, 200) as town:
        await town.start()
        (statement,) = await town.room.publish("The bridge is open")
        await town.until_arrived(60)
        assert await town.end(signal.SIGTERM) == 0
        assert town.arrived < 200
        await town.start()
        await town.room.until_done(statement, timeout=30)
        assert {len(person.received) for person in sandbox.people} == {1}
        ledger = await Rows(town.room.database).ledger(statement)
        assert not any(row.again for row in ledger.values())


async def test_a_second_process_stands_by_and_takes_over(database_url, sandbox):
    async with a_town(database_url, sandbox, 120) as town:
        await town.start()
        (statement,) = await town.room.publish("The bridge is open")
        await town.until_arrived(20)
        first = town.process
        await town.start()
        await town.until_arrived(40)
        os.kill(first.pid, signal.SIGKILL)
        await first.wait()
        await town.room.until_done(statement, timeout=30)
        got = Counter(len(person.received) for person in sandbox.people)
        assert got[0] == 0
        assert sum(n for times, n in got.items() if times > 1) <= TWICE_AT_MOST


async def test_a_process_that_was_stopped_past_its_lease_sends_nothing_more(sqlite_url, sandbox):
    async with a_town(sqlite_url, sandbox, 300) as town:
        await town.start()
        (statement,) = await town.room.publish("The bridge is open")
        await town.until_arrived(20)
        sleeper = town.process
        await freeze(sleeper, sqlite_url)
        try:
            await town.start()
            at_stop = town.arrived
            await town.until_arrived(at_stop + 30)  # another process took over
            os.kill(sleeper.pid, signal.SIGCONT)
            await town.room.until_done(statement, timeout=30)
            sleeper.terminate()
            await asyncio.wait_for(sleeper.wait(), 12)
        finally:
            if sleeper.returncode is None:
                sleeper.kill()
                await sleeper.wait()
        got = Counter(len(person.received) for person in sandbox.people)
        assert got[0] == 0
        assert sum(n for times, n in got.items() if times > 1) <= TWICE_AT_MOST
