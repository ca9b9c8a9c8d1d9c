"""HTML to the plain text a reader gets: paragraphs, lines, links; nothing of scripts or images. Pure."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.domain.statement import Link
from bot.feeds.links import absolute

MAX_LINKS = 30


def _names(*lines: str) -> frozenset[str]:
    return frozenset(name for line in lines for name in line.split())


_BLOCKS = _names(
    "address article aside blockquote body center dd details div dl dt fieldset figure footer form",
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul",
)
_HIDDEN = _names(
    "script style template head noscript iframe object embed video audio canvas svg math",
    "select textarea button figcaption",
)
_INLINE = _names(
    "a abbr acronym b big blink br cite code del dfn em font i img input ins kbd label mark q s samp small span",
    "strike strong sub sup time tt u var wbr td th caption col colgroup html title link meta base source picture",
    "map area param bdi bdo ruby rt rp option optgroup legend data meter output progress dir menu nobr",
)
_TAGS = _BLOCKS | _HIDDEN | _INLINE
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?:\s+[\w:.-]+\s*=[^<>]*|\s*/?)>")  # not "a <b and c> d"
_ESCAPED_TAGS = re.compile(r"</(?:p|div|a|strong|em|b|i|span|li|ul|h[1-6])>|<br\s*/?>", re.IGNORECASE)
_ESCAPED_START = re.compile(r"\s*&lt;(?:!--|(?:p|div|span|table)\b)", re.IGNORECASE)
_LINE = re.compile(r"[^\S\n]+")
_LITERAL_REFERENCE = re.compile(r"&(?!(?:lt|gt|amp);)(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[A-Za-z]{2,10});")


@dataclass(frozen=True, slots=True)
class PlainText:
    """Paragraphs separated by an empty line, and the links that were in them."""

    text: str
    links: tuple[Link, ...] = ()


def has_markup(text: str) -> bool:
    """True when `text` holds a tag of HTML; "5 < 6" and "<name>" are words."""
    return any(found[1].lower() in _TAGS for found in _TAG.finditer(text))


def title_text(text: str, *, literal: bool = False) -> str:
    """A title as one line of plain text; with `literal` its tags are words (Atom's type="text")."""
    text = plain_text(text).text if has_markup(text) and not literal else html.unescape(text)
    text = _LITERAL_REFERENCE.sub(lambda m: html.unescape(m.group()), text)
    return " ".join(text.split())


def text_text(text: str) -> PlainText:
    """Text that its feed calls plain: paragraphs at empty lines."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n")))
    return PlainText("\n\n".join(filter(None, paragraphs)))


def plain_text(markup: str, base: str = "") -> PlainText:
    """What a reader would see of `markup`; links resolved against `base`, at most 30, images left out."""
    if _ESCAPED_START.match(markup):  # all of it, or all but its end, escaped once more than it should be
        markup = html.unescape(markup)
    if not has_markup(markup):
        unescaped = html.unescape(markup)
        if not _ESCAPED_TAGS.search(unescaped):
            return text_text(unescaped)
        markup = unescaped
    body = LexborHTMLParser(markup).body
    if body is None:
        return PlainText("")
    writer = _Writer(base)
    _walk(body, writer.open, writer.close)
    return PlainText(writer.text(), tuple(Link(u, t) for u, t in writer.links.items())[:MAX_LINKS])


def _walk(
    root: LexborNode, opened: Callable[[LexborNode], bool], closed: Callable[[LexborNode], None]
) -> None:
    """Every node once on the way in and once on the way out, without recursion: nesting has no limit."""
    node: LexborNode | None = root
    top = root.mem_id  # `==` compares the whole text of two nodes
    while node is not None:
        child = node.first_child if opened(node) else None
        while child is None and node is not None:
            closed(node)
            if node.mem_id == top:
                return
            child = node.next
            node = node.parent if child is None else node
        node = child


@dataclass(slots=True)
class _Writer:
    base: str
    links: dict[str, str] = field(default_factory=dict)
    _out: list[str] = field(default_factory=list)
    _anchors: list[int] = field(default_factory=list)  # where the text of each open <a> begins

    def open(self, node: LexborNode) -> bool:
        """True when what is inside is to be read."""
        tag = node.tag or ""
        if node.is_text_node:
            self._out.append(" ".join(f"|{node.text_content or ''}|".split())[1:-1])
            return False
        if tag in _HIDDEN or tag.startswith(("!", "-")):
            return False
        if tag == "br":
            self._out.append("\n")
        elif tag in _BLOCKS:
            self._out.append("\n\n")
        elif tag in ("td", "th"):
            self._out.append(" ")
        elif tag == "a":
            self._anchors.append(len(self._out))
        return True

    def close(self, node: LexborNode) -> None:
        if node.tag in _BLOCKS:
            self._out.append("\n\n")
        elif node.tag == "a" and self._anchors:
            words = " ".join("".join(self._out[self._anchors.pop() :]).split())
            url = absolute(node.attributes.get("href"), self.base)
            if url is not None and words:
                self.links.setdefault(url, words[:300])

    def text(self) -> str:
        whole = "".join(self._out)
        lines = [_LINE.sub(" ", line).strip() for line in whole.split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
