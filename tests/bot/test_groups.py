"""Groups, forums and channels: administrators choose, the bot follows a chat wherever it moves."""

from bot.domain.hours import AT_ONCE, EVERY_DAY, Hours
from bot.domain.subscriber import ALL, Address, ChatKind, SubscriberState, Term, TermKind

RIGHTS = Term(TermKind.TOPIC, "human_rights")


async def started_group(bot, *, status="member", **more):
    boss = bot.sandbox.person("Boss", "en")
    member = bot.sandbox.person("Member", "sq")
    group = bot.sandbox.group("Newsroom", boss, members=(member,), bot=status, **more)
    await boss.receives(bot.says("en", "group-added"), chat=group)
    await boss.send("/start@kumtar_demo_bot", chat=group)
    await boss.receives(bot.says("en", "start-welcome-group"), chat=group)
    return boss, member, group


async def test_a_group_is_greeted_and_subscribed_by_its_administrator(bot):
    _, _, group = await started_group(bot)
    found = await bot.subscriber(group)
    assert (found.kind, found.state) == (ChatKind.SUPERGROUP, SubscriberState.ACTIVE)
    assert (await bot.following(group)).terms == (ALL,)


async def test_only_administrators_change_a_groups_settings(bot):
    boss, member, group = await started_group(bot)
    for command in ("/start", "/stop", "/topics", "/follow human rights", "/settings", "/forget", "/mydata"):
        name, _, rest = command.partition(" ")
        await member.send(f"{name}@kumtar_demo_bot {rest}".strip(), chat=group)
        await member.receives(bot.says("en", "not-allowed"), chat=group)
    assert (await bot.subscriber(group)).state is SubscriberState.ACTIVE
    await boss.send("/follow@kumtar_demo_bot human rights", chat=group)
    await boss.receives("You follow", chat=group)
    assert (await bot.following(group)).terms == (RIGHTS,)


async def test_members_may_read_and_search(bot):
    await bot.publish("Bridge reopened")
    _, member, group = await started_group(bot)
    await bot.settle(member, group)
    member.forgets()
    for command in ("/latest@kumtar_demo_bot", "/search@kumtar_demo_bot bridge"):
        await member.send(command, chat=group)
        await member.receives("Bridge reopened", chat=group)


async def test_a_members_tap_on_the_settings_gets_a_polite_note(bot):
    boss, member, group = await started_group(bot)
    await boss.send("/topics@kumtar_demo_bot", chat=group)
    screen = await boss.receives(bot.says("en", "topics-screen"), chat=group)
    assert await member.taps(screen, "Human rights") == bot.word("en", "toast-not-allowed")
    assert (await bot.following(group)).terms == (ALL,)
    await boss.taps(screen, "Human rights")
    await boss.sees_edit(screen)
    assert (await bot.following(group)).terms == (RIGHTS,)


async def test_an_anonymous_administrator_may_change_settings(bot):
    boss, _, group = await started_group(bot)
    await boss.send("/follow@kumtar_demo_bot human rights", chat=group, anonymous=True)
    await boss.receives("You follow", chat=group)
    assert (await bot.following(group)).terms == (RIGHTS,)


async def test_a_member_made_administrator_may_change_settings(bot):
    _, member, group = await started_group(bot)
    await member.send("/stop@kumtar_demo_bot", chat=group)
    await member.receives(bot.says("en", "not-allowed"), chat=group)
    bot.sandbox.member(group, member, "administrator")
    bot.clock.now += 5_000
    await member.send("/stop@kumtar_demo_bot", chat=group)
    await member.receives(bot.says("en", "stop-done"), chat=group)


async def test_what_people_say_in_a_group_is_not_a_search(bot):
    boss, _, group = await started_group(bot, status="administrator")
    await bot.settle(boss, group)
    boss.forgets()
    await boss.send("bridge", chat=group)
    await bot.settle(boss, group)
    await boss.receives_nothing(chat=group, within=0.1)


async def test_more_opens_privately_from_a_group(bot):
    statement = await bot.publish("Bridge reopened", body="The whole text. " * 20)
    boss, member, group = await started_group(bot)
    alert = await boss.receives("Bridge reopened", chat=group)
    url = await member.taps(alert, "More")
    assert url == f"https://t.me/kumtar_demo_bot?start=s_{statement}"
    assert alert.edits == 0


async def test_migration_keeps_everything(bot):
    boss, _, group = await started_group(bot, kind="group")
    await boss.send("/follow@kumtar_demo_bot human rights", chat=group)
    await boss.receives("You follow", chat=group)
    moved = bot.sandbox.migrate(group)

    async def has_moved():
        return await bot.subscriber(moved.id) is not None

    await bot.comes(has_moved)
    assert await bot.subscriber(group.id) is None
    assert (await bot.following(moved.id)).terms == (RIGHTS,)
    await boss.send("/following@kumtar_demo_bot", chat=moved)
    await boss.receives("Human rights", chat=moved)


async def test_a_group_that_puts_the_bot_out_is_left_alone_until_it_starts_again(bot):
    boss, _, group = await started_group(bot)
    bot.sandbox.bot_member(group, "kicked")

    async def kicked():
        return (await bot.subscriber(group)).state is SubscriberState.KICKED

    await bot.comes(kicked)
    bot.sandbox.bot_member(group, "member")
    await boss.receives(bot.says("en", "group-added"), chat=group)
    await boss.send("/start@kumtar_demo_bot", chat=group)
    await boss.receives(bot.says("en", "start-back-group"), chat=group)
    assert (await bot.subscriber(group)).state is SubscriberState.ACTIVE


async def test_forum_topics_are_subscribers_of_their_own(bot):
    boss, _, group = await started_group(bot, forum=True)
    topic = bot.sandbox.topic(group, "Rights")
    await boss.send("/start@kumtar_demo_bot", chat=group, thread_id=topic.thread_id)
    await boss.receives(bot.says("en", "start-welcome-group"), chat=group)
    assert await bot.subscriber(group, topic.thread_id) is not None
    await boss.send("/follow@kumtar_demo_bot human rights", chat=group, thread_id=topic.thread_id)
    answer = await boss.receives("You follow", chat=group)
    assert answer.thread_id == topic.thread_id
    assert (await bot.following(group, topic.thread_id)).terms == (RIGHTS,)
    assert (await bot.following(group)).terms == (ALL,)


async def test_buttons_in_a_forum_topic_act_on_that_topic(bot):
    boss, _, group = await started_group(bot, forum=True)
    topic = bot.sandbox.topic(group, "Rights")
    await boss.send("/start@kumtar_demo_bot", chat=group, thread_id=topic.thread_id)
    welcome = await boss.receives(bot.says("en", "start-welcome-group"), chat=group)
    await boss.taps(welcome, "Serbian")
    await boss.sees_edit(welcome)
    assert (await bot.subscriber(group, topic.thread_id)).langs == ("en", "sr")
    assert (await bot.subscriber(group)).langs == ("en",)


async def test_the_settings_card_in_a_forum_topic_is_that_topics(bot):
    boss, member, group = await started_group(bot, forum=True)
    topic = bot.sandbox.topic(group, "Rights")
    await boss.send("/start@kumtar_demo_bot", chat=group, thread_id=topic.thread_id)
    await boss.receives(bot.says("en", "start-welcome-group"), chat=group)
    await boss.send("/settings@kumtar_demo_bot", chat=group, thread_id=topic.thread_id)
    screen = await boss.receives(bot.says("en", "settings-screen"), chat=group)
    assert screen.thread_id == topic.thread_id
    assert await member.taps(screen, "No sound") == bot.word("en", "toast-not-allowed")
    for button in ("No sound", "Delivery", "Digest"):
        await boss.taps(screen, button)
        await boss.sees_edit(screen)
    here, whole = await bot.subscriber(group, topic.thread_id), await bot.subscriber(group)
    assert (here.silent, here.hours) == (True, Hours((480, 1080)))
    assert (whole.silent, whole.hours) == (False, AT_ONCE)


async def test_a_group_that_left_before_it_moved_is_active_again(bot):
    _, _, group = await started_group(bot)
    await bot.house.subscribing.mark(Address(group.id), SubscriberState.KICKED, reason="left")
    await bot.house.subscribing.migrate(group.id, -100777)
    assert (await bot.subscriber(-100777)).state is SubscriberState.ACTIVE


# ── channels ──────────────────────────────────────────────────────────────────────────────────────


async def test_an_administrator_links_a_channel_by_its_name(bot):
    boss = await bot.reader("Boss", "en")
    channel = bot.sandbox.channel("Agency news", boss, username="agency_news")
    await boss.send("/channel")
    await boss.receives(bot.says("en", "channel-how"))
    await boss.send("@agency_news")
    screen = await boss.receives(bot.says("en", "channel-active", channel="Agency news"))
    found = await bot.subscriber(channel)
    assert (found.kind, found.state) == (ChatKind.CHANNEL, SubscriberState.ACTIVE)
    await boss.taps(screen, "Topics")
    await boss.sees_edit(screen)
    await boss.taps(screen, "Human rights")
    await boss.sees_edit(screen)
    assert (await bot.following(channel)).terms == (RIGHTS,)
    await boss.taps(screen, "Sources")
    await boss.sees_edit(screen)
    await boss.taps(screen, "Agjencia")
    await boss.sees_edit(screen)
    await boss.taps(screen, "Done")
    await boss.sees_edit(screen, "Human rights")
    await boss.taps(screen, "Stop posting")
    await boss.sees_edit(screen, bot.says("en", "channel-stopped", channel="Agency news"))
    assert (await bot.subscriber(channel)).state is SubscriberState.PAUSED
    await boss.taps(screen, "Post again")
    await boss.sees_edit(screen, bot.says("en", "channel-active", channel="Agency news"))
    assert (await bot.following(boss)).terms == (ALL,)


async def test_a_channels_card_sets_all_that_a_readers_does_and_speaks_to_its_administrator(bot):
    boss = await bot.reader("Boss", "en")
    channel = bot.sandbox.channel("Agency news", boss, username="agency_news")
    await boss.send("@agency_news")
    screen = await boss.receives(bot.says("en", "channel-active", channel="Agency news"))
    assert "🕗 Delivery: at once" in screen.text
    for button in ("🌐 Statements", "Serbian", "↩ Back", "💬 Language", "Shqip", "↩ Back"):
        await boss.taps(screen, button)
        await boss.sees_edit(screen)
    for button in ("Delivery", "Digest", "↩ Back", "Quiet hours", "Quiet hours", "↩ Back"):
        await boss.taps(screen, button)
        await boss.sees_edit(screen)
    for button in ("Time zone", "Another city", "America", "▶", "◀", "↩ Back", "Europe", "Berlin", "↩ Back"):
        await boss.taps(screen, button)
        await boss.sees_edit(screen)
    assert bot.says("en", "channel-active", channel="Agency news") in screen.text
    found = await bot.subscriber(channel)
    assert (found.langs, found.ui_lang, found.time_zone) == (("en", "sr"), "sq", "Europe/Berlin")
    assert found.hours == Hours((480, 1080), EVERY_DAY, 1320, 420)
    assert (await bot.subscriber(boss)).hours == AT_ONCE


async def test_making_the_bot_a_channels_administrator_offers_to_post_there(bot):
    boss = await bot.reader("Boss", "sq")
    channel = bot.sandbox.channel("Lajme", boss)
    asked = await boss.receives(bot.says("sq", "channel-offer", channel="Lajme"))
    await boss.taps(asked, bot.word("sq", "button-channel-link"))
    await boss.sees_edit(asked, bot.says("sq", "channel-active", channel="Lajme"))
    assert (await bot.following(channel)).terms == (ALL,)


async def test_a_forwarded_post_links_its_channel(bot):
    boss = await bot.reader("Boss", "en")
    channel = bot.sandbox.channel("Agency news", boss)
    post = await boss.send("Good morning", chat=channel)
    await boss.forwards(post)
    await boss.receives(bot.says("en", "channel-active", channel="Agency news"))
    assert await bot.subscriber(channel) is not None


async def test_only_who_runs_a_channel_links_it(bot):
    boss, other = await bot.reader("Boss", "en"), await bot.reader("Other", "en")
    bot.sandbox.channel("Agency news", boss, username="agency_news")
    await other.send("/channel @agency_news")
    await other.receives(bot.says("en", "channel-not-yours"))


async def test_a_channel_that_cannot_be_linked_says_why(bot):
    boss = await bot.reader("Boss", "en")
    channel = bot.sandbox.channel("Silent", boss, username="silent_channel")
    bot.sandbox.bot_member(channel, "administrator", can_send=False)
    for typed, key in (
        ("@silent_channel", "channel-bot-no-right"),
        ("@nobody_here_at_all", "channel-unknown"),
        ("not a name!", "channel-no-name"),
    ):
        await boss.send(f"/channel {typed}")
        await boss.receives(bot.says("en", key))


async def test_a_forged_tap_on_somebody_elses_channel_is_refused(bot):
    boss, thief = await bot.reader("Boss", "en"), await bot.reader("Thief", "en")
    channel = bot.sandbox.channel("Agency news", boss, username="agency_news")
    await boss.send("@agency_news")
    screen = await boss.receives(bot.says("en", "channel-active", channel="Agency news"))
    query = bot.sandbox.acts.tap(thief.account, screen, screen.button("Stop posting"))
    await thief.answer_to(query)
    assert query.text == bot.word("en", "channel-not-yours")
    assert (await bot.subscriber(channel)).state is SubscriberState.ACTIVE


async def test_a_channel_that_takes_the_right_away_is_left_alone_and_welcomed_back(bot):
    boss = await bot.reader("Boss", "en")
    channel = bot.sandbox.channel("Agency news", boss, username="agency_news")
    await boss.send("@agency_news")
    await boss.receives(bot.says("en", "channel-active", channel="Agency news"))
    bot.sandbox.bot_member(channel, "administrator", can_send=False)

    async def is_(state):
        return (await bot.subscriber(channel)).state is state

    await bot.comes(lambda: is_(SubscriberState.KICKED))
    bot.sandbox.bot_member(channel, "administrator", can_send=True)
    await bot.comes(lambda: is_(SubscriberState.ACTIVE))


async def test_channels_are_linked_from_a_private_chat_only(bot):
    boss, _, group = await started_group(bot)
    await boss.send("/channel@kumtar_demo_bot @agency_news", chat=group)
    await boss.receives(bot.says("en", "channel-only-private"), chat=group)
