"""INGEST: from a source that is due to statements in the archive and fan-outs on their way.

    claim due -> fetch -> parse -> identify, date, tell the language, tag (pure)
              -> recognise (what the store knows) -> decide (pure)
              -> ONE commit: statements, revisions, index, fan-outs, and the source's ETag

A crash anywhere before the commit repeats the look; the unique identities make the repeat harmless.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from bot.domain import source as sources
from bot.domain import variants
from bot.domain.difference import compare
from bot.domain.errors import KumtarError
from bot.domain.passage import Passage
from bot.domain.source import (
    Fetched,
    FetchFailed,
    FetchState,
    NotModified,
    ParsedFeed,
    ParseFailed,
    Problem,
    Source,
    SourceState,
)
from bot.domain.statement import (
    Batch,
    Change,
    Entry,
    Evidence,
    Identity,
    Incoming,
    Millis,
    NewCopy,
    NewRevision,
    NewStatement,
    Recognised,
    decide,
    identify,
    in_order_of_publication,
    publication_time,
    push_of,
    words_of,
)
from bot.domain.subscriber import Term, TermKind
from bot.domain.text import script_of
from bot.domain.topic import Tag, Taxonomy
from bot.pipeline.vanished import Vanished
from bot.ports import (
    Clock,
    DeskStore,
    Detector,
    Fetcher,
    Meter,
    Parser,
    RuleWatch,
    SourceStore,
    StatementStore,
)

log = logging.getLogger(__name__)

AT_ONCE = 8  # sources looked at side by side
FAILING_AFTER = 5  # failures in a row before editors hear of it
CORRECTIONS_AT_ONCE = 3  # more than these in one look: their site has probably changed, an editor decides


@dataclass(frozen=True, slots=True)
class Ports:
    """All that ingest touches."""

    sources: SourceStore
    statements: StatementStore
    rules: RuleWatch
    desk: DeskStore
    fetcher: Fetcher
    parser: Parser
    detector: Detector
    meter: Meter = field(default_factory=Meter)


class Ingest:
    """Looks at due sources; `published` is called after every commit that sent something on its way."""

    def __init__(
        self,
        ports: Ports,
        *,
        taxonomy: Taxonomy,
        clock: Clock,
        poll_interval: int,
        flood_guard: int,
        published: Callable[[], None],
        jitter: Callable[[], float],
    ) -> None:
        self._ports = ports
        self._vanished = Vanished(ports.statements, ports.desk, ports.fetcher)
        self._taxonomy = taxonomy
        self._clock = clock
        self._poll_interval = poll_interval
        self._flood_guard = flood_guard
        self._published = published
        self._jitter = jitter
        self._looking: dict[int, asyncio.Task[None]] = {}  # by source

    async def run_due(self) -> int:
        """Begin a look at every source that is due; how many there were.

        A slow source holds up no other, and one that fails stops no other; AT_ONCE bounds them all.
        """
        free = AT_ONCE - len(self._looking)
        due = await self._ports.sources.claim_due(now=self._clock(), limit=free) if free > 0 else ()
        for source in due:
            if source.id not in self._looking:  # one that waits for its host or the parser outlives its claim
                self._begin(source)
        return len(due)

    def _begin(self, source: Source) -> None:
        task = self._looking[source.id] = asyncio.create_task(self._look_safely(source))
        task.add_done_callback(lambda _: self._looking.pop(source.id))

    async def finish(self) -> None:
        """Wait for the looks under way."""
        await asyncio.gather(*self._looking.values())

    async def stop(self) -> None:
        """Give up the looks under way: their claims run out and they are repeated."""
        looking = tuple(self._looking.values())
        for task in looking:
            task.cancel()
        await asyncio.gather(*looking, return_exceptions=True)

    async def _look_safely(self, source: Source) -> None:
        try:
            await self.look(source)
        except KumtarError as error:  # the claim runs out and the look is repeated
            log.warning("source %s: %s", source.spec.key, error)

    async def look(self, source: Source) -> None:
        """One look at one source, from the network to the commit."""
        result = await self._ports.fetcher.fetch(source)
        match result:
            case FetchFailed():
                await self._failed(source, result)
            case NotModified():
                self._ports.meter.looked("unchanged")
                await self._unchanged(source, result)
            case Fetched():
                await self._read(source, result)
            case _:
                assert_never(result)

    async def _failed(self, source: Source, failed: FetchFailed | ParseFailed) -> None:
        now = self._clock()
        interval = sources.interval_of(source.spec, self._poll_interval)
        self._ports.meter.looked(failed.problem)
        state = sources.after_failure(source.fetch, failed, now=now, interval=interval, jitter=self._jitter())
        gone = failed.problem is Problem.GONE
        log.info("source %s: %s: %s", source.spec.key, failed.problem, failed.detail)
        await self._ports.sources.record_look(source.id, state, state=SourceState.GONE if gone else None)
        if gone:
            await self._tell("source-gone", source)
        elif isinstance(failed, ParseFailed) and failed.problem is Problem.HTML_PAGE and state.failures == 1:
            await self._tell("source-html", source, alternates=" ".join(failed.alternates[:3]))
        elif state.failures == FAILING_AFTER:
            await self._tell("source-failing", source, problem=str(failed.problem), detail=failed.detail)

    async def _unchanged(self, source: Source, result: NotModified) -> None:
        state = self._after_good(source, source.fetch, result, wish=result.max_age)
        state = await self._watch_for_silence(source, state)
        await self._ports.sources.record_look(source.id, state)

    async def _read(self, source: Source, result: Fetched) -> None:
        parsed = await self._ports.parser.parse(result.body, content_type=result.content_type, url=result.url)
        match parsed:
            case ParseFailed():
                await self._failed(source, parsed)
            case ParsedFeed():
                self._ports.meter.looked("read")
                await self._record(source, result, parsed)
            case _:
                assert_never(parsed)

    async def _record(self, source: Source, result: Fetched, parsed: ParsedFeed) -> None:
        now = self._clock()
        identified = identify(parsed.entries)
        incoming = [
            item
            for entry, identity in identified
            for item in self._incoming(source, entry, identity, now=now)
        ]
        recognised = await self._ports.statements.recognise(
            source.id,
            [identity for item in incoming for identity in variants.identities(item)],
            [key for item in incoming if (key := item.words.copy_key)],
        )
        incoming = [variants.settled(item, recognised.same) for item in incoming]
        batch = await self._judge(source, incoming, recognised, now=now)
        wishes = [wish for wish in (parsed.ttl, result.max_age) if wish]
        state = self._after_good(source, source.fetch, result, wish=max(wishes, default=None))
        whole = parsed.complaint is None  # of a broken document we want the rest, so never a 304
        state = replace(
            state, etag=result.etag if whole else None, modified=result.modified if whole else None
        )
        dated = [item.published_at for item in incoming if item.dated]
        state = sources.with_newest(state, max(dated, default=None))
        state = await self._watch_for_silence(source, state)
        await self._ports.statements.record(source.id, state, batch, now=now)
        await self._after_commit(source, batch)
        if whole:
            await self._vanished.ask_about_missing(source, incoming, now=now)

    async def _after_commit(self, source: Source, batch: Batch) -> None:
        self._ports.meter.recorded(batch)
        pushed = sum(new.push == "now" for new in batch.published)
        waiting = sum(new.push == "waiting" for new in batch.published)
        if batch.published or batch.corrected:
            log.info(
                "source %s: %d new (%d to readers, %d waiting), %d corrected, %d copies",
                source.spec.key,
                len(batch.published),
                pushed,
                waiting,
                len(batch.corrected),
                len(batch.copies),
            )
        if waiting:
            await self._tell("flood-waiting", source, count=str(waiting))
        if held := sum(new.held for new in batch.corrected):
            await self._tell("corrections-waiting", source, count=str(held))
        if pushed or batch.corrected:
            self._published()

    def _incoming(
        self, source: Source, entry: Entry, identity: Identity, *, now: Millis
    ) -> tuple[Incoming, ...]:
        """What an entry says, once for each of the languages in which it says it."""
        said = words_of(entry)
        published_at, dated = publication_time(entry, now=now)
        text = f"{said.title}\n{said.summary}\n{said.body}"[:4000]
        prior = source.spec.language or entry.language
        whole = Incoming(
            identity=identity,
            words=said,
            url=entry.url,
            published_at=published_at,
            lang=self._ports.detector.detect(text, prior=prior),
            script=script_of(text),
            dated=dated,
        )
        spoken = (prior or "und")[:2].lower()  # ISO 639-1 of "sq-AL"
        found = variants.variants(said, self._ports.detector.detect, spoken=spoken)
        # as in the document, of what has the same time the last comes first
        return variants.as_incoming(whole, found)[::-1] if found else (whole,)

    async def _judge(
        self, source: Source, incoming: Sequence[Incoming], recognised: Recognised, *, now: Millis
    ) -> Batch:
        new: list[Incoming] = []
        corrected: list[NewRevision] = []
        copies: list[NewCopy] = []
        seen: set[bytes] = set()  # words of this very document: its second copy is recognised next time
        for item in incoming:
            verdict = decide(
                item,
                source_id=source.id,
                same=recognised.same.get(item.identity.key),
                at_link=recognised.at_link.get(item.identity.url or ""),
                copy=recognised.copies.get(item.words.copy_key or b""),
            )
            if verdict.change is Change.PUBLISH and item.words.copy_key not in seen:
                new.append(item)
                seen |= {item.words.copy_key} if item.words.copy_key else set()
            elif verdict.change is Change.CORRECT and verdict.known:
                terms = await self._terms(source, item)
                # in a thread: long texts made to be slow take up to a second
                difference = await asyncio.to_thread(compare, verdict.known.words, item.words)
                corrected.append(NewRevision(verdict.known, item.words, terms, difference.material))
            elif verdict.change is Change.COPY and verdict.known:
                copies.append(NewCopy(verdict.known.id, item.identity, item.url))
        if len(corrected) > CORRECTIONS_AT_ONCE:
            corrected = [replace(each, held=True) for each in corrected]
        published = await self._new_statements(source, new, now=now)
        return Batch(published, tuple(corrected), tuple(copies))

    async def _new_statements(
        self, source: Source, new: Sequence[Incoming], *, now: Millis
    ) -> tuple[NewStatement, ...]:
        first = source.fetch.last_good_at is None
        flood = sources.is_flood(len(new), self._flood_guard)
        ordered = in_order_of_publication([(item.published_at, item) for item in new])
        return tuple(
            [
                NewStatement(
                    item,
                    await self._terms(source, item),
                    push_of(item.published_at, now=now, first_fetch=first, flood=flood),
                    urgent=source.urgent,
                )
                for item in ordered
            ]
        )

    async def _terms(self, source: Source, item: Incoming) -> tuple[Evidence, ...]:
        passage, tags = await asyncio.to_thread(self._read_words, item)
        found = {tag.topic: tag.evidence for tag in tags}
        found |= {key: found.get(key, ()) for key in source.spec.topics}
        topics = tuple(Evidence(str(Term(TermKind.TOPIC, key)), proof) for key, proof in found.items())
        return topics + await self._ports.rules.matching(passage)

    def _read_words(self, item: Incoming) -> tuple[Passage, tuple[Tag, ...]]:
        said = item.words
        text = f"{said.summary}\n{said.body}"
        passage = Passage.read(said.title, text, item.lang, self._taxonomy.lexicon)
        return passage, self._taxonomy.tags(passage)

    def _after_good(
        self, source: Source, state: FetchState, result: Fetched | NotModified, *, wish: int | None
    ) -> FetchState:
        interval = sources.interval_of(source.spec, self._poll_interval, wish=wish)
        state = sources.after_success(state, now=self._clock(), interval=interval)
        if result.moved_to and result.moved_to != state.effective_url:
            log.info("source %s moved for good", source.spec.key)
            state = replace(state, effective_url=result.moved_to)
        return state

    async def _watch_for_silence(self, source: Source, state: FetchState) -> FetchState:
        now = self._clock()
        told = state.stale_told_at
        if not sources.is_stale(state, now=now) or (told and now - told < sources.STALE_REMINDER):
            return state
        await self._tell("source-stale", source, since=str(state.newest_item_at))
        return replace(state, stale_told_at=now)

    async def _tell(self, key: str, source: Source, **details: str) -> None:
        told: Mapping[str, str] = {"source": source.spec.name, **details}
        await self._ports.desk.notify(key, told, now=self._clock())
