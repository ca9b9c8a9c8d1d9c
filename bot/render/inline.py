"""A statement as inline mode offers it in a list, and the card it becomes in the chat it is posted in. Pure.

A posted card can never be edited by us: its second button opens the statement as it stands then.
"""

from dataclasses import dataclass

from bot.domain.deeplink import OpenStatement, address
from bot.domain.message import Button, Keyboard, Outgoing
from bot.domain.statement import Card
from bot.render.alert import alert
from bot.render.html import clipped, linkable
from bot.render.voice import Voice

_LONGEST_TITLE = 150  # two lines of a phone and a little
_LONGEST_SOURCE = 60


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the list, in plain text, and what is posted when it is chosen."""

    id: str
    title: str
    description: str
    card: Outgoing


def result(card: Card, lang: str, voice: Voice, *, bot_name: str) -> Result:
    """What is offered of one statement."""
    title = clipped(" ".join(card.title.split()), _LONGEST_TITLE)
    return Result(
        id=f"s_{card.id}",
        title=title or voice.plain(lang, "alert-untitled"),
        description=_description(card, lang, voice),
        card=Outgoing(alert(card, lang, voice).text, _buttons(card, lang, voice, bot_name)),
    )


def _description(card: Card, lang: str, voice: Voice) -> str:
    source = clipped(" ".join(card.source_name.split()), _LONGEST_SOURCE)
    corrected = voice.plain(lang, "inline-corrected") if card.corrected_at is not None else ""
    return " · ".join(filter(None, (source, voice.date(lang, card.published_at), corrected)))


def _buttons(card: Card, lang: str, voice: Voice, bot_name: str) -> Keyboard:
    read = [Button(voice.plain(lang, "button-read"), url=url)] if (url := linkable(card.url)) else []
    now = Button(voice.plain(lang, "button-as-it-stands"), url=address(bot_name, OpenStatement(card.id)))
    return ((*read, now),)
