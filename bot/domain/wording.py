"""Wording: a text as words, exactly as they stand, and how each of them compares. Pure.

What only looks different (typographic quotes, white space, dashes, Serbian script) has the same key; what
differs in capitals and marks as well still has the same fold.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.domain.text import fold, plain, sentence_ends, to_latin


class Sort(StrEnum):
    """What a token is. An opening word is one capitalised where any word would be: first, or in a headline."""

    FIGURE = "figure"
    CAPITAL = "capital"
    OPENING = "opening"
    WORD = "word"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, figure or mark with the white space after it."""

    text: str
    key: str
    folded: str
    sort: Sort
    ends: bool = False  # its sentence


Sentence = tuple[Token, ...]

_UNSEEN = r"\s\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_MARKS = r"""\[.,;:!?…(){}"'“”„‟«»‘’‚‛′″–—‐‑−/\]-"""
_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"""(?P<core>
         (?P<figure> \d{{1,3}}(?P<by>[ \u00a0\u202f.,'’])\d{{3}}(?:(?P=by)\d{{3}})*(?!\d)(?:[.,]\d{{1,2}}(?!\d))?
                   | \d+(?:[.,:/]\d+)*)
       | (?P<word> {_LETTER}(?:{_LETTER}|[\u0300-\u036f\u00ad]|['’ʼ](?={_LETTER}))*)
       | \.{{2,}} | [{_MARKS}] | _+ | [^\w{_UNSEEN}{_MARKS}]+
       )[{_UNSEEN}]*""",
    re.VERBOSE,
)
_LEADING = re.compile(rf"\A[{_UNSEEN}]+")
_PARAGRAPH = re.compile(r"\n\s*\n")
_QUOTES = frozenset("\"'")
_LEADS_IN = frozenset(":,-•")  # what stands before quoted speech
_SHOUTED = 3  # words from which all capitals are a headline and not an acronym
_LONG = 4  # letters from which a headline capitalises a word
_SLIPS = 2
_SLIP_FROM, _TWO_SLIPS_FROM, _SLIP_TO = 4, 8, 40  # letters of a word

Match = re.Match[str]


def read(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text`, which joined give all of it but white space at its beginning."""
    text = _LEADING.sub("", text)
    ends = iter(sorted({*sentence_ends(text), *(m.start() for m in _PARAGRAPH.finditer(text)), len(text)}))
    end = next(ends)
    sentences: list[Sentence] = []
    found: list[Match] = []
    for match in _TOKEN.finditer(text):
        found.append(match)
        if match.end() >= end:
            sentences.append(tuple(_placed(found)))
            found = []
            end = next((later for later in ends if later > match.end()), len(text))
    return tuple(sentences)


def _placed(sentence: Sequence[Match]) -> list[Token]:
    headline = _is_headline(sentence)
    opening = True
    tokens: list[Token] = []
    for match in sentence:
        core = match["core"]
        key, folded = compared(core)
        sort = _sort(match, opening=opening or headline, headline=headline)
        if sort is not Sort.MARK:
            opening = False
        elif key in _QUOTES and tokens and tokens[-1].key in _LEADS_IN:
            opening = True
        tokens.append(Token(match.group(), key, folded, sort, ends=match is sentence[-1]))
    return tokens


def _sort(match: Match, *, opening: bool, headline: bool) -> Sort:
    word = match["word"]
    if word is None:
        return Sort.FIGURE if match["figure"] else Sort.MARK
    if not word[0].isupper() or word == "I":
        return Sort.WORD
    acronym = len(word) > 1 and word.isupper() and not headline
    return Sort.OPENING if opening and not acronym else Sort.CAPITAL


def _is_headline(sentence: Sequence[Match]) -> bool:
    """All in capitals, or without a full stop and with every longer word capitalised."""
    words = [match["word"] for match in sentence if match["word"]]
    if len(words) >= _SHOUTED and all(map(str.isupper, words)):
        return True
    longer = [word for word in words if len(word) >= _LONG]
    closed = sentence[-1]["core"] in (".", "!", "?", '"', "”", "“", "»")
    return not closed and len(longer) >= _SHOUTED and all(word[0].isupper() for word in longer)


@lru_cache(maxsize=20_000)
def compared(core: str) -> tuple[str, str]:
    """The key and the fold of one token."""
    key = to_latin(plain(core.replace("\u00ad", "")))
    return key, fold(key).replace("ʼ", "'").removesuffix("'s")


def near(a: str, b: str) -> bool:
    """Whether one word is the other with one letter wrong, missing, too many or out of order; in long words two."""
    longest = max(len(a), len(b))
    if longest < _SLIP_FROM or longest > _SLIP_TO or abs(len(a) - len(b)) > _SLIPS:
        return False
    return _distance(a, b) <= (1 if longest < _TWO_SLIPS_FROM else _SLIPS)


def _distance(a: str, b: str) -> int:
    """Letters to change, drop, add or swap with their neighbour to make one word the other."""
    before: list[int] = []
    above = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for k, other in enumerate(b, 1):
            step = min(above[k] + 1, row[-1] + 1, above[k - 1] + (letter != other))
            if i > 1 and k > 1 and letter == b[k - 2] and a[i - 2] == other:
                step = min(step, before[k - 2] + 1)
            row.append(step)
        before, above = above, row
    return above[-1]
