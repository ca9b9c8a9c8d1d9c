"""What a mistyped word may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spelling import Spelling, halves, lengths, may_be_mistyped, meant, within


def known(**statements):
    return [Spelling(word, word.upper(), count) for word, count in statements.items()]


@pytest.mark.parametrize(
    "typed", ["mitrvica", "mittrovica", "mitrovoca", "mirtovica", "mitrovic", "itrovica"]
)
def test_one_mistake_is_put_right(typed):
    assert meant(typed, known(mitrovica=5, mitrovicam=1, prishtina=9)).word == "mitrovica"


def test_fewer_mistakes_count_more_than_many_statements():
    assert meant("zgjedhjet", known(zgjedhjeve=900, zgjedhje=1)).word == "zgjedhje"


def test_among_equals_the_more_common_one_is_meant():
    assert meant("rata", known(rasa=3, rada=30)).word == "rada"


def test_two_mistakes_are_put_right_in_long_words_only():
    assert meant("goverment", known(government=4)).word == "government"
    assert meant("govrenmnt", known(government=4)).word == "government"
    assert meant("gvren", known(govern=4)) is None


def test_a_known_word_is_right_unless_another_is_far_more_common():
    assert meant("rada", known(rada=2, rasa=90)) is None
    assert meant("rada", known(rada=1, rasa=90)).word == "rasa"


def test_short_words_and_numbers_are_left_alone():
    assert [may_be_mistyped(word) for word in ("uje", "uji1", "2026", "ujit")] == [False, False, False, True]


LETTERS = st.text(alphabet="abcde", min_size=4, max_size=12)


@given(LETTERS, st.data())
def test_one_mistake_leaves_one_half_whole(word, data):
    """So whatever is one mistake away begins or ends alike, and is found among the words that do."""
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcde"))
    swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    for typed in (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        swapped,
    ):
        head, tail = halves(typed)
        assert within(typed, word, 1)
        assert lengths(typed)[0] <= len(word) <= lengths(typed)[1]
        if len(typed) > 4:
            assert word.startswith(head) or word.endswith(tail)
