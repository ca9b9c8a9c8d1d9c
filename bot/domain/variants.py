"""Language variants: a page that says the same in several languages, one after another, is taken apart. Pure.

Only where it is sure: every part has a few sentences in a language of its own, and none is much shorter than
the others. Words are never changed, only where a text begins and ends.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.domain.statement import Identity, Incoming, Known, Link, Words, plain_title
from bot.domain.subscriber import STATEMENT_LANGUAGES
from bot.domain.text import cut, fold, hash16, script_of, sentence_ends

Tell = Callable[[str], str]  # the language of a text by itself, ISO 639-1 or "und"

_SENTENCES = 2
_LETTERS = 120
_SHARE = 0.3  # of the longest part: a translation is about as long, a quotation or a summary is not
_EDGE = 600  # characters at either end: in one language, so is the page
_PARAGRAPH_LETTERS = 60  # of a shorter paragraph nobody could tell the language for sure
_HEADING = 200  # characters
_TITLE = 120  # characters of a part that has no heading

_SEPARATOR = re.compile(r"(?<!\S)(?:[*_=–—•~#-][ \t]?){3,}(?!\S)")
_EMPTY_LINES = re.compile(r"\n\s*\n")
_LANGUAGE_NAMES = "english shqip srpski albanian serbian anglisht serbisht engleski albanski"
_LABELS = frozenset(_LANGUAGE_NAMES.split()) | {"version", "versioni", "verzija", "ne"}


@dataclass(frozen=True, slots=True)
class Variant:
    """What a page says in one language."""

    lang: str
    words: Words


def variants(words: Words, tell: Tell, *, spoken: str = "und") -> tuple[Variant, ...]:
    """The page's words in each of its languages, in its order; none when it is not sure to have several.

    The page's title goes to the part in its language; of which nobody could tell, to the one in `spoken`, else
    to the first.
    """
    text = words.body or words.summary
    edge = min(_EDGE, len(text) // 4)
    if tell(text[:edge]) == tell(text[len(text) - edge :]):
        return ()
    parts = _by_language(_parts(text), tell)
    if len(parts) < 2 or not _sure(parts, tell):  # noqa: PLR2004 - one language is no variants
        return ()
    titled = next((lang for lang in (tell(words.title), spoken, *parts) if lang in parts), "")
    summed_up = _throughout(words.summary, tell)
    found = []
    for lang, part in parts.items():
        title = words.title if lang == titled else _own_title(part)
        summary = words.summary if lang == summed_up else ""
        links = tuple(link for link in words.links if _belongs(link, part, parts.values()))
        found.append(Variant(lang, Words(title, *((summary, part) if words.body else (part, "")), links)))
    return tuple(found)


def _parts(text: str) -> list[str]:
    """What separators part; where there are none, paragraphs."""
    by_separator = [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
    if len(by_separator) > 1:
        return by_separator
    return [part for part in _EMPTY_LINES.split(text) if part.strip()]


def _by_language(parts: Sequence[str], tell: Tell) -> dict[str, str]:
    """Parts in a row that are in one language, together; nothing when a language comes back after another."""
    told = list(_told(parts, tell))
    runs = [(lang, [part for _, part in run]) for lang, run in groupby(told, key=lambda pair: pair[0])]
    langs = [lang for lang, _ in runs]
    if len(set(langs)) < len(langs):
        return {}
    return {lang: "\n\n".join(run) for lang, run in runs}


def _told(parts: Sequence[str], tell: Tell) -> Iterator[tuple[str, str]]:
    """Each part with its language; one too short to tell goes with what follows it, as a heading does.

    Where the language changes there may be one such: of several nobody knows whose they are.
    """
    waiting: list[str] = []
    lang = "und"
    for part in parts:
        if _letters(part) < _PARAGRAPH_LETTERS:
            waiting.append(part)
            continue
        before, lang = lang, tell(part)
        unclear = len(waiting) > 1 and before not in ("und", lang)
        yield from (("und" if unclear else lang, each) for each in (*waiting, part))
        waiting = []
    yield from ((lang, each) for each in waiting)


def _sure(parts: Mapping[str, str], tell: Tell) -> bool:
    longest = max(map(_letters, parts.values()))
    return all(
        lang in STATEMENT_LANGUAGES
        and _letters(part) >= max(_LETTERS, _SHARE * longest)
        and len(list(sentence_ends(part))) >= _SENTENCES
        and _throughout(part, tell) == lang
        for lang, part in parts.items()
    )


def _throughout(text: str, tell: Tell) -> str:
    """The language of both halves of the text, else "und"."""
    one, other = tell(text[: len(text) // 2]), tell(text[len(text) // 2 :])
    return one if one == other else "und"


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _belongs(link: Link, part: str, parts: Iterable[str]) -> bool:
    """Its words are in this part, or in none."""
    return link.text in part or not any(link.text in each for each in parts)


def _own_title(part: str) -> str:
    """Its heading, else its first words."""
    lines = [line.strip() for line in part.splitlines() if line.strip()]
    said = [line for line in lines if not set(re.findall(r"\w+", fold(line))) <= _LABELS] or lines
    heading = said[0]
    if len(said) > 1 and len(heading) <= _HEADING and not heading.endswith((".", ":", ",", ";")):
        return plain_title(heading)
    return cut(" ".join(said), _TITLE)


def as_incoming(whole: Incoming, found: Sequence[Variant]) -> tuple[Incoming, ...]:
    """The page's entry as one for each variant; the first keeps the page's identity."""
    key = whole.identity.key
    return tuple(
        replace(
            whole,
            identity=replace(whole.identity, key=key if number == 0 else _key(key, variant.lang)),
            words=variant.words,
            lang=variant.lang,
            script=script_of(f"{variant.words.summary}{variant.words.body}"),
            page=key,
        )
        for number, variant in enumerate(found)
    )


def identities(incoming: Incoming) -> tuple[Identity, ...]:
    """All under which an entry may be known: one that is a variant by itself, or as its page."""
    own = incoming.identity
    if incoming.page is None:
        return (own,)
    return replace(own, key=incoming.page), replace(own, key=_key(incoming.page, incoming.lang))


def settled(incoming: Incoming, same: Mapping[bytes, Known]) -> Incoming:
    """The entry under the identity that is its own: a page's belongs to the language in which it is known."""
    if incoming.page is None:
        return incoming
    known = same.get(incoming.page)
    if known is None or known.lang == "und":
        return incoming
    key = incoming.page if known.lang == incoming.lang else _key(incoming.page, incoming.lang)
    return replace(incoming, identity=replace(incoming.identity, key=key))


def _key(page: bytes, lang: str) -> bytes:
    return hash16("variant", page.hex(), lang)
