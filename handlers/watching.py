"""Things looked at again every few seconds until they are over: messages that edit themselves."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.domain.errors import KumtarError

log = logging.getLogger(__name__)

EVERY = 3.0  # seconds


class Watches:
    """The looks that are going on; `stop` ends them all."""

    def __init__(self, *, every: float = EVERY) -> None:
        self._every = every
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, look: Callable[[], Awaitable[bool]]) -> None:
        """Look every few seconds until `look` says that it is over."""
        task = asyncio.create_task(self._run(look))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """End every look, before the bot stops."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, look: Callable[[], Awaitable[bool]]) -> None:
        over = False
        while not over:
            await asyncio.sleep(self._every)
            try:
                over = await look()
            except KumtarError as error:
                log.info("a look failed: %s", error)
                over = not error.transient
            except Exception:
                log.exception("a look was given up")
                return
