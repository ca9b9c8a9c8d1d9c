"""The learned ceiling, in virtual time, against the sandbox's limiter: it refuses until its retry_after has passed."""

import asyncio
import itertools
from bisect import bisect_left, bisect_right

import pytest

from bot.domain.fanout import Priority
from bot.domain.subscriber import ChatKind
from bot.outbound.pacer import Pacer
from sandbox.limits import Limiter, Limits
from tests.outbound.virtual import in_virtual_time

ROUND_TRIP = 0.05
MINUTES = 60.0


class Server:
    """Telegram with a limit of its own, at the other end of a round trip; every reader is written to until served."""

    def __init__(self, configured: float, allowed: float, *, least_wait: int = 1, burst: int = 10) -> None:
        self.now = asyncio.get_running_loop().time
        self.pacer = Pacer(rate=configured, monotonic=self.now)
        limits = Limits(per_second=allowed, burst=burst, least_wait=least_wait)
        self.limiter = Limiter(limits, self.now)
        self.arrived: list[float] = []
        self.served: list[int] = []

    def allow(self, rate: float) -> None:
        """From now on, this many a second."""
        self.limiter._overall.interval = 1 / rate

    async def push(self, chats, until: float, hands: int = 300) -> None:
        queue = iter(chats)

        async def hand() -> None:
            for chat in queue:
                while self.now() < until and not await self._sent(chat):
                    pass
                if self.now() >= until:
                    return

        await asyncio.gather(*(hand() for _ in range(hands)))

    async def _sent(self, chat: int) -> bool:
        turn = await self.pacer.turn(chat, ChatKind.PRIVATE, Priority.STATEMENT)
        await asyncio.sleep(ROUND_TRIP / 2)
        seconds = self.limiter.take(chat, private=True)
        self.arrived.append(self.now())
        if not seconds:
            self.served.append(chat)
        await asyncio.sleep(ROUND_TRIP / 2)
        if seconds:
            self.pacer.flood(turn, seconds)
        self.pacer.done(turn, answered=True)
        return not seconds

    @property
    def refused(self) -> float:
        """The part of all sends that was refused."""
        return len(self.limiter.violations) / len(self.arrived)


@pytest.mark.parametrize(
    ("configured", "allowed", "least_wait", "burst", "used"),
    [
        (28, 12, 1, 10, 0.90),
        (28, 12, 3, 10, 0.85),
        (28, 12, 1, 1, 0.85),
        (28, 25, 1, 10, 0.88),
        (28, 5, 1, 10, 0.90),
        (900, 400, 1, 10, 0.88),
        (900, 400, 3, 10, 0.85),
        (900, 400, 1, 100, 0.90),
        (900, 100, 1, 10, 0.85),
    ],
)
def test_a_lasting_lower_limit_is_found_and_kept(configured, allowed, least_wait, burst, used):
    @in_virtual_time
    async def run():
        server = Server(configured, allowed, least_wait=least_wait, burst=burst)
        await server.push(itertools.count(1), until=3 * MINUTES)
        assert server.refused < 0.02
        assert len(server.served) / (3 * MINUTES) > allowed * used
        assert len(set(server.served)) == len(server.served)
        assert max(server.served) <= len(server.served) + 300  # and nobody was left out but who still waits

    run()


@in_virtual_time
async def test_the_longer_it_lasts_the_less_it_floods():
    server = Server(28, 12)
    await server.push(itertools.count(1), until=30 * MINUTES)
    floods = [violation.at for violation in server.limiter.violations if not violation.while_waiting]
    assert len(floods) - bisect_right(floods, 10 * MINUTES) <= 7
    assert bisect_left(floods, 1 * MINUTES) >= 3


@in_virtual_time
async def test_a_limit_that_was_lifted_is_found_again_within_minutes():
    server = Server(28, 12)
    lifting = asyncio.get_running_loop().call_later(10 * MINUTES, server.allow, 30)
    await server.push(itertools.count(1), until=15 * MINUTES)
    assert lifting.when() == 10 * MINUTES
    assert server.pacer.state().rate == 28
    assert len(server.served) - bisect_left(server.arrived, 14 * MINUTES) >= 28 * 60 * 0.95


@in_virtual_time
async def test_a_passing_flood_costs_little():
    server = Server(28, 30)
    asyncio.get_running_loop().call_later(10.0, server.allow, 5)
    asyncio.get_running_loop().call_later(12.0, server.allow, 30)
    await server.push(itertools.count(1), until=2 * MINUTES)
    assert server.pacer.state().floods >= 1
    assert server.pacer.state().rate == 28
    assert len(server.served) > 28 * 2 * MINUTES * 0.85


@in_virtual_time
async def test_idleness_proves_nothing_until_an_hour_has_passed():
    server = Server(28, 12)
    await server.push(itertools.count(1), until=2 * MINUTES)
    kept = server.pacer.state().rate
    assert kept < 14
    await asyncio.sleep(20 * MINUTES)
    assert server.pacer.state().rate == kept
    await asyncio.sleep(60 * MINUTES)
    assert server.pacer.state().rate == 28


@in_virtual_time
async def test_nothing_leaves_while_telegram_wants_to_be_left_alone():
    server = Server(900, 400)
    await server.push(itertools.count(1), until=1 * MINUTES)
    first = next(v for v in server.limiter.violations if not v.while_waiting)
    silent = bisect_right(server.arrived, first.at + ROUND_TRIP), bisect_left(server.arrived, first.at + 1)
    assert silent[0] == silent[1]
