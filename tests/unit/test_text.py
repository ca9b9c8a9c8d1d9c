"""Folding, cutting and measuring text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text import (
    _fold_any,
    canonical_url,
    cut,
    fold,
    hash16,
    lead,
    plain,
    reading_minutes,
    script_of,
    to_latin,
    utf16_len,
    words,
)


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("Ђорђе", "Djordje"),
        ("Đorđe", "djordje"),
        ("Њујорк", "Njujork"),
        ("ЉУБАВ", "ljubav"),
        ("Џеп", "džep"),
        ("čćšž", "ccsz"),
        ("Është", "eshte"),
        ("ÇËNDRIM", "cendrim"),
        ("ПРИШТИНА", "Priština"),
        ("straße", "STRASSE"),
    ],
)
def test_the_same_word_in_any_script_and_spelling_folds_to_one(typed, also):
    assert fold(typed) == fold(also)


def test_words_split_at_hyphens_and_punctuation():
    assert words("COVID-19: të drejtat, “e njeriut”!") == ("covid", "19", "te", "drejtat", "e", "njeriut")


@given(
    st.text(
        st.characters(codec="utf-8", max_codepoint=0x600) | st.sampled_from("ЂђЉљЊњЏџČčĐđËëǅﬁ\u0308\u030c")
    )
)
def test_the_short_way_of_folding_folds_as_the_long_one(text):
    assert fold(text) == _fold_any(text)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_serbian_latin_keeps_the_case_of_digraphs():
    assert to_latin("Његош, ЊЕГОШ, Љ, Џеп, ЏЕП") == "Njegoš, NJEGOŠ, Lj, Džep, DŽEP"
    assert to_latin("<b>{ $count } изјава</b>") == "<b>{ $count } izjava</b>"


@pytest.mark.parametrize(
    ("text", "script"), [("Изјава", "Cyrl"), ("Izjava", "Latn"), ("12", "Latn"), ("COVID изјава", "Cyrl")]
)
def test_the_script_is_that_of_most_letters(text, script):
    assert script_of(text) == script


def test_typographic_differences_are_no_difference():
    assert plain("“A”  –\n‘b’ ﬁ") == plain("\"A\" - 'b' fi")


def test_length_is_counted_in_utf16_units():
    assert utf16_len("a👍🏽") == 5


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Short.", 10, "Short."),
        ("One here. Two there. Three.", 21, "One here. Two there."),
        ("Mr. Smith left. Then it rained all day.", 20, "Mr. Smith left."),
        (
            "Sastanak je 10. decembra 2026. Potom je dr. Ilić otišao kući.",
            40,
            "Sastanak je 10. decembra 2026.",
        ),
        ("Takimi u mbajt në orën 10. Pastaj z. Gashi foli gjatë.", 40, "Takimi u mbajt në orën 10."),
        ("U.S. troops came. They left again soon.", 20, "U.S. troops came."),
        ("abcdefghij klmnopqrst uvwxyz", 15, "abcdefghij…"),
        ("a" * 50, 10, "a" * 9 + "…"),
    ],
)
def test_text_is_cut_at_a_sentence_end_where_one_fits(text, limit, expected):
    assert cut(text, limit) == expected


@given(st.text(), st.integers(2, 400))
def test_a_cut_text_is_never_longer_than_asked(text, limit):
    assert len(cut(text, limit)) <= limit


def test_the_lead_is_the_agencys_own_summary_when_it_has_one():
    summary = "The mission said today that twelve new places are open to all who need them, in every town."
    assert lead("A title", summary, "A body. " * 100) == summary


def test_the_lead_is_the_first_sentences_when_the_summary_is_the_title_or_too_long():
    body = "First sentence of it. " + "And so on and on. " * 40
    assert lead("Title", "Title", body).startswith("First sentence of it. And so on")
    assert len(lead("Title", body, "")) <= 350
    assert lead("Title", "Title", "Title") == ""
    assert lead("Title", "Title: short", "") == "short"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://Example.COM:443/a/?utm_source=x&id=1#part", "https://example.com/a/?id=1"),
        ("http://example.com", "http://example.com/"),
        ("http://example.com:8080/a?fbclid=1", "http://example.com:8080/a"),
        ("https://[2001:db8::1]:444/x", "https://[2001:db8::1]:444/x"),
        ("http://example.com:99999/", "http://example.com:99999/"),
    ],
)
def test_a_canonical_url_names_the_page_and_nothing_else(url, canonical):
    assert canonical_url(url) == canonical


def test_hashed_parts_do_not_run_into_each_other():
    assert hash16("a", "bc") != hash16("ab", "c")
    assert len(hash16("x")) == 16


def test_reading_takes_at_least_a_minute():
    assert reading_minutes("") == 1
    assert reading_minutes("word " * 400) == 2
