"""/settings and /language: how the bot speaks, in which languages statements come, how loudly."""

from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.message import Outgoing
from bot.domain.subscriber import Subscriber
from bot.render import screens
from bot.render.voice import Voice
from handlers.context import Context, house_of
from handlers.replying import Stale, edit, on_command, on_tap, reply
from handlers.topics import subscriber_of


async def settings(update: Update, context: Context) -> None:
    """/settings: everything that can be set."""
    subscriber = await subscriber_of(update, context)
    await reply(update, context, screens.settings(subscriber, house_of(context).voice))


async def language(update: Update, context: Context) -> None:
    """/language: the bot's language and script, and the languages of statements."""
    subscriber = await subscriber_of(update, context)
    await reply(update, context, screens.languages(subscriber, house_of(context).voice))


async def tapped(update: Update, context: Context, parts: Sequence[str]) -> None:
    """set:ui|lang:<code>:<screen>, set:silent, set:previews; the screen shows itself anew."""
    subscriber, house = await subscriber_of(update, context), house_of(context)
    match parts:
        case ["ui", code, screen]:
            subscriber = await house.settings.speak(subscriber, code)
        case ["lang", code, screen]:
            subscriber = await house.settings.toggle_language(subscriber, code)
        case ["silent"]:
            subscriber, screen = await house.settings.toggle_silent(subscriber), "s"
        case ["previews"]:
            subscriber, screen = await house.settings.toggle_previews(subscriber), "s"
        case _:
            raise Stale
    await edit(update, context, _screen(screen, subscriber, house.voice))


def _screen(screen: str, subscriber: Subscriber, voice: Voice) -> Outgoing:
    match screen:
        case "w":
            key = "start-welcome" if subscriber.kind.is_private else "start-welcome-group"
            return screens.welcome(subscriber, voice, key=key)
        case "l":
            return screens.languages(subscriber, voice)
        case _:
            return screens.settings(subscriber, voice)


def handlers() -> list[BaseHandler]:  # type: ignore[type-arg]
    """What this module listens to."""
    return [on_command("settings", settings), on_command("language", language), on_tap("set", tapped)]
