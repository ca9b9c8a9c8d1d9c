"""/start with its deep links, /stop and /help."""

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain import deeplink
from bot.domain.deeplink import DeepLink, OpenSearch, OpenStatement, OpenTopic
from bot.domain.message import Outgoing
from bot.domain.subscriber import Subscriber, SubscriberState
from bot.render.alert import alert
from bot.render.screens import welcome
from handlers.admins import must_be_admin
from handlers.cards import show_card
from handlers.context import Asker, Context, address_of, asker_of, house_of, is_editor
from handlers.menus import set_editor_menu
from handlers.replying import on_command, reply, say, send
from handlers.searching import open_topic, show_found


async def start(update: Update, context: Context) -> None:
    """/start: subscribe, choose, and see the newest statement at once.

    A deep link first opens what it names; a subscriber who follows one stays as they are, paused or not.
    """
    await must_be_admin(update, context)
    house, asker = house_of(context), await asker_of(update, context)
    if is_editor(update, context):
        await set_editor_menu(context.bot, house, asker.address.chat_id)
    wanted = await _wanted(update, context)
    if wanted is not None:
        await _open(wanted, update, context)
        if asker.subscriber is not None:
            if asker.subscriber.state is not SubscriberState.ACTIVE:
                await say(update, context, "settings-paused")
            return
    started = await house.subscribing.start(asker.address, asker.kind, ui_lang=asker.lang)
    key = "start-back" if started.was_away else "start-welcome"
    key = key if asker.kind.is_private else f"{key}-group"
    await reply(update, context, welcome(started.subscriber, house.voice, key=key))
    if wanted is None:
        await _show_newest(started.subscriber, context)


async def _wanted(update: Update, context: Context) -> DeepLink | None:
    """What the link behind this /start is to open; one that we never wrote is told plainly."""
    if not context.args:
        return None
    wanted = deeplink.read(context.args[0])
    if wanted is None:
        await say(update, context, "start-link-unknown")
    return wanted


async def _open(wanted: DeepLink, update: Update, context: Context) -> None:
    match wanted:
        case OpenTopic(key=key):
            await open_topic(update, context, key)
        case OpenStatement(id=id):
            await show_card(update, context, id)
        case OpenSearch(typed=typed):
            await show_found(update, context, typed)


async def _show_newest(subscriber: Subscriber, context: Context) -> None:
    house = house_of(context)
    card = await house.subscribing.newest_for(subscriber)
    if card is not None:
        shown = alert(card, subscriber.ui_lang, house.voice, previews=subscriber.previews)
        await send(context, subscriber.address, shown)


async def stop(update: Update, context: Context) -> None:
    """/stop: nothing more is sent, from now on."""
    await must_be_admin(update, context)
    chat = update.effective_chat
    assert chat is not None
    paused = await house_of(context).subscribing.pause(address_of(chat, update.effective_message))
    await say(update, context, "stop-done" if paused else "stop-already")


async def help_(update: Update, context: Context) -> None:
    """/help: what can be done here."""
    asker, voice = await asker_of(update, context), house_of(context).voice
    await reply(update, context, Outgoing(voice.say(asker.lang, _help_key(asker))))


def _help_key(asker: Asker) -> str:
    return "help" if asker.kind.is_private else "help-group"


def handlers() -> list[BaseHandler]:  # type: ignore[type-arg]
    """What this module listens to."""
    return [on_command("start", start), on_command("stop", stop), on_command("help", help_)]
