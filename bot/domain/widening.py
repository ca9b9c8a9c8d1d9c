"""Widening a search: to every form of its words, and to what a topic is called in the other languages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.lexicon import LANGUAGES, Lexicon, says_nothing
from bot.domain.query import EVERYWHERE, About, Asked, Clause, Every, Form, Part, Phrase, Piece, Query, Scope
from bot.domain.text import words
from bot.domain.topic import Taxonomy, Topic


@dataclass(frozen=True, slots=True)
class Widened:
    """What is looked for; `topics`: keys of those it was widened by."""

    clauses: tuple[Clause, ...]
    excluded: Clause = ()
    topics: tuple[str, ...] = ()

    def query(self, scope: Scope = EVERYWHERE) -> Query:
        """To be looked for there."""
        return Query(self.clauses, self.excluded, scope)


def to_the_letter(asked: Asked) -> Widened:
    """Nothing but the words in the forms in which they were typed."""
    return Widened(
        tuple(tuple(Phrase(piece.words) for piece in clause) for clause in asked.clauses),
        tuple(Phrase(piece.words) for piece in asked.excluded),
    )


@dataclass(frozen=True, slots=True)
class _Name:
    """One of a topic's names; each word as all that it may be a form of."""

    topic: str
    words: tuple[frozenset[str], ...]


class Widener:
    """Knows the forms of words and the names of topics."""

    def __init__(self, lexicon: Lexicon, taxonomy: Taxonomy) -> None:
        self._lexicon = lexicon
        self._topics = taxonomy.by_key
        self._names: dict[str, list[_Name]] = {}
        for topic in taxonomy.topics:
            for called in topic.called():
                name = _Name(topic.key, tuple(self._forms(word) for word in called.split()))
                for form in name.words[0] if name.words else ():
                    self._names.setdefault(form, []).append(name)

    def _forms(self, word: str) -> frozenset[str]:
        return frozenset((word, *self._lexicon.readings(word)))

    def widen(self, asked: Asked, *, unfinished: bool = False) -> Widened:
        """Every form of each word, and the topics they name; `unfinished`: the last word may go on.

        Who quotes is taken at their word: then no topic is looked for. Words that say nothing ("the", "e",
        "i") are left out beside words that do.
        """
        clauses = list(asked.clauses)
        named = [] if any(piece.exact for clause in clauses for piece in clause) else self._named(clauses)
        found: list[Clause] = []
        at = 0
        for name, start, end in named:
            found += self._each(clauses[at:start], beside=True)
            found.append(self._of_topic(name.topic, clauses[start:end]))
            at = end
        found += self._each(clauses[at:], beside=bool(found), unfinished=unfinished)
        excluded = tuple(part for piece in asked.excluded for part in self._parts(piece))
        return Widened(tuple(found), excluded, tuple(dict.fromkeys(name.topic for name, _, _ in named)))

    def _each(
        self, clauses: Sequence[tuple[Piece, ...]], *, beside: bool, unfinished: bool = False
    ) -> list[Clause]:
        telling = [clause for clause in clauses if not all(self._says_nothing(piece) for piece in clause)]
        kept = telling if telling or beside else clauses
        made = [tuple(part for piece in clause for part in self._parts(piece)) for clause in kept]
        if unfinished and made and kept[-1] is clauses[-1]:
            last = kept[-1][-1]
            made[-1] += (Form(last.words[-1], goes_on=True),) if len(last.words) == 1 else ()
        return made

    def _says_nothing(self, piece: Piece) -> bool:
        if piece.exact or piece.goes_on or piece.capitals or len(piece.words) > 1:
            return False
        return says_nothing(piece.words[0], self._lexicon)

    def _parts(self, piece: Piece) -> Iterator[Part]:
        if piece.exact or len(piece.words) > 1:
            yield Phrase(piece.words)
            return
        (word,) = piece.words
        yield Form(word, goes_on=piece.goes_on)
        if not piece.goes_on:
            yield from (Form(lemma) for lemma in self._lexicon.readings(word) if lemma != word)

    def _of_topic(self, key: str, clauses: Sequence[tuple[Piece, ...]]) -> Clause:
        """The words that were typed, or the topic itself, or any of its names."""
        typed = self._each(clauses, beside=False)
        itself = typed[0] if len(typed) == 1 else (Every(tuple(typed)),)
        return tuple(dict.fromkeys((*itself, About(key), *self._names_of(self._topics[key]))))

    def _names_of(self, topic: Topic) -> Iterator[Part]:
        """Its names in all their forms. Not as phrases: what carries a name as it stands carries the topic."""
        for lang in LANGUAGES:
            for name in (topic.names[lang], *topic.aliases.get(lang, ())):
                forms = [
                    (Form(word), Form(self._lexicon.lemma(word, lang)))
                    for word in words(name)
                    if not self._lexicon.is_common(word, lang)
                ]
                if len(forms) == 1:
                    yield from forms[0]
                elif forms:
                    yield Every(tuple(forms))

    def _named(self, clauses: Sequence[tuple[Piece, ...]]) -> list[tuple[_Name, int, int]]:
        """The topics that are named, longest names first at each place, and which clauses each stands in."""
        found: list[tuple[_Name, int, int]] = []
        start = 0
        while start < len(clauses):
            names = [(end, name) for name, end in self._names_from(clauses, start)]
            end, name = max(names, key=lambda pair: pair[0], default=(start, None))
            if name is not None:
                found.append((name, start, end))
            start = max(end, start + 1)
        return found

    def _names_from(self, clauses: Sequence[tuple[Piece, ...]], start: int) -> Iterator[tuple[_Name, int]]:
        typed: list[frozenset[str]] = []
        for end, clause in enumerate(clauses[start:], start + 1):
            if len(clause) > 1 or clause[0].goes_on:
                return
            typed += [self._forms(word) for word in clause[0].words]
            for form in typed[0]:
                for name in self._names.get(form, ()):
                    if len(name.words) == len(typed) and all(map(frozenset.intersection, name.words, typed)):
                        yield name, end

    def called(self, topics: Sequence[str], *, typed: str) -> tuple[str, ...]:
        """The topics' names in every language, but those that `typed` already holds."""
        said = f" {' '.join(words(typed))} "
        names = [name for key in topics for name in self._topics[key].names.values()]
        return tuple(name for name in dict.fromkeys(names) if f" {' '.join(words(name))} " not in said)
