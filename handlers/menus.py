"""The command menus and the bot's own descriptions, in each language Telegram knows us in."""

import logging
from collections.abc import Sequence
from typing import Any

from telegram import BotCommand, BotCommandScope, BotCommandScopeChat, BotCommandScopeDefault
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.i18n import FALLBACK
from handlers.context import House
from handlers.editors import EDITOR_COMMANDS

log = logging.getLogger("kumtar.handlers")

COMMANDS = (
    "start",
    "topics",
    "latest",
    "search",
    "topic",
    "follow",
    "unfollow",
    "following",
    "mute",
    "settings",
    "language",
    "channel",
    "stop",
    "help",
    "privacy",
    "mydata",
    "forget",
)
_LANGUAGES = {"": FALLBACK, "sq": "sq", "sr": "sr"}  # Telegram's language code: ours; "": everybody else

Bot = ExtBot[Any]


async def set_menus(bot: Bot, house: House) -> None:
    """Tell Telegram the menus and descriptions in each language, and each editor's own menu.

    Says only what is not so already: Telegram allows few such changes. What it refuses is logged, the bot works
    without.
    """
    for code, lang in _LANGUAGES.items():
        try:
            await _set_commands(bot, code, _commands(house, lang, COMMANDS), BotCommandScopeDefault())
            await _describe(bot, house, code, lang)
        except TelegramError as error:
            log.warning("the menu for %r was not set: %s", code or "everybody", type(error).__name__)
    for admin in sorted(house.admin_ids):
        await set_editor_menu(bot, house, admin)
    if not bot.bot.supports_inline_queries:
        log.warning("inline mode is off: /setinline at @BotFather lets people post statements in any chat")


async def set_editor_menu(bot: Bot, house: House, editor: int) -> bool:
    """Editors see their commands first; False for one who never started the bot."""
    scope = BotCommandScopeChat(editor)
    try:
        for code, lang in _LANGUAGES.items():
            await _set_commands(bot, code, _commands(house, lang, (*EDITOR_COMMANDS, *COMMANDS)), scope)
    except (BadRequest, Forbidden):
        return False
    except TelegramError as error:
        log.warning("an editor's menu was not set: %s", type(error).__name__)
        return False
    return True


def _commands(house: House, lang: str, names: Sequence[str]) -> list[BotCommand]:
    return [BotCommand(name, house.voice.plain(lang, f"command-{name}")) for name in names]


async def _set_commands(bot: Bot, code: str, wanted: list[BotCommand], scope: BotCommandScope) -> None:
    if list(await bot.get_my_commands(scope, language_code=code or None)) != wanted:
        await bot.set_my_commands(wanted, scope, language_code=code or None)


async def _describe(bot: Bot, house: House, code: str, lang: str) -> None:
    language = code or None
    about, description = (house.voice.plain(lang, key) for key in ("bot-about", "bot-description"))
    if (await bot.get_my_short_description(language)).short_description != about:
        await bot.set_my_short_description(about, language)
    if (await bot.get_my_description(language)).description != description:
        await bot.set_my_description(description, language)
