"""The piece of a text that shows why it was found."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.query import About, Every, Form, Phrase
from bot.domain.snippet import LONGEST, snippet

FILLER = "Nothing of interest is said in this sentence at all. "


def same(word):
    return word


def stem(word):
    return word[:5]


def cut(text, *clauses, lemma=same):
    found = snippet(text, clauses, lemma)
    assert len(found.text) <= LONGEST
    assert all(0 <= start < end <= len(found.text) for start, end in found.hits)
    return found, [found.text[start:end] for start, end in found.hits]


def test_a_short_text_is_shown_whole_with_every_hit():
    found, hits = cut("Ujë i pijshëm; uji mungon.", (Form("uje"), Form("uji")))
    assert (found.text, hits) == ("Ujë i pijshëm; uji mungon.", ["Ujë", "uji"])


def test_forms_of_a_word_are_hits():
    assert cut("Elections, an election, elected", (Form("elect"),), lemma=stem)[1] == [
        "Elections", "election", "elected",
    ]  # fmt: skip


def test_the_piece_holds_the_most_different_hits():
    text = f"{FILLER * 5}Water and water. {FILLER * 8}Water for schools. {FILLER * 5}"
    found, hits = cut(text, (Form("water"),), (Form("schools"),))
    assert hits == ["Water", "schools"]
    assert found.text.startswith("…")
    assert found.text.endswith("…")


def test_it_is_cut_between_words():
    found, _ = cut(FILLER * 20, (Form("nowhere"),))
    assert found.text.startswith("Nothing")
    assert found.text[:-1] + " " in FILLER * 20
    assert found.hits == ()


def test_a_phrase_is_a_hit_only_where_it_stands_together():
    _, hits = cut("rights human, human rights", (Phrase(("human", "rights")), About("x")))
    assert hits == ["human", "rights"]
    _, hits = cut("rights human", (Every(((Form("human"),), (Form("rights"),))),))
    assert hits == ["rights", "human"]


def test_the_beginning_of_a_word_and_cyrillic_and_marks_are_found():
    assert cut("Приштина, Prishtinë", (Form("pris", goes_on=True),))[1] == ["Приштина", "Prishtinë"]
    assert cut("pre e\u0301cole", (Form("ecole"),))[1] == ["e\u0301cole"]


@pytest.mark.parametrize(
    "text",
    [
        "👨‍👩‍👧‍👦" * 100,
        "🇽🇰" * 300,
        "👍🏽" * 300,
        "e\u0301" * 400,
        "x" * 3000,
        "שלום " * 200,
        "مرحبا بالعالم " * 100,
        "字" * 900,
    ],
)
def test_what_is_seen_as_one_character_is_not_cut(text):
    found, _ = cut(text, (Form("nowhere"),))
    shown = found.text.removesuffix("…")
    rest = text.strip()[len(shown) :]
    assert shown
    assert not shown.endswith("\u200d")
    assert not rest.startswith("\u200d")
    assert not unicodedata.combining(rest[0])
    assert not "\U0001f3fb" <= rest[0] <= "\U0001f3ff"
    flags = sum("\U0001f1e6" <= letter <= "\U0001f1ff" for letter in shown)
    assert flags % 2 == 0


def test_what_turns_the_direction_of_writing_is_left_out():
    found, hits = cut("a \u202ewater\u202c \u2066b\u2069", (Form("water"),))
    assert (found.text, hits) == ("a water b", ["water"])


def test_an_empty_text_gives_an_empty_piece():
    assert cut("", (Form("x"),))[0].text == ""


@given(st.text(alphabet="ab ß🇽🇰👨\u200d\u0301\u202e\n字-", max_size=700))
def test_no_text_is_an_error(text):
    cut(text, (Form("a"), Form("ab", goes_on=True)), (Phrase(("b", "a")),))
