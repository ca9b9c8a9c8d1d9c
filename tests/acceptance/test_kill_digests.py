"""The bot killed while it sends what was put by: no reader misses a digest, few get one twice, and the ledger says which."""

import asyncio
import random
import signal
import time

import pytest
from sqlalchemy import func, select, update

from bot.domain.delivery import Result
from storage.schema import delivery, held, subscriber
from tests.acceptance.town import LONG, RATE, TWICE_AT_MOST, Town, a_seed, a_town, say
from tests.storage.rows import Rows

READERS = 5000 if LONG else 600
KILLS = 30 if LONG else 3
FIRST, LAST = 50, READERS - 150
SLOWER = {"SEND_RATE": str(RATE // 2)}  # each digest is two rows, and the bound is that of the full rate
DAY = 24 * 60  # minutes


async def everybody_reads_digests(town: Town) -> None:
    """At a time of day that is far away."""
    opposite = (time.time_ns() // 60_000_000_000 + DAY // 2) % DAY
    hours = {"digest_times": str(opposite), "time_zone": "UTC"}
    async with town.room.database.write() as connection:
        await connection.execute(update(subscriber).values(hours))


async def the_hour_comes(town: Town) -> None:
    """As if it were that time of day, for everybody at once."""
    async with town.room.database.write() as connection:
        await connection.execute(update(held).values(due_at=1))


async def until_nothing_waits(town: Town, within: float = 90) -> None:
    deadline = time.monotonic() + within
    while waiting := await Rows(town.room.database).count(held):
        assert time.monotonic() < deadline, f"{waiting} still put by\n{town.told()}"
        await asyncio.sleep(0.1)


async def unwritten(town: Town) -> int:
    """Readers whom a message reached of which the ledger knows nothing."""
    await town.until_still(0.3)
    async with town.room.database.read() as connection:
        known = (await connection.execute(select(func.count(delivery.c.subscriber.distinct())))).scalar_one()
    return len(town.each_got()) - known


async def all_have_their_digest(town: Town, *statements: int) -> int:
    """Nobody was left out, and the books agree. How many digests came twice."""
    got = town.each_got()
    missed = town.readers.keys() - got.keys()
    assert not missed, f"{len(missed)} readers miss it, such as {sorted(missed)[:5]}\n{town.told()}"
    for statement in statements:
        ledger = await town.ledger(statement)
        assert ledger.keys() == town.readers.keys()
        assert {(row.result, row.digest) for row in ledger.values()} == {(Result.SENT, True)}
        unmarked = [chat for chat, times in got.items() if times > 1 and not ledger[chat].again]
        assert not unmarked, f"sent again and not marked: {unmarked}"
        way = await town.room.fanout(statement)
        assert (way.sent, way.held, way.failed) == (len(town.readers), 0, 0)
    return sum(times - 1 for times in got.values())


@pytest.mark.slow
async def test_killed_among_digests_nobody_misses_one_and_few_get_it_twice(database_url, tmp_path):
    chance = random.Random(a_seed())
    async with a_town(database_url, tmp_path, READERS) as town:
        await everybody_reads_digests(town)
        bot = await town.start(**SLOWER)
        statements = await town.publish("The bridge is open"), await town.publish("The school is open")
        await town.room.until_done(*statements)
        assert town.arrived == 0
        await the_hour_comes(town)
        stretch, lost = (LAST - FIRST) // KILLS, 0
        for n in range(KILLS):
            await town.until_arrived(FIRST + n * stretch + chance.randrange(stretch), within=60)
            await bot.end(signal.SIGKILL)
            lost += await unwritten(town)
            say(f"killed at {town.arrived}; it sent {bot.door.sends} of them; {lost} in all were not written")
            assert len(town.each_got()) < READERS, "it was to be killed while it sends"
            bot = await town.start(**SLOWER)
        await until_nothing_waits(town)
        twice = await all_have_their_digest(town, *statements)
        say(f"{KILLS} kills, {twice} digests twice")
        assert twice <= min(lost, KILLS * TWICE_AT_MOST)
        assert await bot.end() == 0
