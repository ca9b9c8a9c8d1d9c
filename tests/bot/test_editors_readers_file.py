"""Readers as a file: out of one database and into another, whole or not at all."""

import stat
from pathlib import Path

import pytest

from bot.data import load_taxonomy
from bot.domain.hours import Hours
from bot.domain.subscriber import ALL, OFFICIAL, Address, ChatKind, SubscriberState, Term, TermKind
from bot.services.portability import export_readers, import_readers
from bot.services.portable_rows import COLUMNS, FIRST_COLUMNS
from storage.subscribers import SqlSubscriberStore

NOW = 1_795_500_000_000
HEADER = ",".join(FIRST_COLUMNS)
WHOLE = ",".join(COLUMNS)
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
    await chooser(store, 3)
    await reader(store, 4)  # follows nothing
    await reader(store, -100, kind=ChatKind.GROUP)
    file, again = tmp_path / "readers.csv", tmp_path / "again.csv"

    assert await export_readers(store, file) == 4
    for chat_id in (1, 2, 3, 4):
        await store.forget(Address(chat_id))
    report = await import_readers(store, taxonomy, file, NOW)

    assert (report.new, report.updated, report.bad) == (4, 0, ())
    await export_readers(store, again)
    assert again.read_text() == file.read_text()
    words = '"uji ndotur;""covid 19"" -vaksina;prokuroria"'
    hours = "08:00 18:30,mon tue wed thu fri,22:30-06:15,no"
    week = "mon tue wed thu fri sat sun"
    assert file.read_text().splitlines() == [
        WHOLE,
        f"1,sq,{one} {two},active,sq,no,no,,,,no,no,,,{week},,yes",
        f"2,sr en,,blocked,sq,yes,no,,,,no,no,,,{week},,yes",
        f"3,sr en,,active,sr-Latn,no,yes,un,{words},topic:culture source:wire,yes,yes,Asia/Tokyo,{hours}",
        f"4,sq,,active,sq,no,no,,,,no,no,,,{week},,yes",
    ]


async def chooser(store, chat_id):
    """Somebody who has chosen whatever can be chosen, and no topic."""
    subscriber = await reader(store, chat_id, langs=("sr", "en"))
    words = (Term(TermKind.KEYWORD, key) for key in ("uji ndotur", '"covid 19" -vaksina', "prokuroria"))
    for n, term in enumerate((OFFICIAL, Term(TermKind.SOURCE, "un"), *words)):
        await store.follow(subscriber.id, term, now=NOW + n)
    for muted in (Term(TermKind.TOPIC, "culture"), Term(TermKind.SOURCE, "wire")):
        await store.set_muted(subscriber.id, muted, muted=True)
    hours = Hours((480, 1110), 0b0011111, 1350, 375, urgent_passes=False)
    await store.update(
        subscriber.id, ui_lang="sr-Latn", silent=True, previews=True, hours=hours, time_zone="Asia/Tokyo"
    )


def test_every_column_is_explained_to_operators():
    explained = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in explained] == []


async def test_the_file_is_its_owners_only_and_replaces_an_older_one(store, tmp_path):
    await reader(store, 1)
    folder = tmp_path / "export"
    folder.mkdir()
    file = folder / "readers.csv"
    file.write_text("older")
    file.chmod(0o644)
    await export_readers(store, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text().startswith(WHOLE)
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


GOOD = dict(
    zip(
        COLUMNS,
        ["5", "sq", "", "active", "sq", "no", "no", "", "", "", "no", "no", "", "", "mon", "", "yes"],
        strict=True,
    )
)
BAD_CELLS = [
    ("bot_language", "de", "sq, sr, sr-Latn, en"),
    ("bot_language", "", "sr-Latn"),
    ("everything", "maybe", "yes, no"),
    ("silent", "1", "yes, no"),
    ("sources", "no-such key", "no key of a source"),
    ("keywords", "-vaksina", "cannot be followed"),
    ("keywords", ";".join(f"word{n}" for n in range(51)), "at most 50"),
    ("muted", "keyword:uji", "topic:<key>"),
    ("muted", "topic:no_such_topic", "vocabulary"),
    ("time_zone", "Europe/Atlantis", "Europe/Belgrade"),
    ("digest_times", "8", "no time like 08:00"),
    ("digest_times", "24:00", "no time like 08:00"),
    ("digest_times", "08:60", "no time like 08:00"),
    ("digest_times", "01:00 02:00 03:00 04:00 05:00 06:00 07:00", "at most 6"),
    ("digest_days", "monday", "mon, tue"),
    ("digest_days", "", "name days"),
    ("quiet", "22:00", "no time like 08:00"),
    ("quiet", "22:00-22:00", "same time"),
    ("urgent_passes", "", "yes, no"),
]


def line_of(cells):
    return ",".join(cells[name] for name in COLUMNS)


@pytest.mark.parametrize("bad", BAD_CELLS, ids=lambda bad: f"{bad[0]}-{bad[2]}")
async def test_a_bad_cell_is_told_with_what_to_do(store, taxonomy, tmp_path, bad):
    column, value, told = bad
    file = tmp_path / "readers.csv"
    file.write_text(f"{WHOLE}\n{line_of(GOOD | {'chat_id': '4'})}\n{line_of(GOOD | {column: value})}\n")
    report = await import_readers(store, taxonomy, file, NOW)
    assert [bad.line for bad in report.bad] == [3]
    assert told in report.bad[0].problem
    assert await count(store) == 0


async def test_a_file_of_the_first_release_is_taken_in(store, taxonomy, tmp_path):
    file = tmp_path / "readers.csv"
    file.write_text(f"{HEADER}\n5,sr sq,,active\n6,,{taxonomy.topics[0].key},paused\n")
    assert (await import_readers(store, taxonomy, file, NOW)).new == 2
    first, second = await store.find(Address(5)), await store.find(Address(6))
    assert (first.ui_lang, (await store.following(first.id)).terms) == ("sr", (ALL,))
    assert [term.key for term in (await store.following(second.id)).terms] == [taxonomy.topics[0].key]


async def test_what_a_spreadsheet_makes_of_it_is_still_understood(store, taxonomy, tmp_path):
    """Spaces around, capitals in a keyword, times without a leading zero."""
    cells = GOOD | {
        "keywords": " Ujë i Ndotur ; Вода ",
        "digest_times": "18:00 8:00",
        "quiet": "22:00 - 7:00",
    }
    file = tmp_path / "readers.csv"
    file.write_text(f"{WHOLE}\n{line_of(cells)}\n")
    assert (await import_readers(store, taxonomy, file, NOW)).bad == ()
    found = await store.find(Address(5))
    followed = (await store.following(found.id)).terms
    assert [term.key for term in followed] == ["uje i ndotur", "voda"]
    assert [term.shown for term in followed] == ["Ujë i Ndotur", "Вода"]
    assert found.hours == Hours((480, 1080), 1, 1320, 420)


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
    cells = GOOD | {"topics": " ".join(topic.key for topic in taxonomy.topics[:3]), "keywords": "uji;shkolla"}
    rows = "\n".join(line_of(cells | {"chat_id": str(number)}) for number in range(1, MANY + 1))
    file, out = tmp_path / "readers.csv", tmp_path / "out.csv"
    file.write_text(f"{WHOLE}\n{rows}\n")
    assert (await import_readers(store, taxonomy, file, NOW)).new == MANY
    assert await export_readers(store, out) == MANY
    assert out.read_text() == file.read_text()
