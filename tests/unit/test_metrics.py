"""Metrics over real HTTP: what is counted, what stands, that each is documented, and that none names anybody."""

import re
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.domain.delivery import Result, Retry, Sent, Settled, Throttled
from bot.domain.errors import StoreUnavailable
from bot.domain.fanout import Fanout, FanoutKind, FanoutState, Priority
from bot.domain.source import FetchState, Problem, Source, SourceSpec, SourceState
from bot.domain.statement import Batch, NewCopy
from bot.observability.metrics import Metrics
from bot.observability.standing import Asked, Standing
from bot.pipeline.deliver import DeliveryState
from bot.ports import Flush
from bot.web.health import health_page

DOCUMENTED = Path(__file__).parents[2] / "docs" / "operations.md"
NOW = 1_700_000_000_000


@dataclass(frozen=True)
class Paid:
    rate: float = 450.0
    sent_today: int = 1200
    most_today: int = 5000
    closed: object = None


@dataclass(frozen=True)
class Pace:
    rate: float = 22.4
    top_rate: float = 28.0
    waiting: int = 3
    in_flight: int = 2
    in_flight_limit: int = 6
    paused_for: float = 1.5
    floods: int = 4
    paid: Paid | None = Paid()


def fanout(number, state=FanoutState.RUNNING, kind=FanoutKind.STATEMENT, **more):
    given = {"cursor": 0, "not_before": 0, "expires_at": NOW * 2, "created_at": NOW, **more}
    return Fanout(number, 100 + number, kind, Priority.STATEMENT, (), (), state, **given)


def row(number, at, *, result=Result.SENT, **more):
    return Settled(100 + number, 7, number, result, at, **more)


def source(number, key, **more):
    spec = SourceSpec(key, key, "https://un.example/", enabled=more.pop("enabled", True))
    return Source(number, spec, FetchState("", failures=more.pop("failures", 0)), **more)


class House:
    """The page with everything it asks; `read` gives every sample."""

    def __init__(self):
        self.delivery = DeliveryState(driving=True, waiting=40, in_hand=9, in_flight=5, unflushed=12)
        self.sources = (
            source(1, "un"),
            source(2, "who", failures=3),
            source(3, "old", state=SourceState.GONE),
        )
        self.away = False
        self.metrics = Metrics(version="0.1.0")
        self.metrics.show(
            Standing(
                Asked(
                    lambda: self.delivery, lambda: self.metrics.live, Pace, lambda: 2, self._sources, lambda: NOW + 9000
                )
            )
        )  # fmt: skip

    async def _sources(self):
        if self.away:
            raise StoreUnavailable("locked")
        return self.sources

    async def read(self, accept=""):
        async with (
            health_page("127.0.0.1:0", {}, self.metrics.page) as url,
            aiohttp.ClientSession() as web,
            web.get(f"{url}/metrics", headers={"Accept": accept}) as answer,
        ):
            assert answer.status == 200
            self.content_type = answer.headers["Content-Type"]
            self.text = await answer.text()
        self.families = tuple(text_string_to_metric_families(self.text))
        return {
            (sample.name, *sample.labels.values()): sample.value
            for family in self.families
            for sample in family.samples
        }


@pytest.fixture
def house():
    return House()


async def test_what_came_of_each_call_is_counted(house):
    house.metrics.answered(FanoutKind.STATEMENT, Sent(1))
    house.metrics.answered(FanoutKind.STATEMENT, Sent(2))
    house.metrics.answered(FanoutKind.BROADCAST, Throttled(3))
    seen = await house.read()
    assert seen["kumtar_sends_total", "statement", "sent"] == 2
    assert seen["kumtar_sends_total", "broadcast", "throttled"] == 1
    assert (
        seen["kumtar_sends_total", "statement", "no_rights"] == 0
    )  # there from the start: a rate needs a zero


async def test_a_commit_tells_its_rows_and_how_long_it_took(house):
    rows = (row(1, NOW), row(1, NOW, again=True), row(1, NOW, paid=True), row(1, NOW, result=Result.GONE))
    house.metrics.flushed(Flush(rows, (Retry(101, 8, 1, NOW, 2, "429"),)), 0.02)
    seen = await house.read()
    assert (seen["kumtar_deliveries_total", "sent"], seen["kumtar_deliveries_total", "gone"]) == (3, 1)
    assert [seen[name,] for name in ("kumtar_retries_total", "kumtar_sent_again_total")] == [1, 1]
    assert seen["kumtar_paid_messages_total",] == 1
    assert (seen["kumtar_flush_seconds_count",], seen["kumtar_flush_seconds_sum",]) == (1, 0.02)


async def test_the_first_and_the_last_reader_are_timed_from_publication(house):
    house.metrics.driven([fanout(1), fanout(2, not_before=NOW + 1000)], [])
    house.metrics.flushed(
        Flush((row(1, NOW + 400, result=Result.GONE), row(1, NOW + 500), row(1, NOW + 600))), 0.01
    )
    house.metrics.flushed(Flush((row(1, NOW + 7000), row(2, NOW + 3000))), 0.01)
    house.metrics.driven([], [fanout(1, FanoutState.DONE), fanout(2, FanoutState.CANCELLED)])
    seen = await house.read()
    first, last = "kumtar_publish_to_first_seconds", "kumtar_publish_to_last_seconds"
    assert (seen[f"{first}_count", "statement"], seen[f"{first}_sum", "statement"]) == (2, 2.5)
    assert (seen[f"{last}_count", "statement"], seen[f"{last}_sum", "statement"]) == (1, 7)
    assert seen["kumtar_fanouts_ended_total", "statement", "cancelled"] == 1


async def test_one_that_was_begun_before_a_restart_is_not_begun_again(house):
    house.metrics.driven([fanout(1, sent=50)], [])
    house.metrics.flushed(Flush((row(1, NOW + 60_000),)), 0.01)
    house.metrics.driven([], [fanout(1, FanoutState.DONE)])
    seen = await house.read()
    assert seen["kumtar_publish_to_first_seconds_count", "statement"] == 0
    assert seen["kumtar_publish_to_last_seconds_sum", "statement"] == 60


async def test_looks_and_what_they_changed_are_counted(house):
    house.metrics.looked("unchanged")
    house.metrics.looked(Problem.HTTP_ERROR)
    house.metrics.recorded(Batch(copies=(NewCopy(1, None, None),)))
    seen = await house.read()
    assert seen["kumtar_looks_total", "unchanged"] == seen["kumtar_looks_total", "http-error"] == 1
    assert (seen["kumtar_statements_total", "copy"], seen["kumtar_statements_total", "published"]) == (1, 0)


async def test_what_stands_is_asked_at_each_look(house):
    house.metrics.driven([fanout(1), fanout(2, kind=FanoutKind.BROADCAST, not_before=NOW + 5000)], [])
    seen = await house.read()
    assert (seen["kumtar_lease_held",], seen["kumtar_agenda_waiting",], seen["kumtar_unflushed",]) == (
        1,
        40,
        12,
    )
    assert (seen["kumtar_fanouts_live", "statement"], seen["kumtar_oldest_fanout_seconds",]) == (1, 9)
    assert (seen["kumtar_pacer_rate",], seen["kumtar_pacer_floods_total",]) == (22.4, 4)
    assert (seen["kumtar_paid_rate",], seen["kumtar_paid_today",], seen["kumtar_paid_closed",]) == (
        450,
        1200,
        0,
    )
    assert (seen["kumtar_sources", "active"], seen["kumtar_sources", "gone"]) == (2, 1)
    assert (seen["kumtar_source_failures", "who"], seen["kumtar_database_away",]) == (3, 0)
    house.delivery = DeliveryState()  # the lease is another's: so are the fan-outs
    seen = await house.read()
    assert seen["kumtar_lease_held",] == seen["kumtar_oldest_fanout_seconds",] == 0


async def test_while_the_database_is_away_the_page_answers_and_says_so(house):
    house.away = True
    seen = await house.read()
    assert seen["kumtar_database_away",] == 1
    assert ("kumtar_source_failures", "who") not in seen
    house.away, house.delivery = False, DeliveryState(driving=True, stalled=True)
    assert (await house.read())["kumtar_database_away",] == 1


async def test_it_speaks_both_of_prometheus_languages(house):
    await house.read()
    assert house.content_type.startswith("text/plain; version=")
    await house.read("application/openmetrics-text; version=1.0.0")
    assert house.content_type.startswith("application/openmetrics-text; version=1.0.0")
    assert house.text.endswith("# EOF\n")


async def test_every_metric_is_documented_and_no_other(house):
    await house.read()
    documented = set(re.findall(r"`((?:kumtar|process)_[a-z_]+)", DOCUMENTED.read_text()))
    shown = {
        family.name + ("_total" if family.type == "counter" else "_info" if family.type == "info" else "")
        for family in house.families
    }
    assert shown == documented


async def test_no_label_names_a_reader_a_chat_or_a_statement(house):
    house.metrics.driven([fanout(1)], [])
    house.metrics.flushed(Flush((row(1, NOW),)), 0.01)
    await house.read()
    labels = {
        (name, value)
        for family in house.families
        for sample in family.samples
        for name, value in sample.labels.items()
        if name not in {"le", "version"}
    }
    assert {name for name, _ in labels} == {"kind", "outcome", "result", "state", "change", "source"}
    assert not [value for _, value in labels if not re.fullmatch(r"[a-z][a-z_-]*", value)]
