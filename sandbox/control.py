"""The control API behind the chat page: the world's state, its events, and what people do."""

import contextlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.acts import ActError, Acts
from sandbox.answers import ApiError, Json
from sandbox.faults import Fault
from sandbox.markup import MarkupError
from sandbox.server import BotApi
from sandbox.view import event_json, state_json
from sandbox.world import CHANNEL, PRIVATE, Account, Chat, Member, Message

PAGE: Final = Path(__file__).parent / "page"
_KEEP_ALIVE: Final = 15.0
_TYPES: Final = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "frame-ancestors 'none'",
}
Act = Callable[[Json], Json]


@dataclass(slots=True)
class Control:
    """Everything behind /sandbox/ and the page's files."""

    acts: Acts
    api: BotApi

    def routes(self) -> list[web.AbstractRouteDef]:
        """The routes of the control API and the page."""
        acts: dict[str, Act] = {
            "send": self._send,
            "tap": self._tap,
            "block": self._block,
            "inline": self._inline,
            "inline_choose": self._inline_choose,
            "group": self._group,
            "migrate": self._migrate,
            "add_bot": self._add_bot,
            "remove_bot": self._remove_bot,
            "member": self._member,
            "fault": self._fault,
        }
        return [
            web.get("/", page),
            web.get("/page/{name}", page),
            web.get("/sandbox/state", self._state),
            web.get("/sandbox/events", self._events),
            web.get("/sandbox/file/{file_id}", self._file),
            *(web.post(f"/sandbox/{name}", _posted(act)) for name, act in acts.items()),
        ]

    # What can be read

    async def _state(self, _: web.Request) -> web.Response:
        return _json(state_json(self.acts.world))

    async def _events(self, request: web.Request) -> web.StreamResponse:
        world, closing = self.acts.world, self.api.closing
        after = request.headers.get("Last-Event-ID") or request.query.get("after") or world.seq
        try:
            seq = int(after)
        except ValueError:
            return _json({"error": "after must be a number"}, 400)
        stream = web.StreamResponse(headers=_HEADERS | {"Content-Type": "text/event-stream"})
        await stream.prepare(request)
        with contextlib.suppress(ConnectionResetError):  # the page was closed
            await stream.write(b"retry: 1000\n\n")
            while not closing.is_set():
                for event in world.since(seq):
                    seq = event.seq
                    data = json.dumps(event_json(event, world), ensure_ascii=False)
                    await stream.write(f"id: {seq}\ndata: {data}\n\n".encode())
                if not await self._more_after(seq):
                    await stream.write(b": still here\n\n")
        return stream

    async def _more_after(self, seq: int) -> bool:
        world, closing = self.acts.world, self.api.closing
        found = await world.until(lambda: world.seq > seq or closing.is_set() or None, _KEEP_ALIVE)
        return found is not None

    async def _file(self, request: web.Request) -> web.Response:
        document = self.acts.world.files.get(request.match_info["file_id"])
        if document is None:
            return _json({"error": "no such file"}, 404)
        headers = _HEADERS | {"Content-Disposition": "attachment"}
        return web.Response(body=document.content, headers=headers, content_type="application/octet-stream")

    # What people do

    def _send(self, body: Json) -> Json:
        chat = self._chat(body)
        formatted = body.get("html")
        reply_to = body.get("reply_to")
        message = self.acts.send(
            self._person(body),
            chat,
            str(formatted or body.get("text") or ""),
            html=bool(formatted),
            reply_to=None if reply_to is None else _message(chat, reply_to),
        )
        return {"message_id": message.message_id}

    def _tap(self, body: Json) -> Json:
        message = _message(self._chat(body), body.get("message_id"))
        try:
            button = message.keyboard[int(body["row"])][int(body["col"])]
        except (IndexError, KeyError, TypeError, ValueError):
            raise ActError("there is no such button any more") from None
        query = self.acts.tap(self._person(body), message, button)
        if query is not None:
            return {"kind": "callback", "id": query.id}
        for kind in ("url", "switch_inline_query", "switch_inline_query_current_chat", "copy_text"):
            if (value := getattr(button, kind)) is not None:
                return {"kind": kind, kind: value}
        return {"kind": "other"}

    def _block(self, body: Json) -> Json:
        self.acts.block(self._person(body), blocked=bool(body.get("blocked")))
        return {}

    def _inline(self, body: Json) -> Json:
        query, offset = str(body.get("query", "")), str(body.get("offset", ""))
        kind = self._chat(body).kind if "chat" in body else PRIVATE
        place = "sender" if kind == PRIVATE else kind
        return {"query_id": self.acts.ask_inline(self._person(body), query, offset, place).id}

    def _inline_choose(self, body: Json) -> Json:
        asked = self.acts.world.inline_queries.get(str(body.get("query_id")))
        if asked is None:
            raise ActError("no such inline query")
        chat = self._chat(body)
        message = self.acts.choose_inline(asked, chat, str(body.get("result_id")))
        return {"message_id": message.message_id}

    def _group(self, body: Json) -> Json:
        kind = str(body.get("type", "supergroup"))
        if kind not in {"group", "supergroup", "channel"}:
            raise ActError("type is group, supergroup or channel")
        title = str(body.get("title") or "").strip()
        if not title:
            raise ActError("the chat needs a title")
        return {"chat": self.acts.new_chat(kind, title, self._person(body), _bot_in(kind)).id}

    def _migrate(self, body: Json) -> Json:
        return {"chat": self.acts.migrate(self._chat(body)).id}

    def _add_bot(self, body: Json) -> Json:
        chat = self._chat(body)
        self.acts.set_member(chat, self._admin(chat), self.acts.world.bot, _bot_in(chat.kind))
        return {}

    def _remove_bot(self, body: Json) -> Json:
        chat = self._chat(body)
        self.acts.set_member(chat, self._admin(chat), self.acts.world.bot, Member("kicked"))
        return {}

    def _member(self, body: Json) -> Json:
        chat, status = self._chat(body), str(body.get("status"))
        if status not in {"administrator", "member", "restricted", "left", "kicked"}:
            raise ActError(f"no status {status!r}")
        self.acts.set_member(chat, self._admin(chat), self._person(body), Member(status))
        return {}

    def _fault(self, body: Json) -> Json:
        try:
            self.api.faults.add(Fault(**body))
        except (TypeError, ValueError) as error:
            raise ActError(str(error)) from error
        return {}

    # Who and where

    def _person(self, body: Json) -> Account:
        person = self.acts.world.accounts.get(_number(body, "person"))
        if person is None or person.is_bot:
            raise ActError("no such person")
        return person

    def _chat(self, body: Json) -> Chat:
        chat = self.acts.world.chats.get(_number(body, "chat"))
        if chat is None:
            raise ActError("no such chat")
        return chat

    def _admin(self, chat: Chat) -> Account:
        people = (self.acts.world.accounts[uid] for uid in chat.admins())
        found = next((account for account in people if not account.is_bot), None)
        if found is None:
            raise ActError("nobody administers this chat")
        return found


def _bot_in(kind: str) -> Member:
    """What the bot becomes where somebody adds it: in a channel only an administrator can post."""
    return Member("administrator" if kind == CHANNEL else "member")


def _number(body: Json, name: str) -> int:
    try:
        return int(body[name])
    except (KeyError, TypeError, ValueError):
        raise ActError(f"{name} must be a number") from None


def _message(chat: Chat, message_id: Any) -> Message:
    found = chat.messages.get(message_id) if isinstance(message_id, int) else None
    if found is None:
        raise ActError("no such message")
    return found


def _json(body: Json, status: int = 200) -> web.Response:
    return web.json_response(body, status=status, headers=_HEADERS)


def _posted(act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A POST route; JSON from this very page only, since a foreign page could post forms."""

    async def handle(request: web.Request) -> web.Response:
        origin = request.headers.get("Origin")
        if request.content_type != "application/json":
            return _json({"error": "send application/json"}, 415)
        if origin is not None and urlsplit(origin).netloc != request.host:
            return _json({"error": "not from another page"}, 403)
        try:
            body = await request.json()
            if not isinstance(body, dict):
                return _json({"error": "send a JSON object"}, 400)
            return _json(act(body))
        except (ActError, MarkupError, json.JSONDecodeError) as error:
            return _json({"error": str(error)}, 400)
        except ApiError as error:
            return _json({"error": error.description}, 400)

    return handle


async def page(request: web.Request) -> web.Response:
    """A file of the chat page."""
    name = request.match_info.get("name", "index.html")
    path = PAGE / name
    if path.suffix not in _TYPES or path.parent != PAGE or not path.is_file():
        return web.Response(status=404, text="no such page\n")
    return web.Response(
        body=path.read_bytes(),
        content_type=_TYPES[path.suffix],
        charset="utf-8",
        headers=_HEADERS,
    )
