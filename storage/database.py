"""Connections and transactions of both databases, and the one border where a driver's errors become ours."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Table, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.domain.errors import InvalidInput, StoreCorrupt, StoreUnavailable
from bot.domain.lexicon import Lexicon, Plain

Dialect = Literal["sqlite", "postgresql"]

BUSY_MS = 10_000  # another process may hold the write lock this long
FROZEN_MS = 15_000  # a transaction of a process that stands still keeps its locks so long on PostgreSQL
_READERS = 4

# Keys for `alone`: any numbers, but always the same.
MIGRATING = 5_284_711_901
RECORDING = 5_284_711_902
KEYWORDS = 5_284_711_903

_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # what was committed survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # /forget leaves no bytes behind
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16000",
)
_SQLITE_AWAY = tuple(
    f"SQLITE_{s}" for s in ["BUSY", "LOCKED", "FULL", "IOERR", "CANTOPEN", "READONLY", "PROTOCOL"]
)
_SQLITE_BROKEN = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


class Database:
    """Both engines of one database; every store is given one and opens its transactions here."""

    def __init__(self, dialect: Dialect, url: URL, writer: AsyncEngine, reader: AsyncEngine) -> None:
        self.lexicon: Lexicon = Plain()  # by which its search index is kept
        self.dialect: Dialect = dialect
        self.url = url
        self._writer = writer
        self._reader = reader

    @classmethod
    async def open(cls, url: str, *, lexicon: Lexicon | None = None) -> "Database":
        """Connect, creating the SQLite file if there is none. Raises StoreUnavailable, StoreCorrupt."""
        parsed = _with_driver(url)
        on_sqlite = parsed.get_backend_name() == "sqlite"
        opened = _open_sqlite(cls, parsed) if on_sqlite else _open_postgres(cls, parsed)
        opened.lexicon = lexicon or opened.lexicon
        try:
            async with opened.read() as connection:
                await connection.execute(text("SELECT 1"))
        except BaseException:
            await opened.close()
            raise
        return opened

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """One snapshot; nothing can be written in it. Raises StoreUnavailable."""
        with _Border():
            async with self._reader.connect() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: commits at the end, rolls back on any error. Raises StoreUnavailable."""
        with _Border():
            async with self._writer.begin() as connection:
                yield connection

    @asynccontextmanager
    async def outside_transaction(self) -> AsyncIterator[AsyncConnection]:
        """For the few commands that refuse to run in a transaction (checkpoint, vacuum, backup)."""
        with _Border():
            async with self._writer.connect() as connection:
                yield await connection.execution_options(isolation_level="AUTOCOMMIT")

    async def alone(self, connection: AsyncConnection, key: int) -> None:
        """From here on, one transaction at a time among those that name this key."""
        if self.dialect == "postgresql":  # SQLite's write transactions are always alone
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})

    @asynccontextmanager
    async def driver_connection(self) -> AsyncIterator[Any]:
        """The driver's own connection, outside any transaction, for what only it can do (SQLite's backup)."""
        with _Border():
            async with self._reader.connect() as connection:
                yield (await connection.get_raw_connection()).driver_connection

    async def leave_no_trace(self) -> None:
        """Let nothing of what was deleted stay behind in the write-ahead log, as far as readers allow it now."""
        if self.dialect == "sqlite":  # a PostgreSQL server's log is its operator's affair
            async with self.outside_transaction() as connection:
                # a reader in its midst is waited for, but not as long as for a lock
                for pragma in ("busy_timeout = 500", "wal_checkpoint(TRUNCATE)", f"busy_timeout = {BUSY_MS}"):
                    await connection.execute(text(f"PRAGMA {pragma}"))

    def insert(self, table: Table) -> Any:
        """The dialect's INSERT, which alone knows ON CONFLICT; both spell it the same."""
        return sqlite.insert(table) if self.dialect == "sqlite" else postgresql.insert(table)

    async def close(self) -> None:
        """Close every connection."""
        await self._writer.dispose()
        if self._reader.sync_engine.pool is not self._writer.sync_engine.pool:
            await self._reader.dispose()


async def migrate(url: str) -> None:
    """Bring the schema to the newest revision, all or nothing; waits for a migration that runs elsewhere.

    SQLite's switch of a new file to WAL is refused at once, not queued, while another process makes the same
    switch: so a refusal is tried again for a while.
    """
    for wait in (0.1, 0.3, 1.0, 2.0):
        try:
            return await _migrate(url)
        except StoreUnavailable:
            await asyncio.sleep(wait)
    return await _migrate(url)


async def _migrate(url: str) -> None:
    database = await Database.open(url)
    try:
        async with database.write() as connection:
            await database.alone(connection, MIGRATING)
            await connection.run_sync(_upgrade)
    finally:
        await database.close()


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration for our migrations over this connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    command.upgrade(alembic_config(connection), "head")


def _with_driver(url: str) -> URL:
    parsed = make_url(url)
    driver = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}.get(parsed.get_backend_name())
    if driver is None:
        raise InvalidInput("database-url", backend=parsed.get_backend_name())
    return parsed.set(drivername=driver)


class _GivesBackItsLock(sqlite3.Connection):
    """Ends its transaction when it is closed in the middle of one, as happens when a task is cancelled.

    SQLite's own close leaves the transaction, and with it the write lock, to whoever still holds a cursor: to
    the traceback of the cancelled task, until that is collected.
    """

    def close(self) -> None:
        if self.in_transaction:
            self.rollback()
        super().close()


def _open_sqlite(cls: type[Database], url: URL) -> Database:
    if not url.database or url.database == ":memory:":
        # two engines would see two different databases
        raise InvalidInput("database-url", backend="sqlite")
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    # isolation_level=None: the driver starts no transaction of its own, the begin event does
    connect = {"isolation_level": None, "timeout": BUSY_MS / 1000, "factory": _GivesBackItsLock}
    options: Mapping[str, Any] = {"connect_args": connect}
    writer = create_async_engine(url, pool_size=1, max_overflow=0, **options)  # writers queue here, in order
    reader = create_async_engine(url, pool_size=_READERS, max_overflow=0, **options)
    for engine, begin in ((writer, "BEGIN IMMEDIATE"), (reader, "BEGIN")):
        event.listen(engine.sync_engine, "connect", _configure_query_only if engine is reader else _configure)
        event.listen(engine.sync_engine, "begin", _begin_with(begin))
    return cls("sqlite", url, writer, reader)


def _open_postgres(cls: type[Database], url: URL) -> Database:
    writer = create_async_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=10)
    event.listen(writer.sync_engine, "connect", _let_go_when_frozen)
    # one snapshot for all queries of a read, as SQLite gives by itself
    reader = writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return cls("postgresql", url, writer, reader)


def _begin_with(statement: str) -> Any:
    def begin(connection: Connection) -> None:
        # an AUTOCOMMIT connection (outside_transaction) begins in name only
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql(statement)

    return begin


def _let_go_when_frozen(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"SET idle_in_transaction_session_timeout = {FROZEN_MS}")
    cursor.close()
    connection.commit()


def _configure(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _configure_query_only(connection: Any, record: object) -> None:
    _configure(connection, record)
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only = ON")
    cursor.close()


class _Border:
    """Where a driver's errors become StoreUnavailable or StoreCorrupt; the rest are bugs."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _type: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, PoolTimeout):
            raise StoreUnavailable("every connection is busy") from error
        if isinstance(error, DBAPIError):
            _translate(error)
        if isinstance(error, UnicodeEncodeError):
            raise InvalidInput("unstorable-text") from error


def _translate(error: DBAPIError) -> None:
    origin = error.orig
    if isinstance(origin, sqlite3.Error):
        name = getattr(origin, "sqlite_errorname", "") or ""
        if name.startswith(_SQLITE_BROKEN):
            raise StoreCorrupt(str(origin)) from error
        if name.startswith(_SQLITE_AWAY):
            raise StoreUnavailable(str(origin)) from error
    elif isinstance(error, OperationalError) or error.connection_invalidated:
        # psycopg: connection refused or lost, shutdown, deadlock, disk full, too many connections
        raise StoreUnavailable(type(origin).__name__) from error
    elif "NUL" in str(origin):
        raise InvalidInput("unstorable-text") from error
