"""What its source took down raises a question to editors, and only that; on both databases, over HTTP."""

import pytest

from sandbox.agency import AgencyStatement
from tests.pipeline.test_ingest import TEXT, a_desk


@pytest.fixture
async def desk(database, tmp_path):
    async with a_desk(database, tmp_path) as made:
        await made.look()
        yield made


async def published(desk, count):
    """So many statements, each a while after the one before."""
    for number in range(1, count + 1):
        desk.publish(number, f"Statement number {number}", f"{number} {TEXT}")
        await desk.look()


async def asked(desk):
    """The titles of what editors are asked about."""
    notices = await desk.ports.desk.untold()
    return [notice.details["title"] for notice in notices if notice.key == "statement-vanished"]


async def test_editors_are_asked_once_and_nothing_is_withdrawn(desk):
    await published(desk, 3)
    desk.agency.withdraw("2")
    await desk.look()
    (notice,) = await desk.ports.desk.untold()
    card = next(card for card in await desk.archive() if card.title == "Statement number 2")
    assert notice.key == "statement-vanished"
    assert notice.details == {"source": "Gurra News Agency", "id": str(card.id), "title": card.title}
    assert card.withdrawn_at is None
    assert await desk.on_their_way() == 3
    await desk.ports.desk.told([notice.id], now=desk.clock())
    desk.publish(4, "Another", f"4 {TEXT}")
    await desk.look()
    assert await asked(desk) == []


async def test_the_newest_may_have_vanished_too(desk):
    await published(desk, 2)
    desk.agency.withdraw("2")
    await desk.look()
    assert await asked(desk) == ["Statement number 2"]


async def test_a_feed_that_only_drops_its_oldest_entries_raises_no_question(desk):
    await published(desk, 4)
    for number in ("1", "2"):
        desk.agency.withdraw(number)
        await desk.look()
    assert await asked(desk) == []


async def test_a_page_that_is_still_there_raises_no_question(desk):
    await published(desk, 3)
    desk.agency.withdraw("2")
    desk.agency.publish(AgencyStatement("elsewhere", "sq", "Deklarata", "Deklarata", TEXT, slug="2"))
    await desk.look()
    assert await asked(desk) == []


async def test_what_is_still_listed_raises_no_question_though_its_page_is_gone(desk):
    for number in "123":
        away = AgencyStatement(
            number, "en", f"Number {number}", number, f"{number} {TEXT}", slug=f"no/{number}"
        )
        desk.agency.publish(away)
        await desk.look()
    assert len(await desk.archive()) == 3
    assert await asked(desk) == []


async def test_a_document_that_is_broken_off_raises_no_question(desk):
    await published(desk, 3)
    desk.agency.withdraw("3")
    whole = desk.agency._rss
    desk.agency._rss = lambda lang: whole(lang).removesuffix(b"</channel></rss>")
    await desk.look()
    assert await asked(desk) == []


async def test_a_statement_of_long_ago_raises_no_question(desk):
    await published(desk, 3)
    desk.agency.withdraw("2")
    await desk.look(seconds=8 * 86_400)
    assert await asked(desk) == []


async def test_three_pages_at_most_are_asked_for_in_one_look(desk):
    await published(desk, 6)
    for number in range(2, 7):
        desk.agency.withdraw(str(number))
    await desk.look()
    assert len(await asked(desk)) == 3
    desk.publish(7, "Another", f"7 {TEXT}")
    await desk.look()
    assert len(await asked(desk)) == 5


async def taken_off(desk, numbers, *, standing):
    """The feed lists these no longer; the pages of those `standing` are still there."""
    for number in numbers:
        desk.agency.withdraw(str(number))
    for number in standing:
        desk.agency.publish(AgencyStatement(f"page {number}", "sq", "Faqja", "Faqja", TEXT, slug=str(number)))


async def test_three_whose_pages_still_stand_do_not_hide_a_fourth(desk):
    await published(desk, 6)
    await taken_off(desk, range(2, 7), standing=(3, 4, 5, 6))
    await desk.look()
    assert await asked(desk) == []
    desk.publish(7, "Another", f"7 {TEXT}")
    await desk.look()
    assert await asked(desk) == ["Statement number 2"]


async def test_when_each_had_its_turn_all_are_asked_for_again(desk):
    await published(desk, 5)
    await taken_off(desk, range(2, 6), standing=range(2, 6))
    await desk.look()
    desk.publish(6, "Another", f"6 {TEXT}")
    await desk.look()
    assert await asked(desk) == []
    desk.agency.withdraw("page 3")
    for number in (7, 8):
        desk.publish(number, "Another", f"{number} {TEXT}")
        await desk.look()
    assert await asked(desk) == ["Statement number 3"]
