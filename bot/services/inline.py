"""Inline mode: which statements are offered to somebody who types "@bot words" in any chat."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.statement import Card
from bot.services.searching import SearchingService

SIZE = 20  # Telegram takes 50 at most; a phone shows five at a time


@dataclass(frozen=True, slots=True)
class Offered:
    """A page of statements to post; `next_offset` asks for the next one, "" when there is none."""

    cards: tuple[Card, ...]
    next_offset: str
    newest: bool  # not what was searched for: there was nothing to look for


async def offered(searching: SearchingService, typed: str, langs: Sequence[str], offset: str) -> Offered:
    """What the words find in any language; without words, the newest in `langs`. Nothing that was withdrawn."""
    page = _page(offset)
    hits = await searching.find(typed, page=page, size=SIZE, langs=langs, unfinished=True)
    shown = await searching.latest((), langs, page=page, size=SIZE) if hits.is_empty else hits.page
    standing = tuple(card for card in shown.cards if not card.withdrawn)
    return Offered(standing, str(shown.number + 1) if shown.more else "", newest=hits.is_empty)


def _page(offset: str) -> int:
    """The page that an offset of ours names; the first for anything else."""
    return int(offset) if offset.isascii() and offset.isdecimal() and len(offset) <= 3 else 0  # noqa: PLR2004
