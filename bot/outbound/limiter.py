"""What handlers send, through the same pacer as what is pushed, and before it."""

import zlib
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.domain.fanout import Priority
from bot.domain.subscriber import ChatKind
from bot.outbound.answers import seconds_of, was_answered
from bot.outbound.pacer import Pacer
from bot.outbound.request import NotTaken

_COUNTED = ("send", "edit", "copy", "forward")  # answers to taps, settings and polling take from no budget
_TRIES = 4
_LONGEST_WAIT = 60.0  # seconds: nobody waits longer for a reply

Answer = bool | dict[str, Any] | list[dict[str, Any]]


class SharedRateLimiter(BaseRateLimiter[str]):
    """Gives replies their turn, and sends them again when Telegram asked to wait."""

    def __init__(self, pacer: Pacer) -> None:
        self._pacer = pacer

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(  # noqa: PLR0917 - the library's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,  # noqa: ARG002
    ) -> Answer:
        """One call of the library, with priority REPLY."""
        chat = data.get("chat_id")
        if chat is None or not endpoint.lower().startswith(_COUNTED):
            return await callback(*args, **kwargs)
        number, kind = _chat_of(chat)
        for tries_left in reversed(range(_TRIES)):
            try:
                return await self._once(number, kind, callback, args, kwargs)
            except RetryAfter as flood:
                if not tries_left or seconds_of(flood) > _LONGEST_WAIT:
                    raise
        raise AssertionError  # the last try returned or raised

    async def _once(
        self,
        chat: int,
        kind: ChatKind,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: Any,
    ) -> Answer:
        turn = await self._pacer.turn(chat, kind, Priority.REPLY)
        assert turn is not None  # nobody withholds a reply
        answered = False
        try:
            answer = await callback(*args, **kwargs)
            answered = True
        except TelegramError as error:
            answered = was_answered(error)
            if isinstance(error, RetryAfter):
                self._pacer.flood(turn, seconds_of(error))
            elif isinstance(error, NotTaken):
                self._pacer.unreachable(turn)
            raise
        finally:
            self._pacer.done(turn, answered=answered)
        return answer


def _chat_of(chat: int | str) -> tuple[int, ChatKind]:
    """The chat's number and kind as far as its id tells; a channel's @name gets a number of its own."""
    try:
        number = int(chat)
    except ValueError:
        return -zlib.crc32(str(chat).lower().encode()), ChatKind.CHANNEL
    return number, ChatKind.PRIVATE if number > 0 else ChatKind.SUPERGROUP
