"""English forms to lemmas: simplemma's list; British and American spellings are one."""

from bot.language.lists import Listed

_AMERICAN = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("our", "or"),
    ("tre", "ter"),
    ("ence", "ense"),
)
_LONG = 6  # letters: "four" is not "for"
_NO_PLURAL = ("ss", "us", "is")


class English:
    """The lemmas of folded English words."""

    def __init__(self) -> None:
        self._listed = Listed("en")

    def known(self, word: str) -> list[str]:
        """The listed lemmas."""
        return [self._american(lemma) for lemma in self._listed.lemmas(word)]

    def guess(self, word: str) -> str:
        """Of a word that is not listed, the singular."""
        plural = len(word) >= _LONG and word.endswith("s") and not word.endswith(_NO_PLURAL)
        return word[:-1] if plural else word

    def _american(self, lemma: str) -> str:
        for british, american in _AMERICAN:
            if lemma.endswith(british) and len(lemma) >= _LONG:
                spelt = lemma.removesuffix(british) + american
                return spelt if self._listed.lemmas(spelt) else lemma
        return lemma
