"""/sources, through the sandbox: what is wrong and what to do, pause and resume, and the flood that waits."""

from dataclasses import replace

import pytest

from bot.domain.source import Problem, SourceState
from bot.domain.statement import (
    DAY,
    HOUR,
    Batch,
    Evidence,
    Identity,
    Incoming,
    NewStatement,
    Push,
    Words,
)
from bot.domain.subscriber import ALL
from bot.domain.text import hash16
from tests.bot.conftest import EDITOR
from tests.bot.newsroom import acts, delivering, editor, second_editor


async def state(bot, key, **changes):
    """The source as a look at it left it."""
    source = await bot.source(key)
    await bot.sources.record_look(source.id, replace(source.fetch, **changes))


async def flood(bot, count, key="mission"):
    """So many statements of the source that wait."""
    source = await bot.source(key)
    new = tuple(
        NewStatement(
            Incoming(
                Identity(hash16(f"flood {n}"), f"https://mission.example/f/{n}"),
                Words(f"Waiting number {n:03}"),
                f"https://mission.example/f/{n}",
                bot.clock() - (count - n) * 60_000,
                "en",
                "Latn",
            ),
            (Evidence(str(ALL)),),
            Push.WAITING,
        )
        for n in range(count)
    )
    fetch = replace(source.fetch, last_good_at=bot.clock())
    await bot.statements.record(source.id, fetch, Batch(published=new), now=bot.clock())


async def card_of(arta, name):
    """The source's card, from the list."""
    await arta.send("/sources")
    message = await arta.receives("Sources")
    number = next(line.split(".")[0] for line in message.text.splitlines() if name in line)
    await arta.taps(message, number)
    return message


async def test_sources_are_listed_with_those_that_need_an_editor_first(bot):
    await state(bot, "agency", last_good_at=bot.clock() - HOUR, newest_item_at=bot.clock() - HOUR)
    await state(
        bot, "mission", problem=Problem.HTML_PAGE, failures=3, detail="It offers https://m.example/feed."
    )
    arta = await editor(bot)
    await arta.send("/sources")
    listed = await arta.receives("Sources")
    mission, agency = (listed.text.index(name) for name in ("The Mission", "Agjencia"))
    assert mission < agency
    assert "⚠️ is a web page, not a feed" in listed.text
    assert "✅ works" in listed.text


async def test_a_card_says_what_is_wrong_and_what_to_do(bot):
    await state(
        bot,
        "mission",
        problem=Problem.TIMEOUT,
        failures=3,
        detail="no answer in 30 s <b>",
        last_good_at=bot.clock() - DAY,
    )
    arta = await editor(bot)
    card = await card_of(arta, "The Mission")
    for said in (
        "answers too slowly",
        "ask the publisher",
        "no answer in 30 s <b>",
        "3 failures in a row",
        "23 November 2026",
    ):
        assert said in card.text
    assert "Newest item: never" in card.text


async def test_a_source_that_stands_still_is_told(bot):
    await state(
        bot, "agency", last_good_at=bot.clock(), newest_item_at=bot.clock() - 30 * DAY, usual_gap=HOUR
    )
    arta = await editor(bot)
    card = await card_of(arta, "Agjencia")
    assert "stands still" in card.text
    assert "since 25 October 2026" in card.text


async def test_pause_resume_fetch_now_and_urgent(bot):
    await state(bot, "agency", next_at=bot.clock() + HOUR, last_good_at=bot.clock())
    arta = await editor(bot)
    card = await card_of(arta, "Agjencia")
    assert await arta.taps(card, "Pause") == "Paused."
    assert (await bot.source("agency")).state is SourceState.PAUSED
    assert "⏸ paused" in card.text
    assert "Resumed" in await arta.taps(card, "Resume")
    source = await bot.source("agency")
    assert (source.state, source.fetch.next_at) == (SourceState.ACTIVE, bot.clock())
    await state(bot, "agency", next_at=bot.clock() + HOUR)
    assert "looked at now" in await arta.taps(card, "Fetch now")
    assert (await bot.source("agency")).fetch.next_at == bot.clock()
    await arta.taps(card, "🔴 Always urgent")
    assert (await bot.source("agency")).urgent
    assert "go out as urgent" in card.text
    await arta.taps(card, "Not always urgent")
    assert not (await bot.source("agency")).urgent
    await arta.taps(card, "Refresh")
    await arta.taps(card, "List")
    assert "Sources" in card.text
    assert [(who, act) for who, act, _ in await acts(bot)] == [
        (EDITOR, act)
        for act in ("source-paused", "source-active", "source-look", "source-urgent", "source-not-urgent")
    ]


async def flooded_card(bot, count=21):
    await flood(bot, count)
    arta = await editor(bot)
    card = await card_of(arta, "The Mission")
    assert f"{count} statements" in card.text
    await arta.taps(card, f"Waiting ({count})")
    return arta, card


async def test_the_flood_can_be_looked_through(bot):
    arta, card = await flooded_card(bot)
    assert "Waiting number 020" in card.text
    await arta.taps(card, "▶")
    assert "Waiting number 012" in card.text
    await arta.taps(card, "▶")
    assert "Waiting number 000" in card.text
    assert "▶" not in card.buttons
    await arta.taps(card, "◀")
    await arta.taps(card, "◀")
    assert "Waiting number 020" in card.text
    await arta.taps(card, "Back")
    assert "wait for your decision" in card.text


async def test_all_of_it_can_be_sent_after_one_more_question(bot):
    emma = await bot.reader("Emma")
    arta, card = await flooded_card(bot)
    await arta.taps(card, "Send all (21)")
    assert "Send 21 statements of The Mission" in card.text
    assert await arta.taps(card, "Yes, send 21") == "On their way to the readers: 21"
    assert (await bot.source("mission")).waiting == 0
    async with delivering(bot):
        await bot.sandbox.until(lambda: all(f"Waiting number {n:03}" in _all(bot, emma) for n in range(21)))
    assert (EDITOR, "release", "mission") in await acts(bot)


def _all(bot, person):
    return "\n".join(message.text for message in bot.sandbox.sent_to(person))


@pytest.mark.parametrize("number", [1, 3, 5])
async def test_only_the_newest_can_be_sent(bot, number):
    emma = await bot.reader("Emma")
    arta, card = await flooded_card(bot, 8)
    await arta.taps(card, "Newest only")
    assert card.buttons[:3] == ["1", "3", "5"]
    assert await arta.taps(card, str(number)) == f"On their way to the readers: {number}"
    async with delivering(bot):
        await emma.receives("Waiting number 007")
        await emma.receives_nothing(within=0.2, containing=f"Waiting number {7 - number:03}")
    listed = await bot.statements.latest(terms=(), langs=(), limit=20)
    assert len(listed.cards) == 8


async def test_it_can_be_only_stored(bot):
    emma = await bot.reader("Emma")
    arta, card = await flooded_card(bot, 4)
    await arta.taps(card, "Only store")
    assert "stay in the archive" in card.text
    assert "None was sent" in await arta.taps(card, "Yes, only store")
    async with delivering(bot):
        await emma.receives_nothing(within=0.2)
    assert len((await bot.statements.latest(terms=(), langs=(), limit=20)).cards) == 4


async def test_of_two_editors_only_one_decides(bot):
    arta, card = await flooded_card(bot, 4)
    besa = await second_editor(bot)
    theirs = await card_of(besa, "The Mission")
    await besa.taps(theirs, "Waiting (4)")
    await besa.taps(theirs, "Send all (4)")
    await arta.taps(card, "Only store")
    await arta.taps(card, "Yes, only store")
    assert await besa.taps(theirs, "Yes, send 4") == "Nothing waits any more."
    again = await card_of(besa, "The Mission")
    assert not any("Waiting" in text for text in again.buttons)


async def test_a_stale_question_about_an_empty_flood_says_so(bot):
    arta, card = await flooded_card(bot, 4)
    source = await bot.source("mission")
    await bot.house.newsroom.sources.release(source.id, newest=0, by=EDITOR)
    await arta.taps(card, "Newest only")
    assert "Nothing waits any more" in card.text


@pytest.mark.parametrize(
    "data",
    [
        "src",
        "src:show",
        "src:show:x",
        "src:show:999",
        "src:sing:1",
        "src:rel:1:x",
        "src:rel:1",
        "src:list:77",
        "src:flood:1:x",
    ],
)
async def test_forged_buttons_are_answered(bot, data):
    from sandbox.world import Button

    arta = await editor(bot)
    await arta.send("/sources")
    listed = await arta.receives("Sources")
    listed.keyboard = ((Button("x", callback_data=data),),)
    await arta.taps(listed, "x")
    await bot.settle(arta)
    assert await acts(bot) == []
