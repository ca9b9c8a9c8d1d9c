"""The processes of a measurement: started, asked and ended; none outlives the command."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
TOKEN = "123456789:AAmeasuredmeasuredmeasuredmeasured"
FIRST_CHAT = 1_000_000  # the others follow one by one


class StandInProcess:
    """The stand-in, from outside."""

    def __init__(self, url: str) -> None:
        self.url = url

    def reset(self, *, rate: float = 0.0, burst: float = 1.0) -> None:
        """Forget everything; from now on refuse more than `rate` a second and `burst` at once. 0: no limit."""
        self._control("reset", rate=rate, burst=burst)

    def ask(self, first_chat: int, per_second: float, seconds: float) -> None:
        """Let readers ask, each once, from now on."""
        self._control("ask", first_chat=first_chat, per_second=per_second, seconds=seconds)

    def figures(self, since: float = 0.0, until: float | None = None) -> Mapping[str, Any]:
        """See benchmarks.arrivals."""
        return self._control("figures", since=since, **({} if until is None else {"until": until}))

    def until_messages(self, count: int, *, within: float) -> Mapping[str, Any]:
        """Wait for them; how many there are, when the first came and the last. Raises TimeoutError."""
        deadline = time.monotonic() + within
        while (counted := self._control("count"))["messages"] < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{counted['messages']} of {count} messages in {within} s")
            time.sleep(0.1)
        return counted

    def _control(self, name: str, **values: float) -> Mapping[str, Any]:
        with urlopen(f"{self.url}/control/{name}?{urlencode(values)}", timeout=60) as answer:
            figures: Mapping[str, Any] = json.load(answer)
        return figures


@contextmanager
def stand_in(latency: float = 0.05) -> Iterator[StandInProcess]:
    """The stand-in on the other core, while the context lasts."""
    with module("benchmarks.stand_in", "--latency", str(latency)) as process:
        yield StandInProcess(line_of(process))


@contextmanager
def module(name: str, *arguments: str, python: str = sys.executable) -> Iterator["subprocess.Popen[str]"]:
    """A module of ours as a process; it ends when its standard input does, or is killed after 15 s."""
    process = subprocess.Popen(
        [python, "-m", name, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        yield process
    finally:
        end(process)


def end(process: "subprocess.Popen[str]") -> None:
    """Close its input and wait; kill it when it does not end."""
    assert process.stdin is not None
    with suppress(OSError):
        process.stdin.close()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    assert process.stdout is not None
    process.stdout.close()


def tell(process: "subprocess.Popen[str]", words: Sequence[object]) -> list[str]:
    """Say one line and hear one line, in words."""
    assert process.stdin is not None
    process.stdin.write(" ".join(map(str, words)) + "\n")
    process.stdin.flush()
    return line_of(process).split()


def line_of(process: "subprocess.Popen[str]") -> str:
    """Its next line. Raises RuntimeError when it ended instead."""
    assert process.stdout is not None
    if not (line := process.stdout.readline()):
        raise RuntimeError(f"{process.args!r} ended with {process.wait()}")
    return line.strip()
