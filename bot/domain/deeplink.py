"""Deep links: what `t.me/<bot>?start=<payload>` opens, written and read. A payload is 1 to 64 of [A-Za-z0-9_-]."""

import base64
import binascii
import re
from dataclasses import dataclass

from bot.domain.statement import StatementId

LONGEST = 64
_PAYLOAD = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST}}}")
_NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class OpenTopic:
    """A topic's statements: `t_<key>`."""

    key: str


@dataclass(frozen=True, slots=True)
class OpenStatement:
    """A statement as it stands now: `s_<id>`."""

    id: StatementId


@dataclass(frozen=True, slots=True)
class OpenSearch:
    """What a search finds: `q_<base64url of what was typed>`."""

    typed: str


DeepLink = OpenTopic | OpenStatement | OpenSearch


def read(payload: str) -> DeepLink | None:
    """What a payload names; None for anything that none of our links says."""
    kind, _, rest = payload.partition("_")
    match kind:
        case _ if not rest or not _PAYLOAD.fullmatch(payload):
            return None
        case "t":
            return OpenTopic(rest)
        case "s" if _NUMBER.fullmatch(rest):
            return OpenStatement(StatementId(int(rest)))
        case "q" if typed := _decoded(rest):
            return OpenSearch(typed)
    return None


def written(link: DeepLink) -> str | None:
    """The payload of a link; None where it does not fit: a long search, an odd topic."""
    match link:
        case OpenTopic(key=key):
            payload = f"t_{key}"
        case OpenStatement(id=id):
            payload = f"s_{id}"
        case OpenSearch(typed=typed):
            payload = f"q_{base64.urlsafe_b64encode(typed.encode(errors='ignore')).decode().rstrip('=')}"
    return payload if read(payload) == link else None


def address(bot_name: str, link: DeepLink) -> str | None:
    """The link itself; None where it does not fit."""
    payload = written(link)
    return f"https://t.me/{bot_name}?start={payload}" if payload else None


def _decoded(text: str) -> str:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().strip()
    except (binascii.Error, UnicodeDecodeError):
        return ""
