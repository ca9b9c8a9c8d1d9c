"""The health page on HTTP_LISTEN: /healthz (the process answers), /readyz (it does its work), /metrics (figures)."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from aiohttp import web

Checks = Mapping[str, Callable[[], Awaitable[str]]]  # each returns "" or, in words, what is wrong
Metrics = Callable[[str], Awaitable[tuple[str, bytes]]]  # what the asker accepts -> content type and body


@asynccontextmanager
async def health_page(listen: str, checks: Checks, metrics: Metrics | None = None) -> AsyncIterator[str]:
    """Serve the page on `listen` ("host:port") while the context lasts; gives its address."""
    app = web.Application()
    app.router.add_get("/healthz", _alive)
    app.router.add_get("/readyz", _Ready(checks).answer)
    if metrics is not None:
        app.router.add_get("/metrics", _Figures(metrics).answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    host, _, port = listen.rpartition(":")
    site = web.TCPSite(runner, host, int(port))
    try:
        await site.start()
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _alive(_: web.Request) -> web.Response:
    return web.Response(text="ok\n")


class _Ready:
    def __init__(self, checks: Checks) -> None:
        self._checks = checks

    async def answer(self, _: web.Request) -> web.Response:
        found = {name: await check() for name, check in self._checks.items()}
        body = "".join(f"{name}: {wrong or 'ok'}\n" for name, wrong in found.items())
        return web.Response(text=body, status=503 if any(found.values()) else 200)


class _Figures:
    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def answer(self, request: web.Request) -> web.Response:
        content_type, body = await self._metrics(request.headers.get("Accept", ""))
        return web.Response(body=body, headers={"Content-Type": content_type})
