"""What the other editors are told: who sends what to how many, who stopped it, and the notices."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from telegram import Bot, Update
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import Application

from bot.domain.message import Outgoing
from bot.domain.progress import Report
from bot.domain.subscriber import Address
from bot.render import announcing as render
from bot.render import desk as render_desk
from bot.render.html import clipped
from bot.render.voice import Voice
from bot.services.desk import ToTell
from handlers.closed_chats import CLOSED, look_at
from handlers.context import Context, House, house_of, newsroom_of
from handlers.following_progress import Place, follow_progress
from handlers.replying import send

log = logging.getLogger(__name__)

_EXCERPT = 60


def tell_the_others(update: Update, context: Context, report: Report) -> None:
    """Who sends what to how many, with a Stop button of their own; the name is told, not kept.

    Nobody waits for it: a Stop comes through while others are still being told.
    """
    newsroom_of(context).watches.aside(_tell_all(update, context, _Sending(update, context, report).tell))


def tell_stopped(update: Update, context: Context, report: Report) -> None:
    """Who stopped which announcement; nobody waits for it."""
    user, voice = update.effective_user, house_of(context).voice
    assert user is not None
    excerpt = clipped(" ".join(report.broadcast.content.text.split()), _EXCERPT)

    async def tell(editor: int, lang: str) -> None:
        who = render.who_sends(lang, voice, user.first_name, user.id)
        text = voice.say(lang, "announce-stopped-by", who=who, words=excerpt)
        await send(context, Address(editor), Outgoing(text))

    newsroom_of(context).watches.aside(_tell_all(update, context, tell))


class _Sending:
    """That an editor sends an announcement."""

    def __init__(self, update: Update, context: Context, report: Report) -> None:
        assert update.effective_user is not None
        self._user = update.effective_user
        self._context = context
        self._report = report

    async def tell(self, editor: int, lang: str) -> None:
        """The announcement itself, and under it who sends it to how many; that message follows it to its end."""
        content = self._report.broadcast.content
        await send(self._context, Address(editor), render.announcement(content))
        told = self._told(lang, house_of(self._context).voice, self._report)
        message = await send(self._context, Address(editor), told)
        place = Place(editor, message.id, lang, only_stages=True)
        follow_progress(self._context, self._report, place, self._told)

    def _told(self, lang: str, voice: Voice, report: Report) -> Outgoing:
        who = render.who_sends(lang, voice, self._user.first_name, self._user.id)
        return render.told_others(lang, voice, report, who)


async def _tell_all(update: Update, context: Context, tell: Callable[[int, str], Awaitable[None]]) -> None:
    """Every other editor, side by side: one who cannot be reached holds up nobody."""
    others = await _others(update, context)
    await asyncio.gather(*(_reached(tell(editor, lang), editor) for editor, lang in others))


async def _others(update: Update, context: Context) -> list[tuple[int, str]]:
    house = house_of(context)
    me = update.effective_user.id if update.effective_user else 0
    return [(other, await _lang(house, other)) for other in sorted(house.admin_ids - {me})]


async def _lang(house: House, editor: int) -> str:
    subscriber = await house.subscribing.find(Address(editor))
    return subscriber.ui_lang if subscriber else "en"


async def tell_editors(application: Application[Any, Any, Any, Any, Any, Any], house: House) -> int:
    """Tell every editor what none was told yet; how many notices were told.

    That a chat let the bot not write is for its own administrators, and for editors where none can be told.
    What nobody could be told stays for the next time.
    """
    assert house.newsroom is not None
    desk, context, told = house.newsroom.desk, Context(application), 0
    langs = {editor: await _lang(house, editor) for editor in sorted(house.admin_ids)}
    notices = await desk.to_tell()
    for each in notices:
        if await _told(context, house, each, langs):
            await desk.told([each])
            told += 1
    if notices and not told:
        desk.nobody_heard()
    return told


async def _told(context: Context, house: House, each: ToTell, langs: Mapping[int, str]) -> bool:
    notice = each.notice
    if notice.key == CLOSED:
        closed = await look_at(context, int(notice.details["chat"]))
        people = [(who, await closed.words(house, who, notice.details["reason"])) for who in closed.admins]
        if any([await _reached(send(context, Address(who), text), who) for who, text in people]):
            return True
        notice = replace(notice, details={**notice.details, "chat": closed.title})
    messages = {
        editor: render_desk.notice(lang, house.voice, notice, each.source) for editor, lang in langs.items()
    }
    return any([await _reached(send(context, Address(e), text), e) for e, text in messages.items()])


async def _reached(sending: Awaitable[object], id: int) -> bool:
    try:
        await sending
    except TelegramError as error:
        log.info("%d was not told: %s", id, error.message)
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
