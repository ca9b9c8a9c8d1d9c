"""Serbian forms to lemmas: simplemma's list, folded, then the Snowball stemmer."""

import snowballstemmer

from bot.language.lists import Listed


class Serbian:
    """The lemmas of folded Serbian words, whichever script they were written in."""

    def __init__(self) -> None:
        self._listed = Listed("hbs")
        self._stem = snowballstemmer.stemmer("serbian").stemWord

    def lemma(self, word: str) -> str:
        """The listed lemma's stem, so that forms the list lacks meet those it has."""
        return str(self._stem(self._listed.get(word) or word))

    def knows(self, word: str) -> bool:
        """Whether the list has it."""
        return self._listed.get(word) is not None
