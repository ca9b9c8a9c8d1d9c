"""What becomes of messages that were delivered, once their subject changed: edits and notices on their way.

Everything here runs in the caller's transaction: the one that stores the new words.
"""

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.fanout import (
    EDITS_EXPIRE_AFTER,
    LAST_WORD,
    FanoutKind,
    Priority,
    SubjectId,
)
from bot.domain.statement import Millis
from storage.database import Database
from storage.fanouts import cancel_all, start_fanout
from storage.held import drop_of
from storage.schema import fanout, subject

NOTICE_GAP = 3_600_000  # milliseconds between two correction notices about one statement
_SENDS = (FanoutKind.STATEMENT.value, FanoutKind.BROADCAST.value)


async def overtake(connection: AsyncConnection, database: Database, about: SubjectId, *, now: Millis) -> bool:
    """End the edits and notices that are still on their way: what comes now says more.

    Whether a notice was among them, or was put by for its reader's hour: its readers are still to be told.
    """
    kinds = fanout.c.kind.in_((FanoutKind.EDIT.value, FanoutKind.CORRECTION.value))
    ended = await cancel_all(connection, database, fanout.c.about == about, kinds, now=now)
    notices = (fanout.c.about == about) & (fanout.c.kind == FanoutKind.CORRECTION.value)
    put_by = await drop_of(connection, notices)
    return FanoutKind.CORRECTION in ended or put_by


async def edit_delivered(
    connection: AsyncConnection,
    database: Database,
    about: SubjectId,
    *,
    revision_no: int,
    now: Millis,
    by: int | None = None,
) -> bool:
    """Bring every message that was delivered, or is in flight, to this revision; False if it never went out."""
    if not await _went_out(connection, about):
        return False
    await start_fanout(
        connection,
        database,
        subject=about,
        kind=FanoutKind.EDIT,
        revision_no=revision_no,
        priority=Priority.EDIT,
        about=about,
        not_before=now,
        now=now,
        created_by=by,
        expires_after=EDITS_EXPIRE_AFTER,
    )
    return True


async def withdraw_subject(
    connection: AsyncConnection, database: Database, about: SubjectId, *, now: Millis, by: int
) -> None:
    """Stop whatever is on its way of it, and have what was delivered say the last word."""
    of_it = (fanout.c.subject == about) | (fanout.c.about == about)
    await cancel_all(connection, database, of_it, now=now)
    await drop_of(connection, of_it)
    await edit_delivered(connection, database, about, revision_no=LAST_WORD, now=now, by=by)


async def notify_holders(
    connection: AsyncConnection,
    database: Database,
    about: SubjectId,
    *,
    revision_no: int,
    now: Millis,
    by: int | None = None,
) -> None:
    """A correction notice, of a subject number of its own, to those who got an older text; one an hour at most.

    It is as urgent as the statement was: only then may it pass a reader's quiet hours.
    """
    numbered = insert(subject).values(kind=FanoutKind.CORRECTION.value).returning(subject.c.id)
    notice = SubjectId((await connection.execute(numbered)).scalar_one())
    await start_fanout(
        connection,
        database,
        subject=notice,
        kind=FanoutKind.CORRECTION,
        revision_no=revision_no,
        priority=Priority.URGENT if await _was_urgent(connection, about) else Priority.CORRECTION,
        about=about,
        not_before=max(now, await _next_notice(connection, about)),
        now=now,
        created_by=by,
    )


async def _went_out(connection: AsyncConnection, about: SubjectId) -> bool:
    sends = select(func.count()).where(fanout.c.subject == about, fanout.c.kind.in_(_SENDS))
    return (await connection.execute(sends)).scalar_one() > 0


async def _was_urgent(connection: AsyncConnection, about: SubjectId) -> bool:
    sends = (fanout.c.subject == about) & (fanout.c.kind == FanoutKind.STATEMENT.value)
    priority = await connection.execute(select(fanout.c.priority).where(sends))
    return priority.scalar_one_or_none() == Priority.URGENT


async def _next_notice(connection: AsyncConnection, about: SubjectId) -> Millis:
    """One that was overtaken before it reached anybody does not count."""
    begun = (fanout.c.cursor < fanout.c.hi) | (fanout.c.sent > 0)
    latest = select(func.max(fanout.c.not_before)).where(
        fanout.c.about == about, fanout.c.kind == FanoutKind.CORRECTION.value, begun
    )
    last: Millis | None = (await connection.execute(latest)).scalar_one()
    return 0 if last is None else last + NOTICE_GAP
