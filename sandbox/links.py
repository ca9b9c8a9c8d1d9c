"""Which addresses Telegram takes for links, and with what words it refuses the others. Pure."""

import re
from typing import Final
from urllib.parse import urlsplit

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST: Final = re.compile(r"[^\s/?#<>\"'`{}|\\^]+")


class BadLink(ValueError):
    """The address is no link; the text is Telegram's reason."""


def checked_link(url: str) -> str:
    """The address as Telegram would keep it, or "" where it silently drops the link."""
    try:
        return check_link(url)
    except BadLink:
        return ""


def check_link(url: str) -> str:
    """The address as Telegram would keep it. Raises BadLink with its reason."""
    url = url.strip()
    if not url:
        raise BadLink("URL is empty")
    scheme, rest = _split(url)
    if scheme in {"tg", "ton", "tonsite"}:
        return f"{scheme}://{rest}"
    if scheme not in {"http", "https"}:
        raise BadLink("Unsupported URL protocol")
    return _http(scheme, rest)


def _split(url: str) -> tuple[str, str]:
    scheme, mark, rest = url.partition("://")
    if mark and scheme.isalpha():
        return scheme.lower(), rest
    if (named := _SCHEME.match(url)) and not re.match(r"[^/]*:\d+(/|$)", url):
        if named.group().lower() in {"tg:", "ton:"}:
            return named.group()[:-1].lower(), url[named.end() :]
        raise BadLink("Unsupported URL protocol")
    return "http", url


def _http(scheme: str, rest: str) -> str:
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        port = parts.port
    except ValueError:
        raise BadLink("Wrong port number specified in the URL") from None
    host = parts.hostname or ""
    if not host:
        raise BadLink("URL host is empty")
    if "." not in host.strip(".") and ":" not in host:
        raise BadLink("Wrong HTTP URL")
    if not _HOST.fullmatch(host) or ".." in host:
        raise BadLink("Wrong HTTP URL")
    shown = f"[{host}]" if ":" in host else host
    place = shown if port is None else f"{shown}:{port}"
    if parts.username is not None:
        place = f"{parts.netloc.rpartition('@')[0]}@{place}"
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{scheme}://{place}{parts.path or '/'}{query}{fragment}"
