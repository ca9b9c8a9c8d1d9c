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
from storage.codec import hours_from_row, langs_from_text
from storage.database import Database
from storage.schema import interest, mute, subscriber
from storage.terms import term_ids

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
            subscriber,
            _among(interest.c.term, interest.c.subscriber, audience).label("matched"),
            _among(mute.c.term, mute.c.subscriber, audience).label("muted"),
        )
        .where(subscriber.c.id.in_(readers))
        .order_by(subscriber.c.id)
    )
    return tuple(_facts(row, audience.terms) for row in await connection.execute(query))


def _among(term: ColumnElement[int], owner: ColumnElement[int], audience: Audience) -> ScalarSelect[str]:
    numbers = func.aggregate_strings(cast(term, Text), " ")
    return (
        select(numbers)
        .where(owner == subscriber.c.id, term.in_(audience.terms))
        .correlate(subscriber)
        .scalar_subquery()
    )


def _facts(row: Row[Any], terms: Mapping[int, Term]) -> Facts:
    return Facts(
        subscriber=SubscriberId(row.id),
        address=Address(row.chat_id, row.thread_id),
        kind=ChatKind(row.kind),
        state=SubscriberState(row.state),
        ui_lang=row.ui_lang,
        langs=langs_from_text(row.langs),
        matched=_terms(row.matched, terms),
        muted=_terms(row.muted, terms),
        silent=row.silent,
        previews=row.previews,
        hours=hours_from_row(row),
        time_zone=row.time_zone,
    )


def _terms(numbers: str | None, terms: Mapping[int, Term]) -> frozenset[Term]:
    return frozenset(terms[int(number)] for number in (numbers or "").split())


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
