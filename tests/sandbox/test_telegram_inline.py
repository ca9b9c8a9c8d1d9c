"""Inline mode: what is passed on to the bot, and where a chosen card is heard."""

import pytest
from telegram import Bot, InlineQueryResultArticle, InputTextMessageContent

from sandbox import Person, Sandbox
from sandbox.acts import ActError

CARD = InlineQueryResultArticle("1", "Title", InputTextMessageContent("card"))


async def test_a_query_comes_with_its_chats_kind_and_at_most_256_characters(bot: Bot, arta: Person) -> None:
    arta.acts.ask_inline(arta.account, "👩‍👧" * 100, "20", "group")
    (update,) = await bot.get_updates()
    assert update.inline_query is not None
    assert (len(update.inline_query.query), update.inline_query.offset) == (256, "20")
    assert update.inline_query.chat_type == "group"


async def test_a_chosen_card_is_heard_where_the_bot_is(sandbox: Sandbox, bot: Bot, arta: Person) -> None:
    asked = arta.acts.ask_inline(arta.account, "x")
    await bot.answer_inline_query(asked.id, [CARD])
    ours = sandbox.group("Redaksia", arta)
    others = sandbox.group("Fqinjët", arta, bot=None)
    for chat in (ours, others, arta.chat):
        await arta.chooses(asked, chat=chat)
    messages = [update.message for update in await bot.get_updates() if update.message]
    posted = [message for message in messages if message.via_bot]
    assert [(message.chat.id, message.text) for message in posted] == [(ours.id, "card"), (arta.id, "card")]


async def test_inline_mode_can_be_off(sandbox: Sandbox, bot: Bot, arta: Person) -> None:
    sandbox.world.inline_mode = False
    assert not (await bot.get_me()).supports_inline_queries
    with pytest.raises(ActError, match="off at BotFather"):
        arta.acts.ask_inline(arta.account, "covid")


async def test_who_may_not_write_somewhere_posts_no_card_there(
    sandbox: Sandbox, bot: Bot, arta: Person
) -> None:
    channel = sandbox.channel("Kanali", sandbox.person("Emma"))
    asked = arta.acts.ask_inline(arta.account, "x")
    await bot.answer_inline_query(asked.id, [CARD])
    with pytest.raises(ActError, match="Arta is not in Kanali"):
        await arta.chooses(asked, chat=channel)
