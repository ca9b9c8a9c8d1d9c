"""/explain, and the button that shows a reader what was corrected."""

import pytest

from bot.domain.fanout import FanoutKind
from bot.domain.statement import Words
from tests.bot.newsroom import acts, delivering, editor
from tests.bot.test_editors_amending import until

OLD, NEW = "Twelve hurt in the north", "Fourteen hurt in the north"


async def corrected(bot, id):
    bot.clock.now += 1_000
    assert await bot.statements.correct(id, Words(NEW), (), material=False, by=900, now=bot.clock())


async def test_an_editor_asks_why_and_is_told(bot):
    emma, zana = await bot.reader("Emma"), await bot.reader("Zana", "sq")
    await zana.send("/stop")
    await bot.settle(zana)
    arta = await editor(bot)
    async with delivering(bot) as deliverer:
        number = await bot.publish(OLD)
        deliverer.nudge()
        alert = await emma.receives(OLD)
        await until(bot, number, FanoutKind.STATEMENT)
    await arta.send(f"/explain {emma.id} {number}")
    told = await arta.receives(OLD)
    assert f"✅ Sent: 24 November 2026, 14:05. Version 1, message {alert.message_id}" in told.text
    assert "they follow: " in told.text
    await arta.send(f"/explain {zana.id} №{number}")
    told = await arta.receives("Paused with /stop")
    assert "They are not active" in told.text
    assert [act for act in await acts(bot) if act[1] == "explain"] == [(arta.id, "explain", str(number))] * 2


async def test_who_got_the_story_in_another_language_is_told_so_with_that_ones_number(bot):
    page = "https://mission.example/{}/human-rights-day-2026"
    emma, arta = await bot.reader("Emma"), await editor(bot)
    await emma.send("/settings")
    screen = await emma.receives()
    for button in ("Statements", "Albanian"):
        await emma.taps(screen, button)
    async with delivering(bot) as deliverer:
        english = await bot.publish("Rights day", url=page.format("en"))
        deliverer.nudge()
        await emma.receives("Rights day")
        await until(bot, english, FanoutKind.STATEMENT)
        albanian = await bot.publish("Dita e të drejtave", lang="sq", url=page.format("sq"))
        deliverer.nudge()
        await until(bot, albanian, FanoutKind.STATEMENT)
    await arta.send(f"/explain {emma.id} {albanian}")
    told = await arta.receives("Dita e të drejtave")
    assert bot.says("en", "explain-has-story", id=str(english)) in told.text
    assert "✅" not in told.text
    await arta.send(f"/explain {emma.id} {english}")
    told = await arta.receives("Rights day")
    assert "the same story" not in told.text


@pytest.mark.parametrize("typed", ["", "1", "1 2 3", "one 2", "1 -2", "1 " + "9" * 30, "--1 2", "¹ 2"])
async def test_what_cannot_be_a_question_is_answered_with_how_to_ask(bot, typed):
    arta = await editor(bot)
    await arta.send(f"/explain {typed}".strip())
    await arta.receives(bot.says("en", "explain-usage"))


async def test_unknown_numbers_and_chats_are_told_in_the_editors_language(bot):
    arta = await bot.reader("Arta", "sq", id=900)
    await arta.send("/explain 5 99")
    await arta.receives(bot.says("sq", "explain-unknown-number", id="99"))
    number = await bot.publish(OLD)
    await arta.send(f"/explain -5 {number}")
    await arta.receives(bot.says("sq", "explain-unknown-chat", id="-5"))


async def test_a_reader_turns_to_the_versions_of_what_was_corrected_and_back(bot):
    number = await bot.publish(OLD)
    await corrected(bot, number)
    reader = await bot.reader()
    await reader.send(f"/start s_{number}")
    alert = await reader.receives(NEW)
    before = alert.text
    await reader.taps(alert, "Versions")
    await reader.sees_edit(alert, "Version 2 of 2")
    assert "Twelve" in alert.text
    await reader.taps(alert, "Back")
    await reader.sees_edit(alert)
    assert alert.text == before
    assert "Versions" in alert.buttons


async def test_what_was_not_corrected_or_was_withdrawn_has_no_versions_to_show(bot):
    number = await bot.publish(OLD)
    reader = await bot.reader()
    await reader.send(f"/start s_{number}")
    assert "Versions" not in (await reader.receives(OLD)).buttons
    await corrected(bot, number)
    assert await bot.statements.withdraw(number, by=900, now=bot.clock())
    await reader.send(f"/start s_{number}")
    assert (await reader.receives("⛔")).buttons == []


async def test_in_a_group_the_versions_open_in_a_chat_of_ones_own(bot):
    number = await bot.publish(OLD)
    await corrected(bot, number)
    boss = bot.sandbox.person("Boss", "en")
    group = bot.sandbox.group("Newsroom", boss)
    await boss.receives(bot.says("en", "group-added"), chat=group)
    await boss.send("/latest@kumtar_demo_bot", chat=group)
    listed = await boss.receives(NEW, chat=group)
    await boss.taps(listed, "1")
    alert = await boss.receives(where=lambda message: "Versions" in message.buttons, chat=group)
    before = alert.text
    query = boss.tap(alert, "Versions")
    await boss.answer_to(query)
    assert query.url.endswith(f"?start=s_{number}")
    assert alert.text == before
