"""/stats: the figures."""

from telegram import Update
from telegram.ext import BaseHandler

from bot.render import desk as render
from handlers.context import Context, house_of, lang_of, newsroom_of
from handlers.replying import on_command, reply


def handlers() -> list[BaseHandler[Update, Context, None]]:
    """The command."""
    return [on_command("stats", stats)]


async def stats(update: Update, context: Context) -> None:
    """/stats: readers, by language and topic, statements, deliveries of the last days."""
    figures = await newsroom_of(context).desk.stats()
    await reply(
        update, context, render.stats(await lang_of(update, context), house_of(context).voice, figures)
    )
