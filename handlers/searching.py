"""/latest, /topic, /search with pages that turn in place; a text typed in a private chat is a search."""

from collections.abc import Sequence
from datetime import tzinfo
from zoneinfo import ZoneInfo

from telegram import Message, MessageEntity, Update
from telegram.ext import BaseHandler, MessageHandler, filters

from bot.domain.errors import InvalidInput, NotFound
from bot.domain.message import Outgoing
from bot.domain.query import Unread, parse_query
from bot.domain.standing import as_rule
from bot.domain.subscriber import Term, TermKind
from bot.render.lists import latest, which_topic
from bot.render.searching import Found, found, how_to_search
from bot.services.subscribing import first_langs
from handlers.cards import number
from handlers.context import Asker, Context, House, asker_of, house_of
from handlers.replying import Stale, edit, on_command, on_tap, reply, say
from handlers.topics import proposed, subscriber_of, tell_followed


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
    """/search <words>; alone, how to search."""
    await show_found(update, context, " ".join(context.args or ()))


async def search_typed(update: Update, context: Context) -> None:
    """Whatever is typed in a private chat is looked for."""
    message = update.message
    await show_found(update, context, (message.text or "") if message else "")


async def show_found(update: Update, context: Context, typed: str) -> None:
    """Reply with the first page of what a search finds."""
    asker = await asker_of(update, context)
    await reply(update, context, await _found_page(asker, context, typed, 0))


async def _found_page(
    asker: Asker, context: Context, typed: str, page: int, *, exact: bool = False
) -> Outgoing:
    house = house_of(context)
    langs = asker.subscriber.langs if asker.subscriber else first_langs(asker.lang)
    hits = await house.searching.find(typed, page=page, langs=langs, zone=_zone(asker, house), exact=exact)
    if hits.is_empty:
        return await _how_to_search(asker, context, hits.unknown)
    shown = Found(
        typed=hits.typed,
        cards=hits.page.cards,
        page=hits.page.number,
        more=hits.page.more,
        snippets=hits.snippets,
        also=hits.searched_also,
        did_you_mean=hits.did_you_mean,
        unread=hits.unknown,
        bounded=hits.bounded,
        exact=exact,
        notifiable=asker.kind.is_private,
    )
    return found(shown, asker.lang, house.voice)


async def _how_to_search(asker: Asker, context: Context, unread: Sequence[Unread]) -> Outgoing:
    house, name = house_of(context), context.bot.username
    source = next((source.spec.name for source in await house.following.sources()), context.bot.first_name)
    return how_to_search(asker.lang, house.voice, bot_name=name, source=source, unread=unread)


def _zone(asker: Asker, house: House) -> tzinfo:
    """Whose midnight a day begins at."""
    own = asker.subscriber.time_zone if asker.subscriber else None
    return ZoneInfo(own) if own else house.voice.zone


async def turned(update: Update, context: Context, parts: Sequence[str]) -> None:
    """find:p|e:<page> of a search, as it is or exact; find:d, the search offered instead; find:n, notify.

    find:l:<page> of the latest, find:t:<page>:<topic>.
    """
    asker = await asker_of(update, context)
    match parts:
        case ["p" | "e" as way, page]:
            typed = _typed(update)
            shown = await _found_page(asker, context, typed, number(page), exact=way == "e")
            await edit(update, context, shown)
        case ["d"]:
            await edit(update, context, await _found_page(asker, context, _typed(update, 1), 0))
        case ["n"]:
            await follow_search(update, context, _typed(update))
        case ["l", page]:
            await edit(update, context, await _latest_page(asker, context, None, number(page)))
        case ["t", page, topic]:
            await edit(update, context, await _latest_page(asker, context, topic, number(page)))
        case _:
            raise Stale


def _typed(update: Update, which: int = 0) -> str:
    """What was searched for, from the message itself; 1: what was offered instead."""
    message = update.callback_query.message if update.callback_query else None
    if isinstance(message, Message):
        codes = message.parse_entities([MessageEntity.CODE])
        in_order = [codes[entity] for entity in sorted(codes, key=lambda entity: entity.offset)]
        if which < len(in_order):
            return in_order[which]
    raise Stale


async def follow_search(update: Update, context: Context, typed: str) -> None:
    """Offer to tell of new statements like those: of the topic that was named, else by a keyword rule.

    Raises InvalidInput where no rule can say it.
    """
    subscriber = await subscriber_of(update, context)
    if (rule := as_rule(parse_query(typed))) is None:
        raise InvalidInput("notify-cannot")
    following = house_of(context).following
    meant = await following.meant(rule)
    if isinstance(meant, Term) and meant.kind is TermKind.TOPIC:
        await tell_followed(update, context, await following.follow(subscriber.id, meant))
    else:
        await reply(update, context, await proposed(rule, subscriber, context))


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
