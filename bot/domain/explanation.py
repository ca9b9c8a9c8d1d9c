"""Explanations: why somebody did or did not get a statement or an announcement. Pure.

The store gathers the facts as a `Case`; `explain` turns them into reasons, in the order in which they happened.
What somebody follows, reads and has muted is known as it is now, not as it was when something was sent.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.delivery import FAILED, PutBy, Result, Retry
from bot.domain.fanout import LAST_WORD, Facts, Fanout, FanoutKind, FanoutState, SubjectId
from bot.domain.planning import Plan, plan
from bot.domain.statement import Millis
from bot.domain.subscriber import Subscriber, Term


class Reason(StrEnum):
    """Why it is so; also part of the words' keys."""

    # of the subject
    STORED = "stored"
    WAITS_FOR_EDITOR = "waits-for-editor"
    WITHDRAWN = "withdrawn"
    COPIED = "copied"
    DRAFT = "draft"
    DROPPED = "dropped"
    STOPPED = "stopped"
    RECALLED = "recalled"
    # why nothing was sent, or not yet
    SUBSCRIBED_LATER = "subscribed-later"
    NOT_ACTIVE = "not-active"
    OTHER_LANGUAGE = "other-language"
    NOT_ADDRESSED = "not-addressed"
    MUTED = "muted"
    HAS_STORY = "has-story"
    HELD = "held"
    HELD_ANEW = "held-anew"  # their hours have just changed, and until when is not known yet
    NOT_BEFORE = "not-before"
    PAUSED = "paused"
    NOT_YET = "not-yet"
    BEING_SENT = "being-sent"
    RETRY = "retry"
    RETRY_AFTER_LOST = "retry-after-lost"
    CUT_SHORT = "cut-short"
    RAN_OUT = "ran-out"
    ACTIVE_SINCE = "active-since"
    NO_TRACE = "no-trace"
    # what was sent
    SENT = "sent"
    SENT_AGAIN = "sent-again"
    TOGETHER = "together"
    IN_DIGEST = "in-digest"
    TRIES = "tries"
    GONE = "gone"
    REJECTED = "rejected"
    NO_RIGHTS = "no-rights"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    # what became of it
    EDITED = "edited"
    SAYS_LAST_WORD = "says-last-word"
    EDIT_VANISHED = "edit-vanished"
    EDIT_FAILED = "edit-failed"
    EDIT_TO_COME = "edit-to-come"
    NOTICE_SENT = "notice-sent"
    NOTICE_FAILED = "notice-failed"
    NOTICE_TO_COME = "notice-to-come"
    HAS_NEWER = "has-newer"
    RESEND_TO_COME = "resend-to-come"
    MATCHED = "matched"


@dataclass(frozen=True, slots=True)
class Because:
    """A reason with what belongs to it; what does not is empty."""

    reason: Reason
    at: Millis | None = None
    number: int = 0  # a revision, or how many tries
    message_id: int | None = None
    terms: tuple[Term, ...] = ()
    langs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # of sources
    subject: SubjectId | None = None  # another one, of which this depends
    words: str = ""  # as Telegram or the network said it


class Standing(StrEnum):
    """Where a statement or an announcement stands."""

    PUBLISHED = "published"  # of an announcement: confirmed
    STORED = "stored"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    DRAFT = "draft"
    DROPPED = "dropped"
    CANCELLED = "cancelled"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class About:
    """What somebody did or did not get."""

    id: SubjectId
    kind: FanoutKind  # STATEMENT or BROADCAST
    title: str
    standing: Standing
    last_word_at: Millis | None = None  # withdrawn or recalled
    copied_by: tuple[str, ...] = ()  # other sources that brought the same words


@dataclass(frozen=True, slots=True)
class Receipt:
    """A row of the ledger."""

    result: Result
    at: Millis
    revision_no: int = 1
    message_id: int | None = None
    attempts: int = 1
    again: bool = False
    bundled: bool = False
    digest: bool = False
    edited_no: int | None = None
    edit_result: Result | None = None
    edited_at: Millis | None = None

    @property
    def shows(self) -> int:
        """The revision that the message shows."""
        return self.revision_no if self.edited_no is None else self.edited_no


@dataclass(frozen=True, slots=True)
class Route:
    """A fan-out of the subject or about it, as far as it concerns one reader."""

    fanout: Fanout
    facts: Facts  # what matched and is muted of this fan-out's audience
    in_open_page: bool = False
    receipt: Receipt | None = None  # of the fan-out's own subject
    retry: Retry | None = None  # of this fan-out
    put_by: PutBy | None = None  # of this fan-out

    @property
    def to_come(self) -> bool:
        """It has neither ended nor passed this reader."""
        reader, cursor = self.facts.subscriber, self.fanout.cursor
        if self.fanout.state in _OVER or reader > self.fanout.hi:
            return False
        ahead = reader <= cursor if self.fanout.kind.follows_ledger else reader > cursor
        return ahead or self.in_open_page or self.retry is not None


_OVER = (FanoutState.DONE, FanoutState.CANCELLED, FanoutState.EXPIRED)


@dataclass(frozen=True, slots=True)
class Reading:
    """One subscriber of the chat, and every fan-out of the subject, oldest first."""

    subscriber: Subscriber
    said: str = ""  # Telegram's words when it told that the reader is gone
    routes: tuple[Route, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of a subject and a chat; a forum's topics are subscribers of their own."""

    about: About
    chat_id: int
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A case with its reasons: those of the subject, and those of each reading in its order."""

    case: Case
    of_subject: tuple[Because, ...]
    of_readings: tuple[tuple[Because, ...], ...]


def explain(case: Case) -> Explanation:
    """Why they did or did not get it."""
    readings = tuple(tuple(_of_reading(reading)) for reading in case.readings)
    return Explanation(case, tuple(_of_subject(case.about)), readings)


_STANDING = {
    Standing.STORED: Reason.STORED,
    Standing.WAITING: Reason.WAITS_FOR_EDITOR,
    Standing.WITHDRAWN: Reason.WITHDRAWN,
    Standing.DRAFT: Reason.DRAFT,
    Standing.DROPPED: Reason.DROPPED,
    Standing.CANCELLED: Reason.STOPPED,
    Standing.RECALLED: Reason.RECALLED,
}


def _of_subject(about: About) -> Iterator[Because]:
    if about.standing in _STANDING:
        yield Because(_STANDING[about.standing], at=about.last_word_at)
    if about.copied_by:
        yield Because(Reason.COPIED, names=about.copied_by)


def _of_reading(reading: Reading) -> Iterator[Because]:
    first = next((route for route in reading.routes if not route.fanout.kind.follows_ledger), None)
    if first is None:
        return
    if first.receipt is not None:
        yield from _received(first.receipt)
        if first.receipt.result in FAILED:
            yield from _instead(first)
    elif first.retry is None and first.put_by is None:
        yield from _not_received(first, reading.subscriber)
    for route in reading.routes:
        if route.put_by is not None:
            until = route.put_by.until
            yield Because(Reason.HELD_ANEW if until is None else Reason.HELD, at=until)
        elif route.retry is not None:
            yield _waiting(route.retry)
        elif first.receipt is not None and route.fanout.kind.follows_ledger:
            yield from _afterwards(route, first.receipt)
    if first.facts.matched:
        yield Because(Reason.MATCHED, terms=tuple(sorted(first.facts.matched)))


# ── what was sent ─────────────────────────────────────────────────────────────────────────────────

_RESULTS = {
    Result.GONE: Reason.GONE,
    Result.REJECTED: Reason.REJECTED,
    Result.NO_RIGHTS: Reason.NO_RIGHTS,
    Result.UNKNOWN: Reason.UNKNOWN,
    Result.EXPIRED: Reason.EXPIRED,
    Result.CANCELLED: Reason.CANCELLED,
}


def _received(receipt: Receipt) -> Iterator[Because]:
    sent = Reason.SENT_AGAIN if receipt.again else Reason.SENT
    yield Because(
        _RESULTS.get(receipt.result, sent),
        at=receipt.at,
        number=receipt.revision_no,
        message_id=receipt.message_id,
    )
    if receipt.bundled:
        yield Because(Reason.IN_DIGEST if receipt.digest else Reason.TOGETHER)
    if receipt.attempts > 1:
        yield Because(Reason.TRIES, number=receipt.attempts)
    if receipt.edited_no is not None:
        yield Because(_edited(receipt), at=receipt.edited_at, number=receipt.edited_no)


def _edited(receipt: Receipt) -> Reason:
    match receipt.edit_result:
        case Result.SENT:
            return Reason.SAYS_LAST_WORD if receipt.edited_no == LAST_WORD else Reason.EDITED
        case Result.VANISHED:
            return Reason.EDIT_VANISHED
        case _:
            return Reason.EDIT_FAILED


def _waiting(retry: Retry) -> Because:
    reason = Reason.RETRY_AFTER_LOST if retry.lost_answer else Reason.RETRY
    return Because(reason, at=retry.at, number=retry.attempts, words=retry.reason)


# ── why nothing was sent ──────────────────────────────────────────────────────────────────────────


def _not_received(route: Route, subscriber: Subscriber) -> Iterator[Because]:
    fanout, facts = route.fanout, route.facts
    if facts.subscriber > fanout.hi:
        yield Because(Reason.SUBSCRIBED_LATER, at=fanout.created_at)
        yield from _instead(route)
        return
    untold = replace(facts, told=frozenset())
    obstacles = (*_obstacles(untold, fanout), *_instead(route))
    yield from obstacles or (_on_its_way(route, subscriber),)


def _obstacles(facts: Facts, fanout: Fanout) -> Iterator[Because]:
    """All that stands against it, one after another, as `plan` finds it once the ones before are taken away."""
    while (planned := plan(facts, fanout)) is not Plan.SEND:
        match planned:
            case Plan.NOT_ADDRESSED:
                yield Because(Reason.NOT_ADDRESSED, terms=fanout.audience)
                facts = replace(facts, matched=frozenset(fanout.audience))
            case Plan.NOT_ACTIVE:
                yield Because(Reason.NOT_ACTIVE)
                facts = replace(facts, state=facts.state.ACTIVE)
            case Plan.OTHER_LANGUAGE:
                yield Because(Reason.OTHER_LANGUAGE, langs=fanout.langs)
                facts = replace(facts, langs=())
            case Plan.MUTED:
                yield Because(Reason.MUTED, terms=tuple(sorted(facts.muted & set(fanout.audience))))
                facts = replace(facts, muted=frozenset())


def _instead(route: Route) -> Iterator[Because]:
    """The first of the story's other tellings that came to them, or will."""
    others = (member for story, member in route.facts.told if story == route.fanout.story)
    first = min((each for each in others if each != route.fanout.subject), default=None)
    if first is not None:
        yield Because(Reason.HAS_STORY, subject=first)


def _on_its_way(route: Route, subscriber: Subscriber) -> Because:
    fanout = route.fanout
    if route.to_come:
        return _still_to_come(route)
    if fanout.state is FanoutState.CANCELLED:
        return Because(Reason.CUT_SHORT)
    if fanout.state is FanoutState.EXPIRED:
        return Because(Reason.RAN_OUT, at=fanout.expires_at)
    if subscriber.state_at > max(fanout.created_at, subscriber.created_at):
        return Because(Reason.ACTIVE_SINCE, at=subscriber.state_at)
    return Because(Reason.NO_TRACE)


def _still_to_come(route: Route) -> Because:
    match route.fanout.state:
        case FanoutState.WAITING:
            return Because(Reason.NOT_BEFORE, at=route.fanout.not_before)
        case FanoutState.PAUSED:
            return Because(Reason.PAUSED)
        case _:
            return Because(Reason.BEING_SENT if route.in_open_page else Reason.NOT_YET)


# ── what became of it ─────────────────────────────────────────────────────────────────────────────


def _afterwards(route: Route, had: Receipt) -> Iterator[Because]:
    fanout = route.fanout
    match fanout.kind:
        case FanoutKind.EDIT:
            if route.to_come and had.message_id is not None and had.shows < fanout.revision_no:
                yield Because(Reason.EDIT_TO_COME)
        case FanoutKind.RESEND:
            if route.to_come and had.result in FAILED:
                yield Because(Reason.RESEND_TO_COME)
        case _:
            yield from _notice(route, had)


def _notice(route: Route, had: Receipt) -> Iterator[Because]:
    if (told := route.receipt) is not None:
        sent = told.result is Result.SENT
        reason = Reason.NOTICE_SENT if sent else Reason.NOTICE_FAILED
        yield Because(reason, at=told.at, message_id=told.message_id)
    elif had.result not in (Result.SENT, Result.UNKNOWN):
        return
    elif had.revision_no >= route.fanout.revision_no:
        yield Because(Reason.HAS_NEWER, number=had.revision_no)
    elif route.to_come:
        yield Because(Reason.NOTICE_TO_COME, at=route.fanout.not_before)
