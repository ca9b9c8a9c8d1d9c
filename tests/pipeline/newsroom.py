"""Delivery as the app wires it, against a database and a sandbox: for the tests and for the process they kill."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.data import load_taxonomy
from bot.domain.broadcast import Content
from bot.domain.fanout import Fanout, FanoutKind, SubjectId
from bot.domain.source import FetchState, SourceSpec
from bot.domain.statement import Batch, Evidence, Identity, Incoming, NewStatement, Push, StatementId, Words
from bot.i18n import load_texts
from bot.outbound.bot import KumtarBot
from bot.outbound.limiter import SharedRateLimiter
from bot.outbound.pacer import Pacer
from bot.outbound.request import AiohttpRequest
from bot.outbound.telegram import TelegramMessenger
from bot.pipeline.deliver import DeliverCore, Deliverer
from bot.pipeline.lease import LeaseKeeper
from bot.render.voice import Voice
from sandbox.faults import Fault
from storage.broadcasts import SqlBroadcastStore
from storage.database import Database
from storage.desk import SqlDeskStore
from storage.fanouts import SqlFanoutStore
from storage.leases import SqlLeaseStore, this_process
from storage.sources import SqlSourceStore
from storage.statements import SqlStatementStore

PATIENCE = 90.0  # seconds; a machine may stall, and only a wait in vain lasts so long
VOICE = Voice(load_texts(), load_taxonomy(), ZoneInfo("Europe/Belgrade"))
OVER = ("done", "cancelled", "expired")
LOOK_AT_IT = FetchState(effective_url="https://un.example/rss", next_at=0)


def clock() -> int:
    return time.time_ns() // 1_000_000


async def until(look: Callable[[], bool], what: str) -> None:
    """Wait until something in this process is true."""
    deadline = time.monotonic() + PATIENCE
    while not look():
        assert time.monotonic() < deadline, what
        await asyncio.sleep(0.02)


async def eventually(look: Callable[[], Awaitable[object]], wanted: object) -> None:
    """Wait until this is what is found."""
    deadline = time.monotonic() + PATIENCE
    while (found := await look()) != wanted:
        assert time.monotonic() < deadline, f"{found} instead of {wanted}"
        await asyncio.sleep(0.02)


@dataclass
class Newsroom:
    """The stores, the deliverer and its lease, and shortcuts for what an agency does."""

    database: Database
    core: DeliverCore
    pacer: Pacer
    keeper: LeaseKeeper
    deliverer: Deliverer
    bot: KumtarBot
    source_id: int = 0
    published: int = 0

    @property
    def fanouts(self) -> SqlFanoutStore:
        return self.core.fanouts

    def takes_small_pages(self) -> None:
        """Of a large fan-out most is not planned yet, and at most twenty messages are unanswered, however late we look."""
        self.deliverer = Deliverer(self.core, self.keeper, rate=20)

    async def publish(self, *titles: str, urgent: bool = False, lang: str = "en") -> list[StatementId]:
        """Statements with these titles, in one commit, as a look at the source leaves them."""
        now = clock()
        new = []
        for title in titles:
            self.published += 1
            key = self.published.to_bytes(16, "big")
            url = f"https://un.example/{self.published}"
            words = Words(title, f"What the mission says about {title}.")
            incoming = Incoming(Identity(key, url), words, url, now + self.published, lang, "Latn")
            new.append(NewStatement(incoming, (Evidence("topic:human_rights", ()),), Push.NOW, urgent=urgent))
        store = SqlStatementStore(self.database)
        ids = list(await store.record(self.source_id, LOOK_AT_IT, Batch(published=tuple(new)), now=now))
        self.deliverer.nudge()
        return ids

    async def broadcast(self, text: str) -> SubjectId:
        store = SqlBroadcastStore(self.database)
        token = f"token{clock()}"
        await store.draft(900, Content(text), audience=(), langs=(), confirm_token=token, now=clock())
        made = await store.confirm(token, by=900, not_before=clock(), now=clock())
        assert made is not None
        self.deliverer.nudge()
        return made.id

    async def fanout(self, subject: int) -> Fanout:
        fanout, *_ = await self.fanouts.of_subject(SubjectId(subject))
        return fanout

    async def until_done(self, *subjects: int, timeout: float = PATIENCE) -> list[Fanout]:
        """Wait until their fan-outs have ended, however."""
        deadline = time.monotonic() + timeout
        while True:
            found = [await self.fanout(subject) for subject in subjects]
            if all(f.state in OVER for f in found):
                return found
            assert time.monotonic() < deadline, f"waited in vain: {found}"
            await asyncio.sleep(0.05)

    async def until_sent(self, subject: int, count: int, *, kind: FanoutKind = FanoutKind.STATEMENT) -> None:
        """Wait until its fan-out of this kind has sent so many."""
        await self._until(subject, lambda all_: any(f.kind is kind and f.sent >= count for f in all_))

    async def until_over(self, subject: int) -> tuple[Fanout, ...]:
        """Wait until nothing of it, or about it, is on its way."""
        return await self._until(subject, lambda all_: all(f.state in OVER for f in all_))

    async def until_kind_over(self, subject: int, kind: FanoutKind) -> None:
        """Wait until no fan-out of this kind is on its way."""
        await self._until(subject, lambda all_: all(f.state in OVER for f in all_ if f.kind is kind))

    async def _until(
        self, subject: int, reached: Callable[[tuple[Fanout, ...]], bool], timeout: float = PATIENCE
    ) -> tuple[Fanout, ...]:
        deadline = time.monotonic() + timeout
        while not reached(found := await self.fanouts.of_subject(SubjectId(subject))):
            assert time.monotonic() < deadline, f"waited in vain: {found}"
            await asyncio.sleep(0.02)
        return found


@asynccontextmanager
async def newsroom(
    database: Database,
    base_url: str,
    token: str,
    *,
    rate: float = 200,
    owner: str | None = None,
) -> AsyncIterator[Newsroom]:
    """Everything wired, nothing running yet."""
    pacer = Pacer(rate=rate)
    bot = KumtarBot(
        token,
        base_url=base_url,
        request=AiohttpRequest(read_timeout=PATIENCE),
        get_updates_request=AiohttpRequest(connections=1),
        rate_limiter=SharedRateLimiter(pacer),
    )
    core = DeliverCore(
        fanouts=SqlFanoutStore(database),
        statements=SqlStatementStore(database),
        broadcasts=SqlBroadcastStore(database),
        desk=SqlDeskStore(database),
        messenger=TelegramMessenger(bot, pacer),
        voice=VOICE,
        clock=clock,
        monotonic=time.monotonic,
    )
    keeper = LeaseKeeper(
        SqlLeaseStore(database), name="driver", owner=owner or this_process(), monotonic=time.monotonic
    )
    async with bot:
        room = Newsroom(database, core, pacer, keeper, Deliverer(core, keeper, rate=rate), bot)
        sources = SqlSourceStore(database)
        spec = SourceSpec("un", "United Nations", "https://un.example/rss")
        await sources.sync([spec], now=clock())
        room.source_id = (await sources.get("un")).id
        yield room
        await keeper.release()


@asynccontextmanager
async def delivering(room: Newsroom, *, held: Fault | None = None) -> AsyncIterator[Newsroom]:
    """The same with its deliverer running; what is still `held` then is released once it is told to stop."""
    running = asyncio.create_task(room.deliverer.run())
    try:
        yield room
    finally:
        stopping = asyncio.create_task(room.deliverer.stop())
        await asyncio.sleep(0)
        if held is not None:
            held.release()
        await stopping
        await running


def titles(messages: Sequence[object]) -> list[str]:
    """First lines of messages, without marks."""
    return [str(getattr(m, "text", m)).splitlines()[0] for m in messages]
