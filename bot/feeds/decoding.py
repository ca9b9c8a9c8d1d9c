"""Bodies as servers send them: gzip and deflate undone, never to more than a limit. Pure."""

import zlib

_GZIP = b"\x1f\x8b\x08"
_ANY_HEADER = 32 + zlib.MAX_WBITS  # zlib or gzip, whichever the first bytes say
_MAX_LAYERS = 3


class TooLarge(Exception):
    """The body is larger than the limit once decompressed."""


class Undecodable(Exception):
    """The body is not in the encoding its server claims, or in one we did not ask for."""


def decoded(body: bytes, encodings: str, limit: int) -> bytes:
    """`body` without its Content-Encoding, and without gzip that no header mentions.

    Raises TooLarge, Undecodable.
    """
    names = [name.strip().lower() for name in encodings.split(",") if name.strip()]
    if len(names) > _MAX_LAYERS:
        raise Undecodable
    for name in reversed(names):
        body = _without(name, body, limit)
    if body.startswith(_GZIP):  # a .gz file served as it lies there
        body = _inflated(body, _ANY_HEADER, limit)
    if len(body) > limit:
        raise TooLarge
    return body


def _without(name: str, body: bytes, limit: int) -> bytes:
    if name == "identity" or not body:
        return body
    if name in ("gzip", "x-gzip"):  # some servers say gzip and send the plain text
        return _inflated(body, _ANY_HEADER, limit) if body.startswith(_GZIP) else body
    if name == "deflate":  # the standard means zlib; many send the bare stream
        try:
            return _inflated(body, _ANY_HEADER, limit)
        except Undecodable:
            return _inflated(body, -zlib.MAX_WBITS, limit)
    raise Undecodable


def _inflated(body: bytes, wbits: int, limit: int) -> bytes:
    """All members of a stream. One that breaks off gives what it holds: the parser sees the cut."""
    out = bytearray()
    while body:
        inflate = zlib.decompressobj(wbits)
        try:
            out += inflate.decompress(body, limit + 1 - len(out))
        except zlib.error as error:
            if out:
                break  # trailing rubbish after a whole member
            raise Undecodable from error
        if len(out) > limit:
            raise TooLarge
        body = inflate.unused_data if inflate.eof else b""
    return bytes(out)
