"""What people do in the sandbox, and the updates the bot gets for it. No I/O."""

import re
from dataclasses import dataclass, replace
from typing import Any, Final

from sandbox.answers import Json
from sandbox.entities import Formatted
from sandbox.markup import parse_html, plain
from sandbox.queries import read_result
from sandbox.sending import origin_of
from sandbox.updates import UpdateQueue
from sandbox.wire import (
    callback_json,
    inline_query_json,
    is_admin,
    member_update_json,
    message_json,
    user_json,
)
from sandbox.world import (
    ANONYMOUS_ADMIN,
    CHANNEL,
    GROUP,
    PRIVATE,
    SUPERGROUP,
    Account,
    Button,
    CallbackQuery,
    Chat,
    Document,
    InlineQuery,
    Member,
    Message,
    World,
)

_LONGEST_QUERY: Final = 256  # what Telegram passes on of an inline query
_COMMAND: Final = re.compile(r"/[A-Za-z0-9_]+(?:@(\w+))?")


class ActError(ValueError):
    """A person cannot do that."""


@dataclass(slots=True)
class Acts:
    """Every act changes the world and queues what the bot would hear of it."""

    world: World
    updates: UpdateQueue

    # Messages

    def send(
        self,
        person: Account,
        chat: Chat,
        text: str | Formatted,
        *,
        html: bool = False,
        reply_to: Message | None = None,
        anonymous: bool = False,
        thread_id: int | None = None,
        document: Document | None = None,
        forwarded: Message | None = None,
    ) -> Message:
        """A person writes. In a private chat this starts or restarts the bot."""
        content = _content(text, html=html)
        self._may_write(person, chat)
        message = Message(
            message_id=self.world.next_message_id(chat),
            chat=chat,
            date=int(self.world.clock()),
            sender=person,
            content=content,
            reply_to=reply_to,
            thread_id=thread_id,
            document=document,
            origin=origin_of(forwarded) if forwarded is not None else None,
        )
        if chat.kind == CHANNEL:
            message.sender, message.sender_chat = None, chat
        elif anonymous or self._hides(person, chat):
            message.sender = self.world.accounts[ANONYMOUS_ADMIN]
            message.sender_chat = chat
        self.world.post(message)
        self._deliver(message)
        return message

    def _may_write(self, person: Account, chat: Chat) -> None:
        if person.deactivated:
            raise ActError(f"{person.first_name}'s account is deactivated")
        if chat.kind == PRIVATE:
            if chat.id != person.id:
                raise ActError("this is somebody else's private chat")
            self.block(person, blocked=False)
            person.started = True
            return
        member = chat.members.get(person.id)
        if member is None or not member.present:
            raise ActError(f"{person.first_name} is not in {chat.title}")
        if chat.migrated_to is not None:
            raise ActError(f"{chat.title} became a supergroup")
        if chat.kind == CHANNEL and not is_admin(chat, person.id):
            raise ActError(f"{person.first_name} may not post in {chat.title}")

    def _hides(self, person: Account, chat: Chat) -> bool:
        member = chat.members.get(person.id)
        return chat.kind == SUPERGROUP and member is not None and member.anonymous

    def _deliver(self, message: Message) -> None:
        if self._bot_sees(message):
            kind = "channel_post" if message.chat.kind == CHANNEL else "message"
            self.updates.put(kind, message_json(message, self.world))

    def _bot_sees(self, message: Message) -> bool:
        """Telegram's privacy mode: in groups a bot hears commands, replies to it, mentions, what is sent via it."""
        chat = message.chat
        if chat.kind == PRIVATE:
            return True
        bot = chat.members.get(self.world.bot.id)
        if bot is None or not bot.present:
            return False
        if chat.kind == CHANNEL or is_admin(chat, self.world.bot.id) or message.service:
            return True
        name = (self.world.bot.username or "").lower()
        if message.via_bot is not None or (message.reply_to is not None and message.reply_to.by_bot):
            return True
        if command := _COMMAND.match(message.text):
            return command[1] is None or command[1].lower() == name
        return f"@{name}" in message.text.lower()

    def edit(self, message: Message, text: str, *, html: bool = False) -> None:
        """The author changes what they wrote."""
        self.world.edit(message, _content(text, html=html), message.keyboard)
        kind = "edited_channel_post" if message.chat.kind == CHANNEL else "edited_message"
        if self._bot_sees(message):
            self.updates.put(kind, message_json(message, self.world))

    # Taps

    def tap(self, person: Account, message: Message, button: Button) -> CallbackQuery | None:
        """A person taps; a query for the bot if it is a callback button."""
        if message.deleted:
            raise ActError("the message is deleted")
        if button not in [one for row in message.keyboard for one in row]:
            raise ActError(f"the message has no button {button.text!r} any more")
        if button.callback_data is None:
            return None
        query = CallbackQuery(
            self.world.fresh("87"), person, message, button.callback_data, self.world.monotonic()
        )
        self.world.callbacks[query.id] = query
        self.updates.put("callback_query", callback_json(query, self.world))
        return query

    # The bot's place

    def block(self, person: Account, *, blocked: bool) -> None:
        """A person blocks or unblocks the bot."""
        if person.blocked == blocked:
            return
        person.blocked = blocked
        chat = self.world.chats[person.id]
        change = Member("member"), Member("kicked")
        self._member_update(chat, person, self.world.bot, change if blocked else change[::-1])
        self.world.emit("chat", chat)

    def _member_update(
        self, chat: Chat, by: Account, about: Account, change: tuple[Member | None, Member]
    ) -> None:
        kind = "my_chat_member" if about is self.world.bot else "chat_member"
        self.updates.put(kind, member_update_json(chat, by, about, change, self.world))

    def set_member(self, chat: Chat, by: Account, about: Account, member: Member) -> None:
        """Somebody becomes something else in a chat: joins, leaves, is made an admin."""
        old = chat.members.get(about.id)
        chat.members[about.id] = member
        self.world.emit("chat", chat)
        ours = about is self.world.bot
        if ours or is_admin(chat, self.world.bot.id):
            self._member_update(chat, by, about, (old, member))
        if ours and member.present and not (old and old.present) and chat.kind != CHANNEL:
            self.service(chat, by, {"new_chat_members": [user_json(about)]})

    def new_chat(self, kind: str, title: str, creator: Account, bot: Member | None) -> Chat:
        """A person creates a group or channel and adds the bot."""
        chat = self.world.add_chat(kind, title)
        chat.members[creator.id] = Member("creator")
        if bot is not None:
            self.set_member(chat, creator, self.world.bot, bot)
        return chat

    def service(self, chat: Chat, by: Account | None, payload: Json) -> Message:
        """A service message, such as "joined"."""
        message = Message(
            message_id=self.world.next_message_id(chat),
            chat=chat,
            date=int(self.world.clock()),
            sender=by,
            service=payload,
        )
        self.world.post(message)
        self._deliver(message)
        return message

    def migrate(self, chat: Chat) -> Chat:
        """The group becomes a supergroup with another id."""
        if chat.kind != GROUP or chat.migrated_to is not None:
            raise ActError(f"{chat.title} is no basic group")
        bigger = self.world.add_chat(SUPERGROUP, chat.title)
        bigger.members.update({uid: replace(member) for uid, member in chat.members.items()})
        creator = next((self.world.accounts[uid] for uid in chat.admins()), self.world.bot)
        self.service(chat, creator, {"migrate_to_chat_id": bigger.id})
        chat.migrated_to = bigger.id
        self.service(bigger, creator, {"migrate_from_chat_id": chat.id})
        self.world.emit("chat", chat)
        self.world.emit("chat", bigger)
        return bigger

    def unparsable_update(self) -> None:
        """An update that python-telegram-bot 22.8 cannot parse: a right is missing."""
        chat = next(iter(self.world.chats.values()))
        change = Member("member"), Member("restricted")
        by = self.world.bot
        payload = member_update_json(chat, by, by, change, self.world)
        del payload["new_chat_member"]["can_react_to_messages"]
        self.updates.put("my_chat_member", payload)

    # Inline mode

    def ask_inline(
        self, person: Account, query: str, offset: str = "", chat_type: str = "sender"
    ) -> InlineQuery:
        """A person types "@bot query" somewhere."""
        if not self.world.inline_mode:
            raise ActError("inline mode is off at BotFather")
        query = query[:_LONGEST_QUERY]
        asked = InlineQuery(self.world.fresh("55"), person, query, offset, self.world.monotonic())
        self.world.inline_queries[asked.id] = asked
        self.updates.put("inline_query", inline_query_json(asked, chat_type))
        return asked

    def choose_inline(self, asked: InlineQuery, chat: Chat, result_id: str) -> Message:
        """A person picks a result: it is posted in their name, via the bot."""
        result = next((one for one in asked.results if str(one["id"]) == result_id), None)
        if result is None:
            raise ActError(f"no result {result_id!r}")
        self._may_write(asked.person, chat)
        chosen = read_result(result)
        message = Message(
            message_id=self.world.next_message_id(chat),
            chat=chat,
            date=int(self.world.clock()),
            sender=asked.person,
            content=chosen.content,
            keyboard=chosen.keyboard,
            via_bot=self.world.bot,
        )
        if chosen.keyboard:
            message.inline_message_id = self.world.fresh("inline")
            self.world.inline_messages[message.inline_message_id] = message
        self.world.post(message)
        self._deliver(message)
        return message

    def share_chat(self, person: Account, chat: Chat, request_id: int) -> Message:
        """A person answers a "choose a chat" button of the keyboard."""
        shared: dict[str, Any] = {"request_id": request_id, "chat_id": chat.id}
        if chat.title:
            shared["title"] = chat.title
        return self.service(self.world.chats[person.id], person, {"chat_shared": shared})


def _content(text: str | Formatted, *, html: bool) -> Formatted:
    if isinstance(text, Formatted):
        return text
    return parse_html(text) if html else plain(text)
