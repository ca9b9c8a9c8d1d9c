"""What waits to be sent, most urgent first."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from bot.domain.delivery import Attempt, PutBy
from bot.domain.fanout import Facts, Fanout, FanoutId
from bot.domain.message import Outgoing
from bot.domain.subscriber import Address

FIRST = Attempt()


@dataclass(frozen=True, slots=True)
class Part:
    """One subject in a parcel, in the revision that is shown."""

    fanout: Fanout
    revision_no: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message and the subjects it carries. `apart`: the same as a message each."""

    parts: tuple[Part, ...]
    message: Outgoing | None  # None: it could not be rendered
    edits: int | None = None  # the message that is to become this one
    answers: int | None = None  # the message to which this one is a reply
    digest: bool = False
    apart: Callable[[], Sequence["Parcel"]] | None = None


@dataclass(slots=True, eq=False)
class Stretch:
    """A claimed page, or all retries that were due, or what was put by and fell due, while it is worked on."""

    pages: tuple[int, ...] = ()
    skipped: Counter[FanoutId] = field(default_factory=Counter)
    held: list[PutBy] = field(default_factory=list)  # not for now
    released: bool = False  # it had been put by: its fan-outs may be over
    adopted: bool = False  # what is sent of it may be sent again
    open: int = 0  # errands not yet finished
    returned: bool = False  # some of it was laid down: the page must stay open, for whoever comes
    torn: bool = False  # a call was cut off in flight: whoever comes may send again
    written: bool = False  # all of it is in the database


@dataclass(slots=True, eq=False)
class Errand:
    """One reader's messages out of one page, in the order of publication.

    It holds one hand at most, and goes to the end of the agenda after each message: so nobody's second
    alert overtakes the first, and nobody's chat gate keeps the others waiting.
    """

    reader: Facts
    parcels: deque[Parcel]
    stretch: Stretch
    address: Address
    attempt: Attempt = FIRST
    retried: Attempt | None = None  # as its row says, where it was tried before
    failing_since: float | None = None  # monotonic seconds
    in_flight: bool = False

    @property
    def priority(self) -> int:
        """The priority of what is next."""
        return self.parcels[0].parts[0].fanout.priority


@dataclass(slots=True)
class Agenda:
    """Errands by priority, then by arrival. `low` is called when it sinks below `mark`."""

    mark: int
    low: Callable[[], None]
    _queue: asyncio.PriorityQueue[tuple[int, int, Errand]] = field(default_factory=asyncio.PriorityQueue)
    _arrivals: "count[int]" = field(default_factory=count)
    _waiting: Counter[int] = field(default_factory=Counter)

    def put(self, errand: Errand) -> None:
        self._waiting[errand.priority] += 1
        self._queue.put_nowait((errand.priority, next(self._arrivals), errand))

    async def take(self) -> Errand:
        """The most urgent errand, once there is one."""
        priority, _, errand = await self._queue.get()
        self._waiting[priority] -= 1
        if len(self) == self.mark - 1:
            self.low()
        return errand

    def drain(self) -> Iterator[Errand]:
        """Take everything off."""
        while not self._queue.empty():
            yield self._queue.get_nowait()[2]

    def has_room(self, priority: int) -> bool:
        """Whether what is at least this urgent runs low, so that more of it may be claimed."""
        return sum(n for level, n in self._waiting.items() if level <= priority) < self.mark

    def __len__(self) -> int:
        return self._queue.qsize()
