"""Search queries: what a reader typed, read so that nothing they type can be an error.

Words must all occur, in any of their forms; "a phrase" stands as it was typed; -word must not occur;
`a OR b` is either; covid* may go on. `from:`, `topic:`, `lang:` and `since:` narrow the search.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.statement import Millis
from bot.domain.text import fold, words

_PIECE = re.compile(
    r"""(?P<minus>[-−–])?
        (?: (?P<name>[^\W\d]+):(?:"(?P<quoted_value>[^"]*)"?|(?P<value>[^\s"]*))
          | "(?P<phrase>[^"]*)"?
          | (?P<word>\S+) )""",
    re.VERBOSE,
)
_OWNED = re.compile(r"['’]s$", re.IGNORECASE)
_EITHER = frozenset({"OR", "|", "||", "ILI", "ИЛИ", "OSE"})
_MAX_PIECES = 16


class Operator(StrEnum):
    """What a search can be narrowed by."""

    FROM = "from"  # a source
    TOPIC = "topic"
    LANG = "lang"
    SINCE = "since"


_F, _T, _L, _S = Operator
# A name that means two things is the first one whose value can be read.
_NAMES: Mapping[str, tuple[Operator, ...]] = {
    **dict.fromkeys(("from", "source", "burimi", "izvor"), (_F,)),
    **dict.fromkeys(("nga", "prej", "od"), (_S, _F)),
    **dict.fromkeys(("topic", "tema", "teme"), (_T,)),
    **dict.fromkeys(("lang", "language", "gjuha", "gjuhe", "jezik"), (_L,)),
    **dict.fromkeys(("since", "qe", "posle"), (_S,)),
}


@dataclass(frozen=True, slots=True)
class Unread:
    """An operator whose value says nothing: `typed` as a whole ("since:foo"), to be told to whoever typed it."""

    typed: str
    operator: Operator


@dataclass(frozen=True, slots=True)
class Narrowing:
    """An operator as it was typed; `operators`: what its name may mean."""

    typed: str
    operators: tuple[Operator, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Folded words as they were typed, side by side; `exact`: in quotes; `goes_on`: with a star."""

    words: tuple[str, ...]
    exact: bool = False
    goes_on: bool = False
    capitals: bool = False  # as names of organisations are: "WHO" is not "who"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed. Every clause must be met by one of its pieces; none of `excluded` may occur."""

    typed: str = ""
    clauses: tuple[tuple[Piece, ...], ...] = ()
    excluded: tuple[Piece, ...] = ()
    narrowed: tuple[Narrowing, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The different folded words that are looked for."""
        pieces = (piece for clause in self.clauses for piece in clause)
        return tuple(dict.fromkeys(word for piece in pieces for word in piece.words))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words that stand together, in these very forms."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A folded word, found also where it is a word's lemma; `goes_on`: and at the beginning of longer ones."""

    word: str
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """Statements that carry this topic, whatever their words."""

    topic: str


@dataclass(frozen=True, slots=True)
class Every:
    """Each of these clauses, met by one of its parts."""

    clauses: "tuple[Clause, ...]"


Part = Phrase | Form | About | Every
Clause = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """Where it is searched: empty means anywhere, several mean any of them."""

    sources: tuple[str, ...] = ()  # keys
    topics: tuple[str, ...] = ()  # keys
    langs: tuple[str, ...] = ()
    since: Millis | None = None

    @property
    def is_everywhere(self) -> bool:
        """Nothing was narrowed."""
        return self == EVERYWHERE


EVERYWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: every clause must be met by one of its parts, and nothing of `excluded` may occur."""

    clauses: tuple[Clause, ...] = ()
    excluded: Clause = ()
    scope: Scope = EVERYWHERE

    @property
    def is_empty(self) -> bool:
        """Nothing to look for."""
        return not self.clauses and self.scope.is_everywhere


def parse_query(typed: str) -> Asked:
    """What `typed` asks for; without any clause when it holds nothing to look for."""
    clauses: list[tuple[Piece, ...]] = []
    excluded: list[Piece] = []
    narrowed: list[Narrowing] = []
    either = False
    for found in list(_PIECE.finditer(typed))[:_MAX_PIECES]:
        if found[0] in _EITHER:
            either = bool(clauses)
            continue
        if narrowing := _narrowing(found):
            narrowed.append(narrowing)
            continue
        piece = _piece(found)
        if piece is None:
            continue
        if found["minus"]:
            excluded.append(piece)
        elif either:
            clauses[-1] += (piece,)
        else:
            clauses.append((piece,))
        either = False
    return Asked(typed, tuple(clauses), tuple(excluded), tuple(narrowed))


def _narrowing(found: re.Match[str]) -> Narrowing | None:
    operators = _NAMES.get(fold(found["name"] or ""))
    if operators is None or found["minus"]:
        return None
    return Narrowing(found[0], operators, (found["quoted_value"] or found["value"] or "").strip())


def _piece(found: re.Match[str]) -> Piece | None:
    phrase = found["phrase"]
    text = phrase if phrase is not None else _OWNED.sub("", found[0])
    folded = words(text)
    if not folded:
        return None
    return Piece(
        folded,
        exact=phrase is not None,
        goes_on=phrase is None and text.endswith("*"),
        capitals=text.isupper() and len(text) > 1,
    )


def respelled(typed: str, word: str, shown: str) -> str:
    """`typed` with the folded `word` written otherwise wherever it stands."""
    return re.sub(r"\w+", lambda found: shown if fold(found[0]) == word else found[0], typed)
