"""The list of exceptions, which any speaker of a language can edit: what it says goes before every table."""

from pathlib import Path

from bot.domain.text import fold
from bot.language.sections import BadList, read_sections

FILE = Path(__file__).parent / "exceptions.txt"


def load_exceptions(file: Path = FILE) -> dict[str, dict[str, str]]:
    """Language -> folded form -> folded lemma. Raises BadList for a line that is no `form = lemma`."""
    return {lang: dict(map(_exception, lines)) for lang, lines in read_sections(file).items()}


def _exception(line: str) -> tuple[str, str]:
    form, _, lemma = (fold(side.strip()) for side in line.partition("="))
    if not (form.isalpha() and lemma.isalpha()):
        raise BadList(f"{line!r} is no exception: write form = lemma, one word each")
    return form, lemma
