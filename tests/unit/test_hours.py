"""When a reader's own hours let something through, on ordinary days and on those when the clocks are set."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.domain.hours import AT_ONCE, EVERY_DAY, MINUTES, Hours, quiet_until, release_at, zone_of

PRISTINA = ZoneInfo("Europe/Belgrade")
ZONES = tuple(
    map(ZoneInfo, ("Europe/Belgrade", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"))
)
EIGHT_DAYS = timedelta(days=8) // timedelta(milliseconds=1)
MONDAY = 0b000_0001


def at(text: str, *, fold: int = 0, zone: ZoneInfo = PRISTINA) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).timestamp() * 1000)


def local(moment: int, zone: ZoneInfo = PRISTINA) -> datetime:
    return datetime.fromtimestamp(moment / 1000, UTC).astimezone(zone)


def clock(text: str) -> int:
    hour, _, minute = text.partition(":")
    return int(hour) * 60 + int(minute)


def digest(*times: str, days: int = EVERY_DAY, quiet: str = "", passes: bool = True) -> Hours:
    ends = [clock(end) for end in quiet.split("-")] if quiet else [None, None]
    return Hours(tuple(map(clock, times)), days, ends[0], ends[1], passes)


def due(hours: Hours, now: str, *, urgent: bool = False, fold: int = 0) -> str | None:
    moment = release_at(hours, PRISTINA, at(now, fold=fold), urgent=urgent)
    return None if moment is None else local(moment).isoformat(" ", "minutes")


def test_without_hours_everything_comes_at_once():
    assert release_at(AT_ONCE, PRISTINA, at("2026-11-24 03:00"), urgent=False) is None


@pytest.mark.parametrize(
    ("hours", "now", "expected"),
    [
        (digest("8:00"), "2026-11-24 07:59", "2026-11-24 08:00+01:00"),
        (digest("8:00"), "2026-11-24 08:00", "2026-11-25 08:00+01:00"),
        (digest("8:00", "18:30"), "2026-11-24 09:00", "2026-11-24 18:30+01:00"),
        (digest("8:00", days=MONDAY), "2026-11-24 09:00", "2026-11-30 08:00+01:00"),
        (digest("0:00"), "2026-12-31 23:59", "2027-01-01 00:00+01:00"),
        (digest(quiet="22:00-7:00"), "2026-11-24 21:59", None),
        (digest(quiet="22:00-7:00"), "2026-11-24 22:00", "2026-11-25 07:00+01:00"),
        (digest(quiet="22:00-7:00"), "2026-11-25 06:59", "2026-11-25 07:00+01:00"),
        (digest(quiet="22:00-7:00"), "2026-11-25 07:00", None),
        (digest(quiet="13:00-15:00"), "2026-11-24 14:00", "2026-11-24 15:00+01:00"),
        (digest(quiet="9:00-9:00"), "2026-11-24 09:00", None),
        (digest("8:00", days=0), "2026-11-24 09:00", None),
    ],
)
def test_the_next_digest_or_the_end_of_the_night(hours, now, expected):
    assert due(hours, now) == expected


def test_a_digest_in_the_quiet_hours_comes_at_their_end_with_all_that_came_in_the_night():
    hours = digest("23:00", "7:30", quiet="22:00-7:00")
    for now in ("2026-11-24 21:00", "2026-11-24 22:30", "2026-11-24 23:30", "2026-11-25 06:59"):
        assert due(hours, now) == "2026-11-25 07:00+01:00"
    assert due(hours, "2026-11-25 07:00") == "2026-11-25 07:30+01:00"


def test_what_is_urgent_passes_where_the_reader_lets_it():
    for hours in (digest("8:00"), digest(quiet="22:00-7:00")):
        assert due(hours, "2026-11-24 23:00", urgent=True) is None
    held = digest("8:00", quiet="22:00-7:00", passes=False)
    assert due(held, "2026-11-24 23:00", urgent=True) == "2026-11-25 08:00+01:00"


def test_what_is_in_no_digest_waits_for_the_end_of_the_night_only():
    hours = digest("18:00", quiet="22:00-7:00")
    assert quiet_until(hours, PRISTINA, at("2026-11-24 12:00"), urgent=False) is None
    assert quiet_until(hours, PRISTINA, at("2026-11-24 23:00"), urgent=True) is None
    ends = quiet_until(hours, PRISTINA, at("2026-11-24 23:00"), urgent=False)
    assert ends == at("2026-11-25 07:00")
    assert quiet_until(digest("18:00"), PRISTINA, at("2026-11-24 23:00"), urgent=False) is None


def test_a_time_that_does_not_exist_is_the_first_moment_after_the_gap():
    assert due(digest("2:30"), "2026-03-28 12:00") == "2026-03-29 03:00+02:00"
    assert due(digest("2:30"), "2026-03-29 03:00") == "2026-03-30 02:30+02:00"
    assert due(digest(quiet="22:00-2:30"), "2026-03-29 01:00") == "2026-03-29 03:00+02:00"


def test_a_time_that_exists_twice_comes_once():
    assert due(digest("2:30"), "2026-10-25 01:00") == "2026-10-25 02:30+02:00"
    for now, fold in (("2026-10-25 02:30", 0), ("2026-10-25 02:15", 1), ("2026-10-25 02:45", 1)):
        assert due(digest("2:30"), now, fold=fold) == "2026-10-26 02:30+01:00"


def test_a_night_that_ends_in_the_hour_that_comes_twice_ends_twice():
    hours = digest(quiet="22:00-2:30")
    assert due(hours, "2026-10-25 02:10") == "2026-10-25 02:30+02:00"
    assert due(hours, "2026-10-25 02:45") is None
    assert due(hours, "2026-10-25 02:10", fold=1) == "2026-10-25 02:30+01:00"


def test_a_day_that_was_left_out_of_the_calendar_is_no_reason_to_fail():
    apia = ZoneInfo("Pacific/Apia")  # 30 December 2011 did not exist there
    friday = Hours((clock("8:00"),), 0b001_0000)
    moment = release_at(friday, apia, at("2011-12-29 12:00", zone=apia), urgent=False)
    assert local(moment, apia).isoformat() == "2011-12-31T00:00:00+14:00"


@pytest.mark.parametrize(
    "name", ["Europe/Atlantis", "", "Europe", "../../etc/passwd", "a\0b", "x" * 300, "🙂"]
)
def test_a_zone_nobody_knows_is_the_settings(name):
    assert zone_of(name, PRISTINA) is PRISTINA


def test_a_zone_that_is_known_is_the_readers():
    assert zone_of("Asia/Tokyo", PRISTINA).key == "Asia/Tokyo"
    assert zone_of(None, PRISTINA) is PRISTINA


minutes = st.integers(0, MINUTES - 1)
moments = st.integers(at("2025-01-01"), at("2030-01-01"))
any_hours = st.builds(
    Hours,
    st.lists(minutes, max_size=4, unique=True).map(sorted).map(tuple),
    st.integers(0, EVERY_DAY),
    minutes,
    minutes,
    st.booleans(),
)


def in_quiet(hours: Hours, shown: datetime) -> bool:
    minute, start, end = shown.hour * 60 + shown.minute, hours.quiet_from, hours.quiet_to
    return (minute - start) % MINUTES < (end - start) % MINUTES


@settings(max_examples=300, deadline=None)
@given(any_hours, st.sampled_from(ZONES), moments, st.booleans())
@example(hours=Hours((), EVERY_DAY, 180, 150), zone=PRISTINA, now=at("2026-03-29 00:30"), urgent=False)
def test_it_is_in_the_future_within_eight_days_and_never_in_the_quiet_hours(hours, zone, now, urgent):
    moment = release_at(hours, zone, now, urgent=urgent)
    if moment is None:
        passes = urgent and hours.urgent_passes
        assert passes or not (hours.has_digest or in_quiet(hours, local(now, zone)))
    else:
        assert now < moment <= now + EIGHT_DAYS
        assert not in_quiet(hours, local(moment, zone))


@settings(max_examples=300, deadline=None)
@given(st.lists(minutes, min_size=1, max_size=4).map(tuple), st.integers(1, EVERY_DAY), moments)
def test_a_digest_comes_at_a_wanted_time_on_a_wanted_day(times, days, now):
    assume(all(not 120 <= time < 180 for time in times))  # the hour that is left out or comes twice
    due_at = local(release_at(Hours(times, days), PRISTINA, now, urgent=False))
    assert due_at.hour * 60 + due_at.minute in times
    assert days >> due_at.weekday() & 1
    assert (due_at.second, due_at.microsecond) == (0, 0)


@settings(max_examples=200, deadline=None)
@given(any_hours, st.sampled_from(ZONES), moments, st.integers(0, 7 * 24 * 3_600_000))
def test_whoever_waits_longer_is_not_released_sooner(hours, zone, now, later):
    """What came first is never behind what came after: both are in one digest, or in two in their order."""
    first = release_at(hours, zone, now, urgent=False) or now
    second = release_at(hours, zone, now + later, urgent=False) or now + later
    assert first <= second
