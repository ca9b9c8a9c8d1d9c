"""The search index on SQLite: an FTS5 table whose rowid is the statement's id."""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.search_query import AllOf, AnyOf, Mark, Search, Together, Wanted, Word
from storage.search_words import Document, Found, Hit

_PUT = text("""
    INSERT OR REPLACE INTO fts_statement (rowid, title, body, title_lemmas, body_lemmas, topics, marks)
    VALUES (:id, :title, :body, :title_lemmas, :body_lemmas, :topics, :marks)
""")

# CROSS JOIN keeps FTS5 outside: it walks its hits from the newest down and bm25 is computed for no more
# than are asked for.
_FIND = text("""
    SELECT statement.id, -bm25(fts_statement, 8.0, 1.0, 8.0, 1.0, 3.0, 0.0), statement.published_at,
           statement.story
    FROM fts_statement CROSS JOIN statement ON statement.id = fts_statement.rowid
    WHERE fts_statement MATCH :match AND fts_statement.rowid > :after
      AND statement.state IN ('published', 'stored') AND statement.published_at >= :since
    ORDER BY fts_statement.rowid DESC LIMIT :most
""")
_NEWEST_ONLY = 5_000  # statements among which is searched when the whole archive takes too long
_LAST = text("SELECT max(id) FROM statement")
_LOOK_EVERY = 1_000  # of SQLite's steps between two looks at the clock


async def put(connection: AsyncConnection, documents: Sequence[Document]) -> None:
    """Index these, in place of what was indexed of them."""
    rows = [
        {
            "id": each.id,
            "title": " ".join(each.title),
            "body": " ".join(each.body),
            "title_lemmas": " ".join(each.title_lemmas),
            "body_lemmas": " ".join(each.body_lemmas),
            "topics": " ".join(each.topics),
            "marks": " ".join(each.marks),
        }
        for each in documents
    ]
    await connection.execute(_PUT, rows)


async def newest_hits(connection: AsyncConnection, search: Search, *, most: int, seconds: float) -> Found:
    """At most `most` statements that are wanted, newest first."""
    try:
        async with _within(connection, seconds):
            hits = await _hits(connection, search, most=most + 1, after=0)
        return Found(hits[:most], bounded=len(hits) > most)
    except OperationalError as error:
        if getattr(error.orig, "sqlite_errorname", "") != "SQLITE_INTERRUPT":
            raise
    last = (await connection.execute(_LAST)).scalar_one()
    hits = await _hits(connection, search, most=most, after=last - _NEWEST_ONLY)
    return Found(hits, bounded=True, cut=True)


async def _hits(connection: AsyncConnection, search: Search, *, most: int, after: int) -> list[Hit]:
    values = {"match": expression(search), "after": after, "since": search.since or 0, "most": most}
    rows = await connection.execute(_FIND, values)
    return [Hit(*row) for row in rows.all()]


@asynccontextmanager
async def _within(connection: AsyncConnection, seconds: float) -> AsyncIterator[None]:
    """What runs longer is interrupted."""
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    until = time.monotonic() + seconds
    await driver.set_progress_handler(lambda: time.monotonic() > until, _LOOK_EVERY)
    try:
        yield
    finally:
        await driver.set_progress_handler(None, _LOOK_EVERY)


def expression(search: Search) -> str:
    """The search as FTS5 writes it; every word is quoted, so that none can be an operator."""
    wanted = _written(search.wanted)
    return f"({wanted}) NOT ({_written(search.unwanted)})" if search.unwanted.parts else wanted


def _written(wanted: Wanted) -> str:
    match wanted:
        case Together(words):
            return f'({{title body}} : "{" ".join(words)}")'
        case Word(word, goes_on):
            return f'"{word}"{" *" if goes_on else ""}'
        case Mark(mark):
            return f'"{mark}"'
        case AllOf(parts):
            return _joined(" AND ", parts)
        case AnyOf(parts):
            return _joined(" OR ", parts)


def _joined(by: str, parts: Sequence[Wanted]) -> str:
    return f"({by.join(_written(part) for part in parts)})"
