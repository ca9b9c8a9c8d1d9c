"""`python -m benchmarks.audience`: one page of an audience claimed, near its beginning, middle and end."""

import argparse
import asyncio
import statistics
import time
from collections.abc import Iterable, Sequence

from sqlalchemy import func, insert, select, update

from benchmarks.machine import BOT_CORE, OTHER_CORE, described, pin
from benchmarks.readers import KINDS, TOPIC, Kind, readers
from benchmarks.table import table
from bot.app import wall_clock
from bot.domain.fanout import Fanout, FanoutId, FanoutKind, Priority, SubjectId
from bot.domain.subscriber import ALL, OFFICIAL, Term, TermKind
from bot.ports import Lease
from storage.database import Database
from storage.fanouts import SqlFanoutStore, start_fanout
from storage.leases import SqlLeaseStore
from storage.schema import fanout, interest, subject, subscriber

COUNTS = (10_000, 100_000, 1_000_000)
PAGE = 1000
_TIMES = 5  # pages in a row, of which the median counts
# as a statement's: everything, official, its source, its topics
_AUDIENCE = (ALL, OFFICIAL, Term(TermKind.SOURCE, "measured"), Term(TermKind.TOPIC, TOPIC))


class Paging:
    """One fan-out to everybody in a database, its pages claimed wherever they are asked for."""

    def __init__(self, database: Database, lease: Lease) -> None:
        self._database = database
        self._lease = lease
        self._store = SqlFanoutStore(database)

    async def start(self) -> FanoutId:
        """A new fan-out to all."""
        now = wall_clock()
        async with self._database.write() as connection:
            number = insert(subject).values(kind=FanoutKind.STATEMENT.value).returning(subject.c.id)
            made = SubjectId((await connection.execute(number)).scalar_one())
            return await start_fanout(
                connection,
                self._database,
                subject=made,
                kind=FanoutKind.STATEMENT,
                revision_no=1,
                priority=Priority.STATEMENT,
                audience=_AUDIENCE,
                langs=("en",),
                not_before=now,
                now=now,
            )

    async def at(self, id: FanoutId, cursor: int, *, size: int) -> float:
        """Milliseconds a page after this cursor: the median of several in a row."""
        async with self._database.write() as connection:
            await connection.execute(update(fanout).where(fanout.c.id == id).values(cursor=cursor))
        return statistics.median([await self._claim(await self._store.get(id), size) for _ in range(_TIMES)])

    async def _claim(self, each: Fanout, size: int) -> float:
        began = time.perf_counter()
        page = await self._store.claim_page([each], size=size, lease=self._lease)
        took = time.perf_counter() - began
        assert page is not None
        assert len(page.readers) == size, f"{len(page.readers)} readers in a page of {size}"
        return 1000 * took


async def time_pages(url: str, *, size: int = PAGE) -> tuple[Sequence[float], float]:
    """Milliseconds of the first, a middle and the last full pages, and what a reader follows on average."""
    database = await Database.open(url)
    try:
        lease = await SqlLeaseStore(database).try_take("driver", "measuring", seen=None)
        assert lease is not None
        paging = Paging(database, lease)
        async with database.read() as connection:
            count = (await connection.execute(select(func.count()).select_from(subscriber))).scalar_one()
            follows = (await connection.execute(select(func.count()).select_from(interest))).scalar_one()
        await paging.at(await paging.start(), 0, size=size)  # the first time a query is also compiled
        made = await paging.start()
        places = (0, count // 2, count - _TIMES * size)
        return [await paging.at(made, place, size=size) for place in places], follows / count
    finally:
        await database.close()


def measured(kinds: Iterable[Kind], *, counts: Sequence[int] = COUNTS, size: int = PAGE) -> str:
    """The table."""
    rows = []
    for kind in kinds:
        for count in counts:
            with readers(kind, count) as url:
                pin(BOT_CORE)
                pages, follows = asyncio.run(time_pages(url, size=size))
                pin(OTHER_CORE)
            rows.append([kind, count, f"{follows:.1f}", *pages])
    head = ["database", "readers", "interests each", "first page ms", "middle page ms", "last page ms"]
    shown = table(head, rows)
    return (
        f"pages of {size:,} readers, claimed by `SqlFanoutStore.claim_page`: the commit included\n\n{shown}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=KINDS, help="only this one")
    options = parser.parse_args()
    pin(OTHER_CORE)
    print(f"{described()}\n\n{measured([options.database] if options.database else KINDS)}")


if __name__ == "__main__":
    main()
