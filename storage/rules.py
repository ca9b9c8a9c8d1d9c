"""Keyword rules: which of them somebody follows, what changed since, and recent statements to try one on."""

from collections.abc import Sequence

from sqlalchemy import Select, delete, exists, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.statement import Millis, StatementId
from bot.domain.subscriber import SubscriberId, TermKind
from bot.ports import RecentText, RuleChanges
from storage.database import Database
from storage.schema import interest, revision, rule_change, statement, term

_CHANGES_KEPT = 10_000  # who has not looked for longer reads all rules anew
_SHOWN = ("published", "stored")
_FOLLOWED = exists().where(interest.c.term == term.c.id)
_KEYWORD = term.c.kind == TermKind.KEYWORD.value


class SqlRuleStore:
    """bot.ports.RuleStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def changes(self, after: int | None) -> RuleChanges:
        async with self._database.read() as connection:
            oldest, last = (await connection.execute(_bounds())).one()
            if after is None or (oldest is not None and oldest > after + 1):
                rules = await _keys(connection, select(term.c.id, term.c.key).where(_KEYWORD, _FOLLOWED))
                return RuleChanges(last or 0, rules, whole=True)
            changed = select(rule_change.c.term).where(rule_change.c.id > after).distinct()
            numbers = (await connection.execute(changed)).scalars().all()
            left = dict.fromkeys(numbers)
            query = select(term.c.id, term.c.key).where(_KEYWORD, _FOLLOWED, term.c.id.in_(changed))
            return RuleChanges(last or after, {**left, **await _keys(connection, query)}, whole=False)

    async def recent(
        self, *, since: Millis, langs: Sequence[str], limit: int, offset: int = 0
    ) -> tuple[RecentText, ...]:
        newest = (revision.c.statement == statement.c.id) & (revision.c.no == statement.c.revision_no)
        query = (
            select(statement.c.id, statement.c.published_at, statement.c.lang, revision)
            .join(revision, newest)
            .where(statement.c.published_at >= since, statement.c.state.in_(_SHOWN))
            .order_by(statement.c.published_at.desc(), statement.c.id.desc())
            .limit(limit)
            .offset(offset)
        )
        if langs:
            query = query.where(statement.c.lang.in_([*langs, "und"]))
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(
            RecentText(StatementId(row.id), row.published_at, row.lang, row.title, row.summary, row.body)
            for row in rows
        )


async def note_change(connection: AsyncConnection, numbers: Sequence[int]) -> None:
    """Somebody began to follow these rules, or stopped: in the caller's transaction, which is alone at it."""
    if not numbers:
        return
    made = insert(rule_change).returning(rule_change.c.id, sort_by_parameter_order=True)
    ids = (await connection.execute(made, [{"term": number} for number in numbers])).scalars().all()
    await connection.execute(delete(rule_change).where(rule_change.c.id <= ids[-1] - _CHANGES_KEPT))


async def followed_by(connection: AsyncConnection, id: SubscriberId) -> Sequence[int]:
    """The numbers of this reader's rules."""
    query = select(term.c.id).join(interest, interest.c.term == term.c.id)
    return (await connection.execute(query.where(_KEYWORD, interest.c.subscriber == id))).scalars().all()


def _bounds() -> Select[int | None, int | None]:
    return select(func.min(rule_change.c.id), func.max(rule_change.c.id))


async def _keys(connection: AsyncConnection, query: Select[int, str]) -> dict[int, str | None]:
    return {row.id: row.key for row in await connection.execute(query)}
