"""Widening a search: to every form of its words, and to what its topics and concepts are called elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.glossary import Call, Glossary
from bot.domain.lexicon import LANGUAGES, Lexicon, says_nothing
from bot.domain.query import EVERYWHERE, About, Asked, Clause, Every, Form, Part, Phrase, Piece, Query, Scope
from bot.domain.text import words
from bot.domain.topic import Taxonomy, Topic


@dataclass(frozen=True, slots=True)
class Widened:
    """What is looked for; `topics`: keys of those it was widened by; `calls`: of concepts that are no topic."""

    clauses: tuple[Clause, ...]
    excluded: Clause = ()
    topics: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()

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


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What the clauses from `start` to before `end` mean: a topic, concepts, or both."""

    start: int
    end: int
    topic: str | None
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """What was typed, and all that its clauses may mean."""

    clauses: tuple[tuple[Piece, ...], ...]
    meanings: tuple[_Meaning, ...]
    unfinished: bool

    def meant(self, start: int, end: int) -> Iterator[_Meaning]:
        """From left to right the longest that begins there."""
        at = start
        for each in sorted(self.meanings, key=lambda meaning: (meaning.start, -meaning.end)):
            if at <= each.start and each.end <= end:
                yield each
                at = each.end

    def inside(self, meaning: _Meaning) -> "_Said":
        """The same with none but what is named within `meaning`; within a topic's name, nothing."""
        within = () if meaning.topic else self.meanings
        return replace(self, meanings=tuple(each for each in within if each != meaning))


class Widener:
    """Knows the forms of words, the names of topics and what concepts are called."""

    def __init__(self, lexicon: Lexicon, taxonomy: Taxonomy, glossary: Glossary | None = None) -> None:
        self._lexicon = lexicon
        self._glossary = glossary or Glossary()
        self._topics = taxonomy.by_key
        self._names: dict[str, list[_Name]] = {}
        for topic in taxonomy.topics:
            for called in topic.called():
                name = _Name(topic.key, tuple(self._forms(word) for word in called.split()))
                for form in name.words[0] if name.words else ():
                    self._names.setdefault(form, []).append(name)
        self._longest = max((len(name.words) for names in self._names.values() for name in names), default=0)
        self._of_topic = {topic.key: tuple(dict.fromkeys(self._names_of(topic))) for topic in taxonomy.topics}
        self._of_concept = {
            concept: {call.lemmas: _in_a_text(call) for call in calls}
            for concept, calls in self._glossary.calls.items()
        }

    def _forms(self, word: str) -> frozenset[str]:
        return frozenset((word, *self._lexicon.readings(word)))

    def widen(self, asked: Asked, *, unfinished: bool = False) -> Widened:
        """Every form of each word, and what they mean elsewhere; `unfinished`: the last word may go on.

        Who quotes is taken at their word: then no topic and no concept is looked for. Words that say nothing
        ("the", "e", "i") are left out beside words that do.
        """
        said = _Said(asked.clauses, self._meanings(asked), unfinished)
        meant = tuple(said.meant(0, len(said.clauses)))
        return Widened(
            tuple(self._between(said, 0, len(said.clauses))),
            tuple(part for piece in asked.excluded for part in self._parts(piece)),
            tuple(dict.fromkeys(meaning.topic for meaning in meant if meaning.topic)),
            tuple(call for meaning in meant if not meaning.topic for call in meaning.calls),
        )

    def _between(self, said: _Said, start: int, end: int) -> list[Clause]:
        found: list[Clause] = []
        at = start
        for meaning in said.meant(start, end):
            found += self._each(said, at, meaning.start, beside=True)
            found.append(self._meant(said, meaning))
            at = meaning.end
        return found + self._each(said, at, end, beside=bool(found))

    def _each(self, said: _Said, start: int, end: int, *, beside: bool) -> list[Clause]:
        clauses = said.clauses[start:end]
        telling = [clause for clause in clauses if not all(self._says_nothing(piece) for piece in clause)]
        kept = telling if telling or beside else clauses
        made = [tuple(part for piece in clause for part in self._parts(piece)) for clause in kept]
        if said.unfinished and end == len(said.clauses) and made and kept[-1] is clauses[-1]:
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

    def _meant(self, said: _Said, meaning: _Meaning) -> Clause:
        """The words that were typed, or the topic itself, or whatever else it is called."""
        parts = [*_all_of(self._between(said.inside(meaning), meaning.start, meaning.end))]
        if meaning.topic:
            parts += [About(meaning.topic), *self._of_topic[meaning.topic]]
        for call in meaning.calls:
            parts += [
                part for lemmas, part in self._of_concept[call.concept].items() if lemmas != call.lemmas
            ]
        return tuple(parts)

    def _names_of(self, topic: Topic) -> Iterator[Part]:
        """Its names in all their forms. Not as phrases: what carries a name as it stands carries the topic."""
        for lang in LANGUAGES:
            for name in (topic.names[lang], *topic.aliases.get(lang, ())):
                forms = [
                    (Form(word), Form(self._lexicon.lemma(word, lang)))
                    for word in words(name)
                    if not self._lexicon.is_common(word, lang)
                ]
                if forms:
                    yield from _all_of(forms)

    def _meanings(self, asked: Asked) -> tuple[_Meaning, ...]:
        """Every topic and concept that is named; none where something is quoted."""
        if any(piece.exact for clause in asked.clauses for piece in clause):
            return ()
        topics: dict[tuple[int, int], str] = {}
        for start in range(len(asked.clauses)):
            for end, topic in self._topics_from(asked.clauses, start):
                topics.setdefault((start, end), topic)
        calls: dict[tuple[int, int], list[Call]] = {}
        for each in self._glossary.found([_one_word(clause) for clause in asked.clauses]):
            calls.setdefault((each.start, each.end), []).append(each.means)
        return tuple(
            _Meaning(*span, topics.get(span), tuple(calls.get(span, ()))) for span in {**topics, **calls}
        )

    def _topics_from(self, clauses: Sequence[tuple[Piece, ...]], start: int) -> Iterator[tuple[int, str]]:
        """Those whose name begins there, and where it ends."""
        typed: list[frozenset[str]] = []
        telling = False
        for end, clause in enumerate(clauses[start:], start + 1):
            if len(clause) > 1 or clause[0].goes_on or len(typed) >= self._longest:
                return
            typed += [self._forms(word) for word in clause[0].words]
            telling |= not self._says_nothing(clause[0])
            for form in typed[0] if telling else ():
                for name in self._names.get(form, ()):
                    if len(name.words) == len(typed) and all(map(frozenset.intersection, name.words, typed)):
                        yield end, name.topic

    def called(self, widened: Widened, *, typed: str) -> tuple[str, ...]:
        """What else was searched: names of topics and the usual words for concepts, in each language.

        What `typed` already holds is left out.
        """
        names = [name for key in widened.topics for name in self._topics[key].names.values()]
        names += [name for call in widened.calls for name in self._glossary.elsewhere(call)]
        told: dict[str, str] = {}
        for name in names:
            told.setdefault(" ".join(words(name)), name)
        said = f" {' '.join(words(typed))} "
        return tuple(name for folded, name in told.items() if f" {folded} " not in said)


def _one_word(clause: tuple[Piece, ...]) -> str:
    """The word that the clause is; empty, which no concept holds, where it is more or may go on."""
    piece = clause[0]
    return piece.words[0] if len(clause) == len(piece.words) == 1 and not piece.goes_on else ""


def _in_a_text(call: Call) -> Part:
    lemmas = tuple((Form(lemma),) for lemma in call.lemmas)
    return lemmas[0][0] if len(lemmas) == 1 else Every(lemmas)


def _all_of(clauses: Sequence[Clause]) -> Clause:
    """What meets all of them, as one clause."""
    return clauses[0] if len(clauses) == 1 else (Every(tuple(clauses)),)
