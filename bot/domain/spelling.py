"""Spelling: what a mistyped word may mean, among the words that the archive knows."""

from collections.abc import Iterable
from dataclasses import dataclass

SHORTEST = 4  # letters: of shorter words nearly every one is near to another
_TWO_MISTAKES_FROM = 8  # letters
_MUCH_MORE_COMMON = 50  # times as many statements, so that a word that exists is taken for a mistake
_TOGETHER = 5  # letters: two mistakes further apart are no slip
_SWAPPED = 2  # letters
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
    others = sorted(known, key=lambda each: -each.statements)
    own = next((each.statements for each in others if each.word == word), 0)
    others = [each for each in others if each.word != word and each.statements >= own * _MUCH_MORE_COMMON]
    near = (
        each for most in range(1, _mistakes(word) + 1) for each in others if within(word, each.word, most)
    )
    return next(near, None)


def _mistakes(word: str) -> int:
    return 1 + (len(word) >= _TWO_MISTAKES_FROM)


def within(typed: str, word: str, most: int) -> bool:
    """No more than one mistake, or two close together, lie between them.

    A mistake is a letter left out, added, changed or swapped with the next.
    """
    if abs(len(typed) - len(word)) > most:
        return False
    start = _alike(typed, word)
    a, b = typed[start:], word[start:]
    end = _alike(a[::-1], b[::-1])
    a, b = a[: len(a) - end], b[: len(b) - end]
    if max(len(a), len(b)) > _TOGETHER:
        return False
    if most == 1:
        return max(len(a), len(b)) <= 1 or (len(a) == len(b) == _SWAPPED and a == b[::-1])
    return _distance(a, b) <= most


def _alike(one: str, other: str) -> int:
    """How many letters they begin with in common."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


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
