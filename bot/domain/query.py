"""Search queries: what a reader typed, read so that nothing they type can be an error.

Words must all occur; "a phrase" stands together; -word must not occur; `a OR b` is either. Everything is
folded, and an unquoted word of four letters or more also finds its longer forms.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.text import words
from bot.domain.topic import Taxonomy, Topic

_PIECE = re.compile(r'(?P<minus>-)?"(?P<phrase>[^"]*)"?|(?P<word>\S+)')
_MAX_PIECES = 12
_PREFIX_FROM = 4


class Operator(StrEnum):
    """What a search can be narrowed by."""

    FROM = "from"  # a source
    TOPIC = "topic"
    LANG = "lang"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class Unread:
    """An operator whose value says nothing: `typed` as a whole ("since:foo"), to be told to whoever typed it."""

    typed: str
    operator: Operator


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words that stand together; `prefix`: the last one may go on."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Every clause must be met by one of its phrases, and none of `excluded` may occur."""

    clauses: tuple[tuple[Phrase, ...], ...]
    excluded: tuple[Phrase, ...] = ()
    topics: tuple[str, ...] = ()  # keys by which it was widened

    @property
    def is_empty(self) -> bool:
        """Nothing to look for."""
        return not self.clauses


def parse_query(typed: str) -> Query:
    """The query that `typed` means; empty when it holds nothing to look for."""
    clauses: list[tuple[Phrase, ...]] = []
    excluded: list[Phrase] = []
    either = False
    for piece in list(_PIECE.finditer(typed))[:_MAX_PIECES]:
        word = piece["word"]
        if word in ("OR", "|", "ILI", "ИЛИ", "OSE"):
            either = bool(clauses)
            continue
        negative = bool(piece["minus"]) or (word is not None and len(word) > 1 and word[0] in "-−")
        phrase = _phrase(piece["phrase"], word)
        if phrase is None:
            continue
        if negative:
            excluded.append(replace(phrase, prefix=False))
        elif either:
            clauses[-1] += (phrase,)
        else:
            clauses.append((phrase,))
        either = False
    return Query(tuple(clauses), tuple(excluded))


def _phrase(quoted: str | None, word: str | None) -> Phrase | None:
    found = words(word if word is not None else quoted or "")
    if not found:
        return None
    return Phrase(found, prefix=word is not None and len(found[-1]) >= _PREFIX_FROM)


def widen(query: Query, typed: str, taxonomy: Taxonomy) -> Query:
    """`query`, also met by the other names of the topics it names, in every language.

    A quoted query is taken at its word, and so is one that says OR or minus.
    """
    plain = '"' not in typed and not query.excluded and all(len(c) == 1 for c in query.clauses)
    topics = taxonomy.within(typed) if plain and not query.is_empty else ()
    if not topics:
        return query
    wanted = tuple(word for clause in query.clauses for word in clause[0].words)
    rest, widened = list(wanted), []
    for topic in topics:
        name = max((n for n in _names(topic) if _inside(n, rest)), key=len, default=())
        if name:
            rest = _without(rest, name)
            widened.append(tuple(Phrase(n, prefix=len(n[-1]) >= _PREFIX_FROM) for n in _names(topic)))
    words_left = tuple((Phrase((w,), prefix=len(w) >= _PREFIX_FROM),) for w in rest)
    return Query((*widened, *words_left), (), tuple(t.key for t in topics))


def _names(topic: Topic) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(name.split()) for name in topic.called())


def _inside(name: tuple[str, ...], text: list[str]) -> bool:
    return any(tuple(text[i : i + len(name)]) == name for i in range(len(text) - len(name) + 1))


def _without(text: list[str], name: tuple[str, ...]) -> list[str]:
    for i in range(len(text) - len(name) + 1):
        if tuple(text[i : i + len(name)]) == name:
            return text[:i] + text[i + len(name) :]
    return text
