"""A bot of a few lines on plain HTTP, so that the page is tested without the real one."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self

import aiohttp

Handler = Callable[["StubBot", dict[str, Any]], Awaitable[None]]


class StubBot:
    """Polls a sandbox and hands every update to `handler`."""

    def __init__(self, base_url: str, token: str, handler: Handler) -> None:
        self._url = f"{base_url}{token}/"
        self._handler = handler
        self._session: aiohttp.ClientSession | None = None
        self._task: asyncio.Task[None] | None = None
        self._running: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession()
        self._task = asyncio.create_task(self._poll())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        tasks = [task for task in (self._task, *self._running) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    async def call(self, method: str, **params: Any) -> Any:
        """One call of the Bot API; raises AssertionError with Telegram's words if it fails."""
        assert self._session is not None
        async with self._session.post(self._url + method, json=params) as answer:
            body = await answer.json()
        assert body["ok"], f"{method}: {body}"
        return body["result"]

    async def say(self, chat: int, html: str, keyboard: Any = None, **more: Any) -> Any:
        """Sends HTML with an inline keyboard."""
        markup = {"reply_markup": {"inline_keyboard": keyboard}} if keyboard else {}
        return await self.call("sendMessage", chat_id=chat, text=html, parse_mode="HTML", **markup, **more)

    async def _poll(self) -> None:
        offset = 0
        while True:
            with contextlib.suppress(aiohttp.ClientError):
                for update in await self.call("getUpdates", offset=offset, timeout=5):
                    offset = update["update_id"] + 1
                    task = asyncio.create_task(self._handler(self, update))
                    self._running.add(task)
                    task.add_done_callback(self._running.discard)
