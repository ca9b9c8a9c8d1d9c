"""Search: which index is asked, and how what it found is ranked. The ranking is the same on both databases."""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.query import Query
from bot.domain.spelling import Spelling
from bot.domain.statement import DAY, Millis, StatementId
from bot.domain.subscriber import TermKind
from bot.ports import Listed
from storage import search_postgres, search_sqlite
from storage.cards import load_cards
from storage.database import Database
from storage.schema import revision, statement, statement_term, term
from storage.search_query import Search, resolve
from storage.search_words import NEWEST, Document, Found, Hit, Indexed, document
from storage.stories import one_of_each
from storage.vocabulary import spelled_like

LONGEST = 0.3  # seconds a search may take
_AGES_IN = 90 * DAY  # after this long, news weighs about a third of what its freshness gave
_FRESHNESS = 0.5  # how much of a hit's weight its age can take


class _Index(Protocol):
    """What search_sqlite and search_postgres both are."""

    async def put(self, connection: AsyncConnection, documents: Sequence[Document]) -> None: ...

    async def newest_hits(
        self, connection: AsyncConnection, search: Search, *, most: int, seconds: float
    ) -> Found: ...


class SqlSearchStore:
    """bot.ports.SearchStore."""

    def __init__(
        self, database: Database, *, longest: float = LONGEST, cut: Callable[[], object] = bool
    ) -> None:
        """`longest`: seconds after which only the newest statements are searched; `cut` is told of each time."""
        self._database = database
        self._longest = longest
        self._cut = cut

    async def find(self, query: Query, *, langs: Sequence[str] = (), limit: int, offset: int = 0) -> Listed:
        async with self._database.read() as connection:
            search = await resolve(connection, query)
            if search is None:
                return Listed((), more=False)
            found = await _index(self._database).newest_hits(
                connection, search, most=NEWEST, seconds=self._longest
            )
            if found.cut:
                self._cut()
            ranked = _ranked(found.hits)
            if any(hit.story is not None for hit in found.hits):
                ranked = await one_of_each(connection, ranked, langs)
            cards = await load_cards(connection, ranked[offset : offset + limit])
        more = len(ranked) > offset + limit
        return Listed(tuple(cards.values()), more, bounded=found.bounded)

    async def spelled_like(self, word: str) -> Sequence[Spelling]:
        async with self._database.read() as connection:
            return await spelled_like(connection, word)


async def index(connection: AsyncConnection, database: Database, ids: Sequence[StatementId]) -> None:
    """Put these statements into the index as they stand now, in place of what was indexed of them."""
    topics = await _topics(connection, ids)
    newest = (revision.c.statement == statement.c.id) & (revision.c.no == statement.c.revision_no)
    rows = await connection.execute(
        select(
            *(statement.c.id, statement.c.source, statement.c.lang, statement.c.published_at),
            *(revision.c.title, revision.c.summary, revision.c.body),
        )
        .join(revision, newest)
        .where(statement.c.id.in_(ids))
    )
    found = [
        Indexed(
            StatementId(row.id),
            row.title,
            f"{row.summary}\n{row.body}",
            row.source,
            row.lang,
            row.published_at,
            tuple(topics[row.id]),
        )
        for row in rows
    ]
    if found:
        await put(connection, database, found)


async def put(connection: AsyncConnection, database: Database, found: Sequence[Indexed]) -> None:
    """Put these into the index, in place of what was indexed of them."""
    documents = [document(each, database.lexicon) for each in found]
    await _index(database).put(connection, documents)


async def _topics(connection: AsyncConnection, ids: Sequence[StatementId]) -> Mapping[int, list[int]]:
    carried = (
        select(statement_term.c.statement, statement_term.c.term)
        .join(term, term.c.id == statement_term.c.term)
        .where(statement_term.c.statement.in_(ids), term.c.kind == TermKind.TOPIC.value)
    )
    topics: dict[int, list[int]] = defaultdict(list)
    for row in await connection.execute(carried):
        topics[row.statement].append(row.term)
    return topics


def _index(database: Database) -> _Index:
    return search_sqlite if database.dialect == "sqlite" else search_postgres


def _ranked(hits: Sequence[Hit]) -> list[StatementId]:
    """Best first: relevance, of which age takes up to half; ages count from the newest hit."""
    if not hits:
        return []
    newest = max(hit.published_at for hit in hits)
    best = max(hit.relevance for hit in hits)
    weighed = [
        (_relevance(hit, best) * _freshness(hit.published_at - newest), hit.published_at, hit.id)
        for hit in hits
    ]
    weighed.sort(reverse=True)
    return [number for _, _, number in weighed]


def _relevance(hit: Hit, best: float) -> float:
    return max(hit.relevance, 0.0) / best if best > 0 else 1.0


def _freshness(age: Millis) -> float:
    """`age` is 0 or less."""
    return 1 - _FRESHNESS + _FRESHNESS * math.exp(age / _AGES_IN)
