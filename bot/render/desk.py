"""The editors' desk: the figures of /stats, and the notices in words. Pure."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from bot.domain.message import Button, Outgoing
from bot.domain.source import Problem, Source
from bot.domain.subscriber import SubscriberState
from bot.i18n import Html
from bot.ports import Notice, Stats
from bot.render.html import clipped, escape, joined
from bot.render.voice import Voice

_TOPICS = 15
_DAYS = 7


def stats(lang: str, voice: Voice, figures: Stats) -> Outgoing:
    """/stats: readers, by language and topic, statements, deliveries of the last days."""
    return Outgoing(
        joined(
            (
                voice.say(lang, "stats-title"),
                _block(lang, voice, "stats-readers", _readers(lang, voice, figures)),
                _block(lang, voice, "stats-languages", _languages(lang, voice, figures.readers_by_lang)),
                _block(lang, voice, "stats-topics", _topics(lang, voice, figures.readers_by_topic)),
                voice.say(
                    lang,
                    "stats-statements",
                    statements=figures.statements,
                    last=figures.statements_last_day,
                ),
                _block(lang, voice, "stats-deliveries", _days(lang, voice, figures)),
            ),
            "\n\n",
        )
    )


def _block(lang: str, voice: Voice, head: str, lines: Iterable[Html]) -> Html:
    found = tuple(lines)
    return joined((voice.say(lang, head), *(found or (voice.say(lang, "stats-nothing"),))))


def _line(lang: str, voice: Voice, name: str, number: int) -> Html:
    return voice.say(lang, "stats-line", name=name, number=number)


def _readers(lang: str, voice: Voice, figures: Stats) -> Iterable[Html]:
    for state in SubscriberState:
        if number := figures.readers_by_state.get(state, 0):
            yield _line(lang, voice, voice.plain(lang, f"reader-state-{state}"), number)


def _languages(lang: str, voice: Voice, figures: Mapping[str, int]) -> Iterable[Html]:
    for code, number in sorted(figures.items(), key=lambda item: -item[1]):
        name = voice.texts.language(lang, code) if code else voice.plain(lang, "stats-every-language")
        yield _line(lang, voice, name, number)


def _topics(lang: str, voice: Voice, figures: Mapping[str, int]) -> Iterable[Html]:
    ranked = sorted(figures.items(), key=lambda item: (-item[1], item[0]))
    for key, number in ranked[:_TOPICS]:
        yield _line(lang, voice, voice.topic_name(lang, key), number)
    if len(ranked) > _TOPICS:
        yield voice.say(lang, "stats-more", number=len(ranked) - _TOPICS)


def _days(lang: str, voice: Voice, figures: Stats) -> Iterable[Html]:
    for day, sent, failed in figures.deliveries_by_day[:_DAYS]:
        at = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
        name = voice.date(lang, round(at.timestamp() * 1000))
        yield voice.say(lang, "stats-day", day=name, sent=sent, failed=failed)


def notice(lang: str, voice: Voice, told: Notice, source: Source | None) -> Outgoing:
    """What editors are told, and a button to the source it is about."""
    details = {name: clipped(value, 600) for name, value in told.details.items()}
    try:
        text = voice.say(lang, f"notice-{told.key}", **_in_words(lang, voice, told.key, details))
    except (KeyError, ValueError):  # a key or a detail of another release
        plain = ", ".join(f"{name}: {value}" for name, value in details.items())
        text = voice.say(lang, "notice-other", what=told.key, details=plain)
    if source is None:
        return Outgoing(text)
    look = Button(voice.plain(lang, "notice-button-source"), data=f"src:show:{source.id}")
    return Outgoing(text, ((look,),))


def _in_words(lang: str, voice: Voice, key: str, details: Mapping[str, str]) -> dict[str, str | int]:
    said: dict[str, str | int] = {
        name: escape(value) for name, value in details.items() if name not in ("lang", "key")
    }
    if key == "source-stale":
        said["since"] = voice.date(lang, int(details["since"]))
    elif key == "source-failing":
        problem = Problem(details["problem"])
        said |= {
            "problem": voice.say(lang, f"problem-{problem}"),
            "remedy": voice.say(lang, f"remedy-{problem}"),
            "detail": escape(details.get("detail", "") or "—"),
        }
    elif key == "source-html":
        found = escape(details.get("alternates", "").replace(" ", ", "))
        said["alternates"] = (
            voice.say(lang, "notice-html-offers", alternates=found)
            if found
            else voice.say(lang, "notice-html-offers-none")
        )
    elif key in ("flood-waiting", "corrections-waiting"):
        said["statements"] = int(details["count"])
    return said
