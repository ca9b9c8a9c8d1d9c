"""/stats, notices to editors, editors who never came, and their menus."""

import logging

from bot.domain.subscriber import ALL, Term, TermKind
from bot.services.desk import QUIET_FOR
from handlers.colleagues import absent_editors, tell_editors
from handlers.editors import EDITOR_COMMANDS
from handlers.menus import set_menus
from storage.desk import SqlDeskStore
from tests.bot.conftest import EDITOR, SECOND_EDITOR, bot_house
from tests.bot.newsroom import delivering, editor, second_editor


async def test_stats_count_readers_statements_and_deliveries(bot):
    emma = await bot.reader("Emma", "en")
    besim = await bot.reader("Besim", "sq")
    subscriber = await bot.subscriber(besim)
    await bot.subscribers.unfollow(subscriber.id, ALL)
    await bot.subscribers.follow(subscriber.id, Term(TermKind.TOPIC, "human_rights"), now=bot.clock())
    arta = await editor(bot)
    await bot.publish("Something happened")
    async with delivering(bot):
        await emma.receives("Something happened")
    await arta.send("/stats")
    stats = await arta.receives("Figures")
    for said in ("active: 2", "paused by themselves: 1", "Human rights: 1", "Statements: 1", "1 sent"):
        assert said in stats.text


async def test_editors_are_told_once_and_can_go_to_the_source(bot):
    arta, besa = await editor(bot), await second_editor(bot)
    desk = SqlDeskStore(bot.database)
    await desk.notify("flood-waiting", {"source": "The Mission", "count": "21"}, now=bot.clock())
    await desk.notify("fanout-rejected", {"subject": "12", "reason": "can't parse entities"}, now=bot.clock())
    assert await tell_editors(bot.application, bot.house) == 2
    for person in (arta, besa):
        told = await person.receives("The Mission published 21 statements at once")
        await person.receives("Telegram refused the text of number 12")
        await person.taps(told, "Look at the source")
        assert "Address: https://mission.example/feed" in told.text
    assert await tell_editors(bot.application, bot.house) == 0
    await arta.receives_nothing(within=0.1)


async def test_a_notice_that_nobody_could_be_told_waits(bot, caplog):
    caplog.set_level(logging.INFO)
    arta = await editor(bot)
    await SqlDeskStore(bot.database).notify("source-gone", {"source": "The Mission"}, now=bot.clock())
    arta.blocks_bot()
    assert await tell_editors(bot.application, bot.house) == 0
    arta.unblocks_bot()
    calls = len(bot.sandbox.calls_of("sendMessage"))
    assert await tell_editors(bot.application, bot.house) == 0  # not again at once
    assert len(bot.sandbox.calls_of("sendMessage")) == calls
    bot.clock.now += QUIET_FOR
    assert await tell_editors(bot.application, bot.house) == 1
    await arta.receives("gone for good")


async def test_one_editor_who_is_away_keeps_nothing_from_the_others(bot):
    arta = await editor(bot)  # the other never started the bot
    await SqlDeskStore(bot.database).notify("source-gone", {"source": "The Mission"}, now=bot.clock())
    assert await tell_editors(bot.application, bot.house) == 1
    await arta.receives("gone for good")
    assert await tell_editors(bot.application, bot.house) == 0


async def test_an_editor_is_told_in_their_own_language(bot):
    arta = await bot.reader("Arta", "sq", id=EDITOR)
    await SqlDeskStore(bot.database).notify("source-gone", {"source": "The Mission"}, now=bot.clock())
    await tell_editors(bot.application, bot.house)
    await arta.receives(bot.says("sq", "notice-source-gone", source="The Mission"))


async def test_editors_who_never_started_the_bot_are_named(bot):
    await editor(bot)
    ids = bot.house.admin_ids
    assert await absent_editors(bot.application.bot, ids) == (SECOND_EDITOR,)


async def test_when_telegram_is_away_nobody_is_called_absent(bot, caplog):
    await editor(bot)
    bot.sandbox.fault("error", method="getChat", code=502, description="Bad Gateway", times=2)
    assert await absent_editors(bot.application.bot, bot.house.admin_ids) == ()
    assert "is not known" in caplog.text


async def test_editors_see_their_commands_first_and_readers_never(bot):
    arta, emma = await editor(bot), await bot.reader("Emma")
    await set_menus(bot.application.bot, bot.house)
    assert arta.menu()[: len(EDITOR_COMMANDS)] == list(EDITOR_COMMANDS)
    assert not set(emma.menu()) & set(EDITOR_COMMANDS)


async def test_figures_and_notices_are_the_same_on_each_database(database_url):
    async with bot_house(database_url) as bot:
        arta = await editor(bot)
        await SqlDeskStore(bot.database).notify("source-gone", {"source": "The Mission"}, now=bot.clock())
        assert await tell_editors(bot.application, bot.house) == 1
        await arta.send("/stats")
        await arta.receives("Figures")
