"""The settings card: one message that says every setting in words, and a button to each section. Pure.

A tap changes one thing, and the same message shows its section anew; Back leads to the card. The lines are
plain text: the card and the sections show them, and a toast says the one that changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.hours import release_at, zone_of
from bot.domain.message import Button, Keyboard, Outgoing
from bot.domain.source import Source
from bot.domain.statement import Millis
from bot.domain.subscriber import ALL, Following, Subscriber, SubscriberState, Term, TermKind
from bot.i18n import Html, zones
from bot.i18n.calendar import listed, time_of_day, weekday, weekdays
from bot.render.html import clipped, escape, joined
from bot.render.screens import checked, term_name
from bot.render.voice import Voice

UI_NAMES = {"sq": "Shqip", "sr": "Српски", "sr-Latn": "Srpski", "en": "English"}
EVERY = tuple(range(7))  # weekdays, 0 is Monday
_NAMED = 5  # things of a kind that the card names
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class View:
    """Whose settings are shown, to whom: the language of the card, and what its buttons' data begins with."""

    subscriber: Subscriber
    lang: str
    voice: Voice
    now: Millis
    prefix: str = "set"
    picker: str = "set:f"  # of the buttons that choose topics and sources, and stop a channel
    channel: str | None = None  # its title, where the card is a channel's
    channel_name: str = ""  # by which /channel knows it: its @name, or its number

    def of(self, subscriber: Subscriber) -> "View":
        """The same for the subscriber as it is now; a card of one's own speaks its new language."""
        return replace(
            self, subscriber=subscriber, lang=subscriber.ui_lang if self.channel is None else self.lang
        )

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the subscriber's hours."""
        return zone_of(self.subscriber.time_zone, self.voice.zone)

    def say(self, key: str, **args: str | int) -> Html:
        """A message as HTML, in the card's language."""
        return self.voice.say(self.lang, key, **args)

    def plain(self, key: str, **args: str | int) -> str:
        """A message without markup, in the card's language."""
        return self.voice.plain(self.lang, key, **args)

    def tap(self, text: str, *data: str | int, on: bool = False) -> Button:
        """A button that says `data` behind the card's own prefix; checked where it is `on`."""
        return Button(checked(text, on=on), data=":".join(map(str, (self.prefix, *data))))


def card(view: View, following: Following, known: Sequence[Source]) -> Outgoing:
    """Every setting in words, and the buttons to its section."""
    lines = (
        languages_line(view),
        speech_line(view),
        *followed_lines(view, following, known),
        *delivery_lines(view),
        quiet_line(view),
        zone_line(view),
        sound_line(view),
        previews_line(view),
    )
    paused = view.subscriber.state is SubscriberState.PAUSED and view.channel is None
    parts = (_head(view), joined(map(escape, lines)), view.say("settings-paused") if paused else "")
    return Outgoing(joined(parts, "\n\n"), _doors(view))


def _head(view: View) -> Html:
    if view.channel is None:
        return view.say("settings-screen")
    active = view.subscriber.state is SubscriberState.ACTIVE
    return view.say("channel-active" if active else "channel-stopped", channel=clipped(view.channel, 100))


def _doors(view: View) -> Keyboard:
    subscriber = view.subscriber
    topics, sources = (
        Button(view.plain(key), data=f"{view.picker}:{act}:0")
        for key, act in (("button-choose-topics", "p"), ("button-sources", "s"))
    )
    switches = (
        view.tap(view.plain("button-silent"), "silent", on=subscriber.silent),
        view.tap(view.plain("button-previews"), "previews", on=subscriber.previews),
    )
    stop = () if view.channel is None else ((_stop_or_resume(view),),)
    return (
        (_door(view, "languages", "l"), _door(view, "speech", "u")),
        (topics, sources),
        (_door(view, "delivery", "d"), _door(view, "quiet", "q")),
        (_door(view, "zone", "z"), _door(view, "words", "k", 0)),
        switches,
        *stop,
    )


def _door(view: View, section: str, *data: str | int) -> Button:
    return view.tap(view.plain(f"button-settings-{section}"), *data)


def _stop_or_resume(view: View) -> Button:
    active = view.subscriber.state is SubscriberState.ACTIVE
    act, key = ("stop", "button-channel-stop") if active else ("resume", "button-channel-resume")
    return Button(view.plain(key), data=f"{view.picker}:{act}")


# ── one line each ─────────────────────────────────────────────────────────────────────────────────


def languages_line(view: View) -> str:
    """In which languages statements come, in their order."""
    names = [view.voice.texts.language(view.lang, code) for code in view.subscriber.langs]
    return view.plain("settings-line-languages", languages=", ".join(names) or view.plain("languages-all"))


def speech_line(view: View) -> str:
    """In which language and script the bot speaks."""
    return view.plain("settings-line-speech", language=UI_NAMES[view.subscriber.ui_lang])


def followed_lines(view: View, following: Following, known: Sequence[Source]) -> list[str]:
    """What comes: topics, sources and keywords, or everything; and what does not."""

    def named(terms: Sequence[Term]) -> str:
        names = [clipped(_bare(term, view, known), _LONGEST_NAME) for term in terms[:_NAMED]]
        more = [f"+{len(terms) - _NAMED}"] if len(terms) > _NAMED else []
        return ", ".join((*names, *more)) or view.plain("settings-none")

    def of(*kinds: TermKind) -> list[Term]:
        return [term for term in following.terms if term.kind in kinds]

    if ALL in following.terms:
        lines = [view.plain("settings-line-topics", what=named([ALL]))]
    else:
        topics, sources = of(TermKind.TOPIC), of(TermKind.OFFICIAL, TermKind.SOURCE)
        lines = [
            view.plain("settings-line-topics", what=named(topics)),
            view.plain("settings-line-sources", what=named(sources)),
            view.plain("settings-line-words", what=named(of(TermKind.KEYWORD))),
        ]
    if following.muted:
        lines.append(view.plain("settings-line-muted", what=named(following.muted)))
    return lines


def _bare(term: Term, view: View, known: Sequence[Source]) -> str:
    return term.shown if term.kind is TermKind.KEYWORD else term_name(term, view.lang, view.voice, known)


def delivery_line(view: View) -> str:
    """At once, or in digests: when."""
    hours = view.subscriber.hours
    if not hours.digest_times:
        return view.plain("settings-line-now")
    times = listed(view.lang, [time_of_day(minute) for minute in hours.digest_times])
    return view.plain("settings-line-digest", times=times, days=days_in_words(view))


def delivery_lines(view: View) -> tuple[str, ...]:
    """How statements come, and of a digest when the next one does and what of the urgent ones."""
    hours = view.subscriber.hours
    due = release_at(hours, view.zone, view.now, urgent=False) if hours.has_digest else None
    if due is None:
        return (delivery_line(view),)
    local = datetime.fromtimestamp(due / 1000, view.zone)
    day = weekday(view.lang, local.weekday(), width="wide")
    moment = f"{day}, {view.voice.texts.time(view.lang, due, view.zone)}"
    return delivery_line(view), view.plain("settings-line-next", moment=moment), urgent_line(view)


def urgent_line(view: View) -> str:
    """Whether what is urgent waits for the digest or the end of the quiet hours."""
    passes = view.subscriber.hours.urgent_passes
    return view.plain("settings-line-urgent-passes" if passes else "settings-line-urgent-waits")


def days_in_words(view: View) -> str:
    """The weekdays of the digest: "Mon–Fri"."""
    days = tuple(day for day in EVERY if view.subscriber.hours.digest_days >> day & 1)
    return view.plain("settings-every-day") if days == EVERY else weekdays(view.lang, days)


def quiet_line(view: View) -> str:
    """When nothing comes, and whether what is urgent does."""
    hours = view.subscriber.hours
    if hours.quiet_from is None or hours.quiet_to is None:
        return view.plain("settings-line-loud")
    key = "settings-line-quiet" if hours.urgent_passes else "settings-line-quiet-for-all"
    return view.plain(key, begin=time_of_day(hours.quiet_from), end=time_of_day(hours.quiet_to))


def zone_line(view: View) -> str:
    """The time zone, and what time it is there."""
    time = view.voice.texts.time(view.lang, view.now, view.zone)
    return view.plain("settings-line-zone", zone=zone_name(view, view.zone.key), time=time)


def zone_name(view: View, zone: str) -> str:
    """The city a zone is called by; that of our readers by both their cities."""
    if zone == "Europe/Belgrade":
        return view.plain("settings-zone-belgrade")
    return zones.city(view.lang, zone)


def sound_line(view: View) -> str:
    """With or without a sound."""
    return view.plain("settings-line-silent" if view.subscriber.silent else "settings-line-sound")


def previews_line(view: View) -> str:
    """With or without a preview of the page behind the link."""
    return view.plain("settings-line-previews" if view.subscriber.previews else "settings-line-no-previews")
