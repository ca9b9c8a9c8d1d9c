"""What goes on beside the answers: it repeats until it is over, survives a locked database, and can be stopped."""

import asyncio

from bot.domain.errors import NotFound, StoreUnavailable
from handlers.watching import Watches
from tests.bot.conftest import DELAY
from tests.bot.newsroom import delivering, editor
from tests.bot.test_editors_announcing import confirmed

GO_ON, OVER = False, True


class Looks:
    """Gives or raises one thing after another, and counts."""

    def __init__(self, *outcomes):
        self.outcomes = list(outcomes)
        self.count = 0
        self.over = asyncio.Event()

    async def __call__(self):
        self.count += 1
        outcome = self.outcomes.pop(0)
        if not self.outcomes:
            self.over.set()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


async def ended(watches, looks):
    await asyncio.wait_for(looks.over.wait(), 5)
    await watches.stop()
    return looks.count


async def test_it_looks_until_it_is_over():
    watches = Watches(every=0.001)
    looks = Looks(GO_ON, StoreUnavailable("locked"), GO_ON, OVER)
    watches.start("a", looks)
    assert await ended(watches, looks) == 4


async def test_it_gives_up_what_is_gone_and_what_it_does_not_understand(caplog):
    for trouble in (NotFound("gone"), RuntimeError("odd")):
        watches, looks = Watches(every=0.001), Looks(trouble)
        watches.start("a", looks)
        assert await ended(watches, looks) == 1
    assert "a look was given up" in caplog.text


async def test_the_same_thing_is_watched_once():
    watches = Watches(every=0.001)
    first, second = Looks(GO_ON, OVER), Looks(OVER)
    watches.start("a", first)
    watches.start("a", second)
    assert await ended(watches, first) == 2
    assert second.count == 0


async def test_what_is_told_aside_fails_alone(caplog):
    watches = Watches()

    async def fails():
        raise RuntimeError("odd")

    watches.aside(fails())
    await asyncio.sleep(0)
    await watches.stop()
    assert "something was not told" in caplog.text


async def test_a_progress_message_survives_a_failed_edit(bot):
    await bot.reader("Emma")
    arta = await editor(bot)
    async with delivering(bot):
        under = await confirmed(bot, arta)
        bot.sandbox.fault("error", method="editMessageText", code=502, description="Bad Gateway", times=2)
        bot.clock.now += DELAY
        await arta.sees_edit(under, "✅ Sent")


async def test_a_progress_message_that_is_gone_is_let_go(bot, caplog):
    caplog.set_level("INFO")
    emma, arta = await bot.reader("Emma"), await editor(bot)
    async with delivering(bot):
        await confirmed(bot, arta)
        bot.sandbox.fault(
            "error",
            method="editMessageText",
            code=400,
            description="Bad Request: message to edit not found",
            times=9,
        )
        bot.clock.now += DELAY
        await emma.receives("Hello")
        await bot.comes(lambda: _told(caplog), "the message to be let go")


async def _told(caplog):
    return "cannot be edited any more" in caplog.text
