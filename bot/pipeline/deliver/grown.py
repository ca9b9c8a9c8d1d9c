"""What was composed before its story grew: laid down, and composed anew when what others reached is written.

A third statement may show that two which are on their way tell the same. Whoever has one of them is not to
get the other; but what is in hand was composed when nobody knew that yet.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.domain.fanout import Fanout, FanoutId
from bot.domain.statement import StatementId
from bot.pipeline.deliver.agenda import Stretch


@dataclass(frozen=True, slots=True)
class _Composed:
    """What is in hand, and the newest member of each story when it was composed."""

    stretch: Stretch
    newest: Mapping[FanoutId, StatementId | None]


class Grown:
    """Which fan-outs have anything in hand that was composed for a smaller story than theirs is now."""

    def __init__(self) -> None:
        self._newest: dict[FanoutId, StatementId | None] = {}
        self._in_hand: list[_Composed] = []
        self._fanouts = frozenset[FanoutId]()
        self._stories = frozenset[StatementId]()

    def composed(self, stretch: Stretch, fanouts: Iterable[Fanout]) -> None:
        """Take note of what is in hand from now on."""
        newest = {fanout.id: self._newest.get(fanout.id) for fanout in fanouts}
        self._in_hand.append(_Composed(stretch, newest))

    def see(self, live: Collection[Fanout]) -> None:
        """Take note of the stories as they are now, and forget what is written."""
        self._newest = {fanout.id: fanout.newest_member for fanout in live}
        self._in_hand = [each for each in self._in_hand if not each.stretch.written]
        self._fanouts = frozenset(
            number
            for each in self._in_hand
            for number, newest in each.newest.items()
            if number in self._newest and self._newest[number] != newest
        )
        self._stories = frozenset(f.story for f in live if f.id in self._fanouts and f.story is not None)

    def may_send(self, fanout: Fanout) -> bool:
        """Whether what is in hand of it knows its whole story. If not, all of it must come back first."""
        return fanout.id not in self._fanouts

    def may_compose(self, fanout: Fanout) -> bool:
        """Whether it is written who has its story through what was in hand when that grew."""
        return fanout.story not in self._stories
