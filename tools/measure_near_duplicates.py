"""`python -m tools.measure_near_duplicates [--texts DIR]`: how surely statements of one story are brought together.

Copies are made of the corpus's texts as agencies make them, seeded, a hundred of each kind; a copy is found when
the store would compare it with its original and take both for one story. Different texts of the corpus, all
against all and as if all were published at once, are the proof that nothing else is. The same documents in
several languages are found by names and figures in the same order.
"""

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from benchmarks.table import table
from bot.domain.lexicon import Lexicon, Plain
from bot.domain.statement import Words
from bot.domain.story import Telling, one_story, telling
from bot.language.lexicon import load_lexicon
from tools import story_texts
from tools.story_texts import Make, Text

SEED = 7
PAIRS = 100  # of each kind
WANTED = 0.95
_HEADLINE = 8  # words of a headline that says something by itself
_LANGUAGE_PAIRS = (("en", "sq"), ("en", "sr_Latn"), ("en", "sr_Cyrl"), ("sq", "sr_Latn"), ("sq", "sr_Cyrl"))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: pairs that are one story or are not, and how many were taken for one."""

    kind: str
    pairs: int
    same: bool
    merged: int
    required: bool = True

    @property
    def holds(self) -> bool:
        """What is wanted of it: none of what differs, nearly all of what is the same."""
        return not self.required or (self.merged >= WANTED * self.pairs if self.same else not self.merged)


class Measure:
    """The corpus, read with one lexicon."""

    def __init__(self, folder: Path, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.documents = [(text, self.told(text, text.words)) for text in story_texts.documents(folder)]
        self.sentences = [(text, self.told(text, text.words)) for text in story_texts.sentences(folder)]
        self.news = [text for text, _ in self.documents if text.story != story_texts.DECLARATION]
        self.translated = {text.story for text in self.news if text.edition == "en"}

    def told(self, text: Text, words: Words) -> Telling:
        """As the store reads it; all are published at once, and no address helps."""
        return telling(words, lang=text.lang, url=None, published_at=0, lexicon=self._lexicon)

    def copies(self) -> Iterator[Row]:
        """Copies of every kind."""
        cyrillic = [text for text in self.news if text.edition == "sr_Cyrl"]
        headlines = [text for text in self.news if len(text.words.title.split()) >= _HEADLINE]
        yield self._made("copied", story_texts.copied, self.news)
        yield self._made("truncated", story_texts.truncated, self.news)
        yield self._made("10 % of words edited", story_texts.edited, self.news)
        yield self._made("other script", story_texts.in_latin, cyrillic)
        yield self._made("agency's dateline and boilerplate", story_texts.dressed, self.news)
        yield self._made("truncated, edited, dateline", story_texts.mangled, self.news)
        yield self._made("headline alone, dateline", story_texts.title_alone, headlines)

    def _made(self, kind: str, make: Make, texts: Sequence[Text]) -> Row:
        rng = random.Random(f"{SEED} {kind}")
        found = 0
        for number in range(PAIRS):
            text = story_texts.shortened(
                texts[number % len(texts)] if len(texts) < PAIRS else rng.choice(texts), rng
            )
            original = Words(text.words.title) if make is story_texts.title_alone else text.words
            found += found_as_one(self.told(text, original), self.told(text, make(text, rng)))
        return Row(kind, PAIRS, same=True, merged=found)

    def different(self) -> Iterator[Row]:
        """Texts that say different things."""
        yield _apart("different documents, all pairs", self.documents)
        yield self._different_sentences()
        rng = random.Random(SEED)
        reports = [text for text in self.news if len(self.told(text, text.words).likeness.figures) > 2]  # noqa: PLR2004
        merged = sum(
            one_story(self.told(text, text.words), self.told(text, story_texts.other_figures(text, rng)))
            for text in reports
        )
        yield Row("the same form, other figures", len(reports), same=False, merged=merged)
        signed = [(text, self.told(text, story_texts.under_the_same_boilerplate(text))) for text in self.news]
        yield _apart("short, the same boilerplate", signed)

    def _different_sentences(self) -> Row:
        """Only such as share a shingle can be taken for one: the others need not be compared."""
        holding: dict[int, list[int]] = defaultdict(list)
        for number, (_, told) in enumerate(self.sentences):
            for shingle in told.likeness.shingles:
                holding[shingle].append(number)
        compared = {pair for numbers in holding.values() for pair in combinations(numbers, 2)}
        merged = sum(_wrong(self.sentences[a], self.sentences[b]) for a, b in compared)
        stories = Counter(text.story for text, _ in self.sentences)
        pairs = _choose(len(self.sentences)) - sum(map(_choose, stories.values()))
        return Row("different sentences, all pairs", pairs, same=False, merged=merged)

    def translations(self) -> Iterator[Row]:
        """The same documents in two languages, and different ones."""
        for pair in _LANGUAGE_PAIRS:
            left, right = (self._translated_into(edition) for edition in pair)
            named = " and ".join(pair)
            same = [(a, b) for (one, a) in left for (other, b) in right if one.story == other.story]
            found = sum(found_as_one(a, b) for a, b in same)
            yield Row(f"translations, {named}", len(same), same=True, merged=found, required=False)
            wrong = [_wrong(one, other) for one in left for other in right if one[0].story != other[0].story]
            yield Row(f"different documents, {named}", len(wrong), same=False, merged=sum(wrong))

    def _translated_into(self, edition: str) -> list[tuple[Text, Telling]]:
        return [
            each for each in self.documents if each[0].story in self.translated and each[0].edition == edition
        ]

    def time_each(self) -> float:
        """Milliseconds to read a document and make its bands."""
        began = time.process_time()
        for text, _ in self.documents:
            assert self.told(text, replace(text.words)).bands
        return (time.process_time() - began) * 1000 / len(self.documents)


def found_as_one(one: Telling, other: Telling) -> bool:
    """Whether the store would compare them, and take them for one story."""
    return bool(set(one.bands) & set(other.bands)) and one_story(one, other)


def _apart(kind: str, texts: Sequence[tuple[Text, Telling]]) -> Row:
    pairs = [(one, other) for one, other in combinations(texts, 2) if one[0].story != other[0].story]
    return Row(kind, len(pairs), same=False, merged=sum(_wrong(one, other) for one, other in pairs))


def _wrong(one: tuple[Text, Telling], other: tuple[Text, Telling]) -> bool:
    return one[0].story != other[0].story and one_story(one[1], other[1])


def _choose(count: int) -> int:
    return count * (count - 1) // 2


def main() -> int:
    """Print the table; 1 when copies are missed or different texts merged."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=Path, default=Path("../shared/texts"), help="the corpus's folder")
    parser.add_argument("--plain", action="store_true", help="without lemmas")
    args = parser.parse_args()
    if not args.texts.is_dir():
        print(f"{args.texts} is not there: name the corpus's folder with --texts", file=sys.stderr)
        return 2
    measure = Measure(args.texts, Plain() if args.plain else load_lexicon())
    rows = [*measure.copies(), *measure.translations(), *measure.different()]
    shown = [
        (row.kind, row.pairs, "one story" if row.same else "two", row.merged, f"{row.merged / row.pairs:.1%}")
        for row in rows
    ]
    print(table(("pairs", "how many", "are", "taken for one", "share"), shown))
    print(f"\n{measure.time_each():.2f} ms to read a document ({len(measure.documents)} of them)")
    return int(not all(row.holds for row in rows))


if __name__ == "__main__":
    sys.exit(main())
