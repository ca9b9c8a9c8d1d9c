"""Hand-judged forms of Albanian, Serbian and English words, and the texts they are attested in."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from bot.domain.text import fold, words
from bot.language.common import load_common
from tools.story_texts import documents, sentences

FOLDER = Path(__file__).parent / "lemmas"
_ALIKE = 4  # letters at the beginning that make two words look like forms of one


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word as dictionaries list it, with the forms of it that the texts hold."""

    number: int  # its line among the lexemes of its language
    drawn: bool  # from the texts by frequency, or one that looks like what was drawn; else chosen
    name: str
    forms: tuple[str, ...]

    @property
    def reported(self) -> bool:
        """One half was looked at while the tables were tuned; this is the other."""
        return self.number % 2 == 1

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every two of its forms."""
        return combinations(self.forms, 2)


def lexemes(lang: str) -> list[Lexeme]:
    """The judged lexemes of one language."""
    lines = (FOLDER / f"{lang}.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [Lexeme(n, row[0] == "drawn", row[1], tuple(row[2].split())) for n, row in enumerate(rows)]


def different(known: list[Lexeme], counted: list[Lexeme]) -> Iterator[tuple[str, str]]:
    """Every two forms of different lexemes that begin alike, one of them at least of those `counted`."""
    alike: dict[str, list[tuple[str, Lexeme]]] = defaultdict(list)
    for lexeme in known:
        for form in lexeme.forms:
            alike[fold(form)[:_ALIKE]].append((form, lexeme))
    for forms in alike.values():
        for (a, one), (b, other) in combinations(forms, 2):
            if one is not other and fold(a) != fold(b) and (one in counted or other in counted):
                yield a, b


def read(folder: Path, lang: str) -> Iterator[str]:
    """The folded words of the texts of one language, in order."""
    for text in documents(folder):
        if text.edition in (lang, f"{lang}_Latn"):
            yield from words(f"{text.words.title} {text.words.body}")
    for text in sentences(folder):
        if text.edition.partition("_")[0] == lang:
            yield from words(text.words.title)


def draw(found: Counter[str], lang: str, *, count: int, seed: int) -> Iterator[tuple[str, list[str]]]:
    """Words by their frequency, each with all that begin like it: what is to be judged by hand."""
    common = load_common()[lang]
    begins: dict[str, list[str]] = defaultdict(list)
    for word in sorted(found):
        if word.isalpha() and word not in common:
            begins[word[:_ALIKE]].append(word)
    pool = [word for alike in begins.values() if len(alike) > 1 for word in alike if len(word) >= _ALIKE]
    pool.sort()
    rng = random.Random(seed)
    for _ in range(min(count, len({word[:_ALIKE] for word in pool}))):
        word = rng.choices(pool, [found[word] for word in pool])[0]
        while word[:_ALIKE] not in begins:
            word = rng.choices(pool, [found[word] for word in pool])[0]
        yield word, begins.pop(word[:_ALIKE])
