"""Who has a story already, through which of its members; and which members must wait for one another.

Fan-outs of statements that are alone in their story ask none of this.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, func, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Result
from bot.domain.fanout import Facts, Fanout, FanoutKind, SubjectId
from bot.domain.statement import StatementId
from bot.domain.subscriber import SubscriberId
from storage.fanout_rows import DRIVEN
from storage.schema import delivery, fanout, held, page, retry, statement

_CAME = (Result.SENT.value, Result.UNKNOWN.value)  # or may have

_mine, _member, _other = statement.alias("mine"), statement.alias("member"), fanout.alias("other")
_theirs, _twin = page.alias("theirs"), page.alias("twin")


async def with_told(
    connection: AsyncConnection, fanouts: Sequence[Fanout], readers: Sequence[Facts]
) -> tuple[Facts, ...]:
    """The readers of one page, each with the members of these fan-outs' stories that came to them or will."""
    story_of = await _members(connection, fanouts)
    if not story_of or not readers:
        return tuple(readers)
    first, last = readers[0].subscriber, readers[-1].subscriber
    rows = (
        select(table.c.subscriber, table.c.subject).where(
            table.c.subject.in_(story_of), table.c.subscriber.between(first, last), *still
        )
        for table, still in ((delivery, [delivery.c.result.in_(_CAME)]), (retry, []), (held, []))
    )
    return _with(readers, story_of, await connection.execute(union(*rows)))


async def with_told_of_waiting(
    connection: AsyncConnection, fanouts: Collection[Fanout], readers: Sequence[Facts]
) -> tuple[Facts, ...]:
    """Readers for whom these wait, each with the members of their stories that came to them meanwhile.

    Where several wait, the first that is to be tried again is as good as come: what is put by gives way.
    """
    story_of = await _members(connection, fanouts)
    if not story_of or not readers:
        return tuple(readers)
    whose = {reader.subscriber for reader in readers}
    came = select(delivery.c.subscriber, delivery.c.subject).where(
        delivery.c.subject.in_(story_of),
        delivery.c.subscriber.in_(whose),
        delivery.c.result.in_(_CAME),
    )
    tried_again = (
        select(retry.c.subscriber, func.min(retry.c.subject).label("subject"))
        .join(statement, statement.c.id == retry.c.subject)
        .where(retry.c.subject.in_(story_of), retry.c.subscriber.in_(whose))
        .group_by(retry.c.subscriber, statement.c.story)
    )
    return _with(readers, story_of, await connection.execute(union(came, tried_again)))


async def _members(
    connection: AsyncConnection, fanouts: Collection[Fanout]
) -> Mapping[SubjectId, StatementId]:
    """The story of each member of these fan-outs' stories."""
    stories = {fanout.story for fanout in fanouts if fanout.story is not None}
    if not stories:
        return {}
    query = select(statement.c.id, statement.c.story).where(statement.c.story.in_(stories))
    return {SubjectId(row.id): StatementId(row.story) for row in await connection.execute(query)}


def _with(
    readers: Sequence[Facts], story_of: Mapping[SubjectId, StatementId], rows: Iterable[Row[Any]]
) -> tuple[Facts, ...]:
    told: dict[SubscriberId, set[tuple[StatementId, SubjectId]]] = defaultdict(set)
    for row in rows:
        told[SubscriberId(row.subscriber)].add((story_of[SubjectId(row.subject)], SubjectId(row.subject)))
    return tuple(replace(reader, told=frozenset(told.get(reader.subscriber, ()))) for reader in readers)


def must_wait(epoch: int | None) -> ColumnElement[bool]:
    """Of a fan-out: whether nobody can tell yet which readers have its story through another member.

    One that was paused holds nobody up, once what it had in hand in this epoch is written.
    """
    unfinished = _other.c.state.in_(DRIVEN)
    return _another_open(unfinished if epoch is None else unfinished | (_theirs.c.epoch == epoch))


def another_in_hand(epoch: int) -> ColumnElement[bool]:
    """Of a fan-out whose page is to be adopted: whether another member of its story is being sent just now."""
    return _another_open(_theirs.c.epoch == epoch)


def _another_open(still: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a page of another member is open; one that was claimed together with its own is no other."""
    together = (
        exists()
        .where(
            _twin.c.fanout == fanout.c.id,
            _twin.c.state == "open",
            _twin.c.lo == _theirs.c.lo,
            _twin.c.hi == _theirs.c.hi,
            _twin.c.epoch == _theirs.c.epoch,
        )
        .correlate(fanout, _theirs)
    )
    return (
        exists()
        .where(
            fanout.c.kind == FanoutKind.STATEMENT.value,
            _mine.c.id == fanout.c.subject,
            _mine.c.story.is_not(None),
            _member.c.story == _mine.c.story,
            _member.c.id != _mine.c.id,
            _other.c.subject == _member.c.id,
            _other.c.kind == FanoutKind.STATEMENT.value,
            _theirs.c.fanout == _other.c.id,
            _theirs.c.state == "open",
            still,
            ~together,
        )
        .correlate(fanout)
    )
