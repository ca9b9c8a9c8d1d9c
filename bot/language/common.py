"""Stop words of each language."""

import tomllib
from pathlib import Path

from bot.domain.text import words

FILE = Path(__file__).parent / "common.toml"


def load_common(file: Path = FILE) -> dict[str, frozenset[str]]:
    """Language -> folded stop words."""
    listed: dict[str, str] = tomllib.loads(file.read_text(encoding="utf-8"))
    return {lang: frozenset(words(text)) for lang, text in listed.items()}
