"""An urgent announcement says so on every page on which an editor decides about it."""

from tests.bot.newsroom import editor

URGENT = "it goes out before everything else"


async def test_the_topics_page_says_that_it_is_urgent_and_only_then(bot):
    arta = await editor(bot)
    await arta.send("/announce")
    await arta.receives("New announcement")
    await arta.send("Stay inside.")
    card = await arta.receives("Who is it for?")
    await arta.taps(card, "Topics")
    await arta.sees_edit(card)
    assert URGENT not in card.text
    for button in ("Done", "Make urgent", "Topics"):
        await arta.taps(card, button)
        await arta.sees_edit(card)
    assert URGENT in card.text
    await arta.taps(card, "Human rights")
    await arta.sees_edit(card)
    assert URGENT in card.text
