"""Statements that their source no longer lists: where the page is gone too, editors are asked what to do."""

from collections import defaultdict
from collections.abc import Sequence

from bot.domain.source import Source
from bot.domain.statement import DAY, Incoming, Millis, StatementId
from bot.ports import DeskStore, Fetcher, StatementStore

SUSPECTS = 3  # pages asked for in one look: a site is not to feel it
WITHIN = 7 * DAY  # an older statement may be taken off the site without meaning anything


class Vanished:
    """Asks for a few pages a look. It remembers whose turn has been, so that each comes to its own."""

    def __init__(self, statements: StatementStore, desk: DeskStore, fetcher: Fetcher) -> None:
        self._statements = statements
        self._desk = desk
        self._fetcher = fetcher
        self._had_turn = defaultdict[int, set[StatementId]](set)  # by source

    async def ask_about_missing(self, source: Source, incoming: Sequence[Incoming], *, now: Millis) -> None:
        """Ask editors about what should still be in this whole document, since older entries are, but is gone.

        A feed that only drops its oldest entries raises no question. Nothing is withdrawn here.
        """
        dated = [item.published_at for item in incoming if item.dated]
        if not dated:
            return
        since = max(min(dated), now - WITHIN)
        seen = [item.identity for item in incoming]
        had_turn = self._had_turn[source.id]
        suspects = await self._statements.missing(
            source.id, seen, since=since, until=now, limit=SUSPECTS, last=had_turn
        )
        turn = {card.id for card in suspects}
        if turn & had_turn:  # all have had one: another round
            had_turn.clear()
        had_turn |= turn
        for card in suspects:
            if card.url and await self._fetcher.is_gone(card.url):
                told = {"source": source.spec.name, "id": str(card.id), "title": card.title}
                await self._desk.notify("statement-vanished", told, now=now)
                await self._statements.mark_vanished(card.id, now=now)
