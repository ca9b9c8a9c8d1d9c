"""What was put by for its reader's own hour: written, read when it falls due, dropped when nobody wants it.

Each function runs in the caller's transaction.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Due, DueItem, PutBy, Settled
from bot.domain.fanout import Fanout, FanoutId, FanoutState, Held, SubjectId
from bot.domain.statement import Millis
from bot.domain.subscriber import SubscriberId
from storage import audience as whom
from storage.database import Database
from storage.fanout_rows import fanouts_by_id
from storage.holders import held as held_by
from storage.ledger import of_existing_reader, rows_of
from storage.schema import fanout, held, retry

_KEY = ("subject", "subscriber")
_ROW = (*_KEY, "fanout", "due_at", "attempts", "lost_answer")
_ROWS_A_READER = 20  # looked through for each reader who is wanted; a reader with more is found all the same


async def put_by(connection: AsyncConnection, database: Database, rows: Sequence[PutBy]) -> None:
    """A row for each, unless its fan-out was cancelled meanwhile. A retry that must wait too long is one of them."""
    if not rows:
        return
    cancelled = FanoutState.CANCELLED.value
    wanted = exists().where(fanout.c.id == bindparam("v_fanout"), fanout.c.state != cancelled)
    chosen = database.insert(held).from_select(_ROW, of_existing_reader(held, _ROW).where(wanted))
    later = {name: chosen.excluded[name] for name in ("due_at", "attempts", "lost_answer")}
    latest = chosen.on_conflict_do_update(index_elements=(held.c.subscriber, held.c.subject), set_=later)
    await connection.execute(latest, rows_of(rows, _ROW))
    if retried := [row for row in rows if row.attempts > 1]:
        served = (retry.c[name] == bindparam(f"v_{name}") for name in _KEY)
        await connection.execute(delete(retry).where(*served), rows_of(retried, _KEY))


async def drop(connection: AsyncConnection, rows: Sequence[PutBy | Settled]) -> None:
    """These wait no longer."""
    if rows:
        served = (held.c[name] == bindparam(f"v_{name}") for name in _KEY)
        await connection.execute(delete(held).where(*served), rows_of(rows, _KEY))


async def drop_of(connection: AsyncConnection, which: ColumnElement[bool]) -> bool:
    """Nothing of these fan-outs waits any longer; whether anything did."""
    those = select(fanout.c.id).where(which)
    dropped = delete(held).where(held.c.fanout.in_(those))
    if not (await connection.execute(dropped)).rowcount:
        return False
    uncounted = {"held": 0, "skipped": fanout.c.skipped + fanout.c.held}
    await connection.execute(update(fanout).where(which).values(uncounted))
    return True


async def due(
    connection: AsyncConnection, database: Database, *, now: Millis, readers: int
) -> tuple[Due, ...]:
    """What fell due, of so many readers at most, longest first; what belongs to a paused fan-out waits."""
    rows = await _due_rows(connection, now, readers)
    if not rows:
        return ()
    items = [put_by_from(row) for row in rows]
    fanouts = await fanouts_by_id(connection, {item.fanout for item in items})
    audience = await whom.audience_of(connection, database, (f.audience for f in fanouts.values()))
    facts = await whom.facts(connection, audience, sorted({item.subscriber for item in items}))
    have = await _have(connection, items, fanouts)
    of_reader: dict[SubscriberId, list[DueItem]] = defaultdict(list)
    for item in items:
        answers = have.get((item.fanout, item.subscriber))
        of_reader[item.subscriber].append(DueItem(item, fanouts[item.fanout], answers))
    return tuple(Due(reader, tuple(of_reader[reader.subscriber])) for reader in facts)


async def _due_rows(connection: AsyncConnection, now: Millis, readers: int) -> Sequence[Row[Any]]:
    """All that is due of those who wait longest, in order of publication."""
    driven = fanout.c.state != FanoutState.PAUSED.value
    longest = (
        select(held.c.subscriber)
        .join(fanout, fanout.c.id == held.c.fanout)
        .where(held.c.due_at <= now, driven)
        .order_by(held.c.due_at)
        .limit(readers * _ROWS_A_READER)
    )
    first = dict.fromkeys((await connection.execute(longest)).scalars())
    if not first:
        return ()
    query = (
        select(held)
        .join(fanout, fanout.c.id == held.c.fanout)
        .where(held.c.subscriber.in_(list(first)[:readers]), held.c.due_at <= now, driven)
        .order_by(held.c.subscriber, held.c.subject)
    )
    return (await connection.execute(query)).all()


async def _have(
    connection: AsyncConnection, items: Sequence[PutBy], fanouts: Mapping[FanoutId, Fanout]
) -> Mapping[tuple[FanoutId, SubscriberId], Held]:
    """What the readers of notices have of their subject."""
    found: dict[tuple[FanoutId, SubscriberId], Held] = {}
    for number, of in fanouts.items():
        if of.kind.follows_ledger:
            readers = [item.subscriber for item in items if item.fanout == number]
            held_here = await held_by(connection, of, readers)
            found |= {(number, reader): having for reader, having in held_here.items()}
    return found


async def held_of(
    connection: AsyncConnection, reader: SubscriberId, subjects: Collection[SubjectId]
) -> Mapping[FanoutId, PutBy]:
    """What is put by of these for one reader."""
    query = select(held).where(held.c.subscriber == reader, held.c.subject.in_(subjects))
    return {FanoutId(row.fanout): put_by_from(row) for row in await connection.execute(query)}


def put_by_from(row: Row[Any]) -> PutBy:
    return PutBy(
        SubjectId(row.subject),
        SubscriberId(row.subscriber),
        FanoutId(row.fanout),
        row.due_at,
        row.attempts,
        row.lost_answer,
    )
