"""The search index on SQLite: an FTS5 table whose rowid is the statement's id."""

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.query import Phrase, Query
from bot.domain.statement import StatementId
from storage.search_words import Hit, Indexed, words_of_phrase, words_of_text

_PUT = text("INSERT OR REPLACE INTO fts_statement (rowid, title, body) VALUES (:id, :title, :body)")

# CROSS JOIN keeps FTS5 outside: it walks its hits from the newest down and bm25 is computed for no more
# than are asked for.
_FIND = """
    SELECT statement.id, -bm25(fts_statement, 8.0, 1.0) AS relevance, statement.published_at
    FROM fts_statement CROSS JOIN statement ON statement.id = fts_statement.rowid
    WHERE fts_statement MATCH :match AND statement.state IN ('published', 'stored') {langs}
    ORDER BY fts_statement.rowid DESC LIMIT :most
"""


async def put(connection: AsyncConnection, statements: Sequence[Indexed]) -> None:
    """Index these, in place of what was indexed of them."""
    rows = [
        {
            "id": each.id,
            "title": " ".join(words_of_text(each.title)),
            "body": " ".join(words_of_text(each.body)),
        }
        for each in statements
    ]
    await connection.execute(_PUT, rows)


async def newest_hits(
    connection: AsyncConnection, query: Query, langs: Sequence[str], *, most: int
) -> list[Hit]:
    """At most `most` statements that the query means, newest first."""
    match = expression(query)
    if match is None:
        return []
    found = text(_FIND.format(langs="AND statement.lang IN :langs" if langs else ""))
    values = {"match": match, "most": most}
    if langs:
        found = found.bindparams(bindparam("langs", expanding=True))
        values["langs"] = langs
    rows = await connection.execute(found, values)
    return [Hit(StatementId(row.id), row.relevance, row.published_at) for row in rows]


def expression(query: Query) -> str | None:
    """The query as FTS5 writes it; every word is quoted, so that none can be an operator."""
    clauses = [either for clause in query.clauses if (either := _either(clause))]
    if not clauses:
        return None
    wanted = " AND ".join(clauses)
    unwanted = _either(query.excluded)
    return f"({wanted}) NOT {unwanted}" if unwanted else wanted


def _either(phrases: Iterable[Phrase]) -> str:
    written = [_phrase(words, prefix=p.prefix) for p in phrases if (words := words_of_phrase(p))]
    return f"({' OR '.join(written)})" if written else ""


def _phrase(words: Sequence[str], *, prefix: bool) -> str:
    return f'"{" ".join(words)}"{" *" if prefix else ""}'
