"""The archive: sources and statements."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.source import FetchState, Source, SourceSpec, SourceState
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
from bot.domain.subscriber import Term


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

        Each is in one story with recent ones that say the same, in any language and from any source. Repeating
        it after a crash changes nothing (unique keys). Returns the new statements' ids.
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

    async def topics(self, id: StatementId) -> tuple[Evidence, ...]:
        """The topics it carries, each with the words that prove it; none, where its source or an editor set it."""
        ...

    async def latest(
        self, *, terms: Sequence[Term], langs: Sequence[str], limit: int, offset: int = 0
    ) -> Listed:
        """Newest first; no terms: any statement; no langs: any language. Waiting ones are not shown.

        Of a story only one is: in the first of `langs` that it has, else the one published first.
        """
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
        self,
        source_id: int,
        seen: Sequence[Identity],
        *,
        since: Millis,
        until: Millis,
        limit: int,
        last: Collection[StatementId] = (),
    ) -> tuple[Card, ...]:
        """This source's statements of that time (`since` excluded) that went out and are none of `seen`, newest first.

        Those of `last` come after all others. Those that were found to have vanished are left out.
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
