"""A query as both search indices are asked: keys become numbers, words are split as the index splits them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.query import About, Clause, Every, Form, Part, Phrase, Query
from bot.domain.statement import Millis
from bot.domain.subscriber import TermKind
from storage.schema import source, statement, term
from storage.search_words import lang_mark, marks_since, source_mark, split, topic_mark


@dataclass(frozen=True, slots=True)
class Together:
    """Words side by side, in these forms."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a lemma; `goes_on`: or the beginning of one."""

    word: str
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What is not in the words."""

    mark: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Each of these."""

    parts: "tuple[Wanted, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of these."""

    parts: "tuple[Wanted, ...]"


Wanted = Together | Word | Mark | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked of an index; `since`: published then or later."""

    wanted: AllOf
    unwanted: AnyOf
    since: Millis | None


async def resolve(connection: AsyncConnection, query: Query) -> Search | None:
    """The query with numbers for its keys; None: it can find nothing."""
    topics = dict.fromkeys([*query.scope.topics, *_topics(query.clauses)])
    numbers = await _topic_numbers(connection, tuple(topics))
    wanted = [_any(_parts(clause, numbers)) for clause in query.clauses]
    wanted = [each for each in wanted if each.parts]
    if query.clauses and not wanted:
        return None
    narrowed = await _scope(connection, query, numbers)
    if any(not each.parts for each in narrowed):
        return None
    unwanted = AnyOf(tuple(_parts(query.excluded, numbers)))
    return Search(AllOf((*wanted, *narrowed)), unwanted, query.scope.since) if wanted or narrowed else None


def _topics(clauses: Iterable[Clause]) -> Iterable[str]:
    for clause in clauses:
        for part in clause:
            if isinstance(part, About):
                yield part.topic


async def _topic_numbers(connection: AsyncConnection, keys: Sequence[str]) -> dict[str, int]:
    if not keys:
        return {}
    found = select(term.c.key, term.c.id).where(term.c.kind == TermKind.TOPIC.value, term.c.key.in_(keys))
    return {row.key: row.id for row in await connection.execute(found)}


async def _scope(connection: AsyncConnection, query: Query, numbers: dict[str, int]) -> list[AnyOf]:
    """One condition for each way in which the search is narrowed."""
    scope, narrowed = query.scope, []
    if scope.sources:
        found = await connection.execute(select(source.c.id).where(source.c.key.in_(scope.sources)))
        narrowed.append(_marked(source_mark(number) for number in found.scalars()))
    if scope.topics:
        narrowed.append(_marked(topic_mark(numbers[key]) for key in scope.topics if key in numbers))
    if scope.langs:
        narrowed.append(_marked(lang_mark(lang) for lang in scope.langs))
    if scope.since is not None:
        newest = (await connection.execute(select(func.max(statement.c.published_at)))).scalar() or 0
        narrowed.append(_marked(marks_since(scope.since, newest)))
    return narrowed


def _marked(marks: Iterable[str]) -> AnyOf:
    return AnyOf(tuple(Mark(mark) for mark in marks))


def _any(parts: Iterable[Wanted]) -> AnyOf:
    return AnyOf(tuple(dict.fromkeys(parts)))


def _parts(clause: Clause, numbers: dict[str, int]) -> Iterable[Wanted]:
    for part in clause:
        if (wanted := _part(part, numbers)) is not None:
            yield wanted


def _part(part: Part, numbers: dict[str, int]) -> Wanted | None:
    match part:
        case Phrase(words):
            apart = tuple(split(words))
            return Together(apart) if apart else None
        case Form(word, goes_on):
            apart = tuple(split((word,)))
            return (
                Word(apart[0], goes_on) if len(apart) == 1 else Together(apart) if apart else None
            )  # "snake_case"
        case About(topic):
            return Mark(topic_mark(numbers[topic])) if topic in numbers else None
        case Every(clauses):
            each = [_any(_parts(clause, numbers)) for clause in clauses]
            return AllOf(tuple(one for one in each if one.parts)) if any(one.parts for one in each) else None
