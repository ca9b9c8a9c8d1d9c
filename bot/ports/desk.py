"""The editors' desk: announcements, audit, notices, figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.broadcast import Broadcast, Content
from bot.domain.fanout import SubjectId
from bot.domain.statement import Millis
from bot.domain.subscriber import Term


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
