"""/publish and /statement: an editor's own statement on one card, and any statement as editors see it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import BaseHandler

from bot.domain.errors import InvalidInput, NotFound
from bot.domain.message import Outgoing
from bot.domain.statement import Card, Link, StatementId
from bot.domain.subscriber import STATEMENT_LANGUAGES
from bot.domain.writing import Written, link_of, title_of
from bot.render import publishing as render
from bot.render.html import linkable
from bot.render.publishing import Step
from bot.render.voice import Voice
from bot.services.publishing import StatementReport
from handlers.context import Context, editor_of, house_of, lang_of, newsroom_of
from handlers.conversations import Composing, Conversations
from handlers.replying import Stale, Toast, edit, is_id, on_command, on_tap, reply, say, tapped_id


class PublishingHandlers:
    """The conversation and its card ("pub:…"), and the editors' card of a statement ("stm:…")."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._taps = {
            "ask": self._ask,
            "nolink": self._no_link,
            "l": self._language,
            "t": self._topics,
            "urgent": self._urgent,
            "card": self._card_again,
            "change": self._card_again,
            "see": self._see,
            "end": self._end,
        }

    def handlers(self) -> list[BaseHandler[Update, Context, None]]:
        """Its commands and its buttons."""
        return [
            on_command("publish", self.begin),
            on_command("statement", self.statement),
            on_tap("pub", self.tapped),
            on_tap("stm", self.statement_tapped),
        ]

    async def begin(self, update: Update, context: Context) -> None:
        """/publish: an empty card that asks for the title."""
        token = newsroom_of(context).publishing.new_token()
        await self._new_card(update, context, Composing(token))

    async def typed(self, update: Update, context: Context, state: Composing) -> None:
        """The title, the text or the link; then the card asks for what is missing."""
        message = update.message
        assert message is not None
        if message.text is None:
            await say(update, context, "publish-only-text")
            return
        try:
            written = self._with(state, message)
        except InvalidInput as wrong:
            await say(update, context, wrong.key, **wrong.details)
            return
        state = self._suggested(context, replace(state, written=written))
        await self._new_card(update, context, replace(state, step=_after(state)))

    def _with(self, state: Composing, message: Message) -> Written:
        text = message.text or ""
        match state.step:
            case Step.TITLE:
                return replace(state.written, title=title_of(text))
            case Step.TEXT:
                return replace(state.written, text=text.strip(), links=links_of(message))
            case _:
                return replace(state.written, url=link_of(text))

    def _suggested(self, context: Context, state: Composing) -> Composing:
        """Language and topics as the words themselves say, where the editor chose none."""
        suggested = newsroom_of(context).publishing.suggest(state.written.title, state.written.text)
        written = state.written
        if not state.lang_chosen:
            written = replace(written, lang=suggested.lang)
        if not state.topics_chosen:
            written = replace(written, topics=suggested.topics)
        return replace(state, written=written)

    async def tapped(self, update: Update, context: Context, args: Sequence[str]) -> Toast | str | None:
        """A button of the card."""
        lang, voice = await lang_of(update, context), house_of(context).voice
        if args[:1] == ["later"]:
            return Toast(voice.plain(lang, "publish-not-yet"))
        if args[:1] == ["go"] and len(args) > 1:
            return await self._publish(update, context, args[1])
        if args[:1] == ["fix"] and len(args) > 1:
            return await self._correct(update, context, args[1])
        act = self._taps.get(args[0]) if args else None
        if act is None:
            raise Stale
        state = self._conversations.of(editor_of(update))
        if not isinstance(state, Composing) or state.card != tapped_id(update):
            await edit(update, context, Outgoing(voice.say(lang, "publish-lost")))
            return None
        return await act(update, context, state, args[1:])

    # ── the card ──────────────────────────────────────────────────────────────────────────────────

    async def _ask(self, update: Update, context: Context, state: Composing, args: Sequence[str]) -> None:
        if not args or args[0] not in (Step.TITLE, Step.TEXT, Step.LINK):
            raise Stale
        await self._show(update, context, replace(state, step=Step(args[0])))

    async def _no_link(self, update: Update, context: Context, state: Composing, _: Sequence[str]) -> None:
        written = replace(state.written, url=None)
        await self._show(update, context, replace(state, written=written, step=Step.READY))

    async def _urgent(self, update: Update, context: Context, state: Composing, _: Sequence[str]) -> None:
        written = replace(state.written, urgent=not state.written.urgent)
        await self._show(update, context, replace(state, written=written))

    async def _language(
        self, update: Update, context: Context, state: Composing, args: Sequence[str]
    ) -> None:
        if args and args[0] in STATEMENT_LANGUAGES:
            state = replace(state, written=replace(state.written, lang=args[0]), lang_chosen=True)
            self._conversations.put(editor_of(update), state)
        lang, voice = await lang_of(update, context), house_of(context).voice
        await edit(update, context, render.choosing_language(lang, voice, state.written))

    async def _topics(self, update: Update, context: Context, state: Composing, args: Sequence[str]) -> None:
        voice = house_of(context).voice
        if len(args) > 1 and args[1] in voice.taxonomy.by_key:
            chosen, one = state.written.topics, args[1]
            topics = tuple(t for t in chosen if t != one) if one in chosen else (*chosen, one)
            state = replace(state, written=replace(state.written, topics=topics), topics_chosen=True)
            self._conversations.put(editor_of(update), state)
        lang = await lang_of(update, context)
        page = int(args[0]) if args and args[0].isdecimal() else 0
        await edit(update, context, render.choosing_topics(lang, voice, state.written, page=page))

    async def _card_again(self, update: Update, context: Context, state: Composing, _: Sequence[str]) -> None:
        await self._show(update, context, state)

    async def _end(self, update: Update, context: Context, _: Composing, __: Sequence[str]) -> None:
        self._conversations.end(editor_of(update))
        lang, voice = await lang_of(update, context), house_of(context).voice
        await edit(update, context, Outgoing(voice.say(lang, "editor-cancelled")))

    async def _show(self, update: Update, context: Context, state: Composing) -> None:
        """The card, where it stands."""
        self._conversations.put(editor_of(update), state)
        lang, voice = await lang_of(update, context), house_of(context).voice
        await edit(update, context, _card(lang, voice, state))

    async def _new_card(self, update: Update, context: Context, state: Composing) -> None:
        """The card, moved below what was typed, where it can be seen."""
        lang, voice = await lang_of(update, context), house_of(context).voice
        card = await reply(update, context, _card(lang, voice, state))
        self._conversations.put(editor_of(update), replace(state, card=card.id))
        await self._remove(update, context, state.card)

    async def _remove(self, update: Update, context: Context, card: int) -> None:
        if card:
            with suppress(TelegramError):
                await context.bot.delete_message(editor_of(update), card)

    # ── preview and publication ───────────────────────────────────────────────────────────────────

    async def _see(
        self, update: Update, context: Context, state: Composing, _: Sequence[str]
    ) -> Toast | None:
        lang, voice = await lang_of(update, context), house_of(context).voice
        if not state.written.title:
            return Toast(voice.plain(lang, "publish-title-first"), alert=True)
        publishing = newsroom_of(context).publishing
        shown = await publishing.preview(state.written)
        await reply(update, context, render.preview(lang, voice, shown.card))
        if (number := state.corrects) is None:
            question = render.before_publishing(lang, voice, shown.readers, state.token)
        else:
            come_to = await publishing.correction(number, state.written)
            question = render.before_correcting(
                lang, voice, number, come_to.holders, material=come_to.material
            )
        under = await reply(update, context, question)
        self._conversations.put(editor_of(update), replace(state, card=under.id, step=Step.READY))
        await self._remove(update, context, state.card)
        return None

    async def _publish(self, update: Update, context: Context, token: str) -> Toast | None:
        """Publish it once, however often this is tapped and whatever happened between."""
        publishing, editor = newsroom_of(context).publishing, editor_of(update)
        lang, voice = await lang_of(update, context), house_of(context).voice
        state = self._conversations.of(editor)
        if isinstance(state, Composing) and state.token == token:
            published = await publishing.publish(state.written, token, by=editor)
            self._conversations.end(editor)
            await self._show_published(update, context, published.card)
            return None if published.now else Toast(voice.plain(lang, "publish-already"))
        card = await publishing.find_published(token)
        if card is None:
            await edit(update, context, Outgoing(voice.say(lang, "publish-lost")))
            return None
        await self._show_published(update, context, card)
        return Toast(voice.plain(lang, "publish-already"), alert=True)

    async def _show_published(self, update: Update, context: Context, card: Card) -> None:
        lang, voice = await lang_of(update, context), house_of(context).voice
        await edit(update, context, Outgoing(voice.say(lang, "publish-done", id=str(card.id))))

    async def _correct(self, update: Update, context: Context, typed: str) -> Toast | None:
        """Correct it once; a second tap, or one after a restart, shows how it stands."""
        number = statement_number(typed)
        if number is None:
            raise Stale
        publishing, editor = newsroom_of(context).publishing, editor_of(update)
        lang, voice = await lang_of(update, context), house_of(context).voice
        state, corrected = self._conversations.of(editor), False
        if isinstance(state, Composing) and state.corrects == number and state.card == tapped_id(update):
            self._conversations.end(editor)
            corrected = await publishing.correct(number, state.written, by=editor)
        report = await publishing.report(number)
        await edit(update, context, await self._statement_card(update, context, report))
        key = "correct-done" if corrected else "correct-unchanged"
        return Toast(voice.plain(lang, key), alert=not corrected)

    async def _begin_correcting(self, update: Update, context: Context, id: StatementId) -> None:
        """A card below the statement's, with its words as they stand."""
        publishing = newsroom_of(context).publishing
        written = await publishing.to_correct(id)
        if written is None:
            raise Stale
        state = Composing(publishing.new_token(), written, Step.READY, lang_chosen=True, topics_chosen=True)
        await self._new_card(update, context, replace(state, corrects=id))

    # ── any statement ─────────────────────────────────────────────────────────────────────────────

    async def statement(self, update: Update, context: Context) -> None:
        """/statement <number>: the alert, how far it has come, and urgent; without a number, which one?"""
        typed = " ".join(context.args or ())
        number = statement_number(typed)
        if number is None:
            await reply(update, context, await self._statements_listed(update, context, typed))
            return
        try:
            report = await newsroom_of(context).publishing.report(number)
        except NotFound:
            await say(update, context, "statement-not-found")
            return
        await reply(update, context, await self._statement_card(update, context, report))

    async def statement_tapped(self, update: Update, context: Context, args: Sequence[str]) -> Toast | None:
        """Show it, mark it urgent, or begin to correct it."""
        if len(args) != 2 or not is_id(args[1]):  # noqa: PLR2004 - act and id
            raise Stale
        publishing, number = newsroom_of(context).publishing, StatementId(int(args[1]))
        match args[0]:
            case "show":
                report = await publishing.report(number)
                await edit(update, context, await self._statement_card(update, context, report))
                return None
            case "correct":
                await self._begin_correcting(update, context, number)
                return None
            case "urgent":
                report = await publishing.set_urgent(number, by=editor_of(update))
                await edit(update, context, await self._statement_card(update, context, report))
                lang = await lang_of(update, context)
                return Toast(house_of(context).voice.plain(lang, "statement-marked-urgent"))
            case _:
                raise Stale

    async def _statements_listed(self, update: Update, context: Context, typed: str) -> Outgoing:
        searching, lang = house_of(context).searching, await lang_of(update, context)
        found = (await searching.find(typed)).page if typed else await searching.latest((), ())
        return render.statements_listed(lang, house_of(context).voice, found.cards)

    async def _statement_card(self, update: Update, context: Context, report: StatementReport) -> Outgoing:
        lang, voice = await lang_of(update, context), house_of(context).voice
        return render.statement_card(
            lang, voice, report.card, report.revisions, report.ways, topics=report.topics
        )


def statement_number(typed: str) -> StatementId | None:
    """The number of a statement, as it is typed behind a command; None when it is none."""
    number = typed.lstrip("№# ")
    return StatementId(int(number)) if is_id(number) else None


def _card(lang: str, voice: Voice, state: Composing) -> Outgoing:
    return render.composing(lang, voice, state.written, state.step, correcting=state.corrects is not None)


def _after(state: Composing) -> Step:
    """What the card asks for next: what a statement needs and does not have yet."""
    written = state.written
    if state.corrects is not None:
        return Step.READY
    if not written.title:
        return Step.TITLE
    if not written.text:
        return Step.TEXT
    return Step.LINK if state.step is Step.TEXT and written.url is None else Step.READY


def links_of(message: Message) -> tuple[Link, ...]:
    """The web links in a text, with the words they hang on."""
    found = message.parse_entities(["url", "text_link"])
    links = ((entity.url or words, words) for entity, words in found.items())
    return tuple(Link(address, words) for url, words in links if (address := linkable(url)))
