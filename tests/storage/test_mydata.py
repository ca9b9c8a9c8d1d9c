"""/mydata: everything stored about a reader is in the file, whatever is stored some day."""

import json
from datetime import UTC, datetime

from bot.domain.subscriber import Address
from bot.services.privacy import PrivacyService
from storage.schema import delivery, held, interest, mute, retry, subscriber
from tests.storage.conftest import NOW, Stores
from tests.storage.everything import ABOUT_A_READER, CHAT, REASON, WHY, WORD, WRITTEN, ZONE, known_reader

# Where each column stands in the file: a table's entry, and in it the column's name there. A column that
# refers to the subscriber is the entry itself.
IN_THE_FILE = {
    subscriber: (
        None,
        {
            "id": "number",
            "chat_id": "chat_id",
            "thread_id": "thread_id",
            "kind": "kind",
            "ui_lang": "language",
            "langs": "statement_languages",
            "state": "state",
            "state_reason": "state_reason",
            "state_at": "state_since",
            "silent": "silent",
            "previews": "previews",
            "time_zone": "time_zone",
            "digest_times": "digest_times",
            "digest_days": "digest_days",
            "quiet_from": "quiet_from",
            "quiet_to": "quiet_to",
            "urgent_passes": "urgent_passes",
            "created_at": "since",
        },
    ),
    interest: ("follows", {"term": "what", "created_at": "since", "written": "written"}),
    mute: ("muted", {"term": None}),
    delivery: (
        "sent",
        {
            "subject": "number",
            "revision_no": "version",
            "message_id": "message_id",
            "result": "result",
            "attempts": "attempts",
            "again": "sent_again",
            "at": "at",
            "bundled": "with_others",
            "digest": "in_digest",
            "edited_no": "edited_to_version",
            "edit_result": "edit_result",
            "edited_at": "edited_at",
        },
    ),
    retry: (
        "to_be_tried_again",
        {
            "subject": "number",
            "fanout": "fanout",
            "at": "at",
            "attempts": "attempts",
            "reason": "reason",
            "lost_answer": "answer_was_lost",
        },
    ),
    held: (
        "held",
        {
            "subject": "number",
            "fanout": "fanout",
            "due_at": "due",
            "attempts": "attempts",
            "lost_answer": "answer_was_lost",
        },
    ),
}


async def file_of(stores: Stores, address: Address):
    document = await PrivacyService(stores.subscribers).mydata(address)
    return None if document is None else json.loads(document)


def iso(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds")


def test_every_table_and_column_about_a_reader_has_its_place() -> None:
    assert set(IN_THE_FILE) == ABOUT_A_READER
    of_the_process = {"epoch"}  # which one has the row in hand
    for table, (_, columns) in IN_THE_FILE.items():
        assert {c.name for c in table.c} - {"subscriber"} - of_the_process == set(columns), table.name


async def test_every_row_about_a_reader_is_in_the_file(stores: Stores, draft) -> None:
    reader = await known_reader(stores, draft)
    await known_reader(stores, draft, chat_id=CHAT + 1)
    data = await file_of(stores, reader.address)
    for entry, columns in IN_THE_FILE.values():
        places = data if entry is None else data[entry]
        for place in [places] if entry is None else places:
            for name in columns.values():
                assert (place if name is None else place[name]) not in (None, "", []), (entry, name)
        assert entry is None or len(places) == 1


async def test_the_file_says_it_in_words_people_can_read(stores: Stores, draft) -> None:
    reader = await known_reader(stores, draft)
    data = await file_of(stores, reader.address)
    assert (data["chat_id"], data["time_zone"], data["state_reason"]) == (CHAT, ZONE, REASON)
    assert data["digest_times"] == ["08:05", "18:05"]
    assert data["digest_days"] == ["monday", "tuesday", "thursday", "saturday"]
    assert (data["quiet_from"], data["quiet_to"], data["urgent_passes"]) == ("22:05", "07:05", False)
    assert data["follows"] == [{"what": f"keyword:{WORD}", "written": WRITTEN, "since": iso(NOW + 1)}]
    assert data["muted"] == ["topic:culture"]
    (sent,), (missed,), (waiting,) = data["sent"], data["to_be_tried_again"], data["held"]
    assert (sent["title"], sent["result"], sent["edit_result"]) == ("Sent", "sent", "vanished")
    assert (missed["title"], missed["reason"]) == ("Missed", WHY)
    assert (waiting["title"], waiting["due"]) == ("Held", iso(NOW + 5))


async def test_of_nobody_there_is_no_file(stores: Stores) -> None:
    assert await file_of(stores, Address(5)) is None
    assert await stores.subscribers.kept(5) is None
