"""What is to be tried again: read when it is due, closed when its fan-out ends."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, Row, delete, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Result, Retry
from bot.domain.fanout import Facts, Fanout, FanoutId, Held, Page, SubjectId
from bot.domain.statement import Millis
from bot.domain.subscriber import SubscriberId
from storage import audience as whom
from storage.database import Database
from storage.fanout_rows import DRIVEN, fanouts_by_id
from storage.holders import held
from storage.schema import delivery, fanout, retry
from storage.told import with_told_of_waiting


async def due(
    connection: AsyncConnection, database: Database, *, now: Millis, limit: int
) -> tuple[tuple[Retry, Page], ...]:
    """Those that are due, longest first, each as a page of one reader and one subject, without a page row."""
    query = (
        select(retry)
        .join(fanout)
        .where(retry.c.at <= now, fanout.c.state.in_(DRIVEN))
        .order_by(retry.c.at)
        .limit(limit)
    )
    found = [retry_from(row) for row in await connection.execute(query)]
    if not found:
        return ()
    fanouts = await fanouts_by_id(connection, {each.fanout for each in found})
    audience = await whom.audience_of(connection, database, (f.audience for f in fanouts.values()))
    known = await whom.facts(connection, audience, sorted({each.subscriber for each in found}))
    told = await with_told_of_waiting(connection, fanouts.values(), known)
    facts = {reader.subscriber: reader for reader in told}
    have = {
        number: await held(connection, of, [each.subscriber for each in found if each.fanout == number])
        for number, of in fanouts.items()
        if of.kind.follows_ledger
    }
    return tuple(
        (one, _page_of_one(fanouts[one.fanout], facts[one.subscriber], have.get(one.fanout, {})))
        for one in found
    )


def _page_of_one(fanout: Fanout, reader: Facts, held: Mapping[SubscriberId, Held]) -> Page:
    return Page((), (fanout,), reader.subscriber, reader.subscriber, (reader,), held=held)


async def close(
    connection: AsyncConnection, database: Database, id: FanoutId, result: Result, now: Millis
) -> int:
    """What still waits of a fan-out that ends, as final rows of the ledger; how many there were."""
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
