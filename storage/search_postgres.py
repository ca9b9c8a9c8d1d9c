"""The search index on PostgreSQL: a tsvector beside each statement, written by us, word by word.

PostgreSQL's own parser is never asked: it would take "1.5" or "a/b" for one word where SQLite sees two.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.query import Phrase, Query
from bot.domain.statement import StatementId
from storage.search_words import Hit, Indexed, words_of_phrase, words_of_text

_MAX_POSITION = 16_383  # what a tsvector can count to
_MAX_POSITIONS = 255  # of one word

_PUT = text("""
    INSERT INTO fts_statement (statement, vector) VALUES (:id, CAST(:vector AS tsvector))
    ON CONFLICT (statement) DO UPDATE SET vector = excluded.vector
""")
_FIND = """
    SELECT id, ts_rank('{{0.1, 0.1, 0.1, 0.8}}', vector, wanted) AS relevance, published_at
    FROM (
        SELECT statement.id, statement.published_at, fts_statement.vector, wanted
        FROM fts_statement JOIN statement ON statement.id = fts_statement.statement,
             CAST(:match AS tsquery) AS wanted
        WHERE fts_statement.vector @@ wanted AND statement.state IN ('published', 'stored') {langs}
        ORDER BY statement.id DESC LIMIT :most
    ) AS newest
    ORDER BY id DESC
"""


async def put(connection: AsyncConnection, statements: Sequence[Indexed]) -> None:
    """Index these, in place of what was indexed of them."""
    await connection.execute(_PUT, [{"id": each.id, "vector": _vector(each)} for each in statements])


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
    """The query as PostgreSQL writes it; every word is quoted, so that none can be an operator."""
    clauses = [either for clause in query.clauses if (either := _either(clause))]
    if not clauses:
        return None
    unwanted = _either(query.excluded)
    return " & ".join([*clauses, *([f"!{unwanted}"] if unwanted else [])])


def _either(phrases: Iterable[Phrase]) -> str:
    written = [_phrase(words, prefix=p.prefix) for p in phrases if (words := words_of_phrase(p))]
    return f"({' | '.join(written)})" if written else ""


def _phrase(words: Sequence[str], *, prefix: bool) -> str:
    together = " <-> ".join(f"'{word}'" for word in words)
    return f"({together}{':*' if prefix else ''})"


def _vector(statement: Indexed) -> str:
    """As PostgreSQL reads it: 'word':1A,7 …; the title's words weigh A, a gap keeps phrases from crossing."""
    title, body = words_of_text(statement.title), words_of_text(statement.body)
    places: dict[str, list[str]] = defaultdict(list)
    for position, word in enumerate(title, start=1):
        places[word].append(f"{min(position, _MAX_POSITION)}A")
    for position, word in enumerate(body, start=len(title) + 2):
        places[word].append(f"{min(position, _MAX_POSITION)}")
    return " ".join(f"'{word}':{','.join(at[:_MAX_POSITIONS])}" for word, at in places.items())
