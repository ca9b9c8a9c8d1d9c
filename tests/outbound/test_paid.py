"""Sending for Stars: the day's budget, refusals, and what they mean for who waits; in virtual time and over HTTP."""

import asyncio
import itertools
from collections.abc import AsyncIterator

import pytest

from bot.domain.delivery import Gone, NoRights, Rejected, Sent, Unpaid
from bot.domain.fanout import Priority
from bot.domain.message import Outgoing
from bot.domain.subscriber import Address, ChatKind
from bot.outbound.bot import KumtarBot
from bot.outbound.pacer import Pacer
from bot.outbound.paid import DAY, REFUSED_FOR, Closed, Stars
from bot.outbound.request import AiohttpRequest
from bot.outbound.telegram import TelegramMessenger
from sandbox import Limits, Sandbox
from tests.outbound.virtual import in_virtual_time

NOON = 20_000 * DAY + DAY // 2
MIDNIGHT = 20_001 * DAY


class Purse:
    """A day's Stars with a clock the test moves, and what the editors were told."""

    def __init__(self, per_day: int, **more) -> None:
        self.now = NOON
        self.told: list[Closed] = []
        self.stars = Stars(per_day, clock=lambda: self.now, told=self.told.append, **more)


# ── the budget ────────────────────────────────────────────────────────────────────────────────────


def test_a_star_pays_for_ten_messages_and_then_it_is_closed_until_midnight():
    purse = Purse(2)
    for _ in range(20):
        assert purse.stars.closed() is None
        purse.stars.spend()
    assert purse.stars.closed() == purse.stars.closed() == Closed(MIDNIGHT)
    assert purse.told == [Closed(MIDNIGHT)]
    purse.now = MIDNIGHT
    assert purse.stars.closed() is None
    assert purse.stars.sent_today == 0


def test_what_an_earlier_process_spent_today_is_spent():
    assert Purse(1, sent_today=10).stars.closed() == Closed(MIDNIGHT)
    purse = Purse(1)
    purse.stars.spend()
    purse.stars.resume(9)
    assert purse.stars.sent_today == 9
    assert purse.stars.closed() is None


def test_a_refusal_closes_for_an_hour_and_is_told_once():
    purse = Purse(100)
    purse.stars.refuse("BALANCE_TOO_LOW")
    purse.stars.refuse("BALANCE_TOO_LOW")
    assert purse.told == [Closed(NOON + REFUSED_FOR, "BALANCE_TOO_LOW")]
    purse.now += REFUSED_FOR - 1
    assert purse.stars.closed() is not None
    purse.now += 1
    assert purse.stars.closed() is None


def test_a_clock_set_back_over_midnight_does_not_bring_the_stars_again():
    purse = Purse(1)
    purse.now = MIDNIGHT + 1
    for _ in range(10):
        assert purse.stars.closed() is None
        purse.stars.spend()
    purse.now = MIDNIGHT - 3_600_000
    assert purse.stars.closed() == Closed(MIDNIGHT + DAY)
    purse.now = MIDNIGHT + 2
    assert purse.stars.closed() is not None


# ── two queues ────────────────────────────────────────────────────────────────────────────────────


class Post:
    """A push in virtual time: who left when, and for Stars or not."""

    def __init__(self, purse: Purse, paid_rate: float = 500) -> None:
        self.now = asyncio.get_running_loop().time
        self.pacer = Pacer(rate=28, paid_rate=paid_rate, stars=purse.stars, monotonic=self.now)
        self.left: list[tuple[float, bool]] = []

    async def call(self, chat: int, priority: int = Priority.URGENT, *, paid: bool = True) -> bool:
        turn = await self.pacer.turn(chat, ChatKind.PRIVATE, priority, paid=paid)
        self.left.append((self.now(), turn.paid))
        await asyncio.sleep(0.05)
        self.pacer.done(turn, answered=True)
        return turn.paid

    async def push(self, count: int, **more) -> None:
        queue = iter(range(1, count + 1))

        async def hand() -> None:
            for chat in queue:
                await self.call(chat, **more)

        await asyncio.gather(*(hand() for _ in range(300)))


@in_virtual_time
async def test_urgent_news_leaves_at_the_paid_rate_and_the_rest_at_the_free_one():
    post = Post(Purse(1000))
    pushing = asyncio.create_task(post.push(28 * 10, paid=False))
    await post.push(5000)
    assert post.now() <= 10 / 0.97
    paid = [at for at, for_stars in post.left if for_stars]
    assert len(paid) == 5000
    await pushing
    assert post.now() <= 10 / 0.97 + 0.5
    assert post.pacer.state().in_flight == 0


@in_virtual_time
async def test_when_the_stars_are_spent_who_waited_goes_on_at_the_free_rate_at_once():
    purse = Purse(10)
    post = Post(purse)
    await post.push(100 + 280)
    assert [for_stars for _, for_stars in post.left].count(True) == 100
    assert purse.told == [Closed(MIDNIGHT)]
    times = [at for at, _ in post.left]
    assert max(b - a for a, b in itertools.pairwise(times)) < 0.1
    assert 9.5 < post.now() < 10.5


@in_virtual_time
async def test_a_reply_waits_for_nobody_who_pays():
    post = Post(Purse(1000), paid_rate=900)
    pushing = asyncio.create_task(post.push(20_000))
    await asyncio.sleep(1)
    for n in range(50):
        asked = post.now()
        assert not await post.call(100_000 + n, Priority.REPLY, paid=False)
        assert post.now() - asked < 0.05 + 0.1
    pushing.cancel()


@in_virtual_time
async def test_a_refused_message_has_its_star_back_and_its_next_turn_is_free():
    purse = Purse(10)
    post = Post(purse)
    turn = await post.pacer.turn(1, ChatKind.PRIVATE, Priority.URGENT, paid=True)
    assert (turn.paid, purse.stars.sent_today) == (True, 1)
    post.pacer.refused_stars(turn, "BALANCE_TOO_LOW")
    post.pacer.done(turn, answered=True)
    assert purse.stars.sent_today == 0
    assert not await post.call(2)
    state = post.pacer.state().paid
    assert state.closed == Closed(NOON + REFUSED_FOR, "BALANCE_TOO_LOW")
    assert (state.top_rate, state.sent_today, state.most_today) == (500, 0, 100)


@in_virtual_time
async def test_a_flood_in_spite_of_stars_pauses_all_and_again_and_again_closes():
    purse = Purse(100_000)
    post = Post(purse)
    floods = 0
    while (turn := await post.pacer.turn(floods + 1, ChatKind.PRIVATE, Priority.URGENT, paid=True)).paid:
        post.pacer.flood(turn, 2)
        post.pacer.done(turn, answered=True)
        assert post.pacer.state().paused_for == pytest.approx(2)
        assert post.pacer.state().rate == 28
        floods += 1
    assert floods == 5
    assert "Too Many Requests" in purse.told[0].refused
    assert purse.stars.sent_today == 0


@in_virtual_time
async def test_who_gave_up_waiting_owes_no_star():
    purse = Purse(10)
    post = Post(purse, paid_rate=10)
    await post.call(1)
    task = asyncio.create_task(post.pacer.turn(2, ChatKind.PRIVATE, Priority.URGENT, paid=True))
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_at(0.1 + 1e-10, task.cancel)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert purse.stars.sent_today == 1
    assert post.pacer.state().in_flight == 0


@in_virtual_time
async def test_without_a_paid_rate_or_stars_nothing_is_paid():
    for pacer in (Pacer(rate=28), Pacer(rate=28, stars=Purse(5).stars), Pacer(rate=28, paid_rate=900)):
        turn = await pacer.turn(1, ChatKind.PRIVATE, Priority.URGENT, paid=True)
        assert not turn.paid
        assert pacer.state().paid is None


# ── over HTTP ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def purse() -> Purse:
    return Purse(100)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(limits=Limits(stars=0.5)) as running:
        yield running


@pytest.fixture
def pacer(purse: Purse) -> Pacer:
    return Pacer(rate=28, paid_rate=500, stars=purse.stars)


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[KumtarBot]:
    async with KumtarBot(sandbox.token, base_url=sandbox.base_url, request=AiohttpRequest()) as ours:
        yield ours


@pytest.fixture
def messenger(bot: KumtarBot, pacer: Pacer) -> TelegramMessenger:
    return TelegramMessenger(bot, pacer)


async def push(messenger: TelegramMessenger, chat: int, *, paid: bool = True):
    return await messenger.send(
        Address(chat), Outgoing("Quake"), kind=ChatKind.PRIVATE, priority=Priority.URGENT, paid=paid
    )


async def test_what_telegram_refuses_to_send_for_stars_goes_unpaid(sandbox, messenger, purse):
    people = [sandbox.person(f"P{n}", started=True) for n in range(7)]
    outcomes = [await push(messenger, person.chat_id) for person in people[:6]]
    assert all(isinstance(outcome, Sent) and outcome.paid for outcome in outcomes[:5])
    assert isinstance(outcomes[5], Unpaid)
    assert not people[5].received
    assert [closed.refused.casefold() for closed in purse.told] == ["balance_too_low"]
    again = [await push(messenger, person.chat_id) for person in people[5:]]
    assert all(isinstance(outcome, Sent) and not outcome.paid for outcome in again)
    assert all(len(person.received) == 1 for person in people)
    assert purse.stars.sent_today == 5


async def test_who_is_not_urgent_costs_nothing(sandbox, messenger, purse):
    ana = sandbox.person("Ana", started=True)
    answer = await push(messenger, ana.chat_id, paid=False)
    assert isinstance(answer, Sent)
    assert not answer.paid
    assert purse.stars.sent_today == 0
    assert "allow_paid_broadcast" not in str(sandbox.calls_of("sendMessage"))


@pytest.mark.parametrize("code", [400, 403])
async def test_a_refusal_nobody_has_seen_yet_neither_closes_a_reader_nor_stops_a_statement(
    sandbox, messenger, purse, code
):
    ana = sandbox.person("Ana", started=True)
    sandbox.fault("error", code=code, description="Bad Request: SOMETHING_NEW", times=2)
    assert isinstance(await push(messenger, ana.chat_id), Unpaid)
    assert purse.told
    assert isinstance(await push(messenger, ana.chat_id), Rejected if code == 400 else Gone)


async def test_a_refusal_of_the_reader_is_the_readers_also_for_stars(sandbox, messenger, purse):
    ana = sandbox.person("Ana", started=True)
    sandbox.fault("error", code=403, description="Forbidden: bot was blocked by the user")
    assert isinstance(await push(messenger, ana.chat_id), Gone)
    sandbox.fault("error", code=400, description="Bad Request: ALLOW_PAYMENT_REQUIRED_50")
    await asyncio.sleep(1.01)
    assert isinstance(await push(messenger, ana.chat_id), NoRights)
    assert not purse.told
