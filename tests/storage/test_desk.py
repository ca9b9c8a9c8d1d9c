"""The desk: what editors must be told is told once; figures are by UTC days."""

from sqlalchemy import insert, select

from bot.domain.delivery import Result
from bot.domain.statement import DAY, Push
from bot.domain.subscriber import ALL, Address, ChatKind, SubscriberState, Term, TermKind
from storage.schema import audit, delivery
from tests.storage.conftest import NOW, Stores


async def test_an_act_is_kept(stores: Stores) -> None:
    await stores.desk.audit(5, "login", "desk", details="first", now=NOW)
    async with stores.database.read() as connection:
        (row,) = (await connection.execute(select(audit))).all()
    assert (row.editor, row.act, row.object, row.details, row.at) == (5, "login", "desk", "first", NOW)


async def test_a_notice_is_untold_until_it_is_told(stores: Stores) -> None:
    await stores.desk.notify("source-gone", {"source": "Агенција"}, now=NOW)
    await stores.desk.notify("flood-waiting", {"source": "UN", "count": "40"}, now=NOW + 1)
    first, second = await stores.desk.untold()
    assert (first.key, first.details, first.at) == ("source-gone", {"source": "Агенција"}, NOW)
    assert second.details == {"source": "UN", "count": "40"}
    await stores.desk.told([first.id], now=NOW + 2)
    assert [notice.id for notice in await stores.desk.untold()] == [second.id]
    await stores.desk.told([], now=NOW + 2)


async def test_what_editors_were_not_told_yet_is_not_noted_twice(stores: Stores) -> None:
    for _ in range(2):
        await stores.desk.notify("source-gone", {"source": "UN"}, now=NOW)
    (notice,) = await stores.desk.untold()
    await stores.desk.told([notice.id], now=NOW)
    await stores.desk.notify("source-gone", {"source": "UN"}, now=NOW + DAY)
    assert len(await stores.desk.untold()) == 1


async def test_an_empty_house_has_figures_too(stores: Stores) -> None:
    stats = await stores.desk.stats(now=NOW)
    assert (stats.readers_by_state, stats.readers_by_lang, stats.readers_by_topic) == ({}, {}, {})
    assert (stats.statements, stats.statements_last_day, stats.deliveries_by_day) == (0, 0, ())


async def test_readers_are_counted_by_state_language_and_topic(stores: Stores) -> None:
    health, culture = Term(TermKind.TOPIC, "health"), Term(TermKind.TOPIC, "culture")
    wanted = [(("sq", "en"), (health,)), (("en",), (health, culture)), ((), (ALL,)), (("sr",), (culture,))]
    for chat, (langs, terms) in enumerate(wanted, start=1):
        reader = await stores.reader(chat, langs=langs)
        for term in terms:
            await stores.subscribers.follow(reader.id, term, now=NOW)
    await stores.subscribers.set_state(Address(4), SubscriberState.BLOCKED, now=NOW)
    stats = await stores.desk.stats(now=NOW)
    assert stats.readers_by_state == {"active": 3, "blocked": 1}
    assert stats.readers_by_lang == {"en": 2, "sq": 1, "": 1}
    assert list(stats.readers_by_topic.items()) == [("health", 2), ("culture", 1)]


async def test_statements_of_the_last_day_are_those_first_seen_in_it(stores: Stores, draft) -> None:
    await stores.record(draft(push=Push.STORED), now=NOW - 2 * DAY)
    await stores.record(draft(), draft(push=Push.WAITING))
    stats = await stores.desk.stats(now=NOW + 1)
    assert (stats.statements, stats.statements_last_day) == (3, 2)


async def test_deliveries_are_counted_by_utc_day_for_a_week(stores: Stores, draft) -> None:
    midnight = NOW // DAY * DAY  # 2026-11-18
    times = (midnight, midnight - 1, midnight - 1, midnight - 6 * DAY, midnight - 6 * DAY - 1)
    results = (Result.SENT, Result.SENT, Result.GONE, Result.UNKNOWN, Result.SENT)
    (subject,) = await stores.record(draft())
    for n, (at, result) in enumerate(zip(times, results, strict=True)):
        reader, _ = await stores.subscribers.add(
            Address(n + 1), ChatKind.PRIVATE, ui_lang="en", langs=(), now=NOW
        )
        values = {"revision_no": 1, "result": result.value, "attempts": 1, "at": at}
        async with stores.database.write() as connection:
            await connection.execute(insert(delivery).values(subject=subject, subscriber=reader.id, **values))
    stats = await stores.desk.stats(now=midnight + 5)
    assert stats.deliveries_by_day == (("2026-11-18", 1, 0), ("2026-11-17", 1, 1), ("2026-11-12", 0, 1))
