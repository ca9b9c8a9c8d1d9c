"""Likeness: whether two texts of one language say nearly the same. Pure.

A text is cut into shingles, every three lemmas in a row. Bands of their MinHash (A. Broder, "On the
resemblance and containment of documents", 1997) bring together texts that may share many; the shingles
themselves then tell. The hashes are the same in every process.
"""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from bot.domain.lexicon import Lexicon
from bot.domain.statement import Words
from bot.domain.text import fold

BANDS, ROWS = 21, 3
_SHINGLE = 3  # words
_OPENING = 90  # words whose bands bring texts together: what is cut off is cut off at the end
_HEAD = 40  # words; texts that share only what their agencies put under everything do not share these
_LONGEST = 10_000  # characters that are compared

_NEAR = 0.4  # of all shingles of both
_HELD = 0.55  # of the shorter text's shingles, in the longer
# of the words of the shorter title, in the other. With less, it is another headline over the same text, of which
# so much is shared; or a form that was filled in anew
_SAME_TITLE = 0.6
_NEAR_BELOW, _HELD_BELOW = 0.7, 0.85
_HEAD_HELD = 0.3  # of the head's shingles, in the other text
_FIGURES_HELD = 0.7  # of the figures of the text that has fewer; a form filled in anew has others
_SHORT = 22  # shingles: of a text this short nothing but an edge may differ
_SHORT_NEAR = 0.85
_SHORTEST = 6  # shingles: less is said by chance

_BITS = 64
_MASK = (1 << _BITS) - 1
_WORD = re.compile(r"\w+")
_DATELINE = re.compile(
    r"""\A\W*?(?:
        [(/\[] [^()/\[\]\n]{2,40} [)/\]]                             # "(KosovaPress) -"
      | [^\W\d_a-zëçа-я][^\W\d_a-zëçа-я .'-]{2,30} (?:[ ,(/\[].{0,45}?)?  # "BEOGRAD /Tanjug/ -", "PRISHTINË, 10 dhjetor -"
      | [^\W\d_][^\W\d_ .'-]{2,30}, \ \d{1,2} .{0,45}?               # "Prishtinë, 10 dhjetor 2021 (KP) -"
    )\s*[-–—]+\s""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What of a text is compared with others."""

    shingles: frozenset[int]
    opening: frozenset[int]  # those of its first words
    head: frozenset[int]  # those of the very first
    title: frozenset[str]  # its lemmas
    figures: frozenset[str]
    title_figures: frozenset[str]

    @property
    def bands(self) -> tuple[int, ...]:
        """Texts that share one of them at the same place may be alike. None: it says too little to tell."""
        return _bands(self.opening) if len(self.shingles) >= _SHORTEST else ()

    @property
    def short(self) -> bool:
        """So short that nothing but an edge may differ."""
        return len(self.shingles) < _SHORT


def likeness(words: Words, lang: str, lexicon: Lexicon) -> Likeness:
    """What of these words is compared. An agency's dateline before them is not."""
    title = _read(words.title)
    said = [*title, *_read(words.body or words.summary)]
    cut = _shingles(lexicon.lemmas(said, lang))
    return Likeness(
        shingles=frozenset(cut),
        opening=frozenset(cut[:_OPENING]),
        head=frozenset(cut[:_HEAD]),
        title=frozenset(lexicon.lemmas(title, lang)),
        figures=_figures(said),
        title_figures=_figures(title),
    )


def alike(one: Likeness, other: Likeness) -> bool:
    """Whether they say nearly the same: copied, cut short, or edited here and there; other figures are other news."""
    fewer = min(len(one.shingles), len(other.shingles))
    if fewer < _SHORTEST or not _same_figures(one, other):
        return False
    shared = len(one.shingles & other.shingles)
    near = shared / len(one.shingles | other.shingles)
    if one.short or other.short:
        return near >= _SHORT_NEAR
    heads = (_held(one.head, other.shingles), _held(other.head, one.shingles))
    enough = (_NEAR, _HELD) if _same_title(one, other) else (_NEAR_BELOW, _HELD_BELOW)
    return (near >= enough[0] or shared / fewer >= enough[1]) and min(heads) >= _HEAD_HELD


def _same_title(one: Likeness, other: Likeness) -> bool:
    fewer, more = sorted((one.title, other.title), key=len)
    return not fewer or _held(fewer, more) >= _SAME_TITLE


def _same_figures(one: Likeness, other: Likeness) -> bool:
    if not (one.title_figures <= other.title_figures or other.title_figures <= one.title_figures):
        return False
    fewer, more = sorted((one.figures, other.figures), key=len)
    return not fewer or _held(fewer, more) >= _FIGURES_HELD


def _held(part: frozenset[int] | frozenset[str], whole: frozenset[int] | frozenset[str]) -> float:
    return len(part & whole) / len(part)


def _read(text: str) -> list[str]:
    return _WORD.findall(fold(_DATELINE.sub("", text[:_LONGEST], count=1)))


def _figures(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if word[0].isdigit())


def _shingles(lemmas: Sequence[str]) -> list[int]:
    rows = zip(*(lemmas[start:] for start in range(_SHINGLE)), strict=False)
    return [number_of(" ".join(row)) for row in rows]


def number_of(text: str) -> int:
    """A number of 63 bits that is the text's in every process."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def _multipliers() -> tuple[int, ...]:
    rng = random.Random(2021)  # noqa: S311 - the same everywhere is what is wanted
    return tuple(rng.getrandbits(_BITS) | 1 for _ in range(BANDS * ROWS))


_MULTIPLIERS = _multipliers()


def _bands(shingles: frozenset[int]) -> tuple[int, ...]:
    least = [min([shingle * by & _MASK for shingle in shingles]) for by in _MULTIPLIERS]
    return tuple(number_of(str(least[at : at + ROWS])) for at in range(0, len(least), ROWS))
