"""A page of readers as errands: who gets what of it, each text rendered once for all who see the same."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.broadcast import Broadcast
from bot.domain.delivery import Attempt, Due, DueItem, PutBy, Retry
from bot.domain.errors import NotFound
from bot.domain.fanout import Facts, Fanout, FanoutKind, Held, Page, Priority, SubjectId
from bot.domain.planning import Moment, Plan, held_until, once_a_story, plan, put_off_until
from bot.domain.statement import Millis, StatementId
from bot.domain.subscriber import SubscriberId
from bot.pipeline.deliver.agenda import Errand, Parcel, Stretch
from bot.pipeline.deliver.press import Contents, Press
from bot.ports import BroadcastStore, Clock, StatementStore
from bot.render.voice import Voice


@dataclass(slots=True)
class Released:
    """What fell due: what is to be sent of it, and what is not."""

    stretch: Stretch = field(default_factory=lambda: Stretch(released=True))
    errands: list[Errand] = field(default_factory=list)
    put_off: list[PutBy] = field(default_factory=list)  # its reader's hours say later now
    dropped: list[PutBy] = field(default_factory=list)  # withdrawn, or its reader no longer wants it


class Composer:
    """Makes errands of pages. What a page shows is read when it is claimed: a corrected text goes out corrected.

    It knows, as long as its shift lasts, when each group and channel was last given a statement.
    """

    def __init__(
        self, statements: StatementStore, broadcasts: BroadcastStore, voice: Voice, clock: Clock
    ) -> None:
        self._statements = statements
        self._broadcasts = broadcasts
        self._voice = voice
        self._clock = clock
        self._given = dict[SubscriberId, Millis]()

    async def compose(self, page: Page, *, fresh: bool) -> tuple[Stretch, tuple[Errand, ...]]:
        """The page's errands, in the order of its readers; from the newest where it follows the ledger.

        `fresh`: just claimed. What was composed once is not gathered with later ones any more.
        """
        press = Press(self._voice, await self._contents(page.fanouts, page.held.values()))
        stretch, moment = Stretch(page.ids, adopted=page.adopted), self._moment()
        errands = [
            errand
            for reader in page.readers
            if (errand := self._errand(reader, page, press, stretch, moment, gathers=fresh)) is not None
        ]
        if page.fanouts[0].kind.follows_ledger:
            errands.reverse()
        stretch.open = len(errands)
        return stretch, tuple(errands)

    async def compose_retries(
        self, due: Sequence[tuple[Retry, Page]]
    ) -> tuple[Stretch, tuple[Errand, ...], tuple[Retry, ...]]:
        """All retries that are due together, and those that nobody wants any more.

        Those whose reader's night has begun are put by, with their tries.
        """
        fanouts = [fanout for _, page in due for fanout in page.fanouts]
        holds = [held for _, page in due for held in page.held.values()]
        press = Press(self._voice, await self._contents(fanouts, holds))
        stretch, moment = Stretch(), self._moment()
        errands, unwanted = [], []
        for retry, page in due:
            waiting = len(stretch.held)
            if errand := self._errand(page.readers[0], page, press, stretch, moment, gathers=False):
                errand.attempt = errand.retried = Attempt(retry.attempts, retry.lost_answer)
                errands.append(errand)
            elif len(stretch.held) > waiting:
                stretch.held[-1] = replace(
                    stretch.held[-1], attempts=retry.attempts, lost_answer=retry.lost_answer
                )
            else:
                unwanted.append(retry)
        stretch.skipped.clear()  # they are settled as cancelled instead
        stretch.open = len(errands)
        return stretch, tuple(errands), tuple(unwanted)

    async def compose_due(self, due: Sequence[Due]) -> Released:
        """What fell due for each reader: an errand a message, as each was tried as often as its rows say."""
        items = [item for each in due for item in each.items]
        holds = [item.answers for item in items if item.answers is not None]
        press = Press(self._voice, await self._contents([item.fanout for item in items], holds))
        released, moment = Released(), self._moment()
        for each in due:
            self._release(each, press, released, moment)
        released.stretch.adopted = any(each.adopted for each in due)
        released.stretch.open = len(released.errands)
        return released

    # ── one reader ────────────────────────────────────────────────────────────────────────────────

    def _errand(
        self, reader: Facts, page: Page, press: Press, stretch: Stretch, moment: Moment, *, gathers: bool
    ) -> Errand | None:
        """What this reader gets of the page now; who gets nothing is counted, what must wait is put by."""
        wanted = tuple(_wanted(reader, page, press, stretch))
        chosen = once_a_story(reader, wanted)
        if len(chosen) < len(wanted):
            stretch.skipped.update(fanout.id for fanout in wanted if fanout not in chosen)
        last = self._given.get(reader.subscriber) if gathers else None
        now = [fanout for fanout in chosen if not _put_by(reader, fanout, stretch, moment, last)]
        if not now:
            return None
        self._gave(reader, now, moment)
        parcels = deque(press.parcels(reader, now, page.held.get(reader.subscriber)))
        return Errand(reader, parcels, stretch, reader.address)

    def _release(self, due: Due, press: Press, released: Released, moment: Moment) -> None:
        wanted, last = list[DueItem](), self._given.get(due.reader.subscriber)
        for item in due.items:
            if plan(due.reader, item.fanout) is not Plan.SEND or not press.has(item.fanout):
                released.dropped.append(item.put_by)
            elif until := put_off_until(
                due.reader, item.fanout, moment, due_at=item.put_by.due_at, last=last
            ):
                was = item.put_by.due_at
                released.put_off.append(replace(item.put_by, due_at=until, was_due_at=was))
            else:
                # after everything else that is pushed, and never for Stars
                later = replace(item.fanout, priority=Priority.DIGEST, paid=False)
                wanted.append(replace(item, fanout=later))
        chosen = once_a_story(due.reader, [item.fanout for item in wanted])
        released.dropped += [item.put_by for item in wanted if item.fanout not in chosen]
        self._gave(due.reader, chosen, moment)
        tries = {item.put_by.subject: item.put_by for item in wanted}
        kept = [(item.fanout, item.answers) for item in wanted if item.fanout in chosen]
        for parcel in press.released(due.reader, kept):
            errand = Errand(due.reader, deque([parcel]), released.stretch, due.reader.address)
            errand.attempt = errand.retried = _tried(parcel, tries)
            released.errands.append(errand)

    def _gave(self, reader: Facts, fanouts: Sequence[Fanout], moment: Moment) -> None:
        if not reader.kind.is_private and any(each.kind is FanoutKind.STATEMENT for each in fanouts):
            self._given[reader.subscriber] = moment.now

    def _moment(self) -> Moment:
        return Moment(self._clock(), self._voice.zone)

    # ── what it is about ──────────────────────────────────────────────────────────────────────────

    async def _contents(self, fanouts: Iterable[Fanout], holds: Iterable[Held]) -> Contents:
        about = set(fanouts)
        shown = {fanout.about or fanout.subject for fanout in about}
        beside = {other for held in holds for other in held.beside}
        cards = await self._statements.cards([StatementId(subject) for subject in shown | beside])
        told = {StatementId(f.about) for f in about if f.kind is FanoutKind.CORRECTION and f.about}
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


def _wanted(reader: Facts, page: Page, press: Press, stretch: Stretch) -> Iterator[Fanout]:
    for fanout in page.fanouts:
        if (reader.subscriber, fanout.subject) in page.settled:
            continue
        planned = plan(reader, fanout)
        if planned is Plan.SEND and press.has(fanout):
            yield fanout
        elif planned is not Plan.NOT_ADDRESSED:
            stretch.skipped[fanout.id] += 1


def _put_by(reader: Facts, fanout: Fanout, stretch: Stretch, moment: Moment, last: Millis | None) -> bool:
    due_at = held_until(reader, fanout, moment, last=last)
    if due_at is not None:
        stretch.held.append(PutBy(fanout.subject, reader.subscriber, fanout.id, due_at))
    return due_at is not None


def _tried(parcel: Parcel, tries: dict[SubjectId, PutBy]) -> Attempt:
    """As often as any of its subjects was: what went together goes together again."""
    rows = [tries[part.fanout.subject] for part in parcel.parts]
    return Attempt(max(row.attempts for row in rows), any(row.lost_answer for row in rows))
