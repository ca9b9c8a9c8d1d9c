"""Statements: one commit a look, harmless to repeat, corrected without forgetting, listed newest first."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.domain.errors import NotFound
from bot.domain.fanout import FanoutKind, FanoutState, Priority, SubjectId
from bot.domain.query import EVERYWHERE, parse_query
from bot.domain.source import FetchState, Rights, SourceState
from bot.domain.statement import (
    DAY,
    Batch,
    Evidence,
    Identity,
    Link,
    NewCopy,
    NewRevision,
    Push,
    StatementId,
    Words,
)
from bot.domain.subscriber import ALL, OFFICIAL, Term, TermKind
from bot.domain.text import hash16
from bot.domain.widening import to_the_letter
from storage.schema import (
    audit,
    fanout,
    interest,
    revision,
    statement,
    statement_copy,
    statement_term,
    subject,
)
from tests.storage.conftest import NOW, UN, WIRE, Stores

LONG = "The mission welcomes the adoption of the law on the protection of witnesses in all municipalities."


def query_of(typed):
    return to_the_letter(parse_query(typed)).query(EVERYWHERE)


async def counts(stores: Stores) -> dict[str, int]:
    async with stores.database.read() as connection:
        return {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (subject, statement, revision, statement_term, statement_copy, fanout, audit)
        }


async def known(stores: Stores, new) -> NewRevision:
    source = await stores.source()
    identity = new.incoming.identity
    recognised = await stores.statements.recognise(source.id, [identity], [])
    return recognised.same[identity.key]


async def ways(stores: Stores, made: StatementId):
    return await stores.fanouts.of_subject(SubjectId(made))


async def test_a_statement_comes_back_as_it_was_said(stores: Stores, draft) -> None:
    words = Words("Titulli", "Përmbledhje", "Текст 🕊\n\nдруги", (Link("https://a.example/x", "më shumë"),))
    new = draft(words=words, url="https://un.example/1", lang="sq", terms=("topic:health", "topic:culture"))
    (made,) = await stores.record(new)
    card = await stores.statements.card(made)
    assert (card.title, card.url, card.lang, card.published_at) == (
        "Titulli",
        "https://un.example/1",
        "sq",
        NOW,
    )
    assert (card.source_key, card.source_name, card.official) == ("un", "UN News", True)
    assert (card.topics, card.links) == (("culture", "health"), words.links)
    assert (card.revision_no, card.corrected_at, card.withdrawn, card.urgent) == (1, None, False, False)
    assert await stores.statements.revisions(made) == ((NOW, words),)


@pytest.mark.parametrize(
    ("rights", "summary", "body"),
    [(Rights.OWN, "First.", "First. Second."), (Rights.SUMMARY, "First.", ""), (Rights.LINK, "", "")],
)
async def test_a_card_shows_no_more_than_the_source_allows(
    stores: Stores, draft, rights, summary, body
) -> None:
    source = await stores.source(replace(UN, rights=rights))
    (made,) = await stores.record(draft("Title", "First. Second."), source=source)
    card = await stores.statements.card(made)
    assert card.summary == (summary and "First. Second.")
    assert (card.body, card.rights) == (body, rights)


async def test_what_goes_out_now_has_a_fanout_to_all_who_follow_anything_it_carries(
    stores: Stores, draft
) -> None:
    now, stored, waiting = (
        draft(push=push, terms=("topic:health", "keyword:uji ndotur"))
        for push in (Push.NOW, Push.STORED, Push.WAITING)
    )
    ids = await stores.record(now, stored, waiting)
    (way,) = await ways(stores, ids[0])
    assert set(way.audience) == {
        ALL,
        OFFICIAL,
        Term(TermKind.SOURCE, "un"),
        Term(TermKind.TOPIC, "health"),
        Term(TermKind.KEYWORD, "uji ndotur"),
    }
    assert (way.kind, way.priority, way.langs) == (FanoutKind.STATEMENT, Priority.STATEMENT, ("en",))
    assert way.state is FanoutState.RUNNING
    assert [await ways(stores, made) for made in ids[1:]] == [(), ()]


async def test_an_unofficial_source_is_not_sent_as_official(stores: Stores, draft) -> None:
    (made,) = await stores.record(draft(), source=await stores.source(WIRE))
    (way,) = await ways(stores, made)
    assert way.audience == (ALL, Term(TermKind.SOURCE, "wire"))


async def test_fanouts_stand_in_the_order_of_the_batch_and_urgent_ones_go_first(
    stores: Stores, draft
) -> None:
    await stores.reader()
    ids = await stores.record(draft("one"), draft("two", urgent=True), draft("three"))
    await stores.sources.set_urgent("un", urgent=True, by=1, now=NOW)
    (by_source,) = await stores.record(draft("four"))
    live = await stores.fanouts.live(now=NOW)
    assert [way.subject for way in live] == [ids[1], by_source, ids[0], ids[2]]
    assert live[0].priority == live[1].priority == Priority.URGENT


async def test_the_look_commits_with_what_it_brought(stores: Stores, draft) -> None:
    source = await stores.source()
    fetch = FetchState("https://moved.example", etag='"9"', next_at=NOW + 1, last_good_at=NOW)
    await stores.statements.record(source.id, fetch, Batch((draft(),)), now=NOW)
    assert (await stores.sources.get("un")).fetch == fetch


async def test_recording_the_same_look_again_changes_nothing(stores: Stores, draft) -> None:
    new = [
        draft(f"Statement {n}", LONG.replace("law", f"law {n}"), terms=("topic:health",)) for n in range(3)
    ]
    first = await stores.record(*new)
    assert len(first) == 3
    before = await counts(stores)
    assert await stores.record(*new) == ()
    assert await counts(stores) == before


async def test_a_failed_commit_leaves_nothing_behind(stores: Stores, draft) -> None:
    before = await counts(stores)
    with pytest.raises(NotFound):
        await stores.statements.record(4711, FetchState("https://x.example"), Batch((draft(),)), now=NOW)
    assert await counts(stores) == before


async def test_the_same_id_in_two_sources_is_two_statements(stores: Stores, draft) -> None:
    new = draft("Short", guid="1")
    wire = await stores.source(WIRE)
    assert await stores.record(new) != await stores.record(new, source=wire)


async def test_an_id_repeated_in_one_batch_is_stored_once(stores: Stores, draft) -> None:
    assert len(await stores.record(draft("One", guid="1"), draft("Two", guid="1"))) == 1


async def test_two_looks_at_a_source_that_bring_the_same_words_at_once_make_one_statement(
    stores: Stores, draft
) -> None:
    un = await stores.source(UN)
    found = await asyncio.gather(
        stores.record(draft("Law", LONG, guid="u"), source=un),
        stores.record(draft("Law", LONG, guid="w"), source=un),
    )
    assert sorted(map(len, found)) == [0, 1]
    after = await counts(stores)
    assert (after["statement"], after["statement_copy"], after["fanout"]) == (1, 1, 1)


async def test_an_anniversarys_words_are_a_statement_of_their_own(stores: Stores, draft) -> None:
    await stores.record(draft("Law", LONG, at=NOW - 365 * DAY))
    assert len(await stores.record(draft("Law", LONG))) == 1


async def test_the_same_words_twice_in_one_batch_are_the_judges_affair(stores: Stores, draft) -> None:
    assert len(await stores.record(draft("Law", LONG), draft("Law", LONG))) == 2


async def test_entries_are_recognised_by_identity_link_and_words(stores: Stores, draft) -> None:
    new = draft("Law", LONG, guid="1", url="https://un.example/1")
    (made,) = await stores.record(new)
    un, wire = await stores.source(UN), await stores.source(WIRE)
    elsewhere = Identity(hash16("other"), "https://un.example/1")
    found = await stores.statements.recognise(
        un.id,
        [new.incoming.identity, elsewhere, Identity(hash16("new"), None)],
        [new.incoming.words.copy_key],
    )
    assert list(found.same) == [new.incoming.identity.key]
    assert found.at_link["https://un.example/1"].id == made
    assert found.copies[new.incoming.words.copy_key].id == made
    same = found.same[new.incoming.identity.key]
    assert (same.source_id, same.words, same.revision_no, same.withdrawn) == (
        un.id,
        new.incoming.words,
        1,
        False,
    )
    assert (same.published_at, same.url) == (NOW, "https://un.example/1")
    other = await stores.statements.recognise(
        wire.id, [new.incoming.identity, elsewhere], [new.incoming.words.copy_key]
    )
    assert (other.same, other.at_link, other.copies) == ({}, {}, {})


async def test_a_copy_is_recognised_under_the_identity_it_was_seen_with(stores: Stores, draft) -> None:
    (made,) = await stores.record(draft("Law", LONG))
    wire = await stores.source(WIRE)
    copy = NewCopy(made, Identity(hash16("copy"), None), "https://wire.example/copy")
    for _ in range(2):
        await stores.record(source=wire, copies=(copy,))
    found = await stores.statements.recognise(wire.id, [copy.identity], [])
    assert found.same[copy.identity.key].id == made
    assert found.same[copy.identity.key].key == copy.identity.key


async def test_of_several_that_say_the_same_the_newest_is_recognised(stores: Stores, draft) -> None:
    await stores.record(draft("Law", LONG, at=NOW - 300 * DAY))
    (newer,) = await stores.record(draft("Law", LONG))
    key = Words("Law", "", LONG).copy_key
    assert (await stores.statements.recognise(1, [], [key])).copies[key].id == newer


async def test_more_entries_than_fit_one_query_are_recognised(stores: Stores, draft) -> None:
    new = [draft(f"Item {n}", push=Push.STORED) for n in range(1100)]
    ids = await stores.record(*new)
    source = await stores.source()
    found = await stores.statements.recognise(source.id, [n.incoming.identity for n in new], [])
    assert {k.id for k in found.same.values()} == set(ids)
    assert list(await stores.statements.cards(ids)) == list(ids)
    assert ids == tuple(sorted(ids))


async def test_a_correction_keeps_every_revision_and_replaces_terms_and_index(stores: Stores, draft) -> None:
    new = draft("Meeting on Monday", "In Prizren.", terms=("topic:health",))
    (made,) = await stores.record(new)
    words = Words("Meeting on Tuesday", "", "In Gjilan.")
    corrected = NewRevision(await known(stores, new), words, (Evidence("topic:culture", ("culture",)),))
    await stores.record(corrected=(corrected,), now=NOW + 5)
    card = await stores.statements.card(made)
    assert (card.title, card.topics, card.revision_no, card.corrected_at) == (
        "Meeting on Tuesday",
        ("culture",),
        2,
        NOW + 5,
    )
    assert await stores.statements.revisions(made) == ((NOW, new.incoming.words), (NOW + 5, words))
    for typed, found in (("prizren", 0), ("monday", 0), ("gjilan", 1), ("tuesday", 1)):
        assert len((await stores.search.find(query_of(typed), limit=5)).cards) == found
    assert (await known(stores, new)).words == words


async def test_a_correction_recorded_twice_is_one_revision(stores: Stores, draft) -> None:
    new = draft("Monday")
    (made,) = await stores.record(new)
    corrected = NewRevision(await known(stores, new), Words("Tuesday"), ())
    await stores.record(corrected=(corrected,))
    before = await counts(stores)
    await stores.record(corrected=(corrected,))
    assert await counts(stores) == before
    back = NewRevision(await known(stores, new), Words("Monday"), ())
    await stores.record(corrected=(back,))
    assert [words.title for _, words in await stores.statements.revisions(made)] == [
        "Monday",
        "Tuesday",
        "Monday",
    ]


async def test_readers_who_still_wait_get_the_corrected_words_only(stores: Stores, draft) -> None:
    new = draft("Monday")
    (made,) = await stores.record(new)
    await stores.record(corrected=(NewRevision(await known(stores, new), Words("Tuesday"), ()),))
    way, *_ = await ways(stores, made)
    assert (way.revision_no, way.state) == (2, FanoutState.RUNNING)
    await stores.fanouts.set_state(way.id, FanoutState.CANCELLED, now=NOW)
    await stores.record(corrected=(NewRevision(await known(stores, new), Words("Wednesday"), ()),))
    assert (await ways(stores, made))[0].revision_no == 2


async def test_what_nobody_was_shown_is_not_called_corrected(stores: Stores, draft) -> None:
    new = draft("Monday", push=Push.WAITING)
    (made,) = await stores.record(new)
    await stores.record(corrected=(NewRevision(await known(stores, new), Words("Tuesday"), ()),))
    card = await stores.statements.card(made)
    assert (card.title, card.corrected_at) == ("Tuesday", None)


async def test_a_correction_of_what_no_longer_exists_is_nothing(stores: Stores, draft) -> None:
    new = draft("Monday")
    await stores.record(new)
    gone = replace(await known(stores, new), id=StatementId(999))
    await stores.record(corrected=(NewRevision(gone, Words("Tuesday"), ()),))
    assert (await counts(stores))["revision"] == 1


async def test_an_editor_publishes_once_whatever_is_tapped(stores: Stores, draft) -> None:
    new = draft("From the desk", LONG, terms=("topic:health",), urgent=True)
    made = await stores.statements.publish(new, by=7, now=NOW)
    again = await asyncio.gather(*(stores.statements.publish(new, by=7, now=NOW) for _ in range(3)))
    assert set(again) == {made}
    card = await stores.statements.card(made)
    assert (card.source_key, card.rights, card.official, card.body) == ("editorial", "own", True, LONG)
    (way,) = await ways(stores, made)
    assert (way.priority, way.created_by) == (Priority.URGENT, 7)
    after = await counts(stores)
    assert (after["statement"], after["audit"], after["fanout"]) == (1, 1, 1)


async def test_an_editor_may_keep_a_statement_for_the_archive(stores: Stores, draft) -> None:
    made = await stores.statements.publish(draft(push=Push.STORED), by=7, now=NOW)
    assert await ways(stores, made) == ()
    assert (await stores.sources.get("editorial")).state is SourceState.ACTIVE


async def test_the_latest_come_newest_first_page_by_page(stores: Stores, draft) -> None:
    await stores.record(
        *(draft(f"{n}", at=NOW - n, push=Push.STORED) for n in range(5)), draft("w", push=Push.WAITING)
    )
    first = await stores.statements.latest(terms=(), langs=(), limit=3)
    second = await stores.statements.latest(terms=(), langs=(), limit=3, offset=3)
    assert ([c.title for c in first.cards], first.more) == (["0", "1", "2"], True)
    assert ([c.title for c in second.cards], second.more) == (["3", "4"], False)


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        ((), {"un", "wire", "both"}),
        ((ALL,), {"un", "wire", "both"}),
        ((OFFICIAL,), {"un"}),
        ((Term(TermKind.SOURCE, "wire"),), {"wire", "both"}),
        ((Term(TermKind.TOPIC, "health"),), {"un", "both"}),
        ((Term(TermKind.TOPIC, "health"), Term(TermKind.KEYWORD, "uji")), {"un", "both", "wire"}),
        ((Term(TermKind.KEYWORD, "health"),), set()),
        ((Term(TermKind.SOURCE, "none"),), set()),
    ],
)
async def test_the_latest_carry_one_of_the_terms_asked_for(stores: Stores, draft, terms, found) -> None:
    await stores.record(draft("un", terms=("topic:health",)))
    await stores.record(
        draft("wire", terms=("keyword:uji",)),
        draft("both", terms=("topic:health", "topic:culture")),
        source=await stores.source(WIRE),
    )
    listed = await stores.statements.latest(terms=terms, langs=(), limit=9)
    assert {card.title for card in listed.cards} == found


async def test_a_language_nobody_could_tell_hides_nothing(stores: Stores, draft) -> None:
    await stores.record(*(draft(f"same {lang}", lang=lang) for lang in ("sq", "sr", "en", "und")))
    listed = await stores.statements.latest(terms=(), langs=("sq", "en"), limit=9)
    assert {card.lang for card in listed.cards} == {"sq", "en", "und"}


async def test_an_editor_releases_the_newest_of_a_flood_and_stores_the_rest(stores: Stores, draft) -> None:
    await stores.reader()
    ids = await stores.record(*(draft(f"{n}", at=NOW + n, push=Push.WAITING) for n in range(5)))
    waiting = await stores.statements.waiting("un", limit=3)
    assert ([c.title for c in waiting.cards], waiting.more) == (["4", "3", "2"], True)
    assert await stores.statements.release("un", newest=2, by=3, now=NOW + 9) == 2
    assert (await stores.statements.waiting("un", limit=3)).cards == ()
    assert [way.subject for way in await stores.fanouts.live(now=NOW + 9)] == list(ids[3:])
    assert len((await stores.statements.latest(terms=(), langs=(), limit=9)).cards) == 5
    assert await stores.statements.release("un", newest=None, by=3, now=NOW + 9) == 0


@pytest.mark.parametrize(("newest", "out"), [(None, 3), (0, 0), (99, 3)])
async def test_all_or_none_of_a_flood_may_go_out(stores: Stores, draft, newest, out) -> None:
    await stores.reader()
    await stores.record(*(draft(f"{n}", push=Push.WAITING) for n in range(3)))
    assert await stores.statements.release("un", newest=newest, by=3, now=NOW) == out
    assert len(await stores.fanouts.live(now=NOW)) == out


async def test_two_editors_who_release_at_once_send_once(stores: Stores, draft) -> None:
    await stores.record(*(draft(f"{n}", push=Push.WAITING) for n in range(3)))
    out = await asyncio.gather(*(stores.statements.release("un", newest=None, by=n, now=NOW) for n in (1, 2)))
    assert sorted(out) == [0, 3]
    assert (await counts(stores))["fanout"] == 3


async def test_what_is_marked_urgent_overtakes(stores: Stores, draft) -> None:
    await stores.reader()
    first, second = await stores.record(draft("one"), draft("two"))
    await stores.statements.set_urgent(second, by=2, now=NOW)
    assert [way.subject for way in await stores.fanouts.live(now=NOW)] == [second, first]
    assert (await stores.statements.card(second)).urgent
    with pytest.raises(NotFound):
        await stores.statements.set_urgent(StatementId(999), by=2, now=NOW)


async def test_what_does_not_exist_is_not_found_or_left_out(stores: Stores, draft) -> None:
    (made,) = await stores.record(draft())
    assert list(await stores.statements.cards([StatementId(999), made])) == [made]
    with pytest.raises(NotFound):
        await stores.statements.card(StatementId(999))
    assert await stores.statements.revisions(StatementId(999)) == ()


async def test_a_withdrawn_statement_is_marked_and_listed_no_more(stores: Stores, draft) -> None:
    new = draft("Gone", LONG)
    (made,) = await stores.record(new)
    assert await stores.statements.withdraw(made, by=1, now=NOW)
    assert not await stores.statements.withdraw(made, by=1, now=NOW)
    assert (await stores.statements.card(made)).withdrawn_at == NOW
    assert (await known(stores, new)).withdrawn
    assert (await stores.statements.latest(terms=(), langs=(), limit=9)).cards == ()
    assert (await stores.search.find(query_of("witnesses"), limit=9)).cards == ()


async def test_a_term_is_stored_once_however_often_it_is_found(stores: Stores, draft) -> None:
    (made,) = await stores.record(draft(terms=("topic:health", "topic:health")))
    assert (await stores.statements.card(made)).topics == ("health",)
    async with stores.database.read() as connection:
        assert (await connection.execute(select(statement_term.c.evidence))).scalars().all() == [
            "TOPIC:HEALTH"
        ]
        assert (await connection.execute(select(interest))).all() == []
