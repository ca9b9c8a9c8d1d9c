"""Mistakes that would lose a message, send it twice or leave an old text standing, and the tests that see them.

Each is one change to the delivery code as it is. `make mutants` makes it in a copy of the tree and runs the
tests named beside it there: every one of them has to fail.
"""

from dataclasses import dataclass

DELIVER = "bot/pipeline/deliver"

_FANOUTS = "tests/storage/test_fanouts.py::"
_FORMED = "tests/pipeline/test_story_formed.py::"
_HELD = "tests/storage/test_held.py::"
_LEASES = "tests/storage/test_leases.py::"
_AMENDING = "tests/storage/test_amending.py::"
_RULES = "tests/unit/test_delivery.py::"
_DELIVER = "tests/pipeline/test_deliver.py::"
_FAULTS = "tests/pipeline/test_deliver_faults.py::"
_AMENDMENTS = "tests/pipeline/test_amendments.py::"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake: `old` stands exactly once in `path`, and `new` is what somebody might have written."""

    name: str
    path: str
    old: str
    new: str
    harm: str
    caught_by: tuple[str, ...]  # pytest's ids


CURSORS_AND_PAGES = (
    Mutant(
        name="cursor-past-the-page",
        path="storage/pages.py",
        old="        hi = found[-1]\n",
        new="        hi = SubscriberId(found[-1] + 1)\n",
        harm="the reader after each full page is in no page: it is never sent to",
        caught_by=(f"{_FANOUTS}test_pages_reach_every_follower_once_in_order_of_ids[sqlite]",),
    ),
    Mutant(
        name="cursor-past-the-page-of-an-edit",
        path="storage/pages.py",
        old="lo = SubscriberId(found[0] - 1) if",
        new="lo = SubscriberId(found[0] - 2) if",
        harm="the reader before each full page keeps the old text",
        caught_by=(f"{_AMENDING}test_pages_of_an_edit_reach_every_holder_once_from_the_newest_back[sqlite]",),
    ),
    Mutant(
        name="cursor-moved-in-a-commit-of-its-own",
        path="storage/pages.py",
        old="    await _move_cursor(connection, claimed, hi)\n",
        new="    await _move_cursor(connection, claimed, hi)\n"
        "    await connection.commit()\n"
        "    await connection.begin()\n",
        harm="who dies before the page is there has passed its readers over",
        caught_by=(f"{_FANOUTS}test_a_claim_that_fails_leaves_the_cursor_where_it_was[sqlite]",),
    ),
    Mutant(
        name="page-closed-before-its-rows",
        path="storage/fanouts.py",
        old="            await hold(connection, lease)\n            await ledger.move_readers(",
        new="            await hold(connection, lease)\n"
        "            await ledger.close_pages(connection, flush.done_pages, flush.returned_pages)\n"
        "            await connection.commit()\n"
        "            await connection.begin()\n"
        "            await ledger.move_readers(",
        harm="who dies in between leaves a page that nobody adopts, and retries that nobody makes",
        caught_by=(f"{_FANOUTS}test_a_flush_that_fails_writes_nothing_and_leaves_its_page_open[sqlite]",),
    ),
    Mutant(
        name="rows-in-a-commit-before-their-page",
        path="storage/fanouts.py",
        old="            await ledger.postpone(connection, self._database, flush.retries)\n",
        new="            await ledger.postpone(connection, self._database, flush.retries)\n"
        "            await connection.commit()\n"
        "            await connection.begin()\n",
        harm="a batch that is tried again counts its readers twice",
        caught_by=(f"{_FANOUTS}test_a_flush_that_fails_at_its_end_is_as_if_it_had_not_been[sqlite]",),
    ),
    Mutant(
        name="page-adopted-without-an-owner",
        path="storage/pages.py",
        old="    await connection.execute("
        "update(page).where(page.c.id.in_(ids)).values(epoch=lease.epoch))\n",
        new="",
        harm="the same process adopts the page at every look and sends it again each time",
        caught_by=(
            f"{_FANOUTS}test_a_page_of_a_dead_process_is_adopted_without_those_already_settled[sqlite]",
        ),
    ),
    Mutant(
        name="page-number-given-again",
        path="storage/migrations/versions/0005_page_numbers.py",
        old='if op.get_bind().dialect.name == "sqlite":',
        new="if False:",
        harm="the end of a cancelled page closes or returns another's: its readers get nothing, or everything twice",
        caught_by=(
            f"{_FANOUTS}test_what_is_written_late_of_a_cancelled_page_touches_no_page_of_another[sqlite-done_pages]",
            f"{_FANOUTS}test_what_is_written_late_of_a_cancelled_page_touches_no_page_of_another[sqlite-returned_pages]",
        ),
    ),
    Mutant(
        name="adopted-page-sent-to-those-with-a-row",
        path=f"{DELIVER}/compose.py",
        old="        if (reader.subscriber, fanout.subject) in page.settled:\n            continue\n",
        new="",
        harm="after every stop and every crash, readers of an open page get it twice",
        caught_by=(
            f"{_DELIVER}test_stopping_finishes_what_is_in_flight_and_the_next_start_sends_the_rest_once[sqlite]",
        ),
    ),
    Mutant(
        name="laid-down-page-closed",
        path=f"{DELIVER}/flusher.py",
        old="for stretch in self.finished if not stretch.returned for page in stretch.pages),",
        new="for stretch in self.finished for page in stretch.pages),",
        harm="what was on the agenda when the bot stopped is never sent",
        caught_by=(
            f"{_DELIVER}test_stopping_finishes_what_is_in_flight_and_the_next_start_sends_the_rest_once[sqlite]",
        ),
    ),
    Mutant(
        name="done-while-a-retry-waits",
        path="storage/fanouts.py",
        old="    ~exists().where(retry.c.fanout == fanout.c.id),\n",
        new="",
        harm="the fan-out is over before its last reader was tried again",
        caught_by=(f"{_FANOUTS}test_a_retry_comes_when_due_and_a_result_ends_it[sqlite]",),
    ),
)

LEDGER = (
    Mutant(
        name="retry-row-dropped",
        path="storage/fanouts.py",
        old="            await ledger.postpone(connection, self._database, flush.retries)\n",
        new="",
        harm="who could not be reached at once is never tried again",
        caught_by=(
            f"{_FANOUTS}test_a_retry_comes_when_due_and_a_result_ends_it[sqlite]",
            f"{_FAULTS}test_stopped_between_a_lost_answer_and_the_second_try_it_is_still_marked[sqlite]",
        ),
    ),
    Mutant(
        name="retry-dropped-when-stopped",
        path=f"{DELIVER}/hands.py",
        old='            self._postpone(errand, after=0, reason="interrupted")\n',
        new="            pass\n",
        harm="nobody remembers that the first answer was lost: sent again unmarked, and once too often",
        caught_by=(
            f"{_FAULTS}test_stopped_between_a_lost_answer_and_the_second_try_it_is_still_marked[sqlite]",
        ),
    ),
    Mutant(
        name="sent-overwritten",
        path="storage/ledger.py",
        old="            where=delivery.c.result != Result.SENT.value,\n",
        new="",
        harm="a later failure hides that it arrived, and its message can no longer be edited",
        caught_by=(f"{_FANOUTS}test_flushing_the_same_rows_twice_keeps_the_first[sqlite]",),
    ),
    Mutant(
        name="rows-by-value",
        path="storage/ledger.py",
        old='        select(*(subscriber.c.id if name == "subscriber" else _value(table.c[name]) for name in names))\n'
        '        .where(subscriber.c.id == bindparam("v_subscriber"))\n'
        "        .with_for_update(read=True, key_share=True, of=subscriber)\n",
        new='        select(*(_value(table.c[name]) for name in names)).where(bindparam("v_subscriber").is_not(None))\n',
        harm="one reader who was deleted takes the whole batch along, for good",
        caught_by=(
            f"{_FANOUTS}test_a_reader_forgotten_between_send_and_flush_loses_only_its_own_rows[sqlite]",
        ),
    ),
    Mutant(
        name="gone-reader-who-came-back-marked",
        path="storage/ledger.py",
        old='where(subscriber.c.id == bindparam("v_subscriber"), still_older)',
        new='where(subscriber.c.id == bindparam("v_subscriber"))',
        harm="who unblocked the bot a moment ago gets nothing any more",
        caught_by=(f"{_FANOUTS}test_a_reader_who_came_back_meanwhile_is_not_marked_gone[sqlite]",),
    ),
    Mutant(
        name="later-edit-undone",
        path="storage/ledger.py",
        old='        func.coalesce(delivery.c.edited_no, 0) <= bindparam("v_revision_no"),\n',
        new="",
        harm="the ledger says of the newest text that it is the one before",
        caught_by=(f"{_AMENDING}test_a_later_edit_is_not_undone_by_an_earlier_ones_late_answer[sqlite]",),
    ),
)

LEASE = (
    Mutant(
        name="flush-without-the-epoch",
        path="storage/fanouts.py",
        old="            await hold(connection, lease)\n            await ledger.move_readers(",
        new="            await ledger.move_readers(",
        harm="a process that was frozen writes over what its successor did",
        caught_by=(f"{_FANOUTS}test_a_process_that_lost_its_lease_can_write_nothing[sqlite]",),
    ),
    Mutant(
        name="lease-not-asked-before-sending",
        path=f"{DELIVER}/hands.py",
        old="live and not self._stopping and self._may_send()",
        new="live and not self._stopping",
        harm="a process that wakes up sends what its successor has sent",
        caught_by=(f"{_FAULTS}test_who_can_no_longer_trust_its_lease_sends_nothing[sqlite]",),
    ),
    Mutant(
        name="lease-trusted-for-ever",
        path="bot/pipeline/lease.py",
        old="return self._lease is not None and self._monotonic() < self._trusted_until",
        new="return self._lease is not None",
        harm="as above: two processes send",
        caught_by=(
            f"{_LEASES}test_a_keeper_that_no_longer_beats_stops_trusting_itself_before_the_next_one_takes[sqlite]",
        ),
    ),
    Mutant(
        name="beating-lease-taken",
        path="storage/leases.py",
        old="row.owner != _NOBODY and (row.epoch, row.beat) != seen and not is_dead(row.owner)",
        new="row.owner != _NOBODY and seen is None and not is_dead(row.owner)",
        harm="a lease is taken from a process that is alive",
        caught_by=(
            f"{_LEASES}test_a_lease_whose_beat_stood_still_is_taken_and_a_beating_one_is_not[sqlite]",
        ),
    ),
)

ANSWERS = (
    Mutant(
        name="lost-broadcast-sent-again",
        path="bot/domain/delivery.py",
        old="    return kind in (FanoutKind.STATEMENT, FanoutKind.CORRECTION)\n",
        new="    return True\n",
        harm="a broadcast arrives twice",
        caught_by=(
            f"{_RULES}test_a_lost_answer_sends_a_statement_again_once_and_a_broadcast_never",
            f"{_DELIVER}test_a_broadcast_whose_answer_was_lost_is_not_sent_again[sqlite]",
        ),
    ),
    Mutant(
        name="lost-answer-without-end",
        path="bot/domain/delivery.py",
        old="    if attempt.lost_answer or not sends_again_after_lost_answer(kind):\n",
        new="    if not sends_again_after_lost_answer(kind):\n",
        harm="on a bad line a statement arrives three times and more",
        caught_by=(f"{_RULES}test_a_lost_answer_sends_a_statement_again_once_and_a_broadcast_never",),
    ),
    Mutant(
        name="second-try-not-marked",
        path=f"{DELIVER}/hands.py",
        old="again=errand.stretch.adopted or errand.attempt.lost_answer,",
        new="again=errand.stretch.adopted,",
        harm="the ledger does not know of a duplicate",
        caught_by=(
            f"{_DELIVER}test_a_statement_whose_answer_was_lost_is_sent_again_once_and_marked[sqlite]",
        ),
    ),
    Mutant(
        name="flood-of-a-chat-is-final",
        path="bot/domain/delivery.py",
        old="            return TryAgain(int(seconds * 1000), "
        'Attempt(attempt.number + 1, attempt.lost_answer), "429")\n',
        new='            return Final(Result.REJECTED, reason="429")\n',
        harm="a busy group misses the statement",
        caught_by=(f"{_RULES}test_a_flood_of_the_bot_is_no_attempt_and_a_chats_own_waits_as_long_as_asked",),
    ),
    Mutant(
        name="gone-reader-not-marked",
        path=f"{DELIVER}/hands.py",
        old="        if final.state is not None:\n            self._gone(errand, final)\n",
        new="",
        harm="who blocked the bot is tried with every statement, and Telegram minds",
        caught_by=(f"{_DELIVER}test_one_who_blocked_the_bot_stops_nobody_and_is_marked[sqlite]",),
    ),
    Mutant(
        name="sending-without-a-ledger",
        path=f"{DELIVER}/hands.py",
        old="                await self._flusher.room()\n",
        new="",
        harm="while the database is away, all that is sent is sent again after a crash",
        caught_by=(f"{_FAULTS}test_a_database_that_is_away_stops_sending_and_loses_nothing[sqlite]",),
    ),
)

CORRECTIONS = (
    Mutant(
        name="ledger-followed-too-early",
        path=f"{DELIVER}/drive.py",
        old="[fanout for fanout in self._live if self._earlier.is_written(fanout)]",
        new="self._live",
        harm="a message in flight while it is corrected keeps the old text",
        caught_by=(f"{_AMENDMENTS}test_what_was_in_flight_when_it_was_corrected_is_edited_too[sqlite]",),
    ),
    Mutant(
        name="earlier-revision-not-withheld",
        path=f"{DELIVER}/hands.py",
        old="self._driven.get(fanout.id) == fanout.revision_no and",
        new="fanout.id in self._driven and",
        harm="the old text goes out after the correction, and nobody mends it",
        caught_by=(f"{_AMENDMENTS}test_corrected_in_the_midst_everybody_ends_with_the_new_text[sqlite]",),
    ),
    Mutant(
        name="earlier-edit-not-ended",
        path="storage/amending.py",
        old="    ended = await cancel_all(connection, database, fanout.c.about == about, kinds, now=now)\n",
        new="    ended = [FanoutKind.CORRECTION]\n",
        harm="readers are told of one change twice, once in words that no longer hold",
        caught_by=(f"{_AMENDING}test_a_second_correction_ends_the_edit_and_the_notice_of_the_first[sqlite]",),
    ),
    Mutant(
        name="notice-to-those-with-the-new-text",
        path="storage/holders.py",
        old="            return recent, delivery.c.result.in_(_READ_IT), older\n",
        new="            return recent, delivery.c.result.in_(_READ_IT)\n",
        harm="who only ever saw the new words is told that they changed",
        caught_by=(f"{_AMENDING}test_a_notice_goes_to_those_who_got_an_older_text_only[sqlite]",),
    ),
    Mutant(
        name="withdrawn-and-still-sent",
        path="storage/amending.py",
        old="    of_it = (fanout.c.subject == about) | (fanout.c.about == about)\n",
        new="    of_it = fanout.c.about == about\n",
        harm="a statement that was taken back goes on to the readers who did not have it",
        caught_by=(f"{_AMENDMENTS}test_withdrawn_it_stops_and_what_was_delivered_says_so[sqlite]",),
    ),
)

HOURS_AND_STORIES = (
    Mutant(
        name="put-by-and-forgotten",
        path="storage/fanouts.py",
        old="            await waiting.put_by(connection, self._database, (*flush.held, *flush.put_off))\n",
        new="",
        harm="what was to wait for its reader's hour is never sent",
        caught_by=(f"{_HELD}test_what_is_put_by_ends_its_page_and_comes_when_it_is_due[sqlite]",),
    ),
    Mutant(
        name="sent-and-still-put-by",
        path="storage/held.py",
        old="        await connection.execute(delete(held).where(*served), rows_of(rows, _KEY))\n",
        new="        pass\n",
        harm="the same digest comes every second",
        caught_by=(f"{_HELD}test_what_was_sent_is_put_by_no_longer_and_counted_once[sqlite]",),
    ),
    Mutant(
        name="members-of-a-story-side-by-side",
        path="storage/told.py",
        old="        .correlate(fanout, _theirs)\n",
        new="        .correlate(_theirs)\n",
        harm="whom one member just reached, the other reaches too",
        caught_by=(f"{_HELD}test_a_member_waits_while_a_page_of_another_is_open[sqlite]",),
    ),
    Mutant(
        name="story-grew-unseen",
        path=f"{DELIVER}/drive.py",
        old="[fanout for fanout in self._live if self._grown.may_send(fanout)]",
        new="self._live",
        harm="of two that turn out to be one story, readers get both",
        caught_by=(f"{_FORMED}test_of_two_whose_pages_are_open_at_once_everybody_gets_one[sqlite]",),
    ),
    Mutant(
        name="digest-of-the-dead-not-marked",
        path="storage/held.py",
        old="    taken_up = [row for row in rows if row.epoch not in (NOBODYS, epoch)]\n",
        new="    taken_up = list[Row[Any]]()\n",
        harm="the ledger does not know which digests a crash repeated",
        caught_by=(f"{_HELD}test_what_a_dead_process_had_taken_up_comes_first_and_says_so[sqlite]",),
    ),
)

MUTANTS = (*CURSORS_AND_PAGES, *LEDGER, *LEASE, *ANSWERS, *CORRECTIONS, *HOURS_AND_STORIES)
