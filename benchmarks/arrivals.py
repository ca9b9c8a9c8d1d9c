"""What reached the stand-in: when, to whom, how often, and how long people waited for their replies. Pure."""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Bucket:
    """Telegram's limit, as strict as it is measured: no second sees more than `rate` + `burst`. 0: no limit."""

    rate: float = 0.0
    burst: float = 1.0
    _left: float = field(default=0.0, init=False)
    _at: float = field(default=0.0, init=False)

    def takes(self, now: float) -> bool:
        """Whether one more may come now."""
        if not self.rate:
            return True
        self._left = min(self.burst, self._left + (now - self._at) * self.rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


@dataclass(slots=True)
class Arrivals:
    """Messages that arrived, in monotonic seconds."""

    bucket: Bucket = field(default_factory=Bucket)
    times: "array[float]" = field(default_factory=lambda: array("d"))
    refused: int = 0
    readers: Counter[int] = field(default_factory=Counter)  # of what was pushed
    asked: dict[int, float] = field(default_factory=dict)  # chat -> when its command was served
    waited: list[float] = field(default_factory=list)

    def message(self, chat: int, now: float, *, pushed: bool) -> bool:
        """One message; False when the limit refuses it."""
        if not self.bucket.takes(now):
            self.refused += 1
            return False
        self.times.append(now)
        if pushed:
            self.readers[chat] += 1
        elif (since := self.asked.pop(chat, None)) is not None:
            self.waited.append(now - since)
        return True

    def count(self) -> dict[str, Any]:
        """How many so far, the first and the last: cheap, to be asked often."""
        return {
            "messages": len(self.times),
            "first": self.times[0] if self.times else None,
            "last": self.times[-1] if self.times else None,
        }

    def figures(self, since: float, until: float) -> dict[str, Any]:
        """Of the messages with since <= time < until; readers and replies of all."""
        first, last = bisect_left(self.times, since), bisect_left(self.times, until)
        return {
            "messages": last - first,
            "largest_second": self._largest_second(first, last),
            "refused": self.refused,
            "readers": len(self.readers),
            "twice": sum(n - 1 for n in self.readers.values()),
            "waited": self.waited,
            "unanswered": len(self.asked),
        }

    def _largest_second(self, first: int, last: int) -> int:
        """The most messages in any second, wherever it begins."""
        times = self.times
        return max(
            (bisect_right(times, times[start] + 1.0, start, last) - start for start in range(first, last)),
            default=0,
        )
