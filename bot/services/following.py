"""Following: what a reader wants to get, chosen by loosely typed names or by buttons.

Who follows everything and then chooses one thing gets only what was chosen; what was chosen before
"everything" comes back with it. Leaving one topic of everything mutes it. A muted topic or source is not
sent whatever else is followed, until it is unmuted or followed.
"""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import InvalidInput
from bot.domain.rule import MAX_LENGTH, Rule, parse_rule
from bot.domain.source import Source
from bot.domain.subscriber import ALL, OFFICIAL, Following, Subscriber, SubscriberId, Term, TermKind
from bot.domain.text import words
from bot.domain.topic import Taxonomy, Topic
from bot.ports import Clock, SourceStore, SubscriberStore, Trial
from bot.services.rules import RuleService

MAX_KEYWORDS = 50
MAX_TYPED = 300  # characters: what is typed must fit into a message that asks whether to save it
_RULE_SIGNS = re.compile(r'["“”„«»]|(?:^|\s)[+\-−–—]\w')
_MUTABLE = (TermKind.TOPIC, TermKind.SOURCE)
_CLOSE = 0.8
_CANDIDATES = 5

_EVERYTHING = frozenset({"all", "everything", "te gjitha", "te gjithat", "gjithcka", "sve", "sva saopstenja"})
_OFFICIAL = frozenset({"official", "zyrtare", "zyrtar", "zvanicno", "zvanicni", "sluzbeno"})
_BROAD = dict.fromkeys(_EVERYTHING, ALL) | dict.fromkeys(_OFFICIAL, OFFICIAL)


class Change(StrEnum):
    """What came of a wish; also part of the words' keys."""

    FOLLOWED = "followed"
    ALREADY = "already"
    NARROWED = "narrowed"  # followed, and no longer everything
    UNFOLLOWED = "unfollowed"
    MUTED = "muted"  # everything but this
    NOT_FOLLOWED = "not-followed"


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing, followed or not; `nothing_left`: nothing will be sent any more."""

    term: Term
    change: Change
    nothing_left: bool = False


class Muting(StrEnum):
    """What came of a wish to mute or to hear again; also part of the words' keys."""

    MUTED = "muted"
    ALREADY = "already"
    UNMUTED = "unmuted"
    NOT_MUTED = "not-muted"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A keyword rule before it is followed: what it means, and what it would have found lately."""

    typed: str
    rule: Rule
    trial: Trial


@dataclass(frozen=True, slots=True)
class Unclear:
    """Several things may be meant; `candidates` likeliest first, the word itself last."""

    typed: str
    candidates: tuple[Term, ...]


class FollowingService:
    """What a subscriber follows."""

    def __init__(
        self,
        subscribers: SubscriberStore,
        sources: SourceStore,
        taxonomy: Taxonomy,
        rules: RuleService,
        *,
        clock: Clock,
    ) -> None:
        self._subscribers = subscribers
        self._sources = sources
        self._taxonomy = taxonomy
        self._rules = rules
        self._clock = clock

    async def following(self, id: SubscriberId) -> Following:
        """What is followed and muted."""
        return await self._subscribers.following(id)

    async def sources(self) -> tuple[Source, ...]:
        """The sources that can be followed, by name."""
        return tuple(source for source in await self._sources.all() if source.spec.enabled)

    async def meant(self, typed: str) -> Term | Unclear:
        """What `typed` names: everything, a topic, a source, else a word of its own.

        Raises InvalidInput when there is nothing to follow in it.
        """
        if _RULE_SIGNS.search(typed):
            return _keyword(typed)
        name = " ".join(words(typed.replace("_", " ")))
        if broad := _BROAD.get(name):
            return broad
        found = _exact_topic(self._taxonomy, typed), _named(await self.sources(), name)
        exact = [term for term in found if term is not None]
        if len(exact) == 1:
            return exact[0]
        keyword = _keyword(typed)
        near = exact or [*self._near_topics(typed), *_near(await self.sources(), name)]
        if not near:
            return keyword
        if len(near) == 1 and _is_slip(name, near[0], self._taxonomy):
            return near[0]
        return Unclear(typed.strip(), (*near[:_CANDIDATES], keyword))

    async def meant_to_leave(self, id: SubscriberId, typed: str) -> Term | Unclear:
        """What of the things followed `typed` names. Raises InvalidInput when there is nothing in it."""
        followed = (await self._subscribers.following(id)).terms
        name = " ".join(words(typed))
        for key in (typed.strip(), name):  # a rule as it is listed; a word as it was once kept
            if (word := Term(TermKind.KEYWORD, key)) in followed:
                return followed[followed.index(word)]
        meant = await self.meant(typed)
        if isinstance(meant, Term):
            return meant
        ours = tuple(term for term in meant.candidates if term in followed)
        if len(ours) == 1:
            return ours[0]
        return Unclear(meant.typed, ours or meant.candidates[:-1])

    def _near_topics(self, typed: str) -> list[Term]:
        return [Term(TermKind.TOPIC, topic.key) for topic in self._taxonomy.close(typed, most=_CANDIDATES)]

    async def follow(self, id: SubscriberId, term: Term) -> Changed:
        """Send this from now on. Raises InvalidInput when it is one keyword too many."""
        before = await self._subscribers.following(id)
        _check_room(before, term)
        if ALL in before.terms and term in before.muted:
            await self._subscribers.set_muted(id, term, muted=False)
            return Changed(term, Change.FOLLOWED)
        is_new = await self._subscribers.follow(id, term, now=self._clock())
        if ALL in before.terms and term != ALL:
            await self._subscribers.unfollow(id, ALL)
            return Changed(term, Change.NARROWED)
        return Changed(term, Change.FOLLOWED if is_new else Change.ALREADY)

    async def propose(self, subscriber: Subscriber, typed: str) -> Proposal | Changed:
        """What a keyword rule means and would have found; no proposal where it is followed already.

        Raises InvalidInput for what is no rule, or one too many.
        """
        rule = _rule(typed)
        term = rule.term
        following = await self._subscribers.following(subscriber.id)
        if following.counts(term):
            return Changed(term, Change.ALREADY)
        _check_room(following, term)
        return Proposal(typed.strip(), rule, await self._rules.tried(rule, subscriber.langs))

    async def follow_rule(self, id: SubscriberId, typed: str) -> Changed:
        """Follow the keyword rule that `typed` means. Raises InvalidInput as `propose` does."""
        return await self.follow(id, _keyword(typed))

    async def unfollow(self, id: SubscriberId, term: Term) -> Changed:
        """Send this no longer: leave it, or mute it where everything is followed."""
        before = await self._subscribers.following(id)
        if term == ALL and ALL not in before.terms:
            return await self._leave_everything(id, before)
        was_followed = await self._subscribers.unfollow(id, term)
        left = tuple(kept for kept in before.terms if kept != term)
        if ALL in left and term.kind in _MUTABLE:
            await self._subscribers.set_muted(id, term, muted=True)
            return Changed(term, Change.MUTED)
        change = Change.UNFOLLOWED if was_followed else Change.NOT_FOLLOWED
        return Changed(term, change, nothing_left=not left)

    async def toggle(self, id: SubscriberId, term: Term) -> Changed:
        """A tap on a button with a check mark."""
        following = await self._subscribers.following(id)
        if following.counts(term):
            return await self.unfollow(id, term)
        return await self.follow(id, term)

    async def meant_to_mute(self, typed: str) -> Term | Unclear:
        """The topic or source that `typed` names. Raises InvalidInput when it names none."""
        meant = await self.meant(typed)
        candidates = meant.candidates if isinstance(meant, Unclear) else (meant,)
        mutable = tuple(term for term in candidates if term.kind in _MUTABLE)
        if not mutable:
            raise InvalidInput("mute-unknown")
        return mutable[0] if len(mutable) == 1 else Unclear(typed.strip(), mutable)

    async def mute(self, id: SubscriberId, term: Term) -> Muting:
        """Send nothing of this topic or source, whatever else is followed. Raises InvalidInput for anything else."""
        if term.kind not in _MUTABLE:
            raise InvalidInput("mute-unknown")
        if term in (await self._subscribers.following(id)).muted:
            return Muting.ALREADY
        await self._subscribers.set_muted(id, term, muted=True)
        return Muting.MUTED

    async def unmute(self, id: SubscriberId, term: Term) -> Muting:
        """Send it again where it is followed."""
        if term not in (await self._subscribers.following(id)).muted:
            return Muting.NOT_MUTED
        await self._subscribers.set_muted(id, term, muted=False)
        return Muting.UNMUTED

    async def toggle_muted(self, id: SubscriberId, term: Term) -> Muting:
        """A tap on a button with a mark. Raises InvalidInput for what cannot be muted."""
        muted = term in (await self._subscribers.following(id)).muted
        return await (self.unmute if muted else self.mute)(id, term)

    async def _leave_everything(self, id: SubscriberId, before: Following) -> Changed:
        for term in before.terms:
            await self._subscribers.unfollow(id, term)
        return Changed(ALL, Change.UNFOLLOWED if before.terms else Change.NOT_FOLLOWED, nothing_left=True)


def term_of(parts: Sequence[str]) -> Term | None:
    """The term that a button's data names; None when it names none."""
    try:
        term = Term.parse(":".join(parts))
    except ValueError:
        return None
    bare = term.kind in (TermKind.ALL, TermKind.OFFICIAL)
    return term if bare is not bool(term.key) else None


def _exact_topic(taxonomy: Taxonomy, typed: str) -> Term | None:
    name = _flat(typed)
    for topic in taxonomy.topics:
        if name and name in _flat_names(topic):
            return Term(TermKind.TOPIC, topic.key)
    return None


def _flat_names(topic: Topic) -> frozenset[str]:
    return frozenset(name.replace(" ", "") for name in topic.called())


def _flat(typed: str) -> str:
    return "".join(words(typed.replace("_", " ")))


def _named(sources: Sequence[Source], name: str) -> Term | None:
    for source in sources:
        if name in (" ".join(words(source.spec.name)), " ".join(words(source.spec.key.replace("_", " ")))):
            return Term(TermKind.SOURCE, source.spec.key)
    return None


def _near(sources: Sequence[Source], name: str) -> list[Term]:
    near = []
    for source in sources:
        called = " ".join(words(source.spec.name))
        alike = difflib.SequenceMatcher(None, called, name).ratio() >= _CLOSE
        if alike or f" {name}" in f" {called}":
            near.append(Term(TermKind.SOURCE, source.spec.key))
    return near


def _is_slip(name: str, term: Term, taxonomy: Taxonomy) -> bool:
    """Whether `name` is the one topic misspelled, not a word that its name happens to hold."""
    topic = taxonomy.by_key.get(term.key) if term.kind is TermKind.TOPIC else None
    return topic is not None and bool(difflib.get_close_matches(name, topic.called(), n=1, cutoff=_CLOSE))


def _rule(typed: str) -> Rule:
    if len(typed) > MAX_TYPED:
        raise InvalidInput("rule-too-long", most=MAX_LENGTH)
    return parse_rule(typed.replace("_", " "))


def _keyword(typed: str) -> Term:
    return _rule(typed).term


def _check_room(following: Following, term: Term) -> None:
    if term.kind is TermKind.KEYWORD and _keywords_but(following, term) >= MAX_KEYWORDS:
        raise InvalidInput("follow-too-many", most=MAX_KEYWORDS)


def _keywords_but(following: Following, term: Term) -> int:
    return sum(kept.kind is TermKind.KEYWORD and kept != term for kept in following.terms)
