"""Search: nothing a reader types is an error, and both databases find and rank alike."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.lexicon import Plain
from bot.domain.query import Form, Phrase, Query, parse_query
from bot.domain.statement import DAY, Push
from bot.domain.topic import Taxonomy
from bot.domain.widening import Widener
from storage import search
from storage.database import Database
from storage.search import SqlSearchStore
from tests.storage.conftest import NOW, Stores

ARCHIVE = (
    ("COVID-19: new measures", "The ministry announced measures in all schools.", 1),
    ("Mbrojtja e të drejtave të njeriut", "Misioni mbështet të drejtat e komuniteteve në Prishtinë.", 2),
    ("Људска права у Ђаковици", "Мисија подржава заштиту сведока.", 3),
    (
        "Water supply",
        "The water in Gjakova is safe to drink, and so is the water of Peja. Water tests go on.",
        4,
    ),
    ("Roads", "Works on the road to Gjilan; the water company is informed.", 5),
    ("Elections called", "Elections will be held on Sunday. Observers watch the elections.", 6),
    (
        "Elections called, an old piece",
        "Elections will be held on Sunday. Observers watch the elections.",
        900,
    ),
    ("snake_case and 1.5/2", "a/b test@example.org O'Neill back\\slash", 8),
)


@pytest.fixture
async def archive(stores: Stores, draft) -> Stores:
    made = [
        draft(title, body, at=NOW - age * DAY, push=Push.STORED) for title, body, age in reversed(ARCHIVE)
    ]
    await stores.record(*made)
    return stores


WIDENER = Widener(Plain(), Taxonomy([]))


def query_of(typed: str) -> Query:
    """The words of it, in no other form than they stand."""
    found = WIDENER.widen(parse_query(typed))
    return Query(found.clauses, found.excluded)


async def titles(stores: Stores, typed: str, **more) -> list[str]:
    listed = await stores.search.find(query_of(typed), **{"limit": 20} | more)
    return [card.title for card in listed.cards]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("covid-19", ["COVID-19: new measures"]),
        ('"covid 19"', ["COVID-19: new measures"]),
        ("te drejtat e njeriut", ["Mbrojtja e të drejtave të njeriut"]),
        ("ljudska prava", ["Људска права у Ђаковици"]),
        ("Đakovici", ["Људска права у Ђаковици"]),
        ("DJAKOVICI", ["Људска права у Ђаковици"]),
        ("сведоци OR svedoka", ["Људска права у Ђаковици"]),
        ("minis", []),
        ("minis*", ["COVID-19: new measures"]),
        ('"minis"', []),
        ('"water in Gjakova"', ["Water supply"]),
        ('"gjakova water"', []),
        ("water -road", ["Water supply"]),
        ('water -"water company"', ["Water supply"]),
        ("gjilan OR peja -safe", ["Roads"]),
        ("water schools", []),
        ("snake_case", ["snake_case and 1.5/2"]),
        ("case", ["snake_case and 1.5/2"]),
        ("1.5", ["snake_case and 1.5/2"]),
        ("a/b", ["snake_case and 1.5/2"]),
        ("O'Neill", ["snake_case and 1.5/2"]),
        ("example.org", ["snake_case and 1.5/2"]),
        ("supply ministry", []),
        ('"supply water"', []),
        ("_", []),
        ("-water", []),
        ("", []),
    ],
)
async def test_both_databases_find_the_same(archive: Stores, typed: str, found: list[str]) -> None:
    assert await titles(archive, typed) == found


async def test_both_databases_rank_the_same(archive: Stores) -> None:
    assert await titles(archive, "water") == ["Water supply", "Roads"]
    assert await titles(archive, "elections") == ["Elections called", "Elections called, an old piece"]


async def test_a_title_says_more_than_a_text(stores: Stores, draft) -> None:
    filler = "It was said that much remains to be done in the coming weeks by everyone involved."
    await stores.record(
        draft("Something else", f"{filler} Culture. {filler}"), draft("Culture", f"{filler} {filler}")
    )
    assert await titles(stores, "culture") == ["Culture", "Something else"]


async def test_equal_hits_come_newest_first_and_pages_share_none(stores: Stores, draft) -> None:
    await stores.record(*(draft("Same words", f"n{n}", at=NOW + n // 3) for n in range(9)))
    whole = await titles(stores, "same", limit=9)
    query = query_of("same")
    pages = [await stores.search.find(query, limit=4, offset=at) for at in (0, 4, 8, 12)]
    ids = [card.id for page in pages for card in page.cards]
    assert ids == sorted(ids, reverse=True)
    assert [page.more for page in pages] == [True, True, False, False]
    assert len(whole) == len(ids) == 9


async def test_of_a_very_common_word_only_the_newest_hits_are_ranked(
    stores: Stores, draft, monkeypatch
) -> None:
    monkeypatch.setattr(search, "NEWEST", 5)
    await stores.record(*(draft(f"Report {n}", at=NOW + n) for n in range(8)))
    listed = await stores.search.find(query_of("report"), limit=20)
    assert [card.title for card in listed.cards] == [f"Report {n}" for n in (7, 6, 5, 4, 3)]
    assert (listed.bounded, listed.more) == (True, False)
    assert not (await stores.search.find(query_of('"report 1"'), limit=20)).bounded


async def test_a_text_of_any_length_is_indexed(stores: Stores, draft) -> None:
    ligatures = "\ufdfa" * 3_000  # each folds to eighteen letters
    body = " ".join(["word", "x" * 5_000, ligatures, *(f"w{n}" for n in range(17_000)), "w0 " * 500])
    await stores.record(draft("Long", body))
    assert await titles(stores, "w16384") == ["Long"]
    assert await titles(stores, "x" * 5_000) == ["Long"]
    assert await titles(stores, '"w1 w2 w3"') == ["Long"]


async def test_words_that_look_like_operators_are_only_words(stores: Stores, draft) -> None:
    await stores.record(draft("and or not near: title"))
    query = Query(((Phrase(("or",)), Form("near", goes_on=True)), (Form("not"),)), (Form("match"), Form("_")))
    listed = await stores.search.find(query, limit=3)
    assert [card.title for card in listed.cards] == ["and or not near: title"]


@pytest.fixture
def asked(archive: Stores, database_url: str):
    """Ask the archive from outside its loop, as hypothesis needs it."""

    async def ask(loop_bound: list[Database], query: Query) -> None:
        if not loop_bound:
            loop_bound.append(await Database.open(database_url))
        store = SqlSearchStore(loop_bound[0])
        await store.find(query, langs=("sq",), limit=3)
        await store.find(query, limit=3)

    return ask


SYNTAX = st.text(
    alphabet="\"'-*():&|!<>^~\\/+{}[]#%_,.; \t\nOR ANDNOTNEAR aà1đЂ€🕊\u0301\u200d\ufdfa", max_size=60
)


def test_no_query_of_a_reader_is_an_error(asked) -> None:
    opened: list[Database] = []
    with asyncio.Runner() as runner:

        @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
        @given(st.one_of(st.text(max_size=80), SYNTAX))
        def never_raises(typed: str) -> None:
            runner.run(asked(opened, query_of(typed)))

        never_raises()
        runner.run(opened[0].close())
