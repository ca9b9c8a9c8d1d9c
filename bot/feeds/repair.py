"""XML as agencies write it made XML as a parser reads it: nothing guessed, only what is certain. Pure."""

import html
import re
import sys
from collections.abc import Mapping
from html.entities import html5

_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]{0,40}:)?(?:rss|feed|RDF|channel|entry|item)(?=[\s/>])", re.IGNORECASE)
_END = re.compile(r"</(?:[A-Za-z][\w.-]{0,40}:)?(?:rss|feed|RDF|channel|entry)\s*>", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_LOOSE_AMPERSAND = re.compile(
    r"&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)(?:([A-Za-z][A-Za-z0-9]{1,31});)?"
)
_REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]{1,6})|(\d{1,7}));")
_PAIR = re.compile(
    r"&#(?:x(d[89ab][0-9a-f]{2})|(5[5-6]\d{3}));&#(?:x(d[c-f][0-9a-f]{2})|(5[6-7]\d{3}));", re.IGNORECASE
)
_ENTITY = re.compile(r"<!ENTITY\s+(\w{1,40})\s+(?:\"([^\"&<%]{0,200})\"|'([^'&<%]{0,200})')\s*>")
_UNDECLARED_PREFIX = re.compile(r"(</?)(rss|atom):(?=[A-Za-z])", re.IGNORECASE)
_EMPTY_ENTRY = re.compile(r"<item\s*/>", re.IGNORECASE)  # some stand inside an item and would end it
_HIGH_HALVES = range(0xD800, 0xDC00)
_LOW_HALVES = range(0xDC00, 0xE000)
_TAIL = 20_000  # characters in which a feed's end tag is looked for
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def without_controls(text: str) -> str:
    """`text` without the characters that neither XML nor the database takes."""
    return _NOT_XML.sub("", text)


def root_of(text: str) -> int | None:
    """Where a feed's root element begins, comments passed over; None when there is none."""
    found = _ROOT.search(text)
    position = 0
    while found is not None:
        comment = text.find("<!--", position, found.start())
        end = text.find("-->", comment) if comment >= 0 else -1
        if end < 0:
            return found.start()
        position = end + 3
        if found.start() < position:
            found = _ROOT.search(text, position)
    return None


def repaired(text: str, root: int) -> str:
    """The document from its root to its end: no junk around it, no DTD, no reference that is not defined."""
    head, document = text[:root], text[root:]
    known = {m[1]: m[2] or m[3] or "" for m in _ENTITY.finditer(head)}
    document = document[: _end_of(document)]
    document = _without_undeclared_prefix(document)
    document = _EMPTY_ENTRY.sub("", document)
    parts = _CDATA.split(document)
    parts[::2] = [_with_defined_references(part, known) for part in parts[::2]]
    return _DECLARATION + "".join(parts)


def _end_of(document: str) -> int:
    tail = document.rfind("</")
    while tail >= 0:
        found = _END.match(document, tail)
        if found:
            return found.end()
        if len(document) - tail > _TAIL:
            break
        tail = document.rfind("</", 0, tail)
    return len(document)


def _without_undeclared_prefix(document: str) -> str:
    for prefix in ("rss", "atom"):
        if f"<{prefix}:" in document and f"xmlns:{prefix}" not in document:
            return _UNDECLARED_PREFIX.sub(r"\1", document)
    return document


def _with_defined_references(text: str, known: Mapping[str, str]) -> str:
    def defined(match: re.Match[str]) -> str:
        name = match[1]
        if name in known:
            return html.escape(known[name])
        if name is not None and f"{name};" in html5:
            return html.escape(html5[f"{name};"])
        return "&amp;" + match[0][1:]

    text = _PAIR.sub(_joined, text)
    return _REFERENCE.sub(_allowed, _LOOSE_AMPERSAND.sub(defined, text))


def _joined(match: re.Match[str]) -> str:
    """Two references to the halves of one character beyond the first plane (JavaScript's way)."""
    high = int(match[1], 16) if match[1] else int(match[2])
    low = int(match[3], 16) if match[3] else int(match[4])
    if high in _HIGH_HALVES and low in _LOW_HALVES:
        return chr(0x10000 + ((high - _HIGH_HALVES.start) << 10) + (low - _LOW_HALVES.start))
    return match[0]


def _allowed(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    return match[0] if code <= sys.maxunicode and not _NOT_XML.match(chr(code)) else ""
