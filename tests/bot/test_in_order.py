"""Updates in order: what of a chat waits for what, and which inline queries are dropped."""

import asyncio

import pytest
from telegram import Update

from handlers.in_order import InOrder

EMMA = {"id": 7, "is_bot": False, "first_name": "Emma"}
ZANA = {"id": 8, "is_bot": False, "first_name": "Zana"}


def inline(number, who=EMMA):
    query = {"id": str(number), "from": who, "query": "bridge", "offset": ""}
    return Update.de_json({"update_id": number, "inline_query": query})


def message(number, who=EMMA):
    chat = {"id": who["id"], "type": "private", "first_name": who["first_name"]}
    told = {"message_id": number, "date": 0, "chat": chat, "from": who, "text": "bridge"}
    return Update.de_json({"update_id": number, "message": told})


class Desk:
    """Handlers that begin, wait for the gate, and end; a cancelled one ends what it has begun."""

    def __init__(self):
        self.processor = InOrder()
        self.gate = asyncio.Event()
        self.begun, self.ended, self.running = [], [], []

    async def handler(self, number):
        self.begun.append(number)
        waiting = asyncio.ensure_future(self.gate.wait())
        try:
            await asyncio.shield(waiting)
        except asyncio.CancelledError:
            await waiting
            raise
        self.ended.append(number)

    async def comes(self, update):
        coroutine = self.handler(update.update_id)
        self.running.append(asyncio.ensure_future(self.processor.process_update(update, coroutine)))
        for _ in range(10):
            await asyncio.sleep(0)

    async def opens(self):
        self.gate.set()
        await asyncio.gather(*self.running)


@pytest.fixture
def desk():
    return Desk()


async def test_of_ones_inline_queries_the_newest_ends_and_none_between_begins(desk):
    for number in range(1, 6):
        await desk.comes(inline(number))
    assert desk.begun == [1]
    await desk.opens()
    assert (desk.begun, desk.ended) == ([1, 5], [5])


async def test_nobody_else_and_nothing_else_is_dropped(desk):
    await desk.comes(message(1))
    await desk.comes(inline(2))
    await desk.comes(inline(3, ZANA))
    await desk.comes(message(4))
    await desk.comes(inline(5))
    assert desk.begun == [1, 3]
    await desk.opens()
    assert sorted(desk.ended) == [1, 3, 4, 5]


async def test_a_query_that_fails_is_told_and_the_next_has_its_turn(desk):
    async def fails():
        raise ValueError("odd")

    with pytest.raises(ValueError, match="odd"):
        await desk.processor.process_update(inline(1), fails())
    desk.gate.set()
    await desk.comes(inline(2))
    await desk.opens()
    assert desk.ended == [2]


async def test_a_stop_ends_what_is_under_way(desk):
    await desk.comes(inline(1))
    desk.running[0].cancel()
    await desk.comes(inline(2))
    await asyncio.gather(desk.running[0], return_exceptions=True)
    desk.gate.set()
    await asyncio.gather(*desk.running, return_exceptions=True)
    assert desk.ended == [2]
