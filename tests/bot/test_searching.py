"""/latest, /topic, /search: pages that turn in place, loose names, no input that is an error."""

import pytest

from bot.domain.subscriber import ALL, SubscriberState, Term, TermKind
from sandbox.world import Button
from storage.vocabulary import learn


async def ask(reader, text):
    await reader.send(text)
    return await reader.receives()


async def twelve(bot, **more):
    for number in range(12):
        await bot.publish(f"Bridge news {number:02}", ago=1000 * (20 - number), **more)


async def test_latest_shows_the_newest_first_and_turns_in_place(bot):
    await twelve(bot)
    reader = await bot.reader()
    page = await ask(reader, "/latest")
    assert page.text.index("Bridge news 11") < page.text.index("Bridge news 07")
    assert "Bridge news 06" not in page.text
    await reader.taps(page, "▶")
    await reader.sees_edit(page, "Bridge news 06")
    await reader.taps(page, "▶")
    await reader.sees_edit(page, "Bridge news 00")
    assert "▶" not in page.buttons
    await reader.taps(page, "◀")
    await reader.sees_edit(page, "Bridge news 06")


async def test_latest_shows_the_readers_languages_else_says_so(bot):
    await bot.publish("Нови мост", lang="sr")
    reader = await bot.reader("Arta", "sq")
    page = await ask(reader, "/latest")
    assert bot.says("sq", "latest-other-languages") in page.text
    await bot.publish("Ura e re", lang="sq")
    page = await ask(reader, "/latest")
    assert "Ura e re" in page.text
    assert "Нови мост" not in page.text


async def test_an_empty_archive_says_so(bot):
    reader = await bot.reader()
    page = await ask(reader, "/latest")
    assert bot.says("en", "latest-nothing") in page.text


@pytest.mark.parametrize(
    "typed", ["human rights", "te drejtat e njeriut", "ljudska prava", "Људска права", "humanrights"]
)
async def test_a_topic_is_found_by_its_name_in_any_language(bot, typed):
    await bot.publish("Rights day", topics=["human_rights"])
    await bot.publish("Other day", topics=["corruption"])
    reader = await bot.reader()
    for command in ("/topic", "/latest"):
        page = await ask(reader, f"{command} {typed}")
        assert "Rights day" in page.text
        assert "Other day" not in page.text


async def test_a_topics_pages_turn_in_place(bot):
    await twelve(bot, topics=["human_rights"])
    reader = await bot.reader()
    page = await ask(reader, "/topic human rights")
    await reader.taps(page, "▶")
    await reader.sees_edit(page, "Bridge news 06")
    assert "Human rights" in page.text


async def test_an_unclear_topic_gets_buttons_and_an_unknown_one_advice(bot):
    await bot.publish("Rights day", topics=["human_rights"])
    reader = await bot.reader()
    asked = await ask(reader, "/topic human")
    assert asked.text == bot.says("en", "topic-unclear", typed="human")
    await reader.taps(asked, "Human rights")
    await reader.sees_edit(asked, "Rights day")
    unknown = await ask(reader, "/topic <qqq> & zzz")
    assert unknown.text == bot.says("en", "topic-unknown", typed="<qqq> & zzz")
    which = await ask(reader, "/topic")
    assert which.text == bot.says("en", "topic-which")


async def test_search_finds_across_languages_by_the_topics_names(bot):
    await bot.publish("Dita e të drejtave", body="Për të drejtat e njeriut në Kosovë.", lang="sq")
    await bot.publish("Day of rights", body="On human rights in Kosovo.")
    reader = await bot.reader()
    page = await ask(reader, "/search ljudska prava")
    assert "Dita e të drejtave" in page.text
    assert "Day of rights" in page.text


async def test_typing_words_is_a_search_and_its_pages_remember_them(bot):
    await twelve(bot)
    reader = await bot.reader()
    page = await ask(reader, "<b>nowhere</b> & never")
    assert page.text == bot.says("en", "search-nothing", typed="<b>nowhere</b> & never")
    page = await ask(reader, "bridge news")
    assert page.text.startswith("🔎 bridge news · page 1")
    await reader.taps(page, "▶")
    await reader.sees_edit(page, "🔎 bridge news · page 2")
    await reader.taps(page, "◀")
    await reader.sees_edit(page, "🔎 bridge news · page 1")


async def test_a_number_opens_the_statement(bot):
    await bot.publish("Bridge reopened", summary="Traffic flows again over the bridge since this morning.")
    reader = await bot.reader()
    page = await ask(reader, "bridge")
    await reader.taps(page, "1")
    opened = await reader.receives("Traffic flows again")
    assert opened.buttons == ["Read", "Share"]


async def test_searching_for_nothing_shows_how_to_search(bot):
    reader = await bot.reader()
    how = bot.says("en", "search-how", bot="@kumtar_demo_bot", source="Agjencia Lajmësi")
    for text in ("/search", "/search !!!", "?"):
        answer = await ask(reader, text)
        assert answer.text == how


async def test_a_search_to_the_letter_leads_back_to_the_wider_one(bot):
    await bot.publish("Bridge reopened")
    reader = await bot.reader()
    page = await ask(reader, "bridge")
    await page_tap(reader, page, "find:e:0")
    await reader.sees_edit(page, bot.says("en", "search-exact"))
    await reader.taps(page, bot.word("en", "button-search-wider"))
    await reader.sees_edit(page, "Bridge reopened")
    assert bot.says("en", "search-exact") not in page.text


async def test_a_mistyped_word_is_offered_put_right(bot):
    await bot.publish("Vaccination begins", body="The vaccination is free.")
    await learn(bot.database, most=10)
    reader = await bot.reader()
    page = await ask(reader, "vacination from:nobody")
    assert bot.says("en", "search-unread-from", typed="from:nobody") in page.text
    assert bot.says("en", "search-meant", what="vaccination from:nobody") in page.text
    await reader.taps(page, "🔎 vaccination from:nobody")
    await reader.sees_edit(page, "Vaccination begins")


async def test_a_snippet_shows_why_it_was_found(bot):
    await bot.publish("News of the day", body="Since this morning the bridge is open again.")
    reader = await bot.reader()
    page = await ask(reader, "bridge")
    assert "<b>bridge</b> is open again" in page.html


async def test_what_a_topic_is_called_elsewhere_is_told_and_can_be_left_out(bot):
    await bot.publish("Dita e të drejtave", body="Për të drejtat e njeriut në Kosovë.", lang="sq")
    await bot.publish("Day of rights", body="On human rights in Kosovo.")
    reader = await bot.reader()
    page = await ask(reader, "human rights")
    assert bot.says("en", "search-also", what="Të drejtat e njeriut · Људска права") in page.text
    await reader.taps(page, bot.word("en", "button-search-exact"))
    await reader.sees_edit(page, "Day of rights")
    assert "Dita e të drejtave" not in page.text


async def test_notify_me_about_a_topic_follows_it(bot):
    reader = await bot.reader()
    page = await ask(reader, "ljudska prava")
    await reader.taps(page, bot.word("en", "button-notify"))
    await reader.receives(bot.says("en", "follow-narrowed", what="Human rights"))
    assert (await bot.following(reader)).terms == (Term(TermKind.TOPIC, "human_rights"),)


async def test_notify_me_offers_a_rule_and_what_it_would_have_matched(bot):
    await bot.publish("The water was dirty", body="Local waters.")
    reader = await bot.reader()
    page = await ask(reader, "dirty water -bottled since:7d")
    await reader.taps(page, bot.word("en", "button-notify"))
    asked = await reader.receives(bot.says("en", "rule-never", words="bottled"))
    assert "The water was dirty" in asked.text
    assert (await bot.following(reader)).terms == (ALL,)
    await reader.taps(asked, bot.word("en", "button-rule-save"))
    await reader.sees_edit(asked)
    assert (await bot.following(reader)).terms == (Term(TermKind.KEYWORD, "dirty water -bottled"),)


async def test_what_no_rule_can_say_is_told(bot):
    reader = await bot.reader()
    for typed in ("water OR electricity", "water from:agency", "topic:health"):
        page = await ask(reader, typed)
        toast = await reader.taps(page, bot.word("en", "button-notify"))
        assert toast == bot.word("en", "notify-cannot")
    assert (await bot.following(reader)).terms == (ALL,)


async def test_a_stranger_who_wants_to_be_notified_is_asked_to_start(bot):
    person = bot.sandbox.person("Emma", started=True)
    page = await ask(person, "uji ndotur")
    toast = await person.taps(page, bot.word("en", "button-notify"))
    assert toast == bot.word("en", "start-first")


async def test_a_group_is_offered_no_notification(bot):
    admin = await bot.reader()
    group = bot.sandbox.group("Redaksia", admin)
    await admin.send("/search bridge", chat=group)
    page = await admin.receives(chat=group)
    assert bot.word("en", "button-notify") not in page.buttons


@pytest.mark.parametrize(
    "data",
    ["find:", "find:x", "find:d", "find:t:0:renamed", "find:p:x", "find:e:", "find:p:9999999999999999999"],
)
async def test_a_forged_or_outdated_tap_is_refused_politely(bot, data):
    await bot.publish("Bridge reopened")
    reader = await bot.reader()
    page = await ask(reader, "bridge")
    assert await page_tap(reader, page, data) == bot.word("en", "toast-stale")


async def page_tap(reader, page, data):
    """Taps a button with this data, as if the page had it."""
    page.keyboard = (*page.keyboard, (Button("?", callback_data=data),))
    return await reader.taps(page, "?")


HOSTILE = [
    'covid-19" OR NEAR(',
    "'); DROP TABLE statement;--",
    "a" * 4096,
    "😀" * 2000,
    "<b>&lt;</b>",
    "* ^ : { } ( ) AND NOT",
    '"',
    "-",
    "%_\\",
    "\u202e\u0000x".replace("\u0000", ""),
    "<code>x</code> \U0001f1fd\U0001f1f0",
    "OR OR OR -x -y",
    "к" * 300,
]


@pytest.mark.parametrize("typed", HOSTILE)
async def test_no_input_of_a_reader_is_an_error(bot, typed):
    await bot.publish("Covid-19 <b>news</b> & more", body="a x y")
    reader = await bot.reader()
    for text in (typed, f"/search {typed}"[:4096], f"/topic {typed}"[:4096], f"/follow {typed}"[:4096]):
        answer = await ask(reader, text)
        assert bot.says("en", "something-went-wrong") not in answer.text


async def test_hostile_titles_are_shown_as_they_are(bot):
    await bot.publish("<script>alert('x')</script> & \"q\" \u202e😀", body="hostile")
    reader = await bot.reader()
    page = await ask(reader, "hostile")
    assert "<script>alert('x')</script> & \"q\"" in page.text
    await reader.taps(page, "1")
    await reader.receives("<script>alert('x')</script>")


async def test_an_unsubscribed_person_can_search(bot):
    await bot.publish("Bridge reopened")
    person = bot.sandbox.person("Emma", started=True)
    page = await ask(person, "bridge")
    assert "Bridge reopened" in page.text
    assert await bot.subscriber(person) is None


async def test_after_stop_the_archive_stays_open(bot):
    await bot.publish("Bridge reopened")
    reader = await bot.reader()
    await ask(reader, "/stop")
    for text in ("/latest", "/search bridge", "bridge"):
        assert "Bridge reopened" in (await ask(reader, text)).text
    assert (await bot.subscriber(reader)).state is SubscriberState.PAUSED
