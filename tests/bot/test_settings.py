"""/settings and /language: one card that says everything and changes in place."""

from dataclasses import replace

import pytest

from bot.domain.hours import AT_ONCE, EVERY_DAY, Hours
from bot.domain.message import Button, Outgoing
from bot.domain.subscriber import ALL, Address, Term, TermKind
from handlers.context import Context
from handlers.replying import send

RIGHTS = Term(TermKind.TOPIC, "human_rights")


async def ask(reader, text):
    await reader.send(text)
    return await reader.receives()


async def card(reader):
    return await ask(reader, "/settings")


async def go(reader, screen, *buttons):
    """Tap these one after another, seeing each edit; the last toast."""
    toast = ""
    for button in buttons:
        toast = await reader.taps(screen, button)
        await reader.sees_edit(screen)
    return toast


async def hours(bot, reader):
    return (await bot.subscriber(reader)).hours


# ── the card ──────────────────────────────────────────────────────────────────────────────────────


async def test_the_card_says_everything_that_is_set(bot):
    reader = await bot.reader()
    screen = await card(reader)
    assert screen.text.splitlines()[3:] == [
        "🌐 Statements: English",
        "💬 I speak: English",
        "📚 Topics: Every statement",
        "🕗 Delivery: at once",
        "🌙 Quiet hours: none",
        "🌍 Time zone: Prishtina, Belgrade (14:05)",
        "🔔 Sound: on",
        "🖼 Link previews: off",
    ]


async def test_every_door_opens_in_place_and_leads_back(bot):
    reader = await bot.reader()
    screen = await card(reader)
    whole, doors = screen.text, screen.buttons[:8]
    for door in doors:
        await go(reader, screen, door)
        assert screen.text != whole
        await go(reader, screen, next(back for back in screen.buttons if back in ("↩ Back", "Done")))
        assert screen.text == whole
    assert len(doors) == screen.edits / 2 == 8
    assert reader.received[-1] is screen


@pytest.mark.parametrize("command", ["/settings", "/language", "/settings@kumtar_demo_bot"])
@pytest.mark.parametrize("lang", ["sq", "sr", "en"])
async def test_the_screens_exist_in_every_language(bot, command, lang):
    reader = await bot.reader("Arta", lang)
    screen = await ask(reader, command)
    assert screen.keyboard


async def test_a_paused_reader_sees_that_in_the_settings(bot):
    reader = await bot.reader()
    await ask(reader, "/stop")
    screen = await card(reader)
    assert bot.says("en", "settings-paused") in screen.text


async def test_whoever_never_started_is_told_to(bot):
    stranger = bot.sandbox.person("Nobody", "en")
    await stranger.send("/settings")
    await stranger.receives(bot.says("en", "start-first"))


# ── languages, sound ──────────────────────────────────────────────────────────────────────────────


async def test_the_bots_language_changes_at_once(bot):
    reader = await bot.reader()
    screen = await ask(reader, "/language")
    await reader.taps(screen, "Shqip")
    await reader.sees_edit(screen, "Gjuha që flas unë")
    assert await reader.taps(screen, "Srpski") == "💬 Obraćam Vam se na: Srpski"
    await reader.sees_edit(screen, "Jezik kojim Vam se obraćam")
    assert "✅ Srpski" in screen.buttons
    await reader.send("/help")
    await reader.receives("Šta ovde možete")


async def test_statement_languages_keep_the_readers_order(bot):
    reader = await bot.reader()
    screen = await card(reader)
    await go(reader, screen, "🌐 Statements", "Serbian", "Albanian")
    assert (await bot.subscriber(reader)).langs == ("en", "sr", "sq")
    ups = [button for row in screen.keyboard for button in row if button.text == "⬆"]
    query = bot.sandbox.acts.tap(reader.account, screen, ups[-1])
    await reader.answer_to(query)
    assert query.text == "🌐 Statements: English, Albanian, Serbian"
    await reader.sees_edit(screen)
    assert (await bot.subscriber(reader)).langs == ("en", "sq", "sr")
    await go(reader, screen, "✅ 1. English")
    assert (await bot.subscriber(reader)).langs == ("sq", "sr")


async def test_no_language_chosen_means_every_language(bot):
    reader = await bot.reader()
    screen = await card(reader)
    await go(reader, screen, "🌐 Statements")
    assert await go(reader, screen, "✅ English") == "🌐 Statements: every language"
    assert (await bot.subscriber(reader)).langs == ()


async def test_sound_and_previews_are_switches(bot):
    reader = await bot.reader()
    screen = await card(reader)
    assert await go(reader, screen, "No sound") == "🔕 Sound: off"
    assert await go(reader, screen, "Previews") == "🖼 Link previews: on"
    found = await bot.subscriber(reader)
    assert (found.silent, found.previews) == (True, True)
    assert await go(reader, screen, "✅ 🔕 No sound") == "🔔 Sound: on"
    assert not (await bot.subscriber(reader)).silent


async def test_a_statement_opens_with_the_preview_that_was_wished(bot):
    await bot.publish("Bridge reopened")
    reader = await bot.reader()
    await go(reader, await card(reader), "Previews")
    page = await ask(reader, "bridge")
    await reader.taps(page, "1")
    await reader.receives("Bridge reopened")
    sent = bot.sandbox.calls_of("sendMessage")[-1]
    assert '"is_disabled":false' in str(sent.params["link_preview_options"]).lower().replace(" ", "")


async def test_the_welcomes_own_buttons_change_the_welcome(bot):
    reader = bot.sandbox.person("Emma", "sr")
    welcome = await ask(reader, "/start")
    await reader.taps(welcome, "Latinica")
    await reader.sees_edit(welcome, bot.says("sr-Latn", "start-welcome"))
    await reader.taps(welcome, "Albanski")
    await reader.sees_edit(welcome)
    found = await bot.subscriber(reader)
    assert (found.ui_lang, found.langs) == ("sr-Latn", ("sr", "en", "sq"))


# ── topics, sources, keywords ─────────────────────────────────────────────────────────────────────


async def test_topics_and_sources_are_chosen_on_the_card(bot):
    reader = await bot.reader()
    screen = await card(reader)
    await go(reader, screen, "Topics")
    assert "📚 Topics: Human rights" in await go(reader, screen, "Human rights")
    await go(reader, screen, "Sources", "The Mission", "Done")
    assert (await bot.following(reader)).terms == (RIGHTS, Term(TermKind.SOURCE, "mission"))
    assert "📚 Topics: Human rights\n🏛 Sources: The Mission\n🔑 Keywords: none" in screen.text


async def test_keywords_are_listed_and_removed_on_the_card(bot):
    reader = await bot.reader()
    for word in ("Mitrovicë", "Прешево"):
        await bot.saves_rule(reader, word)
    screen = await card(reader)
    assert "🔑 Keywords: Mitrovicë, Прешево" in screen.text
    await go(reader, screen, "Keywords")
    assert "Keywords: 2" in screen.text
    assert await go(reader, screen, "✖️ Mitrovicë") == "Removed: Mitrovicë"
    assert (await bot.following(reader)).terms == (Term(TermKind.KEYWORD, "presevo"),)


async def test_a_keyword_removed_twice_is_an_old_button(bot):
    reader = await bot.reader()
    await bot.saves_rule(reader, "Ujmani")
    first, second = await card(reader), await card(reader)
    for screen in (first, second):
        await go(reader, screen, "Keywords")
    await go(reader, first, "✖️ Ujmani")
    assert await reader.taps(second, "✖️ Ujmani") == bot.word("en", "toast-stale")


# ── delivery, quiet hours, time zone ──────────────────────────────────────────────────────────────


async def test_a_digest_begins_with_sensible_hours(bot):
    reader = await bot.reader()
    screen = await card(reader)
    await go(reader, screen, "Delivery")
    assert await go(reader, screen, "Digest") == "🕗 Digest: 08:00 and 18:00, every day"
    assert await hours(bot, reader) == Hours((480, 1080), EVERY_DAY)
    await go(reader, screen, "✅ Sat", "✅ Sun")
    assert await go(reader, screen, "↩ Back") == ""
    assert "🕗 Digest: 08:00 and 18:00, Mon–Fri" in screen.text
    assert "⏭ Next digest: Tuesday, 18:00\n❗ Urgent statements: at once" in screen.text
    toast = await go(reader, screen, "Delivery", "Urgent passes")
    assert toast == "❗ Urgent statements: wait like all others"
    await go(reader, screen, "At once")
    assert await hours(bot, reader) == Hours((), 0b0011111, urgent_passes=False)


async def test_digest_times_are_chosen_from_a_grid(bot):
    reader = await bot.reader()
    screen = await card(reader)
    await go(reader, screen, "Delivery", "Digest", "Choose the times", "✅ 08:00", ":30", "06:30")
    assert (await hours(bot, reader)).digest_times == (390, 1080)
    assert "✅ 06:30" in screen.buttons
    await go(reader, screen, "07:30", "09:30", "10:30", "11:30")
    refused = await reader.taps(screen, "12:30")
    assert refused == bot.word("en", "settings-too-many-times", most=6)
    assert len((await hours(bot, reader)).digest_times) == 6


async def test_the_last_time_and_the_last_day_stay(bot):
    reader = await bot.reader()
    await bot.subscribers.update((await bot.subscriber(reader)).id, hours=Hours((480,), 0b1))
    screen = await card(reader)
    await go(reader, screen, "Delivery")
    assert await reader.taps(screen, "✅ Mon") == bot.word("en", "settings-last-day")
    await go(reader, screen, "Choose the times")
    assert await reader.taps(screen, "✅ 08:00") == bot.word("en", "settings-last-time")
    assert await hours(bot, reader) == Hours((480,), 0b1)


async def test_quiet_hours_begin_with_the_night(bot):
    reader = await bot.reader()
    screen = await card(reader)
    await go(reader, screen, "Quiet hours")
    assert await go(reader, screen, "Quiet hours") == "🌙 Quiet: 22:00–07:00, urgent passes"
    await go(reader, screen, "From 22:00", "23:00", "To 07:00", ":30", "06:30", "Urgent passes")
    assert await hours(bot, reader) == Hours((), EVERY_DAY, 1380, 390, urgent_passes=False)
    await go(reader, screen, "From 23:00", ":30")
    assert await reader.taps(screen, "06:30") == bot.word("en", "settings-quiet-same")
    await go(reader, screen, "↩ Back", "✅ Quiet hours")
    assert await hours(bot, reader) == replace(AT_ONCE, urgent_passes=False)


async def test_a_time_zone_is_found_by_region_and_city(bot):
    reader = await bot.reader()
    screen = await card(reader)
    await go(reader, screen, "Time zone")
    toast = await go(reader, screen, "New York")
    assert toast == "🌍 Time zone: New York (08:05)"
    await go(reader, screen, "Another city", "Asia", "▶", "▶", "Kathmandu")
    assert (await bot.subscriber(reader)).time_zone == "Asia/Kathmandu"
    await go(reader, screen, "Prishtina, Belgrade")
    assert (await bot.subscriber(reader)).time_zone == "Europe/Belgrade"


async def test_a_button_leads_back_to_no_time_zone_of_ones_own(bot):
    reader = await bot.reader()
    screen = await card(reader)
    await go(reader, screen, "Time zone")
    assert [button for button in screen.buttons if "✅" in button] == [
        "✅ 🏠 As the newsroom: Prishtina, Belgrade"
    ]
    await go(reader, screen, "Prishtina, Belgrade")
    assert await go(reader, screen, "New York") == "🌍 Time zone: New York (08:05)"
    assert [button for button in screen.buttons if "✅" in button] == ["✅ New York"]
    assert await go(reader, screen, "🏠") == "🌍 Time zone: Prishtina, Belgrade (14:05)"
    assert (await bot.subscriber(reader)).time_zone is None
    assert screen.buttons[0] == "✅ 🏠 As the newsroom: Prishtina, Belgrade"


# ── buttons of another time ───────────────────────────────────────────────────────────────────────

FORGED = [
    "set",
    "set:",
    "set:nothing",
    "set:ui:xx:w",
    "set:ui:sq:s",  # of the release before
    "set:lang:de:w",
    "set:l:t:de",
    "set:l:u:sq",
    "set:l:x",
    "set:u:de",
    "set:f",
    "set:f:t:0:nothing",
    "set:f:p:-1",
    "set:k:x:0:ffffffffffff",
    "set:k",
    "set:d:t:481",
    "set:d:t:1440",
    "set:d:t:99999999999999999999",
    "set:d:w:7",
    "set:d:g:x",
    "set:q:from:t:0",  # while there are no quiet hours
    "set:q:up:t:0",
    "set:z:s:Europe/Atlantis",
    "set:z:s:../../etc/passwd",
    "set:z:s:localtime",
    "set:z:c:Atlantis:0",
    "set:z:c:Europe:x",
]


async def planted(bot, reader, data):
    """A message of ours with a button that carries `data`."""
    message = Outgoing("planted", ((Button("Tap", data=data),),))
    await send(Context(bot.application), Address(reader.id), message)
    return await reader.receives("planted")


async def test_old_and_forged_buttons_change_nothing(bot):
    reader = await bot.reader()
    before = await bot.subscriber(reader)
    refusals = (bot.word("en", "toast-stale"), bot.word("en", "settings-unknown-zone"))
    for data in FORGED:
        assert await reader.taps(await planted(bot, reader, data), "Tap") in refusals, data
    assert await bot.subscriber(reader) == before
    assert (await bot.following(reader)).terms == (ALL,)


async def test_pages_beyond_the_end_are_the_last_one(bot):
    reader = await bot.reader()
    screen = await planted(bot, reader, "set:z:c:Europe:999999")
    await go(reader, screen, "Tap")
    assert "Zurich" in screen.buttons
