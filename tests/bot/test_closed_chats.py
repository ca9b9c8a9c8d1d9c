"""A chat that lets the bot not write: its own administrators are told once, in private; editors where none can be."""

import asyncio

import pytest

from bot.domain.subscriber import ALL, Address, ChatKind
from handlers.colleagues import tell_editors
from storage.desk import SqlDeskStore
from tests.bot.conftest import bot_house
from tests.bot.newsroom import delivering, editor

REFUSED = "Not enough rights to send text messages to the chat"


@pytest.fixture
async def bot(database_url):
    async with bot_house(database_url) as running:
        yield running


async def closed(bot, chat):
    await SqlDeskStore(bot.database).notify(
        "group-no-rights", {"chat": str(chat), "reason": REFUSED}, now=bot.clock()
    )


def told(bot, lang, title, kind="supergroup"):
    return bot.says(lang, "closed-chat", title=title, kind=kind, reason=REFUSED)


async def untold(bot):
    return await SqlDeskStore(bot.database).untold()


async def test_the_administrators_of_a_group_are_told_once_each_in_their_language(bot):
    arta, boss = await editor(bot), await bot.reader("Boss", "en")
    deputy, member = await bot.reader("Deputy", "sq"), await bot.reader("Member", "en")
    stranger = bot.sandbox.person("Stranger", "en")  # never wrote to the bot
    group = bot.sandbox.group("Fshati", boss, members=(member,), bot="administrator")
    for person in (deputy, stranger):
        bot.sandbox.member(group, person, "administrator")
    await closed(bot, group.id)
    assert await tell_editors(bot.application, bot.house) == 1
    await boss.receives(told(bot, "en", "Fshati"))
    await deputy.receives(told(bot, "sq", "Fshati"))
    assert await tell_editors(bot.application, bot.house) == 0
    for person in (arta, member):
        await person.receives_nothing(within=0.1)


async def test_editors_are_told_the_title_when_no_administrator_can_be(bot):
    arta, boss = await editor(bot), await bot.reader("Boss", "en")
    group = bot.sandbox.group("Fshati", boss)
    boss.blocks_bot()
    await closed(bot, group.id)
    assert await tell_editors(bot.application, bot.house) == 1
    await arta.receives(bot.says("en", "notice-group-no-rights", chat="Fshati", reason=REFUSED))


async def test_editors_are_told_the_number_of_a_chat_of_which_telegram_tells_nothing(bot):
    arta = await editor(bot)
    await closed(bot, -1009999)
    assert await tell_editors(bot.application, bot.house) == 1
    await arta.receives(bot.says("en", "notice-group-no-rights", chat="-1009999", reason=REFUSED))


async def test_the_administrators_of_a_channel_are_told_what_a_channel_needs(bot):
    boss = await bot.reader("Boss", "sr")
    channel = bot.sandbox.channel("Вести", boss)
    await closed(bot, channel.id)
    assert await tell_editors(bot.application, bot.house) == 1
    await boss.receives(told(bot, "sr", "Вести", "channel"))


async def test_a_delivery_that_is_refused_reaches_the_administrators_once(bot):
    boss = bot.sandbox.person("Boss", "en", started=True)
    group = bot.sandbox.group("Fshati", boss)
    await boss.receives(bot.says("en", "group-added"), chat=group)
    subscriber, _ = await bot.subscribers.add(
        Address(group.id), ChatKind.SUPERGROUP, ui_lang="en", langs=(), now=bot.clock()
    )
    await bot.subscribers.follow(subscriber.id, ALL, now=bot.clock())
    bot.sandbox.fault("error", method="sendMessage", code=400, description=f"Bad Request: {REFUSED}")
    async with delivering(bot):
        for title in ("A bridge", "A road"):
            await bot.publish(title)
            await bot.comes(lambda: untold(bot), "the notice")
            await asyncio.sleep(0.1)
        (notice,) = await untold(bot)
        assert notice.details == {"chat": str(group.id), "reason": REFUSED}
        assert await tell_editors(bot.application, bot.house) == 1
        await boss.receives(told(bot, "en", "Fshati"))
        await bot.publish("A school")
        await asyncio.sleep(1.2)  # longer than from one look to the next
        assert await untold(bot) == ()
