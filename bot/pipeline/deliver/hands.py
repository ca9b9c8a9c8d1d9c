"""The sending: a bounded number of hands, each with one message at a time.

A hand that waits for its turn has sent nothing: it can be stopped at any moment. From the moment the
Messenger asks for leave until the answer is settled, its errand is in flight.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from bot.domain.delivery import (
    Final,
    Follow,
    LayDown,
    Outcome,
    PutBy,
    ReaderGone,
    ReaderMoved,
    Rejected,
    Result,
    Retry,
    Settled,
    TryAgain,
    settle,
)
from bot.domain.fanout import Fanout, FanoutId, FanoutKind, SubjectId
from bot.domain.statement import Millis
from bot.domain.subscriber import Address
from bot.pipeline.deliver.agenda import FIRST, Agenda, Errand, Part, Stretch
from bot.pipeline.deliver.flusher import Flusher
from bot.ports import Clock, Messenger, Meter

IN_PLACE = 5_000  # milliseconds a hand waits for another try; longer than this becomes a retry row
REJECTED_IN_A_ROW = 3  # readers of one language after whom a text is taken to be at fault
FINISH_WITHIN = 8.0  # seconds for what is in flight when we stop


class Hands:
    """Takes errands off the agenda and sees each through to the flusher."""

    def __init__(
        self,
        agenda: Agenda,
        flusher: Flusher,
        messenger: Messenger,
        *,
        may_send: Callable[[], bool],
        told: Callable[[], None],
        meter: Meter,
        clock: Clock,
        monotonic: Callable[[], float],
    ) -> None:
        self._agenda = agenda
        self._flusher = flusher
        self._messenger = messenger
        self._may_send = may_send
        self._told = told
        self._meter = meter
        self._clock = clock
        self._monotonic = monotonic
        self._held: dict[asyncio.Task[None], Errand] = {}
        self._stopping = False
        self._answered_at = monotonic()
        self._rejected: Counter[tuple[FanoutId, str]] = Counter()
        self._driven: Mapping[FanoutId, int] = {}
        self._amended: Mapping[SubjectId, int] = {}
        self.refused: dict[FanoutId, tuple[Fanout, str]] = {}  # to be paused, and why

    @property
    def held(self) -> Collection[Errand]:
        """What the hands hold."""
        return self._held.values()

    def drive(self, fanouts: Sequence[Fanout]) -> None:
        """Only these may be sent from now on, as they stand: what is missing was paused or has ended.

        A text of an earlier revision is laid down: it comes back in the new words.
        """
        self._driven = {fanout.id: fanout.revision_no for fanout in fanouts}
        edits = (fanout for fanout in fanouts if fanout.kind is FanoutKind.EDIT)
        self._amended = {edit.subject: edit.revision_no for edit in edits}

    async def work(self) -> None:
        """One hand, until stopped."""
        task = asyncio.current_task()
        assert task is not None
        while not self._stopping:
            errand = await self._agenda.take()
            self._held[task] = errand
            try:
                await self._flusher.room()
                await self._carry(errand)
            except asyncio.CancelledError:
                self._put_down(errand)
                raise
            finally:
                del self._held[task]

    async def stop(self, hands: Collection[asyncio.Task[None]]) -> None:
        """Let what is in flight finish, send nothing more."""
        self._stopping = True
        for hand in hands:
            errand = self._held.get(hand)
            if errand is None or not errand.in_flight:
                hand.cancel()
        _, late = await asyncio.wait(hands, timeout=FINISH_WITHIN)
        for hand in late:
            hand.cancel()
        if late:
            await asyncio.wait(late)

    def give_up(self) -> None:
        """What is left on the agenda goes back."""
        for errand in self._agenda.drain():
            self._put_down(errand)

    # ── one errand ────────────────────────────────────────────────────────────────────────────────

    async def _carry(self, errand: Errand) -> None:
        """Send its next message, again if need be, until something final can be said of it."""
        while True:
            outcome = await self._send(errand)
            part = errand.parcels[0].parts[0]
            self._meter.answered(part.fanout.kind, outcome)
            verdict = settle(
                outcome,
                part.fanout.kind,
                errand.attempt,
                chat=errand.reader.kind,
                jitter=random.random(),  # noqa: S311
            )
            match verdict:
                case Final():
                    self._final(errand, verdict)
                    return
                case Follow(chat_id=chat_id):
                    errand.address = Address(chat_id, errand.address.thread_id)
                    self._flusher.moved(ReaderMoved(errand.reader.subscriber, chat_id))
                case TryAgain():
                    errand.attempt = verdict.attempt
                    if not await self._wait_in_place(errand, verdict):
                        self._postpone(errand, after=verdict.after, reason=verdict.reason)
                        self._next(errand)
                        return
                case LayDown():
                    self._put_down(errand)
                    return

    async def _send(self, errand: Errand) -> Outcome:
        parcel, reader = errand.parcels[0], errand.reader
        if parcel.message is None:
            return Rejected("it cannot be rendered")
        leave = partial(self._leave, errand)
        try:
            if parcel.edits is not None:
                return await self._messenger.edit(
                    errand.address,
                    parcel.edits,
                    parcel.message,
                    kind=reader.kind,
                    priority=errand.priority,
                    leave=leave,
                )
            return await self._messenger.send(
                errand.address,
                parcel.message,
                kind=reader.kind,
                priority=errand.priority,
                leave=leave,
                reply_to=parcel.answers,
                paid=parcel.parts[0].fanout.paid,
            )
        except asyncio.CancelledError:
            errand.stretch.torn = errand.stretch.torn or errand.in_flight
            raise
        finally:
            errand.in_flight = False

    def _leave(self, errand: Errand) -> bool:
        stands = self._still_newest if errand.stretch.released else self._is_driven
        live = all(stands(part) for part in errand.parcels[0].parts)
        errand.in_flight = live and not self._stopping and self._may_send()
        return errand.in_flight

    def _is_driven(self, part: Part) -> bool:
        fanout = part.fanout
        return self._driven.get(fanout.id) == fanout.revision_no and fanout.id not in self.refused

    def _still_newest(self, part: Part) -> bool:
        """Of what was put by: its fan-out may be over, but whoever has it is not being told something newer."""
        return part.revision_no >= self._amended.get(part.fanout.about or part.fanout.subject, 0)

    async def _wait_in_place(self, errand: Errand, verdict: TryAgain) -> bool:
        """Wait for the next try with the errand in hand. False when it is better put down as a retry row.

        In an outage nobody is answered, and everybody keeps their place; when others get through, it is
        this chat's own trouble, and others shall not wait for it.
        """
        now = self._monotonic()
        if errand.failing_since is None:
            errand.failing_since = now
        if verdict.after > IN_PLACE and (verdict.reason == "429" or self._answered_at > errand.failing_since):
            return False
        await asyncio.sleep(min(verdict.after, IN_PLACE) / 1000)
        return True

    # ── what came of it ───────────────────────────────────────────────────────────────────────────

    def _final(self, errand: Errand, final: Final) -> None:
        if final.result is not Result.UNKNOWN:
            self._answered_at = self._monotonic()
        parcel = errand.parcels[0]
        if final.result is Result.REJECTED and parcel.apart is not None:
            # one bad text must not stop its neighbours: each goes alone, and the culprit is found
            errand.parcels.popleft()
            errand.parcels.extendleft(reversed(parcel.apart()))
            self._agenda.put(errand)
            return
        for part in parcel.parts:
            self._settle(errand, part, final)
        if final.state is not None:
            self._gone(errand, final)
        self._judge(errand, final)
        self._next(errand)

    def _settle(self, errand: Errand, part: Part, final: Final) -> None:
        row = Settled(
            subject=part.fanout.subject,
            subscriber=errand.reader.subscriber,
            fanout=part.fanout.id,
            result=final.result,
            at=self._clock(),
            revision_no=part.revision_no,
            message_id=final.message_id,
            attempts=errand.attempt.number,
            again=errand.stretch.adopted or errand.attempt.lost_answer,
            bundled=len(errand.parcels[0].parts) > 1,
            digest=errand.parcels[0].digest,
            edit=part.fanout.kind is FanoutKind.EDIT,
            paid=final.paid,
            released=errand.stretch.released,
        )
        self._flusher.settled(row)

    def _gone(self, errand: Errand, final: Final) -> None:
        """The reader cannot be written to: its other messages need not be tried."""
        assert final.state is not None
        self._flusher.gone(ReaderGone(errand.reader.subscriber, final.state, final.reason, at=self._clock()))
        while len(errand.parcels) > 1:
            for part in errand.parcels.pop().parts:
                self._settle(errand, part, final)

    def _judge(self, errand: Errand, final: Final) -> None:
        """Stop a fan-out whose text Telegram refuses to one reader after another."""
        fanout = errand.parcels[0].parts[0].fanout
        key = (fanout.id, errand.reader.ui_lang)
        if final.result is Result.SENT:
            self._rejected.pop(key, None)
        elif final.result is Result.REJECTED:
            self._rejected[key] += 1
            if self._rejected[key] >= REJECTED_IN_A_ROW and fanout.id in self._driven:
                del self._rejected[key]
                self.refused[fanout.id] = (fanout, final.reason)
                self._told()

    def _postpone(self, errand: Errand, *, after: Millis, reason: str) -> None:
        at, attempt = self._clock() + after, errand.attempt
        for part in errand.parcels[0].parts:
            key = (part.fanout.subject, errand.reader.subscriber, part.fanout.id)
            if errand.stretch.released:
                self._flusher.put_off(PutBy(*key, at, attempt.number, attempt.lost_answer))
            else:
                self._flusher.retry(Retry(*key, at, attempt.number, reason, attempt.lost_answer))

    def _next(self, errand: Errand) -> None:
        """On to the errand's next message, or it is over."""
        errand.parcels.popleft()
        errand.attempt, errand.failing_since = FIRST, None
        if errand.parcels:
            self._agenda.put(errand)
        else:
            self._over(errand.stretch)

    def _put_down(self, errand: Errand) -> None:
        """Not sent and no longer wanted now: what was tried keeps its count, the rest stays in its page."""
        if errand.attempt.number > 1 and errand.attempt != errand.retried and not errand.stretch.torn:
            self._postpone(errand, after=0, reason="interrupted")
        errand.stretch.returned = True
        self._over(errand.stretch)

    def _over(self, stretch: Stretch) -> None:
        stretch.open -= 1
        if not stretch.open and not stretch.torn:
            self._flusher.finished(stretch)
