"""The world in the Bot API's JSON, complete enough for a strict library. Pure."""

from typing import Any, Final

from sandbox.answers import Json
from sandbox.entities import Entity
from sandbox.world import (
    ADMIN,
    CHANNEL,
    GROUP,
    PRIVATE,
    Account,
    Button,
    CallbackQuery,
    Chat,
    InlineQuery,
    Keyboard,
    Member,
    Message,
    Origin,
    World,
)

_ADMIN_RIGHTS: Final = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_MEMBER_RIGHTS: Final = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)


def user_json(account: Account) -> Json:
    """A User."""
    user: Json = {"id": account.id, "is_bot": account.is_bot, "first_name": account.first_name}
    if account.username:
        user["username"] = account.username
    if account.language:
        user["language_code"] = account.language
    return user


def me_json(world: World) -> Json:
    """The User that getMe answers."""
    return user_json(world.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": world.inline_mode,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat_json(chat: Chat, world: World) -> Json:
    """A Chat."""
    if chat.kind == PRIVATE:
        person = world.accounts[chat.id]
        found: Json = {"id": chat.id, "type": PRIVATE, "first_name": person.first_name}
    else:
        found = {"id": chat.id, "type": chat.kind, "title": chat.title}
    if chat.username:
        found["username"] = chat.username
    if chat.forum:
        found["is_forum"] = True
    if chat.kind == GROUP:
        found["all_members_are_administrators"] = False
    return found


def full_chat_json(chat: Chat, world: World) -> Json:
    """A ChatFullInfo."""
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    full = chat_json(chat, world) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    pinned = [message for message in chat.messages.values() if message.pinned]
    if pinned:
        full["pinned_message"] = message_json(pinned[-1], world)
    if chat.kind not in {PRIVATE, CHANNEL}:
        full["permissions"] = dict.fromkeys(_MEMBER_RIGHTS, chat.members_may_send)
    return full


def member_json(account: Account, member: Member | None, chat: Chat) -> Json:
    """A ChatMember of any kind."""
    status = member.status if member is not None else "left"
    found: Json = {"status": status, "user": user_json(account)}
    match status:
        case "creator":
            found["is_anonymous"] = member is not None and member.anonymous
        case "administrator" if member is not None:
            found |= dict.fromkeys(_ADMIN_RIGHTS, True)
            found |= {"can_be_edited": False, "is_anonymous": member.anonymous}
            found["can_delete_messages"] = member.can_delete
            if chat.kind == CHANNEL:
                found |= {"can_post_messages": member.can_send, "can_edit_messages": True}
            else:
                found |= {"can_pin_messages": member.can_pin, "can_manage_topics": True}
        case "restricted" if member is not None:
            found |= dict.fromkeys(_MEMBER_RIGHTS, member.can_send)
            found |= {"is_member": True, "until_date": 0}
        case "kicked":
            found["until_date"] = 0
    return found


def entity_json(entity: Entity, world: World | None = None) -> Json:
    """A MessageEntity."""
    found: Json = {"type": entity.type, "offset": entity.offset, "length": entity.length}
    if entity.url:
        found["url"] = entity.url
    if entity.language:
        found["language"] = entity.language
    if entity.custom_emoji_id:
        found["custom_emoji_id"] = entity.custom_emoji_id
    if entity.user_id is not None:
        account = world.accounts.get(entity.user_id) if world else None
        found["user"] = user_json(account or Account(entity.user_id, "Somebody"))
    return found


def button_json(button: Button) -> Json:
    """An InlineKeyboardButton."""
    found: Json = {"text": button.text}
    for name in (
        "callback_data",
        "url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
    ):
        if (value := getattr(button, name)) is not None:
            found[name] = value
    if button.copy_text is not None:
        found["copy_text"] = {"text": button.copy_text}
    return found


def keyboard_json(keyboard: Keyboard) -> Json:
    """An InlineKeyboardMarkup."""
    return {"inline_keyboard": [[button_json(button) for button in row] for row in keyboard]}


def _origin_json(origin: Origin, world: World) -> Json:
    found: Json = {"date": origin.date}
    if origin.sender is not None:
        return found | {"type": "user", "sender_user": user_json(origin.sender)}
    chat = world.chats[origin.chat_id]
    kind = "channel" if chat.kind == CHANNEL else "chat"
    place = "chat" if kind == "channel" else "sender_chat"
    found |= {"type": kind, place: chat_json(chat, world)}
    return found | ({"message_id": origin.message_id} if kind == "channel" else {})


def message_json(message: Message, world: World, *, with_reply: bool = True) -> Json:
    """A Message."""
    found: Json = {
        "message_id": message.message_id,
        "date": message.date,
        "chat": chat_json(message.chat, world),
    }
    if message.sender is not None:
        found["from"] = user_json(message.sender)
    if message.sender_chat is not None:
        found["sender_chat"] = chat_json(message.sender_chat, world)
    if message.thread_id is not None:
        found |= {"message_thread_id": message.thread_id, "is_topic_message": True}
    if message.reply_to is not None and with_reply:
        found["reply_to_message"] = message_json(message.reply_to, world, with_reply=False)
    if message.origin is not None:
        found["forward_origin"] = _origin_json(message.origin, world)
    if message.via_bot is not None:
        found["via_bot"] = user_json(message.via_bot)
    if message.edit_date is not None:
        found["edit_date"] = message.edit_date
    if message.protected:
        found["has_protected_content"] = True
    if message.service is not None:
        return found | message.service
    return found | _content_json(message, world)


def _content_json(message: Message, world: World) -> Json:
    found: Json = {}
    text, marks = "text", "entities"
    if message.document is not None:
        text, marks = "caption", "caption_entities"
        found["document"] = {
            "file_id": message.document.file_id,
            "file_unique_id": f"u{message.document.file_id}",
            "file_name": message.document.file_name,
            "mime_type": message.document.mime_type,
            "file_size": len(message.document.content),
        }
    if message.content.text:
        found[text] = message.content.text
    if message.content.entities:
        found[marks] = [entity_json(entity, world) for entity in message.content.entities]
    if message.keyboard:
        found["reply_markup"] = keyboard_json(message.keyboard)
    if message.preview_url is not None:
        found["link_preview_options"] = {"url": message.preview_url}
    return found


def callback_json(query: CallbackQuery, world: World) -> Json:
    """A CallbackQuery."""
    found: Json = {
        "id": query.id,
        "from": user_json(query.person),
        "chat_instance": str(-query.message.chat.id * 7919),
        "data": query.data,
    }
    if query.message.inline_message_id is not None:
        return found | {"inline_message_id": query.message.inline_message_id}
    return found | {"message": message_json(query.message, world)}


def inline_query_json(query: InlineQuery, chat_type: str) -> Json:
    """An InlineQuery."""
    return {
        "id": query.id,
        "from": user_json(query.person),
        "query": query.query,
        "offset": query.offset,
        "chat_type": chat_type,
    }


def member_update_json(
    chat: Chat, by: Account, about: Account, change: tuple[Member | None, Member], world: World
) -> Json:
    """A ChatMemberUpdated."""
    return {
        "chat": chat_json(chat, world),
        "from": user_json(by),
        "date": int(world.clock()),
        "old_chat_member": member_json(about, change[0], chat),
        "new_chat_member": member_json(about, change[1], chat),
    }


def is_admin(chat: Chat, account_id: int) -> bool:
    """Whether this account administers the chat."""
    member: Any = chat.members.get(account_id)
    return member is not None and member.status in ADMIN
