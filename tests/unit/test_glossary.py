"""The glossary: its file is sound, and its concepts are found in all forms of their words."""

from collections import defaultdict
from itertools import combinations

import pytest

from bot.data import load_glossary
from bot.domain.glossary import Concept, Glossary
from bot.domain.lexicon import LANGUAGES, Plain
from bot.domain.text import words
from bot.language.lexicon import load_lexicon

GLOSSARY = load_glossary(load_lexicon())

WAR = Concept({"en": ("war",), "sq": ("luftë",), "sr": ("рат",)})
PEST = Concept({"en": ("rat", "vermin"), "sq": ("mi",), "sr": ("пацов",)})
SPEECH = Concept({"en": ("freedom of speech",), "sq": ("liri e fjalës",), "sr": ("слобода говора",)})


class Common(Plain):
    """Knows words that say nothing."""

    def is_common(self, word, lang):
        return word in {"en": ("of", "in", "the"), "sq": ("e",), "sr": ("u",)}[lang]


SMALL = Glossary([WAR, PEST, SPEECH], Common())


def found(typed, glossary=SMALL):
    return {
        (each.means.lang, each.means.called, each.start, each.end) for each in glossary.found(typed.split())
    }


def written(tmp_path, *lines):
    path = tmp_path / "glossary.txt"
    path.write_text("\n".join(lines), "utf-8")
    return path


def faults(tmp_path, *lines):
    with pytest.raises(ValueError, match=r".") as raised:
        load_glossary(path=written(tmp_path, *lines))
    return [fault.removeprefix("glossary.txt: ") for fault in str(raised.value).splitlines()]


def test_there_are_enough_concepts_each_in_three_languages():
    assert len(GLOSSARY.calls) >= 500
    for concept in GLOSSARY.calls:
        assert tuple(concept.called) == LANGUAGES


def test_every_word_of_the_file_can_be_found():
    for concept, calls in GLOSSARY.calls.items():
        found = {lang: tuple(call.called for call in calls if call.lang == lang) for lang in LANGUAGES}
        assert found == concept.called


def test_serbian_is_in_cyrillic_and_the_others_are_not():
    for concept in GLOSSARY.calls:
        for lang in LANGUAGES:
            for called in concept.called[lang]:
                assert any("Ѐ" <= letter <= "ӿ" for letter in called) == (lang == "sr"), called


def test_what_has_one_lemma_in_two_languages_is_one_concept():
    """As load_glossary asks of the words as they are written."""
    held = defaultdict(set)
    for concept, calls in GLOSSARY.calls.items():
        for call in calls:
            held[call.lang, call.lemmas].add(concept)
    shared = defaultdict(set)
    for (lang, _), concepts in held.items():
        for one, other in combinations(sorted(concepts, key=lambda concept: concept.called["en"]), 2):
            shared[one.called["en"], other.called["en"]].add(lang)
    assert {pair: langs for pair, langs in shared.items() if len(langs) > 1} == {}


@pytest.mark.parametrize(
    ("typed", "concept"),
    [
        ("parliaments", "parliament"),
        ("deputetëve", "member of parliament"),
        ("судовима", "court"),
        ("sudovima", "court"),
        ("organizatat joqeveritare", "non-governmental organization"),
        ("конференције за новинаре", "press conference"),
        ("United States", "United States"),
    ],
)
def test_a_concept_is_known_by_all_its_forms(typed, concept):
    assert concept in {each.means.concept.called["en"][0] for each in GLOSSARY.found(words(typed))}


def test_words_that_say_nothing_are_passed_over():
    assert found("the freedom of the speech") == {("en", "freedom of speech", 1, 5)}
    assert found("liri e fjales") == {("sq", "liri e fjalës", 0, 3)}
    assert found("liri fjales") == {("sq", "liri e fjalës", 0, 2)}
    assert found("") == set()


def test_the_language_that_explains_the_most_words_is_the_one_that_is_typed():
    assert found("rat") == {("sr", "рат", 0, 1), ("en", "rat", 0, 1)}
    assert found("rat in") == {("en", "rat", 0, 1)}
    assert found("rat vermin") == {("en", "rat", 0, 1), ("en", "vermin", 1, 2)}
    assert found("u rat") == {("sr", "рат", 1, 2)}


def test_what_a_concept_is_called_elsewhere():
    (call,) = (each.means for each in SMALL.found(["vermin"]))
    assert [*SMALL.elsewhere(call)] == ["rat", "mi", "пацов"]
    (call,) = (each.means for each in SMALL.found(["war"]))
    assert [*SMALL.elsewhere(call)] == ["luftë", "рат"]


def test_comments_and_empty_lines_are_left_out(tmp_path):
    glossary = load_glossary(path=written(tmp_path, "# words", "", "war|luftë | рат, војна"))
    assert [concept.called for concept in glossary.calls] == [
        {"en": ("war",), "sq": ("luftë",), "sr": ("рат", "војна")}
    ]


def test_every_fault_of_the_file_is_told_at_once(tmp_path):
    assert faults(
        tmp_path,
        "war | luftë",
        "peace | paqe | мир, ",
        "law | ligj, LIGJ | закон",
        "a, b, c, d, f, g | x | y",
        "court | gjykatë | суд",
        "tribunal | gjykata e lartë, gjykatë | трибунал, суд",
        "price | çmim | цена",
        "award | çmim | награда",
    ) == [
        "line 1: three languages, parted by |",
        "line 2: sr: a word is missing",
        "line 3: sq: a word stands there twice",
        "line 4: en: at most 5 words or phrases",
        "lines 5 and 6: one concept, for they share words in sq and sr",
    ]
