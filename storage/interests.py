"""What subscribers follow and have muted. In the caller's transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Select, Table, Text, delete, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import NotFound
from bot.domain.statement import Millis
from bot.domain.subscriber import Following, SubscriberId, Term, TermKind
from bot.ports import Chosen
from storage.database import Database
from storage.rules import note_change
from storage.schema import interest, mute, subscriber, term
from storage.terms import term_ids


async def follow(
    connection: AsyncConnection, database: Database, id: SubscriberId, wanted: Term, *, now: Millis
) -> bool:
    """Follow it and hear of it again; False when it was followed already. Raises NotFound."""
    number = (await term_ids(connection, database, [wanted], create=True))[wanted]
    row = select(literal(number), subscriber.c.id, literal(now, BigInteger), literal(wanted.written, Text))
    names = ["term", "subscriber", "created_at", "written"]
    added = await _add(connection, database, interest, names, row, of=id)
    await _remove(connection, mute, id, number)
    if added and wanted.kind is TermKind.KEYWORD:
        await note_change(connection, [number])
    return added


async def unfollow(connection: AsyncConnection, database: Database, id: SubscriberId, left: Term) -> bool:
    """Stop following; False when it was not followed."""
    numbers = await term_ids(connection, database, [left], create=False)
    if left not in numbers or not await _remove(connection, interest, id, numbers[left]):
        return False
    if left.kind is TermKind.KEYWORD:
        await note_change(connection, [numbers[left]])
    return True


async def mute_it(connection: AsyncConnection, database: Database, id: SubscriberId, muted: Term) -> None:
    """Hear no more of it. Raises NotFound."""
    number = (await term_ids(connection, database, [muted], create=True))[muted]
    row = select(literal(number), subscriber.c.id)
    await _add(connection, database, mute, ["term", "subscriber"], row, of=id)


async def unmute(connection: AsyncConnection, database: Database, id: SubscriberId, muted: Term) -> None:
    """Hear of it again."""
    numbers = await term_ids(connection, database, [muted], create=False)
    if muted in numbers:
        await _remove(connection, mute, id, numbers[muted])


async def following(connection: AsyncConnection, id: SubscriberId) -> Following:
    """What is followed, in the order it was chosen, and what is muted."""
    terms = tuple([chosen.term for chosen in await followed(connection, id)])
    return Following(terms, await muted(connection, id))


async def followed(connection: AsyncConnection, id: SubscriberId) -> tuple[Chosen, ...]:
    """What is followed, in the order it was chosen, and since when."""
    query = (
        select(term.c.kind, term.c.key, interest.c.written, interest.c.created_at)
        .join(interest, interest.c.term == term.c.id)
        .where(interest.c.subscriber == id)
        .order_by(interest.c.created_at, term.c.id)
    )
    rows = await connection.execute(query)
    return tuple([Chosen(Term(TermKind(row.kind), row.key, row.written), row.created_at) for row in rows])


async def muted(connection: AsyncConnection, id: SubscriberId) -> tuple[Term, ...]:
    """What is muted."""
    query = (
        select(term.c.kind, term.c.key)
        .join(mute, mute.c.term == term.c.id)
        .where(mute.c.subscriber == id)
        .order_by(term.c.id)
    )
    return tuple([Term(TermKind(row.kind), row.key) for row in await connection.execute(query)])


async def _remove(connection: AsyncConnection, table: Table, id: SubscriberId, number: int) -> bool:
    same = (table.c.subscriber == id) & (table.c.term == number)
    return (await connection.execute(delete(table).where(same))).rowcount > 0


async def _add(
    connection: AsyncConnection,
    database: Database,
    table: Table,
    names: Sequence[str],
    row: Select[*tuple[Any, ...]],
    *,
    of: SubscriberId,
) -> bool:
    """Chosen from subscriber, so that one who is just being forgotten is no error. Raises NotFound."""
    chosen = row.where(subscriber.c.id == of).with_for_update(key_share=True)
    added = database.insert(table).from_select(names, chosen).on_conflict_do_nothing()
    made = await connection.execute(added.returning(table.c.subscriber))
    if made.scalar_one_or_none() is not None:
        return True
    known = await connection.execute(select(subscriber.c.id).where(subscriber.c.id == of))
    if known.scalar_one_or_none() is None:
        raise NotFound(f"subscriber {of}")
    return False
