"""/settings and /language: everything changes in place."""

import pytest


async def ask(reader, text):
    await reader.send(text)
    return await reader.receives()


async def test_the_bots_language_changes_at_once(bot):
    reader = await bot.reader()
    screen = await ask(reader, "/language")
    await reader.taps(screen, "Shqip")
    await reader.sees_edit(screen, "Gjuhët")
    await reader.taps(screen, "Srpski")
    await reader.sees_edit(screen, "Jezici")
    assert "● Srpski" in screen.buttons
    await reader.send("/help")
    await reader.receives("Šta ovde možete")


async def test_statement_languages_keep_the_readers_order(bot):
    reader = await bot.reader()
    screen = await ask(reader, "/settings")
    for button in ("✅ English", "Serbian", "English"):
        await reader.taps(screen, button)
        await reader.sees_edit(screen)
    assert (await bot.subscriber(reader)).langs == ("sr", "en")
    assert "Statements: Serbian, English" in screen.text


async def test_no_language_chosen_means_every_language(bot):
    reader = await bot.reader()
    screen = await ask(reader, "/settings")
    await reader.taps(screen, "✅ English")
    await reader.sees_edit(screen, bot.says("en", "languages-all"))
    assert (await bot.subscriber(reader)).langs == ()


async def test_sound_and_previews_are_switches(bot):
    reader = await bot.reader()
    screen = await ask(reader, "/settings")
    await reader.taps(screen, "Without sound")
    await reader.sees_edit(screen)
    await reader.taps(screen, "Link previews")
    await reader.sees_edit(screen)
    found = await bot.subscriber(reader)
    assert (found.silent, found.previews) == (True, True)
    await reader.taps(screen, "✅ 🔕 Without sound")
    await reader.sees_edit(screen)
    assert not (await bot.subscriber(reader)).silent


async def test_a_statement_opens_with_the_preview_that_was_wished(bot):
    await bot.publish("Bridge reopened")
    reader = await bot.reader()
    screen = await ask(reader, "/settings")
    await reader.taps(screen, "Link previews")
    await reader.sees_edit(screen)
    page = await ask(reader, "bridge")
    await reader.taps(page, "1")
    await reader.receives("Bridge reopened")
    sent = bot.sandbox.calls_of("sendMessage")[-1]
    assert '"is_disabled":false' in str(sent.params["link_preview_options"]).lower().replace(" ", "")


@pytest.mark.parametrize("command", ["/settings", "/language"])
@pytest.mark.parametrize("lang", ["sq", "sr", "en"])
async def test_the_screens_exist_in_every_language(bot, command, lang):
    reader = await bot.reader("Arta", lang)
    screen = await ask(reader, command)
    assert screen.keyboard


async def test_a_paused_reader_sees_that_in_the_settings(bot):
    reader = await bot.reader()
    await ask(reader, "/stop")
    screen = await ask(reader, "/settings")
    assert bot.says("en", "settings-paused") in screen.text
