"""Differences: what a correction changed, readably, and whether it matters to those who read the old text. Pure.

Only like is compared with like: a summary or text that appears, vanishes or is cut elsewhere at its end is no
change. Work and outcome are bounded whatever the texts are.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from bot.domain.alignment import Range, differing
from bot.domain.essentials import Names, figure, language_of, names_in, negates
from bot.domain.statement import Words
from bot.domain.wording import Sentence, Sort, Token, near, read

MAX_CHANGES = 60
MAX_SEGMENT = 1000  # characters
_CONTEXT = 10  # tokens on either side of a change
_MUCH = 0.2  # of the words
_LAST = 5  # differences among which the place is looked for at which a text was cut
_CUT = "..."
_ENDING = frozenset({".", _CUT, "[", "]"})  # how feeds mark that they cut


class Reason(StrEnum):
    """Why a correction matters."""

    TITLE = "title"
    FIGURES = "figures"
    NAMES = "names"
    NEGATION = "negation"
    MUCH = "much"


class Field(StrEnum):
    """Which part of a statement."""

    TITLE = "title"
    SUMMARY = "summary"
    BODY = "body"


class Fate(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the old text (removed) or of the new; `cut` when more of it followed."""

    fate: Fate
    text: str
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """One change with a few words around it; says whether its sentence goes on before and after."""

    field: Field
    segments: tuple[Segment, ...]
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed, in reading order; `more` changes are left out of a very long list."""

    reasons: tuple[Reason, ...] = ()
    changes: tuple[Changed, ...] = ()
    more: int = 0

    @property
    def material(self) -> bool:
        """Whether those who read the old text must be told."""
        return bool(self.reasons)


@dataclass(frozen=True, slots=True)
class _Texts:
    """One field before and after, and where the two differ."""

    field: Field
    old: tuple[Token, ...]
    new: tuple[Token, ...]
    pieces: tuple[tuple[Range, ...], ...]  # of ranges that no kept end of a sentence divides
    until: int  # tokens of `new` that are compared; then only `new` goes on, or is cut
    words: int  # compared


def compare(old: Words, new: Words) -> Difference:
    """What `new` changes in `old`."""
    fields = (
        (Field.TITLE, old.title, new.title),
        (Field.SUMMARY, old.summary, new.summary),
        (Field.BODY, old.body, new.body),
    )
    like = [(field, read(a), read(b)) for field, a, b in fields if a.strip() and b.strip()]
    texts = [_texts(field, a, b) for field, a, b in like]
    sentences = list(chain.from_iterable((*a, *b) for _, a, b in like))
    eye = _Eye(names_in(sentences), language_of(chain.from_iterable(sentences)))
    changes = _without_repeats(chain.from_iterable(map(_changes, texts)))
    return Difference(eye.reasons(texts), changes[:MAX_CHANGES], max(0, len(changes) - MAX_CHANGES))


def _texts(field: Field, old: Sequence[Sentence], new: Sequence[Sentence]) -> _Texts:
    a, b = tuple(chain.from_iterable(old)), tuple(chain.from_iterable(new))
    ranges = list(differing(_keys(old), _keys(new)))
    until = (len(a), len(b))
    if field is not Field.TITLE and (like := _end_of_the_like(a, b, ranges)) < len(ranges):
        until = (ranges[like][0], ranges[like][2])
        del ranges[like:]
    words = max(_count(a[: until[0]]), _count(b[: until[1]]))
    pieces = tuple(_still_there(a, b, list(_pieces(b, ranges))))
    return _Texts(field, a, b, pieces, until[1], words)


def _keys(text: Sequence[Sentence]) -> list[list[str]]:
    return [[token.key for token in sentence] for sentence in text]


def _count(tokens: Sequence[Token]) -> int:
    return sum(token.sort is not Sort.MARK for token in tokens)


def _end_of_the_like(old: Sequence[Token], new: Sequence[Token], ranges: Sequence[Range]) -> int:
    """How many of the ranges differ; after them one text is only cut, or goes on."""
    for k in range(max(0, len(ranges) - _LAST), len(ranges)):
        a, _, c, _ = ranges[k]
        if _begins_like(old[a:], new[c:]) or _begins_like(new[c:], old[a:]):
            return k
    return len(ranges)


def _begins_like(longer: Sequence[Token], shorter: Sequence[Token]) -> bool:
    """Whether `shorter` is the beginning of `longer`; a figure must be whole, unless it is marked as cut."""
    bare = _bare(shorter)
    if not "".join(t.key for t in longer).startswith("".join(t.key for t in bare)):
        return False
    marked = any(t.key == _CUT for t in shorter[len(bare) :])
    return marked or not bare or bare[-1].sort is not Sort.FIGURE or bare[-1].key == longer[len(bare) - 1].key


def _bare(tokens: Sequence[Token]) -> Sequence[Token]:
    end = len(tokens)
    while end and tokens[end - 1].key in _ENDING:
        end -= 1
    return tokens[:end]


def _pieces(new: Sequence[Token], ranges: Sequence[Range]) -> Iterator[tuple[Range, ...]]:
    piece: list[Range] = []
    for found in ranges:
        if piece and any(token.ends for token in new[piece[-1][3] : found[2]]):
            yield tuple(piece)
            piece = []
        piece.append(found)
    if piece:
        yield tuple(piece)


def _still_there(
    old: Sequence[Token], new: Sequence[Token], pieces: Sequence[tuple[Range, ...]]
) -> Iterator[tuple[Range, ...]]:
    """The pieces without sentences that only stand elsewhere now."""
    said = [
        tuple("".join(t.folded + " " for t in side) for side in _sides(old, new, piece)) for piece in pieces
    ]
    gone = Counter(removed for removed, added in said if not added)
    come = Counter(added for removed, added in said if not removed)
    moved = gone & come
    left, right = moved.copy(), moved.copy()
    for piece, (removed, added) in zip(pieces, said, strict=True):
        here, text = (left, removed) if removed else (right, added)
        if (not removed or not added) and here[text] > 0:
            here[text] -= 1
        else:
            yield piece


def _sides(
    old: Sequence[Token], new: Sequence[Token], piece: Sequence[Range]
) -> tuple[list[Token], list[Token]]:
    """All that a piece removes and all that it adds, in order."""
    removed = list(chain.from_iterable(old[a:b] for a, b, _, _ in piece))
    return removed, list(chain.from_iterable(new[c:d] for _, _, c, d in piece))


# ── does it matter ────────────────────────────────────────────────────────────────────────────────

_Block = tuple[list[Token], list[Token]]  # words removed and words put in their place


@dataclass(frozen=True, slots=True)
class _Eye:
    """Sees what in these texts is a name and what denies."""

    names: Names
    lang: str

    def reasons(self, texts: Sequence[_Texts]) -> tuple[Reason, ...]:
        """Why the differences matter, in the order of the reasons."""
        seen: set[Reason] = set()
        changed = compared = 0
        for text in texts:
            pieces = [[_block(text, found) for found in piece] for piece in text.pieces]
            blocks = list(chain.from_iterable(pieces))
            seen |= set(self._weighty(blocks)) | set(self._denied(pieces))
            words = sum(map(self._changed, blocks))
            if text.field is not Field.TITLE:
                changed, compared = changed + words, compared + text.words
            elif words or sum(bool(removed) for removed, _ in blocks) > 1:
                seen.add(Reason.TITLE)
        if changed > _MUCH * compared:
            seen.add(Reason.MUCH)
        return tuple(reason for reason in Reason if reason in seen)

    def _weighty(self, blocks: Sequence[_Block]) -> Iterator[Reason]:
        """What moved within the text is still there; what changed places with its like is not."""
        removed, added = (list(chain.from_iterable(block[side] for block in blocks)) for side in (0, 1))
        if list(filter(None, map(figure, removed))) != list(filter(None, map(figure, added))):
            yield Reason.FIGURES
        if _folds(filter(self.names.has, removed)) != _folds(filter(self.names.has, added)):
            yield Reason.NAMES

    def _denied(self, pieces: Sequence[Sequence[_Block]]) -> Iterator[Reason]:
        for piece in pieces:
            removed, added = (
                sum(negates(t, self.lang) for block in piece for t in block[side]) for side in (0, 1)
            )
            if removed != added:
                yield Reason.NEGATION

    def _changed(self, block: _Block) -> int:
        """How many words a block changes; a corrected slip of the pen is none."""
        removed, added = block
        if len(removed) != len(added):
            return max(len(removed), len(added))
        return sum(not self._is_slip(a, b) for a, b in zip(removed, added, strict=True))

    def _is_slip(self, old: Token, new: Token) -> bool:
        weighs = any(figure(t) or self.names.has(t) or negates(t, self.lang) for t in (old, new))
        return not weighs and near(old.folded, new.folded)


def _folds(tokens: Iterable[Token]) -> list[str]:
    return [token.folded for token in tokens]


def _block(text: _Texts, found: Range) -> _Block:
    """The words of a range that are not on both sides of it, however they are written."""
    a, b, c, d = found
    old, new = ([t for t in side if t.sort is not Sort.MARK] for side in (text.old[a:b], text.new[c:d]))
    both = Counter(map(_meaning, old)) & Counter(map(_meaning, new))
    return _less(old, both), _less(new, both)


def _meaning(token: Token) -> str:
    return figure(token) or token.folded


def _less(tokens: Sequence[Token], both: Counter[str]) -> list[Token]:
    left = both.copy()
    kept = []
    for token in tokens:
        if left[_meaning(token)] > 0:
            left[_meaning(token)] -= 1
        else:
            kept.append(token)
    return kept


# ── readably ──────────────────────────────────────────────────────────────────────────────────────


def _changes(text: _Texts) -> Iterator[Changed]:
    for piece in text.pieces:
        group: list[Range] = []
        for found in piece:
            if group and found[2] - group[-1][3] > 2 * _CONTEXT:
                yield _changed(text, group)
                group = []
            group.append(found)
        yield _changed(text, group)


def _changed(text: _Texts, group: Sequence[Range]) -> Changed:
    """The ranges with what stands between them and, in the same sentence, a little before and after."""
    start, end = group[0][2], group[-1][3]
    while start > 0 and group[0][2] - start < _CONTEXT and not text.new[start - 1].ends:
        start -= 1
    _, b, _, d = group[-1]
    last = text.new[d - 1] if d > group[-1][2] else text.old[b - 1]
    going_on = not last.ends
    while going_on and end < text.until and end - group[-1][3] < _CONTEXT:
        going_on = not text.new[end].ends
        end += 1
    segments: list[Segment] = []
    at = start
    for a, b, c, d in group:
        segments += _segments(Fate.KEPT, text.new[at:c])
        segments += [*_segments(Fate.REMOVED, text.old[a:b]), *_segments(Fate.ADDED, text.new[c:d])]
        at = d
    segments += _segments(Fate.KEPT, text.new[at:end])
    before = start > 0 and not text.new[start - 1].ends
    return Changed(text.field, tuple(segments), before, going_on and end < len(text.new))


def _segments(fate: Fate, tokens: Sequence[Token]) -> Iterator[Segment]:
    if text := "".join(token.text for token in tokens):
        yield Segment(fate, text[:MAX_SEGMENT], cut=len(text) > MAX_SEGMENT)


def _without_repeats(changes: Iterable[Changed]) -> tuple[Changed, ...]:
    """Each change once: a summary is often the beginning of the text."""
    found: dict[tuple[tuple[Fate, str], ...], Changed] = {}
    for change in changes:
        found.setdefault(tuple((s.fate, s.text.strip()) for s in change.segments), change)
    return tuple(found.values())
