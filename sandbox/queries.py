"""The Bot API methods that answer taps and inline queries."""

import re
from dataclasses import dataclass
from typing import Any, Final

from sandbox.access import Call
from sandbox.answers import Json, bad_request
from sandbox.content import TEXT_LIMIT, formatted_text, inline_keyboard
from sandbox.entities import Formatted
from sandbox.world import CallbackQuery, InlineQuery, Keyboard

LIFETIME: Final = 60.0  # seconds
_LONGEST_TOAST: Final = 200
_LONGEST_ID: Final = 64  # bytes
_LATE: Final = "query is too old and response timeout expired or query ID is invalid"
_MOST_RESULTS: Final = 50
_LONGEST_OFFSET: Final = 64  # bytes
_START_PARAMETER: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


def answer_callback_query(call: Call) -> bool:
    """Once, and not too late."""
    query = call.world.callbacks.get(call.params.text("callback_query_id"))
    _still_open(call, query)
    assert query is not None
    text = call.params.text("text")
    if len(text) > _LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answered, query.text = True, text
    query.alert = call.params.flag("show_alert")
    query.url = call.params.text("url") or None
    call.world.emit("answered", query.message.chat, query)
    if query.url:
        call.world.emit("open", query.message.chat, query)
    elif text:
        call.world.emit("toast", query.message.chat, query)
    return True


def _still_open(call: Call, query: CallbackQuery | InlineQuery | None) -> None:
    if query is None or query.answered or call.world.monotonic() - query.at > LIFETIME:
        raise bad_request(_LATE)


def answer_inline_query(call: Call) -> bool:
    results = call.params.object("results", "inline query results") or []
    if not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    if len(results) > _MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    for result in results:
        read_result(result)
    ids = [str(result["id"]) for result in results]
    if any(not 1 <= len(found.encode()) <= _LONGEST_ID for found in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    next_offset = call.params.text("next_offset")
    if len(next_offset.encode()) > _LONGEST_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    button = _results_button(call)
    query = call.world.inline_queries.get(call.params.text("inline_query_id"))
    _still_open(call, query)
    assert query is not None
    query.answered, query.results = True, results
    query.next_offset, query.button = next_offset, button
    call.world.emit("inline", None, query)
    return True


def _results_button(call: Call) -> tuple[str, str] | None:
    """The words and the payload of the button above the results."""
    raw = call.params.object("button", "inline query results button")
    if raw is None:
        return None
    fault = "can't parse inline query results button: "
    if not isinstance(raw, dict) or not str(raw.get("text") or "").strip():
        raise bad_request(f'{fault}Can\'t find field "text"')
    if not isinstance(payload := raw.get("start_parameter"), str):
        raise bad_request(f"{fault}the sandbox knows only start_parameter")
    if not _START_PARAMETER.fullmatch(payload):
        raise bad_request("START_PARAM_INVALID")
    return str(raw["text"]), payload


@dataclass(frozen=True, slots=True)
class Chosen:
    """The message an inline result becomes."""

    content: Formatted
    keyboard: Keyboard


def read_result(result: Any) -> Chosen:
    """The message behind an article. Raises a 400 for a result that is none."""
    fault = "can't parse inline query result: "
    if not isinstance(result, dict):
        raise bad_request(f"{fault}expected an Object")
    for name in ("type", "id"):
        if not isinstance(result.get(name), str):
            raise bad_request(f'{fault}Can\'t find field "{name}"')
    if result["type"] != "article":
        raise bad_request(f"{fault}the sandbox knows only articles")
    if not result.get("title"):
        raise bad_request(f'{fault}Can\'t find field "title"')
    return Chosen(_result_text(result, fault), _result_keyboard(result))


def _result_text(result: Json, fault: str) -> Formatted:
    inner = result.get("input_message_content")
    if not isinstance(inner, dict) or "message_text" not in inner:
        raise bad_request(f"{fault}input message content is not specified")
    content = formatted_text(
        str(inner["message_text"]), str(inner.get("parse_mode") or ""), inner.get("entities")
    )
    if not content.text:
        raise bad_request("message text is empty")
    if len(content.text) > TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    return content


def _result_keyboard(result: Json) -> Keyboard:
    raw = result.get("reply_markup")
    return inline_keyboard(raw.get("inline_keyboard")) if raw else ()
