"""What becomes of messages that were delivered: corrections, withdrawals, recalls, resends. Over real HTTP."""

import asyncio

import pytest

from bot.domain.broadcast import Content
from bot.domain.delivery import Result
from bot.domain.fanout import LAST_WORD, FanoutKind, FanoutState, SubjectId
from bot.domain.statement import Words
from bot.domain.subscriber import ALL
from storage.broadcasts import SqlBroadcastStore
from storage.statements import SqlStatementStore
from tests.pipeline.newsroom import clock, delivering
from tests.storage.rows import Rows

BEFORE = "Twelve people were hurt when the bridge fell, the mission says."
AFTER = "Fourteen people were hurt when the bridge fell, the mission says."


class Desk:
    """What a source or an editor does with what was published."""

    def __init__(self, room):
        self.room = room
        self.statements = SqlStatementStore(room.database)
        self.broadcasts = SqlBroadcastStore(room.database)

    async def correct(self, statement, title, text=BEFORE, *, material=True):
        words = Words(title, text)
        made = await self.statements.correct(statement, words, (), material=material, by=900, now=clock())
        self.room.deliverer.nudge()
        return made

    async def until_amended(self, subject):
        """Wait until nothing about it is on its way."""
        return await self.room.until_over(subject)


@pytest.fixture
def readers(town):
    async def made(count):
        people, _ = await town.people(count, follow=[ALL])
        return people

    return made


@pytest.fixture
def desk(room):
    return Desk(room)


def texts(person):
    return [message.text for message in person.received]


async def test_a_correction_edits_what_was_delivered_and_answers_it(room, desk, readers):
    (_arta, *_) = people = await readers(3)
    async with delivering(room):
        (statement,) = await room.publish("Twelve hurt in the north")
        await room.until_done(statement)
        assert await desk.correct(statement, "Fourteen hurt in the north", AFTER)
        fanouts = await desk.until_amended(statement)
    assert [f.kind for f in fanouts] == [FanoutKind.STATEMENT, FanoutKind.EDIT, FanoutKind.CORRECTION]
    assert {f.state for f in fanouts} == {FanoutState.DONE}
    assert [f.sent for f in fanouts] == [3, 3, 3]
    for person in people:
        alert, notice = person.received
        assert "Fourteen hurt in the north" in alert.text
        assert "✏️" in alert.text
        assert notice.reply_to.message_id == alert.message_id
        assert "Twelve" in notice.text
        assert "Fourteen" in notice.text
    ledger = await Rows(room.database).ledger(statement)
    assert {(row.revision_no, row.edited_no, row.result) for row in ledger.values()} == {(1, 2, Result.SENT)}


async def test_a_rewording_edits_and_does_not_notify(room, desk, readers):
    (arta,) = await readers(1)
    async with delivering(room):
        (statement,) = await room.publish("The brigde is open")
        await room.until_done(statement)
        await desk.correct(statement, "The bridge is open", material=False)
        await desk.until_amended(statement)
    (alert,) = arta.received
    assert "The bridge is open" in alert.text


async def test_who_still_waits_gets_the_new_text_only(room, desk, readers):
    people = await readers(2)
    (statement,) = await room.publish("Twelve hurt in the north")
    await desk.correct(statement, "Fourteen hurt in the north", AFTER)
    async with delivering(room):
        await desk.until_amended(statement)
    for person in people:
        (alert,) = person.received
        assert "Fourteen" in alert.text


async def test_corrected_in_the_midst_everybody_ends_with_the_new_text(room, desk, readers, sandbox):
    people = await readers(150)
    room.takes_small_pages()
    held = sandbox.hold(after=40)
    async with delivering(room):
        (statement,) = await room.publish("Twelve hurt in the north")
        await room.until_sent(statement, 40)
        await desk.correct(statement, "Fourteen hurt in the north", AFTER)
        held.release()
        await desk.until_amended(statement)
    ledger = await Rows(room.database).ledger(statement)
    old = [row for row in ledger.values() if row.revision_no == 1]
    assert len(ledger) == 150
    assert old
    assert len(old) < 150
    for person in people:
        assert "Fourteen" in person.received[0].text
    assert sorted(len(person.received) for person in people) == [1] * (150 - len(old)) + [2] * len(old)


async def test_what_was_in_flight_when_it_was_corrected_is_edited_too(room, desk, readers, sandbox):
    (arta,) = await readers(1)
    sandbox.fault("delay", seconds=1.5)
    async with delivering(room):
        (statement,) = await room.publish("Twelve hurt in the north")
        while not room.deliverer.state().in_flight:
            await asyncio.sleep(0.01)
        await desk.correct(statement, "Fourteen hurt in the north", AFTER)
        await desk.until_amended(statement)
    alert, notice = arta.received
    assert "Fourteen hurt in the north" in alert.text
    assert notice.reply_to.message_id == alert.message_id


async def test_a_second_correction_overtakes_the_first_and_notifies_once_an_hour(room, desk, readers):
    (arta,) = await readers(1)
    async with delivering(room):
        (statement,) = await room.publish("Twelve hurt in the north")
        await room.until_done(statement)
        await desk.correct(statement, "Fourteen hurt in the north", AFTER)
        await desk.until_amended(statement)
        await desk.correct(statement, "Fifteen hurt in the north", AFTER.replace("Fourteen", "Fifteen"))
        await room.until_kind_over(statement, FanoutKind.EDIT)
        *_, waiting = await room.fanouts.of_subject(SubjectId(statement))
    alert, notice = arta.received
    assert "Fifteen hurt" in alert.text
    assert "Fourteen hurt" in notice.text
    assert (waiting.kind, waiting.state) == (FanoutKind.CORRECTION, FanoutState.WAITING)
    assert waiting.not_before - waiting.created_at > 3_500_000


async def test_withdrawn_it_stops_and_what_was_delivered_says_so(room, desk, readers, sandbox):
    people = await readers(150)
    room.takes_small_pages()
    held = sandbox.hold(after=20)
    async with delivering(room):
        (statement,) = await room.publish("Twelve hurt in the north")
        await room.until_sent(statement, 20)
        assert await desk.statements.withdraw(statement, by=900, now=clock())
        room.deliverer.nudge()
        await room.until_kind_over(statement, FanoutKind.STATEMENT)
        held.release()
        fanouts = await desk.until_amended(statement)
    assert [(f.kind, f.state) for f in fanouts] == [
        (FanoutKind.STATEMENT, FanoutState.CANCELLED),
        (FanoutKind.EDIT, FanoutState.DONE),
    ]
    got = [person for person in people if person.received]
    assert 0 < len(got) < 150
    assert all(len(person.received) == 1 and "⛔" in person.received[0].text for person in got)
    ledger = await Rows(room.database).ledger(statement)
    assert {row.edited_no for row in ledger.values()} == {LAST_WORD}


async def test_a_message_that_was_deleted_is_settled_quietly(room, desk, readers, sandbox):
    people = await readers(2)
    async with delivering(room):
        (statement,) = await room.publish("The brigde is open")
        await room.until_done(statement)
        sandbox.fault(
            "error", method="editMessageText", code=400, description="Bad Request: message to edit not found"
        )
        await desk.correct(statement, "The bridge is open", material=False)
        *_, edit = await desk.until_amended(statement)
    assert (edit.state, edit.sent, edit.skipped, edit.failed) == (FanoutState.DONE, 1, 1, 0)
    assert sum("bridge" in person.received[0].text for person in people) == 1


async def test_a_bundle_is_edited_as_one_message(room, desk, readers):
    (arta,) = await readers(1)
    async with delivering(room):
        made = await room.publish(*(f"News number {n} of today" for n in range(7)))
        await room.until_done(*made)
        await desk.correct(made[3], "News number 33 of today", material=False)
        await desk.until_amended(made[3])
    (bundle,) = arta.received
    assert "News number 33 of today" in bundle.text
    assert "News number 6 of today" in bundle.text
    assert "News number 3 of today" not in bundle.text


async def test_a_broadcast_is_edited_everywhere_and_recalled(room, desk, readers):
    people = await readers(3)
    async with delivering(room):
        subject = await room.broadcast("The office is closd on Monday")
        await room.until_done(subject)
        assert await desk.broadcasts.edit(
            subject, Content("The office is closed on Monday"), by=900, now=clock()
        )
        room.deliverer.nudge()
        await desk.until_amended(subject)
        assert {text for person in people for text in texts(person)} == {"The office is closed on Monday"}
        assert await desk.broadcasts.recall(subject, by=900, now=clock())
        assert not await desk.broadcasts.recall(subject, by=900, now=clock())
        room.deliverer.nudge()
        await desk.until_amended(subject)
    assert all("⛔" in text for person in people for text in texts(person))


async def test_sent_again_only_those_who_failed_get_it(room, desk, readers, sandbox):
    people = await readers(3)
    sandbox.fault("error", method="sendMessage", code=400, description="Bad Request: something odd")
    async with delivering(room):
        subject = await room.broadcast("The office is closed on Monday")
        await room.until_done(subject)
        assert sorted(len(person.received) for person in people) == [0, 1, 1]
        assert await desk.broadcasts.resend(subject, by=900, now=clock()) == 1
        room.deliverer.nudge()
        await desk.until_amended(subject)
        assert await desk.broadcasts.resend(subject, by=900, now=clock()) == 0
    assert {len(person.received) for person in people} == {1}
    ledger = await Rows(room.database).ledger(subject)
    assert {row.result for row in ledger.values()} == {Result.SENT}


async def test_killed_in_the_midst_of_an_edit_the_next_one_finishes_it(room, desk, readers, sandbox):
    people = await readers(120)
    room.takes_small_pages()
    held = sandbox.hold(after=30, method="editMessageText")
    async with delivering(room, held=held):
        (statement,) = await room.publish("The brigde is open")
        await room.until_done(statement)
        await desk.correct(statement, "The bridge is open", material=False)
        await room.until_sent(statement, 30, kind=FanoutKind.EDIT)
    assert any("brigde" in person.received[0].text for person in people)
    async with delivering(room):
        *_, edit = await desk.until_amended(statement)
    assert edit.state is FanoutState.DONE
    assert all("bridge" in person.received[0].text for person in people)
