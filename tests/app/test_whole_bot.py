"""The thread through everything, with the real process: a feed, a database, one alert in a chat; kills and stops."""

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp

from bot.config import Settings
from bot.domain.broadcast import Content
from sandbox import DEMO_TOKEN, Sandbox, find_schema
from sandbox.agency import Agency, AgencyStatement, write_demo_sources
from storage.broadcasts import SqlBroadcastStore
from storage.database import Database

ROOT = Path(__file__).parents[2]


def statement(number, title, lang="en"):
    summary = (
        f"The mission says of this: {title}. Twelve places are open to everyone who needs them, in all towns."
    )
    return AgencyStatement(str(number), lang, title, summary, f"{summary}\n\nMore about {title}.")


async def bot_process(folder, *arguments, **settings):
    ours = {name.upper() for name in Settings.model_fields}
    environment = (
        {k: v for k, v in os.environ.items() if k not in ours} | {"PYTHONPATH": str(ROOT)} | settings
    )
    return await asyncio.create_subprocess_exec(
        sys.executable, str(ROOT / "bot.py"), *arguments, cwd=folder, env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip


@asynccontextmanager
async def a_house(tmp_path, url, **more):
    async with Agency(None) as agency, Sandbox(token=DEMO_TOKEN, schema=find_schema()) as sandbox:
        write_demo_sources(tmp_path / "sources.toml", agency)
        settings = {
            "BOT_TOKEN": DEMO_TOKEN, "TELEGRAM_API_URL": sandbox.url, "DATABASE_URL": url, "POLL_INTERVAL": "1",
            "SOURCES_FILE": "sources.toml", "FETCH_ALLOW_NETWORKS": "127.0.0.0/8", **more,
        }  # fmt: skip
        running = []

        async def start():
            running.append(await bot_process(tmp_path, "run", **settings))
            return running[-1]

        try:
            yield agency, sandbox, start
        finally:
            for process in running:
                if process.returncode is None:
                    process.kill()
                await process.communicate()
        assert sandbox.schema_violations == []


async def ends(process, how=signal.SIGTERM):
    process.send_signal(how)
    await asyncio.wait_for(process.wait(), 12)
    return process.returncode


def is_alert(message):
    """An alert has a link to read; a list that names the same statement has none."""
    return "Read" in message.buttons


async def the_first_look(person, title):
    """Until the archive holds what was there before: what comes after it is pushed."""
    for _ in range(40):
        await person.send("/latest")
        with suppress(AssertionError):
            await person.receives(title, timeout=0.5)
            return
    raise AssertionError("the source was never looked at")


async def test_from_the_feed_to_one_alert_and_a_kill_loses_nothing(database_url, tmp_path):
    async with a_house(tmp_path, database_url) as (agency, sandbox, start):
        emma = sandbox.person("Emma", "en")
        agency.publish(statement(1, "It was there before"))
        process = await start()
        await emma.send("/start")
        await emma.receives("Welcome", timeout=45)
        await the_first_look(emma, "It was there before")
        agency.publish(statement(2, "A new bridge"))
        await emma.receives("A new bridge", timeout=45, where=is_alert)
        await asyncio.sleep(1)  # until it is in the ledger: what is in flight at a kill may come twice
        await ends(process, signal.SIGKILL)
        agency.publish(statement(3, "While it was down"))
        process = await start()
        # a look that the kill ended is repeated when its claim has run out, after 45 s
        await emma.receives("While it was down", timeout=90, where=is_alert)
        assert await ends(process) == 0
        texts = [message.text for message in emma.received if is_alert(message)]
        assert sum("A new bridge" in text for text in texts) == 1
        assert sum("While it was down" in text for text in texts) == 1


async def test_a_second_process_stands_by_and_takes_over(sqlite_url, tmp_path):
    async with a_house(tmp_path, sqlite_url) as (agency, sandbox, start):
        emma = sandbox.person("Emma", "en")
        first = await start()
        await emma.send("/start")
        await emma.receives("Welcome", timeout=45)
        second = await start()
        await asyncio.sleep(2)
        agency.publish(statement(1, "Told once"))
        assert second.returncode is None
        await ends(first, signal.SIGKILL)
        await emma.send("/help")
        await emma.receives("/latest", timeout=45)
        await ends(second)


async def test_the_health_page_answers(sqlite_url, tmp_path, unused_tcp_port):
    async with a_house(tmp_path, sqlite_url, HTTP_LISTEN=str(unused_tcp_port)) as (_, sandbox, start):
        emma = sandbox.person("Emma", "en")
        await start()
        await emma.send("/start")
        await emma.receives("Welcome", timeout=45)
        async with (
            aiohttp.ClientSession() as web,
            web.get(f"http://127.0.0.1:{unused_tcp_port}/readyz") as ready,
        ):
            assert ready.status == 200, await ready.text()


async def test_the_metrics_tell_what_went_through_the_house(sqlite_url, tmp_path, unused_tcp_port):
    async with a_house(tmp_path, sqlite_url, HTTP_LISTEN=str(unused_tcp_port)) as (agency, sandbox, start):
        emma = sandbox.person("Emma", "en")
        agency.publish(statement(1, "It was there before"))
        await start()
        await emma.send("/start")
        await emma.receives("Welcome", timeout=45)
        await the_first_look(emma, "It was there before")
        agency.publish(statement(2, "A new bridge"))
        await emma.receives("A new bridge", timeout=45, where=is_alert)
        wanted = (
            'kumtar_sends_total{kind="statement",outcome="sent"} 1.0', 'kumtar_deliveries_total{result="sent"} 1.0',
            'kumtar_publish_to_first_seconds_count{kind="statement"} 1.0',
            'kumtar_publish_to_last_seconds_count{kind="statement"} 1.0',
            'kumtar_statements_total{change="published"} 1.0', "kumtar_lease_held 1.0", "kumtar_database_away 0.0",
        )  # fmt: skip
        async with aiohttp.ClientSession() as web:
            for _ in range(40):
                async with web.get(f"http://127.0.0.1:{unused_tcp_port}/metrics") as page:
                    shown = await page.text()
                if all(line in shown for line in wanted):
                    break
                await asyncio.sleep(0.25)
        assert [line for line in wanted if line not in shown] == []
        assert 'kumtar_looks_total{result="read"} 0.0' not in shown
        assert "kumtar_update_seconds_count 0.0" not in shown


async def said(process):
    out, _ = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode, out.decode()


async def test_without_a_token_it_says_in_two_lines_what_to_do(tmp_path):
    code, out = await said(await bot_process(tmp_path, "run"))
    assert code == 2
    assert len(out.strip().splitlines()) == 2
    assert "@BotFather" in out


async def test_wrong_settings_are_told_without_a_traceback(tmp_path):
    code, out = await said(
        await bot_process(tmp_path, "run", POLL_INTERVAL="0", TIMEZONE="Mars", BOT_TOKEN="x:secret")
    )
    assert code == 2
    assert len(out.strip().splitlines()) == 3
    assert "Traceback" not in out
    assert "secret" not in out


async def test_a_token_telegram_does_not_know_is_told(sqlite_url, tmp_path):
    async with a_house(tmp_path, sqlite_url, BOT_TOKEN="123456789:AAexampleexampleexampleexampleexamp") as (
        _,
        _s,
        start,
    ):
        code, out = await said(await start())
        assert code == 2
        assert "Telegram does not know it" in out


async def test_check_tells_of_every_source_what_is_wrong(tmp_path):
    async with Agency(None) as agency:
        agency.publish(statement(1, "Fine"))
        write_demo_sources(tmp_path / "sources.toml", agency)
        agency_settings = {"SOURCES_FILE": "sources.toml", "FETCH_ALLOW_NETWORKS": "127.0.0.0/8"}
        code, out = await said(await bot_process(tmp_path, "check", **agency_settings))
        assert code == 1
        assert "reachable, rss20, 1 entries" in out
        assert "EMPTY" in out
        agency.fails_with = 503
        code, out = await said(await bot_process(tmp_path, "check", **agency_settings))
        assert out.count("NOT REACHABLE") == 3


async def test_readers_go_out_and_come_in_as_a_file_and_the_database_is_copied(sqlite_url, tmp_path):
    settings = {"DATABASE_URL": sqlite_url}
    (tmp_path / "in.csv").write_text("chat_id,language,topics,state\n5,sq en,human_rights,active\n")
    assert await said(await bot_process(tmp_path, "readers", "import", "in.csv", **settings)) == (
        0,
        "1 new readers, 0 updated\n",
    )
    assert (await said(await bot_process(tmp_path, "readers", "export", "out.csv", **settings)))[0] == 0
    assert "\n5,sq en,human_rights,active,sq,no," in (tmp_path / "out.csv").read_text()
    assert await said(await bot_process(tmp_path, "readers", "import", "out.csv", **settings)) == (
        0,
        "0 new readers, 1 updated\n",
    )
    (tmp_path / "bad.csv").write_text("chat_id,language,topics,state\nx,sq,,active\n")
    code, out = await said(await bot_process(tmp_path, "readers", "import", "bad.csv", **settings))
    assert code == 1
    assert "bad.csv:2:" in out
    assert (await said(await bot_process(tmp_path, "backup", "copy.db", **settings)))[0] == 0
    assert (tmp_path / "copy.db").stat().st_size > 0
    assert (await said(await bot_process(tmp_path, "settle-restore", DATABASE_URL="sqlite:///copy.db")))[
        0
    ] == 0


async def test_why_somebody_got_nothing_is_told_on_the_command_line(sqlite_url, tmp_path):
    settings = {"DATABASE_URL": sqlite_url}
    code, out = await said(await bot_process(tmp_path, "explain", "5", "1", **settings))
    assert (code, out) == (1, "There is no statement or announcement with the number 1.\n")
    database = await Database.open(sqlite_url)
    store = SqlBroadcastStore(database)
    made = await store.draft(9, Content("A & B"), audience=(), langs=(), confirm_token="t", now=1)
    await database.close()
    number = str(made.id)
    code, out = await said(await bot_process(tmp_path, "explain", "-5", number, **settings))
    assert code == 1
    assert "Nobody is subscribed in the chat -5" in out
    (tmp_path / "in.csv").write_text("chat_id,language,topics,state\n5,sq en,human_rights,active\n")
    assert (await said(await bot_process(tmp_path, "readers", "import", "in.csv", **settings)))[0] == 0
    code, out = await said(await bot_process(tmp_path, "explain", "5", number, **settings))
    assert code == 0
    assert f"№ {number} · A & B\n• It is a draft" in out
    assert "5, a private chat" in out
