import json
from pathlib import Path

import pytest

from bot.domain.source import ParsedFeed, ParseFailed, ParseResult, Problem
from bot.domain.statement import Entry, Link
from bot.feeds.parse import parse

URL = "https://agency.example/feed.xml"


def rss(items: str, channel: str = "<title>Agency</title>", head: str = '<?xml version="1.0"?>') -> bytes:
    return f'{head}<rss version="2.0" {NAMESPACES}><channel>{channel}{items}</channel></rss>'.encode()


NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
)


def atom(entries: str, attributes: str = "") -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>Agency</title>{entries}</feed>'.encode()


def feed_of(body: bytes, content_type: str = "") -> ParsedFeed:
    parsed = parse(body, content_type, URL)
    assert isinstance(parsed, ParsedFeed), parsed
    return parsed


def entry_of(body: bytes) -> Entry:
    (entry,) = feed_of(body).entries
    return entry


def failed(parsed: ParseResult) -> Problem:
    assert isinstance(parsed, ParseFailed), parsed
    return parsed.problem


def test_an_item_with_everything() -> None:
    entry = entry_of(
        rss(
            """<item><title>Human &amp;amp; rights</title><link>/s/1</link><guid isPermaLink="false">s1</guid>
            <pubDate>Mon, 02 Mar 2026 08:15:00 CET</pubDate><dc:creator>A</dc:creator><dc:creator>B</dc:creator>
            <description>&lt;p&gt;In short&lt;/p&gt;</description>
            <content:encoded><![CDATA[<p>At length.</p><p>With a <a href="/r.pdf">report</a>, <a href="/s/1">this</a>.</p>]]>
            </content:encoded><enclosure url="https://agency.example/a.mp3" type="audio/mpeg" length="1"/></item>""",
            "<title>Agency</title><link>https://agency.example/</link><language>sr-Latn-RS</language>",
        )
    )
    assert entry == Entry(
        guid="s1",
        url="https://agency.example/s/1",
        title="Human & rights",
        summary="In short",
        body="At length.\n\nWith a report, this.",
        links=(Link("https://agency.example/r.pdf", "report"),),
        published_at=1_772_435_700_000,
        updated_at=None,
        language="sr",
        authors=("A", "B"),
    )


def test_the_longer_text_is_the_body_wherever_it_stands() -> None:
    swapped = "<description>The whole long text of it</description><content:encoded>Short</content:encoded>"
    entry = entry_of(rss(f"<item><title>t</title>{swapped}</item>"))
    assert (entry.summary, entry.body) == ("Short", "The whole long text of it")


def test_a_single_text_is_the_summary_wherever_it_stands() -> None:
    for name in ("description", "content:encoded"):
        entry = entry_of(rss(f"<item><title>t</title><{name}>The text</{name}></item>"))
        assert (entry.summary, entry.body) == ("The text", "")


def test_an_atom_entry_with_everything() -> None:
    entry = entry_of(
        atom(
            """<entry xml:lang="sr"><id>tag:agency.example,2026:1</id><title type="html">&lt;b&gt;Bold&lt;/b&gt;</title>
            <link rel="self" href="/api/1"/><link rel="enclosure" href="/a.mp3"/><link href="en/1"/>
            <published>2026-03-02T08:15:00+01:00</published><updated>2026-03-02T08:16:00+01:00</updated>
            <author><name>A</name></author><author><name>B</name></author>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x <a href="y">z</a></p></div></content>
            </entry>""",
            'xml:lang="sq" xml:base="https://agency.example/base/"',
        )
    )
    assert (entry.guid, entry.url) == ("tag:agency.example,2026:1", "https://agency.example/base/en/1")
    assert (entry.title, entry.summary) == ("Bold", "x z")
    assert entry.links == (Link("https://agency.example/base/y", "z"),)
    assert (entry.published_at, entry.updated_at) == (1_772_435_700_000, 1_772_435_760_000)
    assert (entry.authors, entry.language) == (("A", "B"), "sr")


def test_atoms_plain_title_is_taken_at_its_word() -> None:
    entry = entry_of(atom('<entry><title type="text">5 &lt; 6 &lt;b&gt; &amp;amp;</title></entry>'))
    assert entry.title == "5 < 6 <b> &"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("javascript:alert(1)", None), ("mailto:a@b.example", None), ("tag:a,2026:1", None), ("http://", None),
        ("http://[broken", None), ("https://agency.example:99999999/", None), ("x" * 5000, None),
        ("//other.example/a", "https://other.example/a"), ("?id=5", "https://agency.example/?id=5"),
        ("https://agency.example/a b", "https://agency.example/a%20b"),
        ("https://agency.example/?a=1&amp;b=2", "https://agency.example/?a=1&b=2"),
        ("https://agency.example/?a=1&copy=2", "https://agency.example/?a=1&copy=2"),
    ],
)  # fmt: skip
def test_a_link_is_absolute_and_of_the_web_or_none(link: str, url: str | None) -> None:
    channel = "<title>t</title><link>https://agency.example/</link>"
    assert entry_of(rss(f"<item><title>t</title><link>{link}</link></item>", channel)).url == url


def test_a_guid_is_a_link_only_when_it_is_one() -> None:
    permalink, word, denied = feed_of(
        rss(
            "<item><guid>https://agency.example/1</guid></item><item><guid>x1</guid></item>"
            '<item><guid isPermaLink="false">https://agency.example/3</guid></item>'
        )
    ).entries
    assert (permalink.guid, permalink.url) == ("https://agency.example/1", "https://agency.example/1")
    assert (word.guid, denied.guid) == ("x1", "https://agency.example/3")
    assert (word.url, denied.url) == (None, None)


@pytest.mark.parametrize(
    "before",
    [
        "\n\n  ", "\ufeff\n", "<br />\n<b>Warning</b>: Undefined key in <b>/var/www/feed.php</b> on line <b>12</b><br />\n",
        "PHP Notice: x\n", "<!-- <rss> cached -->", "<!-- unclosed ", "\x00\x01",
    ],
)  # fmt: skip
def test_junk_before_the_document_is_passed_over(before: str) -> None:
    feed = feed_of(before.encode() + rss("<item><title>Ë &euml; &nbsp;&bogus; A&B</title></item>"))
    assert [entry.title for entry in feed.entries] == ["Ë ë &bogus; A&B"]


def test_junk_after_the_document_is_passed_over() -> None:
    assert (
        feed_of(rss("<item><title>t</title></item>") + b"\n<!-- took 0.1 s -->\n<b>Warning</b>").complaint
        is None
    )


def test_control_characters_and_halves_of_characters_never_get_through() -> None:
    odd = "a\x00b\x0b\x1f&#0;&#x1F;&#xD83D;&#55357;&#56832; \ufffe<![CDATA[&#0;c]]>"
    feed = feed_of(
        rss(f"<item><title>{odd}</title><description>{odd}</description><guid>{odd}</guid></item>")
    )
    assert feed.entries[0].title == "ab😀 �c" or feed.entries[0].title == "ab😀 c"
    everything = json.dumps([feed.entries[0].title, feed.entries[0].summary, feed.entries[0].guid])
    assert "\\u0000" not in everything
    assert "\\ud83d\\ude00" in everything
    for text in (feed.entries[0].title, feed.entries[0].summary, feed.entries[0].guid or ""):
        text.encode("utf-8")


def test_a_document_cut_in_an_item_keeps_what_has_a_title() -> None:
    whole = rss("<item><title>one</title></item><item><title>two</title><description>half of")
    whole = whole[: whole.index(b"half of") + 7]
    feed = feed_of(whole)
    assert [(e.title, e.summary) for e in feed.entries] == [("one", ""), ("two", "")]
    assert feed.complaint == "The document breaks off before its end."
    assert [e.title for e in feed_of(whole[: whole.index(b"two</")]).entries] == ["one"]


def test_undeclared_prefixes_and_unquoted_markup_are_read_all_the_same() -> None:
    feed = feed_of(
        b"<rss version='2.0'><channel><item><title>5 < 6</title><foo:bar>x</foo:bar></item></channel></rss>"
    )
    assert feed.entries[0].title == "5 < 6"
    assert feed.complaint is not None


def test_an_empty_item_inside_an_item_does_not_end_it() -> None:
    assert [
        e.url
        for e in feed_of(rss("<item><title>t</title><item /><link>https://a.example/</link></item>")).entries
    ] == ["https://a.example/"]


def test_what_a_cms_prints_around_a_text_is_left_out() -> None:
    signature = '<p>The post <a href="https://a.example/1">T</a> appeared first on <a href="https://a.example">A</a>.</p>'
    drupal = "<span>T</span> <span>admin</span> <span>Mon, 03/02/2026 - 05:15</span> <p>Text.</p>"
    for text in (f"<p>Text.</p>{signature}", drupal):
        entry = entry_of(
            rss(
                f"<item><title>T</title><dc:creator>admin</dc:creator><description><![CDATA[{text}]]></description></item>"
            )
        )
        assert (entry.summary, entry.links) == ("Text.", ())


@pytest.mark.parametrize(
    ("channel", "seconds"),
    [
        ("<ttl>15</ttl>", 900),
        ("<ttl>0</ttl>", None),
        ("<ttl>often</ttl>", None),
        ("<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 900),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 86_400),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 3600),
        ("", None),
    ],
)
def test_how_often_the_feed_wants_to_be_read(channel: str, seconds: int | None) -> None:
    assert feed_of(rss("", channel)).ttl == seconds


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("sq", "sq"),
        ("sq-AL", "sq"),
        ("sr_Latn_RS", "sr"),
        ("EN-us", "en"),
        ("albanian", None),
        ("und", None),
        ("", None),
    ],
)
def test_the_language_is_its_primary_tag(tag: str, language: str | None) -> None:
    assert feed_of(rss("<item><title>t</title></item>", f"<language>{tag}</language>")).language == language


def test_a_body_that_looks_like_a_path_opens_no_file(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss("<item><title>secret</title></item>"))
    for body in (str(path).encode(), b"file://" + str(path).encode(), b"http://127.0.0.1:1/"):
        assert failed(parse(body, "", URL)) is Problem.NOT_A_FEED


def test_no_external_entity_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret words")
    for doctype in (
        f'<!DOCTYPE rss [<!ENTITY xxe SYSTEM "file://{secret}">]>',
        f'<!DOCTYPE rss [\n<!ENTITY xxe SYSTEM "file://{secret}">\n]>',
        f'<!DOCTYPE rss [<!ENTITY % p SYSTEM "file://{secret}"> %p;<!ENTITY xxe "&p;">]>',
    ):
        body = rss("<item><title>t &xxe;</title></item>", head=f'<?xml version="1.0"?>{doctype}')
        assert "secret" not in str(parse(body, "", URL))


def test_an_entity_bomb_stays_small() -> None:
    lines = ['<!ENTITY lol0 "lol">', *(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10))]
    for joint in ("\n", ""):
        body = rss(
            "<item><title>&lol9;</title></item>", head=f"<!DOCTYPE rss [{joint}{joint.join(lines)}{joint}]>"
        )
        assert len(str(parse(body, "", URL))) < 1000


def test_harmless_declared_entities_are_read() -> None:
    body = rss(
        "<item><title>&ag; &euml;</title></item>",
        head='<!DOCTYPE rss [<!ENTITY ag "The &#65;gency"> <!ENTITY ag2 "A&b">]>',
    )
    assert (
        entry_of(
            rss("<item><title>&ag;</title></item>", head='<!DOCTYPE rss [<!ENTITY ag "The Agency">]>')
        ).title
        == "The Agency"
    )
    assert "ë" in entry_of(body).title


def test_a_web_page_is_recognised_and_its_feeds_are_named() -> None:
    page = """<!DOCTYPE html><html><head><base href="/en/"><link rel="stylesheet" href="x.css">
        <link rel="alternate" type="application/rss+xml" href="feed.xml"><link rel="Alternate" type="application/atom+xml" href="/atom">
        <link rel="alternate" type="application/feed+json" href="https://other.example/f.json">
        <link rel="alternate" type="application/json+oembed" href="/oembed"><link rel="alternate" hreflang="sq" href="/sq">
        </head><body><p>News</p></body></html>"""
    parsed = parse(page.encode(), "text/html", "https://agency.example/news")
    assert isinstance(parsed, ParseFailed)
    assert parsed.problem is Problem.HTML_PAGE
    assert parsed.alternates == (
        "https://agency.example/en/feed.xml", "https://agency.example/atom", "https://other.example/f.json",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", Problem.EMPTY),
        (b" \r\n\t\x00", Problem.EMPTY),
        (b"Service unavailable", Problem.NOT_A_FEED),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10, Problem.NOT_A_FEED),
        (b"<p>Checking your browser</p>", Problem.HTML_PAGE),
        (b"<html><body><pre>&lt;rss&gt;</pre></body></html>", Problem.HTML_PAGE),
        (b"<html><body><item>x</item></body></html>", Problem.HTML_PAGE),
        (b'<?xml version="1.0"?><sitemapindex/>', Problem.NOT_A_FEED),
    ],
)
def test_what_is_no_feed_is_said_so(body: bytes, problem: Problem) -> None:
    assert failed(parse(body, "", URL)) is problem


def test_a_feed_without_entries_is_a_feed() -> None:
    assert feed_of(rss("")).entries == ()


def test_hundreds_of_kilobytes_of_text_are_bounded() -> None:
    entry = entry_of(
        rss(f"<item><title>{'t' * 300_000}</title><description>{'d ' * 300_000}</description></item>")
    )
    assert len(entry.summary) <= 200_000
