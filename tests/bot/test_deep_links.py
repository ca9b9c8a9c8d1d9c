"""t.me/<bot>?start=…: what somebody came for is there at once, and nothing changes behind their back."""

import pytest

from bot.domain.deeplink import OpenSearch, OpenStatement, OpenTopic, written
from bot.domain.subscriber import ALL, SubscriberState, Term, TermKind


async def follow_link(person, link, chat=None):
    await person.send(f"/start {written(link)}", chat=chat)


async def test_a_newcomer_sees_the_statement_first_and_is_then_welcomed(bot):
    statement = await bot.publish("Bridge reopened")
    await bot.publish("Newer than that", ago=0)
    reader = bot.sandbox.person("Emma")
    await follow_link(reader, OpenStatement(statement))
    shown, welcome = await reader.receives(), await reader.receives()
    assert "Bridge reopened" in shown.text
    assert bot.says("en", "start-welcome") in welcome.text
    await reader.receives_nothing()
    assert (await bot.following(reader)).terms == (ALL,)


async def test_a_newcomer_sees_a_topic_and_follows_it_with_its_button(bot):
    await bot.publish("Rights day", topics=["human_rights"])
    await bot.publish("Other day", topics=["corruption"])
    reader = bot.sandbox.person("Emma")
    await follow_link(reader, OpenTopic("human_rights"))
    shown = await reader.receives("Rights day")
    assert "Other day" not in shown.text
    await reader.receives(bot.says("en", "start-welcome"))
    await reader.taps(shown, bot.word("en", "button-follow-topic"))
    await reader.sees_edit(shown, bot.says("en", "follow-narrowed", what="Human rights"))
    assert (await bot.following(reader)).terms == (Term(TermKind.TOPIC, "human_rights"),)


async def test_a_topic_that_is_followed_has_no_button_to_follow_it(bot):
    await bot.publish("Rights day", topics=["human_rights"])
    reader = await bot.reader()
    await reader.send("/follow human rights")
    await reader.receives()
    await follow_link(reader, OpenTopic("human_rights"))
    shown = await reader.receives("Rights day")
    assert bot.word("en", "button-follow-topic") not in shown.buttons


async def test_a_topic_without_statements_can_still_be_followed(bot):
    reader = await bot.reader()
    await follow_link(reader, OpenTopic("human_rights"))
    shown = await reader.receives(bot.says("en", "latest-nothing"))
    assert shown.buttons == [bot.word("en", "button-follow-topic")]


async def test_a_search_is_opened_in_any_script(bot):
    await bot.publish("Ura u hap përsëri", lang="sq")
    reader = bot.sandbox.person("Emma")
    await follow_link(reader, OpenSearch("përsëri"))
    await reader.receives("Ura u hap")
    await reader.receives(bot.says("en", "start-welcome"))


@pytest.mark.parametrize(
    "payload", ["s_x", "q_!!", "q_gA", "zzz", "s_" + "9" * 50, "x" * 65, "q_ICAg", "👩‍👩‍👧"]
)
async def test_a_link_that_is_none_of_ours_is_told_and_is_a_plain_start(bot, payload):
    await bot.publish("Bridge reopened")
    reader = bot.sandbox.person("Emma")
    await reader.send(f"/start {payload}")
    told, welcome, newest = [await reader.receives() for _ in range(3)]
    assert told.text == bot.says("en", "start-link-unknown")
    assert bot.says("en", "start-welcome") in welcome.text
    assert "Bridge reopened" in newest.text


@pytest.mark.parametrize("payload", ["s_999999", "t_nothing"])
async def test_what_is_gone_is_told_and_a_newcomer_is_welcomed_all_the_same(bot, payload):
    reader = bot.sandbox.person("Emma")
    await reader.send(f"/start {payload}")
    assert (await reader.receives()).text == bot.says("en", "not-found")
    await reader.receives(bot.says("en", "start-welcome"))


async def test_a_subscriber_is_not_greeted_again(bot):
    statement = await bot.publish("Bridge reopened")
    reader = await bot.reader()
    await follow_link(reader, OpenStatement(statement))
    await reader.receives("Bridge reopened")
    await bot.settle(reader)
    await reader.receives_nothing(within=0.1)


async def test_who_has_paused_stays_paused_and_is_told(bot):
    statement = await bot.publish("Bridge reopened")
    reader = await bot.reader()
    await reader.send("/stop")
    await reader.receives()
    await follow_link(reader, OpenStatement(statement))
    await reader.receives("Bridge reopened")
    await reader.receives(bot.says("en", "settings-paused"))
    assert (await bot.subscriber(reader)).state is SubscriberState.PAUSED


async def test_a_withdrawn_statement_is_opened_as_withdrawn(bot):
    statement = await bot.publish("Bridge reopened")
    await bot.statements.withdraw(statement, by=900, now=bot.clock())
    reader = await bot.reader()
    await follow_link(reader, OpenStatement(statement))
    shown = await reader.receives("Bridge reopened")
    assert "Withdrawn" in shown.text


async def test_whoever_adds_the_bot_to_a_group_by_a_link_opens_it_there(bot):
    statement = await bot.publish("Bridge reopened")
    admin = await bot.reader()
    group = bot.sandbox.group("Redaksia", admin)
    await admin.send(f"/start@kumtar_demo_bot {written(OpenStatement(statement))}", chat=group)
    await admin.receives("Bridge reopened", chat=group)
    await admin.receives(bot.says("en", "start-welcome-group"), chat=group)
