from datetime import UTC, datetime

import pytest

from bot.feeds.dates import parse_date

MONDAY = "2026-03-02T07:15:00"

SAME_INSTANT = """
    Mon, 02 Mar 2026 08:15:00 +0100
    Mon, 02 Mar 2026 07:15:00 GMT
    Mon, 02 Mar 2026 08:15:00 CET
    Mon, 02 Mar 2026 09:15:00 EET
    Mon, 02 Mar 2026 02:15:00 EST
    Mon, 2 Mar 26 07:15 UT
    Fri, 02 Mar 2026 08:15:00 +0100
    Mon, 02 Mar 2026 08:15 GMT+1
    Mon Mar  2 07:15:00 2026
    Mar 2, 2026 7:15 AM
    March 2nd, 2026 07:15
    2026-03-02T07:15:00Z
    2026-03-02T07:15:00.123456Z
    2026-03-02T08:15:00+01:00
    2026-03-02T08:15+0100
    2026-03-02 07:15:00
    2026/03/02 07:15
    E hënë, 02 Mars 2026 08:15:00 +0100
    E hënë, 02 Mars 2026 08:15
    2 mars 2026, 08:15
    pon, 02 mar 2026 08:15:00 +0100
    pon, 02 mar 2026 08:15
    ponedeljak, 2. mart 2026. 08:15
    2. marta 2026. u 08:15
    понедељак, 2. март 2026. 08:15
    2. марта 2026. у 08:15
    02.03.2026 08:15
    2. 3. 2026. 08:15
    02/03/2026 08:15
    Mon, 03/02/2026 - 08:15
""".strip().splitlines()


@pytest.mark.parametrize("text", [line.strip() for line in SAME_INSTANT])
def test_the_same_instant_however_it_is_written(text: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert datetime.fromtimestamp(found // 1000, UTC).isoformat() == MONDAY + "+00:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thu, 02 Jul 2026 08:15:00 CEST", "2026-07-02T06:15:00"),
        ("2 korrik 2026 08:15", "2026-07-02T06:15:00"),
        ("2. jula 2026. 08:15", "2026-07-02T06:15:00"),
        ("Mon, 02 Mar 2026 24:00:00 GMT", "2026-03-03T00:00:00"),
        ("14 Nëntor 2025", "2025-11-13T23:00:00"),
        ("10. децембар 2020. 12:00", "2020-12-10T11:00:00"),
        ("10 dhjetor 2020 12:00", "2020-12-10T11:00:00"),
        ("31/12/2025", "2025-12-30T23:00:00"),
        ("12/31/2025", "2025-12-30T23:00:00"),
        ("10 Dec 2020 12:00 PM", "2020-12-10T12:00:00"),
        ("10 Dec 2020 12:05 a.m.", "2020-12-10T00:05:00"),
        ("10 Dec 99 12:00:60 GMT", "1999-12-10T12:01:00"),
    ],
)
def test_an_instant(text: str, expected: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert datetime.fromtimestamp(found // 1000, UTC).isoformat() == expected + "+00:00"


@pytest.mark.parametrize(
    "text",
    [
        None, "", "sot", "danas", "08:15", "Mon, 01 Jan 0001 00:00:00 +0000", "Thu, 01 Jan 1970 00:00:00 +0000",
        "4 July 1776", "9999-12-31T23:59:59Z", "31 Feb 2026", "2026-13-01", "32.01.2026", "Mon, 02 Mar 2026 99:15",
        "1" * 100_000, "1:" * 100, "2 blah 2026",
    ],
)  # fmt: skip
def test_no_date_is_better_than_a_wrong_one(text: str | None) -> None:
    assert parse_date(text) is None
