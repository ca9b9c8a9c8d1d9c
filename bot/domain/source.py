"""Sources: whom we read, how often, and when their silence or their noise needs an editor."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.statement import DAY, Entry, Millis

MAX_LENGTHENED = 15 * 60  # seconds: as far as a feed's own wish may stretch its interval
MAX_BACKOFF = 2 * 3600  # seconds
EDITORIAL = "editorial"  # the key of the source that editors' own statements belong to


class Rights(StrEnum):
    """What the agency lets us show of its words."""

    OWN = "own"  # all of it: the agency runs this bot
    SUMMARY = "summary"  # title, its own summary, link
    LINK = "link"  # title and link


class SourceState(StrEnum):
    """Whether a source is looked at."""

    ACTIVE = "active"
    PAUSED = "paused"  # by an editor
    GONE = "gone"  # it answered 410


class Problem(StrEnum):
    """Why a look at a source gave nothing; also the key of the words for it."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    FORBIDDEN_ADDRESS = "forbidden-address"
    BAD_REDIRECT = "bad-redirect"
    HTTP_ERROR = "http-error"
    THROTTLED = "throttled"
    GONE = "gone"
    TOO_LARGE = "too-large"
    BAD_ENCODING = "bad-encoding"
    EMPTY = "empty"
    HTML_PAGE = "html-page"
    NOT_A_FEED = "not-a-feed"
    PARSER_KILLED = "parser-killed"


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """A source as the operator's file describes it."""

    key: str
    name: str
    url: str
    language: str | None = None
    topics: tuple[str, ...] = ()
    official: bool = False
    rights: Rights = Rights.SUMMARY
    interval: int | None = None  # seconds
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class FetchState:
    """What the last looks at a source left behind; commits together with their entries."""

    effective_url: str
    etag: str | None = None
    modified: str | None = None
    next_at: Millis = 0
    failures: int = 0  # in a row
    problem: Problem | None = None
    detail: str = ""
    last_good_at: Millis | None = None  # also: None until the first good fetch
    newest_item_at: Millis | None = None
    usual_gap: int | None = None  # milliseconds between items, smoothed
    stale_told_at: Millis | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A source with its state."""

    id: int
    spec: SourceSpec
    fetch: FetchState
    state: SourceState = SourceState.ACTIVE
    urgent: bool = False  # an editor marked all its statements urgent
    waiting: int = 0  # statements that wait for an editor's word


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body, decompressed and bounded."""

    body: bytes
    url: str  # where it finally came from
    content_type: str = ""
    moved_to: str | None = None  # only along a wholly permanent chain
    etag: str | None = None
    modified: str | None = None
    max_age: int | None = None  # seconds, from Cache-Control


@dataclass(frozen=True, slots=True)
class NotModified:
    """304: nothing new since the validators we sent."""

    url: str
    moved_to: str | None = None
    max_age: int | None = None


@dataclass(frozen=True, slots=True)
class FetchFailed:
    """No body; `detail` is one plain sentence without secrets."""

    problem: Problem
    detail: str
    status: int | None = None
    retry_after: int | None = None  # seconds, as the server asked


FetchResult = Fetched | NotModified | FetchFailed


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A document read as a feed; `complaint` says what was wrong with it all the same."""

    format: str  # "rss20", "atom10", "json11" …
    entries: tuple[Entry, ...]
    title: str = ""
    language: str | None = None
    ttl: int | None = None  # seconds
    complaint: str | None = None


@dataclass(frozen=True, slots=True)
class ParseFailed:
    """Not a feed, or not readable in the time and memory allowed."""

    problem: Problem
    detail: str
    alternates: tuple[str, ...] = ()  # feeds that an HTML page names (autodiscovery)


ParseResult = ParsedFeed | ParseFailed


def interval_of(spec: SourceSpec, default: int, *, wish: int | None = None) -> int:
    """Seconds between two looks; the feed's `wish` may lengthen it, never for an official source."""
    interval = spec.interval or default
    if spec.official or wish is None:
        return interval
    return max(interval, min(wish, MAX_LENGTHENED))


def after_success(state: FetchState, *, now: Millis, interval: int) -> FetchState:
    """The state after a good look (a new body or 304), due again in `interval` seconds."""
    return replace(
        state, next_at=now + interval * 1000, failures=0, problem=None, detail="", last_good_at=now
    )


def after_failure(
    state: FetchState, failed: FetchFailed | ParseFailed, *, now: Millis, interval: int, jitter: float
) -> FetchState:
    """The state after a failed look: doubled waits up to two hours, as long as the server asked at least.

    `jitter` in [0, 1) spreads the waits so that sources that failed together do not return together.
    """
    failures = state.failures + 1
    wait = min(interval * 2 ** min(failures, 10), max(MAX_BACKOFF, interval))
    wait = wait * (0.75 + 0.5 * jitter)
    if isinstance(failed, FetchFailed) and failed.retry_after is not None:
        wait = max(wait, min(failed.retry_after, 86_400))
    return replace(
        state,
        next_at=now + int(wait * 1000),
        failures=failures,
        problem=failed.problem,
        detail=failed.detail,
    )


def with_newest(state: FetchState, newest: Millis | None) -> FetchState:
    """The state after seeing an item dated `newest`; learns how often the source usually publishes."""
    if newest is None or (state.newest_item_at is not None and newest <= state.newest_item_at):
        return state
    gap = state.usual_gap
    if state.newest_item_at is not None:
        latest = newest - state.newest_item_at
        gap = latest if gap is None else (gap * 4 + latest) // 5
    return replace(state, newest_item_at=newest, usual_gap=gap, stale_told_at=None)


def is_stale(state: FetchState, *, now: Millis) -> bool:
    """True when the source answers but stands still far longer than it used to."""
    if state.newest_item_at is None or state.usual_gap is None:
        return False
    return now - state.newest_item_at > max(10 * state.usual_gap, 2 * DAY)


def is_flood(new: int, guard: int) -> bool:
    """True when one fetch brought more new items than an agency writes (a CMS moved, ids changed)."""
    return 0 < guard < new


STALE_REMINDER = 7 * DAY
# Milliseconds until a source is due again whose look a crash ended; a look takes 35 s at most.
CLAIM_FOR = 45_000
