"""The queue of updates as Telegram keeps it: confirmed by offset, long-polled, one poller."""

# ruff: noqa: ASYNC109 - the Bot API's own parameter

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sandbox.answers import Json, conflict

LONGEST_POLL: Final = 50
_SHORT_POLL: Final = 3  # seconds
_OLD_POLL: Final = "terminated by other getUpdates request; make sure that only one bot instance is running"
_BY_DEFAULT_OFF: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Update:
    """One update; `payload` is the object under the name of its kind."""

    update_id: int
    kind: str
    payload: Json

    def json(self) -> Json:
        """The Bot API's Update."""
        return {"update_id": self.update_id, self.kind: self.payload}


class UpdateQueue:
    """Updates of one bot. An update stays until a higher offset is asked for."""

    def __init__(
        self, monotonic: Callable[[], float], *, stretch: bool = False, first_id: int = 700_001
    ) -> None:
        """`stretch`: hold back a poll that repeats its offset within 3 s, as Telegram does."""
        self._monotonic: Final = monotonic
        self._stretch: Final = stretch
        self._updates: deque[Update] = deque()
        self._next_id = first_id
        self._allowed: frozenset[str] | None = None
        self._poll: asyncio.Future[bool] | None = None
        self._last_offset: int | None = None
        self._last_start = float("-inf")
        self.polls = 0
        self.confirmed = first_id - 1

    def __len__(self) -> int:
        return len(self._updates)

    @property
    def pending(self) -> list[Update]:
        """What is not confirmed yet, oldest first."""
        return list(self._updates)

    def wants(self, kind: str) -> bool:
        """Whether the bot asked for this kind."""
        if self._allowed is None:
            return kind not in _BY_DEFAULT_OFF
        return kind in self._allowed

    def put(self, kind: str, payload: Json) -> Update | None:
        """Queues an update unless the bot does not want its kind."""
        if not self.wants(kind):
            return None
        update = Update(self._next_id, kind, payload)
        self._next_id += 1
        self._updates.append(update)
        self._release(mine=True)
        return update

    def allow(self, kinds: Sequence[str] | None) -> None:
        """None keeps the setting, an empty list is the default set."""
        if kinds is not None:
            self._allowed = frozenset(kinds) if kinds else None

    async def get(self, offset: int = 0, limit: int = 100, timeout: int = 0) -> list[Update]:
        """What getUpdates answers. Raises a 409 in the older of two polls."""
        self._end_old_poll()
        self.polls += 1
        limit, timeout = self._stretched(offset, limit or 100, timeout)
        self._confirm(offset)
        if not self._updates and timeout > 0:
            await self._wait(min(timeout, LONGEST_POLL))
        found = list(self._updates)
        return found[: max(1, min(limit, 100))]

    def drop(self) -> None:
        """Forgets everything that waits."""
        self._updates.clear()

    def close(self) -> None:
        """Ends the poll that waits, with an empty answer."""
        self._release(mine=True)

    def _stretched(self, offset: int, limit: int, timeout: int) -> tuple[int, int]:
        now = self._monotonic()
        if self._stretch and offset == self._last_offset:
            if now < self._last_start + 0.5:
                limit = 1
            if now < self._last_start + _SHORT_POLL and timeout < _SHORT_POLL:
                timeout = _SHORT_POLL
        self._last_offset, self._last_start = offset, now
        return limit, timeout

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            offset = self._next_id + offset
        while self._updates and self._updates[0].update_id < offset:
            self.confirmed = self._updates.popleft().update_id

    async def _wait(self, seconds: float) -> None:
        poll: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._poll = poll
        try:
            async with asyncio.timeout(seconds):
                mine = await poll
        except TimeoutError:
            mine = True
        finally:
            if self._poll is poll:
                self._poll = None
        if not mine:
            raise conflict(_OLD_POLL)

    def _end_old_poll(self) -> None:
        self._release(mine=False)

    def _release(self, *, mine: bool) -> None:
        poll, self._poll = self._poll, None
        if poll is not None and not poll.done():
            poll.set_result(mine)
