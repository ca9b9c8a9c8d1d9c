"""Turning the pages of a digest."""

from sqlalchemy import insert

from bot.domain.delivery import Result
from bot.domain.subscriber import Address
from bot.render.digest import digest
from handlers.context import Context
from handlers.replying import send
from storage.schema import delivery


async def sent_digest(bot, reader, count=12):
    """A digest as delivery leaves it: a message, and a row in the ledger for each of its statements."""
    ids = [await bot.publish(f"News {n} of today") for n in range(count)]
    cards = tuple((await bot.statements.cards(ids)).values())
    made = await send(Context(bot.application), Address(reader.id), digest(cards, "en", bot.house.voice))
    number = (await bot.subscriber(reader)).id
    row = {
        "subscriber": number,
        "revision_no": 1,
        "message_id": made.message_id,
        "result": int(Result.SENT),
        "attempts": 1,
        "at": bot.clock(),
        "bundled": True,
        "digest": True,
    }
    async with bot.database.write() as connection:
        await connection.execute(insert(delivery), [row | {"subject": each} for each in ids])
    return ids, await reader.receives("12 statements")


async def test_the_pages_of_a_digest_are_turned_in_place(bot):
    reader = await bot.reader()
    _, message = await sent_digest(bot, reader)
    assert "News 9 of today" in message.text
    assert "News 11 of today" not in message.text
    await reader.taps(message, bot.word("en", "button-next"))
    second = await reader.sees_edit(message)
    assert "News 11 of today" in second.text
    assert "News 9 of today" not in second.text
    await reader.taps(message, bot.word("en", "button-previous"))
    assert "News 9 of today" in (await reader.sees_edit(message)).text


async def test_a_page_shows_each_statement_as_it_stands_now(bot):
    reader = await bot.reader()
    ids, message = await sent_digest(bot, reader)
    await bot.statements.withdraw(ids[-1], by=900, now=bot.clock())
    await reader.taps(message, bot.word("en", "button-next"))
    assert "⛔" in (await reader.sees_edit(message)).text


async def test_a_button_under_what_is_no_digest_of_theirs_is_answered_politely(bot):
    reader, other = await bot.reader(), await bot.reader("Bora")
    _, message = await sent_digest(bot, reader)
    await bot.house.privacy.forget(Address(reader.id))
    assert await reader.taps(message, bot.word("en", "button-next")) == bot.word("en", "toast-stale")
    assert not any("12 statements" in received.text for received in other.received)


async def test_a_page_shows_the_times_of_its_readers_own_zone(bot):
    reader = await bot.reader()
    ids, message = await sent_digest(bot, reader)
    await bot.subscribers.update((await bot.subscriber(reader)).id, time_zone="Asia/Tokyo")
    cards = await bot.statements.cards(ids)
    await reader.taps(message, bot.word("en", "button-next"))
    tokyo = bot.house.voice.in_zone("Asia/Tokyo").datetime("en", cards[ids[-1]].published_at)
    assert tokyo in (await reader.sees_edit(message)).text
