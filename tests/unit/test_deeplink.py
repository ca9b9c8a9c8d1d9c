"""Links into the bot: what is written is read again, and nothing else is."""

import re

import pytest

from bot.domain.deeplink import OpenSearch, OpenStatement, OpenTopic, address, read, written


@pytest.mark.parametrize(
    "link",
    [
        OpenStatement(1),
        OpenStatement(10**18 - 1),
        OpenTopic("human_rights"),
        OpenTopic("x" * 62),
        OpenSearch("covid"),
        OpenSearch("të drejtat e njeriut"),
        OpenSearch("људска права"),
        OpenSearch('"two words" -not topic:health'),
        OpenSearch("👩‍👩‍👧 حقوق"),
        OpenSearch("a" * 46),
    ],
)
def test_what_is_written_is_read_again_and_is_what_telegram_takes(link):
    payload = written(link)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    assert read(payload) == link
    assert address("kumtar_bot", link) == f"https://t.me/kumtar_bot?start={payload}"


@pytest.mark.parametrize(
    "link",
    [OpenSearch("a" * 47), OpenSearch(""), OpenSearch("\ud83d"), OpenTopic("x" * 63), OpenTopic("tema e re"),
     OpenStatement(10**18)],
)  # fmt: skip
def test_what_does_not_fit_is_not_written(link):
    assert written(link) is None
    assert address("kumtar_bot", link) is None


@pytest.mark.parametrize(
    "payload",
    ["", "s", "s_", "s_x", "s_-1", "s_" + "9" * 19, "s_١٢", "t_", "t_a b", "q_", "q_!!", "q_gA", "q_ICAg",
     "zzz", "x_1", "s_1\n", "t_" + "x" * 63, "S_1", "👩‍👩‍👧", "\u202eq_Y292aWQ"],
)  # fmt: skip
def test_garbage_is_nothing(payload):
    assert read(payload) is None
