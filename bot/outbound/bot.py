"""The library's bot, with polling that an update it cannot read does not stop, and without its token in texts.

The library parses all updates of an answer or none: one that it does not understand would come again
with every poll, and nobody behind it would ever be heard.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

_LOG = logging.getLogger(__name__)


class KumtarBot(ExtBot[str]):
    """ExtBot whose `get_updates` never fails over one update, and that knows how polling goes."""

    __slots__ = ("_failed_polls", "_said")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._failed_polls = 0
        self._said = ""

    @property
    def failed_polls(self) -> int:
        """How many polls have failed since the last one that was answered."""
        return self._failed_polls

    @property
    def trouble(self) -> str:
        """Why nobody is heard, "" while they are. A single failed poll is the network's daily business."""
        failed = self._failed_polls
        return f"the last {failed} polls failed: {self._said}" if failed > 1 else ""

    def __repr__(self) -> str:
        """Without the token, which the library's own would show."""
        return "KumtarBot()"

    async def get_updates(
        self,
        offset: int | None = None,
        limit: int | None = None,
        timeout: int | timedelta | None = None,  # noqa: ASYNC109 - Telegram's parameter, not ours
        allowed_updates: Sequence[str] | None = None,
        *,
        read_timeout: Any = None,
        api_kwargs: dict[str, Any] | None = None,
        **timeouts: Any,
    ) -> tuple[Update, ...]:
        """One poll; an update that cannot be parsed comes back empty, so that its number is confirmed."""
        polled = timeout.total_seconds() if isinstance(timeout, timedelta) else float(timeout or 0)
        usual = self._request[0].read_timeout or 0.0
        patience = (read_timeout if isinstance(read_timeout, int | float) else usual) + polled
        asked = {"timeout": timeout, "offset": offset, "limit": limit, "allowed_updates": allowed_updates}
        try:
            found = await self._post(
                "getUpdates", asked, read_timeout=patience, api_kwargs=api_kwargs, **timeouts
            )
        except TelegramError as error:
            raise self._failed(error) from error
        self._failed_polls = 0
        updates = tuple(self._parsed(raw) for raw in found)
        for update in updates:
            self.insert_callback_data(update)
        return updates

    def _failed(self, error: TelegramError) -> TelegramError:
        """The error to go on with: after InvalidToken the library would never poll again, silently.

        A proxy's 404 looks the same, and a token may be known again.
        """
        if isinstance(error, InvalidToken):
            error = TelegramError(f"Telegram does not know the token ({error.message})")
        self._failed_polls += 1
        self._said = error.message
        return error

    def _parsed(self, raw: Mapping[str, Any]) -> Update:
        try:
            return Update.de_json(dict(raw), self)
        except Exception:  # noqa: BLE001 - whatever the library trips over, the next update must come
            kinds = [name for name in raw if name != "update_id"]
            _LOG.warning("update %s could not be read and is passed over: %s", raw["update_id"], kinds)
            return Update(raw["update_id"])
