"""What is put by, and who has a story already, on both databases."""

import pytest
from sqlalchemy import delete, insert, update

from bot.domain.delivery import PutBy, Result, Retry, Settled
from bot.domain.errors import LeaseLost
from bot.domain.fanout import FanoutState, Priority
from bot.domain.subscriber import ALL
from bot.ports import Flush
from storage.fanouts import SqlFanoutStore
from storage.held import drop_of
from storage.leases import SqlLeaseStore
from storage.schema import fanout, held, page, retry, statement, subscriber
from tests.storage.conftest import NOW
from tests.storage.rows import Rows

LATER = NOW + 3_600_000


@pytest.fixture
def store(database):
    return SqlFanoutStore(database)


@pytest.fixture
def rows(database):
    return Rows(database)


@pytest.fixture
async def lease(database):
    return await SqlLeaseStore(database).try_take("driver", "first", seen=None)


@pytest.fixture
async def way(store, rows):
    """A fan-out to everybody, with three readers."""
    await rows.readers(3, follow=[ALL])
    return await rows.fanout(await rows.subject(), audience=[ALL], not_before=NOW, now=NOW)


async def claimed(store, lease, now=NOW):
    live = await store.live(now=now)
    return await store.claim_page(live, size=10, lease=lease)


def put_by(page, reader, due_at=LATER, **more):
    (fanout,) = page.fanouts
    return PutBy(fanout.subject, page.readers[reader].subscriber, fanout.id, due_at, **more)


async def test_what_is_put_by_ends_its_page_and_comes_when_it_is_due(store, rows, lease, way):
    page = await claimed(store, lease)
    put = tuple(put_by(page, n, LATER + n) for n in range(3))
    await store.flush(Flush(held=put, done_pages=page.ids), lease=lease)
    assert await store.live(now=NOW) == ()
    done = await store.get(way)
    assert (done.state, done.held) == (FanoutState.DONE, 3)
    assert await store.due_held(now=LATER - 1, readers=10) == ()
    first, second = await store.due_held(now=LATER + 1, readers=10)
    assert [item.put_by for due in (first, second) for item in due.items] == list(put[:2])
    assert first.reader.subscriber == put[0].subscriber
    assert len(await store.due_held(now=LATER + 9, readers=2)) == 2


async def test_what_was_sent_is_put_by_no_longer_and_counted_once(store, rows, lease, way):
    page = await claimed(store, lease)
    put = tuple(put_by(page, n) for n in range(3))
    await store.flush(Flush(held=put, done_pages=page.ids), lease=lease)
    key = (put[0].subject, put[0].subscriber, put[0].fanout)
    sent = Settled(*key, Result.SENT, LATER, message_id=5, bundled=True, digest=True, released=True)
    off = put_by(page, 1, LATER + 9, attempts=2, lost_answer=True)
    await store.flush(Flush(settled=(sent,), put_off=(off,), dropped=(put[2],)), lease=lease)
    (left,) = await rows.all(held)
    assert (left.subscriber, left.due_at, left.attempts, left.lost_answer) == (
        off.subscriber,
        LATER + 9,
        2,
        True,
    )
    row = (await rows.ledger(sent.subject))[sent.subscriber]
    assert (row.digest, row.bundled, row.message_id) == (True, True, 5)
    done = await store.get(way)
    assert (done.sent, done.held, done.skipped) == (1, 1, 1)


async def test_of_what_was_cancelled_meanwhile_nothing_is_counted_as_waiting(store, rows, lease, way):
    page = await claimed(store, lease)
    await store.flush(Flush(held=(put_by(page, 0),)), lease=lease)
    await store.set_state(way, FanoutState.CANCELLED, now=NOW)
    done = await store.get(way)
    assert (done.held, done.skipped) == (0, 1)
    sent = put_by(page, 0)
    settled = Settled(sent.subject, sent.subscriber, sent.fanout, Result.SENT, NOW, released=True)
    await store.flush(Flush(settled=(settled,), held=(put_by(page, 1), put_by(page, 2))), lease=lease)
    assert await rows.all(held) == []
    done = await store.get(way)
    assert (done.sent, done.held, done.skipped) == (1, 0, 2)


async def test_a_reader_forgotten_meanwhile_loses_only_its_own_row(database, store, rows, lease, way):
    page = await claimed(store, lease)
    async with database.write() as connection:
        gone = subscriber.c.id == page.readers[1].subscriber
        await connection.execute(delete(subscriber).where(gone))
    await store.flush(Flush(held=tuple(put_by(page, n) for n in range(3)), done_pages=page.ids), lease=lease)
    assert {row.subscriber for row in await rows.all(held)} == {
        page.readers[0].subscriber,
        page.readers[2].subscriber,
    }


async def test_of_a_paused_fanout_nothing_is_due_and_of_a_cancelled_one_nothing_is_left(
    store, rows, lease, way
):
    page = await claimed(store, lease)
    await store.flush(Flush(held=(put_by(page, 0),)), lease=lease)
    await store.set_state(way, FanoutState.PAUSED, reason="x", now=NOW)
    assert await store.due_held(now=LATER, readers=10) == ()
    await store.set_state(way, FanoutState.CANCELLED, now=NOW)
    assert await rows.all(held) == []
    await store.flush(Flush(put_off=(put_by(page, 0),)), lease=lease)
    assert await rows.all(held) == []
    assert ((await store.get(way)).held, (await store.get(way)).skipped) == (0, 1)


async def test_what_is_put_by_does_not_expire_with_its_fanout(store, rows, lease, way):
    page = await claimed(store, lease)
    await store.flush(Flush(held=(put_by(page, 0),)), lease=lease)
    expires = (await store.get(way)).expires_at
    assert await store.live(now=expires) == ()
    assert (await store.get(way)).state is FanoutState.EXPIRED
    assert len(await store.due_held(now=expires, readers=10)) == 1


async def test_a_retry_that_must_wait_for_the_morning_is_no_retry_any_more(store, rows, lease, way):
    page = await claimed(store, lease)
    key = (page.fanouts[0].subject, page.readers[0].subscriber, way)
    await store.flush(Flush(retries=(Retry(*key, NOW, 2, "429", lost_answer=True),)), lease=lease)
    await store.flush(Flush(held=(put_by(page, 0, attempts=2, lost_answer=True),)), lease=lease)
    assert await rows.all(retry) == []
    (due,) = await store.due_held(now=LATER, readers=10)
    assert (due.items[0].put_by.attempts, due.items[0].put_by.lost_answer) == (2, True)


async def test_an_adopted_page_is_not_sent_to_those_for_whom_it_is_put_by(database, store, rows, lease, way):
    page = await claimed(store, lease)
    await store.flush(Flush(held=(put_by(page, 1),)), lease=lease)
    leases = SqlLeaseStore(database)
    standing = await leases.read("driver")
    heir = await leases.try_take("driver", "second", seen=standing[1:])
    adopted = await store.adopt_page(lease=heir)
    assert adopted.settled == {(page.readers[1].subscriber, page.fanouts[0].subject)}


async def test_what_a_dead_process_had_taken_up_comes_first_and_says_so(database, store, rows, lease, way):
    page = await claimed(store, lease)
    put = tuple(put_by(page, n, LATER + n) for n in range(3))
    await store.flush(Flush(held=put, done_pages=page.ids), lease=lease)
    (taken,) = await store.due_held(now=LATER, readers=10, lease=lease)
    assert not taken.adopted
    assert [due.adopted for due in await store.due_held(now=LATER + 9, readers=1, lease=lease)] == [False]
    leases = SqlLeaseStore(database)
    standing = await leases.read("driver")
    heir = await leases.try_take("driver", "second", seen=standing[1:])
    (adopted,) = await store.due_held(now=LATER + 9, readers=10, lease=heir)
    assert (adopted.reader.subscriber, adopted.adopted) == (put[0].subscriber, True)
    with pytest.raises(LeaseLost):
        await store.due_held(now=LATER + 9, readers=10, lease=lease)
    due = await store.due_held(now=LATER + 9, readers=10, lease=heir)
    assert [each.adopted for each in due] == [False] * 3


async def test_what_was_put_off_or_given_back_was_not_sent(database, store, rows, lease, way):
    page = await claimed(store, lease)
    put = tuple(put_by(page, n) for n in range(3))
    await store.flush(Flush(held=put, done_pages=page.ids), lease=lease)
    assert len(await store.due_held(now=LATER, readers=10, lease=lease)) == 3
    assert {row.epoch for row in await rows.all(held)} == {lease.epoch}
    await store.flush(Flush(put_off=(put_by(page, 0, LATER + 9),)), lease=lease)
    assert [row.epoch for row in await rows.all(held)] == [0, lease.epoch, lease.epoch]
    await store.give_back_held(lease=lease)
    assert {row.epoch for row in await rows.all(held)} == {0}


async def test_dropping_what_nobody_put_by_drops_nothing(database, way):
    async with database.write() as connection:
        assert not await drop_of(connection, fanout.c.id == way)


@pytest.fixture
async def story(database, stores, draft):
    """Two statements of one story, in the order of their publication, and three readers."""
    for chat in (1, 2, 3):
        reader = await stores.reader(chat)
        await stores.subscribers.follow(reader.id, ALL, now=NOW)
    ids = await stores.record(
        draft("A bridge was opened in the north", lang="en"),
        draft("Në veri u hap një shkollë", lang="sq"),
    )
    async with database.write() as connection:
        await connection.execute(update(statement).where(statement.c.id.in_(ids)).values(story=ids[0]))
    return ids


async def test_who_has_a_member_or_will_is_known_in_the_page_of_another(store, lease, story):
    first, second = await store.live(now=NOW)
    assert [way.story for way in (first, second)] == [story[0]] * 2
    page = await store.claim_page([first], size=10, lease=lease)
    ids = [reader.subscriber for reader in page.readers]
    sent = Settled(first.subject, ids[0], first.id, Result.SENT, NOW, message_id=1)
    failed = Settled(first.subject, ids[1], first.id, Result.REJECTED, NOW)
    later = PutBy(first.subject, ids[2], first.id, LATER)
    flush = Flush(settled=(sent, failed), held=(later,), done_pages=page.ids)
    await store.flush(flush, lease=lease)
    page = await store.claim_page([second], size=10, lease=lease)
    has = frozenset({(story[0], first.subject)})
    assert [reader.told for reader in page.readers] == [has, frozenset(), has]


async def test_a_member_waits_while_a_page_of_another_is_open(store, lease, story):
    first, second = await store.live(now=NOW)
    assert (first.waits, second.waits) == (False, False)
    page = await store.claim_page([first], size=1, lease=lease)
    assert [way.waits for way in await store.live(now=NOW)] == [False, True]
    await store.set_state(first.id, FanoutState.PAUSED, reason="x", now=NOW)
    assert [way.waits for way in await store.live(now=NOW)] == [False]
    assert [way.waits for way in await store.live(now=NOW, lease=lease)] == [True]
    await store.flush(Flush(returned_pages=page.ids), lease=lease)
    assert [way.waits for way in await store.live(now=NOW, lease=lease)] == [False]
    assert second.id == (await store.live(now=NOW))[0].id


async def test_members_that_were_claimed_together_do_not_wait_for_each_other(store, lease, story):
    page = await store.claim_page(await store.live(now=NOW), size=1, lease=lease)
    assert len(page.ids) == 2
    assert [way.waits for way in await store.live(now=NOW)] == [False, False]


async def test_a_page_is_not_adopted_while_another_member_is_in_hand(database, store, lease, story):
    first, second = await store.live(now=NOW)
    async with database.write() as connection:
        orphans = [
            {"fanout": way.id, "lo": lo, "hi": lo + 2, "epoch": 0, "state": "open"}
            for way, lo in ((first, 0), (second, 1))
        ]
        await connection.execute(insert(page), orphans)
    adopted = await store.adopt_page(lease=lease)
    assert [way.id for way in adopted.fanouts] == [first.id]
    assert await store.adopt_page(lease=lease) is None
    await store.flush(Flush(done_pages=adopted.ids), lease=lease)
    assert [way.id for way in (await store.adopt_page(lease=lease)).fanouts] == [second.id]


async def test_the_notice_of_an_urgent_statement_is_urgent(stores, draft):
    from bot.domain.statement import Words

    await stores.reader()
    plain, urgent = await stores.record(draft("One road"), draft("Two roads", urgent=True))
    for each in (plain, urgent):
        words = Words("Three roads", f"No. {each}")
        assert await stores.statements.correct(each, words, (), material=True, by=9, now=NOW + 1)
    notices = [(await stores.fanouts.of_subject(each))[-1].priority for each in (plain, urgent)]
    assert notices == [Priority.CORRECTION, Priority.URGENT]
