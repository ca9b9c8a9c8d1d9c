"""An entry put together from what a feed says of it, whatever the feed's format. Pure."""

import re
from collections.abc import Iterable, Sequence

from bot.domain.statement import MAX_BODY, Entry, Link, Millis
from bot.feeds.html import MAX_LINKS, PlainText

_LANGUAGE = re.compile(r"^([A-Za-z]{2,3})(?:[-_]|$)")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CMS_SIGNATURE = re.compile(  # WordPress puts it under every item, in the language of its administrator
    r"\n*^(?:The post|Postimi|Artikulli|Shkrimi|Чланак|Објава|Članak|Objava) .{1,600}?"
    r" (?:appeared first on|u shfaq së pari|u shfaq fillimisht|се појављује прво на|је прво објављен|"
    r"се појавио прво на|se pojavljuje prvo na|je prvo objavljen|se pojavio prvo na)\b.{0,200}\Z",
    re.MULTILINE,
)
_DRUPAL_DATE = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2}/\d{1,2}/\d{4} - \d{1,2}:\d{2}$")
_MAX_ID = 2000


def entry_of(
    *,
    guid: str | None,
    url: str | None,
    title: str,
    summary: PlainText,
    contents: Sequence[PlainText],
    published_at: Millis | None,
    updated_at: Millis | None,
    language: str | None,
    authors: Iterable[str],
) -> Entry:
    """An entry the database can take. A feed that gives one text only gives a summary and no body."""
    names = tuple(dict.fromkeys(filter(None, (" ".join(storable(name).split())[:200] for name in authors))))
    short, long = _short_and_long(summary.text, (content.text for content in contents))
    found = (
        link for text in (*contents, summary) for link in text.links if link.text not in _signature(text.text)
    )
    return Entry(
        guid=storable(guid)[:_MAX_ID].strip() or None if guid else None,
        url=storable(url) if url else None,
        title=storable(title),
        summary=_without_furniture(short, title, names),
        body=_without_furniture(long, title, names),
        links=_links(found, url),
        published_at=published_at,
        updated_at=updated_at,
        language=language,
        authors=names[:20],
    )


def _short_and_long(summary: str, contents: Iterable[str]) -> tuple[str, str]:
    content = max(contents, key=len, default="")
    if len(content) < len(summary):
        summary, content = content, summary
    return (summary, content) if summary and summary != content else (content, "")


def _without_furniture(text: str, title: str, authors: Sequence[str]) -> str:
    """`text` without what a CMS prints around it: its signature, the title, author and date again."""
    text = _CMS_SIGNATURE.sub("", storable(text)[: 2 * MAX_BODY]).strip()
    first, _, rest = text.partition("\n\n")
    if title and first.startswith(title) and _DRUPAL_DATE.search(first):
        left = _DRUPAL_DATE.sub("", first[len(title) :]).strip()
        if not left or left in authors:
            return rest
    return text


def _signature(text: str) -> str:
    found = _CMS_SIGNATURE.search(text)
    return found.group() if found else ""


def _links(found: Iterable[Link], own: str | None) -> tuple[Link, ...]:
    links = {storable(link.url): link for link in reversed(tuple(found)) if link.url != own}
    return tuple(Link(url, storable(link.text)) for url, link in reversed(links.items()))[:MAX_LINKS]


def storable(text: str) -> str:
    """`text` without what no database takes as text: NUL and halves of characters."""
    return _UNSTORABLE.sub("", text)


def language_of(tag: str | None) -> str | None:
    """The primary language of a BCP 47 tag in lower case: "sq" of "sq-AL"; None for anything else."""
    found = _LANGUAGE.match(tag.strip()) if tag else None
    primary = found[1].lower() if found else None
    return None if primary in (None, "und", "mul", "zxx") else primary
