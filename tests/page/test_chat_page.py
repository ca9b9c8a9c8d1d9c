"""What somebody who opens the demo's chat page can do there."""

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Page, expect

from sandbox import Sandbox
from tests.page.conftest import Demo
from tests.page.stub_bot import StubBot

# One browser serves all tests of a worker: starting it takes longer than most of them.
pytestmark = pytest.mark.asyncio(loop_scope="session")

LANGUAGES = [[{"text": "Shqip", "callback_data": "sq"}, {"text": "Srpski", "callback_data": "sr"}]]


async def echo(bot: StubBot, update: dict[str, Any]) -> None:
    """Greets on /start and repeats everything else."""
    message = update.get("message")
    if message is None or "text" not in message:
        return
    if message["text"] == "/start":
        await bot.say(message["chat"]["id"], "Mirë se erdhe! <b>Zgjidh:</b>", LANGUAGES)
    else:
        await bot.say(message["chat"]["id"], f"You wrote {message['text']}")


async def quiet(bot: StubBot, update: dict[str, Any]) -> None:
    """Says only what the test makes it say."""


def bot_for(demo: Demo, handler: Any = echo) -> StubBot:
    return StubBot(demo.sandbox.base_url, demo.sandbox.token, handler)


def bubbles(page: Page) -> Any:
    return page.locator(".row .text")


async def write(page: Page, text: str) -> None:
    await page.locator("#box").fill(text)
    await page.locator("#box").press("Enter")


async def test_a_newcomer_presses_start_and_sees_the_bots_answer(demo: Demo) -> None:
    page = await demo.open()
    async with bot_for(demo):
        await page.get_by_role("button", name="Start", exact=True).click()
        await expect(bubbles(page)).to_have_text(["/start", "Mirë se erdhe! Zgjidh:"])
        await expect(page.locator("#box")).to_be_focused()
        await expect(page.locator(".row.theirs .text b")).to_have_text("Zgjidh:")
        await expect(page.locator(".key")).to_have_text(["Shqip", "Srpski"])


async def test_enter_sends_and_shift_enter_makes_a_new_line(demo: Demo) -> None:
    page = await demo.open("101/101")
    await demo.arta.send("/start")
    box = page.locator("#box")
    await box.click()
    await page.keyboard.type("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two <three>")
    await page.keyboard.press("Enter")
    await expect(bubbles(page).last).to_have_text("one\ntwo <three>")
    assert demo.arta.messages[-1].text == "one\ntwo <three>"
    await expect(box).to_have_text("")


async def test_a_tap_spins_until_the_bot_answers_and_then_shows_what_it_says(demo: Demo) -> None:
    release = asyncio.Event()

    async def slow(bot: StubBot, update: dict[str, Any]) -> None:
        if (query := update.get("callback_query")) is None:
            await echo(bot, update)
            return
        await release.wait()
        place = {"chat_id": 101, "message_id": query["message"]["message_id"]}
        await bot.call("editMessageText", **place, text="Ruajtur", parse_mode="HTML")
        await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="U ruajt.")

    page = await demo.open("101/101")
    async with bot_for(demo, slow):
        await page.get_by_role("button", name="Start", exact=True).click()
        await page.get_by_role("button", name="Shqip", exact=True).click()
        await expect(page.locator(".key.busy")).to_have_text("Shqip")
        release.set()
        await expect(page.locator(".toast")).to_have_text("U ruajt.")
        await expect(page.locator(".key.busy")).to_have_count(0)
        await expect(bubbles(page).last).to_have_text("Ruajtur")
        await expect(page.locator(".edited")).to_be_visible()


async def test_an_alert_stays_until_it_is_closed(demo: Demo) -> None:
    async def alert(bot: StubBot, update: dict[str, Any]) -> None:
        if (query := update.get("callback_query")) is None:
            await echo(bot, update)
            return
        words = {"text": "Ti ndjek 2 tema.", "show_alert": True}
        await bot.call("answerCallbackQuery", callback_query_id=query["id"], **words)

    page = await demo.open("101/101")
    async with bot_for(demo, alert):
        await page.get_by_role("button", name="Start", exact=True).click()
        await page.get_by_role("button", name="Shqip", exact=True).click()
        await expect(page.get_by_role("dialog")).to_contain_text("Ti ndjek 2 tema.")
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_each_reader_has_an_own_chat_and_an_own_count_of_the_unread(demo: Demo) -> None:
    page = await demo.open("101/101")
    async with bot_for(demo) as bot:
        await demo.arta.send("/start")
        await demo.jovana.send("/start")
        await expect(page.locator(".row")).to_have_count(2)
        await bot.say(102, "Saopštenje")
        jovana = page.get_by_role("radio", name="Jovana")
        await expect(jovana.locator(".badge")).to_have_text("2")
        await jovana.click()
        await expect(bubbles(page).last).to_have_text("Saopštenje")
        await expect(page.get_by_role("radio", name="Jovana").locator(".badge")).to_have_count(0)
        await bot.say(101, "Deklaratë")
        await expect(page.get_by_role("radio", name="Arta").locator(".badge")).to_have_text("1")
        await expect(page).to_have_title("Kumtar demo")


async def test_all_of_telegrams_formatting_is_shown(demo: Demo) -> None:
    page = await demo.open("101/101")
    await demo.arta.send("/start")
    long = "A long quotation that goes on. " * 20
    html = (
        "<b>bold</b> <i>italic</i> <u>under</u> <s>gone</s> <code>x = 1</code> <tg-spoiler>secret"
        '</tg-spoiler> <a href="https://example.org/a?b=1&amp;c=2">link</a>'
        f"<blockquote>short</blockquote><blockquote expandable>{long}</blockquote>"
        "<pre>a\n  b</pre>#COVID19 /help. 2 &lt; 3 either/or /usr/bin &amp; 4"
    )
    async with bot_for(demo) as bot:
        await bot.say(101, html, disable_notification=True)
        text = page.locator(".row.theirs .text", has_text="COVID19")
        for tag in ("b", "i", "u", "s", "code", "pre"):
            await expect(text.locator(tag).first).to_be_visible()
        link = text.get_by_role("link", name="link")
        await expect(link).to_have_attribute("href", "https://example.org/a?b=1&c=2")
        await expect(link).to_have_attribute("rel", "noopener noreferrer")
        await expect(text.locator(".tag")).to_have_text("#COVID19")
        await expect(text).to_contain_text("2 < 3 either/or /usr/bin & 4")
        await expect(page.locator(".sign")).to_contain_text("Sent without sound")
        await page.get_by_role("button", name="Hidden text").click()
        await expect(page.locator(".spoiler")).to_have_count(0)
        await page.get_by_role("button", name="Show more").click()
        await expect(page.get_by_role("button", name="Show less")).to_be_visible()
        await expect(text.locator(".inline-link")).to_have_text(["/help"])
        await text.locator(".inline-link").click()
        await expect(bubbles(page).last).to_have_text("You wrote /help")


async def test_after_a_quotation_there_is_one_empty_line_where_one_was_written(demo: Demo) -> None:
    page = await demo.open("101/101")
    await demo.arta.send("/start")
    async with bot_for(demo) as bot:
        await bot.say(101, "before\n\n<blockquote>quoted</blockquote>\n\nafter<pre>code</pre>\nnext")
        text = page.locator(".row.theirs .text", has_text="before")
        await expect(text.locator("pre")).to_be_visible()
        parts = await text.evaluate("node => [...node.childNodes].map(part => part.textContent)")
        assert parts == ["before\n\n", "quoted", "\nafter", "code", "next"]


async def test_html_that_the_server_should_never_send_does_no_harm(demo: Demo) -> None:
    page = await demo.open("101/101")
    await demo.arta.send("PLACEHOLDER")
    evil = (
        '  <img src=x onerror=\\"window.harmed=1\\"><script>window.harmed=1</script>'
        '<a href=\\"javascript:window.harmed=1\\">press</a><b onclick=\\"window.harmed=1\\">bold</b>'
        '<svg onload=\\"window.harmed=1\\"><a>x</a></svg><form action=\\"/\\"><button>go</button></form>'
    )

    async def spoil(route: Any) -> None:
        answer = await route.fetch()
        body = re.sub(r'"html": ?"[^"]*"', lambda _: f'"html": "{evil}"', await answer.text())
        await route.fulfill(response=answer, body=body)

    await page.route("**/sandbox/state", spoil)
    await page.reload()
    text = page.locator(".row .text")
    await expect(text).to_have_text("  pressboldgo")
    await text.get_by_text("press").click()
    assert await text.locator("b").get_attribute("onclick") is None
    assert await text.locator("img, script, svg, form, button, a").count() == 0
    assert await page.evaluate("window.harmed") is None


async def test_an_editor_formats_with_the_buttons_and_the_bot_gets_the_entities(demo: Demo) -> None:
    page = await demo.open("900/900")
    await demo.drita.send("/start")
    await page.locator("#box").click()
    await page.keyboard.type("Office closed <today>")
    await page.keyboard.press("Home")
    await page.keyboard.press("Control+Shift+ArrowRight")
    await page.get_by_role("button", name="Bold (Ctrl+B)").click()
    await page.get_by_role("button", name="Link").click()
    await page.get_by_label("Address").last.fill("https://example.org/?a=1&b=2")
    await page.keyboard.press("Enter")
    await expect(page.locator("#box a")).to_have_attribute("href", "https://example.org/?a=1&b=2")
    await page.locator("#box").press("Enter")
    await expect(page.locator(".row.mine .text b").last).to_contain_text("Office")
    sent = demo.drita.messages[-1]
    assert sent.text == "Office closed <today>"
    assert {entity.type for entity in sent.content.entities} == {"bold", "text_link"}


async def test_readers_have_no_formatting_bar(demo: Demo) -> None:
    page = await demo.open("101/101")
    await demo.arta.send("/start")
    await expect(page.locator("#compose")).to_be_visible()
    await expect(page.locator("#format")).to_be_hidden()


async def test_the_menu_lists_the_commands_in_that_persons_language(demo: Demo) -> None:
    page = await demo.open("101/101")
    await demo.arta.send("/start")
    await demo.jovana.send("/start")
    async with bot_for(demo) as bot:
        english = [{"command": "help", "description": "What I can do"}]
        albanian = [{"command": "help", "description": "Çka mund të bëj"}]
        await bot.call("setMyCommands", commands=english)
        await bot.call("setMyCommands", commands=albanian, language_code="sq")
        await page.get_by_role("button", name="Menu", exact=True).click()
        await expect(page.get_by_role("option")).to_have_text(["/helpÇka mund të bëj"])
        await page.get_by_role("option").click()
        await expect(bubbles(page).last).to_have_text("You wrote /help")
        await page.get_by_role("radio", name="Jovana").click()
        await page.locator("#box").press_sequentially("/he")
        await expect(page.get_by_role("option")).to_have_text(["/helpWhat I can do"])
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        await expect(bubbles(page).last).to_have_text("You wrote /help")


async def test_who_reads_further_up_is_not_pulled_down_but_told(demo: Demo) -> None:
    page = await demo.open("101/101")
    await demo.arta.send("/start")
    async with bot_for(demo, quiet) as bot:
        for number in range(100):
            await bot.say(101, f"Message {number} " + "with some more words " * (number % 4))
        await expect(bubbles(page).last).to_be_in_viewport()
        await expect(page.locator("#pill")).to_be_hidden()
        await page.locator("#log").evaluate("log => log.scrollTop = 500")
        await expect(page.locator("#pill")).to_be_visible()
        await bot.say(101, "News 1")
        await bot.say(101, "News 2")
        await expect(page.locator("#pill")).to_have_text("2 new messages")
        assert await page.locator("#log").evaluate("log => log.scrollTop") == 500
        await page.locator("#pill").click()
        await expect(bubbles(page).last).to_be_in_viewport()
        await expect(page.locator("#pill")).to_be_hidden()


async def test_what_came_meanwhile_stands_below_a_line(demo: Demo) -> None:
    page = await demo.open("101/101")
    await demo.arta.send("/start")
    await demo.jovana.send("/start")
    async with bot_for(demo, quiet) as bot:
        await bot.say(101, "Seen")
        await expect(bubbles(page).last).to_have_text("Seen")
        await page.get_by_role("radio", name="Jovana").click()
        await expect(bubbles(page)).to_have_text(["/start"])
        for number in range(40):
            await bot.say(101, f"Unseen {number}")
        arta = page.get_by_role("radio", name="Arta")
        await expect(arta.locator(".badge")).to_have_text("40")
        await arta.click()
        await expect(page.locator(".unread-line")).to_be_in_viewport()
        await expect(page.get_by_text("Unseen 0", exact=True)).to_be_in_viewport()
        await expect(page.locator("#pill")).to_have_text("40 new messages")


async def test_the_page_finds_back_when_the_sandbox_starts_anew(demo: Demo) -> None:
    page = await demo.open("101/101")
    await demo.arta.send("from the first world")
    await expect(bubbles(page)).to_have_text(["from the first world"])
    port = int(demo.sandbox.url.rpartition(":")[2])
    await demo.sandbox.stop()
    await expect(page.locator("#bar-sub")).to_have_text("waiting for the sandbox…")
    async with Sandbox(port=port) as second:
        arta = second.person("Arta", "sq", id=101)
        await arta.send("from the second world")
        await expect(bubbles(page)).to_have_text(["from the second world"])
        await arta.send("live again")
        await expect(bubbles(page).last).to_have_text("live again")
        await expect(page.locator("#bar-sub")).to_have_text("bot")


async def test_what_was_missed_while_the_stream_was_down_is_made_up_for(demo: Demo) -> None:
    page = await demo.open("101/101")
    await page.route("**/sandbox/events*", lambda route: route.abort())
    await page.reload()
    await expect(page.locator("#bar-sub")).to_have_text("waiting for the sandbox…")
    await demo.arta.send("while it was down")
    await expect(bubbles(page)).to_have_text(["while it was down"])
    await page.unroute("**/sandbox/events*")
    await expect(page.locator("#bar-sub")).to_have_text("bot")
    await demo.arta.send("and after")
    await expect(bubbles(page)).to_have_text(["while it was down", "and after"])


async def test_what_could_not_be_sent_stays_in_the_box(demo: Demo) -> None:
    page = await demo.open("101/101")
    await demo.arta.send("/start")
    await page.route("**/sandbox/send", lambda route: route.abort())
    await write(page, "important")
    await expect(page.locator(".toast-error")).to_be_visible()
    await expect(page.locator("#box")).to_have_text("important")


async def test_on_a_narrow_screen_there_is_one_pane_at_a_time(demo: Demo) -> None:
    page = await demo.open(size=(390, 780))
    async with bot_for(demo):
        await expect(page.locator("#people")).to_be_visible()
        await expect(page.locator("#phone")).to_be_hidden()
        await page.locator(".chat").click()
        await expect(page.locator("#people")).to_be_hidden()
        await page.get_by_role("button", name="Start", exact=True).click()
        await expect(page.locator(".key")).to_have_count(2)
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390
        await page.get_by_role("button", name="Back to chats").click()
        await expect(page.locator(".chat-last")).to_contain_text("Mirë se erdhe!")


async def test_light_and_dark_follow_the_system_and_the_button(demo: Demo) -> None:
    page = await demo.open("101/101", color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = await page.evaluate(ground)
    await page.locator("#theme").click()
    light = await page.evaluate(ground)
    assert dark != light
    await page.reload()
    await page.locator(".person").first.wait_for()
    assert await page.evaluate(ground) == light
    await page.locator("#theme").click()
    assert await page.evaluate(ground) == dark


async def test_the_hints_fill_the_box_and_get_a_tick(demo: Demo) -> None:
    demo.sandbox.group("Neighbours", demo.arta, bot=None)
    page = await demo.open("101/101")
    hints = page.locator("#hints li button")
    await expect(hints.last).to_be_in_viewport(ratio=1)
    await hints.nth(1).click()
    await expect(page.locator("#box")).to_have_text("/search covid-19")
    await demo.jovana.send("something that draws the page again")
    await expect(page.get_by_role("radio", name="Jovana")).to_be_visible()
    await expect(page.locator("#box")).to_be_visible()
    await page.locator("#box").press("Enter")
    await expect(hints.nth(1)).to_have_class("done")
    await hints.nth(2).click()
    await expect(page.locator("#bar-title")).to_have_text("Neighbours")
    await expect(page.locator("#box")).to_have_text("@kumtar_demo_bot covid")
    await hints.nth(3).click()
    await expect(page.get_by_role("radio", name="Drita")).to_have_attribute("aria-checked", "true")
    await expect(page.locator("#box")).to_have_text("/announce")
    await page.get_by_role("button", name="Hide these hints").click()
    await expect(page.locator("#hints")).to_be_hidden()
    await page.reload()
    await page.get_by_role("button", name="More", exact=True).click()
    await page.get_by_role("menuitem", name="Show the hints").click()
    await expect(hints).to_have_count(4)


async def inline_pages(bot: StubBot, update: dict[str, Any]) -> None:
    """Answers an inline query with two pages of two results."""
    if (query := update.get("inline_query")) is None:
        return
    content = {"message_text": f"About {query['query']}"}
    first = int(query["offset"] or 1)
    results = [
        {"type": "article", "id": str(n), "title": f"Result {n}", "input_message_content": content}
        for n in (first, first + 1)
    ]
    more = {"next_offset": "" if query["offset"] else "3", "cache_time": 0}
    await bot.call("answerInlineQuery", inline_query_id=query["id"], results=results, **more)


async def test_share_opens_the_inline_results_and_the_chosen_one_is_posted(demo: Demo) -> None:
    page = await demo.open("101/101")
    await demo.arta.send("/start")
    group = demo.sandbox.group("Redaksia", demo.arta)
    async with bot_for(demo, inline_pages) as bot:
        await bot.say(101, "Card", [[{"text": "Share", "switch_inline_query": "missing persons"}]])
        await page.get_by_role("button", name="Share").click()
        await page.locator(".pick", has_text="Redaksia").click()
        await expect(page.locator("#box")).to_have_text("@kumtar_demo_bot missing persons")
        options = page.get_by_role("option")
        await expect(options).to_have_text(["Result 1", "Result 2", "More results"])
        await page.keyboard.press("ArrowUp")
        await page.keyboard.press("Enter")
        await expect(options).to_have_text(["Result 1", "Result 2", "Result 3", "Result 4"])
        await page.keyboard.press("Enter")
        await expect(bubbles(page).last).to_have_text("About missing persons")
        await expect(page.locator(".via")).to_have_text("via @kumtar_demo_bot")
        assert list(group.messages.values())[-1].text == "About missing persons"


async def test_inline_mode_works_in_a_group_without_the_bot(demo: Demo) -> None:
    group = demo.sandbox.group("Neighbours", demo.arta, members=(demo.jovana,), bot=None)
    page = await demo.open(f"101/{group.id}")
    await expect(page.locator("#bar-sub")).to_have_text("group, 2 people")
    await expect(page.locator("#menu")).to_be_hidden()
    async with bot_for(demo, inline_pages):
        await page.locator("#box").click()
        await page.keyboard.type("@kum")
        await page.get_by_role("option", name="@kumtar_demo_bot").click()
        await page.keyboard.type("covid")
        await page.get_by_role("option", name="Result 2").click()
        await expect(bubbles(page).last).to_have_text("About covid")
        await page.get_by_role("radio", name="Jovana").click()
        await page.locator(".chat", has_text="Neighbours").click()
        await expect(page.locator(".via")).to_have_text("via @kumtar_demo_bot")
        await page.get_by_role("radio", name="Arta").click()
        await page.locator(".chat", has_text="Neighbours").click()
        await page.get_by_role("button", name="More", exact=True).click()
        await page.get_by_role("menuitem", name="Add the bot").click()
        await expect(page.locator("#bar-sub")).to_have_text("group, 2 people and the bot")


async def test_the_button_above_the_results_opens_the_bot_with_what_it_names(demo: Demo) -> None:
    async def nothing(bot: StubBot, update: dict[str, Any]) -> None:
        if (query := update.get("inline_query")) is None:
            await echo(bot, update)
            return
        button = {"text": "Search in the bot", "start_parameter": "q_YWJj"}
        await bot.call("answerInlineQuery", inline_query_id=query["id"], results=[], button=button)

    group = demo.sandbox.group("Neighbours", demo.arta, bot=None)
    page = await demo.open(f"101/{group.id}")
    async with bot_for(demo, nothing):
        await page.locator("#box").click()
        await page.keyboard.type("@kumtar_demo_bot abc")
        await page.get_by_role("option", name="Search in the bot").click()
        await expect(bubbles(page)).to_have_text(["/start q_YWJj", "You wrote /start q_YWJj"])


async def test_a_deep_link_in_a_text_or_behind_a_tap_opens_here(demo: Demo) -> None:
    address = "https://t.me/kumtar_demo_bot?start=s_1"

    async def leads(bot: StubBot, update: dict[str, Any]) -> None:
        if (query := update.get("callback_query")) is None:
            await echo(bot, update)
            return
        await bot.call("answerCallbackQuery", callback_query_id=query["id"], url=address)

    group = demo.sandbox.group("Redaksia", demo.arta)
    page = await demo.open(f"101/{group.id}")
    async with bot_for(demo, leads) as bot:
        await bot.say(group.id, f'<a href="{address}">Bridge</a>', [[{"text": "More", "callback_data": "m"}]])
        await page.get_by_role("link", name="Bridge").click()
        await expect(bubbles(page).last).to_have_text("You wrote /start s_1")
        await page.locator(".chat", has_text="Redaksia").click()
        await page.locator(".key", has_text="More").click()
        await expect(page.locator("#bar-title")).to_have_text("Kumtar")
        await expect(page.locator(".row.mine")).to_have_count(2)


async def test_a_link_button_opens_elsewhere_and_a_deep_link_here(demo: Demo) -> None:
    page = await demo.open("101/101")
    await demo.arta.send("/start")
    async with bot_for(demo) as bot:
        keys = [
            {"text": "Read", "url": "https://example.org/1"},
            {"text": "Follow", "url": "https://t.me/kumtar_demo_bot?start=topic_health"},
        ]
        await bot.say(101, "Card", [keys])
        read = page.get_by_role("link", name="Read")
        await expect(read).to_have_attribute("target", "_blank")
        await expect(read).to_have_attribute("rel", "noopener noreferrer")
        await page.get_by_role("button", name="Follow").click()
        await expect(bubbles(page).last).to_have_text("You wrote /start topic_health")


async def test_a_person_blocks_and_unblocks_the_bot(demo: Demo) -> None:
    page = await demo.open("101/101")
    await demo.arta.send("/start")
    await page.get_by_role("button", name="More", exact=True).click()
    await page.get_by_role("menuitem", name="Block the bot").click()
    unblock = page.get_by_role("button", name="Unblock the bot")
    await unblock.wait_for()
    assert demo.arta.account.blocked
    await unblock.click()
    await expect(page.locator("#compose")).to_be_visible()
    assert not demo.arta.account.blocked


async def test_a_group_is_made_and_others_are_let_in(demo: Demo) -> None:
    page = await demo.open("101/101")
    await page.get_by_role("button", name="More", exact=True).click()
    await page.get_by_role("menuitem", name="Create a group").click()
    await page.get_by_label("Name of the group").last.fill("Redaksia")
    await page.keyboard.press("Enter")
    await expect(page.locator("#bar-title")).to_have_text("Redaksia")
    await page.get_by_role("button", name="More", exact=True).click()
    await page.get_by_role("menuitem", name="Who is in it").click()
    await page.get_by_label("Jovana", exact=True).select_option("member")
    await page.get_by_role("button", name="Done").click()
    await expect(page.locator("#bar-sub")).to_have_text("group, 2 people and the bot")
    await write(page, "Përshëndetje")
    await page.get_by_role("radio", name="Jovana").click()
    await page.locator(".chat", has_text="Redaksia").click()
    await expect(page.locator(".row.theirs .sender")).to_have_text("Arta")
    await expect(bubbles(page).last).to_have_text("Përshëndetje")


async def test_a_group_that_is_upgraded_stays_open(demo: Demo) -> None:
    group = demo.sandbox.group("Redaksia", demo.arta, kind="group")
    page = await demo.open(f"101/{group.id}")
    await page.get_by_role("button", name="More", exact=True).click()
    await page.get_by_role("menuitem", name="Upgrade").click()
    await expect(page.locator(".service")).to_have_text("The group became a supergroup")
    await expect(page.locator("#bar-title")).to_have_text("Redaksia")
    await expect(page.locator(".chat", has_text="Redaksia")).to_have_count(1)
    await write(page, "Here we are")
    await expect(bubbles(page)).to_have_text(["Here we are"])


async def test_everything_is_reached_with_the_keyboard(demo: Demo) -> None:
    page = await demo.open("101/101")
    await page.get_by_role("radio", name="Arta").focus()
    await page.keyboard.press("ArrowRight")
    jovana = page.get_by_role("radio", name="Jovana")
    await expect(jovana).to_be_focused()
    await expect(jovana).to_have_attribute("aria-checked", "true")
    await page.get_by_role("button", name="Start", exact=True).focus()
    await page.keyboard.press("Enter")
    await expect(bubbles(page)).to_have_text(["/start"])
    assert demo.jovana.messages[-1].text == "/start"


async def test_a_reply_carries_the_message_it_answers(demo: Demo) -> None:
    page = await demo.open("101/101")
    await demo.arta.send("/start")
    async with bot_for(demo, quiet) as bot:
        await bot.say(101, "A question?")
        await page.locator(".row.theirs").hover()
        await page.locator(".row.theirs").get_by_role("button", name="Reply").click()
        await page.keyboard.press("Escape")
        await expect(page.locator("#replying")).to_be_hidden()
        await page.keyboard.press("Control+ArrowUp")
        await write(page, "An answer.")
        await expect(page.locator(".row.mine .quoted")).to_have_text("A question?")
        reply = next(one for one in demo.arta.messages if one.text == "An answer.")
        assert reply.reply_to is not None
        assert reply.reply_to.text == "A question?"


async def test_typing_is_shown_until_the_message_comes(demo: Demo) -> None:
    page = await demo.open("101/101")
    await demo.arta.send("/start")
    async with bot_for(demo, quiet) as bot:
        await bot.call("sendChatAction", chat_id=101, action="typing")
        await expect(page.locator("#bar-sub")).to_have_text("typing…")
        await bot.say(101, "Here it is")
        await expect(page.locator("#bar-sub")).to_have_text("bot")
