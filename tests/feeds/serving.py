"""A local server that answers as a test tells it, and sources that live there."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from ipaddress import ip_network

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.domain.source import FetchState, Source, SourceSpec

LOOPBACK = (ip_network("127.0.0.0/8"),)
AGENT = "Kumtar/test (+mailto:editors@agency.example)"

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def source_at(url: str, **state: object) -> Source:
    return Source(1, SourceSpec("agency", "Agency", url), replace(FetchState(url), **state))


@dataclass
class Server:
    """Answers each path as told and remembers what it was asked."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[web.Request] = field(default_factory=list)
    port: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def source(self, path: str, **state: object) -> Source:
        return source_at(self.url(path), **state)

    def says(self, path: str, body: bytes = b"<rss/>", status: int = 200, **headers: str) -> None:
        async def answer(_: web.Request) -> web.Response:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return web.Response(body=body, status=status, headers=named)

        self.answers[path] = answer

    def redirects(self, path: str, target: str, status: int = 302) -> None:
        self.says(path, b"", status, Location=target)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        answer = self.answers.get(request.path)
        return await answer(request) if answer else web.Response(status=404)


class Names(AbstractResolver):
    """A resolver under the test's control; an address may change from one question to the next."""

    def __init__(self, **addresses: list[str]) -> None:
        self.addresses = {name.replace("_", "."): found for name, found in addresses.items()}
        self.hangs = False

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        if self.hangs:
            await asyncio.Event().wait()
        left = self.addresses[host]
        address = left.pop(0) if len(left) > 1 else left[0]
        kind = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=0)]

    async def close(self) -> None:
        pass
