"""The sample agency: a small web site with three feeds whose invented statements appear as one watches.

Statements and corrections come by time (`after` seconds from the start, from agency.toml), computed when
somebody asks; tests start it empty and publish by hand. Loopback only.
"""

import gzip
import hashlib
import html
import json
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.utils import formatdate
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from xml.etree import ElementTree as ET

from aiohttp import web

BUNDLED: Final = Path(__file__).parent / "agency.toml"
NAMES: Final = {"en": "Gurra News Agency", "sq": "Agjencia e Lajmeve Gurra", "sr": "Новинска агенција Гура"}
_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
_ATOM: Final = "http://www.w3.org/2005/Atom"
ET.register_namespace("content", _CONTENT)
ET.register_namespace("atom", _ATOM)


@dataclass(frozen=True, slots=True)
class AgencyStatement:
    """An invented statement. `after`: seconds from the agency's start, negative for what was there before."""

    id: str
    lang: str
    title: str
    summary: str
    body: str  # paragraphs separated by blank lines
    links: tuple[tuple[str, str], ...] = ()  # (url, words)
    after: float = 0.0
    corrected: "AgencyStatement | None" = None  # what it says from its own `after` on


class Agency:
    """The agency's site: `async with Agency() as agency`, `agency.feed_url("en")`."""

    def __init__(
        self, content: Path | None = BUNDLED, *, port: int = 0, clock: Callable[[], float] = time.time
    ) -> None:
        self._clock = clock
        self._start = clock()
        self._statements = {s.id: s for s in load_statements(content)} if content else {}
        self._port = port
        self._runner: web.AppRunner | None = None
        self.fails_with: int | None = None  # a status every feed answers with

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/feed/{lang}.xml", self._feed)
        app.router.add_get("/articles/{id}", self._article)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = int(self._runner.addresses[0][1])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def url(self) -> str:
        """The site's address."""
        return f"http://127.0.0.1:{self._port}"

    def feed_url(self, lang: str) -> str:
        """The address of one language's feed."""
        return f"{self.url}/feed/{lang}.xml"

    def publish(self, statement: AgencyStatement) -> None:
        """From now on the feed holds it."""
        self._statements[statement.id] = replace(statement, after=self._clock() - self._start)

    def correct(self, id: str, **changes: Any) -> None:
        """From now on it says this instead (title, summary, body, links)."""
        self._statements[id] = replace(self._statements[id], **changes)

    def withdraw(self, id: str) -> None:
        """It vanishes from the feed and the site."""
        del self._statements[id]

    def _published(self, lang: str | None = None) -> list[AgencyStatement]:
        age = self._clock() - self._start
        current = [
            s.corrected if s.corrected and s.corrected.after <= age else s for s in self._statements.values()
        ]
        born = {s.id: s.after for s in self._statements.values()}
        shown = [
            replace(s, after=born[s.id]) for s in current if born[s.id] <= age and lang in (None, s.lang)
        ]
        return sorted(shown, key=lambda s: -s.after)

    async def _feed(self, request: web.Request) -> web.Response:
        lang = request.match_info["lang"]
        if self.fails_with is not None:
            return web.Response(status=self.fails_with)
        if lang not in NAMES:
            raise web.HTTPNotFound
        body = self._rss(lang)
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        headers = {"ETag": etag, "Content-Type": "application/rss+xml; charset=utf-8"}
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
        return web.Response(body=body, headers=headers)

    def _rss(self, lang: str) -> bytes:
        rss = ET.Element("rss", version="2.0")
        channel = ET.SubElement(rss, "channel")
        for name, text in (
            ("title", NAMES[lang]),
            ("link", self.url),
            ("description", NAMES[lang]),
            ("language", lang),
        ):
            ET.SubElement(channel, name).text = text
        ET.SubElement(
            channel, f"{{{_ATOM}}}link", href=self.feed_url(lang), rel="self", type="application/rss+xml"
        )
        for statement in self._published(lang):
            item = ET.SubElement(channel, "item")
            ET.SubElement(item, "title").text = statement.title
            ET.SubElement(item, "link").text = f"{self.url}/articles/{statement.id}"
            ET.SubElement(item, "guid", isPermaLink="false").text = statement.id
            ET.SubElement(item, "pubDate").text = formatdate(self._start + statement.after, usegmt=True)
            ET.SubElement(item, "description").text = statement.summary
            ET.SubElement(item, f"{{{_CONTENT}}}encoded").text = _as_html(statement)
        return bytes(ET.tostring(rss, encoding="utf-8", xml_declaration=True))

    async def _article(self, request: web.Request) -> web.Response:
        wanted = request.match_info["id"]
        statement = next((s for s in self._published() if s.id == wanted), None)
        if statement is None:
            raise web.HTTPNotFound
        title, name = html.escape(statement.title), html.escape(NAMES[statement.lang])
        page = _PAGE.format(lang=statement.lang, title=title, name=name, body=_as_html(statement))
        return web.Response(text=page, content_type="text/html")


def load_statements(content: Path) -> tuple[AgencyStatement, ...]:
    """The statements of a TOML file of [[statement]] tables; `correction` holds what changes, and `after` when."""
    tables = tomllib.loads(content.read_text("utf-8"))["statement"]
    return tuple(_statement(table) for table in tables)


def _statement(table: dict[str, Any]) -> AgencyStatement:
    correction = table.pop("correction", None)
    table["links"] = tuple((url, words) for url, words in table.get("links", ()))
    statement = AgencyStatement(**table)
    return replace(statement, corrected=replace(statement, **correction)) if correction else statement


def _as_html(statement: AgencyStatement) -> str:
    paragraphs = "".join(
        f"<p>{html.escape(text.strip())}</p>" for text in statement.body.strip().split("\n\n")
    )
    links = "".join(
        f'<li><a href="{html.escape(url)}">{html.escape(text)}</a></li>' for url, text in statement.links
    )
    return paragraphs + (f"<ul>{links}</ul>" if links else "")


def write_demo_sources(path: Path, agency: Agency) -> None:
    """A sources file with the agency's three feeds."""
    tables = [
        f'[[source]]\nkey = "gurra_{lang}"\nname = {json.dumps(name, ensure_ascii=False)}\n'
        f'url = "{agency.feed_url(lang)}"\nlanguage = "{lang}"\nofficial = true\nrights = "own"\n'
        for lang, name in NAMES.items()
    ]
    path.write_text("\n".join(tables), "utf-8")


_PAGE: Final = """<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">
<style>body{{font:1.1rem/1.6 Georgia,serif;max-width:40rem;margin:2rem auto;padding:0 1rem}}small{{color:#555}}</style>
<small>{name}</small><h1>{title}</h1>{body}<hr><small>An invented statement of an invented agency, for the demo.</small>
"""
