"""Serbian forms to lemmas: simplemma's list, folded, then the Snowball stemmer; ijekavian words as ekavian ones."""

import re

import Stemmer

from bot.domain.text import fold
from bot.language.lists import Listed

_INFINITIVE = ("ti", "ci")
_JAT = re.compile(r"ije|(?<=[bcdfghjklmnprstvz])je")  # where ekavian has e: vijest, vest; djeca, deca
_SHORTEST = 3  # letters: nije (is not) is not ne
_OF_A_MAN = ("nici", "nik")  # plural and singular: putnici, putnik


class Serbian:
    """The lemmas of folded Serbian words, whichever script they were written in."""

    def __init__(self) -> None:
        self._listed = Listed("hbs")
        self._stem = Stemmer.Stemmer("serbian", 0).stemWord  # 0: its cache is not made for several threads

    def known(self, word: str) -> list[str]:
        """The stems of the listed lemmas: forms that the list lacks meet those it has."""
        return [self.guess(self._ekavian(lemma)) for lemma in sorted(self._lemmas(word), key=_likelihood)]

    def guess(self, word: str) -> str:
        """The stem of `word`."""
        return fold(self._stem(word))  # the stemmer spells dj as đ

    def _ekavian(self, lemma: str) -> str:
        """The lemma as Serbia and Kosovo write it, if the list has that as a lemma too."""
        for jat in _JAT.finditer(lemma):
            ekavian = f"{lemma[: jat.start()]}e{lemma[jat.end() :]}"
            if len(ekavian) >= _SHORTEST and ekavian in self._listed.lemmas(ekavian):
                return self._ekavian(ekavian)
        return lemma

    def _lemmas(self, word: str) -> list[str]:
        many, one = _OF_A_MAN
        if word.endswith(many) and (man := self._listed.lemmas(word.removesuffix(many) + one)):
            return man  # the list has putnici of putnica only, one woman
        return self._listed.lemmas(word)


def _likelihood(lemma: str) -> tuple[bool, int]:
    """Nouns before verbs, short before long."""
    return lemma.endswith(_INFINITIVE), len(lemma)
