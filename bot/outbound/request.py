"""python-telegram-bot's HTTP over aiohttp: several times as many messages a second as over httpx.

What it promises on top: an error says whether Telegram took the request (NotTaken or not), and no error
carries the URL, for the URL carries the token. aiohttp's own texts do carry it, so they are not chained.
"""

import ssl
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.outbound.wire import Answer, Wire

_UPLOAD_SECONDS = 20.0


class NotTaken(NetworkError):
    """Nothing reached Telegram, or it answered 5xx: the request was not carried out and may go again."""


class Form(RequestData):  # type: ignore[misc]  # closed to subclasses; the transport that reads it is ours
    """A call's parameters, encoded by the caller."""

    __slots__ = ("_encoded",)

    def __init__(self, encoded: str) -> None:
        super().__init__()
        self._encoded = encoded

    def url_encoded_parameters(self, encode_kwargs: dict[str, Any] | None = None) -> str:  # noqa: ARG002
        """As given."""
        return self._encoded


class AiohttpRequest(BaseRequest):
    """The transport of one Bot; give polling one of its own, so that it never waits for a connection."""

    def __init__(
        self,
        *,
        connections: int = 320,
        read_timeout: float = 10.0,
        connect_timeout: float = 5.0,
        pool_timeout: float = 2.0,
        verify: ssl.SSLContext | bool = True,
    ) -> None:
        self._connections = connections
        self._read = read_timeout
        self._connect = connect_timeout
        self._pool = pool_timeout
        self._verify = verify
        self._session: ClientSession | None = None
        self._wire: Wire | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds between two parts of an answer; polling adds its own on top."""
        return self._read

    async def initialize(self) -> None:
        """Open the connection pool, in the loop that will use it."""
        if self._session is None or self._session.closed:
            connector = TCPConnector(limit=self._connections, ssl=self._verify, ttl_dns_cache=300)
            self._session = ClientSession(
                connector=connector, cookie_jar=DummyCookieJar(), headers={"User-Agent": self.USER_AGENT}
            )
            self._wire = Wire(self._session)

    async def shutdown(self) -> None:
        """Close the connection pool."""
        if self._session is not None:
            await self._session.close()

    async def do_request(  # noqa: PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call. Raises NotTaken, TimedOut, NetworkError; see the module."""
        if self._session is None or self._session.closed:
            raise NotTaken("the transport is not open")
        upload = request_data is not None and request_data.contains_files
        timeout = _timeout(
            read=_seconds(read_timeout, self._read),
            write=_seconds(write_timeout, _UPLOAD_SECONDS if upload else 0.0),
            connect=_seconds(connect_timeout, self._connect),
            pool=_seconds(pool_timeout, self._pool),
        )
        data = None if request_data is None else _multipart(request_data) if upload else _form(request_data)
        try:
            answer = await self._exchange(method, url, data, timeout)
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            raise NotTaken(f"no connection to Telegram: {type(error).__name__}") from None
        except TimeoutError as error:
            raise TimedOut(f"no answer in time: {type(error).__name__}") from None
        except (ClientError, OSError) as error:
            raise NetworkError(f"the answer was lost: {type(error).__name__}") from None
        _check(answer)
        return answer.status, answer.payload

    async def _exchange(
        self, method: str, url: str, data: bytes | FormData | None, limits: ClientTimeout
    ) -> Answer:
        assert self._session is not None
        assert self._wire is not None
        if isinstance(data, bytes):
            return await self._wire.post(url, data, limits)
        async with self._session.request(
            method, url, data=data, timeout=limits, allow_redirects=False
        ) as answer:
            return Answer(answer.status, answer.headers.get("Retry-After", ""), await answer.read())


def _check(answer: Answer) -> None:
    """Raise for what the library would mistake for a lost answer."""
    status = answer.status
    if (
        status >= HTTPStatus.INTERNAL_SERVER_ERROR
        or HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST
    ):
        raise NotTaken(f"Telegram answered {status}")
    if status == HTTPStatus.TOO_MANY_REQUESTS and b"retry_after" not in answer.payload:
        raise RetryAfter(int(answer.retry_after) if answer.retry_after.isdecimal() else 1)
    if status in (HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
        raise BadRequest(f"Telegram answered {status}")


def _form(data: RequestData) -> bytes:
    return data.url_encoded_parameters().encode("ascii")


def _multipart(data: RequestData) -> FormData:
    form = FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, content_type) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return form


@lru_cache(maxsize=64)
def _timeout(*, read: float, write: float, connect: float, pool: float) -> ClientTimeout:
    return ClientTimeout(
        total=read + write + connect + pool, connect=connect + pool, sock_connect=connect, sock_read=read
    )


def _seconds(given: object, usual: float) -> float:
    return float(given) if isinstance(given, int | float) else usual
