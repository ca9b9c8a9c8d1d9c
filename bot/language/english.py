"""English forms to lemmas: simplemma's list."""

from bot.language.lists import Listed


class English:
    """The lemmas of folded English words."""

    def __init__(self) -> None:
        self._listed = Listed("en")

    def known(self, word: str) -> str | None:
        """The listed lemma, None if there is none."""
        return self._listed.lemma(word)

    def lemma(self, word: str) -> str:
        """The listed lemma, else the word."""
        return self.known(word) or word
