"""`python -m benchmarks.compare`: as many messages to the same stand-in, the ordinary ways and by the whole bot.

aiogram and the rate limiter's library are not among the bot's own. They are in the extra `bench`; as aiogram
wants other versions of some things, give it an environment of its own, and its Python to --others:

    python -m venv /some/where && /some/where/bin/pip install "aiogram~=3.31" "python-telegram-bot[rate-limiter]~=22.8"
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.fanout import UNLIMITED
from benchmarks.machine import OTHER_CORE, cpu_seconds, described, pin
from benchmarks.ordinary import WAYS
from benchmarks.processes import StandInProcess, line_of, module, stand_in, tell
from benchmarks.readers import KINDS, Kind, readers
from benchmarks.table import table

MESSAGES = 3000
_SETTLE = 2.0
_WITHIN = 600.0
_NEEDED = "import aiogram, aiolimiter, telegram"


@dataclass(frozen=True, slots=True)
class Run:
    """What one way took."""

    seconds: float
    cpu: float  # seconds
    arrived: int


def ordinary(server: StandInProcess, way: str, messages: int, python: str) -> Run:
    """One of the ordinary ways."""
    server.reset()
    with module("benchmarks.ordinary", way, server.url, str(messages), python=python) as process:
        seconds, cpu = map(float, line_of(process).split())
    return Run(seconds, cpu, server.figures()["readers"])


def whole_bot(server: StandInProcess, kind: Kind, messages: int) -> Run:
    """The whole bot: audience, languages, pacing and ledger included."""
    server.reset()
    with (
        readers(kind, messages) as url,
        module("benchmarks.delivery", url, server.url, str(UNLIMITED)) as bot,
    ):
        line_of(bot)
        time.sleep(_SETTLE)
        used = cpu_seconds(bot.pid)
        committed = float(tell(bot, ["publish"])[0])
        last = server.until_messages(messages, within=_WITHIN)["last"]
        time.sleep(1)  # the last rows of the ledger
        used = cpu_seconds(bot.pid) - used
    return Run(last - committed, used, server.figures()["readers"])


def measured(kinds: Iterable[Kind] = KINDS, *, messages: int = MESSAGES, python: str = sys.executable) -> str:
    """The table."""
    runs: dict[str, Run] = {}
    with stand_in() as server:
        for way in WAYS if installed(python) else [way for way in WAYS if way in _OURS]:
            runs[way] = ordinary(server, way, messages, python)
        for kind in kinds:
            runs[f"Kumtar on {kind}, with its ledger"] = whole_bot(server, kind, messages)
    best = next(run for way, run in runs.items() if way.startswith("Kumtar"))
    rows = [
        [way, run.arrived, run.arrived / run.seconds, 1000 * run.cpu / run.arrived, *_beside(best, run)]
        for way, run in runs.items()
    ]
    head = ["way", "messages", "messages/s", "CPU ms/message", "Kumtar is faster", "and lighter"]
    missing = "" if installed(python) else f"\n\nLeft out, for want of aiogram or aiolimiter.\n{__doc__}"
    return f"{messages:,} messages each, 50 ms until an answer\n\n{table(head, rows)}{missing}"


_OURS = ("python-telegram-bot, one by one", "python-telegram-bot, 100 at once")  # need nothing that we do not


def _beside(ours: Run, run: Run) -> tuple[str, str]:
    """How many times as fast, and at which part of the CPU, the first of ours is."""
    return f"{run.seconds / ours.seconds:.1f} times", f"{run.cpu / ours.cpu:.1f} times"


def installed(python: str) -> bool:
    """Whether this Python has what the ordinary ways need."""
    return not subprocess.run([python, "-c", _NEEDED], check=False, capture_output=True).returncode


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", choices=KINDS, help="only this one")
    parser.add_argument("--messages", type=int, default=MESSAGES)
    parser.add_argument(
        "--others", default=sys.executable, metavar="PYTHON", help="a Python that has aiogram"
    )
    options = parser.parse_args()
    pin(OTHER_CORE)
    kinds = [options.database] if options.database else KINDS
    print(f"{described()}\n\n{measured(kinds, messages=options.messages, python=options.others)}")


if __name__ == "__main__":
    main()
