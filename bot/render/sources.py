"""Sources as editors look after them: the list, a source's card, the flood that waits. Pure."""

from collections.abc import Sequence

from bot.domain.message import Button, Keyboard, Outgoing
from bot.domain.source import Source, SourceState
from bot.domain.statement import Millis
from bot.i18n import Html
from bot.ports import Listed
from bot.render.html import bold, clipped, escape, joined, link
from bot.render.publishing import brief
from bot.render.voice import Voice

LISTED = 10  # sources on one page
LOOK_AT = 8  # waiting statements on one page
CORRECTIONS = 50  # waiting corrections that are counted
_NAMED = 5  # and those that are named
NEWEST = (1, 3, 5)  # how many of a flood an editor may let through


def listed(lang: str, voice: Voice, sources: Sequence[tuple[Source, bool]], *, page: int = 0) -> Outgoing:
    """/sources: each source with whether it stands still; a button each."""
    if not sources:
        return Outgoing(voice.say(lang, "sources-none"))
    last = (len(sources) - 1) // LISTED
    page = max(0, min(page, last))
    first = page * LISTED
    shown = list(enumerate(sources, 1))[first : first + LISTED]
    lines = [Html(f"{n}. {_line(lang, voice, source, stale=stale)}") for n, (source, stale) in shown]
    buttons = [Button(str(n), data=f"src:show:{source.id}") for n, (source, _) in shown]
    rows = [tuple(buttons[i : i + 5]) for i in range(0, len(buttons), 5)]
    turns = tuple(
        Button(voice.plain(lang, key), data=f"src:list:{to}")
        for key, to in (("button-previous", page - 1), ("button-next", page + 1))
        if 0 <= to <= last
    )
    text = joined((voice.say(lang, "sources-title"), *lines), "\n\n")
    return Outgoing(text, (*rows, turns) if turns else tuple(rows))


def _line(lang: str, voice: Voice, source: Source, *, stale: bool) -> Html:
    count = source.waiting
    waiting = voice.say(lang, "source-waiting-short", count=count) if count else ""
    name = bold(escape(clipped(source.spec.name, 60)))
    times = voice.say(
        lang,
        "source-times",
        good=_when(lang, voice, source.fetch.last_good_at),
        newest=_when(lang, voice, source.fetch.newest_item_at),
    )
    head = joined((name, _state(lang, voice, source, stale=stale), waiting), " · ")
    return joined((head, times))


def _state(lang: str, voice: Voice, source: Source, *, stale: bool) -> Html:
    fetch = source.fetch
    if not source.spec.enabled:
        return voice.say(lang, "source-state-off")
    if source.state is not SourceState.ACTIVE:
        return voice.say(lang, f"source-state-{source.state}")
    if fetch.problem:
        return voice.say(lang, "source-state-problem", problem=voice.say(lang, f"problem-{fetch.problem}"))
    if stale:
        return voice.say(lang, "source-state-stale")
    return voice.say(lang, "source-state-well" if fetch.last_good_at else "source-state-new")


def source_card(
    lang: str,
    voice: Voice,
    source: Source,
    *,
    stale: bool,
    now: Millis,
    corrections: Listed | None = None,
) -> Outgoing:
    """One source: its state in words, what to do about it, and the buttons that do it."""
    spec, fetch = source.spec, source.fetch
    address = clipped(fetch.effective_url or spec.url, 300)
    head = joined((bold(escape(clipped(spec.name, 200))), _state(lang, voice, source, stale=stale)))
    facts = joined(
        (
            voice.say(lang, "source-address", url=link(address, escape(address))),
            voice.say(lang, "source-last-good", at=_when(lang, voice, fetch.last_good_at)),
            voice.say(lang, "source-newest", at=_when(lang, voice, fetch.newest_item_at)),
            _next(lang, voice, source, now),
            voice.say(lang, "source-urgent") if source.urgent else "",
        )
    )
    flood = voice.say(lang, "source-flood", statements=source.waiting) if source.waiting else ""
    trouble = _trouble(lang, voice, source, stale=stale)
    held = _corrections(lang, voice, corrections) if corrections and corrections.cards else ""
    ways = _corrections_ways(lang, voice, source) if held else ()
    text = joined((head, trouble, facts, flood, held), "\n\n")
    return Outgoing(text, (*ways, *_keyboard(lang, voice, source)))


def _corrections(lang: str, voice: Voice, corrections: Listed) -> Html:
    titles = [Html(f"• {escape(clipped(card.title, 100))}") for card in corrections.cards[:_NAMED]]
    left = len(corrections.cards) > _NAMED
    return joined((voice.say(lang, "source-corrections", number=_count(corrections)), *titles, "…" * left))


def _count(corrections: Listed) -> str:
    return f"{len(corrections.cards)}{'+' if corrections.more else ''}"


def _corrections_ways(lang: str, voice: Voice, source: Source) -> Keyboard:
    send = Button(voice.plain(lang, "source-button-amend"), data=f"src:amend:{source.id}")
    store = Button(voice.plain(lang, "source-button-leave"), data=f"src:left:{source.id}")
    return ((send, store),)


def really_amend(lang: str, voice: Voice, source: Source, corrections: Listed) -> Outgoing:
    """Asked once more before readers are told."""
    name = clipped(source.spec.name, 200)
    yes = Button(voice.plain(lang, "source-button-really-amend"), data=f"src:amended:{source.id}")
    text = voice.say(lang, "source-really-amend", source=name, number=_count(corrections))
    return Outgoing(text, ((yes,), _back(lang, voice, source, "show")))


def _next(lang: str, voice: Voice, source: Source, now: Millis) -> Html | str:
    at = source.fetch.next_at
    if not source.spec.enabled or source.state is not SourceState.ACTIVE or at <= now:
        return ""
    return voice.say(lang, "source-next", at=voice.texts.time(lang, at, voice.zone))


def _trouble(lang: str, voice: Voice, source: Source, *, stale: bool) -> Html:
    fetch = source.fetch
    if fetch.problem:
        failures = voice.say(lang, "source-failures", count=fetch.failures) if fetch.failures > 1 else ""
        detail = clipped(fetch.detail, 600)
        return joined(
            (
                voice.say(lang, f"remedy-{fetch.problem}"),
                voice.say(lang, "source-detail", detail=detail) if detail else "",
                failures,
            )
        )
    if stale and fetch.newest_item_at is not None:
        return voice.say(lang, "source-stale", since=voice.date(lang, fetch.newest_item_at))
    return Html("")


def _when(lang: str, voice: Voice, at: Millis | None) -> Html:
    return voice.say(lang, "editor-never") if at is None else escape(voice.datetime(lang, at))


def _keyboard(lang: str, voice: Voice, source: Source) -> Keyboard:
    def button(key: str, act: str, **args: int) -> Button:
        return Button(voice.plain(lang, key, **args), data=f"src:{act}:{source.id}")

    rows: list[tuple[Button, ...]] = []
    if source.waiting:
        rows.append((button("source-button-flood", "flood", count=source.waiting),))
    if source.spec.enabled:
        active = source.state is SourceState.ACTIVE
        state = button("source-button-pause", "pause") if active else button("source-button-resume", "resume")
        rows.append((state, button("source-button-look", "look")) if active else (state,))
    urgent = "source-button-not-urgent" if source.urgent else "source-button-urgent"
    rows.append((button(urgent, f"urgent{0 if source.urgent else 1}"),))
    refresh = button("editor-button-refresh", "show")
    return (*rows, (Button(voice.plain(lang, "editor-button-list"), data="src:list:0"), refresh))


def flood(lang: str, voice: Voice, source: Source, waiting: Listed, *, offset: int = 0) -> Outgoing:
    """What waits, newest first, page by page, and the three ways out."""
    if not source.waiting:
        return Outgoing(voice.say(lang, "source-flood-none"), (_back(lang, voice, source, "show"),))
    head = voice.say(
        lang, "source-flood-title", source=clipped(source.spec.name, 200), statements=source.waiting
    )
    text = joined((head, *(brief(card, lang, voice) for card in waiting.cards)), "\n\n")
    turns = (
        ("button-previous", max(0, offset - LOOK_AT), offset > 0),
        ("button-next", offset + LOOK_AT, waiting.more),
    )
    row = tuple(
        Button(voice.plain(lang, key), data=f"src:flood:{source.id}:{to}")
        for key, to, there in turns
        if there
    )
    ways = (
        (
            Button(voice.plain(lang, "source-button-all", count=source.waiting), data=f"src:all:{source.id}"),
            Button(voice.plain(lang, "source-button-newest"), data=f"src:newest:{source.id}"),
        ),
        (Button(voice.plain(lang, "source-button-store"), data=f"src:store:{source.id}"),),
    )
    return Outgoing(text, (*((row,) if row else ()), *ways, _back(lang, voice, source, "show")))


def how_many(lang: str, voice: Voice, source: Source) -> Outgoing:
    """Newest only: how many?"""
    numbers = tuple(
        Button(str(number), data=f"src:rel:{source.id}:{number}")
        for number in NEWEST
        if number <= source.waiting or number == NEWEST[0]
    )
    return Outgoing(voice.say(lang, "source-how-many"), (numbers, _back(lang, voice, source, "flood")))


def really_all(lang: str, voice: Voice, source: Source) -> Outgoing:
    """Asked once more before all of them go out."""
    name = clipped(source.spec.name, 200)
    yes = Button(
        voice.plain(lang, "source-button-really-all", count=source.waiting), data=f"src:rel:{source.id}:all"
    )
    text = voice.say(lang, "source-really-all", source=name, statements=source.waiting)
    return Outgoing(text, ((yes,), _back(lang, voice, source, "flood")))


def really_store(lang: str, voice: Voice, source: Source) -> Outgoing:
    """Asked once more before none goes out."""
    name = clipped(source.spec.name, 200)
    yes = Button(voice.plain(lang, "source-button-really-store"), data=f"src:rel:{source.id}:0")
    text = voice.say(lang, "source-really-store", source=name, statements=source.waiting)
    return Outgoing(text, ((yes,), _back(lang, voice, source, "flood")))


def _back(lang: str, voice: Voice, source: Source, to: str) -> tuple[Button, ...]:
    return (Button(voice.plain(lang, "source-button-back"), data=f"src:{to}:{source.id}"),)
