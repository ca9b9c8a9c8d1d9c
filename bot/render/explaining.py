"""Explanations in words: who it is, and why they did or did not get it. Pure."""

from collections.abc import Iterator, Sequence

from bot.domain.explanation import About, Because, Explanation, Reading
from bot.domain.message import Outgoing
from bot.domain.subscriber import Term, TermKind
from bot.i18n import Html
from bot.render.html import clipped, joined, packed
from bot.render.picking import names_of_languages
from bot.render.screens import term_name
from bot.render.voice import Voice

_LONGEST = 300  # units of a title, of names, of somebody's words


def explained(lang: str, voice: Voice, explanation: Explanation) -> tuple[Outgoing, ...]:
    """All that there is to say, in as few messages as hold it."""
    lines = packed(_lines(lang, voice, explanation), separator="\n", most=100)
    return tuple(Outgoing(text) for text in lines)


def in_one(lang: str, voice: Voice, explanation: Explanation) -> Html:
    """The same as one text, however long."""
    return joined(_lines(lang, voice, explanation))


def unknown_number(lang: str, voice: Voice, subject: int) -> Html:
    """There is no such statement or announcement."""
    return voice.say(lang, "explain-unknown-number", id=str(subject))


def _lines(lang: str, voice: Voice, explanation: Explanation) -> Iterator[Html]:
    case = explanation.case
    yield _subject(lang, voice, case.about)
    yield from (_because(lang, voice, each) for each in explanation.of_subject)
    if not case.readings:
        yield Html("\n" + voice.say(lang, "explain-unknown-chat", id=str(case.chat_id)))
    for reading, reasons in zip(case.readings, explanation.of_readings, strict=True):
        yield from _reader(lang, voice, reading)
        yield from (_because(lang, voice, each) for each in reasons)


def _subject(lang: str, voice: Voice, about: About) -> Html:
    title = clipped(about.title, _LONGEST)
    return voice.say(lang, f"explain-about-{about.kind}", id=str(about.id), title=title)


def _reader(lang: str, voice: Voice, reading: Reading) -> Iterator[Html]:
    who = reading.subscriber
    yield Html("\n" + voice.say(lang, f"explain-in-{who.kind}", id=str(who.address.chat_id)))
    if who.address.thread_id:
        yield voice.say(lang, "explain-thread", id=str(who.address.thread_id))
    yield voice.say(lang, "explain-subscribed", at=voice.datetime(lang, who.created_at))
    yield voice.say(lang, f"explain-is-{who.state}", at=voice.datetime(lang, who.state_at))
    if reading.said:
        yield voice.say(lang, "explain-said", words=clipped(reading.said, _LONGEST))
    if who.langs:
        yield voice.say(lang, "explain-reads", names=names_of_languages(lang, voice, who.langs))


def _because(lang: str, voice: Voice, because: Because) -> Html:
    languages = names_of_languages(lang, voice, because.langs)
    names = _names(lang, voice, because.terms) or languages or ", ".join(because.names)
    said = voice.say(
        lang,
        f"explain-{because.reason}",
        at="" if because.at is None else voice.datetime(lang, because.at),
        number=because.number,
        id=str(because.message_id or because.subject or ""),
        names=clipped(names, _LONGEST),
        words=clipped(because.words, _LONGEST),
    )
    return Html(f"• {said}")


def _names(lang: str, voice: Voice, terms: Sequence[Term]) -> str:
    """What can be followed, by name; a word of a reader's own is theirs."""
    names = (
        voice.plain(lang, "explain-a-word") if term.kind is TermKind.KEYWORD else term_name(term, lang, voice)
        for term in terms
    )
    return ", ".join(dict.fromkeys(names))
