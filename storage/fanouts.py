"""Fan-outs in the database: their cursors, their pages, the ledger of deliveries, the retries.

Every write of a driver first takes hold of its lease in the same transaction: what a process that was
stopped and woke again still wants to write is refused with LeaseLost.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    union,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Result, Retry
from bot.domain.errors import NotFound
from bot.domain.fanout import (
    EXPIRES_AFTER,
    NOBODY,
    Facts,
    Fanout,
    FanoutId,
    FanoutKind,
    FanoutState,
    Held,
    Page,
    SubjectId,
)
from bot.domain.statement import DAY, Millis
from bot.domain.subscriber import SubscriberId, Term
from bot.ports import Flush, Lease
from storage import audience as whom
from storage import ledger
from storage.audit import keep
from storage.codec import langs_from_text, langs_to_text, terms_from_json, terms_to_json
from storage.database import Database
from storage.holders import count_holders, held, holders
from storage.leases import hold
from storage.ledger import RETURNED
from storage.schema import delivery, fanout, meta, page, retry, subscriber

_DRIVEN = (FanoutState.WAITING.value, FanoutState.RUNNING.value)
_WAITING = FanoutState.WAITING.value  # only these look at the clock again, should it be set back
OPEN = (*_DRIVEN, FanoutState.PAUSED.value)  # who is paused expires all the same


async def start_fanout(
    connection: AsyncConnection,
    database: Database,
    *,
    subject: SubjectId,
    kind: FanoutKind,
    revision_no: int,
    priority: int,
    audience: Sequence[Term] = (),
    langs: Sequence[str] = (),
    about: SubjectId | None = None,
    paid: bool = False,
    not_before: Millis,
    now: Millis,
    created_by: int | None = None,
    expires_after: Millis = EXPIRES_AFTER,
) -> FanoutId:
    """The subject's fan-out to those who are subscribers now, made in the caller's transaction.

    An empty audience is every subscriber; `about`: those who have a delivery of that subject. Starting it
    twice changes nothing: the first one's id comes back.
    """
    last = select(func.coalesce(func.max(subscriber.c.id), 0)).scalar_subquery()
    row = {
        "subject": subject,
        "kind": kind.value,
        "revision_no": revision_no,
        "priority": int(priority),
        "audience": terms_to_json(audience),
        "langs": langs_to_text(langs),
        "about": about,
        "paid": paid,
        "hi": last,
        "cursor": last if kind.follows_ledger else NOBODY,
        "state": (FanoutState.WAITING if not_before > now else FanoutState.RUNNING).value,
        "not_before": not_before,
        "expires_at": not_before + expires_after,
        "created_by": created_by,
        "created_at": now,
    }
    unique = (fanout.c.subject, fanout.c.kind, fanout.c.revision_no)
    await connection.execute(
        database.insert(fanout).values(row).on_conflict_do_nothing(index_elements=unique)
    )
    same = zip(unique, (subject, kind.value, revision_no), strict=True)
    query = select(fanout.c.id).where(*(column == value for column, value in same))
    return FanoutId((await connection.execute(query)).scalar_one())


async def end_fanout(
    connection: AsyncConnection, database: Database, id: FanoutId, state: FanoutState, *, now: Millis
) -> bool:
    """DONE, CANCELLED or EXPIRED, in the caller's transaction; False when it had ended already.

    What still waited for another attempt is closed in the ledger; what is in flight may yet arrive.
    """
    ending = update(fanout).where(fanout.c.id == id, fanout.c.finished_at.is_(None))
    left = await _not_reached(connection, database, id) if state is FanoutState.EXPIRED else 0
    if not (await connection.execute(ending.values(state=state.value, finished_at=now))).rowcount:
        return False
    await connection.execute(delete(page).where(page.c.fanout == id))
    if state is not FanoutState.DONE:
        left += await _close_retries(connection, database, id, _RESULT_OF_END[state], now)
        expired = left if state is FanoutState.EXPIRED else 0
        more = {"failed": fanout.c.failed + left, "expired": fanout.c.expired + expired}
        await connection.execute(update(fanout).where(fanout.c.id == id).values(more))
    return True


async def cancel_all(
    connection: AsyncConnection, database: Database, *where: ColumnElement[bool], now: Millis
) -> list[FanoutKind]:
    """End every fan-out of these that has not ended, in the caller's transaction; of which kinds they were."""
    unfinished = select(fanout.c.id, fanout.c.kind).where(fanout.c.finished_at.is_(None), *where)
    found = (await connection.execute(unfinished)).all()
    for row in found:
        await end_fanout(connection, database, FanoutId(row.id), FanoutState.CANCELLED, now=now)
    return [FanoutKind(row.kind) for row in found]


async def _not_reached(connection: AsyncConnection, database: Database, id: FanoutId) -> int:
    """Readers that it did not come to, and those in its open pages of whom nothing is known."""
    row = (await connection.execute(select(fanout).where(fanout.c.id == id))).one()
    ended = fanout_from(row)
    if ended.kind.follows_ledger:
        return await count_holders(connection, ended, to=ended.hi)
    audience = await whom.audience_of(connection, database, [ended.audience])
    left = 0
    open_pages = select(page.c.lo, page.c.hi).where(page.c.fanout == id, page.c.state == "open")
    for stretch in (await connection.execute(open_pages)).all():
        lo, hi = SubscriberId(stretch.lo), SubscriberId(stretch.hi)
        found = await whom.count_members(connection, audience, after=lo, to=hi)
        left += found - len(await _already_settled(connection, [ended], lo, hi))
    left += await whom.count_members(connection, audience, after=ended.cursor, to=ended.hi)
    return max(0, left)


_RESULT_OF_END = {FanoutState.CANCELLED: Result.CANCELLED, FanoutState.EXPIRED: Result.EXPIRED}


async def _close_retries(
    connection: AsyncConnection, database: Database, id: FanoutId, result: Result, now: Millis
) -> int:
    final = {
        "subject": retry.c.subject,
        "subscriber": retry.c.subscriber,
        "revision_no": fanout.c.revision_no,
        "result": literal(int(result)),
        "attempts": retry.c.attempts,
        "at": literal(now, BigInteger),
    }
    waiting = select(*final.values()).join_from(retry, fanout).where(retry.c.fanout == id)
    rows = database.insert(delivery).from_select(list(final), waiting).on_conflict_do_nothing()
    await connection.execute(rows)
    return (await connection.execute(delete(retry).where(retry.c.fanout == id))).rowcount


class SqlFanoutStore:
    """Fan-outs: see bot.ports.FanoutStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ── driving ───────────────────────────────────────────────────────────────────────────────────

    async def live(self, *, now: Millis) -> tuple[Fanout, ...]:
        """Those that may be driven now, most urgent first, then oldest; those that are over are closed on the way."""
        query = (
            select(fanout, _FINISHED.label("finished"))
            .where(fanout.c.state.in_(OPEN), (fanout.c.not_before <= now) | (fanout.c.state != _WAITING))
            .order_by(fanout.c.priority, fanout.c.id)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        over = {row.id: row.finished for row in rows if row.finished or row.expires_at <= now}
        if over:
            await self._close(over, now)
        return tuple(fanout_from(row) for row in rows if row.id not in over and row.state in _DRIVEN)

    async def _close(self, over: Mapping[int, bool], now: Millis) -> None:
        async with self._database.write() as connection:
            for number, finished in over.items():
                state = FanoutState.DONE if finished else FanoutState.EXPIRED
                await end_fanout(connection, self._database, FanoutId(number), state, now=now)

    async def claim_page(self, fanouts: Sequence[Fanout], *, size: int, lease: Lease) -> Page | None:
        """The next stretch of these fan-outs, its page rows and the moved cursor in one commit."""
        async with self._database.write() as connection:
            await hold(connection, lease)
            claimed = await _still_there(connection, fanouts)
            if not claimed:
                return None
            if claimed[0].kind.follows_ledger:
                return await self._claim_backwards(connection, claimed[0], size, lease)
            audience = await whom.audience_of(connection, self._database, (f.audience for f in claimed))
            lo, hi = claimed[0].cursor, min(f.hi for f in claimed)
            found = await whom.members(connection, audience, after=lo, to=hi, limit=size)
            if len(found) == size:
                hi = found[-1]
            await _move_cursor(connection, claimed, hi)
            if not found:
                return None
            ids = await _open_pages(connection, claimed, lo, hi, lease.epoch)
            return Page(ids, claimed, lo, hi, await whom.facts(connection, audience, found))

    async def _claim_backwards(
        self, connection: AsyncConnection, claimed: Fanout, size: int, lease: Lease
    ) -> Page | None:
        """The next stretch of those who hold a message, from the newest reader down."""
        found = await holders(connection, claimed, to=claimed.cursor, limit=size)
        lo = SubscriberId(found[0] - 1) if len(found) == size else NOBODY
        await _move_cursor(connection, [claimed], lo)
        if not found:
            return None
        ids = await _open_pages(connection, [claimed], lo, claimed.cursor, lease.epoch)
        return await _with_holders(connection, Page(ids, (claimed,), lo, claimed.cursor, ()), found)

    async def adopt_page(self, *, lease: Lease) -> Page | None:
        """An open page that nobody works on, with its sisters of the same stretch, and what was done of it."""
        async with self._database.write() as connection:
            await hold(connection, lease)
            rows = await _orphans(connection, lease)
            if not rows:
                return None
            ids = tuple(row.page_id for row in rows)
            await connection.execute(update(page).where(page.c.id.in_(ids)).values(epoch=lease.epoch))
            adopted = tuple(fanout_from(row) for row in rows)
            lo, hi = SubscriberId(rows[0].lo), SubscriberId(rows[0].page_hi)
            if adopted[0].kind.follows_ledger:
                found = await holders(connection, adopted[0], after=lo, to=hi)
                settled = await _already_settled(connection, adopted, lo, hi)
                taken = Page(ids, adopted, lo, hi, (), settled, adopted=rows[0].epoch != RETURNED)
                return await _with_holders(connection, taken, found)
            audience = await whom.audience_of(connection, self._database, (f.audience for f in adopted))
            found = await whom.members(connection, audience, after=lo, to=hi)
            return Page(
                ids,
                adopted,
                lo,
                hi,
                await whom.facts(connection, audience, found),
                settled=await _already_settled(connection, adopted, lo, hi),
                adopted=rows[0].epoch != RETURNED,
            )

    async def due_retries(self, *, now: Millis, limit: int) -> tuple[tuple[Retry, Page], ...]:
        """Retries that are due, longest first, each as a page of one reader and one subject, without a page row."""
        query = (
            select(retry)
            .join(fanout)
            .where(retry.c.at <= now, fanout.c.state.in_(_DRIVEN))
            .order_by(retry.c.at)
            .limit(limit)
        )
        async with self._database.read() as connection:
            due = [retry_from(row) for row in await connection.execute(query)]
            if not due:
                return ()
            fanouts = await _by_id(connection, {retry.fanout for retry in due})
            audiences = (f.audience for f in fanouts.values())
            audience = await whom.audience_of(connection, self._database, audiences)
            known = await whom.facts(connection, audience, sorted({retry.subscriber for retry in due}))
            facts = {reader.subscriber: reader for reader in known}
            have = {
                number: await held(connection, of, [one.subscriber for one in due if one.fanout == number])
                for number, of in fanouts.items()
                if of.kind.follows_ledger
            }
        return tuple(
            (one, _page_of_one(fanouts[one.fanout], facts[one.subscriber], have.get(one.fanout, {})))
            for one in due
        )

    async def flush(self, flush: Flush, *, lease: Lease) -> None:
        """ONE commit; a reader deleted meanwhile loses only its own rows."""
        async with self._database.write() as connection:
            await hold(connection, lease)
            await ledger.move_readers(connection, self._database, flush.moved)
            await ledger.record(connection, self._database, flush.settled)
            await ledger.postpone(connection, self._database, flush.retries)
            await ledger.mark_gone(connection, flush.gone)
            await ledger.count(connection, flush.settled, flush.skipped or {})
            if flush.paid_today is not None:
                await ledger.note_paid(connection, self._database, flush.paid_today, flush.settled[-1].at)
            await ledger.close_pages(connection, flush.done_pages, flush.returned_pages)

    async def paid_today(self, *, now: Millis) -> int:
        """Messages sent for Stars this day (UTC)."""
        query = select(meta.c.value).where(meta.c.key == ledger.PAID)
        async with self._database.read() as connection:
            day, _, count = ((await connection.execute(query)).scalar() or "0 0").partition(" ")
        return int(count) if int(day) == now // DAY else 0

    # ── looking after ─────────────────────────────────────────────────────────────────────────────

    async def get(self, id: FanoutId) -> Fanout:
        """Raises NotFound."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(fanout).where(fanout.c.id == id))).one_or_none()
        if row is None:
            raise NotFound(f"fan-out {id}")
        return fanout_from(row)

    async def of_subject(self, subject: SubjectId) -> tuple[Fanout, ...]:
        """Every fan-out of a subject or about it, oldest first."""
        of_it = (fanout.c.subject == subject) | (fanout.c.about == subject)
        query = select(fanout).where(of_it).order_by(fanout.c.id)
        async with self._database.read() as connection:
            return tuple(fanout_from(row) for row in await connection.execute(query))

    async def set_state(
        self, id: FanoutId, state: FanoutState, *, reason: str = "", by: int | None = None, now: Millis
    ) -> bool:
        """Pause, resume or cancel; a finished one stays as it is."""
        async with self._database.write() as connection:
            if state is FanoutState.CANCELLED:
                changed = await end_fanout(connection, self._database, id, state, now=now)
            else:
                query = update(fanout).where(fanout.c.id == id, fanout.c.finished_at.is_(None))
                values = {"state": state.value, "pause_reason": reason}
                changed = (await connection.execute(query.values(values))).rowcount > 0
            if changed and by is not None:
                await keep(connection, by, f"fanout-{state}", str(id), now=now)
            return changed

    async def audience_size(self, terms: Sequence[Term], langs: Sequence[str]) -> int:
        """How many active subscribers a fan-out to these would reach."""
        async with self._database.read() as connection:
            return await whom.audience_size(connection, self._database, terms, langs)


_FINISHED = and_(
    fanout.c.state.in_(
        _DRIVEN
    ),  # one that was paused says why, until somebody resumes it or its time is over
    case((fanout.c.about.is_(None), fanout.c.cursor >= fanout.c.hi), else_=fanout.c.cursor <= NOBODY),
    ~exists().where(page.c.fanout == fanout.c.id, page.c.state == "open"),
    ~exists().where(retry.c.fanout == fanout.c.id),
)


async def _still_there(connection: AsyncConnection, fanouts: Sequence[Fanout]) -> tuple[Fanout, ...]:
    """Those that nobody moved, paused or ended since they were looked at, locked."""
    query = (
        select(fanout)
        .where(
            fanout.c.id.in_([f.id for f in fanouts]),
            fanout.c.cursor == fanouts[0].cursor,
            fanout.c.state.in_(_DRIVEN),
        )
        .order_by(fanout.c.id)
        .with_for_update()
    )
    return tuple(fanout_from(row) for row in await connection.execute(query))


async def _move_cursor(connection: AsyncConnection, fanouts: Sequence[Fanout], to: SubscriberId) -> None:
    moved = update(fanout).where(fanout.c.id.in_([f.id for f in fanouts]))
    await connection.execute(moved.values(cursor=to, state=FanoutState.RUNNING.value))


async def _with_holders(connection: AsyncConnection, page: Page, readers: Sequence[SubscriberId]) -> Page:
    """The page with these readers, and what they hold."""
    facts = await whom.facts(connection, whom.NOT_ASKED, readers)
    return replace(page, readers=facts, held=await held(connection, page.fanouts[0], readers))


async def _open_pages(
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
        select(fanout, page.c.id.label("page_id"), page.c.lo, page.c.hi.label("page_hi"), page.c.epoch)
        .join_from(page, fanout)
        .where(page.c.state == "open", page.c.epoch != lease.epoch, fanout.c.state.in_(_DRIVEN))
        .order_by(fanout.c.priority, page.c.id)
    )
    first = (await connection.execute(query.limit(1))).one_or_none()
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


async def _already_settled(
    connection: AsyncConnection, fanouts: Sequence[Fanout], lo: SubscriberId, hi: SubscriberId
) -> frozenset[tuple[SubscriberId, SubjectId]]:
    """Who has a row; edits and resends go to those who have one, and only a retry says it is being done."""
    again = fanouts[0].kind in (FanoutKind.EDIT, FanoutKind.RESEND)
    subjects = [f.subject for f in fanouts]
    within = (
        select(table.c.subscriber, table.c.subject).where(
            table.c.subject.in_(subjects), table.c.subscriber > lo, table.c.subscriber <= hi
        )
        for table in ((retry,) if again else (delivery, retry))
    )
    rows = await connection.execute(union(*within))
    return frozenset((SubscriberId(row.subscriber), SubjectId(row.subject)) for row in rows)


async def _by_id(connection: AsyncConnection, ids: Collection[FanoutId]) -> Mapping[FanoutId, Fanout]:
    rows = await connection.execute(select(fanout).where(fanout.c.id.in_(ids)))
    return {FanoutId(row.id): fanout_from(row) for row in rows}


def _page_of_one(fanout: Fanout, reader: Facts, held: Mapping[SubscriberId, Held]) -> Page:
    return Page((), (fanout,), reader.subscriber, reader.subscriber, (reader,), held=held)


def retry_from(row: Row[Any]) -> Retry:
    return Retry(
        subject=SubjectId(row.subject),
        subscriber=SubscriberId(row.subscriber),
        fanout=FanoutId(row.fanout),
        at=row.at,
        attempts=row.attempts,
        reason=row.reason,
        lost_answer=row.lost_answer,
    )


def fanout_from(row: Row[Any]) -> Fanout:
    return Fanout(
        id=FanoutId(row.id),
        subject=SubjectId(row.subject),
        kind=FanoutKind(row.kind),
        priority=row.priority,
        audience=terms_from_json(row.audience),
        langs=langs_from_text(row.langs),
        state=FanoutState(row.state),
        cursor=SubscriberId(row.cursor),
        not_before=row.not_before,
        expires_at=row.expires_at,
        created_at=row.created_at,
        hi=SubscriberId(row.hi),
        revision_no=row.revision_no,
        about=None if row.about is None else SubjectId(row.about),
        paid=row.paid,
        created_by=row.created_by,
        pause_reason=row.pause_reason,
        sent=row.sent,
        failed=row.failed,
        skipped=row.skipped,
        unknown=row.unknown,
        gone=row.gone,
        rejected=row.rejected,
        no_rights=row.no_rights,
        expired=row.expired,
    )
