"""Several statements of one story: everybody who wants any of them gets one, once. Real databases, real HTTP."""

import pytest
from sqlalchemy import update

from bot.domain.delivery import Result
from bot.domain.fanout import FanoutState, Priority
from bot.domain.statement import Batch, Identity, Incoming, NewStatement, Push, Words
from bot.domain.subscriber import ALL
from storage.schema import page, retry, statement
from storage.sending import send_out
from storage.statements import SqlStatementStore
from tests.pipeline.newsroom import LOOK_AT_IT, clock, delivering, eventually


@pytest.fixture
def room(room):
    room.takes_small_pages()
    return room


class Agency:
    """An agency that says one thing in several languages."""

    def __init__(self, room):
        self.room = room
        self.said = 0

    async def says(self, *told, story=None, urgent=False):
        """Statements (title, language) of one story, sent out in one commit; `story`: the one they belong to."""
        new = []
        for title, lang in told:
            self.said += 1
            key = f"story {self.said}".encode().ljust(16)
            url = f"https://un.example/told/{self.said}"
            incoming = Incoming(Identity(key, url), Words(title), url, clock(), lang, "Latn")
            new.append(NewStatement(incoming, (), Push.STORED, urgent=urgent))
        store = SqlStatementStore(self.room.database)
        ids = await store.record(self.room.source_id, LOOK_AT_IT, Batch(tuple(new)), now=clock())
        first = ids[0] if story is None else story
        async with self.room.database.write() as connection:
            members = statement.c.id.in_([first, *ids])
            await connection.execute(update(statement).where(members).values(story=first))
            await send_out(connection, self.room.database, ids, now=clock())
        self.room.deliverer.nudge()
        return ids


@pytest.fixture
def agency(room):
    return Agency(room)


def titles(person):
    return [line for message in person.received for line in message.text.splitlines() if "Bridge" in line]


async def test_in_one_look_each_reader_gets_the_first_of_their_languages(room, agency, town, rows):
    wanted = {
        "sq en": "Albanian",
        "en sq": "English",
        "sr": "Serbian",
        "sr sq en": "Serbian",
        "en": "English",
    }
    people = {langs: (await town.people(2, follow=[ALL], langs=langs))[0] for langs in wanted}
    (any_language, _) = await town.people(1, follow=[ALL], ui_lang="sr-Latn")
    async with delivering(room):
        ids = await agency.says(("English Bridge", "en"), ("Albanian Bridge", "sq"), ("Serbian Bridge", "sr"))
        ways = await room.until_done(*ids)
    for langs, readers in people.items():
        for person in readers:
            (title,) = titles(person)
            assert wanted[langs] in title, langs
    assert "Serbian" in titles(any_language[0])[0]
    assert sum(way.sent for way in ways) == 11
    assert sum([len(await rows.ledger(each)) for each in ids]) == 11


async def test_a_better_language_that_comes_later_is_not_sent_again(room, agency, town):
    both, _ = await town.people(3, follow=[ALL], langs="sq en")
    (albanian, _) = await town.people(2, follow=[ALL], langs="sq")
    async with delivering(room):
        (first,) = await agency.says(("English Bridge", "en"))
        await room.until_done(first)
        (second,) = await agency.says(("Albanian Bridge", "sq"), story=first)
        (way,) = await room.until_done(second)
    assert ["English" in titles(person)[0] for person in both] == [True] * 3
    assert ["Albanian" in titles(person)[0] for person in albanian] == [True] * 2
    assert {len(person.received) for person in (*both, *albanian)} == {1}
    assert (way.sent, way.skipped) == (2, 3)


async def test_what_comes_while_the_first_is_on_its_way_waits_for_those_it_reached(
    room, agency, town, sandbox
):
    both, _ = await town.people(120, follow=[ALL], langs="sq en")
    held = sandbox.hold(after=20)
    (albanian, _) = await town.people(10, follow=[ALL], langs="sq")
    async with delivering(room):
        (first,) = await agency.says(("English Bridge", "en"))
        await room.until_sent(first, 20)
        (second,) = await agency.says(("Albanian Bridge", "sq"), story=first)
        other, *_ = await room.publish("Something else")
        held.release()
        await room.until_done(first, second, other)
    twice = [titles(person) for person in both if len(titles(person)) != 1]
    assert twice == []
    assert [len(titles(person)) for person in albanian] == [1] * 10
    assert all(len(person.received) == 2 for person in both)


async def test_an_urgent_member_overtakes_and_nobody_gets_two(room, agency, town, sandbox):
    both, _ = await town.people(250, follow=[ALL], langs="sq en")
    held = sandbox.hold(after=20)
    async with delivering(room):
        (first,) = await agency.says(("English Bridge", "en"))
        await room.until_sent(first, 20)
        (second,) = await agency.says(("Albanian Bridge", "sq"), story=first, urgent=True)
        held.release()
        ways = await room.until_done(first, second)
    assert ways[1].priority == Priority.URGENT
    assert ways[0].sent + ways[1].sent == 250
    assert ways[1].sent > 50
    assert [len(person.received) for person in both] == [1] * 250


async def test_a_member_that_was_paused_holds_nobody_up(room, agency, town, rows, sandbox):
    both, _ = await town.people(120, follow=[ALL], langs="sq en")
    held = sandbox.hold(after=20)
    async with delivering(room):
        (first,) = await agency.says(("English Bridge", "en"))
        await room.until_sent(first, 20)
        way = await room.fanout(first)
        await room.fanouts.set_state(way.id, FanoutState.PAUSED, reason="wait", now=0)
        (second,) = await agency.says(("Albanian Bridge", "sq"), story=first)
        held.release()
        await room.until_done(second)
        assert [len(person.received) for person in both] == [1] * 120
        await room.fanouts.set_state(way.id, FanoutState.RUNNING, now=0)
        room.deliverer.nudge()
        await room.until_done(first)
    assert [len(person.received) for person in both] == [1] * 120
    assert await rows.count(page) == 0


async def test_whom_a_member_is_still_to_be_tried_again_gets_no_other(room, agency, town, sandbox, rows):
    people, _ = await town.people(2, follow=[ALL], langs="sq en")
    group = sandbox.group("Busy", people[0])
    (number,) = await rows.readers(1, first_chat=group.id, kind="supergroup", follow=[ALL], langs="sq en")
    sandbox.fault("flood", chat=group, seconds=6)
    async with delivering(room):
        (first,) = await agency.says(("English Bridge", "en"))
        await eventually(lambda: rows.count(retry), 1)
        (second,) = await agency.says(("Albanian Bridge", "sq"), story=first)
        await room.until_done(first, second)
    assert (await rows.ledger(first))[number].result == Result.SENT
    assert number not in await rows.ledger(second)
    assert len(sandbox.sent_to(group)) == 1


async def test_stopped_in_the_midst_of_two_members_the_next_start_sends_the_rest_once(
    room, agency, town, sandbox
):
    both, _ = await town.people(100, follow=[ALL], langs="sq en")
    english, _ = await town.people(20, follow=[ALL], langs="en")
    held = sandbox.hold(after=10)
    async with delivering(room, held=held):
        ids = await agency.says(("English Bridge", "en"), ("Albanian Bridge", "sq"))
        await room.until_sent(ids[1], 10)
    async with delivering(room):
        await room.until_done(*ids)
    assert [titles(person) and "Albanian" in titles(person)[0] for person in both] == [True] * 100
    assert {len(person.received) for person in (*both, *english)} == {1}
