"""The world as the chat page sees it: the state and the events of the control API. Pure."""

from typing import Final

from sandbox.answers import Json
from sandbox.wire import button_json, entity_json
from sandbox.world import (
    PRIVATE,
    Account,
    CallbackQuery,
    Chat,
    Event,
    InlineQuery,
    Message,
    World,
)

_NEWEST: Final = 200
_SHORT: Final = 120


def state_json(world: World) -> Json:
    """Everything, with the number of the last event it includes."""
    return {
        "seq": world.seq,
        "bot": bot_json(world),
        "people": [_person_json(person, world) for person in world.people()],
        "chats": [
            chat_json(chat, world) | {"messages": [message_json(m, world) for m in _newest(chat)]}
            for chat in world.chats.values()
        ],
    }


def _newest(chat: Chat) -> list[Message]:
    return list(chat.messages.values())[-_NEWEST:]


def bot_json(world: World) -> Json:
    """The bot and its menus; what all private chats see stands in for the default."""
    commands = world.profile.commands
    everywhere = {
        scope.removeprefix("all_private_chats").removeprefix(":"): menu
        for scope, menu in commands.items()
        if scope.startswith("all_private_chats")
    }
    return {
        "id": world.bot.id,
        "username": world.bot.username,
        "first_name": world.profile.name.get("") or world.bot.first_name,
        "description": world.profile.description.get("", ""),
        "menus": commands | everywhere,
    }


def _person_json(person: Account, world: World) -> Json:
    return {
        "id": person.id,
        "first_name": person.first_name,
        "language_code": person.language,
        "role": person.role,
        "chats": [
            chat.id
            for chat in world.chats.values()
            if (member := chat.members.get(person.id)) is not None and member.present
        ],
    }


def chat_json(chat: Chat, world: World) -> Json:
    """A chat without its messages."""
    private = chat.kind == PRIVATE
    return {
        "id": chat.id,
        "type": chat.kind,
        "title": world.bot.first_name if private else chat.title,
        "members": [uid for uid, member in chat.members.items() if member.present],
        "admins": chat.admins(),
        "blocked": private and world.accounts[chat.id].blocked,
        "typing": chat.typing_until > world.clock(),
        "migrated_to": chat.migrated_to,
    }


def message_json(message: Message, world: World) -> Json:
    """A message as a bubble needs it."""
    sender = message.sender
    service = _service_text(message, world)
    return {
        "message_id": message.message_id,
        "date": message.date,
        "edit_date": message.edit_date,
        "from": None
        if sender is None
        else {"id": sender.id, "first_name": sender.first_name, "is_bot": sender.is_bot},
        "text": service or message.text,
        "entities": [entity_json(entity, world) for entity in message.content.entities],
        "html": service or message.html,
        "reply_to": None if message.reply_to is None else _quoted(message.reply_to),
        "keyboard": _keyboard_json(message),
        "silent": message.silent,
        "document": _document_json(message),
        "via_bot": message.via_bot is not None,
        "link_preview": None if message.preview_url is None else {"url": message.preview_url},
        "pinned": message.pinned,
        "service": message.service is not None,
        "forwarded": message.origin is not None,
    }


def _quoted(message: Message) -> Json:
    return {"message_id": message.message_id, "text": message.text[:_SHORT]}


def _keyboard_json(message: Message) -> list[list[Json]] | None:
    if not message.keyboard:
        return None
    return [
        [
            button_json(button) | ({"copy_text": button.copy_text} if button.copy_text is not None else {})
            for button in row
        ]
        for row in message.keyboard
    ]


def _document_json(message: Message) -> Json | None:
    if (document := message.document) is None:
        return None
    return {
        "file_name": document.file_name,
        "size": len(document.content),
        "url": f"/sandbox/file/{document.file_id}",
    }


def _service_text(message: Message, world: World) -> str:
    """Service messages in words; they hold no text of anybody's."""
    match message.service:
        case None:
            return ""
        case {"new_chat_members": _}:
            return f"{world.bot.username} was added"
        case {"migrate_to_chat_id": _} | {"migrate_from_chat_id": _}:
            return "The group became a supergroup"
        case {"chat_shared": _}:
            return "A chat was chosen"
        case _:
            return "Something happened in the chat"


def event_json(event: Event, world: World) -> Json:
    """An event of the stream."""
    found: Json = {"seq": event.seq, "kind": event.kind}
    if event.chat is not None:
        found["chat"] = event.chat.id
    return found | _subject_json(event, world)


def _subject_json(event: Event, world: World) -> Json:
    match event.subject:
        case Message() as message:
            gone = event.kind == "delete"
            return {"message_id": message.message_id} if gone else {"message": message_json(message, world)}
        case CallbackQuery() as query:
            return _callback_json(event.kind, query)
        case InlineQuery() as query:
            return {
                "person": query.person.id,
                "query_id": query.id,
                "results": query.results,
                "next_offset": query.next_offset,
                "button": None
                if query.button is None
                else dict(zip(("text", "start_parameter"), query.button, strict=True)),
            }
    if event.kind == "menu":
        return {"bot": bot_json(world)}
    if event.kind == "chat" and event.chat is not None:
        return {"chat": chat_json(event.chat, world)}
    return {}


def _callback_json(kind: str, query: CallbackQuery) -> Json:
    found: Json = {"person": query.person.id}
    match kind:
        case "toast":
            return found | {"text": query.text, "alert": query.alert}
        case "open":
            return found | {"url": query.url}
    return found | {"callback": query.id}
