"""Keyword rules: those of all readers against a new statement, and a new one against what was said lately."""

import asyncio
from collections.abc import Sequence

from bot.domain.errors import InvalidInput
from bot.domain.lexicon import Lexicon
from bot.domain.passage import Passage
from bot.domain.rule import Rule
from bot.domain.rulebook import Rulebook
from bot.domain.statement import DAY, Evidence, Millis
from bot.domain.subscriber import Term, TermKind
from bot.ports import Clock, RecentText, RuleChanges, RuleStore, Trial

TRIED_ON = 30 * DAY  # milliseconds: how far back a new rule is tried
EXAMPLES = 3
_AT_ONCE = 100  # statements read in one go
_TRIED_AT_MOST = 1_500  # statements
_LEARNT = 300  # statements that tell how rare words are
_IN_A_THREAD_FROM = 200  # rules that come at once


class RuleService:
    """The rulebook, kept up with the readers' wishes."""

    def __init__(self, store: RuleStore, lexicon: Lexicon, *, clock: Clock) -> None:
        self._store = store
        self._lexicon = lexicon
        self._clock = clock
        self._book = Rulebook(lexicon)
        self._known: int | None = None  # the last change in the book; None: it is still empty
        self._changing = asyncio.Lock()

    async def matching(self, passage: Passage) -> tuple[Evidence, ...]:
        """The rules that want this statement, each with what proves it."""
        async with self._changing:
            await self._catch_up()
            found = tuple(self._book.matching(passage))
            self._book.learn(passage)
        return tuple(Evidence(str(Term(TermKind.KEYWORD, key)), proof) for key, proof in found)

    async def _catch_up(self) -> None:
        changes = await self._store.changes(self._known)
        if changes.whole:
            texts = await self._recent((), limit=_LEARNT)
            self._book = await asyncio.to_thread(self._new_book, changes, texts)
        elif len(changes.rules) > _IN_A_THREAD_FROM:
            await asyncio.to_thread(_change, self._book, changes)
        else:
            _change(self._book, changes)
        self._known = changes.last

    def _new_book(self, changes: RuleChanges, texts: Sequence[RecentText]) -> Rulebook:
        book = Rulebook(self._lexicon)
        for text in texts:
            book.learn(self._passage(text))
        _change(book, changes)
        return book

    async def tried(self, rule: Rule, langs: Sequence[str]) -> Trial:
        """What this rule would have found lately in these languages (none: in all)."""
        alone = Rulebook(self._lexicon)
        alone.put(0, rule.key)
        read, found = 0, list[RecentText]()
        while read < _TRIED_AT_MOST:
            texts = await self._recent(langs, limit=_AT_ONCE, offset=read)
            found += await asyncio.to_thread(self._wanted, alone, texts)
            read += len(texts)
            if len(texts) < _AT_ONCE:
                return Trial(len(found), read, tuple(found[:EXAMPLES]), whole=True)
        return Trial(len(found), read, tuple(found[:EXAMPLES]), whole=False)

    async def _recent(self, langs: Sequence[str], *, limit: int, offset: int = 0) -> tuple[RecentText, ...]:
        since: Millis = self._clock() - TRIED_ON
        return await self._store.recent(since=since, langs=langs, limit=limit, offset=offset)

    def _wanted(self, alone: Rulebook, texts: Sequence[RecentText]) -> list[RecentText]:
        return [text for text in texts if any(alone.matching(self._passage(text)))]

    def _passage(self, text: RecentText) -> Passage:
        return Passage.read(text.title, f"{text.summary}\n{text.body}", text.lang, self._lexicon)


def _change(book: Rulebook, changes: RuleChanges) -> None:
    for number, key in changes.rules.items():
        try:
            if key is None:
                book.drop(number)
            else:
                book.put(number, key)
        except InvalidInput:  # of an earlier release, which took what is no rule: it finds nothing
            continue
