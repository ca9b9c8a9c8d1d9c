"""What was sent, on its way into the ledger: gathered for a moment, then one commit.

Nobody waits for a commit; who sends waits only when too much is not yet written down. While the database
is away the same batch is tried again until it is written: it holds what nobody else remembers.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.domain.delivery import PutBy, ReaderGone, ReaderMoved, Retry, Settled
from bot.domain.errors import StoreUnavailable
from bot.pipeline.deliver.agenda import Stretch
from bot.ports import FanoutStore, Flush, Lease, Meter

EVERY = 0.05  # seconds between two commits
MOST_UNFLUSHED = 1000  # messages sent but not written down: what a crash could send again at the worst
_WAITS = (0.1, 0.2, 0.5, 1.0, 2.0)  # seconds, while the database is away
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class _Batch:
    settled: list[Settled] = field(default_factory=list)
    retries: list[Retry] = field(default_factory=list)
    gone: list[ReaderGone] = field(default_factory=list)
    moved: list[ReaderMoved] = field(default_factory=list)
    put_off: list[PutBy] = field(default_factory=list)
    dropped: list[PutBy] = field(default_factory=list)
    finished: list[Stretch] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.settled) + len(self.retries) + len(self.put_off)

    def sealed(self) -> Flush:
        # who takes a returned page up again plans, and counts, anew
        skipped = sum((each.skipped for each in self.finished if not each.returned), start=Counter())
        return Flush(
            tuple(self.settled),
            tuple(self.retries),
            tuple(self.gone),
            tuple(self.moved),
            skipped,
            tuple(page for stretch in self.finished if not stretch.returned for page in stretch.pages),
            tuple(page for stretch in self.finished if stretch.returned for page in stretch.pages),
            held=tuple(row for stretch in self.finished if not stretch.returned for row in stretch.held),
            put_off=tuple(self.put_off),
            dropped=tuple(self.dropped),
        )


class Flusher:
    """The one writer of the ledger. `written` is called after each commit that ended a page.

    `hands`: how many send; each may still bring what it holds when there is no more room.
    """

    def __init__(
        self,
        fanouts: FanoutStore,
        lease: Lease,
        *,
        hands: int,
        written: Callable[[], None],
        meter: Meter,
        paid_today: Callable[[], int],
        monotonic: Callable[[], float],
    ) -> None:
        self._fanouts = fanouts
        self._lease = lease
        self._tell = written
        self._meter = meter
        self._paid_today = paid_today
        self._monotonic = monotonic
        self._full_at = max(1, MOST_UNFLUSHED - hands)
        self._next = _Batch()
        self._writing = 0
        self.batch = 1  # the number of the one that is being gathered
        self.written = 0  # and of the last one that is in the database
        self._something = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._closing = False
        self._away = False  # the database

    @property
    def unflushed(self) -> int:
        """Messages whose outcome is not yet in the database."""
        return len(self._next) + self._writing

    @property
    def stalled(self) -> bool:
        """Whether the database cannot be written, or not fast enough: nothing new is sent."""
        return self._away or not self._room.is_set()

    async def room(self) -> None:
        """Wait while too much is not yet written down."""
        await self._room.wait()

    def settled(self, row: Settled) -> None:
        self._next.settled.append(row)
        self._changed()

    def retry(self, row: Retry) -> None:
        self._next.retries.append(row)
        self._changed()

    def put_off(self, row: PutBy) -> None:
        """It fell due, and must wait longer."""
        self._next.put_off.append(row)
        self._changed()

    def dropped(self, row: PutBy) -> None:
        """It fell due, and nobody wants it any more."""
        self._next.dropped.append(row)
        self._changed()

    def gone(self, reader: ReaderGone) -> None:
        self._next.gone.append(reader)
        self._changed()

    def moved(self, reader: ReaderMoved) -> None:
        self._next.moved.append(reader)
        self._changed()

    def finished(self, stretch: Stretch) -> None:
        """Every errand of it is over; its last rows are in this batch or an earlier one."""
        self._next.finished.append(stretch)
        self._changed()

    async def run(self) -> None:
        """Write until closed and nothing is left, however long the database is away. Raises LeaseLost."""
        while True:
            await self._something.wait()
            if not self._closing:
                await asyncio.sleep(EVERY)
            await self._flush()
            # closed while a batch was being written: what came meanwhile is in the next one
            if self._closing and not self._something.is_set():
                return

    def close(self) -> None:
        """Let `run` end once everything gathered so far is written."""
        self._closing = True
        self._something.set()

    async def _flush(self) -> None:
        batch, self._next = self._next, _Batch()
        self.batch += 1
        self._something.clear()
        self._writing = len(batch)
        flush = batch.sealed()
        if any(row.paid for row in flush.settled):
            flush = replace(flush, paid_today=self._paid_today())
        await self._write(flush)
        self._writing = 0
        self.written = self.batch - 1
        self._changed(new=False)
        for stretch in batch.finished:
            stretch.written = True
        if batch.finished:
            self._tell()

    async def _write(self, flush: Flush) -> None:
        tries = 0
        while True:
            begun = self._monotonic()
            try:
                await self._fanouts.flush(flush, lease=self._lease)
            except StoreUnavailable as error:
                if not self._away:
                    _LOG.warning("the ledger cannot be written, sending will stop: %s", error)
                self._away = True
                await asyncio.sleep(_WAITS[min(tries, len(_WAITS) - 1)])
                tries += 1
            else:
                self._meter.flushed(flush, self._monotonic() - begun)
                self._away = False
                return

    def _changed(self, *, new: bool = True) -> None:
        if new:
            self._something.set()
        if self.unflushed < self._full_at:
            self._room.set()
        else:
            self._room.clear()
