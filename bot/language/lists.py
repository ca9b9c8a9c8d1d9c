"""simplemma's lists of forms, folded: found however a word was typed.

The lists' licences ask for the same licence, so none is in this repository: they are read from the installed
package, folded once and kept as a marisa-trie in the user's cache. Folding takes some seconds, opening
what was kept a millisecond. Without a place to keep it, it stays in memory.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from bot.domain import text
from bot.domain.text import fold
from bot.language import edits
from bot.language.digest import digest_of
from bot.language.edits import Table


class Listed:
    """Folded form -> folded lemma of one of simplemma's languages; the list is opened when first asked."""

    def __init__(self, code: str, folder: Path | None = None) -> None:
        self._code = code
        self._folder = folder or cache_folder()

    def lemma(self, word: str) -> str | None:
        """The listed lemma, None if there is none: of several, `word` itself, else the shortest."""
        return min(
            self._table.lemmas(word), key=lambda lemma: (lemma != word, len(lemma), lemma), default=None
        )

    @cached_property
    def _table(self) -> Table:
        with suppress(OSError, RuntimeError):
            return Table.opened(self._file)
        table = Table.of(_folded(self._code))
        with suppress(OSError, RuntimeError):
            _keep(table, self._file)
        return table

    @property
    def _file(self) -> Path:
        rules = digest_of(Path(text.__file__), Path(edits.__file__))
        return self._folder / f"{self._code}-{version('simplemma')}-{rules}.marisa"


def cache_folder() -> Path:
    """Where the system keeps what can be made again."""
    given = os.environ.get("XDG_CACHE_HOME")
    with suppress(RuntimeError):  # a user without a home
        return Path(given or Path.home() / ".cache") / "kumtar"
    return Path(tempfile.gettempdir()) / "kumtar"


def _folded(code: str) -> Iterator[tuple[str, str]]:
    from simplemma.strategies.dictionaries import StreamDictionaryFactory  # noqa: PLC0415  a slow import, for once

    listed = StreamDictionaryFactory().get_dictionary(code)
    return ((fold(form), fold(lemma)) for form, lemma in listed.items())


def _keep(table: Table, file: Path) -> None:
    """Write whole files only: another process may be doing the same."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        table.save(Path(folder) / file.name)
        (Path(folder) / file.name).replace(file)
