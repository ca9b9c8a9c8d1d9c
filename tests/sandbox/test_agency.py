"""The sample agency: feeds that a parser reads, statements by time, and words fit for the demo."""

import aiohttp
import feedparser
import pytest

from bot.config import BUNDLED_SOURCES
from bot.data import load_sources, load_taxonomy
from sandbox.agency import BUNDLED, Agency, AgencyStatement, load_statements, write_demo_sources

STATEMENTS = load_statements(BUNDLED)


class Clock:
    now = 1_790_000_000.0

    def __call__(self):
        return self.now


async def titles(agency, lang, **headers):
    async with aiohttp.ClientSession() as web, web.get(agency.feed_url(lang), headers=headers) as answer:
        if answer.status != 200:
            return answer.status, answer.headers
        return [e.title for e in feedparser.parse(await answer.read()).entries], answer.headers


async def test_statements_and_corrections_appear_by_time():
    clock = Clock()
    async with Agency(clock=clock) as agency:
        before, _ = await titles(agency, "en")
        assert "Statement on Human Rights Day" in before
        clock.now += 60
        assert "Human rights office opens 12 places in a safe house" in (await titles(agency, "en"))[0]
        clock.now += 60
        later = (await titles(agency, "en"))[0]
        assert "Human rights office opens 14 places in a safe house" in later
        assert "Human rights office opens 12 places in a safe house" not in later


async def test_an_unchanged_feed_answers_304():
    async with Agency(clock=Clock()) as agency:
        _, headers = await titles(agency, "sr")
        status, _ = await titles(agency, "sr", **{"If-None-Match": headers["ETag"]})
        assert status == 304


async def test_a_test_publishes_corrects_and_withdraws_by_hand():
    async with Agency(None) as agency:
        agency.publish(AgencyStatement("1", "en", "A <title> & more", "Summary", "One.\n\nTwo."))
        assert (await titles(agency, "en"))[0] == ["A <title> & more"]
        agency.correct("1", title="Other")
        assert (await titles(agency, "en"))[0] == ["Other"]
        async with aiohttp.ClientSession() as web, web.get(f"{agency.url}/articles/1") as page:
            assert "<p>Two.</p>" in await page.text()
        agency.withdraw("1")
        assert (await titles(agency, "en"))[0] == []
        agency.fails_with = 503
        assert (await titles(agency, "en"))[0] == 503


async def test_the_demo_sources_load(tmp_path):
    async with Agency(None) as agency:
        write_demo_sources(tmp_path / "s.toml", agency)
    specs = load_sources(tmp_path / "s.toml", load_taxonomy())
    assert [spec.language for spec in specs] == ["en", "sq", "sr"]


def test_the_bundled_sources_load():
    assert load_sources(BUNDLED_SOURCES, load_taxonomy())


def test_a_newcomer_sees_each_language_within_a_minute_and_one_correction():
    assert {s.lang for s in STATEMENTS if 0 < s.after < 60} == {"en", "sq", "sr"}
    assert sum(s.corrected is not None for s in STATEMENTS) == 1
    assert len({s.id for s in STATEMENTS}) == len(STATEMENTS) >= 20


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda s: s.id)
def test_every_statement_is_told_in_two_paragraphs_and_has_a_topic(statement):
    assert "\n\n" in statement.body.strip()
    assert 80 <= len(statement.summary) <= 350
    assert load_taxonomy().tag(statement.title, statement.summary), "no topic"
