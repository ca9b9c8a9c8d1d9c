"""The reference texts as documents: parallel news, SETimes, the articles of the UDHR, entries of real feeds."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.source import ParseFailed
from bot.domain.text import squeeze
from bot.feeds.parser import WorkerParser

TEXTS = Path("../shared/texts")
FEEDS = Path("../shared/feeds")
_NEWS = {"en": "en", "sq": "sq", "sr": "sr_Latn"}
_IN_CYRILLIC = 2  # every second Serbian document
_DECLARATION = {"en": ("eng", "Article"), "sq": ("als", "Neni"), "sr": ("srp_cyrl", "Члан")}
_MOST_OF_A_FEED = 25  # entries


@dataclass(frozen=True, slots=True)
class Text:
    """A document; those that say the same in different languages share a name."""

    name: str
    lang: str
    title: str
    body: str


def documents(texts: Path) -> Iterator[Text]:
    """All that a search may have to find."""
    yield from _parallel_news(texts / "ntrex_news_en_sq_sr.jsonl")
    for line in _lines(texts / "setimes_sr_dev.jsonl"):
        yield Text(line["id"], "sr", line["title"], " ".join(line["sentences"]))
    for lang, (file, article) in _DECLARATION.items():
        yield from _articles((texts / "udhr" / f"{file}.txt").read_text("utf-8"), lang, article)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        yield json.loads(line)


def _parallel_news(path: Path) -> Iterator[Text]:
    for number, line in enumerate(_lines(path)):
        for lang, key in _NEWS.items():
            said = line["sr_Cyrl" if lang == "sr" and number % _IN_CYRILLIC else key]
            yield Text(line["id"], lang, said["title"], " ".join(said["sentences"]))


def _articles(declaration: str, lang: str, article: str) -> Iterator[Text]:
    """The preamble and each article; an article is titled by its number."""
    parts = re.split(rf"^\s*({article}\s+\d+\.?)\s*$", declaration, flags=re.MULTILINE)
    yield Text("udhr.preamble", lang, squeeze(declaration.strip().splitlines()[0])[:200], squeeze(parts[0]))
    for number, (title, body) in enumerate(zip(parts[1::2], parts[2::2], strict=True), 1):
        yield Text(f"udhr.{number}", lang, squeeze(title), squeeze(body))


async def entries(feeds: Path) -> AsyncIterator[tuple[str, str | None, str, str]]:
    """Entries of real feeds, read as the bot reads them: name, declared language, title, text."""
    async with WorkerParser() as parser:
        for path in sorted(each for each in feeds.rglob("*") if each.is_file()):
            read = await parser.parse(path.read_bytes(), content_type="", url="https://feed.example/")
            if isinstance(read, ParseFailed):
                continue
            for number, entry in enumerate(read.entries[:_MOST_OF_A_FEED]):
                text = entry.body or entry.summary
                if entry.title or text:
                    yield f"{path.name}.{number}", entry.language, entry.title, text
