"""How small values stand in a column: languages, terms, links, topics. Pure."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from bot.domain.hours import Hours
from bot.domain.statement import Link
from bot.domain.subscriber import Term


def langs_to_text(langs: Iterable[str]) -> str:
    return " ".join(langs)


@lru_cache(maxsize=1024)
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


@lru_cache(maxsize=1024)  # readers have few different ones
def hours_from_columns(
    digest_times: str, digest_days: int, quiet_from: int | None, quiet_to: int | None, urgent_passes: bool
) -> Hours:
    """The columns of `subscriber` that say when; `hours_to_columns` the other way."""
    return Hours(tuple(map(int, digest_times.split())), digest_days, quiet_from, quiet_to, urgent_passes)


def hours_to_columns(hours: Hours) -> dict[str, Any]:
    return {
        "digest_times": " ".join(map(str, hours.digest_times)),
        "digest_days": hours.digest_days,
        "quiet_from": hours.quiet_from,
        "quiet_to": hours.quiet_to,
        "urgent_passes": hours.urgent_passes,
    }
