"""The voice in which everything is said: the words, the names of the topics, and the house's time zone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.domain.hours import zone_of
from bot.domain.statement import Millis
from bot.domain.text import to_latin
from bot.domain.topic import Taxonomy, Topic
from bot.i18n import Html, Texts


@dataclass(frozen=True, slots=True)
class Voice:
    """Passed to whatever renders; `zone` is the zone of those who chose none."""

    texts: Texts
    taxonomy: Taxonomy
    zone: ZoneInfo

    def in_zone(self, time_zone: str | None) -> "Voice":
        """The same for a reader who chose this time zone; the house's where there is none, or nobody knows it."""
        return replace(self, zone=zone_of(time_zone, self.zone))

    def say(self, lang: str, key: str, **args: str | int) -> Html:
        """A message as Telegram HTML, its text arguments escaped."""
        return self.texts.say(lang, key, **args)

    def plain(self, lang: str, key: str, **args: str | int) -> str:
        """A message without markup: buttons, menus, toasts."""
        return self.texts.plain(lang, key, **args)

    def date(self, lang: str, at: Millis) -> str:
        """The day, in words."""
        return self.texts.date(lang, at, self.zone)

    def datetime(self, lang: str, at: Millis) -> str:
        """Day and time, in words."""
        return self.texts.datetime(lang, at, self.zone)

    def topic_name(self, lang: str, key: str) -> str:
        """What readers of `lang` call the topic; its key when the vocabulary no longer has it."""
        topic = self.taxonomy.by_key.get(key)
        return key if topic is None else _of(lang, topic.names, topic)

    def hashtag(self, lang: str, key: str) -> str:
        """The topic as a hashtag ("#COVID19"), empty when the vocabulary no longer has it."""
        topic = self.taxonomy.by_key.get(key)
        return "" if topic is None else "#" + _of(lang, topic.hashtag, topic).lstrip("#")


def _of(lang: str, words: Mapping[str, str], topic: Topic) -> str:
    if lang == "sr-Latn":
        return to_latin(words.get("sr") or topic.key)
    return words.get(lang) or words.get("en") or topic.key
