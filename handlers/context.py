"""What a handler may use: the house (services, voice, settings), and who asks where in which language."""

from dataclasses import dataclass, field
from typing import Any, cast

from telegram import Chat, Message, Update
from telegram.ext import CallbackContext, ExtBot

from bot.domain.subscriber import Address, ChatKind, Subscriber
from bot.i18n import closest
from bot.ports import Clock
from bot.render.voice import Voice
from bot.services.broadcasting import BroadcastingService
from bot.services.desk import DeskService
from bot.services.digests import DigestService
from bot.services.explaining import ExplainingService
from bot.services.following import FollowingService
from bot.services.privacy import PrivacyService
from bot.services.publishing import PublishingService
from bot.services.searching import SearchingService
from bot.services.settings import SettingsService
from bot.services.sources import SourcesService
from bot.services.subscribing import SubscribingService
from handlers.watching import Watches

Context = CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], dict[Any, Any]]

ANONYMOUS_ADMIN = 1087968824  # "GroupAnonymousBot": who a group's anonymous admins appear as


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """What editors' handlers use besides; `watches` are to be stopped before the bot is."""

    broadcasting: BroadcastingService
    publishing: PublishingService
    sources: SourcesService
    desk: DeskService
    explaining: ExplainingService
    watches: Watches = field(default_factory=Watches)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything a handler may use; one for the whole application."""

    voice: Voice
    clock: Clock
    subscribing: SubscribingService
    following: FollowingService
    settings: SettingsService
    searching: SearchingService
    privacy: PrivacyService
    digests: DigestService
    contact: str = ""
    retention_days: int = 90
    admin_ids: frozenset[int] = frozenset()  # editors
    newsroom: Newsroom | None = None  # None: there is nothing for editors


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: the chat it happens in, the person, and the subscriber the chat is, if it is one."""

    address: Address
    kind: ChatKind
    user_id: int | None
    lang: str  # to answer in
    subscriber: Subscriber | None


def house_of(context: Context) -> House:
    """The house this application works for."""
    return cast("House", context.application.bot_data["house"])


def newsroom_of(context: Context) -> Newsroom:
    """What the editors' handlers work with."""
    newsroom = house_of(context).newsroom
    assert newsroom is not None, "editors' handlers are registered only where there is a newsroom"
    return newsroom


def editor_of(update: Update) -> int:
    """The editor who acts: behind the editors' gate there is always one."""
    assert update.effective_user is not None
    return update.effective_user.id


def address_of(chat: Chat, message: Message | None) -> Address:
    """The chat, and the forum topic in it that the message stands in."""
    thread = message.message_thread_id if message is not None and message.is_topic_message else None
    return Address(chat.id, thread or 0)


async def asker_of(update: Update, context: Context) -> Asker:
    """Who asks. The language is the subscriber's choice, else the person's in Telegram, else English."""
    chat = update.effective_chat
    assert chat is not None, "only updates of a chat have an asker"
    address = address_of(chat, update.effective_message)
    subscriber = await house_of(context).subscribing.find(address)
    user = update.effective_user
    lang = subscriber.ui_lang if subscriber else closest(user.language_code if user else None)
    return Asker(address, ChatKind(chat.type), user.id if user else None, lang, subscriber)


async def lang_of(update: Update, context: Context) -> str:
    """The language to answer this update in."""
    return (await asker_of(update, context)).lang


def is_editor(update: Update, context: Context) -> bool:
    """An editor, in a private chat; asked again at every tap."""
    user, chat = update.effective_user, update.effective_chat
    private = chat is not None and chat.type == Chat.PRIVATE
    return private and user is not None and user.id in house_of(context).admin_ids
