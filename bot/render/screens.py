"""The screens a reader chooses on: welcome, topics, sources, what is followed. Pure.

A screen is a text and buttons; a tap changes one thing and the same message shows the screen anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.message import Button, Outgoing
from bot.domain.source import Source
from bot.domain.subscriber import (
    ALL,
    OFFICIAL,
    STATEMENT_LANGUAGES,
    Following,
    Subscriber,
    Term,
    TermKind,
)
from bot.domain.text import hash16
from bot.i18n import Html
from bot.render.html import clipped, escape, joined
from bot.render.voice import Voice

TOPICS_A_PAGE = 12
SOURCES_A_PAGE = 10
FOLLOWED_A_PAGE = 12
_LISTED = 40  # by name; a message holds no more
_MUTED_LISTED = 10


def checked(text: str, *, on: bool) -> str:
    """A button's words with its check mark."""
    return f"✅ {text}" if on else text


def term_name(term: Term, lang: str, voice: Voice, sources: Sequence[Source] = ()) -> str:
    """What a term is called, without markup."""
    match term.kind:
        case TermKind.TOPIC if term.key not in voice.taxonomy.by_key:
            return voice.plain(lang, "term-topic-gone", name=term.key)
        case TermKind.TOPIC:
            return voice.topic_name(lang, term.key)
        case TermKind.SOURCE:
            gone = voice.plain(lang, "term-source-gone", name=term.key) if sources else term.key
            return next((s.spec.name for s in sources if s.spec.key == term.key), gone)
        case TermKind.KEYWORD:
            key = "term-rule" if any(sign in term.key for sign in '+-"') else "term-keyword"
            return voice.plain(lang, key, words=term.shown)
        case _:
            return voice.plain(lang, f"term-{term.kind}")


# ── welcome ───────────────────────────────────────────────────────────────────────────────────────


def welcome(subscriber: Subscriber, voice: Voice, *, key: str = "start-welcome") -> Outgoing:
    """The greeting, with everything a newcomer may want to choose at once."""
    lang = subscriber.ui_lang
    rows = [_statement_languages(subscriber, voice, "w")]
    if lang.startswith("sr"):
        rows.append(_script(subscriber, "w"))
    rows.append((Button(voice.plain(lang, "button-choose-topics"), data="topics:p:0"),))
    text = joined((voice.say(lang, key), voice.say(lang, "start-choose")), "\n\n")
    return Outgoing(text, tuple(rows))


def _statement_languages(subscriber: Subscriber, voice: Voice, screen: str) -> tuple[Button, ...]:
    return tuple(
        Button(
            checked(voice.texts.language(subscriber.ui_lang, code).capitalize(), on=code in subscriber.langs),
            data=f"set:lang:{code}:{screen}",
        )
        for code in STATEMENT_LANGUAGES
    )


def _script(subscriber: Subscriber, screen: str) -> tuple[Button, ...]:
    return tuple(
        Button(_picked(name, on=code == subscriber.ui_lang), data=f"set:ui:{code}:{screen}")
        for code, name in (("sr", "Ћирилица"), ("sr-Latn", "Latinica"))
    )


def _picked(text: str, *, on: bool) -> str:
    return f"● {text}" if on else text


# ── topics, sources, what is followed ─────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Choosing:
    """Who chooses: what they follow, in which language, and the prefix of their buttons' data."""

    following: Following
    lang: str
    prefix: str = "topics"


def topics(choosing: Choosing, voice: Voice, *, page: int = 0) -> Outgoing:
    """All topics with check marks, page by page."""
    every = [Term(TermKind.TOPIC, topic.key) for topic in voice.taxonomy.topics]
    page, shown, last = _sliced(every, page, TOPICS_A_PAGE)
    buttons = [_tick(term, choosing, voice, f"t:{page}") for term in shown]
    rows = [tuple(_tick(term, choosing, voice, f"t:{page}") for term in (ALL, OFFICIAL))]
    rows += [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]
    rows.append(_turns(choosing.prefix, "p", page, last))
    sources = Button(voice.plain(choosing.lang, "button-sources"), data=f"{choosing.prefix}:s:0")
    rows.append((sources, _done(choosing, voice)))
    return Outgoing(_state(choosing, voice), tuple(row for row in rows if row))


def sources(choosing: Choosing, voice: Voice, known: Sequence[Source], *, page: int = 0) -> Outgoing:
    """All sources with check marks, page by page."""
    every = [Term(TermKind.SOURCE, source.spec.key) for source in known]
    page, shown, last = _sliced(every, page, SOURCES_A_PAGE)
    rows: list[tuple[Button, ...]] = [(_tick(term, choosing, voice, f"u:{page}", known),) for term in shown]
    rows.append(_turns(choosing.prefix, "s", page, last))
    back = Button(voice.plain(choosing.lang, "button-topics"), data=f"{choosing.prefix}:p:0")
    rows.append((back, _done(choosing, voice)))
    return Outgoing(_state(choosing, voice), tuple(row for row in rows if row))


def _state(choosing: Choosing, voice: Voice) -> Html:
    if ALL in choosing.following.terms:
        key = "topics-everything"
    else:
        key = "topics-chosen" if choosing.following.terms else "topics-none"
    head = voice.say(choosing.lang, "topics-screen")
    number = len(choosing.following.terms)
    return joined((head, voice.say(choosing.lang, key, number=number)), "\n\n")


def _tick(term: Term, choosing: Choosing, voice: Voice, act: str, known: Sequence[Source] = ()) -> Button:
    name = clipped(term_name(term, choosing.lang, voice, known), 60)
    return Button(checked(name, on=choosing.following.counts(term)), data=f"{choosing.prefix}:{act}:{term}")


def _done(choosing: Choosing, voice: Voice) -> Button:
    return Button(voice.plain(choosing.lang, "button-done"), data=f"{choosing.prefix}:done")


def _sliced(every: Sequence[Term], page: int, size: int) -> tuple[int, Sequence[Term], int]:
    last = max(0, (len(every) - 1) // size)
    page = max(0, min(page, last))
    return page, every[page * size : (page + 1) * size], last


def _turns(prefix: str, act: str, page: int, last: int) -> tuple[Button, ...]:
    back = [Button("◀", data=f"{prefix}:{act}:{page - 1}")] if page else []
    on = [Button("▶", data=f"{prefix}:{act}:{page + 1}")] if page < last else []
    return (*back, *on)


def following(
    chosen: Following,
    lang: str,
    voice: Voice,
    known: Sequence[Source],
    *,
    page: int = 0,
    paused: bool = False,
) -> Outgoing:
    """What is followed, each with a button that ends it."""
    page, shown, last = _sliced(chosen.terms, page, FOLLOWED_A_PAGE)
    rows: list[tuple[Button, ...]] = [
        (Button(f"✖️ {clipped(term_name(t, lang, voice, known), 60)}", data=f"follow:x:{page}:{mark(t)}"),)
        for t in shown
    ]
    rows.append(_turns("follow", "p", page, last))
    rows.append(
        (
            Button(voice.plain(lang, "button-choose-topics"), data="topics:p:0"),
            Button(voice.plain(lang, "button-mute"), data="mute:s:0"),
        )
    )
    parts = (
        followed_in_words(chosen, lang, voice, known),
        voice.say(lang, "settings-paused") if paused else "",
    )
    return Outgoing(joined(parts, "\n\n"), tuple(row for row in rows if row))


def mark(term: Term) -> str:
    """A short name of a term for a button's data, which a long rule would not fit into."""
    return hash16(str(term)).hex()[:12]


def followed_in_words(chosen: Following, lang: str, voice: Voice, known: Sequence[Source]) -> Html:
    """What is followed, as a text."""
    if not chosen.terms:
        return voice.say(lang, "following-nothing")
    everything = ALL in chosen.terms
    lines = [voice.say(lang, "following-everything" if everything else "following-head")]
    rest = [term for term in chosen.terms if term != ALL]
    if everything and rest:
        lines.append(voice.say(lang, "following-kept"))
    lines += [Html(f"• {escape(name)}") for name in _names(rest, _LISTED, lang, voice, known)]
    if any(_is_gone(term, voice, known) for term in chosen.terms):
        lines.append(voice.say(lang, "following-gone"))
    if chosen.muted:
        muted = ", ".join(_names(chosen.muted, _MUTED_LISTED, lang, voice, known))
        lines.append(voice.say(lang, "following-muted", what=muted))
    return joined(lines)


def _is_gone(term: Term, voice: Voice, known: Sequence[Source]) -> bool:
    """A topic or source that is offered no longer: nothing comes of following it."""
    if term.kind is TermKind.TOPIC:
        return term.key not in voice.taxonomy.by_key
    return term.kind is TermKind.SOURCE and term.key not in {source.spec.key for source in known}


def _names(
    terms: Sequence[Term], most: int, lang: str, voice: Voice, known: Sequence[Source]
) -> tuple[str, ...]:
    names = tuple(clipped(term_name(term, lang, voice, known), 60) for term in terms[:most])
    return (*names, f"… (+{len(terms) - most})") if len(terms) > most else names


def _meant(term: Term, act: str) -> str:
    if term.kind is not TermKind.KEYWORD:
        return f"follow:{act}:{term}"
    return "rule:ask" if act == "add" else f"follow:{act}:{mark(term)}"


def unclear(
    typed: str, candidates: Sequence[Term], lang: str, voice: Voice, known: Sequence[Source], *, act: str
) -> Outgoing:
    """Several things may be meant: a button for each; the words themselves stand in the message, as code."""
    rows = tuple(
        (Button(clipped(term_name(term, lang, voice, known), 60), data=_meant(term, act)),)
        for term in candidates
    )
    return Outgoing(voice.say(lang, "follow-unclear", typed=Html(f"<code>{escape(typed)}</code>")), rows)
