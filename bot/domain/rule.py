"""Keyword rules: what a reader wants to hear of, in their own words, in any language and script.

    uji ndotur                 both words, in any of their forms
    "të drejtat e njeriut"     these words together
    +covid shkolla spitale     covid, and at least one of the others
    covid -vaksina             covid, but not this

Everything is folded: "вода" and "voda" are one rule. What means the same has one canonical text, its key.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.errors import InvalidInput
from bot.domain.lexicon import Lexicon
from bot.domain.passage import LINK, LINKS, Passage
from bot.domain.text import words

MAX_LENGTH = 200  # characters of the key
MAX_PIECES = 10
_MIN_WORD = 2  # letters: at least one wanted word has so many

_QUOTES = str.maketrans("“”„‟«»‹›", '""""""""')
_PIECE = re.compile(r'(?P<sign>[+\-−–—])?"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')
_PLUS, _MINUS = "+", "-−–—"

Piece = tuple[str, ...]  # one folded word, or a phrase of several


@dataclass(frozen=True, slots=True)
class Rule:
    """All of `must`, one of `either` if there are any, none of `never`."""

    must: tuple[Piece, ...]
    either: tuple[Piece, ...] = ()
    never: tuple[Piece, ...] = ()

    @property
    def key(self) -> str:
        """Its canonical text, which reads back as the same rule."""
        sign = "+" if self.either else ""
        written = [sign + _written(piece) for piece in self.must]
        written += [_written(piece) for piece in self.either]
        return " ".join([*written, *(f"-{_written(piece)}" for piece in self.never)])


def parse_rule(typed: str) -> Rule:
    """The rule that `typed` means. Raises InvalidInput, with what to do about it."""
    signed = list(_pieces(typed.translate(_QUOTES)))
    must, plain, never = (_with(sign, signed) for sign in ("+", "", "-"))
    plain = tuple(piece for piece in plain if piece not in must)
    if not must or len(plain) == 1:
        must, plain = (*must, *plain), ()
    rule = Rule(must, plain, never)
    _check(rule)
    return rule


def _check(rule: Rule) -> None:
    wanted = (*rule.must, *rule.either)
    if not any(len(word) >= _MIN_WORD for piece in wanted for word in piece):
        raise InvalidInput("rule-only-minus" if rule.never else "follow-nothing-typed")
    if set(wanted) & set(rule.never):
        raise InvalidInput("rule-contradicts", word=" ".join(next(p for p in wanted if p in rule.never)))
    if len(wanted) + len(rule.never) > MAX_PIECES:
        raise InvalidInput("rule-too-many-words", most=MAX_PIECES)
    if len(rule.key) > MAX_LENGTH:
        raise InvalidInput("rule-too-long", most=MAX_LENGTH)


def _pieces(typed: str) -> Iterator[tuple[str, Piece]]:
    for found in _PIECE.finditer(typed):
        word, sign = found["word"], found["sign"] or ""
        if word is not None and word[0] in _PLUS + _MINUS:
            sign = word[0]
        if piece := words(found["phrase"] if word is None else word):
            yield "-" if sign and sign in _MINUS else sign, piece


def _with(sign: str, signed: Sequence[tuple[str, Piece]]) -> tuple[Piece, ...]:
    return tuple(dict.fromkeys(piece for its, piece in signed if its == sign))


def _written(piece: Piece) -> str:
    return f'"{" ".join(piece)}"' if len(piece) > 1 else piece[0]


# ── compared with statements ──────────────────────────────────────────────────────────────────────

Forms = tuple[str, ...]  # of one word: as it is typed, and the lemmas it may be a form of
Needle = tuple[Forms, ...]  # of one piece


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule ready to be compared."""

    key: str
    must: tuple[Needle, ...]
    either: tuple[Needle, ...]
    never: tuple[Needle, ...]

    def proof(self, text: "Text") -> tuple[str, ...]:
        """The pieces that occur in it where it is what the rule wants; none where it is not."""
        for needle in self.must:
            if not text.has(needle):
                return ()
        for needle in self.never:
            if text.has(needle):
                return ()
        found = [needle for needle in self.either if text.has(needle)]
        if self.either and not found:
            return ()
        return tuple([_as_typed(needle) for needle in (*self.must, *found)])


def compile_rule(key: str, lexicon: Lexicon) -> Compiled:
    """The rule of this key, with what each of its words may be a form of. Raises InvalidInput for what is none."""
    rule = parse_rule(key)
    must, either, never = (
        tuple(tuple(_forms(word, lexicon) for word in piece) for piece in pieces)
        for pieces in (rule.must, rule.either, rule.never)
    )
    return Compiled(key, must, either, never)


def _forms(word: str, lexicon: Lexicon) -> Forms:
    link = (LINK,) if word in LINKS else ()
    return tuple(dict.fromkeys((word, *lexicon.readings(word), *link)))


def _as_typed(needle: Needle) -> str:
    return " ".join([forms[0] for forms in needle])


class Text:
    """A passage that is asked for pieces; where its words stand is worked out when the first phrase asks."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._forms = passage.forms
        self._places: Mapping[str, list[int]] | None = None

    def has(self, needle: Needle) -> bool:
        """Whether the piece occurs, word for word or by lemma."""
        for forms in needle:
            if self._forms.isdisjoint(forms):
                return False
        return len(needle) == 1 or self._together(needle)

    def _together(self, needle: Needle) -> bool:
        starts = self._at(needle[0])
        for further, forms in enumerate(needle[1:], 1):
            starts &= {place - further for place in self._at(forms)}
        return bool(starts)

    def _at(self, forms: Iterable[str]) -> set[int]:
        if self._places is None:
            self._places = _places(self._passage)
        return {place for form in forms for place in self._places.get(form, ())}


def _places(passage: Passage) -> Mapping[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, (word, lemma) in enumerate(zip(passage.words, passage.lemmas, strict=True)):
        places[word].append(at)
        if lemma != word:
            places[lemma].append(at)
    return places
