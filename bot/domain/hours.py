"""A reader's own hours: when what is published reaches them. Times of day are minutes from midnight, local.

A local time that does not exist (the clocks go forward) is the first moment after the gap; one that exists
twice (they go back) counts the first time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.statement import Millis

MINUTES = 24 * 60  # of a day
EVERY_DAY = 0b111_1111
_A_WEEK_AND_A_DAY = 8  # days looked ahead: the same weekday comes again within them
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """At once, unless there are digest times; never in the quiet hours, unless it is urgent and may pass."""

    digest_times: tuple[int, ...] = ()  # minutes of the day, in order; none: at once
    digest_days: int = EVERY_DAY  # bit 0 is Monday
    quiet_from: int | None = None  # minutes of the day; both or neither
    quiet_to: int | None = None  # below quiet_from when the night is between them
    urgent_passes: bool = True

    @property
    def has_quiet(self) -> bool:
        """Whether there are quiet hours; two equal ends are none."""
        return self.quiet_from is not None and self.quiet_from != self.quiet_to

    @property
    def has_digest(self) -> bool:
        """Whether there is a digest: a time, and a day on which it comes."""
        return bool(self.digest_times) and self.digest_days & EVERY_DAY != 0

    @property
    def always_at_once(self) -> bool:
        """Whether nothing ever waits."""
        return not self.has_quiet and not self.has_digest


AT_ONCE = Hours()


def zone_of(name: str | None, default: ZoneInfo) -> ZoneInfo:
    """The zone of this name; `default` where there is none, or nobody knows it."""
    return default if name is None else _zone(name) or default


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def release_at(hours: Hours, zone: ZoneInfo, now: Millis, *, urgent: bool) -> Millis | None:
    """When a statement that is published now reaches this reader. None: now.

    That is at their next digest, or where they have none at the end of the quiet hours. A digest whose
    time is in the quiet hours comes at their end.
    """
    if hours.always_at_once or (urgent and hours.urgent_passes):
        return None
    return _next_digest(hours, zone, now) if hours.has_digest else _quiet_until(hours, zone, now)


def quiet_until(hours: Hours, zone: ZoneInfo, now: Millis, *, urgent: bool) -> Millis | None:
    """When the quiet hours of this moment end, for what is in no digest. None: it need not wait."""
    if not hours.has_quiet or (urgent and hours.urgent_passes):
        return None
    return _quiet_until(hours, zone, now)


# a page of readers asks the same few questions a thousand times
@lru_cache(maxsize=1024)
def _next_digest(hours: Hours, zone: ZoneInfo, now: Millis) -> Millis:
    after = _local(now, zone)
    # yesterday's may have been put off to the end of a night that still lasts
    return min(
        _millis(due)
        for day in _days(after.date(), before=2, ahead=_A_WEEK_AND_A_DAY)
        if hours.digest_days >> day.weekday() & 1
        for time in hours.digest_times
        if (due := _after_quiet(hours, zone, _first(day, time, zone))) > after.astimezone(UTC)
    )


@lru_cache(maxsize=1024)
def _quiet_until(hours: Hours, zone: ZoneInfo, now: Millis) -> Millis | None:
    asked = _local(now, zone).astimezone(UTC)
    ends = _after_quiet(hours, zone, asked)
    return None if ends == asked else _millis(ends)


def _after_quiet(hours: Hours, zone: ZoneInfo, at: datetime) -> datetime:
    """The first moment from `at` on, UTC, that is not in the quiet hours."""
    while _is_quiet(hours, at.astimezone(zone)):
        assert hours.quiet_to is not None
        at = _next(hours.quiet_to, zone, at)
    return at


def _is_quiet(hours: Hours, local: datetime) -> bool:
    if not hours.has_quiet:
        return False
    assert hours.quiet_from is not None
    assert hours.quiet_to is not None
    minute = local.hour * 60 + local.minute
    if hours.quiet_from < hours.quiet_to:
        return hours.quiet_from <= minute < hours.quiet_to
    return minute >= hours.quiet_from or minute < hours.quiet_to


def _next(time: int, zone: ZoneInfo, at: datetime) -> datetime:
    """The next moment after `at`, UTC, when the clocks show this time of day; where twice, both count."""
    days = _days(at.astimezone(zone).date(), before=0, ahead=_A_WEEK_AND_A_DAY)
    moments = (moment for day in days for moment in sorted(_moments(day, time, zone)))
    return next(moment for moment in moments if moment > at)


def _first(day: date, time: int, zone: ZoneInfo) -> datetime:
    return min(_moments(day, time, zone))


def _moments(day: date, time: int, zone: ZoneInfo) -> set[datetime]:
    """When the clocks show this time on this day, UTC: once, on the day they go back perhaps twice."""
    shown = datetime(day.year, day.month, day.day) + time * _MINUTE  # noqa: DTZ001 - as a clock on the wall shows it
    while not (found := _exists(shown, zone)):
        shown += _MINUTE
    return found


def _exists(shown: datetime, zone: tzinfo) -> set[datetime]:
    moments = (shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return {moment for moment in moments if moment.astimezone(zone).replace(tzinfo=None, fold=0) == shown}


def _days(around: date, *, before: int, ahead: int) -> Iterator[date]:
    return (around + timedelta(days=n) for n in range(-before, ahead + 1))


def _local(at: Millis, zone: ZoneInfo) -> datetime:
    # in whole milliseconds: a float would lose some of them
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)).astimezone(zone)


def _millis(at: datetime) -> Millis:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
