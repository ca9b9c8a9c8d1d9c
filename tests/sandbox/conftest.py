"""A running sandbox, somebody in it, and python-telegram-bot at the other end of the wire."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from sandbox import Person, Sandbox, find_schema


@pytest.fixture(autouse=True)
def _times_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library warns about RetryAfter.retry_after otherwise, and warnings are errors."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox(schema=find_schema()) as running:
        yield running
        assert running.schema_violations == []


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with Bot(sandbox.token, base_url=sandbox.base_url) as ours:
        yield ours


@pytest.fixture
def arta(sandbox: Sandbox) -> Person:
    return sandbox.person("Arta", "sq", started=True)
