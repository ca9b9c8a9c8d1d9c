"""The sandbox as one object: starts the server, makes people and chats, tells what happened."""

# ruff: noqa: ASYNC109 - a wait for somebody ends with a message, not with a bare TimeoutError

import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from aiohttp import web

from sandbox.acts import Acts
from sandbox.control import Control
from sandbox.faults import Fault, Kind
from sandbox.limits import Limiter, Limits, Violation
from sandbox.person import TIMEOUT, Person
from sandbox.record import Record, Recorded
from sandbox.schema import load_schema
from sandbox.server import LARGEST_BODY, TOKEN, BotApi, loopback_only
from sandbox.updates import UpdateQueue
from sandbox.world import (
    SUPERGROUP,
    Account,
    Chat,
    Member,
    Message,
    Topic,
    World,
)

DEMO_TOKEN: Final = "4242:kumtar-sandbox-token-of-no-worth-00"  # noqa: S105 - opens nothing but this sandbox
_FIRST_ID: Final = {"reader": 101, "editor": 900}


class Sandbox:
    """A stand-in for Telegram on loopback. Use it as `async with Sandbox() as sandbox:`.

    `limits=None` lets the bot send without limit; `token=None` lets any well-formed token in;
    `schema` is the path of an api.json each call is held against; `latency` is the seconds
    Telegram takes for each call; `stretch` holds back repeated short polls as Telegram does.
    """

    def __init__(
        self,
        *,
        token: str | None = None,
        limits: Limits | None = None,
        port: int = 0,
        schema: Path | None = None,
        latency: float = 0.0,
        record_calls: bool = True,
        stretch: bool = False,
        bot_username: str = "kumtar_demo_bot",
        bot_name: str = "Kumtar",
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.token: Final = token or DEMO_TOKEN
        if not TOKEN.fullmatch(self.token):
            raise ValueError("a token is digits, a colon and 35 of A-Z a-z 0-9 _ -")
        bot_id = int(self.token.partition(":")[0])
        bot = Account(bot_id, bot_name, is_bot=True, username=bot_username)
        self.world: Final = World(bot, clock=clock, monotonic=monotonic)
        self.updates: Final = UpdateQueue(monotonic, stretch=stretch)
        self.limiter: Final = Limiter(limits, monotonic)
        self.acts: Final = Acts(self.world, self.updates)
        self.api: Final = BotApi(
            self.world,
            self.updates,
            self.limiter,
            token=token,
            schema=load_schema(schema) if schema is not None else None,
            latency=latency,
            record=Record(keep_calls=record_calls),
        )
        self._wanted_port: Final = port
        self._port = 0
        self._runner: web.AppRunner | None = None
        self._people: dict[int, Person] = {}

    # Life

    async def start(self) -> Self:
        """Listens on 127.0.0.1. Raises OSError if the port is taken."""
        app = web.Application(middlewares=[loopback_only], client_max_size=LARGEST_BODY)
        app.add_routes(self.api.routes())
        app.add_routes(Control(self.acts, self.api).routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._wanted_port, backlog=1024)
        await site.start()
        self._port = int(self._runner.addresses[0][1])
        return self

    async def stop(self) -> None:
        """Ends every poll and closes the server."""
        self.api.closing.set()
        self.api.faults.clear()
        self.updates.close()
        self.world.wake()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """Where it listens; the value for TELEGRAM_API_URL, and the chat page's address."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls base_url."""
        return f"{self.url}/bot"

    # People and chats

    def person(
        self,
        first_name: str,
        language: str | None = "en",
        *,
        id: int | None = None,
        username: str | None = None,
        role: str = "reader",
        started: bool = False,
    ) -> Person:
        """A new person; `started=True` skips the first /start."""
        person_id = id or self.world.free_id(_FIRST_ID.get(role, 101))
        account = Account(
            person_id,
            first_name,
            username=username,
            language=language,
            role=role,
            started=started,
        )
        return self.adopt(self.world.add_person(account))

    def adopt(self, account: Account) -> Person:
        """The handle of a person who is already in the world."""
        return self._people.setdefault(account.id, Person(account, self.acts))

    @property
    def people(self) -> list[Person]:
        """Everybody."""
        return [self.adopt(account) for account in self.world.people()]

    def group(
        self,
        title: str,
        creator: Person,
        *,
        kind: str = SUPERGROUP,
        members: tuple[Person, ...] = (),
        bot: str | None = "member",
        forum: bool = False,
    ) -> Chat:
        """A group its creator adds the bot to (as "member", "administrator", or None: not yet)."""
        chat = self.acts.new_chat(kind, title, creator.account, Member(bot) if bot is not None else None)
        chat.forum = forum
        for person in members:
            chat.members[person.id] = Member("member")
        return chat

    def channel(
        self, title: str, creator: Person, *, username: str | None = None, bot: str | None = "administrator"
    ) -> Chat:
        """A channel its creator adds the bot to."""
        chat = self.group(title, creator, kind="channel", bot=bot)
        chat.username = username
        return chat

    def member(self, chat: Chat, person: Person, status: str = "member", **rights: bool) -> None:
        """Makes somebody "member", "administrator", "left", "kicked" … of a chat."""
        by = self.world.accounts[chat.admins()[0]]
        self.acts.set_member(chat, by, person.account, Member(status, **rights))

    def bot_member(self, chat: Chat, status: str, **rights: bool) -> None:
        """The same for the bot: "left" or "kicked" removes it."""
        by = self.world.accounts[next(uid for uid in chat.admins() if uid != self.world.bot.id)]
        self.acts.set_member(chat, by, self.world.bot, Member(status, **rights))

    def topic(self, chat: Chat, name: str) -> Topic:
        """A new topic of a forum."""
        chat.forum = True
        topic = Topic(self.world.next_message_id(chat) + 1, name)
        chat.last_message_id = topic.thread_id
        chat.topics[topic.thread_id] = topic
        return topic

    def migrate(self, chat: Chat) -> Chat:
        """The basic group becomes a supergroup, which is returned."""
        return self.acts.migrate(chat)

    # Faults

    def fault(
        self,
        kind: Kind,
        *,
        method: str | None = "sendMessage",
        chat: Person | Chat | int | None = None,
        times: int = 1,
        after: int = 0,
        seconds: float = 1.0,
        code: int = 500,
        description: str = "Internal Server Error",
    ) -> Fault:
        """Lets something go wrong with the next `times` calls of the method (None: any method).

        `after` so many calls went well. The kinds are in sandbox/faults.py.
        """
        chat_id = chat if isinstance(chat, int) or chat is None else chat.id
        return self.api.faults.add(Fault(kind, method, chat_id, times, after, seconds, code, description))

    def hold(self, *, after: int = 0, method: str = "sendMessage") -> Fault:
        """Keeps calls of the method waiting, all but the next `after`, until `release` of what is returned.

        Whatever is to be tried in the midst of something is tried then, however slow the machine.
        """
        return self.fault("hold", method=method, after=after, times=sys.maxsize)

    def unparsable_update(self) -> None:
        """Queues an update that python-telegram-bot cannot parse."""
        self.acts.unparsable_update()

    # What happened

    @property
    def calls(self) -> list[Recorded]:
        """Every call of the bot in order, without getUpdates."""
        return self.api.record.calls

    def calls_of(self, method: str) -> list[Recorded]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method]

    @property
    def counts(self) -> Counter[str]:
        """How often each method was called."""
        return self.api.record.counts

    def sent_to(self, chat: Person | Chat | int) -> list[Message]:
        """The bot's messages in a chat as they stand now, oldest first."""
        chat_id = chat if isinstance(chat, int) else chat.id
        found = self.world.chats[chat_id].messages.values()
        return [message for message in found if message.by_bot]

    @property
    def schema_violations(self) -> list[str]:
        """Calls that do not fit the Bot API's schema; a good bot leaves this empty."""
        return self.api.violations

    @property
    def limit_violations(self) -> list[Violation]:
        """Sends refused with 429 because of a limit."""
        return self.limiter.violations

    async def until(self, look: Callable[[], bool], what: str = "it", timeout: float = TIMEOUT) -> None:
        """Waits until something about the sandbox is true; looks after every change."""
        found = await self.world.until(lambda: True if look() else None, timeout)
        assert found, f"waited {timeout} s in vain for: {what}"
