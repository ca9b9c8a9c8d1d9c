"""Fan-outs, pages, the ledger and the retries, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import Table, delete, select, text, update
from sqlalchemy.exc import DBAPIError

from bot.domain.delivery import ReaderGone, ReaderMoved, Result, Retry, Settled
from bot.domain.errors import LeaseLost, NotFound, StoreError
from bot.domain.fanout import FanoutId, FanoutKind, FanoutState, Priority, SubjectId
from bot.domain.planning import Plan, plan
from bot.domain.subscriber import ALL, SubscriberId, SubscriberState, Term, TermKind
from bot.ports import Flush, Lease
from storage.database import Database
from storage.fanouts import SqlFanoutStore
from storage.leases import SqlLeaseStore
from storage.schema import delivery, interest, page, retry, subscriber
from tests.storage.rows import NOW, Rows

ROADS = Term(TermKind.TOPIC, "roads")
HEALTH = Term(TermKind.TOPIC, "health")
UN = Term(TermKind.SOURCE, "un")


@pytest.fixture
def store(database: Database) -> SqlFanoutStore:
    return SqlFanoutStore(database)


@pytest.fixture
def rows(database: Database) -> Rows:
    return Rows(database)


@pytest.fixture
async def lease(database: Database) -> Lease:
    taken = await SqlLeaseStore(database).try_take("driver", "first", seen=None)
    assert taken is not None
    return taken


async def successor(database: Database) -> Lease:
    """A lease taken over while the other one thinks it still holds it."""
    leases = SqlLeaseStore(database)
    standing = await leases.read("driver")
    assert standing is not None
    taken = await leases.try_take("driver", "second", seen=standing[1:])
    assert taken is not None
    return taken


def sent(subject: SubjectId, reader: SubscriberId, fanout: FanoutId, **more) -> Settled:
    values = {"result": Result.SENT, "at": NOW, "message_id": 100 + reader} | more
    return Settled(subject, reader, fanout, **values)


async def one_live(store: SqlFanoutStore, now: int = NOW):
    (fanout,) = await store.live(now=now)
    return fanout


async def test_pages_reach_every_follower_once_in_order_of_ids(store, rows, lease):
    everything = await rows.readers(5, follow=[ALL])
    both = await rows.readers(5, follow=[ROADS, UN], first_chat=100)
    await rows.readers(5, follow=[HEALTH], first_chat=200)
    roads = await rows.readers(5, follow=[ROADS], first_chat=300)
    await rows.fanout(audience=[ALL, UN, ROADS])
    seen: list[SubscriberId] = []
    while claimed := await store.claim_page([await one_live(store)], size=4, lease=lease):
        seen += [reader.subscriber for reader in claimed.readers]
        assert claimed.lo < claimed.readers[0].subscriber
        assert claimed.readers[-1].subscriber <= claimed.hi
        if claimed.fanouts[0].hi == claimed.hi:
            break
    assert seen == sorted([*everything, *both, *roads])


async def test_a_short_page_is_the_last_one(store, rows, lease):
    await rows.readers(3)
    await rows.fanout()
    claimed = await store.claim_page([await one_live(store)], size=10, lease=lease)
    assert claimed is not None
    assert len(claimed.readers) == 3
    assert (await one_live(store)).exhausted


async def test_who_subscribes_after_publication_is_not_in_the_audience(store, rows, lease):
    early = await rows.readers(2)
    await rows.fanout()
    await rows.readers(2, first_chat=50)
    claimed = await store.claim_page([await one_live(store)], size=10, lease=lease)
    assert [reader.subscriber for reader in claimed.readers] == early


async def test_facts_say_what_plan_needs(store, rows, lease):
    (muted,) = await rows.readers(1, follow=[ROADS, HEALTH], muted=[ROADS])
    (paused,) = await rows.readers(1, follow=[ROADS], first_chat=10, state=SubscriberState.PAUSED)
    (albanian,) = await rows.readers(1, follow=[ROADS], first_chat=20, langs="sq en")
    await rows.readers(1, follow=[ROADS], first_chat=30, langs="sr")
    await rows.fanout(audience=[ROADS], langs=["sq"])
    claimed = await store.claim_page([await one_live(store)], size=10, lease=lease)
    (fanout,) = claimed.fanouts
    assert [plan(reader, fanout) for reader in claimed.readers] == [
        Plan.MUTED,
        Plan.NOT_ACTIVE,
        Plan.SEND,
        Plan.OTHER_LANGUAGE,
    ]
    by_id = {reader.subscriber: reader for reader in claimed.readers}
    assert by_id[muted].matched == {ROADS}
    assert by_id[muted].muted == {ROADS}
    assert by_id[albanian].langs == ("sq", "en")
    assert by_id[paused].state is SubscriberState.PAUSED


async def test_fanouts_at_one_cursor_share_a_page_up_to_the_first_end(store, rows, lease):
    roads = await rows.readers(2, follow=[ROADS])
    first = await rows.fanout(audience=[ROADS])
    both = await rows.readers(2, follow=[ROADS, HEALTH], first_chat=50)
    second = await rows.fanout(audience=[HEALTH])
    fanouts = await store.live(now=NOW)
    assert [fanout.id for fanout in fanouts] == [first, second]
    claimed = await store.claim_page(fanouts, size=10, lease=lease)
    assert [fanout.id for fanout in claimed.fanouts] == [first, second]
    assert len(claimed.ids) == 2
    assert [reader.subscriber for reader in claimed.readers] == roads
    assert plan(claimed.readers[0], claimed.fanouts[1]) is Plan.NOT_ADDRESSED
    remaining = [fanout for fanout in await store.live(now=NOW) if not fanout.exhausted]
    rest = await store.claim_page(remaining, size=10, lease=lease)
    assert [fanout.id for fanout in rest.fanouts] == [second]
    assert [reader.subscriber for reader in rest.readers] == both


async def test_an_audience_of_many_terms_is_still_merged_in_order(store, rows, lease):
    terms = [Term(TermKind.KEYWORD, f"word {n}") for n in range(620)]
    ids = [(await rows.readers(1, follow=terms[n : n + 40], first_chat=n + 1))[0] for n in (599, 300, 0, 150)]
    await rows.fanout(audience=terms)
    claimed = await store.claim_page([await one_live(store)], size=10, lease=lease)
    assert [reader.subscriber for reader in claimed.readers] == sorted(ids)
    assert all(len(reader.matched) > 10 for reader in claimed.readers)


async def test_an_audience_nobody_follows_is_exhausted_at_once(store, rows, lease):
    await rows.readers(2)
    number = await rows.fanout(audience=[HEALTH])
    assert await store.claim_page([await one_live(store)], size=10, lease=lease) is None
    assert await store.live(now=NOW) == ()
    assert (await store.get(number)).state is FanoutState.DONE


async def test_a_fanout_to_nobody_at_all_is_done(store, rows):
    number = await rows.fanout()
    assert await store.live(now=NOW) == ()
    assert (await store.get(number)).state is FanoutState.DONE


async def test_a_fanout_waits_for_its_time_and_the_urgent_one_comes_first(store, rows):
    await rows.readers(1)
    later = await rows.fanout(not_before=NOW + 60_000)
    plain = await rows.fanout()
    urgent = await rows.fanout(priority=Priority.URGENT)
    assert [fanout.id for fanout in await store.live(now=NOW)] == [urgent, plain]
    assert [fanout.id for fanout in await store.live(now=NOW + 60_000)] == [urgent, later, plain]


async def test_starting_a_fanout_twice_changes_nothing(store, rows):
    await rows.readers(1)
    subject = await rows.subject()
    assert await rows.fanout(subject) == await rows.fanout(subject, priority=Priority.URGENT)
    (fanout,) = await store.of_subject(subject)
    assert fanout.priority == Priority.STATEMENT


async def test_a_claim_of_what_was_paused_meanwhile_takes_nothing(store, rows, lease):
    await rows.readers(2)
    number = await rows.fanout()
    looked_at = await one_live(store)
    await store.set_state(number, FanoutState.PAUSED, reason="text", now=NOW)
    assert await store.claim_page([looked_at], size=10, lease=lease) is None
    assert (await store.get(number)).cursor == 0
    assert (await store.get(number)).pause_reason == "text"
    assert await store.live(now=NOW) == ()


async def test_a_page_of_a_dead_process_is_adopted_without_those_already_settled(
    database, store, rows, lease
):
    ids = await rows.readers(5)
    subject = await rows.subject()
    number = await rows.fanout(subject)
    claimed = await store.claim_page([await one_live(store)], size=10, lease=lease)
    flush = Flush(
        settled=(sent(subject, ids[0], number),),
        retries=(Retry(subject, ids[1], number, NOW + 5000, 1, "503"),),
    )
    await store.flush(flush, lease=lease)
    heir = await successor(database)
    adopted = await store.adopt_page(lease=heir)
    assert adopted.adopted
    assert adopted.ids == claimed.ids
    assert adopted.readers == claimed.readers
    assert adopted.settled == {(ids[0], subject), (ids[1], subject)}
    assert await store.adopt_page(lease=heir) is None


async def test_pages_claimed_together_are_adopted_together(database, store, rows, lease):
    await rows.readers(3)
    for _ in range(3):
        await rows.fanout()
    claimed = await store.claim_page(await store.live(now=NOW), size=2, lease=lease)
    adopted = await store.adopt_page(lease=await successor(database))
    assert adopted.ids == claimed.ids
    assert [fanout.id for fanout in adopted.fanouts] == [fanout.id for fanout in claimed.fanouts]


async def test_a_returned_page_is_taken_up_again_by_the_same_process(store, rows, lease):
    await rows.readers(3)
    await rows.fanout()
    claimed = await store.claim_page([await one_live(store)], size=10, lease=lease)
    assert await store.adopt_page(lease=lease) is None
    await store.flush(Flush(returned_pages=claimed.ids), lease=lease)
    again = await store.adopt_page(lease=lease)
    assert again.ids == claimed.ids
    assert not again.adopted


@pytest.mark.parametrize("late", ["done_pages", "returned_pages"])
async def test_what_is_written_late_of_a_cancelled_page_touches_no_page_of_another(
    database, store, rows, lease, late
):
    ids = await rows.readers(3)
    number = await rows.fanout()
    cancelled = await store.claim_page([await one_live(store)], size=10, lease=lease)
    await store.set_state(number, FanoutState.CANCELLED, now=NOW)
    await rows.fanout()
    claimed = await store.claim_page([await one_live(store)], size=10, lease=lease)
    await store.flush(Flush(**{late: cancelled.ids}), lease=lease)
    assert await store.adopt_page(lease=lease) is None, "it is in hand, and would be sent twice"
    adopted = await store.adopt_page(lease=await successor(database))
    assert adopted is not None, "it is closed, and its readers would get nothing"
    assert adopted.ids == claimed.ids
    assert [reader.subscriber for reader in adopted.readers] == ids


async def test_the_page_of_a_paused_fanout_waits_until_it_is_resumed(database, store, rows, lease):
    await rows.readers(3)
    number = await rows.fanout()
    await store.claim_page([await one_live(store)], size=10, lease=lease)
    await store.set_state(number, FanoutState.PAUSED, reason="a look", now=NOW)
    heir = await successor(database)
    assert await store.adopt_page(lease=heir) is None
    await store.set_state(number, FanoutState.RUNNING, now=NOW)
    assert await store.adopt_page(lease=heir) is not None


async def test_a_process_that_lost_its_lease_can_write_nothing(database, store, rows, lease):
    (reader,) = await rows.readers(1)
    subject = await rows.subject()
    number = await rows.fanout(subject)
    fanout = await one_live(store)
    await successor(database)
    for attempt in (
        store.claim_page([fanout], size=10, lease=lease),
        store.adopt_page(lease=lease),
        store.flush(Flush(settled=(sent(subject, reader, number),)), lease=lease),
        SqlLeaseStore(database).beat(lease),
    ):
        with pytest.raises(LeaseLost):
            await attempt
    assert await rows.count(delivery) == 0
    assert (await store.get(number)).cursor == 0


async def test_a_flush_keeps_everything_and_the_fanout_is_done(store, rows, lease):
    ids = await rows.readers(5)
    subject = await rows.subject()
    number = await rows.fanout(subject)
    claimed = await store.claim_page([await one_live(store)], size=10, lease=lease)
    flush = Flush(
        settled=(
            sent(subject, ids[0], number, again=True),
            sent(subject, ids[1], number, result=Result.GONE, message_id=None),
            sent(subject, ids[2], number, result=Result.UNKNOWN, message_id=None),
        ),
        gone=(ReaderGone(ids[1], SubscriberState.BLOCKED, "blocked", NOW),),
        skipped={number: 2},
        done_pages=claimed.ids,
    )
    await store.flush(flush, lease=lease)
    assert await store.live(now=NOW + 5) == ()
    fanout = await store.get(number)
    assert (fanout.state, fanout.sent, fanout.failed, fanout.unknown, fanout.skipped) == (
        FanoutState.DONE,
        1,
        1,
        1,
        2,
    )
    ledger = await rows.ledger(subject)
    assert ledger[ids[0]].message_id == 100 + ids[0]
    assert ledger[ids[0]].again
    assert not ledger[ids[1]].again
    assert [row.state for row in await rows.all(subscriber)][:2] == ["active", "blocked"]
    assert await rows.count(page) == 0


@asynccontextmanager
async def without(database: Database, table: Table) -> AsyncIterator[None]:
    """Meanwhile the database cannot read or write this table."""

    async def rename(old: str, new: str) -> None:
        async with database.write() as connection:
            await connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))

    await rename(table.name, f"{table.name}_away")
    yield
    await rename(f"{table.name}_away", table.name)


async def test_a_claim_that_fails_leaves_the_cursor_where_it_was(database, store, rows, lease):
    ids = await rows.readers(3)
    await rows.fanout()
    looked_at = await one_live(store)
    async with without(database, page):
        with pytest.raises((StoreError, DBAPIError)):
            await store.claim_page([looked_at], size=2, lease=lease)
    assert (await one_live(store)).cursor == 0
    claimed = await store.claim_page([looked_at], size=2, lease=lease)
    assert [reader.subscriber for reader in claimed.readers] == ids[:2]


async def test_a_flush_that_fails_writes_nothing_and_leaves_its_page_open(database, store, rows, lease):
    ids = await rows.readers(2)
    subject = await rows.subject()
    number = await rows.fanout(subject)
    claimed = await store.claim_page([await one_live(store)], size=10, lease=lease)
    flush = Flush(settled=tuple(sent(subject, i, number) for i in ids), done_pages=claimed.ids)
    async with without(database, delivery):
        with pytest.raises((StoreError, DBAPIError)):
            await store.flush(flush, lease=lease)
    adopted = await store.adopt_page(lease=await successor(database))
    assert adopted.ids == claimed.ids
    assert adopted.settled == frozenset()


async def test_a_flush_that_fails_at_its_end_is_as_if_it_had_not_been(database, store, rows, lease):
    ids = await rows.readers(2)
    subject = await rows.subject()
    number = await rows.fanout(subject)
    claimed = await store.claim_page([await one_live(store)], size=10, lease=lease)
    flush = Flush(settled=tuple(sent(subject, i, number) for i in ids), done_pages=claimed.ids)
    async with without(database, page):
        with pytest.raises((StoreError, DBAPIError)):
            await store.flush(flush, lease=lease)
    assert await rows.ledger(subject) == {}
    await store.flush(flush, lease=lease)
    assert set(await rows.ledger(subject)) == set(ids)
    assert (await store.get(number)).sent == 2


async def test_flushing_the_same_rows_twice_keeps_the_first(store, rows, lease):
    (reader,) = await rows.readers(1)
    subject = await rows.subject()
    number = await rows.fanout(subject)
    await store.flush(Flush(settled=(sent(subject, reader, number, message_id=1),)), lease=lease)
    await store.flush(Flush(settled=(sent(subject, reader, number, message_id=2),)), lease=lease)
    assert (await rows.ledger(subject))[reader].message_id == 1


async def test_a_reader_forgotten_between_send_and_flush_loses_only_its_own_rows(
    database, store, rows, lease
):
    ids = await rows.readers(4)
    subject = await rows.subject()
    number = await rows.fanout(subject)
    async with database.write() as connection:
        await connection.execute(delete(subscriber).where(subscriber.c.id.in_((ids[0], ids[2]))))
    flush = Flush(
        settled=(sent(subject, ids[0], number), sent(subject, ids[1], number)),
        retries=(Retry(subject, ids[2], number, NOW, 1, "x"), Retry(subject, ids[3], number, NOW, 1, "x")),
        gone=(ReaderGone(ids[0], SubscriberState.BLOCKED, "blocked", NOW),),
        moved=(ReaderMoved(ids[0], -1000),),
    )
    await store.flush(flush, lease=lease)
    assert set(await rows.ledger(subject)) == {ids[1]}
    assert [row.subscriber for row in await rows.all(retry)] == [ids[3]]
    assert (await store.get(number)).sent == 2


async def test_a_reader_forgotten_while_the_flush_runs_loses_only_its_own_rows(database, store, rows, lease):
    ids = await rows.readers(40)
    subject = await rows.subject()
    number = await rows.fanout(subject)

    async def forget(reader: SubscriberId) -> None:
        async with database.write() as connection:
            await connection.execute(delete(subscriber).where(subscriber.c.id == reader))

    flush = Flush(settled=tuple(sent(subject, reader, number) for reader in ids))
    await asyncio.gather(*(forget(reader) for reader in ids[::2]), store.flush(flush, lease=lease))
    assert set(await rows.ledger(subject)) == set(ids[1::2])


async def test_a_reader_who_came_back_meanwhile_is_not_marked_gone(database, store, rows, lease):
    (reader,) = await rows.readers(1)
    async with database.write() as connection:
        await connection.execute(update(subscriber).values(state_at=NOW + 1))
    gone = ReaderGone(reader, SubscriberState.BLOCKED, "blocked", NOW)
    await store.flush(Flush(gone=(gone,)), lease=lease)
    (row,) = await rows.all(subscriber)
    assert row.state == "active"


async def test_a_retry_comes_when_due_and_a_result_ends_it(store, rows, lease):
    (reader,) = await rows.readers(1, follow=[ROADS])
    subject = await rows.subject()
    number = await rows.fanout(subject, audience=[ROADS])
    claimed = await store.claim_page([await one_live(store)], size=10, lease=lease)
    waiting = Retry(subject, reader, number, NOW + 1000, 1, "503", lost_answer=True)
    await store.flush(Flush(retries=(waiting,), done_pages=claimed.ids), lease=lease)
    assert await store.due_retries(now=NOW + 999, limit=10) == ()
    ((due, one),) = await store.due_retries(now=NOW + 1000, limit=10)
    assert due == waiting
    assert one.ids == ()
    assert [fanout.id for fanout in one.fanouts] == [number]
    assert plan(one.readers[0], one.fanouts[0]) is Plan.SEND
    assert len(await store.live(now=NOW + 1000)) == 1
    await store.flush(Flush(settled=(sent(subject, reader, number, attempts=2),)), lease=lease)
    assert await rows.all(retry) == []
    assert await store.live(now=NOW + 1000) == ()
    assert (await store.get(number)).state is FanoutState.DONE


async def test_a_later_retry_replaces_the_earlier(store, rows, lease):
    (reader,) = await rows.readers(1)
    subject = await rows.subject()
    number = await rows.fanout(subject)
    await store.flush(Flush(retries=(Retry(subject, reader, number, NOW, 1, "503"),)), lease=lease)
    later = Retry(subject, reader, number, NOW + 9000, 2, "504", lost_answer=True)
    await store.flush(Flush(retries=(later,)), lease=lease)
    ((due, _),) = await store.due_retries(now=NOW + 9000, limit=10)
    assert due == later


async def test_retries_of_a_paused_fanout_wait_and_of_a_cancelled_one_are_closed(store, rows, lease):
    ids = await rows.readers(2)
    subject = await rows.subject()
    number = await rows.fanout(subject)
    await store.claim_page([await one_live(store)], size=1, lease=lease)
    await store.flush(Flush(retries=(Retry(subject, ids[0], number, NOW, 1, "503"),)), lease=lease)
    await store.set_state(number, FanoutState.PAUSED, reason="x", now=NOW)
    assert await store.due_retries(now=NOW, limit=10) == ()
    await store.set_state(number, FanoutState.CANCELLED, now=NOW)
    assert await rows.all(retry) == []
    assert (await rows.ledger(subject))[ids[0]].result == Result.CANCELLED
    fanout = await store.get(number)
    assert (fanout.state, fanout.failed) == (FanoutState.CANCELLED, 1)
    await store.set_state(number, FanoutState.RUNNING, now=NOW)
    assert (await store.get(number)).state is FanoutState.CANCELLED
    # what was in flight when it was cancelled may still fail, and must not leave a row behind
    await store.flush(Flush(retries=(Retry(subject, ids[1], number, NOW, 1, "503"),)), lease=lease)
    assert await rows.all(retry) == []


async def test_what_is_pending_when_a_statement_expires_is_closed_as_expired(store, rows, lease):
    (reader,) = await rows.readers(1)
    subject = await rows.subject()
    number = await rows.fanout(subject, expires_after=1000)
    claimed = await store.claim_page([await one_live(store)], size=10, lease=lease)
    await store.flush(
        Flush(retries=(Retry(subject, reader, number, NOW, 1, "503"),), done_pages=claimed.ids), lease=lease
    )
    assert await store.live(now=NOW + 1000) == ()
    assert (await store.get(number)).state is FanoutState.EXPIRED
    assert (await rows.ledger(subject))[reader].result == Result.EXPIRED
    assert await rows.all(retry) == []


async def test_a_moved_group_keeps_its_ledger_and_takes_in_its_twin(database, store, rows, lease):
    (group,) = await rows.readers(1, follow=[ROADS], first_chat=-5, kind="group")
    (topic,) = await rows.readers(1, first_chat=-5, kind="group", thread_id=7)
    (twin,) = await rows.readers(1, follow=[ROADS, HEALTH], first_chat=-1005, kind="supergroup")
    subject = await rows.subject()
    number = await rows.fanout(subject)
    flush = Flush(settled=(sent(subject, group, number),), moved=(ReaderMoved(group, -1005),))
    await store.flush(flush, lease=lease)
    left = {row.id: (row.chat_id, row.thread_id, row.kind) for row in await rows.all(subscriber)}
    assert left == {group: (-1005, 0, "supergroup"), topic: (-1005, 7, "supergroup")}
    assert twin not in left
    async with database.read() as connection:
        followed = (
            await connection.execute(select(interest.c.term).where(interest.c.subscriber == group))
        ).all()
    assert len(followed) == 2
    assert set(await rows.ledger(subject)) == {group}


async def test_the_size_of_an_audience_counts_active_readers_of_the_languages(store, rows):
    await rows.readers(3, follow=[ROADS, HEALTH], langs="sq en")
    await rows.readers(2, follow=[HEALTH], first_chat=50, langs="sr")
    await rows.readers(1, first_chat=70)
    await rows.readers(1, follow=[ROADS], first_chat=80, state=SubscriberState.BLOCKED)
    assert await store.audience_size([], []) == 6
    assert await store.audience_size([ROADS, HEALTH], []) == 5
    assert await store.audience_size([HEALTH], ["sr"]) == 2
    assert await store.audience_size([], ["sr", "en"]) == 6
    assert await store.audience_size([], ["sr"]) == 3
    assert await store.audience_size([Term(TermKind.TOPIC, "none")], []) == 0


async def test_a_fanout_that_does_not_exist_is_not_found(store):
    with pytest.raises(NotFound):
        await store.get(FanoutId(4711))


async def test_a_broadcast_to_everyone_finds_those_who_follow_nothing(store, rows, lease):
    ids = await rows.readers(2, langs="sr")
    await rows.fanout(kind=FanoutKind.BROADCAST, priority=Priority.BROADCAST)
    claimed = await store.claim_page([await one_live(store)], size=10, lease=lease)
    assert [reader.subscriber for reader in claimed.readers] == ids


async def test_one_that_is_paused_at_its_end_stays_so_until_it_expires(rows, store) -> None:
    number = await rows.fanout()  # to nobody: it is at its end
    await store.set_state(number, FanoutState.PAUSED, reason="no", now=NOW)
    assert await store.live(now=NOW) == ()
    paused = await store.get(number)
    assert (paused.state, paused.pause_reason) == (FanoutState.PAUSED, "no")
    assert await store.live(now=paused.expires_at) == ()
    assert (await store.get(number)).state is FanoutState.EXPIRED
