"""What ingest reaches outside: the clock, the network, the parser, the languages."""

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

    async def is_gone(self, url: str) -> bool:
        """Whether the server says that there is no such page (404, 410); in any doubt it is not gone."""
        ...


class Parser(Protocol):
    """Bytes to entries, in a process that can be killed."""

    async def parse(self, body: bytes, *, content_type: str, url: str) -> ParseResult:
        """What the document holds; 5 s and bounded memory, whatever is in it."""
        ...


class Detector(Protocol):
    """Which language a text is in."""

    def detect(self, text: str, *, prior: str | None = None) -> str:
        """ISO 639-1 ("sq", "sr", "en", …), "und" when nobody could tell; `prior` settles a doubt."""
        ...
