"""What stands at the moment when somebody looks: delivery, the pacer, the sources, polling."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from bot.domain.errors import StoreError
from bot.domain.fanout import Fanout, FanoutKind
from bot.domain.source import Source, SourceState
from bot.pipeline.deliver import DeliveryState
from bot.ports import Clock

ASK_WITHIN = 3.0  # seconds the database has to answer; a scrape that takes longer is given up by Prometheus
DISABLED = "disabled"  # left out of the operator's file, whatever its state


class PaidPace(Protocol):
    """Sending for Stars, as far as it is shown: bot.outbound.paid.PaidState."""

    @property
    def rate(self) -> float: ...
    @property
    def sent_today(self) -> int: ...
    @property
    def most_today(self) -> int: ...
    @property
    def closed(self) -> object | None: ...


class Pace(Protocol):
    """The pacer's figures, as far as they are shown: bot.outbound.pacer.PacerState."""

    @property
    def rate(self) -> float: ...
    @property
    def top_rate(self) -> float: ...
    @property
    def waiting(self) -> int: ...
    @property
    def in_flight(self) -> int: ...
    @property
    def in_flight_limit(self) -> int: ...
    @property
    def paused_for(self) -> float: ...
    @property
    def floods(self) -> int: ...
    @property
    def paid(self) -> PaidPace | None: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom to ask."""

    delivery: Callable[[], DeliveryState]
    live: Callable[[], Sequence[Fanout]]
    pace: Callable[[], Pace]
    failed_polls: Callable[[], int]
    sources: Callable[[], Awaitable[Sequence[Source]]]
    clock: Clock


class Standing(Collector):
    """Gauges. The database is asked before the page is written; the rest while it is."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._sources: Sequence[Source] | None = None  # None: the database is away

    async def ask(self) -> None:
        """Read the sources, or learn that the database is away."""
        try:
            async with asyncio.timeout(ASK_WITHIN):
                self._sources = await self._asked.sources()
        except (StoreError, TimeoutError):
            self._sources = None

    def collect(self) -> Iterator[Metric]:
        """Every gauge, named as in docs/operations.md."""
        state = self._asked.delivery()
        yield from _delivery(state)
        yield from self._fanouts(self._asked.live() if state.driving else ())
        pace = self._asked.pace()
        yield from _pacer(pace)
        yield from _paid(pace.paid)
        yield _gauge("kumtar_failed_polls", "Polls that failed in a row", self._asked.failed_polls())
        away = state.stalled or self._sources is None
        yield _gauge("kumtar_database_away", "1 while the database cannot be read or written", away)
        yield from _sources(self._sources or ())

    def _fanouts(self, live: Sequence[Fanout]) -> Iterator[Metric]:
        kinds = Counter(fanout.kind for fanout in live)
        yield _gauges(
            "kumtar_fanouts_live", "Live fan-outs", "kind", {kind: kinds[kind] for kind in FanoutKind}
        )
        now = self._asked.clock()
        ages = [now - max(fanout.created_at, fanout.not_before) for fanout in live]
        oldest = max(0, *ages) / 1000 if ages else 0
        yield _gauge("kumtar_oldest_fanout_seconds", "Age of the oldest live fan-out", oldest)


def _delivery(state: DeliveryState) -> Iterator[Metric]:
    yield _gauge("kumtar_lease_held", "1 in the process that works", state.driving)
    yield _gauge("kumtar_agenda_waiting", "Readers whose messages wait to be sent", state.waiting)
    yield _gauge("kumtar_in_hand", "Readers whose message is being seen to", state.in_hand)
    yield _gauge("kumtar_in_flight", "Pushed messages that left and are not answered", state.in_flight)
    yield _gauge("kumtar_unflushed", "Messages sent and not yet in the ledger", state.unflushed)


def _pacer(pace: Pace) -> Iterator[Metric]:
    yield _gauge("kumtar_pacer_rate", "Messages a second, now", pace.rate)
    yield _gauge("kumtar_pacer_rate_configured", "Messages a second, as configured", pace.top_rate)
    yield _gauge("kumtar_pacer_waiting", "Messages and replies that wait for their turn", pace.waiting)
    yield _gauge("kumtar_pacer_in_flight", "Calls that are not answered, replies too", pace.in_flight)
    yield _gauge("kumtar_pacer_in_flight_limit", "How many may be", pace.in_flight_limit)
    yield _gauge("kumtar_pacer_pause_seconds", "How long nothing is pushed", pace.paused_for)
    yield CounterMetricFamily("kumtar_pacer_floods", "Floods of the whole bot", value=pace.floods)


def _paid(paid: PaidPace | None) -> Iterator[Metric]:
    yield _gauge("kumtar_paid_rate", "Messages a second for Stars, now", paid.rate if paid else 0)
    yield _gauge("kumtar_paid_today", "Messages for Stars, this day (UTC)", paid.sent_today if paid else 0)
    yield _gauge("kumtar_paid_most_today", "How many there may be", paid.most_today if paid else 0)
    closed = paid is None or paid.closed is not None
    yield _gauge("kumtar_paid_closed", "1 while nothing may be sent for Stars", closed)


def _sources(sources: Sequence[Source]) -> Iterator[Metric]:
    states = Counter(str(source.state) if source.spec.enabled else DISABLED for source in sources)
    known = {state: states[state] for state in (*map(str, SourceState), DISABLED)}
    yield _gauges("kumtar_sources", "Sources", "state", known)
    failures = {source.spec.key: source.fetch.failures for source in sources if source.spec.enabled}
    yield _gauges("kumtar_source_failures", "Looks that failed in a row", "source", failures)


def _gauge(name: str, said: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, said, value=float(value))


def _gauges(name: str, said: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, said, labels=(label,))
    for name_of, value in values.items():
        family.add_metric((name_of,), value)
    return family
