"""Rows for the tests of delivery: subscribers by the dozen, subjects, fan-outs, and a look into the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, func, insert, select, update

from bot.domain.fanout import FanoutId, FanoutKind, Priority, SubjectId
from bot.domain.subscriber import SubscriberId, SubscriberState, Term
from storage.database import Database
from storage.fanouts import start_fanout
from storage.schema import delivery, interest, mute, subject, subscriber
from storage.terms import term_ids

NOW = 1_800_000_000_000


@dataclass(frozen=True)
class Rows:
    """Writes rows past the stores."""

    database: Database

    async def readers(
        self,
        count: int,
        *,
        follow: Sequence[Term] = (),
        muted: Sequence[Term] = (),
        first_chat: int = 1,
        kind: str = "private",
        state: SubscriberState = SubscriberState.ACTIVE,
        langs: str = "",
        ui_lang: str = "en",
        thread_id: int = 0,
        **columns: Any,
    ) -> list[SubscriberId]:
        rows = [
            {
                "chat_id": first_chat + n if first_chat > 0 else first_chat - n,
                "thread_id": thread_id,
                "kind": kind,
                "ui_lang": ui_lang,
                "langs": langs,
                "state": state.value,
                "state_at": 0,
                "created_at": 0,
                **columns,
            }
            for n in range(count)
        ]
        async with self.database.write() as connection:
            await connection.execute(insert(subscriber), rows)
            chats = [row["chat_id"] for row in rows]
            query = select(subscriber.c.id).where(
                subscriber.c.chat_id.in_(chats), subscriber.c.thread_id == thread_id
            )
            ids = list((await connection.execute(query.order_by(subscriber.c.id))).scalars())
            terms = await term_ids(connection, self.database, [*follow, *muted], create=True)
            for term in follow:
                await connection.execute(
                    insert(interest), [{"term": terms[term], "subscriber": i, "created_at": 0} for i in ids]
                )
            for term in muted:
                await connection.execute(insert(mute), [{"term": terms[term], "subscriber": i} for i in ids])
        return ids

    async def subject(self, kind: FanoutKind = FanoutKind.STATEMENT) -> SubjectId:
        async with self.database.write() as connection:
            made = await connection.execute(insert(subject).values(kind=kind.value).returning(subject.c.id))
            return SubjectId(made.scalar_one())

    async def fanout(
        self,
        subject: SubjectId | None = None,
        *,
        kind: FanoutKind = FanoutKind.STATEMENT,
        priority: int = Priority.STATEMENT,
        audience: Sequence[Term] = (),
        langs: Sequence[str] = (),
        not_before: int = NOW,
        now: int = NOW,
        **more: Any,
    ) -> FanoutId:
        number = subject if subject is not None else await self.subject(kind)
        async with self.database.write() as connection:
            return await start_fanout(
                connection,
                self.database,
                subject=number,
                kind=kind,
                revision_no=1,
                priority=priority,
                audience=audience,
                langs=langs,
                not_before=not_before,
                now=now,
                **more,
            )

    async def set_state(self, reader: SubscriberId, state: str) -> None:
        async with self.database.write() as connection:
            await connection.execute(update(subscriber).where(subscriber.c.id == reader).values(state=state))

    async def all(self, table: Table) -> list[Any]:
        async with self.database.read() as connection:
            return list((await connection.execute(select(table).order_by(*table.primary_key))).all())

    async def ledger(self, subject: SubjectId) -> dict[SubscriberId, Any]:
        async with self.database.read() as connection:
            rows = await connection.execute(select(delivery).where(delivery.c.subject == subject))
            return {SubscriberId(row.subscriber): row for row in rows}

    async def count(self, table: Table) -> int:
        async with self.database.read() as connection:
            return (await connection.execute(select(func.count()).select_from(table))).scalar_one()
