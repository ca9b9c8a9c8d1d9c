"""Statements: what an agency said, how it is recognised again, and what a new look at it means."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType, TypeVar

from bot.domain.text import canonical_url, fold, hash16, plain

Millis = int  # milliseconds since 1970-01-01 UTC
T = TypeVar("T")
StatementId = NewType("StatementId", int)

HOUR = 3_600_000
DAY = 24 * HOUR
FRESH_FOR = 48 * HOUR  # older than this at first sight: stored, not pushed
MAX_BODY = 100_000  # characters of text kept of one entry
MAX_TITLE = 500
_PLAUSIBLE_PAST = 631_152_000_000  # 1990-01-01
COPY_WITHIN = 7 * DAY
_COPY_MIN_WORDS = 12  # shorter texts say the same by chance ("Weather report")


@dataclass(frozen=True, slots=True)
class Link:
    """An absolute http(s) link and the words it hangs on."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed as its parser found it: plain text, absolute links, nothing decided yet."""

    guid: str | None
    url: str | None
    title: str = ""
    summary: str = ""
    body: str = ""  # paragraphs separated by "\n\n"
    links: tuple[Link, ...] = ()
    published_at: Millis | None = None
    updated_at: Millis | None = None
    language: str | None = None  # as declared by the entry or its feed, BCP 47
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one revision, exactly as the agency gave them."""

    title: str
    summary: str = ""
    body: str = ""
    links: tuple[Link, ...] = ()

    @property
    def fingerprint(self) -> bytes:
        """Equal for texts that differ only in white space and typographic quotes."""
        return hash16(*map(plain, (self.title, self.summary, self.body)))

    @property
    def copy_key(self) -> bytes | None:
        """Equal for exact copies whatever their source; None when the text is too short to tell."""
        folded = " ".join(re.findall(r"\w+", fold(f"{self.title} {self.body or self.summary}")))
        return hash16(folded) if folded.count(" ") >= _COPY_MIN_WORDS else None


@dataclass(frozen=True, slots=True)
class Identity:
    """How an entry is recognised: its source's id, else its link, else title and day."""

    key: bytes  # 16 bytes, unique within the source
    url: str | None  # canonical


@dataclass(frozen=True, slots=True)
class Incoming:
    """An entry made ready to be judged: identified, dated, its language and topics found."""

    identity: Identity
    words: Words
    url: str | None
    published_at: Millis
    lang: str  # ISO 639-1, "und" when unknown
    script: str  # ISO 15924
    dated: bool = True  # False: the feed gave no usable date, published_at is when it was seen
    page: bytes | None = None  # of a page in several languages: the identity of the page itself


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds of a statement that an entry may be."""

    id: StatementId
    source_id: int
    key: bytes  # the identity under which it was found, or its own
    url: str | None
    words: Words
    revision_no: int
    copy_key: bytes | None
    withdrawn: bool = False
    published_at: Millis = 0
    lang: str = "und"


class Change(StrEnum):
    """What a new look at an entry means for the archive and its readers."""

    UNCHANGED = "unchanged"
    PUBLISH = "publish"
    CORRECT = "correct"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`change`, and the known statement it is about (None when it is new)."""

    change: Change
    known: Known | None = None


class Push(StrEnum):
    """Whether a new statement goes to readers."""

    NOW = "now"
    STORED = "stored"  # in the archive only: the first fetch, or an old item
    WAITING = "waiting"  # an editor decides: too many at once


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another statement of a story: the same in another language, or from another source."""

    id: StatementId
    lang: str
    source_name: str


@dataclass(frozen=True, slots=True)
class Card:
    """All that one alert shows of a statement, in its newest revision."""

    id: StatementId
    revision_no: int
    source_key: str
    source_name: str
    official: bool
    rights: str
    title: str
    summary: str  # the agency's own words, at most 350 characters
    body: str
    url: str | None
    links: tuple[Link, ...]
    topics: tuple[str, ...]
    published_at: Millis
    reading_minutes: int
    lang: str
    script: str
    urgent: bool = False
    corrected_at: Millis | None = None
    withdrawn_at: Millis | None = None
    story: "StatementId | None" = None  # the first statement of its story; None: it is alone
    others: tuple[Sibling, ...] = ()  # that can be shown of its story, in order of arrival

    @property
    def withdrawn(self) -> bool:
        """The source no longer stands by it."""
        return self.withdrawn_at is not None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a statement carries a term: the words found and where."""

    term: str  # "topic:covid_19", "source:un_news", "keyword:uji"
    words: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the store knows that a document's entries may be."""

    same: Mapping[bytes, Known]  # by identity key
    at_link: Mapping[str, Known]  # by canonical link, same source
    copies: Mapping[bytes, Known]  # by copy key, same source


@dataclass(frozen=True, slots=True)
class NewStatement:
    """A statement to be stored for the first time."""

    incoming: Incoming
    terms: tuple[Evidence, ...]
    push: Push
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class NewRevision:
    """New words for a statement that is known."""

    known: Known
    words: Words
    terms: tuple[Evidence, ...]
    material: bool = False  # readers must hear of it, not only see it
    held: bool = False  # an editor decides whether what was delivered is amended


@dataclass(frozen=True, slots=True)
class NewCopy:
    """Another identity under which a known statement was seen."""

    statement: StatementId
    identity: Identity
    url: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """All that one look at a source changes, in order of publication; one commit together with its state."""

    published: tuple[NewStatement, ...] = ()
    corrected: tuple[NewRevision, ...] = ()
    copies: tuple[NewCopy, ...] = ()


def identify(entries: Sequence[Entry]) -> tuple[tuple[Entry, Identity], ...]:
    """Each different entry of one document with its identity, in the document's order.

    An id or a link that several different entries of the document share names none of them. Entries
    that repeat one another word for word come once, and those that say nothing not at all.
    """
    distinct = [e for e in dict.fromkeys(entries) if e.title or e.summary or e.body or e.url]
    guids = Counter(e.guid for e in distinct if e.guid)
    urls = Counter(canonical_url(e.url) for e in distinct if e.url)
    found: dict[bytes, tuple[Entry, Identity]] = {}
    for entry in distinct:
        url = canonical_url(entry.url) if entry.url else None
        if entry.guid and guids[entry.guid] == 1:
            key = hash16("id", entry.guid)
        elif url and urls[url] == 1:
            key = hash16("link", url)
        else:
            key = hash16("title-day", entry.guid or "", url or "", *_title_and_day(entry))
        found.setdefault(key, (entry, Identity(key, url if url and urls[url] == 1 else None)))
    return tuple(found.values())


def _title_and_day(entry: Entry) -> tuple[str, str]:
    day = "" if entry.published_at is None else str(entry.published_at // DAY)
    return fold(plain(entry.title or entry.summary or entry.body))[:MAX_TITLE], day


def words_of(entry: Entry) -> Words:
    """The entry's words, bounded; an entry without a title takes its first words, or its link, for one."""
    title = plain_title(entry.title or entry.summary or entry.body or entry.url or "")
    return Words(title, entry.summary[:MAX_BODY].strip(), entry.body[:MAX_BODY].strip(), entry.links)


def plain_title(text: str) -> str:
    """`text` as one line of at most 500 characters."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_TITLE else line[: MAX_TITLE - 1].rstrip() + "…"


def publication_time(entry: Entry, *, now: Millis) -> tuple[Millis, bool]:
    """When it was published, and whether the feed said so credibly; else the time it was seen."""
    for at in (entry.published_at, entry.updated_at):
        if at is not None and _PLAUSIBLE_PAST <= at <= now + DAY:
            return min(at, now), True
    return now, False


def decide(
    incoming: Incoming, *, source_id: int, same: Known | None, at_link: Known | None, copy: Known | None
) -> Verdict:
    """What `incoming` is, given what the store knows.

    `same`: found under its identity. `at_link`: a statement of the same source at the same link.
    `copy`: a statement of the same source with the same words; an anniversary's words are news again. What
    another source copies is a statement of its own, in the same story.
    """
    if same is not None:
        return Verdict(_compared(same, incoming, source_id), same)
    if at_link is not None and _says_the_same(at_link.words, incoming.words):
        return Verdict(Change.COPY, at_link)
    if copy is not None and abs(incoming.published_at - copy.published_at) < COPY_WITHIN:
        return Verdict(Change.COPY, copy)
    return Verdict(Change.PUBLISH)


def _compared(known: Known, incoming: Incoming, source_id: int) -> Change:
    """Only the source that said it can correct it; what others make of their copy is theirs."""
    if known.withdrawn or known.source_id != source_id or _says_the_same(known.words, incoming.words):
        return Change.UNCHANGED
    return Change.CORRECT


def _says_the_same(old: Words, new: Words) -> bool:
    """True unless a title, summary or text changed other than by its length at the end.

    A field that appears or vanishes (a feed that starts or stops giving full texts) is no change.
    """
    if old.fingerprint == new.fingerprint:
        return True
    return plain(old.title) == plain(new.title) and all(
        _same_but_for_its_end(plain(a), plain(b))
        for a, b in ((old.summary, new.summary), (old.body, new.body))
    )


def _same_but_for_its_end(old: str, new: str) -> bool:
    a, b = (_ENDING.sub("", text) for text in (old, new))
    return a.startswith(b) or b.startswith(a)


_ENDING = re.compile(r"[\s.…\[\]]+$")  # how feeds mark that they cut: "...", "[…]"


def push_of(published_at: Millis, *, now: Millis, first_fetch: bool, flood: bool) -> Push:
    """Whether a new statement goes out now, only into the archive, or waits for an editor."""
    if first_fetch or now - published_at > FRESH_FOR:
        return Push.STORED
    return Push.WAITING if flood else Push.NOW


def in_order_of_publication(items: Sequence[tuple[Millis, T]]) -> tuple[T, ...]:
    """Oldest first; a document lists newest first, so equal times keep its reverse order."""
    oldest_first = list(reversed(items))
    oldest_first.sort(key=lambda pair: pair[0])
    return tuple(item for _, item in oldest_first)
