"""Keeping the lease under which one process drives: taken once, beaten while it lasts, given back at the end.

No wall clock. A taker takes at once when the lease is free or its owner is a dead process of this host;
else it waits until the beat has stood still for the TTL on its own monotonic clock. A holder trusts its
lease for less than that, counted from *before* its last beat: a process that was stopped and wakes up
sees by its own clock, before it asks anybody, that it may not send any more.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from bot.domain.errors import LeaseLost, StoreError, StoreUnavailable
from bot.ports import Lease, LeaseStore

TTL = 5.0  # seconds a beat stands still until anybody may take the lease
_TRUSTED = 0.6  # of the TTL: how long a holder relies on its last beat
_BEATS = 5  # within a TTL
_LOG = logging.getLogger(__name__)


class LeaseKeeper:
    """One process's hold on one lease."""

    def __init__(
        self, store: LeaseStore, *, name: str, owner: str, monotonic: Callable[[], float], ttl: float = TTL
    ) -> None:
        self._store = store
        self._name = name
        self._owner = owner
        self._monotonic = monotonic
        self._ttl = ttl
        self._lease: Lease | None = None
        self._trusted_until = 0.0
        self._beating: asyncio.Task[None] | None = None
        self._taking = asyncio.Lock()
        self.lost = asyncio.Event()  # set while it is not ours
        self.lost.set()

    @property
    def lease(self) -> Lease:
        """The lease. Raises LeaseLost while it is not ours."""
        if self._lease is None:
            raise LeaseLost(self._name)
        return self._lease

    def holds(self) -> bool:
        """Whether this process may send at this moment, by its own clock."""
        return self._lease is not None and self._monotonic() < self._trusted_until

    async def take(self) -> Lease:
        """Wait until it is ours; at once if it is. From then on it is beaten in the background."""
        async with self._taking:
            if self._lease is None:
                self._lease = await self._win()
                self.lost.clear()
                self._beating = asyncio.create_task(self._beat(self._lease), name="lease")
            return self._lease

    async def release(self) -> None:
        """Give it back, so that the next one need not wait."""
        if self._beating is not None:
            self._beating.cancel()
            with suppress(asyncio.CancelledError):
                await self._beating
        lease = self._lease
        self._drop()
        if lease is not None:
            with suppress(StoreError):  # the next one waits for the TTL, then
                await self._store.release(lease)

    async def _win(self) -> Lease:
        seen: tuple[int, int] | None = None
        since = self._monotonic()
        while True:
            asked = self._monotonic()
            stood_still = seen if asked - since >= self._ttl else None
            try:
                if lease := await self._store.try_take(self._name, self._owner, seen=stood_still):
                    self._trusted_until = asked + self._ttl * _TRUSTED
                    return lease
                standing = await self._store.read(self._name)
            except StoreUnavailable:
                standing = None
            stood = standing is not None and standing[1:] == seen
            if not stood or self._monotonic() - asked > self._ttl / 2:
                # it beat, or the database itself stood still: then its holder could not beat either
                seen, since = standing and standing[1:], self._monotonic()
            await asyncio.sleep(self._ttl / _BEATS / 2)

    async def _beat(self, lease: Lease) -> None:
        while True:
            await asyncio.sleep(self._ttl / _BEATS)
            asked = self._monotonic()
            try:
                await self._store.beat(lease)
                self._trusted_until = asked + self._ttl * _TRUSTED
            except StoreUnavailable as error:
                _LOG.warning("no beat of the lease %s: %s", self._name, error)
            except LeaseLost:
                _LOG.error("another process took the lease %s", self._name)
                self._drop()
                return

    def _drop(self) -> None:
        self._lease = None
        self._trusted_until = 0.0
        self.lost.set()
