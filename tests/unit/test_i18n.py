"""The words: complete, used, alike in all languages, and fit for where they are shown."""

import ast
import functools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.i18n import Html, closest, load_texts
from sandbox.markup import parse_html
from tools.texts import LANGUAGES, beside, read

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "bot" / "i18n"
TEXTS = load_texts()
ZONE = ZoneInfo("Europe/Belgrade")
AT = 1_795_525_500_000  # 24 November 2026, 14:05 in Belgrade

# words that stay Latin in a Serbian text
LATIN_IN_SERBIAN = frozenset(
    {
        "RSS",
        "Feed",
        "Atom",
        "JSON",
        "HTML",
        "HTTP",
        "COVID",
        "moj",
        "kanal",
        "bot",
        "py",
        "CMS",
        "http",
        "https",
    }
)


class _Variables(Visitor):
    def __init__(self, all_messages):
        self.all = all_messages
        self.names = set()
        self.selectors = []

    def visit_VariableReference(self, node):  # noqa: N802
        self.names.add(node.id.name)

    def visit_MessageReference(self, node):  # noqa: N802
        self.visit(self.all[node.id.name])

    def visit_SelectExpression(self, node):  # noqa: N802
        self.selectors.append(
            {variant.key.name for variant in node.variants if isinstance(variant.key, ftl.Identifier)}
        )
        self.generic_visit(node)


def messages(lang: str) -> Iterator[ftl.Message]:
    for file in sorted((FOLDER / lang).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{file.name}: {entry.content}"
            if isinstance(entry, ftl.Message):
                yield entry


BY_LANG = {lang: {m.id.name: m for m in messages(lang)} for lang in LANGUAGES}


@functools.cache
def looked_into(message: ftl.Message, lang: str = "en") -> _Variables:
    """What a message needs, and what those need that it refers to."""
    seen = _Variables(BY_LANG[lang])
    seen.visit(message)
    return seen


@functools.cache
def code() -> tuple[ast.AST, ...]:
    files = [*ROOT.glob("bot/**/*.py"), *ROOT.glob("handlers/*.py")]
    return tuple(node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))


KEYS = tuple(BY_LANG["en"])


def sample(key: str, value: object = 3) -> dict[str, object]:
    """Arguments for a message: numbers where it selects by one or the name says so, words elsewhere."""
    seen = looked_into(BY_LANG["en"][key])
    numbers = {
        "number",
        "minutes",
        "page",
        "days",
        "most",
        "readers",
        "statements",
        "chosen",
        "sent",
        "failed",
        "waiting",
        "unknown",
    }
    return {name: value if name in numbers or seen.selectors else "x < & y" for name in seen.names}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_says_everything_once(lang):
    assert set(BY_LANG[lang]) == set(KEYS)
    assert [key for key, times in Counter(m.id.name for m in messages(lang)).items() if times > 1] == []


@pytest.mark.parametrize("lang", ["sq", "sr"])
def test_a_message_has_the_same_arguments_in_every_language(lang):
    other = {k: looked_into(m, lang).names for k, m in BY_LANG[lang].items()}
    assert {k: looked_into(m).names for k, m in BY_LANG["en"].items()} == other


@pytest.mark.parametrize(
    ("lang", "forms"), [("en", {"one", "other"}), ("sq", {"one", "other"}), ("sr", {"one", "few", "other"})]
)
def test_every_plural_form_of_the_language_is_given(lang, forms):
    for key, message in BY_LANG[lang].items():
        for given in looked_into(message, lang).selectors:
            if "other" in given and "one" in given:
                assert given == forms, key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_says_whether_it_was_reviewed(lang):
    for key, message in BY_LANG[lang].items():
        comment = message.comment.content if message.comment else ""
        assert re.search(r"^reviewed: (yes|no)\b", comment, re.MULTILINE), key


def test_the_texts_print_side_by_side():
    assert set(read()) == set(KEYS)
    assert beside([["a"], ["b", "c"]])[1].endswith("c")


# ── in the code ───────────────────────────────────────────────────────────────────────────────────


def strings_in_the_code() -> Iterator[tuple[str, bool]]:
    """Every string of the code; of an f-string, a pattern."""
    for node in code():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, False
        elif isinstance(node, ast.JoinedStr):
            parts = (re.escape(p.value) if isinstance(p, ast.Constant) else "[a-z-]+" for p in node.values)
            yield "".join(parts), True


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Calls of these functions with the key they name outright."""
    for node in code():
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        said = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if name in names and said:
            yield said[-1], node


def _references(message: ftl.Message) -> list[ftl.MessageReference]:
    found = []

    class References(Visitor):
        def visit_MessageReference(self, node):  # noqa: N802
            found.append(node)

    References().visit(message)
    return found


def test_no_message_is_unused():
    plain = {text for text, is_pattern in strings_in_the_code() if not is_pattern}
    patterns = [re.compile(text) for text, is_pattern in strings_in_the_code() if is_pattern and "-" in text]
    plain |= {ref.id.name for lang in LANGUAGES for m in BY_LANG[lang].values() for ref in _references(m)}
    unused = [key for key in KEYS if key not in plain and not any(p.fullmatch(key) for p in patterns)]
    assert unused == []


def test_no_message_is_missing_and_each_gets_its_arguments():
    for key, call in calls("say", "plain", "InvalidInput"):
        assert key in KEYS, key
        given = {keyword.arg for keyword in call.keywords}
        if None not in given:
            assert looked_into(BY_LANG["en"][key]).names <= given, key


# ── fit for where they are shown ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", TEXTS.languages)
def test_every_message_is_balanced_markup(lang):
    for key in KEYS:
        for number in (1, 2, 5, 21):
            parse_html(TEXTS.say(lang, key, **sample(key, number)))


@pytest.mark.parametrize("lang", TEXTS.languages)
def test_buttons_toasts_and_menus_carry_no_markup(lang):
    named = {key for key, _ in calls("plain", "InvalidInput")}
    named |= {key for key in KEYS if re.search(r"(^|-)(button|toast|command)-", key)}
    for key in named:
        text = TEXTS.plain(lang, key, **sample(key))
        assert not re.search(r"</?[a-z]+>|&[a-z]+;", text), key
        assert len(text) <= 200 or key == "bot-description", key


@pytest.mark.parametrize("lang", TEXTS.languages)
def test_what_telegram_bounds_is_short_enough(lang):
    for key in KEYS:
        if "button-" in key:
            assert len(TEXTS.plain(lang, key, **sample(key))) <= 40, key
        if key.startswith("command-"):
            assert 3 <= len(TEXTS.plain(lang, key)) <= 60, key
    assert len(TEXTS.plain(lang, "bot-about")) <= 120
    assert len(TEXTS.plain(lang, "bot-description")) <= 512


def bare_words(lang: str, key: str) -> list[str]:
    text = TEXTS.plain(lang, key, **dict.fromkeys(looked_into(BY_LANG["en"][key]).names, 2))
    text = re.sub(r"<[^>]*>|/[a-z_]+|https?://\S+|[A-Z]+_[A-Z_]+|[ℹⓘ]", " ", text)
    return re.findall(r"[^\W\d_]+", text)


def test_serbian_is_cyrillic_letter_for_letter():
    for key in KEYS:
        for word in bare_words("sr", key):
            cyrillic = re.fullmatch(r"[Ѐ-ӿ]+", word)
            assert cyrillic or word in LATIN_IN_SERBIAN, f"{key}: {word}"


@pytest.mark.parametrize("lang", ["en", "sq", "sr-Latn"])
def test_the_other_languages_are_latin_letter_for_letter(lang):
    for key in KEYS:
        for word in bare_words(lang, key):
            assert re.fullmatch(r"[A-Za-zÀ-ɏ]+", word), f"{key}: {word}"


# ── how it is said ────────────────────────────────────────────────────────────────────────────────


def test_words_from_outside_are_escaped_and_markup_of_ours_is_not():
    assert TEXTS.say("en", "alert-source", source="A <b> & C") == "A &lt;b&gt; &amp; C"
    assert TEXTS.say("en", "alert-source", source=Html("<i>A</i>")) == "<i>A</i>"
    assert TEXTS.plain("en", "alert-source", source="A <b>") == "A <b>"


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 саопштење"), (2, "2 саопштења"), (5, "5 саопштења"), (11, "11 саопштења"), (21, "21 саопштење")],
)
def test_serbian_counts_as_serbs_do(number, said):
    assert said in TEXTS.say("sr", "bundle-head", number=number)


def test_serbian_in_latin_is_derived():
    assert TEXTS.plain("sr-Latn", "button-share") == "Podeli"
    assert TEXTS.plain("sr", "button-share") == "Подели"


@pytest.mark.parametrize(
    ("code", "lang"),
    [("sq", "sq"), ("sq-XK", "sq"), ("sr", "sr"), ("sr-Latn", "sr-Latn"), ("sr-latn-rs", "sr-Latn"), ("sr-RS", "sr"),
     ("en-GB", "en"), ("de", "en"), ("", "en"), (None, "en"), ("SQ", "sq")],
)  # fmt: skip
def test_whoever_asks_is_answered_in_the_closest_language(code, lang):
    assert closest(code) == lang


def test_an_unknown_language_is_answered_in_english():
    assert TEXTS.plain("de", "button-read") == "Read"


def test_a_text_nobody_wrote_is_an_error():
    with pytest.raises(KeyError):
        TEXTS.say("en", "no-such-key")
    with pytest.raises(KeyError):
        TEXTS.say("en", "alert-source")


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "24 November 2026, 14:05"), ("sq", "24 nëntor 2026, 14:05"), ("sr", "24. новембар 2026. у 14:05"), ("sr-Latn", "24. novembar 2026. u 14:05")],
)  # fmt: skip
def test_times_are_said_in_words_and_24_hours(lang, said):
    assert TEXTS.datetime(lang, AT, ZONE) == said


def test_languages_have_names():
    assert [TEXTS.language(lang, "sq") for lang in TEXTS.languages] == [
        "Albanian",
        "shqip",
        "албански",
        "albanski",
    ]
    assert TEXTS.language("en", "xx") == "xx"


def test_what_no_message_should_carry_is_left_out_of_what_is_put_in():
    for say in (TEXTS.say, TEXTS.plain):
        assert say("en", "search-meant", what="a\u202eb\ud800\x00c") == say("en", "search-meant", what="abc")
