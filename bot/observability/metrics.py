"""Metrics: what is counted as it happens, and the page on which Prometheus reads it.

No label names a reader, a chat or a statement: the labels are words that this code and the operator's files
know in advance.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

import prometheus_client
from prometheus_client import CollectorRegistry, Histogram, Info, ProcessCollector
from prometheus_client.exposition import choose_encoder

from bot.domain.delivery import Outcome, Result, Settled
from bot.domain.fanout import Fanout, FanoutId, FanoutKind, FanoutState
from bot.domain.source import Problem
from bot.domain.statement import Batch, Millis, Push
from bot.observability.standing import Standing
from bot.ports import Flush, Meter

_FLUSH = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
_FIRST = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900)
_LAST = (1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400)
_UPDATE = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10)
_ENDS = (FanoutState.DONE, FanoutState.PAUSED, FanoutState.CANCELLED, FanoutState.EXPIRED)

prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series each, of no use


@dataclass(slots=True)
class _Way:
    """How far a live fan-out is, for the two times that are measured. Milliseconds UTC."""

    kind: FanoutKind
    since: Millis
    begun: bool
    last: Millis | None = None


class Metrics(Meter):
    """Counts, and shows what it counted together with what stands at that moment."""

    def __init__(self, *, version: str) -> None:
        self._registry = CollectorRegistry()
        self._standing: Standing | None = None
        self._ways: dict[FanoutId, _Way] = {}
        self.live: Sequence[Fanout] = ()
        self._count_delivery()
        self._count_sources()
        self._cut = self._counter("kumtar_searches_cut", "Searches that were cut short")
        self._update_seconds = Histogram(
            "kumtar_update_seconds",
            "From an update's arrival to the end of its handler",
            buckets=_UPDATE,
            registry=self._registry,
        )
        Info("kumtar_build", "The running version", registry=self._registry).info({"version": version})
        ProcessCollector(registry=self._registry)

    def _count_delivery(self) -> None:
        sends = self._counter("kumtar_sends", "Calls to Telegram for what is pushed", "kind", "outcome")
        # the children are looked up once: `labels` costs more than the counting
        self._sends = {
            (kind, outcome): sends.labels(kind, _words(outcome))
            for kind in FanoutKind
            for outcome in get_args(Outcome)
        }
        results = self._counter("kumtar_deliveries", "Rows written to the ledger", "result")
        self._results = {result: results.labels(result.name.lower()) for result in Result}
        self._retries = self._counter("kumtar_retries", "Retry rows written")
        self._held = self._counter("kumtar_held", "Messages put by for their readers' own hours")
        self._released = self._counter("kumtar_released", "Ledger rows of what had been put by")
        self._again = self._counter("kumtar_sent_again", "Ledger rows of messages that may have come twice")
        self._paid = self._counter("kumtar_paid_messages", "Messages sent for Stars")
        self._flush_seconds = Histogram(
            "kumtar_flush_seconds", "One commit of the ledger", buckets=_FLUSH, registry=self._registry
        )
        self._first = self._per_kind(
            "kumtar_publish_to_first_seconds", "Until the first reader has it", _FIRST
        )
        self._last = self._per_kind("kumtar_publish_to_last_seconds", "Until the last reader has it", _LAST)
        ended = self._counter("kumtar_fanouts_ended", "Fan-outs that are no longer live", "kind", "state")
        self._ended = {(kind, state): ended.labels(kind, state) for kind in FanoutKind for state in _ENDS}

    def _count_sources(self) -> None:
        looks = self._counter("kumtar_looks", "Looks at sources", "result")
        self._looks = {result: looks.labels(result) for result in ("read", "unchanged", *Problem)}
        changes = self._counter("kumtar_statements", "What the looks at sources changed", "change")
        self._changes = {
            change: changes.labels(change) for change in (*map(_change, Push), "corrected", "copy")
        }

    def _counter(self, name: str, said: str, *labels: str) -> prometheus_client.Counter:
        return prometheus_client.Counter(name, said, labels, registry=self._registry)

    def _per_kind(self, name: str, said: str, buckets: Sequence[float]) -> dict[FanoutKind, Histogram]:
        histogram = Histogram(name, said, ("kind",), buckets=buckets, registry=self._registry)
        return {kind: histogram.labels(kind) for kind in FanoutKind}

    # ── the Meter ─────────────────────────────────────────────────────────────────────────────────

    def search_cut(self) -> None:
        """A search took too long and was answered from the newest statements only."""
        self._cut.inc()

    def answered(self, kind: FanoutKind, outcome: Outcome) -> None:
        """One call to Telegram came to this."""
        self._sends[kind, type(outcome)].inc()

    def flushed(self, flush: Flush, seconds: float) -> None:
        """This was committed, and how long the commit took."""
        self._flush_seconds.observe(seconds)
        self._retries.inc(len(flush.retries))
        self._held.inc(len(flush.held))
        self._released.inc(sum([row.released for row in flush.settled]))
        for result, rows in Counter([row.result for row in flush.settled]).items():
            self._results[result].inc(rows)
        self._again.inc(sum([row.again for row in flush.settled]))
        self._paid.inc(sum([row.paid for row in flush.settled]))
        self._follow(flush.settled)

    def _follow(self, settled: Iterable[Settled]) -> None:
        sent = [row for row in settled if row.result is Result.SENT]
        first = {row.fanout: row.at for row in reversed(sent)}
        for fanout, at in {row.fanout: row.at for row in sent}.items():
            way = self._ways.get(fanout)
            if way is None:
                continue
            way.last = at
            if not way.begun:
                way.begun = True
                self._first[way.kind].observe(_seconds(way.since, first[fanout]))

    def driven(self, live: Sequence[Fanout], ended: Sequence[Fanout]) -> None:
        """The fan-outs that are live now, and those that no longer are, as they ended."""
        for fanout in ended:
            way = self._ways.get(fanout.id)
            if (fanout.kind, fanout.state) in self._ended:
                self._ended[fanout.kind, fanout.state].inc()
            if fanout.state is FanoutState.DONE and way is not None and way.last is not None:
                self._last[fanout.kind].observe(_seconds(way.since, way.last))
        self.live = live
        self._ways = {fanout.id: self._ways.get(fanout.id) or _way(fanout) for fanout in live}

    def looked(self, result: str) -> None:
        """One look at a source: "read", "unchanged", or the problem."""
        self._looks[result].inc()

    def recorded(self, batch: Batch) -> None:
        """What a look at a source changed."""
        for push, number in Counter([new.push for new in batch.published]).items():
            self._changes[_change(push)].inc(number)
        self._changes["corrected"].inc(len(batch.corrected))
        self._changes["copy"].inc(len(batch.copies))

    # ── readers' updates, and the page ────────────────────────────────────────────────────────────

    def handled(self, seconds: float) -> None:
        """One update, from its arrival to the end of its handler."""
        self._update_seconds.observe(seconds)

    def show(self, standing: Standing) -> None:
        """Show on the page what stands, too."""
        self._standing = standing
        self._registry.register(standing)

    async def page(self, accept: str) -> tuple[str, bytes]:
        """Content type and body, in the format that `accept` asks for."""
        if self._standing is not None:
            await self._standing.ask()
        encode, content_type = choose_encoder(accept)
        return content_type, encode(self._registry)


def _words(outcome: type) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", outcome.__name__).lower()


def _change(push: Push) -> str:
    return "published" if push is Push.NOW else str(push)


def _way(fanout: Fanout) -> _Way:
    return _Way(fanout.kind, max(fanout.created_at, fanout.not_before), begun=fanout.sent > 0)


def _seconds(since: Millis, until: Millis) -> float:
    return max(0, until - since) / 1000  # the clock may have been set back
