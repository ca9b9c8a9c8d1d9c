"""Bytes to entries; runs in the worker only, where time and memory are bounded. Pure but for that.

Nothing here rejects a feed for being ill-formed: what can be read is read, and the complaint told.
"""

import io
import re
from collections.abc import Iterator

import feedparser

from bot.domain.source import ParsedFeed, ParseFailed, ParseResult, Problem
from bot.domain.statement import Entry, Millis
from bot.feeds.charset import text_of
from bot.feeds.dates import parse_date
from bot.feeds.entries import entry_of, language_of, storable
from bot.feeds.html import PlainText, plain_text, title_text
from bot.feeds.jsonfeed import looks_like_json, read_json_feed
from bot.feeds.links import absolute
from bot.feeds.page import alternates_of, looks_like_page
from bot.feeds.repair import repaired, root_of, without_controls

_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_XML = {"content-type": "application/xml; charset=utf-8"}
_END_OF_TITLE_OR_ENTRY = re.compile(r"</(?:\w+:)?(?:title|item|entry)\s*>", re.IGNORECASE)
_START_OF_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_END_OF_FEED = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf|channel|item|entry)\s*>\s*\Z", re.IGNORECASE)


def parse(body: bytes, content_type: str, url: str) -> ParseResult:
    """What the document holds, or why it holds nothing that can be read as a feed."""
    if not body.strip(b"\x00 \t\r\n"):
        return ParseFailed(Problem.EMPTY, "The document is empty; nothing to do unless it lasts.")
    text = without_controls(text_of(body, content_type))
    if looks_like_json(text):
        return read_json_feed(text, url)
    root = root_of(text)
    if looks_like_page(text, root):
        return ParseFailed(
            Problem.HTML_PAGE,
            "The address shows a web page, not a feed; look for the feed's own address.",
            alternates_of(text, url),
        )
    if root is None:
        return ParseFailed(Problem.NOT_A_FEED, "The document is not a feed; check the address.")
    return _read(repaired(text, root), url)


def _read(document: str, url: str) -> ParseResult:
    read = feedparser.parse(  # a stream, never the text itself: it opens a file when a text looks like a path
        io.BytesIO(document.encode()), response_headers=_XML, sanitize_html=False, resolve_relative_uris=False
    )
    found, feed = read["entries"], read["feed"]
    if not found and not read.get("version"):
        return ParseFailed(Problem.NOT_A_FEED, "The document is not a feed; check the address.")
    cut = _is_cut(document)
    if cut and _breaks_off_before_a_title(document):
        found = found[:-1]
    language = language_of(feed.get("language"))
    base = _base(feed, read.get("version", ""), url)
    literal = read.get("version", "").startswith("atom")
    return ParsedFeed(
        format=read.get("version") or "unknown",
        entries=tuple(_entry(each, base, language, literal=literal) for each in found),
        title=storable(title_text(feed.get("title", ""), literal=_is_literal(feed, literal=literal))),
        language=language,
        ttl=_ttl(feed),
        complaint=_complaint(read, cut=cut),
    )


def _complaint(read: feedparser.FeedParserDict, *, cut: bool) -> str | None:
    if cut:
        return "The document breaks off before its end."
    if read.get("bozo"):
        return "The document is not well-formed XML; it was read all the same."
    return None


def _is_cut(document: str) -> bool:
    return _END_OF_FEED.search(document[-200:]) is None


def _breaks_off_before_a_title(document: str) -> bool:
    """True when the last entry has not even its title whole; a cut text is left out by the library."""
    starts = [m.start() for m in _START_OF_ENTRY.finditer(document)]
    return bool(starts) and _END_OF_TITLE_OR_ENTRY.search(document, starts[-1]) is None


def _base(feed: feedparser.FeedParserDict, version: str, url: str) -> str:
    """What relative links begin at: in RSS the agency's site, which its authors have in mind, else the feed."""
    site = None if version.startswith("atom") else absolute(feed.get("link"), url)
    return site or url


def _entry(found: feedparser.FeedParserDict, base: str, language: str | None, *, literal: bool) -> Entry:
    url = _url(found, base)
    summary = found.get("summary_detail")
    return entry_of(
        guid=found.get("id"),
        url=url,
        title=title_text(found.get("title", ""), literal=_is_literal(found, literal=literal)),
        summary=_text(summary, base, url) if summary else PlainText(""),
        contents=tuple(_text(content, base, url) for content in found.get("content", ())),
        published_at=_date(found, "published") or _date(found, "created"),
        updated_at=_date(found, "updated"),
        language=language_of(found.get("dc_language")) or language_of(_tag(found)) or language,
        authors=_authors(found),
    )


def _tag(found: feedparser.FeedParserDict) -> str | None:
    """xml:lang where the entry's title stands."""
    tag = found.get("title_detail", {}).get("language")
    return tag if isinstance(tag, str) else None


def _is_literal(found: feedparser.FeedParserDict, *, literal: bool) -> bool:
    """Only Atom says whether markup in a title is meant as markup."""
    return literal and found.get("title_detail", {}).get("type", "text/plain") == "text/plain"


def _text(detail: feedparser.FeedParserDict, base: str, url: str | None) -> PlainText:
    value, kind = detail.get("value") or "", detail.get("type") or "text/html"
    if kind.startswith(("image/", "audio/", "video/")):
        return PlainText("")
    declared = absolute(
        detail.get("base"), base
    )  # xml:base; without one, authors mean the page the text stands on
    return plain_text(value, declared or url or base)


def _url(found: feedparser.FeedParserDict, base: str) -> str | None:
    """The entry's own page: never the address of its feed, its comments or its audio file."""
    listed = [link for link in found.get("links", ()) if link.get("rel") == "alternate"]
    pages = [link.get("href") for link in listed if "html" in (link.get("type") or "html")]
    links = (found.get("feedburner_origlink"), *pages, found.get("link"), *(a.get("href") for a in listed))
    for link in links:
        is_only_an_id = link == found.get("id") and link not in pages
        if link and (url := absolute(link, "" if is_only_an_id else base)):
            return storable(url)
    return None


def _date(found: feedparser.FeedParserDict, name: str) -> Millis | None:
    """Our own reading first: the library takes CET for UTC and knows no month of our languages."""
    if name not in found:  # `in` and not get(): the library answers "published" when asked for "updated"
        return None
    return parse_date(found[name])


def _authors(found: feedparser.FeedParserDict) -> Iterator[str]:
    for author in found.get("authors", ()):
        yield title_text(author.get("name") or "")


def _ttl(feed: feedparser.FeedParserDict) -> int | None:
    """Seconds between changes as the feed has it: <ttl> in minutes, else sy:updatePeriod / sy:updateFrequency."""
    minutes = _number(feed.get("ttl"))
    if minutes:
        return min(minutes, 1_000_000) * 60
    period = _PERIODS.get((feed.get("sy_updateperiod") or "").strip().lower())
    if period is None:
        return None
    return period // max(1, _number(feed.get("sy_updatefrequency")) or 1)


def _number(value: object) -> int:
    found = re.match(r"\s*(\d{1,9})", value) if isinstance(value, str) else None
    return int(found[1]) if found else 0
