"""A process's own door to the sandbox: the same Telegram behind a port of its own, which notes who calls when."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from sandbox import Sandbox

CONFLICT = 409


@dataclass(eq=False)
class Passage:
    """One call: when it came and when it was over, in monotonic seconds; `status` 0: nobody heard the answer."""

    method: str
    came: float
    over: float = float("inf")
    status: int = 0


@dataclass(eq=False)
class Door:
    """Open while its process lives."""

    sandbox: Sandbox
    passed: list[Passage] = field(default_factory=list)
    url: str = ""
    sends: int = 0
    _runner: web.AppRunner | None = None

    async def open(self) -> "Door":
        app = web.Application(middlewares=[self._note()])
        app.add_routes(self.sandbox.api.routes())
        # with its connection a poll ends, as Telegram's does
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, backlog=1024).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def close(self) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    def of(self, method: str) -> list[Passage]:
        return [passage for passage in self.passed if passage.method.lower() == method.lower()]

    def came(self, *, after: float) -> list[Passage]:
        """The messages that came in later."""
        return [passage for passage in self.of("sendMessage") if passage.came > after]

    @property
    def conflicts(self) -> int:
        """Polls refused because another process polls."""
        return sum(passage.status == CONFLICT for passage in self.of("getUpdates"))

    def _note(self) -> Any:
        @web.middleware
        async def note(request: web.Request, handler: Any) -> web.StreamResponse:
            passage = Passage(request.match_info.get("method", ""), time.monotonic())
            self.passed.append(passage)
            self.sends += passage.method.lower() == "sendmessage"
            try:
                call = asyncio.ensure_future(handler(request))
                # what was sent is sent, whether or not anybody waits for the answer
                answer = await (call if passage.method.lower() == "getupdates" else asyncio.shield(call))
                passage.status = answer.status
                return answer
            finally:
                passage.over = time.monotonic()

        return note
