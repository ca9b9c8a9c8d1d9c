"""Lists of statements with buttons to open each and to turn the page. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.domain.message import Button, Outgoing
from bot.domain.statement import Card, StatementId
from bot.domain.subscriber import Term, TermKind
from bot.domain.topic import Topic
from bot.i18n import Html
from bot.render.alert import entry
from bot.render.html import clipped, fits, joined, packed
from bot.render.voice import Voice

_LONGEST_TITLE = 200  # five of them fit into one message with room to spare


def listing(
    cards: Sequence[Card],
    lang: str,
    voice: Voice,
    *,
    head: Html,
    turn: str,
    page: int,
    more: bool,
    under: Mapping[StatementId, Html] = MappingProxyType({}),
) -> Outgoing:
    """Statements under `head`, numbered; `turn` is the data that asks for page {}.

    `under` their titles stands what there is of it, as long as all of that fits into one message.
    """
    text = joined((head, *_entries(cards, lang, voice, under)), "\n\n")
    if not fits(text):
        text = packed((head, *_entries(cards, lang, voice, {})))[0]
    return Outgoing(text, tuple(row for row in (_openers(cards), turns(turn, page, more=more)) if row))


def _entries(
    cards: Sequence[Card], lang: str, voice: Voice, under: Mapping[StatementId, Html]
) -> Iterator[Html]:
    for number, card in enumerate(cards, 1):
        shown = entry(card, lang, voice, longest=_LONGEST_TITLE, under=under.get(card.id, ""))
        yield Html(f"{number}. {shown}")


def _openers(cards: Sequence[Card]) -> tuple[Button, ...]:
    return tuple(Button(str(number), data=f"card:show:{card.id}") for number, card in enumerate(cards, 1))


def turns(turn: str, page: int, *, more: bool) -> tuple[Button, ...]:
    """The buttons that turn the page."""
    back = [Button("◀", data=turn.format(page - 1))] if page else []
    on = [Button("▶", data=turn.format(page + 1))] if more else []
    return (*back, *on)


def latest(
    cards: Sequence[Card],
    lang: str,
    voice: Voice,
    *,
    page: int,
    more: bool,
    topic: str | None,
    others: bool,
    followable: bool = False,
) -> Outgoing:
    """The newest statements, of one topic or of all; `others`: in languages the reader did not choose.

    `followable`: a button offers to follow the topic.
    """
    follow = (_follow_button(topic, lang, voice),) if topic is not None and followable else ()
    if topic is None:
        head, turn = voice.say(lang, "latest-head"), "find:l:{}"
    else:
        name = voice.topic_name(lang, topic)
        head, turn = voice.say(lang, "latest-topic-head", topic=name), f"find:t:{{}}:{topic}"
    if not cards:
        return Outgoing(joined((head, voice.say(lang, "latest-nothing"))), (follow,) if follow else ())
    head = joined((head, voice.say(lang, "latest-other-languages") if others else ""))
    shown = listing(cards, lang, voice, head=head, turn=turn, page=page, more=more)
    return replace(shown, keyboard=(*shown.keyboard, follow)) if follow else shown


def _follow_button(topic: str, lang: str, voice: Voice) -> Button:
    return Button(voice.plain(lang, "button-follow-topic"), data=f"follow:add:{Term(TermKind.TOPIC, topic)}")


def which_topic(typed: str, topics: Sequence[Topic], lang: str, voice: Voice) -> Outgoing:
    """Several topics may be meant, or none."""
    if not topics:
        return Outgoing(voice.say(lang, "topic-unknown", typed=clipped(typed, 100)))
    rows = tuple((Button(voice.topic_name(lang, t.key), data=f"find:t:0:{t.key}"),) for t in topics)
    return Outgoing(voice.say(lang, "topic-unclear", typed=clipped(typed, 100)), rows)
