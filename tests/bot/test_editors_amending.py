"""What editors do about what was sent, through the sandbox: withdraw, steer, reword, recall, resend, corrections."""

from bot.domain.fanout import FanoutKind, FanoutState, SubjectId
from bot.domain.source import FetchState
from bot.domain.statement import Batch, Identity, NewRevision, Words
from bot.domain.text import hash16
from storage.fanouts import SqlFanoutStore
from tests.bot.conftest import DELAY, EDITOR
from tests.bot.newsroom import acts, delivering, editor, restart
from tests.bot.test_editors_announcing import confirmed


async def ways(bot, subject):
    return await SqlFanoutStore(bot.database).of_subject(SubjectId(subject))


async def until(bot, subject, kind, state=FanoutState.DONE):
    """Wait until the fan-out of this kind stands there; the database is asked."""

    async def reached():
        return any((way.kind, way.state) == (kind, state) for way in await ways(bot, subject))

    await bot.comes(reached, f"the {kind}")


async def sent(bot, arta, deliverer, text):
    """An announcement that went out, and its details."""
    under = await confirmed(bot, arta, text)
    bot.clock.now += DELAY
    deliverer.nudge()
    await arta.sees_edit(under, "✅ Sent")
    await arta.send("/broadcasts")
    details = await arta.receives("Announcements")
    await arta.taps(details, "1")
    (broadcast, *_) = await bot.house.newsroom.broadcasting.recent()
    return details, broadcast.broadcast.id


# ── statements ────────────────────────────────────────────────────────────────────────────────────


async def test_a_statement_is_withdrawn_once_it_was_asked(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    async with delivering(bot) as deliverer:
        number = await bot.publish("Twelve hurt in the north")
        deliverer.nudge()
        alert = await emma.receives("Twelve hurt")
        await until(bot, number, FanoutKind.STATEMENT)
        await arta.send(f"/withdraw {number}")
        card = await arta.receives("Withdraw this statement?")
        assert "Twelve hurt in the north" in card.text
        assert "already delivered: 1" in card.text
        assert not (await bot.statements.card(number)).withdrawn
        yes = card.keyboard
        assert await arta.taps(card, "Yes, withdraw") == "Withdrawn."
        assert "⛔" in card.text
        deliverer.nudge()
        await emma.sees_edit(alert, "⛔ Withdrawn")
        await until(bot, number, FanoutKind.EDIT)
        await arta.taps(card, "Refresh")
        assert "Edit · ✅ Sent\nReaders: 1 · Sent: 1" in card.text
        assert not {"⛔ Withdraw", "🔴 Mark as urgent"} & set(card.buttons)
        card.keyboard = yes
        assert "withdrawn already" in await arta.taps(card, "Yes, withdraw")
    assert [act for act in await acts(bot) if act[1] == "withdraw"] == [(EDITOR, "withdraw", str(number))]


async def test_the_card_asks_too_and_back_changes_nothing(bot):
    arta = await editor(bot)
    number = await bot.publish("Twelve hurt in the north")
    await arta.send(f"/statement {number}")
    card = await arta.receives("Twelve hurt")
    await arta.taps(card, "⛔ Withdraw")
    assert "Withdraw this statement?" in card.text
    await arta.taps(card, "Back")
    assert f"№ {number}" in card.text
    assert not (await bot.statements.card(number)).withdrawn
    await arta.send("/withdraw")
    await arta.receives("add the number")
    await arta.send("/withdraw 4711")
    await arta.receives("no statement with this number")


async def test_a_way_is_paused_resumed_and_cancelled_from_the_card(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    number = await bot.publish("Something happened")
    await arta.send(f"/statement {number}")
    card = await arta.receives("Something happened")
    assert "Readers: 1 · Sent: 0 · To go: 1" in card.text
    before = card.keyboard
    assert await arta.taps(card, "⏸ Pause · Sending") == "Paused."
    assert "An editor paused it" in card.text
    async with delivering(bot) as deliverer:
        await emma.receives_nothing(within=0.3)
        assert await arta.taps(card, "▶ Resume · Sending") == "Resumed."
        deliverer.nudge()
        await emma.receives("Something happened")
        await until(bot, number, FanoutKind.STATEMENT)
    card.keyboard = before
    assert "no longer where" in await arta.taps(card, "⏹ Cancel · Sending")

    other = await bot.publish("Something else")
    await arta.send(f"/statement {other}")
    card = await arta.receives("Something else")
    await arta.taps(card, "⏹ Cancel · Sending")
    async with delivering(bot):
        await emma.receives_nothing(within=0.3)
    (way,) = await ways(bot, other)
    assert way.state is FanoutState.CANCELLED
    steered = [act for _, act, _ in await acts(bot) if act.startswith("fanout-")]
    assert steered == ["fanout-paused", "fanout-running", "fanout-cancelled"]


async def test_a_way_of_another_subject_is_not_steered(bot):
    from sandbox.world import Button

    await bot.reader("Emma")
    arta = await editor(bot)
    first, second = await bot.publish("The first"), await bot.publish("The second")
    (way,) = await ways(bot, second)
    await arta.send(f"/statement {first}")
    card = await arta.receives("The first")
    for data in (f"fan:cancel:{way.id}:{first}", f"fan:sing:{way.id}:{second}", "fan:pause:x:y", "wdr:go:x"):
        card.keyboard = ((Button("x", callback_data=data),),)
        await arta.taps(card, "x")
    assert (await ways(bot, second))[0].state is FanoutState.RUNNING


# ── announcements ─────────────────────────────────────────────────────────────────────────────────


async def test_an_announcement_is_reworded_everywhere_after_a_preview(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    async with delivering(bot) as deliverer:
        details, subject = await sent(bot, arta, deliverer, "The office is closd on Monday.")
        message = await emma.receives("closd")
        await arta.taps(details, "Edit text")
        await arta.receives("Edit the announcement")
        await arta.send(html="The office is <b>closed</b> on Monday.")
        preview = await arta.receives("closed on Monday")
        under = await arta.receives("This will replace the old text")
        assert "already delivered: 1" in under.text
        assert "closd" in message.text
        assert "being edited" in await arta.taps(under, "Replace it everywhere")
        deliverer.nudge()
        assert (await emma.sees_edit(message, "closed on Monday")).html == preview.html
        await until(bot, subject, FanoutKind.EDIT)
    assert [act for _, act, _ in await acts(bot)][-1] == "broadcast-edit"


async def test_new_words_that_are_cancelled_or_lost_change_nothing(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    async with delivering(bot) as deliverer:
        details, subject = await sent(bot, arta, deliverer, "Hello")
        message = await emma.receives("Hello")
        await arta.taps(details, "Edit text")
        await arta.send("Goodbye")
        under = await arta.receives("This will replace the old text")
        await restart(bot)
        await arta.taps(under, "Replace it everywhere")
        assert "Nothing was changed" in under.text
        await arta.taps(details, "Edit text")
        await arta.send("/cancel")
        await arta.receives("Cancelled")
    assert message.text == "Hello"
    assert [way.kind for way in await ways(bot, subject)] == [FanoutKind.BROADCAST]


async def test_an_announcement_is_recalled_once_it_was_asked(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    async with delivering(bot) as deliverer:
        details, subject = await sent(bot, arta, deliverer, "Hello")
        message = await emma.receives("Hello")
        await arta.taps(details, "⛔ Recall")
        assert "Recall this announcement?" in details.text
        assert "already delivered: 1" in details.text
        assert await arta.taps(details, "Yes, recall") == "Recalled."
        assert "⛔ Recalled" in details.text
        deliverer.nudge()
        await emma.sees_edit(message, "⛔")
        await until(bot, subject, FanoutKind.EDIT)
        await arta.taps(details, "Refresh")
        assert details.buttons == ["⬅ List"]
        await arta.taps(details, "List")
        assert "⛔ Recalled" in details.text


async def test_only_those_who_failed_are_sent_it_again(bot):
    emma, zana = await bot.reader("Emma"), await bot.reader("Zana")
    arta = await editor(bot)
    async with delivering(bot) as deliverer:
        under = await confirmed(bot, arta, "Hello")
        bot.sandbox.fault("error", chat=zana, code=400, description="Bad Request: something odd")
        bot.clock.now += DELAY
        deliverer.nudge()
        final = await arta.sees_edit(under, "✅ Sent")
        assert "Failed: 1 (refused by Telegram: 1)" in final.text
        await emma.receives("Hello")
        bot.clock.now += 1_000
        await arta.send("/broadcasts")
        details = await arta.receives("Announcements")
        await arta.taps(details, "1")
        again = details.keyboard
        assert "once more, readers: 1" in await arta.taps(details, "Again to those who failed (1)")
        assert not any("Again" in button for button in details.buttons)
        deliverer.nudge()
        await zana.receives("Hello")
        (broadcast, *_) = await bot.house.newsroom.broadcasting.recent()
        await until(bot, broadcast.broadcast.id, FanoutKind.RESEND)
        await arta.taps(details, "Refresh")
        assert "Sending again · ✅ Sent\nReaders: 1 · Sent: 1" in details.text
        details.keyboard = again
        assert "nobody to send it to" in await arta.taps(details, "Again to those who failed (1)")
    await emma.receives_nothing(within=0.1)


# ── corrections that wait ─────────────────────────────────────────────────────────────────────────


async def held(bot, title):
    """A correction of the first statement of the agency that waits for an editor."""
    source = await bot.source("agency")
    key = hash16("1")
    found = await bot.statements.recognise(source.id, [Identity(key, "https://agency.example/s/1")], [])
    new = NewRevision(found.same[key], Words(title), (), material=True, held=True)
    state = FetchState(source.fetch.effective_url, next_at=bot.clock())
    bot.clock.now += 1_000
    await bot.statements.record(source.id, state, Batch(corrected=(new,)), now=bot.clock())


async def agency(arta):
    await arta.send("/sources")
    card = await arta.receives("Sources")
    number = next(line.split(".")[0] for line in card.text.splitlines() if "Agjencia" in line)
    await arta.taps(card, number)
    return card


async def test_corrections_wait_on_the_sources_card_and_go_out_when_an_editor_says_so(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    async with delivering(bot) as deliverer:
        number = await bot.publish("Twelve hurt in the north")
        deliverer.nudge()
        alert = await emma.receives("Twelve hurt")
        await until(bot, number, FanoutKind.STATEMENT)
        await held(bot, "Fourteen hurt in the north")
        card = await agency(arta)
        assert "wait for your decision: 1" in card.text
        assert "Fourteen hurt in the north" in card.text
        await arta.taps(card, "Send the corrections")
        assert "Send the corrections of" in card.text
        assert "Twelve" in alert.text
        assert "On their way to the readers: 1" in await arta.taps(card, "Yes, send them")
        assert "wait for your decision" not in card.text
        deliverer.nudge()
        await emma.sees_edit(alert, "Fourteen hurt")
        await until(bot, number, FanoutKind.CORRECTION)


async def test_corrections_that_are_only_stored_leave_what_was_delivered(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    async with delivering(bot) as deliverer:
        number = await bot.publish("Twelve hurt in the north")
        deliverer.nudge()
        alert = await emma.receives("Twelve hurt")
        await until(bot, number, FanoutKind.STATEMENT)
        await held(bot, "Fourteen hurt in the north")
        card = await agency(arta)
        old = card.keyboard
        assert "Only stored: 1" in await arta.taps(card, "Only store them")
        card.keyboard = old
        assert "Nothing waits any more" in await arta.taps(card, "Send the corrections")
    assert "Twelve" in alert.text
    assert [way.kind for way in await ways(bot, number)] == [FanoutKind.STATEMENT]
