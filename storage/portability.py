"""Private readers out of this database and into it, as lines of a file hold them. In the caller's transaction.

A line without topics means everything. Topics are the file's to say; sources, keywords and mutes are not in it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.statement import Millis
from bot.domain.subscriber import ALL, ChatKind, SubscriberId, SubscriberState, Term, TermKind
from bot.ports import PortableReader
from storage.codec import langs_from_text, langs_to_text
from storage.database import Database
from storage.schema import interest, subscriber, term
from storage.terms import term_ids

T = TypeVar("T")
_AT_ONCE = 1_000
_IN_FILE = (TermKind.TOPIC.value, TermKind.ALL.value)


async def page(
    connection: AsyncConnection, *, after: SubscriberId, limit: int
) -> tuple[tuple[SubscriberId, PortableReader], ...]:
    """The private readers after this one, by id."""
    query = (
        select(subscriber)
        .where(
            subscriber.c.id > after, subscriber.c.kind == ChatKind.PRIVATE.value, subscriber.c.thread_id == 0
        )
        .order_by(subscriber.c.id)
        .limit(limit)
    )
    rows = (await connection.execute(query)).all()
    topics = await _topics(connection, [row.id for row in rows])
    return tuple(
        (
            SubscriberId(row.id),
            PortableReader(
                row.chat_id, langs_from_text(row.langs), topics[row.id], SubscriberState(row.state)
            ),
        )
        for row in rows
    )


async def _topics(connection: AsyncConnection, ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, list[Term]] = defaultdict(list)
    for some in _parts(ids):
        query = (
            select(interest.c.subscriber, term.c.kind, term.c.key)
            .join(term, term.c.id == interest.c.term)
            .where(interest.c.subscriber.in_(some), term.c.kind.in_(_IN_FILE))
            .order_by(interest.c.created_at, term.c.id)
        )
        for row in await connection.execute(query):
            found[row.subscriber].append(Term(TermKind(row.kind), row.key))
    return {each: () if ALL in found[each] else tuple(t.key for t in found[each]) for each in ids}


async def take_in(
    connection: AsyncConnection,
    database: Database,
    readers: Sequence[PortableReader],
    *,
    ui_lang: str,
    now: Millis,
) -> tuple[int, int]:
    """How many were new, and how many were known and updated."""
    wanted = {Term(TermKind.TOPIC, key) for reader in readers for key in reader.topics} | {ALL}
    numbers = await term_ids(connection, database, wanted, create=True)
    known = 0
    for some in _parts(readers):
        known += await _take_in(connection, database, some, numbers, ui_lang=ui_lang, now=now)
    return len(readers) - known, known


async def _take_in(
    connection: AsyncConnection,
    database: Database,
    readers: Sequence[PortableReader],
    numbers: Mapping[Term, int],
    *,
    ui_lang: str,
    now: Millis,
) -> int:
    known = await _ids(connection, readers)
    await _update(connection, [reader for reader in readers if reader.chat_id in known], known, now=now)
    new = [reader for reader in readers if reader.chat_id not in known]
    ids = known | await _add(connection, [_new_row(reader, ui_lang, now) for reader in new])
    rows = [
        {"term": numbers[wanted], "subscriber": ids[reader.chat_id], "created_at": now}
        for reader in readers
        for wanted in _terms(reader)
    ]
    followed = database.insert(interest).on_conflict_do_nothing().returning(interest.c.term)
    await connection.execute(followed, rows)
    return len(known)


async def _add(connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """With RETURNING hundreds of rows travel in one statement; without, PostgreSQL is sent one for each."""
    if not rows:
        return {}
    added = insert(subscriber).returning(subscriber.c.chat_id, subscriber.c.id)
    return {row.chat_id: row.id for row in await connection.execute(added, rows)}


def _terms(reader: PortableReader) -> Collection[Term]:
    return {Term(TermKind.TOPIC, key) for key in reader.topics} or {ALL}


def _new_row(reader: PortableReader, ui_lang: str, now: Millis) -> Mapping[str, Any]:
    return {
        "chat_id": reader.chat_id,
        "thread_id": 0,
        "kind": ChatKind.PRIVATE.value,
        "ui_lang": reader.langs[0] if reader.langs else ui_lang,
        "langs": langs_to_text(reader.langs),
        "state": reader.state.value,
        "state_reason": "import",
        "state_at": now,
        "created_at": now,
    }


async def _update(
    connection: AsyncConnection, readers: Sequence[PortableReader], ids: Mapping[int, int], *, now: Millis
) -> None:
    if not readers:
        return
    values = [
        {
            "of": ids[reader.chat_id],
            "new_langs": langs_to_text(reader.langs),
            "new_state": reader.state.value,
            "at": now,
        }
        for reader in readers
    ]
    this = subscriber.c.id == bindparam("of")
    languages = update(subscriber).where(this).values(langs=bindparam("new_langs"))
    await connection.execute(languages, values)
    other = subscriber.c.state != bindparam("new_state")
    state = {"state": bindparam("new_state"), "state_at": bindparam("at"), "state_reason": "import"}
    await connection.execute(update(subscriber).where(this, other).values(state), values)
    in_file = select(term.c.id).where(term.c.kind.in_(_IN_FILE))
    theirs = interest.c.subscriber.in_([ids[reader.chat_id] for reader in readers])
    await connection.execute(delete(interest).where(theirs, interest.c.term.in_(in_file)))


async def _ids(connection: AsyncConnection, readers: Sequence[PortableReader]) -> dict[int, int]:
    chats = [reader.chat_id for reader in readers]
    query = select(subscriber.c.chat_id, subscriber.c.id).where(
        subscriber.c.chat_id.in_(chats), subscriber.c.thread_id == 0
    )
    return {row.chat_id: row.id for row in await connection.execute(query)}


def _parts(things: Sequence[T]) -> Iterable[Sequence[T]]:
    for start in range(0, len(things), _AT_ONCE):
        yield things[start : start + _AT_ONCE]
