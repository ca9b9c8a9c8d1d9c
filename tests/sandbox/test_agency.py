"""The sample agency: feeds that a parser reads, statements by time, and words fit for the demo."""

import gzip
import html
import re
from xml.etree import ElementTree as ET

import aiohttp
import feedparser
import pytest

from bot.config import BUNDLED_SOURCES
from bot.data import load_sources, load_taxonomy
from bot.language.lexicon import load_lexicon
from sandbox.agency import BUNDLED, NAMES, Agency, AgencyStatement, load_statements, write_demo_sources

STATEMENTS = load_statements(BUNDLED)
TAXONOMY = load_taxonomy(load_lexicon())
TWELVE = "Human rights office opens 12 places in a safe house"
FOURTEEN = "Human rights office opens 14 places in a safe house"


class Clock:
    now = 1_790_000_000.0

    def __call__(self):
        return self.now


async def get(url, **headers):
    async with (
        aiohttp.ClientSession(auto_decompress=False, headers={"Accept-Encoding": "identity"}) as web,
        web.get(url, headers=headers) as answer,
    ):
        return answer.status, answer.headers, await answer.read()


async def entries(agency, lang):
    _, _, body = await get(agency.feed_url(lang))
    feed = feedparser.parse(body)
    assert not feed.bozo
    return feed.entries


async def titles(agency, lang):
    return [entry.title for entry in await entries(agency, lang)]


def paragraphs(statement):
    return (statement.corrected or statement).body.strip().split("\n\n")


def a_statement(id="1", **changes):
    return AgencyStatement(
        **{
            "id": id,
            "lang": "en",
            "title": "A <title> & more",
            "summary": "Short.",
            "body": "One <b>.\n\nTwo.",
            **changes,
        }
    )


@pytest.mark.parametrize("lang", NAMES)
async def test_a_feed_gives_every_statement_of_its_language_newest_first(lang):
    clock = Clock()
    async with Agency(clock=clock) as agency:
        clock.now += 1_000
        found = await entries(agency, lang)
        told = sorted((s for s in STATEMENTS if s.lang == lang), key=lambda s: -s.after)
        assert [e.id for e in found] == [s.id for s in told]
        assert [e.summary for e in found] == [(s.corrected or s).summary for s in told]
        assert found[0].published_parsed[:3] == (2026, 9, 21)
        for entry, statement in zip(found, told, strict=True):
            assert len(re.findall("<p>", entry.content[0].value)) >= 2
            status, _, page = await get(entry.link)
            assert status == 200
            assert all(f"<p>{html.escape(p)}</p>" in page.decode() for p in paragraphs(statement))


async def test_a_feed_says_who_it_is():
    async with Agency(None) as agency:
        _, headers, body = await get(agency.feed_url("sr"))
        channel = ET.fromstring(body).find("channel")
        assert headers["Content-Type"] == "application/rss+xml; charset=utf-8"
        assert channel.findtext("title") == NAMES["sr"]
        assert channel.findtext("language") == "sr"
        assert channel.find("{http://www.w3.org/2005/Atom}link").get("href") == agency.feed_url("sr")
        assert (await get(agency.feed_url("de")))[0] == 404


async def test_statements_and_corrections_appear_by_time():
    clock = Clock()
    async with Agency(clock=clock) as agency:
        before = await titles(agency, "en")
        assert "Message on Human Rights Day" in before
        assert TWELVE not in before
        clock.now += 60
        first = next(e for e in await entries(agency, "en") if e.title == TWELVE)
        clock.now += 60
        later = await entries(agency, "en")
        corrected = next(e for e in later if e.title == FOURTEEN)
        assert TWELVE not in [e.title for e in later]
        assert (corrected.id, corrected.link, corrected.published) == (
            first.id,
            first.link,
            first.published,
        )


async def test_an_unchanged_feed_answers_304_and_a_changed_one_does_not():
    clock = Clock()
    async with Agency(clock=clock) as agency:
        clock.now += 5
        url = agency.feed_url("sq")
        _, headers, _ = await get(url)
        by_tag = {"If-None-Match": headers["ETag"]}
        by_date = {"If-Modified-Since": headers["Last-Modified"]}
        both = by_tag | {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}
        for asked in (by_tag, by_date, both, {"If-None-Match": f'"other", W/{headers["ETag"]}'}):
            status, answered, body = await get(url, **asked)
            assert (status, body, answered["ETag"]) == (304, b"", headers["ETag"])
        assert (await get(url, **{"If-Modified-Since": "yesterday"}))[0] == 200
        clock.now += 20  # the first new one in Albanian
        for asked in (by_tag, by_date, {"If-None-Match": '"other"'} | by_date):
            assert (await get(url, **asked))[0] == 200


async def test_every_change_of_a_feed_moves_its_date():
    clock = Clock()
    async with Agency(clock=clock) as agency:
        seen = []
        for seconds, act in (
            (33, lambda: None),  # published by time
            (75, lambda: None),  # corrected by time
            (1, lambda: agency.publish(a_statement())),
            (1, lambda: agency.correct("1", title="Other")),
            (1, lambda: agency.withdraw("1")),
        ):
            clock.now += seconds
            act()
            seen.append((await get(agency.feed_url("en")))[1]["Last-Modified"])
        assert sorted(set(seen)) == seen


async def test_a_feed_is_compressed_for_those_who_take_it():
    async with Agency(clock=Clock()) as agency:
        _, plain, body = await get(agency.feed_url("en"))
        _, headers, packed = await get(agency.feed_url("en"), **{"Accept-Encoding": "gzip, deflate"})
        assert "Content-Encoding" not in plain
        assert headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed) == body


async def test_a_test_publishes_corrects_and_withdraws_by_hand():
    async with Agency(None) as agency:
        agency.publish(a_statement(slug="a-slug", links=(('https://example.org/?a=1&b="', "<More>"),)))
        _, _, feed = await get(agency.feed_url("en"))
        assert ET.fromstring(feed).findtext("channel/item/title") == "A <title> & more"
        _, _, page = await get(f"{agency.url}/articles/a-slug")
        assert b"<h1>A &lt;title&gt; &amp; more</h1>" in page
        assert b"<p>One &lt;b&gt;.</p><p>Two.</p>" in page
        assert b'<a href="https://example.org/?a=1&amp;b=&quot;">&lt;More&gt;</a>' in page
        agency.correct("1", title="Other", body="Three.")
        (entry,) = await entries(agency, "en")
        assert (entry.title, entry.summary) == ("Other", "Short.")
        assert entry.content[0].value.startswith("<p>Three.</p>")
        agency.withdraw("1")
        assert await titles(agency, "en") == []
        assert (await get(f"{agency.url}/articles/a-slug"))[0] == 404


async def test_a_correction_by_hand_is_not_undone_by_one_that_comes_by_time():
    clock = Clock()
    async with Agency(clock=clock) as agency:
        clock.now += 50
        agency.correct(next(s.id for s in STATEMENTS if s.corrected), title="By hand")
        clock.now += 100
        assert "By hand" in await titles(agency, "en")


async def test_a_test_makes_the_feeds_fail():
    async with Agency(clock=Clock()) as agency:
        agency.fails_with = 503
        assert (await get(agency.feed_url("en")))[0] == 503
        agency.fails_with, agency.serves_html = None, True
        status, headers, page = await get(agency.feed_url("en"))
        assert status == 200
        assert headers["Content-Type"].startswith("text/html")
        assert (
            f'type="application/rss+xml" title="{NAMES["sq"]}" href="{agency.feed_url("sq")}"'
            in page.decode()
        )
        agency.serves_html = False
        assert await titles(agency, "en")


async def test_the_demo_sources_load(tmp_path):
    async with Agency(None) as agency:
        write_demo_sources(tmp_path / "s.toml", agency)
        specs = load_sources(tmp_path / "s.toml", TAXONOMY)
        assert [spec.url for spec in specs] == [agency.feed_url(lang) for lang in NAMES]
    assert [spec.language for spec in specs] == ["en", "sq", "sr"]
    assert all(spec.official and spec.rights == "own" and spec.interval is None for spec in specs)


def test_the_bundled_sources_load():
    assert load_sources(BUNDLED_SOURCES, TAXONOMY)


def test_a_newcomer_sees_each_language_within_a_minute_and_one_correction():
    assert {s.lang for s in STATEMENTS if 0 < s.after < 60} == {"en", "sq", "sr"}
    (corrected,) = [s for s in STATEMENTS if s.corrected]
    assert corrected.after + 60 < corrected.corrected.after < 120
    assert len({s.id for s in STATEMENTS}) == len({s.path for s in STATEMENTS}) == len(STATEMENTS) >= 20


def test_there_is_something_to_find_from_the_start_in_every_language():
    there = [s for s in STATEMENTS if s.after < 0]
    for topic in ("human_rights", "covid_19"):
        told = {
            s.lang for s in there if topic in {tag.topic for tag in TAXONOMY.tag(s.title, s.body, s.lang)}
        }
        assert told == {"en", "sq", "sr"}


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda s: s.slug)
def test_every_statement_is_told_in_two_paragraphs_and_has_a_topic(statement):
    assert 2 <= len(statement.body.strip().split("\n\n")) <= 6
    assert 80 <= len(statement.body.split()) <= 350
    assert 80 <= len(statement.summary) <= 350
    assert TAXONOMY.tag(statement.title, statement.body, statement.lang), "no topic"
