"""Readers as a file: for moving one bot's readers to another database. A store, a file, nothing else.

CSV; `portable_rows` knows the cells. It is for the same bot only: a chat that never started a bot cannot be
written to by it.
"""

import csv
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.errors import InvalidInput
from bot.domain.statement import Millis
from bot.domain.subscriber import SubscriberId
from bot.domain.topic import Taxonomy
from bot.ports import PortableReader, SubscriberStore
from bot.services.portable_rows import COLUMNS, FIRST_COLUMNS, reader_of, row_of

_PAGE = 5_000


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line that cannot be read (1 is the header), and what is wrong with it."""

    line: int
    problem: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import came to. With bad rows nothing was imported."""

    new: int = 0
    updated: int = 0
    bad: tuple[BadRow, ...] = ()


async def export_readers(store: SubscriberStore, path: Path) -> int:
    """Write every private reader to `path`, readable by its owner only; how many they were.

    The file appears whole or not at all.
    """
    partial = path.with_name(f".{path.name}.partial")
    partial.unlink(missing_ok=True)
    count, after = 0, SubscriberId(0)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(COLUMNS)
            while page := await store.export(after=after, limit=_PAGE):
                lines.writerows(row_of(reader) for _, reader in page)
                count, after = count + len(page), page[-1][0]
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return count


async def import_readers(
    store: SubscriberStore, taxonomy: Taxonomy, path: Path, now: Millis, *, ui_lang: str = "en"
) -> ImportReport:
    """Take in every reader of the file, or none: bad rows are reported, each by its line.

    What a row says holds from then on. New readers of a file of the first release, which does not say how they
    are spoken to, are spoken to in the first language of theirs, in `ui_lang` where they named none.
    """
    readers, bad = _read(path, taxonomy)
    if bad:
        return ImportReport(bad=tuple(bad))
    new, updated = await store.import_all(readers, ui_lang=ui_lang, now=now)
    return ImportReport(new, updated)


def _read(path: Path, taxonomy: Taxonomy) -> tuple[Sequence[PortableReader], Sequence[BadRow]]:
    readers: dict[int, PortableReader] = {}
    lines: dict[int, int] = {}
    bad: list[BadRow] = []
    try:
        for line, row, columns in _rows(path):
            try:
                reader = reader_of(row, columns, taxonomy)
            except InvalidInput as fault:
                bad.append(BadRow(line, fault.key))
                continue
            if first := lines.get(reader.chat_id):
                bad.append(BadRow(line, f"chat_id {reader.chat_id} stands on line {first} already; keep one"))
            lines.setdefault(reader.chat_id, line)
            readers[reader.chat_id] = reader
    except _Unreadable as fault:
        bad.append(BadRow(fault.line, str(fault)))
    return tuple(readers.values()), bad


class _Unreadable(Exception):
    """The file itself cannot be read on from this line."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line


def _rows(path: Path) -> Iterator[tuple[int, list[str], tuple[str, ...]]]:
    lines = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        header = tuple(name.strip() for name in next(lines, []))
        if header not in (COLUMNS, FIRST_COLUMNS):
            raise _Unreadable(1, f"the first line must be {','.join(COLUMNS)} or {','.join(FIRST_COLUMNS)}")
        for row in lines:
            if row:
                yield lines.line_num, row, header
    except csv.Error as fault:
        raise _Unreadable(lines.line_num, f"not CSV: {fault}") from None


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise _Unreadable(line, "not UTF-8 text; save the file as UTF-8") from None
