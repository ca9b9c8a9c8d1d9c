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
from bot.render import screens
from bot.services.following import term_of
from handlers.admins import runs_channel
from handlers.cards import number
from handlers.context import Asker, Context, asker_of, house_of
from handlers.replying import Stale, edit, on_command, on_tap, reply, say, send

_NAME = re.compile(r"(?:@|(?:https?://)?t\.me/)([A-Za-z][A-Za-z0-9_]{3,31})/?")


class _FromChannel(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        return isinstance(message.forward_origin, MessageOriginChannel)


async def channel(update: Update, context: Context) -> None:
    """/channel [@name]: link a channel, or say how."""
    chat = update.effective_chat
    if chat is None or chat.type != Chat.PRIVATE:
        await say(update, context, "channel-only-private")
    elif context.args:
        await _named(" ".join(context.args), update, context)
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
    if (match := _NAME.fullmatch(name.strip())) is None:
        raise InvalidInput("channel-no-name")
    await _link(f"@{match[1]}", update, context)


async def _link(id: int | str, update: Update, context: Context) -> None:
    asker = await asker_of(update, context)
    assert asker.user_id is not None
    channel = await _allowed(id, asker.user_id, context)
    house = house_of(context)
    subscriber = await house.subscribing.link(
        Address(channel.id), ui_lang=asker.lang, langs=asker.subscriber.langs if asker.subscriber else ()
    )
    await reply(update, context, await _screen(subscriber, channel.title or "", asker.lang, context))


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


async def tapped(update: Update, context: Context, parts: Sequence[str]) -> None:
    """ch:<channel>:link|open|stop|resume, ch:<channel>:lang:<code>, ch:<channel>:p|s|t|u:…"""
    asker = await asker_of(update, context)
    if not parts or not re.fullmatch(r"-[0-9]{1,18}", parts[0]) or asker.user_id is None:
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
    shown = await _act(parts[1:], subscriber, channel.title or "", asker, context)
    await edit(update, context, shown)


async def _act(
    parts: Sequence[str], subscriber: Subscriber, title: str, asker: Asker, context: Context
) -> Outgoing:
    house = house_of(context)
    match parts:
        case ["p" | "s" | "t" | "u", *_]:
            return await _choose(parts, subscriber, asker, context)
        case ["link" | "open" | "done"]:
            pass
        case ["lang", code]:
            subscriber = await house.settings.toggle_language(subscriber, code)
        case ["stop"]:
            await house.subscribing.pause(subscriber.address)
        case ["resume"]:
            await house.subscribing.link(
                subscriber.address, ui_lang=subscriber.ui_lang, langs=subscriber.langs
            )
        case _:
            raise Stale
    subscriber = await house.subscribing.find(subscriber.address) or subscriber
    return await _screen(subscriber, title, asker.lang, context)


async def _choose(parts: Sequence[str], subscriber: Subscriber, asker: Asker, context: Context) -> Outgoing:
    house = house_of(context)
    match parts:
        case ["t" | "u", page, *named] if (term := term_of(named)) is not None:
            await house.following.toggle(subscriber.id, term)
        case ["p" | "s", page]:
            pass
        case _:
            raise Stale
    chosen = await house.following.following(subscriber.id)
    choosing = screens.Choosing(chosen, asker.lang, prefix=f"ch:{subscriber.address.chat_id}")
    if parts[0] in ("s", "u"):
        known = await house.following.sources()
        return screens.sources(choosing, house.voice, known, page=number(page))
    return screens.topics(choosing, house.voice, page=number(page))


async def _screen(subscriber: Subscriber, title: str, lang: str, context: Context) -> Outgoing:
    house = house_of(context)
    chosen = await house.following.following(subscriber.id)
    known = await house.following.sources()
    return screens.channel(subscriber, chosen, lang, house.voice, title=title, known=known)


def handlers() -> list[BaseHandler]:  # type: ignore[type-arg]
    """What this module listens to."""
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    return [
        on_command("channel", channel),
        on_tap("ch", tapped),
        MessageHandler(private & _FromChannel(), forwarded),
        MessageHandler(private & filters.Regex(rf"^\s*{_NAME.pattern}\s*$"), typed),
    ]
