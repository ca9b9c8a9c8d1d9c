"""/explain: why somebody did or did not get something."""

from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.errors import NotFound
from bot.domain.message import Outgoing
from bot.render import explaining as render
from handlers.context import Context, house_of, lang_of, newsroom_of
from handlers.replying import on_command, reply, say

_LONGEST = 18  # digits that 64 bits hold


def handlers() -> list[BaseHandler[Update, Context, None]]:
    """The command."""
    return [on_command("explain", explain)]


async def explain(update: Update, context: Context) -> None:
    """/explain <chat id> <number>: a chat, and a statement or an announcement."""
    numbers = _numbers(context.args or ())
    if numbers is None:
        await say(update, context, "explain-usage")
        return
    chat_id, subject = numbers
    lang, voice = await lang_of(update, context), house_of(context).voice
    editor = update.effective_user.id if update.effective_user else None
    try:
        explanation = await newsroom_of(context).explaining.explain(chat_id, subject, by=editor)
    except NotFound:
        await reply(update, context, Outgoing(render.unknown_number(lang, voice, subject)))
        return
    for message in render.explained(lang, voice, explanation):
        await reply(update, context, message)


def _numbers(typed: Sequence[str]) -> tuple[int, int] | None:
    """A chat's number and a subject's; None for anything else."""
    try:
        chat, subject = typed
    except ValueError:
        return None
    digits = (chat.removeprefix("-"), subject.lstrip("№#"))
    if not all(each.isascii() and each.isdecimal() and len(each) <= _LONGEST for each in digits):
        return None
    return int(chat), int(digits[1])
