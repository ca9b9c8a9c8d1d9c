"""Albanian forms to lemmas: a table expanded from a grammar, then a list, then a light stemmer."""

import re
from pathlib import Path

import marisa_trie

from bot.language.lists import Listed

TABLE = Path(__file__).parent / "albanian.marisa"

_KEPT = 3  # letters a stem has at least
_ENDINGS = re.compile(
    r"(ojne|uan|uar|isht|eve|ave|ive|vet|hen|het|hej|imi|ise|ine|ese"
    r"|ve|se|ne|ja|je|ut|un|et|at|it|es|en|on|oi|in|e|a|i|u|t|n|s)$"
)


def edit(form: str, lemma: str) -> bytes:
    """How to get from `form` to `lemma`: how many letters to take off (a: none, b: one …), what to put on."""
    common = next(
        (i for i, (a, b) in enumerate(zip(form, lemma, strict=False)) if a != b), min(len(form), len(lemma))
    )
    return (chr(ord("a") + len(form) - common) + lemma[common:]).encode()


def edited(form: str, how: bytes) -> str:
    """The lemma that `edit` saved."""
    return form[: len(form) - (how[0] - ord("a"))] + how[1:].decode()


def stem(word: str) -> str:
    """`word` without the one ending it carries: what the table lacks is mostly names, and names are nouns."""
    return _ENDINGS.sub("", word) if len(word) > _KEPT + 1 else word


class Albanian:
    """The lemmas of folded Albanian words."""

    def __init__(self) -> None:
        self._table = marisa_trie.BytesTrie()
        self._table.mmap(str(TABLE))
        self._listed = Listed("sq")

    def lemma(self, word: str) -> str:
        """The table's; of a word it lacks, the stem, of its listed lemma if there is one."""
        found = self._table.get(word)
        if found:
            return edited(word, found[0])
        return stem(self._listed.get(word) or word)

    def knows(self, word: str) -> bool:
        """Whether the table has it."""
        return word in self._table
