"""Every measurement runs to its end on both databases and says what it should; how fast is not judged here."""

import asyncio
import os
import re

import pytest
from telegram.error import RetryAfter

from benchmarks import audience, ceiling, compare, fanout, ordinary, replies, rules, search
from benchmarks.all import PAGE, measurements, put
from benchmarks.processes import stand_in
from benchmarks.readers import KINDS
from benchmarks.replies import Load

# PostgreSQL leaves root's rights behind, and cannot read the folders that pytest makes for root
MEASURED = ("sqlite",) if os.geteuid() == 0 else KINDS


def rows_of(shown):
    """The table's cells, a list a row, without its head."""
    lines = [line for line in shown.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def number(cell):
    return float(re.sub(r"[,%]|\(.*", "", cell))


@pytest.mark.timed
def test_the_ceiling_of_the_stand_in():
    assert [number(row[1]) > 0 for row in rows_of(ceiling.measured(0.3))] == [True, True]


@pytest.mark.parametrize("kind", MEASURED)
def test_a_fan_out_until_everybody_has_it_misses_nobody_and_tells_nobody_twice(kind):
    first, _ = rows_of(fanout.measured([kind], count=300, seconds=None, runs=1))
    name, sent, cpu, _memory, waited, twice, missed, _ = first
    assert name == kind
    assert min(map(number, (sent, cpu, waited))) > 0
    assert (twice, missed) == ("0", "0")


def test_a_fan_out_at_a_rate_names_the_limit_that_it_was_held_against():
    ((name, share, largest, of_limit, refused, *_),) = rows_of(
        fanout.measured(["sqlite"], count=300, seconds=2, rates=[28], runs=1)
    )
    assert name == "sqlite, 28/s"
    assert number(share) > 0
    assert 0 < int(largest) <= 33
    assert of_limit.endswith("of 30")
    assert refused == "0"


@pytest.mark.parametrize("kind", MEASURED)
def test_every_kind_of_search_is_timed_and_those_that_should_find_something_do(kind, tmp_path):
    *kinds, total, cold = rows_of(search.measured([kind], counts=[400], texts=tmp_path, times=1, warming=1))
    assert len(kinds) == 13
    assert [total[:3], cold[:3]] == [[kind, "400", "all of them"], [kind, "400", "the first of each, cold"]]
    assert all(0 < number(row[3]) <= number(row[4]) <= number(row[5]) for row in kinds)
    found, offered = ({row[2]: row[column] for row in kinds} for column in (8, 9))
    assert (found["a common word"], offered["mistyped: did you mean"]) == ("100%", "100%")


def test_the_replies_are_all_there_while_a_broadcast_runs():
    ((_, count, p50, p95, most, unanswered, *_),) = rows_of(
        replies.measured(["sqlite"], loads=[Load(5, 28)], count=20_000, seconds=1)
    )
    assert (count, unanswered) == ("5", "0")
    assert 0 < number(p50) <= number(p95) <= number(most)


@pytest.mark.parametrize("kind", MEASURED)
def test_pages_of_an_audience_whose_readers_follow_three_things_each(kind):
    ((_, count, follows, *pages),) = rows_of(audience.measured([kind], counts=[2000], size=100))
    assert count == "2,000"
    assert float(follows) == pytest.approx(3.2, abs=0.1)
    assert all(number(page) > 0 for page in pages)


def test_the_ordinary_ways_and_ours_bring_as_many_messages():
    rows = rows_of(compare.measured(["sqlite"], messages=20))
    assert {row[1] for row in rows} == {"20"}
    assert rows[-1][0].startswith("Kumtar")
    assert rows[0][0] == "python-telegram-bot, one by one"


def test_messages_beyond_the_limit_are_refused_and_counted(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # the library warns otherwise
    with stand_in(latency=0.0) as server:
        server.reset(rate=1.0, burst=2.0)
        with pytest.raises(RetryAfter):
            _send(server.url, 5)
        figures = server.figures()
    assert figures["messages"] == 2
    assert figures["refused"] == 1


def _send(url, messages):
    asyncio.run(ordinary.measure("python-telegram-bot, one by one", url, messages))


def test_every_measurement_has_its_block_in_the_page():
    page = PAGE.read_text("utf-8")
    for name in measurements("python"):
        assert "fresh" in put(page, name, "fresh")
    with pytest.raises(LookupError):
        put(page, "unheard-of", "fresh")


def test_a_block_is_replaced_and_its_neighbours_stay():
    page = "a\n<!-- measured:x -->\nold\n<!-- end:x -->\nb\n"
    assert put(page, "x", "new") == "a\n<!-- measured:x -->\nnew\n<!-- end:x -->\nb\n"


def test_rules_of_each_number_meet_statements_of_each_length():
    measured = rows_of(rules.measured((200,), statements=5))
    assert [(row[0], row[1]) for row in measured] == [("200", "60"), ("200", "400"), ("200", "4,000")]
    assert all(0 < number(row[2]) <= number(row[4]) for row in measured)
