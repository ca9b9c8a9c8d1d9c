"""Readers, and what they follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from bot.domain.delivery import PutBy, Retry
from bot.domain.explanation import Receipt
from bot.domain.fanout import SubjectId
from bot.domain.hours import Hours
from bot.domain.statement import Millis
from bot.domain.subscriber import (
    Address,
    ChatKind,
    Following,
    Subscriber,
    SubscriberId,
    SubscriberState,
    Term,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is followed, and since when."""

    term: Term
    since: Millis


@dataclass(frozen=True, slots=True)
class Titled(Generic[T]):
    """A row about a subject, whole, with the title that the subject has now."""

    subject: SubjectId
    title: str
    row: T


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """All that is stored about one subscriber: /mydata."""

    subscriber: Subscriber
    state_reason: str
    follows: tuple[Chosen, ...]
    muted: tuple[Term, ...]
    sent: tuple[Titled[Receipt], ...]  # newest first
    retries: tuple[Titled[Retry], ...]
    held: tuple[Titled[PutBy], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PortableSettings:
    """How a reader is spoken to, how loudly, and when."""

    ui_lang: str
    silent: bool
    previews: bool
    time_zone: str | None
    hours: Hours


@dataclass(frozen=True, slots=True)
class PortableReader:
    """A reader as a line of the export file holds it.

    Without settings it is a line of the first release, and knows of topics and "everything" only.
    """

    chat_id: int
    langs: tuple[str, ...]
    state: SubscriberState
    follows: tuple[Term, ...]
    muted: tuple[Term, ...] = ()
    settings: PortableSettings | None = None


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
        hours: Hours | None = None,
        time_zone: str | None = None,
    ) -> Subscriber:
        """Change these settings; "" for the time zone: the setting's. Raises NotFound."""
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

    async def kept(self, id: SubscriberId) -> Kept | None:
        """All that is stored about this subscriber: /mydata."""
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
