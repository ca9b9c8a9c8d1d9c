"""An archive of invented statements, as many as wanted, on either database; made once and kept, as readers are.

Their words are pieces of the reference texts, so that they are as common, and stand together, as in real
news; without those texts they are invented. Each statement also has two rare words of its own. The first
10,000 are indexed as the bot does it; the others are copies of them, at other times.
"""

import hashlib
import itertools
import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from benchmarks.copies import NOW, PERIOD, copy
from benchmarks.made import Build, postgres_database, shown, sqlite_file
from benchmarks.postgres import server
from benchmarks.readers import FOLDER, Kind
from bot.data import load_taxonomy
from bot.domain.lexicon import Lexicon
from bot.domain.statement import Millis, StatementId
from bot.domain.subscriber import Term, TermKind
from bot.domain.text import hash16
from storage.database import Database, Dialect, migrate
from storage.reindex import keep_up, reindex
from storage.schema import revision, source, statement, statement_term, subject
from storage.search import put
from storage.search_words import FORMAT, Indexed
from storage.terms import term_ids

SOURCES = 20
LANGS = ("en", "en", "en", "en", "sq", "sq", "sq", "sr", "sr", "sr")
_WORDS = 200  # a statement has on average
_AT_ONCE = 500
_DIFFERENT = 10_000
# What is thrown away when its making breaks off need not be safe meanwhile; and an index is made much faster at
# once, or in large pieces, than row by row.
_HASTE: Mapping[Dialect, Sequence[str]] = {
    "sqlite": (
        *("PRAGMA synchronous = OFF", "PRAGMA secure_delete = OFF", "PRAGMA cache_size = -400000"),
        "INSERT INTO fts_statement (fts_statement, rank) VALUES ('hashsize', 64000000)",
    ),
    "postgresql": ("DROP INDEX ix_fts_statement_vector",),
}
_IN_THE_END: Mapping[Dialect, Sequence[str]] = {
    "sqlite": (
        "INSERT INTO fts_statement (fts_statement, rank) VALUES ('hashsize', 1048576)",
    ),  # as it comes
    "postgresql": (
        "SET maintenance_work_mem = '1GB'",
        "CREATE INDEX ix_fts_statement_vector ON fts_statement USING gin (vector)",
    ),
}
_RARE = 300_000  # different rare words
_SYLLABLES = [consonant + vowel for consonant in "bdfgjklmnprstvz" for vowel in "aeiou"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Sentences of each language."""

    sentences: Mapping[str, Sequence[str]]
    origin: str


def corpus(texts: Path) -> Corpus:
    """The reference texts, or invented ones."""
    news = texts / "ntrex_news_en_sq_sr.jsonl"
    if not news.exists():
        invented = {lang: _invented(lang) for lang in set(LANGS)}
        return Corpus(invented, f"invented words: {texts} has no reference texts")
    found: dict[str, list[str]] = {lang: [] for lang in set(LANGS)}
    for line in news.read_text("utf-8").splitlines():
        document = json.loads(line)
        for key, lang in (("en", "en"), ("sq", "sq"), ("sr_Latn", "sr"), ("sr_Cyrl", "sr")):
            found[lang] += document[key]["sentences"]
    return Corpus(found, "pieces of real news")


def _invented(lang: str) -> list[str]:
    dice = random.Random(lang)
    known = ["".join(dice.choices(_SYLLABLES, k=dice.randint(1, 4))) for _ in range(20_000)]
    weights = [1 / rank for rank in range(1, len(known) + 1)]
    return [" ".join(dice.choices(known, weights, k=20)) for _ in range(3_000)]


def rare_word(number: int) -> str:
    """One of very many words that hardly occur."""
    made = ""
    for _ in range(4):
        number, syllable = divmod(number, len(_SYLLABLES))
        made += _SYLLABLES[syllable]
    return f"{made}x"


@contextmanager
def archive(
    kind: Kind, count: int, texts: Corpus, lexicon: Lexicon, *, keep: Path | None = None
) -> Iterator[str]:
    """The address of a database with so many statements; it is only read.

    It is made anew whenever the schema changes; `keep`: it lies in this folder, and is taken as it is found there.
    """
    folder = keep or FOLDER / _digest(lexicon.version, texts.origin)
    folder.mkdir(parents=True, exist_ok=True)
    build = partial(_build, count=count, texts=texts, lexicon=lexicon)
    with _sqlite(folder, count, build) if kind == "sqlite" else _postgres(folder, count, build) as url:
        yield url


@contextmanager
def _sqlite(folder: Path, count: int, build: Build) -> Iterator[str]:
    kept = folder / f"statements-{count}.db"
    sqlite_file(kept, build)
    yield f"sqlite:///{kept}"


@contextmanager
def _postgres(folder: Path, count: int, build: Build) -> Iterator[str]:
    name = f"statements_{count}"
    with server(folder / "postgres") as url:
        postgres_database(url, name, build)
        yield shown(url.set(database=name))


def _digest(*named: str) -> str:
    """Of the schema, the index and how the statements are made."""
    storage = Path(__file__).parent.parent / "storage"
    files = [
        Path(__file__),
        Path(__file__).with_name("copies.py"),
        storage / "schema.py",
        *sorted((storage / "migrations").rglob("*.py")),
    ]
    parts = [*(file.read_bytes() for file in files), *map(str.encode, (FORMAT, *named))]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:12]


async def _build(url: str, count: int, texts: Corpus, lexicon: Lexicon) -> None:
    await migrate(url)
    database = await Database.open(url, lexicon=lexicon)
    try:
        await reindex(database)  # there is nothing yet: from here on the index is up to date
        await _execute(database, _HASTE)
        topics = await _frame(database)
        made, different = Invented(texts, topics, count), min(count, _DIFFERENT)
        for first in range(1, different + 1, _AT_ONCE):
            await _store(
                database, [made.statement(n) for n in range(first, min(first + _AT_ONCE, different + 1))]
            )
        while await keep_up(database, most=_AT_ONCE):
            pass
        for first in range(different, count, different):
            await copy(database, first=first, many=min(different, count - first), last=count)
            _tell(f"{min(first + different, count):,} of {count:,} statements")
        await _execute(database, _IN_THE_END)
    finally:
        await database.close()


def _tell(progress: str) -> None:
    print(f"\r{progress}", end="", file=sys.stderr, flush=True)


async def _execute(database: Database, statements: Mapping[Dialect, Sequence[str]]) -> None:
    async with database.outside_transaction() as connection:
        for each in statements[database.dialect]:
            await connection.execute(text(each))


async def _frame(database: Database) -> list[int]:
    """The sources and the topics' terms."""
    keys = [Term(TermKind.TOPIC, topic.key) for topic in load_taxonomy().topics]
    async with database.write() as connection:
        await connection.execute(insert(source), [_source(number) for number in range(1, SOURCES + 1)])
        return list((await term_ids(connection, database, keys, create=True)).values())


def _source(number: int) -> dict[str, Any]:
    url = f"https://agency{number}.example/feed"
    return {
        "id": number,
        "key": f"agency_{number}",
        "name": f"Agency {number}",
        "url": url,
        "effective_url": url,
        "official": False,
        "rights": "summary",
        "enabled": True,
        "next_at": 0,
        "state": "active",
    }


@dataclass(frozen=True, slots=True)
class Made:
    """One invented statement."""

    indexed: Indexed
    summary: str


class Invented:
    """Statements by their numbers: the same number always makes the same."""

    def __init__(self, texts: Corpus, topics: Sequence[int], count: int) -> None:
        self._count = count
        self._texts = texts.sentences
        self._topics = topics
        self._weights = list(itertools.accumulate(1 / rank for rank in range(1, len(topics) + 1)))

    def statement(self, number: int) -> Made:
        """The statement of this number; the last is the newest."""
        dice = random.Random(number)
        lang = dice.choice(LANGS)
        sentences = self._texts[lang]
        body: list[str] = []
        wanted = dice.lognormvariate(0, 0.4) * _WORDS
        while sum(map(len, body)) < wanted * 6:  # letters
            body.append(dice.choice(sentences))
        rare = [rare_word(int(dice.random() ** 2 * _RARE)) for _ in range(2)]
        title = " ".join([*dice.choice(sentences).split()[:8], rare[0]])
        body.insert(len(body) // 2, f"{rare[1].capitalize()}.")
        topics = dice.choices(self._topics, cum_weights=self._weights, k=dice.choice((0, 1, 1, 2)))
        at: Millis = NOW - (self._count - number) * PERIOD // self._count
        indexed = Indexed(
            StatementId(number),
            title,
            " ".join(body),
            dice.randint(1, SOURCES),
            lang,
            at,
            tuple(dict.fromkeys(topics)),
        )
        return Made(indexed, body[0])


async def _store(database: Database, made: Sequence[Made]) -> None:
    async with database.write() as connection:
        await connection.execute(insert(subject), [{"id": m.indexed.id, "kind": "statement"} for m in made])
        await connection.execute(insert(statement), [_statement(m.indexed) for m in made])
        await connection.execute(insert(revision), [_revision(m) for m in made])
        carried = [{"statement": m.indexed.id, "term": t} for m in made for t in m.indexed.topics]
        await connection.execute(insert(statement_term), carried)
        await put(connection, database, [m.indexed for m in made])


def _statement(made: Indexed) -> dict[str, Any]:
    return {
        "id": made.id,
        "source": made.source,
        "guid_hash": hash16(str(made.id)),
        "url": f"https://agency{made.source}.example/{made.id}",
        "published_at": made.published_at,
        "first_seen_at": made.published_at,
        "lang": made.lang,
        "script": "Latn",
        "state": "published",
        "revision_no": 1,
    }


def _revision(made: Made) -> dict[str, Any]:
    words = made.indexed
    return {
        "statement": words.id,
        "no": 1,
        "title": words.title,
        "summary": made.summary,
        "body": words.body,
        "links": "[]",
        "fingerprint": hash16(words.body),
        "seen_at": words.published_at,
    }
