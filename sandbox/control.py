"""The control API behind the chat page: the world's state, its events, and what people do."""

from dataclasses import dataclass

from aiohttp import web

from sandbox.acts import Acts
from sandbox.server import BotApi


@dataclass(slots=True)
class Control:
    """Everything behind /sandbox/ and the page's files."""

    acts: Acts
    api: BotApi

    def routes(self) -> list[web.AbstractRouteDef]:
        """The routes of the control API and the page."""
        return []
