"""A local server and a fetcher that may reach it."""

import socket
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.feeds.fetcher import HttpFetcher

from .serving import AGENT, LOOPBACK, Server


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    serving = Server()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", serving.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    listener = socket.create_server(("127.0.0.1", 0))
    serving.port = listener.getsockname()[1]
    await web.SockSite(runner, listener).start()
    yield serving
    await runner.cleanup()


@pytest.fixture
async def fetcher() -> AsyncIterator[HttpFetcher]:
    async with HttpFetcher(AGENT, LOOPBACK) as fetching:
        yield fetching
