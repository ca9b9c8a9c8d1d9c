"""Dates as agencies write them, in English, Albanian and Serbian (both scripts). Pure.

Written where no zone is: UTC in the standard forms, as everywhere; the region's time in the forms that
only people of the region write (month names of its languages, 02.03.2026, Drupal's display format).
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from bot.domain.statement import Millis
from bot.domain.text import fold

_REGION = ZoneInfo("Europe/Belgrade")
_YEARS = range(1990, 2100)
_PIVOT = 70  # two digits: 69 is 2069, 70 is 1970
_LONGEST = 200  # characters

_MONTHS = (
    "jan january januar janar sijecanj sijecnja",
    "feb february februar shkurt shk veljaca veljace",
    "mar march mart mars ozujak ozujka",
    "apr april prill pri travanj travnja",
    "may maj svibanj svibnja",
    "jun june juni qershor qer lipanj lipnja",
    "jul july juli korrik kor korr srpanj srpnja",
    "aug august avg avgust gusht gush kolovoz kolovoza",
    "sep sept september septembar septembra shtator sht shta rujan rujna",
    "oct october okt oktobar oktobra tetor tet listopad listopada",
    "nov november novembar novembra nentor nen studeni studenoga",
    "dec december decembar decembra dhjetor dhj prosinac prosinca",
)
_MONTH = {name: month for month, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH |= {f"{name}a": month for name, month in tuple(_MONTH.items())}  # the Serbian genitive
_ENGLISH_MONTHS = (
    "january february march april may june july august september october november december sept",
    "jan feb mar apr may jun jul aug sep oct nov dec",
)
_ENGLISH = frozenset(name for line in _ENGLISH_MONTHS for name in line.split())

_HOURS = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "mez": 1, "met": 1, "cest": 2,
    "mesz": 2, "mest": 2, "eet": 2, "eest": 3, "msk": 3, "trt": 3, "est": -5, "edt": -4, "cst": -6, "cdt": -5,
    "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "jst": 9,
}  # fmt: skip

_MOST = (24, 59, 60)  # midnight at the day's end, and a leap second
_DAY = timedelta(days=1)

_TIME = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\b)?")
_ZONE = re.compile(r"\s*\(?(?:(?:gmt|utc)?\s*([+-])(\d{1,2}):?(\d{2})?(?!\d)|([a-z]{1,5})\b)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s.,/-]*([a-z]{3,})[\s.,/-]*(\d{4}|\d{2})(?![\d:])"
)
_MONTH_DAY = re.compile(
    r"([a-z]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b[\s.,]+(?:\d{1,2}:\d{2}.*?\s)?(\d{4})(?!\d)"
)
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_WEEKDAYS = (
    ("mon", "hen", "pon"),
    ("tue", "marte", "uto"),
    ("wed", "mer", "sre", "sri"),
    ("thu", "enj", "cet"),
    ("fri", "pre", "pet"),
    ("sat", "sht", "sub"),
    ("sun", "die", "ned"),
)
_ANY_WEEKDAY = tuple(name for names in _WEEKDAYS for name in names)
_LOCAL_WEEKDAYS = (
    "e ",
    "hen",
    "enj",
    "pre",
    "sht",
    "die",
    "pon",
    "uto",
    "sre",
    "sri",
    "cet",
    "pet",
    "sub",
    "ned",
)


def parse_date(text: str | None) -> Millis | None:
    """The instant `text` names; None when it names none or one that no agency can mean (before 1990, after 2099)."""
    if not text or len(text) > _LONGEST:
        return None
    line = " ".join(fold(text).split())
    found = _date(line)
    if found is None:
        return None
    year, month, day, here = found
    hour, minute, second, zone = _time(line)
    return _instant((year, month, day), (hour, minute, second), zone or (_REGION if here else UTC))


def _instant(date: tuple[int, int, int], time: tuple[int, int, int], zone: tzinfo) -> Millis | None:
    if date[0] not in _YEARS:
        return None
    try:
        midnight = datetime(*date, tzinfo=zone)
    except ValueError:
        return None
    hour, minute, second = time
    if any(part > most for part, most in zip(time, _MOST, strict=True)):
        return None
    return round((midnight + timedelta(hours=hour, minutes=minute, seconds=second)).timestamp() * 1000)


def _date(line: str) -> tuple[int, int, int, bool] | None:
    """Year, month, day, and whether only people of the region write it so."""
    if found := _ISO.search(line) or _YEAR_FIRST.search(line):
        return int(found[1]), int(found[2]), int(found[3]), False
    if named := _with_month_name(line):
        return named
    if found := _DOTTED.search(line):
        return int(found[3]), int(found[2]), int(found[1]), True
    found = _SLASHED.search(line)
    return _slashed(int(found[1]), int(found[2]), int(found[3]), line) if found else None


def _with_month_name(line: str) -> tuple[int, int, int, bool] | None:
    for found in _DAY_MONTH.finditer(line):
        if found[2] in _MONTH:
            return _year(found[3]), _MONTH[found[2]], int(found[1]), _local(found[2], line)
    for found in _MONTH_DAY.finditer(line):
        if found[1] in _MONTH:
            return int(found[3]), _MONTH[found[1]], int(found[2]), _local(found[1], line)
    return None


def _local(month: str, line: str) -> bool:
    return month not in _ENGLISH or line.startswith(_LOCAL_WEEKDAYS)


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) > len("26") else year + (2000 if year < _PIVOT else 1900)


def _slashed(a: int, b: int, year: int, line: str) -> tuple[int, int, int, bool] | None:
    """Day first as in Europe, unless the weekday says month first (Drupal) or only that is a date."""
    for month, day in ((b, a), (a, b)):
        try:
            weekday = datetime(year, month, day, tzinfo=UTC).weekday()
        except ValueError:
            continue
        if line.startswith(_WEEKDAYS[weekday]) or not line.startswith(_ANY_WEEKDAY):
            return year, month, day, True
    return None


def _time(line: str) -> tuple[int, int, int, tzinfo | None]:
    found = _TIME.search(line)
    if found is None:
        return 0, 0, 0, None
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4].startswith("p") else 0)
    return hour, int(found[2]), int(found[3] or 0), _zone(line, found.end())


def _zone(line: str, at: int) -> tzinfo | None:
    found = _ZONE.match(line, at)
    if found is None:
        return None
    if found[1]:
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return timezone(offset if found[1] == "+" else -offset) if offset < _DAY else None
    hours = _HOURS.get(found[4])
    return None if hours is None else timezone(timedelta(hours=hours))
