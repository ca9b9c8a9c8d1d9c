"""Snippets: the piece of a text that shows why a search found it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text on one line, "…" where it was cut; `hits`: (start, end) of what was looked for, in order."""

    text: str
    hits: tuple[tuple[int, int], ...] = ()
