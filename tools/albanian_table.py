"""`python -m tools.albanian_table [FILE]`: the table of Albanian forms, expanded from a grammar.

The grammar is uniparser-albanian (MIT): 58,651 lexemes and 307 paradigms, too slow and too large to
ask while the bot runs. It wants an environment of its own: pip install '.[tables]', then this command,
which takes about four minutes and writes bot/language/albanian.marisa the same way every time.
"""

import argparse
import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from uniparser_morph import Analyzer

from bot.domain.text import fold
from bot.language.albanian import TABLE
from bot.language.edits import Table

# What a form most likely is when the grammar knows several readings: the words that hold sentences
# together are the most frequent of all; a bare verb stem (imperative) is seldom what a noun's form is.
_CLOSED = frozenset({"ART", "CLIT_PRO", "CONJ", "FORM", "NUM", "PART", "PR", "PRO", "VB_PART"})
_NOMINAL = frozenset({"NOUN", "A"})
_NON_STANDARD = 6
_SHORTEST_MAN = 4  # letters of a masculine to which the feminine adds -e: anëtar, anëtare


@dataclass(frozen=True, slots=True)
class Reading:
    """One form of one lexeme as the grammar has it."""

    form: str
    lemma: str
    lexeme: frozenset[str]  # the lexeme's own tags: NOUN, f, anim …
    cell: frozenset[str]  # the form's: pl, gen_dat, def …


def load_grammar() -> Analyzer:
    """uniparser-albanian with its paradigms fully compiled, which its own analyser never asks for."""
    analyzer = Analyzer()
    folder = files("uniparser_albanian.data_strict")
    analyzer.partialCompile = False
    for attribute, name in (
        ("paradigmFile", "paradigms.txt"),
        ("lexFile", "lexemes.txt"),
        ("derivFile", "derivations.txt"),
        ("delAnaFile", "bad_analyses.txt"),
    ):
        setattr(analyzer, attribute, str(folder / name))
    load = analyzer.g.load_paradigms
    analyzer.g.load_paradigms = lambda names, **_: load(names, compileParadigms=True)
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        analyzer.load_grammar()
    return analyzer


def readings(analyzer: Analyzer) -> Iterator[Reading]:
    """Every standard form of every lexeme; none with a pronoun attached ("jepmë")."""
    for lexeme in analyzer.g.lexemes:
        tags = frozenset(lexeme.gramm.split(","))
        for form in lexeme.generate_wordforms() or ():
            if not isinstance(form.wf, str) or not form.wf.isalpha() or "LEX:" in form.gramm:
                continue
            cell = frozenset(form.gramm.removeprefix(lexeme.gramm).strip(",").split(","))
            if "nonst" not in cell:
                yield Reading(form.wf, lexeme.lemma, tags, cell)


def kin(known: list[Reading]) -> dict[tuple[str, str], str]:
    """(part of speech, lemma) -> the lemma it is filed under, for lexemes that readers take for one word.

    A participle used as an adjective goes to its verb (zgjedhur: zgjedh), a verb that the grammar lists in
    its passive to the active (shprehem: shpreh), a woman who does something to the man (anëtare: anëtar).
    """
    active = [it for it in known if "V" in it.lexeme and "med" not in it.lexeme]
    participle = _verb_of(it for it in active if "ptcp" in it.cell)
    passive = _verb_of(it for it in active if {"1", "sg", "pres", "ind", "pass"} <= it.cell)
    people = {it.lemma for it in known if "A" in it.lexeme or {"NOUN", "anim"} <= it.lexeme}
    filed: dict[tuple[str, str], str] = {}
    for it in known:
        man = it.lemma.removesuffix("e")
        if "A" in it.lexeme and it.lemma in participle:
            filed["A", it.lemma] = participle[it.lemma]
        elif {"V", "med"} <= it.lexeme and it.lemma in passive:
            filed["V", it.lemma] = passive[it.lemma]
        elif {"NOUN", "f"} <= it.lexeme and man != it.lemma and man in people and len(man) >= _SHORTEST_MAN:
            filed["NOUN", it.lemma] = participle.get(man, man)
    return filed


def _verb_of(forms: Iterable[Reading]) -> dict[str, str]:
    """Form -> its verb, the shortest of several."""
    verbs: dict[str, str] = {}
    for it in forms:
        verbs[it.form] = min(it.lemma, verbs.get(it.form, it.lemma), key=lambda verb: (len(verb), verb))
    return verbs


def likelihood(it: Reading) -> int:
    """The rank of one reading among those of its form; the least is the likeliest."""
    nominal = bool(it.lexeme & _NOMINAL)
    rules = (
        (bool(it.lexeme & _CLOSED), 0),
        # gjykatës: of the court, before: a judge
        (nominal and {"gen_dat", "def", "sg"} <= it.cell and it.form.endswith("ës"), 1),
        # ministri: the minister, before: a ministry
        ("anim" in it.lexeme and {"nom", "def"} <= it.cell, 1),
        (nominal and it.form == it.lemma, 2),
        (nominal and "abl" not in it.cell, 3),
        ("V" in it.lexeme and not it.cell & {"imp", "opt", "adm"}, 4),
    )
    rank = next((rank for holds, rank in rules if holds), 5)
    return _NON_STANDARD if "nonst" in it.lexeme else rank


def table(known: list[Reading]) -> dict[tuple[str, str], int]:
    """Folded form and folded lemma -> how likely that lemma is, 0 to 9, by the likeliest of its readings."""
    filed = kin(known)
    ranks: dict[tuple[str, str], int] = {}
    for it in known:
        part = next((tag for tag in ("V", "A", "NOUN") if tag in it.lexeme), "")
        entry = fold(it.form), fold(filed.get((part, it.lemma), it.lemma))
        ranks[entry] = min(likelihood(it), ranks.get(entry, 9))
    return ranks


def main() -> int:
    """Write the table and say what it holds."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path, default=TABLE)
    file = parser.parse_args().file
    ranks = table(list(readings(load_grammar())))
    new = file.with_suffix(".new")
    Table.of(sorted((form, rank, lemma) for (form, lemma), rank in ranks.items())).save(new)
    new.replace(file)  # never written in place: whoever has it mapped would crash
    forms, lemmas = ({entry[side] for entry in ranks} for side in (0, 1))
    print(f"{len(forms):,} forms of {len(lemmas):,} lemmas, {file.stat().st_size:,} bytes: {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
