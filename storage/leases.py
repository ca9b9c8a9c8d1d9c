"""Leases in the database: one driver at a time, told apart by epochs, without a wall clock.

The owner's name says which process it is, so that a successor on the same host need not wait for the
lease of a dead one to stand still.
"""

import os
import socket
from pathlib import Path

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.errors import LeaseLost
from bot.ports import Lease
from storage.database import Database
from storage.schema import lease as table

_NOBODY = ""


class SqlLeaseStore:
    """Leases: see bot.ports.LeaseStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def try_take(self, name: str, owner: str, *, seen: tuple[int, int] | None) -> Lease | None:
        """Take it when free, when its owner is a dead process of this host, or when it still is as `seen`."""
        async with self._database.write() as connection:
            first = self._database.insert(table).values(name=name, owner=owner, epoch=1, beat=0)
            made = await connection.execute(first.on_conflict_do_nothing().returning(table.c.epoch))
            if made.first():
                return Lease(name, owner, 1)
            query = select(table).where(table.c.name == name).with_for_update()
            row = (await connection.execute(query)).one()
            if row.owner != _NOBODY and (row.epoch, row.beat) != seen and not is_dead(row.owner):
                return None
            taken = update(table).where(table.c.name == name)
            await connection.execute(taken.values(owner=owner, epoch=row.epoch + 1, beat=0))
            return Lease(name, owner, row.epoch + 1)

    async def read(self, name: str) -> tuple[str, int, int] | None:
        """(owner, epoch, beat) as it stands; an empty owner when it is free."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(table).where(table.c.name == name))).one_or_none()
            return None if row is None else (row.owner, row.epoch, row.beat)

    async def beat(self, lease: Lease) -> None:
        """Still here. Raises LeaseLost."""
        async with self._database.write() as connection:
            beaten = update(table).where(*_ours(lease)).values(beat=table.c.beat + 1)
            if not (await connection.execute(beaten)).rowcount:
                raise LeaseLost(lease.name)

    async def release(self, lease: Lease) -> None:
        """Give it back, if it is still ours; the epoch stays, so that no later one repeats it."""
        async with self._database.write() as connection:
            await connection.execute(update(table).where(*_ours(lease)).values(owner=_NOBODY))


def _ours(lease: Lease) -> tuple[ColumnElement[bool], ...]:
    return table.c.name == lease.name, table.c.epoch == lease.epoch, table.c.owner == lease.owner


async def hold(connection: AsyncConnection, lease: Lease) -> None:
    """Let nobody take the lease before this transaction ends. Raises LeaseLost when somebody has."""
    query = select(table.c.epoch).where(*_ours(lease)).with_for_update(read=True)
    if (await connection.execute(query)).one_or_none() is None:
        raise LeaseLost(lease.name)


def this_process() -> str:
    """A name for this process that no other one has or will have."""
    return f"{_place()} {os.getpid()} {_started(os.getpid())}"


def is_dead(owner: str) -> bool:
    """True when `owner` surely no longer runs: it lived on this host, and its pid is free or another's."""
    place, _, process = owner.partition(" ")
    pid, _, started = process.partition(" ")
    return place == _place() and started not in ("", "?") and _started(int(pid)) != started


def _place() -> str:
    """This boot of this machine and this view of its pids: containers of one host each have their own."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot}/{Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return socket.gethostname()


def _started(pid: int) -> str:
    """When the process began, in ticks since boot: a pid alone may have been given to another since."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except FileNotFoundError:
        return "-" if Path("/proc/self/stat").exists() else "?"
    return "-" if after_name[0] == "Z" else after_name[19]  # a zombie writes nothing any more
