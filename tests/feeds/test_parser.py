import asyncio
import gc
import os
import sys
from pathlib import Path

import pytest

from bot.domain.source import ParsedFeed, ParseFailed, Problem
from bot.domain.statement import Entry, Link
from bot.feeds.parser import WorkerParser
from bot.feeds.wire import read_reply, reply_of

FEED = b'<rss version="2.0"><channel><title>A</title><item><title>t</title></item></channel></rss>'
URL = "https://agency.example/feed"


def item(description: str) -> bytes:
    return FEED.replace(
        b"</title></item>", f"</title><description>{description}</description></item>".encode()
    )


NESTED = item("&lt;div&gt;" * 300_000)  # minutes of work


async def parsed(parser: WorkerParser, body: bytes = FEED) -> ParsedFeed | ParseFailed:
    return await parser.parse(body, content_type="", url=URL)


async def test_a_document_comes_back_as_entries() -> None:
    async with WorkerParser() as parser:
        feed = await parsed(parser)
    assert feed == ParsedFeed("rss20", (Entry(None, None, "t"),), "A")


def test_nothing_is_lost_on_the_way_back() -> None:
    entry = Entry(
        "g",
        "https://a.example/",
        "t",
        "s",
        "b\n\nb😀",
        (Link("https://b.example/", "l"),),
        1,
        2,
        "sq",
        ("x", "y"),
    )
    for result in (
        ParsedFeed("rss20", (entry, entry), "A", "sq", 60, "complaint"),
        ParseFailed(Problem.HTML_PAGE, "words", ("https://a.example/feed",)),
    ):
        assert read_reply(reply_of(result)[4:]) == result


async def test_one_process_reads_many_documents_one_after_another() -> None:
    async with WorkerParser() as parser:
        feeds = await asyncio.gather(*(parsed(parser, FEED.replace(b">t<", b">%d<" % n)) for n in range(20)))
        process = parser._worker
        again = await parsed(parser)
        assert parser._worker is process
    assert [feed.entries[0].title for feed in feeds if isinstance(feed, ParsedFeed)] == [
        str(n) for n in range(20)
    ]
    assert isinstance(again, ParsedFeed)


async def test_a_document_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    async with WorkerParser(timeout=2.0) as parser:
        slow = await parsed(parser, NESTED)
        after = await parsed(parser)
    assert isinstance(slow, ParseFailed)
    assert slow.problem is Problem.PARSER_KILLED
    assert isinstance(after, ParsedFeed)


@pytest.mark.parametrize("form", ["{}", "<![CDATA[{}]]>", "&lt;p&gt;{}"])
async def test_a_bomb_of_comments_harms_nobody(form: str) -> None:
    async with WorkerParser(timeout=2.0) as parser:
        for opening in ("<!--", "&lt;!--"):
            bomb = await parsed(parser, item(form.format(opening * 80_000)))
            assert isinstance(bomb, ParsedFeed) or bomb.problem is Problem.PARSER_KILLED
        assert isinstance(await parsed(parser), ParsedFeed)


async def test_a_document_that_needs_too_much_memory_is_given_up_and_the_next_is_read() -> None:
    async with WorkerParser(timeout=20, memory=160 * 1024 * 1024) as parser:
        assert isinstance(await parsed(parser), ParsedFeed)
        huge = await parsed(parser, item("d " * 30_000_000))
        after = await parsed(parser)
    assert isinstance(huge, ParseFailed)
    assert huge.problem is Problem.PARSER_KILLED
    assert isinstance(after, ParsedFeed)


async def test_a_process_that_died_between_two_documents_is_replaced_unnoticed() -> None:
    async with WorkerParser() as parser:
        await parsed(parser)
        assert parser._worker is not None
        parser._worker.kill()
        await parser._worker.wait()
        assert isinstance(await parsed(parser), ParsedFeed)


async def test_a_cancelled_look_does_not_answer_the_next() -> None:
    async with WorkerParser() as parser:
        await parsed(parser)
        looking = asyncio.create_task(parsed(parser, NESTED))
        while not parser._turn.locked():
            await asyncio.sleep(0)
        looking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await looking
        assert await parsed(parser) == ParsedFeed("rss20", (Entry(None, None, "t"),), "A")


async def test_a_process_that_does_not_start_is_said_so() -> None:
    for command in (
        ("/no/such/program",),
        (sys.executable, "-c", ""),
        (sys.executable, "-c", "print('rubbish')"),
    ):
        async with WorkerParser(command=command) as parser:
            failed = await parsed(parser)
        assert isinstance(failed, ParseFailed)
        assert failed.problem is Problem.PARSER_KILLED


async def test_the_process_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1:secret")
    async with WorkerParser() as parser:
        await parsed(parser)
        assert parser._worker is not None
        environment = Path(f"/proc/{parser._worker.pid}/environ")
        if not environment.exists():
            pytest.skip("no /proc on this machine")
        assert b"secret" not in environment.read_bytes()


async def test_closing_leaves_no_process_behind() -> None:
    parser = WorkerParser()
    await parser.close()
    await parsed(parser)
    assert parser._worker is not None
    pid = parser._worker.pid
    await parser.close()
    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert isinstance(await parsed(parser), ParsedFeed)
    await parser.close()
