"""What both search indices hold: folded words, the lemmas of those that are not their own, and marks. Pure.

A mark says what is not in the words: whose statement it is, its language, its month, its topics. It begins
with "#", which no folded word does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple

from bot.domain.lexicon import Lexicon
from bot.domain.statement import Millis, StatementId
from bot.domain.text import words

FORMAT = "2"  # of what is written into the index: a change of it has all indexed anew
VERSION = "search.version"  # where the database remembers by which format and lexicon everything is indexed
NEWEST = 2_000  # hits that are ranked; a very common word costs no more than these
_ALNUM = re.compile(r"[^\W_]+")
_MAX_WORDS = 40_000
_MAX_WORD = 64  # PostgreSQL refuses a word over 2,046 bytes
_MAX_BYTES = 400_000  # and a tsvector over 1 MiB
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Indexed:
    """A statement's newest words, on their way into the index, with what its marks say."""

    id: StatementId
    title: str
    body: str
    source: int
    lang: str
    published_at: Millis
    topics: tuple[int, ...]  # terms


@dataclass(frozen=True, slots=True)
class Document:
    """What is written into the index of one statement."""

    id: StatementId
    title: tuple[str, ...]
    body: tuple[str, ...]
    title_lemmas: tuple[str, ...]
    body_lemmas: tuple[str, ...]
    topics: tuple[str, ...]
    marks: tuple[str, ...]


class Hit(NamedTuple):
    """A statement that a query found; `relevance` compares within one answer only."""

    id: StatementId
    relevance: float
    published_at: Millis
    story: StatementId | None


class Found(NamedTuple):
    """What an index found; `bounded`: there is more; `cut`: time was up, and only the newest were searched."""

    hits: Sequence[Hit]
    bounded: bool = False
    cut: bool = False


def document(statement: Indexed, lexicon: Lexicon) -> Document:
    """The statement as the index holds it."""
    title, body = words_of_text(statement.title), words_of_text(statement.body)
    return Document(
        statement.id,
        title,
        body,
        _lemmas(title, statement.lang, lexicon),
        _lemmas(body, statement.lang, lexicon),
        tuple(topic_mark(topic) for topic in statement.topics),
        (source_mark(statement.source), lang_mark(statement.lang), *time_marks(statement.published_at)),
    )


def _lemmas(surface: Sequence[str], lang: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The lemmas that differ from their words; words that say nothing are found as they stand only."""
    pairs = zip(surface, lexicon.lemmas(surface, lang), strict=True)
    return tuple(
        split([lemma for word, lemma in pairs if lemma != word and not lexicon.is_common(word, lang)])
    )


def words_of_text(text: str) -> tuple[str, ...]:
    """The words under which `text` is found, in order."""
    room, found = _MAX_BYTES, []
    for word in islice(split(words(text)), _MAX_WORDS):
        room -= len(word.encode())
        if room < 0:
            break
        found.append(word)
    return tuple(found)


def split(folded: Sequence[str]) -> Iterator[str]:
    """Folded words and lemmas as the index knows them: letters and digits; none, when they consist of "_" only.

    SQLite's tokenizer parts words there, and a lemma may hold anything ("s'a").
    """
    for word in folded:
        for part in (word,) if word.isalnum() else _ALNUM.findall(word):
            yield part[:_MAX_WORD]


def source_mark(source: int) -> str:
    """Whose it is."""
    return f"#s{source}"


def topic_mark(term: int) -> str:
    """What it is about."""
    return f"#t{term}"


def lang_mark(lang: str) -> str:
    """The language it is in."""
    return f"#l{lang}"


def time_marks(at: Millis) -> tuple[str, ...]:
    """The year and the month in which it was published, UTC."""
    day = datetime.fromtimestamp(at / 1000, UTC)
    return f"#y{day.year}", _month_mark(day.year, day.month)


def marks_since(at: Millis, until: Millis) -> tuple[str, ...]:
    """The marks of which everything published from `at` to `until` has one: months of the first year, then years."""
    first, last = (datetime.fromtimestamp(time / 1000, UTC).date() for time in (at, until))
    months = [_month_mark(first.year, month) for month in range(first.month, _MONTHS_A_YEAR + 1)]
    return (*months, *(f"#y{year}" for year in range(first.year + 1, last.year + 1)))


def _month_mark(year: int, month: int) -> str:
    return f"#m{year}{month:02}"
