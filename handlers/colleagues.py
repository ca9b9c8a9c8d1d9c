"""What the other editors are told: who sends what to how many, who stopped it, and the notices."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot, Update
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import Application

from bot.domain.message import Outgoing
from bot.domain.progress import Report
from bot.domain.subscriber import Address
from bot.i18n import Html
from bot.render import announcing as render
from bot.render import desk as render_desk
from bot.render.html import clipped
from bot.render.voice import Voice
from handlers.context import Context, House, house_of
from handlers.following_progress import Place, follow_progress
from handlers.replying import send

log = logging.getLogger(__name__)

_EXCERPT = 60


async def tell_the_others(update: Update, context: Context, report: Report) -> None:
    """Who sends what to how many, with a Stop button of their own; the name is told, not kept."""
    for editor, lang in await _others(update, context):
        try:
            await send(context, Address(editor), render.announcement(report.broadcast.content))
            told = await send(
                context, Address(editor), _told(lang, update, context)(lang, _voice(context), report)
            )
        except TelegramError as error:
            log.info("editor %d was not told of an announcement: %s", editor, error.message)
            continue
        place = Place(editor, told.id, lang, only_stages=True)
        follow_progress(context, report, place, _told(lang, update, context))


def _told(lang: str, update: Update, context: Context) -> Callable[[str, Voice, Report], Outgoing]:
    who = _who(lang, update, context)
    return lambda lang, voice, report: render.told_others(lang, voice, report, who)


async def tell_stopped(update: Update, context: Context, report: Report) -> None:
    """Who stopped which announcement."""
    excerpt = clipped(" ".join(report.broadcast.content.text.split()), _EXCERPT)
    for editor, lang in await _others(update, context):
        who = _who(lang, update, context)
        text = _voice(context).say(lang, "announce-stopped-by", who=who, words=excerpt)
        try:
            await send(context, Address(editor), Outgoing(text))
        except TelegramError as error:
            log.info("editor %d was not told of a stop: %s", editor, error.message)


async def _others(update: Update, context: Context) -> list[tuple[int, str]]:
    house = house_of(context)
    me = update.effective_user.id if update.effective_user else 0
    return [(other, await _lang(house, other)) for other in sorted(house.admin_ids - {me})]


async def _lang(house: House, editor: int) -> str:
    subscriber = await house.subscribing.find(Address(editor))
    return subscriber.ui_lang if subscriber else "en"


def _who(lang: str, update: Update, context: Context) -> Html:
    user = update.effective_user
    assert user is not None
    return render.who_sends(lang, _voice(context), user.first_name, user.id)


def _voice(context: Context) -> Voice:
    return house_of(context).voice


async def tell_editors(application: Application[Any, Any, Any, Any, Any, Any], house: House) -> int:
    """Tell every editor what none was told yet; how many notices were told.

    What no editor could be told stays for the next time.
    """
    assert house.newsroom is not None
    desk, told = house.newsroom.desk, []
    langs = {editor: await _lang(house, editor) for editor in sorted(house.admin_ids)}
    context = Context(application)
    for each in await desk.to_tell():
        reached = [
            await _reached(
                send(
                    context, Address(editor), render_desk.notice(lang, house.voice, each.notice, each.source)
                ),
                editor,
            )
            for editor, lang in langs.items()
        ]
        if any(reached):
            told.append(each)
    if told:
        await desk.told(told)
    return len(told)


async def _reached(sending: Awaitable[object], id: int) -> bool:
    try:
        await sending
    except TelegramError as error:
        log.info("editor %d was not told a notice: %s", id, error.message)
        return False
    return True


async def absent_editors(bot: Bot, ids: frozenset[int]) -> tuple[int, ...]:
    """Those who never started the bot (or blocked it): they can be told nothing. Logged by the caller."""
    absent = []
    for editor in sorted(ids):
        try:
            await bot.get_chat(editor)
        except (BadRequest, Forbidden):
            absent.append(editor)
        except TelegramError as error:
            log.warning("whether editor %d ever started the bot is not known: %s", editor, error.message)
    return tuple(absent)
