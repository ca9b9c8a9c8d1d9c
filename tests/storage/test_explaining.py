"""The facts behind an explanation, as each database gives them."""

import pytest
from sqlalchemy import insert

from bot.domain.broadcast import Content
from bot.domain.delivery import Result, Retry, Settled
from bot.domain.errors import NotFound
from bot.domain.explanation import Because, Reason, Receipt, Standing, explain
from bot.domain.fanout import FanoutKind, SubjectId
from bot.domain.statement import Identity, NewCopy, Words
from bot.domain.subscriber import Address, ChatKind, Term, TermKind
from bot.domain.text import hash16
from bot.ports import Flush
from storage.explaining import SqlCaseStore
from storage.leases import SqlLeaseStore
from storage.schema import page
from tests.storage.conftest import NOW, WIRE

HEALTH = Term(TermKind.TOPIC, "health")


@pytest.fixture
def cases(database):
    return SqlCaseStore(database)


async def reasons(cases, chat, subject):
    found = explain(await cases.case(chat, subject))
    return [each.reason for reasons in (found.of_subject, *found.of_readings) for each in reasons]


async def test_a_subject_nobody_knows_is_not_found_and_a_chat_nobody_knows_has_no_readers(
    stores, draft, cases
):
    (number,) = await stores.record(draft())
    assert (await cases.case(1, number)).readings == ()
    with pytest.raises(NotFound):
        await cases.case(1, SubjectId(number + 1))


async def test_every_topic_of_a_forum_is_a_reader_of_its_own(stores, draft, cases):
    wanted = {"ui_lang": "en", "langs": (), "now": NOW}
    for thread in (7, 0):
        await stores.subscribers.add(Address(-100, thread), ChatKind.SUPERGROUP, **wanted)
    await stores.reader(1)
    (number,) = await stores.record(draft())
    readings = (await cases.case(-100, number)).readings
    assert [each.subscriber.address.thread_id for each in readings] == [0, 7]


async def test_what_a_reader_follows_and_has_muted_of_it_is_known(stores, draft, cases):
    reader = await stores.reader()
    await stores.subscribers.follow(reader.id, HEALTH, now=NOW)
    await stores.subscribers.set_muted(reader.id, Term(TermKind.SOURCE, "un"), muted=True)
    (number,) = await stores.record(draft(terms=("topic:health",)))
    (reading,) = (await cases.case(1, number)).readings
    assert reading.routes[0].facts.matched == {HEALTH}
    assert await reasons(cases, 1, number) == [Reason.MUTED, Reason.MATCHED]


async def test_the_ledger_the_retries_and_the_open_pages_are_read(stores, draft, cases, database):
    reader, other = await stores.reader(1), await stores.reader(2)
    for each in (reader, other):
        await stores.subscribers.follow(each.id, HEALTH, now=NOW)
    (number,) = await stores.record(draft(terms=("topic:health",)))
    (way,) = await stores.fanouts.of_subject(number)
    lease = await SqlLeaseStore(database).try_take("driver", "me", seen=None)
    assert await reasons(cases, 1, number) == [Reason.NOT_YET, Reason.MATCHED]
    claimed = await stores.fanouts.claim_page([way], size=10, lease=lease)
    assert await reasons(cases, 1, number) == [Reason.BEING_SENT, Reason.MATCHED]
    sent = Settled(number, reader.id, way.id, Result.SENT, NOW, message_id=70, again=True)
    later = Retry(number, other.id, way.id, NOW + 9, 2, "502", lost_answer=True)
    await stores.fanouts.flush(Flush(settled=(sent,), retries=(later,), done_pages=claimed.ids), lease=lease)
    (reading,) = (await cases.case(1, number)).readings
    assert reading.routes[0].receipt == Receipt(Result.SENT, NOW, message_id=70, again=True)
    assert reading.routes[0].retry is None
    (reading,) = (await cases.case(2, number)).readings
    assert reading.routes[0].retry == later
    assert await reasons(cases, 2, number) == [Reason.RETRY_AFTER_LOST, Reason.MATCHED]


async def test_a_page_beside_this_reader_is_not_theirs(stores, draft, cases, database):
    first, second = await stores.reader(1), await stores.reader(2)
    (number,) = await stores.record(draft())
    (way,) = await stores.fanouts.of_subject(number)
    row = {"fanout": way.id, "lo": first.id, "hi": second.id, "epoch": 1, "state": "open"}
    async with database.write() as connection:
        await connection.execute(insert(page).values(row))
    ((one,), (two,)) = [(await cases.case(chat, number)).readings for chat in (1, 2)]
    assert (one.routes[0].in_open_page, two.routes[0].in_open_page) == (False, True)


async def test_a_correction_and_its_notice_are_part_of_the_case(stores, draft, cases):
    await stores.reader()
    (number,) = await stores.record(draft())
    words = Words("Rights day, corrected")
    assert await stores.statements.correct(number, words, (), material=True, by=9, now=NOW + 1)
    case = await cases.case(1, number)
    assert case.about.title == "Rights day, corrected"
    kinds = [route.fanout.kind for route in case.readings[0].routes]
    assert kinds == [FanoutKind.STATEMENT, FanoutKind.EDIT, FanoutKind.CORRECTION]


async def test_who_else_brought_the_same_words_is_named(stores, draft, cases):
    (number,) = await stores.record(draft())
    wire = await stores.source(WIRE)
    copy = NewCopy(number, Identity(hash16("id", "copy"), None), None)
    await stores.record(source=wire, copies=(copy,))
    found = explain(await cases.case(1, number))
    assert found.of_subject == (Because(Reason.COPIED, names=("The Wire",)),)


async def test_a_withdrawn_statement_and_an_announcement_stand_where_they_stand(stores, draft, cases):
    (number,) = await stores.record(draft())
    assert (await cases.case(1, number)).about.standing is Standing.PUBLISHED
    await stores.statements.withdraw(number, by=9, now=NOW + 5)
    about = (await cases.case(1, number)).about
    assert (about.standing, about.last_word_at) == (Standing.WITHDRAWN, NOW + 5)
    made = await stores.broadcasts.draft(
        9, Content("All of you"), audience=(), langs=(), confirm_token="t", now=NOW
    )
    assert (await cases.case(1, made.id)).about.standing is Standing.DRAFT
    await stores.broadcasts.confirm("t", by=9, not_before=NOW, now=NOW)
    about = (await cases.case(1, made.id)).about
    assert (about.kind, about.title, about.standing) == (
        FanoutKind.BROADCAST,
        "All of you",
        Standing.PUBLISHED,
    )
