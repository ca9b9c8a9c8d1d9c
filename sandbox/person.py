"""A person in a test's hands: writes, taps, and sees what the bot does."""

# ruff: noqa: ASYNC109 - a wait for somebody ends with a message, not with a bare TimeoutError

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.acts import Acts
from sandbox.world import Account, CallbackQuery, Chat, Document, InlineQuery, Message

Check = Callable[[Message], bool]
TIMEOUT = 30.0  # seconds; a machine may stall, and only a wait in vain lasts so long


@dataclass(slots=True, eq=False)
class Person:
    """Somebody with a Telegram account. Made by `Sandbox.person`."""

    account: Account
    acts: Acts
    _seen: dict[Message, int] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """The Telegram id, and of the private chat with the bot too."""
        return self.account.id

    @property
    def chat_id(self) -> int:
        """The private chat with the bot."""
        return self.account.id

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self.acts.world.chats[self.account.id]

    @property
    def messages(self) -> list[Message]:
        """Everything in the private chat, newest last."""
        return list(self.chat.messages.values())

    @property
    def received(self) -> list[Message]:
        """What the bot wrote in the private chat, newest last."""
        return [message for message in self.messages if message.by_bot]

    # What the person does

    async def send(
        self,
        text: str = "",
        *,
        html: str | None = None,
        chat: Chat | None = None,
        reply_to: Message | None = None,
        anonymous: bool = False,
        thread_id: int | None = None,
        document: tuple[str, bytes] | None = None,
    ) -> Message:
        """Writes to the bot, or in `chat`; starts or unblocks the bot where it must.

        `html` is formatted text; `document` a file name and its content.
        """
        file = None
        if document is not None:
            file = Document(self.acts.world.fresh("file"), *document)
            self.acts.world.files[file.file_id] = file
        return self.acts.send(
            self.account,
            chat or self.chat,
            text if html is None else html,
            html=html is not None,
            reply_to=reply_to,
            anonymous=anonymous,
            thread_id=thread_id,
            document=file,
        )

    async def forwards(self, message: Message, *, chat: Chat | None = None) -> Message:
        """Forwards a message to the bot, or to `chat`."""
        return self.acts.send(self.account, chat or self.chat, message.content, forwarded=message)

    async def edits(self, message: Message, text: str) -> None:
        """Changes an own message."""
        self.acts.edit(message, text)

    async def taps(self, message: Message, button: str, *, timeout: float = TIMEOUT) -> str:
        """Taps the button with this text (or the only one containing it) and waits for the answer.

        Returns the toast or alert ("" for a silent answer); the URL, the copied text or the inline
        query for buttons that ask nothing of the bot.
        """
        query = self.tap(message, button)
        if isinstance(query, str):
            return query
        await self.answer_to(query, timeout=timeout)
        return query.url or query.text

    def tap(self, message: Message, button: str) -> CallbackQuery | str:
        """Taps and does not wait. Two calls in a row are a double tap."""
        found = message.button(button)
        query = self.acts.tap(self.account, message, found)
        if query is not None:
            return query
        switch = found.switch_inline_query or found.switch_inline_query_current_chat
        return found.url or found.copy_text or switch or ""

    async def answer_to(self, query: CallbackQuery, *, timeout: float = TIMEOUT) -> CallbackQuery:
        """Waits until the bot answered a tap. Raises AssertionError if it does not."""
        found = await self.acts.world.until(lambda: query if query.answered else None, timeout)
        assert found is not None, f"the bot did not answer the tap {query.data!r} in {timeout} s"
        return found

    async def types_inline(
        self, words: str, *, offset: str = "", chat_type: str = "sender", timeout: float = TIMEOUT
    ) -> InlineQuery:
        """Types "@bot words" in some chat and waits for the results."""
        asked = self.acts.ask_inline(self.account, words, offset, chat_type)
        found = await self.acts.world.until(lambda: asked if asked.answered else None, timeout)
        assert found is not None, f"the bot did not answer the inline query {words!r}"
        return found

    async def chooses(self, asked: InlineQuery, index: int = 0, *, chat: Chat) -> Message:
        """Picks an inline result; it is posted in `chat`."""
        return self.acts.choose_inline(asked, chat, str(asked.results[index]["id"]))

    def blocks_bot(self) -> None:
        """Blocks the bot."""
        self.acts.block(self.account, blocked=True)

    def unblocks_bot(self) -> None:
        """Unblocks the bot, without a word."""
        self.acts.block(self.account, blocked=False)

    def deactivated(self) -> None:
        """The account is deleted; the bot hears nothing of it."""
        self.account.deactivated = True

    # What the person sees

    async def receives(
        self,
        containing: str = "",
        *,
        timeout: float = TIMEOUT,
        chat: Chat | None = None,
        where: Check = lambda _: True,
    ) -> Message:
        """The next message of the bot, not received yet, that contains the text.

        In the private chat or in `chat`; others stay to be received. Raises AssertionError with
        what did arrive.
        """
        place = chat or self.chat

        def look() -> Message | None:
            for message in place.messages.values():
                fits = message not in self._seen and containing in message.text
                if _from_bot(message) and fits and where(message):
                    return message
            return None

        found = await self.acts.world.until(look, timeout)
        if found is None:
            raise AssertionError(self._complaint(f"received nothing with {containing!r}", place))
        self._seen[found] = found.edits
        return found

    async def receives_nothing(
        self, *, within: float = 0.3, chat: Chat | None = None, containing: str = ""
    ) -> None:
        """Asserts that no new message of the bot comes within so many seconds."""
        try:
            found = await self.receives(containing, timeout=within, chat=chat)
        except AssertionError:
            return
        raise AssertionError(f"{self.account.first_name} received {found!r}")

    async def sees_edit(self, message: Message, containing: str = "", *, timeout: float = TIMEOUT) -> Message:
        """Waits until the message was edited since last seen and contains the text."""

        def look() -> Message | None:
            fresh = message.edits > self._seen.get(message, 0)
            return message if fresh and containing in message.text else None

        found = await self.acts.world.until(look, timeout)
        if found is None:
            place = message.chat
            raise AssertionError(self._complaint(f"saw no edit with {containing!r}", place))
        self._seen[message] = message.edits
        return found

    async def sees_deleted(self, message: Message, *, timeout: float = TIMEOUT) -> None:
        """Waits until the message is gone."""
        found = await self.acts.world.until(lambda: message if message.deleted else None, timeout)
        assert found is not None, f"{message!r} is still there"

    def forgets(self) -> None:
        """Takes everything so far as received."""
        for chat in self.acts.world.chats.values():
            if self.id in chat.members:
                self._seen |= {message: message.edits for message in chat.messages.values()}

    def menu(self) -> list[str]:
        """The commands this person's client shows for the private chat."""
        menus: Mapping[str, list[dict[str, Any]]] = self.acts.world.profile.commands
        language = self.account.language or ""
        for scope in (f"chat:{self.id}", "all_private_chats", ""):
            for key in (":".join(filter(None, (scope, language))), scope):
                if key in menus:
                    return [command["command"] for command in menus[key]]
        return []

    def _complaint(self, what: str, chat: Chat) -> str:
        lines = [f"{self.account.first_name} {what}; the chat holds:"]
        for message in list(chat.messages.values())[-12:]:
            mark = "bot" if message.by_bot else "   "
            seen = "seen" if message in self._seen else "new "
            lines.append(f"  {mark} {seen} {message!r}")
        return "\n".join(lines)


def _from_bot(message: Message) -> bool:
    return message.by_bot or message.via_bot is not None
