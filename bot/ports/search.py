"""The search index."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.query import Query
from bot.domain.spelling import Spelling
from bot.ports.archive import Listed


class SearchStore(Protocol):
    """Full-text search over folded words and their lemmas."""

    async def find(self, query: Query, *, langs: Sequence[str] = (), limit: int, offset: int = 0) -> Listed:
        """Best first, by relevance and recency; bounded, so that a very common word costs no more.

        `langs` are a reader's, in order: of a story its statement in the first of them is shown.
        """
        ...

    async def spelled_like(self, word: str) -> Sequence[Spelling]:
        """The known words that a folded one may be a misspelling of, and itself if it is known; bounded."""
        ...
