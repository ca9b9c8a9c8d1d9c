"""Two that seemed separate become one story while both are on their way. Real databases, real HTTP."""

from collections import Counter

import pytest
from sqlalchemy import delete, insert, update

from bot.domain.delivery import Result
from bot.domain.fanout import FanoutState
from bot.domain.statement import Batch, Identity, Incoming, NewStatement, Push, Words
from bot.domain.subscriber import ALL
from bot.pipeline.deliver import Deliverer
from storage.schema import delivery, fanout, retry
from storage.sending import send_out
from storage.statements import SqlStatementStore
from storage.stories import unite
from tests.pipeline.newsroom import LOOK_AT_IT, clock, delivering, until
from tests.pipeline.test_hours import HOUR, Day


class Agency:
    """Two separate statements, and a third that shows what they are."""

    def __init__(self, room):
        self.room = room
        self.said = 0

    async def says(self, title, *, lang="en", tells=(), urgent=False):
        """A statement sent on its way; with those that it `tells` once more it is one story from now on."""
        self.said += 1
        url = f"https://un.example/formed/{self.said}"
        key = f"formed {self.said}".encode().ljust(16)
        incoming = Incoming(Identity(key, url), Words(title), url, clock(), lang, "Latn")
        store = SqlStatementStore(self.room.database)
        new = NewStatement(incoming, (), Push.STORED, urgent=urgent)
        (number,) = await store.record(self.room.source_id, LOOK_AT_IT, Batch((new,)), now=clock())
        async with self.room.database.write() as connection:
            await unite(connection, [number, *tells])
            await send_out(connection, self.room.database, [number], now=clock())
        self.room.deliverer.nudge()
        return number

    async def until_looked(self, fanouts):
        """Until delivery has seen that so many are on their way."""
        await until(lambda: self.room.deliverer.state().fanouts == fanouts, f"{fanouts} fan-outs")


@pytest.fixture
def agency(room):
    return Agency(room)


@pytest.fixture
def day(room):
    return Day(room)


def how_often(people):
    """How many people got how many messages."""
    return Counter(len(person.received) for person in people)


def is_held_up(room, people, *, after):
    """Whether so many messages arrived, and others wait for their answer."""
    return sum(len(person.received) for person in people) == after and room.deliverer.state().in_flight >= 4


async def tried_again(room, reader, *statements):
    """As if Telegram had not taken these for this reader, and it were time for another try."""
    unfinished = {"state": FanoutState.RUNNING.value, "finished_at": None}
    async with room.database.write() as connection:
        for each in statements:
            await connection.execute(delete(delivery).where(delivery.c.subject == each))
            way = fanout.c.subject == each
            number = (
                await connection.execute(update(fanout).where(way).values(unfinished).returning(fanout.c.id))
            ).scalar_one()
            await connection.execute(
                insert(retry).values(
                    subject=each,
                    subscriber=reader,
                    fanout=number,
                    at=0,
                    attempts=2,
                    reason="429",
                    lost_answer=False,
                )
            )


async def test_composed_for_one_message_each_it_is_taken_back_and_composed_anew(room, agency, town, sandbox):
    people, _ = await town.people(120, follow=[ALL])
    gate = sandbox.hold()
    made = await room.publish("The bridge", "A bridge")
    async with delivering(room, held=gate):
        await until(lambda: room.deliverer.state().in_flight >= 8, "some in flight")
        third = await agency.says("This bridge", tells=made)
        await agency.until_looked(3)
        gate.release()
        ways = await room.until_done(*made, third)
    assert how_often(people) == {1: 120}
    assert sum(way.sent for way in ways) == 120
    assert sum(way.skipped for way in ways) == 240


async def test_of_two_whose_pages_are_open_at_once_everybody_gets_one(room, agency, town, sandbox):
    people, _ = await town.people(200, follow=[ALL])
    gate = sandbox.hold(after=20)
    room.deliverer = Deliverer(room.core, room.keeper, rate=16)  # few hands: the rest is on the agenda
    async with delivering(room, held=gate):
        first = await agency.says("The bridge")
        await until(lambda: is_held_up(room, people, after=20), "some in flight")
        second = await agency.says("A bridge", urgent=True)
        await until(lambda: room.deliverer.state().waiting > 50, "a page of the second")
        third = await agency.says("This bridge", tells=[first, second])
        await agency.until_looked(3)
        gate.release()
        ways = await room.until_done(first, second, third)
    assert how_often(people) == {1: 200}
    assert sum(way.sent for way in ways) == 200


async def test_whom_the_other_reached_before_is_not_reached_by_what_is_in_hand(room, agency, town, sandbox):
    people, _ = await town.people(100, follow=[ALL])
    async with delivering(room):
        first = await agency.says("The bridge")
        await room.until_done(first)
    gate = sandbox.hold(after=10)
    room.deliverer = Deliverer(room.core, room.keeper, rate=16)
    async with delivering(room, held=gate):
        second = await agency.says("A bridge")
        await until(lambda: is_held_up(room, people, after=100 + 10), "some in flight")
        third = await agency.says("This bridge", tells=[first, second])
        await agency.until_looked(2)
        gate.release()
        ways = await room.until_done(second, third)
    # what had left when nobody knew cannot be taken back
    left = ways[0].sent
    assert 10 < left <= 10 + 16
    assert how_often(people) == {1: 100 - left, 2: left}
    assert [(way.sent, way.skipped) for way in ways] == [(left, 100 - left), (0, 100)]


async def test_what_is_put_by_of_both_comes_as_one(room, day, agency, town, rows):
    ((arta,), (reader,)) = await town.people(1, follow=[ALL], langs="sq en", **day.digest)
    async with delivering(room):
        first = await agency.says("The bridge")
        second = await agency.says("Ura", lang="sq")
        other = await agency.says("A school")
        await room.until_done(first, second, other)
        await agency.says("Bridge", lang="sr", tells=[first, second])
        day.pass_by(3 * HOUR)
        await day.until_nothing_waits()
    (message,) = arta.received
    assert "Ura" in message.text
    assert "A school" in message.text
    assert "The bridge" not in message.text
    assert reader not in await rows.ledger(first)
    assert ((await room.fanout(first)).held, (await room.fanout(first)).skipped) == (0, 1)


async def test_what_is_put_by_is_dropped_when_the_other_came_meanwhile(room, day, agency, town, rows):
    ((arta,), _) = await town.people(1, follow=[ALL], **day.digest)
    async with delivering(room):
        first = await agency.says("The bridge")
        second = await agency.says("A bridge", urgent=True)
        await room.until_done(first, second)
        third = await agency.says("This bridge", tells=[first, second])
        await room.until_done(third)
        day.pass_by(3 * HOUR)
        await day.until_nothing_waits()
    assert [message.text.count("A bridge") for message in arta.received] == [1]


async def test_what_is_tried_again_is_not_when_the_other_came_meanwhile(room, agency, town, rows):
    ((arta,), (reader,)) = await town.people(1, follow=[ALL])
    async with delivering(room):
        first = await agency.says("The bridge")
        await room.until_done(first)
        second = await agency.says("A bridge")
        await room.until_done(second)
    assert len(arta.received) == 2
    await tried_again(room, reader, second)
    third = await agency.says("This bridge", tells=[first, second])
    async with delivering(room):
        await room.until_done(second, third)
    assert len(arta.received) == 2


async def test_of_two_that_are_tried_again_the_first_comes(room, agency, town, rows):
    ((arta,), (reader,)) = await town.people(1, follow=[ALL])
    async with delivering(room):
        first = await agency.says("The bridge")
        second = await agency.says("A bridge")
        await room.until_done(first, second)
    await tried_again(room, reader, first, second)
    third = await agency.says("This bridge", tells=[first, second])
    async with delivering(room):
        await room.until_done(first, second, third)
    assert [message.text.count("The bridge") for message in arta.received] == [1, 0, 1]
    assert (await rows.ledger(second))[reader].result == Result.CANCELLED
