"""/privacy, /mydata, /forget: who keeps what and why, the reader's own data, and its end."""

from collections.abc import Sequence

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.message import Button, Outgoing
from handlers.admins import must_be_admin
from handlers.context import Context, asker_of, house_of
from handlers.replying import Stale, edit, on_command, on_tap, reply, say

FILE_NAME = "kumtar-mydata.json"


async def privacy(update: Update, context: Context) -> None:
    """/privacy: who, what, why, how long, whom to ask."""
    house, asker = house_of(context), await asker_of(update, context)
    contact = house.contact or house.voice.plain(asker.lang, "privacy-no-contact")
    text = house.voice.say(asker.lang, "privacy", days=house.retention_days, contact=contact)
    await reply(update, context, Outgoing(text))


async def mydata(update: Update, context: Context) -> None:
    """/mydata: everything kept about this chat, as a file."""
    await must_be_admin(update, context)
    house, asker = house_of(context), await asker_of(update, context)
    document = await house.privacy.mydata(asker.address)
    if document is None:
        await say(update, context, "mydata-nothing")
        return
    await context.bot.send_document(
        asker.address.chat_id,
        document,
        filename=FILE_NAME,
        caption=house.voice.plain(asker.lang, "mydata-here"),
        message_thread_id=asker.address.thread_id or None,
    )


async def forget(update: Update, context: Context) -> None:
    """/forget: ask first."""
    await must_be_admin(update, context)
    asker, voice = await asker_of(update, context), house_of(context).voice
    if asker.subscriber is None:
        await say(update, context, "mydata-nothing")
        return
    yes, no = (
        Button(voice.plain(asker.lang, f"button-forget-{word}"), data=f"privacy:forget:{word}")
        for word in ("yes", "no")
    )
    await reply(update, context, Outgoing(voice.say(asker.lang, "forget-sure"), ((yes,), (no,))))


async def tapped(update: Update, context: Context, parts: Sequence[str]) -> None:
    """privacy:forget:yes, privacy:forget:no."""
    await must_be_admin(update, context)
    house, asker = house_of(context), await asker_of(update, context)
    match parts:
        case ["forget", "yes"]:
            forgotten = await house.privacy.forget(asker.address)
            key = "forget-done" if forgotten else "mydata-nothing"
        case ["forget", "no"]:
            key = "forget-kept"
        case _:
            raise Stale
    await edit(update, context, Outgoing(house.voice.say(asker.lang, key)))


def handlers() -> list[BaseHandler]:  # type: ignore[type-arg]
    """What this module listens to."""
    return [
        on_command("privacy", privacy),
        on_command("mydata", mydata),
        on_command("forget", forget),
        on_tap("privacy", tapped),
    ]
