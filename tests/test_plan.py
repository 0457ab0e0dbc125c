"""Plans: what was asked for."""

from __future__ import annotations

import datetime as dt
import re

import openpyxl
import pandas as pd
import pytest

from backpain_analysis.adherence import plan_by_day
from backpain_analysis.checking import check_lines
from backpain_analysis.errors import LogbookError
from backpain_analysis.logbook import look_into, open_logbook
from backpain_analysis.report.answers import answer
from backpain_analysis.report.stretching import plan as plan_section
from tests.writing import TODAY, logbook, problems, write_logbook

DIARY = "date,pain\n2026-01-05,4\n2026-01-06,5\n"


def test_every_column_is_read(tmp_path):
    book = logbook(
        tmp_path,
        diary=DIARY,
        plan="Exercise,Side,Sets,Reps,Hold (sec),Times per day,Days per week,Start,End,"
        "Prescribed by\nsupine twist,each side,2,3,30,2,5,2026-01-01,2026-12-31,Dr Lee\n",
    )
    row = book.plan.iloc[0].drop("file").to_dict()
    assert row == {
        "exercise": "supine twist",
        "exercise_written": "supine twist",
        "side": "both",
        "sets": 2,
        "reps": 3,
        "hold_seconds": 30,
        "times_per_day": 2,
        "days_per_week": 5,
        "start": pd.Timestamp("2026-01-01"),
        "end": pd.Timestamp("2026-12-31"),
        "prescribed_by": "Dr Lee",
        "line": 2,
    }
    assert book.problems.empty


def test_a_change_of_the_plan_is_a_second_row(tmp_path):
    book = logbook(
        tmp_path,
        diary=DIARY,
        plan="exercise,times_per_day,start\ncat-cow,1,2026-01-01\ncat-cow,2,2026-02-01\n"
        "cat-cow,2,2026-02-01\n",
    )
    assert book.plan["times_per_day"].tolist() == [1, 2]
    assert book.sources[1].rows_repeated == 1


def test_dates_and_doses_may_be_left_out(tmp_path):
    book = logbook(tmp_path, diary=DIARY, plan="exercise\ncat-cow\n")
    columns = ["sets", "times_per_day", "days_per_week", "start", "end"]
    assert book.plan[columns].isna().all(axis=None)


def test_what_cannot_be_is_named(tmp_path):
    book = logbook(
        tmp_path,
        diary=DIARY,
        plan="exercise,days_per_week,start,end\ncat-cow,9,2026-01-01,\n"
        "bridge,7,2026-03-01,2026-02-01\n,7,,\nplank,7,spring,\n",
    )
    assert problems(book) == [
        ("plan.csv", 2, "days_per_week"),
        ("plan.csv", 3, "end"),
        ("plan.csv", 4, "exercise"),
        ("plan.csv", 5, "start"),
    ]
    assert book.sources[1].rows_refused == 1


def test_a_plan_without_exercises_shows_its_header(tmp_path):
    with pytest.raises(LogbookError, match="thing, how often"):
        logbook(tmp_path, diary=DIARY, plan="thing,how often\ncat-cow,2\n")


def test_without_a_plan_the_table_has_its_columns_and_no_rows(tmp_path):
    with_one = logbook(tmp_path / "a", diary=DIARY, plan="exercise,start\ncat-cow,2026-01-01\n")
    without = logbook(tmp_path / "b", diary=DIARY)
    assert without.plan.empty
    assert without.plan.dtypes.to_dict() == with_one.plan.dtypes.to_dict()


def test_a_dose_and_how_often_may_stand_with_the_name(tmp_path):
    plan = (
        "exercise,reps,note\n2x täglich Brücke 10 Wdh,,\ncat-cow 2x12 daily,,\n"
        "cat-cow 2x12,5,\nLevel 2 minutes,,easy\n"
    )
    found = logbook(tmp_path, diary=DIARY, plan=plan)
    assert found.plan["exercise"].tolist() == [
        "Brücke", "cat-cow", "cat-cow 2x12", "Level 2 minutes"
    ]  # fmt: skip
    assert found.plan["reps"].fillna(0).tolist() == [10, 12, 5, 0]
    assert found.plan["sets"].fillna(0).tolist() == [0, 2, 0, 0]
    assert found.plan["times_per_day"].fillna(0).tolist() == [2, 0, 0, 0]
    assert found.plan["days_per_week"].fillna(0).tolist() == [0, 7, 0, 0]
    (read,) = (c for c in found.columns_read if c.column == "exercise")
    assert read.example_value == "Brücke, 10 repetitions, 2 times a day"


def test_how_often_may_be_said_in_words(tmp_path):
    plan = (
        "exercise,reps,Frequency\ncat-cow,10 each leg,daily\nbridges,je 30 Sek,2x täglich\n"
        "planks,pro Bein 10,3x per week\npiriformis,30s each side,3\n"
    )
    found = logbook(tmp_path, diary=DIARY, plan=plan)
    assert found.plan["reps"].fillna(0).tolist() == [10, 0, 10, 0]
    assert found.plan["hold_seconds"].fillna(0).tolist() == [0, 30, 0, 30]
    assert found.plan["side"].fillna("").tolist() == ["both", "", "both", "both"]
    assert found.plan["times_per_day"].fillna(0).tolist() == [0, 2, 0, 0]
    assert found.plan["days_per_week"].fillna(0).tolist() == [7, 0, 3, 0]
    assert problems(found) == [("plan.csv", 5, "Frequency")]
    assert "does not say whether that is a day or a week" in found.problems["message"][0]


SHEETS = {
    "de": "Nr.;Übung;Wie viel;Wie oft;seit\n1;Brücke;3 x 10, oben halten;2x täglich;2026-01-02\n",
    "en": "No;Exercise;How much;How often;since\n1;bridge;3 x 10, slow;twice a day;2026-01-02\n",
    "fr": "Exercice;Combien;Combien de fois;depuis\npont;3 x 10, lent;2 fois par jour;2026-01-02\n",
    "es": "Ejercicio;Cantidad;Frecuencia;desde\npuente;3 x 10, lento;2 veces al día;2026-01-02\n",
    "it": "Esercizio;Quanto;Quante volte;dal\nponte;3 x 10, piano;2 volte al giorno;2026-01-02\n",
    "nl": "Oefening;Hoeveel;Hoe vaak;sinds\nbrug;3 x 10, langzaam;2 keer per dag;2026-01-02\n",
}


@pytest.mark.parametrize("language", SHEETS)
def test_an_exercise_how_often_and_since_when_are_a_plan_whatever_it_is_called(tmp_path, language):
    book = logbook(tmp_path, diary=DIARY, Blatt=SHEETS[language])
    assert book.routine.empty
    (row,) = book.plan.to_dict("records")
    assert (row["sets"], row["reps"], row["times_per_day"]) == (3, 10, 2)
    assert row["start"] == pd.Timestamp("2026-01-02")
    assert row["notes"].startswith(SHEETS[language].splitlines()[0].split(";")[-3] + ": ")
    assert book.problems.empty


def test_a_frequency_beside_days_is_a_log(tmp_path):
    log = "Datum;Übung;Wie oft\n2026-01-05;Brücke;2x\n2026-01-06;Brücke;1x\n"
    book = logbook(tmp_path, diary=DIARY, Blatt=log)
    assert len(book.routine) == 2
    assert book.plan.empty


@pytest.mark.parametrize(("line", "kind"), [("start", "plan"), ("date", "routine")])
def test_what_may_be_a_plan_or_a_log_is_asked_with_a_line_for_each(tmp_path, line, kind):
    sheet = "Übung;Wie viel;erster Tag\nBrücke;3 x 10;2026-01-02\nKatze;2 x 8;2026-01-03\n"
    (said,) = logbook(tmp_path, diary=DIARY, Blatt=sheet).problems["message"]
    pasted = f'[columns]\n    "erster Tag" = "{line}"'
    assert f"    {pasted}" in said
    (tmp_path / "x").mkdir()
    book = logbook(tmp_path / "x", diary=DIARY, Blatt=sheet, settings=pasted)
    assert len(getattr(book, kind)) == 2
    assert book.problems.empty


def test_a_plan_advises_no_form_that_a_plan_refuses(tmp_path):
    plan = "Übung;Wie viel\nSpazieren;30 Min.\nBrücke;12\nKatze;viel\n"
    book = logbook(tmp_path, diary=DIARY, plan=plan)
    said = book.problems["message"].tolist()
    assert len(said) == 3
    assert "no minutes" in said[0]
    assert not any("5 min" in one for one in said)


DOSES = (
    ("2x10 täglich", {"sets": 2, "reps": 10, "days_per_week": 7}),
    ("3x12, jeden 2. Tag", {"sets": 3, "reps": 12, "days_per_week": 3.5}),
    ("3x 20-30 Sek, Mo/Mi/Fr", {"hold_seconds": 20, "days_per_week": 3}),
    ("mind. 30 Min. am Tag", {"days_per_week": 7}),
)


@pytest.mark.parametrize(
    ("header", "settings"),
    [
        ("Wie viel / wie oft", ""),
        ("how much and how often", ""),
        ("Anzahl", ""),
        ("Vorgabe", '[columns]\n"Vorgabe" = "dose"\n'),
        ("Vorgabe", '[columns]\n"Vorgabe" = "how much"\n'),
    ],
)
def test_a_column_of_doses_is_read_whatever_its_header(tmp_path, header, settings):
    names = ("cat-cow", "bridge", "walking", "plank")
    rows = "".join(f"{name};{said}\n" for name, (said, _) in zip(names, DOSES, strict=True))
    plan = f"exercise;{header}\n{rows}bird dog;12\n"
    book = logbook(tmp_path, diary=DIARY, plan=plan, settings=settings)
    for row, (_, meant) in zip(book.plan.to_dict("records"), DOSES, strict=False):
        assert {name: row[name] for name in meant} == meant
    assert book.plan.iloc[4][["sets", "reps", "days_per_week"]].isna().all()
    (told,) = book.problems["message"]
    assert told.startswith("12 does not say of what")


def test_a_plan_without_how_often_says_once_that_it_counts_daily(tmp_path):
    plan = "exercise,reps,frequency\ncat-cow,10,\nbridge,10,daily\nplank,2,\n"
    write_logbook(tmp_path, diary=DIARY, plan=plan)
    lines = check_lines(look_into(tmp_path, today=TODAY))
    told = "2 of them taken as daily because nothing says how often: cat-cow, plank"
    assert f"Plan: 3 exercises, {told}" in lines


def test_a_column_of_how_often_is_taken_beside_one_of_doses(tmp_path):
    plan = "exercise;Rhythmus;reps\ncat-cow;täglich;10\nbridge;3x pro Woche;12\n"
    book = logbook(tmp_path, diary=DIARY, plan=plan)
    assert book.plan["days_per_week"].tolist() == [7, 3]
    assert book.plan["reps"].tolist() == [10, 12]


STARTS = 'exercise,since\ncat-cow,"5.1."\nbridge,"""5.1."""\n'


@pytest.mark.parametrize(("first", "start"), [
    ("2026-01-01", "2026-01-05"), ("2026-02-01", "2026-01-05"), ("2026-07-20", "2026-01-05"),
    ("2025-12-01", None), ("2025-07-20", None),
])  # fmt: skip
def test_a_start_without_a_year_takes_the_only_one_that_the_diary_leaves(tmp_path, first, start):
    """In two winters of the diary, or shortly before the next, it is asked."""
    days = pd.date_range(first, periods=400 if first == "2025-07-20" else 20)
    if first == "2025-07-20":
        days = pd.date_range("2025-01-02", "2026-01-20")
    diary = "date,pain\n" + "".join(f"{day:%Y-%m-%d},4\n" for day in days)
    write_logbook(tmp_path, diary=diary, plan=STARTS)
    book = open_logbook(tmp_path, today="2027-01-01")
    said = [text for text in book.problems["message"] if "no year" in text]
    if start is None:
        assert book.plan["start"].isna().all()
        assert any("year = " in text for text in said)
    else:
        assert book.plan["start"].dt.strftime("%Y-%m-%d").tolist() == [start, start]
        assert said == [
            "the starts here have no year: taken as of 2026, by the days of the diary. If that is "
            "wrong, write the year beside each."
        ]


def test_an_exercise_with_one_start_in_two_plans_counts_once_and_is_named(tmp_path):
    head = "exercise,reps,days_per_week,start\n"
    one, other = f"{head}cat-cow,10,7,2026-01-05\n", f"{head}Cat cow,12,7,2026-01-05\n"
    diary = "date,pain\n2026-01-05,4\n2026-01-06,5\n"
    book = logbook(tmp_path, diary=diary, plan=one, plan_new=other)
    (problem,) = book.problems.to_dict("records")
    assert (problem["file"], problem["line"]) == ("plan.csv", 2)
    assert "in plan_new.csv too (line 2): it counts once" in problem["message"]
    days = plan_by_day(book.plan, pd.date_range("2026-01-05", periods=2))
    assert days["reps"].tolist() == [12, 12]


def test_free_lines_below_a_plan_are_no_exercises(tmp_path):
    plan = (
        "Übung;Sätze x Wdh.;wie oft\nKatze-Kuh;2x10;täglich\nBrücke;3x12;täglich\n"
        "Vierfüßler;2x8;täglich\nRollmops;;\nBeinheben;;\nPlank;;\n"
        "Bei Kribbeln aufhören!;;\nNächster Termin: Do 26.11. 16:30;;\n"
        "Seitheben;2x8;täglich\nSchulterkreisen;2x8;täglich\nRumpfbeuge;2x8;täglich\n"
    )
    routine = "date,exercise\n2026-01-05,Rollmops\n"
    book = logbook(
        tmp_path, diary=DIARY, plan=plan, routine=routine,
        settings='[exercises]\nBeinheben = "leg raises"\n',
    )  # fmt: skip
    left_out = book.problems.dropna(subset=["value", "line"])
    assert left_out["line"].tolist() == [8, 9]
    assert left_out["message"].str.contains("taken as a note, and left out").all()
    assert {"Rollmops", "Beinheben", "Plank"} <= {*book.plan["exercise_written"]}
    source = next(source for source in book.sources if source.file == "plan.csv")
    assert (source.rows_used, source.rows_refused) == (9, 2)
    told = "3 of them taken as daily because nothing says how often: Rollmops, Beinheben, Plank"
    assert any(told in line for line in check_lines(look_into(tmp_path, today=TODAY)))


@pytest.mark.parametrize("exercises", [1, 2, 3, 5])
@pytest.mark.parametrize("notes", [1, 2, 4])
def test_sentences_below_a_plan_are_none_however_many_they_are(tmp_path, exercises, notes):
    rows = ["Katze-Kuh;2x10;täglich", "Brücke;3x12;täglich", "Rollmops;2x8;täglich",
            "Plank;20 s;täglich", "Vierfüßler;2x8;täglich"][:exercises]  # fmt: skip
    lines = ["Bitte langsam, nie in den Schmerz!", "Nächster Termin: Do 26.11. 16:30",
             "Tel. 089 123456", "Bei Kribbeln im Bein aufhören und anrufen"][:notes]  # fmt: skip
    plan = "\n".join(["Übung;Dosis;wie oft", *rows, *lines, ""])
    book = logbook(tmp_path, diary=DIARY, plan=plan)
    assert len(book.plan) == exercises
    assert book.problems["message"].str.contains("taken as a note, and left out").sum() == notes


def test_names_below_a_plan_count_where_nothing_shows_what_they_are_and_are_named(tmp_path):
    book = logbook(tmp_path, diary=DIARY, plan="exercise,reps\nmy twist,5\nmy wheel,\nold one,\n")
    assert len(book.plan) == 3
    asked = book.problems["message"].str.contains("counted as one, daily. If it is a note")
    assert book.problems.loc[asked, "value"].tolist() == ["my wheel", "old one"]
    below = "exercise,reps\nmy twist,5\nmy bend,5\nmy wheel,\nold one,\n"
    book = logbook(tmp_path, diary=DIARY, plan=below)
    assert book.plan["exercise"].tolist() == ["my twist", "my bend"]
    assert book.problems["value"].dropna().tolist() == ["my wheel", "old one"]


def test_of_a_plan_of_names_alone_no_word_is_said(tmp_path):
    book = logbook(tmp_path, diary=DIARY, plan="exercise,reps\nmy twist,\nmy wheel,\nold one,\n")
    assert len(book.plan) == 3
    assert not book.problems["message"].str.contains("nothing beside it").any()


def test_the_year_of_starts_is_that_of_the_diary_also_within_one_workbook(tmp_path):
    """An exercise of the plan that the catalogue lacks has the file read once more."""
    book = openpyxl.Workbook()
    sheet, plan = book.active, book.create_sheet("Plan")
    for row in [("date", "pain"), *((dt.date(2026, 1, n), 4) for n in range(1, 20))]:
        sheet.append(row)
    for row in [("exercise", "daily", "start"), ("my twist", 1, "5.1."), ("plank", 1, "5.1.")]:
        plan.append(row)
    book.save(tmp_path / "mine.xlsx")
    found = open_logbook(tmp_path, today=TODAY)
    assert found.plan["start"].tolist() == [pd.Timestamp("2026-01-05")] * 2
    assert found.problems["message"].str.contains("taken as of 2026").tolist() == [True]
    assert found.problems["file"].tolist() == ["mine.xlsx, sheet Plan"]


def once_each(*cells, days=13, plan="cat-cow,2\n", header="date,exercise,done,side,time"):
    dates = [str(dt.date(2026, 1, 5) + dt.timedelta(n)) for n in range(days)]
    rows = [",".join([date, "cat-cow", *cell]) for date in dates for cell in cells]
    return {
        "diary": "date,pain\n" + "".join(f"{date},4\n" for date in dates),
        "routine": "\n".join([header, *rows, ""]),
        "plan": "exercise,times_per_day\n" + plan,
    }


def test_one_row_a_day_of_what_is_planned_twice_is_asked_about_until_it_says_how_often(tmp_path):
    files = once_each(("yes", "", ""), header="date,exercise,erledigt,side,time")
    first = files["routine"].replace("2026-01-07,cat-cow,yes", "2026-01-07,cat-cow,2x")
    book = logbook(tmp_path / "a", **files | {"routine": first})
    (problem,) = book.problems.to_dict("records")
    assert (problem["file"], problem["column"]) == ("routine.csv", "erledigt")
    assert "cat-cow (planned 2 times a day, one row on 12 of 13 days)" in problem["message"]
    assert problem["message"].endswith("write how often, as in 2x, under 'erledigt'.")
    settled = logbook(tmp_path / "b", **files | {"routine": first.replace(",yes,", ",2x,")})
    assert settled.problems.empty


@pytest.mark.parametrize(
    "files",
    [
        once_each(("yes", "", "07:00"), ("yes", "", "19:00")),
        once_each(("yes", "", "07:00")),
        once_each(("yes", "left", ""), ("yes", "left", "")),
        once_each(("no", "", "")),
        once_each(("partly", "", "")),
        once_each(("yes", "", ""), days=4),
        once_each(("yes", "", ""), plan="cat-cow,1\n"),
    ],
    ids=["timed", "once at a time", "two rows", "not done", "partly", "few days", "planned once"],
)
def test_what_is_no_habit_of_one_row_for_several_times_is_not_asked_about(tmp_path, files):
    assert logbook(tmp_path, **files).problems.empty


def test_one_row_for_each_side_is_one_time_too(tmp_path):
    book = logbook(tmp_path, **once_each(("yes", "left", ""), ("yes", "right", "")))
    assert "one row on 13 of 13 days" in book.problems["message"].item()


def test_of_a_changed_plan_the_days_with_several_times_are_asked_about(tmp_path):
    plan = "exercise,times_per_day,start\ncat-cow,1,\ncat-cow,3,2026-01-10\n"
    book = logbook(tmp_path, **once_each(("yes", "", "")) | {"plan": plan})
    message = book.problems["message"].item()
    assert "cat-cow (planned 3 times a day, one row on 8 of 8 days)" in message


def test_as_many_as_can_be_is_so_many_sets(tmp_path):
    plan = "exercise,dose,how often\nplank,3x max,daily\nclams,2 x to failure,daily\n"
    book = logbook(tmp_path, diary="date,pain\n2026-03-01,4\n", plan=plan)
    assert book.plan["sets"].tolist() == [3, 2]
    assert book.plan["reps"].isna().all()
    assert book.problems.empty


@pytest.mark.parametrize(("title", "offered"), [
    ("Übungen von Frau Behrens (ab 5.10.)", "2026-10-05"),
    ("Exercises from Anna, since 5 October 2026", "2026-10-05"),
    ("Exercises from 3 sets to 5", None),
    ("", None),
])  # fmt: skip
@pytest.mark.parametrize("ways", ["", "routine_start = 2026-10-01\n", "start"])
def test_a_plan_without_a_start_says_from_when_on_it_counts(tmp_path, title, offered, ways):
    """A diary from 24 August, a log from 6 October: what was asked for before is not known."""
    days = [dt.date(2026, 8, 24) + dt.timedelta(n) for n in range(70)]
    diary = "date,pain\n" + "".join(f"{day},4\n" for day in days)
    routine = "date,exercise\n" + "".join(f"{day},bridge\n" for day in days[43:])
    plan = f'"{title}"\n\n' * bool(title) + "exercise,sets,reps,how often\nbridge,2,10,daily\n"
    if ways == "start":
        plan = plan.replace("how often", "how often,start").replace("daily", "daily,2026-10-01")
    settings = {"settings": ways} if "=" in ways else {}
    write_logbook(tmp_path, diary=diary, routine=routine, plan=plan, **settings)
    book = open_logbook(tmp_path, today="2026-11-23")
    said = [text for text in book.problems["message"] if "since when" in text]
    assert bool(said) == (ways == "")
    if said:
        assert "they count from 2026-10-06 on" in said[0]
        assert [*re.findall(r"\n    routine_start = (\S+)$", said[0])] == [offered] * bool(offered)


def test_a_plan_without_a_start_beside_a_log_as_long_as_the_diary_is_not_remarked(tmp_path):
    routine = "date,exercise\n2026-01-02,cat-cow\n"
    book = logbook(tmp_path, diary=DIARY, routine=routine, plan="exercise\ncat-cow\n")
    assert not book.problems["message"].str.contains("since when").any()


@pytest.mark.parametrize(
    ("settings", "begins"),
    [("", "7 January 2026"), ("routine_start = 2026-01-05", "5 January 2026")],
)
def test_the_report_says_from_which_day_on_a_plan_without_a_start_counts(
    tmp_path, settings, begins
):
    days = pd.date_range("2026-01-01", "2026-01-30")
    book = logbook(
        tmp_path,
        diary="date,pain\n" + "".join(f"{day:%Y-%m-%d},4\n" for day in days),
        routine="date,exercise\n2026-01-07,cat-cow\n2026-01-09,plank\n",
        plan="exercise,sets\ncat-cow,2\nplank,1\n",
        settings=settings,
    )
    asked = plan_section(answer(book, today="2026-01-30"))
    assert [row[3] for row in asked["blocks"][0]["rows"]] == [begins, begins]


def test_what_stands_in_brackets_behind_a_dose_is_a_note_without_a_lone_bracket(tmp_path):
    plan = "Übung;Dosis\nBrücke;3x12 (vorher 2x10)\nPlank;3x20 s (je Seite), langsam (ruhig)\n"
    notes = logbook(tmp_path, diary=DIARY, plan=plan).plan["notes"].tolist()
    assert notes[0] == "Dosis: vorher 2x10"
    assert all(note.count("(") == note.count(")") for note in notes if isinstance(note, str))


@pytest.mark.parametrize("number", ["{} ", "{}. ", "{}) "])
def test_numbers_that_count_up_before_the_names_are_no_part_of_them(tmp_path, number):
    names = ["bird dog", "cat-cow", "wall thing"]
    rows = "".join(f"{number.format(n)}{name},1\n" for n, name in enumerate(names, start=1))
    plan = logbook(tmp_path, diary=DIARY, plan=f"exercise,times_per_day\n{rows}").plan
    assert plan["exercise"].tolist() == names


def test_numbers_that_do_not_count_up_belong_to_the_names(tmp_path):
    rows = "4 point kneel,1\n90 90 stretch,1\n"
    plan = logbook(tmp_path, diary=DIARY, plan=f"exercise,times_per_day\n{rows}").plan
    assert plan["exercise"].tolist() == ["4 point kneel", "90 90 stretch"]
