"""/topics, /follow, /unfollow, /following: chosen by buttons and by loosely typed names."""

import pytest

from bot.domain.subscriber import ALL, OFFICIAL, Term, TermKind
from tests.bot.conftest import TAXONOMY


def topic(key: str) -> Term:
    return Term(TermKind.TOPIC, key)


def word(words: str) -> Term:
    return Term(TermKind.KEYWORD, words)


AGENCY = Term(TermKind.SOURCE, "agency")


async def ask(bot, reader, text):
    await reader.send(text)
    return await reader.receives()


async def test_topics_are_ticked_in_place(bot):
    reader = await bot.reader()
    screen = await ask(bot, reader, "/topics")
    assert screen.keyboard[0][0].text == "✅ Every statement"
    toast = await reader.taps(screen, "Human rights")
    assert toast == bot.word("en", "toast-follow-narrowed", what="Human rights")
    await reader.sees_edit(screen)
    assert "✅ Human rights" in screen.buttons
    assert screen.keyboard[0][0].text == "Every statement"
    assert (await bot.following(reader)).terms == (topic("human_rights"),)
    await reader.taps(screen, "✅ Human rights")
    await reader.sees_edit(screen, bot.says("en", "topics-none"))
    assert (await bot.following(reader)).terms == ()


async def test_all_topics_can_be_reached_by_turning_pages(bot):
    reader = await bot.reader()
    screen = await ask(bot, reader, "/topics")
    seen = set()
    while True:
        seen |= set(screen.buttons)
        if "▶" not in screen.buttons:
            break
        await reader.taps(screen, "▶")
        await reader.sees_edit(screen)
    names = {bot.house.voice.topic_name("en", t.key) for t in bot.house.voice.taxonomy.topics}
    assert names <= seen
    await reader.taps(screen, "◀")
    await reader.sees_edit(screen)


async def test_everything_keeps_what_was_chosen_for_later(bot):
    reader = await bot.reader()
    await ask(bot, reader, "/follow human rights")
    screen = await ask(bot, reader, "/topics")
    await reader.taps(screen, "Every statement")
    await reader.sees_edit(screen, bot.says("en", "topics-everything"))
    assert set((await bot.following(reader)).terms) == {ALL, topic("human_rights")}
    assert "✅ Human rights" not in screen.buttons
    await ask(bot, reader, "/follow corruption")
    assert set((await bot.following(reader)).terms) == {topic("human_rights"), topic("corruption")}


async def test_sources_are_ticked_in_place_and_done_sums_up(bot):
    reader = await bot.reader()
    screen = await ask(bot, reader, "/topics")
    await reader.taps(screen, "Sources")
    await reader.sees_edit(screen)
    await reader.taps(screen, "Agjencia")
    await reader.sees_edit(screen)
    assert "✅ Agjencia Lajmësi" in screen.buttons
    assert (await bot.following(reader)).terms == (AGENCY,)
    await reader.taps(screen, "Done")
    await reader.sees_edit(screen, "• Agjencia Lajmësi")


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("human rights", topic("human_rights")),
        ("te drejtat e njeriut", topic("human_rights")),
        ("Të Drejtat e Njeriut", topic("human_rights")),
        ("ljudska prava", topic("human_rights")),
        ("људска права", topic("human_rights")),
        ("#HumanRights", topic("human_rights")),
        ("humen rights", topic("human_rights")),
        ("agjencia lajmesi", AGENCY),
        ("official", OFFICIAL),
        ("zyrtare", OFFICIAL),
        ("званично", OFFICIAL),
    ],
)
async def test_follow_takes_loosely_typed_names(bot, typed, term):
    reader = await bot.reader()
    await reader.send(f"/follow {typed}")
    await reader.receives("You follow")
    assert (await bot.following(reader)).terms == (term,)


@pytest.mark.parametrize("typed", ["all", "everything", "të gjitha", "sve", "све"])
async def test_everything_has_a_name_too(bot, typed):
    reader = await bot.reader()
    await ask(bot, reader, "/follow human rights")
    await ask(bot, reader, f"/follow {typed}")
    assert ALL in (await bot.following(reader)).terms


async def test_narrowing_is_said_and_can_be_undone(bot):
    reader = await bot.reader()
    answer = await ask(bot, reader, "/follow human rights")
    assert answer.text == bot.says("en", "follow-narrowed", what="Human rights")
    await reader.taps(answer, "Every statement again")
    await reader.sees_edit(answer)
    assert ALL in (await bot.following(reader)).terms


async def test_following_twice_is_said(bot):
    reader = await bot.reader()
    await ask(bot, reader, "/follow human rights")
    answer = await ask(bot, reader, "/follow human rights")
    assert answer.text == bot.says("en", "follow-already", what="Human rights")


async def test_an_ambiguous_name_gets_buttons_with_the_candidates(bot):
    reader = await bot.reader()
    answer = await ask(bot, reader, "/follow violence")
    assert answer.text == bot.says("en", "follow-unclear", typed="violence")
    assert answer.buttons[-1] == "the word “violence”"
    await reader.taps(answer, answer.buttons[0])
    await reader.sees_edit(answer, "You follow")
    assert (await bot.following(reader)).terms[0].kind is TermKind.TOPIC


async def test_the_ambiguous_word_itself_can_be_followed(bot):
    reader = await bot.reader()
    answer = await ask(bot, reader, "/follow violence")
    await reader.taps(answer, "the word")
    await reader.sees_edit(answer, "violence")
    await reader.taps(answer, "Save")
    await reader.sees_edit(answer, "You follow")
    assert (await bot.following(reader)).terms == (word("violence"),)


async def test_what_cannot_be_followed_is_explained(bot):
    reader = await bot.reader()
    answer = await ask(bot, reader, "/follow !!!")
    assert answer.text == bot.says("en", "follow-nothing-typed")


async def test_words_that_are_followed_are_bounded(bot):
    reader = await bot.reader()
    found = await bot.subscriber(reader)
    for number in range(50):
        await bot.subscribers.follow(found.id, word(f"word{number}"), now=bot.clock())
    answer = await ask(bot, reader, "/follow onemore")
    assert answer.text == bot.says("en", "follow-too-many", most=50)


async def test_unfollow_leaves_what_is_followed(bot):
    reader = await bot.reader()
    await ask(bot, reader, "/follow human rights")
    await bot.subscribers.follow((await bot.subscriber(reader)).id, word("ujmani"), now=bot.clock())
    answer = await ask(bot, reader, "/unfollow ljudska prava")
    assert answer.text == bot.says("en", "follow-unfollowed", what="Human rights")
    answer = await ask(bot, reader, "/unfollow ujmani")
    assert answer.text == bot.says(
        "en", "follow-nothing-left", what=bot.word("en", "term-keyword", words="ujmani")
    )
    assert (await bot.following(reader)).terms == ()


NAME = TAXONOMY.by_key["corruption"].names["en"]


async def test_leaving_a_topic_of_everything_mutes_it_until_it_is_followed(bot):
    reader = await bot.reader()
    answer = await ask(bot, reader, "/unfollow corruption")
    assert answer.text == bot.says("en", "follow-muted", what=NAME)
    assert (await bot.following(reader)).muted == (topic("corruption"),)
    listed = await ask(bot, reader, "/following")
    assert bot.says("en", "following-muted", what=NAME) in listed.text
    await ask(bot, reader, "/follow corruption")
    following = await bot.following(reader)
    assert (following.terms, following.muted) == ((ALL,), ())


async def test_unfollow_everything_leaves_nothing(bot):
    reader = await bot.reader()
    await ask(bot, reader, "/follow human rights")
    await ask(bot, reader, "/unfollow all")
    assert (await bot.following(reader)).terms == ()
    listed = await ask(bot, reader, "/following")
    assert listed.text == bot.says("en", "following-nothing")


async def test_following_lists_all_with_buttons_that_end_each(bot):
    reader = await bot.reader()
    for name in ("human rights", "Agjencia Lajmësi"):
        await ask(bot, reader, f"/follow {name}")
    asked = await ask(bot, reader, "/follow <b>Ujmani</b> & co")
    await reader.taps(asked, "Save")
    await reader.sees_edit(asked)
    listed = await ask(bot, reader, "/following")
    for name in ("Human rights", "Agjencia Lajmësi", 'the rule "b>Ujmani</b" co'):
        assert name in listed.text
        await reader.taps(listed, f"✖️ {name}")
        await reader.sees_edit(listed)
    assert (await bot.following(reader)).terms == ()


async def test_a_long_list_of_what_is_followed_has_pages(bot):
    reader = await bot.reader()
    found = await bot.subscriber(reader)
    for number in range(30):
        await bot.subscribers.follow(found.id, word(f"word{number}"), now=bot.clock())
    await bot.subscribers.unfollow(found.id, ALL)
    listed = await ask(bot, reader, "/unfollow")
    await reader.taps(listed, "▶")
    await reader.sees_edit(listed)
    await reader.taps(listed, "word20")
    await reader.sees_edit(listed)
    assert word("word20") not in (await bot.following(reader)).terms


@pytest.mark.parametrize(
    "command", ["/topics", "/follow x1", "/unfollow x1", "/following", "/settings", "/language"]
)
async def test_who_never_started_is_told_to_start(bot, command):
    person = bot.sandbox.person("Emma", "en", started=True)
    await person.send(command)
    await person.receives(bot.says("en", "start-first"))


async def test_a_paused_reader_is_told_that_following_sends_nothing(bot):
    reader = await bot.reader()
    await ask(bot, reader, "/stop")
    answer = await ask(bot, reader, "/follow human rights")
    assert bot.says("en", "settings-paused") in answer.text
    listed = await ask(bot, reader, "/following")
    assert bot.says("en", "settings-paused") in listed.text
