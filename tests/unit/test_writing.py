"""What an editor types for a statement, and what of it can be used."""

import pytest

from bot.domain.errors import InvalidInput
from bot.domain.statement import MAX_TITLE
from bot.domain.writing import link_of, title_of


def test_a_title_is_one_line():
    assert title_of("  A\ntitle \t here ") == "A title here"


def test_an_empty_title_is_refused():
    with pytest.raises(InvalidInput) as refused:
        title_of(" \n ")
    assert refused.value.key == "publish-title-empty"


def test_a_title_too_long_is_refused_with_both_lengths():
    with pytest.raises(InvalidInput) as refused:
        title_of("x" * (MAX_TITLE + 1))
    assert refused.value.details == {"most": MAX_TITLE, "length": MAX_TITLE + 1}


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://unmik.example/a?b=1", "https://unmik.example/a?b=1"),
        (" unmik.example/statement ", "https://unmik.example/statement"),
        ("http://unmik.example:8080/", "http://unmik.example:8080/"),
    ],
)
def test_a_link_gets_https_where_none_was_typed(typed, link):
    assert link_of(typed) == link


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "see my page",
        "ftp://unmik.example/a",
        "javascript:alert(1)",
        "https://localhost/a",
        "https://[::1",
        "https://a.example:port/",
        "https://a.example/a b",
        "https://a.example/" + "x" * 2000,
    ],
)
def test_what_is_no_web_address_is_refused(typed):
    with pytest.raises(InvalidInput) as refused:
        link_of(typed)
    assert refused.value.key == "publish-link-wrong"
