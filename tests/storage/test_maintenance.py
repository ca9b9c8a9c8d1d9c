"""Backup, restore and pruning."""

import asyncio
import stat
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from bot.domain.broadcast import BroadcastState, Content
from bot.domain.delivery import Result
from bot.domain.errors import InvalidInput, StoreUnavailable
from bot.domain.fanout import FanoutState, SubjectId
from bot.domain.statement import DAY
from storage.database import Database
from storage.maintenance import backup, prune, settle_after_restore, shift_times
from storage.schema import audit, delivery, fanout, notice, source
from tests.storage.conftest import NOW, Stores


async def test_a_backup_is_whole_and_its_owners_only_while_others_write(
    sqlite_url: str, tmp_path: Path, draft
) -> None:
    database = await Database.open(sqlite_url)
    stores = Stores(database)
    (made,) = await stores.record(draft("Kept"))
    target = tmp_path / "backup.db"
    for _ in range(2):  # the second replaces the first
        await asyncio.gather(backup(database, target), *(stores.record(draft(f"{n}")) for n in range(5)))
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.glob("*.partial")] == []
    restored = await Database.open(f"sqlite:///{target}")
    assert (await Stores(restored).statements.card(made)).title == "Kept"
    await restored.close()
    await database.close()


async def test_a_backup_to_nowhere_says_so_and_leaves_nothing(sqlite_url: str, tmp_path: Path) -> None:
    database = await Database.open(sqlite_url)
    with pytest.raises(StoreUnavailable):
        await backup(database, tmp_path / "missing" / "backup.db")
    await database.close()


async def test_a_postgresql_is_backed_up_by_its_own_tool(postgres_url: str, tmp_path: Path) -> None:
    database = await Database.open(postgres_url)
    with pytest.raises(InvalidInput) as refused:
        await backup(database, tmp_path / "backup.db")
    assert refused.value.key == "backup-postgresql"
    assert list(tmp_path.iterdir()) == []
    await database.close()


async def test_after_a_restore_nothing_goes_out_a_second_time(stores: Stores, draft) -> None:
    await stores.reader()
    (made,) = await stores.record(draft())
    kept = await stores.broadcasts.draft(1, Content("x"), audience=(), langs=(), confirm_token="t", now=NOW)
    assert await settle_after_restore(stores.database, now=NOW + 5) == 1
    (way,) = await stores.fanouts.of_subject(SubjectId(made))
    assert way.state is FanoutState.CANCELLED
    assert (await stores.broadcasts.get(kept.id)).state is BroadcastState.DROPPED
    fetch = (await stores.sources.get("un")).fetch
    assert (fetch.last_good_at, fetch.etag, fetch.next_at) == (None, None, NOW + 5)
    assert await settle_after_restore(stores.database, now=NOW + 5) == 0


async def test_only_what_is_older_than_the_retention_is_pruned(stores: Stores, draft) -> None:
    old, young = NOW - 90 * DAY - 1, NOW - 90 * DAY
    (subject,) = await stores.record(draft())
    rows = [
        {"subject": subject, "subscriber": (await stores.reader(n)).id, "revision_no": 1, "attempts": 1}
        | {"result": Result.SENT.value, "at": young if n == 7 else old}
        for n in range(1, 8)
    ]
    async with stores.database.write() as connection:
        await connection.execute(insert(delivery), rows)
    for at in (old, young):
        await stores.desk.audit(1, "act", "x", now=at)
        await stores.desk.notify("told", {"at": str(at)}, now=at)
    await stores.desk.told([n.id for n in await stores.desk.untold()], now=NOW)
    await stores.desk.notify("untold", {}, now=old)
    assert await prune(stores.database, now=NOW, retention_days=90, batch=3) == 8
    async with stores.database.read() as connection:
        for table, left in ((delivery, 1), (audit, 1), (notice, 2)):
            assert (await connection.execute(select(func.count()).select_from(table))).scalar_one() == left
    assert await prune(stores.database, now=NOW, retention_days=90) == 0


async def test_a_clock_that_was_set_back_takes_the_times_of_what_waits_along(stores: Stores, draft) -> None:
    await stores.record(draft("Waits"))
    later = {"not_before": NOW + 60_000, "state": FanoutState.WAITING.value}
    async with stores.database.write() as connection:
        await connection.execute(fanout.update().values(later))
    await shift_times(stores.database, -3_600_000)
    async with stores.database.read() as connection:
        way = (await connection.execute(select(fanout))).one()
        looked = (await connection.execute(select(source.c.next_at))).scalars().all()
    assert way.not_before == NOW + 60_000 - 3_600_000
    assert way.expires_at == NOW + DAY - 3_600_000
    assert looked
    assert max(looked) <= NOW + DAY - 3_600_000
