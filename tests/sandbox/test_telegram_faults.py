"""Bad days: what python-telegram-bot hears, and whether the message arrived all the same."""

import asyncio

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

from sandbox import Person, Sandbox


@pytest.mark.parametrize(
    ("kind", "error", "arrived"),
    [
        ("bad_gateway", NetworkError, 0),
        ("reset", NetworkError, 0),
        ("no_answer", NetworkError, 0),
        ("lost", NetworkError, 1),
        ("truncated", NetworkError, 1),
        ("garbage", TelegramError, 1),
        ("hang", TimedOut, 0),
        ("hang_after", TimedOut, 1),
    ],
)
async def test_a_fault_strikes_once_and_then_all_is_well(
    sandbox: Sandbox, bot: Bot, arta: Person, *, kind: str, error: type[Exception], arrived: int
) -> None:
    sandbox.fault(kind)
    with pytest.raises(error):
        await bot.send_message(arta.id, "hi", read_timeout=0.5)
    assert len(arta.received) == arrived
    await bot.send_message(arta.id, "hi again")
    assert len(arta.received) == arrived + 1


async def test_a_fault_waits_for_its_method_chat_and_turn(sandbox: Sandbox, bot: Bot, arta: Person) -> None:
    emma = sandbox.person("Emma", started=True)
    sandbox.fault("error", chat=emma, after=1, times=2, code=400, description="Bad Request: no")
    await bot.send_message(arta.id, "1")
    await bot.send_message(emma.id, "2")
    await bot.send_chat_action(emma.id, "typing")
    for _ in range(2):
        with pytest.raises(BadRequest, match="No"):
            await bot.send_message(emma.id, "3")
    await bot.send_message(emma.id, "4")
    assert [message.text for message in emma.received] == ["2", "4"]


async def test_a_flood_can_be_ordered(sandbox: Sandbox, bot: Bot, arta: Person) -> None:
    sandbox.fault("flood", seconds=17)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(arta.id, "hi")
    assert caught.value.retry_after.total_seconds() == 17


async def test_a_delay_only_delays(sandbox: Sandbox, bot: Bot, arta: Person) -> None:
    sandbox.fault("delay", seconds=0.05)
    await bot.send_message(arta.id, "hi")
    await arta.receives("hi")


async def test_what_is_held_waits_until_it_is_released(sandbox: Sandbox, bot: Bot, arta: Person) -> None:
    held = sandbox.hold(after=1)
    await bot.send_message(arta.id, "one")
    waiting = [asyncio.create_task(bot.send_message(arta.id, text)) for text in ("two", "three")]
    await bot.send_chat_action(arta.id, "typing")
    await asyncio.sleep(0.1)
    assert [message.text for message in arta.received] == ["one"]
    held.release()
    await asyncio.gather(*waiting)
    await bot.send_message(arta.id, "four")
    assert sorted(message.text for message in arta.received) == ["four", "one", "three", "two"]


async def test_faults_can_be_called_off_and_must_exist(sandbox: Sandbox, bot: Bot, arta: Person) -> None:
    sandbox.fault("reset", method=None, times=99)
    sandbox.api.faults.clear()
    await bot.send_message(arta.id, "hi")
    with pytest.raises(ValueError, match="no fault 'flu'"):
        sandbox.fault("flu")


async def test_an_update_the_library_cannot_parse_blocks_the_queue(
    sandbox: Sandbox, bot: Bot, arta: Person
) -> None:
    sandbox.unparsable_update()
    await arta.send("/start")
    with pytest.raises(TypeError, match="can_react_to_messages"):
        await bot.get_updates()
    assert len(sandbox.updates) == 2


async def test_a_stopping_sandbox_lets_go_of_whoever_waits() -> None:
    async with Sandbox() as sandbox:
        arta = sandbox.person("Arta", started=True)
        bot = Bot(sandbox.token, base_url=sandbox.base_url)
        sandbox.fault("hang")
        async with bot:
            hanging = asyncio.create_task(bot.send_message(arta.id, "hi", read_timeout=30))
            polling = asyncio.create_task(bot.get_updates(timeout=30))
            await sandbox.until(lambda: sandbox.updates.polls > 0, "a poll")
            await sandbox.until(lambda: sandbox.counts["sendMessage"] > 0, "a message")
            await sandbox.stop()
            assert await polling == ()
            with pytest.raises(NetworkError):
                await hanging
