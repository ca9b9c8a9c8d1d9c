"""The rulebook finds exactly what each rule by itself would find, whatever came and went."""

import random

import pytest

from bot.domain.asked import Asked, Said
from bot.domain.errors import InvalidInput
from bot.domain.lexicon import Plain
from bot.domain.passage import Passage
from bot.domain.rule import parse_rule
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
    asked = Asked(Plain())
    asked.put(WORDS)
    assert len(book) == 300
    for _ in range(50):
        text = passage(rng)
        alone = {key for key in rules.values() if parse_rule(key).proof(Said(text, asked))}
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


def test_a_rule_is_filed_under_its_rarest_word():
    book = Rulebook(Plain())
    for _ in range(5):
        book.learn(Passage.read("common", "", "en", Plain()))
    for number in range(3):
        book.put(number, f"common rare{number}")
    assert set(book._filed) == {"rare0", "rare1", "rare2"}


def test_what_was_dropped_leaves_no_word_behind():
    book, passage = Rulebook(Plain()), Passage.read("old and new", "", "en", Plain())
    book.put(1, "old -bad")
    book.put(2, "old new")
    book.drop(1)
    assert [key for key, _ in book.matching(passage)] == ["old new"]
    book.drop(2)
    assert list(book.matching(passage)) == []
    assert not book._filed
    book.put(3, '"old and"')
    assert [key for key, _ in book.matching(passage)] == ['"old and"']


def test_words_are_kept_while_somebody_asks_for_them():
    asked, passage = Asked(Plain()), Passage.read("old new", "", "en", Plain())
    asked.put(["old", "new"])
    asked.put(["old"])
    asked.drop(["old", "new"])
    assert asked.said_in(passage) == {"old"}
    asked.drop(["old"])
    assert asked.said_in(passage) == set()
    with pytest.raises(KeyError):
        asked.forms("old")
