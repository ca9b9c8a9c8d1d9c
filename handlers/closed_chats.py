"""Groups and channels that no longer let the bot write, and their administrators, who can change that."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from telegram.error import TelegramError

from bot.domain.message import Outgoing
from bot.domain.subscriber import Address
from bot.i18n import closest
from handlers.context import Context, House

log = logging.getLogger(__name__)

CLOSED = "group-no-rights"


@dataclass(frozen=True, slots=True)
class ClosedChat:
    """What Telegram still tells of such a chat."""

    title: str  # its id where it is not told
    kind: str
    admins: Mapping[int, str | None]  # people only, with Telegram's code of their language

    async def words(self, house: House, admin: int, reason: str) -> Outgoing:
        """What this administrator is told, in their language."""
        subscriber = await house.subscribing.find(Address(admin))
        lang = subscriber.ui_lang if subscriber else closest(self.admins[admin])
        said = {"title": self.title, "kind": self.kind, "reason": reason}
        return Outgoing(house.voice.say(lang, "closed-chat", **said))


async def look_at(context: Context, chat_id: int) -> ClosedChat:
    """The chat as far as Telegram tells it: perhaps without a title, perhaps without administrators."""
    title, kind, admins = str(chat_id), "", dict[int, str | None]()
    try:
        chat = await context.bot.get_chat(chat_id)
        title, kind = chat.title or title, chat.type
        members = await context.bot.get_chat_administrators(chat_id)
        admins = {m.user.id: m.user.language_code for m in members if not m.user.is_bot}
    except TelegramError as error:
        log.info("who runs chat %d is not told: %s", chat_id, error.message)
    return ClosedChat(title, kind, admins)
