"""Telegram HTML, always balanced and within Telegram's limits. Measures what the reader sees, in UTF-16 units."""

import html as entities
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlsplit, urlunsplit

from bot.domain.text import clean, utf16_len
from bot.i18n import Html

MAX_UNITS = 4096
MAX_BYTES = 30_000  # Telegram takes 32,768 with the markup
_TAG = re.compile(r"<[^<>]*>")
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")
_BREAKS = ("\n\n", "\n", ". ", " ")


def escape(text: str) -> Html:
    """Plain text as HTML."""
    return Html(entities.escape(clean(text)))


def seen(html: str) -> str:
    """What a reader sees of this HTML, as plain text."""
    return entities.unescape(_TAG.sub("", html))


def units(html: str) -> int:
    """How long Telegram takes this HTML to be: UTF-16 units of what is seen."""
    return utf16_len(seen(html))


def fits(html: str, limit: int = MAX_UNITS) -> bool:
    """Whether Telegram takes it as one message."""
    return units(html) <= limit and len(html.encode()) <= MAX_BYTES


def bold(html: Html) -> Html:
    """In bold."""
    return Html(f"<b>{html}</b>")


def link(url: str, html: Html) -> Html:
    """Linked to `url`, or just the words when Telegram would not take the address."""
    address = linkable(url)
    return Html(f'<a href="{entities.escape(address)}">{html}</a>') if address else html


def joined(parts: Iterable[str], separator: str = "\n") -> Html:
    """The parts that say something, one after another."""
    return Html(separator.join(part for part in parts if part))


def packed(
    blocks: Iterable[Html], *, limit: int = MAX_UNITS, separator: str = "\n\n", most: int = 30
) -> tuple[Html, ...]:
    """The blocks in as few messages as hold them, in order; every block stays whole. Each must fit alone."""
    pages: list[list[Html]] = []
    for block in blocks:
        fuller = joined([*pages[-1], block], separator) if pages else block
        if pages and len(pages[-1]) < most and fits(fuller, limit):
            pages[-1].append(block)
        else:
            pages.append([block])
    return tuple(joined(page, separator) for page in pages)


def clipped(text: str, limit: int) -> str:
    """Clean plain text in at most `limit` units, ending in "…" when something is left out."""
    text = clean(text)
    if utf16_len(text) <= limit:
        return text
    return _head(text, limit - 1).rstrip() + "…"


def pieces(text: str, limit: int) -> Iterator[str]:
    """Plain text in pieces of at most `limit` units, broken at paragraphs, else sentences, else words."""
    text = text.strip()
    while text:
        head = _head(text, limit)
        if len(head) < len(text):
            cuts = ((head.rfind(mark), mark) for mark in _BREAKS)
            at, mark = next(((at, m) for at, m in cuts if at > len(head) // 2), (len(head), ""))
            head = head[: at + len(mark.rstrip())]
        yield head.strip()
        text = text[len(head) :].lstrip()


def _head(text: str, limit: int) -> str:
    head = text[:limit]
    while utf16_len(head) > limit:
        head = head[: len(head) - max(1, (utf16_len(head) - limit) // 2)]
    return head


def linkable(url: str | None, *, longest: int = 2000) -> str | None:
    """`url` as Telegram takes it for a link or a button; None when it would refuse or drop it."""
    try:
        parts = urlsplit(clean(url or "").strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode().rstrip(".")
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    kept = "/%:=&?~+!$,;'@()*[]|"
    netloc = host if port is None else f"{host}:{port}"
    rest = (quote(part, safe=kept) for part in (parts.path, parts.query, parts.fragment))
    address = urlunsplit((parts.scheme, netloc, *rest))
    return address if len(address) <= longest else None
