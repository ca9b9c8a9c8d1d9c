"""/sources: the state of each, and what editors do about it."""

from collections.abc import Awaitable, Callable, Sequence

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.message import Outgoing
from bot.domain.source import Source
from bot.render import sources as render
from bot.render.voice import Voice
from bot.services.sources import SourceReport
from handlers.context import Context, editor_of, house_of, lang_of, newsroom_of
from handlers.replying import Stale, Toast, edit, on_command, on_tap, reply

_ASKED = {"newest": render.how_many, "all": render.really_all, "store": render.really_store}


def handlers() -> list[BaseHandler[Update, Context, None]]:
    """The command and its buttons ("src:…")."""
    return [on_command("sources", sources), on_tap("src", tapped)]


async def sources(update: Update, context: Context) -> None:
    """/sources: all of them, those that need an editor first."""
    await reply(update, context, await _listed(update, context, 0))


async def tapped(update: Update, context: Context, args: Sequence[str]) -> Toast | str | None:
    """A button of the list, of a source's card, or of the flood that waits."""
    if len(args) < 2 or not args[1].isdecimal():  # noqa: PLR2004 - an act and an id at least
        raise Stale
    act, number, rest = args[0], int(args[1]), args[2:]
    match act:
        case "list":
            await edit(update, context, await _listed(update, context, number))
        case "show":
            await _show(update, context, await newsroom_of(context).sources.get(number))
        case "flood":
            await _flood(update, context, number, _offset(rest))
        case "newest" | "all" | "store":
            await _ask(update, context, number, _ASKED[act])
        case "amend":
            return await _ask_amend(update, context, number)
        case "amended" | "left":
            return await _release_corrections(update, context, number, amend=act == "amended")
        case "rel":
            return await _release(update, context, number, rest)
        case _:
            return await _act(update, context, act, number)
    return None


async def _act(update: Update, context: Context, act: str, id: int) -> str:
    service, by = newsroom_of(context).sources, editor_of(update)
    acts: dict[str, tuple[Callable[[], Awaitable[SourceReport]], str]] = {
        "pause": (lambda: service.pause(id, by=by), "source-paused"),
        "resume": (lambda: service.resume(id, by=by), "source-resumed"),
        "look": (lambda: service.look_now(id, by=by), "source-looking"),
        "urgent1": (lambda: service.set_urgent(id, urgent=True, by=by), "source-now-urgent"),
        "urgent0": (lambda: service.set_urgent(id, urgent=False, by=by), "source-no-longer-urgent"),
    }
    if act not in acts:
        raise Stale
    do, key = acts[act]
    await _show(update, context, await do())
    return house_of(context).voice.plain(await lang_of(update, context), key)


async def _listed(update: Update, context: Context, page: int) -> Outgoing:
    reports = await newsroom_of(context).sources.all()
    lang, voice = await lang_of(update, context), house_of(context).voice
    return render.listed(lang, voice, [(report.source, report.stale) for report in reports], page=page)


async def _show(update: Update, context: Context, report: SourceReport) -> None:
    house, lang = house_of(context), await lang_of(update, context)
    card = render.source_card(
        lang,
        house.voice,
        report.source,
        stale=report.stale,
        now=house.clock(),
        corrections=report.corrections,
    )
    await edit(update, context, card)


async def _flood(update: Update, context: Context, id: int, offset: int) -> None:
    service = newsroom_of(context).sources
    report, waiting = await service.get(id), await service.waiting(id, offset=offset)
    lang, voice = await lang_of(update, context), house_of(context).voice
    await edit(update, context, render.flood(lang, voice, report.source, waiting, offset=offset))


async def _ask(
    update: Update, context: Context, id: int, question: Callable[[str, Voice, Source], Outgoing]
) -> None:
    report = await newsroom_of(context).sources.get(id)
    if not report.source.waiting:
        await _flood(update, context, id, 0)
        return
    lang, voice = await lang_of(update, context), house_of(context).voice
    await edit(update, context, question(lang, voice, report.source))


async def _release(update: Update, context: Context, id: int, rest: Sequence[str]) -> Toast:
    word = rest[0] if rest else ""
    if word != "all" and not word.isdecimal():
        raise Stale
    newest = None if word == "all" else int(word)
    released = await newsroom_of(context).sources.release(id, newest=newest, by=editor_of(update))
    await _show(update, context, released.report)
    lang, voice = await lang_of(update, context), house_of(context).voice
    if not released.waited or (newest != 0 and not released.count):  # somebody was faster
        return Toast(voice.plain(lang, "source-flood-none"), alert=True)
    return Toast(voice.plain(lang, "source-sent", statements=released.count), alert=True)


async def _ask_amend(update: Update, context: Context, id: int) -> Toast | None:
    report = await newsroom_of(context).sources.get(id)
    lang, voice = await lang_of(update, context), house_of(context).voice
    if not report.corrections or not report.corrections.cards:
        await _show(update, context, report)
        return Toast(voice.plain(lang, "source-flood-none"), alert=True)
    await edit(update, context, render.really_amend(lang, voice, report.source, report.corrections))
    return None


async def _release_corrections(update: Update, context: Context, id: int, *, amend: bool) -> Toast:
    service, by = newsroom_of(context).sources, editor_of(update)
    released = await service.release_corrections(id, amend=amend, by=by)
    await _show(update, context, released.report)
    lang, voice = await lang_of(update, context), house_of(context).voice
    if not released.count:  # somebody was faster
        return Toast(voice.plain(lang, "source-flood-none"), alert=True)
    key = "source-corrections-sent" if amend else "source-corrections-stored"
    return Toast(voice.plain(lang, key, number=released.count), alert=True)


def _offset(rest: Sequence[str]) -> int:
    return int(rest[0]) if rest and rest[0].isdecimal() else 0
