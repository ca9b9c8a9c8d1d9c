"""The data files that ship with the bot, read into domain values: topics, the glossary and sources."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.config import SettingsFault
from bot.domain.glossary import Concept, Glossary
from bot.domain.lexicon import LANGUAGES, Lexicon
from bot.domain.source import EDITORIAL, SourceSpec
from bot.domain.text import words
from bot.domain.topic import Taxonomy, Topic

_KEY_LENGTH = 32
_HERE = Path(__file__).parent


def load_taxonomy(lexicon: Lexicon | None = None, path: Path = _HERE / "topics.toml") -> Taxonomy:
    """The curated topics; without a lexicon their terms are found only as the file writes them."""
    tables = tomllib.loads(path.read_text("utf-8"))["topic"]
    return Taxonomy([_topic(table) for table in tables], lexicon)


def _topic(table: dict[str, Any]) -> Topic:
    terms = {
        name: {lang: tuple(words) for lang, words in table.get(name, {}).items()}
        for name in ("aliases", "strong", "weak")
    }
    return Topic(
        key=table["key"],
        group=table["group"],
        names=table["names"],
        hashtag=table["hashtag"],
        exclude=tuple(table.get("exclude", ())),
        **terms,
    )


_MOST_CALLS = 5  # words or phrases for one concept in one language: a search looks for each


def load_glossary(lexicon: Lexicon | None = None, path: Path = _HERE / "glossary.txt") -> Glossary:
    """The words of public statements. Raises ValueError with every fault of the file at once."""
    lines = list(enumerate(path.read_text("utf-8").splitlines(), 1))
    read = {number: _called(line) for number, line in lines if line.strip() and not line.startswith("#")}
    faults = [f"line {number}: {fault}" for number, called in read.items() for fault in _amiss(called)]
    if faults := [*faults, *_told_twice(read)]:
        raise ValueError("\n".join(f"{path.name}: {fault}" for fault in faults))
    return Glossary([Concept(called) for called in read.values()], lexicon)


def _called(line: str) -> dict[str, tuple[str, ...]]:
    columns = [tuple(called.strip() for called in column.split(",")) for column in line.split("|")]
    return dict(zip(LANGUAGES, columns, strict=False)) if len(columns) == len(LANGUAGES) else {}


def _amiss(called: dict[str, tuple[str, ...]]) -> Iterator[str]:
    if not called:
        yield "three languages, parted by |"
    for lang, calls in called.items():
        folded = [words(call) for call in calls]
        if not all(folded):
            yield f"{lang}: a word is missing"
        if len(set(folded)) < len(folded):
            yield f"{lang}: a word stands there twice"
        if len(calls) > _MOST_CALLS:
            yield f"{lang}: at most {_MOST_CALLS} words or phrases"


def _told_twice(read: dict[int, dict[str, tuple[str, ...]]]) -> Iterator[str]:
    """Lines that share words of two languages: they mean one thing."""
    lines: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    shared: dict[tuple[int, int], set[str]] = defaultdict(set)
    for number, called in read.items():
        for lang, calls in called.items():
            for folded in dict.fromkeys(map(words, calls)):
                for other in lines[lang, folded]:
                    shared[other, number].add(lang)
                lines[lang, folded].append(number)
    for (one, other), langs in shared.items():
        if len(langs) > 1:
            yield f"lines {one} and {other}: one concept, for they share words in {' and '.join(sorted(langs))}"


def load_sources(path: Path, taxonomy: Taxonomy) -> tuple[SourceSpec, ...]:
    """The operator's sources. Raises SettingsFault with every fault of the file at once."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsFault([f"SOURCES_FILE {path}: not a TOML file: {error}"]) from None
    tables = document.get("source", [])
    faults = [f"{key}: unknown table; sources are [[source]]" for key in document if key != "source"]
    if not isinstance(tables, list):
        tables, faults = [], [*faults, "source: write each source as a table of its own, [[source]]"]
    specs: list[SourceSpec] = []
    for number, table in enumerate(tables, 1):
        name = f"[[source]] {number} ({table.get('key', 'no key')})"
        faults += [f"{name}: {key}: unknown key" for key in table if key not in _KEYS]
        try:
            spec = _SPEC.validate_python({key: table[key] for key in table if key in _KEYS})
        except ValidationError as error:
            faults += [f"{name}: {_where(fault['loc'])}{fault['msg']}" for fault in error.errors()]
            continue
        faults += [f"{name}: {fault}" for fault in _faults_of(spec, taxonomy, specs)]
        specs.append(spec)
    if faults:
        raise SettingsFault(f"SOURCES_FILE {path}: {fault}" for fault in faults)
    return tuple(specs)


_SPEC = TypeAdapter(SourceSpec)
_KEYS = frozenset(field.name for field in fields(SourceSpec))


def _where(loc: tuple[int | str, ...]) -> str:
    return "".join(f"{part}: " for part in loc)


def _faults_of(spec: SourceSpec, taxonomy: Taxonomy, earlier: Iterable[SourceSpec]) -> Iterable[str]:
    if not spec.key.isidentifier() or len(spec.key) > _KEY_LENGTH or spec.key == EDITORIAL:
        yield "key: letters, digits and _, at most 32, not a digit first, not 'editorial'"
    if any(spec.key == other.key for other in earlier):
        yield "key: used by a source above; give each its own"
    if not spec.url.startswith(("http://", "https://")):
        yield "url: give the feed's whole address, https://…"
    if not spec.name.strip():
        yield "name: say who speaks"
    if spec.interval is not None and spec.interval < 1:
        yield "interval: seconds, at least 1"
    for topic in spec.topics:
        if topic not in taxonomy.by_key:
            yield f"topics: no topic {topic!r}; bot/data/topics.toml lists them"
