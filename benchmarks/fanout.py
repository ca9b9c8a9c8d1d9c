"""`python -m benchmarks.fanout`: one statement to very many readers, by the whole bot on one core.

Without --rate it sends as fast as it can; with it, at that rate, and the stand-in refuses more than 1.1 times
of what Telegram would allow (30 for 28, 1,000 for 900).
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.ceiling import ceiling
from benchmarks.machine import (
    BOT_CORE,
    OTHER_CORE,
    cpu_seconds,
    described,
    forget_peak,
    memory_mib,
    peak_memory_mib,
    pin,
)
from benchmarks.processes import StandInProcess, line_of, module, stand_in, tell
from benchmarks.readers import KINDS, Kind, readers
from benchmarks.table import table

READERS = 1_000_000
UNLIMITED = 5_000.0  # messages a second, which nobody reaches
_SETTLE = 2.0  # seconds until a started bot is idle
_ALLOWED = 1.1  # of the limit, in any second
_FIRST_WITHIN = 60.0


@dataclass(frozen=True, slots=True)
class Run:
    """What one run gave."""

    sent: float  # messages a second
    cpu: float  # ms a message
    memory: float  # MiB above idle at most
    first: float  # ms from commit to arrival
    largest: int  # messages in the largest second
    refused: int
    twice: int


def limit_for(rate: float) -> float:
    """What Telegram allows a bot that is set to `rate`: 30 for 28, 1,000 for 900."""
    return 30.0 if rate <= 30 else rate / 0.9  # noqa: PLR2004


def fan_out(server: StandInProcess, url: str, *, rate: float, seconds: float, limited: bool) -> Run:
    """One run: a fresh bot, idle, then publishing, then so many seconds from the first message on."""
    limit = limit_for(rate) if limited else 0.0
    server.reset(rate=limit, burst=max(1.0, limit * (_ALLOWED - 1)))
    with module("benchmarks.delivery", url, server.url, str(rate)) as bot:
        line_of(bot)
        time.sleep(_SETTLE)
        forget_peak(bot.pid)
        idle, used = memory_mib(bot.pid), cpu_seconds(bot.pid)
        committed = float(tell(bot, ["publish"])[0])
        first = server.until_messages(1, within=_FIRST_WITHIN)["first"]
        time.sleep(max(0.0, first + seconds - time.monotonic()))
        until, used = time.monotonic(), cpu_seconds(bot.pid) - used
        memory = peak_memory_mib(bot.pid) - idle
        figures = server.figures(first, until)
        tell(bot, ["cancel"])
    return Run(
        sent=figures["messages"] / (until - first),
        cpu=1000 * used / figures["messages"],
        memory=memory,
        first=1000 * (first - committed),
        largest=figures["largest_second"],
        refused=figures["refused"],
        twice=figures["twice"],
    )


def measured(
    kinds: Iterable[Kind],
    *,
    count: int = READERS,
    seconds: float = 60.0,
    rates: Sequence[float] = (),
    runs: int = 3,
) -> str:
    """The tables: as fast as it can, or at each of the rates."""
    results: list[tuple[str, list[Run]]] = []
    most = 0.0
    for kind in kinds:
        for rate in rates or (UNLIMITED,):
            with readers(kind, count) as url, stand_in() as server:
                most = most or _ceiling(server, seconds=min(3.0, seconds))
                name = f"{kind}, {rate:g}/s" if rates else kind
                done = [
                    fan_out(server, url, rate=rate, seconds=seconds, limited=bool(rates)) for _ in range(runs)
                ]
                results.append((name, done))
    shown = _paced(results, rates) if rates else _fast(results, most)
    return f"{count:,} readers, {seconds:g} s from the first message, median of {runs} (worst)\n\n{shown}"


def _ceiling(server: StandInProcess, *, seconds: float) -> float:
    pin(BOT_CORE)  # the client takes the bot's place
    try:
        return ceiling(server, seconds=seconds)
    finally:
        pin(OTHER_CORE)


def _fast(results: Sequence[tuple[str, list[Run]]], most: float) -> str:
    head = ["database", "messages/s", "CPU ms/message", "MiB above idle", "first message ms", "twice"]
    rows = [
        [
            name,
            _median_and([run.sent for run in runs], min),
            _median_and([run.cpu for run in runs], max),
            _median_and([run.memory for run in runs], max),
            _median_and([run.first for run in runs], max),
            sum(run.twice for run in runs),
        ]
        for name, runs in results
    ]
    return table([*head], [*rows, ["the stand-in's own ceiling", f"{most:,.0f}", *["–"] * 4]])


def _paced(results: Sequence[tuple[str, list[Run]]], rates: Sequence[float]) -> str:
    head = ["database, rate", "share of the rate", "largest second", "of the limit", "429", "CPU ms/message"]
    rows = []
    for number, (name, runs) in enumerate(results):
        rate = rates[number % len(rates)]
        largest = max(run.largest for run in runs)
        shares = [100 * run.sent / rate for run in runs]
        rows.append(
            [
                name,
                f"{statistics.median(shares):.1f} % ({min(shares):.1f} %)",
                largest,
                f"{largest / limit_for(rate):.2f}",
                sum(run.refused for run in runs),
                _median_and([run.cpu for run in runs], max),
            ]
        )
    return table(head, rows)


def _median_and(values: Sequence[float], worst: Callable[[Sequence[float]], float]) -> str:
    median, other = statistics.median(values), worst(values)
    digits = 0 if median >= 10 else 2  # noqa: PLR2004
    return f"{median:,.{digits}f} ({other:,.{digits}f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=KINDS, help="only this one")
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument(
        "--rate", type=float, action="append", default=[], help="messages a second; may repeat"
    )
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    pin(OTHER_CORE)
    shown = measured(
        [options.database] if options.database else KINDS,
        count=options.readers,
        seconds=options.seconds,
        rates=options.rate,
        runs=options.runs,
    )
    print(f"{described()}\n\n{shown}")


if __name__ == "__main__":
    main()
