"""What goes on beside the answers: messages that edit themselves, and telling others without being waited for."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Hashable
from typing import Any

from bot.domain.errors import KumtarError

log = logging.getLogger(__name__)

EVERY = 3.0  # seconds


class Watches:
    """What is going on; `stop` ends it all."""

    def __init__(self, *, every: float = EVERY) -> None:
        self._every = every
        self._tasks: dict[Hashable, asyncio.Task[None]] = {}

    def start(self, what: Hashable, look: Callable[[], Awaitable[bool]]) -> None:
        """Look every few seconds until `look` says that it is over; once is enough for the same `what`."""
        if what not in self._tasks:
            self._keep(what, asyncio.create_task(self._run(look)))

    def aside(self, telling: Coroutine[Any, Any, None]) -> None:
        """Let this go on while the conversation does."""
        self._keep(object(), asyncio.create_task(self._once(telling)))

    def _keep(self, what: Hashable, task: asyncio.Task[None]) -> None:
        self._tasks[what] = task
        task.add_done_callback(lambda _: self._tasks.pop(what, None))

    async def stop(self) -> None:
        """End it all, before the bot stops."""
        tasks = tuple(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _once(self, telling: Coroutine[Any, Any, None]) -> None:
        try:
            await telling
        except Exception:
            log.exception("something was not told")

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
