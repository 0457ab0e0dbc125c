"""Leg pain that moved further down: sentences as patients write them, and what was ticked."""

from __future__ import annotations

import pandas as pd
import pytest

from backpain_analysis.consistency import stretching_consistency
from backpain_analysis.days import daily_table
from backpain_analysis.logbook import open_logbook
from backpain_analysis.moved_down import moves_down
from tests.writing import TODAY, logbook, write_logbook

TOLD = [
    "pain went down to my calf",
    "Tingling into the foot",
    "tingling into the foot.",
    "The pain shot down my left leg while I held it",
    "sciatica travelled down into the thigh",
    "numb down to the toes afterwards",
    "Pain moved from the buttock down into the calf",
    "pain spread to my knee",
    "it went down to my foot",
    "pain radiating below the knee now",
    "burning all the way down the back of my leg",
    "ache went further down the leg than before",
    "shooting pain into R calf",
    "pins and needles into my big toe",
    "could not finish because pain went into the foot",
    "couldn't go on, pain went down to my calf",
    "not only back pain but tingling into the foot",
    "no back pain, but it went down my leg",
    "foot went numb after this one",
    "my calf started tingling",
    "if I push further pain goes down into the foot",
    "felt fine at first, then pain crept down the leg",
    "Is it normal that the pain goes into my foot?",
    "pain ended up going down to the heel",
    "electric shocks down the leg",
    "symptoms lower down the leg today",
    "the nerve pain now reaches my calf",
    "pain went lower, into the shin",
    "leg pain got worse, now down to ankle",
    "new tingling in calf",
    "got pins + needles down my leg",
    "radiated down leg",
    "stopped, foot tingly",
    "hurts down the outside of my leg",
    "numbness in my foot started while stretching",
]
NOT_TOLD = [
    "no pain down the leg",
    "No pain or tingling into the foot",
    "pain did not go down the leg",
    "pain didn't go past the knee",
    "pain doesn't radiate into the leg any more",
    "pain no longer goes down to the calf",
    "without any pain down the leg",
    "less pain down the leg",
    "eased the tingling into my foot",
    "pain down the leg is gone",
    "tingling into the foot: none",
    "Pain down the leg? No.",
    "pain moved up from the calf to the thigh",
    "pain went from my foot to the knee, better",
    "pain went back up to the buttock",
    "centralised: pain left the leg and went into the back",
    "felt the stretch down the back of my leg",
    "good stretch, goes down to the calf",
    "could reach down to my toes",
    "told to stop if pain goes down the leg",
    "stop if it goes down into the foot",
    "careful that pain does not go into the leg",
    "worried about pain going down the leg",
    "usual pain down the leg, as always",
    "it used to go down to my foot",
    "my wife has pain down her leg",
    "walked down to the lake",
    "pain in my back",
    "calf pain",
    "going into child's pose hurt my back",
    "leg felt heavy",
    "hasn't gone below the knee",
    "nothing down the leg today",
    "pain left the calf, only in the buttock now",
    "sore calves from the run",
    "knee went down to the floor, no pain",
    "went well",
    "",
]


@pytest.mark.parametrize("text", TOLD)
def test_what_moved_down_is_told(text):
    assert moves_down(text) == (text.strip(),)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_did_not_is_not(text):
    assert moves_down(text) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("went into my calf", True),
        ("calf", False),
        ("tingling in the toes", True),
        ("numb foot", True),
        ("sharp pain in the leg", False),
        ("phone rang", False),
        ("no time", False),
    ],
)
def test_a_reason_to_stop_is_about_pain_without_naming_it(text, told):
    assert bool(moves_down(text, stopped=True)) == told


def test_only_the_sentence_is_quoted():
    text = "Held it for 30 seconds. Pain went down to my calf! Then I rested."
    assert moves_down(text) == ("Pain went down to my calf!",)


def moved(tmp_path, diary, routine):
    book = logbook(tmp_path, diary=diary, routine=routine)
    table = stretching_consistency(book, daily_table(book)).moved_down.places
    return table.assign(date=table["date"].dt.strftime("%m-%d")).to_dict("records")


def test_the_log_is_searched_with_its_place(tmp_path):
    found = moved(
        tmp_path,
        "date,pain\n2026-01-05,4\n2026-01-06,5\n2026-01-07,5\n",
        "date,exercise,reason_stopped,notes\n"
        "2026-01-05,cat-cow,,no pain down the leg\n"
        "2026-01-06,Knees to chest,tingling into the foot,\n"
        '2026-01-07,Dead bug,,"Fine. Then pain went down to my calf."\n',
    )
    assert found == [
        {"date": "01-06", "exercise": "Knees to chest", "column": "reason_stopped",
         "quote": "tingling into the foot", "file": "routine.csv", "line": 3},
        {"date": "01-07", "exercise": "Dead bug", "column": "notes",
         "quote": "Then pain went down to my calf.", "file": "routine.csv", "line": 4},
    ]  # fmt: skip


def test_notes_of_the_diary_count_where_they_name_the_stretching(tmp_path):
    found = moved(
        tmp_path,
        "date,pain,notes\n2026-01-05,4,Pain went down to my calf after stretching.\n"
        "2026-01-06,5,Pain went down to my calf in the car.\n",
        "date,exercise\n2026-01-05,cat-cow\n",
    )
    assert [(row["date"], row["column"], row["file"]) for row in found] == [
        ("01-05", "notes", "diary.csv")
    ]


def test_below_the_knee_on_a_day_with_a_session_after_a_no(tmp_path):
    """Yes after no on the 6th without a session, on the 8th with one, on the 9th after a yes."""
    found = moved(
        tmp_path,
        "date,pain,below_knee\n2026-01-05,4,no\n2026-01-06,5,yes\n2026-01-07,5,no\n"
        "2026-01-08,5,yes\n2026-01-09,5,yes\n",
        "date,exercise,done\n2026-01-05,cat-cow,yes\n2026-01-08,cat-cow,yes\n"
        "2026-01-08,bridge,yes\n2026-01-09,cat-cow,yes\n",
    )
    assert found == [
        {"date": "01-08", "exercise": "cat-cow; bridge", "column": "below_knee", "quote": "",
         "file": "diary.csv", "line": 5}
    ]  # fmt: skip


@pytest.mark.parametrize(("time", "count"), [("07:00", 0), ("19:00", 1), ("", 1)])
def test_a_yes_before_the_session_is_not_about_it(tmp_path, time, count):
    found = moved(
        tmp_path,
        f"date,time,pain,below_knee\n2026-01-05,20:00,4,no\n2026-01-06,{time},5,yes\n",
        "date,time,exercise\n2026-01-06,08:00,cat-cow\n",
    )
    assert len(found) == count


@pytest.mark.parametrize(
    ("first", "done", "count"), [("2026-01-01", "yes", 1), ("2025-12-20", "yes", 0),
                                 ("2026-01-01", "no", 0)]
)  # fmt: skip
def test_an_old_no_and_a_session_not_done_do_not_count(tmp_path, first, done, count):
    found = moved(
        tmp_path,
        f"date,pain,below_knee\n{first},4,no\n2026-01-06,5,yes\n",
        f"date,exercise,done\n2026-01-06,cat-cow,{done}\n",
    )
    assert len(found) == count


def test_only_the_period_is_searched(tmp_path):
    write_logbook(
        tmp_path,
        diary="date,pain,below_knee\n2026-01-05,4,no\n2026-01-06,5,yes\n2026-01-09,5,no\n",
        routine="date,exercise,notes\n2026-01-06,cat-cow,pain went into my calf\n",
    )
    book = open_logbook(tmp_path, since="2026-01-07", today=TODAY)
    assert stretching_consistency(book, daily_table(book)).moved_down.places.empty


def test_dates_are_dates_also_without_a_row(tmp_path):
    book = logbook(tmp_path, diary="date,pain\n2026-01-05,4\n")
    table = stretching_consistency(book, daily_table(book)).moved_down.places
    assert table.empty
    assert pd.api.types.is_datetime64_any_dtype(table["date"])


def test_days_with_and_without_a_session_are_both_counted(tmp_path):
    """Yes after no on the 3rd before the log, 6th and 10th without a session, 8th with one."""
    rows = {3: "yes", 4: "no", 5: "no", 6: "yes", 7: "no", 8: "yes", 9: "no", 10: "yes"}
    diary = "date,pain,below_knee\n2026-01-02,4,no\n" + "".join(
        f"2026-01-{day:02},4,{knee}\n" for day, knee in rows.items()
    )
    routine = (
        "date,exercise,notes\n2026-01-05,cat-cow,pain went into my calf\n2026-01-08,cat-cow,\n"
    )
    book = logbook(tmp_path, diary=diary, routine=routine)
    found = stretching_consistency(book, daily_table(book)).moved_down
    assert (found.days_written, found.days_with_session, found.days_without) == (1, 1, 2)
