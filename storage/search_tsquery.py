"""A search as PostgreSQL writes it; every word is quoted, so that none can be an operator. Pure.

Of each expression there is a loose form, which the index answers alone: words that must stand together need
only be there. It finds all that the exact one finds, and more.
"""

from collections.abc import Sequence

from storage.search_query import AllOf, AnyOf, Mark, Search, Together, Wanted, Word

LEMMA, TITLE = "+", "^"  # what a lemma, and a word or lemma of a title, is written with


def expression(search: Search, *, loose: bool = False) -> str:
    """What is wanted, without what is not."""
    return f"{_written(search.wanted, loose=loose)}{_without(search, loose=loose)}"


def titled(search: Search, *, loose: bool = False) -> str | None:
    """The same with its words in the title; None: it asks for no words."""
    titles = [_in_title(part) for part in search.wanted.parts]
    if not any(titles):
        return None
    parts = zip(titles, search.wanted.parts, strict=True)
    wanted = [title or _written(part, loose=loose) for title, part in parts]
    return f"{_joined(search.wanted, wanted)}{_without(search, loose=loose)}"


def has_phrase(wanted: Wanted) -> bool:
    """Whether words must stand together: the index alone cannot tell."""
    match wanted:
        case Together():
            return True
        case AllOf(parts) | AnyOf(parts):
            return any(map(has_phrase, parts))
        case Word() | Mark():
            return False


def quoted(word: str) -> str:
    """One word; none holds a quote or a backslash."""
    return f"'{word}'"


def _without(search: Search, *, loose: bool) -> str:
    parts = tuple(each for each in search.unwanted.parts if not (loose and has_phrase(each)))
    return f" & !{_written(AnyOf(parts), loose=loose)}" if parts else ""


def _written(wanted: Wanted, *, loose: bool) -> str:
    match wanted:
        case Together(words):
            return f"({(' & ' if loose else ' <-> ').join(map(quoted, words))})"
        case Word(word, goes_on):
            end = ":*" if goes_on else ""
            return f"({quoted(word)}{end} | {quoted(f'{LEMMA}{word}')}{end})"
        case Mark(mark):
            return quoted(mark)
        case AllOf(parts) | AnyOf(parts):
            return _joined(wanted, [_written(part, loose=loose) for part in parts])


def _in_title(wanted: Wanted) -> str:
    """Its words as a title must hold them; "" for marks."""
    match wanted:
        case Together(words):
            return f"({' & '.join(quoted(f'{TITLE}{word}') for word in words)})"
        case Word(word, goes_on):
            return f"{quoted(f'{TITLE}{word}')}{':*' if goes_on else ''}"
        case Mark():
            return ""
        case AllOf(parts) | AnyOf(parts):
            written = [each for part in parts if (each := _in_title(part))]
            return _joined(wanted, written) if written else ""


def _joined(how: AllOf | AnyOf, parts: Sequence[str]) -> str:
    return f"({(' & ' if isinstance(how, AllOf) else ' | ').join(parts)})"
