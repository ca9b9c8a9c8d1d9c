"""Stories: what is the same statement, and what only looks like it."""

import subprocess
import sys

import pytest

from bot.domain.lexicon import Plain
from bot.domain.statement import DAY, HOUR, Words
from bot.domain.story import Telling, one_story, page_of, preferred, telling
from bot.domain.text import to_latin

ENGLISH = (
    "Doctors from Prizren, Peja and Gjilan met Minister Arben Vitia on Friday to speak about vaccination in schools. "
    "They agreed that 1,250 nurses visit each class twice, and that the Ministry of Health pays 340 drivers. Caroline "
    "Ziadeh of UNMIK said that 27 schools had asked for help since September 2021, most of them in Mitrovica and Zvecan. "
    "The next round of talks with Vitia is held in Pristina in spring, when figures of the winter are known."
)
ALBANIAN = (
    "Mjekë nga Prizreni, Peja dhe Gjilani u takuan të premten me ministrin Arben Vitia për të folur për vaksinimin në "
    "shkolla. Ata u pajtuan që 1.250 infermiere të vizitojnë çdo klasë dy herë dhe që Ministria e Shëndetësisë të "
    "paguajë 340 shoferë. Caroline Ziadeh e UNMIK-ut tha se 27 shkolla kishin kërkuar ndihmë që nga shtatori 2021, "
    "shumica në Mitrovicë dhe Zveçan. Raundi i radhës me Vitian mbahet në Prishtinë në pranverë."
)
SERBIAN = (
    "Лекари из Призрена, Пећи и Гњилана састали су се у петак са министром Арбеном Витијом и говорили о вакцинацији у "
    "школама. Сложили су се да 1.250 сестара обиђе сваки разред двапут и да Министарство здравља плати 340 возача. "
    "Каролин Зијаде из УНМИК-а рекла је да је 27 школа тражило помоћ од септембра 2021, већина у Митровици и Звечану. "
    "Следећи разговори са Витијом биће у Приштини на пролеће."
)
BOILERPLATE = (
    "All rights reserved. No part of this text may be copied, stored or sold without a written agreement."
)


def told(body="", title="Doctors meet", *, lang="en", at=0, url=None, summary="") -> Telling:
    words = Words(title, summary, body)
    return telling(words, lang=lang, url=url, published_at=at, lexicon=Plain())


def same(one: Telling, other: Telling) -> bool:
    """As the store asks: only what shares a band is compared; and it does not matter which came first."""
    assert one_story(one, other) == one_story(other, one)
    return bool(set(one.bands) & set(other.bands)) and one_story(one, other)


@pytest.mark.parametrize(
    "body",
    [
        ENGLISH.upper(),
        ENGLISH.replace(" ", "\n"),
        ENGLISH[: len(ENGLISH) // 2] + "…",
        f"(KosovaPress) - {ENGLISH}",
        f"PRISTINA, 10 December - {ENGLISH}\n\n{BOILERPLATE}",
        ENGLISH.replace("Doctors", "Physicians").replace("spring", "April").replace("agreed", "decided"),
        f"🕊 👩‍👩‍👧 {ENGLISH}",
    ],
)
def test_copies_are_one_story(body):
    assert same(told(ENGLISH), told(body))


def test_a_text_in_the_other_script_is_the_same():
    assert same(told(SERBIAN, "Лекари", lang="sr"), told(to_latin(SERBIAN), "Lekari", lang="sr"))


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Doctors meet", ENGLISH.replace("1,250", "1,310").replace("340", "402").replace("27", "31")),
        ("Teachers write", " ".join(reversed(ENGLISH.split()))),
        ("", ""),
        ("🕊", "🕊 🕊 🕊"),
        ("Doctors meet", ""),
    ],
)
def test_another_form_of_the_same_words_is_another_story(title, body):
    assert not same(told(ENGLISH), told(body, title))


def test_a_form_filled_in_anew_under_another_title_is_other_news():
    said = "The mission says of this: {}. Twelve places are open to everyone who needs them, in all towns.\n\nMore about {}."
    titles = ("It was there before", "A new bridge", "While it was down")
    one, two, three = (told(said.format(title, title), title=title) for title in titles)
    assert not same(one, two)
    assert not same(two, three)
    assert not same(one, three)


def test_other_figures_in_the_title_are_other_news():
    assert not same(told(ENGLISH, "Report 11 of the doctors"), told(ENGLISH, "Report 12 of the doctors"))
    assert same(told(ENGLISH, "Report 11 of the doctors"), told(ENGLISH, "Report of the doctors"))


def test_short_texts_under_the_same_boilerplate_are_different():
    one, other = (f"{text}\n\n{BOILERPLATE} {BOILERPLATE}" for text in (ENGLISH[:130], ENGLISH[-130:]))
    assert not same(told(one, "Schools"), told(other, "Talks"))


def test_a_title_alone_is_the_same_for_a_day_and_only_word_for_word():
    title = "Doctors of three regions met the minister in Prizren on Friday"
    assert same(told(title=title), told(title=f"(KosovaPress) - {title.upper()}", at=DAY - 1))
    assert not same(told(title=title), told(title=title, at=DAY))
    assert not same(told(title=title), told(title=title.replace("Prizren", "Gjilan")))
    assert not same(told(title="Weather report for today"), told(title="Weather report for today"))


def test_a_week_later_the_same_words_are_news_again():
    assert same(told(ENGLISH), told(ENGLISH, at=7 * DAY - 1))
    assert not same(told(ENGLISH), told(ENGLISH, at=7 * DAY))


def test_the_same_names_and_figures_in_the_same_order_are_a_translation_for_a_day():
    english, albanian, serbian = (
        told(text, title, lang=lang)
        for text, title, lang in (
            (ENGLISH, "Doctors meet Vitia", "en"),
            (ALBANIAN, "Mjekët takohen me Vitian", "sq"),
            (SERBIAN, "Лекари код Витије", "sr"),
        )
    )
    assert same(english, albanian)
    assert same(english, serbian)
    assert same(albanian, serbian)
    assert not same(english, told(ALBANIAN, "Mjekët takohen me Vitian", lang="sq", at=DAY))
    assert not same(english, told(ALBANIAN, "Mjekët takohen me Vitian", lang="und"))
    assert not same(english, told(ALBANIAN.replace("340", "404").replace("27", "31"), "Mjekët", lang="sq"))
    assert not same(english, told(" ".join(reversed(ALBANIAN.split())), "Mjekët", lang="sq"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Johnson", "Džonsonom"),
        ("Johnson", "Xhonsonit"),
        ("Brown", "Браун"),
        ("Brown", "Braunit"),
        ("Kavanaugh", "Kavanoa"),
        ("William", "Вилијам"),
        ("Thatcher", "Тачер"),
        ("Foxx", "Foks"),
    ],
)
def test_a_name_is_the_same_however_a_language_spells_it(one, other):
    way, same_way = (told(f"Then {name} said so").landmarks.order for name in (one, other))
    assert way == same_way != ()


@pytest.mark.parametrize("other", ["Jackson", "Thomson", "Brown", "Kurti"])
def test_other_names_are_other_landmarks(other):
    assert told("Then Johnson said so").landmarks.order != told(f"Then {other} said so").landmarks.order


def test_a_headline_in_capitals_throughout_holds_the_names_of_the_text_only():
    order = told("Then Vitia spoke", "Doctors Meet Vitia Again In 2021").landmarks.order
    assert order == ("vt", "2021", "vt")


def test_half_of_the_figures_changed_is_other_news_in_another_language_too():
    changed = SERBIAN.replace("340", "430").replace("27", "72")
    assert not same(told(ENGLISH), told(changed, "Лекари", lang="sr"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://m.example/en/news/4711", "https://m.example/sq/news/4711"),
        ("https://m.example/node/4711?lang=en", "https://m.example/sr/node/4711"),
        ("https://en.m.example/rights-day-2026", "https://sq.m.example/rights-day-2026"),
        ("https://www.m.example/rights-day-2026/en", "https://m.example/rights-day-2026"),
    ],
)
def test_an_address_that_differs_in_its_language_only_is_the_same_page_for_two_days(one, other):
    english, albanian = told("A", url=one), told("B", "Mjekët", lang="sq", url=other, at=2 * DAY - 1)
    assert same(english, albanian)
    assert not same(english, told("B", lang="sq", url=other, at=2 * DAY))
    assert not same(english, told("B", "Something else", url=other))


@pytest.mark.parametrize(
    "url",
    [
        "https://m.example/en/",
        "https://m.example/sq/news",
        "https://m.example/?lang=sr",
        "https://m.example/en/?p=4711",
    ],
)
def test_a_list_of_news_is_nobodys_page(url):
    assert page_of(url) is None


def test_right_to_left_texts_are_compared_as_well():
    arabic = " ".join(f"كلمة{number} عن حقوق الإنسان" for number in range(30))
    assert same(told(arabic, "حقوق", lang="ar"), told(arabic[:400], "حقوق", lang="ar"))


def test_a_huge_text_is_read_up_to_a_bound():
    huge = " ".join(f"word{number}" for number in range(100_000))
    assert len(told(huge).likeness.shingles) < 2_000
    assert same(told(huge), told(f"{huge} more"))


def test_bands_are_the_same_in_every_process():
    code = (
        "from bot.domain.lexicon import Plain; from bot.domain.statement import Words; from bot.domain.story import telling\n"
        "t = telling(Words('Doctors meet', '', 'of three regions met Arben Vitia in Prizren on Friday'), lang='en', "
        "url='https://m.example/en/4711', published_at=0, lexicon=Plain())\n"
        "print([(b.no, b.value) for b in t.bands])"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout
    here = told(
        "of three regions met Arben Vitia in Prizren on Friday", url="https://m.example/en/4711"
    ).bands
    assert runs[0].stdout.strip() == str([(band.no, band.value) for band in here])
    assert all(-(2**63) <= band.value < 2**63 for band in here)


def test_the_first_of_the_readers_languages_stands_for_a_story_then_what_came_first():
    members = [("en", HOUR, 1), ("sq", 2 * HOUR, 2), ("sq", HOUR, 3), ("sr", 0, 4)]
    best = {
        langs: min(members, key=lambda m: preferred(*m, langs))[2]
        for langs in (("sq", "en"), ("en",), (), ("tr",))
    }
    assert best == {("sq", "en"): 3, ("en",): 1, (): 4, ("tr",): 4}
