"""A page of readers as errands: who gets what of it, each text rendered once for all who see the same."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from bot.domain.broadcast import Broadcast
from bot.domain.delivery import Attempt, Retry
from bot.domain.errors import NotFound
from bot.domain.fanout import Facts, Fanout, FanoutKind, Page, Plan, SubjectId, plan
from bot.domain.statement import StatementId
from bot.pipeline.deliver.agenda import Errand, Stretch
from bot.pipeline.deliver.press import Contents, Press
from bot.ports import BroadcastStore, StatementStore
from bot.render.voice import Voice


class Composer:
    """Makes errands of pages. What a page shows is read when it is claimed: a corrected text goes out corrected."""

    def __init__(self, statements: StatementStore, broadcasts: BroadcastStore, voice: Voice) -> None:
        self._statements = statements
        self._broadcasts = broadcasts
        self._voice = voice

    async def compose(self, page: Page) -> tuple[Stretch, tuple[Errand, ...]]:
        """The page's errands, in the order of its readers; from the newest where it follows the ledger."""
        press = Press(self._voice, await self._contents([page]))
        stretch = Stretch(page.ids, adopted=page.adopted)
        errands = [
            errand for reader in page.readers if (errand := _errand(reader, page, press, stretch)) is not None
        ]
        if page.fanouts[0].kind.follows_ledger:
            errands.reverse()
        stretch.open = len(errands)
        return stretch, tuple(errands)

    async def compose_retries(
        self, due: Sequence[tuple[Retry, Page]]
    ) -> tuple[Stretch, tuple[Errand, ...], tuple[Retry, ...]]:
        """All retries that are due together, and those that nobody wants any more."""
        press = Press(self._voice, await self._contents([page for _, page in due]))
        stretch = Stretch()
        errands, unwanted = [], []
        for retry, page in due:
            if errand := _errand(page.readers[0], page, press, stretch):
                errand.attempt = errand.retried = Attempt(retry.attempts, retry.lost_answer)
                errands.append(errand)
            else:
                unwanted.append(retry)
        stretch.skipped.clear()  # they are settled as cancelled instead
        stretch.open = len(errands)
        return stretch, tuple(errands), tuple(unwanted)

    async def _contents(self, pages: Sequence[Page]) -> Contents:
        fanouts = {fanout for page in pages for fanout in page.fanouts}
        shown = {fanout.about or fanout.subject for fanout in fanouts}
        beside = {other for page in pages for held in page.held.values() for other in held.beside}
        cards = await self._statements.cards([StatementId(subject) for subject in shown | beside])
        told = [StatementId(f.about) for f in fanouts if f.kind is FanoutKind.CORRECTION and f.about]
        return Contents(
            cards=cards,
            broadcasts={
                found.id: found
                for subject in shown - {SubjectId(known) for known in cards}
                for found in await self._broadcast(subject)
            },
            histories={each: [words for _, words in await self._statements.revisions(each)] for each in told},
        )

    async def _broadcast(self, subject: SubjectId) -> Iterable[Broadcast]:
        try:
            return (await self._broadcasts.get(subject),)
        except NotFound:
            return ()


def _errand(reader: Facts, page: Page, press: Press, stretch: Stretch) -> Errand | None:
    """What this reader gets of the page; who gets nothing is counted."""
    wanted = tuple(_wanted(reader, page, press, stretch))
    if not wanted:
        return None
    parcels = deque(press.parcels(reader, wanted, page.held.get(reader.subscriber)))
    return Errand(reader, parcels, stretch, reader.address)


def _wanted(reader: Facts, page: Page, press: Press, stretch: Stretch) -> Iterator[Fanout]:
    for fanout in page.fanouts:
        if (reader.subscriber, fanout.subject) in page.settled:
            continue
        planned = plan(reader, fanout)
        if planned is Plan.SEND and press.has(fanout):
            yield fanout
        elif planned is not Plan.NOT_ADDRESSED:
            stretch.skipped[fanout.id] += 1
