"""`python -m tools.texts`: every text people see, the languages side by side, each marked reviewed or not."""

import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import FluentParser, FluentSerializer, ast

FOLDER = Path(__file__).parent.parent / "bot" / "i18n"
LANGUAGES = ("en", "sq", "sr")
_WIDTH = 52


@dataclass(frozen=True, slots=True)
class Text:
    """One message in one language."""

    words: str
    reviewed: bool


def read(folder: Path = FOLDER) -> dict[str, dict[str, Text]]:
    """Every message, in the order of the English file: key -> language -> text."""
    texts: dict[str, dict[str, Text]] = {}
    for lang in LANGUAGES:
        for file in sorted((folder / lang).glob("*.ftl")):
            for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
                if isinstance(entry, ast.Message):
                    texts.setdefault(entry.id.name, {})[lang] = _text(entry)
    return texts


def _text(entry: ast.Message) -> Text:
    comment = entry.comment.content if entry.comment and entry.comment.content else ""
    bare = ast.Message(entry.id, entry.value, entry.attributes)
    _, _, words = FluentSerializer().serialize_entry(bare).partition("=")
    return Text(textwrap.dedent(words).strip(), "reviewed: yes" in comment)


def beside(columns: list[list[str]]) -> list[str]:
    """The columns as lines of text."""
    height = max(map(len, columns))
    padded = [column + [""] * (height - len(column)) for column in columns]
    return [" │ ".join(cell.ljust(_WIDTH) for cell in row).rstrip() for row in zip(*padded, strict=True)]


def _column(lang: str, text: Text | None) -> list[str]:
    if text is None:
        return [f"{lang} – missing"]
    mark = "✔ reviewed" if text.reviewed else "· not reviewed"
    lines = [part for line in text.words.splitlines() for part in textwrap.wrap(line, _WIDTH) or [""]]
    return [f"{lang} {mark}", *lines]


def main() -> int:
    """Print them all, and at the end how many are reviewed."""
    texts = read()
    for key, by_lang in texts.items():
        print(f"── {key} ".ljust(3 * _WIDTH + 6, "─"))
        print("\n".join(beside([_column(lang, by_lang.get(lang)) for lang in LANGUAGES])))
    for lang in LANGUAGES:
        held = [by_lang[lang] for by_lang in texts.values() if lang in by_lang]
        print(f"{lang}: {sum(text.reviewed for text in held)} of {len(held)} reviewed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
