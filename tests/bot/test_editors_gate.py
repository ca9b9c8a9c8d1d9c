"""Who is an editor: an id in ADMIN_IDS, in that person's private chat, asked again at every tap."""

import pytest

from handlers.editors import EDITOR_COMMANDS
from storage.broadcasts import SqlBroadcastStore
from tests.bot.conftest import SECOND_EDITOR
from tests.bot.newsroom import acts, editor, restart

COMMANDS = [*EDITOR_COMMANDS, "cancel"]


async def answer(bot, person, text, chat=None):
    """Everything the bot says to this."""
    person.forgets()
    before = len(bot.sandbox.sent_to(chat or person))
    await person.send(text, chat=chat)
    await bot.settle(person, chat)
    return [(m.text, m.buttons) for m in bot.sandbox.sent_to(chat or person)[before:-1]]


@pytest.mark.parametrize("command", COMMANDS)
async def test_for_a_reader_editors_commands_are_unknown_ones(bot, command):
    emma = await bot.reader("Emma")
    unknown = await answer(bot, emma, "/frobnicate")
    assert len(unknown) == 1
    assert await answer(bot, emma, f"/{command}") == unknown


@pytest.mark.parametrize("command", COMMANDS)
async def test_in_a_group_not_even_an_editor_gets_anything(bot, command):
    arta = await editor(bot)
    group = bot.sandbox.group("Newsroom", arta)
    await bot.settle(arta, group)
    unknown = await answer(bot, arta, "/frobnicate", group)
    assert await answer(bot, arta, f"/{command}@kumtar_demo_bot", group) == unknown


async def stolen(bot, thief, message):
    """The same buttons under a message of the thief's own; all of them tapped."""
    planted = await answer_message(bot, thief)
    toasts = []
    for row in message.keyboard:
        for button in row:
            planted.keyboard = ((button,),)
            toasts.append(await thief.taps(planted, button.text))
    return planted, toasts


async def answer_message(bot, person):
    await person.send("/settings")
    return await person.receives()


@pytest.mark.parametrize("who", ["reader", "former editor"])
async def test_stolen_buttons_do_nothing(bot, who):
    emma = await bot.reader("Emma", id=SECOND_EDITOR if who == "former editor" else None)
    if who == "former editor":
        await restart(bot, admin_ids=bot.house.admin_ids - {SECOND_EDITOR})
    arta = await editor(bot)
    await arta.send("/announce")
    await arta.send("Hello")
    chooser = await arta.receives("Who is it for?")
    await arta.taps(chooser, "Preview")
    under = await arta.receives("Readers will see exactly this")
    await arta.send("/sources")
    sources = await arta.receives("Sources")
    await arta.taps(sources, "1")
    for message in (under, sources):
        planted, toasts = await stolen(bot, emma, message)
        assert set(toasts) == {bot.word("en", "toast-stale")}
        assert planted.edits == 0
    await arta.taps(under, "✅ Send")
    _, toasts = await stolen(bot, emma, under)
    assert set(toasts) == {bot.word("en", "toast-stale")}
    assert [b.state for b in await SqlBroadcastStore(bot.database).recent(limit=9)] == ["confirmed"]
    assert [act for _, act, _ in await acts(bot)] == ["broadcast-confirm"]


async def test_an_editor_who_is_one_no_longer_cannot_use_old_buttons_or_finish_a_text(bot):
    await bot.reader("Emma")
    arta = await editor(bot)
    await arta.send("/announce")
    await arta.send("Hello")
    chooser = await arta.receives("Who is it for?")
    await restart(bot, admin_ids=frozenset({SECOND_EDITOR}))
    assert await arta.taps(chooser, "Preview") == bot.word("en", "toast-stale")
    assert "start again with /announce" not in chooser.text
    assert await SqlBroadcastStore(bot.database).recent(limit=9) == ()


async def test_a_readers_words_never_join_an_editors_announcement(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    await arta.send("/announce")
    await arta.receives("New announcement")
    assert "Who is it for?" not in str(await answer(bot, emma, "human rights"))
    await arta.send("/help")  # commands stay commands while something is written
    await arta.receives("/latest – ")
    await arta.send("Hello")
    await arta.receives("Who is it for?")


async def test_editing_an_old_message_announces_nothing(bot):
    arta = await editor(bot)
    old = await arta.send("/help")
    await arta.receives("/latest – ")
    await arta.edits(old, "/announce")
    await arta.edits(old, "Some words")
    await bot.settle(arta)
    assert not any("New announcement" in m.text for m in arta.received)


async def test_an_editor_is_a_reader_too(bot):
    arta = await editor(bot)
    await arta.send("/following")
    await arta.receives()
    assert "Who is it for?" not in str(await answer(bot, arta, "human rights"))
