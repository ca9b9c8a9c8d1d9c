"""What readers' own hours hold back, and how it comes when the hour does. Real databases, real HTTP."""

import asyncio
import time
from dataclasses import replace

import pytest
from sqlalchemy import delete, select

from bot.domain.delivery import PutBy, Result
from bot.domain.errors import StoreUnavailable
from bot.domain.fanout import FanoutKind, FanoutState
from bot.domain.hours import AT_ONCE, Hours
from bot.domain.planning import GATHER
from bot.domain.statement import Words
from bot.domain.subscriber import ALL, Address
from bot.pipeline.deliver import Deliverer
from bot.render.digest import digest
from storage.broadcasts import SqlBroadcastStore
from storage.cards import load_cards
from storage.digests import SqlDigestStore
from storage.held import put_by
from storage.schema import fanout, held, retry, subscriber
from storage.statements import SqlStatementStore
from storage.subscribers import SqlSubscriberStore
from tests.pipeline.newsroom import PATIENCE, clock, delivering, eventually, until

HOUR = 3_600_000
MINUTES = 24 * 60


class Day:
    """A newsroom whose deliverer's clock can be put forward."""

    def __init__(self, room):
        self.room = room
        self.ahead = 0
        self.statements = SqlStatementStore(room.database)
        room.core = replace(room.core, clock=lambda: clock() + self.ahead)
        self.anew()

    def anew(self):
        self.room.deliverer = Deliverer(self.room.core, self.room.keeper, rate=200)

    def minute(self, hours: int) -> int:
        """So many hours from now, as a minute of the day in UTC."""
        return ((clock() + hours * HOUR) // 60_000) % MINUTES

    def pass_by(self, milliseconds: int) -> None:
        self.ahead += milliseconds
        self.room.deliverer.nudge()

    @property
    def digest(self):
        """The settings of a reader whose digest comes in two hours."""
        return {"digest_times": str(self.minute(2)), "time_zone": "UTC"}

    @property
    def night(self):
        """Of one whose quiet hours began an hour ago and end in two."""
        return {"quiet_from": self.minute(-1), "quiet_to": self.minute(2), "time_zone": "UTC"}

    async def correct(self, statement, title, *, material=True):
        words = Words(title, f"What the mission says about {title}.")
        assert await self.statements.correct(statement, words, (), material=material, by=900, now=clock())
        self.room.deliverer.nudge()

    async def withdraw(self, statement):
        assert await self.statements.withdraw(statement, by=900, now=clock())
        self.room.deliverer.nudge()

    async def until_nothing_waits(self):
        await until_empty(self.room.database)


async def until_empty(database) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        async with database.read() as connection:
            if not (rows := (await connection.execute(select(held))).all()):
                return
        assert time.monotonic() < deadline, f"still put by: {rows}"
        await asyncio.sleep(0.05)


@pytest.fixture
def day(room):
    return Day(room)


def texts(person):
    return [message.text for message in person.received]


async def test_a_digest_comes_at_its_hour_as_one_message_and_the_others_do_not_wait(room, day, town, rows):
    ((arta,), (reader,)) = await town.people(1, follow=[ALL], **day.digest)
    ((bora,), _) = await town.people(1, follow=[ALL])
    async with delivering(room):
        made = await room.publish("One bridge", "Two roads", "Three schools")
        ways = await room.until_done(*made)
        assert [(way.sent, way.held) for way in ways] == [(1, 1)] * 3
        assert (len(bora.received), arta.received) == (3, [])
        day.pass_by(1 * HOUR)
        await asyncio.sleep(0.3)
        assert arta.received == []
        day.pass_by(2 * HOUR)
        await day.until_nothing_waits()
    (message,) = arta.received
    for title in ("One bridge", "Two roads", "Three schools"):
        assert title in message.text
    assert len(bora.received) == 3
    for statement in made:
        row = (await rows.ledger(statement))[reader]
        assert (row.result, row.message_id, row.digest, row.bundled) == (
            Result.SENT,
            message.message_id,
            True,
            True,
        )
        way = await room.fanout(statement)
        assert (way.state, way.sent, way.held) == (FanoutState.DONE, 2, 0)


async def test_a_single_one_comes_as_an_ordinary_alert(room, day, town, rows):
    ((arta,), (reader,)) = await town.people(1, follow=[ALL], **day.digest)
    async with delivering(room):
        (statement,) = await room.publish("One bridge")
        await room.until_done(statement)
        day.pass_by(3 * HOUR)
        await day.until_nothing_waits()
    (message,) = arta.received
    assert "What the mission says about One bridge." in message.text
    row = (await rows.ledger(statement))[reader]
    assert (row.digest, row.bundled) == (False, False)


async def test_what_was_corrected_meanwhile_comes_in_its_new_text_and_what_was_withdrawn_not_at_all(
    room, day, town, rows
):
    ((arta,), _) = await town.people(1, follow=[ALL], **day.digest)
    async with delivering(room):
        made = await room.publish("Twelve hurt", "Roads closed", "A school opened")
        await room.until_done(*made)
        await day.correct(made[0], "Fourteen hurt")
        await day.withdraw(made[1])
        await room.until_over(made[0])
        await room.until_over(made[1])
        day.pass_by(3 * HOUR)
        await day.until_nothing_waits()
    (message,) = arta.received
    assert "Fourteen hurt" in message.text
    assert "A school opened" in message.text
    assert "Twelve" not in message.text
    assert "Roads" not in message.text
    way, *_ = await room.fanouts.of_subject(made[1])
    assert (way.held, way.skipped) == (0, 1)


async def test_a_correction_after_sending_edits_the_digest_and_answers_it(room, day, town):
    ((arta,), _) = await town.people(1, follow=[ALL], **day.digest)
    async with delivering(room):
        made = await room.publish("Twelve hurt", "Roads closed")
        await room.until_done(*made)
        day.pass_by(3 * HOUR)
        await day.until_nothing_waits()
        await day.correct(made[0], "Fourteen hurt")
        await room.until_over(made[0])
        await day.withdraw(made[1])
        await room.until_over(made[1])
    message, notice = arta.received
    assert "Fourteen hurt" in message.text
    assert "⛔" in message.text
    assert "Twelve" in notice.text
    assert notice.reply_to.message_id == message.message_id


async def test_a_long_digest_has_pages_and_each_can_be_read_again_from_the_ledger(room, day, town, database):
    ((arta,), _) = await town.people(1, follow=[ALL], **day.digest)
    titles = [f"News number {n} of today" for n in range(25)]
    async with delivering(room):
        made = await room.publish(*titles)
        await room.until_done(*made)
        day.pass_by(3 * HOUR)
        await day.until_nothing_waits()
    (message,) = arta.received
    address = Address(arta.chat_id)
    assert await SqlDigestStore(database).subjects(address, message.message_id) == tuple(made)
    assert await SqlDigestStore(database).subjects(address, message.message_id + 1) == ()
    async with database.read() as connection:
        cards = tuple((await load_cards(connection, made)).values())
    pages = [digest(cards, "en", room.core.voice, page=n).text for n in range(3)]
    assert [sum(title + "<" in page for title in titles) for page in pages] == [10, 10, 5]
    assert "1 of 3" in message.text


async def test_a_crash_between_sending_and_writing_repeats_only_what_was_not_written(room, day, town, rows):
    people, _ = await town.people(2, follow=[ALL], **day.digest)
    async with delivering(room):
        made = await room.publish("One bridge", "Two roads")
        await room.until_done(*made)
        day.pass_by(3 * HOUR)
        await day.until_nothing_waits()
        later = await room.publish("Three schools", "Four clinics")
        await room.until_done(*later)

    class Away:
        def __getattr__(self, name):
            return getattr(fanouts, name)

        async def flush(self, flush, *, lease):
            if any(row.released for row in flush.settled):
                raise StoreUnavailable("away")
            await fanouts.flush(flush, lease=lease)

    fanouts = room.core.fanouts
    room.core = replace(room.core, fanouts=Away())
    day.anew()
    dying = asyncio.create_task(room.deliverer.run())
    day.pass_by(24 * HOUR)
    await until(lambda: all(len(person.received) == 2 for person in people), "the second digest")
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    await room.keeper.release()  # whoever drives next is another
    room.core = replace(room.core, fanouts=fanouts)
    day.anew()
    async with delivering(room):
        await day.until_nothing_waits()
    assert [len(person.received) for person in people] == [3, 3]
    for person in people:
        assert person.received[1].text == person.received[2].text
    assert all(row.digest for row in (await rows.ledger(made[0])).values())
    again = {
        statement: {row.again for row in (await rows.ledger(statement)).values()}
        for statement in (*made, *later)
    }
    assert again == {one: {False} for one in made} | {one: {True} for one in later}


async def test_stopped_in_order_in_the_midst_of_digests_none_looks_sent_again(room, day, town, sandbox, rows):
    people, _ = await town.people(60, follow=[ALL], **day.digest)
    room.takes_small_pages()
    async with delivering(room):
        made = await room.publish("One bridge", "Two roads")
        await room.until_done(*made)
    gate = sandbox.hold(after=5)
    async with delivering(room, held=gate):
        day.pass_by(3 * HOUR)
        await until(lambda: room.deliverer.state().in_flight, "digests on their way")
    assert 0 < len(await rows.all(held)) < 2 * 60
    await room.keeper.release()
    async with delivering(room):
        await day.until_nothing_waits()
    assert [len(person.received) for person in people] == [1] * 60
    assert not any(row.again for row in (await rows.ledger(made[1])).values())


async def test_what_is_urgent_passes_and_what_is_not_waits_for_the_end_of_the_night(room, day, town):
    ((arta,), _) = await town.people(1, follow=[ALL], **day.night)
    ((bora,), _) = await town.people(1, follow=[ALL], urgent_passes=False, **day.night)
    async with delivering(room):
        (plain,) = await room.publish("Plain")
        (urgent,) = await room.publish("Urgent", urgent=True)
        await room.until_done(plain, urgent)
        assert [len(texts(arta)), len(texts(bora))] == [1, 0]
        assert "Urgent" in texts(arta)[0]
        day.pass_by(3 * HOUR)
        await day.until_nothing_waits()
    assert "Plain" in texts(arta)[1]
    (both,) = texts(bora)
    assert "Plain" in both
    assert "Urgent" in both


async def test_an_announcement_waits_for_the_end_of_the_night_and_is_in_no_digest(room, day, town):
    ((arta,), _) = await town.people(1, follow=[ALL], **day.night)
    ((bora,), _) = await town.people(1, follow=[ALL], **day.digest)
    async with delivering(room):
        made = await room.publish("One bridge", "Two roads")
        number = await room.broadcast("The office is closed on Monday")
        await room.until_done(*made, number)
        assert texts(bora) == ["The office is closed on Monday"]
        assert arta.received == []
        day.pass_by(3 * HOUR)
        await day.until_nothing_waits()
    assert "The office is closed on Monday" in texts(arta)
    assert len(arta.received) == 2


async def test_a_recalled_announcement_that_waited_is_never_sent(room, day, town):
    ((arta,), _) = await town.people(1, **day.night)
    async with delivering(room):
        number = await room.broadcast("The office is closed on Monday")
        await room.until_done(number)
        assert await SqlBroadcastStore(room.database).recall(number, by=900, now=clock())
        await day.until_nothing_waits()
        day.pass_by(3 * HOUR)
        await asyncio.sleep(1.5)
    assert arta.received == []


async def test_a_notice_waits_for_the_end_of_the_night_and_the_edit_does_not(room, day, town, rows):
    ((arta,), _) = await town.people(1, follow=[ALL])
    async with delivering(room):
        (statement,) = await room.publish("Twelve hurt")
        await room.until_done(statement)
        async with room.database.write() as connection:
            await connection.execute(subscriber.update().values(day.night))
        await day.correct(statement, "Fourteen hurt")
        await room.until_over(statement)
        (alert,) = arta.received
        assert "Fourteen hurt" in alert.text
        await day.correct(statement, "Fifteen hurt", material=False)  # the notice is owed still: it says all
        await room.until_kind_over(statement, FanoutKind.EDIT)
        assert await rows.all(held) == []
        day.pass_by(3 * HOUR)
        await until(lambda: len(arta.received) == 2, "the notice")
    assert "Twelve" in arta.received[1].text
    assert "Fifteen" in arta.received[1].text


async def test_who_paused_or_left_meanwhile_gets_nothing_and_nobody_else_suffers(room, day, town, rows):
    people, ids = await town.people(3, follow=[ALL], **day.digest)
    async with delivering(room):
        made = await room.publish("One bridge", "Two roads")
        await room.until_done(*made)
        await rows.set_state(ids[0], "paused")
        async with room.database.write() as connection:
            await connection.execute(delete(subscriber).where(subscriber.c.id == ids[1]))
        day.pass_by(3 * HOUR)
        await day.until_nothing_waits()
    assert [len(person.received) for person in people] == [0, 0, 1]
    assert set(await rows.ledger(made[0])) == {ids[2]}


async def test_one_who_blocked_the_bot_meanwhile_is_settled_like_any_other(room, day, town, rows):
    people, ids = await town.people(2, follow=[ALL], **day.digest)
    async with delivering(room):
        made = await room.publish("One bridge", "Two roads")
        await room.until_done(*made)
        people[0].blocks_bot()
        day.pass_by(3 * HOUR)
        await day.until_nothing_waits()
    ledger = await rows.ledger(made[1])
    assert [ledger[reader].result for reader in ids] == [Result.GONE, Result.SENT]
    states = {row.id: row.state for row in await rows.all(subscriber)}
    assert states[ids[0]] == "blocked"


async def test_a_digest_whose_answer_was_lost_is_sent_again_once_and_marked(room, day, town, sandbox, rows):
    ((arta,), (reader,)) = await town.people(1, follow=[ALL], **day.digest)
    async with delivering(room):
        made = await room.publish("One bridge", "Two roads")
        await room.until_done(*made)
        sandbox.fault("lost", chat=arta)
        day.pass_by(3 * HOUR)
        await day.until_nothing_waits()
    assert len(arta.received) == 2
    for statement in made:
        row = (await rows.ledger(statement))[reader]
        assert (row.result, row.again, row.attempts) == (Result.SENT, True, 2)


async def test_a_chats_own_flood_puts_its_digest_off_and_the_others_come(room, day, town, sandbox, rows):
    people, ids = await town.people(3, follow=[ALL], **day.digest)
    group = sandbox.group("Busy", people[0])
    (number,) = await rows.readers(1, first_chat=group.id, kind="supergroup", follow=[ALL], **day.digest)
    async with delivering(room):
        made = await room.publish("One bridge", "Two roads")
        await room.until_done(*made)
        sandbox.fault("flood", chat=group, seconds=6)
        day.pass_by(3 * HOUR)
        await until(lambda: all(person.received for person in people), "the others")
        await day.until_nothing_waits()
    assert await rows.all(retry) == []
    assert (await rows.ledger(made[0]))[number].attempts == 2
    (message,) = sandbox.sent_to(group)
    assert "Two roads" in message.text
    assert set(await rows.ledger(made[0])) == {*ids, number}


async def test_a_digest_that_telegram_refuses_is_taken_apart(room, day, town, sandbox):
    ((arta,), _) = await town.people(1, follow=[ALL], **day.digest)
    async with delivering(room):
        made = await room.publish("One bridge", "Two roads")
        await room.until_done(*made)
        sandbox.fault("error", code=400, description="Bad Request: message is too long")
        day.pass_by(3 * HOUR)
        await day.until_nothing_waits()
    assert len(arta.received) == 2


async def test_a_group_gets_one_at_once_and_what_follows_soon_as_one_message(room, day, sandbox, rows):
    owner = sandbox.person("Owner", started=True)
    group = sandbox.group("Neighbours", owner)
    (number,) = await rows.readers(1, first_chat=group.id, kind="supergroup", follow=[ALL])
    async with delivering(room):
        (first,) = await room.publish("First")
        await room.until_done(first)
        (second,) = await room.publish("Second")
        await room.until_done(second)
        (urgent,) = await room.publish("Hurry", urgent=True)
        (third,) = await room.publish("Third")
        await room.until_done(urgent, third)
        assert len(sandbox.sent_to(group)) == 2
        day.pass_by(GATHER)
        await day.until_nothing_waits()
        several = await room.publish("Fourth", "Fifth")
        await room.until_done(*several)
        day.pass_by(GATHER)
        await day.until_nothing_waits()
    alone, hurry, both, last = (message.text for message in sandbox.sent_to(group))
    assert "First" in alone
    assert "Hurry" in hurry
    assert "Second" in both
    assert "Third" in both
    assert "Fourth" in last
    assert "Fifth" in last
    row = (await rows.ledger(third))[number]
    assert (row.bundled, row.digest) == (True, False)


async def test_what_an_editor_cancels_is_not_sent_later(room, day, town, sandbox):
    people, _ = await town.people(60, follow=[ALL], **day.digest)
    await town.people(60, follow=[ALL])
    gate = sandbox.hold()
    async with delivering(room, held=gate):
        (statement,) = await room.publish("One bridge")
        while (way := await room.fanout(statement)).held < 50:
            await asyncio.sleep(0.02)
        await room.fanouts.set_state(way.id, FanoutState.CANCELLED, now=clock())
        room.deliverer.nudge()
        gate.release()
        await day.until_nothing_waits()
        day.pass_by(3 * HOUR)
        await asyncio.sleep(1.5)
    assert not any(person.received for person in people)
    async with room.database.read() as connection:
        counted = (await connection.execute(select(fanout.c.held))).scalar_one()
    assert counted == 0


async def chooses(room, reader, **chosen):
    """Other settings, as the reader's own taps leave them."""
    await SqlSubscriberStore(room.database).update(reader, **chosen)
    room.deliverer.nudge()


async def due_times(rows):
    return {row.due_at for row in await rows.all(held)}


async def test_who_wants_it_at_once_gets_what_was_put_by(room, day, town):
    ((arta, bora), (reader, _)) = await town.people(2, follow=[ALL], **day.digest)
    async with delivering(room):
        made = await room.publish("One bridge", "Two roads")
        await room.until_done(*made)
        await chooses(room, reader, hours=AT_ONCE)
        await until(lambda: arta.received, "what was put by")
    (message,) = arta.received
    assert "One bridge" in message.text
    assert "Two roads" in message.text
    assert bora.received == []


async def test_other_digest_times_are_those_at_which_it_comes(room, day, town, rows):
    chosen = day.digest
    ((arta,), (reader,)) = await town.people(1, follow=[ALL], **chosen)
    later = (int(chosen["digest_times"]) + 3 * 60) % MINUTES
    async with delivering(room):
        made = await room.publish("One bridge", "Two roads")
        await room.until_done(*made)
        (before,) = await due_times(rows)
        await chooses(room, reader, hours=Hours((later,)))
        await eventually(lambda: due_times(rows), {before + 3 * HOUR})
        day.pass_by(3 * HOUR)
        await asyncio.sleep(0.3)
        assert arta.received == []
        day.pass_by(3 * HOUR)
        await day.until_nothing_waits()
    assert len(arta.received) == 1


async def test_another_time_zone_moves_the_hour(room, day, town, rows):
    ((_,), (reader,)) = await town.people(1, follow=[ALL], **day.digest)
    async with delivering(room):
        (statement,) = await room.publish("One bridge")
        await room.until_done(statement)
        (before,) = await due_times(rows)
        await chooses(room, reader, time_zone="Etc/GMT+3")
        await eventually(lambda: due_times(rows), {before + 3 * HOUR})


async def test_a_longer_night_puts_it_off_and_without_one_it_comes(room, day, town, rows):
    night = day.night
    people, (early, late) = await town.people(2, follow=[ALL], **night)
    longer = Hours(quiet_from=night["quiet_from"], quiet_to=(night["quiet_to"] + 2 * 60) % MINUTES)
    async with delivering(room):
        number = await room.broadcast("The office is closed on Monday")
        await room.until_done(number)
        (before,) = await due_times(rows)
        await chooses(room, early, hours=AT_ONCE)
        await chooses(room, late, hours=longer)
        await eventually(lambda: due_times(rows), {before + 2 * HOUR})
    assert [len(person.received) for person in people] == [1, 0]


async def test_whoever_decides_by_the_hours_before_has_not_the_last_word(database, town, rows):
    (_, (reader,)) = await town.people(1, follow=[ALL])
    way = await rows.fanout(await rows.subject(), audience=[ALL])
    row = PutBy((await rows.all(fanout))[0].subject, reader, way, 1_000)
    store = SqlSubscriberStore(database)
    async with database.write() as connection:
        await put_by(connection, database, [row])
    await store.update(reader, hours=AT_ONCE)
    (asked,) = await due_times(rows)
    await store.update(reader, hours=Hours((480,)))
    (asked_again,) = await due_times(rows)
    async with database.write() as connection:
        await put_by(connection, database, [replace(row, due_at=5_000, was_due_at=asked)])
    assert await due_times(rows) == {asked_again}
    async with database.write() as connection:
        await put_by(connection, database, [replace(row, due_at=6_000, was_due_at=asked_again)])
    assert await due_times(rows) == {6_000}
    await store.update(reader, silent=True)
    assert await due_times(rows) == {6_000}


async def test_a_digest_and_its_edit_show_the_times_of_each_readers_own_zone(room, day, town, database):
    zones = ("Asia/Tokyo", "America/Lima")
    people = [
        (await town.people(1, follow=[ALL], **(day.digest | {"time_zone": zone})))[0][0] for zone in zones
    ]
    async with delivering(room):
        made = await room.publish("One bridge", "Two roads")
        await room.until_done(*made)
        async with database.read() as connection:
            card = (await load_cards(connection, made))[made[0]]
        day.pass_by(25 * HOUR)
        await day.until_nothing_waits()
        for person, zone in zip(people, zones, strict=True):
            assert room.core.voice.in_zone(zone).datetime("en", card.published_at) in texts(person)[0]
        await day.correct(made[1], "Three roads", material=False)
        await room.until_over(made[1])
    for person, zone in zip(people, zones, strict=True):
        assert "Three roads" in texts(person)[0]
        assert room.core.voice.in_zone(zone).datetime("en", card.published_at) in texts(person)[0]
