"""Pages: the stretches of an audience that are handed out, and what an unfinished one still has to do.

Each function runs in the caller's transaction, which holds the driver's lease.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, insert, select, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.fanout import NOBODY, Facts, Fanout, FanoutKind, FanoutState, Page, SubjectId
from bot.domain.subscriber import SubscriberId
from bot.ports import Lease
from storage import audience as whom
from storage.database import Database
from storage.fanout_rows import DRIVEN, STORY, fanout_of_story_from
from storage.holders import held as held_by
from storage.holders import holders
from storage.ledger import RETURNED
from storage.schema import delivery, fanout, held, page, retry
from storage.told import another_in_hand, with_told


async def claim(
    connection: AsyncConnection, database: Database, fanouts: Sequence[Fanout], *, size: int, lease: Lease
) -> Page | None:
    """The next stretch of these fan-outs, with its page rows and the moved cursor."""
    claimed = await _still_there(connection, fanouts)
    if not claimed:
        return None
    if claimed[0].kind.follows_ledger:
        return await _claim_backwards(connection, claimed[0], size, lease)
    audience = await whom.audience_of(connection, database, (f.audience for f in claimed))
    lo, hi = claimed[0].cursor, min(f.hi for f in claimed)
    found = await whom.members(connection, audience, after=lo, to=hi, limit=size)
    if len(found) == size:
        hi = found[-1]
    await _move_cursor(connection, claimed, hi)
    if not found:
        return None
    ids = await _open(connection, claimed, lo, hi, lease.epoch)
    return Page(ids, claimed, lo, hi, await _facts(connection, audience, claimed, found))


async def _claim_backwards(
    connection: AsyncConnection, claimed: Fanout, size: int, lease: Lease
) -> Page | None:
    """The next stretch of those who hold a message, from the newest reader down."""
    found = await holders(connection, claimed, to=claimed.cursor, limit=size)
    lo = SubscriberId(found[0] - 1) if len(found) == size else NOBODY
    await _move_cursor(connection, [claimed], lo)
    if not found:
        return None
    ids = await _open(connection, [claimed], lo, claimed.cursor, lease.epoch)
    return await _with_holders(connection, Page(ids, (claimed,), lo, claimed.cursor, ()), found)


async def adopt(connection: AsyncConnection, database: Database, *, lease: Lease) -> Page | None:
    """An open page that nobody works on, with its sisters of the same stretch, and what was done of it."""
    rows = await _orphans(connection, lease)
    if not rows:
        return None
    ids = tuple(row.page_id for row in rows)
    await connection.execute(update(page).where(page.c.id.in_(ids)).values(epoch=lease.epoch))
    adopted = tuple(fanout_of_story_from(row) for row in rows)
    lo, hi = SubscriberId(rows[0].lo), SubscriberId(rows[0].page_hi)
    settled = await already_settled(connection, adopted, lo, hi)
    taken = Page(ids, adopted, lo, hi, (), settled, adopted=rows[0].epoch != RETURNED)
    if adopted[0].kind.follows_ledger:
        return await _with_holders(connection, taken, await holders(connection, adopted[0], after=lo, to=hi))
    audience = await whom.audience_of(connection, database, (f.audience for f in adopted))
    found = await whom.members(connection, audience, after=lo, to=hi)
    return replace(taken, readers=await _facts(connection, audience, adopted, found))


async def already_settled(
    connection: AsyncConnection, fanouts: Sequence[Fanout], lo: SubscriberId, hi: SubscriberId
) -> frozenset[tuple[SubscriberId, SubjectId]]:
    """Who has a row; edits and resends go to those who have one, and only what waits says it is being done."""
    again = fanouts[0].kind in (FanoutKind.EDIT, FanoutKind.RESEND)
    subjects, ids = [f.subject for f in fanouts], [f.id for f in fanouts]
    tables = [(retry, []), (held, [held.c.fanout.in_(ids)]), *([] if again else [(delivery, [])])]
    within = (
        select(table.c.subscriber, table.c.subject).where(
            table.c.subject.in_(subjects), table.c.subscriber > lo, table.c.subscriber <= hi, *more
        )
        for table, more in tables
    )
    rows = await connection.execute(union(*within))
    return frozenset((SubscriberId(row.subscriber), SubjectId(row.subject)) for row in rows)


async def _facts(
    connection: AsyncConnection,
    audience: whom.Audience,
    fanouts: Sequence[Fanout],
    readers: Sequence[SubscriberId],
) -> tuple[Facts, ...]:
    return await with_told(connection, fanouts, await whom.facts(connection, audience, readers))


async def _still_there(connection: AsyncConnection, fanouts: Sequence[Fanout]) -> tuple[Fanout, ...]:
    """Those that nobody moved, paused or ended since they were looked at, locked."""
    query = (
        select(fanout, STORY)
        .where(
            fanout.c.id.in_([f.id for f in fanouts]),
            fanout.c.cursor == fanouts[0].cursor,
            fanout.c.state.in_(DRIVEN),
        )
        .order_by(fanout.c.id)
        .with_for_update()
    )
    return tuple(fanout_of_story_from(row) for row in await connection.execute(query))


async def _move_cursor(connection: AsyncConnection, fanouts: Sequence[Fanout], to: SubscriberId) -> None:
    moved = update(fanout).where(fanout.c.id.in_([f.id for f in fanouts]))
    await connection.execute(moved.values(cursor=to, state=FanoutState.RUNNING.value))


async def _with_holders(connection: AsyncConnection, page: Page, readers: Sequence[SubscriberId]) -> Page:
    """The page with these readers, and what they hold."""
    facts = await whom.facts(connection, whom.NOT_ASKED, readers)
    return replace(page, readers=facts, held=await held_by(connection, page.fanouts[0], readers))


async def _open(
    connection: AsyncConnection, fanouts: Sequence[Fanout], lo: SubscriberId, hi: SubscriberId, epoch: int
) -> tuple[int, ...]:
    rows = [{"fanout": f.id, "lo": lo, "hi": hi, "epoch": epoch, "state": "open"} for f in fanouts]
    await connection.execute(insert(page), rows)
    # a cursor never comes back: (fanout, lo) is one page
    query = select(page.c.id).where(page.c.fanout.in_([f.id for f in fanouts]), page.c.lo == lo)
    return tuple((await connection.execute(query.order_by(page.c.fanout))).scalars())


async def _orphans(connection: AsyncConnection, lease: Lease) -> Sequence[Row[Any]]:
    """The most urgent open page of another epoch, and those claimed together with it."""
    query = (
        select(fanout, STORY, page.c.id.label("page_id"), page.c.lo, page.c.hi.label("page_hi"), page.c.epoch)
        .join_from(page, fanout)
        .where(page.c.state == "open", page.c.epoch != lease.epoch, fanout.c.state.in_(DRIVEN))
        .order_by(fanout.c.priority, page.c.id)
    )
    first = (await connection.execute(query.where(~another_in_hand(lease.epoch)).limit(1))).one_or_none()
    if first is None:
        return ()
    together = query.where(
        page.c.lo == first.lo,
        page.c.hi == first.page_hi,
        page.c.epoch == first.epoch,
        fanout.c.priority == first.priority,
        fanout.c.kind == first.kind,
    )
    return (await connection.execute(together)).all()
