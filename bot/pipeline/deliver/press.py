"""Texts as they leave, by what each kind of fan-out shows, rendered once for all readers who see the same."""

import logging
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.domain.broadcast import Broadcast, BroadcastState
from bot.domain.difference import compare
from bot.domain.fanout import BUNDLE_OVER, LAST_WORD, Facts, Fanout, FanoutKind, Held, SubjectId
from bot.domain.message import Outgoing
from bot.domain.statement import Card, StatementId, Words
from bot.pipeline.deliver.agenda import Parcel, Part
from bot.render.alert import alert, bundle, bundled_again
from bot.render.announcing import announcement, recalled
from bot.render.correction import notice
from bot.render.digest import MOST_IN_DIGEST, digest
from bot.render.voice import Voice

Bundle = Sequence[tuple[Outgoing | None, tuple[Card, ...]]]
_LOG = logging.getLogger(__name__)


_compared = lru_cache(maxsize=16)(compare)  # once a correction, not once a page


@dataclass(frozen=True, slots=True)
class Contents:
    """What the fan-outs of a page are about, as it stands."""

    cards: Mapping[StatementId, Card]
    broadcasts: Mapping[SubjectId, Broadcast]
    histories: Mapping[StatementId, Sequence[Words]]  # every revision, oldest first, of what was corrected


class Press:
    """Makes parcels of what readers want."""

    def __init__(self, voice: Voice, contents: Contents) -> None:
        self._voice = voice
        self._contents = contents
        self._rendered: dict[Hashable, Outgoing | None] = {}
        self._bundles: dict[Hashable, Bundle] = {}

    def has(self, fanout: Fanout) -> bool:
        """Whether there is anything to show: what was withdrawn is only ever edited."""
        if (card := self._card(fanout)) is not None:
            return not card.withdrawn or fanout.kind is FanoutKind.EDIT
        broadcast = self._broadcast(fanout)
        return broadcast is not None and (
            broadcast.state is BroadcastState.CONFIRMED or fanout.kind is FanoutKind.EDIT
        )

    def parcels(self, reader: Facts, wanted: Sequence[Fanout], held: Held | None) -> Iterator[Parcel]:
        """One message each, or together when they are many; to a group or channel, when they are several."""
        most = BUNDLE_OVER if reader.kind.is_private else 1
        if len(wanted) <= most or wanted[0].kind is not FanoutKind.STATEMENT:
            yield from (self._single(reader, fanout, held) for fanout in wanted)
        else:
            yield from self._bundled(reader, wanted)

    def released(self, reader: Facts, due: Sequence[tuple[Fanout, Held | None]]) -> Iterator[Parcel]:
        """What fell due: statements as one digest where they are several, anything else a message each.

        A group gets them as a bundle: who turned a page there would turn it for everybody.
        """
        statements = [fanout for fanout, _ in due if fanout.kind is FanoutKind.STATEMENT]
        if len(statements) > 1 and not reader.kind.is_private:
            yield from self._bundled(reader, statements)
        else:
            for start in range(0, len(statements), MOST_IN_DIGEST):
                yield self._digest(reader, statements[start : start + MOST_IN_DIGEST])
        others = ((fanout, held) for fanout, held in due if fanout.kind is not FanoutKind.STATEMENT)
        yield from (self._single(reader, fanout, held) for fanout, held in others)

    def _digest(self, reader: Facts, carried: Sequence[Fanout]) -> Parcel:
        if len(carried) == 1:
            return self._single(reader, carried[0], None)
        subjects = tuple(fanout.subject for fanout in carried)
        parts = tuple(Part(fanout, self._number(fanout)) for fanout in carried)
        message = self._digest_of(subjects, reader, silent=reader.silent)
        return Parcel(parts, message, apart=self._taken_apart(reader, carried), digest=True)

    def _digest_of(
        self, subjects: Sequence[SubjectId], reader: Facts, *, silent: bool = False
    ) -> Outgoing | None:
        lang, zone = reader.ui_lang, reader.time_zone
        cards = [card for each in subjects if (card := self._contents.cards.get(StatementId(each)))]
        return self._once(
            ("digest", tuple(subjects), lang, zone, silent),
            lambda: digest(cards, lang, self._voice, time_zone=zone, silent=silent),
        )

    def _bundled(self, reader: Facts, wanted: Sequence[Fanout]) -> Iterator[Parcel]:
        by_subject = {fanout.subject: fanout for fanout in wanted}
        for message, cards in self._bundle(tuple(by_subject), reader):
            carried = tuple(by_subject[SubjectId(card.id)] for card in cards)
            parts = tuple(Part(fanout, card.revision_no) for fanout, card in zip(carried, cards, strict=True))
            yield Parcel(parts, message, apart=self._taken_apart(reader, carried))

    def _taken_apart(self, reader: Facts, carried: Sequence[Fanout]) -> Callable[[], Sequence[Parcel]]:
        return lambda: [self._single(reader, fanout, None) for fanout in carried]

    # ── what each kind shows ──────────────────────────────────────────────────────────────────────

    def _single(self, reader: Facts, fanout: Fanout, held: Held | None) -> Parcel:
        message_id = held.message_id if held else None
        match fanout.kind:
            case FanoutKind.CORRECTION:
                message = self._notice(reader, fanout, held)
                return Parcel((Part(fanout, fanout.revision_no),), message, answers=message_id)
            case FanoutKind.EDIT:
                message = self._amended(reader, fanout, held)
                return Parcel((Part(fanout, self._number(fanout)),), message, edits=message_id)
            case _:
                return Parcel((Part(fanout, self._number(fanout)),), self._first_sent(reader, fanout))

    def _number(self, fanout: Fanout) -> int:
        """The revision that is shown."""
        if card := self._card(fanout):
            return LAST_WORD if card.withdrawn else card.revision_no
        broadcast = self._broadcast(fanout)
        assert broadcast is not None
        return broadcast.revision_no if broadcast.recalled_at is None else LAST_WORD

    def _first_sent(self, reader: Facts, fanout: Fanout) -> Outgoing | None:
        card = self._card(fanout)
        if card is None:
            return self._announcement(reader, fanout)
        return self._once(
            ("alert", card.id, reader.ui_lang, reader.previews, reader.silent),
            lambda: alert(card, reader.ui_lang, self._voice, previews=reader.previews, silent=reader.silent),
        )

    def _announcement(self, reader: Facts, fanout: Fanout) -> Outgoing | None:
        broadcast, lang = self._broadcast(fanout), reader.ui_lang
        assert broadcast is not None
        if broadcast.recalled_at is not None:
            return self._once(
                ("recalled", broadcast.id, lang), lambda: recalled(lang, self._voice, broadcast)
            )
        return self._once(
            ("announcement", broadcast.id, reader.silent),
            lambda: replace(announcement(broadcast.content), silent=reader.silent),
        )

    def _amended(self, reader: Facts, fanout: Fanout, held: Held | None) -> Outgoing | None:
        """The message that a reader has, as it is to be now: alone, or among those it went with."""
        beside = held.beside if held else ()
        if held and held.digest and beside:
            return self._digest_of(beside, reader)
        cards = [card for other in beside if (card := self._contents.cards.get(StatementId(other)))]
        if len(cards) <= 1:
            return self._first_sent(reader, fanout)
        return self._once(
            ("bundle", tuple(beside), reader.ui_lang),
            lambda: bundled_again(cards, reader.ui_lang, self._voice),
        )

    def _notice(self, reader: Facts, fanout: Fanout, held: Held | None) -> Outgoing | None:
        """What changed since the revision that this reader was sent."""
        card, had = self._card(fanout), held.revision_no if held else 1
        assert card is not None

        def rendered() -> Outgoing:
            history = self._contents.histories[card.id]
            changed = _compared(history[had - 1], history[card.revision_no - 1])
            return notice(card, changed, reader.ui_lang, self._voice, silent=reader.silent)

        return self._once(("notice", card.id, had, reader.ui_lang, reader.silent), rendered)

    # ── once for all ──────────────────────────────────────────────────────────────────────────────

    def _once(self, key: Hashable, render: Callable[[], Outgoing]) -> Outgoing | None:
        if key not in self._rendered:
            try:
                self._rendered[key] = render()
            except Exception:  # noqa: BLE001 - a statement that trips the renderer must not stop all others
                _LOG.exception("%s cannot be rendered", key)
                self._rendered[key] = None
        return self._rendered[key]

    def _bundle(self, subjects: tuple[SubjectId, ...], reader: Facts) -> Bundle:
        key = (subjects, reader.ui_lang, reader.silent)
        if key not in self._bundles:
            cards = [self._contents.cards[StatementId(subject)] for subject in subjects]
            try:
                self._bundles[key] = bundle(cards, reader.ui_lang, self._voice, silent=reader.silent)
            except Exception:  # noqa: BLE001 - taken apart, the one at fault will be found
                _LOG.exception("subjects %s cannot be rendered together", subjects)
                self._bundles[key] = ((None, tuple(cards)),)
        return self._bundles[key]

    def _card(self, fanout: Fanout) -> Card | None:
        return self._contents.cards.get(StatementId(fanout.about or fanout.subject))

    def _broadcast(self, fanout: Fanout) -> Broadcast | None:
        return self._contents.broadcasts.get(fanout.about or fanout.subject)
