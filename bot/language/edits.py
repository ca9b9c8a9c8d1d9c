"""Tables of forms: a marisa-trie of folded words, each with how to get from it to its lemmas."""

from collections.abc import Iterable
from pathlib import Path

import marisa_trie

_NOTHING = ord("a")  # letters to take off: a is none, b one …


def edit(form: str, lemma: str) -> bytes:
    """How to get from `form` to `lemma`: how many letters to take off, and what to put on."""
    same = min(len(form), len(lemma))
    while form[:same] != lemma[:same]:
        same -= 1
    return (chr(_NOTHING + len(form) - same) + lemma[same:]).encode()


def edited(form: str, how: bytes) -> str:
    """The lemma that `edit` wrote down."""
    text = how.decode()
    return form[: len(form) - ord(text[0]) + _NOTHING] + text[1:]


class Table:
    """Folded form -> the folded lemmas it may belong to, the likeliest first; mapped from a file."""

    def __init__(self, trie: marisa_trie.BytesTrie) -> None:
        self._trie = trie

    @classmethod
    def opened(cls, file: Path) -> "Table":
        """The table in `file`. Raises RuntimeError when there is none."""
        trie = marisa_trie.BytesTrie()
        trie.mmap(str(file))
        return cls(trie)

    @classmethod
    def of(cls, entries: Iterable[tuple[str, int, str]]) -> "Table":
        """The table of these forms, ranks (0 to 9, the least is the likeliest) and lemmas."""
        edits = ((form, b"%d" % rank + edit(form, lemma)) for form, rank, lemma in entries)
        return cls(marisa_trie.BytesTrie(edits, order=marisa_trie.LABEL_ORDER))

    def save(self, file: Path) -> None:
        """Write it to `file`, the same bytes for the same entries. Raises OSError."""
        self._trie.save(str(file))

    def lemmas(self, form: str) -> list[str]:
        """The lemmas of `form`, by rank; of one rank, the shorter first."""
        found = [(how[0], edited(form, how[1:])) for how in self._trie.get(form, ())]
        found.sort(key=lambda it: (it[0], len(it[1]), it[1]))
        return list(dict.fromkeys(lemma for _, lemma in found))
