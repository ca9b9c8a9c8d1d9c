"""Telegram HTML to text and entities, with Telegram's errors at Telegram's byte offsets. Pure.

Follows do_parse_html of tdlib (td/telegram/MessageEntity.cpp): one pass over UTF-8 bytes.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sandbox.entities import Entity, Formatted, tidy, utf16_length
from sandbox.links import checked_link

_AMPERSAND, _LESS, _GREATER, _SLASH, _EQUALS, _SEMICOLON = b"&<>/=;"
_LAST_CHARACTER: Final = 0x10FFFF
_LONGEST_REFERENCE: Final = 10
_SPACE: Final = b" \t\r\n\0\v"
_STYLES: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS: Final = {*_STYLES, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
_NAMED: Final = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_PLAIN: Final = re.compile(rb"[^&<]*")
_REFERENCE: Final = re.compile(rb"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]*))")
_MENTION: Final = re.compile(r"tg:(?://)?user\?id=(\d+)", re.IGNORECASE)
_KEPT_ATTRIBUTES: Final = {
    ("a", "href"),
    ("tg-emoji", "emoji-id"),
    ("code", "class"),
    ("span", "class"),
    ("blockquote", "expandable"),
}


class MarkupError(ValueError):
    """The text cannot be parsed; the message is Telegram's, without "can't parse entities: "."""


@dataclass(slots=True)
class _Open:
    """A start tag that waits for its end."""

    tag: str
    argument: str
    offset: int
    at: int


# A broadcast says the same thing a thousand times; the text is parsed once.
@functools.lru_cache(maxsize=256)
def parse_html(source: str) -> Formatted:
    """The text and entities Telegram would store. Raises MarkupError."""
    return tidy(*_Parser(source).run())


def plain(source: str) -> Formatted:
    """A text without a parse mode: only what Telegram finds by itself."""
    return tidy(source, ())


def with_entities(source: str, entities: Sequence[Entity]) -> Formatted:
    """A text with entities given beside it. Bad links and unknown places are dropped."""
    size = utf16_length(source)
    kept = []
    for entity in entities:
        if entity.offset < 0 or entity.length <= 0 or entity.offset >= size:
            continue
        if entity.type != "text_link":
            kept.append(entity)
        elif url := checked_link(entity.url or ""):
            kept.append(replace(entity, url=url))
    return tidy(source, kept)


class _Parser:
    """tdlib's loop, its index and its stack of open tags."""

    def __init__(self, source: str) -> None:
        # NUL ends a C string; tdlib's cleaning would have made it a space.
        self.bytes: Final = source.replace("\0", " ").encode() + b"\0"
        self.i = 0
        self.out = bytearray()
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        data, end = self.bytes, len(self.bytes) - 1
        while self.i < end:
            byte = data[self.i]
            if byte == _AMPERSAND and (character := self._reference()):
                self.out += character.encode("utf-8", "surrogatepass")
                self.offset += 2 if character > "\uffff" else 1
            elif byte != _LESS:
                self._text_until(_PLAIN.match(data, self.i + 1, end))
            elif data[self.i + 1] == _SLASH:
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            tag = self.open[-1].tag
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return self._stored(), [replace(e, language=None) if e.type == "code" else e for e in self.entities]

    def _stored(self) -> str:
        try:
            return self.out.decode()
        except UnicodeDecodeError:
            raise MarkupError(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            ) from None

    def _text_until(self, match: re.Match[bytes] | None) -> None:
        """Takes the byte at the index and the plain ones after it."""
        stop = self.i + 1 if match is None else match.end()
        piece = self.bytes[self.i : stop]
        self.out += piece
        self.offset += utf16_length(piece.decode())
        self.i = stop

    def _reference(self) -> str:
        """The character of an HTML reference at the index, which moves behind it; or ""."""
        match = _REFERENCE.match(self.bytes, self.i)
        if match is None:
            return ""
        hexadecimal, decimal, name = match.groups()
        if name is not None:
            character = _NAMED.get(name, "")
        else:
            digits, radix = (hexadecimal, 16) if hexadecimal is not None else (decimal, 10)
            code = int(digits or b"0", radix) if len(digits) < _LONGEST_REFERENCE else 0
            fits = 0 < code < _LAST_CHARACTER and match.end() - self.i < _LONGEST_REFERENCE
            character = chr(code) if fits else ""
        if character:
            self.i = match.end() + (self.bytes[match.end()] == _SEMICOLON)
        return character

    def _skip(self, stop: bytes) -> str:
        """Everything up to one of the stop bytes or white space."""
        begin = self.i
        while self.bytes[self.i] not in _SPACE and self.bytes[self.i] not in stop:
            self.i += 1
        return self.bytes[begin : self.i].decode("utf-8", "replace")

    def _spaces(self) -> None:
        while self.bytes[self.i] != 0 and self.bytes[self.i] in _SPACE:
            self.i += 1

    def _start_tag(self) -> None:
        begin = self.i
        self.i += 1
        tag = self._skip(b">").lower()
        if self.bytes[self.i] == 0:
            raise MarkupError(f"Unclosed start tag at byte offset {begin}")
        if tag not in _TAGS:
            raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument = ""
        while self.bytes[self.i] != _GREATER:
            self._spaces()
            if self.bytes[self.i] == _GREATER:
                break
            found = self._attribute(tag, begin)
            argument = argument if found is None else found
        self.i += 1
        if tag == "span" and argument != "tg-spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, argument, self.offset, len(self.out)))

    def _attribute(self, tag: str, begin: int) -> str | None:
        """One attribute; its value where the tag needs it."""
        name = self._skip(b"=>/\"'")
        if not name:
            raise MarkupError(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._spaces()
        if self.bytes[self.i] != _EQUALS:
            self._not_over(tag, begin)
            return "1" if (tag, name) == ("blockquote", "expandable") else None
        self.i += 1
        self._spaces()
        self._not_over(tag, begin)
        value = self._quoted() if self.bytes[self.i] in b"'\"" else self._token()
        if self.bytes[self.i] == 0:
            raise MarkupError(f"Unclosed start tag at byte offset {begin}")
        if (tag, name) not in _KEPT_ATTRIBUTES:
            return None
        return "1" if name == "expandable" else value

    def _not_over(self, tag: str, begin: int) -> None:
        if self.bytes[self.i] == 0:
            raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {begin}')

    def _token(self) -> str:
        begin = self.i
        while chr(self.bytes[self.i]).isascii() and (
            chr(self.bytes[self.i]).isalnum() or self.bytes[self.i] in b".-"
        ):
            self.i += 1
        if self.bytes[self.i] not in _SPACE and self.bytes[self.i] != _GREATER:
            raise MarkupError(f"Unexpected end of name token at byte offset {begin}")
        return self.bytes[begin : self.i].decode().lower()

    def _quoted(self) -> str:
        quote = self.bytes[self.i]
        self.i += 1
        value = bytearray()
        while self.bytes[self.i] not in (quote, 0):
            if self.bytes[self.i] == _AMPERSAND and (character := self._reference()):
                value += character.encode("utf-8", "replace")
                continue
            value.append(self.bytes[self.i])
            self.i += 1
        if self.bytes[self.i] == quote:
            self.i += 1
        return value.decode("utf-8", "replace")

    def _end_tag(self) -> None:
        begin = self.i
        if not self.open:
            raise MarkupError(f"Unexpected end tag at byte offset {begin}")
        self.i += 2
        name = self._skip(b">").lower()
        self._spaces()
        if self.bytes[self.i] != _GREATER:
            raise MarkupError(f"Unclosed end tag at byte offset {begin}")
        self.i += 1
        last = self.open[-1]
        if name and name != last.tag:
            raise MarkupError(
                f'Unmatched end tag at byte offset {begin}, expected "</{last.tag}>", found "</{name}>"'
            )
        self.open.pop()
        if self.offset > last.offset:
            self._close(last)

    def _close(self, last: _Open) -> None:
        length = self.offset - last.offset
        entity: Entity | None
        match last.tag:
            case "a":
                entity = self._link(last, length)
            case "pre" | "code":
                entity = self._code(last, length)
            case "blockquote":
                kind = "expandable_blockquote" if last.argument else "blockquote"
                entity = Entity(kind, last.offset, length)
            case "tg-emoji":
                if not last.argument.isdecimal() or int(last.argument) == 0:
                    raise MarkupError("Invalid custom emoji identifier specified")
                entity = Entity("custom_emoji", last.offset, length, custom_emoji_id=last.argument)
            case "tg-time":
                entity = None
            case style:
                entity = Entity(_STYLES[style], last.offset, length)
        if entity is not None:
            self.entities.append(entity)

    def _link(self, last: _Open, length: int) -> Entity | None:
        url = last.argument or self.out[last.at :].decode("utf-8", "replace")
        if mention := _MENTION.fullmatch(url):
            return Entity("text_mention", last.offset, length, user_id=int(mention[1]))
        url = checked_link(url)
        return Entity("text_link", last.offset, length, url=url) if url else None

    def _code(self, last: _Open, length: int) -> Entity | None:
        """A code with a language that fills a pre becomes one pre, whichever is outside."""
        class_name = last.argument
        language = class_name[9:] if class_name.startswith("language-") else None
        inner = self.entities[-1] if self.entities else None
        same = inner is not None and (inner.offset, inner.length) == (last.offset, length)
        if inner is not None and same:
            if last.tag == "pre" and inner.type == "code" and inner.language:
                self.entities[-1] = replace(inner, type="pre")
                return None
            if last.tag == "code" and inner.type == "pre" and language:
                self.entities[-1] = replace(inner, language=language)
                return None
        return Entity(last.tag, last.offset, length, language=language)
