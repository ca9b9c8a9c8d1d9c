"""The one vocabulary of terms: topics, sources, keywords and "all", each under a number."""

from collections.abc import Collection, Mapping

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.statement import Evidence, StatementId
from bot.domain.subscriber import Term, TermKind
from storage.database import Database
from storage.schema import statement_term, term

_AT_ONCE = 500


async def term_ids(
    connection: AsyncConnection, database: Database, terms: Collection[Term], *, create: bool
) -> Mapping[Term, int]:
    """The numbers of these terms; the unknown ones are left out, or made if `create`."""
    wanted = sorted(set(terms))  # sorted: two writers that make the same terms cannot deadlock
    known = await _known(connection, wanted)
    missing = [t for t in wanted if t not in known]
    if not create or not missing:
        return known
    rows = [{"kind": str(t.kind), "key": t.key} for t in missing]
    await connection.execute(database.insert(term).on_conflict_do_nothing(), rows)
    return known | await _known(connection, missing)


async def topics_of(connection: AsyncConnection, id: StatementId) -> tuple[Evidence, ...]:
    """The topics a statement carries, each with what proves it."""
    query = (
        select(term.c.key, statement_term.c.evidence)
        .join(statement_term, statement_term.c.term == term.c.id)
        .where(statement_term.c.statement == id, term.c.kind == TermKind.TOPIC.value)
        .order_by(term.c.key)
    )
    return tuple(
        Evidence(str(Term(TermKind.TOPIC, row.key)), tuple(row.evidence.split(", ")) if row.evidence else ())
        for row in await connection.execute(query)
    )


async def _known(connection: AsyncConnection, terms: list[Term]) -> dict[Term, int]:
    found: dict[Term, int] = {}
    for start in range(0, len(terms), _AT_ONCE):
        some = [(str(t.kind), t.key) for t in terms[start : start + _AT_ONCE]]
        query = select(term.c.id, term.c.kind, term.c.key).where(tuple_(term.c.kind, term.c.key).in_(some))
        for row in await connection.execute(query):
            found[Term(TermKind(row.kind), row.key)] = row.id
    return found
