"""The reader's way on each database: start, follow, search, take the data along, be forgotten."""

import json

from tests.bot.conftest import bot_house


async def test_a_readers_way_is_the_same_on_each_database(database_url):
    async with bot_house(database_url) as bot:
        await bot.publish(
            "Dita e të drejtave", body="Për të drejtat e njeriut.", lang="sq", topics=["human_rights"]
        )
        reader = await bot.reader("Arta", "sq")
        await reader.send("/follow ljudska prava")
        await reader.receives("✅")
        await reader.send("human rights")
        await reader.receives("Dita e të drejtave")
        await reader.send("/topic te drejtat e njeriut")
        await reader.receives("Dita e të drejtave")
        await reader.send("/mydata")
        sent = await reader.receives(where=lambda message: message.document is not None)
        (followed,) = json.loads(sent.document.content)["follows"]
        assert followed["what"] == "topic:human_rights"
        await reader.send("/forget")
        asked = await reader.receives()
        await reader.taps(asked, bot.word("sq", "button-forget-yes"))
        await reader.sees_edit(asked, bot.says("sq", "forget-done"))
        assert await bot.subscriber(reader) is None
