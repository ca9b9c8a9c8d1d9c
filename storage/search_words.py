"""What both search indices hold and are asked for: folded words, split the same way on either side. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.domain.query import Phrase
from bot.domain.statement import Millis, StatementId
from bot.domain.text import words

NEWEST = 2_000  # hits that are ranked; a very common word costs no more than these
_MAX_WORDS = 40_000
_MAX_WORD = 64  # PostgreSQL refuses a word over 2,046 bytes
_MAX_BYTES = 500_000  # and a tsvector over 1 MiB


@dataclass(frozen=True, slots=True)
class Indexed:
    """A statement's newest words, on their way into the index."""

    id: StatementId
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that a query found; `relevance` compares within one answer only."""

    id: StatementId
    relevance: float
    published_at: Millis


def words_of_text(text: str) -> tuple[str, ...]:
    """The words under which `text` is found, in order."""
    room, found = _MAX_BYTES, []
    for word in islice(_split(words(text)), _MAX_WORDS):
        room -= len(word.encode())
        if room < 0:
            break
        found.append(word)
    return tuple(found)


def words_of_phrase(phrase: Phrase) -> tuple[str, ...]:
    """The words of a query's phrase as the index knows them; none, when it consists of "_" only."""
    return tuple(_split(phrase.words))


def _split(folded: tuple[str, ...]) -> Iterator[str]:
    for word in folded:
        for part in word.split("_"):  # SQLite's tokenizer parts words there
            if part:
                yield part[:_MAX_WORD]
