"""The whole bot over HTTP against the sandbox, on a real SQLite: `async with bot_house(url)` or the fixture `bot`.

Nothing is pushed here (there is no driver): these tests are about what people ask for.
"""

import asyncio
import itertools
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from telegram.ext import Application, ApplicationBuilder

from bot.data import load_glossary, load_taxonomy
from bot.domain.source import FetchState, Rights, Source, SourceSpec
from bot.domain.statement import (
    Batch,
    Evidence,
    Identity,
    Incoming,
    Link,
    Millis,
    NewStatement,
    Push,
    StatementId,
    Words,
)
from bot.domain.subscriber import ALL, OFFICIAL, Address, Following, Subscriber, Term, TermKind
from bot.domain.text import hash16, script_of
from bot.i18n import load_texts
from bot.language.detect import Detector
from bot.language.lexicon import load_lexicon
from bot.outbound.bot import KumtarBot
from bot.outbound.request import AiohttpRequest
from bot.render.voice import Voice
from bot.services.broadcasting import BroadcastingService
from bot.services.desk import DeskService
from bot.services.digests import DigestService
from bot.services.explaining import ExplainingService
from bot.services.following import FollowingService
from bot.services.privacy import PrivacyService
from bot.services.publishing import PublishingService
from bot.services.rules import RuleService
from bot.services.searching import SearchingService
from bot.services.settings import SettingsService
from bot.services.sources import SourcesService
from bot.services.subscribing import SubscribingService
from handlers import ALLOWED_UPDATES, register
from handlers.context import House, Newsroom
from handlers.in_order import InOrder
from handlers.watching import Watches
from sandbox import Chat, Person, Sandbox, find_schema
from storage.broadcasts import SqlBroadcastStore
from storage.database import Database
from storage.desk import SqlDeskStore
from storage.digests import SqlDigestStore
from storage.explaining import SqlCaseStore
from storage.fanouts import SqlFanoutStore
from storage.rules import SqlRuleStore
from storage.search import SqlSearchStore
from storage.sources import SqlSourceStore
from storage.statements import SqlStatementStore
from storage.subscribers import SqlSubscriberStore

START = 1_795_525_500_000  # 24 November 2026, 14:05 in Belgrade
DELAY = 60_000
EDITOR = 900
SECOND_EDITOR = 901
SPECS = (
    SourceSpec("agency", "Agjencia Lajmësi", "https://agency.example/feed", official=True, rights=Rights.OWN),
    SourceSpec(
        "mission", "The Mission", "https://mission.example/feed", official=False, rights=Rights.SUMMARY
    ),
)
LEXICON = load_lexicon()
TAXONOMY = load_taxonomy(LEXICON)
GLOSSARY = load_glossary(LEXICON)
TEXTS = load_texts()


class Ticking:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: Millis = START) -> None:
        self.now = now

    def __call__(self) -> Millis:
        return self.now


@dataclass
class BotHouse:
    """The running bot and everything around it."""

    sandbox: Sandbox
    house: House
    database: Database
    application: Application[Any, Any, Any, Any, Any, Any]
    clock: Ticking
    statements: SqlStatementStore
    sources: SqlSourceStore
    subscribers: SqlSubscriberStore
    _numbers: itertools.count = field(default_factory=lambda: itertools.count(1))

    def says(self, lang: str, key: str, **args: str | int) -> str:
        """One of our texts without its markup, as a person reads it."""
        from sandbox.markup import parse_html

        return parse_html(self.house.voice.say(lang, key, **args)).text

    def word(self, lang: str, key: str, **args: str | int) -> str:
        """The words of a button or a toast."""
        return self.house.voice.plain(lang, key, **args)

    async def reader(self, name: str = "Emma", language: str = "en", **more: Any) -> Person:
        """Somebody who sent /start and has seen the answer."""
        person = self.sandbox.person(name, language, **more)
        await person.send("/start")
        await self.settle(person)
        person.forgets()
        return person

    async def settle(self, person: Person, chat: Chat | None = None) -> None:
        """Until the bot has dealt with everything sent in this chat so far: one more thing is asked there."""
        await person.send("/help@kumtar_demo_bot", chat=chat)
        await person.receives("/latest – ", chat=chat)

    async def saves_rule(self, person: Person, typed: str) -> None:
        """A keyword rule, asked about and saved."""
        await self.settle(person)
        person.forgets()
        await person.send(f"/follow {typed}")
        asked = await person.receives()
        await person.taps(asked, self.word("en", "button-rule-save"))
        await person.sees_edit(asked)

    async def comes(self, look: Callable[[], Awaitable[bool]], what: str = "it") -> None:
        """Wait until something about the database is true."""
        for _ in range(500):
            if await look():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"waited in vain for {what}")

    async def subscriber(self, chat: Person | Chat | int, thread: int = 0) -> Subscriber | None:
        """What the store holds of this chat."""
        return await self.subscribers.find(Address(chat if isinstance(chat, int) else chat.id, thread))

    async def following(self, chat: Person | Chat | int, thread: int = 0) -> Following:
        """What this chat follows."""
        found = await self.subscriber(chat, thread)
        assert found is not None
        return await self.subscribers.following(found.id)

    async def source(self, key: str) -> Source:
        """A source with its state."""
        return await self.sources.get(key)

    async def publish(
        self,
        title: str,
        *,
        source: str = "agency",
        lang: str = "en",
        topics: Sequence[str] = (),
        summary: str = "",
        body: str = "",
        links: Sequence[Link] = (),
        url: str | None = "auto",
        ago: Millis | None = None,
        urgent: bool = False,
    ) -> StatementId:
        """A statement in the archive, as if its source had just given it."""
        number = next(self._numbers)
        held = await self.sources.get(source)
        words = Words(title, summary, body, tuple(links))
        address = f"https://{source}.example/s/{number}" if url == "auto" else url
        terms = [ALL, Term(TermKind.SOURCE, source), *(Term(TermKind.TOPIC, topic) for topic in topics)]
        terms += [OFFICIAL] if held.spec.official else []
        at = self.clock() - (60_000 if ago is None else ago)
        incoming = Incoming(
            Identity(hash16(str(number)), address), words, address, at, lang, script_of(title)
        )
        evidence = tuple(Evidence(str(term)) for term in terms)
        batch = Batch(published=(NewStatement(incoming, evidence, Push.NOW, urgent),))
        state = FetchState(held.fetch.effective_url, next_at=self.clock())
        (stored,) = await self.statements.record(held.id, state, batch, now=self.clock())
        return stored


def build_house(database: Database, clock: Ticking, *, admin_ids: frozenset[int]) -> House:
    """What app.py builds, for tests."""
    statements, sources = SqlStatementStore(database), SqlSourceStore(database)
    subscribers, fanouts = SqlSubscriberStore(database), SqlFanoutStore(database)
    rules = RuleService(SqlRuleStore(database), LEXICON, clock=clock)
    newsroom = Newsroom(
        broadcasting=BroadcastingService(
            SqlBroadcastStore(database),
            fanouts,
            clock=clock,
            delay=DELAY,
            new_token=lambda: secrets.token_hex(8),
        ),
        publishing=PublishingService(
            statements,
            sources,
            rules,
            fanouts,
            detector=Detector(),
            taxonomy=TAXONOMY,
            clock=clock,
            new_token=lambda: secrets.token_hex(8),
        ),
        sources=SourcesService(sources, statements, clock=clock),
        desk=DeskService(SqlDeskStore(database), sources, clock=clock),
        explaining=ExplainingService(SqlCaseStore(database), SqlDeskStore(database), clock=clock),
        watches=Watches(every=0.05),
    )
    return House(
        voice=Voice(TEXTS, TAXONOMY, ZoneInfo("Europe/Belgrade")),
        clock=clock,
        subscribing=SubscribingService(subscribers, statements, clock=clock),
        following=FollowingService(subscribers, sources, TAXONOMY, rules, clock=clock),
        settings=SettingsService(subscribers),
        searching=SearchingService(
            statements,
            SqlSearchStore(database),
            TAXONOMY,
            sources=sources,
            clock=clock,
            glossary=GLOSSARY,
        ),
        privacy=PrivacyService(subscribers),
        digests=DigestService(SqlDigestStore(database), statements),
        contact="press@agency.example",
        admin_ids=admin_ids,
        newsroom=newsroom,
    )


@asynccontextmanager
async def bot_house(
    url: str, *, admin_ids: frozenset[int] = frozenset({EDITOR, SECOND_EDITOR})
) -> AsyncIterator[BotHouse]:
    """The bot, polling the sandbox; at the end every call it made must have fitted the schema."""
    clock = Ticking()
    async with AsyncExitStack() as stack:
        sandbox = await stack.enter_async_context(Sandbox(schema=find_schema()))
        database = await Database.open(url)
        stack.push_async_callback(database.close)
        sources = SqlSourceStore(database)
        await sources.sync(SPECS, now=clock())
        house = build_house(database, clock, admin_ids=admin_ids)
        application = _application(sandbox)
        register(application, house)
        await stack.enter_async_context(application)
        await application.start()
        stack.push_async_callback(application.stop)
        assert house.newsroom is not None
        stack.push_async_callback(house.newsroom.watches.stop)
        assert application.updater is not None
        await application.updater.start_polling(poll_interval=0, timeout=10, allowed_updates=ALLOWED_UPDATES)
        stack.push_async_callback(application.updater.stop)
        yield BotHouse(
            sandbox,
            house,
            database,
            application,
            clock,
            SqlStatementStore(database),
            sources,
            SqlSubscriberStore(database),
        )
        assert sandbox.schema_violations == []


def _application(sandbox: Sandbox) -> Application[Any, Any, Any, Any, Any, Any]:
    telegram = KumtarBot(
        sandbox.token,
        base_url=sandbox.base_url,
        base_file_url=f"{sandbox.url}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
    )
    return ApplicationBuilder().bot(telegram).concurrent_updates(InOrder()).build()


@pytest.fixture
async def bot(sqlite_url: str) -> AsyncIterator[BotHouse]:
    """The running bot, with two editors (900 and 901) and two sources, and nothing in the archive."""
    async with bot_house(sqlite_url) as running:
        yield running
