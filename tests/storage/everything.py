"""A reader of whom everything is stored that can be: a row in every table, with values that tell."""

from collections.abc import Callable

from sqlalchemy import insert, update

from bot.domain.delivery import Result
from bot.domain.hours import Hours
from bot.domain.statement import NewStatement
from bot.domain.subscriber import Address, ChatKind, Subscriber, SubscriberState, Term, TermKind
from storage.schema import delivery, held, metadata, retry, subscriber
from tests.storage.conftest import NOW, Stores

CHAT = 4_011_223_344_556_677
WORD, WRITTEN = "telltaleword", "Tellťaleword"
ZONE = "America/North_Dakota/New_Salem"
REASON, WHY = "a telltale reason", "a telltale refusal"
HOURS = Hours((485, 1085), 0b0101011, 1325, 425, urgent_passes=False)

ABOUT_A_READER = frozenset(
    table
    for table in metadata.tables.values()
    if table is subscriber or any(key.column.table is subscriber for key in table.foreign_keys)
)


async def known_reader(stores: Stores, draft: Callable[..., NewStatement], chat_id: int = CHAT) -> Subscriber:
    """Somebody who has chosen, been sent, waits for and missed something."""
    store = stores.subscribers
    reader, _ = await store.add(
        Address(chat_id), ChatKind.PRIVATE, ui_lang="sr-Latn", langs=("sr", "en"), now=NOW
    )
    await store.follow(reader.id, Term(TermKind.KEYWORD, WORD, WRITTEN), now=NOW + 1)
    await store.set_muted(reader.id, Term(TermKind.TOPIC, "culture"), muted=True)
    await store.update(reader.id, silent=True, previews=True, hours=HOURS, time_zone=ZONE)
    await store.set_state(reader.address, SubscriberState.PAUSED, reason=REASON, now=NOW + 2)
    made = await stores.record(draft("Sent"), draft("Missed"), draft("Held"))
    ways = {way.subject: way.id for way in await stores.fanouts.live(now=NOW)}
    sent, missed, waiting = made
    rows = (
        (delivery, {"subject": sent, "revision_no": 1, "message_id": 5, "attempts": 2, "at": NOW + 3}),
        (
            retry,
            {"subject": missed, "fanout": ways[missed], "at": NOW + 4, "attempts": 3, "reason": WHY, "lost_answer": True},
        ),
        (held, {"subject": waiting, "fanout": ways[waiting], "due_at": NOW + 5}),
    )  # fmt: skip
    async with stores.database.write() as connection:
        for table, row in rows:
            more = {"result": Result.SENT.value} if table is delivery else {}
            await connection.execute(insert(table).values(subscriber=reader.id, **row, **more))
        edited = {"edited_no": 2, "edit_result": Result.VANISHED.value, "edited_at": NOW + 6}
        marks = {"again": True, "bundled": True, "digest": True}
        await connection.execute(
            update(delivery).where(delivery.c.subscriber == reader.id).values(**edited, **marks)
        )
    found = await store.find(reader.address)
    assert found is not None
    return found
