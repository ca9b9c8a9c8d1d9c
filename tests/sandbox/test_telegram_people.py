"""A real telegram.ext Application and the people who use it, end to end over HTTP."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from sandbox import Person, Sandbox

BUTTONS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Follow", callback_data="follow")],
        [
            InlineKeyboardButton("Read", url="https://un.org/x"),
            InlineKeyboardButton("Share", switch_inline_query="x"),
        ],
    ]
)


async def start(update: Update, _: object) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_html("<b>Mirë se vini</b> &amp; #lajme", reply_markup=BUTTONS)


async def follow(update: Update, _: object) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("Followed")
    await query.edit_message_text("✓ Followed")


async def inline(update: Update, _: object) -> None:
    query = update.inline_query
    assert query is not None
    content = InputTextMessageContent("<i>found</i>", parse_mode=ParseMode.HTML)
    await query.answer([InlineQueryResultArticle("1", query.query, content)], next_offset="20")


class Heard(list[Update]):
    async def __call__(self, update: Update, _: object) -> None:
        self.append(update)


@pytest.fixture
async def heard() -> Heard:
    return Heard()


@pytest.fixture
async def app(sandbox: Sandbox, heard: Heard) -> AsyncIterator[Application]:
    application = Application.builder().token(sandbox.token).base_url(sandbox.base_url).build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(follow))
    application.add_handler(InlineQueryHandler(inline))
    application.add_handler(MessageHandler(filters.ALL, heard))
    application.add_handler(ChatMemberHandler(heard, ChatMemberHandler.ANY_CHAT_MEMBER))
    async with application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        await sandbox.until(lambda: sandbox.updates.wants("chat_member"), "the first poll")
        yield application
        await application.updater.stop()
        await application.stop()


@pytest.mark.usefixtures("app")
async def test_a_reader_starts_taps_and_sees_the_edit(sandbox: Sandbox) -> None:
    arta = sandbox.person("Arta", "sq")
    await arta.send("/start")
    message = await arta.receives("Mirë se vini")
    assert message.html == "<b>Mirë se vini</b> &amp; #lajme"
    assert message.buttons == ["Follow", "Read", "Share"]
    assert await arta.taps(message, "Read") == "https://un.org/x"
    assert await arta.taps(message, "Share") == "x"
    assert await arta.taps(message, "Follow") == "Followed"
    await arta.sees_edit(message, "✓ Followed")
    assert message.earlier[0].text.startswith("Mirë")
    assert [call.method for call in sandbox.calls[-3:]] == [
        "sendMessage",
        "answerCallbackQuery",
        "editMessageText",
    ]
    assert sandbox.sent_to(arta) == [message]


@pytest.mark.usefixtures("app")
async def test_inline_results_are_offered_and_posted(sandbox: Sandbox, arta: Person) -> None:
    asked = await arta.types_inline("covid")
    assert asked.next_offset == "20"
    posted = await arta.chooses(asked, chat=arta.chat)
    assert posted.html == "<i>found</i>"
    assert posted.via_bot is sandbox.world.bot


@pytest.mark.usefixtures("app")
async def test_in_groups_the_bot_hears_commands_replies_and_mentions(
    sandbox: Sandbox, arta: Person, heard: Heard
) -> None:
    group = sandbox.group("Lajme", arta)
    await arta.send("/start@kumtar_demo_bot", chat=group)
    answer = await arta.receives("Mirë", chat=group)
    await arta.send("gossip", chat=group)
    await arta.send("/start@other_bot", chat=group)
    await arta.send("hey @kumtar_demo_bot", chat=group)
    await arta.send("a reply", chat=group, reply_to=answer)
    await sandbox.until(lambda: len(heard) >= 4, "four updates")
    texts = [u.message.text for u in heard if u.message and u.message.text]
    assert texts == ["hey @kumtar_demo_bot", "a reply"]
    assert heard[0].my_chat_member is not None
    assert heard[1].message is not None
    assert heard[1].message.new_chat_members[0].id == sandbox.world.bot.id


@pytest.mark.usefixtures("app")
async def test_anonymous_admins_come_as_their_group(sandbox: Sandbox, arta: Person, heard: Heard) -> None:
    group = sandbox.group("Lajme", arta, bot="administrator")
    await arta.send("hello", chat=group, anonymous=True)
    await sandbox.until(lambda: any(u.message and u.message.text for u in heard), "the message")
    message = heard[-1].message
    assert message is not None
    assert message.from_user is not None
    assert message.from_user.id == 1087968824
    assert message.sender_chat is not None
    assert message.sender_chat.id == group.id


@pytest.mark.usefixtures("app")
async def test_every_kind_of_update_is_complete_enough_for_the_library(
    sandbox: Sandbox, arta: Person, heard: Heard
) -> None:
    emma = sandbox.person("Emma", None)
    group = sandbox.group("Lajme", arta, kind="group", bot="administrator")
    for status in ("member", "restricted", "administrator", "left", "kicked"):
        sandbox.member(group, emma, status)
    sandbox.migrate(group)
    channel = sandbox.channel("Kanali", arta, username="kanali")
    post = await arta.send("statement", chat=channel)
    await arta.edits(post, "statement, corrected")
    await arta.forwards(post)
    await arta.send(document=("data.csv", b"a,b"))
    arta.acts.share_chat(arta.account, channel, 1)
    arta.blocks_bot()
    arta.unblocks_bot()
    await arta.send(html="<b>bold</b> /start")
    await sandbox.until(lambda: len(sandbox.updates) == 0, "all updates taken", timeout=10)
    await sandbox.until(
        lambda: any(u.message and (u.message.text or "").startswith("bold") for u in heard), "the last"
    )
    statuses = [u.chat_member.new_chat_member.status for u in heard if u.chat_member]
    assert statuses == ["member", "restricted", "administrator", "left", "kicked"]
    ours = [u.my_chat_member.new_chat_member.status for u in heard if u.my_chat_member]
    assert ours == ["administrator", "administrator", "kicked", "member"]
    messages = [u.effective_message for u in heard if u.effective_message]
    assert any(m.migrate_to_chat_id for m in messages)
    assert any(m.migrate_from_chat_id for m in messages)
    assert any(m.forward_origin for m in messages)
    assert any(m.document and m.document.file_name == "data.csv" for m in messages)
    assert any(m.chat_shared for m in messages)
    assert [u.channel_post.text for u in heard if u.channel_post] == ["statement"]
    edited = [u.edited_channel_post.text for u in heard if u.edited_channel_post]
    assert edited == ["statement, corrected"]


async def test_two_pollers_end_the_older_one(sandbox: Sandbox, app: Application) -> None:
    failures: list[str] = []
    assert app.updater is not None
    await app.updater.stop()
    await app.updater.start_polling(error_callback=lambda error: failures.append(str(error)))
    async with Bot(sandbox.token, base_url=sandbox.base_url) as rival, asyncio.timeout(5):
        while not failures:
            await rival.get_updates(timeout=0)
            await asyncio.sleep(0.02)
    assert "terminated by other getUpdates request" in failures[0]


async def test_files_go_both_ways(sandbox: Sandbox, app: Application, arta: Person) -> None:
    await app.bot.send_document(arta.id, b"id,topic\n", filename="mydata.csv", caption="<b>Yours</b>",
                                parse_mode=ParseMode.HTML)  # fmt: skip
    message = await arta.receives("Yours")
    assert message.document is not None
    assert (message.document.file_name, message.document.content) == ("mydata.csv", b"id,topic\n")
    file = await app.bot.get_file(message.document.file_id)
    assert file.file_size == 9
    again = await app.bot.send_document(arta.id, message.document.file_id)
    assert again.document is not None
    assert again.document.file_id == message.document.file_id


async def test_copies_keep_the_formatting_and_forwards_the_origin(app: Application, arta: Person) -> None:
    written = await arta.send(html="<b>Njoftim</b> <a href='https://un.org/'>këtu</a>")
    copied = await app.bot.copy_message(arta.id, arta.id, written.message_id, reply_markup=BUTTONS)
    message = await arta.receives("Njoftim")
    assert message.message_id == copied.message_id
    assert message.html == '<b>Njoftim</b> <a href="https://un.org/">këtu</a>'
    assert message.buttons == ["Follow", "Read", "Share"]
    forwarded = await app.bot.forward_message(arta.id, arta.id, written.message_id)
    assert forwarded.forward_origin is not None


async def test_the_bot_describes_itself(sandbox: Sandbox, app: Application, arta: Person) -> None:
    bot = app.bot
    await bot.set_my_commands([BotCommand("start", "begin")])
    await bot.set_my_commands(
        [BotCommand("start", "fillo"), BotCommand("stop", "ndal")],
        scope=BotCommandScopeAllPrivateChats(),
        language_code="sq",
    )
    assert arta.menu() == ["start", "stop"]
    await bot.set_my_commands([BotCommand("announce", "x")], scope=BotCommandScopeChat(arta.id))
    assert arta.menu() == ["announce"]
    assert sandbox.person("Emma").menu() == ["start"]
    await bot.delete_my_commands(scope=BotCommandScopeChat(arta.id))
    assert [one.command for one in await bot.get_my_commands()] == ["start"]
    await bot.set_my_name("Kumtari", language_code="sq")
    assert (await bot.get_my_name("sq")).name == "Kumtari"
    assert (await bot.get_my_name()).name == "Kumtar"
    await bot.set_my_description("Statements")
    await bot.set_my_short_description("Short")
    assert (await bot.get_my_description("sr")).description == "Statements"
    assert (await bot.get_my_short_description()).short_description == "Short"
    assert (await bot.get_webhook_info()).url == ""


async def test_chats_tell_who_is_in_them(sandbox: Sandbox, app: Application, arta: Person) -> None:
    bot, emma = app.bot, sandbox.person("Emma")
    group = sandbox.group("Lajme", arta, members=(emma,), bot="administrator")
    assert (await bot.get_chat(group.id)).title == "Lajme"
    assert (await bot.get_chat(arta.id)).first_name == "Arta"
    assert (await bot.get_chat_member(group.id, emma.id)).status == "member"
    assert (await bot.get_chat_member(arta.id, arta.id)).status == "member"
    admins = await bot.get_chat_administrators(group.id)
    assert {admin.user.id for admin in admins} == {arta.id, bot.id}
    channel = sandbox.channel("Kanali", arta, username="kanali")
    sent = await bot.send_message("@Kanali", "post")
    assert sent.chat.id == channel.id
    assert sent.from_user is None
    assert sent.sender_chat is not None
    await bot.edit_message_text("post 2", channel.id, sent.message_id)
    assert await bot.leave_chat(group.id)
    assert group.members[bot.id].status == "left"


async def test_what_did_not_come_is_told_with_what_did(app: Application, arta: Person) -> None:
    await app.bot.send_message(arta.id, "one")
    await app.bot.send_message(arta.id, "two")
    with pytest.raises(AssertionError, match=r"Arta received nothing with 'three'(?s:.)*'one'"):
        await arta.receives("three", timeout=0.05)
    assert (await arta.receives("two")).text == "two"
    assert (await arta.receives()).text == "one"
    await arta.receives_nothing(within=0.05)
    with pytest.raises(AssertionError, match="saw no edit"):
        await arta.sees_edit(arta.messages[0], "x", timeout=0.05)
    await app.bot.send_message(arta.id, "four")
    with pytest.raises(AssertionError, match="Arta received <Message"):
        await arta.receives_nothing()
    with pytest.raises(AssertionError, match="no single button 'Go'"):
        arta.tap(arta.messages[0], "Go")


async def test_a_deleted_message_is_seen_to_go(app: Application, arta: Person) -> None:
    sent = await app.bot.send_message(arta.id, "one")
    message = await arta.receives("one")
    await app.bot.delete_message(arta.id, sent.message_id)
    await arta.sees_deleted(message)
    assert arta.messages == []
