"""/settings and /language: one card that says everything that can be set, and changes in place."""

from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.subscriber import Subscriber
from bot.render import settings_sections as sections
from bot.render.screens import welcome
from bot.render.settings import View
from handlers.context import Context, house_of
from handlers.replying import edit, on_command, on_tap, reply
from handlers.settings_acts import act, card
from handlers.topics import subscriber_of


async def settings(update: Update, context: Context) -> None:
    """/settings: the card."""
    view = _view(await subscriber_of(update, context), context)
    await reply(update, context, await card(view, house_of(context)))


async def language(update: Update, context: Context) -> None:
    """/language: the card's section about the language the bot speaks."""
    view = _view(await subscriber_of(update, context), context)
    await reply(update, context, sections.speech(view))


def _view(subscriber: Subscriber, context: Context) -> View:
    house = house_of(context)
    return View(subscriber, subscriber.ui_lang, house.voice, house.clock())


async def tapped(update: Update, context: Context, parts: Sequence[str]) -> str | None:
    """set:<section>:…, as `settings_acts.act` reads it; set:ui|lang:<code>:w on the welcome."""
    subscriber = await subscriber_of(update, context)
    match parts:
        case ["ui" | "lang" as what, code, "w"]:
            await _on_the_welcome(what, code, subscriber, update, context)
            return None
        case _:
            shown, toast = await act(parts, _view(subscriber, context), house_of(context))
    await edit(update, context, shown)
    return toast


async def _on_the_welcome(
    what: str, code: str, subscriber: Subscriber, update: Update, context: Context
) -> None:
    house = house_of(context)
    change = house.settings.speak if what == "ui" else house.settings.toggle_language
    subscriber = await change(subscriber, code)
    key = "start-welcome" if subscriber.kind.is_private else "start-welcome-group"
    await edit(update, context, welcome(subscriber, house.voice, key=key))


def handlers() -> list[BaseHandler]:  # type: ignore[type-arg]
    """What this module listens to."""
    return [on_command("settings", settings), on_command("language", language), on_tap("set", tapped)]
