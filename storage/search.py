"""Search: which index is asked, and how what it found is ranked. The ranking is the same on both databases."""

import math
from collections.abc import Sequence
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.query import Query
from bot.domain.statement import DAY, StatementId
from bot.ports import Listed
from storage import search_postgres, search_sqlite
from storage.cards import load_cards
from storage.database import Database
from storage.search_words import NEWEST, Hit, Indexed

_AGES_IN = 90 * DAY  # after this long, news weighs about a third of what its freshness gave
_FRESHNESS = 0.5  # how much of a hit's weight its age can take


class _Index(Protocol):
    """What search_sqlite and search_postgres both are."""

    async def put(self, connection: AsyncConnection, statements: Sequence[Indexed]) -> None: ...

    async def newest_hits(
        self, connection: AsyncConnection, query: Query, langs: Sequence[str], *, most: int
    ) -> list[Hit]: ...


class SqlSearchStore:
    """bot.ports.SearchStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, query: Query, *, langs: Sequence[str] = (), limit: int, offset: int = 0) -> Listed:
        index = _index(self._database)
        spoken = [*langs, "und"] if langs else []  # a language nobody could tell hides nothing
        async with self._database.read() as connection:
            hits = await index.newest_hits(connection, query, spoken, most=NEWEST + 1)
            ranked = _ranked(hits[:NEWEST])
            cards = await load_cards(connection, ranked[offset : offset + limit])
        more = len(ranked) > offset + limit
        return Listed(tuple(cards.values()), more, bounded=len(hits) > NEWEST)


async def index(connection: AsyncConnection, database: Database, statements: Sequence[Indexed]) -> None:
    """Put these into the index, in place of what was indexed of them."""
    await _index(database).put(connection, statements)


def _index(database: Database) -> _Index:
    return search_sqlite if database.dialect == "sqlite" else search_postgres


def _ranked(hits: Sequence[Hit]) -> list[StatementId]:
    """Best first: relevance, of which age takes up to half; ages count from the newest hit."""
    if not hits:
        return []
    newest = max(hit.published_at for hit in hits)
    best = max(hit.relevance for hit in hits) or 1.0

    def weight(hit: Hit) -> tuple[float, int, int]:
        fresh = math.exp((hit.published_at - newest) / _AGES_IN)
        relevance = max(hit.relevance, 0.0) / best if best > 0 else 1.0
        return relevance * (1 - _FRESHNESS + _FRESHNESS * fresh), hit.published_at, hit.id

    return [hit.id for hit in sorted(hits, key=weight, reverse=True)]
