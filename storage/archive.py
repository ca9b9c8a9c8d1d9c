"""Writing statements into the archive: new ones, new words for known ones, other places where they were seen.

Everything here runs in the caller's transaction.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.fanout import FanoutKind, SubjectId
from bot.domain.statement import (
    COPY_WITHIN,
    Evidence,
    Millis,
    NewCopy,
    NewStatement,
    Push,
    StatementId,
    Words,
)
from bot.domain.subscriber import Term
from storage import recognising
from storage.amending import edit_delivered, notify_holders, overtake
from storage.codec import links_to_json
from storage.database import Database
from storage.fanouts import OPEN
from storage.schema import fanout, revision, statement, statement_copy, statement_term, subject
from storage.search import index
from storage.terms import term_ids

_STATE_OF = {Push.NOW: "published", Push.STORED: "stored", Push.WAITING: "waiting"}


async def store_new(
    connection: AsyncConnection,
    database: Database,
    source_id: int,
    new: Sequence[NewStatement],
    *,
    now: Millis,
    by: int | None = None,
) -> tuple[StatementId, ...]:
    """Statements under numbers of their own, in this order, with words, terms and index entry."""
    if not new:
        return ()
    stored = list(zip(await _new_ids(connection, len(new)), new, strict=True))
    rows = [_statement_row(number, source_id, each, now) for number, each in stored]
    first = [_revision_row(number, 1, each.incoming.words, now, by) for number, each in stored]
    await connection.execute(insert(statement), rows)
    await connection.execute(insert(revision), first)
    await _store_terms(connection, database, [(number, each.terms) for number, each in stored])
    ids = tuple(number for number, _ in stored)
    await index(connection, database, ids)
    return ids


async def _new_ids(connection: AsyncConnection, how_many: int) -> list[StatementId]:
    numbered = insert(subject).returning(subject.c.id, sort_by_parameter_order=True)
    rows = [{"kind": FanoutKind.STATEMENT.value}] * how_many
    return [StatementId(number) for number in (await connection.execute(numbered, rows)).scalars()]


def _statement_row(id: StatementId, source_id: int, new: NewStatement, now: Millis) -> Mapping[str, Any]:
    incoming = new.incoming
    return {
        "id": id,
        "source": source_id,
        "guid_hash": incoming.identity.key,
        "copy_key": incoming.words.copy_key,
        "canonical_url": incoming.identity.url,
        "url": incoming.url,
        "published_at": incoming.published_at,
        "first_seen_at": now,
        "lang": incoming.lang,
        "script": incoming.script,
        "state": _STATE_OF[new.push],
        "urgent": new.urgent,
        "revision_no": 1,
    }


def _revision_row(
    id: StatementId, no: int, words: Words, now: Millis, by: int | None = None
) -> Mapping[str, Any]:
    return {
        "statement": id,
        "no": no,
        "title": words.title,
        "summary": words.summary,
        "body": words.body,
        "links": links_to_json(words.links),
        "fingerprint": words.fingerprint,
        "seen_at": now,
        "by": by,
    }


async def _store_terms(
    connection: AsyncConnection, database: Database, found: Sequence[tuple[StatementId, Sequence[Evidence]]]
) -> None:
    """Topics and keywords with what proves them; its source and "all" a statement has by itself."""
    terms = {evidence.term: Term.parse(evidence.term) for _, several in found for evidence in several}
    numbers = await term_ids(connection, database, terms.values(), create=True)
    rows = [
        {"statement": number, "term": numbers[terms[evidence.term]], "evidence": ", ".join(evidence.words)}
        for number, several in found
        for evidence in several
    ]
    if rows:
        await connection.execute(database.insert(statement_term).on_conflict_do_nothing(), rows)


async def unknown_of(
    connection: AsyncConnection, source_id: int, new: Sequence[NewStatement]
) -> tuple[list[NewStatement], list[NewCopy]]:
    """What still is new now that nobody else records: the rest is known, or another look was faster."""
    known = await recognising.by_identity(connection, source_id, [each.incoming.identity for each in new])
    keys = [key for each in new if (key := each.incoming.words.copy_key)]
    said = await recognising.copies(connection, source_id, keys)
    fresh: dict[bytes, NewStatement] = {}
    copied: list[NewCopy] = []
    for each in new:
        incoming = each.incoming
        same = said.get(incoming.words.copy_key or b"")
        if incoming.identity.key in known:
            continue
        if same and abs(same.published_at - incoming.published_at) < COPY_WITHIN:
            copied.append(NewCopy(same.id, incoming.identity, incoming.url))
        else:
            fresh.setdefault(incoming.identity.key, each)
    return list(fresh.values()), copied


async def store_copies(
    connection: AsyncConnection, database: Database, source_id: int, copies: Sequence[NewCopy], *, now: Millis
) -> None:
    """Where else they were seen; seen there before changes nothing."""
    rows = [
        {
            "source": source_id,
            "guid_hash": copy.identity.key,
            "statement": copy.statement,
            "url": copy.url,
            "seen_at": now,
        }
        for copy in copies
    ]
    if rows:
        await connection.execute(database.insert(statement_copy).on_conflict_do_nothing(), rows)


async def store_revision(
    connection: AsyncConnection,
    database: Database,
    known: StatementId,
    words: Words,
    terms: Sequence[Evidence],
    *,
    material: bool,
    held: bool = False,
    now: Millis,
    by: int | None = None,
) -> bool:
    """The words that count from now on; readers who still wait get these only. The same again: nothing, False.

    Messages that were delivered are edited, and where it is material their readers are told: at once, or
    where it is held once an editor says so.
    """
    current = await _newest(connection, known)
    if current is None or current.state == "withdrawn" or current.fingerprint == words.fingerprint:
        return False
    no = current.no + 1
    row = {**_revision_row(known, no, words, now, by), "material": material}
    await connection.execute(insert(revision).values(row))
    # what nobody was shown yet is not "corrected"
    values = {} if current.state == "waiting" else {"corrected_at": now}
    await connection.execute(
        update(statement)
        .where(statement.c.id == known)
        .values(revision_no=no, copy_key=words.copy_key, corrections_held=held, **values)
    )
    await connection.execute(delete(statement_term).where(statement_term.c.statement == known))
    await _store_terms(connection, database, [(known, terms)])
    await index(connection, database, [known])
    await connection.execute(
        update(fanout)
        .where(fanout.c.subject == known, fanout.c.kind == FanoutKind.STATEMENT.value)
        .where(fanout.c.state.in_(OPEN))
        .values(revision_no=no)
    )
    if not held:
        await amend(connection, database, known, no, material=material, now=now, by=by)
    return True


async def amend(
    connection: AsyncConnection,
    database: Database,
    id: StatementId,
    revision_no: int,
    *,
    material: bool,
    now: Millis,
    by: int | None = None,
) -> None:
    """Bring what was delivered to this revision, overtaking what was on its way to an earlier one.

    A material correction that was overtaken is still to be told of, together with the new one.
    """
    about = SubjectId(id)
    material = await overtake(connection, database, about, now=now) or material
    went_out = await edit_delivered(connection, database, about, revision_no=revision_no, now=now, by=by)
    if went_out and material:
        await notify_holders(connection, database, about, revision_no=revision_no, now=now, by=by)


async def _newest(connection: AsyncConnection, id: StatementId) -> Row[*tuple[Any, ...]] | None:
    query = (
        select(revision.c.no, revision.c.fingerprint, statement.c.state)
        .join(statement, statement.c.id == revision.c.statement)
        .where(statement.c.id == id, revision.c.no == statement.c.revision_no)
    )
    return (await connection.execute(query)).one_or_none()
