"""A reader as a row of the readers' file, and back. Pure; the docs (operations.md) list the columns.

Several values in a cell are separated by spaces, keywords by semicolons. The first four columns alone are
the format of the first release: such a row says nothing about the rest.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from bot.domain.errors import InvalidInput
from bot.domain.hours import MINUTES, Hours
from bot.domain.rule import parse_rule
from bot.domain.subscriber import (
    ALL,
    OFFICIAL,
    STATEMENT_LANGUAGES,
    UI_LANGUAGES,
    SubscriberState,
    Term,
    TermKind,
)
from bot.domain.topic import Taxonomy
from bot.i18n import zones
from bot.i18n.calendar import time_of_day
from bot.ports import PortableReader, PortableSettings
from bot.services.following import MAX_KEYWORDS
from bot.services.settings import MAX_DIGEST_TIMES

FIRST_COLUMNS = ("chat_id", "language", "topics", "state")
COLUMNS = (
    *FIRST_COLUMNS,
    "bot_language",
    "everything",
    "official",
    "sources",
    "keywords",
    "muted",
    "silent",
    "previews",
    "time_zone",
    "digest_times",
    "digest_days",
    "quiet",
    "urgent_passes",
)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_YES, _NO = "yes", "no"
_MAX_CHAT_ID = 2**52  # Telegram: at most 52 significant bits
_SHOWN = 40  # characters of a wrong value

T = TypeVar("T")


# ── written ───────────────────────────────────────────────────────────────────────────────────────


def row_of(reader: PortableReader) -> tuple[str, ...]:
    """The cells, in the order of COLUMNS."""
    settings = reader.settings
    assert settings is not None, "what comes out of the database is whole"
    hours = settings.hours
    return (
        str(reader.chat_id),
        " ".join(reader.langs),
        " ".join(_keys(reader, TermKind.TOPIC)),
        reader.state.value,
        settings.ui_lang,
        _yes(ALL in reader.follows),
        _yes(OFFICIAL in reader.follows),
        " ".join(_keys(reader, TermKind.SOURCE)),
        ";".join(term.shown.replace(";", " ") for term in reader.follows if term.kind is TermKind.KEYWORD),
        " ".join(map(str, reader.muted)),
        _yes(settings.silent),
        _yes(settings.previews),
        settings.time_zone or "",
        " ".join(map(time_of_day, hours.digest_times)),
        " ".join(name for day, name in enumerate(DAYS) if hours.digest_days >> day & 1),
        _quiet_written(hours),
        _yes(hours.urgent_passes),
    )


def _keys(reader: PortableReader, kind: TermKind) -> list[str]:
    return [term.key for term in reader.follows if term.kind is kind]


def _yes(value: bool) -> str:
    return _YES if value else _NO


def _quiet_written(hours: Hours) -> str:
    if hours.quiet_from is None or hours.quiet_to is None:
        return ""
    return f"{time_of_day(hours.quiet_from)}-{time_of_day(hours.quiet_to)}"


# ── read ──────────────────────────────────────────────────────────────────────────────────────────


def reader_of(row: Sequence[str], columns: Sequence[str], taxonomy: Taxonomy) -> PortableReader:
    """The reader of this row. Raises InvalidInput, with what is wrong and what to do."""
    if len(row) != len(columns):
        raise InvalidInput(
            f"{len(row)} columns, {len(columns)} expected; put a cell with a comma into quotes"
        )
    cells = {name: cell.strip() for name, cell in zip(columns, row, strict=True)}
    topics = _each(cells["topics"], lambda key: _topic(key, taxonomy))
    whole = len(columns) > len(FIRST_COLUMNS)
    return PortableReader(
        _chat_id(cells["chat_id"]),
        _each(cells["language"], lambda lang: _one_of("language", lang, STATEMENT_LANGUAGES)),
        _state(cells["state"]),
        _follows(cells, topics) if whole else topics or (ALL,),
        _each(cells["muted"], lambda term: _muted(term, taxonomy)) if whole else (),
        _settings(cells) if whole else None,
    )


def _settings(cells: Mapping[str, str]) -> PortableSettings:
    return PortableSettings(
        ui_lang=_one_of("bot_language", cells["bot_language"], UI_LANGUAGES),
        silent=_is_yes("silent", cells),
        previews=_is_yes("previews", cells),
        time_zone=_zone(cells["time_zone"]),
        hours=_hours(cells),
    )


def _follows(cells: Mapping[str, str], topics: Sequence[Term]) -> tuple[Term, ...]:
    marked = [term for term, name in ((ALL, "everything"), (OFFICIAL, "official")) if _is_yes(name, cells)]
    words = [_keyword(text) for text in cells["keywords"].split(";") if text.strip()]
    if len(words) > MAX_KEYWORDS:
        raise InvalidInput(f"{len(words)} keywords, at most {MAX_KEYWORDS} fit; leave some out")
    return tuple(dict.fromkeys((*marked, *topics, *_each(cells["sources"], _source), *words)))


def _each(cell: str, read: Callable[[str], T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(read(value) for value in cell.split()))


def _one_of(name: str, value: str, known: Sequence[str]) -> str:
    if value not in known:
        raise InvalidInput(f"{name} {value[:_SHOWN]!r} is none of {', '.join(known)}")
    return value


def _is_yes(name: str, cells: Mapping[str, str]) -> bool:
    return _one_of(name, cells[name], (_YES, _NO)) == _YES


def _chat_id(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < _MAX_CHAT_ID):
        raise InvalidInput(
            f"chat_id {text[:_SHOWN]!r} is not the number of a private chat: digits only, not 0"
        )
    return int(text)


def _state(text: str) -> SubscriberState:
    return SubscriberState(_one_of("state", text, tuple(SubscriberState)))


def _topic(key: str, taxonomy: Taxonomy) -> Term:
    if key not in taxonomy.by_key:
        raise InvalidInput(
            f"topic {key[:_SHOWN]!r} is not in the vocabulary; put it there, or take it out here"
        )
    return Term(TermKind.TOPIC, key)


def _source(key: str) -> Term:
    if not key.isidentifier():
        raise InvalidInput(f"source {key[:_SHOWN]!r} is no key of a source: letters, digits and _")
    return Term(TermKind.SOURCE, key)


def _muted(text: str, taxonomy: Taxonomy) -> Term:
    kind, _, key = text.partition(":")
    if kind == TermKind.TOPIC:
        return _topic(key, taxonomy)
    if kind == TermKind.SOURCE:
        return _source(key)
    raise InvalidInput(f"muted {text[:_SHOWN]!r} is neither topic:<key> nor source:<key>")


def _keyword(text: str) -> Term:
    try:
        return parse_rule(text).term
    except InvalidInput:
        raise InvalidInput(
            f"keyword {text.strip()[:_SHOWN]!r} cannot be followed; take it out, or write it as for /follow"
        ) from None


def _zone(text: str) -> str | None:
    if text and text not in zones.known():
        raise InvalidInput(f"time_zone {text[:_SHOWN]!r} is unknown; give one like Europe/Belgrade, or none")
    return text or None


def _hours(cells: Mapping[str, str]) -> Hours:
    times = tuple(sorted(_each(cells["digest_times"], lambda time: _minute("digest_times", time))))
    if len(times) > MAX_DIGEST_TIMES:
        raise InvalidInput(f"{len(times)} digest_times, at most {MAX_DIGEST_TIMES} can be")
    days = _each(cells["digest_days"], lambda day: _one_of("digest_days", day, DAYS))
    if not days:
        raise InvalidInput(f"digest_days is empty; name days: {' '.join(DAYS)}")
    begin, end = _quiet(cells["quiet"])
    mask = sum(1 << DAYS.index(day) for day in days)
    return Hours(times, mask, begin, end, _is_yes("urgent_passes", cells))


def _quiet(text: str) -> tuple[int | None, int | None]:
    if not text:
        return None, None
    begin, _, end = text.partition("-")
    ends = _minute("quiet", begin), _minute("quiet", end)
    if ends[0] == ends[1]:
        raise InvalidInput(f"quiet {text!r} begins and ends at the same time; leave the cell empty for none")
    return ends


def _minute(name: str, text: str) -> int:
    hour, _, minute = text.strip().partition(":")
    digits = all(part.isascii() and part.isdigit() and len(part) <= len("00") for part in (hour, minute))
    if not digits or int(minute) >= 60 or int(hour) * 60 >= MINUTES:  # noqa: PLR2004 - minutes of an hour
        raise InvalidInput(f"{name} {text[:_SHOWN]!r} is no time like 08:00")
    return int(hour) * 60 + int(minute)
