"""The rulebook finds exactly what each rule by itself would find, whatever came and went."""

import random

import pytest

from bot.domain.errors import InvalidInput
from bot.domain.lexicon import Plain
from bot.domain.passage import Passage
from bot.domain.rule import Text, compile_rule
from bot.domain.rulebook import Rulebook

WORDS = [f"word{number}" for number in range(30)]


def passage(rng, length=40):
    return Passage.read("Title", " ".join(rng.choices(WORDS, k=length)), "en", Plain())


def rule(rng):
    a, b, c, d = rng.sample(WORDS, 4)
    return rng.choice((a, f"{a} {b}", f'"{a} {b}"', f"+{a} {b} {c}", f"{a} -{b}", f'+{a} "{b} {c}" {d}'))


def test_it_finds_what_each_rule_finds_by_itself():
    rng = random.Random(1)
    rules = {number: rule(rng) for number in range(400)}
    book = Rulebook(Plain())
    for _ in range(20):
        book.learn(passage(rng))
    for number, key in rules.items():
        book.put(number, key)
    for number in rng.sample(sorted(rules), 100):
        book.drop(number)
        del rules[number]
    assert len(book) == 300
    for _ in range(50):
        text = passage(rng)
        alone = {key for key in rules.values() if compile_rule(key, Plain()).proof(Text(text))}
        assert {key for key, _ in book.matching(text)} == alone


def test_a_rule_that_came_again_is_there_once_and_as_it_came_last():
    book = Rulebook(Plain())
    book.put(1, "old")
    book.put(1, "new")
    book.drop(2)
    assert [key for key, _ in book.matching(Passage.read("old new", "", "en", Plain()))] == ["new"]


def test_a_key_is_given_back_as_it_came():
    book = Rulebook(Plain())
    book.put(1, "uji uji")
    assert list(book.matching(Passage.read("uji", "", "en", Plain()))) == [("uji uji", ("uji",))]


def test_what_is_no_rule_is_refused_and_leaves_nothing():
    book = Rulebook(Plain())
    with pytest.raises(InvalidInput):
        book.put(1, "-covid")
    assert len(book) == 0


def test_only_rules_filed_under_a_word_of_the_statement_are_looked_at():
    book = Rulebook(Plain())
    for _ in range(5):
        book.learn(Passage.read("common", "", "en", Plain()))
    for number in range(100):
        book.put(number, f"common rare{number}")
    assert book.candidates(Passage.read("common words and rare7", "", "en", Plain())) == {7}
