"""Each chat's own limits: a message a second for one person, twenty a minute for a group or channel.

The gate between two messages to the same chat binds only what is pushed: a person who asks is answered
at once. A group's twenty a minute bind everything.
"""

import math
from collections import deque

from bot.domain.fanout import Priority
from bot.domain.subscriber import ChatKind

PRIVATE_GAP = 1.0
GROUP_GAP = 3.0
GROUP_MOST, GROUP_WINDOW = 20, 60.0
TOGETHER = 1.0  # floods of two chats within this time are the bot's


class Gates:
    """When each chat may be written to next. Keeps only chats written to lately. Monotonic seconds."""

    def __init__(self) -> None:
        self._people: dict[int, float] = {}  # chat -> last message, oldest first
        self._groups: dict[int, deque[float]] = {}  # chat -> its messages of the last minute, likewise
        self._closed: dict[int, float] = {}  # chat -> until when, after a flood of its own
        self._last_flood = (0, -math.inf)  # chat and time

    def opens_at(self, chat: int, kind: ChatKind, priority: int, now: float) -> float:
        """When this message may go to this chat; not later than `now`: at once."""
        opens = self._closed.get(chat, now)
        bulk = priority != Priority.REPLY
        if kind.is_private:
            last = self._people.get(chat)
            return max(opens, last + PRIVATE_GAP) if bulk and last is not None else opens
        sent = self._groups.get(chat)
        if not sent:
            return opens
        if bulk:
            opens = max(opens, sent[-1] + GROUP_GAP)
        return max(opens, sent[0] + GROUP_WINDOW) if len(sent) == GROUP_MOST else opens

    def pass_through(self, chat: int, kind: ChatKind, now: float) -> None:
        """A message goes to this chat now."""
        if kind.is_private:
            self._people.pop(chat, None)  # to the end: the dict stays in order of time
            self._people[chat] = now
        else:
            sent = self._groups.pop(chat, None) or deque(maxlen=GROUP_MOST)
            sent.append(now)
            self._groups[chat] = sent
        self._forget(now)

    def close(self, chat: int, until: float) -> None:
        """Nothing goes to this chat until then."""
        self._closed[chat] = max(until, self._closed.get(chat, until))

    def is_own_flood(self, chat: int, kind: ChatKind, priority: int, now: float) -> bool:
        """Whether a 429 is this chat's own trouble or the whole bot's; Telegram does not say.

        Groups have the tightest limit, and a reply floods only the chat of somebody who hammers: those
        are their own. A single pushed message to a person cannot be too many for them: that is the bot's.
        And when another chat was refused a moment ago, it is the bot's after all.
        """
        before, at = self._last_flood
        self._last_flood = (chat, now)
        together = before != chat and now - at <= TOGETHER
        return (not kind.is_private or priority == Priority.REPLY) and not together

    def _forget(self, now: float) -> None:
        while self._people and now - next(iter(self._people.values())) > PRIVATE_GAP:
            del self._people[next(iter(self._people))]
        while self._groups and now - next(iter(self._groups.values()))[-1] > GROUP_WINDOW:
            del self._groups[next(iter(self._groups))]
        if len(self._closed) > len(self._groups) + len(self._people):
            self._closed = {chat: until for chat, until in self._closed.items() if until > now}
