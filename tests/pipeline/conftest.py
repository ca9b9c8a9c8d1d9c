"""A newsroom on each database, with a sandbox for Telegram."""

from collections.abc import AsyncIterator

import pytest

from sandbox import Sandbox
from storage.database import Database
from tests.pipeline.newsroom import Newsroom, newsroom
from tests.storage.rows import Rows


@pytest.fixture(autouse=True)
def _times_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library warns about RetryAfter.retry_after otherwise, and warnings are errors."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        yield running


@pytest.fixture
async def room(database: Database, sandbox: Sandbox) -> AsyncIterator[Newsroom]:
    async with newsroom(database, sandbox.base_url, sandbox.token) as wired:
        yield wired


@pytest.fixture
def rows(database: Database) -> Rows:
    return Rows(database)


class Town:
    """People in the sandbox who are subscribers in the database."""

    def __init__(self, sandbox: Sandbox, rows: Rows) -> None:
        self.sandbox = sandbox
        self.rows = rows

    async def people(self, count: int, **settings):
        people = [self.sandbox.person(f"Reader {n}", started=True) for n in range(count)]
        ids = []
        for person in people:
            ids += await self.rows.readers(1, first_chat=person.chat_id, **settings)
        return people, ids


@pytest.fixture
def town(sandbox: Sandbox, rows: Rows) -> Town:
    return Town(sandbox, rows)
