"""A queue before one of Telegram's rates: the free one, and the one for Stars."""

import heapq
import math
from asyncio import Future
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.domain.subscriber import ChatKind
from bot.outbound.speed import Speed

MIN_IN_FLIGHT = 4


@dataclass(slots=True)
class Turn:
    """Leave to send one message now. Whoever holds it must give it back: see Pacer.done."""

    chat: int
    kind: ChatKind
    priority: int
    started: float
    paid: bool = False  # for Stars: the request must say so


@dataclass(slots=True, eq=False)
class Waiter:
    """Somebody who wants to send one message."""

    chat: int
    kind: ChatKind
    priority: int
    paid: bool
    leave: Callable[[], bool]
    turn: Future[Turn | None]


@dataclass(slots=True, order=True)
class Place:
    """A waiter's place in a queue: `key` is (priority, arrival) while waiting, (opens at, arrival) while gated."""

    key: float
    arrival: int
    waiter: Waiter = field(compare=False)


class Lane:
    """Who waits for this rate, the most important first, and how many of it are under way."""

    def __init__(self, rate: float, burst: float, *, now: float) -> None:
        self.speed = Speed(rate, burst, now=now)
        self.waiting: list[Place] = []
        self.in_flight = 0

    def join(self, place: Place) -> None:
        """Wait here, by priority and arrival."""
        heapq.heappush(self.waiting, Place(place.waiter.priority, place.arrival, place.waiter))

    def in_flight_limit(self, round_trip: float, most: int, now: float) -> int:
        """Twice what the rate keeps in flight over one round trip: more would only wait at the server."""
        return max(MIN_IN_FLIGHT, min(most, math.ceil(self.speed.rate(now) * round_trip * 2)))
