"""What passes between the bot and its parsing process: length-prefixed frames of bytes and JSON. Pure."""

import json
from dataclasses import asdict, replace

from bot.domain.source import ParsedFeed, ParseFailed, ParseResult, Problem
from bot.domain.statement import Entry, Link

LENGTH_BYTES = 4
READY = b"ready"


def frame(payload: bytes) -> bytes:
    """`payload` with its length before it."""
    return len(payload).to_bytes(LENGTH_BYTES, "big") + payload


def request_of(body: bytes, content_type: str, url: str) -> bytes:
    """Two frames: what is known about the document, and the document."""
    return frame(json.dumps([content_type, url]).encode()) + frame(body)


def read_request(head: bytes) -> tuple[str, str]:
    """Content type and address from a request's first frame."""
    content_type, url = json.loads(head)
    return str(content_type), str(url)


def reply_of(result: ParseResult) -> bytes:
    """`result` as one frame."""
    return frame(json.dumps([isinstance(result, ParsedFeed), asdict(result)]).encode())


def read_reply(payload: bytes) -> ParseResult:
    """The result that a frame carries. Raises ValueError, KeyError, TypeError for anything else."""
    is_feed, fields = json.loads(payload)
    if not is_feed:
        failed = ParseFailed(**fields)
        return replace(failed, problem=Problem(failed.problem), alternates=tuple(failed.alternates))
    feed = ParsedFeed(**fields)
    return replace(feed, entries=tuple(map(_entry, fields["entries"])))


def _entry(fields: dict[str, object]) -> Entry:
    entry = Entry(**fields)  # type: ignore[arg-type]
    links = tuple(Link(**link) for link in fields["links"])  # type: ignore[attr-defined]
    return replace(entry, links=links, authors=tuple(entry.authors))
