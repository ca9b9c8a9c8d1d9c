"""Albanian forms to lemmas: a table expanded from a grammar, then a list, then a light stemmer."""

import re
from pathlib import Path

from bot.language.edits import Table
from bot.language.lists import Listed

TABLE = Path(__file__).parent / "albanian.marisa"

_KEPT = 3  # letters a stem has at least
_ENDINGS = re.compile(
    r"(ojne|uan|uar|isht|eve|ave|ive|vet|hen|het|hej|imi|ise|ine|ese"
    r"|ve|se|ne|ja|je|ut|un|et|at|it|es|en|on|oi|in|e|a|i|u|t|n|s)$"
)


def stem(word: str) -> str:
    """`word` without the one ending it carries: what the table lacks is mostly names, and names are nouns."""
    return _ENDINGS.sub("", word) if len(word) > _KEPT + 1 else word


class Albanian:
    """The lemmas of folded Albanian words."""

    def __init__(self) -> None:
        self._table = Table.opened(TABLE)
        self._listed = Listed("sq")

    def known(self, word: str) -> str | None:
        """The lemma that the table has, None if it has none."""
        return next(self._table.lemmas(word), None)

    def lemma(self, word: str) -> str:
        """The table's; of a word it lacks, the stem, of its listed lemma if there is one."""
        return self.known(word) or stem(self._listed.lemma(word) or word)
