"""simplemma's list of one language's forms, folded: found however the word was typed."""

from functools import cached_property

from simplemma.strategies import DEFAULT_DICTIONARY_FACTORY

from bot.domain.text import fold


class Listed:
    """Folded form -> folded lemma; the list is read when it is first asked."""

    def __init__(self, code: str) -> None:
        self._code = code

    def get(self, word: str) -> str | None:
        """The lemma, or None."""
        return self._lemmas.get(word)

    @cached_property
    def _lemmas(self) -> dict[str, str]:
        lemmas: dict[str, str] = {}
        for form, lemma in DEFAULT_DICTIONARY_FACTORY.get_dictionary(self._code).items():
            lemmas.setdefault(fold(form), fold(lemma))
        return lemmas
