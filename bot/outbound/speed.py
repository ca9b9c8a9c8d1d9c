"""How fast Telegram lets the bot send: a token bucket without a timer (GCRA) under a ceiling learned from floods.

Telegram publishes no limit that can be relied on: it says "wait", for a moment or because less is allowed for good.
A flood therefore sets a ceiling just below the rate that was refused, and only messages prove it:

    rate
    28 ┐                        first floods come soon after one another: cut by a quarter each time
       └┐                       a flood after a while: that rate was nearly right, cut by a little
     12 ·└┐····╭─┐·········╭─┐  limit
          └────╯ └─────────╯ └  hold, then climb: hardly at first, faster the longer nothing is refused

A flood where the one before was means that the limit is there: the hold doubles, up to a minute and a half, so that
finding out again and again costs little. A limit that was lifted is found again in minutes. Holding and climbing count
the time really spent sending, so idleness proves nothing; but an hour without a flood forgets the ceiling, since
most floods are not for good. The burst is halved along with the rate: what Telegram tolerates at once may be less as well.
"""

import math

SOON = 5.0  # seconds of sending: a flood before that came from far above the limit
CUT_SOON, CUT_LATER = 0.75, 0.94
HOLD, LONGEST_HOLD = 15.0, 90.0  # seconds of sending below the ceiling before it is tried again
HOLD_PER_PAUSE = 5  # and the longer Telegram makes the bot wait, the less often
SAME_PLACE = 0.15  # two floods at rates that differ by less found the same limit
CLIMB = 0.1  # of the ceiling after one more hold, eight times that after two (CUBIC's curve)
LEAST = 0.01  # of the configured rate
LEAST_BURST = 0.01  # seconds' worth: how late a timer may be
FORGOTTEN = 3600.0


class Speed:
    """How fast the bot may send now, and when the next message may leave. Monotonic seconds."""

    def __init__(self, top: float, burst: float, *, now: float) -> None:
        self.top = top
        self.floods = 0
        self.paused_until = -math.inf
        self._usual_burst = self._burst = burst
        self._due = now  # GCRA's theoretical arrival time: when an even flow would send the next one
        self._ceiling = math.inf
        self._hold = HOLD
        self._busy = 0.0  # seconds of sending since the flood
        self._flooded_rate = math.inf
        self._flooded_at = -math.inf

    def rate(self, now: float) -> float:
        """Messages per second at this moment."""
        if self._ceiling >= self.top or now - self._flooded_at > FORGOTTEN:
            return self.top
        climbed = max(0.0, self._busy / self._hold - 1)
        return min(self.top, self._ceiling * (1 + CLIMB * climbed**3))

    def next_at(self, now: float) -> float:
        """When the next message may leave."""
        return max(self._due - (self._burst - 1) / self.rate(now), self.paused_until)

    def take(self, now: float) -> None:
        """One leaves now."""
        rate = self.rate(now)
        if rate >= self.top:
            self._ceiling = math.inf
            if now - self._flooded_at > FORGOTTEN:
                self._burst = self._usual_burst
        gap = 1 / rate
        self._busy += gap
        self._due = max(self._due, now) + gap

    def pause(self, until: float) -> None:
        """Nothing leaves before then."""
        self.paused_until = max(self.paused_until, until)

    def flood(self, started: float, seconds: float, now: float) -> None:
        """Telegram refused a message that left at `started`: pause as long as it asked, cut the rate once.

        Whatever left before the cut belongs to the same flood.
        """
        self.pause(now + seconds)
        if started <= self._flooded_at:
            return
        self.floods += 1
        self._lower(self.rate(now), seconds, now)
        self._due = self.paused_until + (self._burst - 1) / self._ceiling  # no burst when it goes on

    def _lower(self, refused: float, seconds: float, now: float) -> None:
        again = abs(refused / self._flooded_rate - 1) < SAME_PLACE
        shortest = max(HOLD, seconds * HOLD_PER_PAUSE)
        longest = max(LONGEST_HOLD, shortest * 2)
        self._hold = min(max(self._hold * 2, shortest), longest) if again else shortest
        cut = CUT_SOON if self._busy < SOON else CUT_LATER
        self._ceiling = max(refused * cut, self.top * LEAST)
        self._burst = max(1.0, self._burst / 2, self._ceiling * LEAST_BURST)
        self._flooded_rate, self._flooded_at, self._busy = refused, now, 0.0
