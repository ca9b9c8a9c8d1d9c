"""The world's time zones to choose from: by region, each by the name of its city."""

import functools
import unicodedata
from collections.abc import Mapping
from zoneinfo import available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location

from bot.i18n import locale_of

REGIONS = (
    "Europe",
    "America",
    "Asia",
    "Africa",
    "Australia",
    "Pacific",
    "Atlantic",
    "Indian",
    "Antarctica",
)
_ALPHABETS = {
    "sq": "abcçdeëfghijklmnopqrstuvxyz",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "sr-Latn": "abcčćdđefghijklmnoprsštuvzž",
}


@functools.cache
def known() -> frozenset[str]:
    """Every time zone that can be chosen, older names of places included."""
    return frozenset(available_timezones()) - {"localtime"}  # some machines' own, the same nowhere else


@functools.cache
def _by_region() -> Mapping[str, frozenset[str]]:
    """Each place once: without older names of it, and without what this machine's own data lacks."""
    places = [zone for zone in get_global("zone_territories") if zone in known()]
    return {region: frozenset(zone for zone in places if zone.startswith(f"{region}/")) for region in REGIONS}


@functools.cache
def cities(lang: str, region: str) -> tuple[str, ...]:
    """The zones of a region in the order of their cities' names; none for a region that there is not."""
    return tuple(sorted(_by_region().get(region, ()), key=lambda zone: _sorted_as(lang, city(lang, zone))))


def _sorted_as(lang: str, name: str) -> tuple[int, ...]:
    """Its letters' places in the language's own alphabet; a stranger stands at its bare letter's, else last."""
    alphabet = _ALPHABETS.get(lang, "abcdefghijklmnopqrstuvwxyz")
    letters = (c if c in alphabet else unicodedata.normalize("NFD", c)[0] for c in name.casefold())
    return tuple(alphabet.find(c) if c in alphabet or not c.isalpha() else ord(c) for c in letters)


def city(lang: str, zone: str) -> str:
    """The city that stands for this zone, in `lang`: "New York", "Nju-Jork", "Њујорк"."""
    if zone not in get_global("zone_territories"):
        return zone.rpartition("/")[2].replace("_", " ")
    name = get_timezone_location(zone, locale=locale_of(lang), return_city=True)
    return name.rpartition("/")[2]  # "Argentina/Salta" where no translator was
