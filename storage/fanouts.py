"""Fan-outs in the database: their cursors, their pages, the ledger of deliveries, the retries."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.fanout import EXPIRES_AFTER, FanoutId, FanoutKind, FanoutState, SubjectId
from bot.domain.statement import Millis
from bot.domain.subscriber import Term
from storage.codec import langs_to_text, terms_to_json
from storage.database import Database
from storage.schema import fanout, subscriber


async def start_fanout(
    connection: AsyncConnection,
    database: Database,
    *,
    subject: SubjectId,
    kind: FanoutKind,
    revision_no: int,
    priority: int,
    audience: Sequence[Term],
    langs: Sequence[str],
    not_before: Millis,
    now: Millis,
    created_by: int | None = None,
    expires_after: Millis = EXPIRES_AFTER,
) -> FanoutId:
    """The subject's fan-out to those who are subscribers now, made in the caller's transaction.

    An empty audience is every subscriber. Starting it twice changes nothing: the first one's id comes back.
    """
    row = {
        "subject": subject,
        "kind": kind.value,
        "revision_no": revision_no,
        "priority": int(priority),
        "audience": terms_to_json(audience),
        "langs": langs_to_text(langs),
        "hi": select(func.coalesce(func.max(subscriber.c.id), 0)).scalar_subquery(),
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
