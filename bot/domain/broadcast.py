"""Broadcasts: an editor's announcement, from draft to delivered.

draft -> confirmed -> (its fan-out runs) -> done
  |          |-> cancelled    (Stop, before or while it goes out)
  |          └-> recalled     (what was delivered is edited to say so)
  └-> dropped
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.fanout import Fanout, SubjectId
from bot.domain.statement import Millis
from bot.domain.subscriber import Term


class BroadcastState(StrEnum):
    """See the diagram above; how far a confirmed one is, its fan-out says."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    DROPPED = "dropped"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class Content:
    """An announcement exactly as the editor formatted it: text and Telegram's entities as JSON."""

    text: str
    entities: str = "[]"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """An announcement and, once confirmed, its way to the readers."""

    id: SubjectId
    author: int  # Telegram user id of the editor
    content: Content
    audience: tuple[Term, ...]  # empty: every reader
    langs: tuple[str, ...]  # readers of any of these; empty: every reader
    state: BroadcastState
    confirm_token: str
    created_at: Millis
    confirmed_at: Millis | None = None
    urgent: bool = False  # it goes before statements, and for Stars where that is set up
    revision_no: int = 1
    edited_at: Millis | None = None
    recalled_at: Millis | None = None
    fanout: Fanout | None = None
    afterwards: tuple[Fanout, ...] = ()  # its edits and resends, oldest first
