"""Telegram, inbound: an update, one call of a service, a reply. One file a subject."""

from typing import Any

from telegram.ext import Application, CallbackQueryHandler

from handlers import (
    cards,
    channels,
    digests,
    editors,
    inline,
    membership,
    muting,
    privacy,
    rules,
    searching,
    settings,
    starting,
    topics,
)
from handlers.context import Context, House
from handlers.errors import on_error
from handlers.replying import stale_tap

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
)


def register(
    application: "Application[Any, Any, Any, Any, Any, Any]",
    house: House,
) -> None:
    """Everything the bot listens to; editors' own words are heard before they are taken for a search."""
    application.bot_data["house"] = house
    application.add_handlers(
        [
            *(editors.handlers(house.admin_ids) if house.newsroom else ()),
            *starting.handlers(),
            *topics.handlers(),
            *rules.handlers(),
            *muting.handlers(),
            *searching.handlers(),
            *inline.handlers(),
            *cards.handlers(),
            *digests.handlers(),
            *settings.handlers(),
            *privacy.handlers(),
            *channels.handlers(),
            *membership.handlers(),
            CallbackQueryHandler(stale_tap),
            *searching.last_handlers(),
        ]
    )
    application.add_error_handler(on_error)


__all__ = ["ALLOWED_UPDATES", "Context", "House", "register"]
