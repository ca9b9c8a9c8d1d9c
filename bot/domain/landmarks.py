"""Landmarks: by which names and figures, in which order, a text goes its way; a translation goes the same. Pure.

Names are compared by their consonants, so that "Beattie" in Serbian, "Biti", and any case ending still match.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.domain.statement import Words
from bot.domain.text import fold, to_latin

_LONGEST = 6_000  # characters that are compared
_MOST = 150  # landmarks

_IN_ORDER = 0.42  # of the landmarks that the two have on average: English has more, by its capitals
_ENOUGH = 8  # landmarks in the same order; fewer meet by chance
_DIFFERENT = 5  # of them
_FIGURES_HELD = 0.6  # of the figures of the text that has fewer: some are of miles or Fahrenheit
_LENGTHS = 0.6  # a translation is about as long

_TOKEN = re.compile(r"(?P<figure>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+)|(?P<stop>[.!?…:\"“”„«»\n])")
_LETTERS = str.maketrans({"č": "ch", "ć": "ch", "ç": "ch"})
_SOUNDS = (
    *(("dž", "j"), ("dzh", "j"), ("dj", "j"), ("đ", "j"), ("gj", "j"), ("xh", "j"), ("š", "s"), ("sch", "s")),
    *(
        ("sh", "s"),
        ("ž", "s"),
        ("zh", "s"),
        ("z", "s"),
        ("ce", "se"),
        ("ci", "si"),
        ("cy", "si"),
        ("ch", "k"),
    ),
    *(("ck", "k"), ("c", "k"), ("q", "k"), ("ph", "f"), ("th", "t"), ("x", "ks"), ("w", "v")),
)
_UNHEARD = re.compile(r"w(?![aeiouyh])|(?<=[aiou])gh")  # Brown, Braun; Kavanaugh, Kavano
_SILENT = re.compile(r"[aeiouyhj]")
_REPEATED = re.compile(r"(.)\1+")
_CONSONANTS = 3  # of a name; what comes after may be its case
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Names and figures in the order of the text."""

    order: tuple[str, ...]
    figures: frozenset[str]
    title_figures: frozenset[str]
    length: int  # words

    @property
    def legs(self) -> frozenset[str]:
        """One landmark after another: texts of which none is the same do not go the same way."""
        return frozenset(" ".join(leg) for leg in pairwise(self.order))


def landmarks(words: Words) -> Landmarks:
    """The landmarks of these words."""
    title = [(word, True) for word, _ in _found(words.title)]  # where English may have capitals throughout
    text = _found((words.body or words.summary)[:_LONGEST])
    inside = {word for word, opens in text if not opens}
    order = [
        mark for word, opens in (*title, *text) if (mark := _mark(word, opens=opens and word not in inside))
    ]
    return Landmarks(
        order=tuple(order[:_MOST]),
        figures=_figures(order),
        title_figures=_figures([_mark(word, opens=True) for word, _ in title]),
        length=len((words.body or words.summary)[:_LONGEST].split()),
    )


def parallel(one: Landmarks, other: Landmarks) -> bool:
    """Whether two texts in different languages go the same way from beginning to end."""
    if not _about_as_long(one, other) or not _same_figures(one, other):
        return False
    shared = Counter(one.order) & Counter(other.order)
    if len(shared) < _DIFFERENT or shared.total() < _ENOUGH:
        return False
    together = _in_order(one.order, other.order)
    return together >= max(_ENOUGH, _IN_ORDER * (len(one.order) + len(other.order)) / 2)


def _about_as_long(one: Landmarks, other: Landmarks) -> bool:
    return min(one.length, other.length) >= _LENGTHS * max(one.length, other.length)


def _same_figures(one: Landmarks, other: Landmarks) -> bool:
    if one.title_figures and other.title_figures and not one.title_figures & other.title_figures:
        return False
    fewer, more = sorted((one.figures, other.figures), key=len)
    return len(fewer & more) >= _FIGURES_HELD * len(fewer)


def _in_order(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """The length of their longest common subsequence, a bit for each landmark (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for at, mark in enumerate(one):
        places[mark] = places.get(mark, 0) | 1 << at
    whole = (1 << len(one)) - 1
    open_places = whole
    for mark in other:
        met = open_places & places.get(mark, 0)
        open_places = (open_places + met | open_places - met) & whole
    return len(one) - open_places.bit_count()


def _found(text: str) -> list[tuple[str, bool]]:
    """Figures and capitalised words, each with whether it stands where any word would have a capital."""
    found: list[tuple[str, bool]] = []
    opens = True
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "stop":
            opens = True
            continue
        if match.lastgroup == "figure" or match.group()[0].isupper():
            found.append((match.group(), opens and match.lastgroup == "word"))
        opens = False
    return found


def _mark(word: str, *, opens: bool) -> str:
    if word[0].isdigit():
        return _figure(word)
    return "" if opens else _sound(word)


def _figure(word: str) -> str:
    """Its digits, however they are grouped; a single one says too little."""
    digits = re.sub(r"\D", "", word).lstrip("0")
    return digits if len(digits) > 1 else ""


@lru_cache(maxsize=20_000)
def _sound(word: str) -> str:
    sound = _UNHEARD.sub("", to_latin(word).casefold()).translate(_LETTERS)
    for letters, one in _SOUNDS:
        sound = sound.replace(letters, one)
    sound = _REPEATED.sub(r"\1", _SILENT.sub("", fold(sound)))
    return sound[:_CONSONANTS] if len(sound) >= _FEWEST else ""


def _figures(marks: list[str]) -> frozenset[str]:
    return frozenset(mark for mark in marks if mark and mark[0].isdigit())
