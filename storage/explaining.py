"""The facts behind an explanation: one subject, one chat, and every fan-out between them, in one snapshot."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Retry
from bot.domain.errors import NotFound
from bot.domain.explanation import About, Case, Reading, Receipt, Route, Standing
from bot.domain.fanout import Fanout, FanoutId, FanoutKind, SubjectId
from bot.domain.statement import plain_title
from bot.domain.subscriber import SubscriberId
from storage import audience as whom
from storage import readers
from storage.database import Database
from storage.fanout_rows import STORY, fanout_of_story_from
from storage.held import held_of
from storage.ledger import receipt_from
from storage.retries import retry_from
from storage.schema import (
    broadcast,
    delivery,
    fanout,
    page,
    retry,
    revision,
    source,
    statement,
    statement_copy,
    subscriber,
)
from storage.told import with_told

_CONFIRMED = {"confirmed": Standing.PUBLISHED}  # the other states are called alike


class SqlCaseStore:
    """What is known of who got what: see bot.ports.CaseStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def case(self, chat_id: int, subject: SubjectId) -> Case:
        """Raises NotFound when there is no such statement or announcement."""
        query = select(subscriber.c.id, subscriber.c.state_reason).where(subscriber.c.chat_id == chat_id)
        async with self._database.read() as connection:
            about = await _about(connection, subject)
            of_it = (fanout.c.subject == subject) | (fanout.c.about == subject)
            rows = await connection.execute(select(fanout, STORY).where(of_it).order_by(fanout.c.id))
            fanouts = [fanout_of_story_from(row) for row in rows]
            here = (await connection.execute(query.order_by(subscriber.c.thread_id))).all()
            readings = [await self._reading(connection, row, fanouts) for row in here]
        return Case(about, chat_id, tuple(readings))

    async def _reading(
        self, connection: AsyncConnection, row: Row[*tuple[Any, ...]], fanouts: Sequence[Fanout]
    ) -> Reading:
        reader = SubscriberId(row.id)
        found = await readers.find(connection, subscriber.c.id == reader)
        assert found is not None, "one snapshot: who was there a moment ago still is"
        subjects = {each.subject for each in fanouts}
        receipts = await _receipts(connection, reader, subjects)
        retries = await _retries(connection, reader, subjects)
        put_by = await held_of(connection, reader, subjects)
        routes = []
        for each in fanouts:
            audience = await whom.audience_of(connection, self._database, [each.audience])
            (facts,) = await with_told(connection, [each], await whom.facts(connection, audience, [reader]))
            in_page = await _in_open_page(connection, each, reader)
            receipt, retry = receipts.get(each.subject), retries.get(each.id)
            routes.append(Route(each, facts, in_page, receipt, retry, put_by.get(each.id)))
        return Reading(found, row.state_reason, tuple(routes))


async def _about(connection: AsyncConnection, subject: SubjectId) -> About:
    if row := (await connection.execute(_statement(subject))).one_or_none():
        copies = tuple((await connection.execute(_copies(subject))).scalars())
        return About(subject, FanoutKind.STATEMENT, row.title, Standing(row.state), row.withdrawn_at, copies)
    query = select(broadcast).where(broadcast.c.id == subject)
    if row := (await connection.execute(query)).one_or_none():
        standing = _CONFIRMED.get(row.state) or Standing(row.state)
        title = plain_title(row.text)
        return About(subject, FanoutKind.BROADCAST, title, standing, row.recalled_at)
    raise NotFound(f"subject {subject}")


def _statement(subject: SubjectId) -> Select[Any]:
    newest = (revision.c.statement == statement.c.id) & (revision.c.no == statement.c.revision_no)
    return select(statement, revision.c.title).join(revision, newest).where(statement.c.id == subject)


def _copies(subject: SubjectId) -> Select[Any]:
    """The other sources in which it was seen."""
    return (
        select(source.c.name)
        .distinct()
        .join(statement_copy, statement_copy.c.source == source.c.id)
        .join(statement, statement.c.id == statement_copy.c.statement)
        .where(statement.c.id == subject, statement_copy.c.source != statement.c.source)
        .order_by(source.c.name)
    )


async def _receipts(
    connection: AsyncConnection, reader: SubscriberId, subjects: set[SubjectId]
) -> Mapping[SubjectId, Receipt]:
    query = select(delivery).where(delivery.c.subscriber == reader, delivery.c.subject.in_(subjects))
    return {SubjectId(row.subject): receipt_from(row) for row in await connection.execute(query)}


async def _retries(
    connection: AsyncConnection, reader: SubscriberId, subjects: set[SubjectId]
) -> Mapping[FanoutId, Retry]:
    query = select(retry).where(retry.c.subscriber == reader, retry.c.subject.in_(subjects))
    return {FanoutId(row.fanout): retry_from(row) for row in await connection.execute(query)}


async def _in_open_page(connection: AsyncConnection, of: Fanout, reader: SubscriberId) -> bool:
    holds = (page.c.fanout == of.id) & (page.c.state == "open") & (page.c.lo < reader) & (page.c.hi >= reader)
    return bool((await connection.execute(select(exists().where(holds)))).scalar_one())
