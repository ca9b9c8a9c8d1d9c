"""Addresses as feeds write them made absolute, or dropped. Pure."""

import re
from urllib.parse import urljoin, urlsplit

_BLANKS = re.compile(r"[\s\x00-\x1f\x7f]+")
_LONGEST = 2000  # characters; longer ones are data, not addresses


def absolute(link: str | None, base: str = "") -> str | None:
    """`link` as an absolute http(s) address, resolved against `base`; None when it is nothing of the web."""
    if not link:
        return None
    link = _BLANKS.sub(lambda m: "%20" if m.group() == " " else "", link.strip())
    if not link or len(link) > _LONGEST:
        return None
    link = _joined(base, link)
    return link if _is_web(link) else None


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link) if base else link
    except ValueError:
        return link


def _is_web(link: str) -> bool:
    try:
        parts = urlsplit(link)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
