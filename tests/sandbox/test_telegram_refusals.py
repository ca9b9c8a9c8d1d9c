"""Every refusal a bot may meet, as python-telegram-bot hears it from the sandbox."""

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter

from sandbox import Limits, Person, Sandbox


def keyboard(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button] for button in buttons])


async def raw(sandbox: Sandbox, method: str, **fields: object) -> dict:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{sandbox.base_url}{sandbox.token}/{method}", json=fields) as answer,
    ):
        return await answer.json()


# Who cannot be written to


async def test_a_stranger_cannot_be_written_to(sandbox: Sandbox, bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(4711, "hi")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message("@nobody", "hi")
    never = sandbox.person("Emma")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(never.id, "hi")
    with pytest.raises(Forbidden, match="the bot can't send messages to the bot"):
        await bot.send_message(bot.id, "hi")


async def test_a_reader_who_blocks_refuses_until_they_write_again(bot: Bot, arta: Person) -> None:
    arta.blocks_bot()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(arta.id, "hi")
    await arta.send("/start")
    await bot.send_message(arta.id, "hi")
    kinds = [update.kind for update in arta.acts.updates.pending]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]


async def test_a_deleted_account_is_deactivated(bot: Bot, arta: Person) -> None:
    arta.deactivated()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(arta.id, "hi")


async def test_groups_refuse_a_bot_that_is_out(sandbox: Sandbox, bot: Bot, arta: Person) -> None:
    for kind, name in (("group", "group"), ("supergroup", "supergroup"), ("channel", "channel")):
        chat = sandbox.group("Lajme", arta, kind=kind)
        sandbox.bot_member(chat, "kicked")
        with pytest.raises(Forbidden, match=f"bot was kicked from the {name} chat"):
            await bot.send_message(chat.id, "hi")
        sandbox.bot_member(chat, "left")
        with pytest.raises(Forbidden, match=f"bot is not a member of the {name} chat"):
            await bot.send_message(chat.id, "hi")
    unknown = sandbox.group("Tjetër", arta, bot=None)
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(unknown.id, "hi")
    gone = sandbox.group("Lajme", arta, kind="group")
    gone.deleted = True
    with pytest.raises(Forbidden, match="the group chat was deleted"):
        await bot.send_message(gone.id, "hi")


async def test_a_migrated_group_names_its_heir(sandbox: Sandbox, bot: Bot, arta: Person) -> None:
    group = sandbox.group("Lajme", arta, kind="group")
    heir = sandbox.migrate(group)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(group.id, "hi")
    assert caught.value.new_chat_id == heir.id
    await bot.send_message(heir.id, "hi")


async def test_rights_are_asked_for(sandbox: Sandbox, bot: Bot, arta: Person) -> None:
    group = sandbox.group("Lajme", arta)
    sandbox.bot_member(group, "restricted", can_send=False)
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await bot.send_message(group.id, "hi")
    with pytest.raises(BadRequest, match="Not enough rights to send documents to the chat"):
        await bot.send_document(group.id, b"x", filename="x.txt")
    channel = sandbox.channel("Kanali", arta, bot="member")
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await bot.send_message(channel.id, "hi")


async def test_topics_can_be_unknown_deleted_or_closed(sandbox: Sandbox, bot: Bot, arta: Person) -> None:
    forum = sandbox.group("Forumi", arta, forum=True)
    topic = sandbox.topic(forum, "Lajme")
    sent = await bot.send_message(forum.id, "hi", message_thread_id=topic.thread_id)
    assert sent.message_thread_id == topic.thread_id
    for unknown in (1, 999):
        with pytest.raises(BadRequest, match="Message thread not found"):
            await bot.send_message(forum.id, "hi", message_thread_id=unknown)
    topic.closed = True
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(forum.id, "hi", message_thread_id=topic.thread_id)
    topic.deleted = True
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(forum.id, "hi", message_thread_id=topic.thread_id)


# What cannot be written


@pytest.mark.parametrize(
    ("text", "mode", "message"),
    [
        ("   ", None, "Text must be non-empty"),
        ("<b></b>", "HTML", "Text must be non-empty"),
        ("x" * 4097, None, "Message is too long"),
        ("x" * 32769, None, "Text is too long"),
        ("5 < 6", "HTML", 'Can\'t parse entities: unsupported start tag "" at byte offset 2'),
        ("x", "Latex", "Unsupported parse_mode"),
    ],
)
async def test_texts_are_refused(bot: Bot, arta: Person, text: str, mode: str | None, message: str) -> None:
    with pytest.raises(BadRequest) as caught:
        await bot.send_message(arta.id, text, parse_mode=mode)
    assert str(caught.value) == message


async def test_telegrams_own_spelling_is_kept_on_the_wire(sandbox: Sandbox, arta: Person) -> None:
    answer = await raw(sandbox, "sendMessage", chat_id=arta.id, text="<p>", parse_mode="html")
    assert answer == {
        "ok": False,
        "error_code": 400,
        "description": 'Bad Request: can\'t parse entities: Unsupported start tag "p" at byte offset 0',
    }
    answer = await raw(sandbox, "sendMessage", chat_id=arta.id, text="")
    assert answer["description"] == "Bad Request: message text is empty"


async def test_the_limit_counts_after_parsing(bot: Bot, arta: Person) -> None:
    await bot.send_message(arta.id, "<b>" + "x" * 4096 + "</b>", parse_mode="HTML")
    await bot.send_message(arta.id, "&lt;" * 4096, parse_mode="HTML")


@pytest.mark.parametrize(
    ("button", "message"),
    [
        (InlineKeyboardButton("x", callback_data="ë" * 33), "Button_data_invalid"),
        (
            InlineKeyboardButton("x"),
            "Can't parse inline keyboard button: text buttons are unallowed in the inline keyboard",
        ),
        (
            InlineKeyboardButton("x", url="http://localhost:8000/"),
            "Inline keyboard button url 'http://localhost:8000/' is invalid: wrong http url",
        ),
        (
            InlineKeyboardButton("x", url="ftp://un.org/"),
            "Inline keyboard button url 'ftp://un.org/' is invalid: unsupported url protocol",
        ),
    ],
)
async def test_buttons_are_refused(
    bot: Bot, arta: Person, button: InlineKeyboardButton, message: str
) -> None:
    with pytest.raises(BadRequest) as caught:
        await bot.send_message(arta.id, "hi", reply_markup=keyboard(button))
    assert str(caught.value).lower() == message.lower()


async def test_a_keyboard_has_a_hundred_buttons_at_most(bot: Bot, arta: Person) -> None:
    buttons = [InlineKeyboardButton(str(i), callback_data="x") for i in range(101)]
    with pytest.raises(BadRequest, match="Reply markup is too long"):
        await bot.send_message(arta.id, "hi", reply_markup=keyboard(*buttons))


async def test_a_reply_needs_its_message_unless_told_otherwise(bot: Bot, arta: Person) -> None:
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(arta.id, "hi", reply_parameters=ReplyParameters(99))
    sent = await bot.send_message(
        arta.id, "hi", reply_parameters=ReplyParameters(99, allow_sending_without_reply=True)
    )
    assert sent.reply_to_message is None


# Changing and deleting


async def test_edits_are_refused(bot: Bot, arta: Person) -> None:
    sent = await bot.send_message(arta.id, "hi")
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await bot.edit_message_text("hi", arta.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.edit_message_text("x" * 4097, arta.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("ho", arta.id, 999)
    theirs = await arta.send("mine")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("ho", arta.id, theirs.message_id)
    document = await bot.send_document(arta.id, b"x", filename="x.txt")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("ho", arta.id, document.message_id)


async def test_an_edit_without_a_keyboard_removes_it(bot: Bot, arta: Person) -> None:
    button = InlineKeyboardButton("Follow", callback_data="f")
    sent = await bot.send_message(arta.id, "hi", reply_markup=keyboard(button))
    message = await arta.receives("hi")
    assert message.buttons == ["Follow"]
    await bot.edit_message_text("hi", arta.id, sent.message_id)
    await arta.sees_edit(message, "hi")
    assert message.buttons == []
    await bot.edit_message_reply_markup(arta.id, sent.message_id, reply_markup=keyboard(button))
    assert message.buttons == ["Follow"]


async def test_messages_older_than_two_days_stay() -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with Sandbox(clock=lambda: datetime.timestamp(now)) as sandbox:
        arta = sandbox.person("Arta", started=True)
        async with Bot(sandbox.token, base_url=sandbox.base_url) as bot:
            old, young = [await bot.send_message(arta.id, "hi") for _ in range(2)]
            assert await bot.delete_message(arta.id, young.message_id)
            now += timedelta(hours=49)
            with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
                await bot.delete_message(arta.id, old.message_id)
            with pytest.raises(BadRequest, match="Message to delete not found"):
                await bot.delete_message(arta.id, young.message_id)


async def test_pinning_needs_the_message_and_the_right(sandbox: Sandbox, bot: Bot, arta: Person) -> None:
    group = sandbox.group("Lajme", arta)
    sent = await bot.send_message(group.id, "hi")
    with pytest.raises(BadRequest, match="Message to pin not found"):
        await bot.pin_chat_message(group.id, 99)
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages"):
        await bot.pin_chat_message(group.id, sent.message_id)
    sandbox.bot_member(group, "administrator")
    await bot.pin_chat_message(group.id, sent.message_id)
    assert group.messages[sent.message_id].pinned
    assert (await bot.get_chat(group.id)).pinned_message.message_id == sent.message_id


# Answers


async def test_a_tap_is_answered_once_and_in_time(sandbox: Sandbox, bot: Bot, arta: Person) -> None:
    await bot.send_message(
        arta.id, "hi", reply_markup=keyboard(InlineKeyboardButton("Go", callback_data="go"))
    )
    query = arta.tap(await arta.receives("hi"), "Go")
    assert await bot.answer_callback_query(query.id, "done", show_alert=True)
    assert (query.text, query.alert) == ("done", True)
    for late in (query.id, "12345"):
        with pytest.raises(BadRequest, match="Query is too old and response timeout expired"):
            await bot.answer_callback_query(late)


async def test_inline_answers_are_checked(bot: Bot, arta: Person) -> None:
    asked = arta.acts.ask_inline(arta.account, "covid")

    def article(number: object, text: str = "hi") -> InlineQueryResultArticle:
        return InlineQueryResultArticle(str(number), "Title", InputTextMessageContent(text))

    for results, message in (
        ([article(i) for i in range(51)], "Too many inline query results specified"),
        ([article(1), article(1)], "Result_id_duplicate"),
        ([article("x" * 65)], "Result_id_invalid"),
        ([article(1, "x" * 4097)], "Message_too_long"),
    ):
        with pytest.raises(BadRequest, match=message):
            await bot.answer_inline_query(asked.id, results)
    with pytest.raises(BadRequest, match="Next_offset_invalid"):
        await bot.answer_inline_query(asked.id, [article(1)], next_offset="ë" * 33)
    for button, message in (
        (InlineQueryResultsButton("Go", start_parameter="a b"), "Start_param_invalid"),
        (InlineQueryResultsButton("Go", start_parameter="x" * 65), "Start_param_invalid"),
        (InlineQueryResultsButton("", start_parameter="x"), 'can\'t find field "text"'),
    ):
        with pytest.raises(BadRequest, match=message):
            await bot.answer_inline_query(asked.id, [], button=button)
    assert not asked.answered
    assert await bot.answer_inline_query(asked.id, [article(1)], next_offset="x" * 64)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_inline_query(asked.id, [article(1)])


# The bot itself


@pytest.mark.parametrize(
    ("command", "description", "message"),
    [
        ("", "x", "Command must be non-empty"),
        ("x" * 33, "x", "Command length must not exceed 32"),
        ("start", "", "Command description must be non-empty"),
        ("start", "x" * 257, "Command description length must not exceed 256"),
        ("Start", "x", "Bot_command_invalid"),
    ],
)
async def test_commands_are_checked(bot: Bot, command: str, description: str, message: str) -> None:
    with pytest.raises(BadRequest, match=message):
        await bot.set_my_commands([BotCommand(command, description)])


async def test_too_many_commands_are_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Bot_commands_too_much"):
        await bot.set_my_commands([BotCommand(f"c{i}", "x") for i in range(101)])
    with pytest.raises(BadRequest, match="Bot_commands_too_much"):
        await bot.set_my_commands([BotCommand(f"c{i}", "x" * 200) for i in range(30)])
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.set_my_commands([BotCommand("x", "x")], scope=BotCommandScopeChat(4711))


async def test_only_its_own_token_opens_the_door(sandbox: Sandbox) -> None:
    own = "77:" + "a" * 35
    async with Sandbox(token=own) as closed, aiohttp.ClientSession() as session:
        for token, code, text in (
            ("77:" + "b" * 35, 401, "Unauthorized"),
            ("77:short", 404, "Not Found"),
        ):
            async with session.get(f"{closed.base_url}{token}/getMe") as answer:
                assert answer.status == code
                assert (await answer.json())["description"] == text
        async with session.get(f"{closed.base_url}{own}/GETME") as answer:
            assert (await answer.json())["result"]["id"] == 77
        async with session.get(f"{closed.base_url}{own}/fly") as answer:
            assert (await answer.json())["description"] == "Not Found: method not found"
        stranger = Bot("77:" + "b" * 35, base_url=closed.base_url)
        with pytest.raises(InvalidToken):
            await stranger.initialize()
        for request in stranger._request:  # a bot that never got in closes nothing itself
            await request.shutdown()
    with pytest.raises(ValueError, match="a token is"):
        Sandbox(token="1:x")


async def test_flooding_is_answered_with_the_time_to_wait() -> None:
    async with Sandbox(limits=Limits(chat_burst=2), monotonic=lambda: 1000.0) as sandbox:
        arta = sandbox.person("Arta", started=True)
        async with Bot(sandbox.token, base_url=sandbox.base_url) as bot:
            for _ in range(2):
                await bot.send_message(arta.id, "hi")
            with pytest.raises(RetryAfter) as caught:
                await bot.send_message(arta.id, "hi")
            assert caught.value.retry_after == timedelta(seconds=1)
        async with (
            aiohttp.ClientSession() as session,
            session.get(
                f"{sandbox.base_url}{sandbox.token}/sendMessage",
                params={"chat_id": arta.id, "text": "x"},
            ) as answer,
        ):
            assert answer.status == 429
            assert answer.headers["Retry-After"] == "1"
            assert (await answer.json())["parameters"] == {"retry_after": 1}
        assert len(arta.received) == 2
        assert len(sandbox.limit_violations) == 2
