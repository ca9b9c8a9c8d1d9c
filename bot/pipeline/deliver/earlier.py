"""What had left before a change was known: it must be in the ledger before the ledger is followed.

An edit goes to those who hold a message. A message that is in flight while the new words are stored has
no row yet: who asked the ledger at that moment would pass its reader over, and leave an old text standing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.domain.fanout import Fanout, FanoutId
from bot.pipeline.deliver.agenda import Errand
from bot.pipeline.deliver.flusher import Flusher


@dataclass(slots=True)
class _Left:
    """The errands that were in flight, and the batch that holds the last of what became of them."""

    errands: list[Errand]
    batch: int


class Earlier:
    """For each fan-out over the ledger, whether all that left before it was seen is written down."""

    def __init__(self, held: Callable[[], Collection[Errand]], flusher: Flusher) -> None:
        self._held = held
        self._flusher = flusher
        self._left: dict[FanoutId, _Left] = {}

    def see(self, live: Collection[Fanout]) -> None:
        """Take note of those that are new, and forget those that are over."""
        following = [fanout.id for fanout in live if fanout.kind.follows_ledger]
        for gone in self._left.keys() - set(following):
            del self._left[gone]
        for new in set(following) - self._left.keys():
            in_flight = [errand for errand in self._held() if errand.in_flight]
            self._left[new] = _Left(in_flight, self._flusher.batch)

    def is_written(self, fanout: Fanout) -> bool:
        """Whether its readers may be looked up now."""
        if not fanout.kind.follows_ledger:
            return True
        left = self._left[fanout.id]
        if left.errands:
            left.errands = [errand for errand in left.errands if errand.in_flight]
            left.batch = self._flusher.batch
        return not left.errands and (self._flusher.written >= left.batch or not self._flusher.unflushed)
