"""What editors are told of closed groups, in the commit that marks them; on both databases."""

import pytest

from bot.domain.delivery import ReaderGone, Result, Settled
from bot.domain.errors import LeaseLost
from bot.domain.subscriber import ALL, SubscriberState
from bot.ports import Flush
from storage.desk import SqlDeskStore
from storage.fanouts import SqlFanoutStore
from storage.leases import SqlLeaseStore
from tests.storage.conftest import NOW
from tests.storage.rows import Rows

REFUSED = "Forbidden: not enough rights to send text messages to the chat"


@pytest.fixture
async def lease(database):
    return await SqlLeaseStore(database).try_take("driver", "first", seen=None)


async def closing(database, *, result, chat=-100):
    """A flush that marks a group as gone, since Telegram answered so."""
    rows = Rows(database)
    (group,) = await rows.readers(1, first_chat=chat, kind="supergroup", follow=[ALL])
    subject = await rows.subject()
    way = await rows.fanout(subject, audience=[ALL])
    settled = Settled(subject, group, way, result, NOW)
    return Flush(settled=(settled,), gone=(ReaderGone(group, SubscriberState.KICKED, REFUSED, at=NOW),))


async def told(database):
    return [(notice.key, notice.details) for notice in await SqlDeskStore(database).untold()]


async def test_a_closed_group_and_the_word_of_it_are_one_commit(database, lease):
    flush = await closing(database, result=Result.NO_RIGHTS)
    store = SqlFanoutStore(database)
    leases = SqlLeaseStore(database)
    standing = await leases.read("driver")
    heir = await leases.try_take("driver", "second", seen=standing[1:])
    with pytest.raises(LeaseLost):
        await store.flush(flush, lease=lease)
    assert await told(database) == []
    for _ in range(2):  # the same again after a crash
        await store.flush(flush, lease=heir)
    assert await told(database) == [("group-no-rights", {"chat": "-100", "reason": REFUSED})]


async def test_a_group_that_put_the_bot_out_is_not_spoken_of(database, lease):
    await SqlFanoutStore(database).flush(await closing(database, result=Result.GONE), lease=lease)
    assert await told(database) == []
