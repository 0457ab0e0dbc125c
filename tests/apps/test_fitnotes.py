"""FitNotes: a date without a time, so the sets of a day are one session of an exercise."""

from __future__ import annotations

import pytest

from backpain_analysis.sessions import sessions_of
from tests.apps.samples import accounted, exercises, rows, with_export

HEADERS = [
    "Date,Exercise,Category,Weight (lbs),Reps,Distance,Distance Unit,Time\n",
    "Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time,Comment\n",
    "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment\n",
]


def one_set(header, exercise, reps="", time="", day="2026-03-01"):
    unit = ",kgs" if "Weight Unit" in header else ""
    comment = "," if "Comment" in header else ""
    return f"{day},{exercise},Core,0.0{unit},{reps},,,{time}{comment}\n"


@pytest.mark.parametrize("header", HEADERS)
def test_every_header(tmp_path, header):
    text = header + one_set(header, "Plank", 0, "0:01:00") + one_set(header, "Plank", 0, "0:00:40")
    text += one_set(header, "Plank", 0, "0:00:50", day="2026-03-02")
    book = with_export(tmp_path, text)
    accounted(book)
    assert rows(book) == ("FitNotes", 3, 3, 0, 0)
    first, second = exercises(book)
    assert (first["exercise"], first["sets"], first["hold_seconds"]) == ("Plank", 2.0, 50.0)
    assert "time" not in first, "Time is how long the set took"
    assert (second["date"], second["hold_seconds"]) == ("2026-03-02", 50.0)
    assert len(sessions_of(book.routine)) == 2


def test_repetitions_that_differ_are_noted(tmp_path):
    header = HEADERS[0]
    text = header + "".join(one_set(header, "Bird Dog", reps) for reps in (8, 10, 12))
    (row,) = exercises(with_export(tmp_path, text))
    assert (row["sets"], row["reps"], row["notes"]) == (3.0, 10.0, "reps: 8, 10, 12")


@pytest.mark.parametrize(
    "header",
    [
        "Date,Exercise,Category,Weight,Reps\n",
        "Date,Exercise,Category,Weight (kg),Reps,Comment,Is Completed,Plan Comment\n",
        "Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes\n",
    ],
)
def test_headers_without_time_or_with_both_units(tmp_path, header):
    cells = {"Date": "2026-03-01", "Exercise": "Bird Dog", "Category": "Core", "Reps": "8"}
    row = ",".join(cells.get(name, "") for name in header.strip().split(",")) + "\n"
    book = with_export(tmp_path, header + row * 3)
    accounted(book)
    assert rows(book) == ("FitNotes", 3, 3, 0, 0)
    (done,) = exercises(book)
    assert (done["exercise_written"], done["sets"], done["reps"]) == ("Bird Dog", 3.0, 8.0)
