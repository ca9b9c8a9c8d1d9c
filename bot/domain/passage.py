"""A passage: a statement as vocabularies read it, its folded words in order, each beside its lemma."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.lexicon import Lexicon
from bot.domain.text import words

_MOST_WORDS = 40_000
LINKS = frozenset(
    {"i", "e", "te", "se"}
)  # Albanian's: which of them stands there, the noun before it decides
LINK = "e"  # for all of them
_BREAK = ""  # no word: what is looked for does not reach from the title into the text


@dataclass(frozen=True, slots=True)
class Passage:
    """Title and text as one sequence of words; the first `title` of them are the title's."""

    lang: str
    words: tuple[str, ...]  # as they stand there, folded
    lemmas: tuple[str, ...]
    title: int
    forms: frozenset[str]  # every word and every lemma

    @classmethod
    def read(cls, title: str, text: str, lang: str, lexicon: Lexicon) -> "Passage":
        """Read it in its language, where the lexicon knows that."""
        head = words(title)
        whole = (*head, _BREAK, *words(text))[:_MOST_WORDS]
        lemmas = lemmas_of(whole, lang, lexicon)
        return cls(lang, whole, lemmas, len(head), frozenset(whole).union(lemmas) - {_BREAK})


def lemmas_of(words: Iterable[str], lang: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Their lemmas as phrases compare them: "të drejtat e njeriut" is "të drejtave të njeriut"."""
    lemmas = lexicon.lemmas(words := tuple(words), lang)
    if lang != "sq":
        return lemmas
    return tuple([LINK if word in LINKS else lemma for word, lemma in zip(words, lemmas, strict=True)])
