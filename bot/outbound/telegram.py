"""The Messenger: one paced call to the Bot API, its answer as a value. Touches the network through the Bot."""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from telegram.error import RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.domain.delivery import Outcome, Sent, Throttled, Withheld
from bot.domain.message import Button, Keyboard, Outgoing
from bot.domain.subscriber import Address, ChatKind
from bot.outbound.answers import NOT_MODIFIED, outcome_of, seconds_of, was_answered
from bot.outbound.limiter import PACED
from bot.outbound.pacer import Pacer, Turn
from bot.outbound.request import NotTaken
from bot.ports import always

_NO_PREVIEW = '{"is_disabled":true}'
_GENERAL = 1  # a forum's General topic has this id but must not be named: "message thread not found"


class TelegramMessenger:
    """Pushes messages: see bot.ports.Messenger.

    The endpoints are written in lower case: `do_api_request` warns on each call that names a method of Bot.
    """

    def __init__(self, bot: ExtBot[Any], pacer: Pacer) -> None:
        self._bot = bot
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
        paid: bool = False,  # noqa: ARG002
    ) -> Outcome:
        """One message, paced."""
        values = {"chat_id": address.chat_id, **_content(message)}
        if reply_to is not None:
            values["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
        if address.thread_id not in (0, _GENERAL):
            values["message_thread_id"] = address.thread_id
        if message.silent:
            values["disable_notification"] = True
        return await self._call("sendmessage", values, kind=kind, priority=priority, leave=leave)

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
        values = {"chat_id": address.chat_id, "message_id": message_id, **_content(message)}
        outcome = await self._call("editmessagetext", values, kind=kind, priority=priority, leave=leave)
        unchanged = NOT_MODIFIED in getattr(outcome, "reason", "").casefold()
        return Sent(message_id) if unchanged else outcome

    async def _call(
        self,
        endpoint: str,
        values: dict[str, Any],
        *,
        kind: ChatKind,
        priority: int,
        leave: Callable[[], bool],
    ) -> Outcome:
        turn = await self._pacer.turn(values["chat_id"], kind, priority, leave=leave)
        if turn is None:
            return Withheld()
        answered = False
        try:
            # PACED: the handlers' limiter lets it through, it has had its turn
            answer: Mapping[str, Any] = await self._bot.do_api_request(
                endpoint, api_kwargs=values, rate_limit_args=PACED
            )
            answered = True
            return Sent(answer["message_id"])
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
        return outcome_of(error, kind)


def _content(message: Outgoing) -> dict[str, Any]:
    values: dict[str, Any] = {"text": message.text}
    if message.entities is None:
        values["parse_mode"] = "HTML"
    else:
        values["entities"] = message.entities
    if not message.preview:
        values["link_preview_options"] = _NO_PREVIEW
    if message.keyboard:
        values["reply_markup"] = _markup(message.keyboard)
    return values


@lru_cache(maxsize=512)  # the readers of one language share their buttons
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
