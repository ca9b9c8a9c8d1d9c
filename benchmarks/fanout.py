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
_WHOLE_WITHIN = 7200.0
_WHOLE_FROM = 10  # from here on decimals say nothing
_LAST_ROWS = 0.5  # seconds until the ledger has the last of them


@dataclass(frozen=True, slots=True)
class Run:
    """What one run gave."""

    sent: float  # messages a second
    cpu: float  # ms a message
    memory: float  # MiB above idle at most
    first: float  # ms from commit to arrival
    seconds: float
    largest: int  # messages in the largest second
    refused: int
    missed: int  # readers who had not got it at the end
    twice: int


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be run."""

    readers: int
    rate: float
    seconds: float | None  # None: until everybody has it
    limited: bool  # the stand-in refuses what Telegram would refuse


def limit_for(rate: float) -> float:
    """What Telegram allows a bot that is set to `rate`: 30 for 28, 1,000 for 900."""
    return 30.0 if rate <= 30 else rate / 0.9  # noqa: PLR2004


def fan_out(server: StandInProcess, url: str, order: Order) -> Run:
    """One run: a fresh bot, idle, then publishing, then so many seconds from the first message on."""
    limit = limit_for(order.rate) if order.limited else 0.0
    server.reset(rate=limit, burst=max(1.0, limit * (_ALLOWED - 1)))
    with module("benchmarks.delivery", url, server.url, str(order.rate)) as bot:
        line_of(bot)
        time.sleep(_SETTLE)
        forget_peak(bot.pid)
        idle, used = memory_mib(bot.pid), cpu_seconds(bot.pid)
        committed = float(tell(bot, ["publish"])[0])
        first = server.until_messages(1, within=_FIRST_WITHIN)["first"]
        until = _until(server, first, order)
        used = cpu_seconds(bot.pid) - used
        memory = peak_memory_mib(bot.pid) - idle
        tell(bot, ["cancel"])
    figures = server.figures(first, until)
    return Run(
        sent=figures["messages"] / (until - first),
        cpu=1000 * used / figures["messages"],
        memory=memory,
        first=1000 * (first - committed),
        seconds=until - first,
        largest=figures["largest_second"],
        refused=figures["refused"],
        missed=order.readers - figures["readers"],
        twice=figures["twice"],
    )


def _until(server: StandInProcess, first: float, order: Order) -> float:
    """When what is measured ends: after so many seconds, or with the last reader's message."""
    if order.seconds is None:
        server.until_messages(order.readers, within=_WHOLE_WITHIN)
        time.sleep(_LAST_ROWS)
    else:
        time.sleep(max(0.0, first + order.seconds - time.monotonic()))
    return time.monotonic()


def measured(
    kinds: Iterable[Kind],
    *,
    count: int = READERS,
    seconds: float | None = 60.0,
    rates: Sequence[float] = (),
    runs: int = 3,
) -> str:
    """The table: as fast as it can, or at each of the rates."""
    results: list[tuple[str, float, list[Run]]] = []
    most = 0.0
    for kind in kinds:
        for rate in rates or (UNLIMITED,):
            order = Order(count, rate, seconds, limited=bool(rates))
            with readers(kind, count) as url, stand_in() as server:
                most = most or _ceiling(server, seconds=min(3.0, seconds or 3.0))
                results.append((kind, rate, [fan_out(server, url, order) for _ in range(runs)]))
    last = "until everybody has it" if seconds is None else f"{seconds:g} s from the first message"
    times = "one run" if runs == 1 else f"median of {runs} runs (the worst of them)"
    return (
        f"{count:,} readers, {last}, {times}\n\n{_paced(results) if rates else _fast(results, most, seconds)}"
    )


def _ceiling(server: StandInProcess, *, seconds: float) -> float:
    pin(BOT_CORE)  # the client takes the bot's place
    try:
        return ceiling(server, seconds=seconds)
    finally:
        pin(OTHER_CORE)


def _fast(results: Sequence[tuple[str, float, list[Run]]], most: float, seconds: float | None) -> str:
    head = ["database", "messages/s", "CPU ms/message", "MiB above idle", "first message ms", "twice"]
    rows: list[list[object]] = [
        [
            name,
            _median([run.sent for run in runs], min),
            _median([run.cpu for run in runs], max),
            _median([run.memory for run in runs], max),
            _median([run.first for run in runs], max),
            sum(run.twice for run in runs),
            *([sum(run.missed for run in runs), max(run.seconds for run in runs)] if seconds is None else []),
        ]
        for name, _, runs in results
    ]
    if seconds is None:
        head += ["missed", "seconds"]
    ceiling = ["the stand-in's own ceiling", f"{most:,.0f}"]
    return table(head, [*rows, ceiling + [None] * (len(head) - len(ceiling))])


def _paced(results: Sequence[tuple[str, float, list[Run]]]) -> str:
    head = [
        "database, rate",
        "of the rate",
        "largest second",
        "of the limit",
        "429",
        "CPU ms/message",
        "MiB above idle",
    ]
    rows: list[list[object]] = []
    for name, rate, runs in results:
        largest = max(run.largest for run in runs)
        shares = [100 * run.sent / rate for run in runs]
        share = f"{statistics.median(shares):.1f} %" + (f" ({min(shares):.1f} %)" if len(runs) > 1 else "")
        limit = limit_for(rate)
        rows.append(
            [
                f"{name}, {rate:g}/s",
                share,
                largest,
                f"{largest / limit:.2f} of {limit:,.0f}",
                sum(run.refused for run in runs),
                _median([run.cpu for run in runs], max),
                _median([run.memory for run in runs], max),
            ]
        )
    return table(head, rows)


def _median(values: Sequence[float], worst: Callable[[Sequence[float]], float]) -> str:
    """And the worst, where there are several."""
    shown = [statistics.median(values), worst(values)][: len(values)]
    median, *other = (f"{value:,.0f}" if value >= _WHOLE_FROM else f"{value:.2f}" for value in shown)
    return f"{median} ({other[0]})" if other else median


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=KINDS, help="only this one")
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--whole", action="store_true", help="until every reader has it")
    parser.add_argument(
        "--rate", type=float, action="append", default=[], help="messages a second; may repeat"
    )
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    pin(OTHER_CORE)
    shown = measured(
        [options.database] if options.database else KINDS,
        count=options.readers,
        seconds=None if options.whole else options.seconds,
        rates=options.rate,
        runs=options.runs,
    )
    print(f"{described()}\n\n{shown}")


if __name__ == "__main__":
    main()
