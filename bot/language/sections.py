"""Lists that people edit, one section a language: "[sq]", then lines; "#" begins a comment."""

from pathlib import Path


class BadList(ValueError):
    """A line that does not say what it should; the message names it."""


def read_sections(file: Path) -> dict[str, list[str]]:
    """Language -> its lines. Raises BadList for a line before the first language."""
    sections: dict[str, list[str]] = {}
    current: list[str] | None = None
    for number, written in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        line = written.partition("#")[0].strip()
        if line.startswith("[") and line.endswith("]"):
            current = sections.setdefault(line[1:-1], [])
        elif line:
            if current is None:
                raise BadList(f"{file.name}, line {number}: name a language first, as in [sq]")
            current.append(line)
    return sections
