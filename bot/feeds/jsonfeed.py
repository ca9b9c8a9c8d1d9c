"""JSON Feed 1.0 and 1.1 (jsonfeed.org), which the feed library does not read. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence

from bot.domain.source import ParsedFeed, ParseFailed, Problem
from bot.domain.statement import Entry
from bot.feeds.dates import parse_date
from bot.feeds.entries import entry_of, language_of
from bot.feeds.html import plain_text, text_text, title_text
from bot.feeds.links import absolute

_VERSION = "https://jsonfeed.org/version/"


def looks_like_json(text: str) -> bool:
    """True when the document begins as a JSON object does; no feed in XML does."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def read_json_feed(text: str, url: str) -> ParsedFeed | ParseFailed:
    """The feed that `text` holds. Fields of a wrong type count as absent."""
    try:
        document = json.loads(text.strip("\ufeff \t\r\n"), strict=False)
    except (ValueError, RecursionError):
        return ParseFailed(Problem.NOT_A_FEED, "The document begins like JSON but is not; tell the agency.")
    version = _text(document, "version")
    items = document.get("items")
    if not isinstance(items, list) or not (version.startswith(_VERSION) or _has_ids(items)):
        return ParseFailed(Problem.NOT_A_FEED, "The document is JSON but not a JSON Feed; check the address.")
    language = language_of(_text(document, "language"))
    base = absolute(_text(document, "home_page_url"), url) or url
    entries = (_entry(item, (url, base), language) for item in items if isinstance(item, dict))
    return ParsedFeed(
        format="json" + (version.removeprefix(_VERSION).strip("/").replace(".", "") or "1"),
        entries=tuple(entries),
        title=title_text(_text(document, "title"), literal=True),
        language=language,
        complaint=None
        if version.startswith(_VERSION)
        else "It does not say which version of JSON Feed it is.",
    )


def _has_ids(items: Sequence[object]) -> bool:
    return bool(items) and all(isinstance(item, dict) and "id" in item for item in items)


def _entry(item: Mapping[str, object], bases: tuple[str, str], language: str | None) -> Entry:
    feed_url, home = bases
    url = absolute(_text(item, "url"), feed_url) or absolute(_text(item, "external_url"), feed_url)
    markup = _text(item, "content_html")
    content = plain_text(markup, url or home) if markup else text_text(_text(item, "content_text"))
    return entry_of(
        guid=_id(item),
        url=url,
        title=title_text(_text(item, "title"), literal=True),
        summary=text_text(_text(item, "summary")),
        contents=(content,),
        published_at=parse_date(_text(item, "date_published")),
        updated_at=parse_date(_text(item, "date_modified")),
        language=language_of(_text(item, "language")) or language,
        authors=_authors(item),
    )


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _id(item: Mapping[str, object]) -> str | None:
    value = item.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def _authors(item: Mapping[str, object]) -> Iterable[str]:
    listed = item.get("authors")
    authors = [*listed] if isinstance(listed, list) else [item.get("author")]
    return (_text(author, "name") for author in authors if isinstance(author, dict))
