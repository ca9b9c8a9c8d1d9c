"""English forms to lemmas: simplemma's list, then its rules."""

from simplemma.strategies import RulesStrategy

from bot.language.lists import Listed


class English:
    """The lemmas of folded English words."""

    def __init__(self) -> None:
        self._listed = Listed("en")
        self._rules = RulesStrategy()

    def lemma(self, word: str) -> str:
        """The listed lemma; else what the rules make of the word's ending."""
        return self._listed.get(word) or self._rules.get_lemma(word, "en") or word

    def knows(self, word: str) -> bool:
        """Whether the list has it."""
        return self._listed.get(word) is not None
