"""The control API as the chat page uses it."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)

from sandbox import Sandbox
from sandbox.cast import add_demo_people


class Page:
    """What the browser does."""

    def __init__(self, sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
        self.url, self.session = f"{sandbox.url}/sandbox", session

    async def post(self, action: str, expected: int = 200, /, **body: Any) -> dict[str, Any]:
        async with self.session.post(f"{self.url}/{action}", json=body) as answer:
            assert answer.status == expected, await answer.text()
            return await answer.json()

    async def state(self) -> dict[str, Any]:
        async with self.session.get(f"{self.url}/state") as answer:
            return await answer.json()

    async def events(self, after: int, count: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        async with asyncio.timeout(5), self.session.get(f"{self.url}/events?after={after}") as answer:
            assert answer.content_type == "text/event-stream"
            async for line in answer.content:
                if line.startswith(b"data: "):
                    found.append(json.loads(line[6:]))
                if len(found) == count:
                    break
        return found


@pytest.fixture
async def page(sandbox: Sandbox) -> AsyncIterator[Page]:
    add_demo_people(sandbox)
    async with aiohttp.ClientSession() as session:
        yield Page(sandbox, session)


async def test_the_state_shows_everybody_and_every_chat(page: Page) -> None:
    state = await page.state()
    assert [(p["id"], p["first_name"], p["role"]) for p in state["people"]] == [
        (101, "Arta", "reader"),
        (102, "Jovana", "reader"),
        (103, "Emma", "reader"),
        (900, "Drita", "editor"),
    ]
    *private, group = state["chats"]
    assert [chat["id"] for chat in private] == [101, 102, 103, 900]
    assert all(chat["title"] == "Kumtar" and chat["messages"] == [] for chat in private)
    assert (group["title"], group["members"]) == ("Neighbours", [101, 102, 103])
    assert state["bot"]["username"] == "kumtar_demo_bot"


async def test_a_conversation_streams_to_the_page(page: Page, bot: Bot) -> None:
    seq = (await page.state())["seq"]
    sent = await page.post("send", person=101, chat=101, text="/start")
    await bot.send_chat_action(101, "typing")
    keyboard = InlineKeyboardMarkup(
        [
            [InlineKeyboardButton("Go", callback_data="go")],
            [InlineKeyboardButton("Read", url="https://un.org/")],
        ]
    )
    answer = await bot.send_message(
        101, "<b>hi</b>", parse_mode="HTML", reply_markup=keyboard, reply_to_message_id=sent["message_id"]
    )
    tap = await page.post("tap", person=101, chat=101, message_id=answer.message_id, row=0, col=0)
    assert tap["kind"] == "callback"
    await bot.answer_callback_query(tap["id"], "done")
    await bot.edit_message_text("ho", 101, answer.message_id)
    await bot.delete_message(101, answer.message_id)
    events = await page.events(seq, 7)
    assert [event["seq"] for event in events] == list(range(seq + 1, seq + 8))
    kinds = [event["kind"] for event in events]
    assert kinds == ["message", "typing", "message", "answered", "toast", "edit", "delete"]
    assert all(event["chat"] == 101 for event in events)
    assert events[3]["callback"] == tap["id"]
    assert (events[4]["text"], events[4]["alert"], events[4]["person"]) == ("done", False, 101)
    url = await page.post("tap", 400, person=101, chat=101, message_id=answer.message_id, row=1, col=0)
    assert url["error"] == "no such message"


async def test_a_message_has_all_a_bubble_needs(page: Page, bot: Bot) -> None:
    sent = await page.post("send", person=101, chat=101, text="x", html="<i>pyetje</i>")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Read", url="https://un.org/")]])
    await bot.send_document(101, b"abc", filename="x.csv", caption="file", disable_notification=True)
    text = 'one <a href="https://un.org/x">two</a>'
    await bot.send_message(
        101, text, parse_mode="HTML", reply_markup=keyboard, reply_to_message_id=sent["message_id"]
    )
    messages = (await page.state())["chats"][0]["messages"]
    assert messages[0]["html"] == "<i>pyetje</i>"
    assert messages[0]["from"] == {"id": 101, "first_name": "Arta", "is_bot": False}
    document = messages[1]["document"]
    assert (document["file_name"], document["size"], messages[1]["silent"]) == ("x.csv", 3, True)
    async with page.session.get(page.url.removesuffix("/sandbox") + document["url"]) as answer:
        assert await answer.read() == b"abc"
    assert messages[2] | {"date": 0, "message_id": 0} == {
        "message_id": 0,
        "date": 0,
        "edit_date": None,
        "from": {"id": 4242, "first_name": "Kumtar", "is_bot": True},
        "text": "one two",
        "entities": [{"type": "text_link", "offset": 4, "length": 3, "url": "https://un.org/x"}],
        "html": 'one <a href="https://un.org/x">two</a>',
        "reply_to": {"message_id": sent["message_id"], "text": "pyetje"},
        "keyboard": [[{"text": "Read", "url": "https://un.org/"}]],
        "silent": False,
        "document": None,
        "via_bot": False,
        "link_preview": {"url": "https://un.org/x"},
        "pinned": False,
        "service": False,
        "forwarded": False,
    }
    tap = await page.post("tap", person=101, chat=101, message_id=messages[2]["message_id"], row=0, col=0)
    assert tap == {"kind": "url", "url": "https://un.org/"}


async def test_groups_are_made_upgraded_and_left(page: Page, sandbox: Sandbox) -> None:
    made = await page.post("group", person=101, title="Lajme", type="group")
    await page.post("member", chat=made["chat"], person=102, status="administrator")
    heir = await page.post("migrate", chat=made["chat"])
    await page.post("remove_bot", chat=heir["chat"])
    chats = {chat["id"]: chat for chat in (await page.state())["chats"]}
    assert chats[made["chat"]]["migrated_to"] == heir["chat"]
    assert chats[heir["chat"]]["members"] == [101, 102]
    assert chats[heir["chat"]]["admins"] == [101, 102]
    texts = [message["text"] for message in chats[made["chat"]]["messages"]]
    assert texts == ["kumtar_demo_bot was added", "The group became a supergroup"]
    kinds = [update.kind for update in sandbox.updates.pending]
    assert kinds == ["my_chat_member", "message", "message", "message", "my_chat_member"]


async def test_inline_results_reach_the_page(page: Page, bot: Bot) -> None:
    asked = await page.post("inline", person=101, query="covid")
    seq = (await page.state())["seq"]
    article = InlineQueryResultArticle("1", "COVID-19", InputTextMessageContent("card"))
    button = InlineQueryResultsButton("Search", start_parameter="q_Y292aWQ")
    await bot.answer_inline_query(asked["query_id"], [article], button=button)
    (event,) = await page.events(seq, 1)
    assert (event["kind"], event["person"], event["query_id"]) == ("inline", 101, asked["query_id"])
    assert event["button"] == {"text": "Search", "start_parameter": "q_Y292aWQ"}
    assert event["results"][0]["title"] == "COVID-19"
    body = {"person": 101, "chat": 101, "query_id": asked["query_id"]}
    posted = await page.post("inline_choose", **body, result_id="1")
    message = (await page.state())["chats"][0]["messages"][-1]
    assert (message["message_id"], message["via_bot"]) == (posted["message_id"], True)
    assert "no result" in (await page.post("inline_choose", 400, **body, result_id="2"))["error"]


async def test_blocking_shows_and_menus_show(page: Page, bot: Bot) -> None:
    await page.post("send", person=101, chat=101, text="/start")
    await page.post("block", person=101, blocked=True)
    await bot.set_my_commands([("start", "fillo")], language_code="sq")
    await bot.set_my_commands([("announce", "x")], scope={"type": "chat", "chat_id": 900})
    state = await page.state()
    assert state["chats"][0]["blocked"]
    assert state["bot"]["menus"] == {
        "sq": [{"command": "start", "description": "fillo"}],
        "chat:900": [{"command": "announce", "description": "x"}],
    }


@pytest.mark.parametrize(
    ("action", "body", "error"),
    [
        ("send", {"person": 4242, "chat": 101, "text": "x"}, "no such person"),
        ("send", {"person": 101, "chat": 5, "text": "x"}, "no such chat"),
        ("send", {"person": 101, "chat": 102, "text": "x"}, "somebody else's"),
        ("send", {"person": 101, "chat": 101, "html": "<p>"}, "Unsupported start tag"),
        ("send", {"person": "x", "chat": 101}, "person must be a number"),
        ("tap", {"person": 101, "chat": 101, "message_id": 9}, "no such message"),
        ("group", {"person": 101, "title": " "}, "needs a title"),
        ("group", {"person": 101, "title": "x", "type": "private"}, "type is"),
        ("migrate", {"chat": 101}, "no basic group"),
        ("remove_bot", {"chat": 101}, "nobody administers"),
        ("member", {"chat": 101, "person": 102, "status": "king"}, "no status 'king'"),
        ("inline_choose", {"person": 101, "query_id": "x"}, "no such inline query"),
        ("fault", {"kind": "flu"}, "no fault 'flu'"),
    ],
)
async def test_what_cannot_be_done_is_said(page: Page, action: str, body: dict[str, Any], error: str) -> None:
    assert error in (await page.post(action, 400, **body))["error"]


async def test_faults_can_be_ordered_over_http(page: Page, sandbox: Sandbox) -> None:
    await page.post("fault", kind="flood", method="sendMessage", seconds=3)
    fault = sandbox.api.faults.strike("sendMessage", 101)
    assert fault is not None
    assert fault.kind == "flood"


async def test_only_this_page_may_act(page: Page, sandbox: Sandbox) -> None:
    url = f"{sandbox.url}/sandbox/send"
    body = json.dumps({"person": 101, "chat": 101, "text": "x"})
    form = {"Content-Type": "text/plain"}
    foreign = {"Content-Type": "application/json", "Origin": "https://evil.example"}
    own = {"Content-Type": "application/json", "Origin": sandbox.url}
    for headers, status in ((form, 415), (foreign, 403), (own, 200)):
        async with page.session.post(url, data=body, headers=headers) as answer:
            assert answer.status == status
    for data in ("[]", "{"):
        async with page.session.post(url, data=data, headers=own) as answer:
            assert answer.status == 400
    for host, status in (("evil.example", 403), ("localhost:80", 200), ("[::1]", 200)):
        async with page.session.get(f"{sandbox.url}/sandbox/state", headers={"Host": host}) as answer:
            assert answer.status == status


async def test_the_page_and_nothing_else_is_served(page: Page, sandbox: Sandbox) -> None:
    for path, status in (
        ("/", 200),
        ("/page/style.css", 200),
        ("/page/none.js", 404),
        ("/page/..%2fworld.py", 404),
        ("/page/%2e%2e%2f__init__.py", 404),
        ("/sandbox/file/none", 404),
        ("/sandbox/events?after=x", 400),
    ):
        async with page.session.get(f"{sandbox.url}{path}") as answer:
            assert answer.status == status, path


async def test_it_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    people = tmp_path / "people.json"
    people.write_text(json.dumps([{"first_name": "Arta", "id": 5, "language_code": "sq"}]))
    root = Path(__file__).parent.parent.parent
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "--port", "0", "--people", str(people),
        cwd=root, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        url = (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()
        async with aiohttp.ClientSession() as session, session.get(f"{url}/sandbox/state") as answer:
            assert [person["id"] for person in (await answer.json())["people"]] == [5]
    finally:
        process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), 20) == 0
