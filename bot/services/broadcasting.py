"""Broadcasting: an editor's announcement from draft to delivered, and how far it has come. Stores only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.broadcast import Broadcast, BroadcastState, Content
from bot.domain.errors import NotFound
from bot.domain.fanout import SubjectId
from bot.domain.progress import Progress, Report, progress_of, stage_of
from bot.domain.statement import Millis
from bot.domain.subscriber import Term
from bot.ports import BroadcastStore, Clock, FanoutStore
from bot.services.ways import Ways

LISTED = 10


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft, and how many readers it would reach now."""

    broadcast: Broadcast
    readers: int


class Answer(StrEnum):
    """What came of a tap."""

    NOW = "now"  # this tap did it
    ALREADY = "already"  # it stands where an earlier tap, or its end, has put it
    MISSING = "missing"  # nobody knows of it


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of a tap, and how the announcement stands after it (None: there is none)."""

    answer: Answer
    report: Report | None


class BroadcastingService:
    """What editors do with announcements. `delay` is in milliseconds."""

    def __init__(
        self,
        broadcasts: BroadcastStore,
        fanouts: FanoutStore,
        *,
        clock: Clock,
        delay: Millis,
        new_token: Callable[[], str],
        ring: Callable[[], None] = lambda: None,
    ) -> None:
        self._ring = ring  # wakes the delivery
        self._ways = Ways(fanouts, clock=clock, ring=ring)
        self._broadcasts = broadcasts
        self._fanouts = fanouts
        self._clock = clock
        self._new_token = new_token
        self.delay = delay

    async def reach(self, audience: Sequence[Term], langs: Sequence[str]) -> int:
        """How many readers these would be now."""
        return await self._fanouts.audience_size(audience, langs)

    async def draft(
        self,
        author: int,
        content: Content,
        audience: Sequence[Term],
        langs: Sequence[str],
        *,
        urgent: bool = False,
    ) -> Drafted:
        """Keep it, to be confirmed by its own token only. `urgent`: before statements, and for Stars where set up."""
        token, now = self._new_token(), self._clock()
        broadcast = await self._broadcasts.draft(
            author, content, audience=audience, langs=langs, confirm_token=token, urgent=urgent, now=now
        )
        return Drafted(broadcast, await self.reach(audience, langs))

    async def confirm(self, token: str, *, by: int) -> Decided:
        """Let it go out once the delay is over. Only the first of many taps does it."""
        now = self._clock()
        confirmed = await self._broadcasts.confirm(token, by=by, not_before=now + self.delay, now=now)
        if confirmed is not None:
            return Decided(Answer.NOW, await self._report(confirmed))
        return await self._as_it_stands(token)

    async def drop(self, token: str, *, by: int) -> Decided:
        """Forget a draft."""
        if await self._broadcasts.drop(token, by=by, now=self._clock()):
            known = await self._broadcasts.by_token(token)
            return Decided(Answer.NOW, await self._report(known) if known else None)
        return await self._as_it_stands(token)

    async def stop(self, id: SubjectId, *, by: int) -> Decided:
        """Cancel it before or while it goes out; what is sent stays sent."""
        try:
            stopped = await self._broadcasts.stop(id, by=by, now=self._clock())
            return Decided(Answer.NOW if stopped else Answer.ALREADY, await self.report(id))
        except NotFound:
            return Decided(Answer.MISSING, None)

    async def edit(self, id: SubjectId, content: Content, *, by: int) -> bool:
        """New words for everybody who has it or waits for it; False when that changes nothing. Raises NotFound."""
        return self._rung(await self._broadcasts.edit(id, content, by=by, now=self._clock()))

    async def recall(self, id: SubjectId, *, by: int) -> bool:
        """Stop it and take back what was delivered; False when it was recalled already. Raises NotFound."""
        return self._rung(await self._broadcasts.recall(id, by=by, now=self._clock()))

    async def resend(self, id: SubjectId, *, by: int) -> int:
        """Once more to those whom it did not reach; how many they are. Raises NotFound."""
        readers = await self._broadcasts.resend(id, by=by, now=self._clock())
        self._rung(readers > 0)
        return readers

    def _rung(self, changed: bool) -> bool:
        if changed:
            self._ring()
        return changed

    async def find_draft(self, token: str) -> Broadcast | None:
        """The draft with this token, while it is one."""
        known = await self._broadcasts.by_token(token)
        return known if known is not None and known.state is BroadcastState.DRAFT else None

    async def report(self, id: SubjectId, *, since: Progress | None = None) -> Report:
        """How it stands; `since` is an earlier look, from which the rate is told. Raises NotFound."""
        broadcast, looks = await self._broadcasts.get(id), self._ways.looks
        fanout = broadcast.fanout
        if fanout is None:
            return await self._report(broadcast)
        since = since or looks.earlier(fanout.id, now=self._clock())
        report = await self._report(broadcast, since=since)
        looks.keep(fanout.id, report.progress)
        ways = await self._ways.measured((fanout, *broadcast.afterwards))
        return replace(report, afterwards=tuple(way for way in ways if way.fanout.kind.follows_ledger))

    async def recent(self) -> tuple[Report, ...]:
        """The newest announcements, newest first."""
        broadcasts = await self._broadcasts.recent(limit=LISTED)
        return tuple([await self._report(broadcast) for broadcast in broadcasts])

    async def _as_it_stands(self, token: str) -> Decided:
        known = await self._broadcasts.by_token(token)
        if known is None:
            return Decided(Answer.MISSING, None)
        return Decided(Answer.ALREADY, await self._report(known))

    async def _report(self, broadcast: Broadcast, *, since: Progress | None = None) -> Report:
        over = stage_of(broadcast).is_over
        readers = 0 if over else await self.reach(broadcast.audience, broadcast.langs)
        return Report(broadcast, progress_of(broadcast, readers, now=self._clock(), since=since))
