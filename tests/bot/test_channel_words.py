"""A channel's keywords: typed by its administrators in a private chat, tried, saved, and left on its card."""

import pytest

from bot.domain.rule import MAX_LENGTH
from bot.domain.subscriber import ALL, Term, TermKind
from bot.services.following import MAX_KEYWORDS
from tests.bot.test_settings import planted

RULE = '+covid "të drejtat e njeriut" -vaksina'
SAVED = Term(TermKind.KEYWORD, 'covid "te drejtat e njeriut" -vaksina')


def word(key):
    return Term(TermKind.KEYWORD, key)


async def linked(bot, *, username="agency_news"):
    """An administrator with a channel that is linked, and its card."""
    boss = await bot.reader("Boss", "en")
    channel = bot.sandbox.channel("Agency <news>", boss, username=username)
    await boss.send(f"/channel {f'@{username}' if username else channel.id}")
    card = await boss.receives("Statements are posted in Agency <news>")
    return boss, channel, card


async def test_a_rule_for_a_channel_is_tried_saved_there_and_left_on_its_card(bot):
    boss, channel, card = await linked(bot)
    await bot.publish("Covid numbers of the week")
    await boss.send(f"/channel @agency_news {RULE}")
    asked = await boss.receives("A new rule")
    assert "For Agency <news>:" in asked.text
    assert bot.says("en", "rule-would-match-nothing") in asked.text
    assert (await bot.following(channel)).terms == (ALL,)
    toast = await boss.taps(asked, "Save")
    await boss.sees_edit(asked, "/channel @agency_news")
    assert "From now on only what you choose" in toast
    assert (await bot.following(channel)).terms == (SAVED,)
    assert (await bot.following(boss)).terms == (ALL,)
    await boss.taps(card, "Keywords")
    await boss.sees_edit(card, "Keywords")
    await boss.taps(card, "✖️")
    await boss.sees_edit(card)
    assert (await bot.following(channel)).terms == ()


async def test_a_rule_for_a_channel_is_tried_on_what_was_published_and_can_be_dropped(bot):
    boss, channel, _ = await linked(bot)
    await bot.publish("Covid numbers of the week")
    await boss.send("/channel t.me/agency_news covid")
    asked = await boss.receives(bot.says("en", "rule-would-match", number=1))
    assert "Covid numbers of the week" in asked.text
    await boss.taps(asked, "Cancel")
    await boss.sees_edit(asked, bot.says("en", "settings-words-number", number=0))
    assert (await bot.following(channel)).terms == (ALL,)


async def test_a_channel_without_a_name_is_known_by_its_number(bot):
    boss, channel, card = await linked(bot, username=None)
    await boss.taps(card, "Keywords")
    await boss.sees_edit(card, f"/channel {channel.id}")
    await boss.send(f"/channel {channel.id} ura")
    asked = await boss.receives("A new rule")
    await boss.taps(asked, "Save")
    await boss.sees_edit(asked)
    assert (await bot.following(channel)).terms == (word("ura"),)


async def test_only_who_runs_the_channel_gives_it_words(bot):
    boss, channel, _ = await linked(bot)
    thief = await bot.reader("Thief", "en")
    await thief.send("/channel @agency_news covid")
    await thief.receives(bot.says("en", "channel-not-yours"))
    await boss.send("/channel @agency_news covid")
    asked = await boss.receives("A new rule")
    query = bot.sandbox.acts.tap(thief.account, asked, asked.button("Save"))
    await thief.answer_to(query)
    assert query.text == bot.word("en", "channel-not-yours")
    assert (await bot.following(channel)).terms == (ALL,)


@pytest.mark.parametrize(
    ("typed", "key", "details"),
    [
        ("-covid", "rule-only-minus", {}),
        ("x" * 250, "rule-too-long", {"most": MAX_LENGTH}),
        ("covid -covid", "rule-contradicts", {"word": "covid"}),
    ],
)
async def test_what_is_no_rule_is_explained_for_a_channel_too(bot, typed, key, details):
    boss, _, _ = await linked(bot)
    await boss.send(f"/channel @agency_news {typed}")
    await boss.receives(bot.says("en", key, **details))


async def test_a_channel_has_room_for_as_many_words_as_a_reader(bot):
    boss, channel, _ = await linked(bot)
    found = await bot.subscriber(channel)
    await bot.subscribers.unfollow(found.id, ALL)
    for number in range(MAX_KEYWORDS):
        await bot.subscribers.follow(found.id, word(f"word{number}"), now=bot.clock())
    await boss.send("/channel @agency_news word7")
    await boss.receives(bot.says("en", "settings-words-number", number=MAX_KEYWORDS))
    await boss.send("/channel @agency_news covid")
    await boss.receives(bot.says("en", "follow-too-many", most=MAX_KEYWORDS))


async def test_a_channel_that_is_not_linked_is_to_be_linked_first(bot):
    boss = await bot.reader("Boss", "en")
    channel = bot.sandbox.channel("Agency news", boss, username="agency_news")
    await boss.send("/channel @agency_news covid")
    await boss.receives(bot.says("en", "channel-not-linked", name="@agency_news"))
    assert await bot.subscriber(channel) is None


async def test_a_rule_cannot_be_saved_from_a_message_that_holds_none(bot):
    boss, channel, card = await linked(bot)
    forged = await planted(bot, boss, f"ch:{channel.id}:set:k:save")
    assert await boss.taps(forged, "Tap") == bot.word("en", "toast-stale")
    assert (await bot.following(channel)).terms == (ALL,)
    assert card.edits == 0
