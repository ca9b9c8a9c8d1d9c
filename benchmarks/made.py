"""Databases that are made once and kept: half made, they bear another name."""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from benchmarks.postgres import admin

Build = Callable[[str], Coroutine[Any, Any, None]]  # fills the database at this address


def sqlite_file(file: Path, build: Build) -> None:
    """Make this file, unless it is there."""
    if file.exists():
        return
    making = file.with_stem(f"{file.stem}-made")
    remove(making)
    asyncio.run(build(f"sqlite:///{making}"))
    with closing(sqlite3.connect(making)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    making.rename(file)


def postgres_database(url: URL, name: str, build: Build) -> None:
    """Make this database on the server at `url`, unless it is there."""
    made = f"{name}_made"
    with admin(url) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
        connection.execute(f"DROP DATABASE IF EXISTS {made} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {made}")
    asyncio.run(build(shown(url.set(database=made))))
    with admin(url.set(database=made)) as connection:
        connection.execute("VACUUM ANALYZE")
    with admin(url) as connection:
        connection.execute(f"ALTER DATABASE {made} RENAME TO {name}")


def remove(file: Path) -> None:
    """A SQLite file and what stands beside it."""
    for each in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
        each.unlink(missing_ok=True)


def shown(url: URL) -> str:
    """With its password."""
    return url.render_as_string(hide_password=False)
