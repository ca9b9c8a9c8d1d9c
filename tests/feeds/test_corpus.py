"""Every file of the corpus through the real fetcher and the real parser.

KUMTAR_CORPUS names the folder that holds `feeds/manifest.tsv` (default: `shared` beside the checkout).
"""

import csv
import html
import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from bot.domain.source import Fetched, ParsedFeed, ParseFailed
from bot.domain.statement import Entry, identify, words_of
from bot.feeds.fetcher import HttpFetcher
from bot.feeds.parser import WorkerParser

from .serving import Server

CORPUS = Path(os.environ.get("KUMTAR_CORPUS") or Path(__file__).parents[2].parent / "shared") / "feeds"
pytestmark = pytest.mark.skipif(
    not (CORPUS / "manifest.tsv").exists(), reason=f"no corpus at {CORPUS}; KUMTAR_CORPUS names its folder"
)

DISAGREED = {
    "constructed/sr-truncated.xml": "the manifest accepts 5 or 6: we keep the sixth, which is cut but has its title",
    "feed-rs/atom_entry_1.xml": "the strict count knows no Atom entry without a feed around it; we read it",
    "kurtmckee-feedparser/item_title.xml": "the strict count knows no CDF; the library reads it",
}

_CAP = 300  # characters the manifest keeps of a title
_HEADER = re.compile(rb"^Header:\s+Content-[Tt]ype:\s*(\S.*?)\s*$", re.MULTILINE)
_MARKUP = re.compile(r"</?(?:a|abbr|b|br|div|em|i|span|strong|sub|sup)\b[^<>]*>")


def manifest() -> list[dict[str, str]]:
    with (CORPUS / "manifest.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


async def as_it_lies_there(request: web.Request) -> web.Response:
    body = (CORPUS / request.path.lstrip("/")).read_bytes()
    stated = _HEADER.search(body[:1000])
    kind = "application/feed+json" if request.path.endswith("json") else "application/rss+xml"
    return web.Response(body=body, headers={"Content-Type": stated[1].decode("latin-1") if stated else kind})


@pytest.fixture
async def parser() -> AsyncIterator[WorkerParser]:
    async with WorkerParser(timeout=20) as reading:  # wider than in life: other tests run beside this one
        yield reading


async def test_every_file_is_read_and_agrees_with_what_others_found(
    server: Server, fetcher: HttpFetcher, parser: WorkerParser
) -> None:
    disagreed = {}
    for row in manifest():
        server.answers[f"/{row['file']}"] = as_it_lies_there
        fetched = await fetcher.fetch(server.source(f"/{row['file']}"))
        assert isinstance(fetched, Fetched), (row["file"], fetched)
        read = await parser.parse(fetched.body, content_type=fetched.content_type, url=fetched.url)
        assert isinstance(read, ParsedFeed) or read.problem != "parser-killed", (row["file"], read)
        if found := [*differences(row, read), *faults(read)]:
            disagreed[row["file"]] = found
    assert {file: found for file, found in disagreed.items() if file not in DISAGREED} == {}
    assert disagreed.keys() == DISAGREED.keys()


def differences(row: dict[str, str], read: ParsedFeed | ParseFailed) -> list[str]:
    entries = read.entries if isinstance(read, ParsedFeed) else ()
    number = row["expected_entries"] or row["strict_xml_items"]
    title = row["expected_first_title"] or row["strict_xml_first_title"]
    ours = next((entry.title for entry in entries if entry.title), "")
    found = [f"{number} entries, ours {len(entries)}"] if number and int(number) != len(entries) else []
    if title and not same_title(title, ours):
        found.append(f"title {title!r}, ours {ours!r}")
    return found


def same_title(theirs: str, ours: str) -> bool:
    ours = plain_title(ours)
    forms = {plain_title(theirs), plain_title(misread(theirs))}
    return ours in forms or (len(theirs) == _CAP and ours.startswith(plain_title(theirs)))


def plain_title(text: str) -> str:
    return " ".join(_MARKUP.sub("", html.unescape(text)).split())


def misread(text: str) -> str:
    """What a strict parser made of UTF-8 when the document wrongly declares an older set, undone."""
    for name in ("latin-1", "cp1252"):
        try:
            return text.encode(name).decode("utf-8")
        except UnicodeError:
            continue
    # white space was squeezed after the misreading: a no-break space lost its second byte
    return re.sub("(?<=[ÂÃ])(?= )", "\xa0", text).encode("latin-1", "ignore").decode("utf-8", "ignore")


def faults(read: ParsedFeed | ParseFailed) -> list[str]:
    if isinstance(read, ParseFailed):
        return [] if read.detail.endswith(".") else ["no sentence"]
    assert len({identity.key for _, identity in identify(read.entries)}) <= len(read.entries)
    return [fault for entry in read.entries for fault in faults_of(entry)]


def faults_of(entry: Entry) -> list[str]:
    words = words_of(entry)
    texts = [words.title, words.summary, words.body, entry.guid or "", entry.url or "", *entry.authors]
    texts += [part for link in entry.links for part in (link.url, link.text)]
    urls = [url for url in (entry.url, *(link.url for link in entry.links)) if url]
    return [
        *(f"cannot be stored: {text!r}" for text in texts if re.search("[\x00\ud800-\udfff]", text)),
        *(f"not of the web: {url}" for url in urls if not re.match(r"https?://[^/\s]", url)),
        *(
            f"markup: {text[:80]!r}"
            for text in (words.summary, words.body)
            if re.match(r"<(?:!--|(?:p|div|span)\b)", text)
        ),
    ]
