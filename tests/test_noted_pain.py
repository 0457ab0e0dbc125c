"""A pain that stands in the notes: read where it is sure, named where it is not."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backpain_analysis.checking import check_data, check_lines
from backpain_analysis.days import daily_table
from backpain_analysis.errors import LogbookError
from backpain_analysis.logbook import look_into, open_logbook
from backpain_analysis.reading.noted_pain import pain_in
from backpain_analysis.reading.parsed import Reading, Refusal
from backpain_analysis.sharing import share_logbook
from backpain_analysis.transcript import write_logbook as write_plain
from tests.apps.samples import accounted, entries, with_export
from tests.writing import TODAY

HEADER = "full_date,date,weekday,time,mood,activities,note_title,note\n"
NOTES = ("back 5-6/10", "sat 6 hours", "Back 3/10. Leeds and back", "back 5/10, leg 3/10", "")
ON = "pain_in_notes = true\n"


def export(*notes: str, ticks: str = "gym") -> str:
    rows = [
        f'2026-02-{n:02},February {n},Monday,21:00,good,"{ticks}","","{note}"'
        for n, note in enumerate(notes, 1)
    ]
    return HEADER + "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    ("note", "pain"),
    [
        ("back 5/10", 5), ("pain 6/10", 6), ("Schmerz 4", 4), ("back 4-5/10", 4.5), ("5/10", 5),
        ("pain 5,5/10", 5.5), ("back 5", 5), ("Pain: 5", 5), ("back pain (5/10)", 5),
        ("5/10 pain", 5), ("7/10 lower back", 7), ("Rückenschmerzen 4 von 10", 4),
        ("Schmerzen heute 4,5", 4.5), ("back 0/10 on waking", 0), ("pain 10/10", 10),
        ("Back 6/10<br>stretches helped", 6), ("back 6-7/10 after 4 hrs in the car", 6.5),
        ("Sunday | back 3/10. Leeds and back", 3), ("back 3/10, sleep 5/10", 3),
        ("pain 5/10 down left leg", 5), ("pain 5/10, back 5/10", 5),
        ("douleur 6/10", 6), ("dolor de espalda 3/10", 3),
    ],
)  # fmt: skip
def test_a_number_beside_a_word_for_pain_or_the_back_is_the_pain(note, pain):
    assert pain_in(note) == Reading(pain)


@pytest.mark.parametrize(
    "note",
    [
        "sat 6 hours", "5/10 sleep", "3/10/2026", "walked 5/10 km", "back 4 hours", "back at 5",
        "back 5pm", "came back 2 hours late", "headache 5/10", "Kopfschmerzen 5/10", "mood 8/10",
        "good day 8/10", "L4/5", "drove 3/10 to Leeds", "pain free 3 days", "back 10 times",
        "pain 2 hours", "no number", "pain 24/7", "Rücken 30 min gedehnt",
    ],
)  # fmt: skip
def test_a_number_that_is_no_pain_is_not_taken(note):
    assert pain_in(note) is None


@pytest.mark.parametrize(
    "note",
    [
        "back 5/10, leg 3/10", "Leeds and back 5/10", "back sore since 3/10", "leg pain 4/10",
        "pain 5/10 morning, 7/10 evening", "3/10. nice walk", "pain 12", "back 2 work",
        "pain 5/6", "worst pain 8/10", "pain yesterday 7/10", "pain from 3/10 to 6/10",
        "pain 7-5/10", "12/10", "pain less than 5/10", "back home 5/10", "pain 5/10 -> 3/10",
    ],
)  # fmt: skip
def test_a_number_that_may_be_something_else_is_refused(note):
    assert isinstance(pain_in(note), Refusal)


WORDS = st.sampled_from(
    ["back", "pain", "5/10", "4-5/10", "6", "leg", ",", ".", "<br>", "Schmerz", "(", ")", "/", "-",
     "sleep", "12/10", "3,5", "5/6", "today", "->", "½", "٣/10"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=9).map(" ".join)))
def test_whatever_is_written_gives_a_pain_from_0_to_10_or_none(note):
    read = pain_in(note)
    assert read is None or isinstance(read, Refusal) or 0 <= read.value <= 10


def test_the_notes_give_the_pain_of_their_entries(tmp_path):
    book = with_export(tmp_path, export(*NOTES), settings=ON, diary="")
    accounted(book)
    assert [e.get("pain") for e in entries(book)] == [5.5, None, 3, None, None]
    (problem,) = book.problems.itertuples()
    assert (problem.line, problem.value) == (5, "back 5/10, leg 3/10")
    look = look_into(tmp_path, today=TODAY)
    said = "\n".join(check_lines(look))
    assert '"back 5-6/10" is read as 5.5; 1 of 3 cells not understood' in said
    assert "24 cells read, 1 not understood" in said  # each note is one cell
    (noted,) = [c for c in check_data(look)["columns"] if c["column"] == "pain"]
    assert (noted["cells_read"], noted["cells_used"], noted["within"]) == (3, 2, True)


def test_where_ticks_say_it_too_the_number_holds(tmp_path):
    text = export("back 5/10", "nothing", "back 5/10, leg 3/10", ticks="mild pain")
    settings = ON + '[scales]\npain = { "mild pain" = 3 }\n'
    book = with_export(tmp_path, text, settings=settings, diary="")
    assert [e["pain"] for e in entries(book)] == [5, 3, 3]


def test_the_plain_copy_and_the_one_to_share_keep_the_number(tmp_path):
    book = with_export(tmp_path / "a", export(*NOTES), settings=ON, diary="")
    pains = daily_table(book)["pain"].dropna().tolist()
    write_plain(book, tmp_path / "b")
    assert daily_table(open_logbook(tmp_path / "b", today=TODAY))["pain"].dropna().tolist() == pains
    share_logbook(book, tmp_path / "c")
    assert daily_table(open_logbook(tmp_path / "c", today=TODAY))["pain"].dropna().tolist() == pains
    assert "Leeds" not in (tmp_path / "c" / "diary.csv").read_text()


def test_without_the_setting_it_is_counted_and_the_line_is_printed(tmp_path):
    notes = ("back 5/10", "back 4", "pain 3/10", "sat 6 hours")
    with pytest.raises(LogbookError) as stopped:
        with_export(tmp_path, export(*notes), diary="")
    assert "notes of 3 entries look like a pain number" in str(stopped.value)
    assert "\n    pain_in_notes = true" in str(stopped.value)
    said = "\n".join(check_lines(look_into(tmp_path / "whatever.csv", today=TODAY)))
    assert "named below" in said
    assert '"back 5/10" as 5' in said
    few = with_export(tmp_path / "few", export(*notes[:2]))
    assert few.problems.empty
    own = "date,pain,notes\n" + "".join(f"2026-03-0{n},4,back 5/10\n" for n in range(1, 5))
    assert with_export(tmp_path / "own", export("gym"), diary=own).problems.empty


def test_the_setting_that_finds_nothing_is_named(tmp_path):
    book = with_export(tmp_path, export("gym", "sat 6 hours"), settings=ON)
    assert book.problems["column"].tolist() == ["pain_in_notes"]
    assert math.isnan(book.diary["pain"].iloc[0])
