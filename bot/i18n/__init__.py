"""Every word a person sees, in Albanian, Serbian (both scripts) and English. Reads the .ftl files only.

Serbian is written once, in Cyrillic; its Latin form is derived from the file. What is said to people is
Telegram HTML: a text argument is escaped before it is put in, unless it already is `Html`.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from functools import cache
from html import escape
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from fluent.runtime import FluentBundle, FluentResource

from bot.domain.statement import Millis
from bot.domain.subscriber import UI_LANGUAGES
from bot.domain.text import clean, to_latin

FALLBACK = "en"
_WRITTEN = {"en": "en", "sq": "sq", "sr": "sr", "sr-Latn": "sr"}  # language: the folder of its words
_BABEL = {"en": "en_GB", "sq": "sq", "sr": "sr_Cyrl", "sr-Latn": "sr_Latn"}


class Html(str):
    """Telegram HTML, escaped where it had to be: put into a message as it is."""

    __slots__ = ()


def closest(code: str | None) -> str:
    """The language we speak that is meant by Telegram's `language_code`; English when it is none of ours."""
    code = (code or "").replace("_", "-")
    if code in UI_LANGUAGES:
        return code
    if code.lower().startswith("sr-latn"):
        return "sr-Latn"
    base = code.partition("-")[0].lower()
    return base if base in UI_LANGUAGES else FALLBACK


def locale_of(lang: str) -> str:
    """The locale by which dates, lists and names are written in `lang`."""
    return _BABEL.get(lang) or _BABEL[closest(lang)]


class Texts:
    """The words of all languages. A language that is none of ours is answered in English."""

    def __init__(self, bundles: Mapping[str, FluentBundle]) -> None:
        self._bundles = bundles

    @property
    def languages(self) -> tuple[str, ...]:
        """Everything that can be spoken, "sr" being Cyrillic."""
        return tuple(self._bundles)

    def say(self, lang: str, key: str, **args: str | int) -> Html:
        """The message as Telegram HTML; text arguments are escaped. Raises KeyError when nobody wrote it."""
        escaped = {name: _escaped(value) for name, value in args.items()}
        return Html(self._format(lang, key, escaped))

    def plain(self, lang: str, key: str, **args: str | int) -> str:
        """The message as it is, for buttons, menus and toasts. Raises KeyError when nobody wrote it."""
        return self._format(lang, key, {name: _cleaned(value) for name, value in args.items()})

    def _format(self, lang: str, key: str, args: Mapping[str, str | int]) -> str:
        bundle = self._bundles.get(lang) or self._bundles[closest(lang)]
        if not bundle.has_message(key):
            raise KeyError(key)
        pattern = bundle.get_message(key).value
        assert pattern is not None, key
        text, faults = bundle.format_pattern(pattern, dict(args))
        if faults:
            raise KeyError(f"{key}: {faults[0]}")
        return str(text)

    def date(self, lang: str, at: Millis, zone: tzinfo) -> str:
        """The day in words: "24 November 2026"."""
        return format_date(_local(at, zone), "long", locale=locale_of(lang))

    def time(self, lang: str, at: Millis, zone: tzinfo) -> str:  # noqa: ARG002 (24 hours everywhere)
        """The time of day in 24 hours: "14:05"."""
        return _local(at, zone).strftime("%H:%M")

    def datetime(self, lang: str, at: Millis, zone: tzinfo) -> str:
        """Day and time in words: "24 November 2026, 14:05"."""
        return self.plain(
            lang, "date-and-time", date=self.date(lang, at, zone), time=self.time(lang, at, zone)
        )

    def language(self, lang: str, code: str) -> str:
        """The name of the language `code` in `lang`: "Albanian", "shqip", "албански"."""
        locale = Locale.parse(locale_of(lang))
        return locale.languages.get(code) or code


def _escaped(value: str | int) -> str | int:
    if isinstance(value, Html):
        return str(value)
    return escape(clean(value)) if isinstance(value, str) else value


def _cleaned(value: str | int) -> str | int:
    return clean(value) if isinstance(value, str) else value


def _local(at: Millis, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)


@cache
def load_texts(folder: Path = Path(__file__).parent) -> Texts:
    """All words in `folder`: <language>/*.ftl. Read once a process: it takes half a second."""
    return Texts({lang: _bundle(folder / written, lang) for lang, written in _WRITTEN.items()})


def _bundle(folder: Path, lang: str) -> FluentBundle:
    bundle = FluentBundle([lang], use_isolating=False)
    for file in sorted(folder.glob("*.ftl")):
        source = file.read_text(encoding="utf-8")
        bundle.add_resource(FluentResource(to_latin(source) if lang == "sr-Latn" else source))
    return bundle
