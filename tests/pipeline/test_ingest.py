"""INGEST with the real fetcher, worker and stores: what a look at a feed leaves behind, on both databases."""

import asyncio
import ipaddress
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest

from bot.data import load_sources, load_taxonomy
from bot.domain.lexicon import Plain
from bot.domain.statement import Millis
from bot.domain.subscriber import Address, ChatKind, Term, TermKind
from bot.feeds.fetcher import HttpFetcher
from bot.feeds.parser import WorkerParser
from bot.language.detect import Detector
from bot.pipeline.ingest import Ingest, Ports
from bot.services.rules import RuleService
from sandbox.agency import Agency, AgencyStatement, write_demo_sources
from storage.desk import SqlDeskStore
from storage.fanouts import SqlFanoutStore
from storage.rules import SqlRuleStore
from storage.sources import SqlSourceStore
from storage.statements import SqlStatementStore
from storage.subscribers import SqlSubscriberStore

LOOPBACK = [ipaddress.ip_network("127.0.0.0/8")]
TEXT = "The mission said today that twelve places are open to everyone who needs them, in all the towns."


@dataclass
class Desk:
    agency: Agency
    ports: Ports
    ingest: Ingest
    fanouts: SqlFanoutStore
    ahead: list
    nudges: list = field(default_factory=list)
    later: Millis = 0
    subscribers: SqlSubscriberStore | None = None

    def clock(self):
        return time.time_ns() // 1_000_000 + self.later

    async def look(self, seconds=30):
        """A while later, every source that is due is looked at."""
        self.later += seconds * 1000
        self.ahead[0] += seconds
        due = await self.ingest.run_due()
        await self.ingest.finish()
        return due

    def publish(self, number, title, body=TEXT, lang="en"):
        self.agency.publish(AgencyStatement(str(number), lang, title, f"{title}: {body}", body))

    async def archive(self):
        return (await self.ports.statements.latest(terms=(), langs=(), limit=500)).cards

    async def on_their_way(self):
        return len(await self.fanouts.live(now=self.clock()))

    async def source(self):
        return await self.ports.sources.get("gurra_en")

    async def notices(self):
        return [notice.key for notice in await self.ports.desk.untold()]


@pytest.fixture
async def desk(database, tmp_path):
    async with a_desk(database, tmp_path) as made:
        yield made


@asynccontextmanager
async def a_desk(database, tmp_path, **more):
    ahead = [0]  # seconds
    agency_clock = lambda: time.time() + ahead[0]  # noqa: E731
    async with (
        Agency(None, clock=agency_clock) as agency,
        HttpFetcher("test", LOOPBACK) as fetcher,
        WorkerParser() as parser,
    ):
        write_demo_sources(tmp_path / "s.toml", agency)
        rules = RuleService(SqlRuleStore(database), Plain(), clock=lambda: round(agency_clock() * 1000))
        ports = Ports(
            SqlSourceStore(database), SqlStatementStore(database), rules,
            SqlDeskStore(database), fetcher, parser, Detector(),
        )  # fmt: skip
        taxonomy = load_taxonomy()
        specs = load_sources(tmp_path / "s.toml", taxonomy)[:1]
        desk = Desk(agency, ports, None, SqlFanoutStore(database), ahead)
        desk.subscribers = SqlSubscriberStore(database)
        await desk.subscribers.add(Address(1), ChatKind.PRIVATE, ui_lang="en", langs=(), now=desk.clock())
        await ports.sources.sync(specs, now=desk.clock())
        settings = {"poll_interval": 10, "flood_guard": 20} | more
        desk.ingest = Ingest(
            ports, taxonomy=taxonomy, clock=desk.clock, published=lambda: desk.nudges.append(1),
            jitter=lambda: 0.5, **settings,
        )  # fmt: skip
        yield desk


async def test_the_first_look_fills_the_archive_and_pushes_nothing(desk):
    desk.publish(1, "Human rights day")
    assert await desk.look() == 1
    (card,) = await desk.archive()
    assert (card.title, card.lang, card.topics) == ("Human rights day", "en", ("human_rights",))
    assert await desk.on_their_way() == 0
    assert desk.nudges == []


async def test_what_is_new_later_goes_on_its_way_once(desk):
    await desk.look()
    desk.publish(1, "A new bridge")
    await desk.look()
    await desk.look()
    assert await desk.on_their_way() == 1
    assert desk.nudges == [1]


async def test_an_unchanged_feed_is_not_read_again_and_a_source_is_not_due_before_its_time(desk):
    desk.publish(1, "A new bridge")
    await desk.look()
    assert await desk.look(seconds=1) == 0
    await desk.look()
    source = await desk.source()
    assert source.fetch.etag
    assert source.fetch.failures == 0


async def test_a_changed_figure_is_a_new_revision_and_the_old_one_is_kept(desk):
    await desk.look()
    desk.publish(1, "Twelve places")
    await desk.look()
    desk.agency.correct("1", title="Fourteen places")
    await desk.look()
    (card,) = await desk.archive()
    assert (card.title, card.revision_no) == ("Fourteen places", 2)
    assert card.corrected_at
    assert [words.title for _, words in await desk.ports.statements.revisions(card.id)] == [
        "Twelve places",
        "Fourteen places",
    ]


async def test_a_flood_waits_for_an_editor(desk):
    await desk.look()
    for number in range(30):
        desk.publish(number, f"Statement number {number}", f"{number} {TEXT}")
    await desk.look()
    assert await desk.on_their_way() == 0
    assert (await desk.source()).waiting == 30
    assert await desk.notices() == ["flood-waiting"]
    assert await desk.ports.statements.release("gurra_en", newest=3, by=900, now=desk.clock()) == 3
    assert await desk.on_their_way() == 3


async def test_with_the_guard_off_a_burst_of_200_loses_none_and_keeps_its_order(database, tmp_path):
    async with a_desk(database, tmp_path, flood_guard=0) as desk:
        await desk.look()
        for number in range(200):
            desk.publish(number, f"Statement number {number}", f"{number} {TEXT}")
        await desk.look()
        live = await desk.fanouts.live(now=desk.clock())
        assert len(live) == 200
        cards = await desk.ports.statements.cards([f.subject for f in live])
        times = [cards[f.subject].published_at for f in sorted(live, key=lambda f: f.id)]
        assert times == sorted(times)


async def test_a_failing_source_waits_longer_is_told_once_and_recovers(desk):
    desk.agency.fails_with = 503
    for _ in range(6):
        assert await desk.look(seconds=9000) == 1
    source = await desk.source()
    assert source.fetch.failures == 6
    assert await desk.notices() == ["source-failing"]
    desk.agency.fails_with = None
    await desk.look(seconds=9000)
    assert (await desk.source()).fetch.failures == 0


async def test_a_source_that_is_gone_is_left_alone_and_told(desk):
    desk.agency.fails_with = 410
    await desk.look()
    assert await desk.notices() == ["source-gone"]
    assert await desk.look(seconds=90_000) == 0


async def test_a_silent_source_is_told(desk):
    await desk.look()
    desk.publish(1, "One")
    await desk.look()
    desk.publish(2, "Two", "Quite other words about something else that happened in the town today, twice.")
    await desk.look()
    await desk.look(seconds=6 * 86_400)
    assert "source-stale" in await desk.notices()


async def test_a_keyword_that_somebody_follows_is_found(desk):
    store = desk.subscribers
    reader, _ = await store.add(Address(5), ChatKind.PRIVATE, ui_lang="en", langs=("en",), now=desk.clock())
    await store.follow(reader.id, Term(TermKind.KEYWORD, "bridge"), now=desk.clock())
    await desk.look()
    desk.publish(1, "A new bridge")
    await desk.look()
    (fanout,) = await desk.fanouts.live(now=desk.clock())
    assert Term(TermKind.KEYWORD, "bridge") in fanout.audience


async def test_a_rule_is_heeded_from_the_next_look_until_it_is_left(desk):
    store = desk.subscribers
    reader, _ = await store.add(Address(5), ChatKind.PRIVATE, ui_lang="en", langs=("en",), now=desk.clock())
    bridge = Term(TermKind.KEYWORD, '"new bridge" -toll')
    await desk.look()
    desk.publish(1, "A new bridge")
    await desk.look()
    await store.follow(reader.id, bridge, now=desk.clock())
    desk.publish(2, "Another new bridge")
    desk.publish(3, "A new bridge and its toll")
    desk.publish(4, "A bridge that is new")
    await desk.look()
    await store.unfollow(reader.id, bridge)
    desk.publish(5, "The newest new bridge")
    await desk.look()
    live = await desk.fanouts.live(now=desk.clock())
    assert [bridge in fanout.audience for fanout in live] == [False, True, False, False, False]


async def test_a_source_may_fix_topics_of_its_own(database, tmp_path):
    async with a_desk(database, tmp_path) as desk:
        (source,) = [s for s in await desk.ports.sources.all() if s.spec.key == "gurra_en"]
        await desk.ports.sources.sync([replace(source.spec, topics=("water", "health"))], now=desk.clock())
        await desk.look()
        desk.publish(1, "Human rights day")
        await desk.look()
        (card,) = await desk.archive()
        assert set(card.topics) == {"human_rights", "water", "health"}


async def test_looks_under_way_are_given_up_when_we_stop(desk):
    desk.later += 30_000
    await desk.ingest.run_due()
    await desk.ingest.stop()
    await asyncio.sleep(0)
    assert await desk.on_their_way() == 0


ENGLISH = (
    "The mission and its partners marked Human Rights Day in twelve towns on Friday. Young people spoke about "
    "school, work and the year of the pandemic. The head of the mission thanked the teachers for every open class."
)
ALBANIAN = (
    "Misioni dhe partnerët e tij shënuan të premten Ditën e të Drejtave të Njeriut në dymbëdhjetë qytete. Të rinjtë "
    "folën për shkollën, punën dhe vitin e pandemisë. Shefja e misionit falënderoi mësuesit për çdo klasë të hapur."
)
SERBIAN = (
    "Мисија и њени партнери обележили су у петак Дан људских права у дванаест градова. Млади су говорили о школи, "
    "послу и години пандемије. Шефица мисије захвалила је наставницима за сваки отворени разред."
)


async def test_a_page_in_three_languages_is_one_story_of_three_statements(desk):
    await desk.look()
    desk.publish(1, "Human Rights Day", f"{ENGLISH}\n\n***\n\n{ALBANIAN}\n\n***\n\n{SERBIAN}")
    await desk.look()
    assert await desk.on_their_way() == 3
    (card,) = await desk.archive()
    assert (card.lang, card.title) == ("en", "Human Rights Day")
    assert sorted(other.lang for other in card.others) == ["sq", "sr"]
    (serbian,) = (await desk.ports.statements.latest(terms=(), langs=("sr", "en"), limit=9)).cards
    assert SERBIAN.startswith(serbian.title.rstrip("…"))
    assert serbian.script == "Cyrl"
    await desk.look()
    assert await desk.on_their_way() == 3


async def test_a_correction_in_one_language_of_a_page_leaves_the_others_as_they_are(desk):
    await desk.look()
    desk.publish(1, "Human Rights Day", f"{ENGLISH}\n\n***\n\n{ALBANIAN}")
    await desk.look()
    corrected = ALBANIAN.replace("dymbëdhjetë", "katërmbëdhjetë")
    desk.agency.correct(
        "1", summary=f"{ENGLISH}\n\n***\n\n{corrected}", body=f"{ENGLISH}\n\n***\n\n{corrected}"
    )
    await desk.look()
    albanian, english = [
        (await desk.ports.statements.latest(terms=(), langs=langs, limit=9)).cards[0]
        for langs in (("sq",), ("en",))
    ]
    assert [(card.lang, card.revision_no) for card in (albanian, english)] == [("sq", 2), ("en", 1)]


async def test_translations_that_a_page_gets_later_join_it(desk):
    await desk.look()
    desk.agency.publish(AgencyStatement("1", "en", "Human Rights Day", ENGLISH, ENGLISH))
    await desk.look()
    (before,) = await desk.archive()
    both = f"{ALBANIAN}\n\n***\n\n{ENGLISH}"
    desk.agency.correct("1", summary=both, body=both)
    await desk.look()
    (english,) = await desk.archive()
    assert (english.id, english.revision_no, english.lang) == (before.id, 1, "en")
    assert [other.lang for other in english.others] == ["sq"]
