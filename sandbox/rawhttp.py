"""Answers a well-behaved server never gives: resets, half answers, silence."""

import asyncio
import socket
import struct

from aiohttp import web

_LINGER_ZERO = struct.pack("ii", 1, 0)


def reset(request: web.Request) -> web.StreamResponse:
    """Cuts the connection with a TCP reset."""
    if request.transport is not None:
        sock = request.transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_ZERO)
        request.transport.abort()
    return web.Response()


def close(request: web.Request) -> web.StreamResponse:
    """Closes the connection without a word."""
    if request.transport is not None:
        request.transport.close()
    return web.Response()


def half(request: web.Request, body: bytes) -> web.StreamResponse:
    """Announces the whole answer, sends half of it and closes."""
    transport = request.transport
    if isinstance(transport, asyncio.WriteTransport):
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        transport.write(head.encode() + b"\r\n\r\n" + body[: len(body) // 2])
        transport.close()
    return web.Response()
