"""Broadcasts: confirmed exactly once, stopped while there is something to stop."""

import asyncio

import pytest
from sqlalchemy import func, select

from bot.domain.broadcast import BroadcastState, Content
from bot.domain.errors import NotFound
from bot.domain.fanout import EXPIRES_AFTER, FanoutKind, FanoutState, Priority, SubjectId
from bot.domain.subscriber import Term, TermKind
from storage.broadcasts import SqlBroadcastStore
from storage.database import Database
from storage.schema import audit, fanout
from tests.storage.conftest import NOW, Stores

HEALTH = Term(TermKind.TOPIC, "health")
BOLD = Content("Ujë 🕊 i pijshëm", '[{"type": "bold", "offset": 0, "length": 3}]')


async def draft(stores: Stores, token: str = "t1", **more):
    wanted = {"audience": (HEALTH,), "langs": ("sq", "sr"), "now": NOW} | more
    return await stores.broadcasts.draft(11, BOLD, confirm_token=token, **wanted)


async def acts(stores: Stores) -> list[tuple[int, str]]:
    async with stores.database.read() as connection:
        return [(row.editor, row.act) for row in await connection.execute(select(audit).order_by(audit.c.id))]


async def test_a_draft_comes_back_as_the_editor_formatted_it(stores: Stores) -> None:
    made = await draft(stores)
    assert (made.content, made.author, made.audience, made.langs) == (BOLD, 11, (HEALTH,), ("sq", "sr"))
    assert (made.state, made.confirmed_at, made.fanout) == (BroadcastState.DRAFT, None, None)
    assert await stores.broadcasts.get(made.id) == made
    assert await stores.broadcasts.by_token("t1") == made
    assert await stores.broadcasts.by_token("t2") is None


async def test_confirming_starts_a_fanout_that_waits_and_then_expires(stores: Stores) -> None:
    made = await draft(stores)
    confirmed = await stores.broadcasts.confirm("t1", by=12, not_before=NOW + 60_000, now=NOW + 1)
    assert (confirmed.id, confirmed.state, confirmed.confirmed_at) == (
        made.id,
        BroadcastState.CONFIRMED,
        NOW + 1,
    )
    way = confirmed.fanout
    assert (way.kind, way.priority, way.created_by) == (FanoutKind.BROADCAST, Priority.BROADCAST, 12)
    assert (way.audience, way.langs, way.state) == ((HEALTH,), ("sq", "sr"), FanoutState.WAITING)
    assert (way.not_before, way.expires_at) == (NOW + 60_000, NOW + 60_000 + EXPIRES_AFTER)
    assert await stores.broadcasts.get(made.id) == confirmed
    assert await acts(stores) == [(12, "broadcast-confirm")]


async def test_of_many_taps_on_many_connections_one_confirms(stores: Stores, database_url: str) -> None:
    await draft(stores)
    others = [await Database.open(database_url) for _ in range(3)]
    desks = [SqlBroadcastStore(database) for database in (stores.database, *others)]
    answers = await asyncio.gather(
        *(desk.confirm("t1", by=n, not_before=NOW, now=NOW) for n, desk in enumerate(desks * 2))
    )
    assert sum(answer is not None for answer in answers) == 1
    async with stores.database.read() as connection:
        assert (await connection.execute(select(func.count()).select_from(fanout))).scalar_one() == 1
    assert len(await acts(stores)) == 1
    for database in others:
        await database.close()


async def test_a_draft_is_confirmed_by_its_own_token_only(stores: Stores) -> None:
    one, two = await draft(stores, "t1"), await draft(stores, "t2")
    assert (await stores.broadcasts.confirm("t2", by=1, not_before=NOW, now=NOW)).id == two.id
    assert (await stores.broadcasts.get(one.id)).state is BroadcastState.DRAFT
    assert await stores.broadcasts.confirm("no such", by=1, not_before=NOW, now=NOW) is None


async def test_a_dropped_draft_stays_dropped(stores: Stores) -> None:
    made = await draft(stores)
    assert await stores.broadcasts.drop("t1", by=3, now=NOW)
    assert not await stores.broadcasts.drop("t1", by=3, now=NOW)
    assert await stores.broadcasts.confirm("t1", by=3, not_before=NOW, now=NOW) is None
    assert not await stores.broadcasts.stop(made.id, by=3, now=NOW)
    assert (await stores.broadcasts.get(made.id)).state is BroadcastState.DROPPED
    assert await acts(stores) == [(3, "broadcast-drop")]


@pytest.mark.parametrize("delay", [0, 60_000])
async def test_a_confirmed_one_is_stopped_once_before_or_while_it_goes_out(
    stores: Stores, delay: int
) -> None:
    made = await draft(stores)
    await stores.broadcasts.confirm("t1", by=1, not_before=NOW + delay, now=NOW)
    stopped = await asyncio.gather(*(stores.broadcasts.stop(made.id, by=n, now=NOW) for n in (2, 3)))
    assert sorted(stopped) == [False, True]
    after = await stores.broadcasts.get(made.id)
    assert (after.state, after.fanout.state) == (BroadcastState.CANCELLED, FanoutState.CANCELLED)
    assert len(await acts(stores)) == 2


async def test_what_has_gone_out_cannot_be_stopped(stores: Stores) -> None:
    made = await draft(stores)
    await stores.broadcasts.confirm("t1", by=1, not_before=NOW, now=NOW)
    assert await stores.fanouts.live(now=NOW) == ()  # no readers: it is over at once
    assert not await stores.broadcasts.stop(made.id, by=1, now=NOW)
    assert (await stores.broadcasts.get(made.id)).state is BroadcastState.CONFIRMED


async def test_the_recent_come_newest_first(stores: Stores) -> None:
    ids = [(await draft(stores, f"t{n}")).id for n in range(4)]
    assert [b.id for b in await stores.broadcasts.recent(limit=3)] == ids[:0:-1]


async def test_what_does_not_exist_is_not_found(stores: Stores) -> None:
    with pytest.raises(NotFound):
        await stores.broadcasts.get(SubjectId(1))
    with pytest.raises(NotFound):
        await stores.broadcasts.stop(SubjectId(1), by=1, now=NOW)
