"""The small rims: schedule, logs, health page, language detection."""

import asyncio
import json
import logging

import aiohttp
import pytest

from bot.domain.errors import StoreUnavailable
from bot.language.detect import Detector
from bot.observability.logs import configure_logs, scrub
from bot.schedule import Schedule
from bot.web.health import health_page

TOKEN = "123456789:AAexampleexampleexampleexampleexamp"


class Clocks:
    """A wall clock that can be set, and a monotonic one that cannot."""

    def __init__(self):
        self.stepped = 0

    def wall(self):
        return int((asyncio.get_running_loop().time() + self.stepped) * 1000)

    def monotonic(self):
        return asyncio.get_running_loop().time()


async def until(what):
    for _ in range(400):
        if what():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("waited in vain")


async def test_a_call_that_fails_is_made_again_and_harms_no_other():
    clocks, made = Clocks(), []

    async def failing():
        made.append("failing")
        raise StoreUnavailable("locked") if len(made) % 2 else RuntimeError("odd")

    async def fine():
        made.append("fine")

    schedule = Schedule(clock=clocks.wall, monotonic=clocks.monotonic)
    schedule.every(0.05, failing, name="failing")
    schedule.every(0.05, fine, name="fine")
    schedule.start()
    await until(lambda: made.count("failing") > 2 and made.count("fine") > 2)
    await schedule.stop()


async def test_a_call_under_way_is_never_started_twice():
    clocks, running, most = Clocks(), 0, 0

    async def slow():
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.2)
        running -= 1

    schedule = Schedule(clock=clocks.wall, monotonic=clocks.monotonic)
    schedule.every(0.02, slow, name="slow")
    schedule.start()
    await asyncio.sleep(0.5)
    await schedule.stop()
    assert most == 1


async def test_when_the_clock_is_set_every_call_comes_at_once(caplog):
    clocks, made = Clocks(), []

    async def hourly():
        made.append(1)

    schedule = Schedule(clock=clocks.wall, monotonic=clocks.monotonic)
    schedule.every(3600, hourly, name="hourly")
    schedule.start()
    await until(lambda: made)
    clocks.stepped = -3600
    await until(lambda: len(made) == 2)
    await schedule.stop()
    assert "the clock was set -3600 s" in caplog.text


def test_tokens_and_credentials_never_reach_a_log():
    text = f"https://api.telegram.org/bot{TOKEN}/getMe postgresql://me:hunter2@host/x"
    assert scrub(text) == "https://api.telegram.org/bot***/getMe postgresql://***@host/x"


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_log_line_is_scrubbed_traceback_and_all(form, capsys):
    before = logging.getLogger().handlers[:]
    try:
        configure_logs("INFO", form)
        try:
            raise RuntimeError(f"bot{TOKEN}")
        except RuntimeError:
            logging.getLogger("x").exception("failed with %s", TOKEN)
        line = capsys.readouterr().err
    finally:
        logging.getLogger().handlers[:] = before
    assert TOKEN not in line
    assert "***" in line
    if form == "json":
        assert json.loads(line)["level"] == "ERROR"


async def test_the_health_page_says_in_words_what_is_wrong():
    wrong = {"database": "", "delivery": ""}

    def check(name):
        async def answer():
            return wrong[name]

        return answer

    async with (
        health_page("127.0.0.1:0", {name: check(name) for name in wrong}) as url,
        aiohttp.ClientSession() as web,
    ):
        async with web.get(f"{url}/healthz") as alive:
            assert alive.status == 200
        async with web.get(f"{url}/readyz") as ready:
            assert (ready.status, await ready.text()) == (200, "database: ok\ndelivery: ok\n")
        wrong["delivery"] = "standing by"
        async with web.get(f"{url}/readyz") as ready:
            assert (ready.status, await ready.text()) == (503, "database: ok\ndelivery: standing by\n")


DETECTOR = Detector()


@pytest.mark.parametrize(
    ("text", "prior", "lang"),
    [
        ("Dita Ndërkombëtare e të Drejtave të Njeriut", None, "sq"),
        ("Međunarodni dan ljudskih prava u Prištini", None, "sr"),
        ("Међународни дан људских права", None, "sr"),
        ("Međunarodni dan ljudskih prava u Zagrebu danas", "hr", "sr"),
        ("International Human Rights Day in the region", "sq", "en"),
        ("COVID-19", "sq", "sq"),
        ("COVID-19", None, "und"),
        ("Internationaler Tag der Menschenrechte", "de-DE", "de"),
    ],
)
def test_the_language_is_told_by_script_then_words_then_source(text, prior, lang):
    assert DETECTOR.detect(text, prior=prior) == lang
