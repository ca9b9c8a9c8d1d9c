"""What a correction changed, and whether those who read the old text must be told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.difference import MAX_CHANGES, MAX_SEGMENT, Fate, Reason, compare
from bot.domain.statement import Words

FILLER = (
    " The ministry has said today that the work on the road is going on and that it will be open soon to all."
)


def found(old, new, **fields):
    return compare(Words("Title", body=old + FILLER, **fields), Words("Title", body=new + FILLER, **fields))


def seen(text):
    return "".join(text.replace("\u202e", "").split())


def rebuilt(change, *fates):
    return "".join(s.text for s in change.segments if s.fate in fates)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("It was 5 people who came there.", "It was 7 people who came there.", Reason.FIGURES),
        ("It cost 1.000 euros in all.", "It cost 10.000 euros in all.", Reason.FIGURES),
        ("It opens on 05.11.2026 here.", "It opens on 06.11.2026 here.", Reason.FIGURES),
        ("They found 5 dead, 7 hurt there.", "They found 7 dead, 5 hurt there.", Reason.FIGURES),
        ("Vdiqën tre veta atje.", "Vdiqën katër veta atje.", Reason.FIGURES),
        ("Takimi mbahet në nëntor këtu.", "Takimi mbahet në dhjetor këtu.", Reason.FIGURES),
        ("Tha Albin Kurti dje.", "Tha Alban Kurti dje.", Reason.NAMES),
        ("Рекао је Марко у Приштини.", "Рекао је Марко у Призрену.", Reason.NAMES),
        ("Qeveria nuk pajtohet me këtë.", "Qeveria pajtohet me këtë.", Reason.NEGATION),
        ("Ai s'ka ardhur dje.", "Ai ka ardhur dje.", Reason.NEGATION),
        ("Влада неће то да уради.", "Влада хоће то да уради.", Reason.NEGATION),
        ("They didn't come to it.", "They did come to it.", Reason.NEGATION),
        ("a b c d e f g h i j k.", "l m n o p q r s t u v.", Reason.MUCH),
    ],
)
def test_what_changes_the_news_is_material(old, new, reason):
    assert reason in found(old, new).reasons


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It cost 1.000 euros.", "It cost 1 000 euros."),
        ("It cost 1,000 euros.", "It cost 1000 euros."),
        ("It was three people.", "It was 3 people."),
        ("The goverment met today.", "The government met today."),
        ("Të gjithë erdhën dje.", "Te gjithe erdhen dje."),
        ("The President came today.", "The president came today."),
        ("He said “yes” – today.", 'He said "yes"  -  today.'),
        ("He came. She went home.", "She went home. He came."),
        ("U Prištini je Đorđe.", "У Приштини је Ђорђе."),
        ("LAJMI I FUNDIT SOT", "Lajmi i fundit sot"),
    ],
)
def test_a_rewording_is_not_material(old, new):
    assert found(old, new).reasons == ()


def test_another_script_and_other_quotes_are_no_change_at_all():
    old = Words("Влада „ради“", "Љубљана и Његош су ту.", "Џеп – сад.")
    assert compare(old, Words('Vlada "radi"', "Ljubljana i Njegoš su tu.", "Džep - sad.")).changes == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "Much text 5."),
        ("Much text 5.", ""),
        ("It is cut he…", "It is cut here by 5."),
        ("One. Two 2.", "One."),
        ("He came to the house. And they went.", "He came to th…"),
        ("Call 555 111 now.", "Call 555 …"),
    ],
)
def test_what_appears_vanishes_or_is_cut_at_its_end_is_no_change(old, new):
    assert compare(Words("T", body=old), Words("T", body=new)).changes == ()


def test_a_sentence_that_moved_is_no_change():
    assert found("Nobody came. It rained. All 5 left.", "It rained. All 5 left. Nobody came.").changes == ()


def test_a_longer_figure_at_the_end_is_another_figure():
    assert compare(Words("T", body="In all it was 5"), Words("T", body="In all it was 50")).material


def test_what_changed_before_a_cut_is_found_and_the_cut_is_not():
    old, new = (
        "It was 5 people. They all went home by tr…",
        "It was 7 people. They all went home by train. So 8…",
    )
    (change,) = compare(Words("T", body=old), Words("T", body=new)).changes
    assert rebuilt(change, Fate.REMOVED, Fate.ADDED) == "5 7 "


def test_a_title_is_material_by_its_words():
    assert compare(Words("Ministry opens"), Words("Ministry closes")).reasons == (Reason.TITLE,)
    assert not compare(Words("MINISTRY OPENS"), Words("Ministry opens")).material
    assert not compare(Words("The ministri opens"), Words("The ministry opens")).material


def test_a_change_is_shown_within_its_sentence():
    (change,) = found(
        "First one. Then 5 people came. Last one.", "First one. Then 7 people came. Last one."
    ).changes
    assert rebuilt(change, Fate.KEPT, Fate.REMOVED) == "Then 5 people came. "
    assert rebuilt(change, Fate.KEPT, Fate.ADDED) == "Then 7 people came. "


texts = st.lists(
    st.sampled_from(
        [
            "Kurti",
            "came",
            "not",
            "5",
            "1.000",
            "ж",
            "😀",
            "שלום",
            "\u202e",
            ".",
            ",",
            "…",
            "\n\n",
            "s'ka",
            "—",
        ]
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(old=st.one_of(texts, st.text(max_size=80)), new=st.one_of(texts, st.text(max_size=80)))
def test_the_pieces_are_those_of_the_texts(old, new):
    for change in compare(Words("T", body=old), Words("T", body=new)).changes:
        assert rebuilt(change, Fate.KEPT, Fate.ADDED) in new
        assert all(s.text in old for s in change.segments if s.fate is Fate.REMOVED)


@settings(max_examples=200, deadline=None)
@given(old=texts, new=texts)
def test_kept_and_removed_rebuild_the_old_piece(old, new):
    for change in compare(Words("T", body=old), Words("T", body=new)).changes:
        piece = rebuilt(change, Fate.KEPT, Fate.REMOVED)
        assert seen(piece) in seen(old)


@pytest.mark.parametrize(
    ("old", "new"),
    [("a b " * 25_000, "b a c " * 16_000), (". " * 50_000, "! . " * 25_000), ("x" * 100_000, "y" * 100_000), ("😀" * 99_999, "😁" * 99_999),
     (" ".join(f"w{n}. A" for n in range(9_000)), " ".join(f"w{n + n % 2}. A" for n in range(9_000)))],
)  # fmt: skip
def test_long_texts_are_compared_within_bounds(old, new):
    difference = compare(Words("T", body=old), Words("T", body=new))
    assert len(difference.changes) <= MAX_CHANGES
    assert all(len(s.text) <= MAX_SEGMENT for change in difference.changes for s in change.segments)
