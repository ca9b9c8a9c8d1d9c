"""The settings card and its sections: sound in every language, and said as each language says it."""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.domain.hours import Hours
from bot.domain.source import FetchState, Source, SourceSpec
from bot.domain.subscriber import (
    ALL,
    OFFICIAL,
    Address,
    ChatKind,
    Following,
    Subscriber,
    SubscriberId,
    SubscriberState,
    Term,
    TermKind,
)
from bot.domain.topic import Taxonomy
from bot.i18n import calendar, load_texts, zones
from bot.render import settings
from bot.render import settings_sections as sections
from bot.render.settings import View
from bot.render.voice import Voice
from tests.unit.test_render import is_sound

NOW = 1_795_525_500_000  # 24 November 2026, 14:05 in Belgrade
VOICE = Voice(load_texts(), Taxonomy([]), ZoneInfo("Europe/Belgrade"))
LANGS = ("en", "sq", "sr", "sr-Latn")
HARDEST = "ch:-4503599627370496"  # the longest id that Telegram has
KEYWORDS = tuple(Term(TermKind.KEYWORD, f"{'ë' * 18} {number:02}") for number in range(50))
SOURCES = tuple(Term(TermKind.SOURCE, f"{'k' * 29}{number:03}") for number in range(40))
KNOWN = tuple(
    Source(number, SourceSpec(term.key, "<b>N & " * 40, "https://a.example"), FetchState("https://a.example"))
    for number, term in enumerate(SOURCES)
)
FULL = Hours((0, 30, 480, 720, 1080, 1410), 0b0101011, 1410, 30, urgent_passes=False)


def view(lang="en", **changes) -> View:
    subscriber = Subscriber(SubscriberId(1), Address(1), ChatKind.PRIVATE, lang, ("sq", "en"))
    return View(replace(subscriber, **changes), lang, VOICE, NOW)


def of_a_channel(own: View) -> View:
    return replace(own, prefix=f"{HARDEST}:set", picker=HARDEST, channel="<T> & " * 60)


VIEWS = [
    make(view(lang, **changes))
    for lang in LANGS
    for make in (lambda own: own, of_a_channel)
    for changes in (
        {},
        {"langs": (), "state": SubscriberState.PAUSED, "silent": True, "previews": True},
        {"hours": FULL, "time_zone": "America/North_Dakota/New_Salem", "langs": ("sr", "en", "sq")},
        {"hours": Hours((480,)), "time_zone": "No/Such_Zone"},
    )
]


@pytest.mark.parametrize("shown", VIEWS)
def test_telegram_takes_the_card_however_much_is_chosen(shown):
    for following in (
        Following(),
        Following((ALL,), (*SOURCES, *KEYWORDS)),
        Following((OFFICIAL, *KEYWORDS, *SOURCES)),
    ):
        is_sound(settings.card(shown, following, KNOWN))
        for page in (0, 3, 99):
            is_sound(sections.words(shown, following, page=page))


@pytest.mark.parametrize("shown", VIEWS)
def test_telegram_takes_every_section(shown):
    for section in (
        sections.languages,
        sections.speech,
        sections.delivery,
        sections.quiet,
        sections.zone,
        sections.regions,
    ):
        is_sound(section(shown))
    for half in (0, 30, 7):
        is_sound(sections.times(shown, half, most=6))
        for which in ("from", "to"):
            is_sound(sections.quiet_end(shown, which, half))


@pytest.mark.parametrize("lang", LANGS)
def test_every_city_of_the_world_has_a_button_that_fits(lang):
    shown, offered = of_a_channel(view(lang)), []
    for region in zones.REGIONS:
        for page in range(len(zones.cities(lang, region)) // sections.CITIES_A_PAGE + 1):
            screen = sections.cities(shown, region, page=page)
            is_sound(screen)
            offered += [
                b.data.partition(":z:s:")[2] for row in screen.keyboard for b in row if ":z:s:" in b.data
            ]
    every = [zone for region in zones.REGIONS for zone in zones.cities(lang, region)]
    assert offered == every
    assert len(every) == len(set(every)) > 400
    assert set(every) <= zones.known()
    assert set(sections.FEW_ZONES) <= set(every)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "🕗 Digest: 08:00 and 18:00, Mon–Fri"),
        ("sq", "🕗 Përmbledhja: 08:00 dhe 18:00, hën–pre"),
        ("sr", "🕗 Преглед: 08:00 и 18:00, пон–пет"),
        ("sr-Latn", "🕗 Pregled: 08:00 i 18:00, pon–pet"),
    ],
)
def test_the_digest_is_said_as_the_language_says_it(lang, said):
    assert settings.delivery_line(view(lang, hours=Hours((480, 1080), 0b0011111))) == said


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Wednesday, 08:00"),
        ("sq", "e mërkurë, 08:00"),
        ("sr", "среда, 08:00"),
        ("sr-Latn", "sreda, 08:00"),
    ],
)
def test_the_next_digest_is_named(lang, said):
    assert said in settings.delivery_lines(view(lang, hours=Hours((480,))))[1]
    assert len(settings.delivery_lines(view(lang))) == 1


def test_quiet_hours_and_time_zone_are_said_in_words():
    assert (
        settings.quiet_line(view(hours=Hours((), 127, 1320, 420))) == "🌙 Quiet: 22:00–07:00, urgent passes"
    )
    assert settings.quiet_line(view()) == "🌙 Quiet hours: none"
    assert settings.zone_line(view()) == "🌍 Time zone: Prishtina, Belgrade (14:05)"
    assert "New York (08:05)" in settings.zone_line(view(time_zone="America/New_York"))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((0, 1, 2, 3, 4), "Mon–Fri"),
        ((5, 6), "Sat and Sun"),
        ((0, 2, 4), "Mon, Wed and Fri"),
        ((0, 1, 2, 6), "Mon–Wed and Sun"),
        ((3,), "Thu"),
    ],
)
def test_weekdays_are_said_briefly(days, said):
    assert calendar.weekdays("en", days) == said


def test_cities_stand_in_the_order_of_each_alphabet():
    names = [zones.city("sq", zone) for zone in zones.cities("sq", "Europe")]
    assert names.index("Shkup") < names.index("Tiranë") < names.index("Zyrih")
    names = [zones.city("sr", zone) for zone in zones.cities("sr", "Europe")]
    assert names.index("Беч") < names.index("Љубљана") < names.index("Мадрид") < names.index("Цирих")
    assert zones.cities("en", "Atlantis") == ()
    assert zones.city("en", "America/Argentina/Salta") == "Salta"


def test_a_language_of_statements_is_moved_up_by_its_own_button():
    rows = sections.languages(view(langs=("sr", "en"))).keyboard
    assert [[button.text for button in row] for row in rows] == [
        ["✅ 1. Serbian"],
        ["✅ 2. English", "⬆"],
        ["Albanian"],
        ["↩ Back"],
    ]


def test_a_keyword_is_named_by_the_same_mark_wherever_it_stands():
    marks = {sections.mark(word) for word in KEYWORDS}
    assert len(marks) == len(KEYWORDS)
    assert all(re.fullmatch(r"[0-9a-f]{12}", mark) for mark in marks)
