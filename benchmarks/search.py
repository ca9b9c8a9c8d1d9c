"""`python -m benchmarks.search`: how long searches take, for every kind of query, in a large invented archive."""

import argparse
import asyncio
import itertools
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.copies import NOW
from benchmarks.machine import BOT_CORE, OTHER_CORE, described, pin
from benchmarks.readers import KINDS, Kind
from benchmarks.statements import SOURCES, Corpus, archive, corpus, rare_word
from benchmarks.table import table
from bot.data import load_glossary, load_taxonomy
from bot.domain.lexicon import Lexicon
from bot.domain.text import words
from bot.garbage import keep_what_there_is
from bot.language.lexicon import load_lexicon
from bot.services.searching import SearchingService
from storage.database import Database
from storage.search import SqlSearchStore
from storage.sources import SqlSourceStore
from storage.statements import SqlStatementStore

COUNTS = (100_000,)
TEXTS = Path("../shared/texts")
TIMES = 60  # searches of each kind
WARMING = 10  # of each kind before these: a server that readers ask was not started just now
LANGS = ("en", "sq", "sr")
_COMMON = (0.01, 0.05)  # of the sentences hold a common word
_RARE = 200  # rare words that are looked for: nearly all are there
_SHORT = 3  # letters of a word, words of a phrase
_VERY_COMMON = 8  # words of each language, the most common of all


class Dice:
    """Searches as readers may type them, the same ones each time."""

    def __init__(self, texts: Corpus) -> None:
        self._random = random.Random(1)
        self._sentences = [words(each) for lang in LANGS for each in texts.sentences[lang]]
        held = Counter(itertools.chain.from_iterable(map(set, self._sentences)))
        low, high = (share * len(self._sentences) / len(LANGS) for share in _COMMON)
        self._common = sorted(word for word, n in held.items() if low <= n <= high and len(word) > _SHORT)
        self._very_common = [word for word, _ in held.most_common(_VERY_COMMON * len(LANGS))]
        self._topics = [topic.names[lang] for topic in load_taxonomy().topics for lang in LANGS]

    def rare(self) -> str:
        """A word that hardly any statement holds."""
        return rare_word(self._random.randrange(_RARE))

    def common(self) -> str:
        """A word of one to five in a hundred sentences."""
        return self._random.choice(self._common)

    def very_common(self) -> str:
        """A word like "the"."""
        return self._random.choice(self._very_common)

    def phrase(self) -> str:
        """Three words that stand together somewhere."""
        sentence = self._random.choice([each for each in self._sentences if len(each) > 2 * _SHORT])
        start = self._random.randrange(len(sentence) - _SHORT)
        return f'"{" ".join(sentence[start : start + _SHORT])}"'

    def topic(self) -> str:
        """A topic's name."""
        return self._random.choice(self._topics)

    def source(self) -> str:
        """A source's key."""
        return f"agency_{self._random.randint(1, SOURCES)}"

    def lang(self) -> str:
        """A language."""
        return self._random.choice(LANGS)

    def since(self) -> str:
        """Some time ago."""
        return self._random.choice(("7d", "3m", "2y"))

    def mistyped(self) -> str:
        """A rare word with two letters swapped."""
        word = self.rare()
        at = self._random.randrange(1, len(word) - 3)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def kinds(dice: Dice) -> Mapping[str, Callable[[], str]]:
    """How searches of each kind are typed."""
    return {
        "one rare word": dice.rare,
        "a common word": dice.common,
        "a very common word": dice.very_common,
        "two common words": lambda: f"{dice.common()} {dice.common()}",
        "a phrase": dice.phrase,
        "OR": lambda: f"{dice.common()} OR {dice.common()}",
        "minus": lambda: f"{dice.common()} -{dice.common()}",
        "a topic, widened": dice.topic,
        "from:": lambda: f"{dice.common()} from:{dice.source()}",
        "lang:": lambda: f"{dice.common()} lang:{dice.lang()}",
        "since:": lambda: f"{dice.common()} since:{dice.since()}",
        "very common, from:, since:": lambda: (
            f"{dice.very_common()} from:{dice.source()} since:{dice.since()}"
        ),
        "mistyped: did you mean": dice.mistyped,
    }


@dataclass(frozen=True, slots=True)
class Took:
    """How one search went."""

    ms: float
    found: int
    bounded: bool
    cut: bool
    offered: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """How searches of each kind went, and how the very first ones of all kinds did."""

    warm: Mapping[str, Sequence[Took]]
    cold: Sequence[Took]


async def time_searches(url: str, texts: Corpus, lexicon: Lexicon, *, times: int, warming: int) -> Measured:
    """Every kind so many times, in turn, one search after another as the service answers them; none comes twice."""
    database = await Database.open(url, lexicon=lexicon)
    try:
        cut: list[bool] = []
        service = SearchingService(
            SqlStatementStore(database),
            SqlSearchStore(database, cut=lambda: cut.append(True)),
            load_taxonomy(lexicon),
            sources=SqlSourceStore(database),
            clock=lambda: NOW,
            glossary=load_glossary(lexicon),
        )
        typed = kinds(Dice(texts))
        keep_what_there_is()  # as the bot does at its start
        cold = [await _time(service, search(), cut) for _ in range(warming) for search in typed.values()]
        took: dict[str, list[Took]] = {name: [] for name in typed}
        for _ in range(times):
            for name, search in typed.items():
                took[name].append(await _time(service, search(), cut))
        return Measured(took, cold)
    finally:
        await database.close()


async def _time(service: SearchingService, typed: str, cut: list[bool]) -> Took:
    cut.clear()
    began = time.perf_counter()
    hits = await service.find(typed, langs=("en", "sq"))
    ms = 1000 * (time.perf_counter() - began)
    return Took(ms, len(hits.page.cards), hits.bounded, bool(cut), hits.did_you_mean is not None)


def measured(
    databases: Iterable[Kind],
    *,
    counts: Sequence[int] = COUNTS,
    texts: Path = TEXTS,
    times: int = TIMES,
    warming: int = WARMING,
    keep: Path | None = None,
) -> str:
    """The table."""
    found, lexicon = corpus(texts), load_lexicon()
    rows: list[list[object]] = []
    for kind in databases:
        for count in counts:
            with archive(kind, count, found, lexicon, keep=keep) as url:
                pin(BOT_CORE)
                took = asyncio.run(time_searches(url, found, lexicon, times=times, warming=warming))
                pin(OTHER_CORE)
            whole = {
                "all of them": list(itertools.chain.from_iterable(took.warm.values())),
                "the first of each, cold": took.cold,
            }
            rows += [[kind, count, name, *_figures(each)] for name, each in {**took.warm, **whole}.items()]
    head = [
        "database",
        "statements",
        "search",
        "p50 ms",
        "p95 ms",
        "max ms",
        "bounded",
        "cut",
        "found",
        "offered",
    ]
    return (
        f"{times} searches of each kind by `SearchingService.find`, cards and snippets included, after {warming} "
        f"others of each; {found.origin}\n\n"
        f"{table(head, rows)}"
    )


def _figures(took: Sequence[Took]) -> list[object]:
    times = sorted(one.ms for one in took)
    shares = [
        sum(one.bounded for one in took),
        sum(one.cut for one in took),
        sum(one.found > 0 for one in took),
        sum(one.offered for one in took),
    ]
    return [
        statistics.median(times),
        times[min(len(times) - 1, round(0.95 * len(times)))],
        times[-1],
        *(f"{each / len(took):.0%}" for each in shares),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, action="append", metavar="N", help="100,000 unless told")
    parser.add_argument("--databases", default=",".join(KINDS), help="separated by commas")
    parser.add_argument("--texts", type=Path, default=TEXTS, help="the reference texts' folder")
    parser.add_argument("--times", type=int, default=TIMES, help="searches of each kind")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="take the archives from there, made if missing"
    )
    options = parser.parse_args()
    pin(OTHER_CORE)
    databases = [kind for kind in KINDS if kind in options.databases.split(",")]
    shown = measured(
        databases,
        counts=options.statements or COUNTS,
        texts=options.texts,
        times=options.times,
        keep=options.keep,
    )
    print(f"{described()}; {shown}")


if __name__ == "__main__":
    main()
