"""Calls held against the Bot API's schema."""

import os
from pathlib import Path

import aiohttp
import pytest

from sandbox import Sandbox, find_schema
from sandbox.schema import Schema, load_schema

FOUND = find_schema()
needs_schema = pytest.mark.skipif(FOUND is None, reason="no api.json beside the checkout")


@pytest.fixture
def schema() -> Schema:
    assert FOUND is not None
    return load_schema(FOUND)


SEND = {"chat_id": "7", "text": "hi"}


@needs_schema
@pytest.mark.parametrize(
    ("method", "values", "fault"),
    [
        ("sendMessage", SEND, None),
        ("sendMessage", {"chat_id": 7, "text": "hi", "disable_notification": True}, None),
        ("sendMessage", {**SEND, "disable_notification": "true", "message_thread_id": "3"}, None),
        ("sendMessage", {**SEND, "reply_markup": '{"inline_keyboard": [[{"text": "x", "url": "u"}]]}'}, None),
        ("sendMessage", {**SEND, "reply_markup": {"remove_keyboard": True}}, None),
        ("sendMessage", {**SEND, "link_preview_options": '{"is_disabled": true}'}, None),
        ("setMyCommands", {"commands": "[]", "scope": '{"type": "chat", "chat_id": 5}'}, None),
        ("flyAway", {}, "flyAway: the Bot API has no such method"),
        ("sendMessage", {"chat_id": 7}, "sendMessage: text is missing"),
        ("sendMessage", {**SEND, "chat": 7}, "sendMessage: unknown field chat"),
        ("sendMessage", {**SEND, "text": 5}, "sendMessage.text: expected String, got 5"),
        ("sendMessage", {**SEND, "message_thread_id": "x"}, "sendMessage.message_thread_id: expected Integer"),
        ("sendMessage", {**SEND, "protect_content": "maybe"}, "sendMessage.protect_content: expected Boolean"),
        ("sendMessage", {**SEND, "link_preview_options": '{"is_disabled": "yes"}'}, "is_disabled: expected Boolean"),
        ("sendMessage", {**SEND, "reply_markup": '{"inline_keyboard": [[{"url": "u"}]]}'}, "[0][0]: text is missing"),
        ("sendMessage", {**SEND, "reply_markup": "{"}, "as JSON"),
        ("sendMessage", {**SEND, "entities": "{}"}, "expected Array of MessageEntity"),
        ("sendMessage", {**SEND, "entities": "[7]"}, "entities[0]: expected MessageEntity"),
    ],
)  # fmt: skip
def test_a_call_fits_or_its_fault_is_named(
    schema: Schema, method: str, values: dict[str, object], fault: str | None
) -> None:
    faults = schema.faults(method, values)
    if fault is None:
        assert faults == []
    else:
        assert fault in " ".join(faults)


@needs_schema
def test_files_count_as_given(schema: Schema) -> None:
    values = {"chat_id": "7", "document": "attach://part0"}
    assert schema.faults("sendDocument", values, {"part0"}) == []
    assert schema.faults("sendDocument", {"chat_id": "7"}, {"document"}) == []


@needs_schema
async def test_a_wrong_call_is_refused_and_noted() -> None:
    async with Sandbox(schema=FOUND) as sandbox, aiohttp.ClientSession() as session:
        url = f"{sandbox.base_url}{sandbox.token}"
        async with session.post(f"{url}/sendMessage", json={"chat": 7}) as answer:
            assert answer.status == 400
        async with session.post(f"{url}/getGreetings") as answer:
            assert answer.status == 404
        assert sandbox.schema_violations == [
            "sendMessage: unknown field chat",
            "sendMessage: chat_id is missing",
            "sendMessage: text is missing",
            "getGreetings: the sandbox has no such method",
        ]


def test_the_schema_is_looked_for_where_the_corpus_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUMTAR_CORPUS", os.fspath(tmp_path))
    assert find_schema() is None
    (tmp_path / "telegram").mkdir()
    (tmp_path / "telegram" / "api.json").write_text("{}")
    assert find_schema() == (tmp_path / "telegram" / "api.json").resolve()
