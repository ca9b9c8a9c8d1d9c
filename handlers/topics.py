"""/topics, /follow, /unfollow, /following: what this chat gets. A keyword is asked about first: handlers/rules.py."""

from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.errors import InvalidInput
from bot.domain.message import Button, Outgoing
from bot.domain.subscriber import Subscriber, SubscriberState, Term, TermKind
from bot.render import rules, screens
from bot.services.following import Change, Changed, Unclear, term_of
from handlers.admins import must_be_admin
from handlers.cards import number
from handlers.context import Context, asker_of, house_of
from handlers.replying import Stale, edit, on_command, on_tap, reply


async def subscriber_of(update: Update, context: Context) -> Subscriber:
    """The subscriber whose settings these are. Raises InvalidInput when there is none yet, NotAllowed."""
    await must_be_admin(update, context)
    asker = await asker_of(update, context)
    if asker.subscriber is None:
        raise InvalidInput("start-first")
    return asker.subscriber


async def topics(update: Update, context: Context) -> None:
    """/topics: all topics with check marks."""
    subscriber = await subscriber_of(update, context)
    await reply(update, context, await _topics_screen(subscriber, context, 0))


async def _topics_screen(subscriber: Subscriber, context: Context, page: int) -> Outgoing:
    house = house_of(context)
    chosen = await house.following.following(subscriber.id)
    return screens.topics(screens.Choosing(chosen, subscriber.ui_lang), house.voice, page=page)


async def _sources_screen(subscriber: Subscriber, context: Context, page: int) -> Outgoing:
    house = house_of(context)
    chosen = await house.following.following(subscriber.id)
    known = await house.following.sources()
    return screens.sources(screens.Choosing(chosen, subscriber.ui_lang), house.voice, known, page=page)


async def tapped(update: Update, context: Context, parts: Sequence[str]) -> str | None:
    """topics:p:<page>, topics:s:<page>, topics:t|u:<page>:<term>, topics:done."""
    subscriber, house = await subscriber_of(update, context), house_of(context)
    match parts:
        case ["p", page]:
            await edit(update, context, await _topics_screen(subscriber, context, number(page)))
        case ["s", page]:
            await edit(update, context, await _sources_screen(subscriber, context, number(page)))
        case ["t" | "u" as screen, page, *named] if (term := term_of(named)) is not None:
            changed = await house.following.toggle(subscriber.id, term)
            show = _topics_screen if screen == "t" else _sources_screen
            await edit(update, context, await show(subscriber, context, number(page)))
            return await _in_words(changed, subscriber, context, plain=True)
        case ["done"]:
            chosen = await house.following.following(subscriber.id)
            known = await house.following.sources()
            text = screens.followed_in_words(chosen, subscriber.ui_lang, house.voice, known)
            change = Button(house.voice.plain(subscriber.ui_lang, "button-choose-topics"), data="topics:p:0")
            await edit(update, context, Outgoing(text, ((change,),)))
        case _:
            raise Stale
    return None


async def follow(update: Update, context: Context) -> None:
    """/follow <a topic, a source, a word>; without a name, the topics to choose from."""
    typed = " ".join(context.args or ())
    if not typed:
        await topics(update, context)
        return
    subscriber, house = await subscriber_of(update, context), house_of(context)
    meant = await house.following.meant(typed)
    if isinstance(meant, Unclear):
        await _ask_which(update, context, subscriber, meant, act="add")
    elif meant.kind is TermKind.KEYWORD:
        await reply(update, context, await proposed(typed, subscriber, context))
    else:
        await tell_followed(update, context, await house.following.follow(subscriber.id, meant))


async def proposed(typed: str, subscriber: Subscriber, context: Context) -> Outgoing:
    """What a keyword rule would have found, with the question whether to save it."""
    house = house_of(context)
    proposal = await house.following.propose(subscriber, typed)
    if isinstance(proposal, Changed):
        return await told(proposal, subscriber, context)
    return rules.proposal(proposal.typed, proposal.rule, proposal.trial, subscriber.ui_lang, house.voice)


async def unfollow(update: Update, context: Context) -> None:
    """/unfollow <a topic, a source, a word>; without a name, what is followed."""
    typed = " ".join(context.args or ())
    if not typed:
        await following(update, context)
        return
    subscriber, house = await subscriber_of(update, context), house_of(context)
    meant = await house.following.meant_to_leave(subscriber.id, typed)
    if isinstance(meant, Unclear):
        await _ask_which(update, context, subscriber, meant, act="del")
        return
    await tell_followed(update, context, await house.following.unfollow(subscriber.id, meant))


async def _ask_which(
    update: Update, context: Context, subscriber: Subscriber, meant: Unclear, *, act: str
) -> None:
    house = house_of(context)
    known = await house.following.sources()
    lang = subscriber.ui_lang
    asked = screens.unclear(meant.typed, meant.candidates, lang, house.voice, known, act=act)
    await reply(update, context, asked)


async def tell_followed(update: Update, context: Context, changed: Changed) -> None:
    """Say what came of a wish to follow or to leave something."""
    subscriber = await subscriber_of(update, context)
    await reply(update, context, await told(changed, subscriber, context))


async def told(changed: Changed, subscriber: Subscriber, context: Context) -> Outgoing:
    """What came of it, in words, with the buttons that may be wanted next."""
    voice, lang = house_of(context).voice, subscriber.ui_lang
    text = await _in_words(changed, subscriber, context)
    rows = []
    if changed.change is Change.NARROWED:
        rows.append((Button(voice.plain(lang, "button-everything-again"), data="follow:add:all"),))
    if changed.nothing_left:
        rows.append((Button(voice.plain(lang, "button-choose-topics"), data="topics:p:0"),))
    if subscriber.state is SubscriberState.PAUSED:
        text = f"{text}\n\n{voice.say(lang, 'settings-paused')}"
    return Outgoing(text, tuple(rows))


async def _in_words(
    changed: Changed, subscriber: Subscriber, context: Context, *, plain: bool = False
) -> str:
    house, lang = house_of(context), subscriber.ui_lang
    name = screens.term_name(changed.term, lang, house.voice, await house.following.sources())
    key = "follow-nothing-left" if changed.nothing_left else f"follow-{changed.change}"
    return (
        house.voice.plain(lang, f"toast-{key}", what=name) if plain else house.voice.say(lang, key, what=name)
    )


async def following(update: Update, context: Context) -> None:
    """/following: what is followed, each with a button that ends it."""
    subscriber = await subscriber_of(update, context)
    await reply(update, context, await _following_screen(subscriber, context, 0))


async def _following_screen(subscriber: Subscriber, context: Context, page: int) -> Outgoing:
    house = house_of(context)
    return screens.following(
        await house.following.following(subscriber.id),
        subscriber.ui_lang,
        house.voice,
        await house.following.sources(),
        page=page,
        paused=subscriber.state is SubscriberState.PAUSED,
    )


async def _followed(subscriber: Subscriber, named: Sequence[str], context: Context) -> Term | None:
    """What a button that ends something means: its mark, or its whole name as buttons once had it."""
    following = await house_of(context).following.following(subscriber.id)
    marked = (term for term in following.terms if [screens.mark(term)] == list(named))
    return next(marked, term_of(named))


async def follow_tapped(update: Update, context: Context, parts: Sequence[str]) -> str | None:
    """follow:add:<term>, follow:del:<term or mark>, follow:x:<page>:<mark>, follow:p:<page>."""
    subscriber, house = await subscriber_of(update, context), house_of(context)
    match parts:
        case ["p", page]:
            await edit(update, context, await _following_screen(subscriber, context, number(page)))
        case ["x", page, *named] if (term := await _followed(subscriber, named, context)) is not None:
            changed = await house.following.unfollow(subscriber.id, term)
            await edit(update, context, await _following_screen(subscriber, context, number(page)))
            return await _in_words(changed, subscriber, context, plain=True)
        case ["add", *named] if (term := term_of(named)) is not None:
            changed = await house.following.follow(subscriber.id, term)
            await edit(update, context, await told(changed, subscriber, context))
        case ["del", *named] if (term := await _followed(subscriber, named, context)) is not None:
            changed = await house.following.unfollow(subscriber.id, term)
            await edit(update, context, await told(changed, subscriber, context))
        case _:
            raise Stale
    return None


def handlers() -> list[BaseHandler]:  # type: ignore[type-arg]
    """What this module listens to."""
    return [
        on_command("topics", topics),
        on_command("follow", follow),
        on_command("unfollow", unfollow),
        on_command("following", following),
        on_tap("topics", tapped),
        on_tap("follow", follow_tapped),
    ]
