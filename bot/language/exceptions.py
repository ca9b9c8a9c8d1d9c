"""The list of exceptions, which any speaker of a language can edit: what it says goes before every table."""

from configparser import RawConfigParser
from pathlib import Path

from bot.domain.text import fold

FILE = Path(__file__).parent / "exceptions.txt"


def load_exceptions(file: Path = FILE) -> dict[str, dict[str, str]]:
    """Language -> folded form -> folded lemma. Raises configparser.Error with the line that is wrong."""
    parser = RawConfigParser(delimiters=("=",), comment_prefixes=("#",))
    parser.read_string(file.read_text(encoding="utf-8"), source=file.name)
    return {
        lang: {fold(form): fold(lemma) for form, lemma in parser.items(lang)} for lang in parser.sections()
    }
