"""The operators of a search, as loosely as people type them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.narrowing import Reading, narrow
from bot.domain.query import Operator, Scope, Unread, parse_query
from bot.domain.topic import Taxonomy, Topic

SOURCES = {"un_news": "UN News", "koha": "Koha Ditore", "koha_sport": "Koha Sport", "editorial": "Redaksia"}
HEALTH = Topic(
    "health", "society", {"en": "Health", "sq": "Shëndetësia", "sr": "Здравље"}, {}, {"en": ("medicine",)}
)
PRISHTINA = ZoneInfo("Europe/Belgrade")
NOW = round(datetime(2026, 3, 31, 23, 30, tzinfo=UTC).timestamp() * 1000)  # already April in Prishtina
READING = Reading(SOURCES, Taxonomy([HEALTH]), NOW, PRISHTINA)


def read(typed):
    return narrow(parse_query(typed).narrowed, READING)


def scope(typed):
    found, unread = read(typed)
    assert unread == ()
    return found


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("from:un_news", ("un_news",)),
        ("from:UNNEWS", ("un_news",)),
        ('from:"un news"', ("un_news",)),
        ("from:koha", ("koha",)),
        ("from:ditore", ("koha",)),
        ("from:koh", ("koha", "koha_sport")),
        ("nga:koha izvor:un_news", ("koha", "un_news")),
    ],
)
def test_a_source_is_found_by_its_key_or_name(typed, keys):
    assert scope(typed) == Scope(sources=keys)


@pytest.mark.parametrize("typed", ["topic:health", "tema:здравље", "topic:Shendetesia", "topic:medicine"])
def test_a_topic_is_found_by_any_of_its_names(typed):
    assert scope(typed) == Scope(topics=("health",))


@pytest.mark.parametrize(
    ("typed", "lang"),
    [("lang:sq", "sq"), ("jezik:srpski", "sr"), ("gjuha:Anglisht", "en"), ("lang:AL", "sq")],
)
def test_a_language_is_found_by_its_code_or_name(typed, lang):
    assert scope(typed) == Scope(langs=(lang,))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("since:2026-03-01", (2026, 3, 1)),
        ("since:1.3.2026", (2026, 3, 1)),
        ("since:01.03.2026.", (2026, 3, 1)),
        ("since:1/3/2026", (2026, 3, 1)),
        ("since:2026-03", (2026, 3, 1)),
        ("since:2025", (2025, 1, 1)),
        ("since:0d", (2026, 4, 1)),
        ("since:7d", (2026, 3, 25)),
        ("since:2w", (2026, 3, 18)),
        ("since:3m", (2026, 1, 1)),
        ("since:1y", (2025, 4, 1)),
        ("që:3muaj", (2026, 1, 1)),
        ("од:2нед", (2026, 3, 18)),
        ("since:9999y", (1990, 1, 1)),
        ("since:9999d", (1998, 11, 15)),
        ("since:2026-03-01 since:2026-02-01", (2026, 3, 1)),
    ],
)
def test_a_time_is_a_day_or_so_long_ago_and_begins_at_the_readers_midnight(typed, day):
    assert scope(typed) == Scope(since=round(datetime(*day, tzinfo=PRISHTINA).timestamp() * 1000))


def test_a_month_ago_in_a_shorter_month_is_its_last_day():
    now = round(datetime(2026, 3, 31, 12, tzinfo=UTC).timestamp() * 1000)
    found, _ = narrow(parse_query("since:1m").narrowed, Reading({}, Taxonomy([]), now, UTC))
    assert found.since == round(datetime(2026, 2, 28, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("typed", "operator"),
    [
        ("since:foo", Operator.SINCE),
        ("since:2026-02-30", Operator.SINCE),
        ("since:31.4.2026", Operator.SINCE),
        ("since:7x", Operator.SINCE),
        ("since:0001-01-01", Operator.SINCE),
        ("since:", Operator.SINCE),
        ("from:nobody", Operator.FROM),
        ("from:", Operator.FROM),
        ("nga:nobody", Operator.FROM),
        ("topic:nothing", Operator.TOPIC),
        ("lang:klingon", Operator.LANG),
    ],
)
def test_what_cannot_be_read_is_told_and_left_out(typed, operator):
    assert read(f"{typed} from:koha") == (Scope(sources=("koha",)), (Unread(typed, operator),))


def test_a_name_that_means_two_things_is_what_its_value_is():
    assert scope("od:koha").sources == ("koha",)
    assert scope("od:7d").since is not None


@given(st.sampled_from(["from", "topic", "lang", "since", "od"]), st.text(max_size=30))
def test_no_value_is_an_error(name, value):
    read(f"{name}:{value}")
    read(f'{name}:"{value}"')
