"""What is muted: topics and sources with marks, page by page. Pure."""

from collections.abc import Sequence

from bot.domain.message import Button, Outgoing
from bot.domain.source import Source
from bot.domain.subscriber import Following, Term, TermKind
from bot.render.html import clipped, joined
from bot.render.screens import term_name
from bot.render.voice import Voice

_A_PAGE = 10
_LISTED = 20


def muting(
    chosen: Following, kind: TermKind, lang: str, voice: Voice, known: Sequence[Source], *, page: int = 0
) -> Outgoing:
    """The topics or the sources; a tap mutes one or lets it be heard again."""
    screen, other = ("t", "s") if kind is TermKind.TOPIC else ("s", "t")
    every = _every(chosen, kind, voice, known)
    last = max(0, (len(every) - 1) // _A_PAGE)
    page = max(0, min(page, last))
    rows = [
        (Button(_marked(term, chosen, lang, voice, known), data=f"mute:{screen}:{page}:{term}"),)
        for term in every[page * _A_PAGE : (page + 1) * _A_PAGE]
    ]
    turns = [
        Button(arrow, data=f"mute:{screen}:{to}")
        for arrow, to in (("◀", page - 1), ("▶", page + 1))
        if 0 <= to <= last
    ]
    across = Button(
        voice.plain(lang, "button-mute-topics" if other == "t" else "button-mute-sources"),
        data=f"mute:{other}:0",
    )
    done = Button(voice.plain(lang, "button-done"), data="follow:p:0")
    names = [clipped(term_name(term, lang, voice, known), 60) for term in chosen.muted[:_LISTED]]
    state = voice.say(lang, "mute-list", what=", ".join(names)) if names else voice.say(lang, "mute-none")
    text = joined((voice.say(lang, "mute-screen"), state), "\n\n")
    return Outgoing(text, (*rows, *((tuple(turns),) if turns else ()), (across, done)))


def _every(chosen: Following, kind: TermKind, voice: Voice, known: Sequence[Source]) -> list[Term]:
    """What is muted first, then what can be."""
    keys = voice.taxonomy.by_key if kind is TermKind.TOPIC else [source.spec.key for source in known]
    offered = [Term(kind, key) for key in keys]
    return list(dict.fromkeys((*(term for term in chosen.muted if term.kind is kind), *offered)))


def _marked(term: Term, chosen: Following, lang: str, voice: Voice, known: Sequence[Source]) -> str:
    name = clipped(term_name(term, lang, voice, known), 60)
    return f"🔇 {name}" if term in chosen.muted else name
