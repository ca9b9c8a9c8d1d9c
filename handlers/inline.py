"""Inline mode: "@bot words" in any chat lists statements, and the chosen one is posted there as a card.

Anybody may ask, subscribed or not. Answers take from no budget of sending (bot/outbound/limiter.py). Who types
on has their older query cancelled (handlers/in_order.py).
"""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
    User,
)
from telegram.error import BadRequest
from telegram.ext import BaseHandler, InlineQueryHandler

from bot.domain.deeplink import OpenSearch, written
from bot.domain.subscriber import Address
from bot.i18n import closest
from bot.render.inline import Result, result
from bot.services.inline import Offered, offered
from bot.services.subscribing import first_langs
from handlers.context import Context, house_of
from handlers.replying import markup

FOUND_FOR = 300  # seconds that Telegram keeps an answer; its own default
NEWEST_FOR = 60
_TOO_LATE = "query is too old"
T = TypeVar("T")


async def offer(update: Update, context: Context) -> None:
    """Answer what is typed after the bot's name, page by page as the list is scrolled."""
    query, house = update.inline_query, house_of(context)
    assert query is not None
    lang, shown = await _to_its_end(_found(query, context))
    found = [result(card, lang, house.voice, bot_name=context.bot.username) for card in shown.cards]
    nothing = not found and not query.offset
    try:
        await query.answer(
            [_article(each) for each in found],
            cache_time=NEWEST_FOR if shown.newest else FOUND_FOR,
            is_personal=True,  # in the person's own language
            next_offset=shown.next_offset,
            button=_search_instead(query.query, lang, context) if nothing else None,
        )
    except BadRequest as error:  # they have typed on
        if _TOO_LATE not in error.message.lower():
            raise


async def _found(query: InlineQuery, context: Context) -> tuple[str, Offered]:
    lang, langs = await _speaks(query.from_user, context)
    return lang, await offered(house_of(context).searching, query.query, langs, query.offset)


async def _to_its_end(reading: Coroutine[Any, Any, T]) -> T:
    """A cancelled query stops here once the database has answered: its connection serves the next one."""
    task = asyncio.ensure_future(reading)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.gather(task, return_exceptions=True)
        raise


async def _speaks(user: User, context: Context) -> tuple[str, Sequence[str]]:
    """The language to answer in and those of the statements: the subscriber's, else as Telegram tells."""
    subscriber = await house_of(context).subscribing.find(Address(user.id))
    if subscriber is not None:
        return subscriber.ui_lang, subscriber.langs
    lang = closest(user.language_code)
    return lang, first_langs(lang)


def _article(found: Result) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        found.card.text, parse_mode="HTML", link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    return InlineQueryResultArticle(
        found.id,
        found.title,
        content,
        reply_markup=markup(found.card.keyboard),
        description=found.description,
    )


def _search_instead(typed: str, lang: str, context: Context) -> InlineQueryResultsButton | None:
    """Above an empty list: the same search in the bot itself, where it can help further."""
    payload = written(OpenSearch(typed))
    words = house_of(context).voice.plain(lang, "inline-nothing")
    return InlineQueryResultsButton(words, start_parameter=payload) if payload else None


def handlers() -> list[BaseHandler]:  # type: ignore[type-arg]
    """What this module listens to."""
    return [InlineQueryHandler(offer)]
