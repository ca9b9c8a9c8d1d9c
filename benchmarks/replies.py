"""`python -m benchmarks.replies`: people ask while a broadcast runs; from update served to reply received."""

import argparse
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.fanout import limit_for
from benchmarks.machine import OTHER_CORE, cpu_seconds, described, pin
from benchmarks.processes import FIRST_CHAT, StandInProcess, line_of, module, stand_in, tell
from benchmarks.readers import KINDS, Kind, readers
from benchmarks.table import table

READERS = 100_000
_ASKING_FROM = 10_000  # those who ask come after those whom the broadcast has reached by then
_LAST_REPLIES = 5.0


@dataclass(frozen=True, slots=True)
class Load:
    """So many commands a second while a broadcast goes out at this rate."""

    commands: float
    rate: float


LOADS = (Load(5, 28), Load(50, 900))


@dataclass(frozen=True, slots=True)
class Run:
    """What one run gave; the waits in ms, sorted."""

    waits: Sequence[float]
    unanswered: int
    sent: float  # messages a second, replies included
    busy: float  # of the bot's core
    refused: int

    def percentile(self, share: float) -> float | None:
        return self.waits[min(len(self.waits) - 1, int(share * len(self.waits)))] if self.waits else None


def ask(server: StandInProcess, url: str, load: Load, *, seconds: float) -> Run:
    """One run: a broadcast is going out when the first command comes, and still when the last one does."""
    limit = limit_for(load.rate)
    server.reset(rate=limit, burst=max(1.0, limit / 10))
    with module("benchmarks.delivery", url, server.url, str(load.rate)) as bot:
        line_of(bot)
        tell(bot, ["broadcast"])
        server.until_messages(int(load.rate), within=60)
        began, used = time.monotonic(), cpu_seconds(bot.pid)
        server.ask(FIRST_CHAT + _ASKING_FROM, load.commands, seconds)
        time.sleep(seconds)
        ended, used = time.monotonic(), cpu_seconds(bot.pid) - used
        time.sleep(_LAST_REPLIES)
        figures = server.figures(began, ended)
        tell(bot, ["cancel"])
    return Run(
        waits=sorted(1000 * wait for wait in figures["waited"]),
        unanswered=figures["unanswered"],
        sent=figures["messages"] / (ended - began),
        busy=used / (ended - began),
        refused=figures["refused"],
    )


def measured(
    kinds: Iterable[Kind], *, loads: Sequence[Load] = LOADS, count: int = READERS, seconds: float = 60.0
) -> str:
    """The table."""
    rows = []
    for kind in kinds:
        for load in loads:
            with readers(kind, count) as url, stand_in() as server:
                run = ask(server, url, load, seconds=seconds)
            waits = [run.percentile(share) for share in (0.5, 0.95, 1.0)]
            name = f"{kind}, {load.commands:g} commands/s, broadcast at {load.rate:g}/s"
            busy = f"{100 * run.busy:.0f} %"
            rows.append([name, len(run.waits), *waits, run.unanswered, run.sent, busy, run.refused])
    head = ["load", "replies", "p50 ms", "p95 ms", "max ms", "unanswered", "messages/s", "core", "429"]
    return f"{count:,} readers, {seconds:g} s a run\n\n{table(head, rows)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=KINDS, help="only this one")
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    pin(OTHER_CORE)
    kinds = [options.database] if options.database else KINDS
    print(f"{described()}\n\n{measured(kinds, seconds=options.seconds)}")


if __name__ == "__main__":
    main()
