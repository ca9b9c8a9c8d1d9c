"""Which statements a list of the newest shows: one of each story."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, FromClause, case, exists, false, or_, select, true, tuple_

from bot.domain.subscriber import Term, TermKind
from storage.schema import source, statement, statement_term, term
from storage.stories import SHOWN


def one_of_each_story(terms: Sequence[Term], langs: Sequence[str]) -> list[ColumnElement[bool]]:
    """Conditions on `statement` and its `source`: it carries one of the terms, is in one of the languages, is shown.

    Of several of one story that could be listed, the one in the first of `langs`; of several in that
    language the one published first (domain.story.preferred).
    """
    return [*_listed(statement, source, terms, langs), ~_has_a_better(terms, langs)]


def _listed(
    told: FromClause, by: FromClause, terms: Sequence[Term], langs: Sequence[str]
) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [told.c.state.in_(SHOWN)]
    if terms:
        where.append(or_(*(_carries(told, by, kind, terms) for kind in TermKind)))
    if langs:
        where.append(told.c.lang.in_([*langs, "und"]))
    return where


def _has_a_better(terms: Sequence[Term], langs: Sequence[str]) -> ColumnElement[bool]:
    other, its = statement.alias("other"), source.alias("its")
    return exists(
        select(other.c.id)
        .join(its, its.c.id == other.c.source)
        .where(other.c.story == statement.c.story, _order(other, langs) < _order(statement, langs))
        .where(*_listed(other, its, terms, langs))
        .correlate(statement)
    )


def _order(told: FromClause, langs: Sequence[str]) -> ColumnElement[tuple[int, ...]]:
    first_published = (told.c.published_at, told.c.id)
    if not langs:
        return tuple_(*first_published)
    ranks = {lang: rank for rank, lang in enumerate(langs)}
    return tuple_(case(ranks, value=told.c.lang, else_=len(langs)), *first_published)


def _carries(told: FromClause, by: FromClause, kind: TermKind, terms: Sequence[Term]) -> ColumnElement[bool]:
    """Statements that carry one of the terms of this kind; what a source is, its statements are by themselves."""
    keys = [wanted.key for wanted in terms if wanted.kind is kind]
    if not keys:
        return false()
    if kind is TermKind.ALL:
        return true()
    if kind is TermKind.OFFICIAL:
        return by.c.official
    if kind is TermKind.SOURCE:
        return by.c.key.in_(keys)
    carrying = (
        select(statement_term.c.statement)
        .join(term, term.c.id == statement_term.c.term)
        .where(term.c.kind == kind.value, term.c.key.in_(keys))
    )
    return told.c.id.in_(carrying)
