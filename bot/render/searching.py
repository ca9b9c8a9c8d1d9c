"""What a search found, and how to search: screens. Pure.

What was searched for stands in the message, as code: a button's 64 bytes could not hold it, and after a
restart it is still there. A search that is offered instead is the message's second code.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.message import Button, Keyboard, Outgoing
from bot.domain.query import Unread
from bot.domain.snippet import Snippet
from bot.domain.statement import Card, StatementId
from bot.i18n import Html
from bot.render.html import bold, clipped, escape, joined
from bot.render.lists import listing, turns
from bot.render.voice import Voice

_LONGEST_ALSO = 200  # characters of what else was searched
_LONGEST_UNREAD = 40
_MOST_UNREAD = 3
_LONGEST_SNIPPET = 240
_LONGEST_BUTTON = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of what a search found, and what its reader should know about it."""

    typed: str
    cards: Sequence[Card]
    page: int  # from 0
    more: bool
    snippets: Mapping[StatementId, Snippet]
    also: Sequence[str] = ()  # what was searched besides
    did_you_mean: str | None = None
    unread: Sequence[Unread] = ()
    bounded: bool = False
    exact: bool = False  # only the words as they were typed
    notifiable: bool = False  # a button offers to tell of new ones


def found(shown: Found, lang: str, voice: Voice) -> Outgoing:
    """The page, its notes above, buttons to open, to turn, to search otherwise and to be told of new ones."""
    typed, notes = _code(shown.typed), joined(_notes(shown, lang, voice))
    turn = "find:e:{}" if shown.exact else "find:p:{}"
    if shown.cards:
        place = voice.say(lang, "search-page", page=shown.page + 1) if shown.page or shown.more else ""
        head = joined((joined((voice.say(lang, "search-head", typed=typed), place), " · "), notes))
        under = {of: _marked(snippet) for of, snippet in shown.snippets.items()}
        listed = listing(
            shown.cards, lang, voice, head=head, turn=turn, page=shown.page, more=shown.more, under=under
        )
        text, rows = listed.text, listed.keyboard
    else:
        text = joined((voice.say(lang, "search-nothing", typed=typed), notes), "\n\n")
        rows = (turns(turn, shown.page, more=False),)
    return Outgoing(text, tuple(row for row in (*rows, *_otherwise(shown, lang, voice)) if row))


def how_to_search(
    lang: str, voice: Voice, *, bot_name: str, source: str, unread: Sequence[Unread] = ()
) -> Outgoing:
    """What can be typed, by examples (`source`: the name of one); before it, what could not be read."""
    how = voice.say(lang, "search-how", bot=f"@{bot_name}", source=clipped(source, _LONGEST_BUTTON))
    return Outgoing(joined((joined(_unread(unread, lang, voice)), how), "\n\n"))


def _code(text: str) -> Html:
    return Html(f"<code>{escape(text)}</code>")


def _notes(shown: Found, lang: str, voice: Voice) -> Iterator[Html]:
    if shown.exact:
        yield voice.say(lang, "search-exact")
    if shown.also:
        yield voice.say(lang, "search-also", what=clipped(" · ".join(shown.also), _LONGEST_ALSO))
    yield from _unread(shown.unread, lang, voice)
    if shown.bounded:
        yield voice.say(lang, "search-bounded")
    if shown.did_you_mean:
        yield voice.say(lang, "search-meant", what=_code(shown.did_you_mean))


def _unread(unread: Sequence[Unread], lang: str, voice: Voice) -> Iterator[Html]:
    for each in unread[:_MOST_UNREAD]:
        typed = clipped(each.typed, _LONGEST_UNREAD)
        yield voice.say(lang, f"search-unread-{each.operator}", typed=typed)


def _marked(snippet: Snippet) -> Html:
    """The snippet with its hits in bold, cut at the end where it is long."""
    text = clipped(snippet.text, _LONGEST_SNIPPET)
    parts, at = [], 0
    for start, end in snippet.hits:
        if end > len(text):
            break
        parts += [escape(text[at:start]), bold(escape(text[start:end]))]
        at = end
    return joined((*parts, escape(text[at:])), "")


def _otherwise(shown: Found, lang: str, voice: Voice) -> Keyboard:
    meant = shown.did_you_mean
    instead = [Button(f"🔎 {clipped(meant, _LONGEST_BUTTON)}", data="find:d")] if meant else []
    can_be_exact = shown.cards and shown.also
    exactly = [Button(voice.plain(lang, "button-search-exact"), data="find:e:0")] if can_be_exact else []
    wider = [Button(voice.plain(lang, "button-search-wider"), data="find:p:0")] if shown.exact else []
    notify = [Button(voice.plain(lang, "button-notify"), data="find:n")] if shown.notifiable else []
    return tuple(map(tuple, (instead, [*exactly, *wider], notify)))
