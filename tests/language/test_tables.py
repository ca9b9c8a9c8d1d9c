"""The tables under the lexicon, and the lists that people edit."""

import logging
import shutil
from pathlib import Path

import pytest

import bot.language
from bot.domain.text import fold
from bot.language.albanian import TABLE, stem
from bot.language.common import load_common
from bot.language.digest import digest_of
from bot.language.edits import Table, edit, edited
from bot.language.exceptions import load_exceptions
from bot.language.lists import Listed
from bot.language.sections import BadList


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("deklarates", "deklarate"), ("a", "a"), ("isha", "jam"), ("", "x"), ("x" * 40, "y" * 40)],
)
def test_an_edit_leads_to_the_lemma(form, lemma):
    assert edited(form, edit(form, lemma)) == lemma


def test_a_table_keeps_every_lemma_by_rank_then_length(tmp_path):
    entries = [("f", 2, "far"), ("f", 0, "first"), ("f", 0, "one"), ("f", 1, "one"), ("g", 0, "g")]
    Table.of(entries).save(tmp_path / "t")
    table = Table.opened(tmp_path / "t")
    assert table.lemmas("f") == ["one", "first", "far"]
    assert table.lemmas("nothing") == []


def test_a_table_that_is_not_there_is_told(tmp_path):
    with pytest.raises(RuntimeError):
        Table.opened(tmp_path / "none")


def test_the_albanian_table_holds_folded_forms():
    table = Table.opened(TABLE)
    assert table.lemmas("qeverise")[0] == "qeveri"
    assert table.lemmas("qeverisë") == []


@pytest.mark.parametrize("word", ["kosova", "kosoves", "kosoven", "kosove"])
def test_a_stem_is_without_its_ending(word):
    assert stem(word) == "kosov"


@pytest.mark.parametrize("word", ["", "a", "det", "dite"])
def test_a_stem_is_never_too_short(word):
    assert stem(word) == word


def test_a_list_is_kept_and_found_again(tmp_path, caplog):
    with caplog.at_level(logging.INFO, "bot.language.lists"):
        first, again = Listed("sq", tmp_path / "new"), Listed("sq", tmp_path / "new")
    assert first.lemmas("grate") == again.lemmas("grate") == ["grua"]
    assert len(caplog.records) == 1
    assert [file.suffix for file in (tmp_path / "new").iterdir()] == [".marisa"]


def test_a_list_that_cannot_be_kept_works_all_the_same(tmp_path, caplog):
    (tmp_path / "taken").write_text("a file where the folder should be")
    assert Listed("sq", tmp_path / "taken").lemmas("grate") == ["grua"]
    assert "not kept" in caplog.text


def test_a_list_cut_short_is_folded_anew(tmp_path):
    Listed("sq", tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"")
    assert Listed("sq", tmp_path).lemmas("grate") == ["grua"]
    assert kept.stat().st_size > 0


def test_lists_of_other_versions_are_removed_and_nothing_else(tmp_path):
    old = ["sq-1.9.1-0123456789abcdef.marisa", "sq-2.0.0-fedcba9876543210.marisa"]
    others = [
        "en-2.0.0-fedcba9876543210.marisa",
        "sq-2.0.0-fedcba9876543210.marisa.bak",
        "sq-2.0.0-FEDCBA.marisa",
        "my-sq-2.0.0-fedcba9876543210.marisa",
        "notes.txt",
    ]
    for name in (*old, *others):
        (tmp_path / name).write_bytes(b"")
    folder = tmp_path / "sq-3.0.0-fedcba9876543210.marisa"
    folder.mkdir()
    Listed("sq", tmp_path)
    left = {file.name for file in tmp_path.iterdir()}
    assert left > {*others, folder.name}
    assert len(left) == len(others) + 2
    assert left.isdisjoint(old)


def test_every_exception_is_one_word_for_another():
    exceptions = load_exceptions()
    assert exceptions.keys() == {"sq", "sr", "en"}
    assert exceptions["sr"]["prava"] == "pravo"


def test_exceptions_are_read_in_either_script_with_comments(tmp_path):
    file = tmp_path / "exceptions.txt"
    file.write_text("# a list\n[sr]\nправа = право  # not: real\n\n[sq]\nËndrra=ëndërr\n", "utf-8")
    assert load_exceptions(file) == {"sr": {"prava": "pravo"}, "sq": {"endrra": "enderr"}}


@pytest.mark.parametrize(
    "text",
    [
        "[sr]\nprava\n",
        "[sr]\nprava =\n",
        "[sr]\n= pravo\n",
        "[sr]\ntwo words = pravo\n",
        "prava = pravo\n",
        "[sr]\na = b\nb = c\n",
        "[sr]\na = b\nb = a\n",
    ],
)
def test_a_line_that_is_no_exception_is_refused(tmp_path, text):
    file = tmp_path / "exceptions.txt"
    file.write_text(text, "utf-8")
    with pytest.raises(BadList):
        load_exceptions(file)


def test_stop_words_are_folded_and_of_three_languages():
    common = load_common()
    assert common.keys() == {"sq", "sr", "en"}
    assert all(word == fold(word) for listed in common.values() for word in listed)


def test_the_version_follows_every_table_and_rule(tmp_path):
    folder = tmp_path / "language"
    shutil.copytree(Path(bot.language.__file__).parent, folder)
    files = sorted(file for file in folder.iterdir() if file.is_file())
    before = digest_of(*files)
    (folder / "exceptions.txt").write_text("[sq]\n", "utf-8")
    assert digest_of(*files) != before
    assert digest_of(*files, packages="simplemma 2") != digest_of(*files, packages="simplemma 3")
