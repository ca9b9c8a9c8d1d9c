"""How far an announcement has come, as its figures tell."""

from dataclasses import replace

import pytest

from bot.domain.broadcast import Broadcast, BroadcastState, Content
from bot.domain.fanout import Fanout, FanoutId, FanoutKind, FanoutState, SubjectId
from bot.domain.progress import (
    Stage,
    audience_of,
    holders,
    progress_of,
    readers_behind,
    readers_failed,
    stage_of,
    topics_of,
    way_of,
)
from bot.domain.subscriber import ALL, SubscriberId, Term, TermKind

FANOUT = Fanout(
    id=FanoutId(1),
    subject=SubjectId(1),
    kind=FanoutKind.BROADCAST,
    priority=30,
    audience=(),
    langs=(),
    state=FanoutState.RUNNING,
    cursor=SubscriberId(0),
    not_before=5_000,
    expires_at=1_000_000,
    created_at=0,
    sent=40,
    failed=3,
    unknown=2,
)
DRAFT = Broadcast(SubjectId(1), 9, Content("x"), (), (), BroadcastState.DRAFT, "t", 1_000)
RUNNING = replace(DRAFT, state=BroadcastState.CONFIRMED, confirmed_at=2_000, fanout=FANOUT)


def running(**changes):
    return replace(RUNNING, fanout=replace(FANOUT, **changes))


@pytest.mark.parametrize("state", list(FanoutState))
def test_a_confirmed_announcement_stands_where_its_fanout_does(state):
    assert stage_of(running(state=state)) == Stage(state.value)


@pytest.mark.parametrize("state", [s for s in BroadcastState if s is not BroadcastState.CONFIRMED])
def test_before_and_after_its_own_state_decides(state):
    assert stage_of(replace(RUNNING, state=state)) == Stage(state.value)


def test_confirmed_without_a_fanout_it_waits():
    assert stage_of(replace(DRAFT, state=BroadcastState.CONFIRMED)) is Stage.WAITING


def test_only_what_is_confirmed_and_not_over_can_be_stopped():
    assert {stage for stage in Stage if stage.can_be_stopped} == {Stage.WAITING, Stage.RUNNING, Stage.PAUSED}
    assert not any(stage.can_be_stopped and stage.is_over for stage in Stage)


def test_every_reader_is_either_tried_or_still_to_come():
    progress = progress_of(RUNNING, 100, now=10_000)
    assert (progress.tried, progress.to_go, progress.audience) == (45, 55, 100)


def test_a_reader_who_left_after_being_sent_to_still_counts():
    assert progress_of(RUNNING, 10, now=10_000).audience == 45


def test_the_audience_does_not_shrink_between_two_looks():
    earlier = progress_of(RUNNING, 100, now=10_000)
    assert progress_of(RUNNING, 80, now=11_000, since=earlier).audience == 100


def test_the_rate_is_what_was_settled_between_two_looks():
    earlier = progress_of(running(sent=10, failed=0, unknown=0), 100, now=10_000)
    progress = progress_of(running(sent=30, failed=0, unknown=0), 100, now=12_000, since=earlier)
    assert progress.rate == 10
    assert progress.seconds_left == 7


@pytest.mark.parametrize("now", [10_000, 11_000])
def test_no_rate_is_told_before_something_moved(now):
    earlier = progress_of(RUNNING, 100, now=10_000)
    assert progress_of(RUNNING, 100, now=now, since=earlier).seconds_left is None


def test_nothing_is_to_come_once_it_is_over():
    stopped = replace(running(state=FanoutState.CANCELLED), state=BroadcastState.CANCELLED)
    assert progress_of(stopped, 100, now=10_000).to_go == 0


def test_a_draft_has_readers_and_no_figures():
    progress = progress_of(DRAFT, 7, now=10_000)
    assert (progress.audience, progress.tried, progress.starts_at) == (7, 0, 1_000)


def test_the_reason_is_told_only_while_it_is_paused():
    paused = running(state=FanoutState.PAUSED, pause_reason="text refused")
    assert progress_of(paused, 1, now=1).reason == "text refused"
    assert progress_of(running(pause_reason="text refused"), 1, now=1).reason == ""


def test_topics_include_those_who_follow_everything_and_nothing_chosen_is_everybody():
    topic = Term(TermKind.TOPIC, "health")
    assert audience_of(()) == ()
    assert audience_of((topic,)) == (ALL, topic)
    assert topics_of(audience_of((topic,))) == (topic,)


def test_whom_a_resend_reached_is_not_to_be_sent_to_again_and_has_it():
    again = replace(FANOUT, id=FanoutId(2), kind=FanoutKind.RESEND, sent=4, failed=1, unknown=0)
    edit = replace(FANOUT, id=FanoutId(3), kind=FanoutKind.EDIT, sent=44, failed=7)
    assert readers_failed([FANOUT]) == 5
    assert readers_failed([FANOUT, again, edit]) == 1
    assert holders([FANOUT, again, edit]) == 44
    assert readers_behind(again, [FANOUT, again, edit]) == 5
    assert readers_behind(edit, [FANOUT, again, edit]) == 44


def test_whom_an_edit_passes_over_is_not_waited_for():
    edit = replace(FANOUT, kind=FanoutKind.EDIT, sent=10, failed=0, unknown=0, skipped=5)
    way = way_of(edit, 40, now=10_000)
    assert (way.at_most, way.progress.audience, way.progress.to_go) == (True, 35, 25)
    assert not way_of(replace(edit, state=FanoutState.DONE), 40, now=10_000).progress.to_go
