"""When a handler fails: the log says where, without names, texts or secrets; the reader is told once."""

import logging
import traceback
from collections.abc import Iterator, Mapping

from telegram import Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.domain.errors import InvalidInput, NotAllowed, NotFound
from bot.domain.message import Outgoing
from bot.domain.subscriber import SubscriberState
from handlers.context import Context, address_of, house_of
from handlers.replying import reply, safe_lang

log = logging.getLogger("kumtar.handlers")

TELL_AGAIN_AFTER = 60_000  # milliseconds
MOST_TOLD = 10_000  # chats remembered
_TOLD = "errors-told"  # chat id -> when it was last told


async def on_error(update: object, context: Context) -> None:
    """The application's last resort."""
    error = context.error
    assert error is not None
    if not isinstance(update, Update):
        _log_outside(error)
        return
    if await _settled(error, update, context):
        return
    log.error("a handler failed: %s", described(error))
    await _tell(update, context, "something-went-wrong", once=True)


async def _settled(error: Exception, update: Update, context: Context) -> bool:
    chat, house = update.effective_chat, house_of(context)
    match error:
        case ChatMigrated(new_chat_id=new) if chat is not None:
            await house.subscribing.migrate(chat.id, new)
        case Forbidden() if chat is not None:
            state = SubscriberState.BLOCKED if chat.type == chat.PRIVATE else SubscriberState.KICKED
            address = address_of(chat, update.effective_message)
            await house.subscribing.mark(address, state, reason=error.message)
        case InvalidInput(key=key, details=details):
            await _tell(update, context, key, details)
        case NotAllowed():
            await _tell(update, context, "not-allowed")
        case NotFound():
            await _tell(update, context, "not-found")
        case _:
            return False
    return True


async def _tell(
    update: Update,
    context: Context,
    key: str,
    args: Mapping[str, str | int] | None = None,
    *,
    once: bool = False,
) -> None:
    chat = update.effective_chat
    if chat is None or (update.message is None and (update.callback_query is None or once)):
        return  # a failed tap was already answered with the same words
    told, now = context.application.bot_data.setdefault(_TOLD, {}), house_of(context).clock()
    if once and now - told.get(chat.id, -TELL_AGAIN_AFTER) < TELL_AGAIN_AFTER:
        return
    if once:
        if len(told) > MOST_TOLD:
            told.clear()
        told[chat.id] = now
    try:
        text = house_of(context).voice.say(await safe_lang(update, context), key, **(args or {}))
        await reply(update, context, Outgoing(text))
    except TelegramError as failure:
        log.warning("could not tell the reader: %s", described(failure))


def _log_outside(error: Exception) -> None:
    if isinstance(error, Conflict):
        log.error("somebody else polls with this bot's token: stop the other one")
    elif isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest):
        log.warning("no answer from Telegram: %s", type(error).__name__)
    else:
        log.error("outside a handler: %s", described(error))


def described(error: BaseException) -> str:
    """What failed and where, without messages: those may hold texts, names or the token."""
    return " <- ".join(_links(error))


def _links(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)[-3:]
        where = ", ".join(f"{'/'.join(f.filename.split('/')[-2:])}:{f.lineno}" for f in frames)
        what = f" ({error.message})" if isinstance(error, BadRequest) else ""
        yield f"{type(error).__name__}{what} at {where or 'an unknown place'}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
