"""A glossary: concepts as public statements call them in each language, found among the words of a search."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.lexicon import LANGUAGES, Lexicon, Plain, says_nothing
from bot.domain.phrasebook import Found, Phrase, Phrasebook
from bot.domain.text import words


@dataclass(frozen=True, slots=True, eq=False)
class Concept:
    """What means one thing; from language to words and phrases in dictionary form, the usual one first."""

    called: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Call:
    """One of the ways to say a concept, and the lemmas by which it is found in a text of that language."""

    concept: Concept
    lang: str
    called: str
    lemmas: tuple[str, ...]


class Glossary:
    """Concepts, ready to be found in all forms of their words."""

    def __init__(self, concepts: Sequence[Concept] = (), lexicon: Lexicon | None = None) -> None:
        self._lexicon = lexicon or Plain()
        self.calls: Mapping[Concept, Sequence[Call]] = {
            concept: tuple(self._calls(concept)) for concept in concepts
        }
        self._books = {lang: Phrasebook(self._phrases(lang)) for lang in LANGUAGES}

    def elsewhere(self, call: Call) -> Iterator[str]:
        """The usual way in each language to say what `call` says, but `call` itself."""
        for lang in LANGUAGES:
            usual = next((each for each in self.calls[call.concept] if each.lang == lang), call)
            if usual.lemmas != call.lemmas:
                yield usual.called

    def found(self, typed: Sequence[str]) -> tuple[Found[Call], ...]:
        """The concepts that stand in the folded words, with the places of their words.

        Whoever types is taken to type in one language, the one that explains most of the words: "rat" is no
        war in an English search. Where several explain as many, in all of these.
        """
        by_lang = {lang: tuple(self._in(lang, typed)) for lang in LANGUAGES}
        explained = {lang: self._explained(lang, typed, found) for lang, found in by_lang.items()}
        most = max(explained.values())
        return tuple(each for lang in LANGUAGES if explained[lang] == most for each in by_lang[lang])

    def _in(self, lang: str, typed: Sequence[str]) -> Iterator[Found[Call]]:
        places = [at for at, word in enumerate(typed) if not says_nothing(word, self._lexicon)]
        telling = [typed[at] for at in places]
        for each in self._books[lang].found(self._lexicon.lemmas(telling, lang), telling):
            yield replace(each, start=places[each.start], end=places[each.end - 1] + 1)

    def _explained(self, lang: str, typed: Sequence[str], found: Sequence[Found[Call]]) -> int:
        common = {at for at, word in enumerate(typed) if self._lexicon.is_common(word, lang)}
        return len(common.union(*(range(each.start, each.end) for each in found)))

    def _calls(self, concept: Concept) -> Iterator[Call]:
        for lang, many in concept.called.items():
            for called in many:
                if lemmas := self._lemmas(called, lang):
                    yield Call(concept, lang, called, lemmas)

    def _lemmas(self, called: str, lang: str) -> tuple[str, ...]:
        """Of the words that say something."""
        telling = [word for word in words(called) if not says_nothing(word, self._lexicon)]
        return self._lexicon.lemmas(telling, lang)

    def _phrases(self, lang: str) -> Iterator[Phrase[Call]]:
        for calls in self.calls.values():
            yield from (Phrase(call.lemmas, call) for call in calls if call.lang == lang)
