"""All that editors can do, behind one gate: for anybody else none of it exists."""

from telegram import Update
from telegram.ext import BaseHandler

from handlers import explaining, sources, statistics, steering, withdrawing
from handlers.amending import AmendingHandlers
from handlers.announcing import AnnouncingHandlers
from handlers.context import Context, editor_of
from handlers.conversations import (
    Announcing,
    Composing,
    Conversations,
    Deciding,
    ForEditors,
    Rewording,
    Words,
    is_loose,
)
from handlers.publishing import PublishingHandlers
from handlers.replying import on_command, say

EDITOR_COMMANDS = ("announce", "broadcasts", "publish", "statement", "sources", "stats", "explain")


def handlers(admin_ids: frozenset[int]) -> list[BaseHandler[Update, Context, None]]:
    """To be registered before the readers' handlers: what these do not take is theirs."""
    conversations = Conversations()
    announcing, publishing = AnnouncingHandlers(conversations), PublishingHandlers(conversations)
    amending = AmendingHandlers(conversations)
    desk = _Desk(conversations, announcing, publishing, amending)
    inner = [
        *announcing.handlers(),
        *amending.handlers(),
        *withdrawing.handlers(),
        *publishing.handlers(),
        *steering.handlers(),
        *sources.handlers(),
        *statistics.handlers(),
        *explaining.handlers(),
        on_command("cancel", desk.cancel),
        Words(desk.typed, lambda _, editor: conversations.waits_for_words(editor)),
        Words(desk.loose, is_loose),
    ]
    return [ForEditors(handler, admin_ids) for handler in inner]


class _Desk:
    """What belongs to whichever conversation is open."""

    def __init__(
        self,
        conversations: Conversations,
        announcing: AnnouncingHandlers,
        publishing: PublishingHandlers,
        amending: AmendingHandlers,
    ) -> None:
        self._conversations = conversations
        self._announcing = announcing
        self._publishing = publishing
        self._amending = amending

    async def typed(self, update: Update, context: Context) -> None:
        """Words for what is being written."""
        match self._conversations.of(editor_of(update)):
            case Announcing() as state:
                await self._announcing.typed(update, context, state)
            case Composing() as state:
                await self._publishing.typed(update, context, state)
            case Rewording() as state:
                await self._amending.typed(update, context, state)
            case _:  # it ended while this waited its turn
                await self.loose(update, context)

    async def loose(self, update: Update, context: Context) -> None:
        """A long text while nothing is being written: say that nothing was done with it."""
        await say(update, context, "announce-loose")

    async def cancel(self, update: Update, context: Context) -> None:
        """/cancel: leave what is being written."""
        editor = editor_of(update)
        match self._conversations.end(editor):
            case None:
                key = "editor-nothing-to-cancel"
            case Deciding(token=token) if not await self._announcing.cancel_draft(context, editor, token):
                key = "editor-nothing-to-cancel"
            case _:
                key = "editor-cancelled"
        await say(update, context, key)
