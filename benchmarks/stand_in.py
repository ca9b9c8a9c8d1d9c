"""A stand-in for the Bot API that answers as fast as one core can: `python -m benchmarks.stand_in` serves it.

It knows getMe, sendMessage and getUpdates, and says true to everything else. Each answer comes after the
latency, those of getUpdates when there is something to say. `/control/…` on the same port sets it and reads it.
"""

import argparse
import asyncio
import gc
import json
import re
import sys
import time
from collections import deque
from collections.abc import Callable, Coroutine
from itertools import count, islice
from typing import Any, cast
from urllib.parse import parse_qsl

from benchmarks.arrivals import Arrivals, Bucket
from benchmarks.machine import pin

MARK = b"Measured"  # stands in every message that is pushed, in none that is a reply
COMMANDS = ("/help", "/latest", "/topics", "/settings")
_CHAT = re.compile(rb"chat_id=(-?\d+)")
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_OFTEN = 0.001  # seconds between two rounds of answers
_ME = {
    "id": 1,
    "is_bot": True,
    "first_name": "Kumtar",
    "username": "kumtar_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}
_SAID = (
    '"date":1800000000,"from":{"id":1,"is_bot":true,"first_name":"Kumtar","username":"kumtar_bot"},'
    f'"text":"{"As many words as a statement has when it is sent. " * 10}"'
)


class StandIn:
    """Counts what arrives and answers in order of arrival, after the latency."""

    def __init__(self, latency: float) -> None:
        self._latency = latency
        self._due: deque[tuple[float, asyncio.Transport, bytes]] = deque()
        self._waking = False
        self._numbers = count(1)
        self._updates: deque[dict[str, Any]] = deque()
        self._polls: deque[asyncio.Transport] = deque()
        self._asking: asyncio.Task[None] | None = None
        self.arrivals = Arrivals()

    def handle(self, transport: asyncio.Transport, path: bytes, body: bytes) -> None:
        """One request."""
        method = path.rsplit(b"/", 1)[-1].lower()
        if method == b"sendmessage":
            self._answer(transport, self._message(body))
        elif method == b"getupdates":
            self._poll(transport, body)
        elif path.startswith(b"/control/"):
            transport.write(_http(self._control(path.decode())))
        else:
            self._answer(transport, _http({"ok": True, "result": _ME if method == b"getme" else True}))

    def _message(self, body: bytes) -> bytes:
        found = _CHAT.search(body)
        chat = int(found[1]) if found else 0
        if not self.arrivals.message(chat, time.monotonic(), pushed=MARK in body):
            refusal = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1"}
            return _http(refusal | {"parameters": {"retry_after": 1}}, "429 Too Many Requests")
        said = f'{{"message_id":{next(self._numbers)},"chat":{{"id":{chat},"type":"private","first_name":"A"}},{_SAID}}}'
        return _written(f'{{"ok":true,"result":{said}}}'.encode())

    # ── answers after the latency, many at a time ─────────────────────────────────────────────────

    def _answer(self, transport: asyncio.Transport, answer: bytes) -> None:
        if not self._latency:
            transport.write(answer)
            return
        self._due.append((time.monotonic() + self._latency, transport, answer))
        if not self._waking:
            self._waking = True
            asyncio.get_running_loop().call_later(self._latency, self._answer_due)

    def _answer_due(self) -> None:
        now = time.monotonic()
        while self._due and self._due[0][0] <= now:
            _, transport, answer = self._due.popleft()
            if not transport.is_closing():
                transport.write(answer)
        self._waking = bool(self._due)
        if self._due:
            wait = max(_OFTEN, self._due[0][0] - now)
            asyncio.get_running_loop().call_later(wait, self._answer_due)

    # ── people who ask ────────────────────────────────────────────────────────────────────────────

    def _poll(self, transport: asyncio.Transport, body: bytes) -> None:
        self._polls.append(transport)
        patience = float(dict(parse_qsl(body.decode())).get("timeout", 0))
        asyncio.get_running_loop().call_later(patience, self._end_poll, transport)
        self._serve()

    def _end_poll(self, transport: asyncio.Transport) -> None:
        if transport in self._polls:
            self._polls.remove(transport)
            self._answer(transport, _http({"ok": True, "result": []}))

    def _serve(self) -> None:
        while self._polls and self._updates:
            transport = self._polls.popleft()
            if transport.is_closing():
                continue
            served = [self._updates.popleft() for _ in range(min(100, len(self._updates)))]
            now = time.monotonic()
            self.arrivals.asked |= {update["message"]["chat"]["id"]: now for update in served}
            transport.write(_http({"ok": True, "result": served}))

    async def _ask(self, first_chat: int, per_second: float, seconds: float) -> None:
        """A command each from readers who come one after another, evenly."""
        began = time.monotonic()
        for number in range(int(per_second * seconds)):
            await asyncio.sleep(began + number / per_second - time.monotonic())
            self._updates.append(_command(next(self._numbers), first_chat + number))
            self._serve()

    # ── what the measuring asks ───────────────────────────────────────────────────────────────────

    def _control(self, path: str) -> dict[str, Any]:
        name, _, query = path.removeprefix("/control/").partition("?")
        values = {key: float(value) for key, value in parse_qsl(query)}
        match name:
            case "reset":
                self.arrivals = Arrivals(Bucket(**values))
            case "ask":
                first = int(values.pop("first_chat"))
                self._asking = asyncio.get_running_loop().create_task(self._ask(first, **values))
            case "count":
                return self.arrivals.count()
            case "figures":
                return self.arrivals.figures(values.get("since", 0.0), values.get("until", float("inf")))
        return {}


class _Connection(asyncio.Protocol):
    """HTTP/1.1 as far as the clients here speak it: a length, or no body."""

    def __init__(self, stand_in: StandIn) -> None:
        self._stand_in = stand_in
        self._got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one in all but name

    def data_received(self, data: bytes) -> None:
        got = self._got + data if self._got else data
        while (end := got.find(b"\r\n\r\n")) >= 0:
            length = _LENGTH.search(got, 0, end)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(got) < whole:
                break
            start = got.index(b" ") + 1
            self._stand_in.handle(self._transport, got[start : got.index(b" ", start)], got[end + 4 : whole])
            got = got[whole:]
        self._got = got


def _http(value: dict[str, Any], status: str = "200 OK") -> bytes:
    return _written(json.dumps(value).encode(), status)


def _written(body: bytes, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _command(number: int, chat: int) -> dict[str, Any]:
    text = next(islice(COMMANDS, chat % len(COMMANDS), None))
    who = {"id": chat, "first_name": "Reader"}
    message = {
        "message_id": number,
        "date": int(time.time()),
        "from": who | {"is_bot": False, "language_code": "en"},
        "chat": who | {"type": "private"},
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(text)}],
    }
    return {"update_id": number, "message": message}


async def serve(latency: float) -> None:
    """Serve until the standard input ends; the first line of output is the address."""
    stand_in = StandIn(latency)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(stand_in), "127.0.0.1", 0, backlog=2048)
    host, port = server.sockets[0].getsockname()[:2]
    print(f"http://{host}:{port}", flush=True)
    gc.freeze()
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


def run(main: Coroutine[Any, Any, None]) -> None:
    """On uvloop where it is installed: the stand-in only, never the bot."""
    factory: Callable[[], asyncio.AbstractEventLoop] | None = None
    try:
        import uvloop  # noqa: PLC0415 - optional
    except ImportError:
        pass
    else:
        factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(main)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latency", type=float, default=0.05, help="seconds until an answer")
    parser.add_argument("--core", type=int, default=1)
    options = parser.parse_args()
    pin(options.core)
    run(serve(options.latency))
