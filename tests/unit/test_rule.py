"""Keyword rules: what they mean, how they are written, and what they find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import InvalidInput
from bot.domain.lexicon import Plain
from bot.domain.passage import Passage
from bot.domain.rule import MAX_LENGTH, MAX_PIECES, Rule, parse_rule
from bot.domain.rulebook import Rulebook
from bot.language.lexicon import load_lexicon

LEMMAS = {
    "drejtat": "drejte", "drejtave": "drejte", "njeriut": "njeri", "te": "i", "e": "i",
    "uji": "uje", "ujit": "uje", "vode": "voda", "vodu": "voda", "vaksinat": "vaksine", "vaksina": "vaksine",
}  # fmt: skip


class Forms(Plain):
    """A lexicon of a few words, whatever the language."""

    def lemma(self, word, lang):
        return LEMMAS.get(word, word)

    def lemmas(self, words, lang):
        return tuple(self.lemma(word, lang) for word in words)

    def readings(self, word):
        return (self.lemma(word, ""),)


def wants(rule, title, text="", lang="sq"):
    return proof(rule, Passage.read(title, text, lang, Forms()), Forms())


def proof(rule, passage, lexicon):
    book = Rulebook(lexicon)
    book.put(1, rule)
    return dict(book.matching(passage)).get(rule, ())


def test_plain_words_must_all_occur_in_any_of_their_forms():
    assert wants("uji ndotur", "Ujit të ndotur")
    assert not wants("uji ndotur", "Ujit të pastër")
    assert parse_rule("uji ndotur") == Rule((("uji",), ("ndotur",)))


def test_a_phrase_stands_together_in_any_of_its_forms():
    rule = '"të drejtat e njeriut"'
    assert wants(rule, "Respektimi i të drejtave të njeriut")
    assert not wants(rule, "Të drejtat tona dhe të drejtat e tjera", "e njeriut")


def test_a_phrase_does_not_reach_from_the_title_into_the_text():
    assert not wants('"new bridge"', "Something new", "bridge")
    assert wants('"new bridge"', "Something", "new bridge")


def test_beside_a_plus_one_of_the_others_is_enough():
    rule = "+covid shkolla spitale"
    assert wants(rule, "Covid në shkolla").count("shkolla") == 1
    assert wants(rule, "Spitale me covid") == ("covid", "spitale")
    assert not wants(rule, "Covid")
    assert not wants(rule, "Shkolla dhe spitale")


def test_a_minus_keeps_away_what_the_rule_would_find():
    assert wants("covid -vaksina", "Covid")
    assert not wants("covid -vaksina", "Covid", "vaksinat")


def test_the_example_of_the_help():
    rule = '+covid -vaksina "të drejtat e njeriut"'
    assert wants(rule, "Covid dhe të drejtat e njeriut") == ("covid", "te drejtat e njeriut")
    assert not wants(rule, "Covid dhe të drejtat e njeriut", "vaksina")
    assert not wants(rule, "Covid")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("вода", "voda"),
        ("+uji +ndotur", "uji ndotur"),
        ("„Људска права“", '"ljudska prava"'),
        ("«ljudska prava»", "+“ljudska prava”"),
        ("COVID-19", '"covid 19"'),
        ("uji uji", "UJI"),
        ("covid −vaksina", "covid -vaksina"),
        ("covid –vaksina", "covid  -VAKSINA"),
        ('+covid "uji"', "covid uji"),
        ("Đorđe", "ђорђе"),
        ('"të drejtat', '"te drejtat"'),
    ],
)
def test_what_means_the_same_is_one_rule(one, other):
    assert parse_rule(one).key == parse_rule(other).key


@pytest.mark.parametrize(
    "typed",
    ["uji ndotur", "covid 19", '"ab b" c', "+a1 b2 c3 -d4", '+"ab b" c d -"e f"', "xx-y", "drejtesi"],
)
def test_a_key_reads_back_as_the_same_rule(typed):
    rule = parse_rule(typed)
    assert parse_rule(rule.key) == rule
    assert parse_rule(rule.key).key == rule.key


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("  Ujë   i ndotur ", "Ujë i ndotur"),
        ("„Të drejtat e njeriut“ -Вучић", '"Të drejtat e njeriut" -Вучић'),
        ("+Šaban COVID-19, (Đakovica)!", '+Šaban "COVID-19" Đakovica'),
        ("+--Ëndrra", "Ëndrra"),
        ("E\u0308ndrra \u202evoda", "Ëndrra voda"),
        ("ujë UJË uje", "ujë"),
        ("voda", "voda"),
    ],
)
def test_its_reader_sees_it_as_they_spelled_it(typed, written):
    term = parse_rule(typed).term
    assert term.shown == written
    assert parse_rule(term.shown).term == term


@given(st.text(alphabet=' +-–"“”aбëĆđ1_;,.😀\u0301\u202e', max_size=30))
def test_however_it_is_spelled_it_reads_back_as_the_same_rule(typed):
    try:
        rule = parse_rule(typed)
    except InvalidInput:
        return
    assert parse_rule(rule.term.shown) == rule


def test_keys_of_before_are_what_they_were():
    for key in ("uji ndotur", "covid 19", "ujmani", "b ujmani b co"):
        assert parse_rule(key).key == " ".join(dict.fromkeys(key.split()))


def test_a_dash_between_spaces_is_no_minus():
    assert parse_rule("Serbia - Kosovo") == Rule((("serbia",), ("kosovo",)))


def test_no_regular_expression_is_anything_but_its_words():
    assert parse_rule(".*voda[a-z]+(x|y)").key == '"voda a z x y"'


@pytest.mark.parametrize("typed", ["", " ", "!!", "+", "-", '""', "🇽🇰", "a", ".*", "👩‍👩‍👧‍👦"])
def test_nothing_to_look_for_is_refused(typed):
    with pytest.raises(InvalidInput, match="follow-nothing-typed"):
        parse_rule(typed)


@pytest.mark.parametrize("typed", ["-vaksina", "-covid -vaksina", '-"a b"', "-−covid"])
def test_only_what_is_not_wanted_is_no_rule(typed):
    with pytest.raises(InvalidInput, match="rule-only-minus"):
        parse_rule(typed)


@pytest.mark.parametrize("typed", ["covid -covid", '"a1 b" -"a1 b"', "вода -voda", "+x1 y1 z1 -z1"])
def test_a_rule_that_can_find_nothing_is_refused(typed):
    with pytest.raises(InvalidInput, match="rule-contradicts"):
        parse_rule(typed)


def test_a_rule_is_bounded():
    with pytest.raises(InvalidInput, match="rule-too-many-words"):
        parse_rule(" ".join(f"word{n}" for n in range(MAX_PIECES + 1)))
    with pytest.raises(InvalidInput, match="rule-too-long"):
        parse_rule("x" * (MAX_LENGTH + 1))
    assert parse_rule(" ".join(f"word{n}" for n in range(MAX_PIECES)))


def test_right_to_left_words_are_words():
    assert wants("حقوق", "حقوق الإنسان", lang="und")


def test_a_huge_text_is_looked_through():
    assert wants('"here it is"', "x", "word " * 39_000 + "here it is", lang="en")


@pytest.mark.parametrize(
    ("rule", "title", "lang"),
    [
        ('"të drejtat e njeriut"', "Për respektimin e të drejtave të njeriut", "sq"),
        ('"te drejtat e njeriut"', "Të drejta të njeriut, jo fjalë", "sq"),
        ('"ljudska prava"', "Говорио је о људским правима", "sr"),
        ("„људска права“", "Zaštita ljudskih prava", "sr"),
        ("нападнути новинар", "Napadnuta novinarka, napadnuti novinari", "sr"),
        ("election -local", "Elections are held", "en"),
    ],
)
def test_with_the_lexicon_a_rule_finds_other_forms(rule, title, lang):
    lexicon = load_lexicon()
    passage = Passage.read(title, "", lang, lexicon)
    assert proof(rule, passage, lexicon)
