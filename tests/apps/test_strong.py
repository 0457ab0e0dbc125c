"""Strong: sets become exercises of a session; holds are seconds, rests are no sets."""

from __future__ import annotations

import pytest

from tests.apps.samples import accounted, column, exercises, rows, with_export

HEADER = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,"
    "Workout Notes,RPE\n"
)
SEMICOLONS = (
    "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;"
    "Seconds;Notes;Workout Notes;Workout Duration\n"
    "2026-03-01 07:30:00;Back;Glute Bridge;1;2,5;kg;12;;;;0;;;10m\n"
)
IN_KILOGRAMS = (
    "Date;Workout Name;Duration (sec);Exercise Name;Set Order;Weight (kg);Reps;RPE;"
    "Distance (meters);Seconds;Notes;Workout Notes\n"
    "2026-03-01 07:30:00;Back;600;Glute Bridge;1;2.5;12;;;0;;\n"
)
GERMAN = (
    "Datum;Workout-Name;Name der Übung;Reihenfolge festlegen;Gewicht;Wiederh.;RPE;Entfernung;"
    "Sekunden;Notizen;Workout-Notizen;Workout-Dauer\n"
    "2026-03-01 07:30:00;Rücken;Brücke;1;2,5;12;;0;0;;;10m\n"
)


def one_set(name, order=1, weight=0, reps=0, *, seconds=0, notes="", distance=0):
    return (
        f'2026-03-01 07:30:00,"Morning",25m,"{name}",{order},{weight},{reps},{distance},'
        f'{seconds},"{notes}",,\n'
    )


def test_sets_of_one_exercise_are_one_row_of_the_routine(tmp_path):
    text = HEADER + one_set("Plank", 1, seconds=40) + one_set("Plank", 2, seconds=30, notes="hard")
    text += one_set("Cat Cow", 1, reps=10) + one_set("Plank", 3, seconds=20)
    book = with_export(tmp_path, text)
    accounted(book)
    assert rows(book) == ("Strong", 4, 4, 0, 0)
    planks, cat = exercises(book)
    assert (planks["exercise"], planks["exercise_written"]) == ("Plank", "Plank")
    assert (planks["date"], planks["time"]) == ("2026-03-01", 7.5)
    assert (planks["sets"], planks["hold_seconds"]) == (3.0, 30.0)
    assert planks["notes"] == "hard | hold seconds: 40, 30, 20"
    assert (cat["exercise"], cat["sets"], cat["reps"]) == ("Cat Cow", 1.0, 10.0)


def test_0_is_how_it_writes_none(tmp_path):
    book = with_export(tmp_path, HEADER + one_set("Plank", seconds=40))
    (plank,) = exercises(book)
    assert "reps" not in plank
    assert column(book, "Reps").cells_read == column(book, "Reps").cells_used == 1


@pytest.mark.parametrize("order", ["Rest Timer", "Note"])
def test_a_rest_is_no_set(tmp_path, order):
    text = HEADER + one_set("Plank", 1, seconds=40) + one_set("Plank", order, seconds=90)
    book = with_export(tmp_path, text)
    accounted(book)
    assert rows(book) == ("Strong", 2, 1, 0, 1)
    assert exercises(book)[0]["sets"] == 1.0
    assert book.problems["line"].tolist() == [3]


@pytest.mark.parametrize("order", ["W", "D", "F", "12"])
def test_warming_up_is_a_set_too(tmp_path, order):
    book = with_export(tmp_path, HEADER + one_set("Squat (Barbell)", order, 40, 8))
    assert rows(book) == ("Strong", 1, 1, 0, 0)


def test_walking_is_counted_in_minutes(tmp_path):
    book = with_export(tmp_path, HEADER + one_set("Walking", seconds=1800, distance=2))
    (walk,) = exercises(book)
    assert (walk["exercise"], walk["minutes"]) == ("Walking", 30.0)
    assert "hold_seconds" not in walk


@pytest.mark.parametrize("text", [SEMICOLONS, IN_KILOGRAMS, GERMAN])
def test_other_headers(tmp_path, text):
    book = with_export(tmp_path, text)
    accounted(book)
    assert rows(book) == ("Strong", 1, 1, 0, 0)
    (bridge,) = exercises(book)
    assert bridge["exercise"] in ("Glute Bridge", "Brücke")
    assert (bridge["reps"], bridge["sets"]) == (12.0, 1.0)
    assert bridge["weight"] in ("2.5", "2,5")
    assert "minutes" not in bridge, "the length of the workout is not that of the exercise"


def test_a_cell_that_is_not_understood_is_named_with_its_line(tmp_path):
    text = HEADER + one_set("Plank", 1, seconds=40) + one_set("Plank", 2, seconds="long")
    book = with_export(tmp_path, text)
    (problem,) = book.problems.itertuples()
    assert (problem.line, problem.column, problem.value) == (3, "Seconds", "long")
    assert exercises(book)[0]["hold_seconds"] == 40.0
    accounted(book)


def test_an_older_export_beside_a_newer_one_counts_once(tmp_path):
    old = HEADER + one_set("Plank", 1, seconds=40) + one_set("Plank", 2, seconds=40)
    new = old + one_set("Cat Cow", 1, reps=10)
    (tmp_path / "strong_new.csv").write_text(new)
    book = with_export(tmp_path, old, name="strong_old.csv")
    accounted(book)
    assert len(book.routine) == 2
    assert rows(book, "strong_old.csv") == ("Strong", 2, 0, 2, 0)
    assert rows(book, "strong_new.csv") == ("Strong", 3, 3, 0, 0)
