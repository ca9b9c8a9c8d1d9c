"""A statement as its editor writes it, and as editors look at it afterwards. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial

from bot.domain.message import Button, Keyboard, Outgoing
from bot.domain.progress import Way
from bot.domain.source import EDITORIAL
from bot.domain.statement import Card, Evidence
from bot.domain.subscriber import Term
from bot.domain.writing import Written
from bot.i18n import Html
from bot.render import ways as ways_of
from bot.render.alert import alert, entry
from bot.render.html import clipped, escape, joined
from bot.render.picking import language_row, topic_rows
from bot.render.voice import Voice

_SHOWN_TEXT = 600
_SHOWN_TOPICS = 8
_SHOWN_PROOF = 80  # characters of one topic's


class Step(StrEnum):
    """What the card waits for: something typed, or a tap."""

    TITLE = "title"
    TEXT = "text"
    LINK = "link"
    READY = "ready"


def composing(lang: str, voice: Voice, written: Written, step: Step, *, correcting: bool = False) -> Outgoing:
    """The card on which a statement comes together; of one that went out only its words and topics can change."""
    key = "publish-ready" if step is Step.READY else f"publish-ask-{step}"
    text = joined((_so_far(lang, voice, written), voice.say(lang, key)), "\n\n")
    if correcting:
        return Outgoing(text, _correcting_keyboard(lang, voice))
    return Outgoing(text, _composing_keyboard(lang, voice, written, step))


def _so_far(lang: str, voice: Voice, written: Written) -> Html:
    none = voice.plain(lang, "publish-none")
    known = written.lang != "und"
    language = voice.texts.language(lang, written.lang) if known else voice.plain(lang, "publish-unknown")
    topics = ", ".join(voice.topic_name(lang, topic) for topic in written.topics)
    urgent = voice.plain(lang, "publish-yes" if written.urgent else "publish-no")
    return joined(
        (
            voice.say(lang, "publish-head"),
            voice.say(lang, "publish-title", value=escape(clipped(written.title, 500)) or "—"),
            voice.say(lang, "publish-text", value=escape(clipped(written.text, _SHOWN_TEXT)) or "—"),
            voice.say(lang, "publish-link", value=clipped(written.url or none, 500)),
            voice.say(lang, "publish-language", value=language),
            voice.say(lang, "publish-topics", value=topics or none),
            voice.say(lang, "publish-urgent", value=urgent),
        )
    )


def _correcting_keyboard(lang: str, voice: Voice) -> Keyboard:
    button = partial(_button, lang, voice)
    return (
        (button("publish-button-title", "ask:title"), button("publish-button-text", "ask:text")),
        (button("publish-button-topics", "t:0"),),
        (button("announce-button-preview", "see"),),
        (button("editor-button-cancel", "end"),),
    )


def _composing_keyboard(lang: str, voice: Voice, written: Written, step: Step) -> Keyboard:
    button = partial(_button, lang, voice)
    rows: list[tuple[Button, ...]] = []
    if step is Step.LINK:
        rows.append((button("publish-button-no-link", "nolink"),))
    if written.title:
        rows.append(
            (
                button("publish-button-title", "ask:title"),
                button("publish-button-text", "ask:text"),
                button("publish-button-link", "ask:link"),
            )
        )
        rows.append((button("publish-button-language", "l"), button("publish-button-topics", "t:0")))
        urgent = "publish-button-not-urgent" if written.urgent else "publish-button-urgent"
        rows.append((button(urgent, "urgent"),))
        rows.append((button("announce-button-preview", "see"),))
    return (*rows, (button("editor-button-cancel", "end"),))


def _button(lang: str, voice: Voice, key: str, data: str) -> Button:
    return Button(voice.plain(lang, key), data=f"pub:{data}")


def choosing_language(lang: str, voice: Voice, written: Written) -> Outgoing:
    """In which language it is written."""
    text = joined((_so_far(lang, voice, written), voice.say(lang, "publish-choose-language")), "\n\n")
    done = (Button(voice.plain(lang, "editor-button-done"), data="pub:card"),)
    return Outgoing(text, (language_row(lang, voice, (written.lang,), data="pub:l"), done))


def choosing_topics(lang: str, voice: Voice, written: Written, *, page: int) -> Outgoing:
    """Which topics it belongs to."""
    text = joined((_so_far(lang, voice, written), voice.say(lang, "publish-choose-topics")), "\n\n")
    done = (Button(voice.plain(lang, "editor-button-done"), data="pub:card"),)
    return Outgoing(text, (*topic_rows(lang, voice, written.topics, data="pub:t", page=page), done))


def preview(lang: str, voice: Voice, card: Card) -> Outgoing:
    """The alert that readers will get; what needs the archive works once it is there."""
    shown = alert(card, card.lang if card.lang in voice.texts.languages else lang, voice)
    rows = tuple(
        tuple(replace(button, data="pub:later") if button.data else button for button in row)
        for row in shown.keyboard
    )
    return replace(shown, keyboard=rows)


def before_publishing(lang: str, voice: Voice, readers: int, token: str) -> Outgoing:
    """What stands under the preview."""
    confirm = Button(voice.plain(lang, "publish-button-confirm"), data=f"pub:go:{token}")
    change = Button(voice.plain(lang, "publish-button-change"), data="pub:change")
    end = Button(voice.plain(lang, "editor-button-cancel"), data="pub:end")
    return Outgoing(voice.say(lang, "publish-preview", readers=readers), ((confirm,), (change, end)))


def before_correcting(lang: str, voice: Voice, number: int, holders: int, *, material: bool) -> Outgoing:
    """What stands under the preview of a correction: how many have the old words, and whether they are told."""
    told = voice.say(lang, "correct-told" if material else "correct-not-told")
    text = joined((voice.say(lang, "correct-preview", number=holders), told), "\n")
    confirm = Button(voice.plain(lang, "correct-button-confirm"), data=f"pub:fix:{number}")
    change = Button(voice.plain(lang, "publish-button-change"), data="pub:change")
    end = Button(voice.plain(lang, "editor-button-cancel"), data="pub:end")
    return Outgoing(text, ((confirm,), (change, end)))


def brief(card: Card, lang: str, voice: Voice) -> Html:
    """A statement in a list of editors, never long."""
    short = replace(card, title=clipped(card.title, 200), source_name=clipped(card.source_name, 60))
    return entry(short, lang, voice)


def statements_listed(lang: str, voice: Voice, cards: Sequence[Card]) -> Outgoing:
    """Statements to choose from, a button each."""
    if not cards:
        return Outgoing(voice.say(lang, "statement-list-empty"))
    lines = (Html(f"{n}. {brief(card, lang, voice)}") for n, card in enumerate(cards, 1))
    row = tuple(Button(str(n), data=f"stm:show:{card.id}") for n, card in enumerate(cards, 1))
    return Outgoing(joined((voice.say(lang, "statement-list"), *lines), "\n\n"), (row,))


def statement_card(
    lang: str,
    voice: Voice,
    card: Card,
    revisions: int,
    ways: Sequence[Way],
    *,
    topics: Sequence[Evidence] = (),
) -> Outgoing:
    """A statement as editors see it: the alert, its number, why its topics, how far it has come, what can be done."""
    shown = alert(card, lang, voice)
    number = voice.say(lang, "statement-number", id=str(card.id), revisions=revisions)
    told = [ways_of.told(lang, voice, way) for way in ways_of.shown(ways)]
    why = joined(_evidence(topics, lang, voice))
    text = joined((shown.text, number, why, *(told or [voice.say(lang, "statement-not-pushed")])), "\n\n")
    acts = (
        *(("correct",) if card.source_key == EDITORIAL and not card.withdrawn else ()),
        *(("urgent",) if not card.urgent and not card.withdrawn else ()),
        *(("withdraw",) if not card.withdrawn else ()),
    )
    row = tuple(_act(lang, voice, act, card) for act in acts)
    refresh = (Button(voice.plain(lang, "editor-button-refresh"), data=f"stm:show:{card.id}"),)
    rows = (*shown.keyboard, *ways_of.buttons(lang, voice, ways, card.id), *((row,) if row else ()), refresh)
    return replace(shown, text=text, keyboard=rows)


def _evidence(topics: Sequence[Evidence], lang: str, voice: Voice) -> Iterable[Html]:
    yield voice.say(lang, "evidence-head") if topics else voice.say(lang, "evidence-none")
    for found in topics[:_SHOWN_TOPICS]:
        name = voice.topic_name(lang, Term.parse(found.term).key)
        if found.words:
            words = clipped(", ".join(found.words), _SHOWN_PROOF)
            yield voice.say(lang, "evidence-line", topic=name, words=words)
        else:
            yield voice.say(lang, "evidence-fixed", topic=name)


def _act(lang: str, voice: Voice, act: str, card: Card) -> Button:
    data = f"wdr:ask:{card.id}" if act == "withdraw" else f"stm:{act}:{card.id}"
    return Button(voice.plain(lang, f"statement-button-{act}"), data=data)


def really_withdraw(lang: str, voice: Voice, card: Card, holders: int) -> Outgoing:
    """Asked before it is withdrawn: which one, and how many have it."""
    title = escape(clipped(" ".join(card.title.split()), 300))
    yes = Button(voice.plain(lang, "withdraw-button-really"), data=f"wdr:go:{card.id}")
    back = Button(voice.plain(lang, "source-button-back"), data=f"stm:show:{card.id}")
    return Outgoing(voice.say(lang, "withdraw-really", title=title, number=holders), ((yes,), (back,)))
