"""The sandbox's people, chats and messages: plain state, and an event for every change. No I/O."""

# ruff: noqa: ASYNC109 - a wait for somebody ends with a message, not with a bare TimeoutError

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from sandbox.entities import Formatted

T = TypeVar("T")

PRIVATE: Final = "private"
GROUP: Final = "group"
SUPERGROUP: Final = "supergroup"
CHANNEL: Final = "channel"
PRESENT: Final = frozenset({"creator", "administrator", "member", "restricted"})
ADMIN: Final = frozenset({"creator", "administrator"})
ANONYMOUS_ADMIN: Final = 1087968824
GENERAL_TOPIC: Final = 1
_LOOK_AGAIN: Final = 0.05  # seconds; what is waited for may be no event of this world


@dataclass(slots=True, eq=False)
class Account:
    """A person or a bot."""

    id: int
    first_name: str
    is_bot: bool = False
    username: str | None = None
    language: str | None = None
    role: str = "reader"
    started: bool = False
    blocked: bool = False
    deactivated: bool = False


@dataclass(slots=True)
class Member:
    """What somebody is in a chat and may do there."""

    status: str
    anonymous: bool = False
    can_send: bool = True
    can_delete: bool = True
    can_pin: bool = True

    @property
    def present(self) -> bool:
        """Whether they are in the chat at all."""
        return self.status in PRESENT


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button; exactly one of the fields after `text` is set."""

    text: str
    callback_data: str | None = None
    url: str | None = None
    switch_inline_query: str | None = None
    switch_inline_query_current_chat: str | None = None
    copy_text: str | None = None
    other: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file somebody sent."""

    file_id: str
    file_name: str
    content: bytes
    mime_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a forwarded message was first."""

    chat_id: int
    message_id: int
    sender: Account | None
    date: int


@dataclass(slots=True, eq=False)
class Message:
    """One message; it changes in place when it is edited, deleted or pinned."""

    message_id: int
    chat: "Chat"
    date: int
    sender: Account | None
    content: Formatted = field(default_factory=Formatted)
    keyboard: Keyboard = ()
    reply_to: "Message | None" = None
    sender_chat: "Chat | None" = None
    thread_id: int | None = None
    document: Document | None = None
    origin: Origin | None = None
    via_bot: Account | None = None
    inline_message_id: str | None = None
    reply_keyboard: dict[str, Any] | None = None
    service: dict[str, Any] | None = None
    preview_url: str | None = None
    by_bot: bool = False
    silent: bool = False
    protected: bool = False
    pinned: bool = False
    deleted: bool = False
    edit_date: int | None = None
    earlier: list[Formatted] = field(default_factory=list)
    edits: int = 0

    @property
    def text(self) -> str:
        """The text or caption as it stands now."""
        return self.content.text

    @property
    def html(self) -> str:
        """The text as safe HTML."""
        return self.content.html

    @property
    def buttons(self) -> list[str]:
        """The texts of the inline buttons, row by row."""
        return [button.text for row in self.keyboard for button in row]

    def button(self, text: str) -> Button:
        """The button with this text, or the only one that contains it."""
        flat = [button for row in self.keyboard for button in row]
        exact = [button for button in flat if button.text == text]
        found = exact or [button for button in flat if text in button.text]
        if len(exact or found) < 1 or (not exact and len(found) > 1):
            raise AssertionError(f"no single button {text!r} among {self.buttons}")
        return found[0]

    def __repr__(self) -> str:
        state = " deleted" if self.deleted else f" edited {self.edits}x" if self.edits else ""
        return f"<Message {self.message_id}{state} {self.text!r} {self.buttons}>"


@dataclass(slots=True)
class Topic:
    """A forum topic."""

    thread_id: int
    name: str
    closed: bool = False
    deleted: bool = False


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat with the bot, a group, a supergroup or a channel."""

    id: int
    kind: str
    title: str
    username: str | None = None
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    forum: bool = False
    members_may_send: bool = True
    migrated_to: int | None = None
    deleted: bool = False
    typing_until: float = 0.0
    last_message_id: int = 0

    def admins(self) -> list[int]:
        """The ids of creator and administrators."""
        return [uid for uid, member in self.members.items() if member.status in ADMIN]


@dataclass(slots=True, eq=False)
class CallbackQuery:
    """A tap that waits for the bot's answer."""

    id: str
    person: Account
    message: Message
    data: str
    at: float
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str | None = None


@dataclass(slots=True, eq=False)
class InlineQuery:
    """Somebody typing "@bot words" somewhere, and what the bot offered; `button`: its words, its payload."""

    id: str
    person: Account
    query: str
    offset: str
    at: float
    answered: bool = False
    results: list[dict[str, Any]] = field(default_factory=list)
    next_offset: str = ""
    button: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A change: what kind, in which chat, and the thing itself."""

    seq: int
    kind: str
    chat: Chat | None
    subject: Any = None


@dataclass(slots=True)
class Profile:
    """What the bot set about itself, by language code ("" is the default)."""

    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    name: dict[str, str] = field(default_factory=dict)
    description: dict[str, str] = field(default_factory=dict)
    short_description: dict[str, str] = field(default_factory=dict)


class World:
    """Everything that exists in the sandbox. Times are seconds, UTC."""

    def __init__(
        self,
        bot: Account,
        *,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.bot: Final = bot
        self.clock: Final = clock
        self.monotonic: Final = monotonic
        self.accounts: Final[dict[int, Account]] = {
            bot.id: bot,
            ANONYMOUS_ADMIN: Account(ANONYMOUS_ADMIN, "Group", is_bot=True, username="GroupAnonymousBot"),
        }
        self.chats: Final[dict[int, Chat]] = {}
        self.callbacks: Final[dict[str, CallbackQuery]] = {}
        self.inline_mode = True  # as set at BotFather
        self.inline_queries: Final[dict[str, InlineQuery]] = {}
        self.inline_messages: Final[dict[str, Message]] = {}
        self.files: Final[dict[str, Document]] = {}
        self.profile: Final = Profile()
        self.events: Final[deque[Event]] = deque(maxlen=5000)
        self.seq = 0
        self._last_message_id = 0
        self._last_id = 0
        self._waiters: list[asyncio.Future[None]] = []

    # People and chats

    def add_person(self, person: Account) -> Account:
        """A new person with an empty private chat."""
        if person.id in self.accounts:
            raise ValueError(f"the id {person.id} is taken")
        self.accounts[person.id] = person
        chat = Chat(person.id, PRIVATE, self.bot.first_name, username=person.username)
        chat.members[person.id] = Member("member")
        self.chats[chat.id] = chat
        self.emit("chat", chat)
        return person

    def free_id(self, start: int) -> int:
        """The first id from `start` on that nobody has."""
        while start in self.accounts:
            start += 1
        return start

    def add_chat(self, kind: str, title: str, username: str | None = None) -> Chat:
        """A new group, supergroup or channel without members."""
        base = -1 if kind == GROUP else -1_002_000_000_000
        chat = Chat(base - 400 - len(self.chats), kind, title, username=username)
        self.chats[chat.id] = chat
        self.emit("chat", chat)
        return chat

    def people(self) -> list[Account]:
        """Everybody who is not a bot."""
        return [account for account in self.accounts.values() if not account.is_bot]

    def fresh(self, kind: str) -> str:
        """A new identifier."""
        self._last_id += 1
        return f"{kind}{self._last_id}"

    # Messages

    def next_message_id(self, chat: Chat) -> int:
        """Supergroups and channels count for themselves, the other chats together."""
        if chat.kind in {SUPERGROUP, CHANNEL}:
            chat.last_message_id += 1
            return chat.last_message_id
        self._last_message_id += 1
        return self._last_message_id

    def post(self, message: Message) -> Message:
        """Puts a message into its chat."""
        message.chat.messages[message.message_id] = message
        message.chat.typing_until = 0.0
        self.emit("message", message.chat, message)
        return message

    def changed(self, message: Message) -> None:
        """Tells everybody that the message is not what it was."""
        self.emit("edit", message.chat, message)

    def edit(self, message: Message, content: Formatted, keyboard: Keyboard) -> None:
        """Gives the message another text and keyboard, and keeps the old text."""
        message.earlier.append(message.content)
        message.content, message.keyboard = content, keyboard
        message.edits += 1
        message.edit_date = int(self.clock())
        self.changed(message)

    def delete(self, message: Message) -> None:
        """Takes the message out of its chat; tests still hold it."""
        message.deleted = True
        message.chat.messages.pop(message.message_id, None)
        self.emit("delete", message.chat, message)

    # Events

    def emit(self, kind: str, chat: Chat | None = None, subject: Any = None) -> None:
        """Records a change and wakes whoever waits for one."""
        self.seq += 1
        self.events.append(Event(self.seq, kind, chat, subject))
        self.wake()

    def wake(self) -> None:
        """Lets every waiter look again."""
        if self._waiters:
            waiters, self._waiters = self._waiters, []
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_result(None)

    def since(self, seq: int) -> list[Event]:
        """The events after `seq`, oldest first; those too old are gone."""
        missing = min(self.seq - seq, len(self.events))
        return [self.events[i] for i in range(len(self.events) - missing, len(self.events))]

    async def until(self, look: Callable[[], T | None], timeout: float) -> T | None:
        """What `look` finds as soon as it finds something, or None after `timeout` seconds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while (found := look()) is None:
            if loop.time() >= end:
                return None
            waiter: asyncio.Future[None] = loop.create_future()
            self._waiters.append(waiter)
            try:
                await asyncio.wait([waiter], timeout=min(_LOOK_AGAIN, end - loop.time()))
            finally:
                if not waiter.done():
                    self._waiters.remove(waiter)
        return found
