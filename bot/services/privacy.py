"""Privacy: all that is known of a reader, as a file, and forgetting it."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from bot.domain.delivery import PutBy, Retry
from bot.domain.explanation import Receipt
from bot.domain.hours import Hours
from bot.domain.statement import Millis
from bot.domain.subscriber import Address
from bot.i18n.calendar import time_of_day
from bot.ports import Chosen, Kept, SubscriberStore, Titled

T = TypeVar("T")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class PrivacyService:
    """What a reader may know and undo."""

    def __init__(self, subscribers: SubscriberStore) -> None:
        self._subscribers = subscribers

    async def mydata(self, address: Address) -> bytes | None:
        """Everything kept about this address, as JSON; None when there is nothing."""
        subscriber = await self._subscribers.find(address)
        kept = await self._subscribers.kept(subscriber.id) if subscriber is not None else None
        if kept is None:
            return None
        return json.dumps(_document(kept), ensure_ascii=False, indent=2).encode()

    async def forget(self, address: Address) -> bool:
        """Delete everything about this address; False when there was nothing."""
        return await self._subscribers.forget(address)


def _document(kept: Kept) -> Mapping[str, Any]:
    subscriber = kept.subscriber
    return {
        "number": subscriber.id,
        "chat_id": subscriber.address.chat_id,
        "thread_id": subscriber.address.thread_id,
        "kind": str(subscriber.kind),
        "language": subscriber.ui_lang,
        "statement_languages": list(subscriber.langs),
        "state": str(subscriber.state),
        "state_reason": kept.state_reason,
        "state_since": _iso(subscriber.state_at),
        "silent": subscriber.silent,
        "previews": subscriber.previews,
        "time_zone": subscriber.time_zone,
        **_hours(subscriber.hours),
        "since": _iso(subscriber.created_at),
        "follows": [_followed(each) for each in kept.follows],
        "muted": [str(term) for term in kept.muted],
        "sent": [_titled(each, _sent) for each in kept.sent],
        "to_be_tried_again": [_titled(each, _retry) for each in kept.retries],
        "held": [_titled(each, _held) for each in kept.held],
    }


def _hours(hours: Hours) -> Mapping[str, Any]:
    return {
        "digest_times": [time_of_day(minute) for minute in hours.digest_times],
        "digest_days": [name for day, name in enumerate(DAYS) if hours.digest_days >> day & 1],
        "quiet_from": None if hours.quiet_from is None else time_of_day(hours.quiet_from),
        "quiet_to": None if hours.quiet_to is None else time_of_day(hours.quiet_to),
        "urgent_passes": hours.urgent_passes,
    }


def _followed(chosen: Chosen) -> Mapping[str, Any]:
    written = {"written": chosen.term.written} if chosen.term.written else {}
    return {"what": str(chosen.term), **written, "since": _iso(chosen.since)}


def _titled(each: Titled[T], shown: Callable[[T], Mapping[str, Any]]) -> Mapping[str, Any]:
    return {"number": each.subject, "title": each.title, **shown(each.row)}


def _sent(receipt: Receipt) -> Mapping[str, Any]:
    return {
        "version": receipt.revision_no,
        "message_id": receipt.message_id,
        "result": receipt.result.name.lower(),
        "attempts": receipt.attempts,
        "sent_again": receipt.again,
        "at": _iso(receipt.at),
        "with_others": receipt.bundled,
        "in_digest": receipt.digest,
        "edited_to_version": receipt.edited_no,
        "edit_result": None if receipt.edit_result is None else receipt.edit_result.name.lower(),
        "edited_at": None if receipt.edited_at is None else _iso(receipt.edited_at),
    }


def _retry(retry: Retry) -> Mapping[str, Any]:
    return {
        "fanout": retry.fanout,
        "at": _iso(retry.at),
        "attempts": retry.attempts,
        "reason": retry.reason,
        "answer_was_lost": retry.lost_answer,
    }


def _held(put_by: PutBy) -> Mapping[str, Any]:
    return {
        "fanout": put_by.fanout,
        "due": None if put_by.until is None else _iso(put_by.until),
        "attempts": put_by.attempts,
        "answer_was_lost": put_by.lost_answer,
    }


def _iso(at: Millis) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds")
