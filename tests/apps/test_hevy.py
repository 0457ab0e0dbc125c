"""Hevy: the unit stands in the header, the date in words."""

from __future__ import annotations

import pytest

from tests.apps.samples import accounted, exercises, rows, with_export

KILOGRAMS = (
    "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,"
    "set_type,weight_kg,reps,distance_km,duration_seconds,rpe\n"
)
POUNDS = KILOGRAMS.replace("weight_kg", "weight_lbs").replace("distance_km", "distance_miles")


def one_set(name, start="8 Mar 2026, 16:50", *, index=0, reps="", seconds="", weight=""):
    return f'"Back","{start}","{start}","","{name}",,"easy",{index},"normal",{weight},{reps},,{seconds},\n'  # noqa: E501


@pytest.mark.parametrize(
    ("start", "date", "time"),
    [
        ("8 Mar 2026, 16:50", "2026-03-08", 16 + 50 / 60),
        ("Mar 8, 2026, 3:15 PM", "2026-03-08", 15.25),
        ("2026-03-08 07:30:00", "2026-03-08", 7.5),
        ("8 mars 2026, 07:30", "2026-03-08", 7.5),
    ],
)
def test_dates_of_every_version(tmp_path, start, date, time):
    book = with_export(tmp_path, KILOGRAMS + one_set("Plank", start, seconds=45))
    accounted(book)
    assert rows(book) == ("Hevy", 1, 1, 0, 0)
    (plank,) = exercises(book)
    assert (plank["date"], plank["time"]) == (date, pytest.approx(time))
    assert (plank["exercise"], plank["hold_seconds"]) == ("Plank", 45.0)


@pytest.mark.parametrize("header", [KILOGRAMS, POUNDS])
def test_sets_are_joined_to_the_exercise(tmp_path, header):
    text = header + one_set("Child's Pose", index=0, seconds=30, reps=2)
    text += one_set("Child's Pose", index=1, seconds=30, reps=2)
    book = with_export(tmp_path, text)
    (pose,) = exercises(book)
    assert (pose["exercise"], pose["sets"], pose["hold_seconds"]) == ("Child's Pose", 2.0, 30.0)
    assert (pose["reps"], pose["notes"], pose["workout_name"]) == (2.0, "easy", "Back")


def test_an_exercise_of_ones_own_keeps_its_name(tmp_path):
    book = with_export(tmp_path, KILOGRAMS + one_set("Zercher Squat", reps=5, weight=60))
    (squat,) = exercises(book)
    assert (squat["exercise"], squat["weight"]) == ("Zercher Squat", "60")
