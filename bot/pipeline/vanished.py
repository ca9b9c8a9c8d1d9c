"""Statements that their source no longer lists: where the page is gone too, editors are asked what to do."""

from collections.abc import Sequence

from bot.domain.source import Source
from bot.domain.statement import DAY, Incoming, Millis
from bot.ports import DeskStore, Fetcher, StatementStore

SUSPECTS = 3  # pages asked for in one look: a site is not to feel it
WITHIN = 7 * DAY  # an older statement may be taken off the site without meaning anything


async def ask_about_missing(
    statements: StatementStore,
    desk: DeskStore,
    fetcher: Fetcher,
    source: Source,
    incoming: Sequence[Incoming],
    *,
    now: Millis,
) -> None:
    """Ask editors about what should still be in this whole document, since older entries are, but is gone.

    A feed that only drops its oldest entries raises no question. Nothing is withdrawn here.
    """
    dated = [item.published_at for item in incoming if item.dated]
    if not dated:
        return
    since = max(min(dated), now - WITHIN)
    seen = [item.identity for item in incoming]
    for card in await statements.missing(source.id, seen, since=since, until=now, limit=SUSPECTS):
        if card.url and await fetcher.is_gone(card.url):
            told = {"source": source.spec.name, "id": str(card.id), "title": card.title}
            await desk.notify("statement-vanished", told, now=now)
            await statements.mark_vanished(card.id, now=now)
