"""The search index on PostgreSQL: a tsvector beside each statement, written by us, word by word.

PostgreSQL's own parser is never asked: it would take "1.5" or "a/b" for one word where SQLite sees two.
A lemma that differs from its word is written with "+" before it, and the title's words and lemmas once more
with "^". Titles weigh A, topics B, marks C (nothing), texts D.

An index of PostgreSQL gives all its hits, in no order: of a very common word these are too many. So each
statement is also marked with the stretches of the archive it lies in, short and long ones. How many hits the
newest short stretch holds tells how far back must be searched.

To weigh a hit, its whole vector must be read, which takes longer than to find it. So of the newest hits only
the likeliest are weighed and given: those with all words in the title, then the newest.
"""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, TextClause, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.search_query import AllOf, AnyOf, Mark, Search, Together, Wanted, Word
from storage.search_words import Document, Found, Hit

_MAX_POSITION = 16_383  # what a tsvector can count to
_MAX_POSITIONS = 255  # of one word
_STRETCHES = (13, 16, 19)  # bits of a statement's id that make one stretch

_PUT = text("""
    INSERT INTO fts_statement (statement, vector) VALUES (:id, CAST(:vector AS tsvector))
    ON CONFLICT (statement) DO UPDATE SET vector = excluded.vector
""")
_FIND = text("""
    WITH hit AS MATERIALIZED (
        SELECT statement, vector FROM fts_statement WHERE vector @@ CAST(:match AS tsquery)
    ), newest AS MATERIALIZED (
        SELECT statement, vector FROM hit ORDER BY statement DESC LIMIT :most
    ), titled AS MATERIALIZED (
        SELECT statement FROM fts_statement WHERE vector @@ CAST(:titles AS tsquery)
    ), likeliest AS MATERIALIZED (
        SELECT statement, vector FROM newest
        ORDER BY statement IN (SELECT statement FROM titled) DESC, statement DESC LIMIT :weighed
    )
    SELECT statement.id, ts_rank('{0.1, 0.0, 0.3, 0.8}', vector, CAST(:match AS tsquery)),
           statement.published_at, statement.story,
           statement.state IN ('published', 'stored') AND statement.published_at >= :since AS wanted,
           (SELECT count(*) FROM newest) AS matching
    FROM likeliest JOIN statement ON statement.id = likeliest.statement
    ORDER BY statement.id DESC
""")
_WEIGHED = 300  # nobody turns sixty pages
# Always by an index, statement by statement, without compiling what is done in a moment; and planned for these
# very words: the plan that PostgreSQL keeps for any takes four times as long.
_BEGIN = text("""
    SELECT set_config('enable_seqscan', 'off', true), set_config('enable_mergejoin', 'off', true),
           set_config('jit', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true),
           (SELECT max(statement) FROM fts_statement) AS last
""")
_COUNT = text("SELECT count(*) FROM fts_statement WHERE vector @@ CAST(:match AS tsquery)")
_MARGIN = 1.5  # how much further back than it seems to need
_CANCELLED = "57014"  # query_canceled: the time was up

_Rows = Sequence[Row[*tuple[Any, ...]]]


async def put(connection: AsyncConnection, documents: Sequence[Document]) -> None:
    """Index these, in place of what was indexed of them."""
    await connection.execute(_PUT, [{"id": each.id, "vector": _vector(each)} for each in documents])


async def newest_hits(connection: AsyncConnection, search: Search, *, most: int, seconds: float) -> Found:
    """The likeliest of the newest `most` statements that are wanted, newest first."""
    last = (await connection.execute(_BEGIN)).one().last or 0
    until = time.monotonic() + seconds
    for bits in await _far_enough(connection, search, last, most=most, until=until):
        rows = await _rows(connection, search, last, bits, most=most, until=until)
        if rows is None:
            break
        matching = rows[0].matching if rows else 0
        if matching > most or bits is None:
            return Found(_wanted(rows), bounded=matching > min(most, _WEIGHED))
    until = time.monotonic() + seconds
    rows = await _rows(connection, search, last, _STRETCHES[0], most=most, until=until)
    return Found(_wanted(rows or ()), bounded=True, cut=True)


async def _far_enough(
    connection: AsyncConnection, search: Search, last: int, *, most: int, until: float
) -> tuple[int | None, ...]:
    """The bits of the stretches to be searched, one after the other until there are enough; None: everything."""
    stretches = [bits for bits in _STRETCHES if last >> bits > 1]
    if not stretches:
        return (None,)
    few = {"match": expression(search, within=_newest(last, stretches[0]))}
    counted = await _until(connection, until, _COUNT, few)
    count = counted[0][0] if counted else 0
    needed = _MARGIN * most * _length(last, stretches[0]) / max(count, 1)
    likely = next((bits for bits in stretches if _length(last, bits) >= needed), None)
    return (None,) if likely is None else (likely, None)


def _newest(last: int, bits: int) -> AnyOf:
    """The stretch that the last statement is in, and the one before."""
    return AnyOf(tuple(Mark(_stretch_mark(number, bits)) for number in (last >> bits, (last >> bits) - 1)))


def _length(last: int, bits: int) -> int:
    """How many statements lie in those two, at most."""
    return last - (((last >> bits) - 1) << bits)


async def _rows(
    connection: AsyncConnection, search: Search, last: int, bits: int | None, *, most: int, until: float
) -> _Rows | None:
    """The likeliest of the newest that match, shown or not; None: it was not done by then."""
    values = {
        "match": expression(search, within=None if bits is None else _newest(last, bits)),
        "titles": _in_title(search.wanted) or _quoted("^"),
        "since": search.since or 0,
        "most": most + 1,
        "weighed": min(most, _WEIGHED),
    }
    return await _until(connection, until, _FIND, values)


def _wanted(rows: _Rows) -> list[Hit]:
    return [Hit(*hit) for *hit, wanted, _matching in rows if wanted]


async def _until(
    connection: AsyncConnection, until: float, query: TextClause, values: Mapping[str, object]
) -> _Rows | None:
    """What the query finds; None: it was not done by then, and the transaction began anew."""
    left = round(1000 * (until - time.monotonic()))
    if left <= 0:
        return None
    await connection.execute(text(f"SET LOCAL statement_timeout = {left}"))
    try:
        rows = (await connection.execute(query, values)).all()
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", "") != _CANCELLED:
            raise
        await connection.rollback()
        return None
    await connection.execute(text("SET LOCAL statement_timeout = 0"))
    return rows


def expression(search: Search, *, within: AnyOf | None = None) -> str:
    """The search as PostgreSQL writes it; every word is quoted, so that none can be an operator."""
    conditions = [_written(search.wanted)]
    if within is not None:
        conditions.append(_written(within))
    if search.unwanted.parts:
        conditions.append(f"!({_written(search.unwanted)})")
    return " & ".join(conditions)


def _written(wanted: Wanted) -> str:
    match wanted:
        case Together(words):
            return f"({' <-> '.join(map(_quoted, words))})"
        case Word(word, goes_on):
            end = ":*" if goes_on else ""
            return f"({_quoted(word)}{end} | {_quoted(f'+{word}')}{end})"
        case Mark(mark):
            return _quoted(mark)
        case AllOf(parts):
            return _joined(" & ", parts)
        case AnyOf(parts):
            return _joined(" | ", parts)


def _in_title(wanted: Wanted) -> str:
    """Its words as a title must hold them; marks are not asked for."""
    match wanted:
        case Together(words):
            return f"({' & '.join(_quoted(f'^{word}') for word in words)})"
        case Word(word, goes_on):
            return f"{_quoted(f'^{word}')}{':*' if goes_on else ''}"
        case Mark():
            return ""
        case AllOf(parts) | AnyOf(parts):
            by = " & " if isinstance(wanted, AllOf) else " | "
            written = [each for part in parts if (each := _in_title(part))]
            return f"({by.join(written)})" if written else ""


def _joined(by: str, parts: Sequence[Wanted]) -> str:
    return f"({by.join(_written(part) for part in parts)})"


def _quoted(word: str) -> str:
    return f"'{word}'"


def _stretch_mark(number: int, bits: int) -> str:
    return f"#{bits}.{number}"


def _vector(document: Document) -> str:
    """As PostgreSQL reads it: 'word':1A,7 …; a gap keeps phrases from crossing from the title into the text."""
    places: dict[str, list[str]] = defaultdict(list)
    for position, (word, weight) in enumerate(_positions(document), start=1):
        if word:
            places[word].append(f"{min(position, _MAX_POSITION)}{weight}")
    return " ".join(f"{_quoted(word)}:{','.join(some[:_MAX_POSITIONS])}" for word, some in places.items())


def _positions(document: Document) -> Iterator[tuple[str, str]]:
    """Word after word with its weight, "" between the parts."""
    stretches = [_stretch_mark(document.id >> bits, bits) for bits in _STRETCHES]
    for weight, words in (
        ("A", document.title),
        ("", document.body),
        ("A", [f"+{lemma}" for lemma in document.title_lemmas]),
        ("C", [f"^{word}" for word in (*document.title, *document.title_lemmas)]),
        ("", [f"+{lemma}" for lemma in document.body_lemmas]),
        ("B", document.topics),
        ("C", [*document.marks, *stretches]),
    ):
        yield from ((word, weight) for word in words)
        yield "", ""
