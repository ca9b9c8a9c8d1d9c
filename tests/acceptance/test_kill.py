"""The bot killed at any moment: no reader misses a message, few get it twice, and the ledger says which."""

import asyncio
import random
import signal
from enum import Enum, auto

import pytest

from tests.acceptance.town import ADOPTED_WITHIN, LONG, TWICE_AT_MOST, Town, a_seed, a_town, say

READERS = 5000
KILLS = 30 if LONG else 5
FIRST, LAST = 100, READERS - 700  # between these pages are still claimed


class Moment(Enum):
    """When it is killed."""

    SENDING = auto()
    CLAIMING = auto()  # within 10 ms of a page's commit
    STARTING = auto()  # before it can hold the lease


def moments(chance: random.Random) -> list[tuple[Moment, int]]:
    """A moment and a count of messages for each kill, spread over the fan-out; the first is an ordinary one."""
    rest = [Moment.STARTING, Moment.CLAIMING, Moment.SENDING, Moment.SENDING, Moment.SENDING] * (KILLS // 5)
    rest.remove(Moment.SENDING)
    chance.shuffle(rest)
    stretch = (LAST - FIRST) // KILLS
    points = (FIRST + n * stretch + chance.randrange(stretch) for n in range(KILLS))
    return list(zip([Moment.SENDING, *rest], points, strict=True))


async def come_to(moment: Moment, point: int, town: Town, chance: random.Random, start_up: float) -> None:
    if moment is Moment.STARTING:
        await asyncio.sleep(chance.uniform(0, 0.7 * start_up))
        return
    await town.bots[-1].sends(within=ADOPTED_WITHIN)
    await town.until_arrived(point)
    if moment is Moment.CLAIMING:
        before = await town.pages()
        while await town.pages() == before:
            await asyncio.sleep(0)
        await asyncio.sleep(chance.uniform(0, 0.01))


@pytest.mark.slow
async def test_killed_at_any_moment_nobody_misses_a_statement_and_few_get_it_twice(database_url, tmp_path):
    chance = random.Random(a_seed())
    async with a_town(database_url, tmp_path, READERS) as town:
        bot = await town.start()
        statement = await town.publish()
        start_up = await bot.sends()
        for moment, point in moments(chance):
            await come_to(moment, point, town, chance, start_up)
            await bot.end(signal.SIGKILL)
            say(f"killed while {moment.name.lower()}, at {town.arrived}; it sent {bot.door.sends} of them")
            assert len(town.each_got()) < READERS, "it was to be killed while it sends"
            bot = await town.start()
        await bot.sends(within=ADOPTED_WITHIN)
        twice = await town.all_served(statement, within=90)
        say(f"{KILLS} kills, {twice} messages twice, started within {start_up:.1f} s")
        assert twice <= KILLS * TWICE_AT_MOST
        assert await bot.end() == 0
