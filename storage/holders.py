"""Whom fan-outs reach that follow the ledger: those who hold a message, and what they hold.

The counterpart of storage.audience. From the newest reader back to the first, along the ledger's own key.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import FAILED, Result
from bot.domain.fanout import NOBODY, REACHES_BACK, Fanout, FanoutKind, Held, SubjectId
from bot.domain.statement import Millis
from bot.domain.subscriber import SubscriberId
from storage.schema import delivery

_READ_IT = (Result.SENT.value, Result.UNKNOWN.value)  # or may have


async def holders(
    connection: AsyncConnection,
    fanout: Fanout,
    *,
    to: SubscriberId,
    after: SubscriberId = NOBODY,
    limit: int | None = None,
) -> list[SubscriberId]:
    """The last `limit` with after < id <= to whom this fan-out still concerns, in order of id."""
    query = _concerned(fanout, after, to).order_by(delivery.c.subscriber.desc()).limit(limit)
    found = (await connection.execute(query)).scalars()
    return sorted(SubscriberId(number) for number in found)


async def count_holders(
    connection: AsyncConnection, fanout: Fanout, *, to: SubscriberId, after: SubscriberId = NOBODY
) -> int:
    """How many of them there are."""
    query = select(func.count()).select_from(_concerned(fanout, after, to).subquery())
    return (await connection.execute(query)).scalar_one()


async def held(
    connection: AsyncConnection, fanout: Fanout, readers: Sequence[SubscriberId]
) -> Mapping[SubscriberId, Held]:
    """What these readers have of the fan-out's subject."""
    query = select(delivery).where(delivery.c.subject == fanout.about, delivery.c.subscriber.in_(readers))
    rows = (await connection.execute(query)).all()
    bundled = [row.subscriber for row in rows if row.bundled]
    beside = await _beside(connection, fanout, bundled) if bundled else {}
    return {SubscriberId(row.subscriber): _held(row, beside.get(row.subscriber, ())) for row in rows}


def _held(row: Row[Any], beside: Sequence[SubjectId]) -> Held:
    several = tuple(beside) if len(beside) > 1 else ()
    return Held(row.message_id, row.revision_no, several, digest=row.digest)


def _concerned(fanout: Fanout, after: SubscriberId, to: SubscriberId) -> Select[int]:
    return select(delivery.c.subscriber).where(
        delivery.c.subject == fanout.about,
        delivery.c.subscriber > after,
        delivery.c.subscriber <= to,
        *_still(fanout),
    )


def _still(fanout: Fanout) -> tuple[ColumnElement[bool], ...]:
    """Those of whom it cannot yet be said that it is done."""
    recent = delivery.c.at >= fanout.created_at - REACHES_BACK
    match fanout.kind:
        case FanoutKind.EDIT:
            shown = func.coalesce(delivery.c.edited_no, delivery.c.revision_no)
            return recent, delivery.c.message_id.is_not(None), shown < fanout.revision_no
        case FanoutKind.CORRECTION:
            older = delivery.c.revision_no < fanout.revision_no
            return recent, delivery.c.result.in_(_READ_IT), older
        case FanoutKind.RESEND:
            return not_reached(fanout.subject, before=fanout.created_at)
        case _:
            raise AssertionError(fanout.kind)


def not_reached(subject: SubjectId, *, before: Millis) -> tuple[ColumnElement[bool], ...]:
    """Rows of those whom this subject failed to reach, as far as was known then."""
    failed = delivery.c.result.in_([result.value for result in FAILED])
    return delivery.c.subject == subject, failed, delivery.c.at < before


async def _beside(
    connection: AsyncConnection, fanout: Fanout, readers: Sequence[SubscriberId]
) -> Mapping[int, Sequence[SubjectId]]:
    """All subjects of the messages that carry this one among others."""
    other = delivery.alias("other")
    query = (
        select(other.c.subscriber, other.c.subject)
        .join(
            delivery,
            (delivery.c.subscriber == other.c.subscriber) & (delivery.c.message_id == other.c.message_id),
        )
        .where(delivery.c.subject == fanout.about, delivery.c.subscriber.in_(readers))
        .order_by(other.c.subscriber, other.c.subject)
    )
    found: dict[int, list[SubjectId]] = defaultdict(list)
    for row in await connection.execute(query):
        found[row.subscriber].append(SubjectId(row.subject))
    return found
