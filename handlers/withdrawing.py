"""/withdraw, and the button of a statement's card: asked first, then the statement says that it was withdrawn."""

from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.errors import NotFound
from bot.domain.message import Outgoing
from bot.render import publishing as render
from bot.render.voice import Voice
from bot.services.publishing import StatementReport
from handlers.context import Context, editor_of, house_of, lang_of, newsroom_of
from handlers.publishing import statement_number
from handlers.replying import Stale, Toast, edit, on_command, on_tap, reply, say


def handlers() -> list[BaseHandler[Update, Context, None]]:
    """The command and its buttons ("wdr:…")."""
    return [on_command("withdraw", withdraw), on_tap("wdr", tapped)]


async def withdraw(update: Update, context: Context) -> None:
    """/withdraw <number>: which one, how many have it, and whether to."""
    number = statement_number(" ".join(context.args or ()))
    if number is None:
        await say(update, context, "withdraw-which")
        return
    try:
        report = await newsroom_of(context).publishing.report(number)
    except NotFound:
        await say(update, context, "statement-not-found")
        return
    lang, voice = await lang_of(update, context), house_of(context).voice
    await reply(update, context, _question(lang, voice, report))


async def tapped(update: Update, context: Context, args: Sequence[str]) -> Toast | str | None:
    """Ask, or do it."""
    number = statement_number(args[1]) if len(args) == 2 else None  # noqa: PLR2004 - act and id
    if number is None or args[0] not in ("ask", "go"):
        raise Stale
    publishing = newsroom_of(context).publishing
    lang, voice = await lang_of(update, context), house_of(context).voice
    if args[0] == "ask":
        await edit(update, context, _question(lang, voice, await publishing.report(number)))
        return None
    now, report = await publishing.withdraw(number, by=editor_of(update))
    await edit(update, context, _card(lang, voice, report))
    return Toast(voice.plain(lang, "withdraw-done" if now else "withdraw-already"), alert=not now)


def _question(lang: str, voice: Voice, report: StatementReport) -> Outgoing:
    if report.card.withdrawn:
        return _card(lang, voice, report)
    return render.really_withdraw(lang, voice, report.card, report.holders)


def _card(lang: str, voice: Voice, report: StatementReport) -> Outgoing:
    return render.statement_card(lang, voice, report.card, report.revisions, report.ways)
