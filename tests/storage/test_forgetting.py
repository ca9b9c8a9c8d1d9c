"""/forget: after it, no file of the database holds what it held of the reader."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.domain.subscriber import Address, ChatKind, Term, TermKind
from storage.database import Database
from storage.maintenance import prune
from storage.schema import subscriber, term
from tests.storage.conftest import NOW, Stores
from tests.storage.everything import ABOUT_A_READER, CHAT, REASON, WHY, WORD, WRITTEN, ZONE, known_reader

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"
TRACES = {
    "the chat, as SQLite writes numbers": CHAT.to_bytes(8, "big"),
    "the chat, as PostgreSQL does": CHAT.to_bytes(8, "little"),
    "the chat, in digits": str(CHAT).encode(),
    "the keyword": WORD.encode(),
    "the keyword as it was typed": WRITTEN.encode(),
    "the time zone": ZONE.encode(),
    "the digest's times": b"485 1085",
    "why it is paused": REASON.encode(),
    "why a message is late": WHY.encode(),
}


def traces(files: Iterable[Path]) -> set[str]:
    """What of the reader these files hold."""
    held = [path.read_bytes() for path in files if path.is_file()]
    return {what for what, written in TRACES.items() if any(written in data for data in held)}


def sqlite_files(url: str) -> list[Path]:
    path = Path(url.partition("///")[2])
    return sorted(path.parent.glob(f"{path.name}*"))


async def with_company(stores: Stores, draft) -> Address:
    """The reader among others, so that no page of the database is theirs alone."""
    for chat in range(1, 200):
        other = await stores.reader(chat)
        await stores.subscribers.follow(other.id, Term(TermKind.KEYWORD, f"word {chat}"), now=NOW)
        if chat == 100:
            await known_reader(stores, draft)
    return Address(CHAT)


async def test_every_row_about_the_reader_is_gone_and_nobody_elses(stores: Stores, draft) -> None:
    reader = await known_reader(stores, draft)
    other = await known_reader(stores, draft, chat_id=CHAT + 1)
    assert await stores.subscribers.forget(reader.address)
    assert not await stores.subscribers.forget(reader.address)
    async with stores.database.read() as connection:
        for table in ABOUT_A_READER:
            whose = table.c.id if table is subscriber else table.c.subscriber
            rows = (await connection.execute(select(whose))).scalars().all()
            assert rows == [other.id], table.name
    await stores.subscribers.forget(other.address)
    async with stores.database.read() as connection:
        words = select(func.count()).select_from(term).where(term.c.kind == TermKind.KEYWORD.value)
        assert (await connection.execute(words)).scalar_one() == 0  # a word can tell who asked for it


async def test_no_byte_is_left_in_the_files_of_sqlite(sqlite_url: str, draft) -> None:
    database = await Database.open(sqlite_url)
    address = await with_company(stores := Stores(database), draft)
    seen = traces(sqlite_files(sqlite_url))
    assert seen == set(TRACES) - {"the chat, as PostgreSQL does", "the chat, in digits"}
    await stores.subscribers.forget(address)
    assert [path.name for path in sqlite_files(sqlite_url)] == ["kumtar.db", "kumtar.db-shm", "kumtar.db-wal"]
    assert traces(sqlite_files(sqlite_url)) == set()
    await database.close()
    assert traces(sqlite_files(sqlite_url)) == set()


async def test_what_somebody_reads_meanwhile_is_overwritten_by_the_next_housekeeping(
    sqlite_url: str, draft
) -> None:
    database = await Database.open(sqlite_url)
    address = await with_company(stores := Stores(database), draft)
    async with database.read() as connection:
        await connection.execute(select(func.count()).select_from(subscriber))  # a snapshot from before
        await stores.subscribers.forget(address)
        assert traces(sqlite_files(sqlite_url))
    await prune(database, now=NOW, retention_days=90)
    assert traces(sqlite_files(sqlite_url)) == set()
    await database.close()


async def test_on_postgresql_the_documented_commands_leave_no_byte_in_the_database(
    postgres_url: str, draft
) -> None:
    database = await Database.open(postgres_url)
    address = await with_company(stores := Stores(database), draft)
    async with database.outside_transaction() as connection:
        await connection.execute(text("ANALYZE"))  # as autovacuum does: statistics hold values too
        await connection.execute(text("CHECKPOINT"))
        folder = await folder_of(connection)
        if not folder.is_dir():
            pytest.skip("this PostgreSQL keeps its files on another machine")
        assert {"the chat, as PostgreSQL does", "the keyword"} <= traces(folder.iterdir())
        await stores.subscribers.forget(address)
        for command in documented():
            await connection.execute(text(command))
        assert traces(folder.iterdir()) == set()
    await database.close()


async def folder_of(connection) -> Path:
    query = "SELECT current_setting('data_directory') || '/base/' || oid FROM pg_database WHERE datname = current_database()"
    return Path((await connection.execute(text(query))).scalar_one())


def documented() -> list[str]:
    """The commands that docs/operations.md gives for PostgreSQL."""
    block = re.search(r"```sql\n\s*(VACUUM.*?)```", OPERATIONS.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    return [command.strip() for command in block[1].split(";") if command.strip()]


def test_the_documented_commands_name_every_table_about_a_reader() -> None:
    named = set(re.findall(r"[a-z_]+", documented()[0]))
    assert {table.name for table in ABOUT_A_READER} | {"term"} <= named


async def test_a_forgotten_group_leaves_its_forum_topics_alone(stores: Stores) -> None:
    store = stores.subscribers
    for thread in (0, 7):
        await store.add(Address(-1005, thread), ChatKind.SUPERGROUP, ui_lang="sq", langs=(), now=NOW)
    assert await store.forget(Address(-1005, 7))
    assert await store.find(Address(-1005)) is not None
