"""All that is stored about one subscriber: what /mydata shows. Every table that refers to one is read here."""

from typing import Any

from sqlalchemy import Row, Select, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Result
from bot.domain.fanout import FanoutId, FanoutKind, SubjectId
from bot.domain.statement import plain_title
from bot.domain.subscriber import SubscriberId, Term, TermKind
from bot.ports import Chosen, Kept, KeptDelivery, KeptHeld, KeptRetry
from storage import readers
from storage.schema import (
    broadcast,
    delivery,
    fanout,
    held,
    interest,
    mute,
    retry,
    revision,
    statement,
    subscriber,
    term,
)

_NOTICE = FanoutKind.CORRECTION.value  # a subject of its own, told under the statement's title


async def kept(connection: AsyncConnection, id: SubscriberId) -> Kept | None:
    """Everything, newest deliveries first; None when there is no such subscriber."""
    reader = await readers.find(connection, subscriber.c.id == id)
    if reader is None:
        return None
    reason = select(subscriber.c.state_reason).where(subscriber.c.id == id)
    newest = delivery.c.at.desc(), delivery.c.subject.desc()
    sent = await connection.execute(_titled(delivery, id).order_by(*newest))
    retries = await connection.execute(_titled(retry, id).order_by(retry.c.at, retry.c.subject))
    waiting = await connection.execute(_titled(held, id).order_by(held.c.due_at, held.c.subject))
    return Kept(
        subscriber=reader,
        state_reason=(await connection.execute(reason)).scalar_one(),
        follows=await _follows(connection, id),
        muted=await _muted(connection, id),
        sent=tuple([_delivery(row) for row in sent]),
        retries=tuple([_retry(row) for row in retries]),
        held=tuple([_held(row) for row in waiting]),
    )


async def _follows(connection: AsyncConnection, id: SubscriberId) -> tuple[Chosen, ...]:
    query = (
        select(term.c.kind, term.c.key, interest.c.created_at)
        .join(interest, interest.c.term == term.c.id)
        .where(interest.c.subscriber == id)
        .order_by(interest.c.created_at, term.c.id)
    )
    rows = await connection.execute(query)
    return tuple([Chosen(Term(TermKind(row.kind), row.key), row.created_at) for row in rows])


async def _muted(connection: AsyncConnection, id: SubscriberId) -> tuple[Term, ...]:
    query = (
        select(term.c.kind, term.c.key)
        .join(mute, mute.c.term == term.c.id)
        .where(mute.c.subscriber == id)
        .order_by(term.c.id)
    )
    return tuple([Term(TermKind(row.kind), row.key) for row in await connection.execute(query)])


def _titled(table: Table, id: SubscriberId) -> Select[Any]:
    """The subscriber's rows, each with the title that its subject has now."""
    newest = (revision.c.statement == statement.c.id) & (revision.c.no == statement.c.revision_no)
    notice = fanout.alias("notice")
    return (
        select(table, revision.c.title, broadcast.c.text)
        .outerjoin(notice, (notice.c.subject == table.c.subject) & (notice.c.kind == _NOTICE))
        .outerjoin(statement, statement.c.id == func.coalesce(notice.c.about, table.c.subject))
        .outerjoin(revision, newest)
        .outerjoin(broadcast, broadcast.c.id == table.c.subject)
        .where(table.c.subscriber == id)
    )


def _title(row: Row[Any]) -> str:
    return plain_title((row.text or "") if row.title is None else row.title)


def _delivery(row: Row[Any]) -> KeptDelivery:
    return KeptDelivery(
        subject=SubjectId(row.subject),
        title=_title(row),
        revision_no=row.revision_no,
        message_id=row.message_id,
        result=Result(row.result),
        attempts=row.attempts,
        again=row.again,
        at=row.at,
        bundled=row.bundled,
        digest=row.digest,
        edited_no=row.edited_no,
        edit_result=None if row.edit_result is None else Result(row.edit_result),
        edited_at=row.edited_at,
    )


def _retry(row: Row[Any]) -> KeptRetry:
    return KeptRetry(
        subject=SubjectId(row.subject),
        title=_title(row),
        fanout=FanoutId(row.fanout),
        at=row.at,
        attempts=row.attempts,
        reason=row.reason,
        lost_answer=row.lost_answer,
    )


def _held(row: Row[Any]) -> KeptHeld:
    return KeptHeld(
        subject=SubjectId(row.subject),
        title=_title(row),
        fanout=FanoutId(row.fanout),
        due_at=row.due_at,
        attempts=row.attempts,
        lost_answer=row.lost_answer,
    )
