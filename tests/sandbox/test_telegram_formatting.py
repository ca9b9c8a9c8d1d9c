"""Formatting, keyboards and links in the rarer ways a bot can give them."""

import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    KeyboardButton,
    LinkPreviewOptions,
    MessageEntity,
    ReplyKeyboardMarkup,
)
from telegram.error import BadRequest

from sandbox import Person, Sandbox
from sandbox.links import BadLink, check_link


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://un.org", "https://un.org/"),
        ("UN.org/a?b=c#d", "http://un.org/a?b=c#d"),
        ("un.org:8080/x", "http://un.org:8080/x"),
        ("http://127.0.0.1:8000/s", "http://127.0.0.1:8000/s"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("https://me:pw@un.org/", "https://me:pw@un.org/"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
        ("tg:resolve?domain=x", "tg://resolve?domain=x"),
    ],
)
def test_links_are_kept_in_telegrams_spelling(url: str, kept: str) -> None:
    assert check_link(url) == kept


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "URL is empty"),
        ("javascript:alert(1)", "Unsupported URL protocol"),
        ("ftp://un.org", "Unsupported URL protocol"),
        ("http:///x", "URL host is empty"),
        ("http://localhost/", "Wrong HTTP URL"),
        ("http://a..org/", "Wrong HTTP URL"),
        ("http://un.org:99999/", "Wrong port number specified in the URL"),
    ],
)
def test_other_links_are_refused_with_a_reason(url: str, reason: str) -> None:
    with pytest.raises(BadLink, match=reason):
        check_link(url)


async def test_entities_can_be_given_beside_the_text(bot: Bot, arta: Person) -> None:
    marks = [MessageEntity("bold", 0, 2), MessageEntity("text_link", 3, 3, url="https://un.org")]
    await bot.send_message(arta.id, "😀 two", entities=marks)
    assert (await arta.receives()).html == '<b>😀</b> <a href="https://un.org/">two</a>'


async def test_the_preview_is_of_the_first_link_unless_told_otherwise(bot: Bot, arta: Person) -> None:
    text = "https://un.org/a and https://un.org/b"
    for options, shown in (
        (None, "https://un.org/a"),
        (LinkPreviewOptions(is_disabled=True), None),
        (LinkPreviewOptions(url="https://un.org/b"), "https://un.org/b"),
    ):
        await bot.send_message(arta.id, text, link_preview_options=options)
        assert (await arta.receives()).preview_url == shown
    sent = await bot.send_message(arta.id, "none")
    assert (await arta.receives()).preview_url is None
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_document(arta.id, b"x", caption="x" * 1025)
    assert sent.text == "none"


async def test_buttons_may_share_and_copy(bot: Bot, arta: Person) -> None:
    row = [
        InlineKeyboardButton("Here", switch_inline_query_current_chat="covid"),
        InlineKeyboardButton("Copy", copy_text=CopyTextButton("words")),
    ]
    await bot.send_message(arta.id, "hi", reply_markup=InlineKeyboardMarkup([row, []]))
    message = await arta.receives("hi")
    assert await arta.taps(message, "Here") == "covid"
    assert await arta.taps(message, "Copy") == "words"


async def test_a_message_with_a_reply_keyboard_cannot_be_edited(bot: Bot, arta: Person) -> None:
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Yes")]])
    sent = await bot.send_message(arta.id, "hi", reply_markup=keyboard)
    assert (await arta.receives("hi")).reply_keyboard is not None
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("ho", arta.id, sent.message_id)


async def test_protected_and_service_messages_are_not_copied(
    sandbox: Sandbox, bot: Bot, arta: Person
) -> None:
    sent = await bot.send_message(arta.id, "hi", protect_content=True)
    with pytest.raises(BadRequest, match="Message can't be copied"):
        await bot.copy_message(arta.id, arta.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message can't be forwarded"):
        await bot.forward_message(arta.id, arta.id, sent.message_id)
    for act in (bot.copy_message, bot.forward_message):
        with pytest.raises(BadRequest, match="not found"):
            await act(arta.id, arta.id, 999)
    group = sandbox.group("Lajme", arta)
    with pytest.raises(BadRequest, match="Message can't be copied"):
        await bot.copy_message(arta.id, group.id, 1)


async def test_an_inline_card_with_a_button_is_edited_by_its_inline_id(bot: Bot, arta: Person) -> None:
    button = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="m")]])
    asked = arta.acts.ask_inline(arta.account, "x")
    card = InlineQueryResultArticle("1", "T", InputTextMessageContent("card"), reply_markup=button)
    await bot.answer_inline_query(asked.id, [card])
    posted = await arta.chooses(asked, chat=arta.chat)
    arta.tap(posted, "More")
    update = (await bot.get_updates())[-1]
    assert update.callback_query is not None
    assert update.callback_query.message is None
    inline_id = update.callback_query.inline_message_id
    assert await bot.edit_message_text("new", inline_message_id=inline_id) is True
    assert posted.text == "new"
    with pytest.raises(BadRequest, match="Message_id_invalid"):
        await bot.edit_message_text("new", inline_message_id="none")
