"""What is on its way about a statement that changes again, and what the ledger keeps of edits, on both databases."""

from bot.domain.delivery import Result, Settled
from bot.domain.fanout import FanoutKind, FanoutState, SubjectId
from bot.domain.statement import Words
from bot.ports import Flush
from storage.leases import SqlLeaseStore
from tests.storage.conftest import NOW, Stores
from tests.storage.rows import Rows


async def test_a_second_correction_ends_the_edit_and_the_notice_of_the_first(stores: Stores, draft) -> None:
    await stores.reader()
    (made,) = await stores.record(draft("Twelve hurt"))
    for title in ("Fourteen hurt", "Fifteen hurt"):
        assert await stores.statements.correct(made, Words(title), (), material=True, by=900, now=NOW)
    ways = await stores.fanouts.of_subject(SubjectId(made))
    assert [(way.kind, way.revision_no, way.state) for way in ways] == [
        (FanoutKind.STATEMENT, 3, FanoutState.RUNNING),
        (FanoutKind.EDIT, 2, FanoutState.CANCELLED),
        (FanoutKind.CORRECTION, 2, FanoutState.CANCELLED),
        (FanoutKind.EDIT, 3, FanoutState.RUNNING),
        (FanoutKind.CORRECTION, 3, FanoutState.RUNNING),
    ]


async def test_pages_of_an_edit_reach_every_holder_once_from_the_newest_back(stores: Stores) -> None:
    rows = Rows(stores.database)
    ids = await rows.readers(5)
    subject = await rows.subject()
    number = await rows.fanout(subject)
    lease = await SqlLeaseStore(stores.database).try_take("driver", "first", seen=None)
    assert lease is not None
    had = tuple(
        Settled(subject, reader, number, Result.SENT, at=NOW, revision_no=0, message_id=7) for reader in ids
    )
    await stores.fanouts.flush(Flush(settled=had), lease=lease)
    edit = await rows.fanout(subject, kind=FanoutKind.EDIT, about=subject, now=NOW, not_before=NOW)
    pages = []
    while not (standing := await stores.fanouts.get(edit)).exhausted:
        claimed = await stores.fanouts.claim_page([standing], size=2, lease=lease)
        assert claimed is not None
        pages.append([reader.subscriber for reader in claimed.readers])
    assert pages == [ids[3:], ids[1:3], ids[:1]]


async def test_a_notice_goes_to_those_who_got_an_older_text_only(stores: Stores) -> None:
    rows = Rows(stores.database)
    ids = await rows.readers(4)
    subject = await rows.subject()
    number = await rows.fanout(subject)
    lease = await SqlLeaseStore(stores.database).try_take("driver", "first", seen=None)
    assert lease is not None
    had = tuple(
        Settled(subject, reader, number, Result.SENT, at=NOW, revision_no=n % 2, message_id=7)
        for n, reader in enumerate(ids)
    )
    await stores.fanouts.flush(Flush(settled=had), lease=lease)
    notice = await rows.fanout(kind=FanoutKind.CORRECTION, about=subject, now=NOW, not_before=NOW)
    claimed = await stores.fanouts.claim_page([await stores.fanouts.get(notice)], size=10, lease=lease)
    assert claimed is not None
    assert [reader.subscriber for reader in claimed.readers] == ids[::2]


async def test_a_later_edit_is_not_undone_by_an_earlier_ones_late_answer(stores: Stores) -> None:
    rows = Rows(stores.database)
    (reader,) = await rows.readers(1)
    subject = await rows.subject()
    number = await rows.fanout(subject)
    lease = await SqlLeaseStore(stores.database).try_take("driver", "first", seen=None)
    assert lease is not None
    for revision_no in (1, 3, 2):
        row = Settled(
            subject,
            reader,
            number,
            Result.SENT,
            at=NOW,
            revision_no=revision_no,
            message_id=7,
            edit=revision_no > 1,
        )
        await stores.fanouts.flush(Flush(settled=(row,)), lease=lease)
    assert (await rows.ledger(subject))[reader].edited_no == 3
