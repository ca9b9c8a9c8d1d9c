"""The buttons to a story's other languages and sources."""

from dataclasses import replace

import pytest

from bot.domain.statement import Sibling, StatementId
from bot.render.alert import alert
from bot.render.stories import story_rows
from tests.unit.test_render import CARD, VOICE

LARGEST = 2**63 - 1


def of(*others: tuple[int, str, str]):
    return replace(
        CARD, others=tuple(Sibling(StatementId(number), lang, name) for number, lang, name in others)
    )


def words(card, lang="en", **more):
    return [[button.text for button in row] for row in story_rows(card, lang, VOICE, **more)]


def test_who_is_alone_has_no_buttons():
    assert words(CARD) == []


def test_languages_stand_in_one_row_under_their_own_names_and_sources_below():
    card = of(
        (8, "en", "Agjencia & Co"), (9, "sr", "Mission"), (10, "sq", "KosovaPress <1>"), (11, "en", "Wire")
    )
    assert words(card) == [["English", "Српски"], ["Also: KosovaPress <1>"]]
    assert words(card, "sr-Latn") == [["English", "Srpski"], ["Takođe: KosovaPress <1>"]]
    assert words(card, "sq") == [["English", "Српски"], ["Edhe: KosovaPress <1>"]]


def test_each_language_and_each_source_has_one_button_and_only_three_of_either_are_shown():
    langs = [
        (20 + number, lang, "Other") for number, lang in enumerate(("en", "sr", "en", "de", "fr", "und"))
    ]
    sources = [(30 + number, "sq", f"Source {number // 2}") for number in range(10)]
    same = [(50, "sq", CARD.source_name)]
    rows = story_rows(of(*langs, *sources, *same), "en", VOICE)
    assert [button.data for button in rows[0]] == ["card:other:20:7", "card:other:21:7", "card:other:23:7"]
    assert [row[0].data for row in rows[1:]] == ["card:other:30:7", "card:other:32:7", "card:other:34:7"]


def test_what_took_anothers_place_leads_back_to_it():
    rows = story_rows(of((5, "en", "Wire"), (9, "sr", "Wire")), "en", VOICE, origin=StatementId(5))
    assert [[button.data for button in row] for row in rows] == [
        ["card:back:5", "card:other:9:5"],
        ["card:back:5"],
    ]


def test_beside_what_was_withdrawn_nothing_stands_but_the_way_back():
    gone = replace(of((5, "en", "Wire")), withdrawn_at=CARD.published_at)
    assert alert(gone, "en", VOICE).keyboard == ()
    (row,) = alert(gone, "en", VOICE, origin=StatementId(5)).keyboard
    assert [button.data for button in row] == ["card:back:5"]


@pytest.mark.parametrize("lang", VOICE.texts.languages)
@pytest.mark.parametrize("name", ["ق" * 200, "👩‍👩‍👧" * 90, "", "\u202eRTL"])
def test_any_name_and_number_fits_a_button(lang, name):
    card = replace(of((LARGEST, "en", name), (LARGEST, "sq", name)), id=StatementId(LARGEST - 1))
    for row in story_rows(card, lang, VOICE, origin=StatementId(LARGEST - 2)):
        for button in row:
            assert len(button.data.encode()) <= 64
            assert 0 < len(button.text) <= 64
