"""Words to lemmas, in three languages and two scripts."""

import pytest

from bot.domain.text import words
from bot.language.lexicon import load_lexicon

FORMS = [
    ("sq", "deklarata deklaratës deklaratën deklaratave deklaratë"),
    ("sq", "qeveria qeverisë qeverinë qeverive qeveri"),
    ("sq", "drejtat drejtave drejta"),
    ("sq", "policia policisë policinë polici"),
    ("sq", "tha thanë thotë thonë them"),
    ("sq", "njeri njeriut njerëz njerëzve"),
    ("sq", "Kosova Kosovës Kosovën Kosovë"),
    ("sr", "saopštenje saopštenja saopštenju"),
    ("sr", "ljudskih ljudska ljudski"),
    ("sr", "vlada vlade vladi vladom vladu"),
    ("sr", "Kosovo Kosova Kosovu Kosovom"),
    ("sr", "prava pravo"),
    ("en", "government governments"),
    ("en", "announce announced announces announcing"),
    ("en", "child children"),
    ("en", "right rights"),
]


@pytest.mark.parametrize(("lang", "forms"), FORMS)
def test_forms_of_one_word_have_one_lemma(lang, forms):
    assert len(set(load_lexicon().lemmas(words(forms), lang))) == 1
