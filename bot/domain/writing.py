"""A statement as an editor writes it, before it is one."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.domain.errors import InvalidInput
from bot.domain.statement import MAX_TITLE, Link
from bot.domain.text import squeeze

MAX_URL = 1_500


@dataclass(frozen=True, slots=True)
class Written:
    """What the editor wrote and chose so far."""

    title: str = ""
    text: str = ""
    url: str | None = None
    lang: str = "und"
    topics: tuple[str, ...] = ()
    urgent: bool = False
    links: tuple[Link, ...] = ()  # found in the text


def title_of(typed: str) -> str:
    """A title on one line. Raises InvalidInput when it is empty or too long."""
    title = squeeze(typed)
    if not title:
        raise InvalidInput("publish-title-empty")
    if len(title) > MAX_TITLE:
        raise InvalidInput("publish-title-long", most=MAX_TITLE, length=len(title))
    return title


def link_of(typed: str) -> str:
    """A web address, with https where none was typed. Raises InvalidInput when it is none."""
    url = typed.strip()
    if "://" not in url:
        url = f"https://{url}"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise InvalidInput("publish-link-wrong") from None
    plausible = parts.scheme in ("http", "https") and "." in host.strip(".") and len(url) <= MAX_URL
    if not plausible or any(c.isspace() or not c.isprintable() for c in url):
        raise InvalidInput("publish-link-wrong")
    return url
