"""From what was rendered to a call of Telegram: replies, edits in place, answers to taps. Touches telegram only.

Callback data is "<subject>:<act>:<args>"; each module takes one subject through `on_tap`.
"""

import contextlib
import json
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    Update,
)
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.domain.errors import InvalidInput, KumtarError, NotAllowed, NotFound
from bot.domain.message import Button, Keyboard, Outgoing
from bot.domain.subscriber import Address
from bot.i18n import closest
from handlers.context import Context, address_of, house_of, lang_of

MAX_TOAST = 200
_LONGEST_ID = 15  # digits
_LOST_BUTTONS = ("message to edit not found", "message can't be edited", "there is no text in the message")
_NOT_MODIFIED = "message is not modified"
_TOO_LATE = "query is too old"


class Stale(Exception):
    """The tapped button is from another time; the reader is told to ask anew."""


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a tap: a short note, a note to be closed (`alert`), or a link to open."""

    text: str = ""
    alert: bool = False
    url: str | None = None


Command = Callable[[Update, Context], Coroutine[Any, Any, None]]
Tap = Callable[[Update, Context, Sequence[str]], Coroutine[Any, Any, Toast | str | None]]


def on_command(names: str | Sequence[str], do: Command) -> CommandHandler[Context, None]:
    """`do` for these commands, typed anew: correcting an old message does nothing."""
    return CommandHandler(names, do, filters=filters.UpdateType.MESSAGE)


def on_tap(subject: str, do: Tap) -> CallbackQueryHandler[Context, None]:
    """`do` for the buttons of `subject`, with the parts of their data behind it; always answered."""

    async def tapped(update: Update, context: Context) -> None:
        query = update.callback_query
        assert query is not None
        toast: Toast | str | None = None
        try:
            toast = await do(update, context, (query.data or "").split(":")[1:])
        except (Stale, NotFound, InvalidInput, NotAllowed) as reason:
            toast = await _refusal(reason, update, context)
        except Exception:
            key = "something-went-wrong"
            toast = Toast(house_of(context).voice.plain(await safe_lang(update, context), key), alert=True)
            raise
        finally:
            await answer(query, toast)

    return CallbackQueryHandler(tapped, pattern=rf"^{subject}(:|$)")


async def stale_tap(update: Update, context: Context) -> None:
    """A tap that no module knows: from another time, or forged."""
    query = update.callback_query
    assert query is not None
    await answer(query, await _refusal(Stale(), update, context))


async def _refusal(reason: Exception, update: Update, context: Context) -> Toast:
    voice, lang = house_of(context).voice, await safe_lang(update, context)
    match reason:
        case InvalidInput(key=key, details=details):
            return Toast(voice.plain(lang, key, **details), alert=True)
        case NotAllowed():
            return Toast(voice.plain(lang, "toast-not-allowed"), alert=True)
        case _:
            return Toast(voice.plain(lang, "toast-stale"), alert=True)


async def safe_lang(update: Update, context: Context) -> str:
    """The language to answer in, even when the database has just failed."""
    try:
        return await lang_of(update, context)
    except (KumtarError, AssertionError):
        return closest(update.effective_user.language_code if update.effective_user else None)


async def answer(query: CallbackQuery, toast: Toast | str | None = None) -> None:
    """End the tap's waiting circle; an answer that comes too late is nobody's loss."""
    shown = Toast(toast) if isinstance(toast, str) else toast or Toast()
    try:
        await query.answer(shown.text[:MAX_TOAST] or None, show_alert=shown.alert or None, url=shown.url)
    except BadRequest as error:
        if _TOO_LATE not in error.message.lower():
            raise


async def reply(update: Update, context: Context, message: Outgoing) -> Message:
    """A new message where the update came from, in the same forum topic."""
    chat = update.effective_chat
    assert chat is not None
    return await send(context, address_of(chat, update.effective_message), message)


async def say(update: Update, context: Context, key: str, **args: str | int) -> Message:
    """Reply with one of our texts, in the asker's language."""
    text = house_of(context).voice.say(await lang_of(update, context), key, **args)
    return await reply(update, context, Outgoing(text))


async def send(context: Context, address: Address, message: Outgoing) -> Message:
    """A new message at this address."""
    return await context.bot.send_message(
        address.chat_id,
        message.text,
        message_thread_id=address.thread_id or None,
        parse_mode=None if message.entities else "HTML",
        entities=_entities(message),
        reply_markup=markup(message.keyboard),
        link_preview_options=LinkPreviewOptions(is_disabled=not message.preview),
        disable_notification=message.silent,
    )


def is_id(text: str) -> bool:
    """Whether this may be a number of ours: of a statement, an announcement, a fan-out."""
    return text.isdecimal() and len(text) <= _LONGEST_ID


def tapped_id(update: Update) -> int:
    """The number of the message whose button was tapped; 0 where Telegram no longer tells."""
    query = update.callback_query
    return query.message.message_id if query is not None and query.message is not None else 0


async def edit(update: Update, context: Context, message: Outgoing) -> None:
    """The tapped message now says this; where it cannot be edited any more, a new one does."""
    query = update.callback_query
    if query is None or not isinstance(query.message, Message):
        await reply(update, context, message)
        return
    try:
        await edit_at(context, query.message.chat.id, query.message.id, message)
    except BadRequest as error:
        if not any(lost in error.message.lower() for lost in _LOST_BUTTONS):
            raise
        await reply(update, context, message)


async def edit_at(context: Context, chat_id: int, message_id: int, message: Outgoing) -> None:
    """That message of ours now says this; saying the same again is no error."""
    with _unless(_NOT_MODIFIED):
        await context.bot.edit_message_text(
            message.text,
            chat_id,
            message_id,
            parse_mode=None if message.entities else "HTML",
            entities=_entities(message),
            reply_markup=markup(message.keyboard),
            link_preview_options=LinkPreviewOptions(is_disabled=not message.preview),
        )


class _unless(contextlib.AbstractContextManager[None]):  # noqa: N801 - reads as a word: with _unless(...)
    def __init__(self, words: str) -> None:
        self._words = words

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        return isinstance(error, BadRequest) and self._words in error.message.lower()


def _entities(message: Outgoing) -> list[MessageEntity] | None:
    if not message.entities:
        return None
    return [entity for raw in json.loads(message.entities) if (entity := MessageEntity.de_json(raw))]


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """The buttons as Telegram's library wants them; None without any."""
    return InlineKeyboardMarkup([[_button(b) for b in row] for row in keyboard]) if keyboard else None


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.text, url=button.url, callback_data=button.data, switch_inline_query=button.share
    )
