"""Stories: the same statement from several sources, or in several languages, is one. Pure.

A wrong story hides news from a reader, a missed one only says something twice: in doubt there are two stories.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from bot.domain.landmarks import Landmarks, landmarks, parallel
from bot.domain.lexicon import Lexicon
from bot.domain.likeness import BANDS, Likeness, alike, likeness, number_of
from bot.domain.statement import COPY_WITHIN, DAY, Incoming, Millis, Words

SHORT_WITHIN = DAY  # a title alone comes again another day and means something else
PAGES_WITHIN = 2 * DAY  # between a page and its translations
PARALLEL_WITHIN = DAY  # between texts that only go the same way

_PAGE, _LEG = BANDS, BANDS + 1  # the places of bands that are a page's address, or a leg of a text's way
_LEGS = 24  # those with the smallest numbers: of texts that go the same way, mostly the same

_LANGUAGES = frozenset(
    ("en", "eng", "english", "sq", "sqi", "alb", "al", "shqip", "sr", "srp", "srb", "sh", "rs", "srpski")
)
_LANGUAGE_KEYS = frozenset(("lang", "language", "locale", "hl", "lng"))
_LONG_SLUG = 12  # letters that only one page has in its address
_LONG_NUMBER = re.compile(r"\d{3,}")


@dataclass(frozen=True, slots=True)
class Band:
    """What statements of one story may have in common."""

    no: int
    value: int


@dataclass(frozen=True, slots=True)
class Telling:
    """One statement as a telling of a story."""

    lang: str
    published_at: Millis
    page: str | None  # the address that its translations share
    likeness: Likeness
    landmarks: Landmarks

    @property
    def bands(self) -> tuple[Band, ...]:
        """Whoever shares none of them is no telling of the same story."""
        alike = [Band(no, value) for no, value in enumerate(self.likeness.bands)]
        page = [Band(_PAGE, number_of(self.page))] if self.page else []
        legs = sorted(map(number_of, self.landmarks.legs))[:_LEGS]
        return (*alike, *page, *(Band(_LEG, leg) for leg in legs))


def telling(words: Words, *, lang: str, url: str | None, published_at: Millis, lexicon: Lexicon) -> Telling:
    """What tells a statement's story; `url` is canonical."""
    page = page_of(url) if url else None
    return Telling(lang, published_at, page, likeness(words, lang, lexicon), landmarks(words))


def told_by(incoming: Incoming, lexicon: Lexicon) -> Telling:
    """What tells the story of an entry that comes in."""
    at = incoming.published_at
    return telling(
        incoming.words, lang=incoming.lang, url=incoming.identity.url, published_at=at, lexicon=lexicon
    )


def one_story(one: Telling, other: Telling) -> bool:
    """Whether both tell the same: nearly the same words, or the same in two languages."""
    apart = abs(one.published_at - other.published_at)
    short = one.likeness.short or other.likeness.short
    if apart < (SHORT_WITHIN if short else COPY_WITHIN) and alike(one.likeness, other.likeness):
        return True
    if one.lang == other.lang or "und" in (one.lang, other.lang):
        return False
    if one.page and one.page == other.page:
        return apart < PAGES_WITHIN
    return apart < PARALLEL_WITHIN and parallel(one.landmarks, other.landmarks)


def preferred(lang: str, published_at: Millis, id: int, langs: Sequence[str]) -> tuple[int, Millis, int]:
    """Which statement stands for its story, by the least of these: the first of the reader's languages, then of all."""
    return langs.index(lang) if lang in langs else len(langs), published_at, id


def page_of(url: str) -> str | None:
    """The address without the language in it, if it is the address of one page: else nothing.

    "https://m.example/sq/node/4711" and "https://m.example/node/4711?lang=en" are the same page.
    """
    parts = urlsplit(url)
    first, _, rest = (parts.hostname or "").removeprefix("www.").partition(".")
    host = rest if first in _LANGUAGES else f"{first}.{rest}"
    segments = [part for part in parts.path.split("/") if part and part.lower() not in _LANGUAGES]
    asked = [f"{key}={value}" for key, value in parse_qsl(parts.query) if key.lower() not in _LANGUAGE_KEYS]
    return "\n".join((host, *segments, *sorted(asked))) if _is_one_page(segments, asked) else None


def _is_one_page(segments: Sequence[str], asked: Sequence[str]) -> bool:
    """A list of news has neither a long name nor a number; WordPress counts "p" in each language by itself."""
    last = segments[-1] if segments else ""
    if any(part.startswith("p=") for part in asked):
        return False
    return len(last) >= _LONG_SLUG or any(_LONG_NUMBER.search(part) for part in (last, *asked))
