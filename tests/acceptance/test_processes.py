"""Asked to end, two at once, frozen: whatever becomes of a process, only one of them sends and only one polls."""

import asyncio
import signal
import sqlite3
import time
from contextlib import closing

import psycopg
from sqlalchemy import make_url

from tests.acceptance.door import Door
from tests.acceptance.town import IN_FLIGHT, TWICE_AT_MOST, Bot, Town, a_town

LEASE = 5.0  # seconds a beat stands still until anybody may take over


async def test_asked_to_end_it_finishes_what_is_in_flight_and_nobody_gets_it_twice(database_url, tmp_path):
    async with a_town(database_url, tmp_path, 500, latency=0.4) as town:
        bot = await town.start()
        statement = await town.publish()
        await town.until_arrived(150)
        assert len(bot.door.of("sendMessage")) > town.arrived  # more are on their way
        assert await bot.end(signal.SIGTERM) == 0
        assert {passage.status for passage in bot.door.of("sendMessage")} == {200}
        assert await town.written() == town.arrived < 500
        await town.start()
        assert await town.all_served(statement) == 0
        assert not any(row.again for row in (await town.ledger(statement)).values())


def never_together(first: Door, second: Door, method: str) -> bool:
    """Whether the second began after the first one's last call was over."""
    mine, others = first.of(method), second.of(method)
    return not mine or not others or max(p.over for p in mine) < min(p.came for p in others)


async def test_a_second_process_stands_by_and_takes_over_and_never_two_send_or_poll(database_url, tmp_path):
    async with a_town(database_url, tmp_path, 2000) as town:
        first = await town.start()
        statement = await town.publish()
        await town.until_arrived(1)
        second = await town.start()
        await second.says("standing by")
        await town.until_arrived(town.arrived + 100)
        assert not second.door.of("sendMessage")
        assert not second.door.of("getUpdates")
        assert await first.end(signal.SIGTERM) == 0
        third = await town.start()
        await third.says("standing by")
        await town.until_arrived(town.arrived + 100)
        await second.end(signal.SIGKILL)
        assert await town.all_served(statement) <= TWICE_AT_MOST
        assert third.door.of("sendMessage")
        assert third.door.of("getUpdates")
        for one, other in ((first, second), (second, third)):
            for method in ("sendMessage", "getUpdates"):
                assert never_together(one.door, other.door, method), method
        assert sum(bot.door.conflicts for bot in town.bots) == 0
        assert await third.end() == 0


def writes(url: str) -> bool:
    """Whether the frozen process is in the midst of a transaction: what it has locked is nobody's to take."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(parsed.database, timeout=0.3, isolation_level=None)) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
            except sqlite3.OperationalError:
                return True
            return False
    shown = parsed.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(shown, autocommit=True) as connection:
        busy = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()"
        return connection.execute(busy).fetchone() != (0,)


async def freeze(bot: Bot, town: Town) -> None:
    """Stop it between two of its transactions."""
    while True:
        bot.give(signal.SIGSTOP)
        if not writes(town.url):
            return
        bot.give(signal.SIGCONT)
        await asyncio.sleep(0.013)


async def test_a_process_frozen_past_its_lease_sends_nothing_when_it_wakes(database_url, tmp_path):
    async with a_town(database_url, tmp_path, 1000) as town:
        sleeper = await town.start()
        statement = await town.publish()
        await town.until_arrived(100)
        await freeze(sleeper, town)
        frozen, stood = time.monotonic(), await town.until_still()
        other = await town.start()
        await town.until_arrived(stood + 50)
        assert time.monotonic() - frozen > LEASE
        woken = time.monotonic()
        sleeper.give(signal.SIGCONT)
        await town.until_arrived(stood + 350)
        # one message may have had leave and not yet been on the wire: nobody can take that back
        assert len(sleeper.door.came(after=woken)) <= 1
        await sleeper.says("standing by")
        assert len(other.door.of("sendMessage")) >= 350 - IN_FLIGHT
        assert await town.all_served(statement) <= TWICE_AT_MOST
        assert await sleeper.end() == 0
        assert await other.end() == 0
