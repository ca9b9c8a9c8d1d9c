"""Telegram's limits in real time: a push over HTTP against a sandbox that refuses whatever is too much."""

import asyncio
import itertools
from bisect import bisect_left

import pytest

from bot.domain.delivery import Sent, Throttled
from bot.domain.fanout import Priority
from bot.domain.message import Outgoing
from bot.domain.subscriber import Address, ChatKind
from bot.outbound.bot import KumtarBot
from bot.outbound.limiter import SharedRateLimiter
from bot.outbound.pacer import Pacer
from bot.outbound.request import AiohttpRequest
from bot.outbound.telegram import TelegramMessenger
from sandbox import Limits, Sandbox

pytestmark = pytest.mark.timed
SECONDS = 4


async def push(messenger, chats, kinds, hands=100):
    """Every outcome, and when it was known; a message that was refused goes again until it is sent."""
    queue = iter(zip(chats, kinds, strict=True))
    outcomes = []

    async def hand():
        for chat, kind in queue:
            outcome = None
            while not isinstance(outcome, Sent):
                outcome = await messenger.send(
                    Address(chat), Outgoing("News"), kind=kind, priority=Priority.BROADCAST
                )
                outcomes.append((asyncio.get_running_loop().time(), outcome))

    await asyncio.gather(*(hand() for _ in range(hands)))
    return outcomes


@pytest.mark.parametrize(("rate", "limits"), [(28, Limits()), (300, Limits(per_second=330, burst=20))])
async def test_a_push_with_replies_breaks_none_of_the_three_limits(rate, limits):
    pacer = Pacer(rate=rate)
    async with (
        Sandbox(limits=limits, latency=0.05) as sandbox,
        KumtarBot(
            sandbox.token,
            base_url=sandbox.base_url,
            request=AiohttpRequest(),
            rate_limiter=SharedRateLimiter(pacer),
        ) as bot,
    ):
        owner = sandbox.person("Owner", started=True)
        groups = [sandbox.group(f"Group {n}", owner).id for n in range(3)]
        people = [sandbox.person(f"P{n}", started=True).chat_id for n in range(rate * SECONDS)]
        again = people[: rate // 4]  # a second message to the same people
        chats = [*groups, *people, *again, *groups]
        kinds = [ChatKind.SUPERGROUP if chat in groups else ChatKind.PRIVATE for chat in chats]
        pushing = asyncio.create_task(push(TelegramMessenger(bot, pacer), chats, kinds))
        for reader in people[-10:]:
            await asyncio.sleep(SECONDS / 20)
            await bot.send_message(reader, "Here you are")
        outcomes = await pushing
        assert sandbox.limiter.violations == []
        assert len(outcomes) == len(chats)
        times = [at for at, _ in outcomes]
        assert max(bisect_left(times, at + 1) - n for n, at in enumerate(times)) <= limits.per_second * 1.1


async def test_less_than_what_is_configured_costs_nobody_a_message():
    async with (
        Sandbox(limits=Limits(per_second=100), latency=0.02) as sandbox,
        KumtarBot(sandbox.token, base_url=sandbox.base_url, request=AiohttpRequest()) as bot,
    ):
        pacer = Pacer(rate=300)
        readers = [sandbox.person(f"P{n}", started=True) for n in range(400)]
        chats = [reader.chat_id for reader in readers]
        kinds = itertools.repeat(ChatKind.PRIVATE, len(chats))
        outcomes = await push(TelegramMessenger(bot, pacer), chats, kinds)
        assert all(len(reader.received) == 1 for reader in readers)
        assert any(isinstance(outcome, Throttled) for _, outcome in outcomes)
        assert pacer.state().rate < 150
