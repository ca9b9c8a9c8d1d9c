"""What the core knows of words' forms: a lexicon brings each to its lemma. `bot/language` fulfils it."""

from collections.abc import Iterable
from typing import Protocol

LANGUAGES = ("en", "sq", "sr")  # in which words have forms


class Lexicon(Protocol):
    """Forms to lemmas for Albanian, Serbian and English. Words and lemmas are folded (domain.text.fold)."""

    @property
    def version(self) -> str:
        """Changes whenever a lemma may: what was indexed under another version is to be indexed anew."""
        ...

    def lemma(self, word: str, lang: str) -> str:
        """The lemma of one folded word of a text in `lang`; of a language it does not know, the word itself."""
        ...

    def lemmas(self, words: Iterable[str], lang: str) -> tuple[str, ...]:
        """`lemma` of each, in order."""
        ...

    def readings(self, word: str) -> tuple[str, ...]:
        """What a word that somebody typed may be a form of, in any of the languages; each lemma once, never empty."""
        ...

    def is_common(self, word: str, lang: str) -> bool:
        """A stop word of `lang`: says nothing of what a text is about."""
        ...


class Plain:
    """A lexicon that knows no forms: every word is its own lemma."""

    version = "plain"

    def lemma(self, word: str, lang: str) -> str:  # noqa: ARG002
        return word

    def lemmas(self, words: Iterable[str], lang: str) -> tuple[str, ...]:  # noqa: ARG002
        return tuple(words)

    def readings(self, word: str) -> tuple[str, ...]:
        return (word,)

    def is_common(self, word: str, lang: str) -> bool:  # noqa: ARG002
        return False


def says_nothing(word: str, lexicon: Lexicon) -> bool:
    """A stop word of any of the languages: of what somebody typed, nobody knows in which."""
    return any(lexicon.is_common(word, lang) for lang in LANGUAGES)
