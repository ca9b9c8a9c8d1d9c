"""A sandbox, and our bot with its transport, pacer and limiter at the other end of the wire."""

from collections.abc import AsyncIterator

import pytest

from bot.outbound.bot import KumtarBot
from bot.outbound.limiter import SharedRateLimiter
from bot.outbound.pacer import Pacer
from bot.outbound.request import AiohttpRequest
from bot.outbound.telegram import TelegramMessenger
from sandbox import Sandbox


@pytest.fixture(autouse=True)
def _times_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library warns about RetryAfter.retry_after otherwise, and warnings are errors."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        yield running


@pytest.fixture
def pacer() -> Pacer:
    return Pacer(rate=200)


@pytest.fixture
async def bot(sandbox: Sandbox, pacer: Pacer) -> AsyncIterator[KumtarBot]:
    async with KumtarBot(
        sandbox.token,
        base_url=sandbox.base_url,
        request=AiohttpRequest(read_timeout=0.5),
        get_updates_request=AiohttpRequest(connections=1),
        rate_limiter=SharedRateLimiter(pacer),
    ) as ours:
        yield ours


@pytest.fixture
def messenger(bot: KumtarBot, pacer: Pacer) -> TelegramMessenger:
    return TelegramMessenger(bot, pacer)
