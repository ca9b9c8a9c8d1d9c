"""/channel: an administrator of a channel has statements posted there, from a private chat.

Nothing is kept about who did so: at every tap Telegram is asked again whether the person runs the channel.
"""

import re
from collections.abc import Sequence

from telegram import Chat, ChatFullInfo, ChatMemberAdministrator, Message, MessageOriginChannel, Update, User
from telegram.error import BadRequest, Forbidden
from telegram.ext import BaseHandler, MessageHandler, filters

from bot.domain.errors import InvalidInput, NotAllowed
from bot.domain.message import Button, Outgoing
from bot.domain.subscriber import Address, Subscriber
from bot.i18n import closest
from bot.render import settings_sections as sections
from bot.render.screens import term_name
from bot.render.settings import View
from bot.services.following import Changed
from handlers.admins import runs_channel
from handlers.context import Context, House, asker_of, house_of
from handlers.replying import Stale, edit, on_command, on_tap, reply, say, send
from handlers.rules import rule_in
from handlers.settings_acts import Shown, act, card, choose

_NAME = re.compile(r"(?:@|(?:https?://)?t\.me/)([A-Za-z][A-Za-z0-9_]{3,31})/?")
_NUMBER = re.compile(r"-[0-9]{1,18}")


class _FromChannel(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        return isinstance(message.forward_origin, MessageOriginChannel)


async def channel(update: Update, context: Context) -> None:
    """/channel [@name [words]]: link a channel, or say how; with words, a keyword rule for it."""
    chat = update.effective_chat
    if chat is None or chat.type != Chat.PRIVATE:
        await say(update, context, "channel-only-private")
    elif context.args:
        name, *words = context.args
        await (_follow(name, " ".join(words), update, context) if words else _named(name, update, context))
    else:
        await say(update, context, "channel-how")


async def typed(update: Update, context: Context) -> None:
    """A channel's @name or link, typed alone in a private chat."""
    message = update.message
    await _named((message.text or "") if message else "", update, context)


async def forwarded(update: Update, context: Context) -> None:
    """A post forwarded from a channel."""
    origin = update.message.forward_origin if update.message else None
    if isinstance(origin, MessageOriginChannel):
        await _link(origin.chat.id, update, context)


async def _named(name: str, update: Update, context: Context) -> None:
    await _link(_id_of(name), update, context)


def _id_of(name: str) -> int | str:
    """What Telegram knows the channel by. Raises InvalidInput."""
    if _NUMBER.fullmatch(name):
        return int(name)
    if (match := _NAME.fullmatch(name.strip())) is None:
        raise InvalidInput("channel-no-name")
    return f"@{match[1]}"


async def _follow(name: str, words: str, update: Update, context: Context) -> None:
    """Try a keyword rule for a channel that is linked, and ask whether to save it."""
    asker, house = await asker_of(update, context), house_of(context)
    assert asker.user_id is not None
    channel = await _allowed(_id_of(name), asker.user_id, context)
    subscriber = await house.subscribing.find(Address(channel.id))
    if subscriber is None:
        raise InvalidInput("channel-not-linked", name=name)
    view = _view(subscriber, channel, asker.lang, context)
    proposal = await house.following.propose(subscriber, words)
    if isinstance(proposal, Changed):
        await reply(update, context, await _words(view, house))
    else:
        asked = sections.rule(view, proposal.typed, proposal.rule, proposal.trial)
        await reply(update, context, asked)


async def _words(view: View, house: House) -> Outgoing:
    return sections.words(view, await house.following.following(view.subscriber.id))


async def _saved(typed: str, view: View, house: House) -> Shown:
    """The rule is followed from now on."""
    changed = await house.following.follow_rule(view.subscriber.id, typed)
    name = term_name(changed.term, view.lang, house.voice)
    return await _words(view, house), view.plain(f"toast-follow-{changed.change}", what=name)


async def _link(id: int | str, update: Update, context: Context) -> None:
    asker = await asker_of(update, context)
    assert asker.user_id is not None
    channel = await _allowed(id, asker.user_id, context)
    house = house_of(context)
    subscriber = await house.subscribing.link(
        Address(channel.id), ui_lang=asker.lang, langs=asker.subscriber.langs if asker.subscriber else ()
    )
    view = _view(subscriber, channel, asker.lang, context)
    await reply(update, context, await card(view, house))


async def _allowed(id: int | str, user_id: int, context: Context) -> ChatFullInfo:
    """The channel, if this person runs it and the bot may post there. Raises InvalidInput."""
    try:
        channel = await context.bot.get_chat(id)
        bot = await context.bot.get_chat_member(channel.id, context.bot.id)
    except (BadRequest, Forbidden):
        raise InvalidInput("channel-unknown") from None
    if channel.type != Chat.CHANNEL:
        raise InvalidInput("channel-not-one")
    if not (isinstance(bot, ChatMemberAdministrator) and bot.can_post_messages):
        raise InvalidInput("channel-bot-no-right")
    if not await runs_channel(user_id, channel.id, context):
        raise InvalidInput("channel-not-yours")
    return channel


async def offer(by: User, channel: Chat, context: Context) -> None:
    """Ask whoever made the bot an administrator of a channel what shall be posted there."""
    house = house_of(context)
    own = await house.subscribing.find(Address(by.id))
    lang = own.ui_lang if own else closest(by.language_code)
    yes = Button(house.voice.plain(lang, "button-channel-link"), data=f"ch:{channel.id}:link")
    text = house.voice.say(lang, "channel-offer", channel=channel.title or "")
    try:
        await send(context, Address(by.id), Outgoing(text, ((yes,),)))
    except (BadRequest, Forbidden):
        return  # they never started the bot: /channel tells them, once they do


async def tapped(update: Update, context: Context, parts: Sequence[str]) -> str | None:
    """ch:<channel>:link|open|stop|resume; ch:<channel>:set:… and ch:<channel>:p|s|t|u|done:… of its card."""
    asker = await asker_of(update, context)
    if not parts or not _NUMBER.fullmatch(parts[0]) or asker.user_id is None:
        raise Stale
    if not asker.kind.is_private:
        raise NotAllowed
    channel = await _allowed(int(parts[0]), asker.user_id, context)
    house, address = house_of(context), Address(channel.id)
    subscriber = await house.subscribing.find(address)
    if subscriber is None:
        if list(parts[1:]) != ["link"]:
            raise Stale
        langs = asker.subscriber.langs if asker.subscriber else ()
        subscriber = await house.subscribing.link(address, ui_lang=asker.lang, langs=langs)
    view = _view(subscriber, channel, asker.lang, context)
    match parts[1:]:
        case ["set", "k", "save"]:
            shown, toast = await _saved(rule_in(update), view, house)
        case rest:
            shown, toast = await _act(rest, view, house)
    await edit(update, context, shown)
    return toast


async def _act(parts: Sequence[str], view: View, house: House) -> Shown:
    subscriber = view.subscriber
    match parts:
        case ["set", *rest]:
            return await act(rest, view, house)
        case ["p" | "s" | "t" | "u" | "done", *_]:
            return await choose(parts, view, house)
        case ["link" | "open"]:
            pass
        case ["stop"]:
            await house.subscribing.pause(subscriber.address)
        case ["resume"]:
            await house.subscribing.link(
                subscriber.address, ui_lang=subscriber.ui_lang, langs=subscriber.langs
            )
        case _:
            raise Stale
    view = view.of(await house.subscribing.find(subscriber.address) or subscriber)
    return await card(view, house), None


def _view(subscriber: Subscriber, channel: ChatFullInfo, lang: str, context: Context) -> View:
    """The channel's card, in the language of whoever looks after it."""
    house, base = house_of(context), f"ch:{channel.id}"
    return View(
        subscriber,
        lang,
        house.voice,
        house.clock(),
        prefix=f"{base}:set",
        picker=base,
        channel=channel.title or "",
        channel_name=f"@{channel.username}" if channel.username else str(channel.id),
    )


def handlers() -> list[BaseHandler]:  # type: ignore[type-arg]
    """What this module listens to."""
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    return [
        on_command("channel", channel),
        on_tap("ch", tapped),
        MessageHandler(private & _FromChannel(), forwarded),
        MessageHandler(private & filters.Regex(rf"^\s*{_NAME.pattern}\s*$"), typed),
    ]
