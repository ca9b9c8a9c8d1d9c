"""Subscribers: who gets statements, in which languages, and whether one of them is wanted now."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from bot.domain.hours import AT_ONCE, Hours
from bot.domain.statement import Millis

SubscriberId = NewType("SubscriberId", int)

STATEMENT_LANGUAGES = ("sq", "sr", "en")
UI_LANGUAGES = ("sq", "sr", "sr-Latn", "en")  # "sr" is Cyrillic


class ChatKind(StrEnum):
    """Where a subscriber reads; decides its pace and who may change its settings."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"

    @property
    def is_private(self) -> bool:
        """One person's chat with the bot."""
        return self is ChatKind.PRIVATE


class SubscriberState(StrEnum):
    """Whether anything may be sent; all but ACTIVE and PAUSED come from Telegram's answers."""

    ACTIVE = "active"
    PAUSED = "paused"  # /stop: the reader's own word
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    KICKED = "kicked"  # a group or channel that put the bot out, or no longer lets it write
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class Address:
    """A chat, and the forum topic within it (0: the chat itself)."""

    chat_id: int
    thread_id: int = 0


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A subscriber as its settings card shows it. No names are kept."""

    id: SubscriberId
    address: Address
    kind: ChatKind
    ui_lang: str
    langs: tuple[str, ...]  # of statements, in the reader's order; empty: every language
    state: SubscriberState = SubscriberState.ACTIVE
    state_at: Millis = 0
    silent: bool = False
    previews: bool = False
    time_zone: str | None = None  # IANA; None: the setting's
    hours: Hours = AT_ONCE
    created_at: Millis = 0


@dataclass(frozen=True, slots=True)
class Following:
    """What a subscriber follows and has muted, as terms in the order they were chosen."""

    terms: tuple["Term", ...] = ()
    muted: tuple["Term", ...] = ()

    def counts(self, term: "Term") -> bool:
        """Whether this choice has an effect of its own: beside "everything", no other has."""
        return term in self.terms and (term == ALL or ALL not in self.terms)


class TermKind(StrEnum):
    """What can be followed."""

    ALL = "all"  # every statement
    OFFICIAL = "official"  # every statement of an official source
    TOPIC = "topic"
    SOURCE = "source"
    KEYWORD = "keyword"


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """One thing that can be followed: a kind and its key ("topic", "covid_19"; "keyword", "uji ndotur")."""

    kind: TermKind
    key: str = ""
    written: str = field(default="", compare=False)  # a keyword as its reader spelled it: "Ujë i ndotur"

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}" if self.key else str(self.kind)

    @property
    def shown(self) -> str:
        """A keyword's words, for its reader."""
        return self.written or self.key

    @classmethod
    def parse(cls, text: str) -> "Term":
        """The term that `str` wrote. Raises ValueError for anything else."""
        kind, _, key = text.partition(":")
        return cls(TermKind(kind), key)


ALL = Term(TermKind.ALL)
OFFICIAL = Term(TermKind.OFFICIAL)
