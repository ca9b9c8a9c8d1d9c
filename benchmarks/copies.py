"""More statements out of the first ones, copied within the database: each under a number and at a time of its own."""

import re

from sqlalchemy import text

from bot.domain.statement import DAY
from storage.database import Database

NOW = 1_795_000_000_000
PERIOD = 5 * 365 * DAY  # over which all are spread
_AT = "(:now - (:last - id - :first) * :period / :last)"  # of the copy of a statement
_TABLES = (
    "INSERT INTO subject (id, kind) SELECT id + :first, kind FROM subject WHERE id <= :many",
    f"""INSERT INTO statement (id, source, guid_hash, url, published_at, first_seen_at, lang, script, state, urgent,
                               revision_no, corrections_held)
        SELECT id + :first, source, {{hash}}, url, {_AT}, {_AT}, lang, script, state, urgent, 1, false
        FROM statement WHERE id <= :many""",
    """INSERT INTO revision (statement, no, title, summary, body, links, fingerprint, seen_at, material)
       SELECT statement + :first, no, title, summary, body, links, fingerprint, seen_at, material
       FROM revision WHERE statement <= :many""",
    """INSERT INTO statement_term (term, statement, evidence)
       SELECT term, statement + :first, evidence FROM statement_term WHERE statement <= :many""",
)
_INDEX = {
    "sqlite": """
        INSERT INTO fts_statement (rowid, title, body, title_lemmas, body_lemmas, topics, marks)
        SELECT copy.id, f.title, f.body, f.title_lemmas, f.body_lemmas, f.topics,
               '#s' || copy.source || ' #l' || copy.lang
               || strftime(' #y%Y #m%Y%m', copy.published_at / 1000, 'unixepoch')
        FROM statement AS copy JOIN fts_statement AS f ON f.rowid = copy.id - :first
        WHERE copy.id > :first AND copy.id <= :first + :many""",
    "postgresql": """
        WITH marked AS (
            SELECT id, ARRAY['#y' || to_char(at, 'YYYY'), '#m' || to_char(at, 'YYYYMM'),
                             '#13.' || (id >> 13), '#16.' || (id >> 16), '#19.' || (id >> 19)] AS marks
            FROM (SELECT id, to_timestamp(published_at / 1000) AT TIME ZONE 'UTC' AS at FROM statement) AS dated
        )
        INSERT INTO fts_statement (statement, vector)
        SELECT copy.id, ts_delete(f.vector, first.marks)
               || CAST((SELECT string_agg(quote_literal(mark) || '\\:1C', ' ') FROM unnest(copy.marks) AS mark) AS tsvector)
        FROM marked AS copy
        JOIN marked AS first ON first.id = copy.id - :first
        JOIN fts_statement AS f ON f.statement = first.id
        WHERE copy.id > :first AND copy.id <= :first + :many""",
}
_HASH = {"sqlite": "randomblob(16)", "postgresql": "decode(md5((id + :first)\\:\\:text), 'hex')"}


async def copy(database: Database, *, first: int, many: int, last: int) -> None:
    """The statements 1 to `many` once more, as numbers `first` + 1 and on, of `last` in all."""
    values = {"first": first, "many": many, "last": last, "now": NOW, "period": PERIOD}
    async with database.write() as connection:
        if database.dialect == "postgresql":  # the copies refer to what the originals refer to
            await connection.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in (*_TABLES, _INDEX[database.dialect]):
            # a small number comes as a small integer, and sums of those are too large for one
            wide = re.sub(r"(?<!\\):(first|many|last|now|period)\b", r"CAST(:\1 AS BIGINT)", statement)
            made = text(wide.replace("{hash}", _HASH[database.dialect]))
            wanted = {name: values[name] for name in made.compile().params}
            await connection.execute(made, wanted)
