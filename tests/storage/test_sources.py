"""Sources: the file owns what it says, the database owns what was seen."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.domain.errors import NotFound
from bot.domain.source import CLAIM_FOR, FetchState, Problem, SourceState
from bot.domain.statement import Push
from storage.schema import audit
from tests.storage.conftest import NOW, UN, WIRE, Stores

SEEN = FetchState(
    effective_url="https://moved.example/feed",
    etag='"7"',
    modified="Tue",
    next_at=NOW + 60_000,
    failures=3,
    problem=Problem.TIMEOUT,
    detail="It took too long.",
    last_good_at=NOW - 5,
    newest_item_at=NOW - 9,
    usual_gap=1234,
    stale_told_at=NOW - 1,
)


async def acts(stores: Stores) -> list[tuple[int, str, str]]:
    async with stores.database.read() as connection:
        rows = await connection.execute(select(audit).order_by(audit.c.id))
        return [(row.editor, row.act, row.object) for row in rows]


async def test_a_source_comes_back_as_the_file_said_it(stores: Stores) -> None:
    await stores.sources.sync([WIRE, UN], now=NOW)
    wire, un = await stores.sources.all()
    assert (wire.spec, un.spec) == (WIRE, UN)
    assert un.fetch == FetchState(effective_url=UN.url, next_at=NOW)
    assert un.state is SourceState.ACTIVE


async def test_what_a_look_left_behind_survives_the_next_start(stores: Stores) -> None:
    source = await stores.source()
    await stores.sources.record_look(source.id, SEEN)
    renamed = replace(UN, name="United Nations", official=False)
    await stores.sources.sync([renamed], now=NOW + 1)
    again = await stores.sources.get("un")
    assert again.spec == renamed
    assert again.fetch == SEEN


async def test_another_address_in_the_file_forgets_the_old_one(stores: Stores) -> None:
    source = await stores.source()
    await stores.sources.record_look(source.id, SEEN)
    moved = replace(UN, url="https://new.example/feed")
    await stores.sources.sync([moved], now=NOW + 7)
    fetch = (await stores.sources.get("un")).fetch
    assert (fetch.effective_url, fetch.etag, fetch.modified, fetch.failures) == (moved.url, None, None, 0)
    assert (fetch.next_at, fetch.problem, fetch.last_good_at) == (NOW + 7, None, SEEN.last_good_at)


@pytest.mark.parametrize(("was", "then"), [("gone", "active"), ("paused", "paused")])
async def test_another_address_ends_a_410_but_not_an_editors_pause(
    stores: Stores, was: str, then: str
) -> None:
    source = await stores.source()
    await stores.sources.record_look(source.id, SEEN, state=SourceState(was))
    await stores.sources.sync([replace(UN, url="https://new.example/feed")], now=NOW + 7)
    assert (await stores.sources.get("un")).state == SourceState(then)


async def test_a_source_that_left_the_file_is_kept_but_not_looked_at(stores: Stores) -> None:
    await stores.sources.sync([UN, WIRE], now=NOW)
    await stores.sources.sync([UN], now=NOW)
    assert not (await stores.sources.get("wire")).spec.enabled
    assert [s.spec.key for s in await stores.sources.claim_due(now=NOW, limit=9)] == ["un"]
    await stores.sources.sync([UN, WIRE], now=NOW)
    assert (await stores.sources.get("wire")).spec.enabled


async def test_syncing_leaves_the_editors_source_alone(stores: Stores, draft) -> None:
    await stores.statements.publish(draft(), by=1, now=NOW)
    await stores.sources.sync([], now=NOW)
    assert (await stores.sources.get("editorial")).spec.enabled
    assert await stores.sources.claim_due(now=NOW + CLAIM_FOR, limit=9) == ()


async def test_only_due_sources_are_claimed_longest_overdue_first_and_once(stores: Stores) -> None:
    later, paused, gone = (replace(UN, key=key) for key in ("later", "paused", "gone"))
    await stores.sources.sync([UN, WIRE, later, paused, gone], now=NOW)
    ids = {s.spec.key: s.id for s in await stores.sources.all()}
    await stores.sources.record_look(ids["wire"], FetchState(WIRE.url, next_at=NOW - 10))
    await stores.sources.record_look(ids["later"], FetchState(UN.url, next_at=NOW + 10))
    await stores.sources.set_state("paused", SourceState.PAUSED, by=5, now=NOW)
    await stores.sources.record_look(ids["gone"], FetchState(UN.url), state=SourceState.GONE)
    assert [s.spec.key for s in await stores.sources.claim_due(now=NOW, limit=1)] == ["wire"]
    assert [s.spec.key for s in await stores.sources.claim_due(now=NOW, limit=9)] == ["un"]
    assert await stores.sources.claim_due(now=NOW, limit=9) == ()
    back = await stores.sources.claim_due(now=NOW + CLAIM_FOR, limit=9)
    assert sorted(s.spec.key for s in back) == ["later", "un", "wire"]


async def test_two_that_claim_at_once_share_no_source(stores: Stores) -> None:
    await stores.sources.sync([replace(UN, key=f"s{n}") for n in range(20)], now=NOW)
    claims = await asyncio.gather(*(stores.sources.claim_due(now=NOW, limit=5) for _ in range(4)))
    keys = [source.spec.key for claim in claims for source in claim]
    assert len(keys) == len(set(keys))


async def test_editors_pause_resume_hurry_and_mark_each_audited(stores: Stores) -> None:
    source = await stores.source()
    await stores.sources.record_look(source.id, SEEN)
    await stores.sources.set_state("un", SourceState.PAUSED, by=5, now=NOW)
    await stores.sources.record_look(source.id, SEEN, state=SourceState.GONE)
    assert (await stores.sources.get("un")).state is SourceState.PAUSED  # a look under way does not undo it
    await stores.sources.set_state("un", SourceState.ACTIVE, by=5, now=NOW + 1)
    resumed = await stores.sources.get("un")
    assert (resumed.state, resumed.fetch.next_at) == (SourceState.ACTIVE, NOW + 1)
    await stores.sources.set_urgent("un", urgent=True, by=6, now=NOW)
    assert (await stores.sources.get("un")).urgent
    await stores.sources.set_urgent("un", urgent=False, by=6, now=NOW)
    await stores.sources.look_now("un", by=6, now=NOW + 2)
    assert (await stores.sources.get("un")).fetch.next_at == NOW + 2
    assert await acts(stores) == [
        (5, "source-paused", "un"),
        (5, "source-active", "un"),
        (6, "source-urgent", "un"),
        (6, "source-not-urgent", "un"),
        (6, "source-look", "un"),
    ]


async def test_an_unknown_source_is_not_found_and_leaves_no_audit(stores: Stores) -> None:
    for asked in (
        stores.sources.get("none"),
        stores.sources.set_state("none", SourceState.PAUSED, by=1, now=NOW),
        stores.sources.look_now("none", by=1, now=NOW),
        stores.sources.record_look(99, SEEN),
    ):
        with pytest.raises(NotFound):
            await asked
    assert await acts(stores) == []


async def test_the_waiting_statements_of_each_source_are_counted(stores: Stores, draft) -> None:
    await stores.source(WIRE)
    await stores.record(draft(push=Push.WAITING), draft(push=Push.WAITING), draft(push=Push.STORED))
    assert {s.spec.key: s.waiting for s in await stores.sources.all()} == {"un": 2, "wire": 0}
