"""The ordinary ways of sending the same message to many, as a process on the bot's core, for `compare`.

`python -m benchmarks.ordinary WAY API_URL MESSAGES` says how many seconds it took and how many of CPU: from
before the first message until after the last answer, imports and set-up not counted. It imports nothing of
the bot, so that it also runs where only the other libraries are installed.
"""

import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from benchmarks.machine import BOT_CORE, pin
from benchmarks.processes import FIRST_CHAT, TOKEN

TEXT = "<b>Measured statement</b>\n\n" + "On the occasion of Human Rights Day every right holds for all. " * 5
BATCH = 100
_PAUSE = 0.05  # of aiogram's broadcast example: 20 messages a second

Send = Callable[[int], Awaitable[Any]]


@asynccontextmanager
async def _telegram(url: str) -> Any:
    """python-telegram-bot's Bot as it comes: over httpx."""
    from telegram import Bot  # noqa: PLC0415 - each way needs one library only

    async with Bot(TOKEN, base_url=f"{url}/bot") as bot:
        yield lambda chat: bot.send_message(chat, TEXT, parse_mode="HTML")


@asynccontextmanager
async def _telegram_limited(url: str) -> Any:
    """The same with the library's own rate limiter, as its documentation shows it."""
    from telegram.ext import AIORateLimiter, ApplicationBuilder  # noqa: PLC0415

    builder = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot").rate_limiter(AIORateLimiter())
    async with builder.build() as application:
        yield lambda chat: application.bot.send_message(chat, TEXT, parse_mode="HTML")


@asynccontextmanager
async def _aiogram(url: str) -> Any:
    """The Bot of aiogram as it comes."""
    from aiogram import Bot  # noqa: PLC0415
    from aiogram.client.session.aiohttp import AiohttpSession  # noqa: PLC0415
    from aiogram.client.telegram import TelegramAPIServer  # noqa: PLC0415

    async with Bot(TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(url))) as bot:
        yield lambda chat: bot.send_message(chat, TEXT, parse_mode="HTML")


async def one_by_one(send: Send, chats: Iterable[int]) -> None:
    """As documentations show it."""
    for chat in chats:
        await send(chat)


async def one_by_one_with_pauses(send: Send, chats: Iterable[int]) -> None:
    """As aiogram's broadcast example shows it."""
    for chat in chats:
        await send(chat)
        await asyncio.sleep(_PAUSE)


async def in_batches(send: Send, chats: Sequence[int]) -> None:
    """So many at once, then the next ones."""
    for batch in _batches(chats):
        await asyncio.gather(*map(send, batch))


def _batches(chats: Sequence[int]) -> Iterator[Sequence[int]]:
    return (chats[start : start + BATCH] for start in range(0, len(chats), BATCH))


Way = tuple[
    Callable[[str], AbstractAsyncContextManager[Send]], Callable[[Send, Sequence[int]], Awaitable[None]]
]
WAYS: dict[str, Way] = {
    "python-telegram-bot, one by one": (_telegram, one_by_one),
    "python-telegram-bot, 100 at once": (_telegram, in_batches),
    "python-telegram-bot, AIORateLimiter, 100 at once": (_telegram_limited, in_batches),
    "aiogram 3, its broadcast example": (_aiogram, one_by_one_with_pauses),
    "aiogram 3, 100 at once": (_aiogram, in_batches),
}


async def measure(way: str, url: str, messages: int) -> tuple[float, float]:
    """Seconds, and seconds of CPU."""
    opened, sending = WAYS[way]
    async with opened(url) as send:
        began, used = time.monotonic(), sum(os.times()[:2])
        await sending(send, range(FIRST_CHAT, FIRST_CHAT + messages))
        return time.monotonic() - began, sum(os.times()[:2]) - used


if __name__ == "__main__":
    pin(BOT_CORE)
    print(*asyncio.run(measure(sys.argv[1], sys.argv[2], int(sys.argv[3]))), flush=True)
