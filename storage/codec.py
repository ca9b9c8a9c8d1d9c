"""How small values stand in a column: languages, terms, links, topics. Pure."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from bot.domain.hours import Hours
from bot.domain.statement import Link
from bot.domain.subscriber import Term


def langs_to_text(langs: Iterable[str]) -> str:
    return " ".join(langs)


def langs_from_text(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def keys_to_text(keys: Iterable[str]) -> str:
    return " ".join(keys)


def keys_from_text(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def terms_to_json(terms: Iterable[Term]) -> str:
    return json.dumps([str(term) for term in terms], ensure_ascii=False)


def terms_from_json(text: str) -> tuple[Term, ...]:
    return tuple(Term.parse(term) for term in json.loads(text))


def links_to_json(links: Iterable[Link]) -> str:
    return json.dumps([[link.url, link.text] for link in links], ensure_ascii=False)


def links_from_json(text: str) -> tuple[Link, ...]:
    return tuple(Link(url, words) for url, words in json.loads(text))


def hours_from_row(row: Row[Any]) -> Hours:
    """The columns of `subscriber` that say when; `hours_to_columns` the other way."""
    times = tuple(map(int, row.digest_times.split()))
    return Hours(times, row.digest_days, row.quiet_from, row.quiet_to, row.urgent_passes)


def hours_to_columns(hours: Hours) -> dict[str, Any]:
    return {
        "digest_times": " ".join(map(str, hours.digest_times)),
        "digest_days": hours.digest_days,
        "quiet_from": hours.quiet_from,
        "quiet_to": hours.quiet_to,
        "urgent_passes": hours.urgent_passes,
    }
