"""Stop words of each language."""

from pathlib import Path

from bot.domain.text import words
from bot.language.sections import read_sections

FILE = Path(__file__).parent / "common.txt"


def load_common(file: Path = FILE) -> dict[str, frozenset[str]]:
    """Language -> folded stop words. Raises BadList."""
    return {lang: frozenset(words(" ".join(lines))) for lang, lines in read_sections(file).items()}
