"""Cards: what an alert shows of a statement, read with its newest revision, its source and its topics."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.source import Rights
from bot.domain.statement import Card, Sibling, StatementId
from bot.domain.subscriber import TermKind
from bot.domain.text import lead, reading_minutes
from storage.codec import links_from_json
from storage.schema import revision, source, statement, statement_term, term
from storage.stories import siblings

_AT_ONCE = 500


async def load_cards(connection: AsyncConnection, ids: Sequence[StatementId]) -> Mapping[StatementId, Card]:
    """Those of `ids` that exist, in the order of `ids`."""
    found: dict[StatementId, Card] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        topics = await _topics(connection, some)
        rows = (await connection.execute(_rows(some))).all()
        told = await siblings(connection, {row.story for row in rows if row.story is not None})
        for row in rows:
            found[StatementId(row.id)] = _card(row, topics[row.id], told.get(row.story, ()))
    return {each: found[each] for each in ids if each in found}


def _rows(ids: Sequence[StatementId]) -> Select[Any]:
    newest = (revision.c.statement == statement.c.id) & (revision.c.no == statement.c.revision_no)
    return (
        select(
            statement,
            *(revision.c.title, revision.c.summary, revision.c.body, revision.c.links),
            *(source.c.key, source.c.name, source.c.official, source.c.rights),
        )
        .join(revision, newest)
        .join(source, source.c.id == statement.c.source)
        .where(statement.c.id.in_(ids))
    )


async def _topics(connection: AsyncConnection, ids: Sequence[StatementId]) -> Mapping[int, list[str]]:
    query = (
        select(statement_term.c.statement, term.c.key)
        .join(term, term.c.id == statement_term.c.term)
        .where(statement_term.c.statement.in_(ids), term.c.kind == TermKind.TOPIC.value)
        .order_by(term.c.key)
    )
    topics: dict[int, list[str]] = defaultdict(list)
    for row in await connection.execute(query):
        topics[row.statement].append(row.key)
    return topics


def _card(row: Row[Any], topics: Sequence[str], told: Sequence[Sibling]) -> Card:
    rights = Rights(row.rights)
    return Card(
        id=StatementId(row.id),
        revision_no=row.revision_no,
        source_key=row.key,
        source_name=row.name,
        official=row.official,
        rights=rights,
        title=row.title,
        summary="" if rights is Rights.LINK else lead(row.title, row.summary, row.body),
        body=row.body if rights is Rights.OWN else "",
        url=row.url,
        links=links_from_json(row.links),
        topics=tuple(topics),
        published_at=row.published_at,
        reading_minutes=reading_minutes(row.body or row.summary),
        lang=row.lang,
        script=row.script,
        urgent=row.urgent,
        corrected_at=row.corrected_at,
        withdrawn_at=row.withdrawn_at,
        story=row.story,
        others=tuple(each for each in told if each.id != row.id),
    )
