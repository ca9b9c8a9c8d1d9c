"""The Bot API methods with which the bot describes itself."""

import re
from typing import Any, Final

from sandbox.access import Call, chat_with_id
from sandbox.answers import Json, bad_request

_NAME: Final = re.compile(r"[a-z0-9_]+")
_MOST_COMMANDS: Final = 100
_LONGEST_COMMAND: Final = 32
_LONGEST_DESCRIPTION: Final = 256
_MOST_CHARACTERS: Final = 5300


def _scope(call: Call) -> str:
    """The key a menu is filed under: "", "sq", "chat:900", "chat:900:sq", …"""
    raw = call.params.object("scope", "bot command scope") or {"type": "default"}
    kind = str(raw.get("type", "default"))
    parts = [] if kind == "default" else [kind]
    if kind.startswith("chat"):
        parts.append(str(chat_with_id(call, str(raw.get("chat_id", ""))).id))
    if kind == "chat_member":
        parts.append(str(raw.get("user_id", "")))
    return ":".join([*parts, *filter(None, [_language(call)])])


def _language(call: Call) -> str:
    language = call.params.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def set_my_commands(call: Call) -> bool:
    raw = call.params.object("commands", "commands") or []
    if not isinstance(raw, list):
        raise bad_request("expected an Array of BotCommand")
    commands = [_command(one) for one in raw]
    characters = sum(len(one["command"]) + len(one["description"]) for one in commands)
    if len(commands) > _MOST_COMMANDS or characters > _MOST_CHARACTERS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    call.world.profile.commands[_scope(call)] = commands
    call.world.emit("menu")
    return True


def _command(raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    command = str(raw.get("command") or "").removeprefix("/")
    description = str(raw.get("description") or "").strip()
    if not command:
        raise bad_request("command must be non-empty")
    if len(command) > _LONGEST_COMMAND:
        raise bad_request("command length must not exceed 32")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > _LONGEST_DESCRIPTION:
        raise bad_request("command description length must not exceed 256")
    if not _NAME.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


def delete_my_commands(call: Call) -> bool:
    call.world.profile.commands.pop(_scope(call), None)
    call.world.emit("menu")
    return True


def get_my_commands(call: Call) -> list[dict[str, str]]:
    return call.world.profile.commands.get(_scope(call), [])


def _set(call: Call, store: dict[str, str], name: str, limit: int) -> bool:
    text = call.params.text(name)
    if len(text) > limit:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    store[_language(call)] = text
    return True


def _get(call: Call, store: dict[str, str], name: str, default: str = "") -> Json:
    return {name: store.get(_language(call)) or store.get("") or default}


def set_my_name(call: Call) -> bool:
    return _set(call, call.world.profile.name, "name", 64)


def get_my_name(call: Call) -> Json:
    return _get(call, call.world.profile.name, "name", call.bot.first_name)


def set_my_description(call: Call) -> bool:
    return _set(call, call.world.profile.description, "description", 512)


def get_my_description(call: Call) -> Json:
    return _get(call, call.world.profile.description, "description")


def set_my_short_description(call: Call) -> bool:
    return _set(call, call.world.profile.short_description, "short_description", 120)


def get_my_short_description(call: Call) -> Json:
    return _get(call, call.world.profile.short_description, "short_description")
