"""Corrections: what a reader is told when a source corrects itself, and all versions of a statement. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from bot.domain.difference import Changed, Difference, Fate, Field, Segment, compare
from bot.domain.message import Button, Keyboard, Outgoing
from bot.domain.source import Rights
from bot.domain.statement import Card, Millis, Words
from bot.i18n import Html
from bot.render.alert import MAX_SUMMARY, entry
from bot.render.html import clipped, escape, joined, linkable, units
from bot.render.voice import Voice

_FULL = 2800  # units of changes in a message: title, source and counts find room beside them
_MAX_MARKED = 80  # struck and bold pieces in a message: Telegram drops what is beyond 100 entities
_MAX_SEGMENTS = 40  # of one change, and the most units of each
_MAX_CHANGED, _MAX_KEPT = 600, 150
_FULLEST = 2500  # units of one change

_MAY_SHOW: Mapping[str, frozenset[Field]] = {
    Rights.OWN: frozenset(Field),
    Rights.SUMMARY: frozenset({Field.TITLE, Field.SUMMARY}),
    Rights.LINK: frozenset({Field.TITLE}),
}


def notice(card: Card, difference: Difference, lang: str, voice: Voice, *, silent: bool = False) -> Outgoing:
    """The message that answers the old alert: the source corrected this, when, and what changed."""
    at = "" if card.corrected_at is None else voice.datetime(lang, card.corrected_at)
    head = joined((voice.say(lang, "correction-head"), at), " · ")
    shown, hidden = _allowed(card, difference)
    first = next(_pages([_change(changed, lang, voice) for changed in shown]), ())
    left = len(shown) - len(first) + _unlisted(card, difference)
    text = (*_explained(first, lang, voice), _rest(left, lang, voice))
    told = joined(
        (joined((head, entry(card, lang, voice))), *text, _untold(first, lang, voice, hidden=hidden)), "\n\n"
    )
    read = linkable(card.url)
    row = [Button(voice.plain(lang, "button-read"), url=read)] if read else []
    row.append(Button(voice.plain(lang, "button-versions"), data=f"card:versions:{card.id}:0"))
    return Outgoing(told, keyboard=(tuple(row),), silent=silent)


def versions(
    card: Card, revisions: Sequence[tuple[Millis, Words]], lang: str, voice: Voice, *, page: int = 0
) -> Outgoing:
    """What each version changed, newest first, page by page. `revisions`: oldest first, each with its time."""
    pages = list(islice(_versions(card, revisions, lang, voice), max(0, page) + 2))
    page = max(0, min(page, len(pages) - 1))
    text = pages[page] if pages else voice.say(lang, "versions-none")
    keyboard = _turns(card, lang, voice, page=page, more=page + 1 < len(pages))
    return Outgoing(joined((entry(card, lang, voice), text), "\n\n"), keyboard=keyboard)


def _versions(
    card: Card, revisions: Sequence[tuple[Millis, Words]], lang: str, voice: Voice
) -> Iterator[Html]:
    for number in range(len(revisions), 1, -1):
        (_, old), (at, new) = revisions[number - 2 : number]
        head = voice.say(
            lang,
            "versions-head",
            version=number,
            versions=len(revisions),
            at=voice.datetime(lang, at),
        )
        difference = compare(old, new)
        shown, hidden = _allowed(card, difference)
        pages = list(_pages([_change(changed, lang, voice) for changed in shown])) or [()]
        for place, page in enumerate(pages, 1):
            last = place == len(pages)
            foot = _untold(page, lang, voice, hidden=hidden) if last else ""
            alike = "" if page or hidden else voice.say(lang, "versions-alike")
            rest = _rest(_unlisted(card, difference) if last else 0, lang, voice)
            yield joined((head, *_explained(page, lang, voice), alike, rest, foot), "\n\n")


def _turns(card: Card, lang: str, voice: Voice, *, page: int, more: bool) -> Keyboard:
    turns = [(page - 1, "button-previous")] * (page > 0) + [(page + 1, "button-next")] * more
    row = tuple(Button(voice.plain(lang, key), data=f"card:versions:{card.id}:{to}") for to, key in turns)
    back = Button(voice.plain(lang, "button-back"), data=f"card:back:{card.id}")
    return tuple(filter(None, (row, (back,))))


def _allowed(card: Card, difference: Difference) -> tuple[list[Changed], bool]:
    """The changes that the rights let us show, and whether there are others.

    Of a summary we may show no more than an alert does, however much of it a source sends.
    """
    fields = _MAY_SHOW.get(card.rights, _MAY_SHOW[Rights.LINK])
    room = MAX_SUMMARY
    shown: list[Changed] = []
    for changed in difference.changes:
        length = sum(len(segment.text) for segment in changed.segments)
        counted = changed.field is Field.SUMMARY and card.rights != Rights.OWN
        if changed.field in fields and (length <= room or not counted):
            room -= length if counted else 0
            shown.append(changed)
    return shown, len(shown) < len(difference.changes)


def _explained(changes: Sequence[Html], lang: str, voice: Voice) -> tuple[Html, ...]:
    return (voice.say(lang, "correction-legend"), *changes) if changes else ()


def _untold(shown: Sequence[Html], lang: str, voice: Voice, *, hidden: bool) -> str:
    if not hidden:
        return ""
    return voice.say(lang, "correction-text-too" if shown else "correction-text-only")


def _unlisted(card: Card, difference: Difference) -> int:
    return difference.more if card.rights == Rights.OWN else 0


def _rest(number: int, lang: str, voice: Voice) -> str:
    return voice.say(lang, "correction-more", number=number) if number else ""


def _pages(changes: Sequence[Html]) -> Iterator[tuple[Html, ...]]:
    page: list[Html] = []
    for change in changes:
        fuller = joined([*page, change], "\n\n")
        if page and (units(fuller) > _FULL or _marks(fuller) > _MAX_MARKED):
            yield tuple(page)
            page = []
        page.append(change)
    if page:
        yield tuple(page)


def _marks(html: str) -> int:
    return html.count("<s>") + html.count("<b>")


# ── one change ────────────────────────────────────────────────────────────────────────────────────


def _change(changed: Changed, lang: str, voice: Voice) -> Html:
    """Struck what is gone, bold what came, "…" where the sentence goes on or something is left out."""
    shown = list(_within_bounds(changed.segments))
    cut = len(shown) < len(changed.segments)
    text = Html(
        ("… " if changed.before else "") + "".join(shown).strip() + (" …" if changed.after or cut else "")
    )
    if changed.field is Field.TITLE:
        return voice.say(lang, "correction-title", change=text)
    return Html(f"• {text}")


def _within_bounds(segments: Sequence[Segment]) -> Iterator[Html]:
    length = 0
    for segment in segments[:_MAX_SEGMENTS]:
        piece = _marked(segment)
        length += units(piece)
        if length > _FULLEST:
            return
        yield piece


def _marked(segment: Segment) -> Html:
    """One piece; what is gone never touches what came."""
    words = " ".join(segment.text.split()) + (" …" if segment.cut else "")
    kept = segment.fate is Fate.KEPT
    shown = escape(clipped(words, _MAX_KEPT if kept else _MAX_CHANGED))
    if not kept and shown.strip():
        tag = "s" if segment.fate is Fate.REMOVED else "b"
        shown = Html(f"<{tag}>{shown}</{tag}>")
    apart = segment.fate is Fate.REMOVED or segment.text[-1:].isspace()
    return Html(f"{shown} " if apart else shown)
