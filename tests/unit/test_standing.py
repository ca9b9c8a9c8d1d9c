"""A search turned into a rule wants the same of new statements, or is none."""

import pytest

from bot.domain.query import parse_query
from bot.domain.rule import parse_rule
from bot.domain.standing import as_rule


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("uji", "uji"),
        ("Uji i ndotur", "uji i ndotur"),
        ("загађена вода", "zagadjena voda"),
        ('"missing persons" Mitrovica', '"missing persons" mitrovica'),
        ("elections -local", "elections -local"),
        ("covid-19", '"covid 19"'),
        ("covid*", "covid"),
        ("covid school OR hospital", "+covid school hospital"),
        ('covid school OR "big hospital" -vaccine', '+covid school "big hospital" -vaccine'),
        ("water since:7d", "water"),
        ("вода од:7д", "voda"),
        ("ujë nga:1.11.2026", "uje"),
        ("حقوق 👩‍👩‍👧", "حقوق"),
    ],
)
def test_what_a_rule_can_say_it_says(typed, rule):
    assert as_rule(parse_query(typed)) == rule
    assert parse_rule(parse_rule(rule).key) == parse_rule(rule)


@pytest.mark.parametrize(
    "typed",
    ["", "?", "a1 OR b2", "water from:unmik", "topic:health", "water lang:sq", "water nga:policia", "-water",
     "x1 OR x2 water y1 OR y2"],
)  # fmt: skip
def test_what_no_rule_can_say_is_none(typed):
    assert as_rule(parse_query(typed)) is None
