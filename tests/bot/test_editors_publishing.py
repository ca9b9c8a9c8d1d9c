"""/publish and /statement, through the sandbox: one card, a true preview, one publication."""

import pytest

from bot.domain.fanout import Priority, SubjectId
from bot.domain.subscriber import ALL, OFFICIAL, Term, TermKind
from storage.fanouts import SqlFanoutStore
from tests.bot.conftest import EDITOR, bot_house
from tests.bot.newsroom import acts, delivering, editor, restart

TITLE = "Human Rights Day: the mission calls for respect"
TEXT = (
    "The head of the mission said on Human Rights Day that human rights are for everybody. "
    "More at https://mission.example/rights and in the report."
)


async def composed(arta, *, title=TITLE, text=TEXT, link="https://agency.example/hrd", html=None):
    """A statement up to its card."""
    await arta.send("/publish")
    await arta.receives("Send me the title")
    await arta.send(title)
    await arta.receives("Send me the text")
    await arta.send(text, html=html)
    card = await arta.receives("Send me the link")
    if link is None:
        await arta.taps(card, "No link")
        return await arta.sees_edit(card, "Change what you like")
    await arta.send(link)
    return await arta.receives("Change what you like")


async def previewed(arta, **more):
    """The same up to the preview: the alert, and the message under it."""
    card = await composed(arta, **more)
    await arta.taps(card, "Preview")
    alert = await arta.receives(TITLE)
    return alert, await arta.receives("Readers will see exactly this")


async def statements(bot):
    return (await bot.statements.latest(terms=(), langs=(), limit=50)).cards


async def test_what_is_previewed_is_what_readers_get(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    alert, under = await previewed(arta)
    assert "1 reader" in under.text
    async with delivering(bot) as deliverer:
        await arta.taps(under, "✅ Publish")
        deliverer.nudge()
        got = await emma.receives(TITLE)
    assert got.html == alert.html
    assert got.buttons == alert.buttons == ["Read", "Share", "More"]
    done = await arta.sees_edit(under, "✅ Published")
    (card,) = await statements(bot)
    assert f"/statement {card.id}" in done.text
    assert card.source_key == "editorial"
    assert "human_rights" in card.topics
    assert card.lang == "en"
    assert [link.url for link in card.links] == ["https://mission.example/rights"]
    assert (EDITOR, "publish", str(card.id)) in await acts(bot)


async def test_language_topics_and_urgency_can_be_changed_on_the_card(bot):
    arta = await editor(bot)
    card = await composed(arta, link=None)
    assert "Language: English" in card.text
    await arta.taps(card, "Language")
    await arta.taps(card, "Albanian")
    await arta.taps(card, "Done")
    assert "Language: Albanian" in card.text
    taxonomy = bot.house.voice.taxonomy
    other = next(t for t in taxonomy.topics if t.key != "human_rights")
    await arta.taps(card, "Topics")
    await arta.taps(card, f"✅ {taxonomy.by_key['human_rights'].names['en']}")
    await arta.taps(card, other.names["en"])
    await arta.taps(card, "Done")
    assert f"Topics: {other.names['en']}" in card.text
    await arta.taps(card, "Make urgent")
    assert "Urgent: yes" in card.text

    await arta.taps(card, "Title")
    await arta.send("Another title")  # what was chosen stays chosen
    card = await arta.receives("Change what you like")
    assert "Language: Albanian" in card.text
    assert f"Topics: {other.names['en']}" in card.text
    await arta.taps(card, "Preview")
    alert = await arta.receives("Another title")
    assert "🔴" in alert.text
    under = await arta.receives("Readers will see exactly this")
    await arta.taps(under, "✅ Publish")
    (stored,) = await statements(bot)
    assert (stored.lang, stored.topics, stored.urgent, stored.url) == ("sq", (other.key,), True, None)


async def test_after_the_preview_it_can_still_be_changed(bot):
    arta = await editor(bot)
    _, under = await previewed(arta)
    await arta.taps(under, "Change")
    card = await arta.sees_edit(under, "Change what you like")
    await arta.taps(card, "Not urgent" if "Not urgent" in card.buttons else "Make urgent")
    await arta.taps(card, "Preview")
    await arta.receives(TITLE)
    again = await arta.receives("Readers will see exactly this")
    await arta.taps(again, "✅ Publish")
    assert len(await statements(bot)) == 1


async def test_buttons_of_the_preview_that_need_the_archive_say_so(bot):
    arta = await editor(bot)
    alert, _ = await previewed(arta)
    assert "once it is published" in await arta.taps(alert, "More")


@pytest.mark.parametrize(
    ("typed", "complaint"), [("x" * 501, "501 characters"), ("see my page", "not a web address")]
)
async def test_what_cannot_be_used_is_said_and_asked_again(bot, typed, complaint):
    arta = await editor(bot)
    await arta.send("/publish")
    await arta.receives("Send me the title")
    if "web" in complaint:
        await arta.send(TITLE)
        await arta.send(TEXT)
        await arta.receives("Send me the link")
    await arta.send(typed)
    await arta.receives(complaint)
    await arta.send("agency.example/a")
    await arta.receives("agency.example/a")


async def test_a_picture_is_asked_for_as_text(bot):
    arta = await editor(bot)
    await arta.send("/publish")
    await arta.send("caption", document=("a.pdf", b"x"))
    await arta.receives("send it as text")


async def test_cancel_leaves_and_nothing_is_published(bot):
    arta = await editor(bot)
    card = await composed(arta)
    await arta.taps(card, "Cancel")
    await arta.sees_edit(card, "Cancelled")
    _, under = await previewed(arta)
    await arta.send("/cancel")
    await arta.receives("Cancelled")
    await arta.taps(under, "✅ Publish")
    await arta.sees_edit(under, "start again with /publish")
    assert await statements(bot) == ()


async def test_a_double_tap_publishes_once(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    _, under = await previewed(arta)
    first, second = arta.tap(under, "✅ Publish"), arta.tap(under, "✅ Publish")
    await arta.answer_to(first)
    assert "published already" in (await arta.answer_to(second)).text
    assert len(await statements(bot)) == 1
    async with delivering(bot):
        await emma.receives(TITLE)
        await emma.receives_nothing(within=0.2)


async def test_after_a_restart_an_old_button_says_what_happened(bot):
    arta = await editor(bot)
    _, under = await previewed(arta)
    old = under.keyboard
    await arta.taps(under, "✅ Publish")
    await restart(bot)
    under.keyboard = old
    assert "published already" in await arta.taps(under, "✅ Publish")
    assert "✅ Published" in under.text

    _, lost = await previewed(arta)
    await restart(bot)
    await arta.taps(lost, "✅ Publish")
    await arta.sees_edit(lost, "Nothing was published from it")
    assert len(await statements(bot)) == 1


async def test_a_lost_card_says_so(bot):
    arta = await editor(bot)
    card = await composed(arta)
    await restart(bot)
    await arta.taps(card, "Make urgent")
    await arta.sees_edit(card, "start again with /publish")


async def test_starting_an_announcement_ends_the_statement(bot):
    arta = await editor(bot)
    card = await composed(arta)
    await arta.send("/announce")
    await arta.receives("New announcement")
    await arta.taps(card, "Preview")
    await arta.sees_edit(card, "a newer conversation took its place")


async def test_it_goes_to_the_followers_of_its_keywords_too(bot):
    emma, zana = await bot.reader("Emma"), await bot.reader("Zana")
    for person, term in (
        (emma, Term(TermKind.KEYWORD, "mission rights")),
        (zana, Term(TermKind.KEYWORD, "water")),
    ):
        subscriber = await bot.subscriber(person)
        await bot.subscribers.unfollow(subscriber.id, ALL)
        await bot.subscribers.unfollow(subscriber.id, OFFICIAL)
        await bot.subscribers.follow(subscriber.id, term, now=bot.clock())
    arta = await editor(bot)
    _, under = await previewed(arta)
    async with delivering(bot):
        await arta.taps(under, "✅ Publish")
        await emma.receives(TITLE)
        await zana.receives_nothing(within=0.2)


# ── /statement ────────────────────────────────────────────────────────────────────────────────────


async def test_a_statement_is_shown_with_its_way_and_can_be_made_urgent(bot):
    await bot.reader("Emma")
    arta = await editor(bot)
    number = await bot.publish("Something happened")
    await arta.send(f"/statement {number}")
    card = await arta.receives("Something happened")
    assert f"№ {number}" in card.text
    assert "Going out" in card.text
    assert await arta.taps(card, "Mark as urgent") == "Marked as urgent."
    assert "🔴" in card.text
    assert "🔴 Mark as urgent" not in card.buttons
    (fanout,) = await SqlFanoutStore(bot.database).of_subject(SubjectId(number))
    assert fanout.priority == Priority.URGENT
    assert (await bot.statements.card(number)).urgent
    assert (EDITOR, "urgent", str(number)) in await acts(bot)


async def test_editors_see_what_speaks_for_each_topic(bot):
    arta = await editor(bot)
    _, under = await previewed(arta)
    await arta.taps(under, "✅ Publish")
    await arta.sees_edit(under, "✅ Published")
    (published,) = await statements(bot)
    await arta.send(f"/statement {published.id}")
    shown = await arta.receives("speaks for them")
    assert bot.says("en", "evidence-line", topic="Human rights", words="human rights") in shown.text


async def test_editors_see_which_topics_nothing_in_the_words_speaks_for(bot):
    arta = await editor(bot)
    for topics in (("water",), ()):
        number = await bot.publish(f"Anything with {len(topics)}", topics=topics)
        await arta.send(f"/statement {number}")
        shown = await arta.receives("Anything")
        key, args = ("evidence-fixed", {"topic": "Water"}) if topics else ("evidence-none", {})
        assert bot.says("en", key, **args) in shown.text


async def test_an_own_statement_is_corrected_for_those_who_have_it(bot):
    emma, arta = await bot.reader("Emma"), await editor(bot)
    _, under = await previewed(arta)
    async with delivering(bot) as deliverer:
        await arta.taps(under, "✅ Publish")
        deliverer.nudge()
        got = await emma.receives(TITLE)
        (published,) = await statements(bot)

        await arta.send(f"/statement {published.id}")
        shown = await arta.receives("versions: 1")
        await arta.taps(shown, "✏️ Correct")
        card = await arta.receives("Change what you like")
        assert "Language" not in card.buttons
        await arta.taps(card, "Title")
        await arta.send("Human Rights Day: the mission calls for 12 days of respect")
        card = await arta.receives("12 days of respect")
        await arta.taps(card, "Preview")
        under = await arta.receives("Messages already delivered: 1")
        assert "told at once" in under.text
        assert await arta.taps(under, "✏️ Correct") == "Corrected."
        deliverer.nudge()
        await emma.sees_edit(got, "12 days of respect")
        await emma.receives("12 days")
    corrected = await arta.sees_edit(under, "versions: 2")
    assert "12 days" in corrected.text
    assert (EDITOR, "correct", str(published.id)) in await acts(bot)


async def test_a_correction_that_changes_nothing_or_was_made_already_says_so(bot):
    arta = await editor(bot)
    _, under = await previewed(arta)
    await arta.taps(under, "✅ Publish")
    (published,) = await statements(bot)
    await arta.send(f"/statement {published.id}")
    await arta.taps(await arta.receives("versions: 1"), "✏️ Correct")
    await arta.taps(await arta.receives("Change what you like"), "Preview")
    under = await arta.receives("Messages already delivered")
    assert "Nothing was changed" in await arta.taps(under, "✏️ Correct")
    assert len(await bot.statements.revisions(published.id)) == 1


async def test_what_an_agency_said_cannot_be_corrected_here(bot):
    from sandbox.world import Button

    arta, number = await editor(bot), await bot.publish(TITLE)
    await arta.send(f"/statement {number}")
    shown = await arta.receives("versions: 1")
    assert "✏️ Correct" not in shown.buttons
    shown.keyboard = ((Button("x", callback_data=f"stm:correct:{number}"),),)
    assert bot.word("en", "toast-stale") in (await arta.taps(shown, "x") or "")


async def test_a_statement_is_found_among_the_newest_or_by_words(bot):
    arta = await editor(bot)
    await arta.send("/statement")
    await arta.receives("No statement was found")
    await bot.publish("The bridge was opened")
    await bot.publish("The school was opened")
    for typed, first in (("", "The school"), ("bridge", "The bridge")):
        await arta.send(f"/statement {typed}")
        listed = await arta.receives("Tap a number")
        await arta.taps(listed, "1")
        assert first in listed.text
        assert "🔴 Mark as urgent" in listed.buttons


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("4711", "no statement with this number"), ("9" * 40, "No statement was found"), ("-", "No statement")],
)
async def test_a_wrong_number_is_said(bot, typed, answer):
    arta = await editor(bot)
    await arta.send(f"/statement {typed}")
    await arta.receives(answer)


@pytest.mark.parametrize(
    "data",
    [
        "stm",
        "stm:urgent:99",
        "stm:urgent:x",
        "stm:sing:1",
        "pub",
        "pub:zz",
        "pub:ask:all",
        "pub:t:x:y",
        "pub:l:de",
        "pub:go",
    ],
)
async def test_forged_buttons_are_answered(bot, data):
    from sandbox.world import Button

    arta = await editor(bot)
    card = await composed(arta)
    card.keyboard = ((Button("x", callback_data=data),),)
    await arta.taps(card, "x")
    await bot.settle(arta)
    assert await statements(bot) == ()


async def test_both_databases_publish_alike(database_url):
    async with bot_house(database_url) as bot:
        emma, arta = await bot.reader("Emma"), await editor(bot)
        alert, under = await previewed(arta)
        async with delivering(bot):
            await arta.taps(under, "✅ Publish")
            assert (await emma.receives(TITLE)).html == alert.html
