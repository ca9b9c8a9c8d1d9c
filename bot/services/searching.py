"""Searching: the newest statements, a topic's, and those that hold certain words; page by page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from functools import partial

from bot.domain.errors import NotFound
from bot.domain.glossary import Glossary
from bot.domain.narrowing import Reading, narrow
from bot.domain.query import Asked, Query, Scope, Unread, parse_query, respelled
from bot.domain.snippet import Snippet, snippet
from bot.domain.spelling import may_be_mistyped, meant
from bot.domain.statement import Card, Millis, StatementId, Words
from bot.domain.subscriber import Term, TermKind
from bot.domain.topic import Taxonomy, Topic
from bot.domain.widening import Widener, to_the_letter
from bot.ports import Clock, Listed, SearchStore, SourceStore, StatementStore

PAGE = 5
LAST_PAGE = 199  # nobody turns further, and a forged button shall not make the database count
MAX_TYPED = 200
_FEW = 3  # hits: with fewer, something else may have been meant
_MOST_PUT_RIGHT = 4  # words


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of statements; `other_languages`: there were none in the reader's own."""

    cards: tuple[Card, ...]
    number: int  # from 0
    more: bool
    other_languages: bool = False
    bounded: bool = False  # only the newest hits were ranked


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of what a search found, and what a reader should know about how it was found."""

    typed: str  # on one line, at most MAX_TYPED characters
    page: ListPage
    # none where rights allow only the link
    snippets: Mapping[StatementId, Snippet] = field(default_factory=dict)
    topics: tuple[str, ...] = ()  # keys of the topics it was widened by
    searched_also: tuple[str, ...] = ()  # what it was widened by, as a person would read it
    did_you_mean: str | None = None  # a search to offer instead, as it would be typed
    unknown: tuple[Unread, ...] = ()  # left out of the search
    is_empty: bool = False  # nothing to look for was typed

    @property
    def bounded(self) -> bool:
        """Only the newest hits were ranked."""
        return self.page.bounded


class SearchingService:
    """The archive, for readers."""

    def __init__(
        self,
        statements: StatementStore,
        search: SearchStore,
        taxonomy: Taxonomy,
        *,
        sources: SourceStore,
        clock: Clock,
        glossary: Glossary | None = None,
    ) -> None:
        self._statements = statements
        self._search = search
        self._taxonomy = taxonomy
        self._sources = sources
        self._clock = clock
        self._widener = Widener(taxonomy.lexicon, taxonomy, glossary)

    async def versions(self, id: StatementId) -> tuple[Card, tuple[tuple[Millis, Words], ...]]:
        """A statement and every version of it, oldest first. Raises NotFound."""
        return await self._statements.card(id), await self._statements.revisions(id)

    async def card(self, id: StatementId) -> Card:
        """One statement as it stands now. Raises NotFound."""
        return await self._statements.card(id)

    async def find(
        self,
        typed: str,
        *,
        page: int = 0,
        size: int = PAGE,
        langs: Sequence[str] = (),
        zone: tzinfo = UTC,
        exact: bool = False,
        unfinished: bool = False,
    ) -> Hits:
        """Statements in any language that hold what was typed, or what it is called elsewhere.

        `langs`: the reader's, in order; they choose which statement stands for its story, and exclude none.
        `zone`: whose midnight `since:1.11.2026` means. `exact`: nothing but the words as they were typed.
        `unfinished`: the last word may go on, as where each letter typed is a search.
        """
        typed = " ".join(typed.split())[:MAX_TYPED]
        asked = parse_query(typed)
        scope, unknown = await self._narrowed(asked, zone)
        widened = to_the_letter(asked) if exact else self._widener.widen(asked, unfinished=unfinished)
        query = widened.query(scope)
        if query.is_empty:
            return Hits(typed, ListPage((), 0, more=False), unknown=unknown, is_empty=True)
        page = _within(page)
        listed = await self._search.find(query, langs=langs, limit=size, offset=page * size)
        doubtful = len(listed.cards) < _FEW and not (listed.more or page or exact or unfinished)
        return Hits(
            typed,
            _page(listed, page),
            snippets=dict(self._snippets(listed.cards, query)),
            topics=widened.topics,
            searched_also=self._widener.called(widened, typed=typed),
            did_you_mean=await self._meant(asked, query) if doubtful else None,
            unknown=unknown,
        )

    async def _meant(self, asked: Asked, query: Query) -> str | None:
        """The search with its mistyped words put right, if that finds anything."""
        instead = asked.typed
        for word in list(filter(may_be_mistyped, asked.words))[:_MOST_PUT_RIGHT]:
            if better := meant(word, await self._search.spelled_like(word)):
                instead = respelled(instead, word, better.shown)
        if instead == asked.typed:
            return None
        found = await self._search.find(self._widener.widen(parse_query(instead)).query(query.scope), limit=1)
        return instead if found.cards else None

    async def _narrowed(self, asked: Asked, zone: tzinfo) -> tuple[Scope, tuple[Unread, ...]]:
        if not asked.narrowed:
            return Scope(), ()
        sources = {source.spec.key: source.spec.name for source in await self._sources.all()}
        return narrow(asked.narrowed, Reading(sources, self._taxonomy, self._clock(), zone))

    def _snippets(self, cards: Iterable[Card], query: Query) -> Iterator[tuple[StatementId, Snippet]]:
        """Of what rights allow to be shown: a card holds no more."""
        for card in cards:
            if text := card.body or card.summary:
                lemma = partial(self._taxonomy.lexicon.lemma, lang=card.lang)
                yield card.id, snippet(text, query.clauses, lemma)

    async def latest(
        self, terms: Sequence[Term], langs: Sequence[str], *, page: int = 0, size: int = PAGE
    ) -> ListPage:
        """The newest that carry one of `terms` (none: any), in the reader's languages if there are any."""
        page = _within(page)
        listed = await self._statements.latest(terms=terms, langs=langs, limit=size, offset=page * size)
        if listed.cards or not langs:
            return _page(listed, page)
        if page and (await self._statements.latest(terms=terms, langs=langs, limit=1)).cards:
            return _page(listed, page)
        listed = await self._statements.latest(terms=terms, langs=(), limit=size, offset=page * size)
        return replace(_page(listed, page), other_languages=bool(listed.cards))

    def topics_named(self, typed: str) -> tuple[Topic, ...]:
        """The topics `typed` may name, in any language, spelled loosely; one when there is no doubt."""
        return self._taxonomy.close(typed)

    def topic(self, key: str) -> Topic:
        """The topic with this key. Raises NotFound."""
        if (topic := self._taxonomy.by_key.get(key)) is None:
            raise NotFound(key)
        return topic

    async def of_topic(self, key: str, langs: Sequence[str], *, page: int = 0) -> ListPage:
        """A topic's statements, newest first. Raises NotFound."""
        term = Term(TermKind.TOPIC, self.topic(key).key)
        return await self.latest((term,), langs, page=page)


def _within(page: int) -> int:
    return max(0, min(page, LAST_PAGE))


def _page(listed: Listed, number: int) -> ListPage:
    more = listed.more and number < LAST_PAGE
    return ListPage(listed.cards, number, more=more, bounded=listed.bounded)
