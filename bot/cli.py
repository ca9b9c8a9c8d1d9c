"""The command line: `python bot.py run | demo | check | explain | migrate | backup | readers`. Says in words what to do."""

import argparse
import asyncio
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import open_app, user_agent, wall_clock
from bot.checking import check_sources
from bot.config import Settings, SettingsFault, load_settings
from bot.data import load_sources, load_taxonomy
from bot.domain.errors import InvalidInput, NotFound, StoreError
from bot.feeds.fetcher import HttpFetcher
from bot.feeds.parser import WorkerParser
from bot.i18n import load_texts
from bot.observability.logs import configure_logs, scrub
from bot.render.explaining import in_one, unknown_number
from bot.render.html import seen
from bot.render.voice import Voice
from bot.services.explaining import ExplainingService
from bot.services.portability import export_readers, import_readers
from storage.database import Database, migrate
from storage.desk import SqlDeskStore
from storage.explaining import SqlCaseStore
from storage.maintenance import backup, settle_after_restore
from storage.subscribers import SqlSubscriberStore

OK, FAILED, MISUSED = 0, 1, 2
DEMO = Path("var/demo")
DEMO_PORT = 8080
_HOW_TO_BEGIN = """\
There is no BOT_TOKEN. Get one from @BotFather on Telegram, then: cp .env.example .env, and put it there.
To see the bot at work without one: make demo"""

Command = Callable[[Settings, argparse.Namespace], Awaitable[int]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit: 0 done, 1 it failed, 2 the settings or the words on the line are wrong."""
    options = _parser().parse_args(arguments)
    try:
        settings = load_settings()
        configure_logs(settings.log_level, settings.log_format)
        sys.exit(asyncio.run(options.command(settings, options)))
    except SettingsFault as fault:
        _say(*fault.faults)
        sys.exit(MISUSED)
    except StoreError as error:
        _say(f"The database cannot be used: {scrub(str(error))}", "Look at DATABASE_URL, and at the disk.")
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(FAILED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bot.py", description="Kumtar: an agency's statements, on Telegram."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add(commands, "run", _run, "run the bot")
    demo = _add(commands, "demo", _demo, "run the bot against a stand-in for Telegram, in the browser")
    demo.add_argument("--port", type=int, default=DEMO_PORT, help="of the chat page (default: %(default)s)")
    _add(commands, "check", _check, "look at every source once, and say what is wrong and what to do")
    explain = _add(commands, "explain", _explain, "say why somebody did or did not get something")
    explain.add_argument("chat_id", type=int, metavar="CHAT_ID", help="as in /mydata; negative for a group")
    explain.add_argument("subject", type=int, metavar="NUMBER", help="of a statement or an announcement")
    _add(commands, "migrate", _migrate, "bring the database to the newest schema (run does it too)")
    copy = _add(commands, "backup", _backup, "copy the SQLite database while the bot runs")
    copy.add_argument("file", type=Path)
    _add(commands, "settle-restore", _settle_restore, "after a backup was put back: send nothing twice")
    readers = _add(commands, "readers", None, "readers as a CSV file").add_subparsers(
        required=True, metavar="ACT"
    )
    for name, command, words in (
        ("export", _export, "write every reader to FILE"),
        ("import", _import, "take in every reader of FILE, or none"),
    ):
        _add(readers, name, command, words).add_argument("file", type=Path)
    return parser


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    command: Command | None,
    words: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=words)
    parser.set_defaults(command=command)
    return parser


def _say(*lines: str) -> None:
    for line in lines:
        print(line, file=sys.stderr)


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _run(settings: Settings, _: argparse.Namespace) -> int:
    if not settings.bot_token.get_secret_value():
        _say(_HOW_TO_BEGIN)
        return MISUSED
    stop = _stop_on_signals()
    async with open_app(settings) as app:
        await app.run(stop)
    return OK


async def _check(settings: Settings, _: argparse.Namespace) -> int:
    specs = load_sources(settings.sources_file, load_taxonomy())
    async with (
        HttpFetcher(user_agent(settings), settings.fetch_allow_networks) as fetcher,
        WorkerParser() as parser,
    ):
        reports = await check_sources(specs, fetcher, parser, now=wall_clock(), zone=settings.zone)
    for report in reports:
        print(report.text)
    return OK if all(report.good for report in reports) else FAILED


async def _explain(settings: Settings, options: argparse.Namespace) -> int:
    voice = Voice(load_texts(), load_taxonomy(), settings.zone)
    async with _database(settings, migrated=True) as database:
        service = ExplainingService(SqlCaseStore(database), SqlDeskStore(database), clock=wall_clock)
        try:
            explanation = await service.explain(options.chat_id, options.subject)
        except NotFound:
            _say(seen(unknown_number("en", voice, options.subject)))
            return FAILED
    print(seen(in_one("en", voice, explanation)))
    return OK if explanation.case.readings else FAILED


async def _migrate(settings: Settings, _: argparse.Namespace) -> int:
    await migrate(settings.database_url.get_secret_value())
    return OK


@asynccontextmanager
async def _database(settings: Settings, *, migrated: bool) -> AsyncIterator[Database]:
    """The configured database, open while the context lasts; `migrated`: brought to the newest schema first."""
    url = settings.database_url.get_secret_value()
    if migrated:
        await migrate(url)
    database = await Database.open(url)
    try:
        yield database
    finally:
        await database.close()


async def _backup(settings: Settings, options: argparse.Namespace) -> int:
    async with _database(settings, migrated=False) as database:
        try:
            await backup(database, options.file)
        except InvalidInput:
            _say("PostgreSQL is backed up with its own tool: pg_dump --format=custom --file=FILE")
            return MISUSED
    print(f"{options.file}: {options.file.stat().st_size} bytes")
    return OK


async def _settle_restore(settings: Settings, _: argparse.Namespace) -> int:
    async with _database(settings, migrated=True) as database:
        cancelled = await settle_after_restore(database, now=wall_clock())
    print(f"{cancelled} unfinished sendings cancelled; the next look at each source only fills the archive")
    return OK


async def _export(settings: Settings, options: argparse.Namespace) -> int:
    async with _database(settings, migrated=False) as database:
        try:
            count = await export_readers(SqlSubscriberStore(database), options.file)
        except OSError as error:
            _say(f"{options.file}: {error.strerror}")
            return FAILED
    print(f"{count} readers in {options.file}")
    return OK


async def _import(settings: Settings, options: argparse.Namespace) -> int:
    async with _database(settings, migrated=True) as database:
        store = SqlSubscriberStore(database)
        try:
            report = await import_readers(store, load_taxonomy(), options.file, wall_clock())
        except OSError as error:
            _say(f"{options.file}: {error.strerror}")
            return FAILED
    for bad in report.bad:
        _say(f"{options.file}:{bad.line}: {bad.problem}")
    if report.bad:
        _say("Nothing was imported; mend these lines and try again.")
        return FAILED
    print(f"{report.new} new readers, {report.updated} updated")
    return OK


# ── the demo: the real bot process between a stand-in for Telegram and an invented agency ──


async def _demo(_: Settings, options: argparse.Namespace) -> int:
    from sandbox import DEMO_TOKEN, Sandbox  # noqa: PLC0415 - only the demo needs it
    from sandbox.agency import Agency, write_demo_sources  # noqa: PLC0415
    from sandbox.cast import DEMO_EDITORS, add_demo_people  # noqa: PLC0415

    stop = _stop_on_signals()
    shutil.rmtree(DEMO, ignore_errors=True)  # every demo begins at the beginning
    DEMO.mkdir(parents=True)
    async with Agency() as agency, Sandbox(token=DEMO_TOKEN, port=_free(options.port)) as sandbox:
        add_demo_people(sandbox)
        write_demo_sources(DEMO / "sources.toml", agency)
        with (DEMO / "bot.log").open("w") as log:
            bot = await _start_bot(sandbox.url, DEMO_TOKEN, DEMO_EDITORS, log.fileno())
        print(_WELCOME.format(url=sandbox.url, log=DEMO / "bot.log"), flush=True)
        stopping, ended = asyncio.ensure_future(stop.wait()), asyncio.ensure_future(bot.wait())
        await asyncio.wait((stopping, ended), return_when=asyncio.FIRST_COMPLETED)
        if ended.done():
            stopping.cancel()
            _say(f"The bot ended by itself (code {bot.returncode}); {DEMO / 'bot.log'} says why.")
            return FAILED
        bot.terminate()
        await ended
    print("\nStopped.")
    return OK


async def _start_bot(url: str, token: str, editors: Sequence[int], log: int) -> asyncio.subprocess.Process:
    """`bot.py run` in `var/demo`, out of reach of the operator's own `.env` and of this terminal's Ctrl-C."""
    root = Path(__file__).resolve().parent.parent
    ours = {name.upper() for name in Settings.model_fields}
    environment = {name: value for name, value in os.environ.items() if name.upper() not in ours}
    environment |= {
        "BOT_TOKEN": token,
        "TELEGRAM_API_URL": url,
        "DATABASE_URL": "sqlite:///kumtar.db",
        "SOURCES_FILE": "sources.toml",
        "ADMIN_IDS": ",".join(map(str, editors)),
        "POLL_INTERVAL": "3",
        "BROADCAST_DELAY": "10",
        "FETCH_ALLOW_NETWORKS": "127.0.0.0/8",
        "CONTACT": "the two of us at the demo agency",
        "PYTHONPATH": str(root),
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run",
        cwd=DEMO, env=environment, stdout=log, stderr=log, stdin=asyncio.subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def _free(port: int) -> int:
    """`port`, or 0 (any) when it is taken."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return 0
    return port


_WELCOME = """
Kumtar is running: {url}

Four things to try there:
  1. As Arta: press Start, choose a language and a topic. Within a minute an alert comes by itself.
  2. As Emma: type /search covid-19. After two minutes /latest marks one statement with ✏️: corrected.
  3. As Emma, in the group "Neighbours": type @kumtar_demo_bot covid, and post a statement there.
  4. As Drita, the editor: /announce, and see it reach the others.

The agency is invented, and so is all it says. The bot's log: {log}
Ctrl-C stops everything.
"""
