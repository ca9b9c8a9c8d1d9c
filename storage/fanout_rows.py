"""Fan-outs as their rows say it."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.fanout import Fanout, FanoutId, FanoutKind, FanoutState, SubjectId
from bot.domain.statement import StatementId
from bot.domain.subscriber import SubscriberId
from storage.codec import langs_from_text, terms_from_json
from storage.schema import fanout, statement

DRIVEN = (FanoutState.WAITING.value, FanoutState.RUNNING.value)

# the story is its statement's: it may begin while the fan-out is on its way
STORY = (
    select(statement.c.story)
    .where(statement.c.id == fanout.c.subject, fanout.c.kind == FanoutKind.STATEMENT.value)
    .correlate(fanout)
    .scalar_subquery()
    .label("story")
)

_mine, _member = statement.alias("of_fanout"), statement.alias("of_its_story")
NEWEST_MEMBER = (
    select(func.max(_member.c.id))
    .select_from(_mine)
    .join(_member, _member.c.story == _mine.c.story)
    .where(_mine.c.id == fanout.c.subject, fanout.c.kind == FanoutKind.STATEMENT.value)
    .correlate(fanout)
    .scalar_subquery()
    .label("newest_member")
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
        held=row.held,
    )


def fanout_of_story_from(row: Row[Any]) -> Fanout:
    """The same of a row that was read with its STORY."""
    return replace(fanout_from(row), story=None if row.story is None else StatementId(row.story))


async def fanouts_by_id(connection: AsyncConnection, ids: Collection[FanoutId]) -> Mapping[FanoutId, Fanout]:
    rows = await connection.execute(select(fanout, STORY).where(fanout.c.id.in_(ids)))
    return {FanoutId(row.id): fanout_of_story_from(row) for row in rows}
