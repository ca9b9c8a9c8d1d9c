"""The words that rules ask for, in all their forms, and which of them a passage has."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat

from bot.domain.lexicon import Lexicon
from bot.domain.passage import LINK, LINKS, Passage

Forms = tuple[str, ...]  # of one word: as it is typed, and the lemmas it may be a form of


class Asked:
    """Each word is worked out once, however many ask for it, and kept while somebody does."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._forms: dict[str, Forms] = {}
        self._words: dict[str, list[str]] = defaultdict(list)  # by form
        self._asking = Counter[str]()

    def put(self, words: Iterable[str]) -> None:
        """Somebody asks for these folded words."""
        for word in words:
            if word not in self._forms:
                self._forms[word] = self._worked_out(word)
                for form in self._forms[word]:
                    self._words[form].append(word)
            self._asking[word] += 1

    def drop(self, words: Iterable[str]) -> None:
        """Somebody no longer does."""
        for word in words:
            self._asking[word] -= 1
            if not self._asking[word]:
                del self._asking[word]
                for form in self._forms.pop(word):
                    self._words[form].remove(word)
                    if not self._words[form]:
                        del self._words[form]

    def forms(self, word: str) -> Forms:
        """The forms by which a word that is asked for is found."""
        return self._forms[word]

    def said_in(self, passage: Passage) -> set[str]:
        """The words asked for that occur in it, in whatever form."""
        return set(chain.from_iterable(map(self._words.get, passage.forms, repeat(()))))

    def _worked_out(self, word: str) -> Forms:
        link = (LINK,) if word in LINKS else ()
        return tuple(dict.fromkeys((word, *self._lexicon.readings(word), *link)))


class Said:
    """What a passage says of the words asked for; where they stand is worked out when the first phrase asks."""

    def __init__(self, passage: Passage, asked: Asked) -> None:
        self._passage = passage
        self._asked = asked
        self._places: Mapping[str, list[int]] | None = None
        self.words = asked.said_in(passage)

    def has(self, piece: Sequence[str]) -> bool:
        """Whether these words occur together, each as it stands or by lemma."""
        return self.words.issuperset(piece) and (len(piece) == 1 or self._together(piece))

    def _together(self, piece: Sequence[str]) -> bool:
        starts = self._at(piece[0])
        for further, word in enumerate(piece[1:], 1):
            starts &= {place - further for place in self._at(word)}
        return bool(starts)

    def _at(self, word: str) -> set[int]:
        if self._places is None:
            self._places = _places(self._passage)
        return {place for form in self._asked.forms(word) for place in self._places.get(form, ())}


def _places(passage: Passage) -> Mapping[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, (word, lemma) in enumerate(zip(passage.words, passage.lemmas, strict=True)):
        places[word].append(at)
        if lemma != word:
            places[lemma].append(at)
    return places
