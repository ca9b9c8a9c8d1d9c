"""What a digest carries: read again from the ledger when its reader turns a page."""

from sqlalchemy import select

from bot.domain.fanout import SubjectId
from bot.domain.subscriber import Address
from storage.database import Database
from storage.readers import at_address
from storage.schema import delivery, subscriber


class SqlDigestStore:
    """bot.ports.DigestStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def subjects(self, address: Address, message_id: int) -> tuple[SubjectId, ...]:
        query = (
            select(delivery.c.subject)
            .join(subscriber, subscriber.c.id == delivery.c.subscriber)
            .where(at_address(address), delivery.c.message_id == message_id, delivery.c.digest)
            .order_by(delivery.c.subject)
        )
        async with self._database.read() as connection:
            return tuple(map(SubjectId, (await connection.execute(query)).scalars()))
