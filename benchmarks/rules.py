"""`python -m benchmarks.rules`: one statement compared with the keyword rules of a hundred thousand readers.

Words come from a made-up vocabulary whose frequencies fall as those of a language do (Zipf); statements draw
from it by frequency, rules from all but its commonest words. A quarter of the rules are single words; the rest
are two words, a phrase, a + with others, or a word with a minus. Seeded; no two rules are the same.
"""

import argparse
import os
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate

from benchmarks.machine import BOT_CORE, described, memory_mib, pin
from benchmarks.table import table
from bot.domain.lexicon import Lexicon
from bot.domain.passage import Passage
from bot.domain.rulebook import Rulebook
from bot.language.lexicon import load_lexicon

COUNTS = (1_000, 10_000, 100_000)
LENGTHS = (60, 400, 4_000)  # words of a statement: a note, an article, a report
SEED = 11
STATEMENTS = 200
_VOCABULARY = 60_000
_COMMON = 1_000  # of it: nobody makes a rule of "and"
_WORDS_OF_A_RULE = 3  # at most
_LEARNT = 300  # statements read before the rules come, as at the start of the bot
_SYLLABLES = [c + v for c in "bdfgjklmnprstvz" for v in "aeiou"]


class Language:
    """A vocabulary with its frequencies."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        made: dict[str, None] = {}
        while len(made) < _VOCABULARY:
            made["".join(rng.choices(_SYLLABLES, k=rng.choice((2, 3, 3, 4))))] = None
        self._words = list(made)
        self._weights = list(accumulate(1 / rank for rank in range(1, _VOCABULARY + 1)))
        self._rarer = self._words[_COMMON:]
        self._rarer_weights = list(accumulate(1 / rank for rank in range(_COMMON + 1, _VOCABULARY + 1)))

    def statement(self, length: int) -> str:
        """Words by their frequency."""
        return " ".join(self._rng.choices(self._words, cum_weights=self._weights, k=length))

    def rules(self, count: int) -> Sequence[str]:
        """Different rules, as people write them."""
        made: dict[str, None] = {}
        while len(made) < count:
            made[self._rule()] = None
        return list(made)

    def _rule(self) -> str:
        a, b, c = self._asked_for()
        return self._rng.choice((a, f"{a} {b}", f'"{a} {b}"', f"+{a} {b} {c}", f"{a} -{b}"))

    def _asked_for(self) -> Sequence[str]:
        """Three words; what people ask for is rarer than what they say: each is by frequency, or anything."""
        chosen: set[str] = set()
        while len(chosen) < _WORDS_OF_A_RULE:
            anything = self._rng.random() < 3 / 4
            weights = None if anything else self._rarer_weights
            chosen.update(self._rng.choices(self._rarer, cum_weights=weights))
        return sorted(chosen)


def rows(counts: Sequence[int], *, statements: int = STATEMENTS) -> Iterator[Sequence[object]]:
    """One for each number of rules and length of a statement."""
    lexicon: Lexicon = load_lexicon()
    for count in counts:
        rng = random.Random(SEED)
        language = Language(rng)
        keys = language.rules(count)
        learnt = [_read(language, LENGTHS[1], lexicon) for _ in range(min(statements, _LEARNT))]
        before, began = memory_mib(os.getpid()), time.process_time()
        book = Rulebook(lexicon)
        for passage in learnt:
            book.learn(passage)
        for number, key in enumerate(keys):
            book.put(number, key)
        compiled, held = time.process_time() - began, memory_mib(os.getpid()) - before
        for length in LENGTHS:
            passages = [_read(language, length, lexicon) for _ in range(statements)]
            took, matched = _matched(book, passages)
            p50, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
            yield count, length, p50, p95, max(took), statistics.mean(matched), compiled, held


def _read(language: Language, length: int, lexicon: Lexicon) -> Passage:
    return Passage.read(language.statement(12), language.statement(length), "sr", lexicon)


def _matched(book: Rulebook, passages: Sequence[Passage]) -> tuple[list[float], list[int]]:
    """Milliseconds of CPU of each, and how many rules wanted it."""
    took, matched = [], []
    for passage in passages:
        began = time.process_time()
        matched.append(len(list(book.matching(passage))))
        took.append(1000 * (time.process_time() - began))
    return took, matched


def measured(counts: Sequence[int] = COUNTS, *, statements: int = STATEMENTS) -> str:
    """The table."""
    head = ["rules", "words", "p50 ms", "p95 ms", "most ms", "rules that match", "compiled in s", "MiB"]
    pin(BOT_CORE)
    shown = table(head, rows(counts, statements=statements))
    return f"{statements:,} statements of each length; times are CPU; reading a statement's words is not in them\n\n{shown}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", type=int, metavar="N", help="only so many")
    options = parser.parse_args()
    print(f"{described()}; {measured([options.rules] if options.rules else COUNTS)}")


if __name__ == "__main__":
    main()
