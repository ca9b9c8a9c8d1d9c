"""The data files that ship with the bot: every topic is usable in three languages, and tags as an editor would."""

import re
from collections import Counter, defaultdict

import pytest

from bot.config import BUNDLED_SOURCES
from bot.data import load_sources, load_taxonomy
from bot.domain.text import words
from bot.language.lexicon import load_lexicon

LANGS = ("en", "sq", "sr")
TAXONOMY = load_taxonomy(load_lexicon())


def tags(title, text="", lang="und"):
    return {tag.topic for tag in TAXONOMY.tag(title, text, lang)}


def folded(term):
    return " ".join(words(term.rstrip("*")))


def test_there_are_enough_topics_and_no_key_twice():
    assert len(TAXONOMY.topics) >= 44
    assert [key for key, n in Counter(t.key for t in TAXONOMY.topics).items() if n > 1] == []


@pytest.mark.parametrize("topic", TAXONOMY.topics, ids=lambda topic: topic.key)
def test_every_topic_speaks_three_languages(topic):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", topic.key)
    for lang in LANGS:
        assert topic.names[lang].strip()
        assert topic.strong[lang]
        assert re.fullmatch(r"\w+", topic.hashtag[lang])
    assert re.search(r"[а-шђјљњћџ]", topic.names["sr"].casefold())


@pytest.mark.parametrize("topic", TAXONOMY.topics, ids=lambda topic: topic.key)
def test_every_term_can_match_and_a_star_only_ends_it(topic):
    for terms in (*topic.strong.values(), *topic.weak.values(), topic.exclude):
        for term in terms:
            assert words(term)
            assert "*" not in term[:-1]


@pytest.mark.parametrize("topic", TAXONOMY.topics, ids=lambda topic: topic.key)
def test_one_word_never_counts_as_two_weak_terms(topic):
    weak = {term for terms in topic.weak.values() for term in terms}
    twice = [
        (stem, term)
        for stem in weak
        for term in weak - {stem}
        if stem.endswith("*") and folded(term).startswith(folded(stem))
    ]
    assert twice == []


def test_no_name_means_two_topics():
    meant = defaultdict(set)
    for topic in TAXONOMY.topics:
        for name in topic.called():
            meant[name].add(topic.key)
    assert {name: keys for name, keys in meant.items() if len(keys) > 1} == {}


def test_every_name_finds_its_own_topic():
    for topic in TAXONOMY.topics:
        for name in (*topic.names.values(), *(f"#{tag}" for tag in topic.hashtag.values())):
            assert TAXONOMY.find(name) is topic, name


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("human rights", "human_rights"),
        ("te drejtat e njeriut", "human_rights"),
        ("ljudska prava", "human_rights"),
        ("covid", "covid_19"),
        ("COVID-19", "covid_19"),
        ("kovid 19", "covid_19"),
        ("корона", "covid_19"),
        ("OKB", "united_nations"),
        ("UNMIK", "united_nations"),
        ("struja", "energy"),
        ("tregtia", "trade"),
        ("избеглице", "refugees"),
    ],
)
def test_people_find_a_topic_by_what_they_call_it(typed, key):
    found = TAXONOMY.find(typed)
    assert found is not None
    assert found.key == key


def test_the_bundled_sources_load_against_the_topics():
    assert load_sources(BUNDLED_SOURCES, TAXONOMY)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("On Human Rights Day the mission recalls that COVID-19 has deepened inequalities.", "human_rights covid_19"),
        ("The school year begins on Monday for all primary schools.", "education"),
        ("Unemployment among graduates fell and the minimum wage will rise.", "employment"),
        ("Pensioners receive their pensions a week earlier.", "social_protection"),
        ("Air quality in the capital was poor and pollution is growing.", "environment"),
        ("Greenhouse gas emissions must halve to slow global warming.", "climate"),
        ("Repairs will interrupt the water supply in three villages.", "water"),
        ("A power outage left the town without electricity.", "energy"),
        ("An earthquake of magnitude 4.5 was felt; firefighters report no injuries.", "disasters"),
        ("The chamber says exports grew under the free trade agreement.", "trade"),
        ("Farmers may apply for irrigation grants.", "agriculture"),
        ("The museum opens on Sunday with free entry.", "culture"),
        ("The football championship starts in May.", "sport"),
        ("UNHCR helped refugees who fled the fighting.", "united_nations refugees"),
        ("The meeting will be held on Thursday at noon.", ""),
        ("It was an important day, and everyone took part.", ""),
    ],
)  # fmt: skip
def test_an_english_sentence_is_tagged_as_an_editor_would(sentence, expected):
    assert tags("Statement", sentence, "en") == set(expected.split())


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Të drejtat e njeriut duhet të mbrohen edhe gjatë COVID-19.", "human_rights covid_19"),
        ("Viti shkollor fillon të hënën për të gjithë nxënësit.", "education"),
        ("Papunësia ka rënë, ndërsa paga minimale do të rritet.", "employment"),
        ("Pensionistët dhe familjet me ndihmë sociale marrin mbështetje.", "social_protection"),
        ("Ndotja e ajrit në kryeqytet është rritur.", "environment"),
        ("Ndryshimet klimatike prekin të gjitha shtetet.", "climate"),
        ("Furnizimi me ujë do të ndërpritet në tri fshatra.", "water"),
        ("Termocentrali prodhon më pak energji elektrike.", "energy"),
        ("Tërmeti u ndie në gjithë vendin.", "disasters"),
        ("Parashikimi i motit për nesër: vranët.", "weather"),
        ("Eksporti u rrit falë marrëveshjes së re.", "trade"),
        ("Fermerët mund të aplikojnë për grante.", "agriculture"),
        ("Autostrada mbyllet nesër për punime.", "transport"),
        ("Bashkësia islame njoftoi për kremtimin e Bajramit.", "religion"),
        ("Takimi mbahet të enjten në mesditë.", ""),
        ("Kisha thënë se do të vij më vonë.", ""),
    ],
)
def test_an_albanian_sentence_is_tagged_as_an_editor_would(sentence, expected):
    assert tags("Njoftim", sentence, "sq") == set(expected.split())


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Људска права морају се штитити и током пандемије ковида 19.", "human_rights covid_19 health"),
        ("Školska godina počinje u ponedeljak za sve učenike.", "education"),
        ("Незапосленост је опала, а минимална зарада расте.", "employment"),
        ("Penzioneri primaju penzije nedelju dana ranije.", "social_protection"),
        ("Загађење ваздуха расте из године у годину.", "environment"),
        ("Klimatske promene pogađaju sve države.", "climate"),
        ("Снабдевање водом биће прекинуто у три села.", "water"),
        ("Termoelektrana proizvodi manje nego lane.", "energy"),
        ("Земљотрес се осетио у целој земљи.", "disasters"),
        ("Извоз је порастао за пет одсто.", "trade"),
        ("Poljoprivrednici mogu da se prijave do petka.", "agriculture"),
        ("Аутопут се сутра затвара због радова.", "transport"),
        ("Trgovina ljudima je teško krivično delo.", "human_trafficking"),
        ("Манастир слави осам векова.", "religion"),
        ("Sastanak će biti održan u četvrtak u podne.", ""),
        ("Имам времена, рекла је она.", ""),
    ],
)
def test_a_serbian_sentence_is_tagged_as_an_editor_would(sentence, expected):
    assert tags("Saopštenje", sentence, "sr") == set(expected.split())


@pytest.mark.parametrize(
    "title",
    [
        "Kampanja počinje u petak",
        "Women and work: a campaign",
        "Important notice",
        "The tide has turned",
        "Obaveštenje o vremenu",
    ],
)
def test_a_word_that_only_looks_like_a_topic_does_not_tag_a_title(title):
    assert not tags(title) & {"refugees", "trade", "weather", "sport"}


@pytest.mark.parametrize(
    "title",
    [
        "Naša zemlja je bezbedna za sve nas",  # not NASA
        "Premijer liga: gosti slavili u poslednjem minutu",
        "Policies and principles",  # not policija
        "Katastrofa je izbegnuta",  # not the katastar
        "Ata folën privatisht",  # not privatisation
        "Tražimo vize za sve",  # "vize" is one word in two languages
        "Zgjedhja e drejtë",
        "Zakoni i vjetër i maleve",
        "Mirë se vini",
        "Ai tha se do të vijë",
    ],
)
def test_false_friends_between_the_languages_tag_nothing_of_the_other(title):
    assert not tags(title) & {
        "science_technology", "government", "police", "property_rights", "economy", "elections", "rule_of_law"
    }  # fmt: skip


def test_two_forms_of_one_word_are_no_proof():
    assert tags("Njoftim", "Siguria e tyre, përsëri: siguria. Për sigurinë e tyre.", "sq") == set()
    assert tags("Saopštenje", "Carina, carine.", "sr") == set()


@pytest.mark.parametrize(
    ("sentence", "lang", "topic"),
    [
        ("Foli për respektimin e të drejtave të njeriut.", "sq", "human_rights"),
        ("Govorio je o ljudskim pravima.", "sr", "human_rights"),
        ("Говорио је о људским правима.", "sr", "human_rights"),
        ("U rrit numri i rasteve të dhunës në familje.", "sq", "violence_against_women"),
        ("Reč je o nasilju u porodici.", "sr", "violence_against_women"),
        ("Мере против насиља у породици.", "sr", "violence_against_women"),
    ],
)
def test_forms_that_the_file_does_not_list_are_found_by_their_lemmas(sentence, lang, topic):
    assert topic in tags("X", sentence, lang)
