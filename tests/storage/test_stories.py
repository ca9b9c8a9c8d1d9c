"""Stories: what says the same becomes one, as it arrives, and lists show one statement of it."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.domain.fanout import SubjectId
from bot.domain.source import SourceSpec
from bot.domain.statement import COPY_WITHIN, DAY, HOUR, NewRevision, Push, StatementId, Words
from bot.domain.subscriber import Term, TermKind
from storage.maintenance import prune
from storage.schema import band
from storage.stories import one_of_each
from tests.storage.conftest import NOW, UN, WIRE, Stores
from tests.unit.test_story import ALBANIAN, ENGLISH, SERBIAN

LONG = (
    "The mission welcomes the adoption of the law on the protection of witnesses in all municipalities. It was "
    "prepared by the ministry of justice together with judges, prosecutors and the families of those who spoke "
    "in court. Its first offices open in Prizren and Gjilan before the end of the year, and every witness may "
    "ask there for a change of address, of school and of work, free of charge."
)
OTHER = (
    "Doctors from three regions met in Peja on Friday to speak about vaccination in schools. They agreed that "
    "parents should be asked in writing, that nurses visit each class twice, and that the health ministry pays "
    "for transport. The next round of talks is held in spring, when figures of the winter are known."
)
AGENCY = SourceSpec(key="agency", name="Agency", url="https://agency.example/feed")


async def story_of(stores: Stores, *ids: StatementId) -> list[StatementId | None]:
    cards = await stores.statements.cards(ids)
    return [cards[each].story for each in ids]


async def listed(stores: Stores, *langs: str, terms: tuple[Term, ...] = ()) -> list[StatementId]:
    found = await stores.statements.latest(terms=terms, langs=langs, limit=50)
    return [card.id for card in found.cards]


async def bands(stores: Stores, of: StatementId) -> set[tuple[int, int]]:
    async with stores.database.read() as connection:
        rows = await connection.execute(select(band).where(band.c.statement == of))
        return {(row.no, row.value) for row in rows}


async def test_a_copy_in_another_source_is_a_statement_of_its_own_in_the_same_story(
    stores: Stores, draft
) -> None:
    (first,) = await stores.record(draft("Law", LONG))
    assert await story_of(stores, first) == [None]
    wire = await stores.source(WIRE)
    (copy,) = await stores.record(draft("Law", f"(The Wire) - {LONG}"), source=wire)
    assert await story_of(stores, first, copy) == [first, first]
    (way,) = await stores.fanouts.of_subject(SubjectId(copy))
    assert Term(TermKind.SOURCE, "wire") in way.audience
    assert way.langs == ("en",)


async def test_two_sources_that_bring_the_same_words_at_once_make_one_story(stores: Stores, draft) -> None:
    un, wire = await stores.source(UN), await stores.source(WIRE)
    (one,), (other,) = await asyncio.gather(
        stores.record(draft("Law", LONG), source=un), stores.record(draft("Law", LONG), source=wire)
    )
    assert await story_of(stores, one, other) == [min(one, other)] * 2


async def test_two_tellings_in_one_look_are_one_story_and_both_go_out(stores: Stores, draft) -> None:
    ids = await stores.record(draft("Law", LONG), draft("The law, again", LONG), draft("Doctors", OTHER))
    assert await story_of(stores, *ids) == [ids[0], ids[0], None]
    assert [len(await stores.fanouts.of_subject(SubjectId(each))) for each in ids] == [1, 1, 1]


async def test_a_third_telling_that_holds_two_stories_together_makes_them_one(stores: Stores, draft) -> None:
    one, other = "https://un.example/en/news/4711", "https://un.example/sr/news/4711"
    first, second = await stores.record(
        draft("Ligji", OTHER, lang="sq", url="https://un.example/sq/x"), draft("Law", LONG, url=one)
    )
    (third,) = await stores.record(draft("Zakon", OTHER, lang="sr", url=other))
    assert await story_of(stores, first, second, third) == [first] * 3


async def test_a_page_and_its_translations_are_one_story(stores: Stores, draft) -> None:
    pages = [f"https://un.example/{lang}/protection-of-witnesses" for lang in ("en", "sq", "sr")]
    ids = await stores.record(
        draft("Law", "Short.", url=pages[0]),
        draft("Ligji 🕊", "Shkurt.", url=pages[1], lang="sq"),
        draft("قانون", "قصير.", url=pages[2], lang="ar"),
    )
    assert await story_of(stores, *ids) == [ids[0]] * 3


async def test_a_translation_without_a_common_address_is_found_by_names_and_figures(
    stores: Stores, draft
) -> None:
    (english,) = await stores.record(draft("Doctors meet Vitia", ENGLISH))
    wire = await stores.source(WIRE)
    ids = await stores.record(
        draft("Mjekët takohen me Vitian", ALBANIAN, lang="sq"),
        draft("Лекари код Витије", SERBIAN, lang="sr"),
        source=wire,
    )
    assert await story_of(stores, english, *ids) == [english] * 3


@pytest.mark.parametrize("apart", [COPY_WITHIN, 365 * DAY])
async def test_an_old_statement_takes_no_new_one_into_its_story(stores: Stores, draft, apart) -> None:
    (old,) = await stores.record(draft("Law", LONG, at=NOW - apart), now=NOW - apart)
    (new,) = await stores.record(draft("Law", LONG), source=await stores.source(WIRE))
    assert await story_of(stores, old, new) == [None, None]


async def test_what_was_withdrawn_takes_no_new_one_into_its_story(stores: Stores, draft) -> None:
    (first,) = await stores.record(draft("Law", LONG))
    await stores.statements.withdraw(first, by=1, now=NOW)
    (copy,) = await stores.record(draft("Law", LONG), source=await stores.source(WIRE))
    assert await story_of(stores, first, copy) == [None, None]


async def test_a_correction_of_one_telling_leaves_the_others_words_and_the_story_alone(
    stores: Stores, draft
) -> None:
    new = draft("Law", LONG)
    (first,) = await stores.record(new)
    (copy,) = await stores.record(draft("Law", LONG), source=await stores.source(WIRE))
    before = await bands(stores, first)
    un = await stores.source(UN)
    known = (await stores.statements.recognise(un.id, [new.incoming.identity], [])).same
    corrected = NewRevision(known[new.incoming.identity.key], Words("Doctors", "", OTHER), ())
    await stores.record(corrected=(corrected,), source=un, now=NOW + 5)
    assert not await bands(stores, first) & before
    cards = await stores.statements.cards([first, copy])
    assert [(c.title, c.revision_no, c.story) for c in cards.values()] == [
        ("Doctors", 2, first),
        ("Law", 1, first),
    ]
    (doctors,) = await stores.record(draft("Doctors", OTHER), source=await stores.source(AGENCY))
    assert await story_of(stores, doctors) == [first]


async def test_an_editors_own_words_are_of_the_story_they_tell(stores: Stores, draft) -> None:
    (first,) = await stores.record(draft("Law", LONG))
    own = await stores.statements.publish(draft("Law", LONG), by=900, now=NOW)
    assert await story_of(stores, first, own) == [first, first]
    assert await stores.statements.correct(
        own, Words("Doctors", "", OTHER), (), material=False, by=900, now=NOW
    )
    (doctors,) = await stores.record(draft("Doctors", OTHER), source=await stores.source(WIRE))
    assert await story_of(stores, doctors) == [first]


async def test_a_card_names_the_others_that_can_be_shown(stores: Stores, draft) -> None:
    (first,) = await stores.record(draft("Law", LONG))
    (copy,) = await stores.record(draft("Law", LONG), source=await stores.source(WIRE))
    (waits,) = await stores.record(draft("Law", LONG, push=Push.WAITING), source=await stores.source(AGENCY))
    (alone,) = await stores.record(draft("Doctors", OTHER))
    cards = await stores.statements.cards([first, copy, waits, alone])
    others = {each: [(o.id, o.lang, o.source_name) for o in card.others] for each, card in cards.items()}
    un, wire = (first, "en", "UN News"), (copy, "en", "The Wire")
    assert others == {first: [wire], copy: [un], waits: [un, wire], alone: []}
    await stores.statements.withdraw(first, by=1, now=NOW)
    assert (await stores.statements.card(copy)).others == ()


async def test_a_source_that_left_the_file_still_tells_its_stories(stores: Stores, draft) -> None:
    (first,) = await stores.record(draft("Law", LONG))
    wire = await stores.source(WIRE)
    await stores.sources.sync([WIRE], now=NOW)
    (copy,) = await stores.record(draft("Law", LONG), source=wire)
    assert await story_of(stores, first, copy) == [first, first]
    assert [other.id for other in (await stores.statements.card(copy)).others] == [first]


async def three_languages(stores: Stores, draft) -> tuple[StatementId, ...]:
    url = "https://un.example/{}/protection-of-witnesses"
    return await stores.record(
        draft("Law", LONG, url=url.format("en"), at=NOW - 2 * HOUR, terms=("topic:justice",)),
        draft("Ligji", OTHER, url=url.format("sq"), lang="sq", at=NOW - HOUR, terms=("topic:justice",)),
        draft("Zakon", "Kratko.", url=url.format("sr"), lang="sr", at=NOW),
    )


async def test_the_newest_are_listed_once_a_story_in_the_readers_first_language(
    stores: Stores, draft
) -> None:
    en, sq, sr = await three_languages(stores, draft)
    (alone,) = await stores.record(draft("Doctors", "Something else.", at=NOW - 90 * 60_000))
    assert await listed(stores) == [alone, en]
    assert await listed(stores, "sq", "en") == [sq, alone]
    assert await listed(stores, "sr", "en") == [sr, alone]
    assert await listed(stores, "en", "sr") == [alone, en]
    justice = (Term(TermKind.TOPIC, "justice"),)
    assert await listed(stores, "sr", "sq", "en", terms=justice) == [sq]
    await stores.statements.withdraw(sq, by=1, now=NOW)
    assert await listed(stores, "sq", "en") == [alone, en]


async def test_pages_of_the_newest_go_on_where_the_last_one_ended(stores: Stores, draft) -> None:
    wire = await stores.source(WIRE)
    un = await stores.source(UN)
    for number in range(4):
        text = LONG.replace("witnesses", f"number {number} of {number}{number}")
        new = draft(f"Law {number}", text, at=NOW + number)
        await stores.record(new, source=un)
        await stores.record(replace(new), source=wire)
    pages = [await stores.statements.latest(terms=(), langs=(), limit=2, offset=at) for at in (0, 2)]
    titles = [card.title for page in pages for card in page.cards]
    assert titles == ["Law 3", "Law 2", "Law 1", "Law 0"]
    assert [page.more for page in pages] == [True, False]


async def test_a_ranked_list_keeps_its_order_with_one_of_each_story(stores: Stores, draft) -> None:
    en, sq, sr = await three_languages(stores, draft)
    (alone,) = await stores.record(draft("Doctors", "Something else."))
    async with stores.database.read() as connection:
        assert await one_of_each(connection, [sr, alone, en], ["sq", "en"]) == [en, alone]
        assert await one_of_each(connection, [alone, en, sq, sr], ["sr"]) == [alone, sr]
        assert await one_of_each(connection, [sr, sq, en], []) == [en]
        assert await one_of_each(connection, [], ["sr"]) == []
    await stores.statements.withdraw(sr, by=1, now=NOW)
    async with stores.database.read() as connection:
        assert await one_of_each(connection, [sr, sq], ["sr"]) == [sr, sq]


async def test_what_new_statements_are_compared_with_is_pruned_when_it_is_old(stores: Stores, draft) -> None:
    (old,) = await stores.record(draft("Law", LONG, at=NOW - 6 * DAY))
    (new,) = await stores.record(draft("Doctors", OTHER))
    held = [await bands(stores, each) for each in (old, new)]
    assert min(map(len, held)) >= 21
    pruned = await prune(stores.database, now=NOW + 2 * DAY, retention_days=90, batch=10)
    assert pruned == len(held[0])
    assert [await bands(stores, each) for each in (old, new)] == [set(), held[1]]
