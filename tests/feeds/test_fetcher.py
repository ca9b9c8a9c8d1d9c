import asyncio
import gzip
import zlib
from ipaddress import ip_network

import pytest
from aiohttp import web
from yarl import URL

from bot.domain.source import Fetched, FetchFailed, NotModified, Problem
from bot.feeds.fetcher import HttpFetcher, Limits, _target

from .serving import AGENT, LOOPBACK, Names, Server, source_at

FEED = b'<rss version="2.0"><channel><title>A</title></channel></rss>'
ONLY_ONE = (ip_network("127.0.0.1/32"),)
SMALL = Limits(body=100_000)


async def test_a_feed_comes_with_all_that_the_next_look_needs(server: Server, fetcher: HttpFetcher) -> None:
    server.says(
        "/feed", FEED, ETag='"7"', Last_Modified="Mon, 02 Mar 2026 08:15:00 GMT", Content_Type="text/xml",
        Cache_Control="public, max-age=600", Age="100",
    )  # fmt: skip
    assert await fetcher.fetch(server.source("/feed")) == Fetched(
        FEED, server.url("/feed"), "text/xml", None, '"7"', "Mon, 02 Mar 2026 08:15:00 GMT", 500
    )


async def test_the_server_learns_who_asks_and_gets_no_cookie_back(
    server: Server, fetcher: HttpFetcher
) -> None:
    server.says("/feed", FEED, Set_Cookie="track=1")
    for _ in range(2):
        await fetcher.fetch(server.source("/feed"))
    for request in server.asked:
        assert request.headers["User-Agent"] == AGENT
        assert "application/atom+xml" in request.headers["Accept"]
        assert "Cookie" not in request.headers


async def test_an_unchanged_feed_costs_no_body(server: Server, fetcher: HttpFetcher) -> None:
    async def answer(request: web.Request) -> web.Response:
        known = request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since")
        return web.Response(
            status=304 if known == ('"7"', "then") else 500, headers={"Cache-Control": "max-age=9"}
        )

    server.answers["/feed"] = answer
    looked = await fetcher.fetch(server.source("/feed", etag='"7"', modified="then"))
    assert looked == NotModified(server.url("/feed"), None, 9)


async def test_not_modified_without_a_condition_is_a_fault_of_the_server(
    server: Server, fetcher: HttpFetcher
) -> None:
    server.says("/feed", b"", 304)
    looked = await fetcher.fetch(server.source("/feed"))
    assert isinstance(looked, FetchFailed)
    assert looked.problem is Problem.HTTP_ERROR


async def test_a_wholly_permanent_chain_moves_the_source(server: Server, fetcher: HttpFetcher) -> None:
    server.redirects("/old", "/older", 301)
    server.redirects("/older", server.url("/feed#top"), 308)
    server.says("/feed", FEED)
    looked = await fetcher.fetch(server.source("/old"))
    assert isinstance(looked, Fetched)
    assert looked.moved_to == looked.url == server.url("/feed")


@pytest.mark.parametrize("temporary", [302, 303, 307])
@pytest.mark.parametrize("first", [True, False])
async def test_one_temporary_step_keeps_the_source_where_it_is(
    server: Server, fetcher: HttpFetcher, temporary: int, first: bool
) -> None:
    server.redirects("/old", "/between", temporary if first else 301)
    server.redirects("/between", "/feed", 301 if first else temporary)
    server.says("/feed", FEED)
    looked = await fetcher.fetch(server.source("/old"))
    assert isinstance(looked, Fetched)
    assert (looked.moved_to, looked.url) == (None, server.url("/feed"))


async def test_what_the_old_address_called_current_is_not_asked_of_the_new_one(
    server: Server, fetcher: HttpFetcher
) -> None:
    server.redirects("/old", "/feed", 301)
    server.redirects("/aside", "/feed", 302)
    server.says("/feed", FEED)
    await fetcher.fetch(server.source("/old", etag='"7"'))
    await fetcher.fetch(server.source("/aside", etag='"7"'))
    assert [r.headers.get("If-None-Match") for r in server.asked] == ['"7"', None, '"7"', '"7"']


async def test_a_redirect_loop_ends_after_five(server: Server, fetcher: HttpFetcher) -> None:
    server.redirects("/loop", "/loop", 301)
    looked = await fetcher.fetch(server.source("/loop"))
    assert isinstance(looked, FetchFailed)
    assert looked.problem is Problem.BAD_REDIRECT
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    "target", ["ftp://a.example/feed", "file:///etc/passwd", "javascript:1", "http://", "", "http://["]
)
async def test_a_redirect_off_the_web_is_refused(server: Server, fetcher: HttpFetcher, target: str) -> None:
    server.redirects("/feed", target)
    looked = await fetcher.fetch(server.source("/feed"))
    assert isinstance(looked, FetchFailed)
    assert looked.problem is Problem.BAD_REDIRECT


async def test_a_redirect_into_the_house_is_refused(server: Server) -> None:
    names = Names(agency_example=["127.0.0.1"])
    server.redirects("/feed", server.url("/secret", "127.0.0.2"), 301)
    async with HttpFetcher(AGENT, ONLY_ONE, resolver=names) as fetcher:
        looked = await fetcher.fetch(source_at(server.url("/feed", "agency.example")))
    assert isinstance(looked, FetchFailed)
    assert looked.problem is Problem.FORBIDDEN_ADDRESS
    assert "FETCH_ALLOW_NETWORKS" in looked.detail
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "localhost"]
)
async def test_no_spelling_of_the_own_house_is_reached(server: Server, host: str) -> None:
    async with HttpFetcher(AGENT) as fetcher:
        looked = await fetcher.fetch(source_at(server.url("/feed", host)))
    assert isinstance(looked, FetchFailed)
    assert looked.problem in (Problem.FORBIDDEN_ADDRESS, Problem.UNREACHABLE)
    assert server.asked == []


async def test_a_name_that_turns_to_an_internal_address_is_caught_at_the_socket(server: Server) -> None:
    names = Names(agency_example=["127.0.0.1", "127.0.0.9"])
    server.redirects("/feed", server.url("/again", "agency2.example"))
    names.addresses["agency2.example"] = ["127.0.0.9"]
    async with HttpFetcher(AGENT, ONLY_ONE, resolver=names) as fetcher:
        looked = await fetcher.fetch(source_at(server.url("/feed", "agency.example")))
    assert isinstance(looked, FetchFailed)
    assert looked.problem is Problem.FORBIDDEN_ADDRESS


async def test_a_public_looking_name_for_loopback_is_refused(server: Server) -> None:
    async with HttpFetcher(AGENT, resolver=Names(agency_example=["127.0.0.1"])) as fetcher:
        looked = await fetcher.fetch(source_at("http://agency.example/feed"))
    assert isinstance(looked, FetchFailed)
    assert looked.problem is Problem.FORBIDDEN_ADDRESS


async def test_a_public_address_is_asked_at_web_ports_only() -> None:
    async with HttpFetcher(AGENT, resolver=Names(agency_example=["93.184.216.34"])) as fetcher:
        looked = await fetcher.fetch(source_at("http://agency.example:6379/feed"))
    assert isinstance(looked, FetchFailed)
    assert looked.problem is Problem.FORBIDDEN_ADDRESS


async def test_an_address_that_is_none_is_said_so(fetcher: HttpFetcher) -> None:
    for url in ("ftp://a.example/x", "nonsense", "http://[", "/feed"):
        looked = await fetcher.fetch(source_at(url))
        assert isinstance(looked, FetchFailed)
        assert looked.problem is Problem.UNREACHABLE


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(FEED)),
        ("x-gzip", gzip.compress(FEED)),
        ("deflate", zlib.compress(FEED)),
        ("deflate", zlib.compress(FEED)[2:-4]),
        ("gzip, gzip", gzip.compress(gzip.compress(FEED))),
        ("identity", FEED),
        ("gzip", FEED),
        ("", gzip.compress(FEED)),
        ("gzip", gzip.compress(FEED[:9]) + gzip.compress(FEED[9:])),
        ("gzip", gzip.compress(FEED)[:-4]),
    ],
    ids=range(10),
)
async def test_compressed_bodies_come_out_plain(
    server: Server, fetcher: HttpFetcher, encoding: str, body: bytes
) -> None:
    server.says("/feed", body, Content_Encoding=encoding)
    looked = await fetcher.fetch(server.source("/feed"))
    assert isinstance(looked, Fetched)
    assert looked.body == FEED


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("br", b"x"),
        ("deflate", b"\xff" * 40),
        ("gzip", b"\x1f\x8b\x08rubbish"),
        (", ".join(["gzip"] * 9), b"x"),
    ],
    ids=range(4),
)
async def test_a_body_that_cannot_be_decompressed_is_said_so(
    server: Server, fetcher: HttpFetcher, encoding: str, body: bytes
) -> None:
    server.says("/feed", body, Content_Encoding=encoding)
    looked = await fetcher.fetch(server.source("/feed"))
    assert isinstance(looked, FetchFailed)
    assert looked.problem is Problem.BAD_ENCODING


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("identity", b"x" * 100_001),
        ("gzip", gzip.compress(b"x" * 5_000_000)),
        ("", gzip.compress(b"x" * 5_000_000)),
        ("deflate", zlib.compress(b"x" * 100_001)),
        ("gzip, gzip", gzip.compress(gzip.compress(b"x" * 5_000_000))),
    ],
)
async def test_no_body_grows_beyond_the_limit(server: Server, encoding: str, body: bytes) -> None:
    server.says("/feed", body, Content_Encoding=encoding)
    async with HttpFetcher(AGENT, LOOPBACK, limits=SMALL) as fetcher:
        looked = await fetcher.fetch(server.source("/feed"))
    assert isinstance(looked, FetchFailed)
    assert looked.problem is Problem.TOO_LARGE


async def test_a_body_of_exactly_the_limit_is_taken(server: Server) -> None:
    server.says("/feed", gzip.compress(b"x" * 100_000), Content_Encoding="gzip")
    async with HttpFetcher(AGENT, LOOPBACK, limits=SMALL) as fetcher:
        looked = await fetcher.fetch(server.source("/feed"))
    assert isinstance(looked, Fetched)
    assert len(looked.body) == 100_000


def test_the_limit_is_ten_mebibytes_and_thirty_seconds() -> None:
    assert Limits() == Limits(body=10_485_760, connect=10, total=30, redirects=5)


async def test_a_server_that_drips_is_given_up(server: Server) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while True:
                await response.write(b" ")
                await asyncio.sleep(0.02)
        except ConnectionError:
            return response

    server.answers["/feed"] = drip
    async with HttpFetcher(AGENT, LOOPBACK, limits=Limits(total=0.3)) as fetcher:
        looked = await fetcher.fetch(server.source("/feed"))
    assert isinstance(looked, FetchFailed)
    assert looked.problem is Problem.TIMEOUT


async def test_a_name_that_is_never_resolved_is_given_up(server: Server) -> None:
    names = Names()
    names.hangs = True
    async with HttpFetcher(AGENT, LOOPBACK, limits=Limits(connect=0.1), resolver=names) as fetcher:
        looked = await fetcher.fetch(source_at("http://agency.example/feed"))
    assert isinstance(looked, FetchFailed)
    assert looked.problem is Problem.TIMEOUT


async def test_a_closed_door_and_a_broken_line_are_unreachable(server: Server, fetcher: HttpFetcher) -> None:
    async def hang_up(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "5000"})
        await response.prepare(request)
        await response.write(b"<rss>")
        assert request.transport is not None
        request.transport.abort()
        return response

    server.answers["/cut"] = hang_up
    for url in (server.url("/cut"), "http://127.0.0.1:1/feed"):
        looked = await fetcher.fetch(source_at(url))
        assert isinstance(looked, FetchFailed)
        assert looked.problem is Problem.UNREACHABLE


@pytest.mark.parametrize(
    "said",
    [
        b"rubbish\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000,
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"",
    ],
    ids=range(4),
)
async def test_a_server_that_speaks_no_http_is_unreachable(fetcher: HttpFetcher, said: bytes) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(said)
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as serving:
        port = serving.sockets[0].getsockname()[1]
        looked = await fetcher.fetch(source_at(f"http://127.0.0.1:{port}/feed"))
    assert isinstance(looked, FetchFailed)
    assert looked.problem is Problem.UNREACHABLE


async def test_headers_that_no_database_takes_are_not_kept(fetcher: HttpFetcher) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b'HTTP/1.1 200 OK\r\nETag: "\xff"\r\nLast-Modified: \xe9\r\nContent-Length: 0\r\n\r\n')
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as serving:
        port = serving.sockets[0].getsockname()[1]
        looked = await fetcher.fetch(source_at(f"http://127.0.0.1:{port}/feed"))
    assert isinstance(looked, Fetched)
    assert (looked.etag, looked.modified) == (None, None)


@pytest.mark.parametrize(
    ("status", "headers", "problem", "wait"),
    [
        (429, {"Retry_After": "120"}, Problem.THROTTLED, 120),
        (429, {"Retry_After": "Mon, 02 Mar 2026 08:20:00 GMT"}, Problem.THROTTLED, 300),
        (429, {"Retry_After": "Mon, 02 Mar 2026 08:00:00 GMT"}, Problem.THROTTLED, 0),
        (429, {"Retry_After": "soon"}, Problem.THROTTLED, None),
        (429, {}, Problem.THROTTLED, None),
        (503, {"Retry_After": "60"}, Problem.THROTTLED, 60),
        (503, {}, Problem.HTTP_ERROR, None),
        (410, {}, Problem.GONE, None),
        (401, {}, Problem.HTTP_ERROR, None),
        (403, {}, Problem.HTTP_ERROR, None),
        (404, {}, Problem.HTTP_ERROR, None),
        (418, {}, Problem.HTTP_ERROR, None),
        (500, {}, Problem.HTTP_ERROR, None),
        (300, {}, Problem.HTTP_ERROR, None),
    ],
)
async def test_refusals_are_told_apart_and_explained(
    server: Server, status: int, headers: dict[str, str], problem: Problem, wait: int | None
) -> None:
    server.says("/feed", b"no", status, **headers)
    async with HttpFetcher(AGENT, LOOPBACK, clock=lambda: 1_772_439_300_000) as fetcher:
        looked = await fetcher.fetch(server.source("/feed"))
    assert isinstance(looked, FetchFailed)
    assert (looked.problem, looked.status, looked.retry_after) == (problem, status, wait)
    assert looked.detail.startswith("127.0.0.1 ")
    assert looked.detail.endswith(".")


async def test_one_request_per_host_at_a_time(server: Server, fetcher: HttpFetcher) -> None:
    inside, most = 0, 0

    async def answer(_: web.Request) -> web.Response:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0.01)
        inside -= 1
        return web.Response(body=FEED)

    server.answers = {f"/{n}": answer for n in range(5)}
    looks = await asyncio.gather(*(fetcher.fetch(server.source(f"/{n}")) for n in range(5)))
    assert most == 1
    assert all(isinstance(look, Fetched) for look in looks)


async def test_a_slow_host_does_not_hold_up_another(server: Server) -> None:
    both = asyncio.Barrier(2)

    async def answer(_: web.Request) -> web.Response:
        await both.wait()  # answers only when the other host's request has come too
        return web.Response(body=FEED)

    server.answers["/feed"] = answer
    names = Names(a_example=["127.0.0.1"], b_example=["127.0.0.1"])
    async with HttpFetcher(AGENT, LOOPBACK, resolver=names) as fetcher:
        looks = await asyncio.gather(
            *(fetcher.fetch(source_at(server.url("/feed", host))) for host in ("a.example", "b.example"))
        )
    assert all(isinstance(look, Fetched) for look in looks)


async def test_a_password_in_an_address_goes_to_its_host_and_nowhere_else(server: Server) -> None:
    server.redirects("/feed", "/moved", 301)
    server.redirects("/moved", server.url("/elsewhere", "other.example"), 302)
    server.says("/elsewhere", FEED)
    names = Names(agency_example=["127.0.0.1"], other_example=["127.0.0.1"])
    async with HttpFetcher(AGENT, LOOPBACK, resolver=names) as fetcher:
        looked = await fetcher.fetch(source_at(server.url("/feed", "reader:geheim@agency.example")))
        failed = await fetcher.fetch(
            source_at(server.url("/none?key=geheim", "reader:geheim@agency.example"))
        )
    assert ["Authorization" in request.headers for request in server.asked[:3]] == [True, True, False]
    assert isinstance(looked, Fetched)
    assert "geheim" not in looked.url
    assert isinstance(failed, FetchFailed)
    assert "geheim" not in failed.detail


async def test_the_proxy_of_the_environment_is_not_asked(
    server: Server, fetcher: HttpFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    server.says("/feed", FEED)
    assert isinstance(await fetcher.fetch(server.source("/feed")), Fetched)


async def test_a_fetcher_is_used_inside_its_context() -> None:
    with pytest.raises(RuntimeError):
        await HttpFetcher(AGENT).fetch(source_at("http://agency.example/"))


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("https://agency.example/new", True),
        ("http://agency.example:8080/new", False),
        ("https://agency.example.evil/", False),
    ],
)
def test_a_password_follows_its_host_to_a_secure_line_only(target: str, kept: bool) -> None:
    found = _target(URL("http://reader:geheim@agency.example/old"), target)
    assert found is not None
    assert (found.password == "geheim") is kept


@pytest.mark.parametrize(
    ("status", "gone"), [(404, True), (410, True), (200, False), (403, False), (500, False)]
)
async def test_a_page_is_gone_when_its_server_says_so(
    server: Server, fetcher: HttpFetcher, status: int, gone: bool
) -> None:
    server.says("/page", b"<p>", status)
    server.redirects("/moved", "/page")
    assert await fetcher.is_gone(server.url("/page")) is gone
    assert await fetcher.is_gone(server.url("/moved")) is gone


async def test_a_page_that_cannot_or_must_not_be_asked_for_is_not_gone(server: Server) -> None:
    async with HttpFetcher(AGENT) as fetcher:
        for url in (server.url("/none"), "ftp://agency.example/page", "http://[agency"):
            assert await fetcher.is_gone(url) is False
    assert server.asked == []
