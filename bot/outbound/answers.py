"""Telegram's answers as outcomes: the one border where its error texts are read.

The texts are those of telegram-bot-api 10.0. python-telegram-bot capitalises some of them and cuts
"Bad Request: " off, so they are compared in lower case and by what they contain.
"""

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.domain.delivery import (
    Gone,
    Migrated,
    NoRights,
    Outcome,
    Rejected,
    Unavailable,
    Unknown,
    Unpaid,
    Vanished,
)
from bot.domain.subscriber import ChatKind, SubscriberState
from bot.outbound.request import NotTaken

NOT_MODIFIED = "message is not modified"

_GONE = (
    ("bot was blocked by the user", SubscriberState.BLOCKED),
    ("user is deactivated", SubscriberState.DEACTIVATED),
    ("bot can't initiate conversation", SubscriberState.BLOCKED),  # never started it: /start brings it back
    ("can't send messages to the bot", SubscriberState.NOT_FOUND),  # it is a bot itself
    ("bot was kicked", SubscriberState.KICKED),
    ("bot is not a member", SubscriberState.KICKED),
    ("the group chat was deleted", SubscriberState.KICKED),
    ("chat not found", SubscriberState.NOT_FOUND),
    ("user not found", SubscriberState.NOT_FOUND),
    ("peer_id_invalid", SubscriberState.NOT_FOUND),
    ("input_user_deactivated", SubscriberState.DEACTIVATED),
    ("user_is_blocked", SubscriberState.BLOCKED),
    ("channel_private", SubscriberState.KICKED),
)
_VANISHED = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)
_NO_RIGHTS = (
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_admin_required",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_",  # CHAT_SEND_PLAIN_FORBIDDEN and its sisters
    "topic_closed",
    "topic_deleted",
    "message thread not found",
    "allow_payment_required",  # its owner takes Stars from whoever writes: a bot has none to give
)


def outcome_of(error: TelegramError, kind: ChatKind, *, paid: bool = False) -> Outcome:
    """What an error that is no flood came to, for a chat of this kind.

    Telegram does not publish how it refuses to send for Stars. So a refusal of a `paid` message that nothing
    explains is that: taken for the reader's or the text's fault, it would close readers or stop the statement.
    """
    reason = error.message
    match error:
        case ChatMigrated():
            return Migrated(error.new_chat_id)
        case Forbidden():
            unexplained = Unpaid(reason) if paid else Gone(_usual_end(kind), reason)
            return _gone(reason) or _no_rights(reason) or unexplained
        case BadRequest() if any(part in reason.casefold() for part in _VANISHED):
            return Vanished(reason)
        case BadRequest():  # before NetworkError, whose subclass it is
            return _gone(reason) or _no_rights(reason) or (Unpaid(reason) if paid else Rejected(reason))
        case NotTaken() | InvalidToken() | EndPointNotFound() | Conflict():
            return Unavailable(reason)  # a revoked token is no reader's fault: nothing was sent
        case _:  # TimedOut, NetworkError, an answer that is no JSON
            return Unknown(reason)


def was_answered(error: TelegramError) -> bool:
    """Whether Telegram said anything at all."""
    return isinstance(error, BadRequest) or not isinstance(error, NetworkError)


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asked to wait (the library is changing the type of its own property)."""
    return error._retry_after.total_seconds()  # noqa: SLF001


def _gone(reason: str) -> Gone | None:
    text = reason.casefold()
    return next((Gone(state, reason) for part, state in _GONE if part in text), None)


def _no_rights(reason: str) -> NoRights | None:
    text = reason.casefold()
    return NoRights(reason) if any(part in text for part in _NO_RIGHTS) else None


def _usual_end(kind: ChatKind) -> SubscriberState:
    return SubscriberState.BLOCKED if kind.is_private else SubscriberState.KICKED
