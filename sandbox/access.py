"""May the bot act in this chat now? Telegram's answers where it may not. No I/O."""

from dataclasses import dataclass
from typing import Final

from sandbox.answers import ApiError, bad_request, flood, forbidden
from sandbox.limits import Limiter
from sandbox.params import Params
from sandbox.updates import UpdateQueue
from sandbox.world import (
    ADMIN,
    CHANNEL,
    GENERAL_TOPIC,
    PRIVATE,
    Account,
    Chat,
    Message,
    World,
)

_NAMES: Final = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


@dataclass(slots=True)
class Call:
    """One call of the bot: its parameters and what it may touch."""

    world: World
    limiter: Limiter
    updates: UpdateQueue
    params: Params
    method: str

    @property
    def bot(self) -> Account:
        """The caller."""
        return self.world.bot


def named(chat: Chat) -> str:
    """What Telegram calls this sort of chat."""
    return _NAMES[chat.kind]


def find_chat(call: Call, name: str = "chat_id") -> Chat:
    """The chat a parameter names, reachable or not. Raises chat not found."""
    wanted = call.params.text(name)
    if not wanted:
        raise bad_request(f"{name} is empty")
    if wanted.startswith("@"):
        for chat in call.world.chats.values():
            if chat.kind != PRIVATE and (chat.username or "").lower() == wanted[1:].lower():
                return chat
        raise bad_request("chat not found")
    return chat_with_id(call, wanted)


def chat_with_id(call: Call, wanted: str) -> Chat:
    """The chat with this id. Raises chat not found."""
    try:
        chat_id = int(wanted)
    except ValueError:
        raise bad_request("chat not found") from None
    account = call.world.accounts.get(chat_id)
    if account is not None and account.is_bot:
        raise forbidden("the bot can't send messages to the bot")
    chat = call.world.chats.get(chat_id)
    if chat is None or (chat.kind != PRIVATE and call.bot.id not in chat.members):
        raise bad_request("chat not found")
    return chat


def reachable(call: Call, name: str = "chat_id") -> Chat:
    """The chat a parameter names, if the bot is in it."""
    chat = find_chat(call, name)
    if chat.kind != PRIVATE:
        _in_group(call, chat)
    return chat


def writable(call: Call, kind: str = "text messages", name: str = "chat_id") -> Chat:
    """The chat, if the bot may post there now; one message is taken from its limits."""
    chat = find_chat(call, name)
    take(call, chat)
    if chat.kind == PRIVATE:
        _to_person(call.world.accounts[chat.id])
        return chat
    _in_group(call, chat)
    member = call.world.chats[chat.id].members[call.bot.id]
    if chat.kind == CHANNEL:
        if member.status not in ADMIN or not member.can_send:
            raise bad_request("need administrator rights in the channel chat")
    elif (member.status == "restricted" and not member.can_send) or (
        member.status == "member" and not chat.members_may_send
    ):
        raise bad_request(f"not enough rights to send {kind} to the chat")
    return chat


def _to_person(person: Account) -> None:
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def _in_group(call: Call, chat: Chat) -> None:
    if chat.migrated_to is not None:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    if chat.deleted:
        raise forbidden(f"the {named(chat)} was deleted")
    member = chat.members.get(call.bot.id)
    if member is not None and member.status == "kicked":
        raise forbidden(f"bot was kicked from the {named(chat)}")
    if member is None or not member.present:
        raise forbidden(f"bot is not a member of the {named(chat)}")


def take(call: Call, chat: Chat, *, edit: bool = False) -> None:
    """One act from the bot's limits. Raises 429, and 400 when it is for Stars that the bot does not have."""
    paid = call.params.flag("allow_paid_broadcast") and not edit
    if paid and not call.limiter.can_pay():
        raise bad_request("BALANCE_TOO_LOW")
    seconds = call.limiter.take(chat.id, private=chat.kind == PRIVATE, paid=paid, edit=edit)
    if seconds:
        raise flood(seconds)


def topic(call: Call, chat: Chat) -> int | None:
    """The forum topic to post in, None for the chat itself."""
    if not call.params.has("message_thread_id"):
        return None
    thread_id = call.params.integer("message_thread_id")
    if thread_id == 0:
        return None
    found = chat.topics.get(thread_id)
    if found is None or found.deleted or thread_id == GENERAL_TOPIC:
        raise bad_request("message thread not found")
    if found.closed and chat.members[call.bot.id].status not in ADMIN:
        raise bad_request("TOPIC_CLOSED")
    return thread_id


def message_in(call: Call, chat: Chat, missing: str, name: str = "message_id") -> Message:
    """The message a parameter names. Raises `missing`."""
    found = chat.messages.get(call.params.integer(name))
    if found is None:
        raise bad_request(missing)
    return found


def parse_fault(text: str) -> ApiError:
    """What Telegram answers to text it cannot parse."""
    return bad_request(f"can't parse entities: {text}")
