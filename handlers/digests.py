"""The buttons under a digest: its other pages."""

from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler

from bot.render.digest import digest
from handlers.cards import number
from handlers.context import Context, asker_of, house_of
from handlers.replying import Stale, edit, on_tap, tapped_id


async def tapped(update: Update, context: Context, parts: Sequence[str]) -> None:
    """digest:<page>."""
    house, asker = house_of(context), await asker_of(update, context)
    if len(parts) != 1 or not (cards := await house.digests.cards(asker.address, tapped_id(update))):
        raise Stale
    zone = asker.subscriber.time_zone if asker.subscriber else None
    shown = digest(cards, asker.lang, house.voice, time_zone=zone, page=number(parts[0]))
    await edit(update, context, shown)


def handlers() -> list[BaseHandler]:  # type: ignore[type-arg]
    """What this module listens to."""
    return [on_tap("digest", tapped)]
