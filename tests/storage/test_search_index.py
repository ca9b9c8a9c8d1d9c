"""The search index: lemmas, narrowing, stories, and its upkeep, on both databases."""

from sqlalchemy import insert, text

from bot.domain.lexicon import Plain
from bot.domain.query import About, Form, Phrase, Query, Scope
from bot.domain.source import SourceSpec
from bot.domain.spelling import Spelling
from bot.domain.statement import DAY, NewRevision, Words
from storage.meta import read, write
from storage.reindex import keep_up, reindex
from storage.schema import subject
from storage.search import SqlSearchStore
from storage.stories import unite
from storage.vocabulary import learn
from tests.storage.conftest import NOW, WIRE, Stores

LEMMAS = {"zgjedhjeve": "zgjedhje", "zgjedhjet": "zgjedhje", "izbora": "izbori"}


class Endings(Plain):
    """Knows a few forms, each in its language."""

    version = "endings"

    def lemma(self, word, lang):
        return LEMMAS.get(word, word) if lang in ("sq", "sr") else word

    def lemmas(self, words, lang):
        return tuple(self.lemma(word, lang) for word in words)

    def is_common(self, word, lang):
        return word == "pas"


async def titles(stores: Stores, *clauses, scope: Scope | None = None, langs=(), excluded=()) -> list[str]:
    query = Query(clauses, excluded, scope or Scope())
    listed = await stores.search.find(query, langs=langs, limit=20)
    return [card.title for card in listed.cards]


async def elections(stores: Stores, draft) -> None:
    stores.database.lexicon = Endings()
    await stores.record(
        draft("Rezultatet e zgjedhjeve", lang="sq", terms=("topic:elections",), at=NOW - 300 * DAY),
        draft("Резултати избора", lang="sr", terms=("topic:elections", "topic:courts"), at=NOW - 40 * DAY),
        draft("Zgjedhjeve in an English text", at=NOW - 2 * DAY),
    )


async def test_a_lemma_finds_the_forms_of_a_texts_own_language(stores: Stores, draft) -> None:
    await elections(stores, draft)
    assert await titles(stores, (Form("zgjedhje"),)) == ["Rezultatet e zgjedhjeve"]
    assert await titles(stores, (Form("izbori"), Form("zgjedhje"))) == [
        "Резултати избора", "Rezultatet e zgjedhjeve",
    ]  # fmt: skip
    assert await titles(stores, (Form("rezultatet"),), excluded=(Form("zgjedhje"),)) == []


class Odd(Plain):
    """Its lemmas hold what no word does."""

    odd = 's\'a \\ "x" (b):* & !_'

    def lemma(self, word, lang):
        return self.odd if word == "sa" else word

    def lemmas(self, words, lang):
        return tuple(self.lemma(word, lang) for word in words)


async def test_a_lemma_may_hold_anything(stores: Stores, draft) -> None:
    stores.database.lexicon = Odd()
    await stores.record(draft("Sa kushton"), draft("Tjetër"))
    assert await titles(stores, (Form("sa"), Form(Odd.odd))) == ["Sa kushton"]
    assert await titles(stores, (Form("tjeter"), Form("_"))) == ["Tjetër"]


async def test_quotes_find_no_other_form(stores: Stores, draft) -> None:
    await elections(stores, draft)
    assert await titles(stores, (Phrase(("zgjedhje",)),)) == []
    assert await titles(stores, (Phrase(("e", "zgjedhjeve")),)) == ["Rezultatet e zgjedhjeve"]


async def test_a_topic_is_found_whatever_the_words(stores: Stores, draft) -> None:
    await elections(stores, draft)
    assert await titles(stores, (Form("nothing"), About("courts"))) == ["Резултати избора"]
    assert await titles(stores, (About("a topic nobody has"),)) == []


async def test_a_search_is_narrowed(stores: Stores, draft) -> None:
    await elections(stores, draft)
    await stores.record(draft("On the wire", lang="sq"), source=await stores.source(WIRE))
    everything = await titles(stores, scope=Scope(sources=("un", "wire")))
    assert everything == [
        "On the wire", "Zgjedhjeve in an English text", "Резултати избора", "Rezultatet e zgjedhjeve",
    ]  # fmt: skip
    for scope, found in (
        (Scope(sources=("wire",)), everything[:1]),
        (Scope(sources=("nobody",)), []),
        (Scope(topics=("courts",)), everything[2:3]),
        (Scope(topics=("courts", "elections")), everything[2:]),
        (Scope(langs=("sq",)), [everything[0], everything[3]]),
        (Scope(since=NOW - 41 * DAY), everything[:3]),
        (Scope(since=NOW - 39 * DAY), everything[:2]),
        (Scope(since=NOW + DAY), []),
        (Scope(since=0), everything),
        (Scope(sources=("un",), langs=("sr", "en"), since=NOW - 3 * DAY), everything[1:2]),
    ):
        assert await titles(stores, scope=scope) == found, scope


async def test_one_statement_stands_for_its_story_in_the_readers_language(stores: Stores, draft) -> None:
    ids = await stores.record(draft("Ura, the bridge"), draft("Bridge: ura", lang="sq"), draft("Ura, ura"))
    async with stores.database.write() as connection:
        await unite(connection, ids[:2])
    assert sorted(await titles(stores, (Form("ura"),), langs=("sq",))) == ["Bridge: ura", "Ura, ura"]
    assert sorted(await titles(stores, (Form("ura"),), langs=("en",))) == ["Ura, the bridge", "Ura, ura"]


async def test_a_correction_is_found_by_its_new_words_and_topics_only(stores: Stores, draft) -> None:
    await elections(stores, draft)
    await stores.record(draft("Old words", terms=("topic:courts",), guid="x"))
    source = await stores.source()
    known = (await stores.statements.recognise(source.id, [draft(guid="x").incoming.identity], [])).same
    (old,) = known.values()
    await stores.record(corrected=(NewRevision(old, Words("New words"), ()),), source=source)
    assert await titles(stores, (Form("old"),)) == []
    assert await titles(stores, (Form("new"),)) == ["New words"]
    assert await titles(stores, (About("courts"),)) == ["Резултати избора"]


async def test_a_search_that_takes_too_long_gives_the_newest_hits_and_says_so(stores: Stores, draft) -> None:
    await stores.record(*(draft(f"Report {n}", at=NOW + n) for n in range(200)))
    listed = await SqlSearchStore(stores.database, longest=0).find(Query(((Form("report"),),)), limit=1)
    assert listed.bounded
    if stores.database.dialect == "sqlite":
        assert [card.title for card in listed.cards] == ["Report 199"]
    assert not (await stores.search.find(Query(((Form("report"),),)), limit=1)).bounded


async def test_the_newest_stretches_of_a_long_archive_are_searched_first(stores: Stores, draft) -> None:
    await stores.record(draft("Old report", at=NOW - DAY))
    async with stores.database.write() as connection:
        await connection.execute(insert(subject).values(id=3 << 16, kind="broadcast"))
        if stores.database.dialect == "postgresql":
            await connection.execute(text("SELECT setval(pg_get_serial_sequence('subject', 'id'), 196608)"))
    (new,) = await stores.record(draft("New report"))
    assert new > 3 << 16
    assert await titles(stores, (Form("report"),)) == ["New report", "Old report"]


async def test_another_lexicon_has_everything_indexed_anew_step_by_step(stores: Stores, draft) -> None:
    await stores.record(*(draft(f"{n} zgjedhjeve", lang="sq") for n in range(5)))
    assert await keep_up(stores.database) == 5  # it was never told to be up to date
    stores.database.lexicon = Endings()
    assert await titles(stores, (Form("zgjedhje"),)) == []
    assert await reindex(stores.database, most=2) == 2
    assert len(await titles(stores, (Form("zgjedhje"),))) == 2
    await stores.record(draft("fresh zgjedhjeve", lang="sq"))  # while it goes on
    assert [await reindex(stores.database, most=2) for _ in range(4)] == [2, 1, 0, 0]
    assert len(await titles(stores, (Form("zgjedhje"),))) == 6
    assert len(await titles(stores, (Form("zgjedhjeve"),))) == 6


async def test_a_lexicon_that_changes_again_meanwhile_begins_from_the_newest(stores: Stores, draft) -> None:
    await stores.record(*(draft(f"{n} zgjedhjeve", lang="sq") for n in range(3)))
    await reindex(stores.database, most=2)
    stores.database.lexicon = Endings()
    assert [await reindex(stores.database, most=2) for _ in range(3)] == [2, 1, 0]
    assert len(await titles(stores, (Form("zgjedhje"),))) == 3


async def known(stores: Stores, word: str) -> list[Spelling]:
    return sorted(await stores.search.spelled_like(word), key=lambda each: each.word)


async def test_the_vocabulary_learns_the_archive_little_by_little(stores: Stores, draft) -> None:
    await stores.record(
        draft("Mitrovicë, MITROVICË"), draft("Приштина"), draft("Në Mitrovicë e Prishtinë 2026 a_b")
    )
    assert [await learn(stores.database, most=2) for _ in range(3)] == [2, 1, 0]
    assert await known(stores, "mitrovice") == [Spelling("mitrovice", "mitrovicë", 2)]
    assert await known(stores, "pristna") == [Spelling("pristina", "priština", 1)]
    assert await known(stores, "2026") == []
    assert await known(stores, "zzzzz") == []


async def test_words_that_begin_or_end_alike_are_compared(stores: Stores, draft) -> None:
    await stores.record(draft("government governance environment basement"))
    await learn(stores.database, most=9)
    await stores.record(draft("prishtina"))
    await learn(stores.database, most=9)
    near = {each.word for each in await known(stores, "govrnment")}
    assert "government" in near
    assert "prishtina" not in near
    assert "government" in [each.word for each in await known(stores, "hovernment")]


async def test_what_the_database_remembers_of_itself(stores: Stores) -> None:
    async with stores.database.write() as connection:
        assert await read(connection, "x") is None
        for value in ("1", "2"):
            await write(connection, stores.database, "x", value)
        assert await read(connection, "x") == "2"


async def test_a_source_that_left_keeps_its_statements_in_search(stores: Stores, draft) -> None:
    await stores.record(draft("Kept"))
    await stores.sources.sync([SourceSpec("other", "Other", "https://other.example/feed")], now=NOW)
    assert await titles(stores, (Form("kept"),), scope=Scope(sources=("un",))) == ["Kept"]
