"""Buttons: every tap is answered, whatever it carries and whenever it comes; failures are told once."""

import json
import logging

import pytest

from bot.domain.errors import StoreUnavailable
from bot.domain.message import Button, Outgoing
from bot.domain.statement import Link
from bot.domain.subscriber import ALL, Address
from handlers.context import Context
from handlers.replying import send

BODY = "\n\n".join(
    f"Paragraph {number}. " + "The bridge was reopened by the mission. " * 12 for number in range(20)
)


async def planted(bot, reader, data):
    """A message of ours with a button that carries `data`."""
    await send(
        Context(bot.application), Address(reader.id), Outgoing("planted", ((Button("Tap", data=data),),))
    )
    return await reader.receives("planted")


FORGED = [
    "card:more:999999:0",
    "card:more:x:0",
    "card:more:1",
    "card:show:-1",
    "card:back:" + "9" * 40,
    "card",
    "find:p:0",
    "find:t:0:no_such_topic",
    "find:l:999999999",
    "find:z",
    "topics:t:0:topic:",
    "topics:t:0:all:x",
    "topics:p:-1",
    "topics",
    "follow:add:",
    "follow:x:0:nonsense:thing",
    "set:ui:xx:s",
    "set:lang:de:s",
    "set",
    "privacy:forget",
    "ch:1:stop",
    "ch:-100999:open",
    "ch",
    "nobody:knows:this",
    "ann:go",
    "src:pause:agency",
    "pub:ok",
    "x" * 64,
    "ж" * 32,
]


@pytest.mark.parametrize("data", FORGED)
async def test_a_stale_or_forged_button_is_answered_politely(bot, data):
    reader = await bot.reader()
    message = await planted(bot, reader, data)
    toast = await reader.taps(message, "Tap")
    polite = {bot.word("en", key) for key in ("toast-stale", "channel-unknown")}
    assert toast in polite or data.startswith("find:l")
    assert (await bot.following(reader)).terms == (ALL,)


async def test_a_double_tap_is_two_answers_and_no_error(bot):
    reader = await bot.reader()
    await reader.send("/topics")
    screen = await reader.receives()
    first, second = reader.tap(screen, "Human rights"), reader.tap(screen, "Human rights")
    await reader.answer_to(first)
    await reader.answer_to(second)
    assert (await bot.following(reader)).terms == ()  # on, and off again


async def test_a_tap_that_changes_nothing_is_quiet(bot):
    reader = await bot.reader()
    await reader.send("/topics")
    screen = await reader.receives()
    text = screen.text
    first, second = reader.tap(screen, "▶"), reader.tap(screen, "▶")
    await reader.answer_to(first)
    await reader.answer_to(second)
    assert (first.text, second.text) == ("", "")
    assert screen.text == text


async def test_an_answer_that_comes_too_late_is_quiet(bot, caplog):
    reader = await bot.reader()
    bot.sandbox.fault(
        "error",
        method="answerCallbackQuery",
        code=400,
        description="Bad Request: query is too old and response timeout expired or query ID is invalid",
    )
    await reader.send("/topics")
    screen = await reader.receives()
    reader.tap(screen, "Human rights")
    await reader.sees_edit(screen)
    await bot.settle(reader)
    assert not [r for r in caplog.records if r.levelno >= logging.ERROR]


async def test_a_tap_on_a_message_that_is_gone_answers_with_a_new_one(bot):
    reader = await bot.reader()
    await reader.send("/topics")
    screen = await reader.receives()
    bot.sandbox.fault(
        "error", method="editMessageText", code=400, description="Bad Request: message to edit not found"
    )
    await reader.taps(screen, "Human rights")
    again = await reader.receives(bot.says("en", "topics-screen"))
    assert "✅ Human rights" in again.buttons


async def test_more_opens_in_place_turns_pages_and_goes_back(bot):
    links = [Link("https://who.int/", "World Health Organization"), Link("http://localhost/x", "Nowhere")]
    await bot.publish("Bridge reopened", body=BODY, links=links)
    reader = bot.sandbox.person("Emma")
    await reader.send("/start")
    alert = await reader.receives("Bridge reopened")
    before = alert.text
    await reader.taps(alert, "More")
    await reader.sees_edit(alert, "Paragraph 0.")
    while "▶" in alert.buttons:
        await reader.taps(alert, "▶")
        await reader.sees_edit(alert)
    assert "Useful links" in alert.text
    assert "World Health Organization" in alert.text
    assert "Nowhere" not in alert.text
    await reader.taps(alert, "Back")
    await reader.sees_edit(alert)
    assert alert.text == before


async def test_the_text_of_others_is_not_shown(bot):
    await bot.publish("Bridge reopened", source="mission", body=BODY, links=[Link("https://who.int/", "WHO")])
    reader = bot.sandbox.person("Emma")
    await reader.send("/start")
    alert = await reader.receives("Bridge reopened")
    await reader.taps(alert, "More")
    await reader.sees_edit(alert, "WHO")
    assert "Paragraph" not in alert.text


async def test_a_failure_is_told_once_in_the_readers_language_and_logged_without_their_words(
    bot, caplog, monkeypatch
):
    reader = await bot.reader("Arta", "sq")

    async def broken(*_args, **_more):
        raise RuntimeError("my secret words and the token")

    monkeypatch.setattr(type(bot.house.searching), "find", broken)
    await reader.send("my secret words")
    await reader.receives(bot.says("sq", "something-went-wrong"))
    await reader.send("my secret words")
    await bot.settle(reader)
    await reader.receives_nothing(within=0.05)
    logged = [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR]
    assert len(logged) == 2
    assert "RuntimeError" in logged[0]
    assert "secret" not in caplog.text
    bot.clock.now += 61_000
    await reader.send("my secret words")
    await reader.receives(bot.says("sq", "something-went-wrong"))


async def test_a_failed_tap_is_answered_in_the_readers_language(bot, monkeypatch):
    reader = await bot.reader("Arta", "sq")
    await reader.send("/topics")
    screen = await reader.receives()

    async def broken(*_args, **_more):
        raise RuntimeError

    monkeypatch.setattr(type(bot.house.following), "toggle", broken)
    toast = await reader.taps(screen, bot.house.voice.topic_name("sq", "human_rights"))
    assert toast == bot.word("sq", "something-went-wrong")
    await reader.receives_nothing(within=0.05)


async def test_even_without_its_database_the_bot_answers(bot, monkeypatch):
    reader = await bot.reader("Arta", "sq")
    await reader.send("/topics")
    screen = await reader.receives()

    async def away(*_args, **_more):
        raise StoreUnavailable("locked")

    monkeypatch.setattr(type(bot.subscribers), "find", away)
    toast = await reader.taps(screen, bot.house.voice.topic_name("sq", "human_rights"))
    assert toast == bot.word("sq", "something-went-wrong")
    await reader.send("/help")
    await reader.receives(bot.says("sq", "something-went-wrong"))


async def test_a_slow_chat_makes_nobody_else_wait_and_keeps_its_own_order(bot):
    slow, quick = await bot.reader("Slow"), await bot.reader("Quick")
    bot.sandbox.fault("delay", chat=slow, seconds=1.0)
    await slow.send("/help")
    await slow.send("/privacy")
    await quick.send("/help")
    await quick.receives("/latest")

    await slow.receives("/latest")
    await slow.receives("press@agency.example")
    texts = [message.text for message in slow.received[-2:]]
    assert "/latest" in texts[0]
    assert "press@agency.example" in texts[1]


async def test_an_update_nobody_can_read_stops_nothing(bot):
    reader = await bot.reader()
    bot.sandbox.unparsable_update()
    await reader.send("/help")
    await reader.receives("/latest")


async def test_correcting_an_old_command_does_nothing(bot):
    reader = await bot.reader()
    sent = await reader.send("/help")
    await reader.receives("/latest")
    await reader.edits(sent, "/stop")
    await bot.settle(reader)
    await reader.receives_nothing(within=0.05)


async def test_no_button_of_ours_is_too_long_for_telegram(bot):
    reader = await bot.reader("Јована", "sr")
    for command in ("/start", "/topics", "/settings", "/language", "/following", "/forget"):
        await reader.send(command)
    await bot.settle(reader)
    for call in bot.sandbox.calls_of("sendMessage"):
        markup = call.params.get("reply_markup")
        for row in json.loads(markup)["inline_keyboard"] if isinstance(markup, str) else []:
            for button in row:
                assert len(button.get("callback_data", "").encode()) <= 64
