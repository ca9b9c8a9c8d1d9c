"""Menus and descriptions, in each language; editors see theirs."""

from handlers.editors import EDITOR_COMMANDS
from handlers.menus import COMMANDS, set_menus


async def test_every_language_has_its_menu_and_editors_see_theirs_first(bot):
    reader, editor = await bot.reader("Arta", "sq"), await bot.reader("Drita", "sq", id=900, role="editor")
    await set_menus(bot.application.bot, bot.house)
    assert reader.menu() == list(COMMANDS)
    assert editor.menu() == [*EDITOR_COMMANDS, *COMMANDS]
    menus = bot.sandbox.world.profile.commands
    for key, lang in (("", "en"), ("sq", "sq"), ("sr", "sr")):
        assert {c["command"]: c["description"] for c in menus[key]}["topics"] == bot.word(
            lang, "command-topics"
        )


async def test_saying_it_again_changes_nothing(bot):
    await set_menus(bot.application.bot, bot.house)
    count = len(bot.sandbox.calls_of("setMyCommands")), len(bot.sandbox.calls_of("setMyDescription"))
    assert count[0] >= 3
    await set_menus(bot.application.bot, bot.house)
    assert (
        len(bot.sandbox.calls_of("setMyCommands")),
        len(bot.sandbox.calls_of("setMyDescription")),
    ) == count


async def test_it_is_logged_where_inline_mode_is_off(bot, caplog):
    await set_menus(bot.application.bot, bot.house)
    assert "inline mode is off" not in caplog.text
    bot.sandbox.world.inline_mode = False
    await bot.application.bot.get_me()
    await set_menus(bot.application.bot, bot.house)
    assert "inline mode is off" in caplog.text


async def test_an_editor_gets_the_menu_with_the_first_start(bot):
    editor = await bot.reader("Drita", "sq", id=900, role="editor")
    assert editor.menu()[: len(EDITOR_COMMANDS)] == list(EDITOR_COMMANDS)


async def test_what_telegram_refuses_does_not_stop_the_bot(bot):
    bot.sandbox.fault("error", method="setMyCommands", code=500, times=9)
    await set_menus(bot.application.bot, bot.house)
    reader = await bot.reader()
    await reader.send("/help")
    await reader.receives("/latest")
