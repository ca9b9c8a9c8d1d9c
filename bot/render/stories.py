"""The buttons to the other statements of a story: other languages, other sources. Pure."""

from bot.domain.message import Button, Keyboard
from bot.domain.statement import Card, Sibling, StatementId
from bot.render.html import clipped
from bot.render.voice import Voice

_MOST = 3  # buttons of either sort
_LONGEST_NAME = 40


def story_rows(card: Card, lang: str, voice: Voice, *, origin: StatementId | None = None) -> Keyboard:
    """A row of the story's other languages, and one for each other source that tells it in this one.

    `origin`: what the message showed before it showed this card instead; a row leads back to it. Beside what
    was withdrawn nothing else stands.
    """
    home = origin or card.id
    languages = tuple(
        Button(_own_name(other.lang, lang, voice), data=_opening(other, home)) for other in _languages(card)
    )
    sources = tuple(
        (Button(_named(other, lang, voice), data=_opening(other, home)),) for other in _sources(card)
    )
    back = Button(voice.plain(lang, "button-back"), data=f"card:back:{home}")
    rows = () if card.withdrawn else (languages, *sources)
    return tuple(row for row in (*rows, (back,) if origin else ()) if row)


def _languages(card: Card) -> tuple[Sibling, ...]:
    """The first in each language but the card's own."""
    first: dict[str, Sibling] = {}
    for other in card.others:
        if other.lang not in (card.lang, "und"):
            first.setdefault(other.lang, other)
    return tuple(first.values())[:_MOST]


def _sources(card: Card) -> tuple[Sibling, ...]:
    """The first of each source but the card's own, in the card's language."""
    first: dict[str, Sibling] = {}
    for other in card.others:
        if other.lang == card.lang and other.source_name != card.source_name:
            first.setdefault(other.source_name, other)
    return tuple(first.values())[:_MOST]


def _own_name(code: str, lang: str, voice: Voice) -> str:
    """What a language calls itself; Serbian in the letters that the reader chose."""
    own = lang if lang.partition("-")[0] == code else code
    return voice.texts.language(own, code).capitalize()


def _named(other: Sibling, lang: str, voice: Voice) -> str:
    return voice.plain(lang, "button-also", source=clipped(other.source_name, _LONGEST_NAME))


def _opening(other: Sibling, home: StatementId) -> str:
    return f"card:back:{home}" if other.id == home else f"card:other:{other.id}:{home}"
