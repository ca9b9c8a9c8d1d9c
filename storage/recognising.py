"""What the store knows that the entries of a document may be."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.statement import Identity, Known, StatementId, Words
from storage.codec import links_from_json
from storage.schema import revision, statement, statement_copy

T = TypeVar("T")
_AT_ONCE = 500


async def by_identity(
    connection: AsyncConnection, source_id: int, identities: Sequence[Identity]
) -> dict[bytes, Known]:
    """By the key under which this source has shown them, as their own or as a copy."""
    found: dict[bytes, Known] = {}
    for keys in _some([identity.key for identity in identities]):
        own = _known().where(statement.c.source == source_id, statement.c.guid_hash.in_(keys))
        copies = (
            _known(statement_copy.c.guid_hash.label("seen_as"))
            .join(statement_copy, statement_copy.c.statement == statement.c.id)
            .where(statement_copy.c.source == source_id, statement_copy.c.guid_hash.in_(keys))
        )
        found |= {row.seen_as: _from(row, row.seen_as) for row in await connection.execute(copies)}
        found |= {row.guid_hash: _from(row) for row in await connection.execute(own)}
    return found


async def at_link(
    connection: AsyncConnection, source_id: int, identities: Sequence[Identity]
) -> dict[str, Known]:
    """By canonical link, in this source; the newest where several stand at one."""
    found: dict[str, Known] = {}
    for urls in _some([identity.url for identity in identities if identity.url]):
        query = _known().where(statement.c.source == source_id, statement.c.canonical_url.in_(urls))
        for row in await connection.execute(query.order_by(statement.c.id)):
            found[row.canonical_url] = _from(row)
    return found


async def copies(
    connection: AsyncConnection, source_id: int, copy_keys: Sequence[bytes]
) -> dict[bytes, Known]:
    """By copy key, in this source; the newest where several say the same."""
    found: dict[bytes, Known] = {}
    for keys in _some(copy_keys):
        query = _known().where(statement.c.source == source_id, statement.c.copy_key.in_(keys))
        for row in await connection.execute(query.order_by(statement.c.published_at, statement.c.id)):
            found[row.copy_key] = _from(row)
    return found


def _some(keys: Iterable[T]) -> Iterator[Sequence[T]]:
    distinct = list(dict.fromkeys(keys))
    for start in range(0, len(distinct), _AT_ONCE):
        yield distinct[start : start + _AT_ONCE]


def _known(*more: Any) -> Select[Any]:
    newest = (revision.c.statement == statement.c.id) & (revision.c.no == statement.c.revision_no)
    words = (revision.c.title, revision.c.summary, revision.c.body, revision.c.links)
    return select(statement, *words, *more).join(revision, newest)


def _from(row: Row[Any], key: bytes | None = None) -> Known:
    return Known(
        id=StatementId(row.id),
        source_id=row.source,
        key=key or row.guid_hash,
        url=row.canonical_url,
        words=Words(row.title, row.summary, row.body, links_from_json(row.links)),
        revision_no=row.revision_no,
        copy_key=row.copy_key,
        withdrawn=row.state == "withdrawn",
        published_at=row.published_at,
        lang=row.lang,
    )
