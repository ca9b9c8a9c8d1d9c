"""Things looked at again every few seconds until they are over: messages that edit themselves."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable

from bot.domain.errors import KumtarError

log = logging.getLogger(__name__)

EVERY = 3.0  # seconds


class Watches:
    """The looks that are going on; `stop` ends them all."""

    def __init__(self, *, every: float = EVERY) -> None:
        self._every = every
        self._tasks: dict[Hashable, asyncio.Task[None]] = {}

    def start(self, what: Hashable, look: Callable[[], Awaitable[bool]]) -> None:
        """Look every few seconds until `look` says that it is over; once is enough for the same `what`."""
        if what not in self._tasks:
            task = self._tasks[what] = asyncio.create_task(self._run(look))
            task.add_done_callback(lambda _: self._tasks.pop(what, None))

    async def stop(self) -> None:
        """End every look, before the bot stops."""
        tasks = tuple(self._tasks.values())
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
