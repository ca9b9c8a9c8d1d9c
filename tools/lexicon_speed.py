"""What the lexicon costs a process: time to start, memory, and lookups a second."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.language.lexicon import Forms

_PROCESS = """
import json, resource, sys, time
import bot.domain.text

def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()

before, start = resident(), time.perf_counter()
from bot.language.lexicon import load_lexicon
lexicon = load_lexicon()
lexicon.readings("x")
ready = time.perf_counter() - start
words = json.load(sys.stdin)
for word in words:
    lexicon.readings(word)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps([ready, resident() - before, peak - before]))
"""


def _process(words: list[str], cache: Path | None = None) -> tuple[float, int, int]:
    """Seconds to start, bytes added after all `words` were looked up, and at the highest, in a new process."""
    environment = os.environ | ({"XDG_CACHE_HOME": str(cache)} if cache else {})
    done = subprocess.run(
        [sys.executable, "-c", _PROCESS],
        input=json.dumps(words),
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    ready, added, peak = json.loads(done.stdout)
    return ready, added, peak


def _row(name: str, found: tuple[float, int, int]) -> None:
    ready, added, peak = found
    print(f"{name:36} {ready:6.2f} s   {added / 1e6:6.1f} MB added   {peak / 1e6:6.1f} MB at the highest")


def table(texts: dict[str, list[str]]) -> None:
    """Print it, for these texts: language -> its words in order."""
    from bot.language.lexicon import Forms  # noqa: PLC0415  so that the processes above start as the bot does

    words = sorted({word for read in texts.values() for word in read})
    with tempfile.TemporaryDirectory() as folder:
        _row("first start, the lists are folded", _process(words, Path(folder)))
        _row("every other start", min(_process(words, Path(folder)) for _ in range(5)))
    lexicon = Forms()
    for name in ("running text, from the first word", "running text, seen before"):
        took = {lang: _seconds(lexicon, lang, read) for lang, read in texts.items()}
        rates = [(lang, len(read) / took[lang]) for lang, read in texts.items()]
        every = sum(map(len, texts.values())) / sum(took.values())
        each = ", ".join(f"{lang} {rate:,.0f}" for lang, rate in rates)
        print(f"{name:36} {every:12,.0f} words a second of CPU ({each})")


def _seconds(lexicon: "Forms", lang: str, read: list[str]) -> float:
    start = time.process_time()
    lexicon.lemmas(read, lang)
    return time.process_time() - start
