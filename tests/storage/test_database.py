"""The border: which errors are ours, how writers queue, and that nothing half done is ever seen."""

import asyncio
import contextlib
import gc
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, make_url, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.domain.errors import InvalidInput, StoreCorrupt, StoreUnavailable
from bot.domain.statement import Link, Words
from bot.domain.subscriber import Address, ChatKind, SubscriberState, Term, TermKind
from storage.codec import links_from_json, links_to_json, terms_from_json, terms_to_json
from storage.database import Database, migrate
from storage.schema import meta
from storage.subscribers import SqlSubscriberStore
from storage.terms import term_ids
from tests.storage.conftest import NOW, Stores


@pytest.fixture(autouse=True)
async def connections_end() -> AsyncIterator[None]:
    """Every connection's thread ends with its test, also where connecting failed."""
    yield
    gc.collect()
    deadline = time.monotonic() + 60
    while alive := [thread for thread in threading.enumerate() if "_connection_worker" in thread.name]:
        assert time.monotonic() < deadline, alive
        await asyncio.sleep(0.01)


async def test_a_failed_write_leaves_nothing_behind(database: Database) -> None:
    async def half_done() -> None:
        async with database.write() as connection:
            await connection.execute(text("INSERT INTO meta (key, value) VALUES ('a', 'b')"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await half_done()
    async with database.read() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM meta"))).scalar_one() == 0


async def test_a_read_sees_one_snapshot_and_cannot_write(database: Database) -> None:
    async with database.read() as connection:
        count = text("SELECT count(*) FROM meta")
        assert (await connection.execute(count)).scalar_one() == 0
        async with database.write() as writer:
            await writer.execute(text("INSERT INTO meta (key, value) VALUES ('a', 'b')"))
        assert (await connection.execute(count)).scalar_one() == 0
        with pytest.raises((DBAPIError, StoreUnavailable)):
            await connection.execute(text("DELETE FROM meta"))


async def test_a_broken_promise_of_ours_is_no_unavailability(database: Database) -> None:
    add = text("INSERT INTO meta (key, value) VALUES ('a', 'b')")
    async with database.write() as connection:
        await connection.execute(add)
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await connection.execute(add)


async def test_wrong_sql_is_a_bug_and_stays_one(database: Database) -> None:
    with pytest.raises(DBAPIError):
        async with database.read() as connection:
            await connection.execute(text("SELECT nothing FROM nowhere"))


async def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("INSERT INTO meta (key, value) VALUES ('a', 'b')"))
        async with database.read() as reader:
            assert (await reader.execute(text("SELECT count(*) FROM meta"))).scalar_one() == 0


async def test_four_writers_never_find_it_locked(sqlite_url: str) -> None:
    """Four processes in effect: each with engines of its own, reading before it writes."""
    databases = [await Database.open(sqlite_url) for _ in range(4)]

    async def write(database: Database, number: int) -> None:
        for n in range(25):
            async with database.write() as connection:
                await connection.execute(text("SELECT count(*) FROM meta"))
                row = {"key": f"{number}-{n}", "value": "x"}
                await connection.execute(text("INSERT INTO meta (key, value) VALUES (:key, :value)"), row)

    await asyncio.gather(*(write(database, n) for n, database in enumerate(databases * 2)))
    async with databases[0].read() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM meta"))).scalar_one() == 200
    for database in databases:
        await database.close()


async def test_a_lock_that_outlasts_patience_is_unavailable(sqlite_url: str) -> None:
    database = await Database.open(sqlite_url)
    other = sqlite3.connect(make_url(sqlite_url).database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    async with (
        database.outside_transaction() as connection
    ):  # the one writing connection: shorten its patience
        await connection.execute(text("PRAGMA busy_timeout = 20"))
    with pytest.raises(StoreUnavailable):
        async with database.write():
            pass
    other.execute("COMMIT")
    other.close()
    async with database.write() as connection:
        await connection.execute(text("INSERT INTO meta (key, value) VALUES ('a', 'b')"))
    await database.close()


async def test_a_full_disk_is_unavailable(sqlite_url: str) -> None:
    database = await Database.open(sqlite_url)
    async with database.outside_transaction() as connection:
        await connection.execute(text("PRAGMA max_page_count = 1"))  # it takes what there is for the least
    row = {"value": "x" * 500_000}
    with pytest.raises(StoreUnavailable):
        async with database.write() as connection:
            await connection.execute(text("INSERT INTO meta (key, value) VALUES ('a', :value)"), row)
    await database.close()


async def test_a_file_that_is_no_database_is_corrupt(tmp_path: Path) -> None:
    path = tmp_path / "kumtar.db"
    path.write_bytes(b"This is a text, not a database. " * 200)
    with pytest.raises(StoreCorrupt):
        await Database.open(f"sqlite:///{path}")


async def test_a_folder_that_cannot_hold_it_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "kumtar.db").mkdir()
    with pytest.raises(StoreUnavailable):
        await Database.open(f"sqlite:///{tmp_path / 'kumtar.db'}")


async def test_a_server_that_does_not_answer_is_unavailable_and_its_password_untold(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable) as away:
        await Database.open(f"postgresql://editor:s3cret@/kumtar?host={tmp_path}")
    assert "s3cret" not in str(away.value)


async def test_a_connection_the_server_closed_is_unavailable_and_the_next_one_works(
    postgres_url: str,
) -> None:
    database = await Database.open(postgres_url)

    async def cut_off() -> None:
        async with database.write() as connection:
            own = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
            async with database.write() as other:
                await other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": own})
            await connection.execute(text("SELECT 1"))

    with pytest.raises(StoreUnavailable):
        await cut_off()
    async with database.read() as connection:
        assert (await connection.execute(text("SELECT 1"))).scalar_one() == 1
    await database.close()


async def test_a_process_frozen_in_a_transaction_keeps_its_locks_for_a_while_only(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.FROZEN_MS", 200)
    frozen, other = await Database.open(postgres_url), await Database.open(postgres_url)
    change = meta.update().values(value="changed")
    async with other.write() as connection:
        await connection.execute(insert(meta).values(key="a", value="b"))

    async def freeze() -> None:
        async with frozen.write() as connection:
            await connection.execute(change)
            async with other.write() as waiting:  # until the lock is taken away
                await waiting.execute(change)
            await connection.execute(text("SELECT 1"))

    with pytest.raises(StoreUnavailable):
        await freeze()
    async with frozen.read() as connection:
        assert (
            await connection.execute(select(meta.c.value).where(meta.c.key == "a"))
        ).scalar_one() == "changed"
    await frozen.close()
    await other.close()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://x/y"])
async def test_a_database_we_cannot_use_is_refused(url: str) -> None:
    with pytest.raises((InvalidInput, StoreUnavailable)):
        await Database.open(url)


async def test_every_connection_has_the_settings_that_promises_rest_on(sqlite_url: str) -> None:
    database = await Database.open(sqlite_url)
    for entered in (database.read, database.write):
        async with entered() as connection:
            for pragma, wanted in (
                ("journal_mode", "wal"),
                ("synchronous", 2),
                ("foreign_keys", 1),
                ("secure_delete", 1),
                ("busy_timeout", 10_000),
            ):
                assert (await connection.execute(text(f"PRAGMA {pragma}"))).scalar_one() == wanted
    await database.close()


async def test_a_killed_writer_leaves_whole_transactions_only(sqlite_url: str) -> None:
    path = make_url(sqlite_url).database
    script = f"""
import asyncio, os
from sqlalchemy import text
from storage.database import Database
async def main():
    database = await Database.open({sqlite_url!r})
    for n in range(10):
        async with database.write() as connection:
            for half in "ab":
                await connection.execute(
                    text("INSERT INTO meta (key, value) VALUES (:k, 'x')"), {{"k": f"{{n}}{{half}}"}}
                )
                if n == 7:
                    os.kill(os.getpid(), 9)
asyncio.run(main())
"""
    here = Path(__file__).parents[2]
    killed = subprocess.run([sys.executable, "-c", script], cwd=here, env=dict(os.environ), check=False)
    assert killed.returncode == -9
    with sqlite3.connect(path) as connection:
        keys = {key for (key,) in connection.execute("SELECT key FROM meta")}
    connection.close()
    assert keys == {f"{n}{half}" for n in range(7) for half in "ab"}


async def refused(stores: Stores, *new) -> str:
    with pytest.raises(InvalidInput) as refusal:
        await stores.record(*new)
    assert (await stores.statements.latest(terms=(), langs=(), limit=5)).cards == ()
    return refusal.value.key


async def test_half_a_character_is_refused_with_all_that_came_with_it(stores: Stores, draft) -> None:
    assert await refused(stores, draft("fine"), draft("a\ud800b")) == "unstorable-text"


async def test_postgresql_has_no_nul_and_says_so(postgres_url: str, draft) -> None:
    database = await Database.open(postgres_url)
    assert await refused(Stores(database), draft("fine"), draft("a\x00b")) == "unstorable-text"
    await database.close()


async def test_a_reader_may_be_anybody_telegram_has(database: Database) -> None:
    store = SqlSubscriberStore(database)
    for chat_id in (1, 2**31, 2**52 - 1, -1_002_147_483_648, -(2**52)):
        made, _ = await store.add(Address(chat_id), ChatKind.PRIVATE, ui_lang="en", langs=(), now=NOW)
        assert await store.find(Address(chat_id)) == made
        assert made.state is SubscriberState.ACTIVE


async def test_terms_get_one_number_each_whoever_asks(database: Database) -> None:
    terms = [Term(TermKind.KEYWORD, f"word {n}") for n in range(600)]

    async def numbers(order: list[Term]):
        async with database.write() as connection:
            return await term_ids(connection, database, order, create=True)

    first, second = await asyncio.gather(numbers(terms), numbers(terms[::-1]))
    assert first == second
    assert len(set(first.values())) == 600
    async with database.read() as connection:
        unknown = Term(TermKind.TOPIC, "word 1")
        assert await term_ids(connection, database, [unknown, terms[0]], create=False) == {
            terms[0]: first[terms[0]]
        }


STORABLE = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60)
LINKS = st.lists(st.builds(Link, STORABLE, STORABLE), max_size=3).map(tuple)


@given(st.lists(st.builds(Term, st.sampled_from(list(TermKind)), STORABLE), max_size=4).map(tuple), LINKS)
def test_terms_and_links_come_back_from_their_column(terms, links) -> None:
    assert terms_from_json(terms_to_json(terms)) == terms
    assert links_from_json(links_to_json(links)) == links


def test_any_words_come_back_as_they_were_said(database_url: str, draft) -> None:
    with asyncio.Runner() as runner:
        stores = Stores(runner.run(Database.open(database_url)))

        @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
        @given(st.builds(Words, STORABLE, STORABLE, STORABLE, LINKS))
        def round_trip(words: Words) -> None:
            made = runner.run(stores.statements.publish(draft(words=words), by=1, now=NOW))
            assert runner.run(stores.statements.revisions(made)) == ((NOW, words),)

        round_trip()
        runner.run(stores.database.close())


async def test_migrating_what_is_no_database_says_so(tmp_path: Path) -> None:
    path = tmp_path / "kumtar.db"
    path.write_bytes(b"not a database at all, this " * 100)
    with pytest.raises(StoreCorrupt):
        await migrate(f"sqlite:///{path}")


# cancelled while it connects, the driver drops a new connection for the collector to close: it holds no lock
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_write_cancelled_at_any_moment_keeps_no_lock(database: Database) -> None:
    """What a stop, a lost lease or a timeout cancels must not shut everybody else out."""

    async def write(key: str) -> None:
        async with database.write() as connection:
            await connection.execute(insert(meta).values(key=key, value=""))
            await connection.execute(select(meta.c.value))

    for number in range(250):
        task = asyncio.create_task(write(f"cancelled {number}"))
        await asyncio.sleep(number % 50 / 10_000)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await write(f"after {number}")  # StoreUnavailable while the lock is held
