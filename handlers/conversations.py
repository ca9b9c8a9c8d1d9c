"""What editors are in the middle of writing, and the gate that only editors pass. Kept in memory only.

A restart loses what is being written: every button of it then says so, and drafts are in the database.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram import Chat, Update
from telegram.ext import Application, BaseHandler, filters

from bot.domain.broadcast import Content
from bot.domain.fanout import SubjectId
from bot.domain.statement import StatementId
from bot.domain.subscriber import Term
from bot.domain.writing import Written
from bot.render.publishing import Step
from handlers.context import Context

_LOOSE = 120  # characters: nobody searches for this many


@dataclass(frozen=True, slots=True)
class Announcing:
    """An announcement before it is a draft; without content it waits for the text."""

    content: Content | None = None
    topics: tuple[Term, ...] = ()
    langs: tuple[str, ...] = ()
    urgent: bool = False
    card: int = 0  # the message whose buttons belong to it


@dataclass(frozen=True, slots=True)
class Deciding:
    """A draft whose preview is shown; it lives in the database."""

    token: str


@dataclass(frozen=True, slots=True)
class Composing:
    """A statement being written on its card, or one of the editors' own being corrected there."""

    token: str
    written: Written = field(default_factory=Written)
    step: Step = Step.TITLE
    card: int = 0
    lang_chosen: bool = False
    topics_chosen: bool = False
    corrects: StatementId | None = None


@dataclass(frozen=True, slots=True)
class Rewording:
    """New words for an announcement that went out; without content it waits for them."""

    subject: SubjectId
    content: Content | None = None
    card: int = 0


Conversation = Announcing | Deciding | Composing | Rewording


class Conversations:
    """One conversation an editor; a new one takes the place of the old."""

    def __init__(self) -> None:
        self._open: dict[int, Conversation] = {}

    def of(self, editor: int) -> Conversation | None:
        """What this editor is in the middle of."""
        return self._open.get(editor)

    def put(self, editor: int, conversation: Conversation) -> None:
        """This is what the editor is doing now."""
        self._open[editor] = conversation

    def end(self, editor: int) -> Conversation | None:
        """The editor is done, with this."""
        return self._open.pop(editor, None)

    def waits_for_words(self, editor: int) -> bool:
        """Whether the editor's next message belongs to what is being written."""
        match self.of(editor):
            case Announcing() | Rewording():
                return True
            case Composing(step=step):
                return step is not Step.READY
            case _:
                return False


def editor_of(update: Update, ids: frozenset[int]) -> int | None:
    """The editor who acts, by their own id in their own private chat; None for anybody else."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or chat.type != Chat.PRIVATE:
        return None
    return user.id if user.id in ids else None


class ForEditors(BaseHandler[Update, Context, None]):
    """`inner` for editors only; for anybody else it does not exist."""

    def __init__(self, inner: BaseHandler[Update, Context, None], ids: frozenset[int]) -> None:
        super().__init__(inner.callback)
        self._inner = inner
        self._ids = ids

    def check_update(self, update: object) -> bool | object | None:
        """Whether this update is for `inner`, and an editor's."""
        if not isinstance(update, Update) or editor_of(update, self._ids) is None:
            return None
        return self._inner.check_update(update)

    def collect_additional_context(
        self,
        context: Context,
        update: Update,
        application: Application[Any, Context, Any, Any, Any, Any],
        check_result: Any,
    ) -> None:
        """As `inner` does."""
        self._inner.collect_additional_context(context, update, application, check_result)


class Words(BaseHandler[Update, Context, None]):
    """A message (not a command) that `wanted` says belongs to what its editor is writing."""

    def __init__(
        self,
        callback: Callable[[Update, Context], Coroutine[Any, Any, None]],
        wanted: Callable[[Update, int], bool],
    ) -> None:
        super().__init__(callback)
        self._wanted = wanted

    def check_update(self, update: object) -> bool:
        """Whether it is one."""
        if not isinstance(update, Update) or update.message is None or update.effective_user is None:
            return False
        if filters.StatusUpdate.ALL.check_update(update):  # "pinned a message" is not an answer
            return False
        entities = update.message.entities
        is_command = bool(entities) and entities[0].type == "bot_command" and entities[0].offset == 0
        return not is_command and self._wanted(update, update.effective_user.id)


def is_loose(update: Update, _: int) -> bool:
    """A text that nobody would search for: an editor's conversation was lost, or never begun."""
    text = update.message.text if update.message else None
    return text is not None and (len(text) > _LOOSE or "\n" in text)
