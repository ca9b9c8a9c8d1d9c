"""Readers as a file: out of one database and into another, whole or not at all."""

import stat

import pytest

from bot.data import load_taxonomy
from bot.domain.subscriber import ALL, Address, ChatKind, SubscriberState, Term, TermKind
from bot.services.portability import COLUMNS, export_readers, import_readers
from storage.subscribers import SqlSubscriberStore

NOW = 1_795_500_000_000
HEADER = ",".join(COLUMNS)
MANY = 12_000  # more than two pages of the export


@pytest.fixture
def store(database):
    return SqlSubscriberStore(database)


@pytest.fixture(scope="module")
def taxonomy():
    return load_taxonomy()


async def reader(store, chat_id, *, langs=("sq",), topics=(), kind=ChatKind.PRIVATE):
    subscriber, _ = await store.add(Address(chat_id), kind, ui_lang="sq", langs=langs, now=NOW)
    for topic in topics:
        await store.follow(subscriber.id, Term(TermKind.TOPIC, topic), now=NOW)
    return subscriber


async def count(store):
    return len(await store.export(after=0, limit=1000))


async def test_readers_come_back_as_they_left(store, taxonomy, tmp_path):
    one, two = (topic.key for topic in taxonomy.topics[:2])
    await reader(store, 1, topics=(one, two))
    everything = await reader(store, 2, langs=("sr", "en"))
    await store.follow(everything.id, ALL, now=NOW)
    await store.set_state(Address(2), SubscriberState.BLOCKED, reason="x", now=NOW)
    await reader(store, -100, kind=ChatKind.GROUP)
    file, again = tmp_path / "readers.csv", tmp_path / "again.csv"

    assert await export_readers(store, file) == 2
    for chat_id in (1, 2):
        await store.forget(Address(chat_id))
    report = await import_readers(store, taxonomy, file, NOW)

    assert (report.new, report.updated, report.bad) == (2, 0, ())
    await export_readers(store, again)
    assert again.read_text() == file.read_text()
    assert file.read_text().splitlines()[0] == HEADER
    assert f"1,sq,{one} {two},active" in file.read_text()
    assert "2,sr en,,blocked" in file.read_text()


async def test_the_file_is_its_owners_only_and_replaces_an_older_one(store, tmp_path):
    await reader(store, 1)
    folder = tmp_path / "export"
    folder.mkdir()
    file = folder / "readers.csv"
    file.write_text("older")
    file.chmod(0o644)
    await export_readers(store, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text().startswith(HEADER)
    assert [each.name for each in folder.iterdir()] == ["readers.csv"]


async def test_importing_twice_changes_nothing(store, taxonomy, tmp_path):
    file = tmp_path / "readers.csv"
    file.write_text(f"{HEADER}\n5,sq,{taxonomy.topics[0].key},active\n")
    assert (await import_readers(store, taxonomy, file, NOW)).new == 1
    report = await import_readers(store, taxonomy, file, NOW)
    assert (report.new, report.updated) == (0, 1)
    assert await count(store) == 1


BAD = [
    ("x,sq,,active", "chat_id"),
    ("-5,sq,,active", "chat_id"),
    ("9007199254740993,sq,,active", "chat_id"),
    ("5,de,,active", "language"),
    ("5,sq,no_such_topic,active", "topic"),
    ("5,sq,,asleep", "state"),
    ("5,sq,active", "columns"),
    ("1,sq,,active", "line 2"),
]


@pytest.mark.parametrize(("line", "problem"), BAD)
async def test_a_bad_row_is_named_by_its_line_and_nothing_is_imported(
    store, taxonomy, tmp_path, line, problem
):
    file = tmp_path / "readers.csv"
    file.write_text(f"{HEADER}\n1,sq,,active\n\n{line}\n2,en,,active\n")
    report = await import_readers(store, taxonomy, file, NOW)
    assert [bad.line for bad in report.bad] == [4]
    assert problem in report.bad[0].problem
    assert await count(store) == 0


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b"chat,language\n1,sq\n", 1),
        (HEADER.encode() + b"\n1,sq,,active\n2,\xff\xfe,,active\n", 3),
        (HEADER.encode() + b'\n1,"sq"x,,active\n', 2),
    ],
)
async def test_a_file_that_is_none_of_ours_is_refused(store, taxonomy, tmp_path, content, line):
    file = tmp_path / "readers.csv"
    file.write_bytes(content)
    report = await import_readers(store, taxonomy, file, NOW)
    assert [bad.line for bad in report.bad] == [line]
    assert await count(store) == 0


async def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(store, taxonomy, tmp_path):
    file = tmp_path / "readers.csv"
    file.write_bytes(b"\xef\xbb\xbf" + HEADER.encode() + b"\r\n7, sq ,, active \r\n")
    assert (await import_readers(store, taxonomy, file, NOW)).new == 1


async def test_many_rows_go_in_and_out(store, taxonomy, tmp_path):
    topics = " ".join(topic.key for topic in taxonomy.topics[:3])
    rows = "\n".join(f"{number},sq en,{topics},active" for number in range(1, MANY + 1))
    file, out = tmp_path / "readers.csv", tmp_path / "out.csv"
    file.write_text(f"{HEADER}\n{rows}\n")
    assert (await import_readers(store, taxonomy, file, NOW)).new == MANY
    assert await export_readers(store, out) == MANY
    assert len(out.read_text().splitlines()) == MANY + 1
