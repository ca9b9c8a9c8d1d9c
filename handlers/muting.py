"""/mute, /unmute: topics and sources of which nothing is to be sent, whatever else is followed."""

from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.message import Button, Outgoing
from bot.domain.subscriber import Subscriber, Term, TermKind
from bot.render import muting as render
from bot.render.html import clipped
from bot.render.screens import term_name
from bot.services.following import Muting, Unclear, term_of
from handlers.cards import number
from handlers.context import Context, house_of
from handlers.replying import Stale, edit, on_command, on_tap, reply
from handlers.topics import subscriber_of

_KINDS = {"t": TermKind.TOPIC, "s": TermKind.SOURCE}


async def mute(update: Update, context: Context) -> None:
    """/mute <a topic, a source>; without a name, the sources to choose from."""
    await _by_name(update, context, "mute")


async def unmute(update: Update, context: Context) -> None:
    """/unmute <a topic, a source>; without a name, what is muted and could be."""
    await _by_name(update, context, "unmute")


async def _by_name(update: Update, context: Context, act: str) -> None:
    subscriber, house = await subscriber_of(update, context), house_of(context)
    typed = " ".join(context.args or ())
    if not typed:
        await reply(update, context, await _screen(subscriber, context, TermKind.SOURCE, 0))
        return
    meant = await house.following.meant_to_mute(typed)
    if isinstance(meant, Unclear):
        await _ask_which(update, context, subscriber, meant, act)
        return
    done = await _act(act, subscriber, meant, context)
    text = house.voice.say(subscriber.ui_lang, f"mute-{done}", what=await _name(meant, subscriber, context))
    await reply(update, context, Outgoing(text))


async def _act(act: str, subscriber: Subscriber, term: Term, context: Context) -> Muting:
    following = house_of(context).following
    return await (following.mute if act == "mute" else following.unmute)(subscriber.id, term)


async def _ask_which(
    update: Update, context: Context, subscriber: Subscriber, meant: Unclear, act: str
) -> None:
    rows = [
        (Button(clipped(await _name(term, subscriber, context), 60), data=f"mute:{act}:{term}"),)
        for term in meant.candidates
    ]
    text = house_of(context).voice.say(subscriber.ui_lang, "mute-unclear")
    await reply(update, context, Outgoing(text, tuple(rows)))


async def tapped(update: Update, context: Context, parts: Sequence[str]) -> str | None:
    """mute:t|s:<page>, mute:t|s:<page>:<term>, mute:mute|unmute:<term>."""
    subscriber, house = await subscriber_of(update, context), house_of(context)
    match parts:
        case ["t" | "s" as screen, page]:
            await edit(update, context, await _screen(subscriber, context, _KINDS[screen], number(page)))
            return None
        case ["t" | "s" as screen, page, *named] if (term := term_of(named)) is not None:
            done = await house.following.toggle_muted(subscriber.id, term)
            await edit(update, context, await _screen(subscriber, context, _KINDS[screen], number(page)))
        case ["mute" | "unmute" as act, *named] if (term := term_of(named)) is not None:
            done = await _act(act, subscriber, term, context)
            what = await _name(term, subscriber, context)
            text = house.voice.say(subscriber.ui_lang, f"mute-{done}", what=what)
            await edit(update, context, Outgoing(text))
        case _:
            raise Stale
    name = await _name(term, subscriber, context)
    return house.voice.plain(subscriber.ui_lang, f"toast-mute-{done}", what=name)


async def _screen(subscriber: Subscriber, context: Context, kind: TermKind, page: int) -> Outgoing:
    house = house_of(context)
    chosen, known = await house.following.following(subscriber.id), await house.following.sources()
    return render.muting(chosen, kind, subscriber.ui_lang, house.voice, known, page=page)


async def _name(term: Term, subscriber: Subscriber, context: Context) -> str:
    house = house_of(context)
    return term_name(term, subscriber.ui_lang, house.voice, await house.following.sources())


def handlers() -> list[BaseHandler]:  # type: ignore[type-arg]
    """What this module listens to."""
    return [on_command("mute", mute), on_command("unmute", unmute), on_tap("mute", tapped)]
