"""The Protocols through which the core reaches the rims: database, feeds, language, Telegram.

Pipeline and services import these; `storage`, `feeds`, `language` and `outbound` fulfil them without
importing each other; `app` wires them. A store method is one transaction. Stores raise StoreUnavailable
when trying again can help.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.broadcast import Broadcast, Content
from bot.domain.delivery import Outcome, ReaderGone, ReaderMoved, Retry, Settled
from bot.domain.explanation import Case
from bot.domain.fanout import Fanout, FanoutId, FanoutKind, FanoutState, Page, SubjectId
from bot.domain.message import Outgoing
from bot.domain.query import Query
from bot.domain.source import FetchResult, FetchState, ParseResult, Source, SourceSpec, SourceState
from bot.domain.statement import (
    Batch,
    Card,
    Evidence,
    Identity,
    Millis,
    NewStatement,
    Recognised,
    StatementId,
    Words,
)
from bot.domain.subscriber import (
    Address,
    ChatKind,
    Following,
    Subscriber,
    SubscriberId,
    SubscriberState,
    Term,
)


class Clock(Protocol):
    """Now, in milliseconds UTC."""

    def __call__(self) -> Millis: ...


# ── feeds and language ────────────────────────────────────────────────────────────────────────────


class Fetcher(Protocol):
    """The network, as far as feeds need it."""

    async def fetch(self, source: Source) -> FetchResult:
        """One conditional look at the source's effective address. Never raises for what a server does."""
        ...

    async def is_gone(self, url: str) -> bool:
        """Whether the server says that there is no such page (404, 410); in any doubt it is not gone."""
        ...


class Parser(Protocol):
    """Bytes to entries, in a process that can be killed."""

    async def parse(self, body: bytes, *, content_type: str, url: str) -> ParseResult:
        """What the document holds; 5 s and bounded memory, whatever is in it."""
        ...


class Detector(Protocol):
    """Which language a text is in."""

    def detect(self, text: str, *, prior: str | None = None) -> str:
        """ISO 639-1 ("sq", "sr", "en", …), "und" when nobody could tell; `prior` settles a doubt."""
        ...


# ── the archive ───────────────────────────────────────────────────────────────────────────────────


class SourceStore(Protocol):
    """Sources and the state of looking at them."""

    async def sync(self, specs: Sequence[SourceSpec], *, now: Millis) -> None:
        """Make the table say what the file says: a changed url resets ETag and address, one that left is disabled."""
        ...

    async def all(self) -> tuple[Source, ...]:
        """Every source in the file (and the editorial one, if used), by name."""
        ...

    async def get(self, key: str) -> Source:
        """The source with this key. Raises NotFound."""
        ...

    async def claim_due(self, *, now: Millis, limit: int) -> tuple[Source, ...]:
        """Enabled, active sources that are due, longest overdue first; not due again for CLAIM_FOR."""
        ...

    async def record_look(
        self, source_id: int, fetch: FetchState, *, state: SourceState | None = None
    ) -> None:
        """What a look without entries left behind (304, a failure, 410)."""
        ...

    async def set_state(self, key: str, state: SourceState, *, by: int, now: Millis) -> None:
        """Pause or resume, audited. Resuming makes it due now."""
        ...

    async def set_urgent(self, key: str, *, urgent: bool, by: int, now: Millis) -> None:
        """Whether all its statements go out as urgent from now on, audited."""
        ...

    async def look_now(self, key: str, *, by: int, now: Millis) -> None:
        """Make it due at once, audited."""
        ...


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list, and whether there is another."""

    cards: tuple[Card, ...]
    more: bool
    bounded: bool = False  # only the newest hits were ranked


class StatementStore(Protocol):
    """Statements with all their revisions, copies and terms."""

    async def recognise(
        self, source_id: int, identities: Sequence[Identity], copy_keys: Sequence[bytes]
    ) -> Recognised:
        """What these entries may already be."""
        ...

    async def record(
        self, source_id: int, fetch: FetchState, batch: Batch, *, now: Millis
    ) -> tuple[StatementId, ...]:
        """ONE commit: statements, revisions, terms, search index, a fan-out for each that goes out now, fetch state.

        Repeating it after a crash changes nothing (unique keys). Returns the new statements' ids.
        """
        ...

    async def publish(self, new: NewStatement, *, by: int, now: Millis) -> StatementId:
        """An editor's own statement, under the editorial source, audited; then the same path."""
        ...

    async def card(self, id: StatementId) -> Card:
        """What an alert of it shows now. Raises NotFound."""
        ...

    async def cards(self, ids: Sequence[StatementId]) -> Mapping[StatementId, Card]:
        """Those of `ids` that exist."""
        ...

    async def latest(
        self, *, terms: Sequence[Term], langs: Sequence[str], limit: int, offset: int = 0
    ) -> Listed:
        """Newest first; no terms: any statement; no langs: any language. Waiting ones are not shown."""
        ...

    async def waiting(self, source_key: str, *, limit: int, offset: int = 0) -> Listed:
        """A source's statements that wait for an editor, newest first."""
        ...

    async def release(self, source_key: str, *, newest: int | None, by: int, now: Millis) -> int:
        """End the wait: the `newest` (None: all; 0: none) go out, the rest is only stored. Audited. How many went out."""
        ...

    async def set_urgent(self, id: StatementId, *, by: int, now: Millis) -> None:
        """Mark it urgent; its fan-out, if still running, goes before the others. Audited."""
        ...

    async def revisions(self, id: StatementId) -> tuple[tuple[Millis, Words], ...]:
        """Every revision, oldest first."""
        ...

    async def correct(
        self,
        id: StatementId,
        words: Words,
        terms: Sequence[Evidence],
        *,
        material: bool,
        by: int,
        now: Millis,
    ) -> bool:
        """An editor's new words for a statement, audited; then the same path as a correction at the source.

        False when it said so already. Raises NotFound.
        """
        ...

    async def withdraw(self, id: StatementId, *, by: int, now: Millis) -> bool:
        """Stop what is on its way, have what was delivered say so, audited: one commit. False when it was already.

        Raises NotFound.
        """
        ...

    async def missing(
        self, source_id: int, seen: Sequence[Identity], *, since: Millis, until: Millis, limit: int
    ) -> tuple[Card, ...]:
        """This source's statements of that time (`since` excluded) that went out and are none of `seen`, newest first.

        Those that were found to have vanished are left out.
        """
        ...

    async def mark_vanished(self, id: StatementId, *, now: Millis) -> None:
        """Its page is gone, and editors were asked about it."""
        ...

    async def corrections_held(self, source_key: str, *, limit: int, offset: int = 0) -> Listed:
        """A source's statements whose corrections wait for an editor, newest first."""
        ...

    async def release_corrections(self, source_key: str, *, amend: bool, by: int, now: Millis) -> int:
        """End that wait: amend what was delivered, or leave it as it is. Audited. How many there were."""
        ...


class SearchStore(Protocol):
    """Full-text search over folded words."""

    async def find(self, query: Query, *, langs: Sequence[str] = (), limit: int, offset: int = 0) -> Listed:
        """Best first, by relevance and recency; bounded, so that a very common word costs no more."""
        ...


# ── readers ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """A ledger row as /mydata shows it."""

    subject: SubjectId
    title: str
    at: Millis
    result: int


@dataclass(frozen=True, slots=True)
class PortableReader:
    """A reader as a line of the export file holds it."""

    chat_id: int
    langs: tuple[str, ...]
    topics: tuple[str, ...]
    state: SubscriberState


class SubscriberStore(Protocol):
    """Subscribers and what they follow."""

    async def find(self, address: Address) -> Subscriber | None:
        """The subscriber at this address."""
        ...

    async def add(
        self, address: Address, kind: ChatKind, *, ui_lang: str, langs: Sequence[str], now: Millis
    ) -> tuple[Subscriber, bool]:
        """The subscriber at this address, created if new, back to ACTIVE if it had left; and whether it is new."""
        ...

    async def update(
        self,
        id: SubscriberId,
        *,
        ui_lang: str | None = None,
        langs: Sequence[str] | None = None,
        silent: bool | None = None,
        previews: bool | None = None,
    ) -> Subscriber:
        """Change these settings. Raises NotFound."""
        ...

    async def set_state(
        self, address: Address, state: SubscriberState, *, reason: str = "", now: Millis
    ) -> None:
        """A new state; nothing happens when nobody lives at this address."""
        ...

    async def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        """The group's new id takes over, with everything; repeating it is harmless."""
        ...

    async def follow(self, id: SubscriberId, term: Term, *, now: Millis) -> bool:
        """Follow it (and unmute it); False when it was followed already."""
        ...

    async def unfollow(self, id: SubscriberId, term: Term) -> bool:
        """Stop following; False when it was not followed."""
        ...

    async def set_muted(self, id: SubscriberId, term: Term, *, muted: bool) -> None:
        """Mute or unmute a topic or source."""
        ...

    async def following(self, id: SubscriberId) -> Following:
        """What is followed and muted."""
        ...

    async def keywords(self) -> tuple[str, ...]:
        """Every keyword that anybody follows, folded words separated by spaces."""
        ...

    async def deliveries(self, id: SubscriberId) -> tuple[DeliveryRecord, ...]:
        """What was sent to this subscriber, newest first: /mydata."""
        ...

    async def forget(self, address: Address) -> bool:
        """Delete everything about this address, ledger rows included; False when there was nothing."""
        ...

    async def export(
        self, *, after: SubscriberId, limit: int
    ) -> tuple[tuple[SubscriberId, PortableReader], ...]:
        """A page of private readers for the export file."""
        ...

    async def import_all(
        self, readers: Sequence[PortableReader], *, ui_lang: str, now: Millis
    ) -> tuple[int, int]:
        """All in one commit: how many were new, and how many were known and updated."""
        ...


# ── delivery ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to drive: who, and in which epoch. Every write of the driver names the epoch."""

    name: str
    owner: str
    epoch: int


@dataclass(frozen=True, slots=True)
class Flush:
    """What is committed together after a while of sending."""

    settled: tuple[Settled, ...] = ()
    retries: tuple[Retry, ...] = ()
    gone: tuple[ReaderGone, ...] = ()
    moved: tuple[ReaderMoved, ...] = ()
    skipped: Mapping[FanoutId, int] | None = None
    done_pages: tuple[int, ...] = ()  # every reader of them is settled, retried or skipped
    returned_pages: tuple[int, ...] = ()  # laid down unfinished, with nothing in flight: to be adopted later
    paid_today: int | None = None  # messages sent for Stars this day (UTC), where there are new ones


class FanoutStore(Protocol):
    """Fan-outs, their pages, the ledger of deliveries and the retries."""

    async def live(self, *, now: Millis) -> tuple[Fanout, ...]:
        """Those that may be driven now, most urgent first, then oldest; expired ones are closed on the way."""
        ...

    async def claim_page(self, fanouts: Sequence[Fanout], *, size: int, lease: Lease) -> Page | None:
        """The next stretch of these fan-outs (all at one cursor), cursor moved in the same commit.

        None when the audience is exhausted: the fan-outs are done once no page of theirs is open and no retry waits.
        Raises LeaseLost.
        """
        ...

    async def adopt_page(self, *, lease: Lease) -> Page | None:
        """An open page of an earlier epoch, or a returned one, now ours, with what its ledger already says.

        Those of a paused fan-out wait until it is resumed. Raises LeaseLost.
        """
        ...

    async def due_retries(self, *, now: Millis, limit: int) -> tuple[tuple[Retry, Page], ...]:
        """Retries that are due, each as a page of one reader and one subject."""
        ...

    async def flush(self, flush: Flush, *, lease: Lease) -> None:
        """ONE commit; a reader deleted meanwhile loses only its own rows. Raises LeaseLost, StoreUnavailable."""
        ...

    async def paid_today(self, *, now: Millis) -> int:
        """Messages sent for Stars this day (UTC), as the last flush said."""
        ...

    async def get(self, id: FanoutId) -> Fanout:
        """Raises NotFound."""
        ...

    async def of_subject(self, subject: SubjectId) -> tuple[Fanout, ...]:
        """Every fan-out of a subject or about it (edits, notices, resends), oldest first."""
        ...

    async def set_state(
        self, id: FanoutId, state: FanoutState, *, reason: str = "", by: int | None = None, now: Millis
    ) -> bool:
        """Pause, resume or cancel, audited where an editor did it; a finished one stays as it is: False."""
        ...

    async def audience_size(self, terms: Sequence[Term], langs: Sequence[str]) -> int:
        """How many active subscribers a fan-out to these would reach."""
        ...


class CaseStore(Protocol):
    """What is known of who got what, for an explanation."""

    async def case(self, chat_id: int, subject: SubjectId) -> Case:
        """A statement or an announcement, the subscribers of a chat, and every fan-out between them, in one snapshot.

        Raises NotFound when there is no such statement or announcement.
        """
        ...


class LeaseStore(Protocol):
    """One driver at a time, without a wall clock: a lease is dead when its beat stands still."""

    async def try_take(self, name: str, owner: str, *, seen: tuple[int, int] | None) -> Lease | None:
        """Take it when free, or when (epoch, beat) still is `seen`: the taker watched it stand still for the TTL."""
        ...

    async def read(self, name: str) -> tuple[str, int, int] | None:
        """(owner, epoch, beat) as it stands."""
        ...

    async def beat(self, lease: Lease) -> None:
        """Still here. Raises LeaseLost."""
        ...

    async def release(self, lease: Lease) -> None:
        """Give it back, if it is still ours."""
        ...


def always() -> bool:
    """The request may leave."""
    return True


class Messenger(Protocol):
    """Telegram, as far as what is pushed needs it: every answer is a value."""

    async def send(
        self,
        address: Address,
        message: Outgoing,
        *,
        kind: ChatKind,
        priority: int,
        leave: Callable[[], bool] = always,
        reply_to: int | None = None,
        paid: bool = False,
    ) -> Outcome:
        """One message, paced. Returns once Telegram answered (or did not).

        `leave` is asked once, when its turn has come and the request is about to leave; False: Withheld.
        `reply_to`: the message it answers, if that still exists. `paid`: for Stars, while the budget lasts.
        """
        ...

    async def edit(
        self,
        address: Address,
        message_id: int,
        message: Outgoing,
        *,
        kind: ChatKind,
        priority: int,
        leave: Callable[[], bool] = always,
    ) -> Outcome:
        """One edit, paced, like `send`. "Message is not modified" counts as Sent."""
        ...


class Meter:
    """What is counted as it happens; what stands at a moment is asked of each part when somebody looks.

    None of it waits, raises, or costs more than an addition or two a message. This one counts nothing; the
    one that counts inherits it.
    """

    def answered(self, kind: FanoutKind, outcome: Outcome) -> None:
        """One call to Telegram came to this."""

    def flushed(self, flush: Flush, seconds: float) -> None:
        """This was committed, and how long the commit took."""

    def driven(self, live: Sequence[Fanout], ended: Sequence[Fanout]) -> None:
        """The fan-outs that are live now, and those that no longer are, as they ended."""

    def looked(self, result: str) -> None:
        """One look at a source: "read", "unchanged", or the problem."""

    def recorded(self, batch: Batch) -> None:
        """What a look at a source changed."""


# ── editors ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Notice:
    """Something editors are to be told: the key of the words and their arguments."""

    id: int
    key: str
    details: Mapping[str, str]
    at: Millis


@dataclass(frozen=True, slots=True)
class Stats:
    """What /stats shows."""

    readers_by_state: Mapping[str, int]
    readers_by_lang: Mapping[str, int]
    readers_by_topic: Mapping[str, int]
    statements: int
    statements_last_day: int
    deliveries_by_day: tuple[tuple[str, int, int], ...]  # (day "2026-11-24", sent, failed), newest first


class BroadcastStore(Protocol):
    """Broadcasts from draft to fan-out."""

    async def draft(
        self,
        author: int,
        content: Content,
        *,
        audience: Sequence[Term],
        langs: Sequence[str],
        confirm_token: str,
        urgent: bool = False,
        now: Millis,
    ) -> Broadcast:
        """A draft; several may exist, each confirmed by its own token only."""
        ...

    async def confirm(self, token: str, *, by: int, not_before: Millis, now: Millis) -> Broadcast | None:
        """Confirm the draft with this token, make its fan-out, audit it: one commit. None when it no longer is a draft."""
        ...

    async def stop(self, id: SubjectId, *, by: int, now: Millis) -> bool:
        """Cancel it before or while it goes out, audited; False when it is over already."""
        ...

    async def drop(self, token: str, *, by: int, now: Millis) -> bool:
        """Forget a draft."""
        ...

    async def edit(self, id: SubjectId, content: Content, *, by: int, now: Millis) -> bool:
        """New words, everywhere: for those who have it and those who wait. The old ones stay in the audit.

        False when it says so already, or was recalled, or never confirmed. Raises NotFound.
        """
        ...

    async def recall(self, id: SubjectId, *, by: int, now: Millis) -> bool:
        """Stop it, and have what was delivered say that it was recalled; False when it was already."""
        ...

    async def resend(self, id: SubjectId, *, by: int, now: Millis) -> int:
        """Once more, to those only whom it did not reach; how many they are. 0: nothing is sent."""
        ...

    async def get(self, id: SubjectId) -> Broadcast:
        """With its fan-out. Raises NotFound."""
        ...

    async def by_token(self, token: str) -> Broadcast | None:
        """The broadcast with this token, whatever its state."""
        ...

    async def recent(self, *, limit: int) -> tuple[Broadcast, ...]:
        """Newest first."""
        ...


class DeskStore(Protocol):
    """What editors look at: audit, notices, figures."""

    async def audit(self, editor: int, act: str, object: str, *, details: str = "", now: Millis) -> None:
        """Keep that it was done."""
        ...

    async def notify(self, key: str, details: Mapping[str, str], *, now: Millis) -> None:
        """Something editors must be told, once."""
        ...

    async def untold(self) -> tuple[Notice, ...]:
        """Oldest first."""
        ...

    async def told(self, ids: Sequence[int], *, now: Millis) -> None:
        """They were told."""
        ...

    async def stats(self, *, now: Millis) -> Stats:
        """The figures of /stats."""
        ...
