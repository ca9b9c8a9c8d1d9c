"""Delivery on a bad day: the database away, groups flooded, texts that cannot be rendered, stops in the wrong moment."""

import asyncio
import time
from dataclasses import replace

import pytest

from bot.domain import delivery
from bot.domain.delivery import Result
from bot.domain.errors import StoreUnavailable
from bot.domain.fanout import FanoutState
from bot.domain.subscriber import ALL
from bot.pipeline.deliver import Deliverer, flusher
from bot.pipeline.lease import LeaseKeeper
from storage.leases import SqlLeaseStore
from storage.schema import retry
from tests.pipeline.newsroom import clock, delivering, until


class Away:
    """A store whose database can be away."""

    def __init__(self, store) -> None:
        self._store = store
        self.away: set[str] = set()

    def __getattr__(self, name: str):
        if name in self.away:
            raise StoreUnavailable("away")
        return getattr(self._store, name)


def with_store(room):
    away = Away(room.core.fanouts)
    room.core = replace(room.core, fanouts=away)
    room.deliverer = Deliverer(room.core, room.keeper, rate=30)
    return away


async def test_a_database_that_is_away_stops_sending_and_loses_nothing(room, town, monkeypatch):
    monkeypatch.setattr(flusher, "MOST_UNFLUSHED", 10)
    people, _ = await town.people(90, follow=[ALL])
    away = with_store(room)
    async with delivering(room):
        (statement,) = await room.publish("News")
        await until(lambda: people[3].received, "a first message")
        away.away = {"flush"}
        await until(lambda: room.deliverer.state().stalled, "the stall")
        await until(lambda: room.deliverer.state().in_flight == 0, "sending to stop")
        await asyncio.sleep(0.5)
        stood = sum(len(person.received) for person in people)
        assert stood < 90
        assert room.deliverer.state().unflushed <= 10 + 30
        await asyncio.sleep(0.3)
        assert sum(len(person.received) for person in people) == stood
        away.away = set()
        (fanout,) = await room.until_done(statement)
    assert fanout.sent == 90
    assert [len(person.received) for person in people] == [1] * 90


async def test_a_database_that_cannot_be_read_is_looked_at_again(room, town):
    people, _ = await town.people(3, follow=[ALL])
    away = with_store(room)
    away.away = {"live"}
    async with delivering(room):
        (statement,) = await room.publish("News")
        await asyncio.sleep(0.3)
        assert not people[0].received
        away.away = set()
        room.deliverer.nudge()
        (fanout,) = await room.until_done(statement)
    assert fanout.sent == 3


async def test_a_flooded_group_waits_as_a_row_and_the_others_go_on(room, town, sandbox, rows):
    people, _ = await town.people(5, follow=[ALL])
    group = sandbox.group("Busy", people[0])
    (number,) = await rows.readers(1, first_chat=group.id, kind="supergroup", follow=[ALL])
    sandbox.fault("flood", chat=group, seconds=6)
    async with delivering(room):
        (statement,) = await room.publish("News")
        await until(lambda: all(person.received for person in people), "the others")
        while not (waiting := await rows.all(retry)):
            await asyncio.sleep(0.02)
        assert [row.subscriber for row in waiting] == [number]
        assert (waiting[0].attempts, waiting[0].reason) == (2, "429")
        assert waiting[0].at > clock()
        assert room.pacer.state().floods == 0
        (fanout,) = await room.until_done(statement)
    assert fanout.sent == 6
    assert (await rows.ledger(statement))[number].attempts == 2
    assert await rows.all(retry) == []


async def test_a_retry_that_nobody_wants_any_more_is_closed(room, town, sandbox, rows):
    people, _ids = await town.people(1, follow=[ALL])
    group = sandbox.group("Busy", people[0])
    (number,) = await rows.readers(1, first_chat=group.id, kind="supergroup", follow=[ALL])
    sandbox.fault("flood", chat=group, seconds=6)
    async with delivering(room):
        (statement,) = await room.publish("News")
        while not await rows.all(retry):
            await asyncio.sleep(0.02)
        await rows.set_state(number, "paused")
        await room.until_done(statement)
    assert (await rows.ledger(statement))[number].result == Result.CANCELLED
    assert not sandbox.sent_to(group)


async def test_a_statement_that_cannot_be_rendered_is_paused_and_its_neighbours_arrive(
    room, town, monkeypatch
):
    from bot.pipeline.deliver import press

    people, _ = await town.people(6, follow=[ALL])
    really = {"alert": press.alert, "bundle": press.bundle}

    def alert(card, *args, **more):
        assert card.title != "Poison"
        return really["alert"](card, *args, **more)

    def bundle(cards, *args, **more):
        assert all(card.title != "Poison" for card in cards)
        return really["bundle"](cards, *args, **more)

    monkeypatch.setattr(press, "alert", alert)
    monkeypatch.setattr(press, "bundle", bundle)
    async with delivering(room):
        statements = await room.publish("One", "Two", "Three", "Four", "Five", "Six", "Poison", "Eight")
        poison = statements.pop(6)
        await room.until_done(*statements)
        while (await room.fanout(poison)).state is not FanoutState.PAUSED:
            await asyncio.sleep(0.02)
    assert all(len(person.received) == 7 for person in people)
    assert "rendered" in (await room.fanout(poison)).pause_reason


async def test_a_bundle_that_telegram_refuses_is_taken_apart(room, town, sandbox):
    people, _ = await town.people(1, follow=[ALL])
    sandbox.fault("error", code=400, description="Bad Request: message is too long")
    async with delivering(room):
        statements = await room.publish(*(f"Number {n}" for n in range(6)))
        found = await room.until_done(*statements)
    assert [fanout.sent for fanout in found] == [1] * 6
    assert [text for person in people for text in (m.text.split("\n")[0] for m in person.received)] != []
    assert len(people[0].received) == 6


async def test_stopped_between_a_lost_answer_and_the_second_try_it_is_still_marked(
    room, town, sandbox, rows, monkeypatch
):
    # on a slow machine the usual second between the tries is over before we can stop
    monkeypatch.setattr(delivery, "backoff", lambda _attempts, *, jitter: 4_000)
    people, ids = await town.people(1, follow=[ALL])
    sandbox.fault("lost")
    async with delivering(room):
        (statement,) = await room.publish("News")
        await until(lambda: people[0].received, "the first message")
        await until(lambda: room.deliverer.state().in_flight == 0, "the answer to be lost")
    ((row),) = await rows.all(retry)
    assert row.lost_answer
    room.deliverer = Deliverer(room.core, room.keeper, rate=30)
    async with delivering(room):
        await room.until_done(statement)
    assert (await rows.ledger(statement))[ids[0]].again
    assert len(people[0].received) == 2


async def test_an_outage_of_telegram_is_waited_out_in_place(room, town, sandbox, rows):
    people, _ = await town.people(40, follow=[ALL])
    sandbox.fault("error", code=503, description="Service Unavailable", times=12)
    async with delivering(room):
        (statement,) = await room.publish("News")
        (fanout,) = await room.until_done(statement)
    assert fanout.sent == 40
    assert [len(person.received) for person in people] == [1] * 40


async def test_stopping_before_the_start_and_while_standing_by_is_quick(room):
    await asyncio.wait_for(room.deliverer.stop(), 1)
    await asyncio.wait_for(room.deliverer.run(), 1)
    leases = room.keeper._store
    await leases.try_take("driver", "somebody", seen=None)
    standing_by = Deliverer(room.core, room.keeper, rate=30)
    running = asyncio.create_task(standing_by.run())
    await asyncio.sleep(0.05)
    assert not standing_by.state().driving
    await asyncio.wait_for(standing_by.stop(), 1)
    await running


@pytest.mark.parametrize("later", range(5))
async def test_a_stop_that_comes_right_after_news_ends_it(room, later):
    running = asyncio.create_task(room.deliverer.run())
    while not room.deliverer.state().driving:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.2)  # until it waits for news
    room.deliverer.nudge()
    for _ in range(later):
        await asyncio.sleep(0)
    await asyncio.wait_for(room.deliverer.stop(), 5)
    await running


async def test_who_loses_the_lease_stops_and_stands_by(room, town, sandbox):
    people, _ = await town.people(300, follow=[ALL])
    room.deliverer = Deliverer(room.core, room.keeper, rate=30)
    room.pacer._speed.top = 30
    leases = room.keeper._store
    async with delivering(room):
        (statement,) = await room.publish("News")
        await until(lambda: people[2].received, "a first message")
        taken = None
        while taken is None:
            standing = await leases.read("driver")
            taken = await leases.try_take("driver", "somebody", seen=standing[1:])
        await until(lambda: not room.deliverer.state().driving, "to let go")
        await asyncio.sleep(0.2)
        stood = sum(len(person.received) for person in people)
        await asyncio.sleep(0.5)
        assert sum(len(person.received) for person in people) == stood < 300
        await leases.release(taken)
        room.pacer._speed.top = 1000
        await room.until_done(statement)
    assert all(person.received for person in people)


async def test_who_can_no_longer_trust_its_lease_sends_nothing(database, room, town, sandbox):
    await town.people(30, follow=[ALL])
    asleep = 0
    keeper = LeaseKeeper(
        SqlLeaseStore(database), name="driver", owner="sleeper", monotonic=lambda: time.monotonic() + asleep
    )
    room.deliverer = Deliverer(room.core, keeper, rate=30)
    async with delivering(room):
        await until(lambda: room.deliverer.state().driving, "the lease")
        keeper._beating.cancel()  # as if the process was stopped, for longer than a lease lasts
        asleep = 60
        await room.publish("News")
        await asyncio.sleep(0.5)
        assert sandbox.counts["sendMessage"] == 0
    await keeper.release()


@pytest.mark.parametrize("seconds", [3600, -3600])
async def test_a_clock_that_steps_by_an_hour_makes_no_storm_and_no_stall(room, town, seconds):
    people, _ = await town.people(40, follow=[ALL])
    step = 0
    room.core = replace(room.core, clock=lambda: clock() + step)
    room.deliverer = Deliverer(room.core, room.keeper, rate=100)
    room.pacer._speed.top = 100
    async with delivering(room):
        (statement,) = await room.publish("News")
        await until(lambda: people[2].received, "a first message")
        step = seconds * 1000
        await until(lambda: people[-1].received, "the last message")
        step = 0
        await room.until_done(statement)
    assert [len(person.received) for person in people] == [1] * 40


async def test_what_came_while_a_batch_was_written_is_written_before_the_end(room, town, rows, sandbox):
    people, _ = await town.people(60, follow=[ALL])
    held = sandbox.hold(after=25)
    really = room.core.fanouts.flush

    class Slow(Away):
        async def flush(self, flush, *, lease):
            await asyncio.sleep(0.3)
            await really(flush, lease=lease)

    room.core = replace(room.core, fanouts=Slow(room.core.fanouts))
    room.deliverer = Deliverer(room.core, room.keeper, rate=20)
    async with delivering(room, held=held):
        (statement,) = await room.publish("News")
        await until(lambda: sum(len(person.received) for person in people) == 25, "some messages")
    assert len(await rows.ledger(statement)) == sum(len(person.received) for person in people) < 60
