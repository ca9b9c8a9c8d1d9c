"""What happens to the bot in chats: blocked, added, put out, moved. The chat's own words are not needed."""

from telegram import (
    Chat,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ChatMemberUpdated,
    Update,
)
from telegram.error import BadRequest, Forbidden
from telegram.ext import BaseHandler, ChatMemberHandler, MessageHandler, filters

from bot.domain.message import Outgoing
from bot.domain.subscriber import Address, SubscriberState
from bot.i18n import closest
from handlers.channels import offer
from handlers.context import Context, house_of
from handlers.replying import send

_OUT = (ChatMember.LEFT, ChatMember.BANNED)


async def changed(update: Update, context: Context) -> None:
    """my_chat_member: the bot's own place in a chat is another now."""
    change = update.my_chat_member
    assert change is not None
    if change.chat.type == Chat.PRIVATE:
        await _private(change, context)
    elif change.chat.type == Chat.CHANNEL:
        await _channel(change, context)
    else:
        await _group(change, context)


async def _private(change: ChatMemberUpdated, context: Context) -> None:
    """Blocked: nothing is sent any more. Unblocked: their own /start brings them back."""
    if change.new_chat_member.status in _OUT:
        address = Address(change.chat.id)
        await house_of(context).subscribing.mark(address, SubscriberState.BLOCKED, reason="blocked the bot")


async def _group(change: ChatMemberUpdated, context: Context) -> None:
    house, chat_id = house_of(context), change.chat.id
    if not _can_write(change.new_chat_member):
        reason = change.new_chat_member.status
        await house.subscribing.mark(Address(chat_id), SubscriberState.KICKED, reason=reason)
    elif not _can_write(change.old_chat_member):
        known = await house.subscribing.find(Address(chat_id))
        if known is not None and known.state is SubscriberState.ACTIVE:
            return  # it moved here with its group
        lang = closest(change.from_user.language_code)
        try:
            await send(context, Address(chat_id), Outgoing(house.voice.say(lang, "group-added")))
        except (BadRequest, Forbidden):
            return  # it may not write there (yet): whoever added it will see to that


async def _channel(change: ChatMemberUpdated, context: Context) -> None:
    house, address = house_of(context), Address(change.chat.id)
    if not _can_post(change.new_chat_member):
        await house.subscribing.mark(address, SubscriberState.KICKED, reason=change.new_chat_member.status)
    elif not _can_post(change.old_chat_member):
        if await house.subscribing.readmit(address):
            return
        await offer(change.from_user, change.chat, context)


def _can_write(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member and member.can_send_messages
    return member.status not in _OUT


def _can_post(member: ChatMember) -> bool:
    return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)


async def migrated(update: Update, context: Context) -> None:
    """A group became a supergroup; both chats say so, whichever comes first counts."""
    message = update.message
    assert message is not None
    if message.migrate_to_chat_id:
        await house_of(context).subscribing.migrate(message.chat.id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id:
        await house_of(context).subscribing.migrate(message.migrate_from_chat_id, message.chat.id)


def handlers() -> list[BaseHandler]:  # type: ignore[type-arg]
    """What this module listens to."""
    return [
        ChatMemberHandler(changed, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.StatusUpdate.MIGRATE, migrated),
    ]
