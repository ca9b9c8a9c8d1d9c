"""The wall clock set by an hour while the bot runs: no storm, no stall."""

import time
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from sandbox.agency import Agency, AgencyStatement, write_demo_sources
from storage.schema import statement
from tests.acceptance.town import RATE, a_town
from tests.storage.rows import Rows

STEPPED = str(Path(__file__).parent / "stepped")
HOUR = 3600
QUIET = 3.0  # seconds after a step in which something must arrive


@asynccontextmanager
async def a_town_with_a_clock(url, folder, readers, **settings):
    step = folder / "step"
    step.write_text("0")
    async with a_town(url, folder, readers) as town:
        await town.start(path=(STEPPED,), CLOCK_STEP_FILE=str(step), **settings)
        yield town, step


@pytest.mark.parametrize("seconds", [HOUR, -HOUR])
async def test_a_clock_set_while_a_statement_goes_out_stops_and_hurries_nothing(
    sqlite_url, tmp_path, seconds
):
    async with a_town_with_a_clock(sqlite_url, tmp_path, 600) as (town, step):
        number = await town.publish()
        await town.until_arrived(150)
        step.write_text(str(seconds))
        stood, began = town.arrived, time.monotonic()
        await town.until_arrived(stood + 200, within=QUIET + 200 / RATE)
        assert town.arrived - stood <= RATE * (time.monotonic() - began) * 1.1 + 30
        assert await town.all_served(number) == 0


def news(number: int) -> AgencyStatement:
    summary = "The mission says of this that twelve places are open to everyone who needs them, in all towns of the land."
    return AgencyStatement(str(number), "en", f"Number {number}", summary, f"{summary}\n\nMore.")


@pytest.mark.parametrize("seconds", [HOUR, -HOUR])
async def test_a_clock_set_does_not_keep_sources_from_being_looked_at(sqlite_url, tmp_path, seconds):
    more = {"SOURCES_FILE": "agency.toml", "FETCH_ALLOW_NETWORKS": "127.0.0.0/8", "POLL_INTERVAL": "1"}
    async with Agency(None) as agency:
        agency.publish(news(1))
        write_demo_sources(tmp_path / "agency.toml", agency)
        async with a_town_with_a_clock(sqlite_url, tmp_path, 5, **more) as (town, step):
            await town.bots[0].says("delivery: ok")
            deadline = time.monotonic() + 30
            while not await Rows(town.room.database).count(statement):
                assert time.monotonic() < deadline
            step.write_text(str(seconds))
            await town.bots[0].says("delivery: ok")
            agency.publish(news(2))
            await town.until_arrived(5, within=15)
