"""Keyword rules, and what wants to know which of them a statement meets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.passage import Passage
from bot.domain.statement import Evidence, Millis, StatementId


@dataclass(frozen=True, slots=True)
class RuleChanges:
    """Rules by number: their key, or None where nobody follows it any more; `whole`: there are no others."""

    last: int  # ask with this the next time
    rules: Mapping[int, str | None]
    whole: bool


@dataclass(frozen=True, slots=True)
class RecentText:
    """A statement's newest words, for trying a rule on."""

    id: StatementId
    published_at: Millis
    lang: str
    title: str
    summary: str
    body: str


@dataclass(frozen=True, slots=True)
class Trial:
    """How many of the statements read a rule would have found, and the newest of them."""

    matched: int
    read: int
    examples: tuple[RecentText, ...]
    whole: bool  # all there were; else only the newest so many


class RuleStore(Protocol):
    """Keyword rules as the database holds them."""

    async def changes(self, after: int | None) -> RuleChanges:
        """What came and went since `after`; None: every rule that somebody follows."""
        ...

    async def recent(
        self, *, since: Millis, langs: Sequence[str], limit: int, offset: int = 0
    ) -> tuple[RecentText, ...]:
        """Statements published since then, newest first; no langs: in any language."""
        ...


class RuleWatch(Protocol):
    """All readers' rules together."""

    async def matching(self, passage: Passage) -> tuple[Evidence, ...]:
        """The rules that want this statement, each with what proves it."""
        ...
