"""Spelling: what a mistyped word may mean, among the words that the archive knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

SHORTEST = 4  # letters: of shorter words nearly every one is near to another
_TWO_MISTAKES_FROM = 8  # letters
_MUCH_MORE_COMMON = 50  # times as many statements, so that a word that exists is taken for a mistake
_WHOLE = 2  # letters that are looked for at either end, at least


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word that the archive knows."""

    word: str  # folded
    shown: str  # as it is written
    statements: int  # that hold it


def halves(word: str) -> tuple[str, str]:
    """The beginning and the ending of `word` of which one mistake leaves at least one whole."""
    head = max(_WHOLE, (len(word) - 1) // 2)
    return word[:head], word[min(head + 1, len(word) - _WHOLE) :]


def lengths(word: str) -> tuple[int, int]:
    """The shortest and the longest that a word meant by `word` can be."""
    return len(word) - _mistakes(word), len(word) + _mistakes(word)


def may_be_mistyped(word: str) -> bool:
    """Long enough to be told from others, and no number."""
    return len(word) >= SHORTEST and word.isalpha()


def meant(word: str, known: Iterable[Spelling]) -> Spelling | None:
    """The likeliest of `known` that `word` may mean: fewest mistakes, then most statements; None: it is right."""
    near: list[tuple[int, int, Spelling]] = []
    own = 0
    for each in known:
        if each.word == word:
            own = each.statements
        elif (far := mistakes(word, each.word, most=_mistakes(word))) is not None:
            near.append((far, -each.statements, each))
    best = min(near, key=lambda one: one[:2], default=None)
    if best is None or best[2].statements < own * _MUCH_MORE_COMMON:
        return None
    return best[2]


def _mistakes(word: str) -> int:
    return 1 + (len(word) >= _TWO_MISTAKES_FROM)


def mistakes(typed: str, word: str, *, most: int) -> int | None:
    """Letters left out, added, changed or swapped with the next; None: more than `most`."""
    if abs(len(typed) - len(word)) > most:
        return None
    start = _alike(typed, word)
    a, b = typed[start:], word[start:]
    end = _alike(a[::-1], b[::-1])
    a, b = a[: len(a) - end], b[: len(b) - end]
    if max(len(a), len(b)) > 2 * most + 1:  # two swaps span no more, and two changes far apart are two words
        return None
    far = _distance(a, b)
    return far if far <= most else None


def _alike(one: str, other: str) -> int:
    """How many letters they begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _distance(a: str, b: str) -> int:
    """Optimal string alignment."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        last, row, older = row, [i], before
        for j, other in enumerate(b, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                best = min(best, older[j - 2] + 1)
            row.append(best)
        before = last
    return row[-1]
