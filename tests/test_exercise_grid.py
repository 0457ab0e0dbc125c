"""Stretching logs as people keep them: grids of ticks, both ways round, and lists in one cell."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backpain_analysis.entry import append_entry
from backpain_analysis.errors import LogbookError
from backpain_analysis.logbook import look_into, open_logbook
from backpain_analysis.reading.matching import is_pain
from backpain_analysis.reading.whole_plan import exercises_of
from tests.writing import logbook, write_logbook

TODAY = dt.date(2026, 3, 20)
DIARY = "date,pain\n" + "".join(f"2026-01-{day:02},4\n" for day in range(5, 19))
PLAN = "exercise,times_per_day\ncat-cow,2\nknee-to-chest,2\nseitlage,1\n"


def read(folder, text, *, plan=PLAN, name="routine", more=""):
    files = {"diary": DIARY, name: text} | ({"plan": plan} if plan else {})
    return logbook(folder, **files, **({"settings": more} if more else {}))


def rows(book):
    """Day of the month, exercise and whether it was done, in order."""
    table = book.routine
    return sorted(zip(table["date"].dt.day, table["exercise"], table["done"], strict=True))


def told(book, part):
    return [text for text in book.problems["message"] if part in text]


GRID = (
    "date,cat-cow,knee-to-chest,seitlage,remarks\n"
    "5.1.2026,v,vv,✓,\n6.1.2026,x,,-,tired\n7.1.2026,,,,all done\n8.1.2026,,,,(forgot)\n"
    "9.1.2026,,,,\n10.1.2026,2x,3x20s,?,\n"
)
MEANT = [
    (5, "cat-cow", "yes"), (5, "knee-to-chest", "yes"), (5, "knee-to-chest", "yes"),
    (5, "seitlage", "yes"),
    (6, "cat-cow", "yes"), (6, "seitlage", "no"),
    (7, "cat-cow", "yes"), (7, "knee-to-chest", "yes"), (7, "seitlage", "yes"),
    (8, "stretching", "unknown"),
    (10, "cat-cow", "yes"), (10, "cat-cow", "yes"), (10, "knee-to-chest", "yes"),
    (10, "seitlage", "unknown"),
]  # fmt: skip


@pytest.mark.parametrize("name", ["routine", "paper"])
def test_a_grid_is_read_as_it_stands_on_paper(tmp_path, name):
    book = read(tmp_path, GRID, name=name)
    assert rows(book) == MEANT
    holds = book.routine.query("exercise == 'knee-to-chest' and hold_seconds == 20")
    assert holds["reps"].tolist() == [3]
    (source,) = [source for source in book.sources if source.file == f"{name}.csv"]
    assert (source.rows_read, source.rows_used, source.rows_refused) == (6, 5, 1)
    shown = {c.header: (c.example_text, c.example_value) for c in book.columns_read}
    assert shown["knee-to-chest"] == ("vv", "done 2 times")
    assert told(book, "1 blank cells stand beside others") or told(book, "1 blank cell stands")
    assert told(book, "such a day has no row in the log")


def turned(grid):
    cells = [line.split(",") for line in grid.splitlines()]
    return "".join(",".join(column) + "\n" for column in zip(*cells, strict=True))


def test_a_grid_whose_days_run_across_says_the_same(tmp_path):
    grid = "date,cat-cow,knee-to-chest,seitlage\n5.1.2026,v,vv,✓\n6.1.2026,x,,-\n7.1.2026,2,1,\n"
    upright, across = (read(tmp_path / w, text) for w, text in [("a", grid), ("b", turned(grid))])
    assert rows(across) == rows(upright)
    assert len(rows(upright)) == 9


def test_days_across_need_no_name_in_the_corner_and_take_the_year_from_the_settings(tmp_path):
    grid = ",5.1.,6.1.,7.1.\nKatzenbuckel,x,xx,\nKnie zur Brust,-,x,x\n"
    book = read(tmp_path, grid, plan="", more="year = 2026\n")
    assert [day for day, *_ in rows(book)] == [5, 5, 6, 6, 6, 7]


@pytest.mark.parametrize("week", ["Mo;Di;Mi;Do;Fr;Sa;So", "Lu;Ma;Me;Je;Ve;Sa;Di"])
def test_a_grid_of_weeks_has_its_days_under_weekdays(tmp_path, week):
    text = f"Woche ab;Übung;{week}\n05.01.2026;Katzenbuckel;x;;;;;xx;\n;Brücke;;-;;;;;x\n"
    book = read(tmp_path, text, plan="")
    assert [(day, done) for day, _, done in rows(book)] == [
        (5, "yes"), (6, "no"), (10, "yes"), (10, "yes"), (11, "yes"),
    ]  # fmt: skip


def test_numbers_above_four_are_no_times_a_day(tmp_path):
    book = read(tmp_path, "date,cat-cow,knee-to-chest\n5.1.2026,10,2\n6.1.2026,2,1\n")
    assert rows(book) == [
        (5, "cat-cow", "yes"), (5, "knee-to-chest", "yes"), (5, "knee-to-chest", "yes"),
        (6, "cat-cow", "yes"), (6, "knee-to-chest", "yes"),
    ]  # fmt: skip
    assert told(book, "do not say of what")


def test_names_of_no_plan_are_read_in_a_file_that_is_called_a_routine(tmp_path):
    text = "date,my wiggle,the other one\n5.1.2026,v,vv\n6.1.2026,-,v\n"
    assert len(rows(read(tmp_path / "a", text, plan=""))) == 5
    look = look_into(write_logbook(tmp_path / "b", diary=DIARY, wiggles=text))
    assert look.book.routine.empty
    assert told(look.book, "give it a name that begins with routine")


def test_the_name_of_an_exercise_is_never_offered_as_the_column_of_exercises(tmp_path):
    text = "date,cat-cow,hip flexor stretch\n5.1.2026,went well,so so\n6.1.2026,it hurt,fine\n"
    with pytest.raises(LogbookError) as caught:
        read(tmp_path, text, plan="")
    (problem,) = caught.value.problems
    assert '= "exercise"' not in problem.message
    assert "[exercises]" in problem.message


def test_a_diary_with_pain_is_no_grid(tmp_path):
    text = "date,pain,cat-cow,bridge\n2026-02-05,4,yes,no\n"
    book = read(tmp_path, text, name="more", plan="")
    assert (book.diary["date"] == "2026-02-05").any()


def test_a_cow_is_no_ache():
    assert not is_pain("Chat-vache")
    assert is_pain("backache")


@pytest.mark.parametrize("question", ["Exercises [{}]", "Was gemacht? [{}]"])
def test_a_form_with_a_question_for_each_exercise_is_a_grid(tmp_path, question):
    head = ",".join(question.format(name) for name in ("Cat-cow", "Seitlage"))
    text = f"Timestamp,{head}\n1/5/2026 20:14:13,Yes,Twice\n1/16/2026 20:14:13,No,\n"
    assert rows(read(tmp_path, text, name="answers")) == [
        (5, "cat-cow", "yes"), (5, "seitlage", "yes"), (5, "seitlage", "yes"),
        (16, "cat-cow", "no"),
    ]  # fmt: skip


def test_a_form_with_boxes_to_tick_names_the_exercises_of_each_day(tmp_path):
    text = (
        "Timestamp,Which stretches did you do today?,How often?\n"
        '1/5/2026 20:14:13,"Cat-cow, Seitlage",Twice\n1/16/2026 20:14:13,Seitlage,Once\n'
        '1/17/2026 20:14:13,"Knee to chest, Cat-cow",Once\n'
    )
    assert rows(read(tmp_path, text, name="answers")) == [
        (5, "cat-cow", "yes"), (5, "cat-cow", "yes"), (5, "seitlage", "yes"),
        (5, "seitlage", "yes"), (16, "seitlage", "yes"),
        (17, "cat-cow", "yes"), (17, "knee-to-chest", "yes"),
    ]  # fmt: skip


@pytest.mark.parametrize(("cell", "meant"), [
    ("knee-to-chest 2x", [("knee-to-chest", "2x")]),
    ("cat-cow, twice", [("cat-cow", "twice")]),
    ("cat-cow (twice)", [("cat-cow", "twice")]),
    ("Katzenbuckel zweimal", [("Katzenbuckel", "zweimal")]),
    ("chat-vache 2 fois, pont", [("chat-vache", "2 fois"), ("pont", "")]),
    ("cat-cow 2x12", []), ("cat-cow 10x", []), ("cat-cow 30s", []), ("cat and cow", []),
    ("all, twice", []), ("nothing, too tired", []), ("cat-cow, slowly", []),
    ("cat-cow 2x12, bridge 10", [("cat-cow 2x12", ""), ("bridge", "")]),
    ("cat cow ok; bridges no", [("cat cow", ""), ("bridges", "no")]),
    ("cat-cow and bridge and seitlage", [("cat-cow", ""), ("bridge", ""), ("seitlage", "")]),
    ("Brücke 3x12, Knie zur Brust nicht", [("Brücke 3x12", ""), ("Knie zur Brust", "no")]),
    ("no bridge, cat-cow", [("bridge", "no"), ("cat-cow", "")]),
    ("cat-cow, bridge, moonwalk", [("cat-cow", ""), ("bridge", ""), ("moonwalk", "")]),
])  # fmt: skip
def test_what_a_cell_names(cell, meant):
    assert [(one.exercise, one.done) for one in exercises_of(cell, ["seitlage", "pont"])] == meant


def test_two_times_are_two_rows_and_a_dose_stays_a_dose(tmp_path):
    text = "date,exercise\n2026-01-05,knee-to-chest 2x\n2026-01-06,cat-cow 2x12\n"
    book = read(tmp_path, text)
    assert [day for day, *_ in rows(book)] == [5, 5, 6]
    assert book.routine["reps"].dropna().tolist() == [12]


def test_a_cell_of_several_counts_as_the_row_it_is_and_says_how_it_was_read(tmp_path):
    text = 'date,exercise\n2026-01-05,"cat-cow 10, seitlage 2x10, knee-to-chest no"\n'
    book = read(tmp_path, text)
    assert rows(book) == [(5, "cat-cow", "yes"), (5, "knee-to-chest", "no"), (5, "seitlage", "yes")]
    assert book.routine["sets"].dropna().tolist() == [2]
    (source,) = [source for source in book.sources if source.file == "routine.csv"]
    assert (source.rows_read, source.rows_used, source.rows_refused) == (1, 1, 0)
    (column,) = [c for c in book.columns_read if c.column == "exercise" and "10" in c.example_text]
    assert column.example_value == "cat-cow; seitlage 2x10; knee-to-chest (not done)"
    assert told(book, "does not say of what")


def test_all_done_is_once_where_twice_is_planned_and_a_second_row_the_second_time(tmp_path):
    one = read(tmp_path / "a", "date,exercise\n2026-01-05,all done\n")
    assert len(rows(one)) == 3
    assert told(one, "a second such row of that day is the second time")
    two = read(tmp_path / "b", "date,exercise\n2026-01-05,all done\n2026-01-05,all done\n")
    assert len(rows(two)) == 6


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["cat-cow", "bridge", "xx", "no", "2x", "10", ",", " and ", "("])))
def test_no_cell_is_too_odd_to_be_taken_apart(pieces):
    for one in exercises_of(" ".join(pieces), ()):
        assert one.exercise


@pytest.mark.parametrize("text", [
    "Habit,Date,Total log,Unit,Status,Habit ID\n"
    "Cat-cow,2026-01-05,1,times,Completed,-N1\nCat-cow,2026-01-06,0,times,Failed,-N1\n"
    "Knee to chest,2026-01-05,0,times,Skipped,-N2\n",
    "HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText\n"
    "Cat-cow,,Health,2026-01-05,1,\nCat-cow,,Health,2026-01-06,0,\n"
    "Knee to chest,,Health,2026-01-05,0,\n",
    "Habit,Date,Completed\nCat-cow,2026-01-05,true\nCat-cow,2026-01-06,false\n"
    "Knee to chest,2026-01-05,false\n",
])  # fmt: skip
def test_a_habit_trackers_rows_count_as_done_only_where_it_says_so(tmp_path, text):
    """As Habitify, HabitBull and others write them."""
    assert rows(read(tmp_path, text, name="habits")) == [
        (5, "cat-cow", "yes"), (5, "knee-to-chest", "no"), (6, "cat-cow", "no"),
    ]  # fmt: skip


def ticked_diary(folder: Path, *, plan: bool = True) -> Path:
    """A German diary with a pain, and a column for each exercise, ticked where it was done."""
    lines = ["Datum;Schmerz;Sitzen (h);Katze-Kuh;Wandengel;Notiz"]
    marks = ["x;x", "x;", ";x", ";", "x;2x", ";x"]
    lines += [f"{1 + n:02d}.03.2026;{3 + n % 3};6;{both};" for n, both in enumerate(marks)]
    (folder / "tagebuch.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if plan:
        (folder / "plan.csv").write_text(
            "exercise,start,reps,times_per_day,days_per_week\n"
            "Katze-Kuh,2026-03-01,10,1,7\nWandengel,2026-03-01,10,1,7\n"
        )
    return folder


def test_exercises_ticked_in_a_diary_are_the_stretching_log_and_no_factors(tmp_path):
    book = open_logbook(ticked_diary(tmp_path), today=TODAY)
    done = book.routine.groupby("exercise_written")["date"].agg(lambda days: [*days.dt.day])
    assert done.to_dict() == {"Katze-Kuh": [1, 2, 5], "Wandengel": [1, 3, 5, 5, 6]}
    assert len(book.diary) == 6
    assert {*book.factors} == {"sitting_hours"}
    assert told(book, "blank cells stand beside others of their day")
    assert told(book, "such a day has no row in the log")
    (diary,) = (source for source in book.sources if source.file == "tagebuch.csv")
    assert (diary.rows_read, diary.rows_used, diary.rows_refused) == (6, 6, 0)


def test_a_header_that_settings_explain_and_a_rating_of_a_muscle_are_no_ticks(tmp_path):
    ticked_diary(tmp_path)
    (tmp_path / "settings.toml").write_text('[columns]\n"Wandengel" = "factor"\n')
    book = open_logbook(tmp_path, today=TODAY)
    assert {*book.routine["exercise_written"]} == {"Katze-Kuh"}
    assert "wandengel" in book.diary
    (tmp_path / "b").mkdir()
    rows = "".join(f"2026-03-0{n},4,{n}\n" for n in range(1, 9))
    (tmp_path / "b" / "diary.csv").write_text(f"date,pain,piriformis\n{rows}")
    rated = open_logbook(tmp_path / "b", today=TODAY)
    assert rated.routine.empty
    assert rated.diary["piriformis"].max() == 8


def test_log_ticks_the_column_and_writes_a_dose_beside(tmp_path):
    ticked_diary(tmp_path)
    day = {"date": "2026-03-07", "pain": 4}
    append_entry(tmp_path, day, stretches=["katze kuh", "Wandengel 2x8"], today=TODAY)
    assert (tmp_path / "tagebuch.csv").read_text().splitlines()[-1] == "07.03.2026;4;;x;;"
    book = open_logbook(tmp_path, today=TODAY)
    new = book.routine[book.routine["date"] == "2026-03-07"].sort_values("exercise_written")
    assert [*new["exercise_written"]] == ["Katze-Kuh", "Wandengel"]
    assert [*new["reps"].fillna(0)] == [0, 8]
    append_entry(tmp_path, {**day, "pain": None, "Katze-Kuh": ""}, replace=True, today=TODAY)
    again = open_logbook(tmp_path, today=TODAY)
    assert "Katze-Kuh" not in {*again.routine[again.routine["date"] == "2026-03-07"]["exercise"]}


def test_an_exercise_with_a_unit_is_that_exercise_and_its_numbers_are_in_that_unit(tmp_path):
    text = (
        "Datum,Katze-Kuh,Brücke (x),Spazieren (Min.),Seitstütz (Sek.),Rollmops (Wdh),Runde (Std.)\n"
        "5.1.2026,2x10,12,45,30,3,0.5\n6.1.2026,x,2,3,,,\n7.1.2026,x,,nein,2x20s,,1\n"
    )
    plan = "exercise,times_per_day\nspazieren,1\nRollmops,1\n"
    more = '[columns]\n"Runde (Std.)" = "walking"\n'
    book = read(tmp_path, text, plan=plan, more=more)
    days = book.routine.assign(day=book.routine["date"].dt.day)
    amounts = ["minutes", "reps", "hold_seconds"]
    said = {
        (row["exercise_written"], row["day"]): row[name]
        for row in days.to_dict("records")
        for name in amounts
        if row[name] > 0 and row["exercise_written"] != "Katze-Kuh"
    }
    assert said == {
        ("Brücke", 5): 12, ("Brücke", 6): 2, ("Spazieren", 5): 45, ("Spazieren", 6): 3,
        ("Seitstütz", 5): 30, ("Seitstütz", 7): 20, ("Rollmops", 5): 3,
        ("walking", 5): 30, ("walking", 7): 60,
    }  # fmt: skip
    assert not told(book, "do not say of what")


def test_a_planned_exercise_that_is_a_column_of_the_diary_is_named(tmp_path):
    book = logbook(
        tmp_path,
        diary="date,pain,walking (min)\n2026-01-05,4,20\n2026-01-06,5,\n",
        plan="exercise,times_per_day\nspazieren,1\ncat-cow,1\n",
        routine="date,exercise,boxes\n2026-01-05,cat-cow,x\n",
        settings='[columns]\n"boxes" = "lifting"\n',
    )
    (planned,) = told(book, "the plan asks for walking")
    assert "read as 'walking_minutes' and does not count for the plan" in planned
    (unused,) = told(book, "changes nothing")
    assert "'boxes' stands in routine.csv" in unused


@pytest.mark.parametrize("name", ["notes", "routine"])
def test_a_phone_note_of_exercises_is_shown_how_a_stretching_log_looks(tmp_path, name):
    note = "Mon 3 Nov: cat cow 10, bridges no\nTue 4 Nov: cat cow 10, bridges 12\n"
    (tmp_path / f"{name}.txt").write_text(note)
    look = look_into(tmp_path, today=TODAY)
    said = "".join(problem.message for error in look.errors for problem in error.problems)
    assert "date,exercise,done" in said
    assert "date,pain,notes" not in said


def test_cells_beside_marks_are_counted_once_where_their_rows_are_not_used(tmp_path):
    text = "Date,Cat cow,Bridge,Notes\n" + "".join(
        f"Tue {n}/10,v,v,{note}\n" for n, note in ((13, "ok"), (14, ""), (15, "tired"), (16, ""))
    )
    book = read(tmp_path, text, name="exercises")
    (notes,) = [c for c in book.columns_read if c.header == "Notes"]
    assert (notes.cells_read, notes.cells_refused, notes.cells_lost) == (2, 2, 2)


SAID = [
    '"cat-cow, knee-to-chest"', "all", "none", "just cat-cow", '"cat-cow 2x, no seitlage"', "",
    "x2", "gym",
]  # fmt: skip


@pytest.mark.parametrize("header", ["Exercises", "Übungen", "what I did"])
def test_a_column_of_a_diary_that_names_what_was_done_is_the_stretching_log(tmp_path, header):
    days = [f"{5 + k}.1.2026,{4 + k % 2},{said}\n" for k, said in enumerate([*SAID, *SAID[:4]])]
    diary = f"date,pain,{header}\n" + "".join(days)
    book = logbook(tmp_path, diary=diary, plan=PLAN)
    assert [row for row in rows(book) if row[0] < 13] == [
        (5, "cat-cow", "yes"), (5, "knee-to-chest", "yes"),
        (6, "cat-cow", "yes"), (6, "knee-to-chest", "yes"), (6, "seitlage", "yes"),
        (7, "none", "no"),
        (8, "cat-cow", "yes"),
        (9, "cat-cow", "yes"), (9, "cat-cow", "yes"), (9, "seitlage", "no"),
        (11, "stretching", "yes"), (11, "stretching", "yes"),
        (12, "gym", "yes"),
    ]  # fmt: skip
    assert len(book.diary) == 12
    (source,) = [source for source in book.sources if source.file == "diary.csv"]
    assert (source.rows_read, source.rows_used, source.rows_refused) == (12, 12, 0)


def test_what_somebody_did_besides_is_no_stretching_log(tmp_path):
    did = ["gardening", "walking; gym", "walking", "swimming", "shopping; walking"]
    days = [f"{5 + k}.1.2026,4,{did[k % 5]},{('yes', 'no')[k % 2]}\n" for k in range(10)]
    book = logbook(tmp_path, diary="date,pain,activities,Exercises\n" + "".join(days), plan=PLAN)
    assert {*book.diary.columns} >= {"activities", "exercises"}
    assert not {*book.routine["exercise"]} & {"walking", "gardening", "gym", "swimming"}


def test_log_writes_beside_a_column_that_names_what_was_done(tmp_path):
    days = [f"2026-01-{5 + k:02},{4 + k % 2},{said}\n" for k, said in enumerate(SAID)]
    diary = "date,pain,Exercises\n" + "".join(days)
    write_logbook(tmp_path, diary=diary, plan=PLAN)
    append_entry(tmp_path, {"date": "2026-01-20", "pain": 3}, stretches=["cat-cow"])
    book = open_logbook(tmp_path)
    assert (tmp_path / "diary.csv").read_text() == diary + "2026-01-20,3,\n"
    assert [row for row in rows(book) if row[0] == 20] == [(20, "cat-cow", "yes")]
    assert (tmp_path / "routine.csv").read_text().startswith("date,time,exercise")


@pytest.mark.parametrize(
    "routine",
    [
        "Datum,Katze-Kuh,Meine Übung\n1.3.,x,30\n2.3.,x,\n3.3.,,4\n",
        "Datum,Übung\n1.3.,Katze-Kuh\n2.3.,Meine Übung\n",
    ],
)
def test_of_a_log_without_a_year_nothing_else_is_said_than_that(tmp_path, routine):
    """Not that the log lacks what stands in its lost rows, nor what those would count as."""
    book = logbook(
        tmp_path,
        diary="date,pain\n2026-03-01,4\n",
        routine=routine,
        plan="exercise,times_per_day\nCat-cow,1\nMeine Übung,1\n",
        settings='[exercises]\n"Meine Übung" = "bridge"\n',
    )
    assert {*book.problems["column"]} == {"Datum"}
    assert "year = " in book.problems["message"][0]


@pytest.mark.parametrize("names", [
    ("Bird dog", "Pelvic tilts", "Hamstrings"), ("Cobra", "dead bugs", "Hip flexor (L)"),
    ("Beckenkippen", "Hüftbeuger dehnen", "Waden"), ("cat-cow", "hamstring stretch", "Quads"),
])  # fmt: skip
def test_exercises_that_are_often_given_are_known_without_a_plan(tmp_path, names):
    ticks = [("TRUE", "FALSE", "TRUE"), ("x", "x", ""), ("yes", "no", "no")]
    for at, marks in enumerate(ticks):
        head = ",".join(("date", "pain", *names, "Numb toes"))
        days = [f"2026-01-{5 + k:02},4,{','.join(marks)},no\n" for k in range(6)]
        book = logbook(tmp_path / str(at), diary=f"{head}\n" + "".join(days))
        assert {*book.routine["exercise_written"]} >= {names[0]}
        assert {"numb_toes"} <= {*book.diary.columns}
        done = (book.routine["done"] == "yes").sum()
        assert done == 6 * sum(mark in ("TRUE", "x", "yes") for mark in marks)


def test_a_muscle_alone_is_no_exercise_but_where_it_hurts(tmp_path):
    days = "".join(f"2026-01-{5 + k:02},4,yes,no\n" for k in range(6))
    book = logbook(tmp_path, diary=f"date,pain,hamstrings,calf\n{days}")
    assert book.routine.empty
    assert {"hamstrings", "calf"} <= {*book.diary.columns}
