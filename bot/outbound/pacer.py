"""When the next message may leave: the bot's rate, each chat's gate, and pauses that Telegram asks for.

One pacer serves everything the bot sends, so that a reply to a person goes before whatever is pushed.
Whoever wants to send waits for a turn; the most important waiter whose chat is open gets the next one.

    waiting ──(chat closed)──> gated ──(its time)──> waiting ──(rate, room in flight)──> Turn

There are two queues with a rate each: the free one, and one for what may be sent for Stars, as long as that is open.
When it closes, who waits there waits in the free one, by priority and arrival like everybody else.
No task and no timer a waiter: one timer for all, set to the moment when something can change.
"""

import asyncio
import heapq
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.fanout import Priority
from bot.domain.subscriber import ChatKind
from bot.outbound.gates import Gates
from bot.outbound.lane import Lane, Place, Turn, Waiter
from bot.outbound.paid import PaidState, Stars
from bot.ports import always

MAX_IN_FLIGHT = 300  # Telegram's server refuses a bot with about 1,000 active requests
WORTH_PAYING = 0.25  # of the paid rate; when floods cut it below, Telegram takes the Stars' word for nothing
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
    paid: PaidState | None = None


class Pacer:
    """Hands out turns, the most important first, never faster than Telegram allows. Times in monotonic seconds."""

    def __init__(
        self,
        *,
        rate: float,
        burst: float | None = None,
        paid_rate: float = 0.0,
        stars: Stars | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`paid_rate` and `stars`: how fast and how much may be sent for Stars; without both, nothing is."""
        now = monotonic()
        self._monotonic = monotonic
        self._free = Lane(rate, burst if burst is not None else usual_burst(rate), now=now)
        self._speed = self._free.speed
        self._stars = stars if paid_rate else None
        self._paid = Lane(paid_rate, usual_burst(paid_rate), now=now)
        self._gates = Gates()
        self._gated: list[Place] = []
        self._arrivals = 0
        self._round_trip = 0.1  # seconds, averaged; a guess until the first answer
        self._outages = 0
        self._silent_until = -math.inf  # an outage holds up bulk only: a person's reply may try
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at = math.inf

    async def turn(
        self,
        chat: int,
        kind: ChatKind,
        priority: int,
        *,
        leave: Callable[[], bool] = always,
        paid: bool = False,
    ) -> Turn | None:
        """Wait for a turn. `leave` is asked when it has come; False gives it to the next one, and None here.

        `paid`: it may be for Stars; the Turn says whether it is. A Turn must be given back with `done`,
        whatever happens. Cancelling the wait costs nobody a turn.
        """
        waiter = Waiter(chat, kind, priority, paid, leave, asyncio.get_running_loop().create_future())
        self._arrivals += 1
        self._join(Place(priority, self._arrivals, waiter))
        self._hand_out()
        try:
            return await waiter.turn
        except asyncio.CancelledError:
            self._undo(waiter)
            raise

    def done(self, turn: Turn, *, answered: bool) -> None:
        """The call is over; `answered`: Telegram said something, whatever it was."""
        self._lane(turn.paid).in_flight -= 1
        if answered:
            self._outages = 0
            self._round_trip += 0.1 * (self._monotonic() - turn.started - self._round_trip)
        self._hand_out()

    def flood(self, turn: Turn, seconds: float) -> bool:
        """Telegram asked to wait. True when only this chat must, False when the whole bot does.

        The answer does not say which; see Gates.is_own_flood.
        """
        now = self._monotonic()
        self._give_back(turn)
        if self._gates.is_own_flood(turn.chat, turn.kind, turn.priority, now):
            self._gates.close(turn.chat, now + seconds)
            return True
        self._lane(turn.paid).speed.flood(turn.started, seconds, now)
        if turn.paid:
            self._flooded_for_stars(now + seconds, now)
        return False

    def refused_stars(self, turn: Turn, reason: str) -> None:
        """Telegram did not send this one for Stars: for a while, nothing is."""
        self._give_back(turn)
        if self._stars is not None:
            self._stars.refuse(reason)

    def unreachable(self, turn: Turn) -> None:
        """The call did not get through: bulk holds still, longer each time until somebody is answered."""
        now = self._monotonic()
        self._give_back(turn)
        if turn.started < self._silent_until:
            return  # left before the outage was known, or a reply
        self._silent_until = now + min(OUTAGE_MOST, OUTAGE_FIRST * 2**self._outages)
        self._outages = min(self._outages + 1, 10)

    @property
    def in_flight_limit(self) -> int:
        """How many of the free ones may be under way at once."""
        return self._free.in_flight_limit(self._round_trip, MAX_IN_FLIGHT, self._monotonic())

    def state(self) -> PacerState:
        """Figures for health and metrics."""
        now = self._monotonic()
        return PacerState(
            rate=self._speed.rate(now),
            top_rate=self._speed.top,
            waiting=len(self._free.waiting) + len(self._paid.waiting) + len(self._gated),
            in_flight=self._free.in_flight + self._paid.in_flight,
            in_flight_limit=self.in_flight_limit,
            paused_for=max(0.0, self._speed.paused_until - now, self._silent_until - now),
            floods=self._speed.floods + self._paid.speed.floods,
            paid=self._paid_state(now),
        )

    def _paid_state(self, now: float) -> PaidState | None:
        stars, speed = self._stars, self._paid.speed
        if stars is None:
            return None
        return PaidState(speed.rate(now), speed.top, stars.sent_today, stars.most_today, stars.closed())

    def _lane(self, paid: bool) -> Lane:
        return self._paid if paid else self._free

    def _stars_open(self) -> bool:
        return self._stars is not None and self._stars.closed() is None

    def _join(self, place: Place) -> None:
        self._lane(place.waiter.paid and self._stars_open()).join(place)

    def _give_back(self, turn: Turn) -> None:
        """Nothing was sent, so that nothing is owed."""
        if turn.paid and self._stars is not None:
            self._stars.give_back()

    def _flooded_for_stars(self, until: float, now: float) -> None:
        """Where not even Stars let a message through, nothing may go; and cut too far, they are not worth it."""
        self._speed.pause(until)
        rate = self._paid.speed.rate(now)
        if self._stars is not None and rate < max(self._paid.speed.top * WORTH_PAYING, self._speed.top):
            self._stars.refuse("Too Many Requests, again and again")

    def _hand_out(self) -> None:
        """Give turns to all who may go now, then sleep until the next one may."""
        now = self._monotonic()
        while self._gated and self._gated[0].key <= now:
            self._join(heapq.heappop(self._gated))
        wake = math.inf
        if self._paid.waiting:
            wake = self._serve(self._paid, now)
            if not self._stars_open():
                wake = math.inf
                while self._paid.waiting:
                    self._free.join(self._paid.waiting.pop())
        wake = min(wake, self._serve(self._free, now))
        if self._gated:
            wake = min(wake, self._gated[0].key)
        self._wake_at(wake, now)

    def _serve(self, lane: Lane, now: float) -> float:
        """Give turns to those in this queue who may go now; when the next one may at the earliest."""
        while lane.waiting and (lane is self._free or self._stars_open()):
            place = lane.waiting[0]
            at = self._next_time(lane, place.waiter.priority, now)
            if at > now:
                return at
            heapq.heappop(lane.waiting)
            self._pass_or_gate(lane, place, now)
        return math.inf

    def _next_time(self, lane: Lane, priority: int, now: float) -> float:
        """When a message of this priority may leave at the earliest, its chat aside; inf: at the next `done`."""
        if priority == Priority.REPLY:
            return lane.speed.next_at(now)
        most = MAX_IN_FLIGHT if lane is self._free else MAX_IN_FLIGHT - self.in_flight_limit
        if lane.in_flight >= lane.in_flight_limit(self._round_trip, most, now):
            return math.inf
        return max(lane.speed.next_at(now), self._silent_until)

    def _pass_or_gate(self, lane: Lane, place: Place, now: float) -> None:
        waiter = place.waiter
        if waiter.turn.done():  # cancelled
            return
        opens = self._gates.opens_at(waiter.chat, waiter.kind, waiter.priority, now)
        if opens > now:
            heapq.heappush(self._gated, Place(opens, place.arrival, waiter))
        elif not waiter.leave():
            waiter.turn.set_result(None)
        else:
            self._take(lane, waiter, now)

    def _take(self, lane: Lane, waiter: Waiter, now: float) -> None:
        paid = lane is self._paid
        lane.speed.take(now)
        lane.in_flight += 1
        if paid and self._stars is not None:
            self._stars.spend()
        self._gates.pass_through(waiter.chat, waiter.kind, now)
        waiter.turn.set_result(Turn(waiter.chat, waiter.kind, waiter.priority, now, paid))

    def _undo(self, waiter: Waiter) -> None:
        """Cancelled: a turn that was given in the same moment will not be used."""
        if waiter.turn.cancelled() or not waiter.turn.done():
            waiter.turn.cancel()
        elif (turn := waiter.turn.result()) is not None:
            self._give_back(turn)
            self._lane(turn.paid).in_flight -= 1
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
