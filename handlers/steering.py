"""Pause, Resume and Cancel on the cards of statements and announcements ("fan:<act>:<fan-out>:<subject>")."""

from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.errors import NotFound
from bot.domain.fanout import FanoutId, SubjectId
from bot.domain.message import Outgoing
from bot.domain.statement import StatementId
from bot.render import announcing, publishing
from bot.services.ways import Steering
from handlers.context import Context, editor_of, house_of, lang_of, newsroom_of
from handlers.replying import Stale, Toast, edit, is_id, on_tap


def handlers() -> list[BaseHandler[Update, Context, None]]:
    """The buttons."""
    return [on_tap("fan", tapped)]


async def tapped(update: Update, context: Context, args: Sequence[str]) -> Toast | str | None:
    """Do it, and show how the subject stands now."""
    match args:
        case [str(act), str(id), str(subject)] if act in set(Steering) and is_id(id) and is_id(subject):
            pass
        case _:
            raise Stale
    editor, number = editor_of(update), SubjectId(int(subject))
    ways = newsroom_of(context).publishing.ways
    steered = await ways.steer(FanoutId(int(id)), number, Steering(act), by=editor)
    await edit(update, context, await _card(update, context, number, editor))
    lang, voice = await lang_of(update, context), house_of(context).voice
    if not steered:
        return Toast(voice.plain(lang, "way-moved-on"), alert=True)
    return Toast(voice.plain(lang, f"way-{act}"))


async def _card(update: Update, context: Context, subject: SubjectId, editor: int) -> Outgoing:
    newsroom = newsroom_of(context)
    lang, voice = await lang_of(update, context), house_of(context).voice
    try:
        report = await newsroom.publishing.report(StatementId(subject))
    except NotFound:  # then it is an announcement: they share one series of numbers
        return announcing.details(lang, voice, await newsroom.broadcasting.report(subject), viewer=editor)
    return publishing.statement_card(lang, voice, report.card, report.revisions, report.ways)
