"""The one lemma layer: every word that is indexed, searched, tagged or followed comes through here."""

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Protocol

from bot.domain import text
from bot.language.albanian import Albanian
from bot.language.common import load_common
from bot.language.digest import digest_of
from bot.language.english import English
from bot.language.exceptions import load_exceptions
from bot.language.serbian import Serbian

_REMEMBERED = 1 << 16  # words; a newsroom's texts use fewer in a day
_LONGEST = 64  # letters; what is longer is no word of any language
_TABLES_AND_RULES = {".marisa", ".py", ".txt"}
_PACKAGES = ("simplemma", "PyStemmer")


class _Language(Protocol):
    def known(self, word: str) -> list[str]: ...

    def guess(self, word: str) -> str: ...


class Forms:
    """Fulfils domain.lexicon.Lexicon for Albanian, Serbian and English."""

    def __init__(self) -> None:
        self.version = _version()
        self._languages: dict[str, _Language] = {"sq": Albanian(), "sr": Serbian(), "en": English()}
        self._exceptions = load_exceptions()
        self._common = load_common()
        self._remembered = lru_cache(_REMEMBERED)(self._lemma)
        self._read = lru_cache(_REMEMBERED)(self._readings)

    def lemma(self, word: str, lang: str) -> str:
        """The lemma of one folded word of a text in `lang`; of a language it does not know, the word itself."""
        return self._remembered(word, lang)

    def lemmas(self, words: Iterable[str], lang: str) -> tuple[str, ...]:
        """`lemma` of each, in order."""
        return tuple([self._remembered(word, lang) for word in words])

    def readings(self, word: str) -> tuple[str, ...]:
        """The lemmas of a folded word in any language.

        First the likeliest of each language that knows it, then the others, then guesses of those that do not.
        """
        return self._read(word)

    def is_common(self, word: str, lang: str) -> bool:
        """A stop word of `lang`."""
        return word in self._common.get(lang, ())

    def _lemma(self, word: str, lang: str) -> str:
        if lang not in self._languages or not _is_word(word):
            return word
        return next(iter(self._known(word, lang)), "") or self._languages[lang].guess(word)

    def _readings(self, word: str) -> tuple[str, ...]:
        if not _is_word(word):
            return (word,)
        known = {lang: self._known(word, lang) for lang in self._languages}
        first = [lemmas[0] for lemmas in known.values() if lemmas]
        others = [lemma for lemmas in known.values() for lemma in lemmas[1:]]
        guessed = [self._languages[lang].guess(word) for lang, lemmas in known.items() if not lemmas]
        return tuple(dict.fromkeys([*first, *others, *guessed]))

    def _known(self, word: str, lang: str) -> list[str]:
        exception = self._exceptions.get(lang, {}).get(word)
        if exception is None:
            return self._languages[lang].known(word)
        return [word if exception == word else self._lemma(exception, lang)]


def _is_word(word: str) -> bool:
    return word.isalpha() and len(word) <= _LONGEST


@cache
def load_lexicon() -> Forms:
    """The lexicon; the same one however often it is asked for."""
    return Forms()


def _version() -> str:
    """Names the packages, the tables and the rules."""
    files = [file for file in sorted(Path(__file__).parent.iterdir()) if file.suffix in _TABLES_AND_RULES]
    packages = " ".join(f"{package} {version_of(package)}" for package in _PACKAGES)
    return digest_of(*files, Path(text.__file__), packages=packages)
