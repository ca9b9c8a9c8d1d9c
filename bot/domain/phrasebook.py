"""A phrasebook: many phrases looked for at once in a sequence of words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Phrase(Generic[T]):
    """Words that follow each other, and what they stand for; `open`: the last one may go on."""

    words: tuple[str, ...]
    means: T
    open: bool = False


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What a phrase stands for, and the places of its words: from `start` to before `end`."""

    means: T
    start: int
    end: int


class Phrasebook(Generic[T]):
    """Phrases filed under their longest word, the least likely one; an open word under its beginning."""

    def __init__(self, phrases: Iterable[Phrase[T]]) -> None:
        self._filed: dict[str, list[tuple[int, Phrase[T]]]] = defaultdict(list)
        opened = []
        for phrase in phrases:
            if phrase.open and len(phrase.words) == 1:
                opened.append(phrase)
            else:
                place = _longest(phrase)
                self._filed[phrase.words[place]].append((place, phrase))
        self._shortest = min((len(phrase.words[0]) for phrase in opened), default=0)
        self._begun: dict[str, list[Phrase[T]]] = defaultdict(list)
        for phrase in opened:
            self._begun[phrase.words[0][: self._shortest]].append(phrase)

    def found(self, words: Sequence[str], surface: Sequence[str]) -> Iterator[Found[T]]:
        """Every phrase that stands in `words`; the ends of open ones are compared with `surface`."""
        known = self._filed.keys() & set(words)
        for at, word in enumerate(words):
            if word in known:
                for place, phrase in self._filed[word]:
                    start = at - place
                    if start >= 0 and _stands(phrase, words, surface, start):
                        yield Found(phrase.means, start, start + len(phrase.words))
        begun = self._opened_by(set(surface))
        for start, word in enumerate(surface):
            if word in begun:
                yield from (Found(phrase.means, start, start + 1) for phrase in begun[word])

    def _opened_by(self, surface: Iterable[str]) -> dict[str, list[Phrase[T]]]:
        known, shortest = self._begun, self._shortest
        return {
            word: phrases
            for word in surface
            if word[:shortest] in known
            and (phrases := [p for p in known[word[:shortest]] if word.startswith(p.words[0])])
        }


def _longest(phrase: Phrase[T]) -> int:
    """The place of its longest word; the open one is not whole."""
    whole = phrase.words[:-1] if phrase.open else phrase.words
    return max(range(len(whole)), key=lambda place: len(whole[place]))


def _stands(phrase: Phrase[T], words: Sequence[str], surface: Sequence[str], start: int) -> bool:
    whole = phrase.words[:-1] if phrase.open else phrase.words
    end = start + len(whole)
    if tuple(words[start:end]) != whole:
        return False
    return not phrase.open or (end < len(surface) and surface[end].startswith(phrase.words[-1]))
