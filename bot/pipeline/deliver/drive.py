"""The loop that looks for work, and the life of one shift: everything a process holds under one lease."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from bot.domain.delivery import Result, Retry, Settled
from bot.domain.errors import LeaseLost, StoreUnavailable
from bot.domain.fanout import Fanout, FanoutState, Page, Priority, claimed_together
from bot.domain.statement import Millis
from bot.pipeline.deliver.agenda import Agenda, Errand, Stretch
from bot.pipeline.deliver.compose import Composer
from bot.pipeline.deliver.earlier import Earlier
from bot.pipeline.deliver.flusher import Flusher
from bot.pipeline.deliver.grown import Grown
from bot.pipeline.deliver.hands import Hands
from bot.pipeline.lease import LeaseKeeper
from bot.ports import BroadcastStore, Clock, DeskStore, FanoutStore, Messenger, Meter, StatementStore
from bot.render.voice import Voice

LOOK_EVERY = 1.0  # seconds; a nudge comes first where something was published
MOST_HANDS = 300
RETRIES_AT_ONCE = 500
FIRST_PAGE = 50
CALL_ENDS_WITHIN = 1.0  # seconds at a stop; a database that is away may hold a call up
STOP_WITHIN = 9.5  # seconds until the last flush is given up: what it holds would be sent again
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeliverCore:
    """What delivery reaches through ports."""

    fanouts: FanoutStore
    statements: StatementStore
    broadcasts: BroadcastStore
    desk: DeskStore
    messenger: Messenger
    voice: Voice
    clock: Clock
    monotonic: Callable[[], float]
    meter: Meter = field(default_factory=Meter)
    paid_today: Callable[[], int] = lambda: 0


@dataclass(frozen=True, slots=True)
class DeliveryState:
    """Delivery as the health page shows it."""

    driving: bool = False  # this process holds the lease
    fanouts: int = 0  # live ones
    waiting: int = 0  # errands on the agenda
    in_hand: int = 0
    in_flight: int = 0
    unflushed: int = 0
    stalled: bool = False  # the database cannot be written


class Deliverer:
    """Delivers what is published, as long as it holds the lease. `rate`: the messages per second configured."""

    def __init__(self, core: DeliverCore, lease: LeaseKeeper, *, rate: float) -> None:
        self._core = core
        self._lease = lease
        self._rate = rate
        self._shift: Shift | None = None
        self._stopping = asyncio.Event()
        self._stopped = asyncio.Event()
        self._stopped.set()

    async def run(self) -> None:
        """Deliver until stopped; while another process holds the lease, stand by."""
        self._stopped.clear()
        try:
            while await self._took_lease():
                await self._work()
        finally:
            self._stopping.clear()  # it may run again; not at the start, where a stop may have come first
            self._stopped.set()

    async def _took_lease(self) -> bool:
        """Wait for the lease; False when we are to stop first."""
        if self._stopping.is_set():
            return False
        taking = asyncio.ensure_future(self._lease.take())
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait((taking, stopping), return_when=asyncio.FIRST_COMPLETED)
            return not stopping.done() and taking.result() is not None
        finally:
            taking.cancel()
            stopping.cancel()
            # until then it may hold a connection, which would outlive its database
            await asyncio.wait((taking, stopping), timeout=CALL_ENDS_WITHIN)

    async def _work(self) -> None:
        try:
            self._shift = Shift(self._core, self._lease, rate=self._rate)
            await self._shift.run(self._stopping)
        except* LeaseLost:
            _LOG.warning("another process delivers now; standing by")
        finally:
            self._shift = None

    def nudge(self) -> None:
        """Something was published: look now."""
        if self._shift is not None:
            self._shift.nudge()

    async def stop(self) -> None:
        """Finish what is in flight, write everything down, end `run`; within 10 s. The lease is its owner's to release."""
        self._stopping.set()
        await self._stopped.wait()

    def state(self) -> DeliveryState:
        """Figures for health and metrics."""
        if self._shift is None:
            return DeliveryState()
        return self._shift.state()


class Shift:
    """One holding of the lease. When it is lost, all of this is thrown away: the next one adopts the pages."""

    def __init__(self, core: DeliverCore, lease: LeaseKeeper, *, rate: float) -> None:
        self._core = core
        self._lease = lease
        self._page_size = int(min(1000, max(50, 2 * rate)))  # about two seconds' work
        self._nudged = asyncio.Event()
        self._live: tuple[Fanout, ...] = ()
        self._retries = Stretch(written=True)  # those in hand
        self._released = Stretch(written=True)  # what was put by and fell due, in hand
        self._due_again_at = 0.0  # monotonic seconds
        self._composer = Composer(core.statements, core.broadcasts, core.voice, core.clock)
        self._agenda = Agenda(mark=self._page_size // 2, low=self.nudge)
        self._count = int(min(MOST_HANDS, max(16, rate)))
        self._flusher = Flusher(
            core.fanouts,
            lease.lease,
            hands=self._count,
            written=self.nudge,
            meter=core.meter,
            paid_today=core.paid_today,
            monotonic=core.monotonic,
        )
        self._hands = Hands(
            self._agenda,
            self._flusher,
            core.messenger,
            may_send=lease.holds,
            told=self.nudge,
            meter=core.meter,
            clock=core.clock,
            monotonic=core.monotonic,
        )
        self._earlier = Earlier(lambda: self._hands.held, self._flusher)
        self._grown = Grown()

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until `stopping`. Raises LeaseLost (in a group)."""
        async with asyncio.TaskGroup() as tasks:
            writing = tasks.create_task(self._flusher.run(), name="flusher")
            looking = tasks.create_task(self._look(stopping), name="look")
            hands = [tasks.create_task(self._hands.work(), name="hand") for _ in range(self._count)]
            await stopping.wait()
            end = self._core.monotonic() + STOP_WITHIN
            self.nudge()
            await self._hands.stop(hands)
            # a page that was being claimed is given back as well; cut off, it would look like a crash
            await asyncio.wait((looking,), timeout=CALL_ENDS_WITHIN)
            looking.cancel()
            self._hands.give_up()
            self._flusher.close()
            await asyncio.wait((writing,), timeout=max(0.0, end - self._core.monotonic()))
            if writing.done() and self._released.returned and not self._released.torn:
                await self._give_back()
            writing.cancel()

    async def _give_back(self) -> None:
        """What was put by and is not sent is nobody's again: it is not to look as if a process had died over it."""
        with suppress(StoreUnavailable):
            await self._core.fanouts.give_back_held(lease=self._lease.lease)

    def nudge(self) -> None:
        """Look now."""
        self._nudged.set()

    def state(self) -> DeliveryState:
        """Figures for health and metrics."""
        held = self._hands.held
        return DeliveryState(
            driving=self._lease.holds(),
            fanouts=len(self._live),
            waiting=len(self._agenda),
            in_hand=len(held),
            in_flight=sum(errand.in_flight for errand in held),
            unflushed=self._flusher.unflushed,
            stalled=self._flusher.stalled,
        )

    # ── looking for work ──────────────────────────────────────────────────────────────────────────

    async def _look(self, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            self._nudged.clear()
            try:
                while not stopping.is_set() and await self._find_work():
                    pass
            except StoreUnavailable as error:
                _LOG.warning("nothing can be claimed: %s", error)
            with suppress(TimeoutError):
                # not wait_for: before Python 3.12 it loses a cancellation that comes together with a nudge
                async with asyncio.timeout(LOOK_EVERY):
                    await self._nudged.wait()

    async def _find_work(self) -> bool:
        """Put a page on the agenda, and the retries that are due; False when there is none or no room."""
        await self._pause_refused()
        await self._look_over()
        self._grown.see(self._live)
        self._hands.drive([fanout for fanout in self._live if self._grown.may_send(fanout)])
        self._earlier.see(self._live)
        if self._agenda.has_room(Priority.EDIT):
            if page := await self._core.fanouts.adopt_page(lease=self._lease.lease):
                await self._take_up(page, fresh=False)
                return True
            if self._retries.written:
                await self._take_up_retries()
            if self._released.written:
                await self._take_up_due()
        together = claimed_together([fanout for fanout in self._live if self._earlier.is_written(fanout)])
        if not together or not self._agenda.has_room(together[0].priority):
            return False
        # with nothing to do yet, a small page is read sooner: the first message need not wait for the thousandth.
        # The hands count: they hold a small page at once, and would be given small ones for ever
        busy = len(self._agenda) or self._hands.held
        size = self._page_size if busy else min(FIRST_PAGE, self._page_size)
        page = await self._core.fanouts.claim_page(together, size=size, lease=self._lease.lease)
        if page is not None:
            await self._take_up(page, fresh=True)
        return True

    async def _look_over(self) -> None:
        """What is live now, and what became of what no longer is."""
        now, lease = self._core.clock(), self._lease.lease
        before, self._live = self._live, await self._core.fanouts.live(now=now, lease=lease)
        gone = {fanout.id for fanout in before} - {fanout.id for fanout in self._live}
        self._core.meter.driven(self._live, [await self._core.fanouts.get(each) for each in sorted(gone)])

    async def _take_up(self, page: Page, *, fresh: bool) -> None:
        stretch, errands = await self._composer.compose(page, fresh=fresh)
        self._grown.composed(stretch, page.fanouts)
        self._begin(stretch, errands)

    async def _take_up_retries(self) -> None:
        """All retries that are due, once those before are written: until then their rows still say due."""
        asked = await self._core.fanouts.due_retries(now=self._core.clock(), limit=RETRIES_AT_ONCE)
        due = [each for each in asked if all(map(self._grown.may_compose, each[1].fanouts))]
        if not due:
            return
        self._retries, errands, unwanted = await self._composer.compose_retries(due)
        for retry in unwanted:
            self._flusher.settled(_cancelled(retry, self._core.clock()))
        self._grown.composed(self._retries, [fanout for _, page in due for fanout in page.fanouts])
        self._begin(self._retries, errands)

    async def _take_up_due(self) -> None:
        """What was put by and fell due, once that before is written; asked once a second while nothing is."""
        if self._core.monotonic() < self._due_again_at:
            return
        now, lease = self._core.clock(), self._lease.lease
        asked = await self._core.fanouts.due_held(now=now, readers=self._page_size, lease=lease)
        due = [each for each in asked if all(self._grown.may_compose(item.fanout) for item in each.items)]
        if not due:
            self._due_again_at = self._core.monotonic() + LOOK_EVERY
            return
        released = await self._composer.compose_due(due)
        for row in released.put_off:
            self._flusher.put_off(row)
        for row in released.dropped:
            self._flusher.dropped(row)
        self._released = released.stretch
        self._begin(released.stretch, released.errands)

    def _begin(self, stretch: Stretch, errands: Sequence[Errand]) -> None:
        for errand in errands:
            self._agenda.put(errand)
        if not errands:
            self._flusher.finished(stretch)

    async def _pause_refused(self) -> None:
        for fanout, reason in tuple(self._hands.refused.values()):
            _LOG.warning("Telegram refuses the text of %s: %s", fanout.subject, reason)
            told = {"subject": str(fanout.subject), "reason": reason}
            await self._core.desk.notify("fanout-rejected", told, now=self._core.clock())
            await self._core.fanouts.set_state(
                fanout.id, FanoutState.PAUSED, reason=reason, now=self._core.clock()
            )
            del self._hands.refused[fanout.id]


def _cancelled(retry: Retry, now: Millis) -> Settled:
    return Settled(
        retry.subject, retry.subscriber, retry.fanout, Result.CANCELLED, at=now, attempts=retry.attempts
    )
