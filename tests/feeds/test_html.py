import pytest

from bot.domain.statement import Link
from bot.feeds.html import plain_text, title_text

PAGE = "https://agency.example/en/1"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("a <b and c> d", "a <b and c> d"),
        ("AT&T", "AT&T"),
        ("AT&amp;T", "AT&T"),
        ("Kosova&#8217;s day", "Kosova’s day"),
        ("Kosova&amp;#8217;s day", "Kosova’s day"),
        ("<b>Human</b> rights <i>now</i>", "Human rights now"),
        ("&lt;b&gt;literal&lt;/b&gt;", "<b>literal</b>"),
        ("one<br/>two", "one two"),
        ("  many \n\t spaces ", "many spaces"),
        ("<script>alert(1)</script>Title", "Title"),
        ("a <unknown> tag", "a <unknown> tag"),
        ("", ""),
    ],
)
def test_a_title_is_one_line_of_plain_text(written: str, read: str) -> None:
    assert title_text(written) == read


def test_a_literal_title_keeps_its_angle_brackets() -> None:
    assert title_text("Use <b> for bold &amp; more", literal=True) == "Use <b> for bold & more"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two<br>lines</p>", "One\n\nTwo\nlines"),
        ("<div>One<div>Two</div>Three</div>", "One\n\nTwo\n\nThree"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
        ("a<b>b</b>c <i>d</i>", "abc d"),
        ("One\n\nTwo\nlines", "One\n\nTwo lines"),
        ("<p>a &lt;b&gt; c &amp; d</p>", "a <b> c & d"),
        ("&lt;p&gt;escaped&lt;/p&gt;&lt;p&gt;twice&lt;/p&gt;", "escaped\n\ntwice"),
        ("&lt;!-- c --&gt;&lt;p&gt;escaped&lt;/p&gt; but <b>not here</b>", "escaped\n\nbut not here"),
        ("<p>x<script>evil()</script><style>p{}</style><!-- c --><img src=x onerror=evil()>y</p>", "xy"),
        ("<p>a</p><figure><img src=x><figcaption>caption</figcaption></figure>", "a"),
        ("<p>unclosed <b>bold <p>next", "unclosed bold\n\nnext"),
        ("<svg><text>x</text></svg><iframe>y</iframe><p>z</p>", "z"),
        ("<br><br>", ""),
        ("<p>non&nbsp;breaking</p>", "non breaking"),
    ],
)
def test_markup_becomes_paragraphs(markup: str, text: str) -> None:
    assert plain_text(markup).text == text


def test_links_come_absolute_and_once_with_their_words() -> None:
    found = plain_text(
        '<p><a href="/a.pdf">Report</a> <a href="/a.pdf">again</a> <a href="b">B</a> <a href="//c.example/d">C</a>'
        '<a href="javascript:alert(1)">no</a> <a href="mailto:a@b.example">no</a> <a href="tag:x,1">no</a>'
        '<a href="https://e.example/"><img src="/i.png"></a> <a href="ftp://f.example/">no</a><a>no</a></p>',
        PAGE,
    )
    assert found.links == (
        Link("https://agency.example/a.pdf", "Report"),
        Link("https://agency.example/en/b", "B"),
        Link("https://c.example/d", "C"),
    )


def test_at_most_thirty_links_are_kept() -> None:
    assert len(plain_text("".join(f'<a href="/{n}">n</a>' for n in range(50)), PAGE).links) == 30


def test_nesting_as_deep_as_it_likes_needs_no_stack() -> None:
    assert plain_text("<b>" * 5000 + "x").text == "x"
