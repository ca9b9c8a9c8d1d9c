"""The composition root: the only module that knows every part. What is started in which order, and stopped.

database ─ stores ─ sources synced ─ bot known to Telegram ─ [health page]
    └─ standing by until this process holds the lease, then on duty:
           delivering · polling for updates · schedule: ingest, notices to editors, pruning
"""

import asyncio
import logging
import random
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from typing import Any

from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder

from bot import __version__
from bot.config import Settings, SettingsFault
from bot.data import load_glossary, load_sources, load_taxonomy
from bot.domain.errors import StoreError
from bot.domain.statement import Millis
from bot.feeds.fetcher import HttpFetcher
from bot.feeds.parser import WorkerParser
from bot.garbage import keep_what_there_is
from bot.i18n import load_texts
from bot.language.detect import Detector
from bot.language.lexicon import load_lexicon
from bot.observability.metrics import Metrics
from bot.observability.standing import Asked, Standing
from bot.outbound.bot import KumtarBot
from bot.outbound.limiter import SharedRateLimiter
from bot.outbound.pacer import Pacer
from bot.outbound.paid import Closed, Stars
from bot.outbound.request import AiohttpRequest
from bot.outbound.telegram import TelegramMessenger
from bot.pipeline.deliver import DeliverCore, Deliverer
from bot.pipeline.ingest import Ingest, Ports
from bot.pipeline.lease import LeaseKeeper
from bot.render.voice import Voice
from bot.schedule import Schedule
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
from bot.web.health import health_page
from handlers import ALLOWED_UPDATES, register
from handlers.colleagues import absent_editors, tell_editors
from handlers.context import House, Newsroom
from handlers.in_order import InOrder
from handlers.menus import set_menus
from storage.broadcasts import SqlBroadcastStore
from storage.database import Database, migrate
from storage.desk import SqlDeskStore
from storage.digests import SqlDigestStore
from storage.explaining import SqlCaseStore
from storage.fanouts import SqlFanoutStore
from storage.leases import SqlLeaseStore, this_process
from storage.maintenance import prune, shift_times
from storage.reindex import keep_up
from storage.rules import SqlRuleStore
from storage.search import SqlSearchStore
from storage.sources import SqlSourceStore
from storage.statements import SqlStatementStore
from storage.subscribers import SqlSubscriberStore

log = logging.getLogger(__name__)

LEASE = "driver"
LOOK_EVERY = 1.0  # seconds between two looks for due sources; each source has its own interval
TELL_EVERY = 5.0
PRUNE_EVERY = 3600.0
INDEX_EVERY = 10.0
INDEX_PAUSE = 0.05  # between two small steps
POLL_FOR = 30  # seconds Telegram holds a poll open
RETRY_START = 5.0  # seconds between two attempts to reach Telegram at the start

Telegram = Application[Any, Any, Any, Any, Any, Any]


def wall_clock() -> Millis:
    """Now, in milliseconds UTC."""
    return time.time_ns() // 1_000_000


def user_agent(settings: Settings) -> str:
    """Who we are, to the agencies' servers."""
    return f"Kumtar/{__version__} (news agency bot{'; ' + settings.contact if settings.contact else ''})"


class App:
    """The running bot: `async with open_app(settings) as app: await app.run(stop)`."""

    def __init__(
        self, settings: Settings, database: Database, fetcher: HttpFetcher, parser: WorkerParser
    ) -> None:
        self._settings = settings
        self._clock = wall_clock
        self._stars_closed: list[Closed] = []  # what editors are still to be told
        self._taxonomy = load_taxonomy(database.lexicon)
        self._specs = load_sources(settings.sources_file, self._taxonomy)
        self._database = database
        self._sources = SqlSourceStore(database)
        self._statements = SqlStatementStore(database)
        self._subscribers = SqlSubscriberStore(database)
        self._rules = RuleService(SqlRuleStore(database), database.lexicon, clock=self._clock)
        self._fanouts = SqlFanoutStore(database)
        self._broadcasts = SqlBroadcastStore(database)
        self._desk = SqlDeskStore(database)
        self._leases = SqlLeaseStore(database)
        self._detector = Detector()
        self._voice = Voice(load_texts(), self._taxonomy, settings.zone)
        self._metrics = Metrics(version=__version__)
        self._stars = Stars(settings.paid_stars_per_day, clock=self._clock, told=self._stars_closed.append)
        self._pacer = Pacer(rate=settings.send_rate, paid_rate=settings.paid_send_rate, stars=self._stars)
        self._bot = self._telegram_bot()
        self._telegram: Telegram = (
            ApplicationBuilder()
            .bot(self._bot)
            .concurrent_updates(InOrder(handled=self._metrics.handled))
            .build()
        )
        self._house = self._build_house()
        register(self._telegram, self._house)
        self._keeper = LeaseKeeper(self._leases, name=LEASE, owner=this_process(), monotonic=time.monotonic)
        self._deliverer = self._build_deliverer()
        self._ingest = self._build_ingest(fetcher, parser)
        self._metrics.show(self._build_standing())

    # What it is built of

    def _telegram_bot(self) -> KumtarBot:
        url = self._settings.telegram_api_url
        return KumtarBot(
            self._settings.bot_token.get_secret_value(),
            base_url=f"{url}/bot",
            base_file_url=f"{url}/file/bot",
            request=AiohttpRequest(),
            get_updates_request=AiohttpRequest(connections=2),
            rate_limiter=SharedRateLimiter(self._pacer),
        )

    def _build_standing(self) -> Standing:
        return Standing(
            Asked(
                delivery=self._deliverer.state,
                live=lambda: self._metrics.live,
                pace=self._pacer.state,
                failed_polls=lambda: self._bot.failed_polls,
                sources=self._sources.all,
                clock=self._clock,
            )
        )

    def _build_house(self) -> House:
        clock, settings = self._clock, self._settings
        return House(
            voice=self._voice,
            clock=clock,
            subscribing=SubscribingService(self._subscribers, self._statements, clock=clock),
            following=FollowingService(
                self._subscribers, self._sources, self._taxonomy, self._rules, clock=clock
            ),
            settings=SettingsService(self._subscribers),
            searching=SearchingService(
                self._statements,
                SqlSearchStore(self._database, cut=self._metrics.search_cut),
                self._taxonomy,
                sources=self._sources,
                clock=clock,
                glossary=load_glossary(self._database.lexicon),
            ),
            privacy=PrivacyService(self._subscribers),
            digests=DigestService(SqlDigestStore(self._database), self._statements),
            contact=settings.contact,
            retention_days=settings.retention_days,
            admin_ids=settings.admin_ids,
            newsroom=self._build_newsroom(),
        )

    def _build_newsroom(self) -> Newsroom:
        new_token = partial(secrets.token_hex, 8)
        return Newsroom(
            broadcasting=BroadcastingService(
                self._broadcasts,
                self._fanouts,
                clock=self._clock,
                delay=self._settings.broadcast_delay * 1000,
                new_token=new_token,
                ring=self._ring,
            ),
            publishing=PublishingService(
                self._statements,
                self._sources,
                self._rules,
                self._fanouts,
                detector=self._detector,
                taxonomy=self._taxonomy,
                clock=self._clock,
                new_token=new_token,
                ring=self._ring,
            ),
            sources=SourcesService(self._sources, self._statements, clock=self._clock, ring=self._ring),
            desk=DeskService(self._desk, self._sources, clock=self._clock),
            explaining=ExplainingService(SqlCaseStore(self._database), self._desk, clock=self._clock),
        )

    def _ring(self) -> None:
        """An editor sent something on its way: deliver now. The deliverer is built after the handlers."""
        self._deliverer.nudge()

    def _build_deliverer(self) -> Deliverer:
        core = DeliverCore(
            fanouts=self._fanouts,
            statements=self._statements,
            broadcasts=self._broadcasts,
            desk=self._desk,
            messenger=TelegramMessenger(self._bot, self._pacer),
            voice=self._voice,
            clock=self._clock,
            monotonic=time.monotonic,
            meter=self._metrics,
            paid_today=lambda: self._stars.sent_today,
        )
        return Deliverer(
            core, self._keeper, rate=max(self._settings.send_rate, self._settings.paid_send_rate)
        )

    def _build_ingest(self, fetcher: HttpFetcher, parser: WorkerParser) -> Ingest:
        ports = Ports(
            sources=self._sources,
            statements=self._statements,
            rules=self._rules,
            desk=self._desk,
            fetcher=fetcher,
            parser=parser,
            detector=self._detector,
            meter=self._metrics,
        )
        return Ingest(
            ports,
            taxonomy=self._taxonomy,
            clock=self._clock,
            poll_interval=self._settings.poll_interval,
            flood_guard=self._settings.flood_guard,
            published=self._deliverer.nudge,
            jitter=random.random,
        )

    # Its life

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`. Raises SettingsFault when Telegram does not know the token."""
        await self._sources.sync(self._specs, now=self._clock())
        async with AsyncExitStack() as stack:
            if not await self._get_known(stop):
                return
            stack.push_async_callback(self._telegram.shutdown)
            keep_what_there_is()
            if self._settings.http_listen:
                page = await stack.enter_async_context(
                    health_page(self._settings.http_listen, self._checks(), self._metrics.page)
                )
                log.info("health page on %s", page)
            await self._telegram.start()
            stack.push_async_callback(self._telegram.stop)
            stack.push_async_callback(self._keeper.release)
            while await self._lease_before(stop):
                self._stars.resume(await self._fanouts.paid_today(now=self._clock()))
                async with self._on_duty() as delivering:
                    await _first(stop.wait(), self._keeper.lost.wait(), asyncio.wait([delivering]))
                if delivering.done() and not delivering.cancelled() and delivering.exception():
                    raise RuntimeError("delivery ended by itself") from delivering.exception()
                if not stop.is_set():
                    log.warning("another process took over; standing by")

    async def _get_known(self, stop: asyncio.Event) -> bool:
        """Initialise the library's part, however long Telegram cannot be reached; False when stopped first."""
        while not stop.is_set():
            try:
                await self._telegram.initialize()
            except InvalidToken:
                raise SettingsFault(
                    ["BOT_TOKEN: Telegram does not know it; copy it anew from @BotFather"]
                ) from None
            except NetworkError as error:
                log.warning("Telegram cannot be reached (%s); trying again", error.message)
                with suppress(TimeoutError):
                    async with asyncio.timeout(RETRY_START):
                        await stop.wait()
            else:
                log.info("@%s reads %d sources", self._bot.username, sum(s.enabled for s in self._specs))
                return True
        return False

    async def _lease_before(self, stop: asyncio.Event) -> bool:
        if stop.is_set():
            return False
        await _first(stop.wait(), self._keeper.take())
        return not stop.is_set()

    @asynccontextmanager
    async def _on_duty(self) -> AsyncIterator[asyncio.Task[None]]:
        """Deliver, poll and look at sources while the context lasts; each stops before what it relies on."""
        delivering = asyncio.create_task(self._deliverer.run(), name="deliver")
        greeting = asyncio.create_task(self._greet(), name="greet")
        schedule = self._build_schedule()
        updater = self._telegram.updater
        assert updater is not None
        await updater.start_polling(
            poll_interval=0,
            timeout=POLL_FOR,
            bootstrap_retries=-1,
            allowed_updates=ALLOWED_UPDATES,
            error_callback=_polling_failed,
        )
        schedule.start()
        try:
            yield delivering
        finally:
            greeting.cancel()
            await schedule.stop()
            await self._ingest.stop()
            assert self._house.newsroom is not None
            await self._house.newsroom.watches.stop()
            with suppress(
                TelegramError
            ):  # the last confirmation of what was polled; it comes again, harmlessly
                await updater.stop()
            await self._deliverer.stop()
            await asyncio.gather(delivering, greeting, return_exceptions=True)

    def _build_schedule(self) -> Schedule:
        schedule = Schedule(clock=self._clock, monotonic=time.monotonic, stepped=self._clock_set)
        schedule.every(LOOK_EVERY, self._ingest.run_due, name="look at sources")
        schedule.every(TELL_EVERY, self._tell_editors, name="tell editors")
        schedule.every(PRUNE_EVERY, self._prune, name="prune")
        schedule.every(INDEX_EVERY, self._keep_index, name="keep up the search index")
        return schedule

    async def _tell_editors(self) -> None:
        while self._stars_closed:
            closed = self._stars_closed[0]
            key, details = (
                ("stars-refused", {"reason": closed.refused}) if closed.refused else ("stars-spent", {})
            )
            await self._desk.notify(key, details, now=self._clock())
            del self._stars_closed[0]
        await tell_editors(self._telegram, self._house)

    async def _clock_set(self, step: Millis) -> None:
        """Set back, the clock would make everybody wait who was to wait a moment."""
        if step < 0:
            await shift_times(self._database, step)
            self._deliverer.nudge()

    async def _keep_index(self) -> None:
        """Little by little, so that whatever else is to be written comes between."""
        done = await keep_up(self._database)
        while done:
            await asyncio.sleep(INDEX_PAUSE)
            done = await keep_up(self._database)

    async def _prune(self) -> None:
        pruned = await prune(self._database, now=self._clock(), retention_days=self._settings.retention_days)
        if pruned:
            log.info("pruned %d rows older than %d days", pruned, self._settings.retention_days)

    async def _greet(self) -> None:
        """The menus, and a word about editors who cannot be told anything; nothing waits for it."""
        await set_menus(self._bot, self._house)
        if absent := await absent_editors(self._bot, self._settings.admin_ids):
            ids = ", ".join(map(str, absent))
            log.warning("these ADMIN_IDS never sent /start to the bot and can be told nothing: %s", ids)

    # Its health

    def _checks(self) -> dict[str, Callable[[], Awaitable[str]]]:
        return {
            "database": self._database_health,
            "telegram": self._telegram_health,
            "delivery": self._delivery_health,
        }

    async def _database_health(self) -> str:
        try:
            await self._leases.read(LEASE)
        except StoreError as error:
            return str(error)
        return ""

    async def _telegram_health(self) -> str:
        updater = self._telegram.updater
        if updater is None or not updater.running:
            return "not polling: standing by"
        return self._bot.trouble

    async def _delivery_health(self) -> str:
        state = self._deliverer.state()
        if state.stalled:
            return f"the database cannot be written; {state.unflushed} sent messages wait to be noted"
        if not state.driving and not self._keeper.lost.is_set():
            return "the database took no beat of the lease in time; nothing is sent until it does"
        return "" if state.driving else "standing by"


@asynccontextmanager
async def open_app(settings: Settings) -> AsyncIterator[App]:
    """The app with its database migrated and its worker and connections open. Raises StoreError, SettingsFault."""
    url = settings.database_url.get_secret_value()
    await migrate(url)
    async with AsyncExitStack() as stack:
        database = await Database.open(url, lexicon=load_lexicon())
        stack.push_async_callback(database.close)
        fetcher = await stack.enter_async_context(
            HttpFetcher(user_agent(settings), settings.fetch_allow_networks)
        )
        parser = await stack.enter_async_context(WorkerParser())
        yield App(settings, database, fetcher, parser)


async def _first(*waits: Awaitable[Any]) -> None:
    """Until the first of them is over; the others are given up."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _polling_failed(error: TelegramError) -> None:
    log.warning("polling: %s; it goes on by itself", error.message)
