"""For the editors' tests: editors at their desks, delivery running, and a restart that forgets conversations."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.outbound.bot import KumtarBot
from bot.outbound.limiter import SharedRateLimiter
from bot.outbound.pacer import Pacer
from bot.outbound.request import AiohttpRequest
from bot.outbound.telegram import TelegramMessenger
from bot.pipeline.deliver import DeliverCore, Deliverer
from bot.pipeline.lease import LeaseKeeper
from handlers import register
from sandbox import Person
from storage.broadcasts import SqlBroadcastStore
from storage.desk import SqlDeskStore
from storage.fanouts import SqlFanoutStore
from storage.leases import SqlLeaseStore, this_process
from storage.schema import audit
from tests.bot.conftest import EDITOR, SECOND_EDITOR, BotHouse


async def editor(bot: BotHouse, name: str = "Arta", *, id: int = EDITOR) -> Person:
    """An editor who has started the bot, reads English, and gets no announcements."""
    person = await bot.reader(name, "en", id=id, role="editor")
    await person.send("/stop")
    await bot.settle(person)
    person.forgets()
    return person


async def second_editor(bot: BotHouse, name: str = "Besa") -> Person:
    """The other one."""
    return await editor(bot, name, id=SECOND_EDITOR)


async def restart(bot: BotHouse, *, admin_ids: frozenset[int] | None = None) -> None:
    """What a new process has: fresh handlers, the same database, perhaps other editors."""
    await bot.house.newsroom.watches.stop()
    if admin_ids is not None:
        bot.house = replace(bot.house, admin_ids=admin_ids)
    bot.application.handlers.clear()
    bot.application.error_handlers.clear()
    register(bot.application, bot.house)


@asynccontextmanager
async def delivering(bot: BotHouse, *, rate: float = 200) -> AsyncIterator[Deliverer]:
    """Whatever is published or confirmed goes out, in the time of the house's own clock."""
    pacer = Pacer(rate=rate)
    sender = KumtarBot(
        bot.sandbox.token,
        base_url=bot.sandbox.base_url,
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(connections=1),
        rate_limiter=SharedRateLimiter(pacer),
    )
    core = DeliverCore(
        fanouts=SqlFanoutStore(bot.database),
        statements=bot.statements,
        broadcasts=SqlBroadcastStore(bot.database),
        desk=SqlDeskStore(bot.database),
        messenger=TelegramMessenger(sender, pacer),
        voice=bot.house.voice,
        clock=bot.clock,
        monotonic=time.monotonic,
    )
    keeper = LeaseKeeper(
        SqlLeaseStore(bot.database), name="driver", owner=this_process(), monotonic=time.monotonic
    )
    deliverer = Deliverer(core, keeper, rate=rate)
    async with sender:
        running = asyncio.create_task(deliverer.run())
        try:
            yield deliverer
        finally:
            await deliverer.stop()
            await running
            await keeper.release()


async def acts(bot: BotHouse) -> list[tuple[int, str, str]]:
    """What the audit holds: who did what to what."""
    async with bot.database.read() as connection:
        rows = await connection.execute(audit.select().order_by(audit.c.id))
        return [(row.editor, row.act, row.object) for row in rows]
