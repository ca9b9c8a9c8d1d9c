"""`python -m benchmarks.all`: every measurement, each into its block of docs/performance.md. Takes about an hour.

A block stands between <!-- measured:NAME --> and <!-- end:NAME -->; what is around it is written by people.
"""

import argparse
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import audience, ceiling, compare, fanout, replies, rules, search
from benchmarks.machine import OTHER_CORE, described, pin
from benchmarks.readers import KINDS

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
RATES = (28.0, 900.0)


def measurements(python: str, keep: Path | None = None) -> Mapping[str, Callable[[], str]]:
    """By the name of its block; `keep`: see benchmarks.search."""
    return {
        "ceiling": ceiling.measured,
        "fanout": lambda: fanout.measured(KINDS),
        "whole": lambda: fanout.measured(KINDS, seconds=None, runs=1),
        "pace": lambda: fanout.measured(KINDS, rates=RATES, runs=1),
        "replies": lambda: replies.measured(KINDS),
        "audience": lambda: audience.measured(KINDS),
        "search": lambda: search.measured(KINDS, keep=keep),
        "search-million": lambda: search.measured(KINDS, counts=(1_000_000,), keep=keep),
        "rules": rules.measured,
        "compare": lambda: compare.measured(KINDS, python=python),
    }


def put(page: str, name: str, block: str) -> str:
    """The page with this block replaced. Raises LookupError when the page has no such block."""
    pattern = re.compile(rf"(<!-- measured:{name} -->\n).*?(<!-- end:{name} -->)", re.DOTALL)
    if not pattern.search(page):
        raise LookupError(f"{PAGE} has no block {name}")
    return pattern.sub(lambda found: f"{found[1]}{block}\n{found[2]}", page)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these blocks")
    parser.add_argument("--others", default=sys.executable, metavar="PYTHON", help="see benchmarks.compare")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="see benchmarks.search")
    options = parser.parse_args()
    known = measurements(options.others, options.keep)
    for name in options.names or known:
        pin(OTHER_CORE)
        block = f"{described()}; {known[name]()}"
        print(f"\n{name}: {block}", flush=True)
        PAGE.write_text(put(PAGE.read_text("utf-8"), name, block), "utf-8")


if __name__ == "__main__":
    main()
