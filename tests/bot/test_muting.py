"""Muting topics and sources by name and by buttons, and what is no longer offered."""

from dataclasses import replace

import pytest

from bot.domain.subscriber import ALL, Term, TermKind
from bot.domain.topic import Taxonomy
from sandbox import Person
from tests.bot.conftest import SPECS
from tests.bot.newsroom import delivering

RIGHTS, AGENCY = Term(TermKind.TOPIC, "human_rights"), Term(TermKind.SOURCE, "agency")


async def ask(bot, reader: Person, command: str):
    """The answer to a command."""
    await bot.settle(reader)
    reader.forgets()
    await reader.send(command)
    return await reader.receives()


@pytest.mark.parametrize(
    ("typed", "name", "term"),
    [
        ("ljudska prava", "Human rights", RIGHTS),
        ("humen rights", "Human rights", RIGHTS),
        ("agjencia lajmesi", "Agjencia Lajmësi", AGENCY),
    ],
)
async def test_a_topic_or_source_is_muted_and_heard_again_by_name(bot, typed, name, term):
    reader = await bot.reader()
    assert (await ask(bot, reader, f"/mute {typed}")).text == bot.says("en", "mute-muted", what=name)
    assert (await bot.following(reader)).muted == (term,)
    assert (await ask(bot, reader, f"/mute {typed}")).text == bot.says("en", "mute-already", what=name)
    assert (await ask(bot, reader, f"/unmute {typed}")).text == bot.says("en", "mute-unmuted", what=name)
    assert (await ask(bot, reader, f"/unmute {typed}")).text == bot.says("en", "mute-not-muted", what=name)
    assert (await bot.following(reader)).muted == ()


async def test_who_follows_a_topic_can_mute_a_source_of_it(bot):
    reader = await bot.reader()
    await ask(bot, reader, "/follow human rights")
    await ask(bot, reader, "/mute agjencia lajmësi")
    following = await bot.following(reader)
    assert (following.terms, following.muted) == ((RIGHTS,), (AGENCY,))
    async with delivering(bot):
        muted = await bot.publish("From the muted one", source="agency", topics=("human_rights",))
        await bot.publish("From the other", source="mission", topics=("human_rights",))
        await reader.receives("From the other")
        assert muted
        assert not [message for message in reader.messages if "From the muted one" in message.text]


@pytest.mark.parametrize("typed", ["Ujmani", "all", "-covid x1", "quantum chromodynamics"])
async def test_only_topics_and_sources_can_be_muted(bot, typed):
    reader = await bot.reader()
    assert (await ask(bot, reader, f"/mute {typed}")).text == bot.says("en", "mute-unknown")
    assert (await bot.following(reader)).muted == ()


async def test_an_unclear_name_gets_a_button_for_each(bot):
    await bot.sources.sync([replace(SPECS[0], name="Human Rights"), SPECS[1]], now=bot.clock())
    reader = await bot.reader()
    asked = await ask(bot, reader, "/mute human rights")
    assert asked.text == bot.says("en", "mute-unclear")
    assert asked.buttons == ["Human rights", "Human Rights"]
    await reader.taps(asked, "Human Rights")
    await reader.sees_edit(asked, "is muted")
    assert (await bot.following(reader)).muted == (AGENCY,)


async def test_what_is_muted_is_chosen_with_marks(bot):
    reader = await bot.reader()
    screen = await ask(bot, reader, "/mute")
    assert bot.says("en", "mute-none") in screen.text
    assert await reader.taps(screen, "Agjencia Lajmësi") == "🔇 Agjencia Lajmësi"
    await reader.sees_edit(screen, "Muted now: Agjencia Lajmësi")
    await reader.taps(screen, "🔇 Topics")
    await reader.sees_edit(screen)
    await reader.taps(screen, "▶")
    await reader.sees_edit(screen)
    await reader.taps(screen, screen.buttons[0])
    await reader.sees_edit(screen, "🔇")
    assert len((await bot.following(reader)).muted) == 2
    await reader.taps(screen, "Sources")
    await reader.sees_edit(screen)
    assert await reader.taps(screen, "🔇 Agjencia Lajmësi") == "🔔 Agjencia Lajmësi"
    await reader.sees_edit(screen)
    await reader.taps(screen, "Done")
    await reader.sees_edit(screen, bot.says("en", "following-everything"))


async def test_following_leads_to_muting_and_says_what_is_muted(bot):
    reader = await bot.reader()
    listed = await ask(bot, reader, "/following")
    await reader.taps(listed, "🔇 Mute")
    await reader.sees_edit(listed, "Muted")
    await reader.taps(listed, "The Mission")
    await reader.sees_edit(listed, "The Mission")
    await reader.taps(listed, "Done")
    await reader.sees_edit(listed, bot.says("en", "following-muted", what="The Mission"))


async def test_a_topic_that_is_no_longer_offered_is_said_and_can_be_left(bot):
    reader = await bot.reader()
    found = await bot.subscriber(reader)
    gone = Term(TermKind.TOPIC, "steel_plants")
    await bot.subscribers.follow(found.id, gone, now=bot.clock())
    await bot.subscribers.unfollow(found.id, ALL)
    listed = await ask(bot, reader, "/following")
    name = bot.word("en", "term-topic-gone", name="steel_plants")
    assert name in listed.text
    assert bot.says("en", "following-gone") in listed.text
    await reader.taps(listed, f"✖️ {name}")
    await reader.sees_edit(listed, bot.says("en", "following-nothing"))


async def test_a_source_that_left_the_file_is_said_and_can_be_left(bot):
    reader = await bot.reader()
    await ask(bot, reader, "/follow Agjencia Lajmësi")
    await bot.sources.sync([replace(SPECS[0], enabled=False), SPECS[1]], now=bot.clock())
    listed = await ask(bot, reader, "/following")
    name = bot.word("en", "term-source-gone", name="agency")
    assert name in listed.text
    await reader.taps(listed, f"✖️ {name}")
    await reader.sees_edit(listed, bot.says("en", "following-nothing"))


async def test_a_topic_renamed_keeps_its_readers_under_its_new_name(bot):
    reader = await bot.reader()
    await ask(bot, reader, "/follow human rights")
    voice = bot.house.voice
    topics = [
        replace(topic, names={**topic.names, "en": "Rights of all"}) if topic.key == RIGHTS.key else topic
        for topic in voice.taxonomy.topics
    ]
    renamed = replace(bot.house, voice=replace(voice, taxonomy=Taxonomy(topics)))
    bot.application.bot_data["house"] = renamed
    listed = await ask(bot, reader, "/following")
    assert "Rights of all" in listed.text
    assert bot.says("en", "following-gone") not in listed.text
