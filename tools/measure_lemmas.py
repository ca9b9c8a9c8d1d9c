"""`python -m tools.measure_lemmas`: how well the lexicon brings together what belongs together.

Found: of all pairs of forms of one word, those with a lemma in common. False merges: of all pairs of forms of
different words that begin alike, those with a lemma in common. The words are judged by hand (tools/lemmas); all
forms stand in the texts. Half of the words were looked at while the tables were tuned; the other half counts.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bot.domain.text import fold
from bot.language.lexicon import Forms, load_lexicon
from tools import lexicon_speed
from tools.lemma_gold import Lexeme, different, draw, lexemes, read

LANGUAGES = ("sq", "sr", "en")
_CYRILLIC = dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True))
_DIGRAPHS = {"lj": "љ", "nj": "њ", "dž": "џ"}


def bare(form: str) -> str:
    """As typed without ë, ç, č, ć, š, ž; đ as dj."""
    return fold(form)


def cyrillic(form: str) -> str:
    """A Serbian form in the other script."""
    for latin, letter in _DIGRAPHS.items():
        form = form.replace(latin, letter)
    return "".join(_CYRILLIC.get(c, c) for c in form)


def share(found: int, of: int) -> str:
    """As the table shows it."""
    return f"{found:6,} of {of:6,} {found / of:7.1%}" if of else "none"


class Measure:
    """One language's words under one lexicon."""

    def __init__(self, lexicon: Forms, lang: str, known: list[Lexeme], *, show: bool) -> None:
        self._lexicon, self._lang, self._known, self._show = lexicon, lang, known, show

    def found(self, known: list[Lexeme], typed: Callable[[str], str] = str) -> str:
        """Pairs of forms of one word that meet, the second of each `typed` in another way."""
        pairs = [pair for lexeme in known for pair in lexeme.pairs()]
        missed = [(a, b) for a, b in pairs if not self._meet(a, typed(b))]
        self._list("apart", missed if typed is str else [])
        return share(len(pairs) - len(missed), len(pairs))

    def whole(self, known: list[Lexeme]) -> str:
        """Words all of whose forms have one lemma."""
        several = [lexeme for lexeme in known if len(lexeme.forms) > 1]
        return share(sum(all(self._meet(a, b) for a, b in it.pairs()) for it in several), len(several))

    def merged(self, known: list[Lexeme]) -> str:
        """Pairs of forms of different words that meet."""
        pairs = list(different(self._known, known))
        wrong = [(a, b) for a, b in pairs if self._meet(a, b)]
        self._list("merged", wrong)
        return share(len(wrong), len(pairs))

    def table(self) -> None:
        """Print all of it."""
        halves = {
            "tuned on": [it for it in self._known if not it.reported],
            "held out": [it for it in self._known if it.reported],
        }
        held = halves["held out"]
        halves |= {
            "  of them drawn": [it for it in held if it.drawn],
            "  of them chosen": [it for it in held if not it.drawn],
        }
        for name, known in halves.items():
            columns = self.found(known), self.merged(known), self.whole(known)
            print(f"{self._lang} {name:24} {'   '.join(columns)}")
        print(f"{self._lang} {'  one typed bare':24} {self.found(held, bare)}")
        if self._lang == "sr":
            print(f"{self._lang} {'  one in Cyrillic':24} {self.found(held, cyrillic)}")

    def _meet(self, one: str, other: str) -> bool:
        return self._lexicon.lemma(fold(one), self._lang) == self._lexicon.lemma(fold(other), self._lang)

    def _list(self, what: str, pairs: list[tuple[str, str]]) -> None:
        for a, b in pairs if self._show else ():
            lemmas = (self._lexicon.lemma(fold(word), self._lang) for word in (a, b))
            print(f"    {what}: {a} {b} ({' '.join(lemmas)})")


def main() -> int:
    """Measure and print; 1 when a language's held-out half misses the aim, 2 without the texts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=Path, default=Path("../shared/texts"), metavar="DIR")
    parser.add_argument("--seed", type=int, default=7, help="for --draw")
    parser.add_argument("--draw", type=int, metavar="N", help="only print N words to judge for each language")
    parser.add_argument("--show", action="store_true", help="list what is missed and merged")
    parser.add_argument("--speed", action="store_true", help="only time the lexicon: start, memory, lookups")
    asked = parser.parse_args()
    if not asked.texts.is_dir():
        print(f"no texts at {asked.texts}: name their folder with --texts")
        return 2
    if asked.speed:
        lexicon_speed.table({lang: list(read(asked.texts, lang)) for lang in LANGUAGES})
        return 0
    print(f"{'':27} {'found':26} {'false merges':26} words whole")
    for lang in LANGUAGES:
        found = Counter(read(asked.texts, lang))
        if asked.draw:
            for word, alike in draw(found, lang, count=asked.draw, seed=asked.seed):
                print(f"{lang} {word}: {' '.join(alike)}")
            continue
        known = lexemes(lang)
        for form in (form for lexeme in known for form in lexeme.forms if fold(form) not in found):
            print(f"{lang}: {form} is not in the texts")
        Measure(load_lexicon(), lang, known, show=asked.show).table()
    return 0


if __name__ == "__main__":
    sys.exit(main())
