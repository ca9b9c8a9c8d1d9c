"""Buttons with check marks, for choosing languages and topics in place. Pure."""

from collections.abc import Collection

from bot.domain.message import Button, Keyboard
from bot.domain.subscriber import STATEMENT_LANGUAGES
from bot.render.voice import Voice

TOPICS_A_PAGE = 12
_IN_A_ROW = 2


def language_row(lang: str, voice: Voice, chosen: Collection[str], *, data: str) -> tuple[Button, ...]:
    """The languages of statements; a tap says `data` and the language."""
    return tuple(
        Button(_marked(_capital(voice.texts.language(lang, code)), code in chosen), data=f"{data}:{code}")
        for code in STATEMENT_LANGUAGES
    )


def topic_rows(lang: str, voice: Voice, chosen: Collection[str], *, data: str, page: int) -> Keyboard:
    """A page of topics; a tap says `data`, the page and the topic, a turn `data` and the page."""
    topics = voice.taxonomy.topics
    last = max(0, (len(topics) - 1) // TOPICS_A_PAGE)
    page = max(0, min(page, last))
    shown = topics[page * TOPICS_A_PAGE : (page + 1) * TOPICS_A_PAGE]
    buttons = [
        Button(_marked(voice.topic_name(lang, t.key), t.key in chosen), data=f"{data}:{page}:{t.key}")
        for t in shown
    ]
    rows = [tuple(buttons[i : i + _IN_A_ROW]) for i in range(0, len(buttons), _IN_A_ROW)]
    turns = [
        Button(voice.plain(lang, key), data=f"{data}:{to}")
        for key, to in (("button-previous", page - 1), ("button-next", page + 1))
        if 0 <= to <= last
    ]
    return (*rows, tuple(turns)) if turns else tuple(rows)


def names_of_languages(lang: str, voice: Voice, codes: Collection[str]) -> str:
    """Their names, separated by commas: "Albanian, English"."""
    return ", ".join(voice.texts.language(lang, code) for code in codes)


def _marked(name: str, chosen: bool) -> str:
    return f"✅ {name}" if chosen else name


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
