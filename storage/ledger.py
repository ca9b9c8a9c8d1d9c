"""What a driver writes down of its sending, as the parts of one commit: see SqlFanoutStore.flush.

Rows are chosen FROM subscriber, never inserted by value: a reader who was deleted between send and
flush must lose only its own rows, and one foreign-key error would lose the whole batch. PostgreSQL
needs FOR KEY SHARE on top, or it sees the row and then fails on the key; SQLite leaves the words out.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Row,
    Select,
    Table,
    bindparam,
    case,
    delete,
    exists,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import ReaderGone, ReaderMoved, Result, Retry, Settled
from bot.domain.explanation import Receipt
from bot.domain.fanout import FanoutId, FanoutState
from bot.domain.statement import DAY, Millis
from bot.ports import Flush
from storage.database import Database
from storage.moves import move_chat
from storage.schema import delivery, fanout, meta, page, retry, subscriber

PAID = "paid"  # the key under which the day and its count stand
RETURNED = 0  # the epoch of a page that was given back: no lease ever has it

_KEY = ("subject", "subscriber")
_SETTLED = (*_KEY, "revision_no", "message_id", "result", "attempts", "again", "bundled", "digest", "at")
_EDITED = (*_KEY, "revision_no", "result", "at")
_RETRY = ("subject", "subscriber", "fanout", "at", "attempts", "reason", "lost_answer")
_COUNTED = {Result.SENT: "sent", Result.UNKNOWN: "unknown", Result.VANISHED: "skipped"}  # any other: failed
_FAILED_AS = {Result.GONE: "gone", Result.REJECTED: "rejected", Result.NO_RIGHTS: "no_rights"}


async def record(connection: AsyncConnection, database: Database, settled: Sequence[Settled]) -> None:
    """A ledger row for each, once: what reached the reader stays, whatever came later.

    An edit changes the row of what was delivered. A retry row that led to any of these has served.
    """
    if sent := [row for row in settled if not row.edit]:
        chosen = database.insert(delivery).from_select(_SETTLED, of_existing_reader(delivery, _SETTLED))
        newer = {name: chosen.excluded[name] for name in _SETTLED if name not in _KEY}
        latest = chosen.on_conflict_do_update(
            index_elements=(delivery.c.subject, delivery.c.subscriber),
            set_=newer,
            where=delivery.c.result != Result.SENT.value,
        )
        await connection.execute(latest, rows_of(sent, _SETTLED))
    if edited := [row for row in settled if row.edit]:
        await _amend(connection, edited)
    # only a second attempt can have left a retry row behind
    retried = [row for row in settled if row.attempts > 1]
    if retried:
        served = (retry.c[name] == bindparam(f"v_{name}") for name in _KEY)
        await connection.execute(delete(retry).where(*served), rows_of(retried, _KEY))


async def _amend(connection: AsyncConnection, edited: Sequence[Settled]) -> None:
    """What each message shows now; a later edit is not undone by an earlier one's late answer."""
    change = update(delivery).where(
        delivery.c.subject == bindparam("v_subject"),
        delivery.c.subscriber == bindparam("v_subscriber"),
        func.coalesce(delivery.c.edited_no, 0) <= bindparam("v_revision_no"),
    )
    new = change.values(
        edited_no=bindparam("v_revision_no"), edit_result=bindparam("v_result"), edited_at=bindparam("v_at")
    )
    await connection.execute(new, rows_of(edited, _EDITED))


async def postpone(connection: AsyncConnection, database: Database, retries: Sequence[Retry]) -> None:
    """A retry row for each, unless its fan-out ended meanwhile; a later attempt replaces an earlier one."""
    if not retries:
        return
    unfinished = exists().where(fanout.c.id == bindparam("v_fanout"), fanout.c.finished_at.is_(None))
    chosen = database.insert(retry).from_select(_RETRY, of_existing_reader(retry, _RETRY).where(unfinished))
    newer = {name: chosen.excluded[name] for name in ("fanout", "at", "attempts", "reason", "lost_answer")}
    latest = chosen.on_conflict_do_update(index_elements=(retry.c.subject, retry.c.subscriber), set_=newer)
    await connection.execute(latest, rows_of(retries, _RETRY))


async def mark_gone(connection: AsyncConnection, gone: Sequence[ReaderGone]) -> None:
    """Their new state, unless they came back by themselves since Telegram answered."""
    if not gone:
        return
    still_older = subscriber.c.state_at <= bindparam("v_at")
    change = update(subscriber).where(subscriber.c.id == bindparam("v_subscriber"), still_older)
    new = change.values(
        state=bindparam("v_state"), state_reason=bindparam("v_reason"), state_at=bindparam("v_at")
    )
    await connection.execute(new, rows_of(gone, ("subscriber", "state", "reason", "at")))


async def move_readers(connection: AsyncConnection, database: Database, moved: Sequence[ReaderMoved]) -> None:
    """Groups that became supergroups, under their new ids."""
    for reader in moved:
        query = select(subscriber.c.chat_id).where(subscriber.c.id == reader.subscriber)
        old = (await connection.execute(query)).scalar_one_or_none()
        if old is not None:
            await move_chat(connection, database, old, reader.chat_id)


async def count(connection: AsyncConnection, flush: Flush) -> None:
    """The fan-outs' figures. A reader who was forgotten meanwhile still counts: it was sent."""
    figures = defaultdict[FanoutId, Counter[str]](Counter)
    for row in flush.settled:
        figures[row.fanout].update(_figures_of(row.result))
        if row.released:
            figures[row.fanout]["held"] -= 1
    for number, readers in (flush.skipped or {}).items():
        figures[number]["skipped"] += readers
    for put_by in flush.held:
        figures[put_by.fanout]["held"] += 1
    for put_by in flush.dropped:
        figures[put_by.fanout].update(held=-1, skipped=1)
    for number in sorted(figures):
        of_it = update(fanout).where(fanout.c.id == number)
        await connection.execute(of_it.values(_more(figures[number])))


def _more(figures: Counter[str]) -> dict[str, ColumnElement[int]]:
    """Its columns with these figures added; nobody waits for a cancelled one: who was to wait is skipped."""
    more = {name: fanout.c[name] + n for name, n in figures.items()}
    if figures["held"]:
        waiting = case((fanout.c.state == FanoutState.CANCELLED.value, 0), else_=figures["held"])
        more["held"] = fanout.c.held + waiting
        more["skipped"] = fanout.c.skipped + figures["skipped"] + figures["held"] - waiting
    return more


def _figures_of(result: Result) -> tuple[str, ...]:
    counted = _COUNTED.get(result, "failed")
    return (counted, _FAILED_AS[result]) if result in _FAILED_AS else (counted,)


async def close_pages(connection: AsyncConnection, done: Sequence[int], returned: Sequence[int]) -> None:
    """Pages that are finished, and pages that anybody may adopt as if nothing had happened."""
    if done:
        await connection.execute(update(page).where(page.c.id.in_(done)).values(state="done"))
    if returned:
        laid_down = update(page).where(page.c.id.in_(returned), page.c.state == "open")
        await connection.execute(laid_down.values(epoch=RETURNED))


async def note_paid(connection: AsyncConnection, database: Database, count: int, now: Millis) -> None:
    """How many messages this day (UTC) were for Stars."""
    row = database.insert(meta).values(key=PAID, value=f"{now // DAY} {count}")
    await connection.execute(
        row.on_conflict_do_update(index_elements=(meta.c.key,), set_={"value": row.excluded.value})
    )


def of_existing_reader(table: Table, names: Sequence[str]) -> Select[Any]:
    return (
        select(*(subscriber.c.id if name == "subscriber" else _value(table.c[name]) for name in names))
        .where(subscriber.c.id == bindparam("v_subscriber"))
        .with_for_update(read=True, key_share=True, of=subscriber)
    )


def _value(column: Column[Any]) -> Any:
    return bindparam(f"v_{column.name}", type_=column.type).label(column.name)


def rows_of(values: Sequence[Any], names: Sequence[str]) -> list[dict[str, Any]]:
    """In the order of subscribers, so that two writers lock them in the same order."""
    ordered = sorted(values, key=lambda value: value.subscriber)
    return [{f"v_{name}": getattr(value, name) for name in names} for value in ordered]


def receipt_from(row: Row[Any]) -> Receipt:
    return Receipt(
        result=Result(row.result),
        at=row.at,
        revision_no=row.revision_no,
        message_id=row.message_id,
        attempts=row.attempts,
        again=row.again,
        bundled=row.bundled,
        digest=row.digest,
        edited_no=row.edited_no,
        edit_result=None if row.edit_result is None else Result(row.edit_result),
        edited_at=row.edited_at,
    )
