"""Explaining: why somebody did or did not get a statement or an announcement."""

from bot.domain.errors import NotFound
from bot.domain.explanation import Explanation, explain
from bot.domain.fanout import SubjectId
from bot.ports import CaseStore, Clock, DeskStore

_LARGEST = 2**63 - 1  # what the database's numbers hold


class ExplainingService:
    """Answers for editors, when a reader asks them."""

    def __init__(self, cases: CaseStore, desk: DeskStore, *, clock: Clock) -> None:
        self._cases = cases
        self._desk = desk
        self._clock = clock

    async def explain(self, chat_id: int, subject: int, *, by: int | None = None) -> Explanation:
        """Why this chat did or did not get this; that an editor asked is audited, about whom is not.

        Raises NotFound when there is no such statement or announcement.
        """
        if max(abs(chat_id), abs(subject)) > _LARGEST:
            raise NotFound(f"subject {subject}")
        case = await self._cases.case(chat_id, SubjectId(subject))
        if by is not None:
            await self._desk.audit(by, "explain", str(subject), now=self._clock())
        return explain(case)
