"""`python -m benchmarks.ceiling`: what the stand-in can take at most, from a client that does next to nothing."""

import selectors
import socket
import time
from urllib.parse import urlsplit

from benchmarks.machine import BOT_CORE, described, pin
from benchmarks.processes import StandInProcess, stand_in
from benchmarks.stand_in import MARK
from benchmarks.table import table

_CONNECTIONS = 1500  # more than rate x latency, so that the latency does not bound it
_BODY = b"chat_id=%d&text=" + MARK + b"+statement+" + b"word+" * 90 + b"&parse_mode=HTML"


def ceiling(server: StandInProcess, *, seconds: float, connections: int = _CONNECTIONS) -> float:
    """Messages a second that it answers when this process does nothing but ask."""
    parts = urlsplit(server.url)
    address = (parts.hostname, parts.port)
    asked = b"POST /botT/sendmessage HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
    sockets = [socket.create_connection(address) for _ in range(connections)]
    with selectors.DefaultSelector() as selector:
        for number, each in enumerate(sockets):
            body = _BODY % number
            request = asked % (len(body), body)
            each.setblocking(False)  # noqa: FBT003 - the library's signature
            selector.register(each, selectors.EVENT_READ, request)
            each.send(request)
        answers = _count(selector, seconds)
    for each in sockets:
        each.close()
    return answers / seconds


def _count(selector: selectors.BaseSelector, seconds: float) -> int:
    answers, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        for key, _ in selector.select(timeout=0.1):
            assert isinstance(key.fileobj, socket.socket)
            key.fileobj.recv(65536)
            key.fileobj.send(key.data)
            answers += 1
    return answers


def measured(seconds: float = 5.0) -> str:
    """The table; the client takes the bot's place."""
    pin(BOT_CORE)
    rows = []
    for latency in (0.05, 0.0):
        with stand_in(latency) as server:
            ceiling(server, seconds=min(1.0, seconds))
            rows.append([f"{latency * 1000:.0f} ms until an answer", ceiling(server, seconds=seconds)])
    return f"{_CONNECTIONS:,} connections\n\n{table(['stand-in', 'messages/s'], rows)}"


if __name__ == "__main__":
    print(f"{described()}\n\n{measured()}")
