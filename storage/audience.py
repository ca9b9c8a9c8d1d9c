"""Whom fan-outs reach, read from the database: a page of readers, and what is known of each of them.

One keyset scan per term, merged: the first page of a million subscribers costs what the last one does.
A join over all terms (or EXISTS per subscriber) took seconds at that size.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, Text, cast, func, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.fanout import Facts
from bot.domain.subscriber import Address, ChatKind, SubscriberId, SubscriberState, Term
from storage.codec import hours_from_columns, langs_from_text
from storage.database import Database
from storage.schema import interest, mute, subscriber
from storage.terms import term_ids

_KINDS = {kind.value: kind for kind in ChatKind}
_STATES = {state.value: state for state in SubscriberState}
_KNOWN = [
    subscriber.c[name]
    for name in (
        *(
            "id",
            "chat_id",
            "thread_id",
            "kind",
            "state",
            "ui_lang",
            "langs",
            "silent",
            "previews",
            "time_zone",
        ),
        *("digest_times", "digest_days", "quiet_from", "quiet_to", "urgent_passes"),
    )
]
_SCANS_AT_ONCE = 100  # SQLite takes at most 500 parts of a compound select


@dataclass(frozen=True, slots=True)
class Audience:
    """The audiences of one or more fan-outs together."""

    terms: Mapping[int, Term]  # by number; a term without one is followed by nobody
    everyone: bool  # one of them is for every subscriber


NOT_ASKED = Audience({}, everyone=False)  # of readers who are known by what they hold


async def audience_of(
    connection: AsyncConnection, database: Database, audiences: Iterable[Sequence[Term]]
) -> Audience:
    """These audiences, their terms looked up."""
    parts = list(audiences)
    numbers = await term_ids(connection, database, set(chain.from_iterable(parts)), create=False)
    return Audience({number: term for term, number in numbers.items()}, not all(parts))


async def members(
    connection: AsyncConnection,
    audience: Audience,
    *,
    after: SubscriberId,
    to: SubscriberId,
    limit: int | None = None,
) -> list[SubscriberId]:
    """The first `limit` members with after < id <= to, in order. Both bounds: a scan must not run past its page."""
    scans = [None] if audience.everyone else list(audience.terms)
    found: set[SubscriberId] = set()
    for start in range(0, len(scans), _SCANS_AT_ONCE):
        some = [_scan(term, after, to, limit) for term in scans[start : start + _SCANS_AT_ONCE]]
        merged = union(*(select(scan.subquery().c.id) for scan in some))
        found.update((await connection.execute(merged.order_by("id").limit(limit))).scalars())
    return sorted(found)[:limit]


async def count_members(
    connection: AsyncConnection, audience: Audience, *, after: SubscriberId, to: SubscriberId
) -> int:
    """How many members there are with after < id <= to."""
    members = select(func.count(subscriber.c.id)).where(subscriber.c.id > after, subscriber.c.id <= to)
    if not audience.everyone:
        followers = select(interest.c.subscriber).where(interest.c.term.in_(audience.terms))
        members = members.where(subscriber.c.id.in_(followers))
    return (await connection.execute(members)).scalar_one()


def _scan(term: int | None, after: SubscriberId, to: SubscriberId, limit: int | None) -> Select[SubscriberId]:
    column = subscriber.c.id if term is None else interest.c.subscriber
    scan = select(column.label("id")).where(column > after, column <= to)
    if term is not None:
        scan = scan.where(interest.c.term == term)
    return scan.order_by(column).limit(limit)


async def facts(
    connection: AsyncConnection, audience: Audience, readers: Sequence[SubscriberId]
) -> tuple[Facts, ...]:
    """What is known of these readers, in the order of their ids, in one query."""
    query = (
        select(
            *_KNOWN,
            _among(interest.c.term, interest.c.subscriber, audience).label("matched"),
            _among(mute.c.term, mute.c.subscriber, audience).label("muted"),
        )
        .where(subscriber.c.id.in_(readers))
        .order_by(subscriber.c.id)
    )
    terms = _Terms(audience.terms)
    return tuple([_facts(row, terms) for row in await connection.execute(query)])


def _among(term: ColumnElement[int], owner: ColumnElement[int], audience: Audience) -> ScalarSelect[str]:
    numbers = func.aggregate_strings(cast(term, Text), " ")
    return (
        select(numbers)
        .where(owner == subscriber.c.id, term.in_(audience.terms))
        .correlate(subscriber)
        .scalar_subquery()
    )


class _Terms(dict[str | None, frozenset[Term]]):
    """Sets of terms by the text that the query gives of them; a page has few different ones."""

    def __init__(self, numbered: Mapping[int, Term]) -> None:
        super().__init__()
        self._numbered = numbered

    def __missing__(self, numbers: str | None) -> frozenset[Term]:
        found = frozenset(self._numbered[int(number)] for number in (numbers or "").split())
        self[numbers] = found
        return found


def _facts(row: Row[*tuple[Any, ...]], terms: _Terms) -> Facts:
    """Unpacked by place, as `_KNOWN` has it: by name costs twice as much, and this is done for every message."""
    reader, chat, thread, kind, state, ui_lang, langs, silent, previews, zone, *hours, matched, muted = row
    return Facts(
        subscriber=reader,
        address=Address(chat, thread),
        kind=_KINDS[kind],
        state=_STATES[state],
        ui_lang=ui_lang,
        langs=langs_from_text(langs),
        matched=terms[matched],
        muted=terms[muted],
        silent=silent,
        previews=previews,
        hours=hours_from_columns(*hours),
        time_zone=zone,
    )


async def audience_size(
    connection: AsyncConnection, database: Database, terms: Sequence[Term], langs: Sequence[str]
) -> int:
    """Active subscribers who follow any of `terms` (none: all) and read any of `langs` (none: all)."""
    query = select(func.count()).select_from(subscriber)
    query = query.where(subscriber.c.state == SubscriberState.ACTIVE.value)
    if terms:
        numbers = await term_ids(connection, database, terms, create=False)
        followers = select(interest.c.subscriber).where(interest.c.term.in_(numbers.values()))
        query = query.where(subscriber.c.id.in_(followers))
    if langs:
        padded = " " + subscriber.c.langs + " "
        reads = (padded.contains(f" {lang} ", autoescape=True) for lang in langs)
        query = query.where(or_(subscriber.c.langs == "", *reads))
    return (await connection.execute(query)).scalar_one()
