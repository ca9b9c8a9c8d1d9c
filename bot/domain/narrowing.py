"""What a search is narrowed by: the values of its operators, read as loosely as people type them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from bot.domain.query import Narrowing, Operator, Scope, Unread
from bot.domain.statement import Millis
from bot.domain.text import fold, words
from bot.domain.topic import Taxonomy

_LANGS: Mapping[str, str] = {
    **dict.fromkeys(("en", "eng", "english", "anglisht", "anglishtja", "engleski"), "en"),
    **dict.fromkeys(("sq", "al", "alb", "albanian", "shqip", "shqipja", "albanski"), "sq"),
    **dict.fromkeys(("sr", "srp", "serbian", "serbisht", "serbishtja", "srpski"), "sr"),
}
_AGO = re.compile(r"([0-9]{1,4})\s*([a-z])[a-z]*")
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})\.?")
_MONTHS_A_YEAR = 12
# Days, weeks, months and years, by the first letter of their names in the three languages.
_DAYS = {"d": 1, "w": 7, "j": 7, "n": 7}
_MONTHS = {"m": 1, "y": _MONTHS_A_YEAR, "v": _MONTHS_A_YEAR, "g": _MONTHS_A_YEAR}
_FIRST_YEAR, _LAST_YEAR = 1990, 9998


@dataclass(frozen=True, slots=True)
class Reading:
    """What values are read against; days begin in `zone`."""

    sources: Mapping[str, str]  # names by key
    taxonomy: Taxonomy
    now: Millis
    zone: tzinfo


def narrow(narrowed: Iterable[Narrowing], reading: Reading) -> tuple[Scope, tuple[Unread, ...]]:
    """Where is to be searched, and what could not be read."""
    scope, unread = Scope(), []
    for each in narrowed:
        read = (_read(each.value, operator, reading) for operator in each.operators)
        if (found := next((part for part in read if part is not None), None)) is None:
            unread.append(Unread(each.typed, each.operators[-1]))
        else:
            scope = _both(scope, found)
    return scope, tuple(unread)


def _read(value: str, operator: Operator, reading: Reading) -> Scope | None:
    match operator:
        case Operator.FROM:
            keys = _sources(value, reading.sources)
            return Scope(sources=keys) if keys else None
        case Operator.TOPIC:
            topic = reading.taxonomy.find(value)
            return Scope(topics=(topic.key,)) if topic else None
        case Operator.LANG:
            lang = _LANGS.get(fold(value))
            return Scope(langs=(lang,)) if lang else None
        case Operator.SINCE:
            today = datetime.fromtimestamp(reading.now / 1000, reading.zone).date()
            since = _since(fold(value), today)
            return None if since is None else Scope(since=_midnight(since, reading.zone))


def _both(one: Scope, other: Scope) -> Scope:
    times = [scope.since for scope in (one, other) if scope.since is not None]
    return replace(
        one,
        sources=one.sources + other.sources,
        topics=one.topics + other.topics,
        langs=one.langs + other.langs,
        since=max(times, default=None),
    )


def _sources(value: str, sources: Mapping[str, str]) -> tuple[str, ...]:
    """Those whose key or name it is; else those in whose name all its words begin a word."""
    typed = words(value.replace("_", " "))
    if not typed:
        return ()
    called = {key: [words(key.replace("_", " ")), words(name)] for key, name in sources.items()}
    exactly = tuple(key for key, names in called.items() if "".join(typed) in map("".join, names))
    return exactly or tuple(key for key, names in called.items() if any(_begins(typed, n) for n in names))


def _begins(typed: Sequence[str], name: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in name) for part in typed)


def _since(value: str, today: date) -> date | None:
    """The first day that is meant."""
    try:
        if found := _AGO.fullmatch(value):
            return _ago(int(found[1]), found[2], today)
        if found := _ISO.fullmatch(value):
            return _day(int(found[1]), int(found[2] or 1), int(found[3] or 1))
        if found := _DAY_FIRST.fullmatch(value):
            return _day(int(found[3]), int(found[2]), int(found[1]))
    except (ValueError, OverflowError):
        pass
    return None


def _ago(how_many: int, unit: str, today: date) -> date | None:
    if unit in _DAYS:
        return max(today - timedelta(days=how_many * _DAYS[unit]), date(_FIRST_YEAR, 1, 1))
    if unit not in _MONTHS:
        return None
    months = today.year * _MONTHS_A_YEAR + today.month - 1 - how_many * _MONTHS[unit]
    year, month = divmod(months, _MONTHS_A_YEAR)
    if year < _FIRST_YEAR:
        return date(_FIRST_YEAR, 1, 1)
    return date(year, month + 1, min(today.day, _length(year, month + 1)))


def _length(year: int, month: int) -> int:
    following = date(year + month // _MONTHS_A_YEAR, month % _MONTHS_A_YEAR + 1, 1)
    return (following - timedelta(days=1)).day


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _midnight(day: date, zone: tzinfo) -> Millis:
    return round(datetime.combine(day, time(), zone).timestamp() * 1000)
