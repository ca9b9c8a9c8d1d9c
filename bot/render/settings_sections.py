"""The settings card's sections: languages, keywords, delivery, quiet hours, the time zone. Pure.

Each says what it is for, how it stands, and ends with the way back.
"""

from collections.abc import Collection, Sequence
from typing import TypeVar

from bot.domain.hours import MINUTES
from bot.domain.message import Button, Keyboard, Outgoing
from bot.domain.rule import Rule
from bot.domain.subscriber import STATEMENT_LANGUAGES, UI_LANGUAGES, Following, TermKind
from bot.i18n import zones
from bot.i18n.calendar import time_of_day, weekday
from bot.ports import Trial
from bot.render import rules, settings
from bot.render.html import clipped, escape, joined
from bot.render.screens import mark
from bot.render.settings import View

T = TypeVar("T")

WORDS_A_PAGE = 10
CITIES_A_PAGE = 18
FEW_ZONES = (
    "Europe/Belgrade",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Zurich",
    "Europe/Vienna",
    "Europe/Istanbul",
    "America/New_York",
    "America/Los_Angeles",
)
_TIMES_IN_A_ROW = 4
_DAYS_IN_A_ROW = 4
_HALVES = (0, 30)  # past the hour: a grid shows one of them


def _section(
    view: View, key: str, rows: Keyboard, *state: str, back: Sequence[str] = ("c",), **args: str | int
) -> Outgoing:
    text = joined((view.say(f"settings-{key}", **args), joined(map(escape, state))), "\n\n")
    return Outgoing(text, (*rows, (view.tap(view.plain("button-settings-back"), *back),)))


def _in_rows(buttons: Sequence[Button], wide: int) -> Keyboard:
    return tuple(tuple(buttons[i : i + wide]) for i in range(0, len(buttons), wide))


# ── languages ─────────────────────────────────────────────────────────────────────────────────────


def languages(view: View) -> Outgoing:
    """The languages of statements in their order, each with a button that moves it up."""
    chosen = view.subscriber.langs
    rows = [_language_row(view, code, place) for place, code in enumerate(chosen, 1)]
    rows += [(_language(view, code, ""),) for code in STATEMENT_LANGUAGES if code not in chosen]
    return _section(view, "languages", tuple(rows), settings.languages_line(view))


def _language_row(view: View, code: str, place: int) -> tuple[Button, ...]:
    row = (_language(view, code, f"{place}. " if len(view.subscriber.langs) > 1 else ""),)
    return row if place == 1 else (*row, view.tap("⬆", "l", "u", code))


def _language(view: View, code: str, place: str) -> Button:
    name = view.voice.texts.language(view.lang, code).capitalize()
    return view.tap(f"{place}{name}", "l", "t", code, on=code in view.subscriber.langs)


def speech(view: View) -> Outgoing:
    """The language and script the bot speaks."""
    buttons = [
        view.tap(settings.UI_NAMES[code], "u", code, on=code == view.subscriber.ui_lang)
        for code in UI_LANGUAGES
    ]
    return _section(view, "speech", _in_rows(buttons, 2), settings.speech_line(view))


# ── keywords ──────────────────────────────────────────────────────────────────────────────────────


def words(view: View, following: Following, *, page: int = 0) -> Outgoing:
    """The keywords, each with a button that removes it."""
    every = [term for term in following.terms if term.kind is TermKind.KEYWORD]
    page, shown, last = _sliced(every, page, WORDS_A_PAGE)
    removers = [view.tap(f"✖️ {clipped(term.shown, 60)}", "k", "x", page, mark(term)) for term in shown]
    rows = (*_in_rows(removers, 1), *_turns(view, page, last, "k"))
    state = view.plain("settings-words-number", number=len(every))
    if view.channel is None:
        return _section(view, "words", rows, state)
    return _section(view, "words-channel", rows, state, name=view.channel_name)


def rule(view: View, typed: str, rule: Rule, trial: Trial) -> Outgoing:
    """A rule for a channel before it is saved: what it would have found, and the buttons that decide."""
    save = view.tap(view.plain("button-rule-save"), "k", "save")
    cancel = view.tap(view.plain("button-rule-cancel"), "k", 0)
    head = view.say("settings-rule-channel", channel=clipped(view.channel or "", 100))
    tried = rules.proposal(typed, rule, trial, view.lang, view.voice).text
    return Outgoing(joined((head, tried), "\n\n"), ((save, cancel),))


# ── delivery ──────────────────────────────────────────────────────────────────────────────────────


def delivery(view: View) -> Outgoing:
    """At once or in digests; their times and weekdays."""
    hours = view.subscriber.hours
    in_digests = bool(hours.digest_times)
    rows: list[tuple[Button, ...]] = [
        (
            view.tap(view.plain("button-settings-now"), "d", "now", on=not in_digests),
            view.tap(view.plain("button-settings-digest"), "d", "digest", on=in_digests),
        )
    ]
    if in_digests:
        days = [
            view.tap(weekday(view.lang, day), "d", "w", day, on=bool(hours.digest_days >> day & 1))
            for day in settings.EVERY
        ]
        rows.append((view.tap(view.plain("button-settings-times"), "d", "g", _half(hours.digest_times)),))
        rows += _in_rows(days, _DAYS_IN_A_ROW)
        rows.append((_urgent(view, "d"),))
    return _section(view, "delivery", tuple(rows), *settings.delivery_lines(view))


def _urgent(view: View, section: str) -> Button:
    passes = view.subscriber.hours.urgent_passes
    return view.tap(view.plain("button-settings-urgent"), section, "urgent", on=passes)


def times(view: View, half: int, *, most: int) -> Outgoing:
    """The grid of the digest's times, on the hour or at half past."""
    chosen = view.subscriber.hours.digest_times
    rows = _grid(view, half, chosen, grid=("d", "g"), tap=("d", "t"))
    return _section(view, "times", rows, settings.delivery_line(view), back=("d",), most=most)


def _half(times: Sequence[int | None]) -> int:
    """The grid that shows these times, if one of the two shows them all."""
    return _HALVES[1] if times and all((time or 0) % 60 for time in times) else _HALVES[0]


def _grid(
    view: View, half: int, chosen: Collection[int | None], *, grid: Sequence[str], tap: Sequence[str]
) -> Keyboard:
    half = half if half in _HALVES else _HALVES[0]
    buttons = [
        view.tap(time_of_day(minute), *tap, minute, on=minute in chosen)
        for minute in range(half, MINUTES, 60)
    ]
    halves = [view.tap(f":{each:02}", *grid, each, on=each == half) for each in _HALVES]
    return (*_in_rows(buttons, _TIMES_IN_A_ROW), tuple(halves))


# ── quiet hours ───────────────────────────────────────────────────────────────────────────────────


def quiet(view: View) -> Outgoing:
    """Quiet hours or none; from when to when, and whether what is urgent passes."""
    hours = view.subscriber.hours
    switch = view.tap(view.plain("button-settings-quiet-on"), "q", "on", on=hours.quiet_from is not None)
    rows: list[tuple[Button, ...]] = [(switch,)]
    if hours.quiet_from is not None and hours.quiet_to is not None:
        ends = (("from", hours.quiet_from), ("to", hours.quiet_to))
        rows.append(tuple(_end(view, which, minute) for which, minute in ends))
        rows.append((_urgent(view, "q"),))
    return _section(view, "quiet", tuple(rows), settings.quiet_line(view))


def _end(view: View, which: str, minute: int) -> Button:
    text = view.plain(f"button-settings-{which}", time=time_of_day(minute))
    return view.tap(text, "q", which, "g", _half([minute]))


def quiet_end(view: View, which: str, half: int) -> Outgoing:
    """The grid of when the quiet hours begin ("from") or end ("to")."""
    hours = view.subscriber.hours
    chosen = hours.quiet_from if which == "from" else hours.quiet_to
    rows = _grid(view, half, [chosen], grid=("q", which, "g"), tap=("q", which, "t"))
    return _section(view, f"quiet-{which}", rows, settings.quiet_line(view), back=("q",))


# ── the time zone ─────────────────────────────────────────────────────────────────────────────────


def zone(view: View) -> Outgoing:
    """None of one's own, the zones of most readers, and the way to all others."""
    house = view.voice.zone.key
    few = [house, *(zone for zone in FEW_ZONES if zone != house)]
    rows = _in_rows([_zone(view, zone) for zone in few], 2)
    other = view.tap(view.plain("button-settings-other-zone"), "z", "r")
    return _section(view, "zone", ((_house_zone(view),), *rows, (other,)), settings.zone_line(view))


def _house_zone(view: View) -> Button:
    """None of one's own: whatever the newsroom keeps, should that ever change."""
    name = view.plain("button-settings-house-zone", zone=_zone_name(view, view.voice.zone.key))
    return view.tap(name, "z", "s", "", on=view.subscriber.time_zone not in zones.known())


def _zone(view: View, zone: str) -> Button:
    return view.tap(_zone_name(view, zone), "z", "s", zone, on=zone == view.subscriber.time_zone)


def _zone_name(view: View, zone: str) -> str:
    return clipped(settings.zone_name(view, zone), 30)


def regions(view: View) -> Outgoing:
    """The regions of the world."""
    buttons = [view.tap(_region(view, region), "z", "c", region, 0) for region in zones.REGIONS]
    return _section(view, "region", _in_rows(buttons, 2), settings.zone_line(view), back=("z",))


def _region(view: View, region: str) -> str:
    return view.plain(f"settings-region-{region.lower()}")


def cities(view: View, region: str, *, page: int = 0) -> Outgoing:
    """The cities of a region, page by page."""
    page, shown, last = _sliced(zones.cities(view.lang, region), page, CITIES_A_PAGE)
    rows = _in_rows([_zone(view, zone) for zone in shown], 2)
    turns = _turns(view, page, last, "z", "c", region)
    name = _region(view, region)
    return _section(view, "city", (*rows, *turns), settings.zone_line(view), back=("z", "r"), region=name)


# ── pages ─────────────────────────────────────────────────────────────────────────────────────────


def _sliced(every: Sequence[T], page: int, size: int) -> tuple[int, Sequence[T], int]:
    last = max(0, (len(every) - 1) // size)
    page = max(0, min(page, last))
    return page, every[page * size : (page + 1) * size], last


def _turns(view: View, page: int, last: int, *data: str) -> Keyboard:
    turns = (("◀", page - 1), ("▶", page + 1))
    row = tuple(view.tap(sign, *data, to) for sign, to in turns if 0 <= to <= last)
    return (row,) if row else ()
