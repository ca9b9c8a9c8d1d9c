"""The buttons to a story's other languages and sources, tapped."""

from tests.bot.test_groups import started_group

PAGE = "https://mission.example/{}/human-rights-day-2026"


async def published(bot):
    """A story of three statements; the last of them in Albanian."""
    english = await bot.publish("Rights day", url=PAGE.format("en"), ago=120_000)
    await bot.publish("Дан права 🕊", lang="sr", source="mission", url=PAGE.format("sr"))
    await bot.publish("Dita e të drejtave", lang="sq", url=PAGE.format("sq"))
    return english


async def test_the_other_languages_open_in_place_with_a_way_back(bot):
    await published(bot)
    reader = bot.sandbox.person("Emma")
    await reader.send("/start")
    alert = await reader.receives("Rights day")
    before = alert.text
    assert {"Српски", "Shqip"} <= set(alert.buttons)
    await reader.taps(alert, "Српски")
    await reader.sees_edit(alert, "Дан права 🕊")
    assert alert.button("Read").url == PAGE.format("sr")
    await reader.taps(alert, "Shqip")
    await reader.sees_edit(alert, "Dita e të drejtave")
    await reader.taps(alert, "Back")
    await reader.sees_edit(alert, "Rights day")
    assert alert.text == before


async def test_in_a_group_another_language_opens_with_the_bot_alone(bot):
    english = await published(bot)
    _, member, group = await started_group(bot)
    alert = await member.receives("Rights day", chat=group)
    url = await member.taps(alert, "Shqip")
    assert url == f"https://t.me/kumtar_demo_bot?start=s_{english + 2}"


async def test_a_story_is_listed_once(bot):
    await published(bot)
    reader = await bot.reader()
    await reader.send("/latest")
    listed = await reader.receives("Rights day")
    assert "Dita" not in listed.text
    assert "2." not in listed.text


async def test_what_was_sent_before_another_telling_came_shows_it_once_it_is_opened(bot):
    english = await bot.publish("Rights day", url=PAGE.format("en"), body="The whole text.")
    reader = bot.sandbox.person("Emma")
    await reader.send("/start")
    alert = await reader.receives("Rights day")
    assert "Shqip" not in alert.buttons
    await bot.publish("Dita e të drejtave", lang="sq", url=PAGE.format("sq"))
    await reader.taps(alert, "More")
    await reader.sees_edit(alert, "The whole text.")
    await reader.taps(alert, "Back")
    await reader.sees_edit(alert, "Rights day")
    assert "Shqip" in alert.buttons
    await reader.send(f"/start s_{english}")
    opened = await reader.receives("Rights day")
    assert "Shqip" in opened.buttons
