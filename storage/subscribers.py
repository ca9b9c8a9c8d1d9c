"""Subscribers and what they follow."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update

from bot.domain.errors import StoreError
from bot.domain.hours import Hours
from bot.domain.statement import Millis
from bot.domain.subscriber import (
    Address,
    ChatKind,
    Following,
    Subscriber,
    SubscriberId,
    SubscriberState,
    Term,
    TermKind,
)
from bot.ports import Kept, PortableReader
from storage import held, interests, portability, readers
from storage.codec import hours_to_columns, langs_to_text
from storage.database import KEYWORDS, Database
from storage.kept import kept
from storage.moves import move_chat
from storage.schema import subscriber


class SqlSubscriberStore:
    """bot.ports.SubscriberStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, address: Address) -> Subscriber | None:
        async with self._database.read() as connection:
            return await readers.find(connection, readers.at_address(address))

    async def add(
        self, address: Address, kind: ChatKind, *, ui_lang: str, langs: Sequence[str], now: Millis
    ) -> tuple[Subscriber, bool]:
        async with self._database.write() as connection:
            is_new = await readers.add(
                connection, self._database, address, kind, ui_lang=ui_lang, langs=langs, now=now
            )
            added = await readers.find(connection, readers.at_address(address))
            if added is None:
                raise StoreError("a subscriber vanished while it was added")
            return added, is_new

    async def update(
        self,
        id: SubscriberId,
        *,
        ui_lang: str | None = None,
        langs: Sequence[str] | None = None,
        silent: bool | None = None,
        previews: bool | None = None,
        hours: Hours | None = None,
        time_zone: str | None = None,
    ) -> Subscriber:
        given: dict[str, Any] = {"ui_lang": ui_lang, "silent": silent, "previews": previews}
        given["langs"] = None if langs is None else langs_to_text(langs)
        given["time_zone"] = time_zone
        values = {name: value for name, value in given.items() if value is not None}
        if time_zone == "":
            values["time_zone"] = None
        if hours is not None:
            values |= hours_to_columns(hours)
        async with self._database.write() as connection:
            if hours is not None or time_zone is not None:
                await held.decide_anew(connection, id)
            return await readers.change(connection, id, values)

    async def set_state(
        self, address: Address, state: SubscriberState, *, reason: str = "", now: Millis
    ) -> None:
        new = {"state": state.value, "state_reason": reason, "state_at": now}
        async with self._database.write() as connection:
            await connection.execute(update(subscriber).where(readers.at_address(address)).values(new))

    async def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        async with self._database.write() as connection:
            await move_chat(connection, self._database, old_chat_id, new_chat_id)

    async def follow(self, id: SubscriberId, term: Term, *, now: Millis) -> bool:
        async with self._database.write() as connection:
            if term.kind is TermKind.KEYWORD:  # a word that somebody else's /forget is about to delete
                await self._database.alone(connection, KEYWORDS)
            return await interests.follow(connection, self._database, id, term, now=now)

    async def unfollow(self, id: SubscriberId, term: Term) -> bool:
        async with self._database.write() as connection:
            if term.kind is TermKind.KEYWORD:  # changes of rules are read in their order
                await self._database.alone(connection, KEYWORDS)
            return await interests.unfollow(connection, self._database, id, term)

    async def set_muted(self, id: SubscriberId, term: Term, *, muted: bool) -> None:
        async with self._database.write() as connection:
            change = interests.mute_it if muted else interests.unmute
            await change(connection, self._database, id, term)

    async def following(self, id: SubscriberId) -> Following:
        async with self._database.read() as connection:
            return await interests.following(connection, id)

    async def kept(self, id: SubscriberId) -> Kept | None:
        async with self._database.read() as connection:
            return await kept(connection, id)

    async def forget(self, address: Address) -> bool:
        async with self._database.write() as connection:
            await self._database.alone(connection, KEYWORDS)
            forgotten = await readers.forget(connection, address)
        if forgotten:
            await self._database.leave_no_trace()
        return forgotten

    async def export(
        self, *, after: SubscriberId, limit: int
    ) -> tuple[tuple[SubscriberId, PortableReader], ...]:
        async with self._database.read() as connection:
            return await portability.page(connection, after=after, limit=limit)

    async def import_all(
        self, readers: Sequence[PortableReader], *, ui_lang: str, now: Millis
    ) -> tuple[int, int]:
        async with self._database.write() as connection:
            return await portability.take_in(connection, self._database, readers, ui_lang=ui_lang, now=now)
