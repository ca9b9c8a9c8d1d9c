"""The parser: documents read in a process of their own, which is killed when one takes too long.

Touches that one process, nothing else.
"""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import bot
from bot.domain.source import ParseFailed, ParseResult, Problem
from bot.feeds.wire import LENGTH_BYTES, READY, read_reply, request_of

_ROOT = Path(bot.__file__).resolve().parent.parent
_INHERITED = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TZDIR", "PYTHONTZPATH", "LANG")
_START_LIMIT = 30.0  # seconds for a Python to come up on a busy machine
_MIB = 1024 * 1024  # a document of 9.5 MB needs 128 of them, and 160 to be read fast

_TOO_SLOW = "The document took longer than {seconds:g} s to read and was given up; tell the agency."
_DIED = "The document could not be read in the memory allowed; tell the agency."
_NO_PROCESS = "The parsing process does not start; look into the bot's installation."


class _Died(Exception):
    """The process ended before it answered."""


class WorkerParser:
    """Reads documents as `ports.Parser` promises, one at a time, in a process started when first needed."""

    def __init__(
        self, timeout: float = 5.0, *, memory: int = 256 * _MIB, command: Sequence[str] | None = None
    ) -> None:
        self._timeout = timeout
        self._command = command or (sys.executable, "-m", "bot.feeds.worker", str(memory))
        self._turn = asyncio.Lock()
        self._worker: Process | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End the process and wait for it; the next document would start another."""
        async with self._turn:
            await self._end()

    async def parse(self, body: bytes, *, content_type: str, url: str) -> ParseResult:
        """What the document holds; a few seconds and bounded memory, whatever is in it."""
        request = request_of(body, content_type, url)
        async with self._turn:
            used_before = self._worker is not None
            try:
                try:
                    return await self._answer(request)
                except _Died:
                    if not used_before:
                        raise
                    return await self._answer(request)  # perhaps it was the last document's fault
            except _Died:
                return ParseFailed(Problem.PARSER_KILLED, _DIED)
            except TimeoutError:
                return ParseFailed(Problem.PARSER_KILLED, _TOO_SLOW.format(seconds=self._timeout))
            except OSError:
                return ParseFailed(Problem.PARSER_KILLED, _NO_PROCESS)

    async def _answer(self, request: bytes) -> ParseResult:
        """The process's answer. If anything goes wrong, cancellation too, the process is not kept."""
        whole = False
        try:
            worker = self._worker or await self._start()
            async with asyncio.timeout(self._timeout):
                result = await _exchange(worker, request)
            whole = True
        finally:
            if not whole:
                await self._end()
        return result

    async def _start(self) -> Process:
        self._worker = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            cwd=_ROOT,
            env=_environment(),
            start_new_session=True,  # Ctrl-C is for the bot, which then ends its worker itself
        )
        async with asyncio.timeout(_START_LIMIT):
            if await _receive(self._worker) != READY:
                raise _Died
        return self._worker

    async def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        if worker.returncode is None:
            worker.kill()
        if worker.stdin is not None:
            worker.stdin.close()
        await asyncio.shield(worker.wait())


async def _exchange(worker: Process, request: bytes) -> ParseResult:
    assert worker.stdin is not None
    try:
        worker.stdin.write(request)
        await worker.stdin.drain()
        return read_reply(await _receive(worker))
    except (ConnectionError, ValueError, KeyError, TypeError) as error:
        raise _Died from error


async def _receive(worker: Process) -> bytes:
    assert worker.stdout is not None
    try:
        length = await worker.stdout.readexactly(LENGTH_BYTES)
        return await worker.stdout.readexactly(int.from_bytes(length, "big"))
    except asyncio.IncompleteReadError as error:
        raise _Died from error


def _environment() -> dict[str, str]:
    """No token, no database address: what reads hostile documents knows no secrets."""
    kept = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
