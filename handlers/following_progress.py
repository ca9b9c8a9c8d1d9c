"""A message that follows an announcement and edits itself until the final figures."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.domain.message import Outgoing
from bot.domain.progress import Progress, Report, Stage
from bot.render.voice import Voice
from handlers.context import Context, house_of, newsroom_of
from handlers.replying import edit_at

log = logging.getLogger(__name__)

_SAMPLES = 5  # looks over which the speed is told

Render = Callable[[str, Voice, Report], Outgoing]


@dataclass(frozen=True, slots=True)
class Place:
    """The message that follows, and the language it speaks. `only_stages`: the figures between do not matter."""

    chat_id: int
    message_id: int
    lang: str
    only_stages: bool = False


def follow_progress(context: Context, report: Report, place: Place, render: Render) -> None:
    """From now on the message at `place` says how far the announcement has come."""
    if report.progress.stage.can_be_stopped:
        newsroom_of(context).watches.start(
            (place.chat_id, place.message_id), _Look(context, report, place, render)
        )


class _Look:
    """One look: the figures now, and an edit when they say something new. True when it is over.

    What was in flight when it ended still counts: over means that the figures stand still.
    """

    def __init__(self, context: Context, report: Report, place: Place, render: Render) -> None:
        self._context = context
        self._subject = report.broadcast.id
        self._place = place
        self._render = render
        self._samples: deque[Progress] = deque([report.progress], maxlen=_SAMPLES)
        self._shown: tuple[Stage, Outgoing] = (report.progress.stage, self._rendered(report))

    def _rendered(self, report: Report) -> Outgoing:
        return self._render(self._place.lang, house_of(self._context).voice, report)

    async def __call__(self) -> bool:
        broadcasting = newsroom_of(self._context).broadcasting
        report = await broadcasting.report(self._subject, since=self._samples[0])
        stage, shown = report.progress.stage, self._rendered(report)
        settled = stage.is_over and report.progress.tried == self._samples[-1].tried
        self._samples.append(report.progress)
        new_stage = stage is not self._shown[0] or stage.is_over
        if shown != self._shown[1] and (new_stage or not self._place.only_stages):
            try:
                await edit_at(self._context, self._place.chat_id, self._place.message_id, shown)
            except (Forbidden, BadRequest) as gone:
                log.info("a progress message cannot be edited any more: %s", gone.message)
                return True
            except TelegramError as error:  # the next look tries again
                log.info("a progress message was not edited: %s", error.message)
                return False
            self._shown = (stage, shown)
        return settled and stage is self._shown[0]
