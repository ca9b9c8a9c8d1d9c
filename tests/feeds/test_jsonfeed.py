import json

from bot.domain.source import ParsedFeed, ParseFailed, Problem
from bot.domain.statement import Link
from bot.feeds.parse import parse

URL = "https://agency.example/feed.json"


def read(document: object) -> ParsedFeed | ParseFailed:
    return parse(json.dumps(document).encode(), "application/feed+json", URL)


def feed(*items: object, **fields: object) -> dict[str, object]:
    return {"version": "https://jsonfeed.org/version/1.1", "title": "Agency", "items": list(items), **fields}


def test_all_that_a_json_feed_says_is_read() -> None:
    item = {
        "id": 7,
        "url": "/statements/7",
        "title": "Human rights & 5 < 6",
        "summary": "In short.",
        "content_html": '<p>At length, with a <a href="report.pdf">report</a>.</p>',
        "date_published": "2026-03-02T08:15:00+01:00",
        "date_modified": "2026-03-02T09:15:00+01:00",
        "authors": [{"name": "A"}, {"name": "B"}, {"name": "A"}, "no", {"name": 5}],
        "language": "sr-Cyrl",
        "attachments": [{"url": "https://agency.example/a.mp3"}],
    }
    parsed = read(feed(item, language="sq-AL", home_page_url="https://agency.example/home/"))
    assert isinstance(parsed, ParsedFeed)
    assert (parsed.format, parsed.title, parsed.language, parsed.complaint) == (
        "json11",
        "Agency",
        "sq",
        None,
    )
    (entry,) = parsed.entries
    assert (entry.guid, entry.url) == ("7", "https://agency.example/statements/7")
    assert (entry.title, entry.summary) == ("Human rights & 5 < 6", "In short.")
    assert entry.body == "At length, with a report."
    assert entry.links == (Link("https://agency.example/statements/report.pdf", "report"),)
    assert (entry.published_at, entry.updated_at) == (1_772_435_700_000, 1_772_439_300_000)
    assert (entry.authors, entry.language) == (("A", "B"), "sr")


def test_fields_of_a_wrong_type_count_as_absent() -> None:
    parsed = read(
        feed({"id": True, "title": 5, "url": [], "authors": "x", "content_text": {}}, "no item", language=5)
    )
    assert isinstance(parsed, ParsedFeed)
    (entry,) = parsed.entries
    assert (entry.guid, entry.url, entry.title, entry.summary, entry.authors) == (None, None, "", "", ())


def test_json_that_is_no_feed_is_refused() -> None:
    for document in ({"items": 5}, {"error": "not found"}, {"items": [{"name": "no id"}]}):
        assert read(document) == ParseFailed(
            Problem.NOT_A_FEED, "The document is JSON but not a JSON Feed; check the address."
        )


def test_broken_json_is_refused() -> None:
    for body in (b'{"version": ', b'{"a":' + b"[" * 100_000, b"{}}"):
        parsed = parse(body, "", URL)
        assert isinstance(parsed, ParseFailed)
        assert parsed.problem is Problem.NOT_A_FEED


def test_a_feed_without_a_version_is_read_with_a_complaint() -> None:
    parsed = read({"items": [{"id": "1", "content_text": "One.\n\nTwo."}]})
    assert isinstance(parsed, ParsedFeed)
    assert parsed.complaint is not None
    assert parsed.entries[0].summary == "One.\n\nTwo."
