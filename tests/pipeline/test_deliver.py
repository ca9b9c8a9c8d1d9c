"""From what is published to what readers have on their phones: real databases, real HTTP."""

import asyncio

from sqlalchemy import delete

from bot.domain.delivery import Result
from bot.domain.fanout import FanoutState
from bot.domain.subscriber import ALL, SubscriberState, Term, TermKind
from storage.schema import page, retry, subscriber
from tests.pipeline.newsroom import delivering, until

ROADS = Term(TermKind.TOPIC, "roads")


def texts(person):
    return [message.text for message in person.received]


async def test_every_follower_gets_a_statement_once_and_the_ledger_knows(room, town, rows):
    people, ids = await town.people(12, follow=[ALL])
    (strangers, _) = await town.people(2, follow=[ROADS])
    async with delivering(room):
        (statement,) = await room.publish("A new bridge")
        (fanout,) = await room.until_done(statement)
    assert fanout.state is FanoutState.DONE
    assert (fanout.sent, fanout.failed, fanout.skipped) == (12, 0, 0)
    for person in people:
        (text,) = texts(person)
        assert "A new bridge" in text
    assert not any(person.received for person in strangers)
    ledger = await rows.ledger(statement)
    assert set(ledger) == set(ids)
    assert all(row.message_id and row.attempts == 1 and not row.again for row in ledger.values())
    assert await rows.count(page) == 0


async def test_a_few_alerts_come_one_by_one_in_order_of_publication(room, town):
    people, _ = await town.people(2, follow=[ALL])
    async with delivering(room):
        statements = await room.publish("First", "Second", "Third")
        await room.until_done(*statements)
    for person in people:
        first, second, third = texts(person)
        assert "First" in first
        assert "Second" in second
        assert "Third" in third


async def test_more_than_five_come_as_one_message_in_order(room, town, rows):
    people, _ids = await town.people(3, follow=[ALL])
    names = [f"Statement number {n}" for n in range(7)]
    async with delivering(room):
        statements = await room.publish(*names)
        await room.until_done(*statements)
    for person in people:
        (text,) = texts(person)
        places = [text.index(name) for name in names]
        assert places == sorted(places)
    for statement in statements:
        assert {row.message_id for row in (await rows.ledger(statement)).values()} == {
            person.received[0].message_id for person in people
        }


async def test_one_who_blocked_the_bot_stops_nobody_and_is_marked(room, town, rows):
    people, ids = await town.people(10, follow=[ALL])
    people[0].blocks_bot()
    people[5].deactivated()
    async with delivering(room):
        (statement,) = await room.publish("News")
        (fanout,) = await room.until_done(statement)
    assert (fanout.sent, fanout.failed) == (8, 2)
    states = {row.id: row.state for row in await rows.all(subscriber)}
    assert states[ids[0]] == SubscriberState.BLOCKED
    assert states[ids[5]] == SubscriberState.DEACTIVATED
    assert (await rows.ledger(statement))[ids[0]].result == Result.GONE


async def test_the_other_alerts_of_one_who_blocked_are_not_tried(room, town, sandbox, rows):
    people, ids = await town.people(1, follow=[ALL])
    people[0].blocks_bot()
    async with delivering(room):
        statements = await room.publish("One", "Two", "Three")
        await room.until_done(*statements)
    assert sandbox.counts["sendMessage"] == 1
    for statement in statements:
        assert (await rows.ledger(statement))[ids[0]].result == Result.GONE


async def test_a_statement_whose_answer_was_lost_is_sent_again_once_and_marked(room, town, sandbox, rows):
    people, ids = await town.people(2, follow=[ALL])
    sandbox.fault("lost", chat=people[0])
    sandbox.fault("lost", chat=people[1], times=2)
    async with delivering(room):
        (statement,) = await room.publish("News")
        (fanout,) = await room.until_done(statement)
    ledger = await rows.ledger(statement)
    assert (ledger[ids[0]].result, ledger[ids[0]].again, ledger[ids[0]].attempts) == (Result.SENT, True, 2)
    assert (ledger[ids[1]].result, ledger[ids[1]].again) == (Result.UNKNOWN, True)
    assert [len(person.received) for person in people] == [2, 2]
    assert (fanout.sent, fanout.unknown) == (1, 1)


async def test_a_broadcast_whose_answer_was_lost_is_not_sent_again(room, town, sandbox, rows):
    people, ids = await town.people(2)
    sandbox.fault("lost", chat=people[0])
    async with delivering(room):
        number = await room.broadcast("To everybody")
        (fanout,) = await room.until_done(number)
    assert texts(people[0]) == ["To everybody"]
    assert (fanout.sent, fanout.unknown) == (1, 1)
    assert (await rows.ledger(number))[ids[0]].result == Result.UNKNOWN


async def test_errors_of_the_server_cost_nobody_a_message(room, town, sandbox):
    people, _ = await town.people(6, follow=[ALL])
    sandbox.fault("bad_gateway", times=2)
    sandbox.fault("error", code=500, times=1, chat=people[3])
    async with delivering(room):
        (statement,) = await room.publish("News")
        (fanout,) = await room.until_done(statement)
    assert fanout.sent == 6
    assert all(len(person.received) == 1 for person in people)


async def test_a_flood_is_waited_out_without_loss_or_duplicate(room, town, sandbox):
    people, _ = await town.people(30, follow=[ALL])
    sandbox.fault("flood", after=5, seconds=1)
    async with delivering(room):
        (statement,) = await room.publish("News")
        (fanout,) = await room.until_done(statement)
    assert fanout.sent == 30
    assert all(len(person.received) == 1 for person in people)
    assert room.pacer.state().floods == 1
    assert room.pacer.state().rate < 200


async def test_a_group_that_became_a_supergroup_is_followed(room, town, sandbox, rows):
    owner = sandbox.person("Owner", started=True)
    group = sandbox.group("Neighbours", owner, kind="group")
    (number,) = await rows.readers(1, first_chat=group.id, kind="group", follow=[ALL])
    bigger = sandbox.migrate(group)
    async with delivering(room):
        (statement,) = await room.publish("News")
        (fanout,) = await room.until_done(statement)
    assert fanout.sent == 1
    assert len(sandbox.sent_to(bigger)) == 1
    (row,) = await rows.all(subscriber)
    assert (row.id, row.chat_id, row.kind) == (number, bigger.id, "supergroup")
    assert (await rows.ledger(statement))[number].result == Result.SENT


async def test_a_group_that_lets_the_bot_not_write_is_marked(room, sandbox, rows):
    owner = sandbox.person("Owner", started=True)
    group = sandbox.group("Quiet", owner)
    (number,) = await rows.readers(1, first_chat=group.id, kind="supergroup", follow=[ALL])
    sandbox.fault(
        "error", code=400, description="Bad Request: not enough rights to send text messages to the chat"
    )
    async with delivering(room):
        (statement,) = await room.publish("News")
        await room.until_done(statement)
    assert (await rows.ledger(statement))[number].result == Result.NO_RIGHTS
    (row,) = await rows.all(subscriber)
    assert row.state == SubscriberState.KICKED


async def test_a_text_that_telegram_refuses_stops_after_three_readers_and_others_go_on(
    room, town, sandbox, rows
):
    _people, _ids = await town.people(40, follow=[ALL])
    sandbox.fault(
        "error", code=400, description="Bad Request: can't parse entities: Unclosed start tag", times=1000
    )
    room.takes_small_pages()
    async with delivering(room):
        (bad,) = await room.publish("Broken")
        await sandbox.until(lambda: sandbox.counts["sendMessage"] >= 3, "three refusals")
        while (await room.fanout(bad)).state != FanoutState.PAUSED:
            await asyncio.sleep(0.02)
        sandbox.api.faults.clear()
        (good,) = await room.publish("Fine")
        (fanout,) = await room.until_done(good)
        assert fanout.sent == 40
    stopped = await room.fanout(bad)
    assert stopped.state is FanoutState.PAUSED
    assert "parse entities" in stopped.pause_reason
    assert 3 <= stopped.failed < 40
    (notice,) = await room.core.desk.untold()
    assert notice.key == "fanout-rejected"
    assert notice.details["subject"] == str(bad)


async def let_go(room, held):
    """Release what was held once no fan-out is driven any more, and wait for the last of it."""
    room.deliverer.nudge()
    await until(lambda: not room.deliverer.state().fanouts, "nothing to be driven")
    held.release()
    await until(lambda: not room.deliverer.state().in_hand, "the last of it")


async def test_a_paused_fanout_holds_and_goes_on_where_it_was(room, town, rows, sandbox):
    people, _ = await town.people(150, follow=[ALL])
    room.takes_small_pages()
    held = sandbox.hold(after=20)
    async with delivering(room, held=held):
        (statement,) = await room.publish("News")
        await room.until_sent(statement, 20)
        fanout = await room.fanout(statement)
        await room.fanouts.set_state(fanout.id, FanoutState.PAUSED, reason="wait", now=0)
        await let_go(room, held)
        before = sum(len(person.received) for person in people)
        await asyncio.sleep(0.3)
        assert sum(len(person.received) for person in people) == before < 150
        await room.fanouts.set_state(fanout.id, FanoutState.RUNNING, now=0)
        room.deliverer.nudge()
        (done,) = await room.until_done(statement)
    assert [len(person.received) for person in people] == [1] * 150
    assert (done.sent, done.skipped) == (150, 0)
    assert not any(row.again for row in (await rows.ledger(statement)).values())


async def test_a_cancelled_fanout_stops(room, town, sandbox):
    people, _ = await town.people(150, follow=[ALL])
    room.takes_small_pages()
    held = sandbox.hold(after=20)
    async with delivering(room, held=held):
        (statement,) = await room.publish("News")
        await room.until_sent(statement, 20)
        await room.fanouts.set_state((await room.fanout(statement)).id, FanoutState.CANCELLED, now=0)
        await let_go(room, held)
        before = sum(len(person.received) for person in people)
        (other,) = await room.publish("Other")
        await room.until_done(other)
    assert before < 150
    assert sum(len(person.received) for person in people) == before + 150


async def test_an_urgent_statement_overtakes(room, town, rows, sandbox):
    people, _ = await town.people(300, follow=[ALL])
    room.takes_small_pages()
    room.pacer._speed.top = 100
    held = sandbox.hold(after=10)
    async with delivering(room, held=held):
        (plain,) = await room.publish("Plain")
        await room.until_sent(plain, 10)
        (urgent,) = await room.publish("Urgent", urgent=True)
        await until(lambda: room.deliverer.state().fanouts == 2, "the urgent one to be seen")
        held.release()
        await room.until_done(urgent, plain)
    end_of_urgent = max(row.at for row in (await rows.ledger(urgent)).values())
    assert sum(row.at > end_of_urgent for row in (await rows.ledger(plain)).values()) > 150
    last = people[-1]
    assert ["Urgent" in text for text in texts(last)] == [True, False]


async def test_a_reader_forgotten_during_a_fanout_takes_no_other_row_along(database, room, town, rows):
    people, ids = await town.people(40, follow=[ALL])
    room.pacer._speed.top = 100

    async def forget(reader):
        async with database.write() as connection:
            await connection.execute(delete(subscriber).where(subscriber.c.id == reader))

    async with delivering(room):
        (statement,) = await room.publish("News")
        while not people[2].received:
            await asyncio.sleep(0.01)
        for reader in ids[0:40:4]:
            await forget(reader)
        await room.until_done(statement)
    kept = [reader for n, reader in enumerate(ids) if n % 4]
    assert set(await rows.ledger(statement)) == set(kept)


async def test_stopping_finishes_what_is_in_flight_and_the_next_start_sends_the_rest_once(
    room, town, rows, sandbox
):
    people, _ids = await town.people(80, follow=[ALL])
    room.takes_small_pages()
    held = sandbox.hold(after=20)
    async with delivering(room, held=held):
        (statement,) = await room.publish("News")
        await room.until_sent(statement, 20)
    sent = sum(len(person.received) for person in people)
    assert 20 <= sent <= 20 + 20
    assert len(await rows.ledger(statement)) == sent
    room.deliverer = type(room.deliverer)(room.core, room.keeper, rate=200)
    async with delivering(room):
        await room.until_done(statement)
    assert [len(person.received) for person in people] == [1] * 80
    assert not any(row.again for row in (await rows.ledger(statement)).values())
    assert await rows.count(retry) == 0
