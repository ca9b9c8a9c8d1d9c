"""Settings: how a subscriber is spoken to, in which languages statements come, how loudly, and at which hours."""

from dataclasses import replace

from bot.domain.errors import InvalidInput
from bot.domain.hours import MINUTES, Hours
from bot.domain.subscriber import STATEMENT_LANGUAGES, UI_LANGUAGES, Subscriber
from bot.i18n import zones
from bot.ports import SubscriberStore

MAX_DIGEST_TIMES = 6
DIGEST_TIMES = (8 * 60, 18 * 60)  # until others are chosen
QUIET = (22 * 60, 7 * 60)
HALF_HOUR = 30  # minutes: times are chosen from a grid
_WEEK = 7


class SettingsService:
    """A subscriber's own settings; each method returns the subscriber as it is then, or raises InvalidInput."""

    def __init__(self, subscribers: SubscriberStore) -> None:
        self._subscribers = subscribers

    # ── languages, sound ──────────────────────────────────────────────────────────────────────────

    async def speak(self, subscriber: Subscriber, ui_lang: str) -> Subscriber:
        """The language (and script) the bot speaks."""
        if ui_lang not in UI_LANGUAGES:
            raise InvalidInput("toast-stale")
        return await self._subscribers.update(subscriber.id, ui_lang=ui_lang)

    async def toggle_language(self, subscriber: Subscriber, lang: str) -> Subscriber:
        """Statements in this language, or not; a new one comes last. None chosen means every language."""
        if lang not in STATEMENT_LANGUAGES:
            raise InvalidInput("toast-stale")
        chosen = subscriber.langs
        langs = tuple(kept for kept in chosen if kept != lang) if lang in chosen else (*chosen, lang)
        return await self._subscribers.update(subscriber.id, langs=langs)

    async def prefer_language(self, subscriber: Subscriber, lang: str) -> Subscriber:
        """This language one place further up; the first stays where it is."""
        langs = list(subscriber.langs)
        if lang not in langs:
            raise InvalidInput("toast-stale")
        place = langs.index(lang)
        langs.insert(max(0, place - 1), langs.pop(place))
        return await self._subscribers.update(subscriber.id, langs=langs)

    async def toggle_silent(self, subscriber: Subscriber) -> Subscriber:
        """Alerts with or without a sound."""
        return await self._subscribers.update(subscriber.id, silent=not subscriber.silent)

    async def toggle_previews(self, subscriber: Subscriber) -> Subscriber:
        """Alerts with or without a preview of the page behind the link."""
        return await self._subscribers.update(subscriber.id, previews=not subscriber.previews)

    # ── hours ─────────────────────────────────────────────────────────────────────────────────────

    async def deliver_at_once(self, subscriber: Subscriber) -> Subscriber:
        """No digest any more; its weekdays are kept for the next one."""
        return await self._keep(subscriber, replace(subscriber.hours, digest_times=()))

    async def deliver_digests(self, subscriber: Subscriber) -> Subscriber:
        """A digest, at the times chosen already or at the usual ones."""
        times = subscriber.hours.digest_times or DIGEST_TIMES
        return await self._keep(subscriber, replace(subscriber.hours, digest_times=times))

    async def toggle_digest_time(self, subscriber: Subscriber, minute: int) -> Subscriber:
        """A digest at this time of day, or no longer; at least one and at most MAX_DIGEST_TIMES."""
        _must_be_on_the_grid(minute)
        times = set(subscriber.hours.digest_times) ^ {minute}
        if not times:
            raise InvalidInput("settings-last-time")
        if len(times) > MAX_DIGEST_TIMES:
            raise InvalidInput("settings-too-many-times", most=MAX_DIGEST_TIMES)
        return await self._keep(subscriber, replace(subscriber.hours, digest_times=tuple(sorted(times))))

    async def toggle_digest_day(self, subscriber: Subscriber, day: int) -> Subscriber:
        """Digests on this weekday (0 is Monday), or no longer; at least one day stays."""
        if not 0 <= day < _WEEK:
            raise InvalidInput("toast-stale")
        days = subscriber.hours.digest_days ^ (1 << day)
        if not days:
            raise InvalidInput("settings-last-day")
        return await self._keep(subscriber, replace(subscriber.hours, digest_days=days))

    async def toggle_quiet(self, subscriber: Subscriber) -> Subscriber:
        """Quiet hours, the usual ones at first, or none."""
        begin, end = (None, None) if subscriber.hours.quiet_from is not None else QUIET
        return await self._keep(subscriber, replace(subscriber.hours, quiet_from=begin, quiet_to=end))

    async def quiet_from(self, subscriber: Subscriber, minute: int) -> Subscriber:
        """The quiet hours begin at this time of day."""
        return await self._keep_quiet(subscriber, minute, subscriber.hours.quiet_to)

    async def quiet_to(self, subscriber: Subscriber, minute: int) -> Subscriber:
        """The quiet hours end at this time of day."""
        return await self._keep_quiet(subscriber, subscriber.hours.quiet_from, minute)

    async def toggle_urgent(self, subscriber: Subscriber) -> Subscriber:
        """Whether urgent statements come in the quiet hours too."""
        hours = replace(subscriber.hours, urgent_passes=not subscriber.hours.urgent_passes)
        return await self._keep(subscriber, hours)

    async def live_in(self, subscriber: Subscriber, zone: str) -> Subscriber:
        """The time zone of all hours, by its IANA name; "" for the one the house keeps."""
        if zone and zone not in zones.known():
            raise InvalidInput("settings-unknown-zone")
        return await self._subscribers.update(subscriber.id, time_zone=zone)

    async def _keep_quiet(self, subscriber: Subscriber, begin: int | None, end: int | None) -> Subscriber:
        if begin is None or end is None:
            raise InvalidInput("toast-stale")
        _must_be_on_the_grid(begin, end)
        if begin == end:
            raise InvalidInput("settings-quiet-same")
        return await self._keep(subscriber, replace(subscriber.hours, quiet_from=begin, quiet_to=end))

    async def _keep(self, subscriber: Subscriber, hours: Hours) -> Subscriber:
        return await self._subscribers.update(subscriber.id, hours=hours)


def _must_be_on_the_grid(*minutes: int) -> None:
    if any(not 0 <= minute < MINUTES or minute % HALF_HOUR for minute in minutes):
        raise InvalidInput("toast-stale")
