"""A page of readers as errands: who gets what of it, each text rendered once a language."""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.domain.delivery import Attempt, Retry
from bot.domain.errors import NotFound
from bot.domain.fanout import BUNDLE_OVER, Facts, Fanout, FanoutKind, Page, Plan, SubjectId, plan
from bot.domain.message import Outgoing
from bot.domain.statement import Card, StatementId
from bot.pipeline.deliver.agenda import Errand, Parcel, Part, Stretch
from bot.ports import BroadcastStore, StatementStore
from bot.render.alert import alert, bundle
from bot.render.announcing import announcement
from bot.render.voice import Voice

Content = Card | Outgoing  # of a statement, of a broadcast
Bundle = Sequence[tuple[Outgoing | None, tuple[Card, ...]]]
_LOG = logging.getLogger(__name__)


class Composer:
    """Makes errands of pages. What a page shows is read when it is claimed: a corrected text goes out corrected."""

    def __init__(self, statements: StatementStore, broadcasts: BroadcastStore, voice: Voice) -> None:
        self._statements = statements
        self._broadcasts = broadcasts
        self._voice = voice

    async def compose(self, page: Page) -> tuple[Stretch, tuple[Errand, ...]]:
        """The page's errands, in the order of its readers."""
        press = await self._press(page.fanouts)
        stretch = Stretch(page.ids, adopted=page.adopted)
        errands = []
        for reader in page.readers:
            wanted = tuple(_wanted(reader, page, press, stretch))
            if wanted:
                errands.append(Errand(reader, deque(press.parcels(reader, wanted)), stretch, reader.address))
        stretch.open = len(errands)
        return stretch, tuple(errands)

    async def compose_retries(
        self, due: Sequence[tuple[Retry, Page]]
    ) -> tuple[Stretch, tuple[Errand, ...], tuple[Retry, ...]]:
        """All retries that are due together, and those that nobody wants any more."""
        press = await self._press([fanout for _, page in due for fanout in page.fanouts])
        stretch = Stretch()
        errands, unwanted = [], []
        for retry, page in due:
            (reader,) = page.readers
            if wanted := tuple(_wanted(reader, page, press, stretch)):
                errand = Errand(reader, deque(press.parcels(reader, wanted)), stretch, reader.address)
                errand.attempt = errand.retried = Attempt(retry.attempts, retry.lost_answer)
                errands.append(errand)
            else:
                unwanted.append(retry)
        stretch.skipped.clear()  # they are settled as cancelled instead
        stretch.open = len(errands)
        return stretch, tuple(errands), tuple(unwanted)

    async def _press(self, fanouts: Sequence[Fanout]) -> "Press":
        return Press(self._voice, await self._contents(set(fanouts)))

    async def _contents(self, fanouts: set[Fanout]) -> Mapping[SubjectId, Content]:
        statements = [StatementId(f.subject) for f in fanouts if f.kind is FanoutKind.STATEMENT]
        found: dict[SubjectId, Content] = {}
        if statements:
            cards = await self._statements.cards(statements)
            found |= {SubjectId(card.id): card for card in cards.values() if not card.withdrawn}
        for fanout in fanouts:
            if fanout.kind is FanoutKind.BROADCAST:
                try:
                    broadcast = await self._broadcasts.get(fanout.subject)
                except NotFound:
                    continue
                found[fanout.subject] = announcement(broadcast.content)
        return found


def _wanted(reader: Facts, page: Page, press: "Press", stretch: Stretch) -> Iterator[Fanout]:
    for fanout in page.fanouts:
        if (reader.subscriber, fanout.subject) in page.settled:
            continue
        planned = plan(reader, fanout)
        if planned is Plan.SEND and fanout.subject in press.contents:
            yield fanout
        elif planned is not Plan.NOT_ADDRESSED:
            stretch.skipped[fanout.id] += 1


class Press:
    """Texts rendered once for all readers who see the same."""

    def __init__(self, voice: Voice, contents: Mapping[SubjectId, Content]) -> None:
        self.contents = contents
        self._voice = voice
        self._alerts: dict[tuple[SubjectId, str, bool, bool], Outgoing | None] = {}
        self._bundles: dict[tuple[tuple[SubjectId, ...], str, bool], Bundle] = {}

    def parcels(self, reader: Facts, wanted: Sequence[Fanout]) -> Iterator[Parcel]:
        """One message each, or together when they are many."""
        if len(wanted) <= BUNDLE_OVER or wanted[0].kind is FanoutKind.BROADCAST:
            yield from (self._single(reader, fanout) for fanout in wanted)
            return
        by_subject = {fanout.subject: fanout for fanout in wanted}
        for message, cards in self._bundle(tuple(by_subject), reader):
            held = tuple(by_subject[SubjectId(card.id)] for card in cards)
            parts = tuple(Part(fanout, card.revision_no) for fanout, card in zip(held, cards, strict=True))
            yield Parcel(parts, message, self._taken_apart(reader, held))

    def _taken_apart(self, reader: Facts, held: Sequence[Fanout]) -> Callable[[], Sequence[Parcel]]:
        return lambda: [self._single(reader, fanout) for fanout in held]

    def _single(self, reader: Facts, fanout: Fanout) -> Parcel:
        content = self.contents[fanout.subject]
        revision_no = content.revision_no if isinstance(content, Card) else fanout.revision_no
        return Parcel((Part(fanout, revision_no),), self._alert(fanout.subject, content, reader))

    def _alert(self, subject: SubjectId, content: Content, reader: Facts) -> Outgoing | None:
        key = (subject, reader.ui_lang, reader.previews, reader.silent)
        if key not in self._alerts:
            try:
                self._alerts[key] = self._render(content, reader)
            except Exception:  # noqa: BLE001 - a statement that trips the renderer must not stop all others
                _LOG.exception("subject %s cannot be rendered in %s", subject, reader.ui_lang)
                self._alerts[key] = None
        return self._alerts[key]

    def _render(self, content: Content, reader: Facts) -> Outgoing:
        if isinstance(content, Outgoing):
            return replace(content, silent=reader.silent)
        return alert(content, reader.ui_lang, self._voice, previews=reader.previews, silent=reader.silent)

    def _bundle(self, subjects: tuple[SubjectId, ...], reader: Facts) -> Bundle:
        key = (subjects, reader.ui_lang, reader.silent)
        if key not in self._bundles:
            cards = [card for subject in subjects if isinstance(card := self.contents[subject], Card)]
            try:
                self._bundles[key] = bundle(cards, reader.ui_lang, self._voice, silent=reader.silent)
            except Exception:  # noqa: BLE001 - taken apart, the one at fault will be found
                _LOG.exception("subjects %s cannot be rendered together", subjects)
                self._bundles[key] = ((None, tuple(cards)),)
        return self._bundles[key]
