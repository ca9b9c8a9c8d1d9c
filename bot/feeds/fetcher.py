"""The fetcher: one polite, bounded, guarded look at a source's address. Touches the network, nothing else."""

import asyncio
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Self
from weakref import WeakValueDictionary

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.domain.source import Fetched, FetchFailed, FetchResult, NotModified, Problem, Source
from bot.domain.statement import Millis
from bot.feeds.decoding import TooLarge, Undecodable, decoded
from bot.feeds.guard import FORBIDDEN, Network, guarded_socket_factory
from bot.feeds.headers import max_age_of, retry_after_of
from bot.feeds.words import failed_look, failed_status

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_SUCCESS = range(200, 300)
_NO_SUCH_PAGE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of our time and memory one look may take."""

    body: int = 10 * _MIB  # bytes, before and after decompression
    connect: float = 10.0  # seconds, name resolution included
    total: float = 30.0  # seconds on the wire, all redirects together
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class _Hop:
    """Where a look stands: the address to ask next, and whether only permanent redirects led there."""

    url: URL
    permanent: bool = True
    count: int = 0

    @property
    def moved_to(self) -> str | None:
        return str(self.url) if self.permanent and self.count else None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a server said to one request; no body where nobody reads it."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class HttpFetcher:
    """Fetches feeds as `ports.Fetcher` promises: never raises for what a server does."""

    def __init__(
        self,
        user_agent: str,
        allow_networks: Sequence[Network] = (),
        *,
        limits: Limits = Limits(),
        resolver: AbstractResolver | None = None,
        clock: Callable[[], Millis] = lambda: time.time_ns() // 1_000_000,
    ) -> None:
        self._headers = {"User-Agent": user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"}
        self._allow = tuple(allow_networks)
        self._limits = limits
        self._resolver = resolver
        self._clock = clock
        self._hosts: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            socket_factory=guarded_socket_factory(self._allow),
            resolver=self._resolver,
            force_close=True,  # a source is asked every few minutes; nobody keeps a line open that long
            limit=100,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=self._headers,
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None, connect=self._limits.connect),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch(self, source: Source) -> FetchResult:
        """One conditional look at the source's effective address. Never raises for what a server does."""
        try:
            url = URL(source.fetch.effective_url)
        except ValueError:
            return failed_look(Problem.UNREACHABLE, "This source", why="its address is not an address")
        if not _is_web(url):
            why = "its address does not begin with http:// or https://"
            return failed_look(Problem.UNREACHABLE, "This source", why=why)
        return await self._follow(_Hop(url), _validators(source))

    async def is_gone(self, url: str) -> bool:
        """Whether the server says that there is no such page (404, 410); in any doubt it is not gone."""
        try:
            page = URL(url)
        except ValueError:
            return False
        answer = await self._follow(_Hop(page), {}) if _is_web(page) else None
        return isinstance(answer, FetchFailed) and answer.status in _NO_SUCH_PAGE

    async def _follow(self, hop: _Hop, validators: Mapping[str, str]) -> FetchResult:
        left = self._limits.total
        while True:
            answer, spent = await self._ask(hop.url, validators, left)
            left -= spent
            if isinstance(answer, FetchFailed):
                return answer
            if answer.status not in _REDIRECTS:
                return self._judged(hop, answer, conditional=bool(validators))
            following = self._next(hop, answer)
            if isinstance(following, FetchFailed):
                return following
            hop = following
            if hop.permanent:  # another address for good: what the old one called current says nothing
                validators = {}

    def _next(self, hop: _Hop, answer: _Answer) -> _Hop | FetchFailed:
        host = _host(hop.url)
        target = _target(hop.url, answer.headers.get("Location", ""))
        if target is None:
            return failed_look(Problem.BAD_REDIRECT, host, why="to something that is not a web address")
        if hop.count >= self._limits.redirects:
            return failed_look(Problem.BAD_REDIRECT, host, why="again and again")
        return _Hop(target, hop.permanent and answer.status in _PERMANENT, hop.count + 1)

    def _judged(self, hop: _Hop, answer: _Answer, *, conditional: bool) -> FetchResult:
        headers, max_age = answer.headers, max_age_of(answer.headers)
        url = str(hop.url.with_user(None))  # it becomes the base of links that readers see
        if answer.status == HTTPStatus.NOT_MODIFIED and conditional:
            return NotModified(url, hop.moved_to, max_age)
        if answer.status not in _SUCCESS:
            retry_after = retry_after_of(headers, self._clock())
            return failed_status(_host(hop.url), answer.status, retry_after)
        return self._undone(hop, answer, url, max_age)

    def _undone(self, hop: _Hop, answer: _Answer, url: str, max_age: int | None) -> Fetched | FetchFailed:
        headers, host = answer.headers, _host(hop.url)
        try:
            body = decoded(answer.body, headers.get("Content-Encoding", ""), self._limits.body)
        except TooLarge:
            return self._too_large(host)
        except Undecodable:
            return failed_look(Problem.BAD_ENCODING, host)
        return Fetched(
            body=body,
            url=url,
            content_type=headers.get("Content-Type", ""),
            moved_to=hop.moved_to,
            etag=_sound(headers.get("ETag")),
            modified=_sound(headers.get("Last-Modified")),
            max_age=max_age,
        )

    async def _ask(
        self, url: URL, validators: Mapping[str, str], left: float
    ) -> tuple[_Answer | FetchFailed, float]:
        """One request, when this host's turn comes, and the seconds it took."""
        host = _host(url)
        lock = self._hosts.setdefault(host, asyncio.Lock())
        async with lock:
            started = asyncio.get_running_loop().time()
            answer = await self._request(url, host, validators, left)
            return answer, asyncio.get_running_loop().time() - started

    async def _request(
        self, url: URL, host: str, validators: Mapping[str, str], left: float
    ) -> _Answer | FetchFailed:
        try:
            async with asyncio.timeout(max(left, 0)):
                return await self._exchange(url, validators)
        except TooLarge:
            return self._too_large(host)
        except aiohttp.ConnectionTimeoutError:
            return failed_look(Problem.TIMEOUT, host, seconds=self._limits.connect)
        except TimeoutError:
            return failed_look(Problem.TIMEOUT, host, seconds=self._limits.total)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if FORBIDDEN in str(getattr(error, "os_error", error)):
                return failed_look(Problem.FORBIDDEN_ADDRESS, host)
            return failed_look(Problem.UNREACHABLE, host, why=_reason(error))

    async def _exchange(self, url: URL, validators: Mapping[str, str]) -> _Answer:
        if self._session is None:
            raise RuntimeError("HttpFetcher is used outside its `async with`")
        async with self._session.get(url, headers=validators, allow_redirects=False) as response:
            body = b""
            if response.status in _SUCCESS:
                body = await self._bounded(response)
            return _Answer(response.status, response.headers, body)

    async def _bounded(self, response: aiohttp.ClientResponse) -> bytes:
        body = bytearray()
        async for chunk in response.content.iter_any():
            body += chunk
            if len(body) > self._limits.body:
                raise TooLarge
        return bytes(body)

    def _too_large(self, host: str) -> FetchFailed:
        return failed_look(Problem.TOO_LARGE, host, limit=f"{self._limits.body / _MIB:g}")


def _validators(source: Source) -> dict[str, str]:
    pairs = (("If-None-Match", source.fetch.etag), ("If-Modified-Since", source.fetch.modified))
    return {name: sound for name, value in pairs if (sound := _sound(value))}


def _sound(value: str | None) -> str | None:
    """A validator that the database can keep and a header can carry, else None: the next look is a full one."""
    return value if value and value.isprintable() else None


def _is_web(url: URL) -> bool:
    return url.scheme in ("http", "https") and bool(url.host)


def _target(url: URL, location: str) -> URL | None:
    """Where a redirect leads; None if not to the web. A password stays with its own host."""
    text = location.strip().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        target = url.with_user(None).with_fragment(None).join(URL(text)).with_fragment(None)
    except ValueError:
        return None
    if not text or not _is_web(target):
        return None
    upgraded = target.host == url.host and (url.scheme, target.scheme) == ("http", "https")
    if target.origin() == url.origin() or upgraded:
        return target.with_user(url.user).with_password(url.password)
    return target.with_user(None)


def _host(url: URL) -> str:
    return url.host or "?"


def _reason(error: Exception) -> str:  # noqa: PLR0911 - the table of failures, a line each
    """The kind of failure in words; never the error's own text, which holds the address."""
    match error:
        case aiohttp.ClientConnectorDNSError():
            return "its name is not known"
        case aiohttp.ClientConnectorCertificateError() | ssl.SSLCertVerificationError():
            return "its certificate is not valid"
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return "no secure connection came about"
        case aiohttp.ClientPayloadError() | aiohttp.ServerDisconnectedError():
            return "the connection broke off"
        case ConnectionResetError() | aiohttp.ClientOSError() if not _connecting(error):
            return "the connection broke off"
        case aiohttp.ClientConnectorError() | OSError():
            return "no connection came about"
        case aiohttp.ClientResponseError():
            return "it does not speak proper HTTP"
        case _:
            return "its address cannot be used"


def _connecting(error: Exception) -> bool:
    return isinstance(error, aiohttp.ClientConnectorError)
