"""/privacy, /mydata, /forget."""

import json

import pytest

from bot.domain.subscriber import ALL


@pytest.mark.parametrize("lang", ["sq", "sr", "en"])
async def test_privacy_says_how_long_and_whom_to_ask(bot, lang):
    reader = await bot.reader("Arta", lang)
    await reader.send("/privacy")
    told = await reader.receives("press@agency.example")
    assert "90" in told.text
    assert {"en": "Its editors can ask", "sq": "Redaktorët", "sr": "уредници"}[lang] in told.text
    assert {"en": "time zone", "sq": "zona orare", "sr": "временска зона"}[lang] in told.text


async def test_mydata_is_everything_as_a_file(bot):
    reader = await bot.reader()
    await bot.saves_rule(reader, "Ujmani")
    await reader.send("/mydata")
    sent = await reader.receives(where=lambda message: message.document is not None)
    data = json.loads(sent.document.content)
    assert data["chat_id"] == reader.id
    assert [followed["what"] for followed in data["follows"]] == ["keyword:ujmani"]
    assert data["language"] == "en"
    assert "Emma" not in sent.document.content.decode()


async def test_forget_asks_first_and_then_deletes_everything(bot):
    reader = await bot.reader()
    await reader.send("/forget")
    asked = await reader.receives(bot.says("en", "forget-sure"))
    await reader.taps(asked, "No, keep it")
    await reader.sees_edit(asked, bot.says("en", "forget-kept"))
    assert await bot.subscriber(reader) is not None
    await reader.send("/forget")
    asked = await reader.receives(bot.says("en", "forget-sure"))
    await reader.taps(asked, "Yes, delete")
    await reader.sees_edit(asked, bot.says("en", "forget-done"))
    assert await bot.subscriber(reader) is None
    await reader.send("/mydata")
    await reader.receives(bot.says("en", "mydata-nothing"))
    await reader.send("/forget")
    await reader.receives(bot.says("en", "mydata-nothing"))


async def test_after_forget_start_begins_anew(bot):
    reader = await bot.reader()
    await bot.saves_rule(reader, "Ujmani")
    await reader.send("/forget")
    await reader.taps(await reader.receives(), "Yes, delete")
    await reader.send("/start")
    await reader.receives(bot.says("en", "start-welcome"))
    assert (await bot.following(reader)).terms == (ALL,)
