"""Keyword rules in the database: what came and went since one looked, on both databases."""

import asyncio

import pytest

from bot.domain.subscriber import Address, Term, TermKind
from storage import rules
from storage.rules import SqlRuleStore
from storage.schema import rule_change
from storage.terms import term_ids
from tests.storage.conftest import NOW, WIRE, Stores

WATER, COVID = Term(TermKind.KEYWORD, "uji ndotur"), Term(TermKind.KEYWORD, "covid -vaksina")
HEALTH = Term(TermKind.TOPIC, "health")


@pytest.fixture
def store(stores: Stores) -> SqlRuleStore:
    return SqlRuleStore(stores.database)


async def number_of(stores: Stores, wanted: Term) -> int:
    async with stores.database.read() as connection:
        numbers = await term_ids(connection, stores.database, [wanted], create=False)
    return numbers[wanted]


async def test_at_first_every_rule_that_somebody_follows_is_read(stores: Stores, store: SqlRuleStore) -> None:
    one, two = await stores.reader(1), await stores.reader(2)
    for reader, term in ((one, WATER), (two, WATER), (two, COVID), (one, HEALTH)):
        await stores.subscribers.follow(reader.id, term, now=NOW)
    await stores.subscribers.unfollow(two.id, COVID)
    read = await store.changes(None)
    assert (read.whole, list(read.rules.values())) == (True, [WATER.key])
    assert (await store.changes(read.last)).rules == {}


async def test_then_only_what_came_and_went_is(stores: Stores, store: SqlRuleStore) -> None:
    one, two = await stores.reader(1), await stores.reader(2)
    await stores.subscribers.follow(one.id, WATER, now=NOW)
    last = (await store.changes(None)).last
    await stores.subscribers.follow(two.id, COVID, now=NOW)
    await stores.subscribers.follow(two.id, HEALTH, now=NOW)
    await stores.subscribers.follow(two.id, WATER, now=NOW)
    await stores.subscribers.unfollow(one.id, WATER)
    number = await number_of(stores, WATER)
    changed = await store.changes(last)
    assert not changed.whole
    assert sorted(changed.rules.values()) == sorted([WATER.key, COVID.key])
    await stores.subscribers.unfollow(two.id, WATER)
    assert (await store.changes(changed.last)).rules == {number: None}


async def test_a_forgotten_reader_takes_the_rules_along(stores: Stores, store: SqlRuleStore) -> None:
    one, two = await stores.reader(1), await stores.reader(2)
    for reader, term in ((one, WATER), (one, COVID), (two, WATER)):
        await stores.subscribers.follow(reader.id, term, now=NOW)
    water, covid = await number_of(stores, WATER), await number_of(stores, COVID)
    last = (await store.changes(None)).last
    await stores.subscribers.forget(Address(1))
    assert (await store.changes(last)).rules == {water: WATER.key, covid: None}


async def test_who_has_not_looked_for_long_reads_all_anew(
    stores: Stores, store: SqlRuleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "_CHANGES_KEPT", 3)
    reader = await stores.reader()
    await stores.subscribers.follow(reader.id, WATER, now=NOW)
    last = (await store.changes(None)).last
    for _ in range(4):
        await stores.subscribers.follow(reader.id, COVID, now=NOW)
        await stores.subscribers.unfollow(reader.id, COVID)
    read = await store.changes(last)
    assert (read.whole, list(read.rules.values())) == (True, [WATER.key])
    async with stores.database.read() as connection:
        assert len((await connection.execute(rule_change.select())).all()) == 3


async def test_no_change_is_missed_while_many_readers_change_theirs(
    stores: Stores, store: SqlRuleStore
) -> None:
    readers = [await stores.reader(number) for number in range(1, 9)]
    known: dict[int, str | None] = {}
    after: int | None = None

    async def busy(reader, number):
        for each in range(3):
            term = Term(TermKind.KEYWORD, f"word{number} and{each}")
            await stores.subscribers.follow(reader.id, term, now=NOW)
            if each:
                await stores.subscribers.unfollow(reader.id, term)

    work = asyncio.gather(*(busy(reader, number) for number, reader in enumerate(readers)))
    while True:
        over = work.done()
        changes = await store.changes(after)
        known, after = ({} if changes.whole else known) | dict(changes.rules), changes.last
        if over:
            break
    await work
    assert sorted(key for key in known.values() if key) == [f"word{number} and0" for number in range(8)]


async def test_recent_statements_are_read_newest_first_in_their_languages(
    stores: Stores, store: SqlRuleStore, draft
) -> None:
    day = 86_400_000
    await stores.record(
        draft("One", "text", at=NOW - day),
        draft("Një", at=NOW - 2 * day, lang="sq"),
        draft("Old", at=NOW - 31 * day),
    )
    (gone,) = await stores.record(draft("Gone", at=NOW))
    await stores.record(draft("Tell", at=NOW - 3 * day, lang="und"), source=await stores.source(WIRE))
    await stores.statements.withdraw(gone, by=1, now=NOW)
    read = await store.recent(since=NOW - 30 * day, langs=(), limit=9)
    assert [(text.title, text.lang) for text in read] == [("One", "en"), ("Një", "sq"), ("Tell", "und")]
    assert read[0].body == "text"
    albanian = await store.recent(since=NOW - 30 * day, langs=("sq",), limit=9)
    assert [text.title for text in albanian] == ["Një", "Tell"]
    assert [text.title for text in await store.recent(since=0, langs=(), limit=1, offset=1)] == ["Një"]
