"""How PostgreSQL is asked: stretch after stretch, by expressions of which its index answers the loose form alone."""

import pytest
from sqlalchemy import text

from bot.domain.query import Form, Phrase, Query, Scope
from bot.domain.statement import DAY
from storage.reindex import keep_up
from storage.search_postgres import stretches
from storage.search_query import AllOf, AnyOf, Mark, Search, Together, Word
from storage.search_tsquery import expression, titled
from tests.storage.conftest import NOW, Stores


def bounds(mark: str) -> range:
    bits, number = map(int, mark.removeprefix("#").split("."))
    return range(number << bits, (number + 1) << bits)


@pytest.mark.parametrize(
    "last", [0, 1, 8_191, 8_192, 65_536, 100_000, 524_288, 1_000_000, 8_388_607, 30_000_000]
)
def test_the_stretches_hold_every_statement_once_the_newest_first(last: int) -> None:
    newest, *older = map(bounds, stretches(last))
    assert last in newest
    below = newest.start
    for stretch in older:
        assert stretch.stop == below
        below = stretch.start
    assert below == 0


def test_a_long_archive_has_few_stretches() -> None:
    assert max(len(stretches(last)) for last in range(0, 1 << 22, 4_999)) <= 26


def search(*wanted, unwanted=()) -> Search:
    return Search(AllOf(tuple(AnyOf((each,)) for each in wanted)), AnyOf(tuple(unwanted)), None)


def test_the_loose_form_has_words_that_stand_together_anywhere_and_excludes_no_phrase() -> None:
    asked = search(Together(("a", "b")), unwanted=(Together(("c", "d")), Word("e")))
    assert expression(asked) == "((('a' <-> 'b'))) & !(('c' <-> 'd') | ('e' | '+e'))"
    assert expression(asked, loose=True) == "((('a' & 'b'))) & !(('e' | '+e'))"
    alone = search(Word("a"), unwanted=(Together(("c", "d")),))
    assert expression(alone, loose=True) == "((('a' | '+a')))"


def test_a_title_must_hold_the_words_and_the_marks_stay() -> None:
    asked = search(Word("a", goes_on=True), Mark("#s1"), unwanted=(Word("b"),))
    assert titled(asked) == "(('^a':*) & ('#s1')) & !(('b' | '+b'))"
    assert titled(search(Mark("#s1"))) is None


async def found(stores: Stores, *clauses, excluded=(), limit: int = 1) -> list[str]:
    listed = await stores.search.find(Query(clauses, excluded, Scope()), limit=limit)
    return [card.title for card in listed.cards]


async def test_many_newer_ones_hide_no_title(stores: Stores, draft) -> None:
    await stores.record(draft("Dialogue resumes", at=NOW - DAY))
    await stores.record(*(draft(f"Report {n}", "a dialogue", at=NOW) for n in range(310)))
    assert await found(stores, (Form("dialogue"),)) == ["Dialogue resumes"]


async def test_a_phrase_is_found_behind_many_that_hold_its_words_elsewhere(stores: Stores, draft) -> None:
    await stores.record(draft("Old", "of the bridge", at=NOW - DAY))
    await stores.record(*(draft(f"Report {n}", "the end of it", at=NOW) for n in range(310)))
    assert await found(stores, (Phrase(("of", "the")),), limit=9) == ["Old"]
    assert len(await found(stores, (Form("of"),), excluded=(Phrase(("of", "the")),), limit=400)) >= 100


async def test_what_an_older_release_indexed_is_found_until_it_is_indexed_anew(stores: Stores, draft) -> None:
    await stores.record(draft("Kept"), draft("Kept too"))
    if stores.database.dialect == "postgresql":
        async with stores.database.write() as connection:
            await connection.execute(
                text("UPDATE fts_statement SET vector = ts_delete(vector, ARRAY['#13.0', '#16.0', '#19.0'])")
            )
    assert sorted(await found(stores, (Form("kept"),), limit=9)) == ["Kept", "Kept too"]
    while await keep_up(stores.database):
        pass
    assert sorted(await found(stores, (Form("kept"),), limit=9)) == ["Kept", "Kept too"]
