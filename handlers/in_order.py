"""Updates at once, but in order within a chat: nobody waits for somebody else's slow answer.

Of a person's inline queries only the newest is worth an answer: who types on has Telegram refuse the others.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

_UNBOUNDED = 1_000_000  # the library's own bound would let one busy chat hold every place
AT_ONCE = 64


class InOrder(BaseUpdateProcessor):
    """One update of a chat at a time, in the order they came; up to `at_once` chats together."""

    def __init__(self, at_once: int = AT_ONCE, *, handled: Callable[[float], None] | None = None) -> None:
        """`handled` is told the seconds from each update's arrival to the end of its handler."""
        super().__init__(_UNBOUNDED)
        self._handled = handled
        self._places = asyncio.Semaphore(at_once)
        self._queues: dict[int, tuple[asyncio.Lock, int]] = {}
        self._typed: dict[int, asyncio.Future[None]] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's turn, then for a place. An inline query is cancelled by the person's next one."""
        arrived = time.monotonic()
        try:
            if isinstance(update, Update) and update.inline_query is not None:
                await self._unless_typed_on(update.inline_query.from_user.id, update, coroutine)
            else:
                await self._in_turn(update, coroutine)
        finally:
            if isinstance(coroutine, Coroutine):
                coroutine.close()  # one that never had its turn
            if self._handled is not None:
                self._handled(time.monotonic() - arrived)

    async def _unless_typed_on(self, who: int, update: Update, coroutine: Awaitable[Any]) -> None:
        turn = asyncio.ensure_future(self._in_turn(update, coroutine))
        if (older := self._typed.get(who)) is not None:
            older.cancel()
        self._typed[who] = turn
        try:
            await asyncio.wait([turn])
        finally:
            turn.cancel()  # only where we are cancelled ourselves is there anything left of it
            if self._typed.get(who) is turn:
                del self._typed[who]
        if not turn.cancelled():
            turn.result()

    async def _in_turn(self, update: object, coroutine: Awaitable[Any]) -> None:
        key = _key(update)
        if key is None:
            async with self._places:
                await coroutine
            return
        lock, waiting = self._queues.get(key, (asyncio.Lock(), 0))
        self._queues[key] = (lock, waiting + 1)
        try:
            async with lock, self._places:
                await coroutine
        finally:
            self._leave(key)

    def _leave(self, key: int) -> None:
        lock, waiting = self._queues[key]
        if waiting == 1:
            del self._queues[key]
        else:
            self._queues[key] = (lock, waiting - 1)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to free."""


def _key(update: object) -> int | None:
    if not isinstance(update, Update):
        return None
    who = update.effective_chat or update.effective_user
    return who.id if who else None
