"""Keyword rules: asked about before they are saved, with what they would have found; listed and left."""

from dataclasses import replace

import pytest

from bot.domain.rule import MAX_LENGTH, MAX_PIECES
from bot.domain.statement import DAY
from bot.domain.subscriber import Term, TermKind
from sandbox import Person
from tests.bot.conftest import SPECS
from tests.bot.test_taps import planted


def word(key):
    return Term(TermKind.KEYWORD, key)


async def ask(bot, reader: Person, command: str):
    """The answer to a command."""
    await bot.settle(reader)
    reader.forgets()
    await reader.send(command)
    return await reader.receives()


async def test_a_rule_is_tried_on_the_last_month_before_it_is_saved(bot):
    reader = await bot.reader()
    await bot.publish("Water of the Ibar polluted", body="The water was polluted.")
    await bot.publish("Waters are polluted again", ago=2 * DAY)
    await bot.publish("Bottled water polluted", ago=3 * DAY)
    await bot.publish("Polluted water, long ago", ago=31 * DAY)
    await bot.publish("Clean water")
    asked = await ask(bot, reader, "/follow water polluted -bottled")
    assert bot.says("en", "rule-would-match", number=2) in asked.text
    assert "Water of the Ibar polluted – 24 November" in asked.text
    assert "Waters are polluted again – 22 November" in asked.text
    assert "long ago" not in asked.text
    assert bot.says("en", "rule-never", words="bottled") in asked.text
    assert (await bot.following(reader)).terms != (word("water polluted -bottled"),)
    await reader.taps(asked, "Save")
    await reader.sees_edit(asked, "You follow")
    assert (await bot.following(reader)).terms == (word("water polluted -bottled"),)


async def test_it_is_tried_in_the_languages_the_reader_reads(bot):
    reader = await bot.reader()
    await bot.publish("Ujit të ndotur iu gjet burimi", lang="sq")
    found = await bot.subscriber(reader)
    await bot.subscribers.update(found.id, langs=("en",))
    asked = await ask(bot, reader, "/follow uji ndotur")
    assert bot.says("en", "rule-would-match-nothing") in asked.text
    await bot.subscribers.update(found.id, langs=("en", "sq"))
    asked = await ask(bot, reader, "/follow uji ndotur")
    assert "Ujit të ndotur iu gjet burimi" in asked.text


async def test_of_many_statements_three_are_shown_and_the_message_stays_short(bot):
    reader = await bot.reader()
    for number in range(5):
        await bot.publish(f"Water {number} {'and <b>more</b> of it ' * 80}")
    asked = await ask(bot, reader, "/follow +water")
    assert bot.says("en", "rule-would-match", number=5) in asked.text
    assert asked.text.count("•") == 3


async def test_a_rule_that_is_not_wanted_leaves_nothing(bot):
    reader = await bot.reader()
    asked = await ask(bot, reader, "/follow +covid -vaksina school hospital")
    await reader.taps(asked, "Cancel")
    await reader.sees_edit(asked, bot.says("en", "rule-not-saved"))
    assert word("+covid school hospital -vaksina") not in (await bot.following(reader)).terms


async def test_a_rule_in_two_scripts_is_one_rule(bot):
    reader = await bot.reader()
    asked = await ask(bot, reader, "/follow Ибар -Вода")
    await reader.taps(asked, "Save")
    await reader.sees_edit(asked)
    answer = await ask(bot, reader, "/follow ibar -voda")
    assert answer.text == bot.says(
        "en", "follow-already", what=bot.word("en", "term-rule", words="ibar -voda")
    )


async def test_a_rule_longer_than_a_button_is_saved_listed_and_left(bot):
    reader = await bot.reader()
    typed = (
        '+korrupsioni "drejtësia për të gjithë qytetarët" "zaštitnik građana i čovek" ombudspersoni -futbolli'
    )
    asked = await ask(bot, reader, f"/follow {typed}")
    assert typed in asked.text
    await reader.taps(asked, "Save")
    await reader.sees_edit(asked, "You follow")
    listed = await ask(bot, reader, "/following")
    await reader.taps(listed, "✖️")
    await reader.sees_edit(listed, bot.says("en", "following-nothing"))
    assert (await bot.following(reader)).terms == ()


async def test_a_rule_is_left_by_what_is_listed_too(bot):
    reader = await bot.reader()
    found = await bot.subscriber(reader)
    await bot.subscribers.follow(found.id, word('"te drejtat e njeriut" -covid'), now=bot.clock())
    answer = await ask(bot, reader, "/unfollow „Të drejtat e njeriut“ -COVID")
    assert "You no longer follow" in answer.text
    assert word('"te drejtat e njeriut" -covid') not in (await bot.following(reader)).terms


async def test_a_button_of_the_release_before_still_ends_a_word(bot):
    reader = await bot.reader()
    found = await bot.subscriber(reader)
    await bot.subscribers.follow(found.id, word("uji ndotur"), now=bot.clock())
    listed = await planted(bot, reader, "follow:x:0:keyword:uji ndotur")
    await reader.taps(listed, "Tap")
    await reader.sees_edit(listed)
    assert word("uji ndotur") not in (await bot.following(reader)).terms


async def test_which_of_several_is_to_be_left_is_asked(bot):
    reader = await bot.reader()
    found = await bot.subscriber(reader)
    await bot.sources.sync([replace(SPECS[0], name="Covid-19 Info"), SPECS[1]], now=bot.clock())
    for term in (Term(TermKind.SOURCE, "agency"), Term(TermKind.TOPIC, "covid_19")):
        await bot.subscribers.follow(found.id, term, now=bot.clock())
    asked = await ask(bot, reader, "/unfollow covid-19 inf")
    assert asked.text == bot.says("en", "follow-unclear", typed="covid-19 inf")
    await reader.taps(asked, "Covid-19 Info")
    await reader.sees_edit(asked)
    assert Term(TermKind.SOURCE, "agency") not in (await bot.following(reader)).terms


@pytest.mark.parametrize(
    ("typed", "key", "details"),
    [
        ("-covid", "rule-only-minus", {}),
        ("covid -covid", "rule-contradicts", {"word": "covid"}),
        (" ".join(f"+word{n}" for n in range(11)), "rule-too-many-words", {"most": MAX_PIECES}),
        ("x" * 250, "rule-too-long", {"most": MAX_LENGTH}),
        ("я" * 3000, "rule-too-long", {"most": MAX_LENGTH}),
    ],
)
async def test_what_is_no_rule_is_explained(bot, typed, key, details):
    reader = await bot.reader()
    answer = await ask(bot, reader, f"/follow {typed}")
    assert answer.text == bot.says("en", key, **details)
