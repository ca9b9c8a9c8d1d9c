"""`python -m sandbox`: the sandbox in a process of its own, until Ctrl-C."""

import argparse
import asyncio
import contextlib
import signal
import sys
from pathlib import Path

from sandbox.cast import add_demo_people, add_people
from sandbox.limits import Limits
from sandbox.sandbox import Sandbox
from sandbox.schema import find_schema


def main(arguments: list[str] | None = None) -> int:
    """Serves until it is told to stop; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8081, help="0 picks a free one")
    parser.add_argument("--token", help="the only token let in (default: any well-formed one)")
    parser.add_argument("--people", type=Path, help="a JSON file of people (default: the demo's)")
    parser.add_argument("--unlimited", action="store_true", help="no limits on sending")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds each call takes")
    options = parser.parse_args(arguments)
    sandbox = Sandbox(
        token=options.token,
        port=options.port,
        limits=None if options.unlimited else Limits(),
        latency=options.latency,
        schema=find_schema(),
    )
    if options.people is None:
        add_demo_people(sandbox)
    else:
        add_people(sandbox, options.people)
    try:
        asyncio.run(_serve(sandbox))
    except OSError as error:
        sys.stderr.write(f"cannot listen on port {options.port}: {error.strerror}\n")
        return 1
    return 0


async def _serve(sandbox: Sandbox) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with sandbox:
        sys.stdout.write(f"{sandbox.url}\n")
        sys.stdout.flush()
        await stop.wait()


if __name__ == "__main__":
    sys.exit(main())
