"""/start, /stop, /help: greeted in one's own language, subscribed at once, left alone at once."""

import pytest

from bot.domain.subscriber import ALL, SubscriberState, Term, TermKind


@pytest.mark.parametrize(
    ("code", "lang"), [("sq", "sq"), ("sr", "sr"), ("en", "en"), ("de", "en"), (None, "en")]
)
async def test_start_greets_in_the_readers_own_language_and_subscribes(bot, code, lang):
    reader = bot.sandbox.person("Arta", code)
    await reader.send("/start")
    await reader.receives(bot.says(lang, "start-welcome"))
    subscriber = await bot.subscriber(reader)
    assert (subscriber.ui_lang, subscriber.state) == (lang, SubscriberState.ACTIVE)
    assert (await bot.following(reader)).terms == (ALL,)


async def test_start_shows_the_newest_matching_statement_at_once(bot):
    await bot.publish("Ditë e re", lang="sq", ago=120_000)
    await bot.publish("Нови дан", lang="sr")
    reader = bot.sandbox.person("Arta", "sq")
    await reader.send("/start")
    await reader.receives(bot.says("sq", "start-welcome"))
    shown = await reader.receives("Ditë e re")
    assert "Agjencia Lajmësi ✔️ burim zyrtar" in shown.text


async def test_serbian_readers_choose_their_script_in_place(bot):
    reader = bot.sandbox.person("Jovana", "sr")
    await reader.send("/start")
    welcome = await reader.receives()
    await reader.taps(welcome, "Latinica")
    await reader.sees_edit(welcome, bot.says("sr-Latn", "start-welcome"))
    assert "Dobro došli u Kumtar." in welcome.text
    assert (await bot.subscriber(reader)).ui_lang == "sr-Latn"
    await reader.taps(welcome, "Ћирилица")
    await reader.sees_edit(welcome, "Добро дошли")


async def test_statement_languages_get_check_marks_in_place(bot):
    reader = bot.sandbox.person("Arta", "sq")
    await reader.send("/start")
    welcome = await reader.receives()
    assert [b.text for b in welcome.keyboard[0]] == ["✅ Shqip", "Serbisht", "✅ Anglisht"]
    await reader.taps(welcome, "Serbisht")
    await reader.sees_edit(welcome)
    assert [b.text for b in welcome.keyboard[0]] == ["✅ Shqip", "✅ Serbisht", "✅ Anglisht"]
    assert (await bot.subscriber(reader)).langs == ("sq", "en", "sr")


async def test_stop_is_immediate_and_start_resumes_with_everything_kept(bot):
    reader = await bot.reader()
    await reader.send("/follow human rights")
    await reader.receives()
    await reader.send("/stop")
    await reader.receives(bot.says("en", "stop-done"))
    assert (await bot.subscriber(reader)).state is SubscriberState.PAUSED
    await reader.send("/stop")
    await reader.receives(bot.says("en", "stop-already"))
    await reader.send("/start")
    await reader.receives(bot.says("en", "start-back"))
    assert (await bot.subscriber(reader)).state is SubscriberState.ACTIVE
    assert (await bot.following(reader)).terms == (Term(TermKind.TOPIC, "human_rights"),)


async def test_a_paused_reader_can_still_search(bot):
    await bot.publish("Bridge reopened in the north")
    reader = await bot.reader()
    await reader.send("/stop")
    await reader.receives()
    await reader.send("bridge")
    await reader.receives("Bridge reopened")


@pytest.mark.parametrize(("code", "lang"), [("sq", "sq"), ("sr", "sr"), ("en", "en")])
async def test_help_tells_what_can_be_done(bot, code, lang):
    reader = bot.sandbox.person("Arta", code)
    await reader.send("/help")
    await reader.receives(bot.says(lang, "help"))


async def test_an_unknown_command_is_answered(bot):
    reader = await bot.reader()
    await reader.send("/whatever")
    await reader.receives(bot.says("en", "unknown-command"))


async def test_blocking_is_noted_and_start_brings_the_reader_back(bot):
    reader = await bot.reader()

    async def blocked():
        return (await bot.subscriber(reader)).state is SubscriberState.BLOCKED

    reader.blocks_bot()
    await bot.comes(blocked)
    reader.unblocks_bot()
    await bot.settle(reader)
    assert await blocked()
    await reader.send("/start")
    await reader.receives(bot.says("en", "start-back"))
    assert (await bot.subscriber(reader)).state is SubscriberState.ACTIVE
