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
from datetime import UTC, datetime
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from xml.etree import ElementTree as ET

from aiohttp import web

BUNDLED: Final = Path(__file__).parent / "agency.toml"
NAMES: Final = {"en": "Gurra News Agency", "sq": "Agjencia e Lajmeve Gurra", "sr": "Новинска агенција Гура"}
INVENTED: Final = {
    "en": "An invented statement of an invented agency, for the demo.",
    "sq": "Njoftim i trilluar i një agjencie të trilluar, për demonstrim.",
    "sr": "Измишљено саопштење измишљене агенције, за приказ.",
}
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
    corrected: "AgencyStatement | None" = None  # what it says from that one's `after` on
    slug: str = ""  # its place on the site; the id where there is none

    @property
    def path(self) -> str:
        """Where on the site it stands."""
        return f"/articles/{self.slug or self.id}"

    def told_at(self, age: float) -> "AgencyStatement":
        """What it says `age` seconds after the agency's start; the date stays that of its first version."""
        if self.corrected is None or self.corrected.after > age:
            return replace(self, corrected=None)
        return replace(self.corrected, after=self.after)

    def changed_by(self, age: float) -> float:
        """When it last changed, in seconds from the agency's start, as seen at `age`."""
        return max(c.after for c in (self, self.corrected or self) if c.after <= age)


class Agency:
    """The agency's site: `async with Agency() as agency`, `agency.feed_url("en")`."""

    def __init__(
        self, content: Path | None = BUNDLED, *, port: int = 0, clock: Callable[[], float] = time.time
    ) -> None:
        self._clock = clock
        self._start = self._touched = clock()
        self._statements = {s.id: s for s in load_statements(content)} if content else {}
        self._port = port
        self._runner: web.AppRunner | None = None
        self.fails_with: int | None = None  # a status every feed answers with
        self.serves_html = False  # every feed address answers with the front page

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/", self._front)
        app.router.add_get("/feed/{lang}.xml", self._feed)
        app.router.add_get("/articles/{slug}", self._article)
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
        """From now on the feed holds it, dated now."""
        self._put(replace(statement, after=self._age()))

    def correct(
        self,
        id: str,
        *,
        title: str | None = None,
        summary: str | None = None,
        body: str | None = None,
        links: tuple[tuple[str, str], ...] | None = None,
    ) -> None:
        """From now on it says this instead; its id, address and date stay. Raises KeyError when there is none."""
        now = self._statements[id].told_at(self._age())
        self._put(
            replace(
                now,
                title=now.title if title is None else title,
                summary=now.summary if summary is None else summary,
                body=now.body if body is None else body,
                links=now.links if links is None else links,
            )
        )

    def withdraw(self, id: str) -> None:
        """It vanishes from the feed and the site. Raises KeyError when there is none."""
        del self._statements[id]
        self._touched = self._clock()

    def _put(self, statement: AgencyStatement) -> None:
        self._statements[statement.id] = statement
        self._touched = self._clock()

    def _age(self) -> float:
        return self._clock() - self._start

    def _published(self, lang: str | None = None) -> list[AgencyStatement]:
        age = self._age()
        shown = [
            s.told_at(age) for s in self._statements.values() if s.after <= age and lang in (None, s.lang)
        ]
        return sorted(shown, key=lambda s: -s.after)

    def _modified(self, lang: str) -> float:
        age = self._age()
        shown = [s for s in self._statements.values() if s.after <= age and s.lang == lang]
        return max([self._touched, *(self._start + s.changed_by(age) for s in shown)])

    async def _feed(self, request: web.Request) -> web.Response:
        lang = request.match_info["lang"]
        if self.fails_with is not None:
            return web.Response(status=self.fails_with)
        if self.serves_html:
            return await self._front(request)
        if lang not in NAMES:
            raise web.HTTPNotFound
        body, modified = self._rss(lang), self._modified(lang)
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        headers = {
            "ETag": etag,
            "Last-Modified": formatdate(modified, usegmt=True),
            "Vary": "Accept-Encoding",
        }
        if _unchanged(request, etag, modified):
            return web.Response(status=304, headers=headers)
        headers["Content-Type"] = "application/rss+xml; charset=utf-8"
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
        return web.Response(body=body, headers=headers)

    def _rss(self, lang: str) -> bytes:
        rss = ET.Element("rss", version="2.0")
        channel = ET.SubElement(rss, "channel")
        for tag, text in (
            ("title", NAMES[lang]),
            ("link", f"{self.url}/"),
            ("description", INVENTED[lang]),
            ("language", lang),
            ("lastBuildDate", formatdate(self._modified(lang), usegmt=True)),
        ):
            ET.SubElement(channel, tag).text = text
        itself = {"href": self.feed_url(lang), "rel": "self", "type": "application/rss+xml"}
        ET.SubElement(channel, f"{{{_ATOM}}}link", itself)
        for statement in self._published(lang):
            channel.append(self._item(statement))
        return bytes(ET.tostring(rss, encoding="utf-8", xml_declaration=True))

    def _item(self, statement: AgencyStatement) -> ET.Element:
        item = ET.Element("item")
        ET.SubElement(item, "title").text = statement.title
        ET.SubElement(item, "link").text = f"{self.url}{statement.path}"
        ET.SubElement(item, "guid", isPermaLink="false").text = statement.id
        ET.SubElement(item, "pubDate").text = formatdate(self._start + statement.after, usegmt=True)
        ET.SubElement(item, "description").text = statement.summary
        ET.SubElement(item, f"{{{_CONTENT}}}encoded").text = _as_html(statement)
        return item

    async def _front(self, _: web.Request) -> web.Response:
        feeds = "".join(
            f'<link rel="alternate" type="application/rss+xml" title="{name}" href="{self.feed_url(lang)}">'
            for lang, name in NAMES.items()
        )
        rows = "".join(
            f'<li lang="{s.lang}"><a href="{html.escape(s.path)}">{html.escape(s.title)}</a></li>'
            for s in self._published()
        )
        return _page("en", NAMES["en"], f"<h1>{NAMES['en']}</h1><ul>{rows}</ul>", head=feeds)

    async def _article(self, request: web.Request) -> web.Response:
        wanted = f"/articles/{request.match_info['slug']}"
        statement = next((s for s in self._published() if s.path == wanted), None)
        if statement is None:
            raise web.HTTPNotFound
        day = datetime.fromtimestamp(self._start + statement.after, UTC)
        title, name = html.escape(statement.title), html.escape(NAMES[statement.lang])
        top = f'<small>{name} · <time datetime="{day.isoformat()}">{day:%d.%m.%Y, %H:%M} UTC</time></small>'
        return _page(statement.lang, title, f"{top}<h1>{title}</h1>{_as_html(statement)}")


def _unchanged(request: web.Request, etag: str, modified: float) -> bool:
    """Whether the asker has it; the date counts only where no tag is sent (RFC 9110, 13.2.2)."""
    if known := request.headers.get("If-None-Match"):
        return any(tag.strip().removeprefix("W/") in (etag, "*") for tag in known.split(","))
    try:
        since = parsedate_to_datetime(request.headers.get("If-Modified-Since", ""))
    except ValueError:
        return False
    return int(modified) <= since.timestamp()


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


def _page(lang: str, title: str, body: str, head: str = "") -> web.Response:
    """A page of the site; what is given must be escaped."""
    text = _PAGE.format(lang=lang, title=title, head=head, body=body, invented=INVENTED[lang])
    return web.Response(text=text, content_type="text/html")


_PAGE: Final = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">{head}
<style>
:root{{color-scheme:light dark}}
body{{font:1.1rem/1.6 Georgia,serif;max-width:40rem;margin:2rem auto;padding:0 1rem}}
h1{{line-height:1.25}} small{{opacity:.7}}
</style></head>
<body>{body}<hr><small>{invented}</small></body></html>
"""
