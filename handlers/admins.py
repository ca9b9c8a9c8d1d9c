"""Who may change a chat's settings: in a private chat its person, elsewhere the chat's administrators."""

from dataclasses import dataclass, field

from telegram import Chat, Update
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden

from bot.domain.errors import NotAllowed
from bot.domain.statement import Millis
from handlers.context import Context, house_of

TRUSTED_FOR = 60_000  # milliseconds: how long a list of administrators is believed
DOUBTED_AFTER = 3_000  # for somebody who is not on it: they may just have become one
_MOST_CHATS = 1_000
_KEY = "admins"


@dataclass(slots=True)
class Admins:
    """The administrators of chats, as Telegram last told."""

    known: dict[int, tuple[Millis, frozenset[int]]] = field(default_factory=dict)

    async def includes(self, user_id: int, chat_id: int, context: Context) -> bool:
        """Whether this person is an administrator of this chat now."""
        now = house_of(context).clock()
        at, ids = self.known.get(chat_id, (0, frozenset()))
        age = now - at
        if user_id in ids and age < TRUSTED_FOR:
            return True
        if ids and user_id not in ids and age < DOUBTED_AFTER:
            return False
        try:
            members = await context.bot.get_chat_administrators(chat_id)
        except (BadRequest, Forbidden):
            return False
        ids = frozenset(member.user.id for member in members)
        if len(self.known) > _MOST_CHATS:
            self.known.clear()
        self.known[chat_id] = (now, ids)
        return user_id in ids


def admins_of(context: Context) -> Admins:
    """The one memory of administrators this application has."""
    admins: Admins = context.application.bot_data.setdefault(_KEY, Admins())
    return admins


async def may_change(update: Update, context: Context) -> bool:
    """Whether who asks may change this chat's settings; an anonymous administrator may."""
    chat, user, message = update.effective_chat, update.effective_user, update.message
    if chat is None:
        return False
    if chat.type == Chat.PRIVATE:
        return True
    if message is not None and message.sender_chat is not None:
        return message.sender_chat.id == chat.id
    return user is not None and await admins_of(context).includes(user.id, chat.id, context)


async def must_be_admin(update: Update, context: Context) -> None:
    """Raise NotAllowed to whoever may not change this chat's settings."""
    if not await may_change(update, context):
        raise NotAllowed


async def runs_channel(user_id: int, channel_id: int | str, context: Context) -> bool:
    """Whether this person is an administrator of this channel, asked anew."""
    try:
        member = await context.bot.get_chat_member(channel_id, user_id)
    except (BadRequest, Forbidden):
        return False
    return member.status in (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)
