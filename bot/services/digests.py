"""Digests: what a message carries whose pages a reader turns."""

from bot.domain.statement import Card, StatementId
from bot.domain.subscriber import Address
from bot.ports import StatementStore
from bot.ports.delivery import DigestStore


class DigestService:
    """Shows again what was sent together, each statement as it stands now."""

    def __init__(self, digests: DigestStore, statements: StatementStore) -> None:
        self._digests = digests
        self._statements = statements

    async def cards(self, address: Address, message_id: int) -> tuple[Card, ...]:
        """What the digest with this message id carries, in its order; nothing where it is no digest of theirs."""
        subjects = await self._digests.subjects(address, message_id)
        return tuple((await self._statements.cards([StatementId(each) for each in subjects])).values())
