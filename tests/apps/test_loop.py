"""Loop Habit Tracker: a stretching habit is a routine log, another one a yes or no."""

from __future__ import annotations

import pytest

from tests.apps.samples import accounted, column, entries, exercises, rows, with_export

ONE = "Date,Value,Notes\n2026-03-04,YES_MANUAL,easy\n2026-03-03,YES_AUTO,\n"
ONE += "2026-03-02,NO,sick\n2026-03-01,SKIP,\n"
ALL = (
    "Date,Stretch, morning,Meditate,Walk,\n2026-03-03,YES_MANUAL,NO,12000,\n"
    "2026-03-02,SKIP,YES_MANUAL,NO,\n2026-03-01,NO,UNKNOWN,15500,\n"
)
OLDER = "Date,Plank,Read,\n2026-03-03,2,0,\n2026-03-02,-1,1,\n2026-03-01,0,2,\n"
HABITS = (
    "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,"
    "Target Type,Target Value,Archived?\n001,Meditate,YES_NO,Did you?,,1,1,#FF8F00,,,,false\n"
)


def test_a_stretching_habit_is_named_by_its_file(tmp_path):
    name = "001 Cat-cow Checkmarks.csv"
    book = with_export(tmp_path, ONE, name=name)
    accounted(book)
    assert rows(book, name) == ("Loop Habit Tracker", 4, 2, 0, 2)
    missed, done = exercises(book)
    assert (missed["date"], missed["done"], missed["notes"]) == ("2026-03-02", "no", "sick")
    assert (done["date"], done["done"], done["exercise"]) == ("2026-03-04", "yes", "Cat-cow")
    assert "not due" in book.problems["message"][0]


def test_another_habit_is_a_yes_or_no_of_its_day(tmp_path):
    book = with_export(tmp_path, ONE, name="Read a book.csv")
    accounted(book)
    assert rows(book, "Read a book.csv") == ("Loop Habit Tracker", 4, 2, 0, 2)
    found = {e["date"]: e.get("read_a_book") for e in entries(book, "Read a book.csv")}
    assert found == {"2026-03-02": 0.0, "2026-03-04": 1.0}  # the others were skipped or not due
    assert book.factors["read_a_book"]["kind"] == "yes_no"


def test_a_file_that_does_not_name_its_habit_says_how_to_mend_it(tmp_path):
    book = with_export(tmp_path, ONE, name="Checkmarks.csv")
    accounted(book)
    assert rows(book, "Checkmarks.csv") == ("Loop Habit Tracker", 4, 0, 0, 4)
    assert "Give the file the habit's name" in book.problems["message"][0]


def test_all_habits_in_one_file_go_both_ways_and_count_once(tmp_path):
    book = with_export(tmp_path, ALL, name="Checkmarks.csv")
    accounted(book)
    assert rows(book, "Checkmarks.csv") == ("Loop Habit Tracker", 3, 3, 0, 0)
    assert [(e["date"], e["exercise"], e["done"]) for e in exercises(book)] == [
        ("2026-03-01", "Stretch, morning", "no"), ("2026-03-03", "Stretch, morning", "yes"),
    ]  # fmt: skip
    days = {e["date"]: e for e in entries(book, "Checkmarks.csv")}
    assert days["2026-03-03"]["meditate"] == 0.0
    assert days["2026-03-02"]["meditate"] == 1.0
    assert "meditate" not in days["2026-03-01"]
    # Numbers are written a thousand times as large; a day without one is a NO.
    assert [d.get("walking_minutes") for _, d in sorted(days.items())] == [15.5, 0.0, 12.0]


def test_numbers_for_marks_as_older_versions_wrote_them(tmp_path):
    book = with_export(tmp_path, OLDER, name="Checkmarks.csv")
    accounted(book)
    assert [(e["date"], e["done"]) for e in exercises(book)] == [
        ("2026-03-01", "no"), ("2026-03-03", "yes"),
    ]  # fmt: skip
    assert [e.get("read") for e in entries(book, "Checkmarks.csv")] == [1.0, 0.0]


def test_a_comma_that_cuts_a_name_in_two_is_never_guessed(tmp_path):
    text = ALL.replace("Stretch, morning", "Stretch,morning")
    book = with_export(tmp_path, text, name="Checkmarks.csv")
    accounted(book)
    assert rows(book, "Checkmarks.csv")[2:] == (0, 0, 3)
    assert "holds a comma" in book.problems["message"][0]
    assert exercises(book) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Habits.csv", HABITS),
        ("Scores.csv", "Date,Score\n2026-03-01,0.1234\n"),
        ("Scores.csv", "Date,Plank,Read,\n2026-03-01,0.1234,0.0000,\n"),
    ],
)
def test_files_beside_the_marks_are_known_and_left_alone(tmp_path, name, text):
    book = with_export(tmp_path, text, name=name)
    accounted(book)
    assert rows(book, name)[0] == "Loop Habit Tracker"
    assert rows(book, name)[2] == 0
    assert "Checkmarks.csv" in book.problems["message"][0]


def test_a_diary_of_small_numbers_is_no_export_of_loop(tmp_path):
    text = "Date,pain,stress,\n2026-03-01,2,1,\n2026-03-02,3,0,\n"
    assert rows(with_export(tmp_path, text, diary=""))[0] == "diary"


def test_two_exports_that_overlap_count_once(tmp_path):
    (tmp_path / "new").mkdir()
    longer = ALL + "2026-02-28,YES_MANUAL,NO,1000,\n"
    (tmp_path / "b.csv").write_text(longer)
    book = with_export(tmp_path, ALL, name="a.csv")
    accounted(book)
    assert len(book.routine) == 3
    assert rows(book, "b.csv") == ("Loop Habit Tracker", 4, 1, 3, 0)
    assert column(book, "Stretch, morning", "b.csv").cells_read == 4
