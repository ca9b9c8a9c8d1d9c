"""Telegram's limits on sending, as buckets, and what happens to who breaks them. No I/O."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

STARS_A_MESSAGE: Final = 0.1
_ROUNDING: Final = 1e-9  # of floating point, in seconds


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram publishes the rates, not the bursts. None: no such limit."""

    per_second: float | None = 30
    burst: int = 10
    paid_per_second: float | None = 1000
    paid_burst: int = 100
    stars: float | None = None  # the bot's balance; each paid message costs a tenth of a Star
    chat_per_second: float | None = 1
    chat_burst: int = 5
    group_per_minute: int | None = 20
    least_wait: int = 1


@dataclass(frozen=True, slots=True)
class Violation:
    """A send that was refused: when (monotonic seconds), which limit, where."""

    at: float
    scope: str
    chat_id: int
    retry_after: int
    while_waiting: bool = False


@dataclass(slots=True)
class _Bucket:
    """GCRA: the time at which the bucket would be empty again."""

    interval: float
    burst: int
    full_at: float = float("-inf")

    def wait(self, now: float) -> float:
        """Seconds until one more fits; 0 or less if it fits now."""
        return max(self.full_at, now) - now - (self.burst - 1) * self.interval

    def take(self, now: float) -> None:
        self.full_at = max(self.full_at, now) + self.interval


@dataclass(slots=True)
class _Window:
    """At most `size` in any 60 s."""

    size: int
    times: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        while self.times and self.times[0] <= now - 60:
            self.times.popleft()
        return self.times[0] + 60 - now if len(self.times) >= self.size else 0.0

    def take(self, now: float) -> None:
        self.times.append(now)


class Limiter:
    """Counts what the bot sends and says when it must wait."""

    def __init__(self, limits: Limits | None, monotonic: Callable[[], float]) -> None:
        self.limits: Final = limits
        self.violations: Final[list[Violation]] = []
        self._monotonic: Final = monotonic
        self.stars = None if limits is None else limits.stars
        self._overall = self._paid = None
        if limits is not None:
            self._overall = _bucket(limits.per_second, limits.burst)
            self._paid = _bucket(limits.paid_per_second, limits.paid_burst)
        self._chats: dict[int, _Bucket | _Window] = {}
        self._floods: dict[str, float] = {}

    def take(self, chat_id: int, *, private: bool, paid: bool = False, edit: bool = False) -> int:
        """0 if the bot may send now, else the seconds it must wait."""
        if self.limits is None:
            return 0
        now = self._monotonic()
        overall = ("paid", self._paid) if paid else ("bot", self._overall)
        own = (f"chat {chat_id}", self._chat(chat_id, private=private, edit=edit))
        gates = [(scope, gate) for scope, gate in (overall, own) if gate is not None]
        for scope, gate in gates:
            if seconds := self._refusal(scope, gate, now, chat_id):
                return seconds
        for _, gate in gates:
            gate.take(now)
        if paid and self.stars is not None:
            self.stars = round(self.stars - STARS_A_MESSAGE, 1)
        return 0

    def can_pay(self) -> bool:
        """Whether the balance has the Stars for one more message."""
        return self.stars is None or self.stars >= STARS_A_MESSAGE

    def _refusal(self, scope: str, gate: _Bucket | _Window, now: float, chat_id: int) -> int:
        held = self._floods.get(scope, 0.0) - now
        wait = held if held > 0 else gate.wait(now)
        if wait <= _ROUNDING:
            return 0
        assert self.limits is not None
        seconds = max(math.ceil(wait - _ROUNDING), 1 if held > 0 else self.limits.least_wait)
        if held <= 0:
            self._floods[scope] = now + seconds
        self.violations.append(Violation(now, scope, chat_id, seconds, held > 0))
        return seconds

    def _chat(self, chat_id: int, *, private: bool, edit: bool) -> _Bucket | _Window | None:
        """Edits in a private chat count against the bot's limit only."""
        assert self.limits is not None
        if private and edit:
            return None
        if (gate := self._chats.get(chat_id)) is None:
            made: _Bucket | _Window | None = (
                _bucket(self.limits.chat_per_second, self.limits.chat_burst)
                if private
                else None
                if self.limits.group_per_minute is None
                else _Window(self.limits.group_per_minute)
            )
            if made is not None:
                self._chats[chat_id] = made
            return made
        return gate


def _bucket(rate: float | None, burst: int) -> _Bucket | None:
    return None if rate is None else _Bucket(1 / rate, burst)
