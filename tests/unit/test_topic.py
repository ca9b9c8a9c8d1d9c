"""Tagging, and finding a topic by a loosely typed name."""

import pytest

from bot.domain.query import Phrase, parse_query, widen
from bot.domain.topic import Taxonomy, Topic

RIGHTS = Topic(
    "human_rights", "rights",
    {"en": "Human rights", "sq": "Të drejtat e njeriut", "sr": "Људска права"},
    {"en": "HumanRights", "sq": "TëDrejtatENjeriut", "sr": "ЉудскаПрава"},
    strong={"en": ("human rights",), "sq": ("të drejtat e njeriut", "të drejtave të njeriut"), "sr": ("ljudskih prava", "ljudska prava")},
    weak={"en": ("dignity", "freedoms", "equality")},
)  # fmt: skip
COVID = Topic(
    "covid_19", "health", {"en": "COVID-19", "sq": "COVID-19", "sr": "Ковид 19"},
    {"en": "COVID19", "sq": "COVID19", "sr": "КОВИД19"},
    aliases={"en": ("covid", "coronavirus"), "sq": ("korona",)},
    strong={"en": ("covid*", "coronavirus*")},
)  # fmt: skip
SECURITY = Topic(
    "security", "state", {"en": "Security", "sq": "Siguria", "sr": "Безбедност"},
    {"en": "Security", "sq": "Siguria", "sr": "Безбедност"},
    strong={"en": ("security",)}, exclude=("security council", "social security"),
)  # fmt: skip
TAXONOMY = Taxonomy([RIGHTS, COVID, SECURITY])


def tags(title, text=""):
    return [tag.topic for tag in TAXONOMY.tag(title, text)]


def test_a_strong_term_tags_in_any_language_and_script():
    assert tags("Day of human rights") == ["human_rights"]
    assert tags("X", "respektimi i te drejtave te njeriut") == ["human_rights"]
    assert tags("X", "поштовање људских права") == ["human_rights"]


def test_one_weak_term_tags_in_the_title_only_and_two_anywhere():
    assert tags("On dignity") == ["human_rights"]
    assert tags("X", "dignity") == []
    assert tags("X", "dignity and freedoms") == ["human_rights"]


def test_a_star_takes_any_ending_but_words_stay_whole():
    assert tags("COVID-19", "covids") == ["covid_19"]
    assert tags("Recovid") == []


def test_excluded_phrases_are_masked():
    assert tags("The Security Council met") == []
    assert tags("The Security Council spoke of security") == ["security"]


def test_the_evidence_names_the_terms():
    assert TAXONOMY.tag("Human rights", "")[0].evidence == ("human rights",)


@pytest.mark.parametrize(
    "typed",
    ["human rights", "Human  Rights", "te drejtat e njeriut", "ljudska prava", "ЉУДСКА ПРАВА", "human_rights", "#HumanRights", "humanrights", "human right", "hunan rights"],
)  # fmt: skip
def test_a_topic_is_found_by_any_of_its_names_spelled_loosely(typed):
    assert TAXONOMY.find(typed) is RIGHTS


@pytest.mark.parametrize("typed", ["covid", "COVID-19", "covid19", "Korona", "kovid 19", "#COVID19"])
def test_covid_is_found_however_it_is_typed(typed):
    assert TAXONOMY.find(typed) is COVID


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "quantum chromodynamics"])
def test_nothing_is_found_for_what_names_no_topic(typed):
    assert TAXONOMY.close(typed) == ()


def test_a_query_that_names_a_topic_is_also_met_by_its_other_names():
    query = widen(parse_query("covid vaccine"), "covid vaccine", TAXONOMY)
    assert query.topics == ("covid_19",)
    assert Phrase(("coronavirus",), prefix=True) in query.clauses[0]
    assert query.clauses[1] == (Phrase(("vaccine",), prefix=True),)


@pytest.mark.parametrize("typed", ['"covid"', "covid OR flu", "covid -vaccine", "weather"])
def test_a_precise_query_is_taken_at_its_word(typed):
    assert widen(parse_query(typed), typed, TAXONOMY) == parse_query(typed)
