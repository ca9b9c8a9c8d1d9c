"""The Messenger: one paced call to the Bot API, its answer as a value. Touches the network through the Bot's transport.

The library's own call (`do_api_request`) encodes the text for each reader anew, a fifth of all CPU that a message
costs. Here a text is encoded once and only the chat is put in; transport and errors are the library's as before.
"""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from telegram.error import RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.domain.delivery import Outcome, Sent, Throttled, Unpaid, Withheld
from bot.domain.message import Button, Keyboard, Outgoing
from bot.domain.subscriber import Address, ChatKind
from bot.outbound.answers import NOT_MODIFIED, outcome_of, seconds_of, was_answered
from bot.outbound.lane import Turn
from bot.outbound.pacer import Pacer
from bot.outbound.request import Form, NotTaken
from bot.ports import always

_NO_PREVIEW = '{"is_disabled":true}'
_GENERAL = 1  # a forum's General topic has this id but must not be named: "message thread not found"


class TelegramMessenger:
    """Pushes messages: see bot.ports.Messenger."""

    def __init__(self, bot: ExtBot[Any], pacer: Pacer) -> None:
        self._request = bot.request
        self._base_url = bot.base_url
        self._pacer = pacer

    async def send(
        self,
        address: Address,
        message: Outgoing,
        *,
        kind: ChatKind,
        priority: int,
        leave: Callable[[], bool] = always,
        reply_to: int | None = None,
        paid: bool = False,
    ) -> Outcome:
        """One message, paced."""
        values: dict[str, Any] = {"chat_id": address.chat_id}
        if reply_to is not None:
            values["reply_parameters"] = _in_reply_to(reply_to)
        if address.thread_id not in (0, _GENERAL):
            values["message_thread_id"] = address.thread_id
        if message.silent:
            values["disable_notification"] = "true"
        return await self._call(
            "sendMessage", values, message, kind=kind, priority=priority, leave=leave, paid=paid
        )

    async def edit(
        self,
        address: Address,
        message_id: int,
        message: Outgoing,
        *,
        kind: ChatKind,
        priority: int,
        leave: Callable[[], bool] = always,
    ) -> Outcome:
        """One edit, paced; a message that says so already counts as edited."""
        values = {"chat_id": address.chat_id, "message_id": message_id}
        outcome = await self._call(
            "editMessageText", values, message, kind=kind, priority=priority, leave=leave
        )
        unchanged = NOT_MODIFIED in getattr(outcome, "reason", "").casefold()
        return Sent(message_id) if unchanged else outcome

    async def _call(
        self,
        endpoint: str,
        values: Mapping[str, Any],
        message: Outgoing,
        *,
        kind: ChatKind,
        priority: int,
        leave: Callable[[], bool],
        paid: bool = False,
    ) -> Outcome:
        turn = await self._pacer.turn(values["chat_id"], kind, priority, leave=leave, paid=paid)
        if turn is None:
            return Withheld()
        if turn.paid:
            values = {**values, "allow_paid_broadcast": "true"}
        answered = False
        try:
            # past the Bot, and so past the handlers' limiter: it has had its turn
            form = Form(f"{urlencode(values)}&{_content(message)}")
            answer: Any = await self._request.post(f"{self._base_url}/{endpoint}", form)
            answered = True
            return Sent(answer["message_id"], paid=turn.paid)
        except TelegramError as error:
            answered = was_answered(error)
            return self._refused(error, turn, kind)
        finally:
            self._pacer.done(turn, answered=answered)

    def _refused(self, error: TelegramError, turn: Turn, kind: ChatKind) -> Outcome:
        if isinstance(error, RetryAfter):
            seconds = seconds_of(error)
            return Throttled(seconds, chat_only=self._pacer.flood(turn, seconds))
        if isinstance(error, NotTaken):
            self._pacer.unreachable(turn)
        outcome = outcome_of(error, kind, paid=turn.paid)
        if isinstance(outcome, Unpaid):
            self._pacer.refused_stars(turn, outcome.reason)
        return outcome


@lru_cache(maxsize=512)  # the readers of one language share text and buttons
def _content(message: Outgoing) -> str:
    values = {"text": message.text}
    if message.entities is None:
        values["parse_mode"] = "HTML"
    else:
        values["entities"] = message.entities
    if not message.preview:
        values["link_preview_options"] = _NO_PREVIEW
    if message.keyboard:
        values["reply_markup"] = _markup(message.keyboard)
    return urlencode(values)


def _in_reply_to(message_id: int) -> str:
    return json.dumps({"message_id": message_id, "allow_sending_without_reply": True})


def _markup(keyboard: Keyboard) -> str:
    return json.dumps({"inline_keyboard": [[_button(button) for button in row] for row in keyboard]})


def _button(button: Button) -> Mapping[str, str]:
    values = {
        "text": button.text,
        "url": button.url,
        "callback_data": button.data,
        "switch_inline_query": button.share,
    }
    return {name: value for name, value in values.items() if value is not None}
