"""When the next message may leave: the bot's rate, each chat's gate, and pauses that Telegram asks for.

One pacer serves everything the bot sends, so that a reply to a person goes before whatever is pushed.
Whoever wants to send waits for a turn; the most important waiter whose chat is open gets the next one.

    waiting ──(chat closed)──> gated ──(its time)──> waiting ──(rate, room in flight)──> Turn

No task and no timer a waiter: one timer for all, set to the moment when something can change.
"""

import asyncio
import heapq
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.domain.fanout import Priority
from bot.domain.subscriber import ChatKind
from bot.outbound.gates import Gates
from bot.outbound.speed import Speed
from bot.ports import always

MAX_IN_FLIGHT = 300  # Telegram's server refuses a bot with about 1,000 active requests
MIN_IN_FLIGHT = 4
OUTAGE_FIRST, OUTAGE_MOST = 0.5, 30.0  # seconds bulk holds still after a call that did not get through


@dataclass(frozen=True, slots=True)
class PacerState:
    """The pacer as the health page shows it."""

    rate: float  # messages per second now
    top_rate: float  # as configured
    waiting: int
    in_flight: int
    in_flight_limit: int
    paused_for: float  # seconds
    floods: int  # since the start


@dataclass(slots=True)
class Turn:
    """Leave to send one message now. Whoever holds it must give it back: see Pacer.done."""

    chat: int
    kind: ChatKind
    priority: int
    started: float


@dataclass(slots=True, eq=False)
class _Waiter:
    chat: int
    kind: ChatKind
    priority: int
    leave: Callable[[], bool]
    turn: "asyncio.Future[Turn | None]"


@dataclass(slots=True, order=True)
class _Place:
    """A waiter's place in a queue: `key` is (priority, arrival) while waiting, (opens at, arrival) while gated."""

    key: float
    arrival: int
    waiter: _Waiter = field(compare=False)


class Pacer:
    """Hands out turns, the most important first, never faster than Telegram allows. Times in monotonic seconds."""

    def __init__(
        self,
        *,
        rate: float,
        burst: float | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._monotonic = monotonic
        self._speed = Speed(rate, burst if burst is not None else usual_burst(rate), now=monotonic())
        self._gates = Gates()
        self._waiting: list[_Place] = []
        self._gated: list[_Place] = []
        self._arrivals = 0
        self._in_flight = 0
        self._round_trip = 0.1  # seconds, averaged; a guess until the first answer
        self._outages = 0
        self._silent_until = -math.inf  # an outage holds up bulk only: a person's reply may try
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at = math.inf

    async def turn(
        self, chat: int, kind: ChatKind, priority: int, *, leave: Callable[[], bool] = always
    ) -> Turn | None:
        """Wait for a turn. `leave` is asked when it has come; False gives it to the next one, and None here.

        A Turn must be given back with `done`, whatever happens. Cancelling the wait costs nobody a turn.
        """
        waiter = _Waiter(chat, kind, priority, leave, asyncio.get_running_loop().create_future())
        self._arrivals += 1
        heapq.heappush(self._waiting, _Place(priority, self._arrivals, waiter))
        self._hand_out()
        try:
            return await waiter.turn
        except asyncio.CancelledError:
            self._undo(waiter)
            raise

    def done(self, turn: Turn, *, answered: bool) -> None:
        """The call is over; `answered`: Telegram said something, whatever it was."""
        self._in_flight -= 1
        if answered:
            self._outages = 0
            self._round_trip += 0.1 * (self._monotonic() - turn.started - self._round_trip)
        self._hand_out()

    def flood(self, turn: Turn, seconds: float) -> bool:
        """Telegram asked to wait. True when only this chat must, False when the whole bot does.

        The answer does not say which; see Gates.is_own_flood.
        """
        now = self._monotonic()
        if self._gates.is_own_flood(turn.chat, turn.kind, turn.priority, now):
            self._gates.close(turn.chat, now + seconds)
            return True
        self._speed.flood(turn.started, seconds, now)
        return False

    def unreachable(self, turn: Turn) -> None:
        """The call did not get through: bulk holds still, longer each time until somebody is answered."""
        now = self._monotonic()
        if turn.started < self._silent_until:
            return  # left before the outage was known, or a reply
        self._silent_until = now + min(OUTAGE_MOST, OUTAGE_FIRST * 2**self._outages)
        self._outages = min(self._outages + 1, 10)

    @property
    def in_flight_limit(self) -> int:
        """Twice what the rate keeps in flight over one round trip: more would only wait at the server."""
        wanted = math.ceil(self._speed.rate(self._monotonic()) * self._round_trip * 2)
        return max(MIN_IN_FLIGHT, min(MAX_IN_FLIGHT, wanted))

    def state(self) -> PacerState:
        """Figures for health and metrics."""
        now = self._monotonic()
        return PacerState(
            rate=self._speed.rate(now),
            top_rate=self._speed.top,
            waiting=len(self._waiting) + len(self._gated),
            in_flight=self._in_flight,
            in_flight_limit=self.in_flight_limit,
            paused_for=max(0.0, self._speed.paused_until - now, self._silent_until - now),
            floods=self._speed.floods,
        )

    def _hand_out(self) -> None:
        """Give turns to all who may go now, then sleep until the next one may."""
        now = self._monotonic()
        while self._gated and self._gated[0].key <= now:
            place = heapq.heappop(self._gated)
            heapq.heappush(self._waiting, _Place(place.waiter.priority, place.arrival, place.waiter))
        wake = math.inf
        while self._waiting:
            place = self._waiting[0]
            wake = self._next_time(place.waiter.priority, now)
            if wake > now:
                break
            heapq.heappop(self._waiting)
            self._pass_or_gate(place, now)
        if self._gated:
            wake = min(wake, self._gated[0].key)
        self._wake_at(wake, now)

    def _next_time(self, priority: int, now: float) -> float:
        """When a message of this priority may leave at the earliest, its chat aside; inf: at the next `done`."""
        if priority == Priority.REPLY:
            return self._speed.next_at(now)
        if self._in_flight >= self.in_flight_limit:
            return math.inf
        return max(self._speed.next_at(now), self._silent_until)

    def _pass_or_gate(self, place: _Place, now: float) -> None:
        waiter = place.waiter
        if waiter.turn.done():  # cancelled
            return
        opens = self._gates.opens_at(waiter.chat, waiter.kind, waiter.priority, now)
        if opens > now:
            heapq.heappush(self._gated, _Place(opens, place.arrival, waiter))
        elif not waiter.leave():
            waiter.turn.set_result(None)
        else:
            self._speed.take(now)
            self._gates.pass_through(waiter.chat, waiter.kind, now)
            self._in_flight += 1
            waiter.turn.set_result(Turn(waiter.chat, waiter.kind, waiter.priority, now))

    def _undo(self, waiter: _Waiter) -> None:
        """Cancelled: a turn that was given in the same moment will not be used."""
        if waiter.turn.cancelled() or not waiter.turn.done():
            waiter.turn.cancel()
        elif waiter.turn.result() is not None:
            self._in_flight -= 1
            self._hand_out()

    def _wake_at(self, at: float, now: float) -> None:
        if at == self._timer_at:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer, self._timer_at = None, at
        if at < math.inf:
            self._timer = asyncio.get_running_loop().call_later(max(0.0, at - now), self._on_timer)

    def _on_timer(self) -> None:
        self._timer, self._timer_at = None, math.inf
        self._hand_out()


def usual_burst(rate: float) -> float:
    """2 messages at 28/s, 30 at 900/s: enough to make up for a late timer, too little to be noticed."""
    return max(1.0, min(2.0, rate / 14), rate / 30)
