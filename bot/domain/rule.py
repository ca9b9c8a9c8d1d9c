"""Keyword rules: what a reader wants to hear of, in their own words, in any language and script.

    uji ndotur                 both words, in any of their forms
    "të drejtat e njeriut"     these words together
    +covid shkolla spitale     covid, and at least one of the others
    covid -vaksina             covid, but not this

Everything is folded: "вода" and "voda" are one rule. What means the same has one canonical text, its key.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.asked import Said
from bot.domain.errors import InvalidInput
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
