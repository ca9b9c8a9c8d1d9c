"""The whole bot as a process of its own on the bot's core, told what to publish line by line.

`python -m benchmarks.delivery DATABASE_URL API_URL RATE`. Says "ready" once it delivers. Then, a line each:

    publish      a statement to everybody      -> the monotonic second after its commit
    broadcast    an announcement to everybody  -> the same
    cancel       stop what is going out        -> "cancelled"

It ends when its standard input does.
"""

import asyncio
import logging
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable  # noqa: TC003
from pathlib import Path
from secrets import token_hex

from pydantic import SecretStr

from benchmarks.machine import BOT_CORE, pin
from benchmarks.processes import TOKEN
from benchmarks.readers import TOPIC
from bot.app import App, open_app, wall_clock
from bot.config import Settings, load_settings
from bot.domain.broadcast import Content
from bot.domain.fanout import FanoutState
from bot.domain.source import FetchState
from bot.domain.statement import Batch, Evidence, Identity, Incoming, NewStatement, Push, Words

_SOURCE = """
[[source]]
key = "measured"
name = "The measured agency"
url = "https://agency.example/feed"
language = "en"
enabled = false
"""
_TITLE = "Measured statement on the rights of everyone who lives here, in three languages"
_SUMMARY = (
    "On the occasion of Human Rights Day the mission recalls that every right holds for everyone, and names "
    "the offices that help, free of charge, with documents, health care and complaints, in all municipalities."
)
_EDITOR = 900


class Desk:
    """What an agency does in the bot's own process. It reaches into the app: measured is how the app is wired."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def ready(self) -> str:
        """Wait until the bot delivers."""
        while not self._app._deliverer.state().driving:  # noqa: SLF001, ASYNC110 - nothing tells of it
            await asyncio.sleep(0.05)
        return "ready"

    async def publish(self) -> str:
        """As a look at the source leaves it: one commit, then the deliverer is woken."""
        now = wall_clock()
        url = f"https://agency.example/{now}"
        words = Words(f"{_TITLE}: no. {now}", _SUMMARY)  # or the second would be a copy of the first
        incoming = Incoming(Identity(now.to_bytes(16, "big"), url), words, url, now, "en", "Latn")
        new = NewStatement(incoming, (Evidence(f"topic:{TOPIC}", ()),), Push.NOW)
        source = (await self._app._sources.get("measured")).id  # noqa: SLF001
        fetched = FetchState(effective_url=url, next_at=now)
        await self._app._statements.record(source, fetched, Batch(published=(new,)), now=now)  # noqa: SLF001
        return self._committed()

    async def broadcast(self) -> str:
        """As an editor confirms it, without the delay."""
        store, now, token = self._app._broadcasts, wall_clock(), token_hex(8)  # noqa: SLF001
        content = Content(f"{_TITLE}. {_SUMMARY}")
        await store.draft(_EDITOR, content, audience=(), langs=(), confirm_token=token, now=now)
        await store.confirm(token, by=_EDITOR, not_before=now, now=now)
        return self._committed()

    def _committed(self) -> str:
        at = time.monotonic()
        self._app._deliverer.nudge()  # noqa: SLF001
        return str(at)

    async def cancel(self) -> str:
        """Stop everything that is going out."""
        fanouts = self._app._fanouts  # noqa: SLF001
        for fanout in await fanouts.live(now=wall_clock()):
            await fanouts.set_state(fanout.id, FanoutState.CANCELLED, now=wall_clock())
        return "cancelled"


async def main(settings: Settings) -> None:
    """Run the bot and do what the lines say."""
    stop = asyncio.Event()
    async with open_app(settings) as app:
        running = asyncio.create_task(app.run(stop))
        try:
            await _obey(Desk(app))
        finally:
            stop.set()
            await running


async def _obey(desk: Desk) -> None:
    acts: dict[str, Callable[[], Awaitable[str]]] = {
        "publish": desk.publish,
        "broadcast": desk.broadcast,
        "cancel": desk.cancel,
    }
    loop = asyncio.get_running_loop()
    print(await desk.ready(), flush=True)
    while line := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
        print(await acts[line](), flush=True)


def settings_for(database_url: str, api_url: str, rate: float, sources: Path) -> Settings:
    """The bot's settings; the rate may be higher than the highest that Telegram sells."""
    sources.write_text(_SOURCE, "utf-8")
    settings = load_settings(
        None,
        bot_token=SecretStr(TOKEN),
        telegram_api_url=api_url,
        database_url=SecretStr(database_url),
        sources_file=sources,
    )
    return settings.model_copy(update={"send_rate": rate})


if __name__ == "__main__":
    pin(BOT_CORE)
    logging.basicConfig(level=logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        url, api, rate = sys.argv[1:]
        asyncio.run(main(settings_for(url, api, float(rate), Path(folder) / "sources.toml")))
