"""The rulebook: all readers' keyword rules at once, compared with a statement in a few milliseconds.

A rule is filed under the rarest word it cannot do without; how rare a word is, the statements read so far
tell. Only the rules filed under a word of the statement are looked at, and of these most are settled by which
words there are: where they stand is asked of phrases only.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.asked import Asked, Said
from bot.domain.lexicon import Lexicon, says_nothing
from bot.domain.passage import Passage
from bot.domain.rule import Piece, Rule, parse_rule

_KNOWN_WORDS = 200_000  # whose frequency is kept

Found = tuple[str, tuple[str, ...]]  # a rule's key, and what proves that it wants the statement


@dataclass(frozen=True, slots=True, eq=False)
class _Filed:
    """A rule, and what the words alone say of it."""

    under: str
    needed: Piece  # the other words it cannot do without
    refused: Piece  # words any of which is too much
    either: Piece  # words of which at least one is needed, if there are any
    found: Found | None  # what is found where this is all there is to it
    key: str
    rule: Rule


class Rulebook:
    """Rules by number; each is worked out and filed once, when it comes."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._asked = Asked(lexicon)
        self._rules: dict[int, _Filed] = {}
        self._filed: dict[str, list[_Filed]] = defaultdict(list)  # by the word they are filed under
        self._seen = Counter[str]()

    def __len__(self) -> int:
        return len(self._rules)

    def put(self, number: int, key: str) -> None:
        """This rule too, from now on. Raises InvalidInput for what is no rule."""
        self.drop(number)
        rule = parse_rule(key)
        self._asked.put(_words(rule.must, rule.either, rule.never))
        filed = _file(key, rule, under=min(_words(rule.must), key=self._cost))
        self._filed[filed.under].append(filed)
        self._rules[number] = filed

    def drop(self, number: int) -> None:
        """This rule no longer; nothing happens when it is not there."""
        if filed := self._rules.pop(number, None):
            self._filed[filed.under].remove(filed)
            if not self._filed[filed.under]:
                del self._filed[filed.under]
            self._asked.drop(_words(filed.rule.must, filed.rule.either, filed.rule.never))

    def learn(self, passage: Passage) -> None:
        """How often words occur, for the rules that come later."""
        self._seen.update(passage.forms)
        if len(self._seen) > _KNOWN_WORDS:
            self._seen = Counter(dict(self._seen.most_common(_KNOWN_WORDS // 2)))

    def matching(self, passage: Passage) -> Iterator[Found]:
        """The keys of the rules that want this statement, in any order, each with its proof."""
        said = Said(passage, self._asked)
        for filed in self._likely(said.words):
            if filed.found:
                yield filed.found
            elif proof := filed.rule.proof(said):
                yield filed.key, proof

    def _likely(self, words: set[str]) -> list[_Filed]:
        """The rules that a statement with these words can be wanted by. Thousands are tried: hence no calls."""
        return [
            filed
            for word in self._filed.keys() & words
            for filed in self._filed[word]
            if (not filed.needed or words.issuperset(filed.needed))
            and (not filed.refused or words.isdisjoint(filed.refused))
            and (not filed.either or not words.isdisjoint(filed.either))
        ]

    def _cost(self, word: str) -> tuple[bool, int, int, int, str]:
        common = says_nothing(word, self._lexicon)
        seen = sum(self._seen[form] for form in self._asked.forms(word))
        filed = len(self._filed[word]) if word in self._filed else 0
        return common, seen, filed, -len(word), word


def _file(key: str, rule: Rule, *, under: str) -> _Filed:
    by_words = not rule.either and all(len(piece) == 1 for piece in (*rule.must, *rule.never))
    return _Filed(
        under,
        needed=tuple(_words(rule.must) - {under}),
        refused=tuple([piece[0] for piece in rule.never if len(piece) == 1]),
        either=tuple(_words(rule.either)),
        found=(key, tuple(piece[0] for piece in rule.must)) if by_words else None,
        key=key,
        rule=rule,
    )


def _words(*several: tuple[Piece, ...]) -> frozenset[str]:
    return frozenset(word for pieces in several for piece in pieces for word in piece)
