"""The Bot API methods that put messages into chats, change them and take them away."""

from typing import Final

from sandbox.access import Call, chat_with_id, find_chat, message_in, reachable, take, topic, writable
from sandbox.answers import Json, bad_request
from sandbox.content import caption, markup, message_text, preview_url
from sandbox.entities import Formatted
from sandbox.params import Upload
from sandbox.wire import is_admin, message_json
from sandbox.world import CHANNEL, PRIVATE, Chat, Document, Message, Origin

_FORTY_EIGHT_HOURS: Final = 48 * 3600
_NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_ACTIONS: Final = frozenset({"typing", "upload_photo", "upload_document", "choose_sticker", "find_location"})


def _reply_target(call: Call, chat: Chat) -> Message | None:
    wanted = call.params.object("reply_parameters", "reply parameters")
    if not wanted:
        return None
    place = chat
    if wanted.get("chat_id") is not None:
        place = chat_with_id(call, str(wanted["chat_id"]))
    found = place.messages.get(int(wanted.get("message_id", 0)))
    if found is None and not wanted.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found


def _post(call: Call, chat: Chat, content: Formatted, **more: object) -> Message:
    """A message of the bot, with what every sending method takes."""
    keyboard, other = markup(call.params)
    world = call.world
    message = Message(
        message_id=0,
        chat=chat,
        date=int(world.clock()),
        sender=None if chat.kind == CHANNEL else world.bot,
        sender_chat=chat if chat.kind == CHANNEL else None,
        content=content,
        keyboard=keyboard,
        reply_keyboard=other,
        reply_to=_reply_target(call, chat),
        thread_id=topic(call, chat),
        by_bot=True,
        silent=call.params.flag("disable_notification"),
        protected=call.params.flag("protect_content"),
        **more,  # type: ignore[arg-type]
    )
    message.message_id = world.next_message_id(chat)
    return world.post(message)


def send_message(call: Call) -> Json:
    content = message_text(call.params)
    preview = preview_url(call.params, content)
    message = _post(call, writable(call), content, preview_url=preview)
    return message_json(message, call.world)


def send_document(call: Call) -> Json:
    content = caption(call.params)
    document = _document(call)
    message = _post(call, writable(call, "documents"), content, document=document)
    return message_json(message, call.world)


def _document(call: Call) -> Document:
    given = call.params.text("document")
    name = given.removeprefix("attach://") if given.startswith("attach://") else "document"
    upload = call.params.files.get(name)
    if upload is None:
        if (known := call.world.files.get(given)) is not None:
            return known
        raise bad_request(
            "wrong file identifier/HTTP URL specified" if given else "there is no document in the request"
        )
    return keep_file(call, upload)


def keep_file(call: Call, upload: Upload) -> Document:
    """Stores an uploaded file under a new id."""
    if not upload.content:
        raise bad_request("file must be non-empty")
    document = Document(call.world.fresh("file"), upload.file_name, upload.content, upload.mime_type)
    call.world.files[document.file_id] = document
    return document


def copy_message(call: Call) -> Json:
    """Text, entities and file again, without the keyboard and the author."""
    source = message_in(call, reachable(call, "from_chat_id"), "message to copy not found")
    if source.service is not None or source.protected:
        raise bad_request("message can't be copied")
    content = source.content
    if source.document is not None and call.params.has("caption"):
        content = caption(call.params)
    message = _post(call, writable(call), content, document=source.document, preview_url=source.preview_url)
    return {"message_id": message.message_id}


def forward_message(call: Call) -> Json:
    source = message_in(call, reachable(call, "from_chat_id"), "message to forward not found")
    if source.service is not None or source.protected:
        raise bad_request("message can't be forwarded")
    message = _post(
        call,
        writable(call),
        source.content,
        document=source.document,
        origin=origin_of(source),
        preview_url=source.preview_url,
    )
    return message_json(message, call.world)


def origin_of(source: Message) -> Origin:
    """Where a forward of this message came from."""
    return source.origin or Origin(source.chat.id, source.message_id, source.sender, source.date)


def _editable(call: Call) -> Message:
    if call.params.has("inline_message_id"):
        found = call.world.inline_messages.get(call.params.text("inline_message_id"))
        if found is None or found.deleted:
            raise bad_request("MESSAGE_ID_INVALID")
        return found
    chat = reachable(call)
    take(call, chat, edit=True)
    message = message_in(call, chat, "message to edit not found")
    ours = message.sender is call.bot or (
        message.sender_chat is chat and is_admin(chat, call.bot.id) and chat.kind == CHANNEL
    )
    if not ours or message.service is not None or message.reply_keyboard is not None:
        raise bad_request("message can't be edited")
    return message


def _edited(call: Call, message: Message) -> Json | bool:
    if message.inline_message_id is not None and call.params.has("inline_message_id"):
        return True
    return message_json(message, call.world)


def edit_message_text(call: Call) -> Json | bool:
    """editMessageText; without reply_markup the keyboard goes."""
    content = message_text(call.params, too_long="MESSAGE_TOO_LONG")
    keyboard, _ = markup(call.params)
    preview = preview_url(call.params, content)
    message = _editable(call)
    if message.document is not None:
        raise bad_request("there is no text in the message to edit")
    same = (message.content, message.keyboard, message.preview_url)
    if same == (content, keyboard, preview):
        raise bad_request(_NOT_MODIFIED)
    message.preview_url = preview
    call.world.edit(message, content, keyboard)
    return _edited(call, message)


def edit_message_reply_markup(call: Call) -> Json | bool:
    keyboard, _ = markup(call.params)
    message = _editable(call)
    if message.keyboard == keyboard:
        raise bad_request(_NOT_MODIFIED)
    call.world.edit(message, message.content, keyboard)
    return _edited(call, message)


def delete_message(call: Call) -> bool:
    chat = reachable(call)
    message = message_in(call, chat, "message to delete not found")
    if call.world.clock() - message.date > _FORTY_EIGHT_HOURS:
        raise bad_request("message can't be deleted for everyone")
    member = chat.members.get(call.bot.id)
    may = member is not None and is_admin(chat, call.bot.id) and member.can_delete
    if chat.kind != PRIVATE and message.sender is not call.bot and not may:
        raise bad_request("message can't be deleted")
    call.world.delete(message)
    return True


def pin_chat_message(call: Call) -> bool:
    chat = reachable(call)
    message = message_in(call, chat, "message to pin not found")
    member = chat.members.get(call.bot.id)
    may = chat.kind == PRIVATE or (member is not None and is_admin(chat, call.bot.id) and member.can_pin)
    if not may:
        raise bad_request("not enough rights to manage pinned messages in the chat")
    if not message.pinned:
        message.pinned = True
        call.world.changed(message)
    return True


def send_chat_action(call: Call) -> bool:
    """Typing shows for five seconds; it takes from no limit."""
    chat = find_chat(call)
    if call.params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    if chat.kind != PRIVATE:
        reachable(call)
    chat.typing_until = call.world.clock() + 5
    call.world.emit("typing", chat)
    return True
