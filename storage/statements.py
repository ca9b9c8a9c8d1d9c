"""Statements with all their revisions, copies and terms."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import NotFound
from bot.domain.fanout import FanoutKind, Priority, SubjectId
from bot.domain.source import FetchState
from bot.domain.statement import (
    Batch,
    Card,
    Evidence,
    Identity,
    Millis,
    NewStatement,
    Push,
    Recognised,
    StatementId,
    Words,
)
from bot.domain.story import Telling, told_by
from bot.domain.subscriber import Term
from bot.ports import Listed
from storage import archive, recognising, stories, vanishing
from storage.amending import withdraw_subject
from storage.audit import keep
from storage.cards import load_cards
from storage.codec import links_from_json
from storage.database import RECORDING, Database
from storage.fanouts import OPEN
from storage.latest import one_of_each_story
from storage.schema import fanout, revision, source, statement
from storage.sending import send_out
from storage.sources import editorial_id, write_fetch
from storage.terms import topics_of


class SqlStatementStore:
    """bot.ports.StatementStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def recognise(
        self, source_id: int, identities: Sequence[Identity], copy_keys: Sequence[bytes]
    ) -> Recognised:
        async with self._database.read() as connection:
            return Recognised(
                same=await recognising.by_identity(connection, source_id, identities),
                at_link=await recognising.at_link(connection, source_id, identities),
                copies=await recognising.copies(connection, source_id, copy_keys),
            )

    async def record(
        self, source_id: int, fetch: FetchState, batch: Batch, *, now: Millis
    ) -> tuple[StatementId, ...]:
        # reading hundreds of long texts takes a while: nobody is to wait for it
        told = await asyncio.to_thread(self._told, batch.published)
        async with self._database.write() as connection:
            # so that two sources that bring the same words at once still make one story
            await self._database.alone(connection, RECORDING)
            await write_fetch(connection, source_id, fetch)
            fresh, copied = await archive.unknown_of(connection, source_id, batch.published)
            ids = await archive.store_new(connection, self._database, source_id, fresh, now=now)
            stored = dict(zip(ids, fresh, strict=True))
            await self._join(connection, source_id, stored, told, now=now)
            copies = [*batch.copies, *copied]
            await archive.store_copies(connection, self._database, source_id, copies, now=now)
            for new in batch.corrected:
                await archive.store_revision(
                    connection,
                    self._database,
                    new.known.id,
                    new.words,
                    new.terms,
                    material=new.material,
                    held=new.held,
                    now=now,
                )
            corrected = [new.known.id for new in batch.corrected]
            await stories.refresh(connection, corrected, self._database.lexicon, now=now)
            out = [new_id for new_id, new in stored.items() if new.push is Push.NOW]
            await send_out(connection, self._database, out, now=now)
            return ids

    def _told(self, new: Sequence[NewStatement]) -> dict[bytes, Telling]:
        return {each.incoming.identity.key: told_by(each.incoming, self._database.lexicon) for each in new}

    async def _join(
        self,
        connection: AsyncConnection,
        source_id: int,
        stored: Mapping[StatementId, NewStatement],
        told: Mapping[bytes, Telling],
        *,
        now: Millis,
    ) -> None:
        """Bring new statements into the stories they tell."""
        coming = {number: each.incoming for number, each in stored.items()}
        pages = {number: each.page for number, each in coming.items() if each.page}
        await stories.unite_with_page(connection, source_id, pages)
        tellings = {number: told[each.identity.key] for number, each in coming.items()}
        await stories.enter(connection, tellings, self._database.lexicon, now=now)

    async def publish(self, new: NewStatement, *, by: int, now: Millis) -> StatementId:
        told = self._told([new])
        async with self._database.write() as connection:
            await self._database.alone(connection, RECORDING)
            editorial = await editorial_id(connection, self._database)
            identity = new.incoming.identity
            known = await recognising.by_identity(connection, editorial, [identity])
            if known:  # the same act again
                return known[identity.key].id
            (new_id,) = await archive.store_new(connection, self._database, editorial, [new], now=now, by=by)
            await self._join(connection, editorial, {new_id: new}, told, now=now)
            if new.push is Push.NOW:
                await send_out(connection, self._database, [new_id], now=now, by=by)
            await keep(connection, by, "publish", str(new_id), now=now)
            return new_id

    async def card(self, id: StatementId) -> Card:
        found = await self.cards([id])
        if id not in found:
            raise NotFound(f"statement {id}")
        return found[id]

    async def cards(self, ids: Sequence[StatementId]) -> Mapping[StatementId, Card]:
        async with self._database.read() as connection:
            return await load_cards(connection, ids)

    async def topics(self, id: StatementId) -> tuple[Evidence, ...]:
        async with self._database.read() as connection:
            return await topics_of(connection, id)

    async def latest(
        self, *, terms: Sequence[Term], langs: Sequence[str], limit: int, offset: int = 0
    ) -> Listed:
        async with self._database.read() as connection:
            where = one_of_each_story(terms, langs)
            return await _newest(connection, where, limit=limit, offset=offset)

    async def waiting(self, source_key: str, *, limit: int, offset: int = 0) -> Listed:
        where = [statement.c.state == "waiting", source.c.key == source_key]
        async with self._database.read() as connection:
            return await _newest(connection, where, limit=limit, offset=offset)

    async def release(self, source_key: str, *, newest: int | None, by: int, now: Millis) -> int:
        async with self._database.write() as connection:
            await self._database.alone(connection, RECORDING)
            waiting = await _waiting_ids(connection, source_key)
            cut = 0 if newest is None else max(0, len(waiting) - newest)
            kept, out = waiting[:cut], waiting[cut:]
            await _set_state(connection, kept, "stored")
            await _set_state(connection, out, "published")
            await send_out(connection, self._database, out, now=now, by=by)
            details = f"{len(out)} of {len(waiting)}"
            await keep(connection, by, "release", source_key, details=details, now=now)
            return len(out)

    async def set_urgent(self, id: StatementId, *, by: int, now: Millis) -> None:
        async with self._database.write() as connection:
            marked = await connection.execute(
                update(statement).where(statement.c.id == id).values(urgent=True)
            )
            if marked.rowcount == 0:
                raise NotFound(f"statement {id}")
            await connection.execute(
                update(fanout)
                .where(fanout.c.subject == id, fanout.c.kind == FanoutKind.STATEMENT.value)
                .where(fanout.c.state.in_(OPEN))
                .values(priority=Priority.URGENT.value, paid=True)
            )
            await keep(connection, by, "urgent", str(id), now=now)

    async def correct(
        self,
        id: StatementId,
        words: Words,
        terms: Sequence[Evidence],
        *,
        material: bool,
        by: int,
        now: Millis,
    ) -> bool:
        async with self._database.write() as connection:
            await self._database.alone(connection, RECORDING)
            await _state_of(connection, id)
            revise = partial(archive.store_revision, connection, self._database, id, words, terms)
            if not await revise(material=material, now=now, by=by):
                return False
            await stories.refresh(connection, [id], self._database.lexicon, now=now)
            await keep(connection, by, "correct", str(id), now=now)
            return True

    async def withdraw(self, id: StatementId, *, by: int, now: Millis) -> bool:
        async with self._database.write() as connection:
            await self._database.alone(connection, RECORDING)
            if await _state_of(connection, id) == "withdrawn":
                return False
            gone = {"state": "withdrawn", "withdrawn_at": now, "corrections_held": False}
            await connection.execute(update(statement).where(statement.c.id == id).values(gone))
            await withdraw_subject(connection, self._database, SubjectId(id), now=now, by=by)
            await keep(connection, by, "withdraw", str(id), now=now)
            return True

    async def missing(
        self,
        source_id: int,
        seen: Sequence[Identity],
        *,
        since: Millis,
        until: Millis,
        limit: int,
        last: Collection[StatementId] = (),
    ) -> tuple[Card, ...]:
        async with self._database.read() as connection:
            ids = await vanishing.missing(connection, source_id, seen, since=since, until=until)
            ids.sort(key=lambda each: each in last)
            return tuple((await load_cards(connection, ids[:limit])).values())

    async def mark_vanished(self, id: StatementId, *, now: Millis) -> None:
        async with self._database.write() as connection:
            await vanishing.mark(connection, id, now=now)

    async def corrections_held(self, source_key: str, *, limit: int, offset: int = 0) -> Listed:
        where = [statement.c.corrections_held, source.c.key == source_key]
        async with self._database.read() as connection:
            return await _newest(connection, where, limit=limit, offset=offset)

    async def release_corrections(self, source_key: str, *, amend: bool, by: int, now: Millis) -> int:
        async with self._database.write() as connection:
            await self._database.alone(connection, RECORDING)
            held = (await connection.execute(_held(source_key))).all()
            for row in held:
                if amend:
                    await archive.amend(
                        connection,
                        self._database,
                        StatementId(row.id),
                        row.revision_no,
                        material=row.material,
                        now=now,
                        by=by,
                    )
            ids = [row.id for row in held]
            ended = update(statement).where(statement.c.id.in_(ids)).values(corrections_held=False)
            await connection.execute(ended)
            act = "corrections-send" if amend else "corrections-store"
            await keep(connection, by, act, source_key, details=str(len(held)), now=now)
            return len(held)

    async def revisions(self, id: StatementId) -> tuple[tuple[Millis, Words], ...]:
        query = select(revision).where(revision.c.statement == id).order_by(revision.c.no)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(
            (row.seen_at, Words(row.title, row.summary, row.body, links_from_json(row.links))) for row in rows
        )


async def _state_of(connection: AsyncConnection, id: StatementId) -> str:
    query = select(statement.c.state).where(statement.c.id == id).with_for_update()
    state: str | None = (await connection.execute(query)).scalar_one_or_none()
    if state is None:
        raise NotFound(f"statement {id}")
    return state


def _held(source_key: str) -> Select[Any]:
    """Statements whose corrections wait, in the order of publication; material: one of them was."""
    return (
        select(
            statement.c.id,
            statement.c.revision_no,
            func.max(case((revision.c.material, 1), else_=0)).label("material"),
        )
        .join(source, source.c.id == statement.c.source)
        .join(revision, revision.c.statement == statement.c.id)
        .where(statement.c.corrections_held, source.c.key == source_key)
        .group_by(statement.c.id, statement.c.revision_no, statement.c.published_at)
        .order_by(statement.c.published_at, statement.c.id)
    )


async def _newest(
    connection: AsyncConnection, where: Sequence[ColumnElement[bool]], *, limit: int, offset: int
) -> Listed:
    query = (
        select(statement.c.id)
        .join(source, source.c.id == statement.c.source)
        .where(*where)
        .order_by(statement.c.published_at.desc(), statement.c.id.desc())
        .limit(limit + 1)
        .offset(offset)
    )
    ids = [StatementId(found) for found in (await connection.execute(query)).scalars()]
    cards = await load_cards(connection, ids[:limit])
    return Listed(tuple(cards.values()), more=len(ids) > limit)


async def _waiting_ids(connection: AsyncConnection, source_key: str) -> list[StatementId]:
    """In the order of publication."""
    query = (
        select(statement.c.id)
        .join(source, source.c.id == statement.c.source)
        .where(statement.c.state == "waiting", source.c.key == source_key)
        .order_by(statement.c.published_at, statement.c.id)
    )
    return [StatementId(found) for found in (await connection.execute(query)).scalars()]


async def _set_state(connection: AsyncConnection, ids: Sequence[StatementId], state: str) -> None:
    values = [{"changed": each} for each in ids]
    if values:
        await connection.execute(
            update(statement).where(statement.c.id == bindparam("changed")).values(state=state), values
        )
