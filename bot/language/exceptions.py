"""The list of exceptions, which any speaker of a language can edit: what it says goes before every table."""

from pathlib import Path

from bot.domain.text import fold
from bot.language.sections import BadList, read_sections

FILE = Path(__file__).parent / "exceptions.txt"


def load_exceptions(file: Path = FILE) -> dict[str, dict[str, str]]:
    """Language -> folded form -> the folded word it is to be taken for.

    Raises BadList for a line that is no `form = lemma`, and for a lemma that is itself taken for another word.
    """
    exceptions = {lang: dict(map(_exception, lines)) for lang, lines in read_sections(file).items()}
    for taken in exceptions.values():
        for form, lemma in taken.items():
            if taken.get(lemma, lemma) != lemma:
                raise BadList(f"{form} = {lemma}: but {lemma} is listed as {taken[lemma]}")
    return exceptions


def _exception(line: str) -> tuple[str, str]:
    form, _, lemma = (fold(side.strip()) for side in line.partition("="))
    if not (form.isalpha() and lemma.isalpha()):
        raise BadList(f"{line!r} is no exception: write form = lemma, one word each")
    return form, lemma
