"""Fan-outs in the database: how they begin and end, and what the driver asks and writes.

Every write of a driver first takes hold of its lease in the same transaction: what a process that was
stopped and woke again still wants to write is refused with LeaseLost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, and_, case, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Due, Result, Retry
from bot.domain.errors import NotFound
from bot.domain.fanout import (
    EXPIRES_AFTER,
    NOBODY,
    Fanout,
    FanoutId,
    FanoutKind,
    FanoutState,
    Page,
    SubjectId,
)
from bot.domain.statement import DAY, Millis
from bot.domain.subscriber import SubscriberId, Term
from bot.ports import Flush, Lease
from storage import audience as whom
from storage import held as waiting
from storage import ledger, notices, pages, retries
from storage.audit import keep
from storage.codec import langs_to_text, terms_to_json
from storage.database import Database
from storage.fanout_rows import DRIVEN, NEWEST_MEMBER, STORY, fanout_from, fanout_of_story_from
from storage.holders import count_holders
from storage.leases import hold
from storage.schema import fanout, meta, page, retry, subscriber
from storage.told import must_wait

_WAITING = FanoutState.WAITING.value  # only these look at the clock again, should it be set back
OPEN = (*DRIVEN, FanoutState.PAUSED.value)  # who is paused expires all the same


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

    What still waited for another attempt is closed in the ledger; what is in flight may yet arrive. What
    was put by for its reader's hour waits for that even when its fan-out is over, unless it was cancelled.
    """
    ending = update(fanout).where(fanout.c.id == id, fanout.c.finished_at.is_(None))
    left = await _not_reached(connection, database, id) if state is FanoutState.EXPIRED else 0
    if not (await connection.execute(ending.values(state=state.value, finished_at=now))).rowcount:
        return False
    await connection.execute(delete(page).where(page.c.fanout == id))
    if state is FanoutState.CANCELLED:
        await waiting.drop_of(connection, fanout.c.id == id)
    if state is not FanoutState.DONE:
        left += await retries.close(connection, database, id, _RESULT_OF_END[state], now)
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
        left += found - len(await pages.already_settled(connection, [ended], lo, hi))
    left += await whom.count_members(connection, audience, after=ended.cursor, to=ended.hi)
    return max(0, left)


_RESULT_OF_END = {FanoutState.CANCELLED: Result.CANCELLED, FanoutState.EXPIRED: Result.EXPIRED}


class SqlFanoutStore:
    """Fan-outs: see bot.ports.FanoutStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # ── driving ───────────────────────────────────────────────────────────────────────────────────

    async def live(self, *, now: Millis, lease: Lease | None = None) -> tuple[Fanout, ...]:
        """Those that may be driven now, most urgent first, then oldest; those that are over are closed on the way."""
        waits = must_wait(lease.epoch if lease else None)
        query = (
            select(fanout, STORY, NEWEST_MEMBER, waits.label("waits"), _FINISHED.label("finished"))
            .where(fanout.c.state.in_(OPEN), (fanout.c.not_before <= now) | (fanout.c.state != _WAITING))
            .order_by(fanout.c.priority, fanout.c.id)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        over = {row.id: row.finished for row in rows if row.finished or row.expires_at <= now}
        if over:
            await self._close(over, now)
        return tuple(
            replace(fanout_of_story_from(row), waits=row.waits, newest_member=row.newest_member)
            for row in rows
            if row.id not in over and row.state in DRIVEN
        )

    async def _close(self, over: Mapping[int, bool], now: Millis) -> None:
        async with self._database.write() as connection:
            for number, finished in over.items():
                state = FanoutState.DONE if finished else FanoutState.EXPIRED
                await end_fanout(connection, self._database, FanoutId(number), state, now=now)

    async def claim_page(self, fanouts: Sequence[Fanout], *, size: int, lease: Lease) -> Page | None:
        """The next stretch of these fan-outs, its page rows and the moved cursor in one commit."""
        async with self._database.write() as connection:
            await hold(connection, lease)
            return await pages.claim(connection, self._database, fanouts, size=size, lease=lease)

    async def adopt_page(self, *, lease: Lease) -> Page | None:
        """An open page that nobody works on, with its sisters of the same stretch, and what was done of it."""
        async with self._database.write() as connection:
            await hold(connection, lease)
            return await pages.adopt(connection, self._database, lease=lease)

    async def due_retries(self, *, now: Millis, limit: int) -> tuple[tuple[Retry, Page], ...]:
        """Retries that are due, longest first, each as a page of one reader and one subject, without a page row."""
        async with self._database.read() as connection:
            return await retries.due(connection, self._database, now=now, limit=limit)

    async def due_held(self, *, now: Millis, readers: int, lease: Lease | None = None) -> tuple[Due, ...]:
        """What was put by and fell due, of so many readers at most, longest first; taken up by who holds the lease."""
        epoch = lease.epoch if lease else waiting.NOBODYS
        async with self._database.read() as connection:
            due = await waiting.due(connection, self._database, now=now, readers=readers, epoch=epoch)
        if due and lease is not None:
            async with self._database.write() as connection:
                await hold(connection, lease)
                await waiting.take_up(connection, due, epoch=epoch)
        return due

    async def give_back_held(self, *, lease: Lease) -> None:
        """Nothing that was put by is in hand any more."""
        async with self._database.write() as connection:
            await hold(connection, lease)
            await waiting.give_back(connection, epoch=lease.epoch)

    async def flush(self, flush: Flush, *, lease: Lease) -> None:
        """ONE commit; a reader deleted meanwhile loses only its own rows."""
        async with self._database.write() as connection:
            await hold(connection, lease)
            await ledger.move_readers(connection, self._database, flush.moved)
            await ledger.record(connection, self._database, flush.settled)
            await ledger.postpone(connection, self._database, flush.retries)
            await ledger.mark_gone(connection, flush.gone)
            await notices.of_closed_chats(connection, self._database, flush)
            await waiting.put_by(connection, self._database, (*flush.held, *flush.put_off))
            await waiting.drop(connection, (*(row for row in flush.settled if row.released), *flush.dropped))
            await ledger.count(connection, flush)
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
    fanout.c.state.in_(DRIVEN),  # one that was paused says why, until somebody resumes it or its time is over
    case((fanout.c.about.is_(None), fanout.c.cursor >= fanout.c.hi), else_=fanout.c.cursor <= NOBODY),
    ~exists().where(page.c.fanout == fanout.c.id, page.c.state == "open"),
    ~exists().where(retry.c.fanout == fanout.c.id),
)
