"""All that is stored about one subscriber: what /mydata shows. Every table that refers to one is read here."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from sqlalchemy import Row, Select, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.fanout import FanoutKind, SubjectId
from bot.domain.statement import plain_title
from bot.domain.subscriber import SubscriberId
from bot.ports import Kept, Titled
from storage import interests, readers
from storage.held import put_by_from
from storage.ledger import receipt_from
from storage.retries import retry_from
from storage.schema import (
    broadcast,
    delivery,
    fanout,
    held,
    retry,
    revision,
    statement,
    subscriber,
)

T = TypeVar("T")
_NOTICE = FanoutKind.CORRECTION.value  # a subject of its own, told under the statement's title


async def kept(connection: AsyncConnection, id: SubscriberId) -> Kept | None:
    """Everything, newest deliveries first; None when there is no such subscriber."""
    reader = await readers.find(connection, subscriber.c.id == id)
    if reader is None:
        return None
    reason = select(subscriber.c.state_reason).where(subscriber.c.id == id)
    newest = delivery.c.at.desc(), delivery.c.subject.desc()
    sent = await connection.execute(_rows(delivery, id).order_by(*newest))
    retries = await connection.execute(_rows(retry, id).order_by(retry.c.at, retry.c.subject))
    waiting = await connection.execute(_rows(held, id).order_by(held.c.due_at, held.c.subject))
    return Kept(
        subscriber=reader,
        state_reason=(await connection.execute(reason)).scalar_one(),
        follows=await interests.followed(connection, id),
        muted=await interests.muted(connection, id),
        sent=_titled(sent, receipt_from),
        retries=_titled(retries, retry_from),
        held=_titled(waiting, put_by_from),
    )


def _rows(table: Table, id: SubscriberId) -> Select[Any]:
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


def _titled(rows: Iterable[Row[Any]], read: Callable[[Row[Any]], T]) -> tuple[Titled[T], ...]:
    return tuple([Titled(SubjectId(row.subject), _title(row), read(row)) for row in rows])


def _title(row: Row[Any]) -> str:
    return plain_title((row.text or "") if row.title is None else row.title)
