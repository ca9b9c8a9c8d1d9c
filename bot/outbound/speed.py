"""The bot's own rate: a token bucket without a timer (GCRA), cut by a flood and slowly restored."""

import math

CUT = 0.8  # of the rate, once a flood
RESTORED_PER_SECOND = 0.001  # of the configured rate: a cut of a fifth is made good in 200 s
LEAST = 0.02  # of the configured rate


class Speed:
    """How fast the bot may send now, and when the next message may leave. Monotonic seconds."""

    def __init__(self, top: float, burst: float, *, now: float) -> None:
        self.top = top
        self.floods = 0
        self.paused_until = -math.inf
        self._burst = burst
        self._cut_to = top
        self._cut_at = now
        self._due = -math.inf  # GCRA's theoretical arrival time: when an even flow would send the next one

    def rate(self, now: float) -> float:
        """Messages per second at this moment."""
        return min(self.top, self._cut_to + (now - self._cut_at) * self.top * RESTORED_PER_SECOND)

    def next_at(self, now: float) -> float:
        """When the next message may leave."""
        ahead = (self._burst - 1) / self.rate(now)
        return max(self._due - ahead, self.paused_until)

    def take(self, now: float) -> None:
        """One leaves now."""
        self._due = max(self._due, now) + 1 / self.rate(now)

    def flood(self, started: float, seconds: float, now: float) -> None:
        """Telegram refused a message that left at `started`: pause as long as it asked, cut the rate once.

        Whatever left before the cut belongs to the same flood.
        """
        self.paused_until = max(self.paused_until, now + seconds)
        if self.floods and started <= self._cut_at:
            return
        self.floods += 1
        self._cut_to, self._cut_at = max(self.rate(now) * CUT, self.top * LEAST), now
        self._due = self.paused_until  # and no burst when it goes on
