"""`python -m tools.materiality FOLDER`: how often a correction is told from a rewording, on real texts.

FOLDER holds *.jsonl, each line an article: {"title", "sentences"}, or several languages with one such each.
Every article is edited in seeded ways, some of which change what it says and some of which do not.
"""

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.domain.difference import compare
from bot.domain.essentials import figure, language_of, names_in, negates
from bot.domain.statement import Words
from bot.domain.wording import Sort, Token, read

SEED = 3
ROUNDS = 5
_LONG = 5  # letters
_LETTERS = "aeinrst"
_DENY = {"sq": "nuk", "sr": "ne", "en": "not"}

Edit = Callable[["Article", random.Random], "list[str] | None"]


class Article:
    """One text as tokens, with what may be edited in it."""

    def __init__(self, title: str, body: str) -> None:
        self.title, self.body = title, body
        sentences = read(body)
        self.tokens = [token for sentence in sentences for token in sentence]
        self.lang = language_of(self.tokens)
        names = names_in(sentences)
        last = max(0, len(self.tokens) - 4)  # what changes at the very end may be only a cut
        at = list(enumerate(self.tokens[:last]))
        self.figures = [k for k, t in at if t.sort is Sort.FIGURE]
        self.names = [k for k, t in at if names.has(t) and len(t.folded) > _LONG]
        self.negations = [k for k, t in at if negates(t, self.lang)]
        self.words = [
            k
            for k, t in at
            if t.sort is Sort.WORD and not figure(t) and not negates(t, self.lang) and t.key.isalpha()
        ]

    def pieces(self) -> list[str]:
        """The tokens' texts, to be edited."""
        return [token.text for token in self.tokens]


def _space(token: Token) -> str:
    return token.text[len(token.text.rstrip()) :]


# ── what changes nothing ──────────────────────────────────────────────────────────────────────────


def slip(article: Article, rng: random.Random) -> list[str] | None:
    """A letter dropped, doubled or changed places in one longer word."""
    longer = [k for k in article.words if len(article.tokens[k].key) > _LONG]
    pieces = article.pieces()
    k = rng.choice(longer)
    word, space = article.tokens[k].text.rstrip(), _space(article.tokens[k])
    i = rng.randrange(1, len(word) - 2)
    pieces[k] = (
        rng.choice(
            [
                word[:i] + word[i + 1 :],
                word[:i] + word[i] + word[i:],
                word[:i] + word[i + 1] + word[i] + word[i + 2 :],
            ]
        )
        + space
    )
    return pieces


def white_space(article: Article, rng: random.Random) -> list[str] | None:
    """Spaces doubled, become paragraphs or unbreakable."""
    spaces = ("  ", "\u00a0", "\n", " \n\n ", " ")
    return [t.text.rstrip() + (rng.choice(spaces) if _space(t) else "") for t in article.tokens]


def typography(article: Article, rng: random.Random) -> list[str] | None:
    """Quotes and dashes of another fashion."""
    styles = (("“", "”", "–"), ("«", "»", "-"), ("„", "“", "—"))
    opening, closing, dash = rng.choice(styles)
    text = re.sub(r'["“”„](?=\w)', opening, article.body)
    return [re.sub(r"(?<= )[-–—](?= )", dash, re.sub(r'["“”„]', closing, text))]


def cut_short(article: Article, rng: random.Random) -> list[str] | None:
    """Only the beginning, as some feeds give it."""
    return [article.body[: rng.randrange(len(article.body) // 3, len(article.body))] + "…"]


def reworded(article: Article, rng: random.Random) -> list[str] | None:
    """One or two words become other words of the same text."""
    pieces = article.pieces()
    for k in rng.sample(article.words, rng.choice((1, 2))):
        pieces[k] = article.tokens[rng.choice(article.words)].text.rstrip() + _space(article.tokens[k])
    return pieces


# ── what changes what it says ─────────────────────────────────────────────────────────────────────


def other_figure(article: Article, rng: random.Random) -> list[str] | None:
    """One digit of a figure is another."""
    if not article.figures:
        return None
    pieces = article.pieces()
    k = rng.choice(article.figures)
    digits = [i for i, c in enumerate(pieces[k]) if c.isdigit()]
    i = rng.choice(digits)
    digit = str((int(pieces[k][i]) + rng.randrange(1, 9)) % 10)
    pieces[k] = pieces[k][:i] + digit + pieces[k][i + 1 :]
    return pieces


def other_name(article: Article, rng: random.Random) -> list[str] | None:
    """A name is another name of the text, or misspelt."""
    if not article.names:
        return None
    pieces = article.pieces()
    k = rng.choice(article.names)
    was = article.tokens[k]
    others = [
        article.tokens[n].text.rstrip() for n in article.names if article.tokens[n].folded != was.folded
    ]
    word = was.text.rstrip()
    pieces[k] = rng.choice(
        [*others, word[:-1] + rng.choice(_LETTERS.replace(word[-1].lower(), ""))]
    ) + _space(was)
    return pieces


def denied(article: Article, rng: random.Random) -> list[str] | None:
    """A "not" comes in."""
    pieces = article.pieces()
    pieces.insert(rng.choice(article.words), f"{_DENY[article.lang]} ")
    return pieces


def affirmed(article: Article, rng: random.Random) -> list[str] | None:
    """A "not" goes."""
    if not article.negations:
        return None
    pieces = article.pieces()
    del pieces[rng.choice(article.negations)]
    return pieces


def rewritten(article: Article, rng: random.Random) -> list[str] | None:
    """A quarter of all words are others."""
    pieces = article.pieces()
    count = sum(t.sort is not Sort.MARK for t in article.tokens) // 4 + 1
    if count > len(article.words):
        return None
    for k in rng.sample(article.words, count):
        pieces[k] = "".join(rng.choices(_LETTERS, k=9)) + _space(article.tokens[k])
    return pieces


HARMLESS: tuple[Edit, ...] = (slip, white_space, typography, cut_short, reworded)
MATERIAL: tuple[Edit, ...] = (other_figure, other_name, denied, affirmed, rewritten)


def articles(folder: Path) -> Iterator[tuple[str, Article]]:
    """Every article in every language, with where it was found."""
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            held = {file.stem: record} if "sentences" in record else record
            for lang, text in held.items():
                if isinstance(text, dict) and len(text["sentences"]) > 1:
                    yield lang, Article(text["title"], " ".join(text["sentences"]))


def main() -> int:
    """Measure and print; 1 when either side is under 95 %."""
    rng = random.Random(SEED)
    right, tried = Counter[str](), Counter[str]()
    verbose = "--show" in sys.argv
    for lang, article in articles(Path(sys.argv[1])):
        for edit in (*HARMLESS, *MATERIAL) * ROUNDS:
            pieces = edit(article, rng)
            edited = "".join(pieces or ())
            if not pieces or edited == article.body:
                continue
            found = compare(Words(article.title, "", article.body), Words(article.title, "", edited))
            side = "material" if edit in MATERIAL else "harmless"
            hit = found.material == (edit in MATERIAL)
            for row in (side, f"  {side} {edit.__name__}", f"{lang} {side}"):
                tried[row] += 1
                right[row] += hit
            if verbose and not hit:
                print(lang, edit.__name__, found.reasons, found.changes[:2])
    for row in sorted(tried):
        print(f"{row:40} {right[row]:6} of {tried[row]:6} {right[row] / tried[row]:8.1%}")
    return int(any(right[side] < 0.95 * tried[side] for side in ("material", "harmless")))


if __name__ == "__main__":
    sys.exit(main())
