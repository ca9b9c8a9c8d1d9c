"""Publishing: an editor's own statement, for agencies whose feed fails or does not exist. Stores only."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.difference import compare
from bot.domain.errors import NotFound
from bot.domain.fanout import SubjectId
from bot.domain.passage import Passage
from bot.domain.progress import Way, holders
from bot.domain.source import EDITORIAL, Rights, Source
from bot.domain.statement import (
    Card,
    Evidence,
    Identity,
    Incoming,
    NewStatement,
    Push,
    StatementId,
    Words,
)
from bot.domain.subscriber import ALL, OFFICIAL, Term, TermKind
from bot.domain.text import canonical_url, hash16, lead, reading_minutes, script_of
from bot.domain.topic import Taxonomy
from bot.domain.writing import Written
from bot.ports import Clock, Detector, FanoutStore, RuleWatch, SourceStore, StatementStore
from bot.services.ways import Ways

EDITORIAL_NAME = "Editorial"


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the words themselves say: their language and their topics."""

    lang: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Previewed:
    """What readers would get, and how many readers."""

    card: Card
    readers: int


@dataclass(frozen=True, slots=True)
class Published:
    """The statement as it is now; `now`: this act did it."""

    card: Card
    now: bool


@dataclass(frozen=True, slots=True)
class StatementReport:
    """A statement as an editor's card shows it."""

    card: Card
    revisions: int
    ways: tuple[Way, ...]
    topics: tuple[Evidence, ...] = ()

    @property
    def holders(self) -> int:
        """How many readers have it."""
        return holders([way.fanout for way in self.ways])


@dataclass(frozen=True, slots=True)
class Correction:
    """What new words for a statement would come to."""

    material: bool  # its readers are told, not only shown
    holders: int


class PublishingService:
    """What editors do with statements."""

    def __init__(
        self,
        statements: StatementStore,
        sources: SourceStore,
        rules: RuleWatch,
        fanouts: FanoutStore,
        *,
        detector: Detector,
        taxonomy: Taxonomy,
        clock: Clock,
        new_token: Callable[[], str],
        ring: Callable[[], None] = lambda: None,
    ) -> None:
        self._ring = ring  # wakes the delivery
        self._statements = statements
        self._sources = sources
        self._rules = rules
        self._fanouts = fanouts
        self._detector = detector
        self._taxonomy = taxonomy
        self._clock = clock
        self.new_token = new_token
        self.ways = Ways(fanouts, clock=clock, ring=ring)

    def suggest(self, title: str, text: str) -> Suggested:
        """Language and topics of what was written."""
        lang = self._detector.detect(f"{title}\n{text}")
        return Suggested(lang, tuple(tag.topic for tag in self._taxonomy.tag(title, text, lang)))

    async def preview(self, written: Written) -> Previewed:
        """The card readers would get now, and how many they are."""
        card = self._card(written, await self._editorial())
        terms = [ALL, Term(TermKind.SOURCE, EDITORIAL), *([OFFICIAL] if card.official else [])]
        terms += [Term.parse(evidence.term) for evidence in await self._terms(written)]
        langs = () if written.lang == "und" else (written.lang,)
        return Previewed(card, await self._fanouts.audience_size(terms, langs))

    def _card(self, written: Written, source: Source | None) -> Card:
        return Card(
            id=StatementId(0),
            revision_no=1,
            source_key=EDITORIAL,
            source_name=source.spec.name if source else EDITORIAL_NAME,
            official=source.spec.official if source else True,
            rights=source.spec.rights if source else Rights.OWN,
            title=written.title,
            summary=lead(written.title, "", written.text),
            body=written.text,
            url=written.url,
            links=written.links,
            topics=tuple(sorted(written.topics)),  # as the archive gives them back
            published_at=self._clock(),
            reading_minutes=reading_minutes(written.text),
            lang=written.lang,
            script=script_of(f"{written.title} {written.text}"),
            urgent=written.urgent,
        )

    async def publish(self, written: Written, token: str, *, by: int) -> Published:
        """Publish it; with the same `token` again, it is the same statement and nothing goes out twice."""
        earlier = await self.find_published(token)
        if earlier is not None:
            return Published(earlier, now=False)
        new = NewStatement(
            self._incoming(written, token), await self._terms(written), Push.NOW, urgent=written.urgent
        )
        published = await self._statements.publish(new, by=by, now=self._clock())
        self._ring()
        return Published(await self._statements.card(published), now=True)

    async def to_correct(self, id: StatementId) -> Written | None:
        """An editors' own statement as it was written; None for an agency's, whose words are its own.

        Raises NotFound.
        """
        card = await self._statements.card(id)
        if card.source_key != EDITORIAL or card.withdrawn:
            return None
        _, said = (await self._statements.revisions(id))[-1]
        return Written(said.title, said.body, card.url, card.lang, card.topics, card.urgent, said.links)

    async def correction(self, id: StatementId, written: Written) -> Correction:
        """What this correction would come to. Raises NotFound."""
        return Correction(await self._is_material(id, written), (await self.report(id)).holders)

    async def _is_material(self, id: StatementId, written: Written) -> bool:
        _, said = (await self._statements.revisions(id))[-1]
        return (await asyncio.to_thread(compare, said, _words(written))).material

    async def correct(self, id: StatementId, written: Written, *, by: int) -> bool:
        """New words, for those who have it and those who wait; False when it says so already. Raises NotFound."""
        material = await self._is_material(id, written)
        terms = await self._terms(written)
        corrected = await self._statements.correct(
            id, _words(written), terms, material=material, by=by, now=self._clock()
        )
        if corrected:
            self._ring()
        return corrected

    async def find_published(self, token: str) -> Card | None:
        """The statement that was published with this token."""
        source = await self._editorial()
        if source is None:
            return None
        identity = _identity(token, None)
        known = (await self._statements.recognise(source.id, [identity], [])).same.get(identity.key)
        return await self._statements.card(known.id) if known else None

    async def report(self, id: StatementId) -> StatementReport:
        """A statement and its ways to readers. Raises NotFound."""
        card = await self._statements.card(id)
        revisions = await self._statements.revisions(id)
        topics = await self._statements.topics(id)
        return StatementReport(card, len(revisions), await self.ways.of(SubjectId(id)), topics)

    async def set_urgent(self, id: StatementId, *, by: int) -> StatementReport:
        """Mark it urgent. Raises NotFound."""
        await self._statements.set_urgent(id, by=by, now=self._clock())
        return await self.report(id)

    async def withdraw(self, id: StatementId, *, by: int) -> tuple[bool, StatementReport]:
        """Stop it, and have what was delivered say so; False when it was withdrawn already. Raises NotFound."""
        withdrawn = await self._statements.withdraw(id, by=by, now=self._clock())
        if withdrawn:
            self._ring()
        return withdrawn, await self.report(id)

    async def _editorial(self) -> Source | None:
        try:
            return await self._sources.get(EDITORIAL)
        except NotFound:
            return None

    def _incoming(self, written: Written, token: str) -> Incoming:
        url = canonical_url(written.url) if written.url else None
        return Incoming(
            identity=_identity(token, url),
            words=_words(written),
            url=written.url,
            published_at=self._clock(),
            lang=written.lang,
            script=script_of(f"{written.title} {written.text}"),
        )

    async def _terms(self, written: Written) -> tuple[Evidence, ...]:
        passage = Passage.read(written.title, written.text, written.lang, self._taxonomy.lexicon)
        found = {tag.topic: tag.evidence for tag in self._taxonomy.tags(passage)}
        topics = [Evidence(str(Term(TermKind.TOPIC, key)), found.get(key, ())) for key in written.topics]
        return (*topics, *await self._rules.matching(passage))


def _words(written: Written) -> Words:
    return Words(written.title, "", written.text, written.links)


def _identity(token: str, url: str | None) -> Identity:
    return Identity(hash16("editor", token), url)
