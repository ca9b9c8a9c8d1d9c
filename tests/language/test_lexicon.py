"""Words to lemmas, in three languages and two scripts."""

import pytest

from bot.domain.text import fold, words
from bot.language.lexicon import Forms, load_lexicon

FORMS = [
    ("sr", "djeca djecu deca decu"),
    ("sr", "vijest vijesti vest vesti"),
    ("sr", "bezbjednost bezbednosti"),
    ("sr", "uvjerenje uverenja"),
    ("sq", "deklarata deklaratës deklaratën deklaratave deklaratë"),
    ("sq", "qeveria qeverisë qeverinë qeverive qeveri"),
    ("sq", "drejtat drejtave drejta"),
    ("sq", "policia policisë policinë polici"),
    ("sq", "tha thanë thotë thonë them"),
    ("sq", "njeri njeriut njerëz njerëzve"),
    ("sq", "grua gruan gratë grave"),
    ("sq", "anëtar anëtare anëtarët anëtarëve"),
    ("sq", "zgjedh zgjodhi zgjedhur zgjedhura"),
    ("sq", "Kosova Kosovës Kosovën Kosovë"),
    ("sq", "koronavirus koronavirusi koronavirusit"),
    ("sr", "saopštenje saopštenja saopštenju"),
    ("sr", "ljudskih ljudska ljudski"),
    ("sr", "vlada vlade vladi vladom vladu"),
    ("sr", "Kosovo Kosova Kosovu Kosovom"),
    ("sr", "prava pravo pravima"),
    ("sr", "putnik putnici putnicima"),
    ("sr", "Vučić Vučića Vučićem"),
    ("en", "government governments"),
    ("en", "announce announced announces announcing"),
    ("en", "child children"),
    ("en", "right rights"),
    ("en", "organisation organizations"),
    ("en", "brexiteer brexiteers"),
]
DIFFERENT = [
    ("sq", "ministrisë ministrit"),
    ("sq", "qytetit qytetarit"),
    ("sq", "pune punëtori"),
    ("sr", "vlasti vlade"),
    ("sr", "ljudi ljudski"),
    ("sr", "sudar sud"),
    ("en", "politics police policy"),
    ("en", "four for"),
]


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon()


def cyrillic(latin):
    for digraph, letter in {"lj": "љ", "nj": "њ", "dž": "џ"}.items():
        latin = latin.replace(digraph, letter)
    return latin.translate(str.maketrans("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш"))


@pytest.mark.parametrize(("lang", "forms"), FORMS)
def test_forms_of_one_word_have_one_lemma(lexicon, lang, forms):
    assert len(set(lexicon.lemmas(words(forms), lang))) == 1


@pytest.mark.parametrize(("lang", "forms"), DIFFERENT)
def test_words_that_look_alike_stay_apart(lexicon, lang, forms):
    lemmas = lexicon.lemmas(words(forms), lang)
    assert len(set(lemmas)) == len(lemmas)


@pytest.mark.parametrize("forms", [forms for lang, forms in FORMS if lang == "sr"])
def test_serbian_in_cyrillic_is_the_same_word(lexicon, forms):
    assert lexicon.lemmas(words(cyrillic(forms.lower())), "sr") == lexicon.lemmas(words(forms), "sr")


@pytest.mark.parametrize("typed", ["deklarates", "deklaratës", "DEKLARATËS", "deklarate\u0308s"])
def test_marks_and_capitals_do_not_matter(lexicon, typed):
    assert lexicon.lemmas(words(typed), "sq") == ("deklarate",)


@pytest.mark.parametrize(("lang", "forms"), FORMS)
def test_lemmas_are_folded(lexicon, lang, forms):
    for word in words(forms):
        for lemma in (lexicon.lemma(word, lang), *lexicon.readings(word)):
            assert lemma == fold(lemma) != ""


def test_a_typed_word_is_read_in_every_language(lexicon):
    assert set(lexicon.readings("vlada")) >= {lexicon.lemma("vladu", "sr"), "vlada"}
    assert lexicon.readings("rights")[0] == "right"
    assert lexicon.readings("qeverise")[0] == "qeveri"


def test_a_word_of_two_meanings_is_read_both_ways(lexicon):
    assert {"minister", "drejtor"} <= {*lexicon.readings("ministri"), *lexicon.readings("drejtori")}
    assert "drejtori" in lexicon.readings("drejtori")


@pytest.mark.parametrize(
    "word", ["", "2021", "covid19", "😀", "👩‍👩‍👧", "\u200d", "_", "x" * 65, "مرحبا", "中文", "ﬁ", "e"]
)
def test_what_is_no_word_passes(lexicon, word):
    for lang in ("sq", "sr", "en", "fr", "und", ""):
        assert lexicon.lemma(word, lang) == word or word.isalpha()
    readings = lexicon.readings(word)
    assert readings
    assert len(set(readings)) == len(readings)


def test_a_word_longer_than_any_is_not_looked_at(lexicon):
    assert lexicon.readings("ab" * 100_000) == ("ab" * 100_000,)


def test_a_language_it_does_not_know_has_no_forms(lexicon):
    assert lexicon.lemmas(("maisons", "qeverise"), "fr") == ("maisons", "qeverise")


def test_a_reading_is_what_a_text_is_indexed_by(lexicon):
    for lang, forms in FORMS:
        for word in words(forms):
            assert lexicon.lemma(word, lang) in lexicon.readings(word)


def test_stop_words_say_nothing(lexicon):
    assert lexicon.is_common(fold("është"), "sq")
    assert lexicon.is_common(fold("који"), "sr")
    assert lexicon.is_common("the", "en")
    assert not lexicon.is_common("qeveri", "sq")
    assert not lexicon.is_common("the", "fr")


def test_two_lexicons_agree(lexicon):
    other = Forms()
    assert other.version == lexicon.version
    for lang, forms in FORMS:
        assert other.lemmas(words(forms), lang) == lexicon.lemmas(words(forms), lang)


def test_it_is_loaded_once():
    assert load_lexicon() is load_lexicon()
