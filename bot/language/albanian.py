"""Albanian forms to lemmas: a table expanded from a grammar, a list to choose by, then a light stemmer."""

import re
from pathlib import Path

from bot.language.edits import Table
from bot.language.lists import Listed

TABLE = Path(__file__).parent / "albanian.marisa"

_KEPT = 3  # letters a stem has at least
_ENDINGS = re.compile(
    r"(ojne|uan|uar|isht|eve|ave|ive|hen|het|hej|imi|ise|ine|ese"
    r"|se|ne|ja|je|ut|un|et|at|it|es|en|on|oi|in|e|a|i|u|t|n|s)$"
)


def stem(word: str) -> str:
    """`word` without the one ending it carries: what the table lacks is mostly names, and names are nouns."""
    return _ENDINGS.sub("", word) if len(word) > _KEPT + 1 else word


class Albanian:
    """The lemmas of folded Albanian words."""

    def __init__(self) -> None:
        self._table = Table.opened(TABLE)
        self._listed = Listed("sq")

    def known(self, word: str) -> list[str]:
        """The lemmas the table has for `word`, the likeliest first: one that the list has too, before others.

        The grammar knows what is possible, the list was made from what is written.
        """
        possible = self._table.lemmas(word)
        if len(possible) > 1:
            written = self._listed.lemmas(word)
            possible.sort(key=lambda lemma: lemma not in written)
        return possible

    def guess(self, word: str) -> str:
        """Of a word that the table lacks, the stem, of its listed lemma if there is one."""
        return stem(next(iter(self._listed.lemmas(word)), word))
