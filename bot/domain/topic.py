"""Topics: the curated vocabulary, how a statement gets its topics, how a loose name finds one.

A term matches its words in order: by lemma in a text of its own language, as it stands in any other. A
final `*` matches any ending of the last word. What stands in a phrase under `exclude` does not count.

    in the title      any term tags
    in the lead       a strong term tags, or two different weak ones that come three times together; two
                      times in a text that is no longer than a lead
    anywhere          four points tag: a strong term counts two each time, a weak one one; a single weak
                      term does not, however often it comes
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.lexicon import LANGUAGES, Lexicon, Plain
from bot.domain.passage import Passage, lemmas_of
from bot.domain.phrasebook import Found, Phrase, Phrasebook
from bot.domain.text import words

_CLOSE_ENOUGH = 0.8
_LEAD = 60  # words that say what a text is about
_ENOUGH = 4  # points
_ENOUGH_IN_LEAD = 3  # weak terms
_ENOUGH_WHERE_SHORT = 2
_SAME_START = 4  # letters that forms of one word share at least, once folded


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; the mappings go from language ("en", "sq", "sr") to words. `sr` names are Cyrillic."""

    key: str
    group: str
    names: Mapping[str, str]
    hashtag: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    strong: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weak: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()

    def called(self) -> tuple[str, ...]:
        """Every folded name a person may type for it, spaces between words."""
        typed = [self.key, *self.names.values(), *self.hashtag.values()]
        typed += [alias for lang in LANGUAGES for alias in self.aliases.get(lang, ())]
        return tuple(dict.fromkeys(" ".join(words(name.replace("_", " "))) for name in typed))


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic found in a text, and the terms that prove it."""

    topic: str
    evidence: tuple[str, ...]


class _Weight(StrEnum):
    STRONG = "strong"
    WEAK = "weak"
    EXCLUDE = "exclude"


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of the file, and what it says of which topic."""

    text: str
    topic: str
    weight: _Weight


class Taxonomy:
    """All topics, ready to tag texts and to be asked for by name."""

    def __init__(self, topics: Sequence[Topic], lexicon: Lexicon | None = None) -> None:
        self.topics = tuple(topics)
        self.by_key = {topic.key: topic for topic in topics}
        self.lexicon = lexicon or Plain()
        self._names = {name: topic.key for topic in topics for name in topic.called()}
        self._own = {lang: Phrasebook(self._own_phrases(lang)) for lang in LANGUAGES}
        self._other = {lang: Phrasebook(self._other_phrases(lang)) for lang in (*LANGUAGES, None)}

    def tag(self, title: str, text: str, lang: str = "und") -> tuple[Tag, ...]:
        """The topics of a statement in the taxonomy's order, each with its evidence."""
        return self.tags(Passage.read(title, text, lang, self.lexicon))

    def tags(self, passage: Passage) -> tuple[Tag, ...]:
        """The same of a statement that was read with this lexicon."""
        found: dict[str, list[Found[_Term]]] = {}
        for each in self._found(passage):
            found.setdefault(each.means.topic, []).append(each)
        proven = ((key, _evidence(found[key], passage)) for key in self.by_key if key in found)
        return tuple(Tag(key, evidence) for key, evidence in proven if evidence)

    def _found(self, passage: Passage) -> Iterator[Found[_Term]]:
        lang = passage.lang if passage.lang in LANGUAGES else None
        if lang is not None:
            yield from self._own[lang].found(passage.lemmas, passage.words)
        yield from self._other[lang].found(passage.words, passage.words)

    def _own_phrases(self, lang: str) -> Iterator[Phrase[_Term]]:
        """What is looked for among the lemmas of a text in `lang`."""
        for topic in self.topics:
            for weight, terms in (
                (_Weight.STRONG, topic.strong.get(lang, ())),
                (_Weight.WEAK, topic.weak.get(lang, ())),
                (_Weight.EXCLUDE, topic.exclude),
            ):
                for term in terms:
                    yield self._phrase(_Term(term, topic.key, weight), lang)

    def _other_phrases(self, lang: str | None) -> Iterator[Phrase[_Term]]:
        """What is looked for in it as it stands: the terms of the other languages."""
        others = tuple(other for other in LANGUAGES if other != lang)
        for topic in self.topics:
            strong, weak = _of(topic.strong, others), _of(topic.weak, others)
            exclude = topic.exclude if lang is None else ()
            for weight, terms in (
                (_Weight.STRONG, strong),
                (_Weight.WEAK, weak),
                (_Weight.EXCLUDE, exclude),
            ):
                for term in terms:
                    yield self._phrase(_Term(term, topic.key, weight), None)

    def _phrase(self, term: _Term, lang: str | None) -> Phrase[_Term]:
        *before, last = words(term.text)
        is_open = term.text.endswith("*")
        if lang is not None:
            before = list(lemmas_of(before, lang, self.lexicon))
            last = last if is_open else lemmas_of([last], lang, self.lexicon)[0]
        return Phrase((*before, last), term, is_open)

    def find(self, typed: str) -> Topic | None:
        """The one topic that `typed` names, spelled loosely, in any of the languages."""
        close = self.close(typed)
        return close[0] if len(close) == 1 else None

    def close(self, typed: str, *, most: int = 5) -> tuple[Topic, ...]:
        """The topics `typed` may mean, likeliest first; exactly one when there is no doubt."""
        name = " ".join(words(typed.replace("_", " ").lstrip("#")))
        if not name:
            return ()
        if key := self._names.get(name):
            return (self.by_key[key],)
        joined = {known.replace(" ", ""): key for known, key in self._names.items()}
        if key := joined.get(name.replace(" ", "")):
            return (self.by_key[key],)
        starting = [key for known, key in self._names.items() if f" {known}".find(f" {name}") >= 0]
        similar = difflib.get_close_matches(name, self._names, n=most, cutoff=_CLOSE_ENOUGH)
        keys = dict.fromkeys([*starting, *(self._names[known] for known in similar)])
        return tuple(self.by_key[key] for key in list(keys)[:most])


def _evidence(found: Sequence[Found[_Term]], passage: Passage) -> tuple[str, ...]:
    """The terms that prove the topic; none, where they do not."""
    masked = {place for each in found if each.means.weight is _Weight.EXCLUDE for place in _places(each)}
    held = _outermost([each for each in found if masked.isdisjoint(_places(each))])
    strong = [each for each in held if each.means.weight is _Weight.STRONG]
    weak = [each for each in held if each.means.weight is _Weight.WEAK]
    if not _prove(strong, weak, passage):
        return ()
    return tuple(dict.fromkeys(each.means.text for each in (*strong, *weak)))


def _outermost(found: Sequence[Found[_Term]]) -> list[Found[_Term]]:
    """Without those that stand inside a longer one: "supreme court" is not a court besides."""
    kept: list[Found[_Term]] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        inside = kept and each.end <= kept[-1].end and len(_places(each)) < len(_places(kept[-1]))
        if not inside:
            kept.append(each)
    return kept


def _prove(strong: Sequence[Found[_Term]], weak: Sequence[Found[_Term]], passage: Passage) -> bool:
    lead = passage.title + 1 + _LEAD
    if any(each.start < passage.title for each in (*strong, *weak)) or any(
        each.start < lead for each in strong
    ):
        return True
    strongly = {each.start for each in strong}
    weakly = {each.start for each in weak} - strongly
    enough = _ENOUGH_IN_LEAD if len(passage.words) > lead else _ENOUGH_WHERE_SHORT
    if _different(weak, before=lead) > 1 and sum(start < lead for start in weakly) >= enough:
        return True
    points = 2 * len(strongly) + len(weakly)
    return points >= _ENOUGH and (bool(strong) or _different(weak) > 1)


def _places(found: Found[_Term]) -> range:
    return range(found.start, found.end)


def _different(weak: Sequence[Found[_Term]], *, before: int | None = None) -> int:
    """How many words these are, forms of one word ("siguria", "sigurisë") taken together."""
    here = [each.means.text for each in weak if before is None or each.start < before]
    return len({" ".join(words(text))[:_SAME_START] for text in here})


def _of(terms: Mapping[str, tuple[str, ...]], langs: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for lang in langs for term in terms.get(lang, ())))
