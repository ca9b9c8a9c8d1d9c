"""What readers type into a search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.query import Phrase, parse_query


def test_words_must_all_occur_and_longer_ones_find_their_forms():
    assert parse_query("Ujë në Mitrovicë").clauses == (
        (Phrase(("uje",)),),
        (Phrase(("ne",)),),
        (Phrase(("mitrovice",), prefix=True),),
    )


def test_a_hyphenated_word_is_a_phrase():
    assert parse_query("covid-19").clauses == ((Phrase(("covid", "19")),),)


def test_quotes_minus_and_or():
    query = parse_query('"human rights" OR prava -zgjedhje -"të drejtat"')
    assert query.clauses == ((Phrase(("human", "rights")), Phrase(("prava",), prefix=True)),)
    assert query.excluded == (Phrase(("zgjedhje",)), Phrase(("te", "drejtat")))


@pytest.mark.parametrize("typed", ["", "  ", "-", "OR", '"', '""', "-word", "!!", "OR OR", "⟨⟩"])
def test_a_query_with_nothing_to_look_for_is_empty(typed):
    assert parse_query(typed).is_empty


@given(st.text())
def test_nothing_anybody_types_is_an_error(typed):
    query = parse_query(typed)
    assert all(phrase.words for clause in query.clauses for phrase in clause)
