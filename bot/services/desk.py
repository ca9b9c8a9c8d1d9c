"""The editors' desk: the figures, and what editors must be told. Stores only.

Notices are kept by the store until an editor was told. Their keys, with the details each must have (all
text; `source` is a source's name, times are milliseconds as digits, `subject` the id of a statement or
broadcast); the words are `notice-<key>` in editors.ftl and notices.ftl:

    source-gone      {source}                the server says the feed is gone for good (410): it was stopped
    source-stale     {source, since}         it answers, but stands still far longer than it used to
    source-failing   {source, problem, detail}  look after look fails; `problem` is a `domain.source.Problem`
    source-html      {source, alternates}    a web page instead of a feed; feeds it names, spaces between
    flood-waiting    {source, count}         too many new items at once: they wait for an editor
    corrections-waiting  {source, count}     so many corrections at once: nobody who has the old text was told yet
    fanout-rejected  {subject, reason}       Telegram refuses the text: its fan-out was paused
    group-no-rights  {chat, reason}          this chat lets the bot not write: for its own administrators first
    statement-vanished  {source, id, title}  no longer in the feed, and its page is gone: to be withdrawn?
    stars-spent      {}                      the day's Stars are spent: urgent news go out at the free rate
    stars-refused    {reason}                Telegram does not take the Stars: at the free rate for an hour
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.domain.source import Source
from bot.ports import Clock, DeskStore, Notice, SourceStore, Stats

NOTICE_DETAILS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "source-gone": ("source",),
        "source-stale": ("source", "since"),
        "source-failing": ("source", "problem", "detail"),
        "source-html": ("source", "alternates"),
        "flood-waiting": ("source", "count"),
        "corrections-waiting": ("source", "count"),
        "fanout-rejected": ("subject", "reason"),
        "group-no-rights": ("chat", "reason"),
        "statement-vanished": ("source", "id", "title"),
        "stars-spent": (),
        "stars-refused": ("reason",),
    }
)

QUIET_FOR = 5 * 60_000  # milliseconds


@dataclass(frozen=True, slots=True)
class ToTell:
    """A notice, and the source it is about where it is about one that is known."""

    notice: Notice
    source: Source | None


class DeskService:
    """Figures and notices."""

    def __init__(self, desk: DeskStore, sources: SourceStore, *, clock: Clock) -> None:
        self._desk = desk
        self._sources = sources
        self._clock = clock
        self._quiet_until = 0

    async def stats(self) -> Stats:
        """The figures of /stats."""
        return await self._desk.stats(now=self._clock())

    async def to_tell(self) -> tuple[ToTell, ...]:
        """What no editor was told yet, oldest first; nothing for a while after none could be told."""
        if self._clock() < self._quiet_until:
            return ()
        untold = await self._desk.untold()
        if not untold:
            return ()
        sources = {source.spec.name: source for source in await self._sources.all()}
        return tuple(ToTell(notice, sources.get(notice.details.get("source", ""))) for notice in untold)

    async def told(self, told: Sequence[ToTell]) -> None:
        """At least one editor knows."""
        await self._desk.told([each.notice.id for each in told], now=self._clock())

    def nobody_heard(self) -> None:
        """No editor can be told anything now (none started the bot, or Telegram is away)."""
        self._quiet_until = self._clock() + QUIET_FOR
