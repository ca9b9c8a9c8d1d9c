"""Language variants: a page in several languages is taken apart where that is sure, and only there."""

import pytest

from bot.domain.statement import Identity, Incoming, Known, Link, Words
from bot.domain.text import hash16
from bot.domain.variants import as_incoming, identities, settled, variants
from bot.language.detect import Detector

TITLE = {
    "en": "The mission marks Human Rights Day",
    "sq": "Misioni shënon Ditën e të Drejtave të Njeriut",
    "sr": "Мисија обележава Дан људских права",
}
TEXT = {
    "en": "The mission and its partners marked Human Rights Day in twelve towns on Friday 🕊. Young people spoke "
    "about school, work and the year of the pandemic.\n\nThe head of the mission thanked the teachers who had "
    "kept every class open. She said that equality begins with a seat for everyone.",
    "sq": "Misioni dhe partnerët e tij shënuan të premten Ditën e të Drejtave të Njeriut në dymbëdhjetë qytete 🕊. "
    "Të rinjtë folën për shkollën, punën dhe vitin e pandemisë.\n\nShefja e misionit falënderoi mësuesit që "
    "mbajtën hapur çdo klasë. Ajo tha se barazia fillon me një vend për secilin.",
    "sr": "Мисија и њени партнери обележили су у петак Дан људских права у дванаест градова 🕊. Млади су "
    "говорили о школи, послу и години пандемије.\n\nШефица мисије захвалила је наставницима који су сваки "
    "разред држали отвореним. Рекла је да једнакост почиње местом за свакога.",
}
ARABIC = "احتفلت البعثة وشركاؤها يوم الجمعة باليوم العالمي لحقوق الإنسان في اثنتي عشرة مدينة. تحدث الشباب عن المدرسة والعمل."
SEPARATORS = ["\n\n***\n\n", "\n\n* * *\n\n", "\n\n---\n\n", "\n\n______\n\n", " *** ", "\n\n"]


@pytest.fixture(scope="module")
def tell():
    return Detector().detect


def page(*langs: str, by: str = "\n\n***\n\n", headed: bool = True) -> Words:
    texts = [f"{TITLE[lang]}\n\n{TEXT[lang]}" if headed else TEXT[lang] for lang in langs]
    return Words(TITLE[langs[0]], "", by.join(texts))


@pytest.mark.parametrize("by", SEPARATORS)
def test_a_page_in_three_languages_is_taken_apart_without_a_changed_word(tell, by):
    found = variants(page("en", "sq", "sr", by=by), tell)
    assert [(v.lang, v.words.title) for v in found] == list(TITLE.items())
    for variant in found:
        said = f"{TITLE[variant.lang]} {TEXT[variant.lang]}"
        assert variant.words.body.split() == said.split()


def test_a_part_without_a_heading_is_called_by_its_first_words(tell):
    found = variants(page("en", "sq", headed=False), tell)
    assert found[0].words.title == TITLE["en"]
    assert TEXT["sq"].startswith(found[1].words.title.rstrip("…"))


def test_the_name_of_the_language_is_no_title(tell):
    text = f"{TEXT['en']}\n\n***\n\nVersioni shqip:\n\n{TITLE['sq']}\n\n{TEXT['sq']}"
    assert [v.words.title for v in variants(Words(TITLE["en"], "", text), tell)] == [TITLE["en"], TITLE["sq"]]


def test_title_summary_and_links_go_with_their_language(tell):
    links = (
        Link("https://a.example/1", "thanked the teachers"),
        Link("https://a.example/2", "falënderoi mësuesit"),
        Link("https://a.example/3", "PDF"),
    )
    whole = page("en", "sq", headed=False)
    summary = "Të rinjtë folën për shkollën, punën dhe vitin e pandemisë në dymbëdhjetë qytete."
    english, albanian = variants(Words(TITLE["sq"], summary, whole.body, links), tell)
    assert albanian.words.title == TITLE["sq"]
    assert english.words.title.startswith("The mission and its partners")
    assert (english.words.summary, albanian.words.summary) == ("", summary)
    assert [link.url[-1] for link in english.words.links] == ["1", "3"]
    assert [link.url[-1] for link in albanian.words.links] == ["2", "3"]


def test_a_summary_in_several_languages_is_taken_apart_where_there_is_no_more(tell):
    text = page("en", "sr").body
    found = variants(Words("2021", text), tell)
    assert [(v.lang, bool(v.words.summary), v.words.body) for v in found] == [
        ("en", True, ""),
        ("sr", True, ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "***",
        TEXT["en"],
        f"{TEXT['en']}\n\n***\n\n{TEXT['en'].replace('mission', 'office')}",
        f"{TEXT['en']}\n\n***\n\nMisioni falënderon të gjithë.",  # too short
        f"{TEXT['en'] * 6}\n\n***\n\n{TEXT['sq'][:230]}",  # a quotation beside an article
        f"{TEXT['en']}\n\n{TEXT['sq']}\n\n{TEXT['en']}",  # quoted in the midst
        f"{TEXT['en']}\n\nContact: 038\n\nPhoto: A. B.\n\n{TEXT['sq']}",  # whose are these?
        f"{TEXT['en']}\n\n***\n\n{ARABIC}\n\n{ARABIC}",
        "🕊" * 3000,
        "word " * 20_000,
    ],
)
def test_in_doubt_a_page_stays_whole(tell, text):
    assert variants(Words("Title", "", text), tell) == ()


def incoming(tell) -> tuple[Incoming, ...]:
    whole = Incoming(
        Identity(hash16("k"), "https://a.example"), page("en", "sq", "sr"), None, 0, "en", "Latn"
    )
    return as_incoming(whole, variants(whole.words, tell))


def known(lang: str) -> dict[bytes, Known]:
    return {hash16("k"): Known(1, 1, hash16("k"), None, Words("x"), 1, None, lang=lang)}


def test_each_variant_has_an_identity_of_its_own_and_the_first_the_pages(tell):
    english, albanian, serbian = incoming(tell)
    assert english.identity.key == hash16("k")
    assert len({each.identity.key for each in incoming(tell)}) == 3
    assert {each.page for each in incoming(tell)} == {hash16("k")}
    assert [each.script for each in (english, albanian, serbian)] == ["Latn", "Latn", "Cyrl"]
    assert albanian.identity in identities(albanian)


def test_a_page_known_in_one_language_stays_that_languages_when_others_come_before_it(tell):
    settled_to = {each.lang: settled(each, known("sq")).identity.key for each in incoming(tell)}
    assert settled_to["sq"] == hash16("k")
    assert settled_to["en"] != hash16("k")
    assert len(set(settled_to.values())) == 3


def test_a_page_known_in_a_language_that_it_lost_is_corrected_by_none_of_the_others(tell):
    english, albanian, _ = incoming(tell)
    assert hash16("k") not in {settled(each, known("sr")).identity.key for each in (english, albanian)}


def test_a_page_known_in_a_language_nobody_could_tell_is_its_first_variants(tell):
    assert [settled(each, known("und")) for each in incoming(tell)] == list(incoming(tell))
