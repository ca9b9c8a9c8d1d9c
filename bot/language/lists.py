"""simplemma's lists of forms, folded: found however a word was typed.

The lists' licences ask for the same licence, so none is in this repository: they are read from the installed
package, folded once and kept as a marisa-trie in the user's cache. Folding takes some seconds, opening
what was kept a millisecond. Without a place to keep it, it stays in memory. What another version of the
package or of the rules left there goes when a new one is kept.
"""

import logging
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from bot.domain import text
from bot.domain.text import fold
from bot.language import edits
from bot.language.digest import digest_of
from bot.language.edits import Table

log = logging.getLogger(__name__)

_CYRILLIC = "Ѐ"  # the first letter of that script


class Listed:
    """Folded form -> folded lemmas in one of simplemma's languages."""

    def __init__(self, code: str, folder: Path | None = None) -> None:
        self._table = _table(code, folder or cache_folder())

    def lemmas(self, word: str) -> list[str]:
        """The listed lemmas, none if the word is not listed; those of names last, the shorter first."""
        return self._table.lemmas(word)


def cache_folder() -> Path:
    """Where the system keeps what can be made again."""
    given = os.environ.get("XDG_CACHE_HOME")
    with suppress(RuntimeError):  # a user without a home
        return Path(given or Path.home() / ".cache") / "kumtar"
    return Path(tempfile.gettempdir()) / "kumtar"


def _table(code: str, folder: Path) -> Table:
    rules = digest_of(*(Path(file) for file in (__file__, text.__file__, edits.__file__)))
    kept = folder / f"{code}-{version('simplemma')}-{rules}.marisa"
    with suppress(RuntimeError):
        return Table.opened(kept)
    log.info("folding the word list %s; this is done once", code)
    table = Table.of(_folded(code))
    try:
        _keep(table, kept)
        _remove_others(kept, code)
    except (OSError, RuntimeError) as error:
        log.warning("the folded word list is not kept, so that every start folds it anew: %s", error)
    return table


def _folded(code: str) -> Iterator[tuple[str, int, str]]:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory  # noqa: PLC0415  a slow import, for once

    folded = lru_cache(1 << 16)(fold)  # a lemma comes with each of its forms
    for form, lemma in DefaultDictionaryFactory().get_dictionary(code).items():
        if form < _CYRILLIC:  # that half of the Serbian list says once more what the Latin half does
            yield fold(form), int(form[:1].isupper()), folded(lemma)


def _keep(table: Table, file: Path) -> None:
    """Write a whole file or none: another process may be doing the same."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        written = Path(folder) / file.name
        table.save(written)
        written.replace(file)


def _remove_others(kept: Path, code: str) -> None:
    """Remove the lists of this language that other versions kept; files named in any other way are somebody else's.

    A process that has one open goes on reading it.
    """
    ours = re.compile(rf"{code}-\d[\w.]*-[0-9a-f]{{16}}\.marisa")
    for file in kept.parent.iterdir():
        if file != kept and ours.fullmatch(file.name) and file.is_file() and not file.is_symlink():
            with suppress(OSError):  # what cannot be removed does no harm
                file.unlink()
