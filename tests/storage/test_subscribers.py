"""Subscribers: kept with everything, moved with everything, forgotten with everything."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, insert, select

from bot.domain.broadcast import Content
from bot.domain.delivery import Result
from bot.domain.errors import NotFound
from bot.domain.hours import AT_ONCE, Hours
from bot.domain.subscriber import (
    ALL,
    OFFICIAL,
    Address,
    ChatKind,
    Following,
    Subscriber,
    SubscriberId,
    SubscriberState,
    Term,
    TermKind,
)
from bot.ports import PortableReader, PortableSettings
from storage.database import Database
from storage.rules import SqlRuleStore
from storage.schema import delivery, subscriber
from storage.subscribers import SqlSubscriberStore
from tests.storage.conftest import NOW, Stores

HEALTH, CULTURE = Term(TermKind.TOPIC, "health"), Term(TermKind.TOPIC, "culture")
WORD, SOURCE = Term(TermKind.KEYWORD, "uji ndotur", "Uji ndotur"), Term(TermKind.SOURCE, "un")
HERE = Address(77)
HOURS = Hours((480, 1110), 0b0011111, 1350, 375, urgent_passes=False)


@pytest.fixture
def store(database: Database) -> SqlSubscriberStore:
    return SqlSubscriberStore(database)


async def join(
    store: SqlSubscriberStore, address: Address = HERE, kind: ChatKind = ChatKind.PRIVATE, now=NOW
):
    return (await store.add(address, kind, ui_lang="sq", langs=("sq", "en"), now=now))[0]


async def count(database: Database, table) -> int:
    async with database.read() as connection:
        return (await connection.execute(select(func.count()).select_from(table))).scalar_one()


async def deliver(stores: Stores, reader: Subscriber, subject: int, at: int = NOW) -> None:
    values = {"revision_no": 1, "message_id": 5, "result": Result.SENT.value, "attempts": 1, "at": at}
    async with stores.database.write() as connection:
        await connection.execute(insert(delivery).values(subject=subject, subscriber=reader.id, **values))


async def test_a_new_subscriber_is_kept_without_a_name(store: SqlSubscriberStore) -> None:
    made, is_new = await store.add(HERE, ChatKind.PRIVATE, ui_lang="sq", langs=("sq", "en"), now=NOW)
    assert is_new
    assert made == Subscriber(
        made.id, HERE, ChatKind.PRIVATE, "sq", ("sq", "en"), state_at=NOW, created_at=NOW
    )
    assert await store.find(HERE) == made
    assert await store.find(Address(77, 5)) is None


async def test_the_languages_keep_the_readers_order(store: SqlSubscriberStore) -> None:
    reader = await join(store)
    assert (await store.update(reader.id, langs=("sr", "en", "sq"))).langs == ("sr", "en", "sq")
    assert (await store.update(reader.id, langs=())).langs == ()


async def test_who_comes_back_keeps_every_choice(store: SqlSubscriberStore) -> None:
    reader = await join(store)
    await store.set_state(HERE, SubscriberState.BLOCKED, reason="Forbidden", now=NOW + 1)
    again, is_new = await store.add(HERE, ChatKind.PRIVATE, ui_lang="en", langs=("en",), now=NOW + 2)
    assert (is_new, again.id, again.ui_lang, again.langs) == (False, reader.id, "sq", ("sq", "en"))
    assert (again.state, again.state_at, again.created_at) == (SubscriberState.ACTIVE, NOW + 2, NOW)
    still, _ = await store.add(HERE, ChatKind.PRIVATE, ui_lang="en", langs=("en",), now=NOW + 3)
    assert still.state_at == NOW + 2  # active all the time


async def test_a_chat_that_changed_its_kind_is_known_by_the_new_one(store: SqlSubscriberStore) -> None:
    await join(store, Address(-5), ChatKind.GROUP)
    assert (await join(store, Address(-5), ChatKind.SUPERGROUP)).kind is ChatKind.SUPERGROUP


async def test_two_starts_at_once_make_one_subscriber(store: SqlSubscriberStore, database: Database) -> None:
    made = await asyncio.gather(*(join(store) for _ in range(4)))
    assert len({reader.id for reader in made}) == 1
    assert await count(database, subscriber) == 1


async def test_settings_change_one_by_one(store: SqlSubscriberStore) -> None:
    reader = await join(store)
    assert (await store.update(reader.id, silent=True)).silent
    changed = await store.update(reader.id, ui_lang="sr-Latn", previews=True)
    assert (changed.ui_lang, changed.silent, changed.previews, changed.langs) == (
        "sr-Latn",
        True,
        True,
        ("sq", "en"),
    )
    assert await store.update(reader.id) == changed
    with pytest.raises(NotFound):
        await store.update(SubscriberId(999), silent=True)


async def test_hours_and_time_zone_are_kept_and_taken_back(store: SqlSubscriberStore) -> None:
    reader = await join(store)
    await store.update(reader.id, hours=HOURS)
    changed = await store.update(reader.id, time_zone="Europe/Zurich")
    assert (changed.hours, changed.time_zone) == (HOURS, "Europe/Zurich")
    assert (await store.find(HERE)) == changed
    back = await store.update(reader.id, hours=AT_ONCE, time_zone="")
    assert (back.hours, back.time_zone) == (AT_ONCE, None)


async def test_the_state_of_nobody_changes_nothing(store: SqlSubscriberStore) -> None:
    await store.set_state(Address(404), SubscriberState.BLOCKED, now=NOW)
    assert await store.find(Address(404)) is None


async def test_following_keeps_the_order_of_choice(store: SqlSubscriberStore) -> None:
    reader = await join(store)
    for n, wanted in enumerate((WORD, ALL, HEALTH, OFFICIAL)):
        assert await store.follow(reader.id, wanted, now=NOW + n)
    assert not await store.follow(reader.id, HEALTH, now=NOW + 9)
    assert (await store.following(reader.id)).terms == (WORD, ALL, HEALTH, OFFICIAL)
    assert await store.unfollow(reader.id, ALL)
    assert not await store.unfollow(reader.id, ALL)
    assert not await store.unfollow(reader.id, CULTURE)
    left = (await store.following(reader.id)).terms
    assert left == (WORD, HEALTH, OFFICIAL)
    assert left[0].shown == "Uji ndotur"


async def test_to_follow_is_to_unmute(store: SqlSubscriberStore) -> None:
    reader = await join(store)
    for muted in (HEALTH, HEALTH, CULTURE):
        await store.set_muted(reader.id, muted, muted=True)
    assert await store.following(reader.id) == Following((), (HEALTH, CULTURE))
    await store.follow(reader.id, HEALTH, now=NOW)
    await store.set_muted(reader.id, CULTURE, muted=False)
    await store.set_muted(reader.id, WORD, muted=False)
    assert await store.following(reader.id) == Following((HEALTH,), ())


async def test_nobody_can_follow_or_mute_nothing(store: SqlSubscriberStore) -> None:
    with pytest.raises(NotFound):
        await store.follow(SubscriberId(5), ALL, now=NOW)
    with pytest.raises(NotFound):
        await store.set_muted(SubscriberId(5), ALL, muted=True)


async def test_a_reader_sees_what_was_sent_under_the_title_it_has_now(stores: Stores, draft) -> None:
    reader = await stores.reader()
    (made,) = await stores.record(draft("A statement"))
    notice = await stores.broadcasts.draft(
        1, Content("An\nannouncement"), audience=(), langs=(), confirm_token="t", now=NOW
    )
    await deliver(stores, reader, made)
    await deliver(stores, reader, notice.id, at=NOW + 1)
    rows = (await stores.subscribers.kept(reader.id)).sent
    assert [(r.subject, r.title, r.row.at, r.row.result) for r in rows] == [
        (notice.id, "An announcement", NOW + 1, Result.SENT),
        (made, "A statement", NOW, Result.SENT),
    ]


async def test_a_group_that_became_a_supergroup_keeps_everything(stores: Stores, draft) -> None:
    store = stores.subscribers
    whole, thread = (
        await join(store, Address(-5), ChatKind.GROUP),
        await join(store, Address(-5, 3), ChatKind.GROUP),
    )
    await store.follow(whole.id, HEALTH, now=NOW)
    (made,) = await stores.record(draft())
    await deliver(stores, whole, made)
    for _ in range(2):
        await store.migrate(-5, -1005)
    moved = await store.find(Address(-1005))
    assert (moved.id, moved.kind) == (whole.id, ChatKind.SUPERGROUP)
    assert (await store.find(Address(-1005, 3))).id == thread.id
    assert await store.find(Address(-5)) is None
    assert (await store.following(whole.id)).terms == (HEALTH,)
    assert len((await store.kept(whole.id)).sent) == 1


async def test_a_supergroup_that_subscribed_by_itself_is_united_with_what_it_was(
    stores: Stores, draft
) -> None:
    store = stores.subscribers
    old = await join(store, Address(-5), ChatKind.GROUP)
    new = await join(store, Address(-1005), ChatKind.SUPERGROUP)
    await store.follow(old.id, HEALTH, now=NOW)
    await store.follow(new.id, HEALTH, now=NOW)
    await store.follow(new.id, CULTURE, now=NOW)
    first, second = await stores.record(draft("first"), draft("second"))
    await deliver(stores, old, first)
    await deliver(stores, new, first)
    await deliver(stores, new, second)
    await store.set_state(Address(-5), SubscriberState.KICKED, reason="upgraded", now=NOW - 1)
    await store.migrate(-5, -1005)
    united = await store.find(Address(-1005))
    assert (united.id, united.state) == (old.id, SubscriberState.ACTIVE)
    assert (await store.following(old.id)).terms == (HEALTH, CULTURE)
    assert {row.subject for row in (await store.kept(old.id)).sent} == {first, second}
    assert await count(stores.database, subscriber) == 1


async def test_a_word_that_another_reader_follows_survives_a_forgotten_one(store: SqlSubscriberStore) -> None:
    one, two = await join(store), await join(store, Address(78))
    await store.follow(one.id, WORD, now=NOW)
    await store.follow(two.id, WORD, now=NOW)
    await store.forget(HERE)
    assert (await store.following(two.id)).terms == (WORD,)


async def test_forgetting_and_following_the_same_word_at_once_loses_nothing(
    store: SqlSubscriberStore,
) -> None:
    one, two = await join(store), await join(store, Address(78))
    await store.follow(one.id, WORD, now=NOW)
    await asyncio.gather(store.forget(HERE), store.follow(two.id, WORD, now=NOW))
    assert (await store.following(two.id)).terms == (WORD,)


async def exported(store: SqlSubscriberStore) -> dict[int, PortableReader]:
    found, after = {}, SubscriberId(0)
    while page := await store.export(after=after, limit=3):
        found |= {reader.chat_id: reader for _, reader in page}
        after = page[-1][0]
    return found


async def chooser(store: SqlSubscriberStore, chat: int) -> Subscriber:
    """Somebody who has chosen whatever can be chosen."""
    reader = await join(store, Address(chat))
    for n, wanted in enumerate((WORD, SOURCE, HEALTH, OFFICIAL, ALL)[: chat % 5 + 1]):
        await store.follow(reader.id, wanted, now=NOW + n)
    await store.set_muted(reader.id, CULTURE, muted=True)
    await store.update(
        reader.id, ui_lang="sr-Latn", silent=True, previews=True, hours=HOURS, time_zone="Asia/Tokyo"
    )
    return reader


async def test_readers_survive_an_export_and_an_import_with_all_they_chose(store: SqlSubscriberStore) -> None:
    for chat in range(1, 8):
        await chooser(store, chat)
    await store.set_state(Address(3), SubscriberState.PAUSED, now=NOW)
    await join(store, Address(8))  # follows nothing
    await join(store, Address(-9), ChatKind.GROUP)
    before = await exported(store)
    assert list(before) == list(range(1, 9))
    assert before[4] == PortableReader(
        4,
        ("sq", "en"),
        SubscriberState.ACTIVE,
        (WORD, SOURCE, HEALTH, OFFICIAL, ALL),
        (CULTURE,),
        PortableSettings(ui_lang="sr-Latn", silent=True, previews=True, time_zone="Asia/Tokyo", hours=HOURS),
    )
    assert (before[8].follows, before[8].settings.hours) == ((), AT_ONCE)
    for chat in range(1, 5):
        await store.forget(Address(chat))
    assert await store.import_all(list(before.values()), ui_lang="en", now=NOW) == (4, 4)
    assert await exported(store) == before


async def test_a_whole_line_replaces_everything_chosen_before(store: SqlSubscriberStore) -> None:
    reader, other = await chooser(store, 4), await chooser(store, 9)
    plain = PortableSettings(ui_lang="en", silent=False, previews=False, time_zone=None, hours=AT_ONCE)
    line = PortableReader(4, (), SubscriberState.ACTIVE, (Term(TermKind.KEYWORD, "prokuroria"),), (), plain)
    assert await store.import_all([line], ui_lang="sq", now=NOW) == (0, 1)
    assert (await exported(store))[4] == line
    assert (await store.find(Address(4))).id == reader.id
    assert (await store.following(other.id)).muted == (CULTURE,)


async def test_a_line_of_the_first_release_leaves_what_it_does_not_know(store: SqlSubscriberStore) -> None:
    reader = await join(store)
    for wanted in (ALL, WORD):
        await store.follow(reader.id, wanted, now=NOW)
    await store.update(reader.id, hours=HOURS, silent=True)
    line = PortableReader(77, (), SubscriberState.PAUSED, (CULTURE,))
    assert await store.import_all(
        [line, PortableReader(78, (), SubscriberState.ACTIVE, (ALL,))], ui_lang="sr", now=NOW
    ) == (1, 1)
    known, new = await store.find(HERE), await store.find(Address(78))
    assert (known.langs, known.state, known.ui_lang) == ((), SubscriberState.PAUSED, "sq")
    assert (known.hours, known.silent) == (HOURS, True)
    assert set((await store.following(known.id)).terms) == {WORD, CULTURE}
    assert (new.ui_lang, (await store.following(new.id)).terms) == ("sr", (ALL,))
    assert (new.hours, new.time_zone, new.kind) == (AT_ONCE, None, ChatKind.PRIVATE)
    assert await store.import_all([], ui_lang="en", now=NOW) == (0, 0)


async def test_rules_that_an_import_brings_or_takes_are_noticed(stores: Stores) -> None:
    store, rules = stores.subscribers, SqlRuleStore(stores.database)
    reader = await join(store)
    await store.follow(reader.id, WORD, now=NOW)
    seen = (await rules.changes(None)).last
    line = (await exported(store))[77]
    brought = Term(TermKind.KEYWORD, "prokuroria")
    await store.import_all([replace(line, follows=(brought,))], ui_lang="en", now=NOW)
    changes = await rules.changes(seen)
    assert sorted(changes.rules.values(), key=str) == [None, "prokuroria"]


@pytest.mark.slow
async def test_a_hundred_thousand_readers_are_imported_in_one_commit(store: SqlSubscriberStore) -> None:
    settings = PortableSettings(ui_lang="sq", silent=False, previews=True, time_zone=None, hours=HOURS)
    readers = [
        PortableReader(
            n, ("sq", "en"), SubscriberState.ACTIVE, (HEALTH, CULTURE, WORD)[: n % 4], (SOURCE,), settings
        )
        for n in range(1, 100_001)
    ]
    assert await store.import_all(readers, ui_lang="en", now=NOW) == (100_000, 0)
    assert await store.import_all(readers, ui_lang="en", now=NOW) == (0, 100_000)
    assert await store.import_all(readers[:3], ui_lang="en", now=NOW) == (0, 3)
