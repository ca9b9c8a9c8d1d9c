"""Readers in the sandbox, the real `bot.py run` between them and a database, and a hand on its life."""

import asyncio
import os
import random
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import func, select

from bot.config import Settings
from bot.domain.delivery import Result
from bot.domain.fanout import FanoutState
from bot.domain.subscriber import ALL
from sandbox import Sandbox
from storage.database import Database
from storage.schema import delivery, page
from tests.acceptance.door import Door
from tests.pipeline.newsroom import Newsroom, newsroom
from tests.storage.rows import Rows

RATE = 100
IN_FLIGHT = 20
FLUSH = 0.1  # seconds between two commits, the commit itself included
TWICE_AT_MOST = int(RATE * FLUSH) + IN_FLIGHT  # a kill
ADOPTED_WITHIN = 6.0  # seconds after a restart

LONG = os.environ.get("KUMTAR_ACCEPTANCE") == "long"  # `make acceptance` asks for it
ROOT = Path(__file__).parents[2]
_FIRST_CHAT = 10_000
_NO_SOURCE = (
    '[[source]]\nkey = "un"\nname = "United Nations"\nurl = "https://un.example/rss"\nenabled = false\n'
)


@dataclass(eq=False)
class Bot:
    """One `bot.py run`, its log and its own door to Telegram."""

    process: asyncio.subprocess.Process
    door: Door
    began: float
    health: str
    log: list[str] = field(default_factory=list)
    reading: "asyncio.Task[None] | None" = None

    async def read_log(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self.log.append(line.decode(errors="replace").rstrip())

    @property
    def running(self) -> bool:
        return self.process.returncode is None

    def give(self, number: int) -> None:
        os.kill(self.process.pid, number)

    async def end(self, how: int = signal.SIGTERM) -> int:
        """Its exit code; it has 10 s."""
        self.give(how)
        code = await asyncio.wait_for(self.process.wait(), 10)
        if self.reading is not None:
            await self.reading
        return code

    async def ready(self) -> tuple[int, str]:
        """What the health page says; (0, "") while nobody answers."""
        patience = aiohttp.ClientTimeout(total=3)
        try:
            async with aiohttp.ClientSession(timeout=patience) as web, web.get(self.health) as answer:
                return answer.status, await answer.text()
        except (aiohttp.ClientError, TimeoutError):
            return 0, ""

    async def sends(self, within: float = 30) -> float:
        """Wait until it does; how many seconds after its start that was. `within`: of its first word to Telegram.

        How long Python takes to load on a busy machine is not what is promised.
        """
        patience = time.monotonic() + 30
        while not self.door.sends:
            now = time.monotonic()
            known = self.door.passed[0].came if self.door.passed else now
            assert now < min(known + within, patience), f"it sends nothing; {self.log[-15:]}"
            await asyncio.sleep(0.002)
        return time.monotonic() - self.began

    async def says(self, words: str, within: float = 20) -> str:
        """The health page, once it says so."""
        deadline = time.monotonic() + within
        while words not in (found := await self.ready())[1]:
            assert time.monotonic() < deadline, f"no {words!r} in {found}; {self.log[-15:]}"
            await asyncio.sleep(0.1)
        return found[1]


@dataclass(eq=False)
class Town:
    """Everybody follows everything; `publish` is one statement to all of them."""

    url: str
    folder: Path
    sandbox: Sandbox
    room: Newsroom
    readers: dict[int, int]  # by chat
    bots: list[Bot] = field(default_factory=list)

    async def start(self, *, path: tuple[str, ...] = (), **settings: str) -> Bot:
        """Another process, on its way to work."""
        door = await Door(self.sandbox).open()
        health = f"127.0.0.1:{_free_port()}"
        ours = {name.upper() for name in Settings.model_fields}
        environment = {name: value for name, value in os.environ.items() if name not in ours}
        environment |= {
            "PYTHONPATH": os.pathsep.join((*path, str(ROOT))), "BOT_TOKEN": self.sandbox.token,
            "TELEGRAM_API_URL": door.url, "DATABASE_URL": self.url, "SOURCES_FILE": "sources.toml",
            "SEND_RATE": str(RATE), "HTTP_LISTEN": health, **settings,
        }  # fmt: skip
        began = time.monotonic()
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(ROOT / "bot.py"), "run", cwd=self.folder, env=environment,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        bot = Bot(process, door, began, f"http://{health}/readyz")
        bot.reading = asyncio.create_task(bot.read_log())
        self.bots.append(bot)
        return bot

    async def publish(self, title: str = "The bridge is open") -> int:
        (statement,) = await self.room.publish(title)
        return int(statement)

    # What the stand-in counted

    @property
    def arrived(self) -> int:
        """Messages, whoever got them how often."""
        return self.sandbox.counts["sendMessage"]

    def each_got(self) -> Counter[int]:
        """Messages by chat."""
        return Counter(call.chat_id for call in self.sandbox.calls_of("sendMessage") if call.ok)

    async def until_arrived(self, count: int, within: float = 30) -> None:
        deadline = time.monotonic() + within
        while self.arrived < count:
            assert time.monotonic() < deadline, f"only {self.arrived} of {count}\n{self.told()}"
            await asyncio.sleep(0.002)

    async def until_still(self, seconds: float = 0.5, within: float = 30) -> int:
        """Until nothing arrives for so long."""
        deadline = time.monotonic() + within
        stood, since = self.arrived, time.monotonic()
        while time.monotonic() - since < seconds:
            assert time.monotonic() < deadline, f"it never stops sending\n{self.told()}"
            await asyncio.sleep(0.02)
            if self.arrived != stood:
                stood, since = self.arrived, time.monotonic()
        return stood

    # What the database holds

    async def ledger(self, statement: int) -> dict[int, Any]:
        """Its rows by chat."""
        rows = await Rows(self.room.database).ledger(statement)
        chats = {reader: chat for chat, reader in self.readers.items()}
        return {chats[reader]: row for reader, row in rows.items()}

    async def written(self) -> int:
        return await Rows(self.room.database).count(delivery)

    async def pages(self) -> int:
        """How many were ever claimed."""
        async with self.room.database.read() as connection:
            return (await connection.execute(select(func.coalesce(func.max(page.c.id), 0)))).scalar_one()

    async def all_served(self, statement: int, *, within: float = 60) -> int:
        """Until it is done; nobody was left out, and the books agree. How many messages came twice."""
        (fanout,) = await self.room.until_done(statement, timeout=within)
        got = self.each_got()
        missed = self.readers.keys() - got.keys()
        assert not missed, f"{len(missed)} readers miss it, such as {sorted(missed)[:5]}\n{self.told()}"
        ledger = await self.ledger(statement)
        assert ledger.keys() == self.readers.keys()
        assert {row.result for row in ledger.values()} == {Result.SENT}
        unmarked = [chat for chat, times in got.items() if times > 1 and not ledger[chat].again]
        assert not unmarked, f"sent again and not marked: {unmarked}"
        assert (fanout.state, fanout.sent) == (FanoutState.DONE, len(self.readers))
        return sum(times - 1 for times in got.values())

    def told(self) -> str:
        """The ends of the logs."""
        return "\n".join(f"— {bot.process.pid}:\n" + "\n".join(bot.log[-15:]) for bot in self.bots[-3:])

    async def close(self) -> None:
        for bot in self.bots:
            if bot.running:
                bot.give(signal.SIGCONT)
                await bot.end(signal.SIGKILL)
            await bot.door.close()


@asynccontextmanager
async def a_town(url: str, folder: Path, readers: int, *, latency: float = 0.05) -> AsyncIterator[Town]:
    """A town of so many readers; `latency`: seconds that Telegram takes for an answer."""
    database = await Database.open(url)
    (folder / "sources.toml").write_text(_NO_SOURCE)
    try:
        async with Sandbox(latency=latency) as sandbox:
            chats = range(_FIRST_CHAT, _FIRST_CHAT + readers)
            for chat in chats:
                sandbox.person(f"Reader {chat}", id=chat, started=True)
            ids = await Rows(database).readers(readers, first_chat=_FIRST_CHAT, follow=[ALL])
            async with newsroom(database, sandbox.base_url, sandbox.token) as room:
                town = Town(url, folder, sandbox, room, dict(zip(chats, ids, strict=True)))
                try:
                    yield town
                finally:
                    await town.close()
    finally:
        await database.close()


def a_seed() -> int:
    """KUMTAR_SEED, or a new one; printed, so that a failure can be repeated."""
    seed = int(os.environ.get("KUMTAR_SEED") or random.randrange(10**6))
    say(f"KUMTAR_SEED={seed}")
    return seed


def say(words: str) -> None:
    """A line for whoever reads what a failed test did (with -rP, a passed one too)."""
    sys.stdout.write(f"{words}\n")


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]
