"""Telegram HTML: what is stored, and every way it can be wrong."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.entities import Entity, to_html, utf16_length
from sandbox.markup import MarkupError, parse_html, plain, with_entities

ERRORS = [
    ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
    ("<", "Unclosed start tag at byte offset 0"),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("ë<b", "Unclosed start tag at byte offset 2"),
    ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
    ("<BR>", 'Unsupported start tag "br" at byte offset 0'),
    ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
    ("😀<ul>", 'Unsupported start tag "ul" at byte offset 4'),
    ("<b>", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
    ("</b>", "Unexpected end tag at byte offset 0"),
    ("<b>x</b></b>", "Unexpected end tag at byte offset 8"),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<b>x</b y>", "Unclosed end tag at byte offset 4"),
    ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b>a<i>b</b></i>", 'Unmatched end tag at byte offset 8, expected "</i>", found "</b>"'),
    ("<strong>a</b>", 'Unmatched end tag at byte offset 9, expected "</strong>", found "</b>"'),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
    ('<a href="x', "Unclosed start tag at byte offset 0"),
    ("<a ='x'>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<b />", 'Empty attribute name in the tag "b" at byte offset 0'),
    ("<a href=http://un.org>x</a>", "Unexpected end of name token at byte offset 8"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<span class="x">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    (
        "&#xd800;",
        (
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        ),
    ),
]


@pytest.mark.parametrize(("source", "message"), ERRORS)
def test_broken_markup_is_refused_in_telegrams_words(source: str, message: str) -> None:
    with pytest.raises(MarkupError) as caught:
        parse_html(source)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a &lt; b &gt; c &amp; d &quot;e&quot;", 'a < b > c & d "e"'),
        ("&lt &amp &#65 &#x42;", "< & A B"),
        ("&nbsp; &hellip; &#0; &#9999999;", "&nbsp; &hellip; &#0; &#9999999;"),
        ("  both ends \n", "both ends"),
        ("a\rb\u2028c\u202ed\te\x01f", "abcd e f"),
        ("<b>x</>", "x"),
        ("<B>x</b>", "x"),
        ("<b >x</b >", "x"),
        ("a > b", "a > b"),
        ("<b></b>", ""),
    ],
)
def test_text_comes_out_as_telegram_stores_it(source: str, text: str) -> None:
    assert parse_html(source).text == text


@pytest.mark.parametrize(
    ("source", "entities"),
    [
        ("😀<b>x</b>", [Entity("bold", 2, 1)]),
        ("<b>a<i>b</i></b>", [Entity("bold", 0, 2), Entity("italic", 1, 1)]),
        ("<b>a</b><b>b</b>", [Entity("bold", 0, 2)]),
        ("<b><strong>a</strong></b>", [Entity("bold", 0, 1)]),
        ("<u>a</u><s>b</s>", [Entity("underline", 0, 1), Entity("strikethrough", 1, 1)]),
        ("<ins>a</ins><del>b</del>", [Entity("underline", 0, 1), Entity("strikethrough", 1, 1)]),
        ('<span class="tg-spoiler">a</span>', [Entity("spoiler", 0, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", [Entity("spoiler", 0, 1)]),
        ("<code>a<b>b</b></code>", [Entity("code", 0, 2)]),
        ("<b>a<code>b</code></b>", [Entity("bold", 0, 1), Entity("code", 1, 1)]),
        ("<pre>a</pre>", [Entity("pre", 0, 1)]),
        (
            '<pre><code class="language-py">a</code></pre>',
            [Entity("pre", 0, 1, language="py")],
        ),
        (
            '<code class="language-py"><pre>a</pre></code>',
            [Entity("pre", 0, 1, language="py")],
        ),
        ('<code class="language-py">a</code>', [Entity("code", 0, 1)]),
        ("<blockquote>a</blockquote>", [Entity("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", [Entity("expandable_blockquote", 0, 1)]),
        (
            "<blockquote>a<blockquote>b</blockquote></blockquote>",
            [Entity("blockquote", 0, 2)],
        ),
        ('<a href="un.org">a</a>', [Entity("text_link", 0, 1, url="http://un.org/")]),
        (
            "<a href='https://UN.org/x?a=1&amp;b=2'>a</a>",
            [Entity("text_link", 0, 1, url="https://un.org/x?a=1&b=2")],
        ),
        ("<a>https://un.org/x</a>", [Entity("text_link", 0, 16, url="https://un.org/x")]),
        ('<a href="tg://user?id=7">a</a>', [Entity("text_mention", 0, 1, user_id=7)]),
        ('<a href="javascript:alert(1)">a</a>', []),
        ('<a href="ftp://un.org/">a</a>', []),
        ('<a href="http://localhost:8000/">a</a>', []),
        ('<a href="mailto:a@b.org">a</a>', []),
        ('<tg-emoji emoji-id="5">a</tg-emoji>', [Entity("custom_emoji", 0, 1, custom_emoji_id="5")]),
        ("<b>a </b> ", [Entity("bold", 0, 1)]),
        (" <b> a</b>", [Entity("bold", 0, 2)]),
    ],
)
def test_formatting_becomes_entities(source: str, entities: list[Entity]) -> None:
    assert list(parse_html(source).entities) == entities


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start x", [("bot_command", "/start")]),
        ("/topics@kumtar_demo_bot", [("bot_command", "/topics@kumtar_demo_bot")]),
        ("see https://un.org/a_b?c=d.", [("url", "https://un.org/a_b?c=d")]),
        ("#COVID-19 #COVID19 #123", [("hashtag", "#COVID"), ("hashtag", "#COVID19")]),
        ("#TëDrejtat", [("hashtag", "#TëDrejtat")]),
        ("ask @kumtar or a@un.org", [("email", "a@un.org"), ("mention", "@kumtar")]),
        ("1/2 and/or http://localhost/", []),
    ],
)
def test_telegram_finds_links_commands_and_hashtags_itself(text: str, found: list[tuple[str, str]]) -> None:
    entities = plain(text).entities
    shown = [(e.type, text[e.offset : e.end]) for e in entities]
    assert sorted(shown) == sorted(found)


def test_only_a_hundred_entities_are_kept() -> None:
    formatted = parse_html(" ".join("<b>x</b>" for _ in range(150)))
    assert len(formatted.entities) == 100
    assert formatted.text.count("x") == 150


def test_given_entities_outside_the_text_are_dropped() -> None:
    formatted = with_entities(
        "abc", [Entity("bold", 1, 99), Entity("bold", 50, 1), Entity("text_link", 0, 1, url="nohost")]
    )
    assert formatted.entities == (Entity("bold", 1, 2),)


def test_html_for_the_page_is_safe_and_shows_every_style() -> None:
    formatted = parse_html(
        '<b>&lt;script&gt;</b> <a href="https://un.org/?q=%22&quot;">x</a> '
        "<blockquote expandable>q</blockquote> <tg-spoiler>s</tg-spoiler>"
    )
    assert formatted.html == (
        '<b>&lt;script&gt;</b> <a href="https://un.org/?q=%22&quot;">x</a> '
        '<blockquote class="expandable">q</blockquote> <span class="spoiler">s</span>'
    )


def test_overlapping_entities_make_balanced_html() -> None:
    overlapping = [Entity("bold", 0, 4), Entity("italic", 2, 4)]
    assert to_html("abcdef", overlapping) == "<b>ab<i>cd</i></b><i>ef</i>"


FRAGMENTS = st.sampled_from(
    ["<b>", "</b>", "<i>", "</i>", "</>", "<a href='", "https://un.org", "'>", "</a>", "<", ">", "&lt;",
     "&#x1F600;", "&", "<pre>", "</pre>", '<code class="language-x">', "</code>", "<blockquote>",
     "</blockquote>", "😀", "ë", " ", "\n", "\r", "#tag", "/cmd", "@mention", "\0", "=", '"', "\u2028"]
)  # fmt: skip
SOURCES = st.one_of(st.text(), st.lists(FRAGMENTS, max_size=25).map("".join))
PAIRS = [("<b>", "</b>"), ("<i>", "</i>"), ("<code>", "</code>"), ("<pre>", "</pre>"),
         ("<blockquote>", "</blockquote>"), ('<a href="https://un.org">', "</a>"),
         ("<tg-spoiler>", "</tg-spoiler>")]  # fmt: skip
BALANCED = st.recursive(
    st.text(max_size=6).map(html.escape),
    lambda inner: st.tuples(st.sampled_from(PAIRS), st.lists(inner, max_size=3)).map(
        lambda made: made[0][0] + "".join(made[1]) + made[0][1]
    ),
    max_leaves=12,
)


@given(SOURCES)
def test_no_text_crashes_the_parser(source: str) -> None:
    try:
        formatted = parse_html(source)
    except MarkupError:
        return
    size = utf16_length(formatted.text)
    for entity in formatted.entities:
        assert 0 <= entity.offset < entity.end <= size


@given(BALANCED)
def test_balanced_markup_is_stored_within_bounds_and_shown_balanced(source: str) -> None:
    formatted = parse_html(source)
    size = utf16_length(formatted.text)
    assert all(0 <= e.offset < e.end <= size and e.length > 0 for e in formatted.entities)
    shown = formatted.html
    assert html.unescape(re.sub(r"<[^>]*>", "", shown)) == formatted.text
    depth: list[str] = []
    for closing, tag in re.findall(r"<(/?)(\w+)", shown):
        if closing:
            assert depth.pop() == tag
        else:
            depth.append(tag)
    assert not depth
