"""The rulebook: all readers' keyword rules at once, compared with a statement in a few milliseconds.

A rule is filed under the rarest word it cannot do without. Only the rules filed under a word of the
statement are looked at. How rare a word is, the statements read so far tell.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator

from bot.domain.lexicon import Lexicon, says_nothing
from bot.domain.passage import Passage
from bot.domain.rule import Compiled, Forms, Text, compile_rule

_KNOWN_WORDS = 200_000  # whose frequency is kept


class Rulebook:
    """Rules by number; each is compiled and filed once, when it comes."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._rules: dict[int, Compiled] = {}
        self._filed: dict[str, list[int]] = defaultdict(list)
        self._seen = Counter[str]()

    def __len__(self) -> int:
        return len(self._rules)

    def put(self, number: int, key: str) -> None:
        """This rule too, from now on. Raises InvalidInput for what is no rule."""
        self.drop(number)
        compiled = compile_rule(key, self._lexicon)
        for form in self._rarest(compiled):
            self._filed[sys.intern(form)].append(number)
        self._rules[number] = compiled

    def drop(self, number: int) -> None:
        """This rule no longer; nothing happens when it is not there."""
        rule = self._rules.pop(number, None)
        for form in _needed(rule) if rule else ():
            if number in (filed := self._filed.get(form, [])):
                filed.remove(number)
                if not filed:
                    del self._filed[form]

    def learn(self, passage: Passage) -> None:
        """How often words occur, for the rules that come later."""
        self._seen.update(passage.forms)
        if len(self._seen) > _KNOWN_WORDS:
            self._seen = Counter(dict(self._seen.most_common(_KNOWN_WORDS // 2)))

    def matching(self, passage: Passage) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The keys of the rules that want this statement, in the order they came, each with its proof."""
        text = Text(passage)
        for number in sorted(self.candidates(passage)):
            rule = self._rules[number]
            if proof := rule.proof(text):
                yield rule.key, proof

    def candidates(self, passage: Passage) -> set[int]:
        """The rules that are looked at for this statement."""
        filed = self._filed
        return {number for form in filed.keys() & passage.forms for number in filed[form]}

    def _rarest(self, rule: Compiled) -> Forms:
        return min((forms for needle in rule.must for forms in needle), key=self._cost)

    def _cost(self, forms: Forms) -> tuple[bool, int, int, int]:
        common = says_nothing(forms[0], self._lexicon)
        seen = sum(self._seen[form] for form in forms)
        filed = sum(len(self._filed[form]) for form in forms if form in self._filed)
        return common, seen, filed, -len(forms[0])


def _needed(rule: Compiled) -> set[str]:
    return {form for needle in rule.must for forms in needle for form in forms}
