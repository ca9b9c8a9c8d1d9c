"""How each language says weekdays, times of day and lists. Weekdays are numbers, 0 is Monday."""

from collections.abc import Sequence

from babel import Locale
from babel.lists import format_list

from bot.i18n import locale_of

_A_RUN = 3  # this many days one after another are said as "Mon–Fri"


def weekday(lang: str, day: int, *, width: str = "abbreviated") -> str:
    """The name of a weekday, short ("Mon") or in full (`width` "wide": "Monday")."""
    names = Locale.parse(locale_of(lang)).days["stand-alone"]
    name: str = names.get(width, names["abbreviated"])[day]
    return name.removesuffix(".")


def weekdays(lang: str, days: Sequence[int]) -> str:
    """Several weekdays in the week's order: "Mon–Fri", "Mon, Wed and Sat"."""
    parts: list[str] = []
    for run in _runs(sorted(days)):
        names = [weekday(lang, day) for day in run]
        parts += [f"{names[0]}–{names[-1]}"] if len(run) >= _A_RUN else names
    return listed(lang, parts)


def _runs(days: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def listed(lang: str, names: Sequence[str]) -> str:
    """The names as one would say them: "08:00, 12:00 and 18:00"."""
    return format_list(names, locale=locale_of(lang)) if names else ""


def time_of_day(minutes: int) -> str:
    """Minutes from midnight in 24 hours, as all our languages write it: "08:05"."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
