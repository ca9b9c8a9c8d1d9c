"""Readers, and what they follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

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
