"""Readers by the million, on either database, in a database that is thrown away after the measurement.

What takes long is made once and kept in the system's folder for temporary files, under the number of readers
and a digest of the schema. Every reader follows three or four things; one statement reaches them all.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Literal

from sqlalchemy import text

from benchmarks.made import postgres_database, remove, shown, sqlite_file
from benchmarks.postgres import copy_of, server
from benchmarks.processes import FIRST_CHAT
from bot.data import load_taxonomy
from bot.domain.subscriber import ALL, Term, TermKind
from storage.database import Database, migrate
from storage.terms import term_ids

Kind = Literal["sqlite", "postgresql"]
KINDS: tuple[Kind, ...] = ("sqlite", "postgresql")
TOPIC = "human_rights"  # the statement's: whoever does not follow everything follows this
FOLDER = Path(tempfile.gettempdir()) / "kumtar-benchmarks"
_SCHEMA = Path(__file__).parent.parent / "storage"
_OTHERS = 18  # other topics, each followed by 12 to 13 of 100 readers: 2.2 of them each
_ROWS = {
    "sqlite": "WITH RECURSIVE row(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < :count)",
    "postgresql": "WITH row(n) AS (SELECT n FROM generate_series(1, :count) AS n)",
}
_SUBSCRIBERS = """
INSERT INTO subscriber (chat_id, thread_id, kind, ui_lang, langs, state, state_reason, state_at, silent, previews,
                        created_at)
{rows} SELECT :first_chat + n - 1, 0, 'private', CASE n % 5 WHEN 0 THEN 'sr' WHEN 1 THEN 'en' WHEN 2 THEN 'en' ELSE 'sq' END,
              CASE n % 3 WHEN 0 THEN '' ELSE 'en sq' END, 'active', '', 0, false, false, 0 FROM row"""
# 4 of 10 follow everything, the others the statement's topic
_MAIN = "INSERT INTO interest (term, subscriber, created_at) SELECT :term, id, 0 FROM subscriber WHERE id % 10 {which} 4"
_OTHER = """INSERT INTO interest (term, subscriber, created_at)
SELECT :term, id, 0 FROM subscriber WHERE (id * 7919 + :salt * 104729) % 1000 < 122"""


@contextmanager
def readers(kind: Kind, count: int) -> Iterator[str]:
    """The address of a database with so many readers, of this context's own."""
    folder = FOLDER / _digest()
    folder.mkdir(parents=True, exist_ok=True)
    with _sqlite(folder, count) if kind == "sqlite" else _postgres(folder, count) as url:
        yield url


@contextmanager
def _sqlite(folder: Path, count: int) -> Iterator[str]:
    kept, own = folder / f"readers-{count}.db", folder / f"readers-{count}-run.db"
    sqlite_file(kept, partial(_build, count=count))
    remove(own)
    shutil.copyfile(kept, own)
    try:
        yield f"sqlite:///{own}"
    finally:
        remove(own)


@contextmanager
def _postgres(folder: Path, count: int) -> Iterator[str]:
    name = f"readers_{count}"
    with server(folder / "postgres") as url:
        postgres_database(url, name, partial(_build, count=count))
        with copy_of(url, name) as own:
            yield shown(own)


async def _build(url: str, count: int) -> None:
    await migrate(url)
    database = await Database.open(url)
    try:
        async with database.write() as connection:
            rows = {"count": count, "first_chat": FIRST_CHAT}
            subscribers = _SUBSCRIBERS.format(rows=_ROWS[database.dialect])
            await connection.execute(text(subscribers), rows)
            main = [ALL, Term(TermKind.TOPIC, TOPIC)]
            others = [Term(TermKind.TOPIC, key) for key in _other_topics()]
            numbers = await term_ids(connection, database, [*main, *others], create=True)
            for term, which in zip(main, ("<", ">="), strict=True):
                await connection.execute(text(_MAIN.format(which=which)), {"term": numbers[term]})
            for salt, term in enumerate(others):
                await connection.execute(text(_OTHER), {"term": numbers[term], "salt": salt})
    finally:
        await database.close()


def _other_topics() -> Sequence[str]:
    return [topic.key for topic in load_taxonomy().topics if topic.key != TOPIC][:_OTHERS]


def _digest() -> str:
    """Of the schema and of how the readers are made."""
    files = [Path(__file__), _SCHEMA / "schema.py", *sorted((_SCHEMA / "migrations").rglob("*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
