"""`python -m tools.measure_search`: how well searches find what answers them, beside a plain search.

The plain one knows no forms of words, no topics and no glossary. Searches and answers are judged by hand
(tools/data/judged_searches.tsv); the documents are the reference texts, among the entries of real feeds. Each
search is narrowed to the language in which it is to be answered.
"""

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.table import table
from bot.data import load_glossary, load_taxonomy
from bot.domain.glossary import Glossary
from bot.domain.lexicon import Lexicon, Plain
from bot.domain.query import Scope, parse_query
from bot.domain.source import FetchState, SourceSpec
from bot.domain.statement import DAY, Batch, Evidence, Identity, Incoming, NewStatement, Push, Words
from bot.domain.text import hash16, script_of
from bot.domain.topic import Taxonomy
from bot.domain.widening import Widener
from bot.language.detect import Detector
from bot.language.lexicon import load_lexicon
from storage.database import Database, migrate
from storage.search import SqlSearchStore
from storage.sources import SqlSourceStore
from storage.statements import SqlStatementStore
from tools.reference import FEEDS, TEXTS, Text, documents, entries

JUDGED = Path(__file__).parent / "data" / "judged_searches.tsv"
AMONG = 10  # results
_SOURCE = SourceSpec("reference", "Reference", "https://reference.example/feed")
_AT = 1_795_000_000_000  # all at once, so that age says nothing


@dataclass(frozen=True, slots=True)
class Judged:
    """What is typed in one language, and the documents in another that answer it."""

    asked: str
    answered: str
    typed: str
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """Of the answers, how many are among the first ten; one over the place of the first."""

    recall: float
    reciprocal: float


def judged(path: Path = JUDGED) -> list[Judged]:
    """All of them."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    return [
        Judged(asked, answered, typed, frozenset(names.split())) for asked, answered, typed, names in rows
    ]


async def all_texts(texts: Path, feeds: Path) -> list[Text]:
    """The documents, then the entries of feeds in whatever language they are."""
    detector = Detector()
    found = list(documents(texts))
    async for name, declared, title, text in entries(feeds):
        found.append(Text(name, detector.detect(f"{title} {text}", prior=declared), title, text))
    return found


class Archive:
    """The texts, indexed by a lexicon and tagged by a taxonomy, and searched with the same."""

    def __init__(self, database: Database, lexicon: Lexicon, taxonomy: Taxonomy, glossary: Glossary) -> None:
        self._database = database
        self._taxonomy = taxonomy
        self._widener = Widener(lexicon, taxonomy, glossary)

    async def fill(self, texts: Sequence[Text]) -> None:
        """Store them all."""
        sources = SqlSourceStore(self._database)
        await sources.sync([_SOURCE], now=_AT)
        source = await sources.get(_SOURCE.key)
        batch = Batch(tuple(self._new(number, text) for number, text in enumerate(texts)))
        store = SqlStatementStore(self._database)
        await store.record(source.id, FetchState(_SOURCE.url), batch, now=_AT + 30 * DAY)

    def _new(self, number: int, text: Text) -> NewStatement:
        words = Words(text.title, body=text.body)
        identity = Identity(hash16(str(number)), None)
        incoming = Incoming(identity, words, text.name, _AT, text.lang, script_of(text.body))
        tags = self._taxonomy.tag(text.title, text.body, text.lang)
        evidence = tuple(Evidence(f"topic:{tag.topic}", tag.evidence) for tag in tags)
        return NewStatement(incoming, evidence, Push.STORED)

    async def score(self, search: Judged) -> Score:
        """How well it is answered."""
        query = self._widener.widen(parse_query(search.typed)).query(Scope(langs=(search.answered,)))
        found = await SqlSearchStore(self._database).find(query, limit=AMONG)
        places = [place for place, card in enumerate(found.cards, 1) if card.url in search.documents]
        return Score(len(places) / len(search.documents), 1 / places[0] if places else 0.0)


async def scores(
    texts: Sequence[Text],
    searches: Sequence[Judged],
    lexicon: Lexicon,
    taxonomy: Taxonomy,
    glossary: Glossary,
) -> list[Score]:
    """One for each search, in an archive of its own."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/reference.db"
        await migrate(url)
        database = await Database.open(url, lexicon=lexicon)
        try:
            archive = Archive(database, lexicon, taxonomy, glossary)
            await archive.fill(texts)
            return [await archive.score(search) for search in searches]
        finally:
            await database.close()


async def measured(texts: Path, feeds: Path, *, misses: bool = False) -> str:
    """The table; `misses`: and every search whose answers are not all among the first ten."""
    found, searches = await all_texts(texts, feeds), judged()
    lexicon = load_lexicon()
    plain = await scores(found, searches, Plain(), Taxonomy([]), Glossary())
    ours = await scores(found, searches, lexicon, load_taxonomy(lexicon), load_glossary(lexicon))
    rows = [
        [name, len(which), *_means([plain[n] for n in which]), *_means([ours[n] for n in which])]
        for name, which in _groups(searches)
    ]
    head = ["asked in → answered in", "searches", "plain recall@10", "plain MRR", "recall@10", "MRR"]
    shown = f"{len(searches)} searches in {len(found):,} documents\n\n{table(head, rows)}"
    return f"{shown}\n{_missed(searches, ours)}" if misses else shown


def _groups(searches: Sequence[Judged]) -> Iterable[tuple[str, list[int]]]:
    pairs = dict.fromkeys((search.asked, search.answered) for search in searches)
    for asked, answered in pairs:
        which = [n for n, s in enumerate(searches) if (s.asked, s.answered) == (asked, answered)]
        yield f"{asked} → {answered}", which
    yield "the same language", [n for n, s in enumerate(searches) if s.asked == s.answered]
    yield "across languages", [n for n, s in enumerate(searches) if s.asked != s.answered]
    yield "all", list(range(len(searches)))


def _means(some: Sequence[Score]) -> list[str]:
    means = statistics.fmean(s.recall for s in some), statistics.fmean(s.reciprocal for s in some)
    return [f"{mean:.2f}" for mean in means]


def _missed(searches: Sequence[Judged], found: Sequence[Score]) -> str:
    lines = [
        f"  {search.asked} → {search.answered}  {search.typed}: {score.recall:.0%} of {len(search.documents)}"
        for search, score in zip(searches, found, strict=True)
        if score.recall < 1
    ]
    return "\n".join(["", "not all found:", *lines])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, default=TEXTS, help="the reference texts' folder")
    parser.add_argument("--feeds", type=Path, default=FEEDS, help="the folder of captured feeds")
    parser.add_argument("--misses", action="store_true", help="list the searches that miss an answer")
    options = parser.parse_args()
    if not options.texts.is_dir() or not options.feeds.is_dir():
        parser.exit(
            1, f"{options.texts} or {options.feeds} is not there; name both with --texts and --feeds\n"
        )
    print(asyncio.run(measured(options.texts, options.feeds, misses=options.misses)))


if __name__ == "__main__":
    main()
