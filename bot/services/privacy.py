"""Privacy: all that is known of a reader, as a file, and forgetting it."""

import json
from datetime import UTC, datetime

from bot.domain.delivery import Result
from bot.domain.statement import Millis
from bot.domain.subscriber import Address
from bot.ports import SubscriberStore


class PrivacyService:
    """What a reader may know and undo."""

    def __init__(self, subscribers: SubscriberStore) -> None:
        self._subscribers = subscribers

    async def mydata(self, address: Address) -> bytes | None:
        """Everything kept about this address, as JSON; None when there is nothing."""
        subscriber = await self._subscribers.find(address)
        if subscriber is None:
            return None
        following = await self._subscribers.following(subscriber.id)
        deliveries = await self._subscribers.deliveries(subscriber.id)
        document = {
            "chat_id": address.chat_id,
            "thread_id": address.thread_id,
            "kind": str(subscriber.kind),
            "language": subscriber.ui_lang,
            "statement_languages": list(subscriber.langs),
            "state": str(subscriber.state),
            "state_since": _iso(subscriber.state_at),
            "silent": subscriber.silent,
            "previews": subscriber.previews,
            "time_zone": subscriber.time_zone,
            "since": _iso(subscriber.created_at),
            "follows": [str(term) for term in following.terms],
            "muted": [str(term) for term in following.muted],
            "sent": [
                {"title": row.title, "at": _iso(row.at), "result": Result(row.result).name.lower()}
                for row in deliveries
            ],
        }
        return json.dumps(document, ensure_ascii=False, indent=2).encode()

    async def forget(self, address: Address) -> bool:
        """Delete everything about this address; False when there was nothing."""
        return await self._subscribers.forget(address)


def _iso(at: Millis) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds")
