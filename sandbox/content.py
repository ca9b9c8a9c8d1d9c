"""Texts, keyboards and previews out of call parameters, refused where Telegram refuses. Pure."""

import functools
import json
from typing import Any, Final

from sandbox.access import parse_fault
from sandbox.answers import Json, bad_request
from sandbox.entities import Entity, Formatted
from sandbox.links import BadLink, check_link
from sandbox.markup import MarkupError, parse_html, plain, with_entities
from sandbox.params import Params
from sandbox.world import Button, Keyboard

TEXT_LIMIT: Final = 4096
CAPTION_LIMIT: Final = 1024
_SOURCE_LIMIT: Final = 32768
_MOST_BUTTONS: Final = 100
_LONGEST_MARKUP: Final = 10_240
_LONGEST_DATA: Final = 64  # bytes
_LONGEST_COPY: Final = 256
_BAD_BUTTON: Final = "can't parse inline keyboard button: "
_OTHER_BUTTONS: Final = ("login_url", "web_app", "callback_game", "pay", "switch_inline_query_chosen_chat")


def formatted(params: Params, text: str = "text", entities: str = "entities") -> Formatted:
    """The text as Telegram would store it; may be empty."""
    return formatted_text(
        params.text(text), params.text("parse_mode"), params.object(entities, "message entities")
    )


def formatted_text(source: str, mode: str, marks: Any) -> Formatted:
    """The same from values. Raises a 400 for markup that does not parse."""
    if len(source.encode()) > _SOURCE_LIMIT:
        raise bad_request("text is too long")
    if mode.lower() not in {"", "html"}:
        raise bad_request("unsupported parse_mode")
    if mode:
        try:
            return parse_html(source)
        except MarkupError as error:
            raise parse_fault(str(error)) from error
    if not marks:
        return plain(source)
    return with_entities(source, [_entity(mark) for mark in marks])


def _entity(mark: Json) -> Entity:
    try:
        user = mark.get("user") or {}
        return Entity(
            str(mark["type"]),
            int(mark["offset"]),
            int(mark["length"]),
            url=mark.get("url"),
            language=mark.get("language"),
            user_id=user.get("id"),
            custom_emoji_id=mark.get("custom_emoji_id"),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise bad_request("can't parse MessageEntity: Can't find field") from None


def message_text(params: Params, too_long: str = "message is too long") -> Formatted:
    """A message's text, which must not be empty."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    found = formatted(params)
    if not found.text:
        raise bad_request("text must be non-empty")
    if len(found.text) > TEXT_LIMIT:
        raise bad_request(too_long)
    return found


def caption(params: Params) -> Formatted:
    """A file's caption."""
    found = formatted(params, "caption", "caption_entities")
    if len(found.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return found


def preview_url(params: Params, content: Formatted) -> str | None:
    """The link whose preview the message shows."""
    options = params.object("link_preview_options", "link preview options") or {}
    if options.get("is_disabled"):
        return None
    if options.get("url"):
        return str(options["url"])
    units = content.text.encode("utf-16-le")
    for entity in content.entities:
        if entity.type == "text_link" and (entity.url or "").startswith("http"):
            return entity.url
        if entity.type == "url":
            return units[entity.offset * 2 : entity.end * 2].decode("utf-16-le")
    return None


def markup(params: Params) -> tuple[Keyboard, Json | None]:
    """The inline keyboard, and any other reply markup as it came."""
    raw = params.values.get("reply_markup")
    if isinstance(raw, str):
        return _markup_text(raw)
    return _markup(raw)


@functools.lru_cache(maxsize=256)
def _markup_text(raw: str) -> tuple[Keyboard, Json | None]:
    return _markup(Params({"markup": raw}).object("markup", "reply keyboard markup"))


def _markup(raw: Any) -> tuple[Keyboard, Json | None]:
    if not raw:
        return (), None
    if not isinstance(raw, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in raw:
        return (), raw
    return inline_keyboard(raw["inline_keyboard"]), None


def inline_keyboard(rows: Any) -> Keyboard:
    """An inline keyboard. Raises a 400 where Telegram does."""
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array')
    keyboard = tuple(tuple(_button(raw) for raw in row) for row in rows if row)
    if sum(map(len, keyboard)) > _MOST_BUTTONS or len(json.dumps(rows)) > _LONGEST_MARKUP:
        raise bad_request("reply markup is too long")
    return keyboard


def _button(raw: Any) -> Button:
    if not isinstance(raw, dict):
        raise bad_request(f"{_BAD_BUTTON}InlineKeyboardButton must be an Object")
    text = raw.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad_request(f'{_BAD_BUTTON}Can\'t find field "text"')
    if raw.get("url"):
        return Button(text, url=_button_url(str(raw["url"])))
    if raw.get("callback_data") is not None:
        data = str(raw["callback_data"])
        if not 1 <= len(data.encode()) <= _LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        return Button(text, callback_data=data)
    return _rarer_button(text, raw)


def _rarer_button(text: str, raw: Json) -> Button:
    if (words := raw.get("switch_inline_query")) is not None:
        return Button(text, switch_inline_query=str(words))
    if (words := raw.get("switch_inline_query_current_chat")) is not None:
        return Button(text, switch_inline_query_current_chat=str(words))
    if raw.get("copy_text") is not None:
        copied = str(raw["copy_text"].get("text", ""))
        if not 1 <= len(copied) <= _LONGEST_COPY:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return Button(text, copy_text=copied)
    for name in _OTHER_BUTTONS:
        if name in raw:
            return Button(text, other=name)
    raise bad_request(f"{_BAD_BUTTON}Text buttons are unallowed in the inline keyboard")


def _button_url(url: str) -> str:
    try:
        return check_link(url)
    except BadLink as reason:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}") from None
