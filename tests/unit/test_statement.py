"""Identity, revisions and what goes out."""

from dataclasses import replace

import pytest

from bot.domain.statement import (
    DAY,
    HOUR,
    Change,
    Entry,
    Identity,
    Incoming,
    Known,
    Push,
    StatementId,
    Words,
    decide,
    identify,
    in_order_of_publication,
    publication_time,
    push_of,
    words_of,
)

NOW = 1_790_000_000_000
TEXT = "The mission said that twelve places are open to everyone who needs help in the north today."


def keys(*entries):
    return [identity.key for _, identity in identify(entries)]


def known(words, **changes):
    basis = Known(StatementId(7), 1, b"k" * 16, None, words, 1, words.copy_key, published_at=NOW)
    return replace(basis, **changes)


def incoming(words, **changes):
    basis = Incoming(Identity(b"k" * 16, None), words, None, NOW, "en", "Latn")
    return replace(basis, **changes)


def verdict(new, **found):
    seen = {"same": None, "at_link": None, "copy": None} | found
    return decide(incoming(new), source_id=1, **seen).change


def test_an_entry_is_its_id_whatever_else_changes():
    assert keys(Entry("1", "http://a.b/1", "x")) == keys(Entry("1", "http://a.b/2", "y"))


def test_without_an_id_it_is_its_link_without_tracking():
    assert keys(Entry(None, "http://a.b/1?utm_source=x", "x")) == keys(Entry(None, "http://a.b/1", "y"))


def test_without_both_it_is_its_title_and_day():
    entry = Entry(None, None, "Title", published_at=NOW)
    assert keys(entry) == keys(replace(entry, published_at=NOW + 1))
    assert keys(entry) != keys(replace(entry, published_at=NOW + DAY))


def test_an_id_repeated_within_a_document_merges_nothing():
    first, second = Entry("1", "http://a.b/1", "x"), Entry("1", "http://a.b/2", "y")
    assert len(set(keys(first, second))) == 2


def test_a_link_shared_within_a_document_merges_nothing():
    first, second = Entry(None, "http://a.b/", "x"), Entry(None, "http://a.b/", "y")
    assert len(set(keys(first, second))) == 2
    assert all(identity.url is None for _, identity in identify([first, second]))


def test_an_entry_repeated_word_for_word_comes_once():
    assert len(keys(Entry("1", None, "x"), Entry("1", None, "x"))) == 1


def test_an_entry_without_a_title_takes_its_first_words():
    assert words_of(Entry("1", None, "", "Some  words")).title == "Some words"
    assert len(words_of(Entry("1", None, "", "", "x " * 1000)).title) <= 500


@pytest.mark.parametrize("at", [None, -1, 0, NOW + 30 * DAY, 253_402_300_799_000])
def test_a_date_nobody_can_believe_is_the_time_it_was_seen(at):
    assert publication_time(Entry("1", None, published_at=at), now=NOW) == (NOW, False)


def test_a_date_a_little_in_the_future_is_now():
    assert publication_time(Entry("1", None, published_at=NOW + HOUR), now=NOW) == (NOW, True)


def test_an_update_date_stands_in_for_a_missing_one():
    assert publication_time(Entry("1", None, updated_at=NOW - HOUR), now=NOW) == (NOW - HOUR, True)


def test_what_nobody_knows_is_published():
    assert verdict(Words("New", body=TEXT)) is Change.PUBLISH


@pytest.mark.parametrize(
    "new",
    [
        Words("Title", "", TEXT.replace(" ", "  ")),
        Words("Title", "", TEXT + " More came later."),
        Words("Title", "", TEXT[:60] + "…"),
        Words("Title", "", TEXT[:60] + " [...]"),
        Words("Title", "", ""),
        Words("Title", "A summary appears", TEXT),
    ],
)
def test_white_space_and_length_at_the_end_are_no_revision(new):
    assert verdict(new, same=known(Words("Title", "", TEXT))) is Change.UNCHANGED


@pytest.mark.parametrize(
    "new",
    [
        Words("Another title", "", TEXT),
        Words("Title", "", TEXT.replace("twelve", "thirteen")),
    ],
)
def test_a_changed_word_is_a_correction(new):
    assert verdict(new, same=known(Words("Title", "", TEXT))) is Change.CORRECT


def test_what_another_source_makes_of_its_copy_corrects_nothing():
    theirs = known(Words("Title", "", TEXT), source_id=2)
    assert verdict(Words("Title", "", "Quite other words"), same=theirs) is Change.UNCHANGED


def test_a_withdrawn_statement_is_not_brought_back_by_its_feed():
    gone = known(Words("Title", "", TEXT), withdrawn=True)
    assert verdict(Words("Other"), same=gone) is Change.UNCHANGED


def test_the_same_words_at_the_same_link_under_a_new_id_are_a_copy():
    assert verdict(Words("Title", "", TEXT), at_link=known(Words("Title", "", TEXT))) is Change.COPY


def test_other_words_at_the_same_link_under_a_new_id_are_another_statement():
    assert verdict(Words("Other", "", TEXT), at_link=known(Words("Title", "", TEXT))) is Change.PUBLISH


def test_the_same_words_again_are_a_copy_but_an_anniversary_is_news():
    words = Words("Title", "", TEXT)
    assert words.copy_key == Words("TITLE", "", TEXT.upper()).copy_key
    assert verdict(words, copy=known(words)) is Change.COPY
    assert verdict(words, copy=known(words, published_at=NOW - 365 * DAY)) is Change.PUBLISH


def test_short_texts_are_never_taken_for_copies():
    assert Words("Weather report", "Sunny").copy_key is None


def test_the_first_fetch_old_items_and_floods_are_not_pushed():
    assert push_of(NOW, now=NOW, first_fetch=True, flood=False) is Push.STORED
    assert push_of(NOW - 49 * HOUR, now=NOW, first_fetch=False, flood=False) is Push.STORED
    assert push_of(NOW, now=NOW, first_fetch=False, flood=True) is Push.WAITING
    assert push_of(NOW - 47 * HOUR, now=NOW, first_fetch=False, flood=False) is Push.NOW


def test_equal_times_keep_the_documents_order_which_is_newest_first():
    assert in_order_of_publication([(5, "c"), (5, "b"), (1, "a"), (5, "z")]) == ("a", "z", "b", "c")
