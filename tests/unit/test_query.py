"""What readers type into a search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.query import Narrowing, Operator, Piece, parse_query


def word(*words, **more):
    return Piece(words, **more)


def test_words_must_all_occur():
    assert parse_query("Ujë në Mitrovicë").clauses == ((word("uje"),), (word("ne"),), (word("mitrovice"),))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("covid-19", ("covid", "19")),
        ("O'Neill", ("o", "neill")),
        ("Kosovo's", ("kosovo",)),
        ("Kosovo’s", ("kosovo",)),
        ("12:30", ("12", "30")),
        ("https://un.org", ("https", "un", "org")),
    ],
)
def test_what_is_typed_without_a_space_stands_together(typed, words):
    assert parse_query(typed).clauses == ((word(*words),),)


def test_a_star_and_capitals_are_noted():
    assert parse_query("Mitrov* WHO").clauses == (
        (word("mitrov", goes_on=True),),
        (word("who", capitals=True),),
    )


@pytest.mark.parametrize("either", ["OR", "|", "ILI", "ИЛИ", "OSE"])
def test_quotes_minus_and_or_in_three_languages(either):
    asked = parse_query(f'"human rights" {either} prava -zgjedhje −"të drejtat"')
    assert asked.clauses == ((word("human", "rights", exact=True), word("prava")),)
    assert asked.excluded == (word("zgjedhje"), word("te", "drejtat", exact=True))


@pytest.mark.parametrize(
    ("typed", "operators", "value"),
    [
        ("from:un_news", (Operator.FROM,), "un_news"),
        ('izvor:"UN News"', (Operator.FROM,), "UN News"),
        ("nga:koha", (Operator.SINCE, Operator.FROM), "koha"),
        ("од:1.11.2026", (Operator.SINCE, Operator.FROM), "1.11.2026"),
        ("Tema:shëndeti", (Operator.TOPIC,), "shëndeti"),
        ("језик:sr", (Operator.LANG,), "sr"),
        ("gjuha:sq", (Operator.LANG,), "sq"),
        ("since:", (Operator.SINCE,), ""),
        ("që:7d", (Operator.SINCE,), "7d"),
    ],
)
def test_operators_in_three_languages(typed, operators, value):
    asked = parse_query(f"ujë {typed} pije")
    assert asked.narrowed == (Narrowing(typed, operators, value),)
    assert asked.clauses == ((word("uje"),), (word("pije"),))


def test_what_is_no_operators_name_is_words():
    assert parse_query("note:this -from:un").clauses == ((word("note", "this"),),)
    assert parse_query("note:this -from:un").excluded == (word("from", "un"),)


@pytest.mark.parametrize("typed", ["", "  ", "-", "OR", '"', '""', "-word", "!!", "OR OR", "⟨⟩", "from:x"])
def test_a_query_may_hold_nothing_to_look_for(typed):
    assert parse_query(typed).clauses == ()


@given(st.one_of(st.text(), st.text(alphabet="\"'-*:|OR fromsince19.dë🕊\u200d \t\n", max_size=80)))
def test_nothing_anybody_types_is_an_error(typed):
    asked = parse_query(typed)
    assert all(piece.words for clause in asked.clauses for piece in clause)
    assert sum(map(len, asked.clauses)) + len(asked.excluded) + len(asked.narrowed) <= 16
