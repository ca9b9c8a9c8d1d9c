"""A search in every form of its words, and in every language of its topics."""

from bot.domain.glossary import Concept, Glossary
from bot.domain.lexicon import Plain
from bot.domain.query import About, Every, Form, Phrase, parse_query
from bot.domain.topic import Taxonomy, Topic
from bot.domain.widening import Widener, to_the_letter

RIGHTS = Topic(
    "human_rights",
    "rights",
    {"en": "Human rights", "sq": "Të drejtat e njeriut", "sr": "Људска права"},
    {},
    {"en": ("rights",)},
)
FLOODS = Topic("floods", "world", {"en": "Floods", "sq": "Përmbytje", "sr": "Поплаве"}, {})


LEMMAS = {"elections": "election", "pravima": "prava", "ljudskim": "ljudska", "poplava": "poplave"}


class Endings(Plain):
    """Knows a few forms, and "the" and "e" as words that say nothing."""

    def lemma(self, word, lang):
        return LEMMAS.get(word, word)

    def readings(self, word):
        return tuple(dict.fromkeys((LEMMAS.get(word, word), word)))

    def is_common(self, word, lang):
        return word in ("the", "e", "who")


GLOSSARY = Glossary(
    [
        Concept({"en": ("weapon", "arms"), "sq": ("armë",), "sr": ("оружје",)}),
        Concept({"en": ("nuclear weapon",), "sq": ("armë bërthamore",), "sr": ("нуклеарно оружје",)}),
        Concept({"en": ("flood",), "sq": ("vërshim",), "sr": ("поплава",)}),
    ],
    Endings(),
)
WIDENER = Widener(Endings(), Taxonomy([RIGHTS, FLOODS]), GLOSSARY)


def widen(typed, **more):
    return WIDENER.widen(parse_query(typed), **more)


def _every(*words):
    return Every(tuple((Form(word), Form(word)) for word in words))


def test_a_word_is_looked_for_in_all_its_forms():
    assert widen("elections in").clauses == ((Form("elections"), Form("election")), (Form("in"),))


def test_a_quoted_phrase_is_looked_for_as_it_stands():
    found = widen('"human rights" elections')
    assert found.clauses == ((Phrase(("human", "rights")),), (Form("elections"), Form("election")))
    assert found.topics == ()


def test_to_the_letter_nothing_is_widened():
    found = to_the_letter(parse_query("human rights OR elections -the"))
    assert found.clauses == ((Phrase(("human",)),), (Phrase(("rights",)), Phrase(("elections",))))
    assert found.excluded == (Phrase(("the",)),)


def test_words_that_say_nothing_are_left_out_beside_words_that_do():
    assert widen("the elections").clauses == widen("elections").clauses
    assert widen("the").clauses == ((Form("the"),),)
    assert widen("the WHO").clauses == ((Form("who"),),)
    assert widen('"the" elections').clauses[0] == (Phrase(("the",)),)


def test_a_topic_is_also_looked_for_by_what_it_is_called_in_the_other_languages():
    found = widen("human rights Prishtina")
    rights, place = found.clauses
    assert found.topics == ("human_rights",)
    assert rights[0] == Every(((Form("human"),), (Form("rights"),)))
    assert {About("human_rights"), _every("te", "drejtat", "njeriut"), _every("ljudska", "prava")} <= {
        *rights
    }
    assert place == (Form("prishtina"),)


def test_a_topic_is_known_by_the_forms_of_its_name():
    assert widen("ljudskim pravima").topics == ("human_rights",)
    assert widen("posle poplava").topics == ("floods",)


def test_the_longest_name_wins_and_alternatives_name_no_topic():
    assert len(widen("human rights").clauses) == 1
    assert widen("floods OR human").topics == ()
    assert widen("floods -rights").topics == ("floods",)


def test_it_says_what_else_was_searched():
    assert WIDENER.called(widen("human rights day"), typed="Human Rights day") == (
        "Të drejtat e njeriut",
        "Људска права",
    )


def test_an_unfinished_word_may_go_on():
    assert widen("elections prisht", unfinished=True).clauses[-1] == (
        Form("prisht"),
        Form("prisht", goes_on=True),
    )
    assert widen("prisht*").clauses == ((Form("prisht", goes_on=True),),)
    assert widen("human rights", unfinished=True).topics == ("human_rights",)
    assert widen("", unfinished=True).clauses == ()


def test_a_minus_takes_all_forms_away():
    assert widen("floods -elections").excluded == (Form("elections"), Form("election"))


def test_a_concept_is_also_looked_for_by_its_other_words():
    assert widen("weapon").clauses == ((Form("weapon"), Form("arms"), Form("arme"), Form("oruzje")),)
    assert widen("weapon").topics == ()


def test_every_concept_must_be_met_beside_a_topic_or_another_word():
    rights, the_weapon, place = widen("rights weapon prishtina").clauses
    assert About("human_rights") in rights
    assert Form("arme") in the_weapon
    assert place == (Form("prishtina"),)


def test_a_phrase_is_one_concept_and_its_words_are_others():
    ((typed, *others),) = widen("nuclear weapon").clauses
    assert typed == Every(
        ((Form("nuclear"),), (Form("weapon"), Form("arms"), Form("arme"), Form("oruzje"))),
    )
    assert others == [
        Every(((Form("arme"),), (Form("berthamore"),))),
        Every(((Form("nuklearno"),), (Form("oruzje"),))),
    ]


def test_what_is_quoted_or_one_of_several_or_goes_on_is_no_concept():
    assert widen('"weapon"').clauses == ((Phrase(("weapon",)),),)
    assert widen("weapon OR peace").clauses == ((Form("weapon"), Form("peace")),)
    assert widen("weapon*").clauses == ((Form("weapon", goes_on=True),),)
    assert widen("peace -weapon").excluded == (Form("weapon"),)


def test_a_stop_word_alone_names_no_topic():
    taxonomy = Taxonomy([Topic("who", "health", {"en": "WHO", "sq": "OBSH", "sr": "СЗО"}, {})])
    widener = Widener(Endings(), taxonomy)
    assert widener.widen(parse_query("who floods")).topics == ()
    assert widener.widen(parse_query("WHO floods")).topics == ("who",)


def test_an_unfinished_concept_may_go_on():
    assert Form("weapon", goes_on=True) in widen("weapon", unfinished=True).clauses[0]
    assert Form("weapon", goes_on=True) not in widen("weapon peace", unfinished=True).clauses[0]


def test_it_says_which_words_for_a_concept_were_searched():
    assert WIDENER.called(widen("nuclear weapon"), typed="nuclear weapon") == (
        "armë bërthamore",
        "нуклеарно оружје",
    )
    assert WIDENER.called(widen("arms"), typed="arms") == ("weapon", "armë", "оружје")
    assert WIDENER.called(to_the_letter(parse_query("arms")), typed="arms") == ()
