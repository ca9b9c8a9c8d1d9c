"""/announce and /broadcasts, through the sandbox: what is previewed goes out, to whom it was chosen for, once."""

import asyncio

import pytest

from bot.domain.fanout import Priority
from bot.domain.subscriber import ALL, Term, TermKind
from storage.broadcasts import SqlBroadcastStore
from tests.bot.conftest import DELAY, EDITOR, SECOND_EDITOR, bot_house
from tests.bot.newsroom import acts, delivering, editor, restart, second_editor


async def previewed(bot, arta, text="Hello", *, html=None, tap=()):
    """An announcement up to its preview; the message under it."""
    await arta.send("/announce")
    await arta.receives("New announcement")
    await arta.send(text, html=html)
    card = await arta.receives("Who is it for?")
    for button in tap:
        await arta.taps(card, button)
    await arta.taps(card, "Preview")
    return await arta.receives("Readers will see exactly this")


async def confirmed(bot, arta, text="Hello", **more):
    """The same, confirmed; its message shows the progress from now on."""
    under = await previewed(bot, arta, text, **more)
    assert await arta.taps(under, "✅ Send") == "Confirmed."
    return under


async def broadcasts(bot):
    return await SqlBroadcastStore(bot.database).recent(limit=100)


# ── from words to readers ─────────────────────────────────────────────────────────────────────────


async def test_an_announcement_goes_out_once_the_delay_is_over(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    async with delivering(bot) as deliverer:
        under = await confirmed(bot, arta, "The office is closed on Monday.")
        assert "Goes out at 14:06:00" in under.text
        assert "Readers: 1" in under.text
        deliverer.nudge()
        await emma.receives_nothing(within=0.2)

        bot.clock.now += DELAY
        deliverer.nudge()
        assert (await emma.receives()).text == "The office is closed on Monday."
        final = await arta.sees_edit(under, "✅ Sent")
        assert "Sent: 1" in final.text
        assert "100 %" in final.text
        assert final.buttons == []
    assert [text for _, text, _ in await acts(bot)] == ["broadcast-confirm"]


FORMATTED = (
    "<b>Bold <i>both</i></b> <u>u</u> <s>s</s> <tg-spoiler>secret</tg-spoiler> "
    '<a href="https://example.org/a?b=1&amp;c=2">link</a> <code>x = 1</code>\n'
    '<pre><code class="language-python">print("ë")</code></pre>\n'
    '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji> 👩‍👩‍👧 שלום مرحبا '
    "Ђорђе Ëndrra &lt;b&gt; #tag @kumtar_demo_bot\n"
    "<blockquote expandable>quoted\nlines</blockquote>"
)


async def test_formatting_arrives_entity_for_entity(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    async with delivering(bot):
        under = await previewed(bot, arta, html=FORMATTED)
        written = next(m for m in arta.messages if "secret" in m.text and not m.by_bot)
        preview = next(m for m in arta.received if "secret" in m.text)
        await arta.taps(under, "✅ Send")
        bot.clock.now += DELAY
        received = await emma.receives("secret")
    for copy in (preview, received):
        assert copy.content.text == written.content.text
        assert copy.content.entities == written.content.entities
        assert copy.html == written.html
    assert {e.type for e in received.content.entities} >= {
        "bold",
        "italic",
        "spoiler",
        "text_link",
        "custom_emoji",
    }


async def test_it_goes_to_the_chosen_languages_only(bot):
    emma, besim = await bot.reader("Emma", "en"), await bot.reader("Besim", "sq")
    subscriber = await bot.subscriber(besim)
    await bot.subscribers.update(subscriber.id, langs=("sq",))
    await bot.subscribers.update((await bot.subscriber(emma)).id, langs=("en",))
    arta = await editor(bot)
    async with delivering(bot):
        under = await confirmed(bot, arta, "Njoftim", tap=["Albanian"])
        assert "Readers: 1" in under.text
        bot.clock.now += DELAY
        await besim.receives("Njoftim")
        await arta.sees_edit(under, "✅ Sent")
    await emma.receives_nothing(within=0.1)


async def test_it_goes_to_followers_of_a_topic_and_to_those_who_follow_everything(bot):
    emma, besim, zana = await bot.reader("Emma"), await bot.reader("Besim"), await bot.reader("Zana")
    topic = bot.house.voice.taxonomy.topics[0]
    other = bot.house.voice.taxonomy.topics[1]
    for person, term in (
        (emma, ALL),
        (besim, Term(TermKind.TOPIC, topic.key)),
        (zana, Term(TermKind.TOPIC, other.key)),
    ):
        found = await bot.subscriber(person)
        for old in (await bot.subscribers.following(found.id)).terms:
            await bot.subscribers.unfollow(found.id, old)
        await bot.subscribers.follow(found.id, term, now=bot.clock())
    arta = await editor(bot)
    await arta.send("/announce")
    await arta.receives("New announcement")
    await arta.send("About it")
    card = await arta.receives("Who is it for?")
    await arta.taps(card, "Topics (0)")
    await arta.taps(card, topic.names["en"])
    assert f"✅ {topic.names['en']}" in card.buttons
    await arta.taps(card, "▶")
    await arta.taps(card, "◀")
    await arta.taps(card, "Done")
    assert topic.names["en"] in card.text
    assert "Readers: 2" in card.text
    await arta.taps(card, "Preview")
    under = await arta.receives("Readers will see exactly this")
    async with delivering(bot):
        await arta.taps(under, "✅ Send")
        bot.clock.now += DELAY
        for person in (emma, besim):
            await person.receives("About it")
        await arta.sees_edit(under, "✅ Sent")
    await zana.receives_nothing(within=0.1)


async def test_an_urgent_one_says_so_keeps_it_through_a_change_and_goes_first(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    under = await previewed(bot, arta, "Stay inside.", tap=["Make urgent"])
    assert "Urgent" in under.text
    await arta.taps(under, "Change readers")
    card = await arta.sees_edit(under, "Who is it for?")
    assert "it goes out before everything else" in card.text
    await arta.taps(card, "Not urgent")
    assert "before everything else" not in card.text
    await arta.taps(card, "Make urgent")
    await arta.taps(card, "Preview")
    under = await arta.receives("Readers will see exactly this")
    async with delivering(bot):
        await arta.taps(under, "✅ Send")
        bot.clock.now += DELAY
        await emma.receives("Stay inside.")
    sent = (await broadcasts(bot))[0]
    assert sent.fanout is not None
    assert (sent.urgent, sent.fanout.priority, sent.fanout.paid) == (True, Priority.URGENT, True)


async def test_only_text_can_be_announced(bot):
    arta = await editor(bot)
    await arta.send("/announce")
    await arta.receives("New announcement")
    await arta.send("caption", document=("a.pdf", b"x"))
    await arta.receives("Only text can be announced")
    await arta.send("Words then")
    await arta.receives("Who is it for?")


async def test_new_words_take_the_place_of_the_old(bot):
    arta = await editor(bot)
    await arta.send("/announce")
    await arta.send("First")
    first = await arta.receives("Who is it for?")
    await arta.taps(first, "English")
    await arta.send("Second")
    second = await arta.receives("Who is it for?")
    await arta.sees_deleted(first)
    assert "✅ English" in second.buttons
    await arta.taps(second, "Preview")
    await arta.receives("Second")


async def test_with_nobody_to_reach_there_is_nothing_to_confirm(bot):
    arta = await editor(bot)
    under = await previewed(bot, arta)
    assert "Nobody would get it" in under.text
    assert not any("Send" in text for text in under.buttons)


async def test_a_text_that_telegram_refuses_is_not_kept(bot):
    arta = await editor(bot)
    await bot.reader("Emma")
    await arta.send("/announce")
    await arta.send("Hello")
    card = await arta.receives("Who is it for?")
    bot.sandbox.fault("error", chat=arta, code=400, description="Bad Request: message is too long")
    await arta.taps(card, "Preview")
    await arta.receives("Telegram refused this text")
    assert [b.state for b in await broadcasts(bot)] == ["dropped"]


# ── changing one's mind ───────────────────────────────────────────────────────────────────────────


async def test_cancel_leaves_at_every_step(bot):
    await bot.reader("Emma")
    arta = await editor(bot)
    await arta.send("/cancel")
    await arta.receives("nothing to cancel")

    await arta.send("/announce")
    await arta.send("/cancel")
    await arta.receives("Cancelled")
    await arta.send("/announce")
    await arta.send("Hello")
    card = await arta.receives("Who is it for?")
    await arta.taps(card, "Cancel")
    await arta.sees_edit(card, "Cancelled. Nothing was sent.")
    await previewed(bot, arta)
    await arta.send("/cancel")
    await arta.receives("Cancelled. Nothing was sent.")
    under = await previewed(bot, arta)
    await arta.taps(under, "Cancel")
    await arta.sees_edit(under, "Cancelled. Nothing was sent.")
    assert [b.state for b in await broadcasts(bot)] == ["dropped", "dropped"]


async def test_readers_can_be_changed_after_the_preview_and_the_old_preview_is_void(bot):
    await bot.reader("Emma")
    arta = await editor(bot)
    under = await previewed(bot, arta, tap=["English"])
    await arta.taps(under, "Change readers")
    card = await arta.sees_edit(under, "Who is it for?")
    assert "✅ English" in card.buttons
    await arta.taps(card, "English")
    await arta.taps(card, "Preview")
    again = await arta.receives("Readers will see exactly this")
    assert "everybody" in again.text
    assert [b.state for b in await broadcasts(bot)] == ["draft", "dropped"]


async def test_it_can_be_stopped_before_it_goes_out(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    async with delivering(bot) as deliverer:
        under = await confirmed(bot, arta)
        assert await arta.taps(under, "Stop") == "Stopped."
        await arta.sees_edit(under, "⏹ Stopped")
        bot.clock.now += DELAY
        deliverer.nudge()
        await emma.receives_nothing(within=0.3)
    assert [act for _, act, _ in await acts(bot)] == ["broadcast-confirm", "broadcast-stop"]


async def test_it_can_be_stopped_while_it_goes_out_and_tells_what_was_sent(bot):
    arta = await editor(bot)
    readers = [bot.sandbox.person(f"R{n}", started=True) for n in range(60)]
    for reader in readers:
        await bot.house.subscribing.start(*_private(reader), ui_lang="en")
    held = bot.sandbox.hold(after=20)
    async with delivering(bot, rate=20):
        under = await confirmed(bot, arta)
        bot.clock.now += DELAY
        await arta.sees_edit(under, "📣 Going out")
        await bot.sandbox.until(lambda: _got(bot, readers) > 3, "some readers")
        assert await arta.taps(under, "Stop") == "Stopped."
        held.release()
    await arta.sees_edit(under, "⏹ Stopped")
    got = _got(bot, readers)
    assert 3 < got < 60
    report = await bot.house.newsroom.broadcasting.report((await broadcasts(bot))[0].id)
    assert report.progress.sent == got


def _private(person):
    from bot.domain.subscriber import Address, ChatKind

    return Address(person.id), ChatKind.PRIVATE


def _got(bot, readers):
    return sum(bool(bot.sandbox.sent_to(reader)) for reader in readers)


# ── the other editors ─────────────────────────────────────────────────────────────────────────────


async def test_the_other_editors_are_told_who_sends_what_and_can_stop_it(bot):
    await bot.reader("Emma")
    arta, besa = await editor(bot), await second_editor(bot)
    under = await confirmed(bot, arta, html="The <b>whole</b> text")
    copy = await besa.receives("The whole text")
    assert any(e.type == "bold" for e in copy.content.entities)
    told = await besa.receives("is sending the announcement above")
    assert f"Arta ({EDITOR})" in told.text
    assert "Readers: 1" in told.text
    assert await besa.taps(told, "Stop") == "Stopped."
    await arta.sees_edit(under, "⏹ Stopped")
    await arta.receives(f"Besa ({SECOND_EDITOR}) stopped the announcement")
    assert (SECOND_EDITOR, "broadcast-stop") in [(who, act) for who, act, _ in await acts(bot)]


async def test_the_others_messages_follow_to_the_end(bot):
    await bot.reader("Emma")
    arta, besa = await editor(bot), await second_editor(bot)
    async with delivering(bot):
        await confirmed(bot, arta)
        told = await besa.receives("is sending the announcement above")
        bot.clock.now += DELAY
        await besa.sees_edit(told, "✅ Sent")
        assert told.buttons == []


async def test_of_two_editors_who_stop_at_once_one_does_it_and_both_are_told(bot):
    await bot.reader("Emma")
    arta, besa = await editor(bot), await second_editor(bot)
    under = await confirmed(bot, arta)
    told = await besa.receives("is sending the announcement above")
    taps = arta.tap(under, "Stop"), besa.tap(told, "Stop")
    answers = [(await person.answer_to(tap)).text for person, tap in zip((arta, besa), taps, strict=True)]
    assert sorted(answers) == ["It was stopped already.", "Stopped."]
    assert [act for _, act, _ in await acts(bot)].count("broadcast-stop") == 1


async def test_an_editor_who_blocked_the_bot_holds_up_nobody(bot):
    emma = await bot.reader("Emma")
    arta, besa = await editor(bot), await second_editor(bot)
    besa.blocks_bot()
    async with delivering(bot):
        await confirmed(bot, arta)
        bot.clock.now += DELAY
        await emma.receives("Hello")


# ── nothing twice ─────────────────────────────────────────────────────────────────────────────────


async def test_a_double_tap_sends_once(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    under = await previewed(bot, arta)
    first, second = arta.tap(under, "✅ Send"), arta.tap(under, "✅ Send")
    assert (await arta.answer_to(first)).text == "Confirmed."
    assert "confirmed already" in (await arta.answer_to(second)).text
    async with delivering(bot):
        bot.clock.now += DELAY
        await emma.receives("Hello")
        await emma.receives_nothing(within=0.3)
    assert [act for _, act, _ in await acts(bot)] == ["broadcast-confirm"]


async def test_a_restart_between_preview_and_confirm_loses_nothing_and_sends_once(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    under = await previewed(bot, arta)
    await restart(bot)
    assert await arta.taps(under, "✅ Send") == "Confirmed."
    await restart(bot)
    async with delivering(bot):
        bot.clock.now += DELAY
        await emma.receives("Hello")
        await emma.receives_nothing(within=0.2)


async def test_late_taps_are_told_what_happened(bot):
    await bot.reader("Emma")
    arta = await editor(bot)
    under = await previewed(bot, arta)
    data = [b.callback_data for row in under.keyboard for b in row]
    old = under.keyboard
    await arta.taps(under, "✅ Send")
    await bot.house.newsroom.watches.stop()
    under.keyboard = old
    assert "confirmed already" in await arta.taps(under, "Change readers")
    under.keyboard = old
    assert "confirmed already" in await arta.taps(under, "Cancel")
    await arta.taps(under, "Stop")
    under.keyboard = old
    assert "stopped already" in await arta.taps(under, "✅ Send")
    assert all(len(each) <= 64 for each in data)
    assert [b.state for b in await broadcasts(bot)] == ["cancelled"]


async def test_a_discarded_draft_cannot_be_sent(bot):
    await bot.reader("Emma")
    arta = await editor(bot)
    under = await previewed(bot, arta)
    old = under.keyboard
    await arta.taps(under, "Cancel")
    under.keyboard = old
    assert "discarded" in await arta.taps(under, "✅ Send")
    assert [act for _, act, _ in await acts(bot)] == ["broadcast-drop"]


async def test_what_a_restart_lost_says_so(bot):
    arta = await editor(bot)
    await arta.send("/announce")
    await arta.send("Hello")
    card = await arta.receives("Who is it for?")
    await restart(bot)
    await arta.taps(card, "Preview")
    await arta.sees_edit(card, "start again with /announce")
    assert await broadcasts(bot) == ()
    await arta.send("Dear readers,\nthe office is closed on Monday.")
    await arta.receives("nothing was sent")


# ── /broadcasts ───────────────────────────────────────────────────────────────────────────────────


async def test_broadcasts_lists_them_with_their_states_and_stops_one(bot):
    await bot.reader("Emma")
    arta, besa = await editor(bot), await second_editor(bot)
    await arta.send("/broadcasts")
    await arta.receives("No announcement was written yet")
    await confirmed(bot, arta, "The first one")
    await previewed(bot, arta, "The second one")
    arta.forgets()
    besa.forgets()

    await besa.send("/broadcasts")
    listed = await besa.receives("Announcements")
    assert listed.text.index("The second one") < listed.text.index("The first one")
    assert "📝 Draft" in listed.text
    assert "⏳ Confirmed" in listed.text
    await besa.taps(listed, "1")
    assert f"Written by editor {EDITOR}" in listed.text
    assert listed.buttons == ["⬅ List"]  # another editor's draft is not theirs to send
    await besa.taps(listed, "List")
    await besa.taps(listed, "2")
    assert "The first one" in listed.text
    await besa.taps(listed, "Refresh")
    assert await besa.taps(listed, "Stop") == "Stopped."
    assert "⏹ Stopped" in listed.text


async def test_an_own_draft_can_be_taken_up_again(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    await previewed(bot, arta, "Forgotten")
    await restart(bot)
    arta.forgets()
    await arta.send("/broadcasts")
    listed = await arta.receives("Announcements")
    await arta.taps(listed, "1")
    assert "Written by you" in listed.text
    await arta.taps(listed, "Preview")
    await arta.receives("Forgotten")
    under = await arta.receives("Readers will see exactly this")
    async with delivering(bot):
        await arta.taps(under, "✅ Send")
        bot.clock.now += DELAY
        await emma.receives("Forgotten")
    await arta.taps(listed, "Preview")
    assert len(await broadcasts(bot)) == 1


@pytest.mark.parametrize(
    "data",
    [
        "ann",
        "ann:",
        "ann:zz",
        "ann:l",
        "ann:t:x",
        "ann:stop:x",
        "ann:show:99999",
        "ann:go:nobody",
        "ann:again:x",
        "ann:stop:99",
    ],
)
async def test_forged_or_ancient_buttons_are_answered(bot, data):
    from sandbox.world import Button

    arta = await editor(bot)
    await arta.send("/announce")
    await arta.send("Hello")
    card = await arta.receives("Who is it for?")
    card.keyboard = ((Button("x", callback_data=data),),)
    await arta.taps(card, "x")
    await bot.settle(arta)
    assert await broadcasts(bot) == ()


async def test_two_databases_confirm_alike(database_url):
    async with bot_house(database_url) as bot:
        emma, arta = await bot.reader("Emma"), await editor(bot)
        async with delivering(bot):
            under = await confirmed(bot, arta)
            bot.clock.now += DELAY
            await emma.receives("Hello")
            await arta.sees_edit(under, "✅ Sent")
    await asyncio.sleep(0)
