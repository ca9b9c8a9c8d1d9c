"""Keyword rules: what a reader wants to hear of, in their own words, in any language and script.

    uji ndotur                 both words, in any of their forms
    "të drejtat e njeriut"     these words together
    +covid shkolla spitale     covid, and at least one of the others
    covid -vaksina             covid, but not this

Everything is folded: "вода" and "voda" are one rule. What means the same has one canonical text, its key;
its reader sees it as they spelled it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.domain.asked import Said
from bot.domain.errors import InvalidInput
from bot.domain.subscriber import Term, TermKind
from bot.domain.text import clean, squeeze, words

MAX_LENGTH = 200  # characters of the key
MAX_PIECES = 10
_MIN_WORD = 2  # letters: at least one wanted word has so many

_QUOTES = str.maketrans("“”„‟«»‹›", '""""""""')
_PIECE = re.compile(r'(?P<sign>[+\-−–—])?"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')
_PLUS, _MINUS = "+", "-−–—"
_NO_WORD = re.compile(r"^\W+|\W+$")

Piece = tuple[str, ...]  # one folded word, or a phrase of several


@dataclass(frozen=True, slots=True)
class Rule:
    """All of `must`, one of `either` if there are any, none of `never`."""

    must: tuple[Piece, ...]
    either: tuple[Piece, ...] = ()
    never: tuple[Piece, ...] = ()
    spelled: tuple[tuple[Piece, str], ...] = field(default=(), compare=False)  # what was typed otherwise

    @property
    def key(self) -> str:
        """Its canonical text, which reads back as the same rule."""
        return self._text(" ".join)

    @property
    def term(self) -> Term:
        """What its readers follow, in the spelling of this one, which reads back as the same rule."""
        return Term(TermKind.KEYWORD, self.key, self._text(self.spelling))

    def spelling(self, piece: Piece) -> str:
        """The piece as it was typed."""
        return dict(self.spelled).get(piece, " ".join(piece))

    def _text(self, spell: Callable[[Piece], str]) -> str:
        def quoted(piece: Piece) -> str:
            return f'"{spell(piece)}"' if len(piece) > 1 else spell(piece)

        sign = "+" if self.either else ""
        written = [sign + quoted(piece) for piece in self.must]
        written += [quoted(piece) for piece in self.either]
        return " ".join([*written, *(f"-{quoted(piece)}" for piece in self.never)])

    def proof(self, said: Said) -> tuple[str, ...]:
        """The pieces that occur where this is what the rule wants; none where it is not."""
        if not all(map(said.has, self.must)) or any(map(said.has, self.never)):
            return ()
        found = tuple(filter(said.has, self.either))
        if self.either and not found:
            return ()
        return tuple(" ".join(piece) for piece in (*self.must, *found))


def parse_rule(typed: str) -> Rule:
    """The rule that `typed` means. Raises InvalidInput, with what to do about it."""
    found = list(_pieces(clean(unicodedata.normalize("NFC", typed)).translate(_QUOTES)))
    signed = [(sign, piece) for sign, piece, _ in found]
    must, plain, never = (_with(sign, signed) for sign in ("+", "", "-"))
    plain = tuple(piece for piece in plain if piece not in must)
    if not must or len(plain) == 1:
        must, plain = (*must, *plain), ()
    spelled = {piece: _spelled(text) for _, piece, text in reversed(found) if text != " ".join(piece)}
    rule = Rule(must, plain, never, tuple(spelled.items()))
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


def _pieces(typed: str) -> Iterator[tuple[str, Piece, str]]:
    """Each with its sign, and as it was typed."""
    for found in _PIECE.finditer(typed):
        word, sign = found["word"], found["sign"] or ""
        if word is not None and word[0] in _PLUS + _MINUS:
            sign = word[0]
        text = found["phrase"] if word is None else word
        if piece := words(text):
            yield "-" if sign and sign in _MINUS else sign, piece, text


def _spelled(text: str) -> str:
    return _NO_WORD.sub("", squeeze(text))


def _with(sign: str, signed: Sequence[tuple[str, Piece]]) -> tuple[Piece, ...]:
    return tuple(dict.fromkeys(piece for its, piece in signed if its == sign))
