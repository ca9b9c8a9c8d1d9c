"""A digest: what a reader's own hours gathered, by topic, in one message whose pages are turned. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.domain.message import Button, Keyboard, Outgoing
from bot.domain.statement import Card
from bot.i18n import Html
from bot.render.alert import entry
from bot.render.html import MAX_UNITS, bold, escape, joined, packed, units
from bot.render.voice import Voice

MOST_IN_DIGEST = 100  # statements in one message; what is beyond comes as a second one
_A_PAGE = 10
_LONGEST_TITLE = 200  # ten of them, with their sources, fit into one message


def digest(
    cards: Sequence[Card],
    lang: str,
    voice: Voice,
    *,
    time_zone: str | None = None,
    page: int = 0,
    silent: bool = False,
) -> Outgoing:
    """The page of a digest, the nearest there is; each statement once, under the first of its topics.

    Its times are those of the reader's own `time_zone`, where they chose one.
    """
    voice = voice.in_zone(time_zone)
    head = voice.say(lang, "digest-head", number=len(cards))
    blocks = list(_blocks(cards, lang, voice))
    pages = packed(blocks, limit=MAX_UNITS - 2 * units(head), most=_A_PAGE)
    page = max(0, min(page, len(pages) - 1))
    where = voice.say(lang, "digest-page", page=page + 1, pages=len(pages)) if len(pages) > 1 else ""
    text = joined((joined((head, where), " · "), *pages[page : page + 1]), "\n\n")
    return Outgoing(text, keyboard=_turns(lang, voice, page, len(pages)), silent=silent)


def _blocks(cards: Sequence[Card], lang: str, voice: Voice) -> Iterator[Html]:
    """A statement each, the first of a topic under its name."""
    groups = tuple(_by_topic(cards, voice))
    for topic, group in groups:
        heading = _heading(topic, lang, voice) if topic or len(groups) > 1 else ""
        for number, card in enumerate(group):
            shown = entry(card, lang, voice, longest=_LONGEST_TITLE)
            yield shown if number else joined((heading, shown))


def _heading(topic: str, lang: str, voice: Voice) -> Html:
    name = voice.topic_name(lang, topic) if topic else voice.plain(lang, "digest-other")
    return bold(Html(f"▪️ {escape(name)}"))


def _by_topic(cards: Sequence[Card], voice: Voice) -> Iterator[tuple[str, Sequence[Card]]]:
    """In the order of the vocabulary; what has none of its topics comes last."""
    groups: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        known = [topic for topic in card.topics if topic in voice.taxonomy.by_key]
        groups[known[0] if known else ""].append(card)
    for topic in (*voice.taxonomy.by_key, ""):
        if topic in groups:
            yield topic, groups[topic]


def _turns(lang: str, voice: Voice, page: int, pages: int) -> Keyboard:
    turns = [(page - 1, "button-previous")] * (page > 0) + [(page + 1, "button-next")] * (page < pages - 1)
    row = tuple(Button(voice.plain(lang, key), data=f"digest:{to}") for to, key in turns)
    return (row,) if row else ()
