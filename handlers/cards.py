"""The buttons under a statement: More and back, and opening one from a list."""

import asyncio
from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler
from telegram.helpers import create_deep_linked_url

from bot.domain.errors import NotFound
from bot.domain.statement import Card, StatementId
from bot.render.alert import alert, more
from bot.render.correction import versions
from handlers.context import Asker, Context, asker_of, house_of
from handlers.replying import Stale, Toast, edit, on_tap, reply, say


async def show_card(update: Update, context: Context, id: StatementId) -> None:
    """Reply with this statement as it stands now."""
    try:
        card = await house_of(context).searching.card(id)
    except NotFound:
        await say(update, context, "not-found")
        return
    asker = await asker_of(update, context)
    await reply(update, context, alert(card, asker.lang, house_of(context).voice, previews=_previews(asker)))


async def tapped(update: Update, context: Context, parts: Sequence[str]) -> Toast | None:
    """card:more:<id>:<page>, card:versions:<id>:<page>, card:back:<id>, card:show:<id>, card:other:<id>:<origin>."""
    house, asker = house_of(context), await asker_of(update, context)
    match parts:
        case ["more", id, page] if not asker.kind.is_private:
            card = await _card(id, context)  # what one member opens is not everybody's to see
            return Toast(url=create_deep_linked_url(context.bot.username, f"s_{card.id}"))
        case ["more", id, page]:
            await edit(
                update, context, more(await _card(id, context), asker.lang, house.voice, page=number(page))
            )
        case ["versions", id, _] if not asker.kind.is_private:
            return Toast(url=create_deep_linked_url(context.bot.username, f"s_{number(id)}"))
        case ["versions", id, page]:
            card, revisions = await house.searching.versions(StatementId(number(id)))
            # comparing many long versions takes a second: nobody else is to wait for it
            shown = await asyncio.to_thread(
                versions, card, revisions, asker.lang, house.voice, page=number(page)
            )
            await edit(update, context, shown)
        case ["other", id, *_] if not asker.kind.is_private:
            return Toast(url=create_deep_linked_url(context.bot.username, f"s_{number(id)}"))
        case ["other", id, origin]:
            card, home = await _card(id, context), StatementId(number(origin))
            shown = alert(card, asker.lang, house.voice, previews=_previews(asker), origin=home)
            await edit(update, context, shown)
        case ["back", id]:
            card = await _card(id, context)
            await edit(update, context, alert(card, asker.lang, house.voice, previews=_previews(asker)))
        case ["show", id]:
            card = await _card(id, context)
            await reply(update, context, alert(card, asker.lang, house.voice, previews=_previews(asker)))
        case _:
            raise Stale
    return None


async def _card(id: str, context: Context) -> Card:
    return await house_of(context).searching.card(StatementId(number(id)))


def number(text: str) -> int:
    """A number from a button's data. Raises Stale for anything else."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 18:  # noqa: PLR2004 - what 64 bits hold
        raise Stale
    return int(text)


def _previews(asker: Asker) -> bool:
    return asker.subscriber is not None and asker.subscriber.previews


def handlers() -> list[BaseHandler]:  # type: ignore[type-arg]
    """What this module listens to."""
    return [on_tap("card", tapped)]
