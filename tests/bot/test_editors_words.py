"""What editors see, in every language: whole, balanced, within Telegram's limits."""

import json
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.data import load_taxonomy
from bot.domain.broadcast import Broadcast, BroadcastState, Content
from bot.domain.fanout import Fanout, FanoutId, FanoutKind, FanoutState, SubjectId
from bot.domain.progress import Progress, Report, Stage, way_of
from bot.domain.source import FetchState, Problem, Rights, Source, SourceSpec, SourceState
from bot.domain.statement import Card, StatementId
from bot.domain.subscriber import SubscriberId, SubscriberState, Term, TermKind
from bot.domain.writing import Written
from bot.i18n import Html, load_texts
from bot.ports import Listed, Notice, Stats
from bot.render import announcing, desk, picking, publishing, sources
from bot.render.html import fits
from bot.render.publishing import Step
from bot.render.voice import Voice
from bot.services.desk import NOTICE_DETAILS
from handlers.editors import EDITOR_COMMANDS
from sandbox.markup import parse_html

LANGS = ("en", "sq", "sr", "sr-Latn")
NOW = 1_795_500_000_000
WILD = "<b>&\"' Ndërmarrja е ЦРНА 👩‍👩‍👧 " * 40


@pytest.fixture(scope="module")
def voice():
    return Voice(load_texts(), load_taxonomy(), ZoneInfo("Europe/Belgrade"))


def is_sound(message):
    """Telegram would take it: markup balanced, not too long, buttons within their bytes."""
    assert message.text.strip()
    parse_html(message.text)
    assert fits(message.text)
    assert sum(len(row) for row in message.keyboard) <= 100
    for row in message.keyboard:
        assert 0 < len(row) <= 8
        for button in row:
            assert button.text.strip()
            assert len((button.data or "").encode()) <= 64
    return message


def data_of(message):
    return [button.data for row in message.keyboard for button in row if button.data]


def fanout(state=FanoutState.RUNNING):
    return Fanout(
        id=FanoutId(1),
        subject=SubjectId(7),
        kind=FanoutKind.BROADCAST,
        priority=30,
        audience=(),
        langs=(),
        state=state,
        cursor=SubscriberId(0),
        not_before=NOW,
        expires_at=NOW,
        created_at=NOW,
        pause_reason="Bad Request: <x>",
        sent=2,
        failed=1,
        unknown=1,
    )


def report(stage=Stage.RUNNING, **figures):
    broadcast = Broadcast(
        id=SubjectId(2**53),
        author=900,
        content=Content(WILD, "[]"),
        audience=(Term(TermKind.ALL), Term(TermKind.TOPIC, "covid_19"), Term(TermKind.TOPIC, "no_such")),
        langs=("sq", "en"),
        state=BroadcastState.CONFIRMED,
        confirm_token="f" * 32,
        created_at=NOW,
        fanout=fanout(),
    )
    known = {"audience": 1234, "sent": 600, "failed": 3, "unknown": 1, "rate": 27.31, "reason": "<no>"}
    return Report(broadcast, Progress(NOW, stage, NOW, **(known | figures)))


CARD = Card(
    id=StatementId(2**53),
    revision_no=1,
    source_key="editorial",
    source_name=WILD[:100],
    official=True,
    rights=Rights.OWN,
    title=WILD[:300],
    summary=WILD[:350],
    body=WILD,
    url="https://example.org/a?b=<c>&d",
    links=(),
    topics=("covid_19",),
    published_at=NOW,
    reading_minutes=2,
    lang="sq",
    script="Latn",
)


def source(state=SourceState.ACTIVE, problem=None, waiting=0, **fetch):
    spec = SourceSpec("k" * 32, WILD[:200], "https://example.org/feed?a=<b>&c=d", enabled=True)
    looked = FetchState(spec.url, problem=problem, detail=WILD if problem else "", failures=3, **fetch)
    return Source(2**31, spec, looked, state, waiting=waiting)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("stage", list(Stage))
def test_an_announcement_is_told_at_every_stage(voice, lang, stage):
    now = report(stage)
    is_sound(announcing.progress_card(lang, voice, now))
    is_sound(announcing.details(lang, voice, now, viewer=900))
    is_sound(announcing.details(lang, voice, now, viewer=1))
    is_sound(announcing.listed(lang, voice, [now] * 10))
    who = announcing.who_sends(lang, voice, "<i>Arta", 901)
    told = is_sound(announcing.told_others(lang, voice, now, who))
    assert "&lt;i&gt;Arta (901)" in told.text
    voice.plain(lang, f"announce-already-{stage}")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("rate", "sent"), [(None, 0), (0.4, 10), (5.0, 1000), (27.3, 1229)])
def test_speed_and_time_left_are_told_when_they_can_be(voice, lang, rate, sent):
    card = is_sound(announcing.progress_card(lang, voice, report(rate=rate, sent=sent)))
    assert ("0.4" in card.text or "0,4" in card.text) == (rate == 0.4)


@pytest.mark.parametrize("lang", LANGS)
def test_an_announcement_is_asked_for_chosen_and_previewed(voice, lang):
    topics = (Term(TermKind.TOPIC, "covid_19"),)
    for chosen in ((), topics):
        for langs in ((), ("sq", "sr", "en")):
            is_sound(announcing.chooser(lang, voice, chosen, langs, 5))
            for page in (-1, 0, 1, 99):
                is_sound(announcing.topic_chooser(lang, voice, chosen, langs, 5, page=page))
    for readers in (0, 1, 2, 5, 21):
        under = is_sound(
            announcing.before_confirming(lang, voice, report(Stage.DRAFT, audience=readers), 60_000)
        )
        assert any(b.data.startswith("ann:go:") for row in under.keyboard for b in row) == (readers > 0)
    is_sound(announcing.listed(lang, voice, []))
    is_sound(replace(announcing.announcement(Content("x")), text="x"))


def test_an_editor_without_a_name_is_told_by_id(voice):
    assert announcing.who_sends("en", voice, " ", 901) == "Editor 901"


def test_the_announcement_itself_is_not_touched():
    content = Content(WILD, json.dumps([{"type": "bold", "offset": 0, "length": 3}]))
    message = announcing.announcement(content)
    assert (message.text, message.entities, message.keyboard) == (WILD, content.entities, ())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("step", list(Step))
def test_a_statement_is_composed_on_one_card(voice, lang, step):
    whole = Written(WILD[:500], WILD * 3, "https://a.example/" + "x" * 400, "sr", ("covid_19",), urgent=True)
    for written in (Written(), whole, Written("<t>", lang="und")):
        is_sound(publishing.composing(lang, voice, written, step))
        is_sound(publishing.choosing_language(lang, voice, written))
        for page in range(6):
            is_sound(publishing.choosing_topics(lang, voice, written, page=page))
    is_sound(publishing.before_publishing(lang, voice, 3, "f" * 32))


@pytest.mark.parametrize("lang", LANGS)
def test_a_statement_is_shown_with_its_way_to_readers(voice, lang):
    ways = [
        way_of(replace(fanout(state), id=FanoutId(n), kind=kind, gone=1), 9, now=NOW)
        for n, (state, kind) in enumerate(zip(FanoutState, [*FanoutKind, FanoutKind.EDIT], strict=True))
    ]
    card = is_sound(publishing.statement_card(lang, voice, CARD, 2, ways))
    for kind in FanoutKind:
        assert voice.plain(lang, f"way-{kind}") in card.text
    assert voice.say(lang, "failed-gone", number=1) in card.text
    live = [way for way in ways if not way.is_over]
    assert [d for d in data_of(card) if d.startswith("fan:")] == [
        f"fan:{act}:{way.fanout.id}:{CARD.id}"
        for way in live
        for act in ("resume" if way.fanout.state is FanoutState.PAUSED else "pause", "cancel")
    ]
    assert {f"stm:urgent:{CARD.id}", f"wdr:ask:{CARD.id}"} <= set(data_of(card))
    is_sound(publishing.really_withdraw(lang, voice, CARD, 3))
    gone = is_sound(publishing.statement_card(lang, voice, replace(CARD, withdrawn_at=NOW), 1, []))
    assert data_of(gone) == [f"stm:show:{CARD.id}"]


def test_the_preview_has_no_button_that_cannot_work_yet(voice):
    preview = is_sound(publishing.preview("en", voice, replace(CARD, lang="und")))
    assert {b.data for row in preview.keyboard for b in row if b.data} <= {"pub:later"}


@pytest.mark.parametrize("lang", LANGS)
def test_statements_to_choose_from_fit(voice, lang):
    is_sound(publishing.statements_listed(lang, voice, [CARD] * 5))
    is_sound(publishing.statements_listed(lang, voice, []))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("problem", list(Problem))
def test_every_problem_of_a_source_says_what_it_is_and_what_to_do(voice, lang, problem):
    card = is_sound(sources.source_card(lang, voice, source(problem=problem), stale=False, now=NOW))
    assert voice.say(lang, f"problem-{problem}") in card.text
    assert voice.say(lang, f"remedy-{problem}") in card.text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("state", list(SourceState))
def test_a_source_is_told_in_every_state(voice, lang, state):
    known = source(state, last_good_at=NOW, newest_item_at=NOW, next_at=NOW + 60_000, waiting=21)
    off = replace(known, spec=replace(known.spec, enabled=False), urgent=True)
    held = Listed((CARD,) * 7, more=True)
    for each in (known, off, source(state)):
        for stale in (False, True):
            is_sound(sources.source_card(lang, voice, each, stale=stale, now=NOW))
            is_sound(sources.source_card(lang, voice, each, stale=stale, now=NOW, corrections=held))
    is_sound(sources.really_amend(lang, voice, known, held))
    is_sound(sources.listed(lang, voice, [(known, True)] * 45, page=1))
    is_sound(
        sources.listed(
            lang,
            voice,
            [(source(problem=Problem.PARSER_KILLED, last_good_at=NOW, newest_item_at=NOW, waiting=9), False)]
            * 45,
        )
    )
    is_sound(sources.listed(lang, voice, []))


@pytest.mark.parametrize("lang", LANGS)
def test_the_flood_is_shown_page_by_page_with_its_ways_out(voice, lang):
    flooded = source(waiting=121)
    cards = Listed((CARD,) * sources.LOOK_AT, more=True)
    for offset in (0, sources.LOOK_AT):
        message = is_sound(sources.flood(lang, voice, flooded, cards, offset=offset))
        turns = [b for row in message.keyboard for b in row if "flood" in (b.data or "")]
        assert len(turns) == (2 if offset else 1)
    is_sound(sources.flood(lang, voice, source(), Listed((), more=False)))
    is_sound(sources.how_many(lang, voice, flooded))
    is_sound(sources.really_all(lang, voice, flooded))
    is_sound(sources.really_store(lang, voice, flooded))
    assert [b.text for b in sources.how_many(lang, voice, source(waiting=2)).keyboard[0]] == ["1"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_figures_are_told_full_and_empty(voice, lang):
    full = Stats(
        readers_by_state={state.value: 3 for state in SubscriberState},
        readers_by_lang={"sq": 9, "sr": 2, "en": 1, "": 4},
        readers_by_topic={topic.key: 2 for topic in voice.taxonomy.topics} | {"gone": 1},
        statements=1234,
        statements_last_day=5,
        deliveries_by_day=tuple((f"2026-11-{day:02}", 100, 2) for day in range(30, 0, -1)),
    )
    is_sound(desk.stats(lang, voice, full))
    is_sound(desk.stats(lang, voice, Stats({}, {}, {}, 0, 0, ())))


DETAILS = {
    "source": "<RTK>",
    "since": str(NOW),
    "problem": "timeout",
    "detail": "<b>",
    "alternates": "https://a.example/f?x=1&y=2 https://b.example/",
    "count": "21",
    "subject": "12",
    "chat": "-1001234567890",
    "id": str(2**53),
    "title": "<News> & more",
    "reason": "can't parse <entities>",
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", list(NOTICE_DETAILS))
def test_every_notice_has_words(voice, lang, key):
    details = {name: DETAILS[name] for name in NOTICE_DETAILS[key]}
    message = is_sound(desk.notice(lang, voice, Notice(1, key, details, NOW), source()))
    assert key not in message.text
    assert message.keyboard[0][0].data == f"src:show:{2**31}"


def test_a_notice_of_another_release_is_told_as_it_is(voice):
    for key, details in (("source-sings", {"key": "a", "lang": "b"}), ("source-stale", {"source": "x"})):
        message = is_sound(desk.notice("en", voice, Notice(1, key, details, NOW), None))
        assert key in message.text


def test_a_web_page_without_feeds_says_so(voice):
    told = desk.notice("en", voice, Notice(1, "source-html", {"source": "X", "alternates": ""}, NOW), None)
    assert "names no feed" in told.text


@pytest.mark.parametrize("lang", LANGS)
def test_the_editors_commands_have_words_for_the_menu(voice, lang):
    for command in EDITOR_COMMANDS:
        assert 0 < len(voice.plain(lang, f"command-{command}")) <= 256


def test_numbers_bend_the_words(voice):
    assert voice.plain("sr", "count-readers", readers=1) == "1 читалац"
    assert voice.plain("sr", "count-readers", readers=22) == "22 читаоца"
    assert voice.plain("sr-Latn", "count-readers", readers=5) == "5 čitalaca"
    assert voice.plain("sq", "count-statements", statements=2) == "2 deklarata"
    assert voice.plain("en", "count-statements", statements=1) == "1 statement"


def test_what_is_chosen_is_marked(voice):
    row = picking.language_row("sq", voice, ("sr",), data="x")
    assert [b.text.startswith("✅") for b in row] == [False, True, False]
    assert Html("a") == "a"
