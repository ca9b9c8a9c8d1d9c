"""Broadcasts from draft to fan-out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast import Broadcast, BroadcastState, Content
from bot.domain.errors import NotFound
from bot.domain.fanout import Fanout, FanoutKind, FanoutState, Priority, SubjectId
from bot.domain.statement import Millis
from bot.domain.subscriber import Term
from storage.amending import edit_delivered, overtake, withdraw_subject
from storage.audit import keep
from storage.codec import langs_from_text, langs_to_text, terms_from_json, terms_to_json
from storage.database import Database
from storage.fanout_rows import fanout_from
from storage.fanouts import cancel_all, end_fanout, start_fanout
from storage.holders import not_reached
from storage.schema import broadcast, fanout, subject

_NEWEST_FIRST = broadcast.c.id.desc()


class SqlBroadcastStore:
    """bot.ports.BroadcastStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def draft(
        self,
        author: int,
        content: Content,
        *,
        audience: Sequence[Term],
        langs: Sequence[str],
        confirm_token: str,
        urgent: bool = False,
        now: Millis,
    ) -> Broadcast:
        row = {
            "author": author,
            "text": content.text,
            "entities": content.entities,
            "audience": terms_to_json(audience),
            "langs": langs_to_text(langs),
            "state": BroadcastState.DRAFT.value,
            "confirm_token": confirm_token,
            "urgent": urgent,
            "created_at": now,
        }
        async with self._database.write() as connection:
            number = insert(subject).values(kind=FanoutKind.BROADCAST.value).returning(subject.c.id)
            row["id"] = (await connection.execute(number)).scalar_one()
            await connection.execute(insert(broadcast).values(row))
            return await _one(connection, broadcast.c.id == row["id"])

    async def confirm(self, token: str, *, by: int, not_before: Millis, now: Millis) -> Broadcast | None:
        async with self._database.write() as connection:
            # of any number of taps, on any number of connections, one finds the draft
            if not await _leave_draft(connection, token, BroadcastState.CONFIRMED, confirmed_at=now):
                return None
            confirmed = await _one(connection, broadcast.c.confirm_token == token)
            await start_fanout(
                connection,
                self._database,
                subject=confirmed.id,
                kind=FanoutKind.BROADCAST,
                revision_no=1,
                priority=Priority.URGENT if confirmed.urgent else Priority.BROADCAST,
                paid=confirmed.urgent,
                audience=confirmed.audience,
                langs=confirmed.langs,
                not_before=not_before,
                now=now,
                created_by=by,
            )
            await keep(connection, by, "broadcast-confirm", str(confirmed.id), now=now)
            return await _one(connection, broadcast.c.id == confirmed.id)

    async def stop(self, id: SubjectId, *, by: int, now: Millis) -> bool:
        async with self._database.write() as connection:
            way = (await _one(connection, broadcast.c.id == id)).fanout
            if way is None or not await end_fanout(
                connection, self._database, way.id, FanoutState.CANCELLED, now=now
            ):
                return False
            cancelled = update(broadcast).where(broadcast.c.id == id)
            await connection.execute(cancelled.values(state=BroadcastState.CANCELLED.value))
            await keep(connection, by, "broadcast-stop", str(id), now=now)
            return True

    async def drop(self, token: str, *, by: int, now: Millis) -> bool:
        async with self._database.write() as connection:
            if not await _leave_draft(connection, token, BroadcastState.DROPPED):
                return False
            dropped = await _one(connection, broadcast.c.confirm_token == token)
            await keep(connection, by, "broadcast-drop", str(dropped.id), now=now)
            return True

    async def edit(self, id: SubjectId, content: Content, *, by: int, now: Millis) -> bool:
        async with self._database.write() as connection:
            known = await _locked(connection, id)
            if known.content == content or known.state is not BroadcastState.CONFIRMED:
                return False
            no = known.revision_no + 1
            new = {"text": content.text, "entities": content.entities, "revision_no": no, "edited_at": now}
            await connection.execute(update(broadcast).where(broadcast.c.id == id).values(new))
            await connection.execute(
                update(fanout)
                .where(fanout.c.subject == id, fanout.c.kind == FanoutKind.BROADCAST.value)
                .where(fanout.c.finished_at.is_(None))
                .values(revision_no=no)
            )
            await overtake(connection, self._database, id, now=now)
            await edit_delivered(connection, self._database, id, revision_no=no, now=now, by=by)
            if await cancel_all(connection, self._database, *_resends_of(id), now=now):
                await self._resend(connection, id, by=by, now=now)  # those who still wait: in the new words
            await keep(connection, by, "broadcast-edit", str(id), details=known.content.text, now=now)
            return True

    async def recall(self, id: SubjectId, *, by: int, now: Millis) -> bool:
        async with self._database.write() as connection:
            known = await _locked(connection, id)
            if known.state not in (BroadcastState.CONFIRMED, BroadcastState.CANCELLED):
                return False
            gone = {"state": BroadcastState.RECALLED.value, "recalled_at": now}
            await connection.execute(update(broadcast).where(broadcast.c.id == id).values(gone))
            await withdraw_subject(connection, self._database, id, now=now, by=by)
            await keep(connection, by, "broadcast-recall", str(id), now=now)
            return True

    async def resend(self, id: SubjectId, *, by: int, now: Millis) -> int:
        async with self._database.write() as connection:
            known = await _locked(connection, id)
            over = known.fanout is not None and known.fanout.state in (FanoutState.DONE, FanoutState.EXPIRED)
            if known.state is not BroadcastState.CONFIRMED or not over:
                return 0
            await cancel_all(connection, self._database, *_resends_of(id), now=now)
            readers = await self._resend(connection, id, by=by, now=now)
            if readers:
                await keep(connection, by, "broadcast-resend", str(id), details=str(readers), now=now)
            return readers

    async def _resend(self, connection: AsyncConnection, id: SubjectId, *, by: int, now: Millis) -> int:
        """A fan-out to those who failed so far; none where nobody did."""
        earlier = select(func.count()).where(*_resends_of(id))
        number = (await connection.execute(earlier)).scalar_one() + 1
        query = select(func.count()).where(*not_reached(id, before=now))
        readers: int = (await connection.execute(query)).scalar_one()
        if readers:
            await start_fanout(
                connection,
                self._database,
                subject=id,
                kind=FanoutKind.RESEND,
                revision_no=number,
                priority=Priority.BROADCAST,
                about=id,
                not_before=now,
                now=now,
                created_by=by,
            )
        return readers

    async def get(self, id: SubjectId) -> Broadcast:
        async with self._database.read() as connection:
            return await _one(connection, broadcast.c.id == id)

    async def by_token(self, token: str) -> Broadcast | None:
        async with self._database.read() as connection:
            found = await _all(connection, _broadcasts().where(broadcast.c.confirm_token == token))
        return found[0] if found else None

    async def recent(self, *, limit: int) -> tuple[Broadcast, ...]:
        async with self._database.read() as connection:
            return await _all(connection, _broadcasts().order_by(_NEWEST_FIRST).limit(limit))


async def _leave_draft(connection: AsyncConnection, token: str, state: BroadcastState, **values: Any) -> bool:
    draft = (broadcast.c.confirm_token == token) & (broadcast.c.state == BroadcastState.DRAFT.value)
    left = await connection.execute(update(broadcast).where(draft).values(state=state.value, **values))
    return left.rowcount > 0


async def _locked(connection: AsyncConnection, id: SubjectId) -> Broadcast:
    """Against a second act on the same announcement at once. Raises NotFound."""
    await connection.execute(select(broadcast.c.id).where(broadcast.c.id == id).with_for_update())
    return await _one(connection, broadcast.c.id == id)


def _resends_of(id: SubjectId) -> tuple[ColumnElement[bool], ...]:
    return fanout.c.subject == id, fanout.c.kind == FanoutKind.RESEND.value


def _broadcasts() -> Select[Any]:
    return select(broadcast)


async def _one(connection: AsyncConnection, where: ColumnElement[bool]) -> Broadcast:
    found = await _all(connection, _broadcasts().where(where))
    if not found:
        raise NotFound("broadcast")
    return found[0]


async def _all(connection: AsyncConnection, query: Select[Any]) -> tuple[Broadcast, ...]:
    rows = (await connection.execute(query)).all()
    ways = await _ways(connection, [row.id for row in rows])
    return tuple(_from(row, ways[row.id]) for row in rows)


async def _ways(connection: AsyncConnection, ids: Sequence[int]) -> Mapping[int, Sequence[Fanout]]:
    ways: dict[int, list[Fanout]] = defaultdict(list)
    rows = await connection.execute(select(fanout).where(fanout.c.subject.in_(ids)).order_by(fanout.c.id))
    for row in rows:
        ways[row.subject].append(fanout_from(row))
    return ways


def _from(row: Row[Any], ways: Sequence[Fanout]) -> Broadcast:
    first = next((way for way in ways if way.kind is FanoutKind.BROADCAST), None)
    return Broadcast(
        id=SubjectId(row.id),
        author=row.author,
        content=Content(row.text, row.entities),
        audience=terms_from_json(row.audience),
        langs=langs_from_text(row.langs),
        state=BroadcastState(row.state),
        confirm_token=row.confirm_token,
        created_at=row.created_at,
        confirmed_at=row.confirmed_at,
        urgent=row.urgent,
        revision_no=row.revision_no,
        edited_at=row.edited_at,
        recalled_at=row.recalled_at,
        fanout=first,
        afterwards=tuple(way for way in ways if way.kind.follows_ledger),
    )
