"""Sending for Stars: whether it is open, and what it has cost today. See docs/decisions/0006-paid-sending.md.

    open ──(the day's Stars are spent)──> closed until the next day, UTC
    open ──(Telegram refused)──> closed for an hour

Telegram takes a tenth of a Star for each message above the free limit. It does not say which were; here each of them
counts, so that the bill is never higher than what was allowed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.statement import Millis
from bot.ports import Clock

PER_STAR = 10  # messages
DAY: Millis = 86_400_000
REFUSED_FOR: Millis = 3_600_000


@dataclass(frozen=True, slots=True)
class Closed:
    """Why nothing is sent for Stars until then. `refused`: Telegram's words; empty: the day's Stars are spent."""

    until: Millis
    refused: str = ""


@dataclass(frozen=True, slots=True)
class PaidState:
    """Sending for Stars as the health page shows it."""

    rate: float  # messages per second now
    top_rate: float  # as configured
    sent_today: int
    most_today: int
    closed: Closed | None


class Stars:
    """The day's budget, in messages.

    `sent_today` are those of the day so far that an earlier process counted. `told` hears once, each time it closes.
    """

    def __init__(
        self, per_day: int, *, clock: Clock, told: Callable[[Closed], None], sent_today: int = 0
    ) -> None:
        self.most_today = per_day * PER_STAR
        self._clock = clock
        self._told = told
        self._day = clock() // DAY
        self._sent = sent_today
        self._closed: Closed | None = None

    @property
    def sent_today(self) -> int:
        """Messages of this day (UTC), those in flight among them: what a later process must be given."""
        self._turn_the_day()
        return self._sent

    def resume(self, sent: int) -> None:
        """An earlier process counted this many today."""
        self._turn_the_day()
        self._sent = max(self._sent, sent)

    def closed(self) -> Closed | None:
        """Why nothing is sent for Stars now, if so."""
        self._turn_the_day()
        if self._closed is not None and self._clock() >= self._closed.until:
            self._closed = None
        if self._closed is None and self._sent >= self.most_today:
            self._close(Closed((self._day + 1) * DAY))
        return self._closed

    def spend(self) -> None:
        """One leaves."""
        self._sent += 1

    def give_back(self) -> None:
        """One that left was certainly not sent."""
        self._sent = max(0, self._sent - 1)

    def refuse(self, reason: str) -> None:
        """Telegram does not send for Stars; those in flight say so too, the first is enough."""
        if self.closed() is None:
            self._close(Closed(self._clock() + REFUSED_FOR, reason))

    def _close(self, closed: Closed) -> None:
        self._closed = closed
        self._told(closed)

    def _turn_the_day(self) -> None:
        """A clock that is set back does not bring the day's Stars again."""
        day = self._clock() // DAY
        if day > self._day:
            self._day, self._sent = day, 0
