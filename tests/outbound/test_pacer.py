"""The pacer, in virtual time: the three limits, who goes first, floods and outages."""

import asyncio
import itertools
from bisect import bisect_left
from contextlib import suppress

import pytest

from bot.domain.fanout import Priority
from bot.domain.subscriber import ChatKind
from bot.outbound.pacer import MAX_IN_FLIGHT, Pacer, usual_burst
from tests.outbound.virtual import in_virtual_time

ROUND_TRIP = 0.05


class Line:
    """Calls that take a round trip each; remembers what left when."""

    def __init__(self, rate: float, round_trip: float = ROUND_TRIP) -> None:
        loop = asyncio.get_running_loop()
        self.pacer = Pacer(rate=rate, monotonic=loop.time)
        self.now = loop.time
        self.round_trip = round_trip
        self.left: list[tuple[float, int, int]] = []  # when, chat, priority

    async def call(
        self, chat: int, priority: int = Priority.STATEMENT, kind: ChatKind = ChatKind.PRIVATE
    ) -> None:
        turn = await self.pacer.turn(chat, kind, priority)
        self.left.append((self.now(), chat, priority))
        await asyncio.sleep(self.round_trip)
        self.pacer.done(turn, answered=True)

    async def workers(self, chats, hands: int = 100, **more) -> None:
        queue = iter(chats)

        async def hand() -> None:
            for chat in queue:
                await self.call(chat, **more)

        await asyncio.gather(*(hand() for _ in range(hands)))

    def times(self, chat: int | None = None) -> list[float]:
        return [at for at, to, _ in self.left if chat in (None, to)]


def busiest(times: list[float], window: float) -> int:
    """Most events in any window [t, t + window)."""
    return max(bisect_left(times, at + window - 1e-9) - n for n, at in enumerate(times))


@pytest.mark.parametrize("rate", [1, 12, 28, 100, 900])
def test_the_rate_is_used_and_no_second_is_over_a_tenth_above_the_limit(rate):
    @in_virtual_time
    async def run():
        line = Line(rate)
        await line.workers(range(1, rate * 60 + 1), hands=300)
        times = line.times()
        limit = {1: 2, 12: 12, 28: 30, 900: 1000}.get(rate, rate)
        assert busiest(times, 1.0) <= max(limit * 1.1, rate + 1)
        assert times[-1] - times[0] <= 60 / 0.97

    run()


@in_virtual_time
async def test_replies_leave_first_then_the_urgent_then_the_rest():
    line = Line(10)
    order = [Priority.EDIT, Priority.BROADCAST, Priority.STATEMENT, Priority.URGENT, Priority.REPLY]
    await asyncio.gather(*(line.call(n * 10 + i + 1, p) for i in range(3) for n, p in enumerate(order)))
    left = [priority for _, _, priority in line.left]
    assert left[1:] == sorted(left[1:])  # the first came when nobody else was there
    assert left[1:4] == [Priority.REPLY] * 3


@pytest.mark.parametrize(("rate", "asked_a_second"), [(28, 5), (900, 50)])
def test_a_reply_does_not_wait_behind_a_broadcast(rate, asked_a_second):
    @in_virtual_time
    async def run():
        line = Line(rate)
        pushing = asyncio.create_task(
            line.workers(range(1, rate * 30), priority=Priority.BROADCAST, hands=300)
        )
        for n in range(asked_a_second * 10):
            await asyncio.sleep(1 / asked_a_second)
            asked = line.now()
            turn = await line.pacer.turn(100_000 + n, ChatKind.PRIVATE, Priority.REPLY)
            assert line.now() - asked < 0.1
            line.pacer.done(turn, answered=True)
        pushing.cancel()

    run()


@in_virtual_time
async def test_one_person_gets_one_pushed_message_a_second_but_answers_at_once():
    line = Line(100)
    await asyncio.gather(*(line.call(7) for _ in range(4)))
    assert busiest(line.times(), 0.999) == 1
    before = line.now()
    await asyncio.gather(*(line.call(7, Priority.REPLY) for _ in range(3)))
    assert line.now() - before < 0.2


@in_virtual_time
async def test_a_group_gets_twenty_a_minute_three_seconds_apart():
    line = Line(100)
    await asyncio.gather(*(line.call(-7, kind=ChatKind.SUPERGROUP) for _ in range(50)))
    times = line.times()
    assert busiest(times, 60) <= 20
    assert min(b - a for a, b in itertools.pairwise(times)) >= 3 - 1e-9


@in_virtual_time
async def test_replies_in_a_group_count_against_its_twenty_and_go_first():
    line = Line(100)
    pushed = [line.call(-7, kind=ChatKind.GROUP) for _ in range(15)]
    asked = [line.call(-7, Priority.REPLY, ChatKind.GROUP) for _ in range(25)]
    await asyncio.gather(*pushed, *asked)
    assert busiest(line.times(), 60) <= 20
    first_twenty = [priority for _, _, priority in line.left[1:20]]
    assert set(first_twenty) == {Priority.REPLY}


@in_virtual_time
async def test_a_closed_gate_keeps_nobody_else_waiting():
    line = Line(50)
    group = [asyncio.create_task(line.call(-7, kind=ChatKind.CHANNEL)) for _ in range(30)]
    await line.workers(range(1, 501), hands=20)
    assert line.now() < 500 / 50 + 1
    for task in group:
        task.cancel()


@in_virtual_time
async def test_what_is_in_flight_is_bounded_by_twice_the_round_trip():
    line = Line(100, round_trip=0.5)
    most = 0

    async def watch() -> None:
        nonlocal most
        while True:
            await asyncio.sleep(0.05)
            most = max(most, line.pacer.state().in_flight)

    watching = asyncio.create_task(watch())
    await line.workers(range(1, 2001), hands=300)
    assert 50 <= most <= 100
    slow = Line(900, round_trip=5.0)
    slow.pacer._round_trip = 5.0
    assert slow.pacer.in_flight_limit == MAX_IN_FLIGHT
    watching.cancel()


@in_virtual_time
async def test_a_flood_pauses_everybody_as_long_as_telegram_asked_and_cuts_the_rate_once():
    line = Line(28)
    turns = [await line.pacer.turn(n, ChatKind.PRIVATE, Priority.STATEMENT) for n in range(1, 5)]
    chat_only = [line.pacer.flood(turn, 7) for turn in turns]
    for turn in turns:
        line.pacer.done(turn, answered=True)
    assert chat_only == [False] * 4
    state = line.pacer.state()
    assert state.floods == 1
    assert state.rate == pytest.approx(28 * 0.75)
    flooded = line.now()
    await line.call(99, Priority.REPLY)
    assert line.left[-1][0] - flooded == pytest.approx(7, abs=0.01)
    await line.workers(range(100, 3100))
    assert line.pacer.state().rate == 28


@in_virtual_time
async def test_the_flood_of_a_group_or_of_somebody_who_hammers_is_their_own():
    line = Line(28)
    for chat, kind, priority in (
        (-7, ChatKind.SUPERGROUP, Priority.STATEMENT),
        (7, ChatKind.PRIVATE, Priority.REPLY),
    ):
        await asyncio.sleep(5)
        turn = await line.pacer.turn(chat, kind, priority)
        assert line.pacer.flood(turn, 30)
        line.pacer.done(turn, answered=True)
    assert line.pacer.state().floods == 0
    await line.call(50)
    assert line.now() < 12
    flooded = line.now()
    await line.call(-7, kind=ChatKind.SUPERGROUP)
    assert line.now() - flooded > 20


@in_virtual_time
async def test_groups_refused_at_the_same_time_are_the_whole_bots_flood():
    line = Line(28)
    turns = [await line.pacer.turn(-n, ChatKind.CHANNEL, Priority.STATEMENT) for n in (1, 2)]
    assert [line.pacer.flood(turn, 5) for turn in turns] == [True, False]


@in_virtual_time
async def test_an_outage_holds_bulk_longer_each_time_but_lets_a_reply_try():
    line = Line(28)
    waits = []
    for n in range(8):
        turn = await line.pacer.turn(n + 1, ChatKind.PRIVATE, Priority.STATEMENT)
        left = line.now()
        line.pacer.unreachable(turn)
        line.pacer.unreachable(turn)  # a sister that left at the same time
        line.pacer.done(turn, answered=False)
        reply = await line.pacer.turn(1000 + n, ChatKind.PRIVATE, Priority.REPLY)
        line.pacer.unreachable(reply)
        line.pacer.done(reply, answered=False)
        assert line.now() - left < 0.1
        waits.append(line.pacer.state().paused_for)
    assert [round(wait, 1) for wait in waits] == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    await line.call(999)
    assert line.pacer._outages == 0


@in_virtual_time
async def test_who_no_longer_wants_to_leave_costs_nobody_a_turn():
    line = Line(1)
    await line.call(1)
    refused = [
        line.pacer.turn(n, ChatKind.PRIVATE, Priority.STATEMENT, leave=lambda: False) for n in range(2, 30)
    ]
    assert set(await asyncio.gather(*refused)) == {None}
    before = line.now()
    await line.call(50)
    assert line.now() - before <= 1.1


@in_virtual_time
async def test_a_cancelled_wait_leaves_nothing_behind():
    line = Line(10)
    await line.call(1)
    waiting = [
        asyncio.create_task(line.pacer.turn(n, ChatKind.PRIVATE, Priority.STATEMENT)) for n in range(2, 22)
    ]
    await asyncio.sleep(0)
    for task in waiting[::2]:
        task.cancel()
    await asyncio.sleep(5)
    for task in waiting[1::2]:
        line.pacer.done(task.result(), answered=True)
        await asyncio.sleep(1)
    assert line.pacer.state().in_flight == 0
    assert line.pacer.state().waiting == 0


@in_virtual_time
async def test_cancelled_in_the_moment_of_its_turn_it_gives_the_turn_back():
    line = Line(10)
    await line.call(1)
    task = asyncio.create_task(line.pacer.turn(2, ChatKind.PRIVATE, Priority.STATEMENT))
    await asyncio.sleep(0)
    # with the pacer's own timer: the turn is given, its taker has not woken yet
    asyncio.get_running_loop().call_at(0.1 + 1e-10, task.cancel)
    with suppress(asyncio.CancelledError):
        await task
    assert line.pacer.state().in_flight == 0


@in_virtual_time
async def test_the_gates_forget_chats_nobody_writes_to():
    line = Line(900)
    for n in range(1, 2000):
        await line.call(n if n % 2 else -n, Priority.REPLY, ChatKind.PRIVATE if n % 2 else ChatKind.GROUP)
    await asyncio.sleep(100)
    await line.call(1)
    assert len(line.pacer._gates._people) + len(line.pacer._gates._groups) == 1


def test_the_usual_bursts_are_those_measured():
    assert [usual_burst(rate) for rate in (5, 28, 900)] == [1.0, 2.0, 30.0]
