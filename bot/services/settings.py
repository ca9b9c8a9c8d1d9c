"""Settings: how a subscriber is spoken to, in which languages statements come, and how loudly."""

from bot.domain.errors import InvalidInput
from bot.domain.subscriber import STATEMENT_LANGUAGES, UI_LANGUAGES, Subscriber
from bot.ports import SubscriberStore


class SettingsService:
    """A subscriber's own settings; each returns the subscriber as it is then."""

    def __init__(self, subscribers: SubscriberStore) -> None:
        self._subscribers = subscribers

    async def speak(self, subscriber: Subscriber, ui_lang: str) -> Subscriber:
        """The language (and script) the bot speaks. Raises InvalidInput for one it does not."""
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

    async def toggle_silent(self, subscriber: Subscriber) -> Subscriber:
        """Alerts with or without a sound."""
        return await self._subscribers.update(subscriber.id, silent=not subscriber.silent)

    async def toggle_previews(self, subscriber: Subscriber) -> Subscriber:
        """Alerts with or without a preview of the page behind the link."""
        return await self._subscribers.update(subscriber.id, previews=not subscriber.previews)
