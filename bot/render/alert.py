"""An alert: what a reader is shown of one statement, and of many that come together. Pure."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from bot.domain.message import Button, Keyboard, Outgoing
from bot.domain.source import Rights
from bot.domain.statement import Card, Link, StatementId
from bot.domain.text import cut
from bot.i18n import Html
from bot.render.html import (
    MAX_UNITS,
    bold,
    clipped,
    escape,
    fits,
    joined,
    link,
    linkable,
    packed,
    pieces,
    units,
)
from bot.render.stories import story_rows
from bot.render.voice import Voice

MAX_SUMMARY = 350
_MAX_TITLE = 500
_SHORT_TITLE = 60
_MAX_LINKS = 25
_MAX_BUNDLED = 30  # a title and a link each: Telegram drops what is beyond 100 entities
_SHARED_URL = 1000  # a keyboard holds 10 kB of JSON in all
_TEXT_PIECE = 3000


def alert(
    card: Card,
    lang: str,
    voice: Voice,
    *,
    previews: bool = False,
    silent: bool = False,
    origin: StatementId | None = None,
) -> Outgoing:
    """One statement as its reader gets it: the agency's own words, whose they are, and where to read on.

    `origin`: the statement of its story whose place it takes, with a way back.
    """
    url = linkable(card.url)
    text = _withdrawn(card, lang, voice) if card.withdrawn else _standing(card, lang, voice, linked=previews)
    keyboard = (*alert_keyboard(card, lang, voice), *story_rows(card, lang, voice, origin=origin))
    return Outgoing(text, keyboard=keyboard, preview=previews and bool(url), silent=silent)


def _standing(card: Card, lang: str, voice: Voice, *, linked: bool) -> Html:
    title = bold(_title(card, lang, voice))
    head = joined(
        (
            voice.say(lang, "alert-urgent") if card.urgent else "",
            _source(card, lang, voice),
            link(card.url or "", title) if linked else title,
        )
    )
    summary = "" if card.rights == Rights.LINK else escape(cut(card.summary, MAX_SUMMARY))
    tags = " ".join(filter(None, (voice.hashtag(lang, topic) for topic in card.topics)))
    foot = joined((escape(tags), _facts(card, lang, voice), _corrected(card, lang, voice)))
    return joined((head, summary, foot), "\n\n")


def _withdrawn(card: Card, lang: str, voice: Voice) -> Html:
    struck = Html(f"<s>{_title(card, lang, voice)}</s>")
    assert card.withdrawn_at is not None
    notice = voice.say(lang, "alert-withdrawn", at=voice.datetime(lang, card.withdrawn_at))
    return joined((notice, _source(card, lang, voice), struck))


def _title(card: Card, lang: str, voice: Voice, longest: int = _MAX_TITLE) -> Html:
    shown = clipped(" ".join(card.title.split()), longest)
    return escape(shown) if escape(shown).strip() else voice.say(lang, "alert-untitled")


def _source(card: Card, lang: str, voice: Voice) -> Html:
    key = "alert-source-official" if card.official else "alert-source"
    return voice.say(lang, key, source=escape(clipped(card.source_name, 200)))


def _facts(card: Card, lang: str, voice: Voice) -> Html:
    language = "" if card.lang == "und" else voice.texts.language(lang, card.lang)
    minutes = voice.say(lang, "alert-reading-time", minutes=card.reading_minutes)
    return joined((voice.datetime(lang, card.published_at), minutes, escape(language)), " · ")


def _corrected(card: Card, lang: str, voice: Voice) -> str:
    if card.corrected_at is None:
        return ""
    return voice.say(lang, "alert-corrected", at=voice.datetime(lang, card.corrected_at))


def alert_keyboard(card: Card, lang: str, voice: Voice) -> Keyboard:
    """Read, Share, and More where there is more; nothing for what was withdrawn."""
    if card.withdrawn:
        return ()
    row = []
    if url := linkable(card.url):
        row.append(Button(voice.plain(lang, "button-read"), url=url))
    if shared := linkable(card.url, longest=_SHARED_URL):
        words = quote(clipped(" ".join(card.title.split()), 100).encode("utf-8", "ignore"))
        to = f"https://t.me/share/url?url={quote(shared, safe='')}&text={words}"
        row.append(Button(voice.plain(lang, "button-share"), url=to))
    if has_more(card):
        row.append(Button(voice.plain(lang, "button-more"), data=f"card:more:{card.id}:0"))
    rows = [tuple(row)] if row else []
    if card.corrected_at is not None:
        rows.append((Button(voice.plain(lang, "button-versions"), data=f"card:versions:{card.id}:0"),))
    return tuple(rows)


def has_more(card: Card) -> bool:
    """Whether there is more to show than the alert does: useful links, or a text that is ours to show."""
    return bool(_links(card)) or (card.rights == Rights.OWN and bool(card.body.strip()))


def _links(card: Card) -> tuple[Link, ...]:
    by_address = {linkable(found.url): found for found in reversed(card.links)}
    by_address.pop(None, None)
    by_address.pop(linkable(card.url), None)
    return tuple(reversed(by_address.values()))[:_MAX_LINKS]


def more(card: Card, lang: str, voice: Voice, *, page: int = 0) -> Outgoing:
    """What lies behind More: the text where it is ours to show, then the useful links; page by page."""
    head = joined((_source(card, lang, voice), bold(_title(card, lang, voice))))
    pages = packed(_more_blocks(card, lang, voice), limit=MAX_UNITS - units(head) - 2)
    page = max(0, min(page, len(pages) - 1))
    body = pages[page] if pages else voice.say(lang, "more-nothing")
    turns = [(page - 1, "button-previous")] * (page > 0) + [(page + 1, "button-next")] * (
        page < len(pages) - 1
    )
    row = tuple(Button(voice.plain(lang, key), data=f"card:more:{card.id}:{to}") for to, key in turns)
    back = Button(voice.plain(lang, "button-back"), data=f"card:back:{card.id}")
    return Outgoing(joined((head, body), "\n\n"), keyboard=tuple(filter(None, (row, (back,)))))


def _more_blocks(card: Card, lang: str, voice: Voice) -> Iterator[Html]:
    if card.rights == Rights.OWN:
        for piece in pieces(card.body, _TEXT_PIECE):
            if words := escape(piece).strip():
                yield Html(f"<blockquote expandable>{words}</blockquote>")
    if links := _links(card):
        yield bold(voice.say(lang, "more-links"))
        for found in links:
            words = escape(clipped(" ".join(found.text.split()), 150) or found.url)
            yield Html(f"• {link(found.url, words)}")


def bundle(
    cards: Sequence[Card], lang: str, voice: Voice, *, silent: bool = False
) -> tuple[tuple[Outgoing, tuple[Card, ...]], ...]:
    """Many alerts together, in the order given, in as few messages as hold them; each with its cards."""
    messages: list[tuple[Card, ...]] = []
    for card in cards:
        fuller = (*messages[-1], card) if messages else (card,)
        if messages and len(fuller) <= _MAX_BUNDLED and fits(_bundled(fuller, lang, voice)):
            messages[-1] = fuller
        else:
            messages.append((card,))
    return tuple((Outgoing(_bundled(held, lang, voice), silent=silent), held) for held in messages)


def bundled_again(cards: Sequence[Card], lang: str, voice: Voice) -> Outgoing:
    """A message that was sent with these cards together, as they stand now: still one, its titles cut if need be."""
    longest, text = _MAX_TITLE, _bundled(cards, lang, voice)
    while not fits(text) and longest > _SHORT_TITLE:
        longest //= 2
        text = _bundled(cards, lang, voice, longest=longest)
    return Outgoing(text)


def _bundled(cards: Sequence[Card], lang: str, voice: Voice, *, longest: int = _MAX_TITLE) -> Html:
    head = voice.say(lang, "bundle-head", number=len(cards))
    return joined((head, *(entry(card, lang, voice, longest=longest) for card in cards)), "\n\n")


def entry(card: Card, lang: str, voice: Voice, *, longest: int = _MAX_TITLE, under: str = "") -> Html:
    """A statement in a list: mark, title with its link, what stands `under` it (HTML), source and time."""
    title = bold(link(card.url or "", _title(card, lang, voice, longest)))
    mark = ("🔴 " if card.urgent else "") + ("✏️ " if card.corrected_at is not None else "")
    if card.withdrawn:
        title, mark = Html(f"<s>{_title(card, lang, voice, longest)}</s>"), "⛔ "
    foot = joined((_source(card, lang, voice), voice.datetime(lang, card.published_at)), " · ")
    return joined((f"{mark}{title}", under, foot))
