"""Web pages served where a feed should be: recognised, and searched for the feeds they name. Pure."""

import re

from selectolax.lexbor import LexborHTMLParser

from bot.feeds.links import absolute

_PAGE = re.compile(
    r"(?:\s|\ufeff|<!--.{0,5000}?-->|<\?xml[^>]{0,300}>)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*\Z", re.IGNORECASE)
_ANY_TAG = re.compile(r"<(?:html|head|body|title|meta|div|p|script|table)[\s>]", re.IGNORECASE)
_FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/json",
        "application/rdf+xml",
    }
)
_MOST = 10


def looks_like_page(text: str, root: int | None) -> bool:
    """True for an HTML page; a feed behind a stray piece of HTML is a feed."""
    if _PAGE.match(text[:20_000]):
        return root is None or _FEED_END.search(text[-500:]) is None
    return root is None and _ANY_TAG.search(text[:20_000]) is not None


def alternates_of(text: str, url: str) -> tuple[str, ...]:
    """The feeds that a page names in its head, absolute, in its order (autodiscovery)."""
    tree = LexborHTMLParser(text[:1_000_000])
    base = tree.css_first("base[href]")
    start = absolute(base.attributes.get("href"), url) if base is not None else url
    found = (
        absolute(link.attributes.get("href"), start or url)
        for link in tree.css("link[rel][href]")
        if "alternate" in (link.attributes.get("rel") or "").lower().split()
        and (link.attributes.get("type") or "").split(";")[0].strip().lower() in _FEED_TYPES
        and "oembed" not in (link.attributes.get("href") or "")
    )
    return tuple(dict.fromkeys(filter(None, found)))[:_MOST]
