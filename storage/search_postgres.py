"""The search index on PostgreSQL: a tsvector beside each statement, written by us, word by word.

PostgreSQL's own parser is never asked: it would take "1.5" or "a/b" for one word where SQLite sees two.
A lemma that differs from its word is written with "+" before it, and the title's words and lemmas once more
with "^". Titles weigh A, topics B, marks C (nothing), texts D.

An index of PostgreSQL gives all its hits, in no order: of a very common word these are too many. So each
statement is also marked with the stretches of the archive it lies in, short and long ones, and one stretch
after the other is searched, from the newest, until there are enough hits.

To weigh a hit, its whole vector must be read, which takes longer than to find it. So only the likeliest are
weighed and given: the newest with all words in the title, then the newest.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.search_query import Search
from storage.search_tsquery import LEMMA, TITLE, expression, has_phrase, quoted, titled
from storage.search_words import FORMAT, VERSION, Document, Found, Hit

_MAX_POSITION = 16_383  # what a tsvector can count to
_MAX_POSITIONS = 255  # of one word
_STRETCHES = (13, 16, 19)  # bits of a statement's id that make one stretch
_AT_LEAST = 2  # stretches of one length before a longer one
_WEIGHED = 300  # nobody turns sixty pages
_WEIGHED_PHRASES = 100  # each takes many looks at vectors that hold the words elsewhere
_BY_TITLE = 150  # are weighed at most

_PUT = text("""
    INSERT INTO fts_statement (statement, vector) VALUES (:id, CAST(:vector AS tsvector))
    ON CONFLICT (statement) DO UPDATE SET vector = excluded.vector
""")
# Always by the words' index, by one plan for all words: there is no better way, and to look for one each time,
# to compile it or to share it out takes longer than to go it.
_BEGIN = text("""
    SELECT set_config('enable_seqscan', 'off', true), set_config('enable_mergejoin', 'off', true),
           set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true),
           set_config('plan_cache_mode', 'force_generic_plan', true), set_config('statement_timeout', :ms, true),
           (SELECT max(statement) FROM fts_statement) AS last,
           (SELECT value FROM meta WHERE key = :version) AS version
""")
_END = text("SET LOCAL statement_timeout = 0")
# Two conditions, not one: so the index looks at nothing outside the stretch. OFFSET 0 has each stretch sorted
# by itself, and a phrase looked for only as far as is needed.
_STRETCH = """(
    SELECT statement, vector FROM fts_statement
    WHERE vector @@ CAST(:{match} AS tsquery) AND vector @@ CAST(:stretch_{number} AS tsquery)
    ORDER BY -statement OFFSET 0
)"""
_ONE_BY_ONE = "SELECT statement, vector FROM ({each}) AS found WHERE {exactly} LIMIT {most}"
_NOWHERE = "SELECT statement, vector FROM fts_statement WHERE false"
_FIND = """
    WITH titled AS MATERIALIZED ({titled}), newest AS MATERIALIZED ({newest}), likeliest AS (
        SELECT statement, vector, true AS by_title FROM titled
        UNION ALL
        SELECT statement, vector, false FROM newest WHERE statement NOT IN (SELECT statement FROM titled)
        ORDER BY by_title DESC, statement DESC LIMIT :most
    )
    SELECT statement.id, ts_rank('{{0.1, 0.0, 0.3, 0.8}}', vector, CAST(:exact AS tsquery)),
           statement.published_at, statement.story,
           statement.state IN ('published', 'stored') AND statement.published_at >= :since AS wanted,
           (SELECT count(*) FROM newest) AS matching
    FROM likeliest JOIN statement ON statement.id = likeliest.statement
    ORDER BY statement.id DESC
"""
_CANCELLED = "57014"  # query_canceled: the time was up

_Rows = Sequence[Row[*tuple[Any, ...]]]


async def put(connection: AsyncConnection, documents: Sequence[Document]) -> None:
    """Index these, in place of what was indexed of them."""
    await connection.execute(_PUT, [{"id": each.id, "vector": _vector(each)} for each in documents])


async def newest_hits(connection: AsyncConnection, search: Search, *, most: int, seconds: float) -> Found:
    """The likeliest of the newest `most` statements that are wanted, newest first."""
    phrases = has_phrase(search.wanted) or has_phrase(search.unwanted)
    most = min(most, _WEIGHED_PHRASES if phrases else _WEIGHED)
    everywhere = await _begin(connection, seconds)
    found = await _find(connection, search, everywhere, most=most, phrases=phrases)
    cut = found is None
    if found is None:
        await _begin(connection, seconds)
        found = await _find(connection, search, everywhere[:1], most=most, phrases=phrases) or ()
    await connection.execute(_END)
    hits = [Hit(*hit) for *hit, wanted, _matching in found if wanted]
    return Found(hits, bounded=cut or (bool(found) and found[0].matching > most), cut=cut)


async def _begin(connection: AsyncConnection, seconds: float) -> list[str]:
    """Have what comes now take no longer than so many seconds. Where to search, one after the other."""
    values = {"ms": str(max(1, round(1000 * seconds))), "version": VERSION}  # 0 would be no limit
    indexed = (await connection.execute(_BEGIN, values)).one()
    marks = stretches(indexed.last or 0)
    if (indexed.version or "").startswith(f"{FORMAT}/"):
        return [quoted(mark) for mark in marks]
    return [*map(quoted, marks), f"!({' | '.join(map(quoted, marks))})"]  # what bears no marks yet


async def _find(
    connection: AsyncConnection, search: Search, among: Sequence[str], *, most: int, phrases: bool
) -> _Rows | None:
    """The likeliest, shown or not; None: it took too long, and the transaction began anew."""
    by_title = titled(search, loose=True)
    query = _FIND.format(
        newest=_one_by_one("newest", len(among), most=most + 1, phrases=phrases),
        titled=_one_by_one("titled", len(among) if by_title else 0, most=_BY_TITLE, phrases=phrases),
    )
    values = {
        "newest": expression(search, loose=True),
        "titled": by_title,
        "exact": expression(search),
        "since": search.since or 0,
        "most": most,
        **{f"stretch_{number}": stretch for number, stretch in enumerate(among)},
    }
    try:
        return (await connection.execute(text(query), values)).all()
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", "") != _CANCELLED:
            raise
        await connection.rollback()
        return None


def _one_by_one(match: str, stretches: int, *, most: int, phrases: bool) -> str:
    """The newest that match, found one stretch after the other, no further than is needed."""
    each = " UNION ALL ".join(_STRETCH.format(match=match, number=number) for number in range(stretches))
    exactly = "vector @@ CAST(:exact AS tsquery)" if phrases else "true"
    return _ONE_BY_ONE.format(each=each or _NOWHERE, exactly=exactly, most=most)


def stretches(last: int) -> list[str]:
    """Marks of which every statement up to the last has one: of short stretches from the newest, then longer ones."""
    marks: list[str] = []
    below = ((last >> _STRETCHES[0]) + 1) << _STRETCHES[0]
    for bits, longer in pairwise((*_STRETCHES, last.bit_length() + 1)):
        first = max(0, below - (_AT_LEAST << bits)) >> longer << longer
        marks += [
            _stretch_mark(number, bits) for number in range((below >> bits) - 1, (first >> bits) - 1, -1)
        ]
        below = first
    return marks


def _stretch_mark(number: int, bits: int) -> str:
    return f"#{bits}.{number}"


def _vector(document: Document) -> str:
    """As PostgreSQL reads it: 'word':1A,7 …; a gap keeps phrases from crossing from the title into the text."""
    places: dict[str, list[str]] = defaultdict(list)
    for position, (word, weight) in enumerate(_positions(document), start=1):
        if word:
            places[word].append(f"{min(position, _MAX_POSITION)}{weight}")
    return " ".join(f"{quoted(word)}:{','.join(some[:_MAX_POSITIONS])}" for word, some in places.items())


def _positions(document: Document) -> Iterator[tuple[str, str]]:
    """Word after word with its weight, "" between the parts."""
    within = [_stretch_mark(document.id >> bits, bits) for bits in _STRETCHES]
    for weight, words in (
        ("A", document.title),
        ("", document.body),
        ("A", [f"{LEMMA}{lemma}" for lemma in document.title_lemmas]),
        ("C", [f"{TITLE}{word}" for word in (*document.title, *document.title_lemmas)]),
        ("", [f"{LEMMA}{lemma}" for lemma in document.body_lemmas]),
        ("B", document.topics),
        ("C", [*document.marks, *within]),
    ):
        yield from ((word, weight) for word in words)
        yield "", ""
