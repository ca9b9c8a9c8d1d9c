"""Subscribing: starting, pausing, coming back, and what happens to a chat behind our back."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.statement import Card
from bot.domain.subscriber import (
    ALL,
    STATEMENT_LANGUAGES,
    Address,
    ChatKind,
    Subscriber,
    SubscriberState,
    Term,
    TermKind,
)
from bot.ports import Clock, StatementStore, SubscriberStore


@dataclass(frozen=True, slots=True)
class Started:
    """A subscriber at /start: new, back after a pause, or simply here again."""

    subscriber: Subscriber
    is_new: bool
    was_away: bool


class SubscribingService:
    """Who gets statements at all."""

    def __init__(self, subscribers: SubscriberStore, statements: StatementStore, *, clock: Clock) -> None:
        self._subscribers = subscribers
        self._statements = statements
        self._clock = clock

    async def find(self, address: Address) -> Subscriber | None:
        """The subscriber at this address."""
        return await self._subscribers.find(address)

    async def start(self, address: Address, kind: ChatKind, *, ui_lang: str) -> Started:
        """Subscribe this chat, or bring it back; its choices are kept.

        A new reader is sent every statement in the language it speaks and in English, until it chooses.
        """
        before = await self._subscribers.find(address)
        langs = first_langs(ui_lang)
        subscriber, is_new = await self._subscribers.add(
            address, kind, ui_lang=ui_lang, langs=langs, now=self._clock()
        )
        if is_new:
            await self._subscribers.follow(subscriber.id, ALL, now=self._clock())
        was_away = before is not None and before.state is not SubscriberState.ACTIVE
        return Started(subscriber, is_new, was_away)

    async def pause(self, address: Address) -> bool:
        """/stop: nothing is sent any more; False when nothing was sent anyway."""
        subscriber = await self._subscribers.find(address)
        if subscriber is None or subscriber.state is not SubscriberState.ACTIVE:
            return False
        await self._subscribers.set_state(address, SubscriberState.PAUSED, reason="/stop", now=self._clock())
        return True

    async def newest_for(self, subscriber: Subscriber) -> Card | None:
        """The newest statement that this subscriber would have been sent."""
        following = await self._subscribers.following(subscriber.id)
        return await self._newest(following.terms, subscriber.langs)

    async def _newest(self, terms: Sequence[Term], langs: Sequence[str]) -> Card | None:
        wanted = () if any(term.kind is TermKind.ALL for term in terms) else terms
        listed = await self._statements.latest(terms=wanted, langs=langs, limit=1)
        return listed.cards[0] if listed.cards else None

    async def mark(self, address: Address, state: SubscriberState, *, reason: str) -> None:
        """What Telegram told of this chat: blocked, kicked. One that unblocks stays away until it asks."""
        await self._subscribers.set_state(address, state, reason=reason, now=self._clock())

    async def readmit(self, address: Address) -> bool:
        """A chat that put us out has us back; False when it never was subscribed."""
        subscriber = await self._subscribers.find(address)
        if subscriber is not None and subscriber.state is SubscriberState.KICKED:
            await self.mark(address, SubscriberState.ACTIVE, reason="readmitted")
        return subscriber is not None

    async def link(self, address: Address, *, ui_lang: str, langs: Sequence[str]) -> Subscriber:
        """A channel gets every statement from now on, until topics are chosen; a linked one resumes."""
        now = self._clock()
        subscriber, is_new = await self._subscribers.add(
            address, ChatKind.CHANNEL, ui_lang=ui_lang, langs=langs, now=now
        )
        if is_new:
            await self._subscribers.follow(subscriber.id, ALL, now=now)
        return subscriber

    async def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        """A group became a supergroup: everything moves along.

        Telegram may tell first that we left the old one; who hears of the move is in the new one.
        """
        await self._subscribers.migrate(old_chat_id, new_chat_id)
        await self.readmit(Address(new_chat_id))


def first_langs(ui_lang: str) -> tuple[str, ...]:
    """The statement languages of somebody who has not chosen yet: their own first, then English."""
    own = ui_lang.partition("-")[0]
    return tuple(dict.fromkeys(lang for lang in (own, "en") if lang in STATEMENT_LANGUAGES))
