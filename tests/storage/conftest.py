"""The stores over each database, and statements made in a line."""

import itertools
from collections.abc import Callable

import pytest

from bot.domain.source import FetchState, Source, SourceSpec
from bot.domain.statement import Batch, Evidence, Identity, Incoming, NewStatement, Push, StatementId, Words
from bot.domain.subscriber import Address, ChatKind, Subscriber
from bot.domain.text import hash16
from storage.broadcasts import SqlBroadcastStore
from storage.database import Database
from storage.desk import SqlDeskStore
from storage.fanouts import SqlFanoutStore
from storage.search import SqlSearchStore
from storage.sources import SqlSourceStore
from storage.statements import SqlStatementStore
from storage.subscribers import SqlSubscriberStore

NOW = 1_795_000_000_000
UN = SourceSpec(key="un", name="UN News", url="https://un.example/feed", official=True)
WIRE = SourceSpec(key="wire", name="The Wire", url="https://wire.example/feed", topics=("culture", "health"))


class Stores:
    """Every store over one database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.sources = SqlSourceStore(database)
        self.statements = SqlStatementStore(database)
        self.subscribers = SqlSubscriberStore(database)
        self.search = SqlSearchStore(database)
        self.broadcasts = SqlBroadcastStore(database)
        self.desk = SqlDeskStore(database)
        self.fanouts = SqlFanoutStore(database)

    async def reader(self, chat_id: int = 1, **more) -> Subscriber:
        """A reader in a private chat."""
        wanted = {"ui_lang": "en", "langs": (), "now": NOW} | more
        return (await self.subscribers.add(Address(chat_id), ChatKind.PRIVATE, **wanted))[0]

    async def source(self, spec: SourceSpec = UN) -> Source:
        """This source, known to the table."""
        known = [s.spec for s in await self.sources.all() if s.spec.key not in (spec.key, "editorial")]
        await self.sources.sync([*known, spec], now=NOW)
        return await self.sources.get(spec.key)

    async def record(
        self, *new: NewStatement, source: Source | None = None, now: int = NOW, **batch
    ) -> tuple[StatementId, ...]:
        source = source or await self.source()
        return await self.statements.record(
            source.id, FetchState(source.spec.url, last_good_at=now), Batch(new, **batch), now=now
        )


@pytest.fixture
def stores(database: Database) -> Stores:
    return Stores(database)


@pytest.fixture
def draft() -> Callable[..., NewStatement]:
    """A new statement with these words; each under an id of its own unless `guid` is given."""
    numbers = itertools.count(1)

    def make(
        title: str = "Rights day",
        body: str = "",
        *,
        guid: str | None = None,
        url: str | None = None,
        summary: str = "",
        at: int = NOW,
        lang: str = "en",
        terms: tuple[str, ...] = (),
        push: Push = Push.NOW,
        urgent: bool = False,
        words: Words | None = None,
    ) -> NewStatement:
        key = hash16("id", guid or f"item {next(numbers)}")
        incoming = Incoming(Identity(key, url), words or Words(title, summary, body), url, at, lang, "Latn")
        return NewStatement(incoming, tuple(Evidence(term, (term.upper(),)) for term in terms), push, urgent)

    return make
