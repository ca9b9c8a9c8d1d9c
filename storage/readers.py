"""Subscribers as rows: reading them, changing their settings, forgetting them. In the caller's transaction."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import NotFound
from bot.domain.statement import Millis
from bot.domain.subscriber import (
    Address,
    ChatKind,
    Subscriber,
    SubscriberId,
    SubscriberState,
    TermKind,
)
from storage.codec import hours_from_columns, langs_from_text, langs_to_text
from storage.database import Database
from storage.rules import followed_by, note_change
from storage.schema import interest, subscriber, term


def at_address(address: Address) -> ColumnElement[bool]:
    """The one subscriber who lives there."""
    return (subscriber.c.chat_id == address.chat_id) & (subscriber.c.thread_id == address.thread_id)


async def find(connection: AsyncConnection, where: ColumnElement[bool]) -> Subscriber | None:
    """The one subscriber that `where` names."""
    row = (await connection.execute(select(subscriber).where(where))).one_or_none()
    return None if row is None else from_row(row)


def from_row(row: Row[*tuple[Any, ...]]) -> Subscriber:
    """The subscriber that a row of the table holds."""
    return Subscriber(
        id=SubscriberId(row.id),
        address=Address(row.chat_id, row.thread_id),
        kind=ChatKind(row.kind),
        ui_lang=row.ui_lang,
        langs=langs_from_text(row.langs),
        state=SubscriberState(row.state),
        state_at=row.state_at,
        silent=row.silent,
        previews=row.previews,
        time_zone=row.time_zone,
        hours=hours_from_columns(
            row.digest_times, row.digest_days, row.quiet_from, row.quiet_to, row.urgent_passes
        ),
        created_at=row.created_at,
    )


async def add(
    connection: AsyncConnection,
    database: Database,
    address: Address,
    kind: ChatKind,
    *,
    ui_lang: str,
    langs: Sequence[str],
    now: Millis,
) -> bool:
    """Whether it is new; who is there already keeps everything and is ACTIVE again."""
    row = {
        "chat_id": address.chat_id,
        "thread_id": address.thread_id,
        "kind": kind.value,
        "ui_lang": ui_lang,
        "langs": langs_to_text(langs),
        "state": SubscriberState.ACTIVE.value,
        "state_at": now,
        "created_at": now,
    }
    # RETURNING tells whether a row was made; not every driver counts rows of an INSERT
    added = database.insert(subscriber).values(row).on_conflict_do_nothing().returning(subscriber.c.id)
    if (await connection.execute(added)).scalar_one_or_none() is not None:
        return True
    here = at_address(address)
    await connection.execute(
        update(subscriber).where(here, subscriber.c.kind != kind.value).values(kind=kind.value)
    )
    away = subscriber.c.state != SubscriberState.ACTIVE.value
    back = {"state": SubscriberState.ACTIVE.value, "state_reason": "", "state_at": now}
    await connection.execute(update(subscriber).where(here, away).values(back))
    return False


async def change(connection: AsyncConnection, id: SubscriberId, values: Mapping[str, Any]) -> Subscriber:
    """Settings as they are after the change. Raises NotFound."""
    if values:
        await connection.execute(update(subscriber).where(subscriber.c.id == id).values(values))
    changed = await find(connection, subscriber.c.id == id)
    if changed is None:
        raise NotFound(f"subscriber {id}")
    return changed


async def forget(connection: AsyncConnection, address: Address) -> bool:
    """The row and all that hangs on it, and keywords that nobody else follows: a word can tell who asked."""
    known = await find(connection, at_address(address))
    if known is None:
        return False
    rules = await followed_by(connection, known.id)
    await connection.execute(delete(subscriber).where(subscriber.c.id == known.id))
    nobodys = ~exists().where(interest.c.term == term.c.id)
    await connection.execute(delete(term).where(term.c.kind == TermKind.KEYWORD.value, nobodys))
    await note_change(connection, rules)
    return True
