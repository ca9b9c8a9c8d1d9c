"""What a tap on the settings card does: one change through the service, the section anew, and a toast that says it.

The data of a button, behind the card's prefix:

    c                                   the card
    silent | previews                   a switch on it
    l[:t|u:<language>]                  statement languages: take in or leave out, move up
    u[:<language>]                      the bot's language
    f:p|s:<page>, f:t|u:<page>:<term>   topics, sources; f:done
    k:<page>, k:x:<page>:<mark>         keywords, one removed
    d[:now|digest|w:<day>|urgent]       delivery; d:g:<half> the grid of times, d:t:<minute>
    q[:on|urgent]                       quiet hours; q:from|to:g:<half>, q:from|to:t:<minute>
    z[:s:<zone>|r|c:<region>:<page>]    time zone (none: the newsroom's), regions, cities of one
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.domain.message import Outgoing
from bot.domain.subscriber import TermKind
from bot.i18n import zones
from bot.render import screens
from bot.render import settings as rendered
from bot.render import settings_sections as sections
from bot.render.settings import View
from bot.services.following import term_of
from bot.services.settings import MAX_DIGEST_TIMES
from handlers.cards import number
from handlers.context import House
from handlers.replying import Stale

Shown = tuple[Outgoing, str | None]  # the message as it is now, and the toast


async def card(view: View, house: House) -> Outgoing:
    """The card as it stands."""
    following = await house.following.following(view.subscriber.id)
    return rendered.card(view, following, await house.following.sources())


async def act(parts: Sequence[str], view: View, house: House) -> Shown:
    """Do what the button says. Raises Stale for one of another time, InvalidInput for what cannot be set."""
    section = _SECTIONS.get(parts[0]) if parts else None
    if section is None:
        raise Stale
    return await section(parts[1:], view, house)


async def _card(_parts: Sequence[str], view: View, house: House) -> Shown:
    return await card(view, house), None


async def _silent(_parts: Sequence[str], view: View, house: House) -> Shown:
    view = view.of(await house.settings.toggle_silent(view.subscriber))
    return await card(view, house), rendered.sound_line(view)


async def _previews(_parts: Sequence[str], view: View, house: House) -> Shown:
    view = view.of(await house.settings.toggle_previews(view.subscriber))
    return await card(view, house), rendered.previews_line(view)


async def _languages(parts: Sequence[str], view: View, house: House) -> Shown:
    match parts:
        case []:
            return sections.languages(view), None
        case ["t", code]:
            view = view.of(await house.settings.toggle_language(view.subscriber, code))
        case ["u", code]:
            view = view.of(await house.settings.prefer_language(view.subscriber, code))
        case _:
            raise Stale
    return sections.languages(view), rendered.languages_line(view)


async def _speech(parts: Sequence[str], view: View, house: House) -> Shown:
    match parts:
        case []:
            return sections.speech(view), None
        case [code]:
            view = view.of(await house.settings.speak(view.subscriber, code))
            return sections.speech(view), rendered.speech_line(view)
        case _:
            raise Stale


async def choose(parts: Sequence[str], view: View, house: House) -> Shown:
    """The topics (p, t) and sources (s, u) with check marks, beginning with `view.picker`."""
    toast = False
    match parts:
        case ["done"]:
            return await card(view, house), None
        case ["t" | "u", page, *named] if (term := term_of(named)) is not None:
            await house.following.toggle(view.subscriber.id, term)
            toast = True
        case ["p" | "s", page]:
            pass
        case _:
            raise Stale
    following, known = await house.following.following(view.subscriber.id), await house.following.sources()
    choosing = screens.Choosing(following, view.lang, prefix=view.picker)
    if parts[0] in ("s", "u"):
        shown = screens.sources(choosing, house.voice, known, page=number(page))
    else:
        shown = screens.topics(choosing, house.voice, page=number(page))
    return shown, "\n".join(rendered.followed_lines(view, following, known)) if toast else None


async def _words(parts: Sequence[str], view: View, house: House) -> Shown:
    following = await house.following.following(view.subscriber.id)
    match parts:
        case [page]:
            return sections.words(view, following, page=number(page)), None
        case ["x", page, mark]:
            word = next((term for term in following.terms if screens.mark(term) == mark), None)
            if word is None or word.kind is not TermKind.KEYWORD:
                raise Stale
            await house.following.unfollow(view.subscriber.id, word)
            following = await house.following.following(view.subscriber.id)
            removed = view.plain("settings-word-removed", word=word.shown)
            return sections.words(view, following, page=number(page)), removed
        case _:
            raise Stale


async def _delivery(parts: Sequence[str], view: View, house: House) -> Shown:
    settings, subscriber = house.settings, view.subscriber
    match parts:
        case []:
            return sections.delivery(view), None
        case ["g", half]:
            return sections.times(view, number(half), most=MAX_DIGEST_TIMES), None
        case ["t", minute]:
            view = view.of(await settings.toggle_digest_time(subscriber, number(minute)))
            grid = sections.times(view, number(minute) % 60, most=MAX_DIGEST_TIMES)
            return grid, rendered.delivery_line(view)
        case ["now"]:
            view = view.of(await settings.deliver_at_once(subscriber))
        case ["digest"]:
            view = view.of(await settings.deliver_digests(subscriber))
        case ["w", day]:
            view = view.of(await settings.toggle_digest_day(subscriber, number(day)))
        case ["urgent"]:
            view = view.of(await settings.toggle_urgent(subscriber))
            return sections.delivery(view), rendered.urgent_line(view)
        case _:
            raise Stale
    return sections.delivery(view), rendered.delivery_line(view)


async def _quiet(parts: Sequence[str], view: View, house: House) -> Shown:
    settings, subscriber = house.settings, view.subscriber
    match parts:
        case []:
            return sections.quiet(view), None
        case ["from" | "to" as which, "g", half]:
            return sections.quiet_end(view, which, number(half)), None
        case ["from", "t", minute]:
            view = view.of(await settings.quiet_from(subscriber, number(minute)))
        case ["to", "t", minute]:
            view = view.of(await settings.quiet_to(subscriber, number(minute)))
        case ["on"]:
            view = view.of(await settings.toggle_quiet(subscriber))
        case ["urgent"]:
            view = view.of(await settings.toggle_urgent(subscriber))
        case _:
            raise Stale
    return sections.quiet(view), rendered.quiet_line(view)


async def _zone(parts: Sequence[str], view: View, house: House) -> Shown:
    match parts:
        case []:
            return sections.zone(view), None
        case ["r"]:
            return sections.regions(view), None
        case ["c", region, page] if region in zones.REGIONS:
            return sections.cities(view, region, page=number(page)), None
        case ["s", zone]:
            view = view.of(await house.settings.live_in(view.subscriber, zone))
            return sections.zone(view), rendered.zone_line(view)
        case _:
            raise Stale


_SECTIONS: Mapping[str, Callable[[Sequence[str], View, House], Awaitable[Shown]]] = {
    "c": _card,
    "silent": _silent,
    "previews": _previews,
    "l": _languages,
    "u": _speech,
    "f": choose,
    "k": _words,
    "d": _delivery,
    "q": _quiet,
    "z": _zone,
}
