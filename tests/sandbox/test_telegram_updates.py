"""getUpdates: offsets, polls that wait, and two pollers."""

import asyncio

import pytest

from sandbox.answers import ApiError
from sandbox.updates import UpdateQueue


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def queue() -> UpdateQueue:
    return UpdateQueue(Clock(), first_id=1)


def fill(queue: UpdateQueue, count: int) -> None:
    for number in range(count):
        queue.put("message", {"number": number})


async def ids(queue: UpdateQueue, offset: int = 0, limit: int = 100, timeout: int = 0) -> list[int]:
    return [update.update_id for update in await queue.get(offset, limit, timeout)]


async def test_unconfirmed_updates_come_again(queue: UpdateQueue) -> None:
    fill(queue, 3)
    assert await ids(queue) == [1, 2, 3]
    assert await ids(queue) == [1, 2, 3]
    assert await ids(queue, offset=3) == [3]
    assert await ids(queue) == [3]
    assert queue.confirmed == 2
    assert await ids(queue, offset=4) == []


async def test_a_negative_offset_forgets_all_but_the_newest(queue: UpdateQueue) -> None:
    fill(queue, 5)
    assert await ids(queue, offset=-2) == [4, 5]
    assert await ids(queue) == [4, 5]


async def test_a_poll_returns_at_most_the_limit(queue: UpdateQueue) -> None:
    fill(queue, 120)
    assert len(await ids(queue)) == 100
    assert await ids(queue, limit=2) == [1, 2]


async def test_a_poll_waits_for_the_next_update(queue: UpdateQueue) -> None:
    poll = asyncio.create_task(ids(queue, timeout=50))
    await asyncio.sleep(0)
    fill(queue, 1)
    assert await poll == [1]


async def test_the_old_poll_is_the_one_that_gets_the_conflict(queue: UpdateQueue) -> None:
    old = asyncio.create_task(ids(queue, timeout=50))
    await asyncio.sleep(0)
    new = asyncio.create_task(ids(queue, timeout=50))
    with pytest.raises(ApiError) as caught:
        await old
    assert caught.value.code == 409
    assert "terminated by other getUpdates request" in caught.value.description
    fill(queue, 1)
    assert await new == [1]


async def test_unwanted_kinds_are_never_queued(queue: UpdateQueue) -> None:
    queue.put("chat_member", {})
    assert queue.pending == []
    queue.allow(["chat_member"])
    queue.put("chat_member", {})
    queue.put("message", {})
    queue.allow(None)
    assert [update.kind for update in queue.pending] == ["chat_member"]
    queue.allow([])
    queue.put("message", {})
    assert len(queue) == 2


async def test_a_repeated_short_poll_is_held_back_where_asked() -> None:
    clock = Clock()
    queue = UpdateQueue(clock, stretch=True, first_id=1)
    fill(queue, 3)
    assert len(await queue.get(1)) == 3
    assert len(await queue.get(1)) == 1
    clock.now += 1
    assert len(await queue.get(1)) == 3
    poll = asyncio.create_task(queue.get(4))
    await asyncio.sleep(0)
    assert await poll == []
    again = asyncio.create_task(queue.get(4))
    await asyncio.sleep(0)
    assert not again.done()
    queue.close()
    assert await again == []
