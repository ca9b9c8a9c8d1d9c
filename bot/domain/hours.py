"""A reader's own hours: when what is published reaches them. Times of day are minutes from midnight, local."""

from dataclasses import dataclass

MINUTES = 24 * 60  # of a day
EVERY_DAY = 0b111_1111


@dataclass(frozen=True, slots=True)
class Hours:
    """At once, unless there are digest times; never in the quiet hours, unless it is urgent and may pass."""

    digest_times: tuple[int, ...] = ()  # minutes of the day, in order; none: at once
    digest_days: int = EVERY_DAY  # bit 0 is Monday
    quiet_from: int | None = None  # minutes of the day; both or neither
    quiet_to: int | None = None  # below quiet_from when the night is between them
    urgent_passes: bool = True


AT_ONCE = Hours()
