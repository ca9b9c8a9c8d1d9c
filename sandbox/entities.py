"""Formatted text as Telegram keeps it: a string and entities counted in UTF-16 units. Pure."""

import html as html_escaping
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from sandbox.links import checked_link

MAX_ENTITIES: Final = 100
_UNCLEAN: Final = re.compile("[\x00-\x09\x0b-\x1f\u2028-\u202e]")
CODE: Final = frozenset({"code", "pre"})
STYLES: Final = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
LINKS: Final = frozenset({"text_link", "text_mention", "url", "email", "mention", "custom_emoji"})
# Telegram lists the wider entity first, and of two as wide a quote before a link before a style.
_ORDER: Final = ("blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention")
_TAGS: Final = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_URL: Final = re.compile(
    r"(?<![\w@/.])(?:https?://[^\s<>\"]+|(?:www\.)?(?:[\w-]+\.)+"
    r"(?:com|org|net|int|info|eu|al|rs|me|mk|io|dev|news|example|gov|edu)\b(?:/[^\s<>\"]*)?)"
)
_DETECTORS: Final = (
    ("url", _URL),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}\b")),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\d*[^\W\d])\w{1,256}")),
)


@dataclass(frozen=True, slots=True)
class Entity:
    """One stretch of formatting; offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    user_id: int | None = None
    custom_emoji_id: str | None = None

    @property
    def end(self) -> int:
        """The first UTF-16 unit after the entity."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities."""

    text: str = ""
    entities: tuple[Entity, ...] = ()

    @property
    def html(self) -> str:
        """Safe HTML of it, for the chat page."""
        return to_html(self.text, self.entities)


def utf16_length(text: str) -> int:
    """How many UTF-16 units the text takes."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_offsets(text: str) -> list[int]:
    """The UTF-16 offset of every code point, and of the end."""
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + (2 if character > "\uffff" else 1))
    return offsets


def tidy(text: str, entities: Iterable[Entity]) -> Formatted:
    """What Telegram makes of a text before it stores it.

    Cleaned, trimmed, entities in order and those that cannot stand dropped, links and commands
    found, a hundred entities at most.
    """
    text, kept = _clean(text, list(entities))
    text, kept = _trim(text, kept)
    kept = _settle(kept)
    return Formatted(text, tuple(_in_order([*kept, *_detect(text, kept)])[:MAX_ENTITIES]))


def _clean(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Control characters become spaces; carriage returns and direction marks go."""
    if not _UNCLEAN.search(text):
        return text, entities
    moved = [0]  # old UTF-16 offset -> new one
    out: list[str] = []
    at = 0
    for character in text:
        width = 2 if character > "\uffff" else 1
        gone = character == "\r" or "\u2028" <= character <= "\u202e"
        if not gone:
            out.append(" " if character < " " and character != "\n" else character)
            at += width
        moved.extend([at] * width)
    return "".join(out), [_moved(entity, moved) for entity in entities]


def _moved(entity: Entity, moved: list[int]) -> Entity:
    start = moved[min(entity.offset, len(moved) - 1)]
    return replace(entity, offset=start, length=moved[min(entity.end, len(moved) - 1)] - start)


def _trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """White space at the end goes, at the beginning only up to the first entity."""
    text = text.rstrip(" \n")
    size = utf16_length(text)
    kept = [
        replace(entity, length=min(entity.end, size) - entity.offset)
        for entity in entities
        if 0 <= entity.offset < size and entity.length > 0
    ]
    first = min((entity.offset for entity in kept), default=size)
    lead = min(len(text) - len(text.lstrip(" \n")), first)
    return text[lead:], [replace(entity, offset=entity.offset - lead) for entity in kept]


def _settle(entities: list[Entity]) -> list[Entity]:
    """Nothing inside code, no quote in a quote, neighbours of one style made one."""
    kept: list[Entity] = []
    code_end = quote_end = -1
    for entity in _in_order(entities):
        if entity.offset < code_end:
            continue
        if entity.type in CODE:
            kept = [_cut(other, entity) for other in kept]
            code_end = entity.end
        elif entity.type.endswith("blockquote"):
            if entity.offset < quote_end:
                continue
            quote_end = entity.end
        elif entity.type in STYLES and (merged := _merge(kept, entity)):
            kept = merged
            continue
        kept.append(entity)
    return [entity for entity in kept if entity.length > 0]


def _cut(other: Entity, code: Entity) -> Entity:
    """A style that runs into code ends where the code begins; quotes may hold code."""
    if other.type.endswith("blockquote") or other.end <= code.offset:
        return other
    return replace(other, length=max(0, code.offset - other.offset))


def _merge(kept: list[Entity], entity: Entity) -> list[Entity] | None:
    for i in range(len(kept) - 1, -1, -1):
        other = kept[i]
        if other.type == entity.type and other.end >= entity.offset:
            length = max(other.end, entity.end) - other.offset
            return [*kept[:i], replace(other, length=length), *kept[i + 1 :]]
    return None


def _rank(entity: Entity) -> int:
    return _ORDER.index(entity.type) if entity.type in _ORDER else len(_ORDER)


def _in_order(entities: Iterable[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda e: (e.offset, -e.length, _rank(e), e.type))


def _detect(text: str, given: list[Entity]) -> Iterator[Entity]:
    """URLs, addresses, commands, mentions and hashtags that nobody marked."""
    if not any(mark in text for mark in "./@#"):
        return
    offsets = utf16_offsets(text)
    taken = [(e.offset, e.end) for e in given if e.type in CODE or e.type in LINKS]
    for kind, pattern in _DETECTORS:
        for match in pattern.finditer(text):
            end = match.start() + len(match.group().rstrip(".,;:!?'\")]")) if kind == "url" else match.end()
            start16, end16 = offsets[match.start()], offsets[end]
            if any(start16 < stop and end16 > begin for begin, stop in taken):
                continue
            if kind == "url" and not checked_link(text[match.start() : end]):
                continue
            taken.append((start16, end16))
            yield Entity(kind, start16, end16 - start16)


def to_html(text: str, entities: Iterable[Entity]) -> str:
    """Safe HTML: everything escaped, balanced tags, only b i u s code pre blockquote a span."""
    units = text.encode("utf-16-le", "surrogatepass")
    size = len(units) // 2
    ordered = [e for e in _in_order(entities) if 0 <= e.offset < e.end <= size]
    bounds = sorted({0, size, *(e.offset for e in ordered), *(e.end for e in ordered)})
    out: list[str] = []
    open_now: list[tuple[Entity, str]] = []
    for start, end in zip(bounds, [*bounds[1:], size], strict=True):
        reopen: list[Entity] = []
        while any(e.end <= start for e, _ in open_now):
            entity, closing = open_now.pop()
            out.append(closing)
            if entity.end > start:
                reopen.insert(0, entity)
        for entity in [*reopen, *(e for e in ordered if e.offset == start)]:
            opening, closing = _tags_of(entity, units)
            out.append(opening)
            open_now.append((entity, closing))
        piece = units[start * 2 : end * 2].decode("utf-16-le", "replace")
        out.append(html_escaping.escape(piece))
    out.extend(closing for _, closing in reversed(open_now))
    return "".join(out)


def _tags_of(entity: Entity, units: bytes) -> tuple[str, str]:
    if tag := _TAGS.get(entity.type):
        return f"<{tag}>", f"</{tag}>"
    if entity.type == "expandable_blockquote":
        return '<blockquote class="expandable">', "</blockquote>"
    if entity.type == "spoiler":
        return '<span class="spoiler">', "</span>"
    if entity.type == "text_link":
        return _anchor(entity.url or "")
    if entity.type == "url":
        shown = units[entity.offset * 2 : entity.end * 2].decode("utf-16-le", "replace")
        return _anchor(checked_link(shown) or "")
    return "", ""


def _anchor(url: str) -> tuple[str, str]:
    if not url.startswith(("http://", "https://", "tg://")):
        return "", ""
    return f'<a href="{html_escaping.escape(url)}">', "</a>"
