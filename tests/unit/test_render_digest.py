"""Digests as their readers see them: grouped, linked, in pages that Telegram takes."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.data import load_taxonomy
from bot.domain.statement import Card
from bot.i18n import load_texts
from bot.render.digest import MOST_IN_DIGEST, digest
from bot.render.html import MAX_UNITS, seen, units
from bot.render.voice import Voice
from sandbox.markup import parse_html

VOICE = Voice(load_texts(), load_taxonomy(), ZoneInfo("Europe/Belgrade"))
CARD = Card(
    id=1,
    revision_no=1,
    source_key="un",
    source_name="UN News",
    official=True,
    rights="summary",
    title="A bridge",
    summary="",
    body="",
    url="https://un.example/1",
    links=(),
    topics=(),
    published_at=1_795_525_500_000,
    reading_minutes=1,
    lang="en",
    script="Latn",
)


def cards(count, **more):
    return [
        replace(CARD, id=n, title=f"News {n} of today", url=f"https://un.example/{n}", **more)
        for n in range(count)
    ]


def turns(message):
    return [button.data for row in message.keyboard for button in row]


def test_each_statement_stands_once_under_its_topic_with_its_link():
    topic, other = list(VOICE.taxonomy.by_key)[:2]
    made = [
        replace(CARD, title="One", topics=(other,)),
        replace(CARD, title="Two", topics=(topic, other)),
        replace(CARD, title="Three"),
        replace(CARD, title="Four", topics=(topic,)),
    ]
    text = seen(digest(made, "en", VOICE).text)
    names = [VOICE.topic_name("en", topic), VOICE.topic_name("en", other), "Other topics"]
    order = [names[0], "Two", "Four", names[1], "One", names[2], "Three"]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert digest(made, "en", VOICE).text.count('href="https://un.example/1"') == 4


def test_a_topic_that_was_renamed_is_among_the_others_and_alone_they_need_no_heading():
    text = seen(digest([replace(CARD, topics=("no_longer_there",)), CARD], "en", VOICE).text)
    assert "Other" not in text
    assert "no_longer_there" not in text


def test_ten_are_a_page_and_the_buttons_lead_to_the_neighbours():
    made = cards(25)
    shown = [digest(made, "en", VOICE, page=page) for page in range(3)]
    assert [turns(message) for message in shown] == [["digest:1"], ["digest:0", "digest:2"], ["digest:1"]]
    assert ["Page 2 of 3" in message.text for message in shown] == [False, True, False]
    for n, _ in enumerate(made):
        assert sum(f"News {n} of today" in seen(message.text) for message in shown) == 1
    assert digest(cards(10), "en", VOICE).keyboard == ()


@pytest.mark.parametrize(("asked", "given_"), [(-1, 0), (99, 2), (10**17, 2)])
def test_a_page_that_is_not_there_is_the_nearest(asked, given_):
    made = cards(25)
    assert digest(made, "en", VOICE, page=asked).text == digest(made, "en", VOICE, page=given_).text


def test_what_was_withdrawn_is_struck_out_and_what_was_corrected_is_marked():
    made = [replace(CARD, withdrawn_at=CARD.published_at), replace(CARD, corrected_at=CARD.published_at)]
    text = digest(made, "en", VOICE).text
    assert "<s>A bridge</s>" in text
    assert "✏️" in text


@pytest.mark.parametrize("title", ["", "👨‍👩‍👧‍👦" * 60, "نص عربي طويل " * 40, "<b>&" * 100, "x" * 500])
def test_the_largest_digest_of_the_oddest_titles_is_taken_by_telegram(title):
    made = [replace(card, title=title, url=None, source_name="Ж" * 300) for card in cards(MOST_IN_DIGEST)]
    for lang, page in (("en", 0), ("sr", 4), ("sr-Latn", 99), ("sq", 99)):
        message = digest(made, lang, VOICE, page=page)
        assert units(message.text) <= MAX_UNITS
        parse_html(message.text)
        assert all(len(data.encode()) <= 64 for data in turns(message))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=300), min_size=2, max_size=40), st.integers(-2, 12))
def test_any_titles_make_a_message(titles, page):
    made = [replace(CARD, id=n, title=title) for n, title in enumerate(titles)]
    message = digest(made, "sq", VOICE, page=page)
    assert 0 < units(message.text) <= MAX_UNITS
    parse_html(message.text)


def test_its_times_are_those_of_the_readers_own_zone():
    here, tokyo = (seen(digest([CARD], "en", VOICE, time_zone=zone).text) for zone in (None, "Asia/Tokyo"))
    assert VOICE.datetime("en", CARD.published_at) in here
    assert (
        Voice(VOICE.texts, VOICE.taxonomy, ZoneInfo("Asia/Tokyo")).datetime("en", CARD.published_at) in tokyo
    )
    assert here != tokyo
    assert seen(digest([CARD], "en", VOICE, time_zone="Nowhere/Else").text) == here
