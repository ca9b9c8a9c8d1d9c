"""Serbian forms to lemmas: simplemma's list, folded, then the Snowball stemmer."""

from functools import lru_cache

import snowballstemmer

from bot.domain.text import fold
from bot.language.lists import Listed

_INFINITIVE = ("ti", "ci")
_REMEMBERED = 1 << 14  # lemmas: stemming one takes as long as ten look-ups
_OF_A_MAN = ("nici", "nik")  # plural and singular: putnici, putnik


class Serbian:
    """The lemmas of folded Serbian words, whichever script they were written in."""

    def __init__(self) -> None:
        self._listed = Listed("hbs")
        self._stem = lru_cache(_REMEMBERED)(snowballstemmer.stemmer("serbian").stemWord)

    def known(self, word: str) -> list[str]:
        """The stems of the listed lemmas: forms that the list lacks meet those it has."""
        return [self.guess(lemma) for lemma in sorted(self._lemmas(word), key=_likelihood)]

    def guess(self, word: str) -> str:
        """The stem of `word`."""
        return fold(self._stem(word))  # the stemmer spells dj as đ

    def _lemmas(self, word: str) -> list[str]:
        many, one = _OF_A_MAN
        if word.endswith(many) and (man := self._listed.lemmas(word.removesuffix(many) + one)):
            return man  # the list has putnici of putnica only, one woman
        return self._listed.lemmas(word)


def _likelihood(lemma: str) -> tuple[bool, int]:
    """Nouns before verbs, short before long."""
    return lemma.endswith(_INFINITIVE), len(lemma)
