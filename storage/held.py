"""What was put by for its reader's own hour: written, read when it falls due, dropped when nobody wants it.

Each function runs in the caller's transaction.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, bindparam, case, delete, exists, or_, select, update
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
from storage.told import with_told_of_waiting

_KEY = ("subject", "subscriber")
_ROW = (*_KEY, "fanout", "due_at", "attempts", "lost_answer")
NOBODYS = 0  # the epoch of what nobody has taken up: no lease ever has it
_ROWS_A_READER = 20  # looked through for each reader who is wanted; a reader with more is found all the same


async def put_by(connection: AsyncConnection, database: Database, rows: Sequence[PutBy]) -> None:
    """A row for each, unless its fan-out was cancelled meanwhile. A retry that must wait too long is one of them.

    What is put off stays as it is where its reader has chosen other hours meanwhile.
    """
    if not rows:
        return
    cancelled = FanoutState.CANCELLED.value
    wanted = exists().where(fanout.c.id == bindparam("v_fanout"), fanout.c.state != cancelled)
    chosen = database.insert(held).from_select(_ROW, of_existing_reader(held, _ROW).where(wanted))
    later = {name: chosen.excluded[name] for name in ("due_at", "attempts", "lost_answer")}
    later |= {"epoch": NOBODYS}  # it was not sent
    was = bindparam("v_was_due_at", type_=BigInteger)
    latest = chosen.on_conflict_do_update(
        index_elements=(held.c.subscriber, held.c.subject),
        set_=later,
        where=or_(was.is_(None), held.c.due_at == was),
    )
    await connection.execute(latest, rows_of(rows, (*_ROW, "was_due_at")))
    if retried := [row for row in rows if row.attempts > 1]:
        served = (retry.c[name] == bindparam(f"v_{name}") for name in _KEY)
        await connection.execute(delete(retry).where(*served), rows_of(retried, _KEY))


async def drop(connection: AsyncConnection, rows: Sequence[PutBy | Settled]) -> None:
    """These wait no longer."""
    if rows:
        served = (held.c[name] == bindparam(f"v_{name}") for name in _KEY)
        await connection.execute(delete(held).where(*served), rows_of(rows, _KEY))


async def decide_anew(connection: AsyncConnection, reader: SubscriberId) -> None:
    """This reader's hours have changed: what is put by follows them, at the next look."""
    # another number each time: whoever decides by the hours before is not to have the last word
    below = case((held.c.due_at < 0, held.c.due_at - 1), else_=-1)
    await connection.execute(update(held).where(held.c.subscriber == reader).values(due_at=below))


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
    connection: AsyncConnection, database: Database, *, now: Millis, readers: int, epoch: int
) -> tuple[Due, ...]:
    """What fell due, of so many readers at most, longest first; what belongs to a paused fan-out waits.

    What a process of another epoch had taken up comes by itself: as it may have gone out, so it goes out again.
    """
    rows = await _due_rows(connection, now, readers)
    taken_up = [row for row in rows if row.epoch not in (NOBODYS, epoch)]
    rows = taken_up or rows
    if not rows:
        return ()
    items = [put_by_from(row) for row in rows]
    fanouts = await fanouts_by_id(connection, {item.fanout for item in items})
    audience = await whom.audience_of(connection, database, (f.audience for f in fanouts.values()))
    known = await whom.facts(connection, audience, sorted({item.subscriber for item in items}))
    facts = await with_told_of_waiting(connection, fanouts.values(), known)
    have = await _have(connection, items, fanouts)
    of_reader: dict[SubscriberId, list[DueItem]] = defaultdict(list)
    for item in items:
        answers = have.get((item.fanout, item.subscriber))
        of_reader[item.subscriber].append(DueItem(item, fanouts[item.fanout], answers))
    adopted = bool(taken_up)
    return tuple(Due(reader, tuple(of_reader[reader.subscriber]), adopted) for reader in facts)


async def take_up(connection: AsyncConnection, due: Sequence[Due], *, epoch: int) -> None:
    """These are sent by whoever holds this epoch, from now on: who finds them after it knows that they may have been."""
    rows = [item.put_by for each in due for item in each.items]
    these = (held.c[name] == bindparam(f"v_{name}") for name in _KEY)
    await connection.execute(update(held).where(*these).values(epoch=epoch), rows_of(rows, _KEY))


async def give_back(connection: AsyncConnection, *, epoch: int) -> None:
    """What is left of what was taken up in this epoch was not sent."""
    await connection.execute(update(held).where(held.c.epoch == epoch).values(epoch=NOBODYS))


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
