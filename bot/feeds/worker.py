"""The parsing process, `python -m bot.feeds.worker`: documents in on stdin, entries out on stdout.

It ends when its stdin does, so it never outlives the bot. It has no secrets: its environment is empty.
"""

import os
import resource
import signal
import sys
from typing import BinaryIO

from bot.domain.source import ParseFailed, ParseResult, Problem
from bot.feeds.parse import parse
from bot.feeds.wire import LENGTH_BYTES, READY, frame, read_request, reply_of

_LONGEST = 60  # seconds for one document: the bot gives up long before, unless it was itself killed meanwhile


def main(memory: int) -> None:
    """Answer documents one after another until stdin ends, in at most `memory` bytes of address space."""
    source = sys.stdin.buffer
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as replies:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing a library prints lands among the replies
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _send(replies, frame(READY))
        while (head := _receive(source)) is not None and (body := _receive(source)) is not None:
            signal.alarm(_LONGEST)  # unhandled, it ends the process
            _send(replies, reply_of(_parsed(body, *read_request(head))))
            signal.alarm(0)


def _parsed(body: bytes, content_type: str, url: str) -> ParseResult:
    try:
        return parse(body, content_type, url)
    except MemoryError:
        raise  # what is left of this process is not worth keeping
    except Exception as error:  # noqa: BLE001 - whatever a library stumbles over, the next document is due
        return ParseFailed(
            Problem.NOT_A_FEED, f"The document cannot be read ({type(error).__name__}); tell the agency."
        )


def _receive(source: BinaryIO) -> bytes | None:
    length = source.read(LENGTH_BYTES)
    return source.read(int.from_bytes(length, "big")) if len(length) == LENGTH_BYTES else None


def _send(replies: BinaryIO, data: bytes) -> None:
    replies.write(data)
    replies.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
