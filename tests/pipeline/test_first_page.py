"""The first page is small, so that the first message need not wait; those after it are not."""

from dataclasses import replace

import pytest

from bot.domain.subscriber import ALL
from bot.pipeline.deliver import Deliverer
from bot.pipeline.deliver.drive import FIRST_PAGE
from storage.fanouts import SqlFanoutStore
from tests.pipeline.newsroom import delivering


class Claims(SqlFanoutStore):
    """The store, keeping how many readers each page was to have."""

    def __init__(self, database):
        super().__init__(database)
        self.sizes = []

    async def claim_page(self, fanouts, *, size, lease):
        self.sizes.append(size)
        return await super().claim_page(fanouts, size=size, lease=lease)


@pytest.mark.timed
async def test_only_the_first_page_is_small_even_when_the_hands_could_hold_all_of_it(room, rows):
    rate = 200  # as many hands, and pages of twice as many
    await rows.readers(3 * FIRST_PAGE, follow=[ALL])
    claims = Claims(room.database)
    room.deliverer = Deliverer(replace(room.core, fanouts=claims), room.keeper, rate=rate)
    async with delivering(room):
        (statement,) = await room.publish("The bridge is open")
        await room.until_done(statement)
    assert claims.sizes[0] == FIRST_PAGE
    assert set(claims.sizes[1:]) == {2 * rate}
