"""Inline mode: statements in any chat, for anybody, posted as cards that lead back."""

import asyncio
import json

import pytest

from bot.outbound.limiter import SharedRateLimiter
from bot.outbound.pacer import Pacer
from handlers.inline import FOUND_FOR, NEWEST_FOR
from tests.bot.conftest import bot_house

ANSWER = "answerInlineQuery"
MOST = 50  # results that Telegram takes in an answer


def titles(asked):
    return [result["title"] for result in asked.results]


async def struck(fault):
    return fault.times == 0


def answers(bot):
    return [call.params for call in bot.sandbox.calls_of(ANSWER)]


async def all_pages(person, words):
    found, offset = [], ""
    while True:
        asked = await person.types_inline(words, offset=offset)
        found += titles(asked)
        if not (offset := asked.next_offset):
            return found


async def test_a_stranger_posts_a_statement_in_a_chat_the_bot_is_not_in(bot):
    await bot.publish("Bridge reopened", summary="Traffic flows again over the bridge since this morning.")
    emma = bot.sandbox.person("Emma")
    group = bot.sandbox.group("Neighbours", emma, bot=None)
    asked = await emma.types_inline("bridge")
    (result,) = asked.results
    assert result["title"] == "Bridge reopened"
    assert result["description"] == "Agjencia Lajmësi · 24 November 2026"
    card = await emma.chooses(asked, chat=group)
    assert "Traffic flows again" in card.text
    assert card.buttons == ["Read", "Latest version"]
    assert card.via_bot is not None
    assert await bot.subscriber(emma) is None


async def test_the_cards_button_opens_the_statement_as_it_stands_now(bot):
    statement = await bot.publish("Bridge reopened")
    emma = bot.sandbox.person("Emma")
    group = bot.sandbox.group("Neighbours", emma, bot=None)
    card = await emma.chooses(await emma.types_inline("bridge"), chat=group)
    await bot.statements.withdraw(statement, by=900, now=bot.clock())
    url = await emma.taps(card, "Latest version")
    assert url == f"https://t.me/kumtar_demo_bot?start=s_{statement}"
    await emma.send(f"/start {url.partition('=')[2]}")
    await emma.receives("Withdrawn")


async def test_without_words_the_newest_are_listed_in_ones_own_languages(bot):
    await bot.publish("Ura e vjetër", lang="sq", ago=90_000)
    await bot.publish("Ura e re", lang="sq")
    await bot.publish("Нови мост", lang="sr")
    arta = bot.sandbox.person("Arta", "sq")
    for words in ("", "  ", "?!"):
        assert titles(await arta.types_inline(words)) == ["Ura e re", "Ura e vjetër"]
    assert {int(answer["cache_time"]) for answer in answers(bot)} == {NEWEST_FOR}


async def test_a_subscribers_own_choice_of_language_counts(bot):
    await bot.publish("Ura e re", lang="sq")
    await bot.publish("Нови мост", lang="sr")
    jovana = await bot.reader("Jovana", "sr")
    jovana.account.language = "en"
    asked = await jovana.types_inline("")
    assert titles(asked) == ["Нови мост"]
    assert "24. новембар 2026" in asked.results[0]["description"]


async def test_a_word_that_is_still_being_typed_finds_what_begins_like_it(bot):
    await bot.publish("Bridge reopened")
    emma = bot.sandbox.person("Emma")
    for words in ("bri", "bridg", "bridge reop"):
        assert titles(await emma.types_inline(words)) == ["Bridge reopened"]


async def test_words_find_statements_in_every_language(bot):
    await bot.publish("Dita e të drejtave të njeriut", lang="sq")
    await bot.publish("Human rights day")
    emma = bot.sandbox.person("Emma")
    assert sorted(titles(await emma.types_inline("human rights"))) == [
        "Dita e të drejtave të njeriut", "Human rights day",
    ]  # fmt: skip
    (answer,) = answers(bot)
    assert int(answer["cache_time"]) == FOUND_FOR
    assert answer["is_personal"]


async def test_the_list_goes_on_as_it_is_scrolled_and_repeats_nothing(bot):
    for number in range(43):
        await bot.publish(f"Bridge news {number:02}", ago=1000 * (50 - number))
    emma = bot.sandbox.person("Emma")
    for words in ("", "bridge"):
        found = await all_pages(emma, words)
        assert sorted(found) == [f"Bridge news {number:02}" for number in range(43)]
    assert max(len(json.loads(answer["results"])) for answer in answers(bot)) <= MOST
    assert all(len(answer.get("next_offset", "").encode()) <= 64 for answer in answers(bot))


@pytest.mark.parametrize("offset", ["x", "-1", "1e3", "١", "9" * 64, "0x1", " 1", "👩‍👩‍👧"])
async def test_an_offset_that_is_none_of_ours_is_the_beginning_or_the_end(bot, offset):
    await bot.publish("Bridge reopened")
    emma = bot.sandbox.person("Emma")
    asked = await emma.types_inline("bridge", offset=offset)
    assert titles(asked) in (["Bridge reopened"], [])
    assert not asked.next_offset


async def test_what_was_withdrawn_is_not_offered_and_what_was_corrected_is_marked(bot):
    gone = await bot.publish("Bridge closed")
    await bot.publish("Bridge reopened")
    await bot.statements.withdraw(gone, by=900, now=bot.clock())
    emma = bot.sandbox.person("Emma")
    for words in ("", "bridge"):
        assert titles(await emma.types_inline(words)) == ["Bridge reopened"]


async def test_where_nothing_is_found_a_button_searches_in_the_bot(bot):
    emma = bot.sandbox.person("Emma")
    asked = await emma.types_inline("përsëri")
    words, payload = asked.button
    assert (asked.results, words) == ([], bot.word("en", "inline-nothing"))
    await bot.publish("Ura u hap përsëri", lang="sq")
    await emma.send(f"/start {payload}")
    await emma.receives("Ura u hap")


HOSTILE = [
    "x" * 256,
    "👩‍👩‍👧" * 51,
    "حقوق الإنسان \u202e",
    'covid-19" OR NEAR(',
    "'); DROP TABLE statement;--",
    "<b>&lt;</b>",
    "* ^ : { } ( ) AND NOT",
    "from: topic: since:x lang:",
    "\ud7ff\u0301",
]


@pytest.mark.parametrize("typed", HOSTILE)
async def test_whatever_is_typed_gets_an_answer(bot, typed):
    await bot.publish("Covid-19 <b>news</b> & \u202emore 👩‍👩‍👧", body="a x y")
    emma = bot.sandbox.person("Emma")
    asked = await emma.types_inline(typed)
    assert asked.answered
    titles_now = titles(await emma.types_inline(""))
    assert titles_now == ["Covid-19 <b>news</b> & more 👩‍👩‍👧"]


async def test_of_a_flood_of_queries_the_newest_is_answered_and_nobody_else_is_delayed(bot):
    await bot.publish("Bridge reopened")
    emma, arta = bot.sandbox.person("Emma"), bot.sandbox.person("Arta", "sq")
    flood = [emma.acts.ask_inline(emma.account, f"bridge {number}") for number in range(60)]
    assert titles(await arta.types_inline("bridge")) == ["Bridge reopened"]
    await bot.sandbox.until(lambda: flood[-1].answered, "the newest answer")
    theirs = [str(answer["inline_query_id"]) for answer in answers(bot)]
    hers = [asked.id for asked in flood]
    answered = [each for each in theirs if each in hers]
    assert answered == sorted(answered, key=hers.index)
    assert answered[-1] == hers[-1]


async def test_who_types_on_does_not_wait_for_the_older_answer(bot, caplog):
    await bot.publish("Bridge reopened")
    held = bot.sandbox.fault("hold", method=ANSWER)
    emma = bot.sandbox.person("Emma")
    older = emma.acts.ask_inline(emma.account, "bri")
    await bot.comes(lambda: struck(held), "the older answer on its way")
    assert titles(await emma.types_inline("bridge")) == ["Bridge reopened"]
    assert not older.answered
    held.release()
    assert (await emma.types_inline("bridge reop")).answered
    assert "a handler failed" not in caplog.text


async def test_an_answer_that_comes_too_late_is_no_error(bot, caplog):
    fault = bot.sandbox.fault(
        "error",
        method=ANSWER,
        code=400,
        description="Bad Request: query is too old and response timeout expired or query ID is invalid",
    )
    emma = bot.sandbox.person("Emma")
    emma.acts.ask_inline(emma.account, "bridge")
    await bot.comes(lambda: struck(fault), "the refusal")
    asked = await emma.types_inline("bridge")
    assert asked.answered
    assert "a handler failed" not in caplog.text


async def test_answers_take_from_no_budget_of_sending():
    pacer = Pacer(rate=1)
    limiter, called = SharedRateLimiter(pacer), asyncio.Event()

    async def call() -> bool:
        called.set()
        return True

    before = pacer.state()
    for _ in range(100):
        data = {"inline_query_id": "1", "results": []}
        await limiter.process_request(call, (), {}, ANSWER, data, None)
    assert called.is_set()
    assert pacer.state() == before


async def test_a_card_posted_in_the_chat_with_the_bot_is_not_taken_for_a_search(bot):
    await bot.publish("Bridge reopened")
    emma = await bot.reader()
    await emma.chooses(await emma.types_inline("bridge"), chat=emma.chat)
    await bot.settle(emma)
    assert [message for message in bot.sandbox.sent_to(emma) if "🔎" in message.text] == []


async def test_it_is_the_same_on_each_database(database_url):
    async with bot_house(database_url) as bot:
        for number in range(21):
            await bot.publish(f"Ura {number:02}", lang="sq", ago=1000 * (30 - number))
        arta = bot.sandbox.person("Arta", "sq")
        for words in ("", "ura"):
            assert sorted(await all_pages(arta, words)) == [f"Ura {number:02}" for number in range(21)]
