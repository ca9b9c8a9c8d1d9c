"""Snippets: the piece of a text that shows why a search found it."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.query import Clause, Every, Form, Phrase
from bot.domain.text import fold, squeeze

LONGEST = 200  # characters
_BEFORE = 50  # of them stand at most before the first hit
_LOOKED_AT = 20_000  # characters of a text in which hits are looked for
_MOST_STARTS = 300  # hits at which a piece may begin
_WORD = re.compile(r"\w[\w\u0300-\u036f]*")
# What turns the direction of writing, and would turn what stands behind the piece when its end was cut off.
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text on one line, "…" where it was cut; `hits`: (start, end) of what was looked for, in order."""

    text: str
    hits: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str
    hit: bool = False


def snippet(text: str, clauses: Iterable[Clause], lemma: Callable[[str], str]) -> Snippet:
    """The piece of `text` with the most different hits, its beginning when there are none; at most LONGEST characters."""
    text = squeeze(text.translate(_TURNS))
    hits = [each for each in _marked(text[:_LOOKED_AT], Sought.of(clauses), lemma) if each.hit]
    start, end = _piece(text, hits)
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    shift = len(head) - start
    inside = [
        (each.start + shift, each.end + shift) for each in hits if start <= each.start < each.end <= end
    ]
    return Snippet(f"{head}{text[start:end]}{tail}", tuple(inside))


@dataclass(frozen=True, slots=True)
class Sought:
    """What a search looks for in a text: words in any form, beginnings of words, phrases."""

    forms: frozenset[str]
    beginnings: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, clauses: Iterable[Clause]) -> "Sought":
        """All of it."""
        parts = list(_flat(clauses))
        forms = [part for part in parts if isinstance(part, Form)]
        return cls(
            frozenset(form.word for form in forms if not form.goes_on),
            tuple(form.word for form in forms if form.goes_on),
            tuple(part.words for part in parts if isinstance(part, Phrase)),
        )

    def finds(self, word: str, lemma: str) -> bool:
        """This word is one of those, in whatever form."""
        return word in self.forms or lemma in self.forms or word.startswith(self.beginnings)


def _flat(clauses: Iterable[Clause]) -> Iterator[object]:
    for clause in clauses:
        for part in clause:
            if isinstance(part, Every):
                yield from _flat(part.clauses)
            else:
                yield part


def _marked(text: str, sought: Sought, lemma: Callable[[str], str]) -> list[_Token]:
    """Every word of the text, marked where it is a hit."""
    places = [(found.start(), found.end(), fold(found.group())) for found in _WORD.finditer(text)]
    spoken = [word for _, _, word in places]
    hits = [sought.finds(word, lemma(word)) for word in spoken]
    for phrase in sought.phrases:
        for at in _found_at(phrase, spoken):
            hits[at : at + len(phrase)] = [True] * len(phrase)
    return [_Token(*place, hit=hit) for place, hit in zip(places, hits, strict=True)]


def _found_at(phrase: tuple[str, ...], spoken: Sequence[str]) -> Iterator[int]:
    for at in range(len(spoken) - len(phrase) + 1):
        if spoken[at] == phrase[0] and tuple(spoken[at : at + len(phrase)]) == phrase:
            yield at


def _piece(text: str, hits: Sequence[_Token]) -> tuple[int, int]:
    """From where to where."""
    if len(text) <= LONGEST:
        return 0, len(text)
    starts = [max(0, hit.start - _BEFORE) for hit in hits[:_MOST_STARTS]]
    best = max(starts or [0], key=lambda start: (_worth(hits, start), -start))
    best = min(best, len(text) - LONGEST + 2)
    start = _next_boundary(text, best) if best > 1 else 0
    room = start + LONGEST - (2 if start else 1)  # for each "…"
    return start, len(text) if room + 1 >= len(text) else _last_boundary(text, start, room)


def _worth(hits: Sequence[_Token], start: int) -> tuple[int, int]:
    inside = [hit.word for hit in hits if start <= hit.start and hit.end <= start + LONGEST - 2]
    return len(set(inside)), len(inside)


def _next_boundary(text: str, at: int) -> int:
    """Where the next word begins; in a text without spaces, the next place where it may be cut."""
    space = text.find(" ", at - 1, at + _BEFORE)
    if space >= 0:
        return space + 1
    while at < len(text) and not _may_cut(text, at):
        at += 1
    return at


def _last_boundary(text: str, start: int, end: int) -> int:
    space = text.rfind(" ", start + LONGEST // 2, end + 1)
    if space >= 0:
        return len(text[:space].rstrip(" ,;:-–"))
    while end > start and not _may_cut(text, end):
        end -= 1
    return end


def _may_cut(text: str, at: int) -> bool:
    """Not within what is seen as one character: marks, joined emoji, skin tones, flags."""
    before, after = text[at - 1], text[at]
    if unicodedata.category(after).startswith("M") or _JOINER in (before, after):
        return False
    if "\U0001f3fb" <= after <= "\U0001f3ff":
        return False
    flags = 0
    while at - flags > 0 and "\U0001f1e6" <= text[at - flags - 1] <= "\U0001f1ff":
        flags += 1
    return flags % 2 == 0
