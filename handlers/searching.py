"""/latest, /topic, /search with pages that turn in place; a text typed in a private chat is a search."""

from collections.abc import Sequence

from telegram import Message, MessageEntity, Update
from telegram.ext import BaseHandler, MessageHandler, filters

from bot.domain.errors import NotFound
from bot.domain.message import Outgoing
from bot.domain.subscriber import Term, TermKind
from bot.render.lists import found, latest, which_topic
from handlers.cards import number
from handlers.context import Asker, Context, House, asker_of, house_of
from handlers.replying import Stale, edit, on_command, on_tap, reply, say


async def show_latest(update: Update, context: Context) -> None:
    """/latest [topic or source]: the newest statements."""
    if typed := " ".join(context.args or ()):
        await _show_topic(update, context, typed)
        return
    asker = await asker_of(update, context)
    await reply(update, context, await _latest_page(asker, context, None, 0))


async def show_topic(update: Update, context: Context) -> None:
    """/topic <name>: a topic's statements, its name in any language, spelled loosely."""
    if typed := " ".join(context.args or ()):
        await _show_topic(update, context, typed)
    else:
        await say(update, context, "topic-which")


async def open_topic(update: Update, context: Context, key: str) -> None:
    """Reply with this topic's newest statements."""
    try:
        shown = await _latest_page(await asker_of(update, context), context, key, 0)
    except NotFound:
        await say(update, context, "not-found")
    else:
        await reply(update, context, shown)


async def _show_topic(update: Update, context: Context, typed: str) -> None:
    house, asker = house_of(context), await asker_of(update, context)
    topics = house.searching.topics_named(typed)
    if len(topics) == 1:
        await reply(update, context, await _latest_page(asker, context, topics[0].key, 0))
    else:
        await reply(update, context, which_topic(typed, topics, asker.lang, house.voice))


async def _latest_page(asker: Asker, context: Context, topic: str | None, page: int) -> Outgoing:
    house = house_of(context)
    langs = asker.subscriber.langs if asker.subscriber else ()
    if topic is None:
        shown = await house.searching.latest((), langs, page=page)
    else:
        shown = await house.searching.of_topic(topic, langs, page=page)
    return latest(
        shown.cards,
        asker.lang,
        house.voice,
        page=shown.number,
        more=shown.more,
        topic=topic,
        others=shown.other_languages,
        followable=await _can_follow(asker, topic, house),
    )


async def _can_follow(asker: Asker, topic: str | None, house: House) -> bool:
    """Whether a button to follow the topic has a sense: in a private chat that does not follow it yet."""
    if topic is None or not asker.kind.is_private:
        return False
    if asker.subscriber is None:
        return True
    following = await house.following.following(asker.subscriber.id)
    return not following.counts(Term(TermKind.TOPIC, topic))


async def search(update: Update, context: Context) -> None:
    """/search <words>."""
    await show_found(update, context, " ".join(context.args or ()))


async def search_typed(update: Update, context: Context) -> None:
    """Whatever is typed in a private chat is looked for."""
    message = update.message
    await show_found(update, context, (message.text or "") if message else "")


async def show_found(update: Update, context: Context, typed: str) -> None:
    """Reply with the first page of what a search finds."""
    asker = await asker_of(update, context)
    await reply(update, context, await _found_page(asker, context, typed, 0))


async def _found_page(asker: Asker, context: Context, typed: str, page: int) -> Outgoing:
    house = house_of(context)
    hits = await house.searching.find(typed, page=page)
    if hits.is_empty:
        return Outgoing(house.voice.say(asker.lang, "search-what"))
    return found(
        hits.typed,
        hits.page.cards,
        asker.lang,
        house.voice,
        page=hits.page.number,
        more=hits.page.more,
        topics=hits.topics,
        bounded=hits.page.bounded,
    )


async def turned(update: Update, context: Context, parts: Sequence[str]) -> None:
    """find:p:<page> of a search, find:l:<page> of the latest, find:t:<page>:<topic>."""
    asker = await asker_of(update, context)
    match parts:
        case ["p", page]:
            await edit(update, context, await _found_page(asker, context, _typed(update), number(page)))
        case ["l", page]:
            await edit(update, context, await _latest_page(asker, context, None, number(page)))
        case ["t", page, topic]:
            await edit(update, context, await _latest_page(asker, context, topic, number(page)))
        case _:
            raise Stale


def _typed(update: Update) -> str:
    """What was searched for, from the message itself."""
    message = update.callback_query.message if update.callback_query else None
    if isinstance(message, Message):
        for text in message.parse_entities([MessageEntity.CODE]).values():
            return text
    raise Stale


async def unknown_command(update: Update, context: Context) -> None:
    """A command that nobody here knows, in a private chat."""
    await say(update, context, "unknown-command")


def handlers() -> list[BaseHandler]:  # type: ignore[type-arg]
    """What this module listens to."""
    return [
        on_command("latest", show_latest),
        on_command("topic", show_topic),
        on_command("search", search),
        on_tap("find", turned),
    ]


def last_handlers() -> list[BaseHandler]:  # type: ignore[type-arg]
    """What is left when nobody else wanted it: words to look for, and commands nobody knows."""
    # a card chosen in inline mode comes as if it were typed
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & filters.TEXT & ~filters.VIA_BOT
    return [
        MessageHandler(private & ~filters.COMMAND, search_typed),
        MessageHandler(private & filters.COMMAND, unknown_command),
    ]
