"""A keyword rule that was asked about: saved, or not. The rule itself stands in the message."""

from collections.abc import Sequence

from telegram import Message, MessageEntity, Update
from telegram.ext import BaseHandler

from bot.domain.message import Outgoing
from handlers.context import Context, house_of
from handlers.replying import Stale, edit, on_tap
from handlers.topics import proposed, subscriber_of, told


async def tapped(update: Update, context: Context, parts: Sequence[str]) -> None:
    """rule:ask about the word that was typed; rule:save, rule:cancel."""
    subscriber, house = await subscriber_of(update, context), house_of(context)
    match parts:
        case ["ask"]:
            await edit(update, context, await proposed(rule_in(update), subscriber, context))
        case ["save"]:
            changed = await house.following.follow_rule(subscriber.id, rule_in(update))
            await edit(update, context, await told(changed, subscriber, context))
        case ["cancel"]:
            text = house.voice.say(subscriber.ui_lang, "rule-not-saved")
            await edit(update, context, Outgoing(text))
        case _:
            raise Stale


def rule_in(update: Update) -> str:
    """The rule that the tapped message asks about. Raises Stale where there is none."""
    message = update.callback_query.message if update.callback_query else None
    if isinstance(message, Message):
        for text in message.parse_entities([MessageEntity.CODE]).values():
            return text
    raise Stale


def handlers() -> list[BaseHandler]:  # type: ignore[type-arg]
    """What this module listens to."""
    return [on_tap("rule", tapped)]
