"""Serbian forms to lemmas: simplemma's list, folded, then the Snowball stemmer."""

import snowballstemmer

from bot.language.lists import Listed


class Serbian:
    """The lemmas of folded Serbian words, whichever script they were written in."""

    def __init__(self) -> None:
        self._listed = Listed("hbs")
        self._stem = snowballstemmer.stemmer("serbian").stemWord

    def known(self, word: str) -> str | None:
        """The lemma of a word in the list, None of any other."""
        listed = self._listed.lemma(word)
        return None if listed is None else self._stem(listed)

    def lemma(self, word: str) -> str:
        """The listed lemma's stem, so that forms the list lacks meet those it has."""
        return self.known(word) or self._stem(word)
