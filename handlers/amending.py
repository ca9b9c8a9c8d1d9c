"""What can be done about an announcement that went out: new words, recall, once more to those who failed."""

from collections.abc import Sequence
from dataclasses import replace

from telegram import Update
from telegram.error import BadRequest
from telegram.ext import BaseHandler

from bot.domain.fanout import SubjectId
from bot.domain.message import Outgoing
from bot.render import announcing as render
from handlers.announcing import content_of
from handlers.context import Context, editor_of, house_of, lang_of, newsroom_of
from handlers.conversations import Conversations, Rewording
from handlers.replying import Stale, Toast, edit, is_id, on_tap, reply, say, tapped_id


class AmendingHandlers:
    """The buttons of an announcement's details ("amd:<act>:<id>"), and the new words."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._taps = {
            "edit": self._edit,
            "reworded": self._reworded,
            "keep": self._keep,
            "recall": self._recall,
            "recalled": self._recalled,
            "resend": self._resend,
        }

    def handlers(self) -> list[BaseHandler[Update, Context, None]]:
        """Its buttons."""
        return [on_tap("amd", self.tapped)]

    async def tapped(self, update: Update, context: Context, args: Sequence[str]) -> Toast | str | None:
        """A button of the details, or of a question that followed from it."""
        match args:
            case [str(act), str(id)] if act in self._taps and is_id(id):
                return await self._taps[act](update, context, SubjectId(int(id)))
            case _:
                raise Stale

    # ── new words ─────────────────────────────────────────────────────────────────────────────────

    async def _edit(self, update: Update, context: Context, id: SubjectId) -> Toast | None:
        await newsroom_of(context).broadcasting.report(id)  # somebody may have forged the number
        self._conversations.put(editor_of(update), Rewording(id))
        await say(update, context, "reword-ask")
        return None

    async def typed(self, update: Update, context: Context, state: Rewording) -> None:
        """The new words, or others instead: shown as readers will get them, and asked."""
        message = update.message
        assert message is not None
        if message.text is None:
            await say(update, context, "announce-only-text")
            return
        content = content_of(message)
        try:
            await reply(update, context, render.announcement(content))
        except BadRequest as refused:
            await say(update, context, "announce-refused", reason=refused.message)
            return
        report = await newsroom_of(context).broadcasting.report(state.subject)
        lang, voice = await lang_of(update, context), house_of(context).voice
        under = await reply(update, context, render.before_rewording(lang, voice, report))
        self._conversations.put(editor_of(update), replace(state, content=content, card=under.id))

    async def _reworded(self, update: Update, context: Context, id: SubjectId) -> Toast | None:
        state = self._in_hand(update, id)
        lang, voice = await lang_of(update, context), house_of(context).voice
        if state is None or state.content is None:
            await edit(update, context, Outgoing(voice.say(lang, "reword-lost")))
            return None
        editor = editor_of(update)
        changed = await newsroom_of(context).broadcasting.edit(id, state.content, by=editor)
        self._conversations.end(editor)
        await self._show(update, context, id)
        return Toast(voice.plain(lang, "reword-done" if changed else "reword-same"), alert=not changed)

    async def _keep(self, update: Update, context: Context, id: SubjectId) -> Toast | None:
        if self._in_hand(update, id) is not None:
            self._conversations.end(editor_of(update))
        await self._show(update, context, id)
        return None

    def _in_hand(self, update: Update, id: SubjectId) -> Rewording | None:
        """What the tapped message belongs to, unless that is gone."""
        state = self._conversations.of(editor_of(update))
        if isinstance(state, Rewording) and (state.subject, state.card) == (id, tapped_id(update)):
            return state
        return None

    # ── recall and resend ─────────────────────────────────────────────────────────────────────────

    async def _recall(self, update: Update, context: Context, id: SubjectId) -> Toast | None:
        report = await newsroom_of(context).broadcasting.report(id)
        lang, voice = await lang_of(update, context), house_of(context).voice
        await edit(update, context, render.really_recall(lang, voice, report))
        return None

    async def _recalled(self, update: Update, context: Context, id: SubjectId) -> Toast | None:
        now = await newsroom_of(context).broadcasting.recall(id, by=editor_of(update))
        await self._show(update, context, id)
        lang, voice = await lang_of(update, context), house_of(context).voice
        return Toast(voice.plain(lang, "recall-done" if now else "recall-already"), alert=not now)

    async def _resend(self, update: Update, context: Context, id: SubjectId) -> Toast | None:
        readers = await newsroom_of(context).broadcasting.resend(id, by=editor_of(update))
        await self._show(update, context, id)
        lang, voice = await lang_of(update, context), house_of(context).voice
        return Toast(voice.plain(lang, "resend-done", number=readers), alert=True)

    async def _show(self, update: Update, context: Context, id: SubjectId) -> None:
        """The announcement as it stands now."""
        report = await newsroom_of(context).broadcasting.report(id)
        lang, voice = await lang_of(update, context), house_of(context).voice
        await edit(update, context, render.details(lang, voice, report, viewer=editor_of(update)))
