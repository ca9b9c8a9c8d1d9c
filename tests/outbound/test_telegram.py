"""Every answer of Telegram becomes a value: each row of the table of facts, over real HTTP."""

import asyncio
import json

import pytest
from telegram.error import ChatMigrated, InvalidToken, NetworkError, TelegramError, TimedOut

from bot.domain.delivery import (
    Gone,
    Migrated,
    NoRights,
    Rejected,
    Sent,
    Throttled,
    Unavailable,
    Unknown,
    Vanished,
    Withheld,
)
from bot.domain.fanout import Priority
from bot.domain.message import Button, Outgoing
from bot.domain.subscriber import Address, ChatKind, SubscriberState
from bot.outbound.bot import KumtarBot
from bot.outbound.request import AiohttpRequest, Form, NotTaken

HELLO = Outgoing(
    "<b>Hello</b>", ((Button("Read", url="https://un.example/1"), Button("More", data="stm:more:1")),)
)


async def send(messenger, chat, message=HELLO, kind=ChatKind.PRIVATE, priority=Priority.STATEMENT, **more):
    return await messenger.send(Address(chat), message, kind=kind, priority=priority, **more)


BAD, FORBIDDEN = "Bad Request: ", "Forbidden: "
TABLE = [
    (403, FORBIDDEN + "bot was blocked by the user", Gone, SubscriberState.BLOCKED),
    (403, FORBIDDEN + "user is deactivated", Gone, SubscriberState.DEACTIVATED),
    (403, FORBIDDEN + "bot can't initiate conversation with a user", Gone, SubscriberState.BLOCKED),
    (403, FORBIDDEN + "the bot can't send messages to the bot", Gone, SubscriberState.NOT_FOUND),
    (400, BAD + "chat not found", Gone, SubscriberState.NOT_FOUND),
    (403, FORBIDDEN + "bot was kicked from the group chat", Gone, SubscriberState.KICKED),
    (403, FORBIDDEN + "bot was kicked from the supergroup chat", Gone, SubscriberState.KICKED),
    (403, FORBIDDEN + "bot was kicked from the channel chat", Gone, SubscriberState.KICKED),
    (403, FORBIDDEN + "bot is not a member of the supergroup chat", Gone, SubscriberState.KICKED),
    (403, FORBIDDEN + "bot is not a member of the channel chat", Gone, SubscriberState.KICKED),
    (403, FORBIDDEN + "the group chat was deleted", Gone, SubscriberState.KICKED),
    (403, FORBIDDEN + "something nobody has seen yet", Gone, SubscriberState.BLOCKED),
    (400, BAD + "not enough rights to send text messages to the chat", NoRights, None),
    (400, BAD + "need administrator rights in the channel chat", NoRights, None),
    (400, BAD + "message thread not found", NoRights, None),
    (400, BAD + "TOPIC_CLOSED", NoRights, None),
    (400, BAD + "CHAT_SEND_PLAIN_FORBIDDEN", NoRights, None),
    (400, BAD + "message text is empty", Rejected, None),
    (400, BAD + "text must be non-empty", Rejected, None),
    (400, BAD + "message is too long", Rejected, None),
    (400, BAD + 'can\'t parse entities: Unsupported start tag "x" at byte offset 3', Rejected, None),
    (400, BAD + "BUTTON_DATA_INVALID", Rejected, None),
    (400, BAD + "reply markup is too long", Rejected, None),
    (413, "Request Entity Too Large", Rejected, None),
    (401, "Unauthorized", Unavailable, None),
    (500, "Internal Server Error", Unavailable, None),
    (503, "Service Unavailable", Unavailable, None),
    (504, "Gateway Timeout", Unavailable, None),
]


@pytest.mark.parametrize(("code", "description", "outcome", "state"), TABLE)
async def test_each_refusal_has_its_outcome(  # noqa: PLR0917 - a row of the table
    sandbox, messenger, code, description, outcome, state
):
    ana = sandbox.person("Ana", started=True)
    sandbox.fault("error", code=code, description=description)
    answer = await send(messenger, ana.chat_id)
    assert isinstance(answer, outcome)
    assert sandbox.token not in repr(answer)
    if state is not None:
        assert answer.state is state
    assert not ana.received


async def test_sent(sandbox, messenger):
    ana = sandbox.person("Ana", started=True)
    answer = await send(messenger, ana.chat_id)
    (message,) = ana.received
    assert answer == Sent(message.message_id)
    assert message.text == "Hello"
    (call,) = sandbox.calls_of("sendMessage")
    assert "Read" in str(call)


async def test_a_broadcast_keeps_its_entities_as_the_editor_made_them(sandbox, messenger):
    ana = sandbox.person("Ana", started=True)
    entities = json.dumps([{"type": "bold", "offset": 0, "length": 2}])
    assert isinstance(
        await send(messenger, ana.chat_id, Outgoing("<b>5 < 6", entities=entities, silent=True)), Sent
    )
    (message,) = ana.received
    assert message.text == "<b>5 < 6"


@pytest.mark.parametrize(
    ("fault", "outcome", "arrived"),
    [
        ("bad_gateway", Unavailable, 0),
        ("reset", Unknown, 0),
        ("no_answer", Unknown, 0),
        ("lost", Unknown, 1),
        ("truncated", Unknown, 1),
        ("garbage", Unknown, 1),
        ("hang", Unknown, 0),
        ("hang_after", Unknown, 1),
    ],
)
async def test_a_lost_answer_is_unknown_and_a_gateway_that_refused_is_not(
    sandbox, messenger, fault, outcome, arrived
):
    ana = sandbox.person("Ana", started=True)
    sandbox.fault(fault)
    assert isinstance(await send(messenger, ana.chat_id), outcome)
    assert len(ana.received) == arrived


async def test_nobody_listening_is_unavailable(sandbox, messenger):
    ana = sandbox.person("Ana", started=True)
    await sandbox.stop()
    # the connection that was kept open breaks under the first: nobody can know what became of that one
    assert isinstance(await send(messenger, ana.chat_id, priority=Priority.REPLY), Unknown)
    answer = await send(messenger, ana.chat_id, priority=Priority.REPLY)
    assert isinstance(answer, Unavailable)
    assert sandbox.token not in answer.reason


async def test_a_flood_says_for_whom_and_how_long(sandbox, messenger, pacer):
    ana = sandbox.person("Ana", started=True)
    group = sandbox.group("Neighbours", ana)
    sandbox.fault("flood", seconds=17, times=2)
    answer = await send(messenger, group.id, kind=ChatKind.SUPERGROUP)
    assert answer == Throttled(17, chat_only=True)
    await asyncio.sleep(1.01)
    assert await send(messenger, ana.chat_id) == Throttled(17, chat_only=False)
    assert pacer.state().paused_for > 15


async def test_a_group_that_moved_says_where_to(sandbox, messenger):
    owner = sandbox.person("Owner", started=True)
    group = sandbox.group("Neighbours", owner, kind="group")
    bigger = sandbox.migrate(group)
    assert await send(messenger, group.id, kind=ChatKind.GROUP) == Migrated(bigger.id)


async def test_the_thread_is_named_unless_it_is_general(sandbox, messenger):
    owner = sandbox.person("Owner", started=True)
    forum = sandbox.group("Forum", owner, forum=True)
    topic = sandbox.topic(forum, "News")
    for thread in (topic.thread_id, 1, 0):
        answer = await messenger.send(
            Address(forum.id, thread), HELLO, kind=ChatKind.SUPERGROUP, priority=Priority.REPLY
        )
        assert isinstance(answer, Sent)


async def test_an_edit_that_changes_nothing_counts_as_made(sandbox, messenger):
    ana = sandbox.person("Ana", started=True)
    sent = await send(messenger, ana.chat_id)
    where = {"kind": ChatKind.PRIVATE, "priority": Priority.EDIT}
    address = Address(ana.chat_id)
    assert await messenger.edit(address, sent.message_id, Outgoing("New"), **where) == sent
    assert ana.received[0].text == "New"
    assert await messenger.edit(address, sent.message_id, Outgoing("New"), **where) == sent
    assert isinstance(await messenger.edit(address, 4711, Outgoing("New"), **where), Vanished)


async def test_who_may_not_leave_is_withheld_and_nothing_is_sent(sandbox, messenger):
    ana = sandbox.person("Ana", started=True)
    assert await send(messenger, ana.chat_id, leave=lambda: False) == Withheld()
    assert not ana.received


# ── the transport under the library ───────────────────────────────────────────────────────────────


async def test_files_are_uploaded(sandbox, bot):
    ana = sandbox.person("Ana", started=True)
    await bot.send_document(ana.chat_id, b"a;b\n1;2\n", filename="readers – all.csv", caption="Here")
    (call,) = sandbox.calls_of("sendDocument")
    assert "Here" in str(call)


async def test_errors_are_those_the_library_expects(sandbox, bot):
    ana = sandbox.person("Ana", started=True)
    sandbox.fault("hang")
    with pytest.raises(TimedOut):
        await bot.send_message(ana.chat_id, "x")
    sandbox.fault("reset")
    with pytest.raises(NetworkError) as lost:
        await bot.send_message(ana.chat_id, "x")
    assert not isinstance(lost.value, NotTaken)
    sandbox.fault("bad_gateway")
    with pytest.raises(NotTaken):
        await bot.send_message(ana.chat_id, "x")
    group = sandbox.group("Neighbours", ana, kind="group")
    sandbox.migrate(group)
    with pytest.raises(ChatMigrated):
        await bot.send_message(group.id, "x")


@pytest.mark.parametrize("data", [None, Form("text=x")])
async def test_no_error_carries_the_token(sandbox, data):
    request = AiohttpRequest(read_timeout=0.3, connect_timeout=0.3)
    with pytest.raises(NotTaken):
        await request.do_request("http://127.0.0.1:9/bot123:secret/getMe", "POST", data)
    await request.initialize()
    for url in ("http://127.0.0.1:9/bot123:secret/getMe", "nonsense://bot123:secret/"):
        with pytest.raises(NetworkError) as failed:
            await request.post(url, data)
        seen, error = "", failed.value
        while error is not None:
            seen += f"{error!r}{error}"
            error = error.__cause__
        assert "secret" not in seen
    await request.shutdown()
    assert "token" not in repr(KumtarBot("123:token"))


async def test_an_update_that_cannot_be_read_does_not_stop_polling(sandbox, bot):
    ana = sandbox.person("Ana", started=True)
    sandbox.unparsable_update()
    await ana.send("hello")
    updates = await bot.get_updates(timeout=1)
    assert updates[0].effective_message is None
    assert updates[-1].effective_message.text == "hello"
    assert await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0) == ()


async def test_polling_outlives_a_token_that_telegram_does_not_know_and_says_so(sandbox, bot):
    sandbox.fault("error", method="getUpdates", code=401, description="Unauthorized", times=2)
    for failed in (1, 2):
        with pytest.raises(TelegramError) as refused:
            await bot.get_updates(timeout=0)
        assert not isinstance(refused.value, InvalidToken)  # the library never polls again after that one
        assert bot.failed_polls == failed
        assert bool(bot.trouble) is (failed > 1)
    assert bot.trouble == "the last 2 polls failed: Telegram does not know the token (Unauthorized)"
    await bot.get_updates(timeout=0)
    assert (bot.failed_polls, bot.trouble) == (0, "")


# ── replies of handlers ───────────────────────────────────────────────────────────────────────────


async def test_a_reply_is_sent_again_when_telegram_asked_to_wait(sandbox, bot, pacer):
    ana = sandbox.person("Ana", started=True)
    sandbox.fault("flood", seconds=1, times=2)
    started = asyncio.get_running_loop().time()
    await bot.send_message(ana.chat_id, "At last")
    assert asyncio.get_running_loop().time() - started >= 2
    assert [message.text for message in ana.received] == ["At last"]
    assert pacer.state().in_flight == 0


async def test_replies_take_turns_and_answers_to_taps_do_not(sandbox, bot, pacer):
    ana = sandbox.person("Ana", started=True)
    turns = []
    given = pacer.turn

    async def counted(*args, **more):
        turns.append(args)
        return await given(*args, **more)

    pacer.turn = counted
    message = await bot.send_message(ana.chat_id, "x")
    await message.edit_text("y")
    await bot.set_my_commands([("start", "Start")])
    await bot.get_chat(ana.chat_id)
    assert len(turns) == 2
    assert turns[0] == (ana.chat_id, ChatKind.PRIVATE, Priority.REPLY)


async def test_pushes_have_one_turn_each(sandbox, messenger, pacer):
    ana = sandbox.person("Ana", started=True)
    await send(messenger, ana.chat_id)
    assert pacer._arrivals == 1
