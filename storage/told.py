"""Who has a story already, through which of its members; and which members must wait for one another.

Fan-outs of statements that are alone in their story ask none of this.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, exists, select, union
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
    stories = {fanout.story for fanout in fanouts if fanout.story is not None}
    if not stories or not readers:
        return tuple(readers)
    known = await _told(connection, stories, readers[0].subscriber, readers[-1].subscriber)
    return tuple(replace(reader, told=frozenset(known.get(reader.subscriber, ()))) for reader in readers)


async def _told(
    connection: AsyncConnection, stories: set[StatementId], first: SubscriberId, last: SubscriberId
) -> Mapping[SubscriberId, set[tuple[StatementId, SubjectId]]]:
    query = select(statement.c.id, statement.c.story).where(statement.c.story.in_(stories))
    story_of = {SubjectId(row.id): StatementId(row.story) for row in await connection.execute(query)}
    rows = (
        select(table.c.subscriber, table.c.subject).where(
            table.c.subject.in_(story_of), table.c.subscriber.between(first, last), *still
        )
        for table, still in ((delivery, [delivery.c.result.in_(_CAME)]), (retry, []), (held, []))
    )
    told: dict[SubscriberId, set[tuple[StatementId, SubjectId]]] = defaultdict(set)
    for row in await connection.execute(union(*rows)):
        told[SubscriberId(row.subscriber)].add((story_of[SubjectId(row.subject)], SubjectId(row.subject)))
    return told


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
