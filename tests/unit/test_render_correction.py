"""Corrections as readers see them: whole, within Telegram's limits, and no more than the rights allow."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.difference import compare
from bot.domain.statement import Words
from bot.render.correction import notice, versions
from tests.unit.test_render import AT, CARD, LANGS, VOICE, anything, is_sound

OLD = Words("Bridge open", "The bridge has 3 lanes.", "In all 5 people came. Nobody else was there today.")
NEW = Words("Bridge shut", "The bridge has 4 lanes.", "In all 7 people came. Nobody else was there today.")
CORRECTED = replace(CARD, title="Bridge shut", corrected_at=AT)
words = st.builds(Words, anything, anything, st.one_of(anything, anything.map(lambda t: t * 30)))


def test_a_notice_shows_what_was_struck_and_what_came():
    message = notice(CORRECTED, compare(OLD, NEW), "en", VOICE, silent=True)
    seen = is_sound(message)
    assert seen.startswith("✏️ The source corrected this statement · 24 November 2026, 14:05")
    assert "In all <s>5</s> <b>7</b> people came." in message.text
    assert "Title: Bridge <s>open</s> <b>shut</b>" in message.text
    assert [b.data for row in message.keyboard for b in row] == [None, "card:versions:7:0"]
    assert message.silent


@pytest.mark.parametrize(("rights", "shown"), [("link", 1), ("summary", 2), ("own", 3)])
def test_rights_decide_which_changes_are_shown(rights, shown):
    card = replace(CORRECTED, rights=rights)
    for message in (
        notice(card, compare(OLD, NEW), "en", VOICE),
        versions(card, [(AT, OLD), (AT, NEW)], "en", VOICE),
    ):
        assert message.text.count("</s> <b>") == shown
        assert ("The text changed too." in message.text) == (shown < 3)


def test_of_a_summary_no_more_is_shown_than_an_alert_may():
    old, new = (
        Words("T", " ".join(f"In place {n} of it {word} came to it." for n in range(90)))
        for word in ("few", "many")
    )
    shown = notice(replace(CORRECTED, rights="summary"), compare(old, new), "en", VOICE)
    assert 0 < sum(len(part) for part in is_sound(shown).split("\n\n") if part.startswith("•")) <= 400
    assert "The text changed too." in shown.text


def test_what_does_not_fit_is_counted_and_stands_on_the_next_page():
    old, new = (
        Words("T", "", "".join(f"In {n} they did {word} it. " for n in range(1, 55)))
        for word in ("see", "hear")
    )
    message = notice(CORRECTED, compare(old, new), "en", VOICE)
    shown = is_sound(message).count("•")
    assert shown == 40
    assert f"… and {54 - shown} more changes" in message.text
    assert is_sound(versions(CORRECTED, [(AT, old), (AT, new)], "en", VOICE, page=1)).count("•") == 54 - shown


def test_one_long_sentence_full_of_changes_is_cut_to_a_message():
    old, new = (Words("T", "", " ".join(f"w{n} {word * 500}{n}" for n in range(30))) for word in ("a", "b"))
    assert is_sound(notice(CORRECTED, compare(old, new), "en", VOICE)).endswith("…")


def test_versions_turn_from_the_newest_change_to_the_oldest():
    revisions = [(AT, OLD), (AT, NEW), (AT, replace(NEW, summary="The bridge has 9 lanes."))]
    first, second = (versions(CORRECTED, revisions, "en", VOICE, page=page) for page in (0, 1))
    assert "Version 3 of 3" in is_sound(first)
    assert "Version 2 of 3" in is_sound(second)
    assert [b.data for row in first.keyboard for b in row] == ["card:versions:7:1", "card:back:7"]
    assert versions(CORRECTED, revisions, "en", VOICE, page=99) == second


@settings(max_examples=100, deadline=None)
@given(
    many=st.lists(words, max_size=4),
    rights=st.sampled_from(["own", "summary", "link"]),
    lang=st.sampled_from(LANGS),
    page=st.integers(0, 3),
)
def test_any_correction_is_a_message_that_telegram_takes(many, rights, lang, page):
    card = replace(CORRECTED, rights=rights)
    is_sound(versions(card, [(AT, found) for found in many], lang, VOICE, page=page))
    for old, new in pairwise(many):
        is_sound(notice(card, compare(old, new), lang, VOICE))
