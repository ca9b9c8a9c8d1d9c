"""Topics: the curated vocabulary, how a statement gets its topics, how a loose name finds one.

A term matches whole folded words in order; a final `*` matches any ending of the last word. A strong
term tags on its own. Weak terms tag when two different ones occur, or one occurs in the title.
Phrases under `exclude` are masked before anything is looked for.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.text import fold, words

_CLOSE_ENOUGH = 0.8
_SAME_START = 4  # letters that forms of one word share at least, once folded
_LANGS = ("en", "sq", "sr")


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
        typed += [alias for lang in _LANGS for alias in self.aliases.get(lang, ())]
        return tuple(dict.fromkeys(" ".join(words(name.replace("_", " "))) for name in typed))


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic found in a text, and the terms that prove it."""

    topic: str
    evidence: tuple[str, ...]


class Taxonomy:
    """All topics, ready to tag texts and to be asked for by name."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self.topics = tuple(topics)
        self.by_key = {topic.key: topic for topic in topics}
        self._names = {name: topic.key for topic in topics for name in topic.called()}
        self._strong = [(t.key, _patterns(_all(t.strong))) for t in topics]
        self._weak = {t.key: _patterns(_all(t.weak)) for t in topics}
        self._exclude = {t.key: _patterns(t.exclude) for t in topics}

    def tag(self, title: str, text: str) -> tuple[Tag, ...]:
        """The topics of a statement in the taxonomy's order, each with its evidence."""
        folded_title, folded = (f" {' '.join(words(part))} " for part in (title, f"{title}\n{text}"))
        tags = []
        for key, strong in self._strong:
            masked_title, masked = (self._masked(key, part) for part in (folded_title, folded))
            found = [term for term, pattern in strong if pattern.search(masked)]
            weak = [(term, pattern) for term, pattern in self._weak[key] if pattern.search(masked)]
            if _different(term for term, _ in weak) > 1 or any(
                pattern.search(masked_title) for _, pattern in weak
            ):
                found += [term for term, _ in weak]
            if found:
                tags.append(Tag(key, tuple(found)))
        return tuple(tags)

    def _masked(self, key: str, folded: str) -> str:
        for _, pattern in self._exclude[key]:
            folded = pattern.sub(" ¦ ", folded)
        return folded

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

    def within(self, query: str) -> tuple[Topic, ...]:
        """The topics whose name stands, whole, in `query`: what a search can be widened by."""
        folded = f" {' '.join(words(query))} "
        keys = dict.fromkeys(key for name, key in self._names.items() if f" {name} " in folded)
        return tuple(self.by_key[key] for key in keys)


def _different(terms: Iterable[str]) -> int:
    """How many words `terms` are, forms of one word ("siguria", "sigurisë") taken together."""
    return len({" ".join(words(term))[:_SAME_START] for term in terms})


def _all(terms: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for lang in _LANGS for term in terms.get(lang, ())))


def _patterns(terms: Sequence[str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((term, _pattern(term)) for term in terms)


def _pattern(term: str) -> re.Pattern[str]:
    body = r"\s".join(re.escape(word) for word in words(fold(term.rstrip("*"))))
    return re.compile(rf"(?<=\s){body}\w*(?=\s)" if term.endswith("*") else rf"(?<=\s){body}(?=\s)")
