"""Tables of forms: a marisa-trie of folded words, each with how to get from it to its lemmas."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import marisa_trie

_NOTHING = ord("a")  # letters to take off: a is none, b one …


def edit(form: str, lemma: str) -> bytes:
    """How to get from `form` to `lemma`: how many letters to take off, and what to put on."""
    same = 0
    for a, b in zip(form, lemma, strict=False):
        if a != b:
            break
        same += 1
    return (chr(_NOTHING + len(form) - same) + lemma[same:]).encode()


def edited(form: str, how: bytes) -> str:
    """The lemma that `edit` wrote down."""
    text = how.decode()
    return form[: len(form) - ord(text[0]) + _NOTHING] + text[1:]


class Table:
    """Folded form -> folded lemmas, mapped from a file."""

    def __init__(self, trie: marisa_trie.BytesTrie) -> None:
        self._trie = trie

    @classmethod
    def opened(cls, file: Path) -> "Table":
        """The table in `file`. Raises OSError, RuntimeError when there is none."""
        trie = marisa_trie.BytesTrie()
        trie.mmap(str(file))
        return cls(trie)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Table":
        """The table of these forms and lemmas; a form may come again with another lemma."""
        edits = ((form, edit(form, lemma)) for form, lemma in pairs)
        return cls(marisa_trie.BytesTrie(edits, order=marisa_trie.LABEL_ORDER))

    def save(self, file: Path) -> None:
        """Write it to `file`, the same bytes for the same pairs."""
        self._trie.save(str(file))

    def lemmas(self, form: str) -> Iterator[str]:
        """The lemmas that `form` may belong to."""
        return (edited(form, how) for how in self._trie.get(form, ()))
