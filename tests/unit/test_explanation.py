"""Why somebody did or did not get something: facts on the left, reasons on the right; and the words for them."""

from dataclasses import replace

import pytest

from bot.domain.delivery import PutBy, Result, Retry
from bot.domain.explanation import (
    About,
    Because,
    Case,
    Reading,
    Reason,
    Receipt,
    Route,
    Standing,
    explain,
)
from bot.domain.fanout import LAST_WORD, Facts, Fanout, FanoutId, FanoutKind, FanoutState, SubjectId
from bot.domain.statement import StatementId
from bot.domain.subscriber import (
    ALL,
    Address,
    ChatKind,
    Subscriber,
    SubscriberId,
    SubscriberState,
    Term,
    TermKind,
)
from bot.render.explaining import explained, in_one
from tests.unit.test_render import LANGS, VOICE, is_sound

T = 1_795_525_500_000
HEALTH, ROADS = Term(TermKind.TOPIC, "health"), Term(TermKind.TOPIC, "roads")
ABOUT = About(SubjectId(7), FanoutKind.STATEMENT, "Bridge <open>", Standing.PUBLISHED)
SENDING = Fanout(
    id=FanoutId(1),
    subject=SubjectId(7),
    kind=FanoutKind.STATEMENT,
    priority=20,
    audience=(ALL, HEALTH),
    langs=("sq",),
    state=FanoutState.RUNNING,
    cursor=SubscriberId(0),
    not_before=T,
    expires_at=T + 100,
    created_at=T,
    hi=SubscriberId(9),
)
EDIT = replace(SENDING, id=FanoutId(2), kind=FanoutKind.EDIT, about=SubjectId(7), revision_no=2, cursor=9)
NOTICE = replace(EDIT, id=FanoutId(3), kind=FanoutKind.CORRECTION, subject=SubjectId(8), not_before=T + 50)
RESEND = replace(EDIT, id=FanoutId(4), kind=FanoutKind.RESEND, revision_no=1)
FACTS = Facts(
    subscriber=SubscriberId(5),
    address=Address(50),
    kind=ChatKind.PRIVATE,
    state=SubscriberState.ACTIVE,
    ui_lang="en",
    langs=("sq",),
    matched=frozenset({ALL}),
)
READER = Subscriber(SubscriberId(5), Address(50), ChatKind.PRIVATE, "en", ("sq",), state_at=1, created_at=1)
RETRY = Retry(SubjectId(7), SubscriberId(5), FanoutId(1), at=T + 9, attempts=2, reason="429")
PUT_BY = PutBy(SubjectId(7), SubscriberId(5), FanoutId(1), due_at=T + 50)
SENT = Receipt(Result.SENT, T + 3, message_id=70)


def route(fanout=SENDING, *, receipt=None, retry=None, page=False, **facts):
    return Route(fanout, replace(FACTS, **facts), page, receipt, retry)


IN_STORY = replace(SENDING, story=StatementId(3))


def told(*members):
    return frozenset((StatementId(3), SubjectId(member)) for member in members)


def ended(state):
    return replace(SENDING, state=state, cursor=SubscriberId(9))


def reasons(*routes, about=ABOUT, reader=READER):
    """The reasons, without the one that says what was matched."""
    found = explain(Case(about, 50, (Reading(reader, "", routes),)))
    return [each for each in (*found.of_subject, *found.of_readings[0]) if each.reason is not Reason.MATCHED]


NOT_SENT = {
    "not its turn": (route(), [Because(Reason.NOT_YET)]),
    "in hand": (
        route(replace(SENDING, cursor=SubscriberId(9)), page=True),
        [Because(Reason.BEING_SENT)],
    ),
    "later that day": (
        route(replace(SENDING, state=FanoutState.WAITING, not_before=T + 60)),
        [Because(Reason.NOT_BEFORE, at=T + 60)],
    ),
    "paused": (route(replace(SENDING, state=FanoutState.PAUSED)), [Because(Reason.PAUSED)]),
    "stopped": (route(replace(SENDING, state=FanoutState.CANCELLED)), [Because(Reason.CUT_SHORT)]),
    "too slow": (route(replace(SENDING, state=FanoutState.EXPIRED)), [Because(Reason.RAN_OUT, at=T + 100)]),
    "came later": (route(subscriber=SubscriberId(10)), [Because(Reason.SUBSCRIBED_LATER, at=T)]),
    "came last of all": (route(subscriber=SubscriberId(9)), [Because(Reason.NOT_YET)]),
    "came later, and it was stopped": (
        route(replace(SENDING, state=FanoutState.CANCELLED), subscriber=SubscriberId(10)),
        [Because(Reason.SUBSCRIBED_LATER, at=T)],
    ),
    "said stop": (route(state=SubscriberState.PAUSED), [Because(Reason.NOT_ACTIVE)]),
    "reads Serbian": (route(langs=("sr",)), [Because(Reason.OTHER_LANGUAGE, langs=("sq",))]),
    "follows nothing of it": (
        route(matched=frozenset()),
        [Because(Reason.NOT_ADDRESSED, terms=(ALL, HEALTH))],
    ),
    "muted it": (
        route(muted=frozenset({HEALTH, ROADS})),
        [Because(Reason.MUTED, terms=(HEALTH,))],
    ),
    "all at once": (
        route(
            matched=frozenset(),
            state=SubscriberState.BLOCKED,
            langs=("sr",),
            muted=frozenset({HEALTH}),
        ),
        [
            Because(Reason.NOT_ADDRESSED, terms=(ALL, HEALTH)),
            Because(Reason.NOT_ACTIVE),
            Because(Reason.OTHER_LANGUAGE, langs=("sq",)),
            Because(Reason.MUTED, terms=(HEALTH,)),
        ],
    ),
    "tries again": (route(retry=RETRY), [Because(Reason.RETRY, at=T + 9, number=2, words="429")]),
    "tries again, though it may have arrived": (
        route(retry=replace(RETRY, lost_answer=True)),
        [Because(Reason.RETRY_AFTER_LOST, at=T + 9, number=2, words="429")],
    ),
    "waits for the morning": (replace(route(), put_by=PUT_BY), [Because(Reason.HELD, at=T + 50)]),
    "changed the hours a moment ago": (
        replace(route(), put_by=replace(PUT_BY, due_at=-1)),
        [Because(Reason.HELD_ANEW)],
    ),
    "has the story": (
        route(IN_STORY, told=told(7, 4, 3)),
        [Because(Reason.HAS_STORY, subject=SubjectId(3))],
    ),
    "has the story, and reads Serbian": (
        route(IN_STORY, langs=("sr",), told=told(3)),
        [
            Because(Reason.OTHER_LANGUAGE, langs=("sq",)),
            Because(Reason.HAS_STORY, subject=SubjectId(3)),
        ],
    ),
    "came later, and got the next telling": (
        route(IN_STORY, subscriber=SubscriberId(10), told=told(9)),
        [Because(Reason.SUBSCRIBED_LATER, at=T), Because(Reason.HAS_STORY, subject=SubjectId(9))],
    ),
    "refused, and got another telling": (
        route(IN_STORY, receipt=Receipt(Result.REJECTED, T + 3), told=told(9)),
        [
            Because(Reason.REJECTED, at=T + 3, number=1),
            Because(Reason.HAS_STORY, subject=SubjectId(9)),
        ],
    ),
    "has another story": (route(IN_STORY, told={(1, SubjectId(1))}), [Because(Reason.NOT_YET)]),
    "nothing noted": (route(ended(FanoutState.DONE)), [Because(Reason.NO_TRACE)]),
}


@pytest.mark.parametrize("case", NOT_SENT)
def test_why_nothing_was_sent(case):
    given, told = NOT_SENT[case]
    assert reasons(given) == told


def test_who_came_back_after_it_went_out_is_told_apart_from_who_is_new():
    done = route(ended(FanoutState.DONE))
    back = replace(READER, state_at=T + 1)
    assert reasons(done, reader=back) == [Because(Reason.ACTIVE_SINCE, at=T + 1)]
    assert reasons(done, reader=replace(back, created_at=T + 1)) == [Because(Reason.NO_TRACE)]


RECEIVED = {
    Result.SENT: Reason.SENT,
    Result.GONE: Reason.GONE,
    Result.REJECTED: Reason.REJECTED,
    Result.NO_RIGHTS: Reason.NO_RIGHTS,
    Result.UNKNOWN: Reason.UNKNOWN,
    Result.EXPIRED: Reason.EXPIRED,
    Result.CANCELLED: Reason.CANCELLED,
}


@pytest.mark.parametrize("result", RECEIVED)
def test_each_result_of_the_ledger_is_told_whatever_they_chose_since(result):
    receipt = Receipt(result, T + 3, revision_no=2, message_id=70)
    given = route(receipt=receipt, state=SubscriberState.PAUSED, matched=frozenset())
    assert reasons(given) == [Because(RECEIVED[result], at=T + 3, number=2, message_id=70)]


def test_a_message_that_was_hard_to_send_tells_how_it_went():
    receipt = replace(SENT, again=True, bundled=True, attempts=3)
    assert reasons(route(receipt=receipt)) == [
        Because(Reason.SENT_AGAIN, at=T + 3, number=1, message_id=70),
        Because(Reason.TOGETHER),
        Because(Reason.TRIES, number=3),
    ]


EDITED = {
    (2, Result.SENT): Reason.EDITED,
    (LAST_WORD, Result.SENT): Reason.SAYS_LAST_WORD,
    (2, Result.VANISHED): Reason.EDIT_VANISHED,
    (2, Result.REJECTED): Reason.EDIT_FAILED,
}


@pytest.mark.parametrize(("number", "result"), EDITED)
def test_what_became_of_the_message_is_told(number, result):
    receipt = replace(SENT, edited_no=number, edit_result=result, edited_at=T + 5)
    told = Because(EDITED[number, result], at=T + 5, number=number)
    assert reasons(route(receipt=receipt), route(EDIT, receipt=receipt))[1:] == [told]


FAILED_ONCE = Receipt(Result.REJECTED, T + 3)
AFTERWARDS = {
    "an edit is to come": (route(EDIT, receipt=SENT), SENT, [Because(Reason.EDIT_TO_COME)]),
    "an edit comes to them next": (
        route(replace(EDIT, cursor=SubscriberId(5)), receipt=SENT),
        SENT,
        [Because(Reason.EDIT_TO_COME)],
    ),
    "an edit began below them": (
        route(replace(EDIT, hi=SubscriberId(4)), receipt=SENT),
        SENT,
        [],
    ),
    "an edit has passed": (route(replace(EDIT, cursor=SubscriberId(4)), receipt=SENT), SENT, []),
    "an edit is in hand": (
        route(replace(EDIT, cursor=SubscriberId(4)), receipt=SENT, page=True),
        SENT,
        [Because(Reason.EDIT_TO_COME)],
    ),
    "an edit has nothing to change": (
        route(EDIT, receipt=SENT),
        replace(SENT, revision_no=2),
        [],
    ),
    "an edit waits": (
        route(EDIT, receipt=SENT, retry=replace(RETRY, fanout=FanoutId(2))),
        SENT,
        [Because(Reason.RETRY, at=T + 9, number=2, words="429")],
    ),
    "a notice is to come": (route(NOTICE), SENT, [Because(Reason.NOTICE_TO_COME, at=T + 50)]),
    "a notice came": (
        route(NOTICE, receipt=Receipt(Result.SENT, T + 60, message_id=71)),
        SENT,
        [Because(Reason.NOTICE_SENT, at=T + 60, message_id=71)],
    ),
    "a notice failed": (
        route(NOTICE, receipt=Receipt(Result.GONE, T + 60)),
        SENT,
        [Because(Reason.NOTICE_FAILED, at=T + 60)],
    ),
    "no notice is needed": (
        route(NOTICE),
        replace(SENT, revision_no=2),
        [Because(Reason.HAS_NEWER, number=2)],
    ),
    "no notice for who has nothing": (route(NOTICE), FAILED_ONCE, []),
    "once more": (route(RESEND, receipt=FAILED_ONCE), FAILED_ONCE, [Because(Reason.RESEND_TO_COME)]),
    "not once more": (route(RESEND, receipt=SENT), SENT, []),
    "once more, but that is over": (
        route(replace(RESEND, state=FanoutState.DONE), receipt=FAILED_ONCE),
        FAILED_ONCE,
        [],
    ),
}


@pytest.mark.parametrize("case", AFTERWARDS)
def test_what_follows_a_delivery_is_told(case):
    later, had, told = AFTERWARDS[case]
    assert reasons(route(receipt=had), later)[1:] == told


STANDINGS = {
    Standing.STORED: Reason.STORED,
    Standing.WAITING: Reason.WAITS_FOR_EDITOR,
    Standing.WITHDRAWN: Reason.WITHDRAWN,
    Standing.DRAFT: Reason.DRAFT,
    Standing.DROPPED: Reason.DROPPED,
    Standing.CANCELLED: Reason.STOPPED,
    Standing.RECALLED: Reason.RECALLED,
}


@pytest.mark.parametrize("standing", STANDINGS)
def test_what_never_went_out_says_so_itself(standing):
    about = replace(ABOUT, standing=standing, last_word_at=T)
    assert reasons(about=about) == [Because(STANDINGS[standing], at=T)]


def test_what_another_source_brought_too_was_not_sent_again():
    about = replace(ABOUT, copied_by=("The Wire",))
    assert reasons(route(receipt=SENT), about=about)[0] == Because(Reason.COPIED, names=("The Wire",))


def test_what_they_follow_of_it_is_told():
    (told,) = explain(Case(ABOUT, 50, (Reading(READER, "", (route(receipt=SENT),)),))).of_readings
    assert told[-1] == Because(Reason.MATCHED, terms=(ALL,))


# ── in words ──────────────────────────────────────────────────────────────────────────────────────

WILD = "<b>&\"' e ЦРНА 👩‍👩‍👧 " * 40


def everything(state, kind):
    """A chat of many topics, and every reason there is for each."""
    reader = replace(READER, kind=kind, state=state, address=Address(-100, 3))
    every = tuple(
        Because(reason, T, 2, 70, terms=(HEALTH, Term(TermKind.KEYWORD, "secret")) * 40, words=WILD)
        for reason in Reason
    )
    about = replace(ABOUT, title=WILD, copied_by=(WILD,))
    found = explain(Case(about, -100, (Reading(reader, WILD),) * 3))
    return replace(found, of_readings=(every,) * 3)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("state", SubscriberState)
def test_every_reason_has_words_that_telegram_takes(lang, state):
    for kind in ChatKind:
        messages = explained(lang, VOICE, everything(state, kind))
        assert len(messages) > 1
        for message in messages:
            is_sound(message)
        assert not any("secret" in message.text for message in messages)


def test_an_unknown_chat_is_told():
    assert "Nobody is subscribed in the chat 50" in in_one("en", VOICE, explain(Case(ABOUT, 50)))
