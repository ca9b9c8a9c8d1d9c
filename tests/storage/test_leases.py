"""One driver at a time, without a wall clock, on both databases."""

import asyncio
import os
import subprocess
import sys
import time

import pytest

from bot.domain.errors import LeaseLost, StoreUnavailable
from bot.pipeline.lease import LeaseKeeper
from storage.leases import SqlLeaseStore, is_dead, this_process


@pytest.fixture
def store(database):
    return SqlLeaseStore(database)


async def test_a_free_lease_is_taken_and_a_held_one_is_not(store):
    assert await store.read("driver") is None
    first = await store.try_take("driver", "first", seen=None)
    assert first.epoch == 1
    assert await store.try_take("driver", "second", seen=None) is None
    assert await store.try_take("other", "second", seen=None) is not None
    assert await store.read("driver") == ("first", 1, 0)


async def test_a_lease_whose_beat_stood_still_is_taken_and_a_beating_one_is_not(store):
    first = await store.try_take("driver", "first", seen=None)
    _, epoch, beat = await store.read("driver")
    await store.beat(first)
    assert await store.try_take("driver", "second", seen=(epoch, beat)) is None
    _, epoch, beat = await store.read("driver")
    second = await store.try_take("driver", "second", seen=(epoch, beat))
    assert second.epoch == 2
    with pytest.raises(LeaseLost):
        await store.beat(first)
    await store.release(first)  # not ours any more: nothing happens
    assert (await store.read("driver"))[0] == "second"


async def test_a_released_lease_goes_on_with_the_next_epoch(store):
    await store.release(await store.try_take("driver", "first", seen=None))
    assert (await store.try_take("driver", "second", seen=None)).epoch == 2


async def test_the_lease_of_a_dead_process_of_this_host_is_taken_at_once(store):
    code = "from storage.leases import this_process; print(this_process())"
    dead = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert is_dead(dead)
    await store.try_take("driver", dead, seen=None)
    assert (await store.try_take("driver", this_process(), seen=None)).epoch == 2
    assert await store.try_take("driver", "third", seen=None) is None


def test_whoever_may_be_alive_is_not_dead():
    place, pid, started = this_process().split(" ")
    assert not is_dead(this_process())
    assert is_dead(f"{place} {pid} {int(started) - 1}")  # its pid was given to us
    assert not is_dead(f"elsewhere {pid} 1")
    assert not is_dead("somebody")
    assert not is_dead(f"{place} {pid} ?")
    assert str(os.getpid()) == pid


def keeper(store, owner, ttl=0.5):
    return LeaseKeeper(store, name="driver", owner=owner, monotonic=time.monotonic, ttl=ttl)


async def test_a_keeper_holds_what_it_took_and_gives_it_back(store):
    first, second = keeper(store, "first"), keeper(store, "second")
    with pytest.raises(LeaseLost):
        _ = first.lease
    assert not first.holds()
    lease = await first.take()
    assert await first.take() is lease
    assert first.holds()
    waiting = asyncio.create_task(second.take())
    await asyncio.sleep(1.2)
    assert first.holds()
    assert not waiting.done()
    await first.release()
    assert first.lost.is_set()
    assert (await asyncio.wait_for(waiting, 2)).epoch == 2
    await second.release()


async def test_a_keeper_that_no_longer_beats_stops_trusting_itself_before_the_next_one_takes(store):
    first, second = keeper(store, "first"), keeper(store, "second")
    await first.take()
    first._beating.cancel()  # as if the process was stopped
    held = []

    async def watch() -> None:
        while True:
            held.append(first.holds())
            await asyncio.sleep(0.01)

    watching = asyncio.create_task(watch())
    await asyncio.wait_for(second.take(), 5)
    watching.cancel()
    assert held[-1] is False
    await second.release()
    await first.release()
    assert (await store.read("driver"))[1] == 2


async def test_a_keeper_hears_that_its_lease_was_taken(store):
    first = keeper(store, "first")
    await first.take()
    _, epoch, beat = await store.read("driver")
    while await store.try_take("driver", "thief", seen=(epoch, beat)) is None:
        _, epoch, beat = await store.read("driver")
    await asyncio.wait_for(first.lost.wait(), 5)
    assert not first.holds()
    await first.release()


async def test_a_database_that_is_away_costs_trust_but_not_the_lease():
    class Away:
        lease = None

        async def try_take(self, name, owner, *, seen):
            from bot.ports import Lease

            self.away = getattr(self, "away", 2) - 1
            if self.away >= 0:
                raise StoreUnavailable("away")
            return Lease(name, owner, 1)

        async def beat(self, lease):
            raise StoreUnavailable("away")

        async def release(self, lease):
            raise StoreUnavailable("away")

    first = keeper(Away(), "first")
    await first.take()
    assert first.holds()
    await asyncio.sleep(0.6)
    assert not first.holds()
    assert first.lease.epoch == 1
    await first.release()
