"""The table of Bot API methods, and the ones about chats, updates and files."""

from collections.abc import Callable
from typing import Any, Final

from sandbox import profile, queries, sending
from sandbox.access import Call, find_chat, reachable
from sandbox.answers import Json, bad_request
from sandbox.wire import full_chat_json, me_json, member_json
from sandbox.world import CHANNEL, PRIVATE, Member

Method = Callable[[Call], Any]


def get_me(call: Call) -> Json:
    return me_json(call.world)


def get_webhook_info(call: Call) -> Json:
    """The sandbox has no webhooks."""
    return {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(call.updates),
    }


def delete_webhook(call: Call) -> bool:
    if call.params.flag("drop_pending_updates"):
        call.updates.drop()
    return True


def get_chat(call: Call) -> Json:
    return full_chat_json(reachable(call), call.world)


def get_chat_member(call: Call) -> Json:
    chat = reachable(call)
    account = call.world.accounts.get(call.params.integer("user_id"))
    if account is None:
        raise bad_request("user not found")
    if chat.kind == CHANNEL and call.bot.id not in chat.admins():
        raise bad_request("member list is inaccessible")
    if chat.kind == PRIVATE and account.id in {chat.id, call.bot.id}:
        return member_json(account, Member("member"), chat)
    return member_json(account, chat.members.get(account.id), chat)


def get_chat_administrators(call: Call) -> list[Json]:
    """People, and other bots only when asked."""
    chat = reachable(call)
    if chat.kind == PRIVATE:
        raise bad_request("there are no administrators in the private chat")
    if chat.kind == CHANNEL and call.bot.id not in chat.admins():
        raise bad_request("member list is inaccessible")
    accounts = [call.world.accounts[uid] for uid in chat.admins()]
    return [
        member_json(account, chat.members[account.id], chat)
        for account in accounts
        if not account.is_bot or account is call.bot or call.params.flag("return_bots")
    ]


def leave_chat(call: Call) -> bool:
    chat = find_chat(call)
    if chat.kind == PRIVATE:
        raise bad_request("chat member status can't be changed in private chats")
    reachable(call)
    chat.members[call.bot.id] = Member("left")
    call.world.emit("chat", chat)
    return True


def get_file(call: Call) -> Json:
    document = call.world.files.get(call.params.text("file_id"))
    if document is None:
        raise bad_request("invalid file_id")
    return {
        "file_id": document.file_id,
        "file_unique_id": f"u{document.file_id}",
        "file_size": len(document.content),
        "file_path": f"documents/{document.file_id}",
    }


_METHODS: Final[dict[str, Method]] = {
    "getMe": get_me,
    "getWebhookInfo": get_webhook_info,
    "deleteWebhook": delete_webhook,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "copyMessage": sending.copy_message,
    "forwardMessage": sending.forward_message,
    "editMessageText": sending.edit_message_text,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "pinChatMessage": sending.pin_chat_message,
    "answerCallbackQuery": queries.answer_callback_query,
    "answerInlineQuery": queries.answer_inline_query,
    "setMyCommands": profile.set_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "getMyCommands": profile.get_my_commands,
    "setMyName": profile.set_my_name,
    "getMyName": profile.get_my_name,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "leaveChat": leave_chat,
    "getFile": get_file,
}
# Method names are case-insensitive at Telegram's server.
METHODS: Final[dict[str, tuple[str, Method]]] = {
    name.lower(): (name, method) for name, method in _METHODS.items()
}
GET_UPDATES: Final = "getUpdates"
