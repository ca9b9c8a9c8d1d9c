"""Alignment: where two texts differ, word by word, in time that long texts cannot blow up.

Sentences that both texts have exactly once hold the texts together; between them words are compared.
What stays too large for that, as a text of one repeated word, counts as replaced whole.
"""

import difflib
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import accumulate, chain, pairwise

Range = tuple[int, int, int, int]  # old[a:b] became new[c:d]

_EASY = 400_000  # steps: up to about 200 words of ordinary prose on either side
_PATIENCE = 3_000_000  # steps in all, a second or two


def differing(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> tuple[Range, ...]:
    """The ranges of words in which two texts, given as sentences of words, differ; in order, apart."""
    before, after = (list(accumulate(map(len, text), initial=0)) for text in (old, new))
    left, right = (list(chain.from_iterable(text)) for text in (old, new))
    found: list[Range] = []
    patience = _PATIENCE
    for a, b, c, d in _gaps([tuple(s) for s in old], [tuple(s) for s in new]):
        for gap in _narrowed(left, right, (before[a], before[b], after[c], after[d])):
            steps = _steps(left, right, gap)
            bearable = steps <= min(_EASY, patience)
            found += _compared(left, right, gap) if bearable else [gap]
            patience -= steps if bearable else 0
    return tuple(found)


def _narrowed(old: Sequence[str], new: Sequence[str], gap: Range) -> Iterator[Range]:
    """The gap, or where it is large those gaps in it that words found once on both sides leave."""
    a, b, c, d = gap
    if _steps(old, new, gap) <= _EASY:
        yield from _gaps_in(old, new, gap, anchors=())
    else:
        yield from _gaps_in(old, new, gap, _anchors(old[a:b], new[c:d]))


def _steps(old: Sequence[str], new: Sequence[str], gap: Range) -> int:
    """About how many steps difflib takes at worst: equal pairs, looked at again for each match."""
    a, b, c, d = gap
    left, right = Counter(old[a:b]), Counter(new[c:d])
    pairs = sum(times * right[word] for word, times in left.items())
    return (pairs + b - a) * min(b - a, d - c)


def _compared(old: Sequence[str], new: Sequence[str], gap: Range) -> list[Range]:
    a, b, c, d = gap
    matcher = difflib.SequenceMatcher(None, old[a:b], new[c:d], autojunk=False)
    return [(a + i, a + j, c + k, c + m) for change, i, j, k, m in matcher.get_opcodes() if change != "equal"]


def _gaps(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Range]:
    return _gaps_in(old, new, (0, len(old), 0, len(new)), _anchors(old, new))


def _gaps_in(
    old: Sequence[Hashable], new: Sequence[Hashable], gap: Range, anchors: Sequence[tuple[int, int]]
) -> Iterator[Range]:
    """What lies between the anchors, which count from the gap's beginning, and is not equal."""
    a, b, c, d = gap
    held = [(a - 1, c - 1), *((a + i, c + k) for i, k in anchors), (b, d)]
    for (i, k), (j, m) in pairwise(held):
        between = _trimmed(old, new, (i + 1, j, k + 1, m))
        if between[0] < between[1] or between[2] < between[3]:
            yield between


def _trimmed(old: Sequence[Hashable], new: Sequence[Hashable], gap: Range) -> Range:
    a, b, c, d = gap
    while a < b and c < d and old[a] == new[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
    return a, b, c, d


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The longest run, in order on both sides, of what either side has exactly once (patience diff)."""
    left, right = Counter(old), Counter(new)
    at = {unit: k for k, unit in enumerate(new) if right[unit] == 1}
    ends: list[int] = []  # the smallest place in `new` at which a run of this length ends
    last: list[int] = []  # and the pair that ends it
    pairs: list[tuple[int, int, int]] = []  # places in old and new, and the pair before
    for i, unit in enumerate(old):
        if left[unit] == 1 and unit in at:
            length = bisect_left(ends, at[unit])
            pairs.append((i, at[unit], last[length - 1] if length else -1))
            ends[length : length + 1] = [at[unit]]
            last[length : length + 1] = [len(pairs) - 1]
    run: list[tuple[int, int]] = []
    step = last[-1] if last else -1
    while step >= 0:
        i, k, step = pairs[step]
        run.append((i, k))
    return run[::-1]
