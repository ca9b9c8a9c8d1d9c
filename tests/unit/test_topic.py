"""Tagging, and finding a topic by a loosely typed name."""

import pytest

from bot.domain.lexicon import Plain
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


FORMS = {
    "sr": {"ljudskih": "ljudski", "ljudska": "ljudski", "ljudskim": "ljudski", "prava": "pravo", "pravima": "pravo"},
    "en": {"rights": "right", "freedoms": "freedom"},
}  # fmt: skip


class Forms(Plain):
    """A lexicon of a few words."""

    def lemma(self, word, lang):
        return FORMS.get(lang, {}).get(word, word)

    def lemmas(self, words, lang):
        return tuple(self.lemma(word, lang) for word in words)


BY_LEMMA = Taxonomy([RIGHTS, COVID, SECURITY], Forms())
FAR = "word " * 60  # below the lead


def tags(title, text="", lang="und"):
    return [tag.topic for tag in TAXONOMY.tag(title, text, lang)]


def tags_by_lemma(title, text, lang):
    return [tag.topic for tag in BY_LEMMA.tag(title, text, lang)]


def test_a_term_is_found_in_every_form_of_its_words():
    assert tags_by_lemma("X", "govorio je o ljudskim pravima", "sr") == ["human_rights"]
    assert tags_by_lemma("X", "говорио је о људским правима", "sr") == ["human_rights"]
    assert tags("X", "govorio je o ljudskim pravima", "sr") == []


def test_a_term_of_another_language_is_found_only_as_it_stands():
    assert tags_by_lemma("X", "po ljudskim pravima", "en") == []
    assert tags_by_lemma("X", "The report „ljudska prava“", "en") == ["human_rights"]


def test_a_phrase_does_not_reach_from_the_title_into_the_text():
    assert tags("On human", "rights of way") == []
    assert tags("On human rights", "of way") == ["human_rights"]


def test_below_the_lead_a_strong_term_needs_company():
    assert tags("X", "human rights") == ["human_rights"]
    assert tags("X", f"{FAR} human rights") == []
    assert tags("X", f"{FAR} human rights and human rights") == ["human_rights"]
    assert tags("X", f"{FAR} human rights, dignity and freedoms") == ["human_rights"]
    assert tags("X", f"{FAR} human rights and dignity") == []


def test_what_stands_inside_a_longer_term_does_not_count_besides():
    court = Topic("c", "g", {"en": "C"}, {"en": "C"}, weak={"en": ("supreme court", "court", "judge")})
    taxonomy = Taxonomy([court])
    assert taxonomy.tag("X", "The Supreme Court") == ()
    assert taxonomy.tag("X", "The Supreme Court and its judge")[0].evidence == ("supreme court", "judge")
    assert taxonomy.tag("X", "The Supreme Court, a court") != ()


def test_one_weak_term_tags_nothing_however_often_it_comes():
    assert tags("X", "dignity " * 9) == []
    assert tags("X", f"{FAR} dignity, freedoms, dignity, equality") == ["human_rights"]


@pytest.mark.parametrize(
    "title", ["", "🇽🇰", "👩‍👩‍👧‍👦", "حقوق الإنسان", "…!?", "a" * 100_000, "human " * 50_000]
)
def test_odd_texts_get_no_topic(title):
    assert tags(title, title, "sq") == []


def test_a_star_inside_a_phrase_takes_its_last_word_only():
    topic = Topic("t", "g", {"en": "T"}, {"en": "T"}, strong={"en": ("red cro*",)})
    taxonomy = Taxonomy([topic])
    assert [tag.topic for tag in taxonomy.tag("Red crosses", "")] == ["t"]
    assert taxonomy.tag("Reds crosses", "") == ()
    assert taxonomy.tag("At last red", "") == ()


def test_a_strong_term_tags_in_any_language_and_script():
    assert tags("Day of human rights") == ["human_rights"]
    assert tags("X", "respektimi i te drejtave te njeriut") == ["human_rights"]
    assert tags("X", "поштовање људских права") == ["human_rights"]


def test_one_weak_term_tags_in_the_title_only_and_two_anywhere():
    assert tags("On dignity") == ["human_rights"]
    assert tags("X", "dignity") == []
    assert tags("X", "dignity and freedoms") == ["human_rights"]


def test_in_the_lead_of_a_long_text_two_weak_terms_come_three_times():
    more = "word " * 100
    assert tags("X", f"dignity and freedoms {more}") == []
    assert tags("X", f"dignity and freedoms and dignity {more}") == ["human_rights"]
    assert tags("X", f"dignity and dignity and dignity {more}") == []


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
