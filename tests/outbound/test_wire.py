"""Forms over bare connections: every way in which a server may answer, over real HTTP."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from telegram.error import NetworkError, TimedOut

from bot.outbound.request import AiohttpRequest, Form, NotTaken

JSON = b'{"ok":true,"result":%d}'


def whole(number):
    body = JSON % number
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


class Server:
    """Answers each request with the next of `answers`, as it stands; None: not at all."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.requests = []
        self.connections = []

    @asynccontextmanager
    async def listening(self):
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        host, port = server.sockets[0].getsockname()
        async with server:
            yield f"http://{host}:{port}/bot1:a/sendMessage"
            for connection in self.connections:
                connection.close()

    async def _serve(self, reader, writer):
        self.connections.append(writer)
        while head := await _head(reader):
            length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
            self.requests.append((head, await reader.readexactly(length)))
            answer = self.answers.pop(0)
            if answer is not None:
                writer.write(answer)
            if answer is not None and b"Connection: close" in answer:
                writer.close()
                return


async def _head(reader):
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""


@asynccontextmanager
async def asking(*answers):
    server = Server(*answers)
    request = AiohttpRequest()
    await request.initialize()
    try:
        async with server.listening() as url:
            yield server, lambda text="x", **more: request.post(url, Form(f"text={text}"), **more)
    finally:
        await request.shutdown()


async def test_one_connection_carries_one_form_after_another():
    async with asking(whole(1), whole(2)) as (server, post):
        assert [await post("one"), await post("%F0%9F%91%8B")] == [1, 2]
        assert [form for _, form in server.requests] == [b"text=one", b"text=%F0%9F%91%8B"]
        assert len(server.connections) == 1
        head = server.requests[0][0]
        assert head.startswith(b"POST /bot1:a/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:")
        assert head.lower().count(b"content-length") == 1


async def test_an_answer_in_pieces_is_put_together():
    pieces = b"5\r\n" + JSON[:5] + b"\r\n%x\r\n" % (len(JSON % 7) - 5) + (JSON % 7)[5:] + b"\r\n0\r\n\r\n"
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + pieces
    until_the_end = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + JSON % 8
    async with asking(chunked, until_the_end, whole(9)) as (server, post):
        assert [await post(), await post(), await post()] == [7, 8, 9]
        assert len(server.connections) == 2


async def test_a_server_that_closes_after_its_answer_is_called_anew():
    closing = whole(1).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1)
    async with asking(closing, whole(2)) as (server, post):
        assert [await post(), await post()] == [1, 2]
        assert len(server.connections) == 2


async def test_a_late_answer_is_never_taken_for_the_next_ones():
    async with asking(None, whole(2)) as (server, post):
        with pytest.raises(TimedOut):
            await post("slow", read_timeout=0.2)
        server.connections[0].write(whole(1))
        assert await post("next") == 2


@pytest.mark.parametrize(
    "answer",
    [
        b"not HTTP at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\nConnection: close\r\n\r\n{",
        b"Connection: close",
    ],
)
async def test_what_is_no_whole_answer_is_a_lost_one(answer):
    async with asking(answer, whole(2)) as (_, post):
        with pytest.raises(NetworkError) as lost:
            await post()
        assert not isinstance(lost.value, NotTaken)
        assert await post() == 2


async def test_a_cancelled_call_leaves_no_answer_behind():
    async with asking(None, whole(2)) as (server, post):
        call = asyncio.create_task(post("cancelled"))
        while not server.requests:
            await asyncio.sleep(0)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        server.connections[0].write(whole(1))
        assert await post("next") == 2
