"""Stories: which statements are tellings of the same, found by what they have in common.

Everything here runs in the caller's transaction.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.lexicon import Lexicon
from bot.domain.statement import COPY_WITHIN, Millis, Sibling, StatementId, Words
from bot.domain.story import Telling, one_story, preferred, telling
from storage.schema import band, revision, source, statement

SHOWN = ("published", "stored")
_CANDIDATES = 8  # compared with a new statement: those that share most with it
_MOST_SIBLINGS = 12


async def enter(
    connection: AsyncConnection, told: Mapping[StatementId, Telling], lexicon: Lexicon, *, now: Millis
) -> None:
    """File by what new statements are found, and bring each into the story it tells. Old ones stand alone."""
    for number, new in (await _file(connection, told, now=now)).items():
        older = await _candidates(connection, number, new, lexicon)
        same = [other for other, known in older.items() if one_story(new, known)]
        await unite(connection, [number, *same])


async def unite(connection: AsyncConnection, ids: Sequence[StatementId]) -> None:
    """From now on these are one story, and all that were in a story with one of them."""
    if len(ids) < 2:  # noqa: PLR2004 - who is alone is in no story
        return
    rows = await connection.execute(select(statement.c.id, statement.c.story).where(statement.c.id.in_(ids)))
    firsts = {row.story or row.id for row in rows}
    members = or_(statement.c.id.in_([*firsts, *ids]), statement.c.story.in_(firsts))
    await connection.execute(update(statement).where(members).values(story=min(firsts)))


async def unite_with_page(
    connection: AsyncConnection, source_id: int, pages: Mapping[StatementId, bytes]
) -> None:
    """Each is of one story with the statement that has its page's own identity."""
    keys = set(pages.values())
    query = select(statement.c.id, statement.c.guid_hash)
    query = query.where(statement.c.source == source_id, statement.c.guid_hash.in_(keys))
    firsts = {row.guid_hash: StatementId(row.id) for row in await connection.execute(query)}
    for number, key in pages.items():
        if key in firsts:
            await unite(connection, [firsts[key], number])


async def refresh(
    connection: AsyncConnection, ids: Sequence[StatementId], lexicon: Lexicon, *, now: Millis
) -> None:
    """File corrected statements by their new words. The stories they are in stay theirs."""
    if not ids:
        return
    await connection.execute(delete(band).where(band.c.statement.in_(ids)))
    await _file(connection, await _tellings(connection, ids, lexicon), now=now)


async def _file(
    connection: AsyncConnection, told: Mapping[StatementId, Telling], *, now: Millis
) -> Mapping[StatementId, Telling]:
    """Those that were filed: the recent ones."""
    recent = {number: each for number, each in told.items() if each.published_at > now - COPY_WITHIN}
    rows = [
        {"no": each.no, "value": each.value, "statement": number}
        for number, known in recent.items()
        for each in known.bands
    ]
    if rows:
        await connection.execute(insert(band), rows)
    return recent


async def _candidates(
    connection: AsyncConnection, number: StatementId, new: Telling, lexicon: Lexicon
) -> Mapping[StatementId, Telling]:
    """Earlier statements that share a band with this filed one, those that share most."""
    its, shared = band.alias("its"), band.alias("shared")
    close = statement.c.published_at.between(new.published_at - COPY_WITHIN, new.published_at + COPY_WITHIN)
    query = (
        select(shared.c.statement)
        .select_from(its)
        .join(shared, (shared.c.no == its.c.no) & (shared.c.value == its.c.value))
        .join(statement, statement.c.id == shared.c.statement)
        .where(its.c.statement == number, shared.c.statement < number)
        .where(close, statement.c.state != "withdrawn")
        .group_by(shared.c.statement)
        .order_by(func.count().desc(), shared.c.statement.desc())
        .limit(_CANDIDATES)
    )
    found = [StatementId(each) for each in (await connection.execute(query)).scalars()]
    return await _tellings(connection, found, lexicon)


async def _tellings(
    connection: AsyncConnection, ids: Sequence[StatementId], lexicon: Lexicon
) -> dict[StatementId, Telling]:
    if not ids:
        return {}
    newest = (revision.c.statement == statement.c.id) & (revision.c.no == statement.c.revision_no)
    query = (
        select(statement, revision.c.title, revision.c.summary, revision.c.body)
        .join(revision, newest)
        .where(statement.c.id.in_(ids))
    )
    return {StatementId(row.id): _telling(row, lexicon) for row in await connection.execute(query)}


def _telling(row: Row[Any], lexicon: Lexicon) -> Telling:
    return telling(
        Words(row.title, row.summary, row.body),
        lang=row.lang,
        url=row.canonical_url,
        published_at=row.published_at,
        lexicon=lexicon,
    )


async def siblings(
    connection: AsyncConnection, stories: Iterable[StatementId]
) -> Mapping[StatementId, list[Sibling]]:
    """Who can be shown of each story, in order of arrival; a bounded number of each."""
    wanted = set(stories)
    if not wanted:
        return {}
    told = (
        select(statement.c.id, statement.c.story, statement.c.lang, source.c.name)
        .join(source, source.c.id == statement.c.source)
        .where(statement.c.story.in_(wanted), statement.c.state.in_(SHOWN))
        .order_by(statement.c.id)
    )
    found: dict[StatementId, list[Sibling]] = defaultdict(list)
    for row in await connection.execute(told):
        members = found[StatementId(row.story)]
        if len(members) <= _MOST_SIBLINGS:
            members.append(Sibling(StatementId(row.id), row.lang, row.name))
    return found


async def one_of_each(
    connection: AsyncConnection, ids: Sequence[StatementId], langs: Sequence[str]
) -> list[StatementId]:
    """A ranked list with one statement of each story, where its best stood: in the first of `langs` that it has.

    Of several in that language, or in none of `langs`, the one published first. Withdrawn ones count for
    themselves only.
    """
    columns = (statement.c.id, statement.c.story, statement.c.lang, statement.c.published_at)
    query = select(*columns).where(statement.c.id.in_(ids), statement.c.story.is_not(None))
    rows = (await connection.execute(query.where(statement.c.state != "withdrawn"))).all()
    story_of = {StatementId(row.id): row.story for row in rows}
    best: dict[int, StatementId] = {}
    for row in sorted(rows, key=lambda row: preferred(row.lang, row.published_at, row.id, langs)):
        best.setdefault(row.story, StatementId(row.id))
    return list(dict.fromkeys(best[story_of[each]] if each in story_of else each for each in ids))
