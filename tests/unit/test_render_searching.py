"""The screens of search and the cards of inline mode: what was found and why, whatever stands in a title."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.data import load_taxonomy
from bot.domain.message import Outgoing
from bot.domain.query import Operator, Unread
from bot.domain.snippet import Snippet
from bot.domain.statement import Card, StatementId
from bot.domain.text import utf16_len
from bot.i18n import load_texts
from bot.render.inline import result
from bot.render.searching import Found, found, how_to_search
from bot.render.voice import Voice
from sandbox.markup import parse_html

VOICE = Voice(load_texts(), load_taxonomy(), ZoneInfo("Europe/Belgrade"))
LANGS = VOICE.texts.languages
AT = 1_795_525_500_000  # 24 November 2026, 14:05 in Belgrade
CARD = Card(
    id=StatementId(7),
    revision_no=1,
    source_key="agency",
    source_name="Agjencia Lajmësi",
    official=True,
    rights="own",
    title="Bridge reopened",
    summary="Traffic flows again.",
    body="",
    url="https://agency.example/s/7",
    links=(),
    topics=(),
    published_at=AT,
    reading_minutes=1,
    lang="en",
    script="Latn",
)
ODD = "👩‍👩‍👧‍👦 حقوق الإنسان <b>&amp;</b> \u202eevil\u2066 e\u0301 🏳️‍🌈"
PAGE = Found(typed="bridge", cards=(CARD,), page=0, more=False, snippets={})


def marked(message: Outgoing, kind: str) -> list[str]:
    """What a reader sees marked in this way."""
    shown = parse_html(message.text)
    units = shown.text.encode("utf-16-le")
    return [units[2 * e.offset : 2 * e.end].decode("utf-16-le") for e in shown.entities if e.type == kind]


def buttons(message: Outgoing) -> list[list[str]]:
    return [[button.data or button.url for button in row] for row in message.keyboard]


def snippet(text: str, *hits: str) -> dict[StatementId, Snippet]:
    return {CARD.id: Snippet(text, tuple((text.index(hit), text.index(hit) + len(hit)) for hit in hits))}


def test_a_snippet_stands_under_its_title_with_the_hits_in_bold():
    shown = found(replace(PAGE, snippets=snippet("…over the bridge & the <river>", "bridge")), "en", VOICE)
    assert marked(shown, "bold") == ["Bridge reopened", "bridge"]
    lines = parse_html(shown.text).text.splitlines()
    at = lines.index("1. Bridge reopened")
    assert lines[at + 1] == "…over the bridge & the <river>"
    assert lines[at + 2].startswith("Agjencia Lajmësi ✔️ official · 24 November 2026")


def test_hits_are_bold_among_emoji_and_from_right_to_left():
    text = "👩‍👩‍👧 حقوق الإنسان 😀 e\u0301"
    shown = found(replace(PAGE, snippets=snippet(text, "حقوق", "e\u0301")), "en", VOICE)
    assert marked(shown, "bold") == ["Bridge reopened", "حقوق", "e\u0301"]


def test_a_long_snippet_is_cut_and_its_later_hits_with_it():
    text = "near " + "far away " * 60 + "end"
    shown = found(replace(PAGE, snippets=snippet(text, "near", "end")), "en", VOICE)
    assert marked(shown, "bold") == ["Bridge reopened", "near"]


def test_corrected_and_withdrawn_ones_are_marked():
    corrected, withdrawn = replace(CARD, corrected_at=AT), replace(CARD, id=8, withdrawn_at=AT)
    shown = found(replace(PAGE, cards=(corrected, withdrawn)), "en", VOICE)
    text = parse_html(shown.text).text
    assert "1. ✏️ Bridge reopened" in text
    assert "2. ⛔ Bridge reopened" in text
    assert marked(shown, "strikethrough") == ["Bridge reopened"]


def test_what_else_was_searched_is_told_and_can_be_left_out():
    shown = found(replace(PAGE, also=("ura", "мост"), bounded=True), "en", VOICE)
    assert VOICE.say("en", "search-also", what="ura · мост") in shown.text
    assert VOICE.say("en", "search-bounded") in shown.text
    assert buttons(shown) == [["card:show:7"], ["find:e:0"]]
    exact = found(replace(PAGE, exact=True, more=True), "en", VOICE)
    assert VOICE.say("en", "search-exact") in exact.text
    assert buttons(exact) == [["card:show:7"], ["find:e:1"], ["find:p:0"]]


def test_the_page_is_counted_where_there_are_several():
    heads = [
        parse_html(found(replace(PAGE, **more), "en", VOICE).text).text.splitlines()[0]
        for more in ({}, {"more": True}, {"page": 3})
    ]
    assert heads == ["🔎 bridge", "🔎 bridge · page 1", "🔎 bridge · page 4"]


def test_what_may_have_been_meant_is_the_second_code_and_a_button():
    shown = found(replace(PAGE, cards=(), did_you_mean="mis<sing> persons"), "en", VOICE)
    assert marked(shown, "code") == ["bridge", "mis<sing> persons"]
    assert buttons(shown) == [["find:d"]]
    assert shown.keyboard[0][0].text == "🔎 mis<sing> persons"


def test_each_operator_that_could_not_be_read_is_named():
    unread = [Unread(f"{operator}:foo", operator) for operator in Operator]
    shown = found(replace(PAGE, unread=unread[:3]), "en", VOICE)
    assert [f"“{each.typed}”" in shown.text for each in unread] == [True, True, True, False]
    for lang in LANGS:
        for each in unread:
            alone = how_to_search(lang, VOICE, bot_name="kumtar_bot", source="Agency", unread=[each])
            assert each.typed in alone.text


def test_where_nothing_is_found_fewer_words_are_not_offered():
    assert buttons(found(replace(PAGE, cards=(), also=("ura",)), "en", VOICE)) == []


def test_a_last_page_that_is_empty_leads_back():
    shown = found(replace(PAGE, cards=(), page=3, notifiable=True), "en", VOICE)
    assert buttons(shown) == [["find:p:2"], ["find:n"]]


@pytest.mark.parametrize("lang", LANGS)
def test_the_fullest_page_is_one_message_with_all_its_entries(lang):
    cards = [replace(CARD, id=number, title=ODD * 20, source_name="S" * 300) for number in range(5)]
    full = Found(
        typed="😀" * 200,
        cards=cards,
        page=198,
        more=True,
        snippets={card.id: Snippet("word " * 100, ((0, 4), (5, 9))) for card in cards},
        also=["💧" * 60] * 20,
        did_you_mean="😀" * 200,
        unread=[Unread("since:" + "😀" * 200, Operator.SINCE)] * 16,
        bounded=True,
        exact=True,
        notifiable=True,
    )
    shown = found(full, lang, VOICE)
    text = parse_html(shown.text)
    assert utf16_len(text.text) <= 4096
    assert all(f"\n{number}. " in text.text for number in range(1, 6))
    assert len(text.entities) <= 100
    assert all(len((button.data or "").encode()) <= 64 for row in shown.keyboard for button in row)
    assert marked(shown, "code") == ["😀" * 200] * 2


@pytest.mark.parametrize("lang", LANGS)
def test_how_to_search_is_shown_by_examples(lang):
    shown = how_to_search(lang, VOICE, bot_name="kumtar_bot", source='The "Mission" & Co')
    assert len(marked(shown, "code")) >= 10
    assert "@kumtar_bot" in shown.text


@pytest.mark.parametrize("lang", LANGS)
def test_an_inline_result_tells_title_source_and_day_in_plain_words(lang):
    shown = result(
        replace(CARD, title=" Bridge\n reopened ", corrected_at=AT), lang, VOICE, bot_name="kumtar_bot"
    )
    assert (shown.id, shown.title) == ("s_7", "Bridge reopened")
    source, day, mark = shown.description.split(" · ")
    assert source == "Agjencia Lajmësi"
    assert day == VOICE.date(lang, AT)
    assert mark == VOICE.plain(lang, "inline-corrected")


@pytest.mark.parametrize("title", ["", " \n ", "\u202e\u2066", ODD, "а" * 5000, "😀" * 5000])
def test_an_inline_result_always_has_a_title_and_a_card_that_telegram_takes(title):
    card = replace(CARD, title=title, source_name=ODD, url="javascript:alert(1)", summary=ODD * 9)
    shown = result(card, "en", VOICE, bot_name="kumtar_bot")
    assert shown.title.strip()
    assert utf16_len(shown.title) <= 150
    assert "\u202e" not in shown.title + shown.description
    assert 0 < utf16_len(parse_html(shown.card.text).text) <= 4096
    assert len(shown.id.encode()) <= 64
    assert buttons(shown.card) == [["https://t.me/kumtar_bot?start=s_7"]]


def test_an_inline_card_leads_to_the_source_and_to_the_statement_as_it_will_stand():
    shown = result(CARD, "en", VOICE, bot_name="kumtar_bot")
    assert buttons(shown.card) == [["https://agency.example/s/7", "https://t.me/kumtar_bot?start=s_7"]]
    assert [button.text for button in shown.card.keyboard[0]] == ["Read", "Latest version"]
