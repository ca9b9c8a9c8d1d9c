"""What readers are shown: balanced, within Telegram's limits, and only as much as the rights allow."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.source import FetchState, Source, SourceSpec
from bot.domain.statement import Card, Link, StatementId
from bot.domain.subscriber import ALL, Following, Term, TermKind
from bot.domain.text import utf16_len
from bot.domain.topic import Taxonomy, Topic
from bot.i18n import Html, load_texts
from bot.render import html, lists, screens
from bot.render.alert import alert, bundle, more
from bot.render.searching import Found, found
from bot.render.voice import Voice
from sandbox.markup import parse_html

COVID = Topic(
    "covid_19",
    "health",
    {"en": "COVID-19", "sq": "COVID-19", "sr": "Ковид 19"},
    {"en": "COVID19", "sq": "COVID19", "sr": "Ковид19"},
)
VOICE = Voice(load_texts(), Taxonomy([COVID]), ZoneInfo("Europe/Belgrade"))
LANGS = VOICE.texts.languages
AT = 1_795_525_500_000
CARD = Card(
    id=StatementId(7),
    revision_no=1,
    source_key="agency",
    source_name="Agjencia & Co",
    official=True,
    rights="own",
    title="Bridge <reopened>",
    summary="Traffic flows again. " * 30,
    body="First paragraph.\n\nSecond paragraph.",
    url="https://agency.example/s/7",
    links=(Link("https://who.int/", "WHO"),),
    topics=("covid_19", "gone_topic"),
    published_at=AT,
    reading_minutes=2,
    lang="sq",
    script="Latn",
)  # fmt: skip

anything = st.text(
    alphabet=st.one_of(st.sampled_from("<>&\"'/ab \n\u202e😀é\u0000ж"), st.characters()), max_size=600
)
urls = st.one_of(
    st.none(),
    anything,
    anything.map(lambda tail: f"https://agency.example/{tail}"),
    anything.map(lambda h: f"http://{h}/"),
)
cards = st.builds(
    replace,
    st.just(CARD),
    source_name=anything,
    title=anything,
    summary=st.text(max_size=2000),
    body=st.one_of(anything, anything.map(lambda text: text * 40)),
    url=urls,
    links=st.lists(st.builds(Link, urls.map(lambda url: url or ""), anything), max_size=40).map(tuple),
    rights=st.sampled_from(["own", "summary", "link"]),
    official=st.booleans(),
    urgent=st.booleans(),
    withdrawn_at=st.none() | st.integers(0, 10**13),
    corrected_at=st.sampled_from([None, AT]),
    lang=st.sampled_from(["sq", "sr", "en", "und", "xx"]),
    topics=st.lists(st.sampled_from(["covid_19", "gone_topic"]), max_size=2).map(tuple),
)


def is_sound(message):
    """Telegram would take it as it is."""
    seen = parse_html(message.text)
    assert seen.text.strip()
    assert utf16_len(seen.text) <= 4096
    assert html.fits(message.text)
    assert len(seen.entities) <= 100
    buttons = [button for row in message.keyboard for button in row]
    assert len(buttons) <= 100
    for button in buttons:
        assert button.text.strip()
        assert (button.url is None) != (button.data is None)
        assert len((button.data or "").encode()) <= 64
        if button.url:
            assert html.linkable(button.url, longest=10_000)
    assert sum(len(b.text.encode()) + len((b.url or b.data or "").encode()) + 60 for b in buttons) < 10_000
    return seen.text


@settings(max_examples=150, deadline=None)
@given(card=cards, lang=st.sampled_from(LANGS), previews=st.booleans())
def test_any_statement_is_an_alert_that_telegram_takes(card, lang, previews):
    is_sound(alert(card, lang, VOICE, previews=previews))


@settings(max_examples=60, deadline=None)
@given(card=cards, lang=st.sampled_from(LANGS))
def test_all_pages_of_more_are_messages_that_telegram_takes(card, lang):
    page, turning = 0, True
    while turning:
        shown = more(card, lang, VOICE, page=page)
        is_sound(shown)
        page += 1
        turning = any(b.data == f"card:more:{card.id}:{page}" for row in shown.keyboard for b in row)
        assert page < 50


@settings(max_examples=25, deadline=None)
@given(
    many=st.lists(cards, min_size=1, max_size=8),
    times=st.sampled_from([1, 1, 6]),
    lang=st.sampled_from(LANGS),
)
def test_a_bundle_carries_every_card_once_and_in_order(many, times, lang):
    many = many * times
    messages = bundle(many, lang, VOICE)
    assert [card for _, held in messages for card in held] == many
    for message, _ in messages:
        is_sound(message)


@settings(max_examples=60, deadline=None)
@given(
    many=st.lists(cards, max_size=5), typed=anything.map(lambda text: text[:200]), lang=st.sampled_from(LANGS)
)
def test_any_list_is_a_message_that_telegram_takes(many, typed, lang):
    hits = Found(typed=typed, cards=many, page=1, more=True, snippets={}, also=(typed,), did_you_mean=typed)
    is_sound(found(hits, lang, VOICE))
    is_sound(lists.latest(many, lang, VOICE, page=0, more=False, topic="covid_19", others=True))


@settings(max_examples=60, deadline=None)
@given(text=anything, limit=st.integers(5, 300))
def test_pieces_lose_nothing_but_white_space_and_never_exceed_their_limit(text, limit):
    found = list(html.pieces(text, limit))
    assert all(utf16_len(piece) <= limit for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())


# ── what it says ──────────────────────────────────────────────────────────────────────────────────


def test_an_alert_says_whose_words_they_are_and_when():
    seen = is_sound(alert(CARD, "en", VOICE))
    assert seen.startswith("Agjencia & Co ✔️ official\nBridge <reopened>\n\nTraffic flows again.")
    assert "#COVID19\n24 November 2026, 14:05 · 2 min read · Albanian" in seen


@pytest.mark.parametrize(
    ("lang", "facts"),
    [
        ("sq", "#COVID19\n24 nëntor 2026, 14:05 · 2 min lexim · shqip"),
        ("sr", "#Ковид19\n24. новембар 2026. у 14:05 · 2 мин читања · албански"),
        ("sr-Latn", "#Kovid19\n24. novembar 2026. u 14:05 · 2 min čitanja · albanski"),
    ],
)
def test_an_alert_speaks_its_readers_language(lang, facts):
    assert facts in is_sound(alert(CARD, lang, VOICE))


def test_the_agencys_text_is_never_transliterated():
    assert "Нови мост" in is_sound(alert(replace(CARD, title="Нови мост"), "sr-Latn", VOICE))


def test_a_summary_ends_with_a_sentence_within_350_characters():
    seen = is_sound(alert(CARD, "en", VOICE))
    summary = seen.split("\n\n")[1]
    assert len(summary) <= 350
    assert summary.endswith("again.")


def test_rights_decide_what_is_shown():
    linked = replace(CARD, rights="link")
    assert "Traffic" not in is_sound(alert(linked, "en", VOICE))
    for rights in ("link", "summary"):
        shown = is_sound(more(replace(CARD, rights=rights), "en", VOICE))
        assert "First paragraph" not in shown
        assert "WHO" in shown
    assert "First paragraph" in is_sound(more(CARD, "en", VOICE))


def test_more_is_offered_only_where_there_is_more():
    def buttons(card):
        return [button.text for row in alert(card, "en", VOICE).keyboard for button in row]

    assert buttons(CARD) == ["Read", "Share", "More"]
    assert buttons(replace(CARD, links=(), rights="summary")) == ["Read", "Share"]
    assert buttons(replace(CARD, links=(Link(CARD.url, "itself"),), rights="summary")) == ["Read", "Share"]
    assert buttons(replace(CARD, links=(), rights="summary", url="http://localhost/x")) == []


def test_marks_of_urgency_correction_and_withdrawal():
    assert "🔴 Urgent" in is_sound(alert(replace(CARD, urgent=True), "en", VOICE))
    corrected = is_sound(alert(replace(CARD, corrected_at=AT + 60_000), "en", VOICE))
    assert "✏️ Corrected 24 November 2026, 14:06" in corrected
    withdrawn = alert(replace(CARD, withdrawn_at=CARD.published_at + 3_600_000), "en", VOICE)
    assert "⛔ Withdrawn" in is_sound(withdrawn)
    assert "<s>Bridge" in withdrawn.text
    assert "Traffic" not in withdrawn.text
    assert withdrawn.keyboard == ()


def test_a_preview_needs_a_link_in_the_text():
    shown = alert(CARD, "en", VOICE, previews=True, silent=True)
    assert shown.preview
    assert shown.silent
    assert 'href="https://agency.example/s/7"' in shown.text
    assert not alert(replace(CARD, url=None), "en", VOICE, previews=True).preview


def test_a_statement_without_a_title_says_so():
    assert "(no title)" in is_sound(alert(replace(CARD, title=" \u202e "), "en", VOICE))


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://a.example/ž?q=a b#x", "https://a.example/%C5%BE?q=a%20b#x"),
        ("https://шта.срб/x", "https://xn--80a9ar.xn--90a3ac/x"),
        ("http://127.0.0.1:8080/s/1", "http://127.0.0.1:8080/s/1"),
        ("https://localhost/x", None),
        ("javascript:alert(1)", None),
        ("https://user:word@a.example/", None),
        ("https://a.example:port/", None),
        ("https://[::1", None),
        ("https://a..example/", None),
        ("", None),
        (None, None),
        ("https://a.example/" + "x" * 3000, None),
    ],
)
def test_only_what_telegram_takes_becomes_a_link(url, taken):
    assert html.linkable(url) == taken


def test_packing_keeps_blocks_whole():
    blocks = [Html(f"<b>{'x' * 100}</b>")] * 100
    pages = html.packed(blocks, limit=1000)
    assert sum(page.count("<b>") for page in pages) == 100
    assert all(html.units(page) <= 1000 for page in pages)


def test_screens_hold_however_much_is_followed():
    keywords = tuple(Term(TermKind.KEYWORD, f"{'w' * 36} {number:02}") for number in range(50))
    known = tuple(
        Source(
            number,
            SourceSpec(f"{'k' * 29}{number:03}", "N" * 300, "https://a.example"),
            FetchState("https://a.example"),
        )
        for number in range(40)
    )
    followed = tuple(Term(TermKind.SOURCE, source.spec.key) for source in known)
    for lang in LANGS:
        for chosen in (
            Following(),
            Following((ALL,)),
            Following((ALL, *keywords, *followed), followed),
            Following(keywords),
        ):
            for page in (0, 1, 99):
                is_sound(screens.following(chosen, lang, VOICE, known, page=page, paused=True))
                for prefix in ("topics", "ch:-1001234567890123"[:17]):
                    choosing = screens.Choosing(chosen, lang, prefix)
                    is_sound(screens.topics(choosing, VOICE, page=page))
                    is_sound(screens.sources(choosing, VOICE, known, page=page))
        is_sound(
            screens.unclear("<x>" * 100, (*keywords[:3], ALL, *followed[:3]), lang, VOICE, known, act="add")
        )
