"""The Protocols through which the core reaches the rims: database, feeds, language, Telegram.

Pipeline and services import these; `storage`, `feeds`, `language` and `outbound` fulfil them without
importing each other; `app` wires them.
"""

from typing import Protocol

from bot.domain.source import FetchResult, ParseResult, Source
from bot.domain.statement import Millis


class Clock(Protocol):
    """Now, in milliseconds UTC."""

    def __call__(self) -> Millis: ...


class Fetcher(Protocol):
    """The network, as far as feeds need it."""

    async def fetch(self, source: Source) -> FetchResult:
        """One conditional look at the source's effective address. Never raises for what a server does."""
        ...


class Parser(Protocol):
    """Bytes to entries, in a process that can be killed."""

    async def parse(self, body: bytes, *, content_type: str, url: str) -> ParseResult:
        """What the document holds; 5 s and bounded memory, whatever is in it."""
        ...
