"""/announce and /broadcasts: an announcement from its words to its final figures, for editors only."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from telegram import Message, MessageEntity, Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import BaseHandler

from bot.domain.broadcast import Broadcast, Content
from bot.domain.fanout import SubjectId
from bot.domain.message import Outgoing
from bot.domain.progress import Report, audience_of, topics_of
from bot.domain.subscriber import STATEMENT_LANGUAGES, Term, TermKind
from bot.render import announcing as render
from bot.services.broadcasting import Answer, Decided
from handlers.colleagues import tell_stopped, tell_the_others
from handlers.context import Context, editor_of, house_of, lang_of, newsroom_of
from handlers.conversations import Announcing, Conversations, Deciding
from handlers.following_progress import Place, follow_progress
from handlers.replying import Stale, Toast, edit, on_command, on_tap, reply, say, tapped_id

# Telegram finds these again by itself, and does not take them from a bot.
_FOUND_BY_TELEGRAM = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)


class AnnouncingHandlers:
    """The conversation and its buttons ("ann:…")."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._taps = {
            "l": self._language,
            "t": self._topics,
            "urgent": self._urgency,
            "who": self._whom,
            "see": self._see,
            "end": self._end,
            "go": self._confirm,
            "back": self._change,
            "drop": self._drop,
            "stop": self._stop,
            "halt": self._halt,
            "list": self._list,
            "show": self._show,
            "again": self._again,
        }

    def handlers(self) -> list[BaseHandler[Update, Context, None]]:
        """Its commands and its buttons."""
        return [
            on_command("announce", self.begin),
            on_command("broadcasts", self.broadcasts),
            on_tap("ann", self.tapped),
        ]

    async def begin(self, update: Update, context: Context) -> None:
        """/announce: ask for the words."""
        self._conversations.put(editor_of(update), Announcing())
        await say(update, context, "announce-ask")

    async def typed(self, update: Update, context: Context, state: Announcing) -> None:
        """The words, or other words instead; then: for whom?"""
        message = update.message
        assert message is not None
        if message.text is None:
            await say(update, context, "announce-only-text")
            return
        await self._remove(update, context, state.card)
        state = replace(state, content=content_of(message))
        card = await reply(update, context, await self._chooser(update, context, state))
        self._conversations.put(editor_of(update), replace(state, card=card.id))

    async def tapped(self, update: Update, context: Context, args: Sequence[str]) -> Toast | str | None:
        """A button of this conversation."""
        act = self._taps.get(args[0]) if args else None
        if act is None:
            raise Stale
        return await act(update, context, args[1:] or ("",))

    # ── choosing readers ──────────────────────────────────────────────────────────────────────────

    async def _language(self, update: Update, context: Context, args: Sequence[str]) -> None:
        state = await self._in_hand(update, context)
        if state is None or args[0] not in STATEMENT_LANGUAGES:
            return
        chosen = _toggled(state.langs, args[0])
        state = replace(state, langs=tuple(lang for lang in STATEMENT_LANGUAGES if lang in chosen))
        self._conversations.put(editor_of(update), state)
        await edit(update, context, await self._chooser(update, context, state))

    async def _urgency(self, update: Update, context: Context, _: Sequence[str]) -> None:
        state = await self._in_hand(update, context)
        if state is not None:
            state = replace(state, urgent=not state.urgent)
            self._conversations.put(editor_of(update), state)
            await edit(update, context, await self._chooser(update, context, state))

    async def _topics(self, update: Update, context: Context, args: Sequence[str]) -> None:
        state = await self._in_hand(update, context)
        if state is None:
            return
        if not args[0].isdecimal():
            raise Stale
        if len(args) > 1 and args[1] in house_of(context).voice.taxonomy.by_key:
            state = replace(state, topics=_toggled(state.topics, Term(TermKind.TOPIC, args[1])))
            self._conversations.put(editor_of(update), state)
        readers = await self._reach(context, state)
        lang, voice = await lang_of(update, context), house_of(context).voice
        chooser = render.topic_chooser(
            lang, voice, state.topics, state.langs, readers, urgent=state.urgent, page=int(args[0])
        )
        await edit(update, context, chooser)

    async def _whom(self, update: Update, context: Context, _: Sequence[str]) -> None:
        state = await self._in_hand(update, context)
        if state is not None:
            await edit(update, context, await self._chooser(update, context, state))

    async def _end(self, update: Update, context: Context, _: Sequence[str]) -> None:
        if await self._in_hand(update, context) is not None:
            self._conversations.end(editor_of(update))
            await _edit_to(update, context, "editor-cancelled")

    async def _chooser(self, update: Update, context: Context, state: Announcing) -> Outgoing:
        readers = await self._reach(context, state)
        lang = await lang_of(update, context)
        voice = house_of(context).voice
        return render.chooser(lang, voice, state.topics, state.langs, readers, urgent=state.urgent)

    async def _reach(self, context: Context, state: Announcing) -> int:
        return await newsroom_of(context).broadcasting.reach(audience_of(state.topics), state.langs)

    async def _in_hand(self, update: Update, context: Context) -> Announcing | None:
        """What this card belongs to; when that is gone the card says so."""
        state = self._conversations.of(editor_of(update))
        if isinstance(state, Announcing) and state.content is not None and state.card == tapped_id(update):
            return state
        await _edit_to(update, context, "announce-lost")
        return None

    # ── preview and decision ──────────────────────────────────────────────────────────────────────

    async def _see(self, update: Update, context: Context, _: Sequence[str]) -> None:
        state = await self._in_hand(update, context)
        if state is None or state.content is None:
            return
        drafted = await newsroom_of(context).broadcasting.draft(
            editor_of(update), state.content, audience_of(state.topics), state.langs, urgent=state.urgent
        )
        if await self._preview(update, context, drafted.broadcast):
            await self._remove(update, context, state.card)

    async def _preview(self, update: Update, context: Context, draft: Broadcast) -> bool:
        """Show it as readers will get it, and the buttons under it; False when Telegram refuses it."""
        broadcasting, editor = newsroom_of(context).broadcasting, editor_of(update)
        try:
            await reply(update, context, render.announcement(draft.content))
        except BadRequest as refused:
            await broadcasting.drop(draft.confirm_token, by=editor)
            await say(update, context, "announce-refused", reason=refused.message)
            return False
        self._conversations.put(editor, Deciding(draft.confirm_token))
        report = await broadcasting.report(draft.id)
        lang, voice = await lang_of(update, context), house_of(context).voice
        await reply(update, context, render.before_confirming(lang, voice, report, broadcasting.delay))
        return True

    async def _confirm(self, update: Update, context: Context, args: Sequence[str]) -> Toast | None:
        editor = editor_of(update)
        decided = await newsroom_of(context).broadcasting.confirm(args[0], by=editor)
        self._done_with(editor, args[0])
        if decided.answer is not Answer.NOW or decided.report is None:
            return await self._too_late(update, context, decided)
        await self._show_progress(update, context, decided.report)
        tell_the_others(update, context, decided.report)
        return Toast(house_of(context).voice.plain(await lang_of(update, context), "announce-confirmed"))

    async def _change(self, update: Update, context: Context, args: Sequence[str]) -> Toast | None:
        broadcasting, editor = newsroom_of(context).broadcasting, editor_of(update)
        draft = await broadcasting.find_draft(args[0])
        decided = await broadcasting.drop(args[0], by=editor)
        if draft is None or decided.answer is not Answer.NOW:
            return await self._too_late(update, context, decided)
        topics, card = topics_of(draft.audience), tapped_id(update)
        state = Announcing(draft.content, topics, draft.langs, urgent=draft.urgent, card=card)
        self._conversations.put(editor, state)
        await edit(update, context, await self._chooser(update, context, state))
        return None

    async def _drop(self, update: Update, context: Context, args: Sequence[str]) -> Toast | None:
        editor = editor_of(update)
        decided = await newsroom_of(context).broadcasting.drop(args[0], by=editor)
        self._done_with(editor, args[0])
        if decided.answer is not Answer.NOW:
            return await self._too_late(update, context, decided)
        await _edit_to(update, context, "editor-cancelled")
        return None

    async def cancel_draft(self, context: Context, editor: int, token: str) -> bool:
        """/cancel while a preview is shown; False when it is no draft any more."""
        decided = await newsroom_of(context).broadcasting.drop(token, by=editor)
        return decided.answer is Answer.NOW

    async def _too_late(self, update: Update, context: Context, decided: Decided) -> Toast | None:
        """Say what happened to it instead of doing it twice."""
        if decided.report is None:
            await _edit_to(update, context, "announce-lost")
            return None
        lang, voice = await lang_of(update, context), house_of(context).voice
        await self._show_progress(update, context, decided.report)
        key = f"announce-already-{decided.report.progress.stage}"
        return Toast(voice.plain(lang, key), alert=True)

    def _done_with(self, editor: int, token: str) -> None:
        if self._conversations.of(editor) == Deciding(token):
            self._conversations.end(editor)

    # ── on its way ────────────────────────────────────────────────────────────────────────────────

    async def _show_progress(self, update: Update, context: Context, report: Report) -> None:
        """The tapped message follows the announcement from here on."""
        lang, voice = await lang_of(update, context), house_of(context).voice
        await edit(update, context, render.progress_card(lang, voice, report))
        place = Place(editor_of(update), tapped_id(update), lang)
        follow_progress(context, report, place, render.progress_card)

    async def _stop(self, update: Update, context: Context, args: Sequence[str]) -> Toast:
        decided = await self._stopped(update, context, args)
        lang, voice = await lang_of(update, context), house_of(context).voice
        if decided.report is None:
            raise Stale
        await edit(update, context, render.progress_card(lang, voice, decided.report))
        return self._stop_toast(lang, context, decided)

    async def _halt(self, update: Update, context: Context, args: Sequence[str]) -> Toast:
        decided = await self._stopped(update, context, args)
        lang, voice = await lang_of(update, context), house_of(context).voice
        if decided.report is None:
            raise Stale
        await edit(update, context, render.details(lang, voice, decided.report, viewer=editor_of(update)))
        return self._stop_toast(lang, context, decided)

    async def _stopped(self, update: Update, context: Context, args: Sequence[str]) -> Decided:
        decided = await newsroom_of(context).broadcasting.stop(_subject(args), by=editor_of(update))
        if decided.answer is Answer.NOW and decided.report is not None:
            tell_stopped(update, context, decided.report)
        return decided

    def _stop_toast(self, lang: str, context: Context, decided: Decided) -> Toast:
        voice = house_of(context).voice
        if decided.answer is Answer.NOW or decided.report is None:
            return Toast(voice.plain(lang, "announce-stopped"))
        return Toast(voice.plain(lang, f"announce-already-{decided.report.progress.stage}"), alert=True)

    # ── the list ──────────────────────────────────────────────────────────────────────────────────

    async def broadcasts(self, update: Update, context: Context) -> None:
        """/broadcasts: the newest, with their states."""
        await reply(update, context, await self._listed(update, context))

    async def _list(self, update: Update, context: Context, _: Sequence[str]) -> None:
        await edit(update, context, await self._listed(update, context))

    async def _listed(self, update: Update, context: Context) -> Outgoing:
        reports = await newsroom_of(context).broadcasting.recent()
        return render.listed(await lang_of(update, context), house_of(context).voice, reports)

    async def _show(self, update: Update, context: Context, args: Sequence[str]) -> None:
        report = await newsroom_of(context).broadcasting.report(_subject(args))
        lang, voice = await lang_of(update, context), house_of(context).voice
        await edit(update, context, render.details(lang, voice, report, viewer=editor_of(update)))

    async def _again(self, update: Update, context: Context, args: Sequence[str]) -> Toast | None:
        draft = await newsroom_of(context).broadcasting.find_draft(args[0])
        if draft is None:
            raise Stale
        await self._preview(update, context, draft)
        return None

    async def _remove(self, update: Update, context: Context, card: int) -> None:
        if card:
            with suppress(TelegramError):
                await context.bot.delete_message(editor_of(update), card)


def content_of(message: Message) -> Content:
    """The message's text and formatting as JSON, without the names that a mention carries."""
    given = [_entity(entity) for entity in message.entities if entity.type not in _FOUND_BY_TELEGRAM]
    return Content(message.text or "", json.dumps(given))


def _entity(entity: MessageEntity) -> dict[str, Any]:
    raw = entity.to_dict()
    if entity.user is not None:
        raw["user"] = {"id": entity.user.id, "is_bot": entity.user.is_bot, "first_name": ""}
    return raw


def _toggled(chosen: tuple[Any, ...], one: Any) -> tuple[Any, ...]:
    return tuple(each for each in chosen if each != one) if one in chosen else (*chosen, one)


def _subject(args: Sequence[str]) -> SubjectId:
    if not args[0].isdecimal():
        raise Stale
    return SubjectId(int(args[0]))


async def _edit_to(update: Update, context: Context, key: str) -> None:
    text = house_of(context).voice.say(await lang_of(update, context), key)
    await edit(update, context, Outgoing(text))
