"""One more entry: read as it was meant, and not a byte of the rest changed."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backpain_analysis import LogbookError, OutputError, open_logbook
from backpain_analysis.doses import parse_stretch
from backpain_analysis.entry import adding, append_entry
from backpain_analysis.entry.written import say_written

TODAY = dt.date(2026, 3, 3)
PLAIN = b"date,pain,sitting_hours,lifting,notes\n2026-03-01,4,6.5,no,fine\n2026-03-02,5,7,yes,\n"


def book_with(folder: Path, content: bytes, name: str = "diary.csv") -> Path:
    (folder / name).write_bytes(content)
    return folder


def append(folder, values, **more):
    return append_entry(folder, values, today=TODAY, **more)


def last_entry(folder):
    return open_logbook(folder, today=TODAY).diary.iloc[-1]


# --- what is added, byte for byte -------------------------------------------------------

LAYOUTS = {
    "as a new logbook has it": (PLAIN, b"2026-03-03,6,7.5,yes,\n"),
    "lines of Windows": (
        b"date,pain,sitting_hours,lifting\r\n2026-03-02,4,6,no\r\n",
        b"2026-03-03,6,7.5,yes\r\n",
    ),
    "lines of an old Mac": (
        b"date,pain,sitting_hours,lifting\r2026-03-02,4,6,no\r",
        b"2026-03-03,6,7.5,yes\r",
    ),
    "no end of the last line": (
        b"date,pain,sitting_hours,lifting\r\n2026-03-02,4,6,no",
        b"\r\n2026-03-03,6,7.5,yes\r\n",
    ),
    "nothing but a header": (
        b"date,pain,sitting_hours,lifting\n",
        b"2026-03-03,6,7.5,yes\n",
    ),
    "a header without an end": (
        b"date,pain,sitting_hours,lifting",
        b"\r\n2026-03-03,6,7.5,yes\r\n",
    ),
    "another order, other columns, a blank one": (
        b"weather,lifting,,pain,date,coffee,sitting_hours,\nrain,no,,3,2026-03-02,2,6,\n",
        b",yes,,6,2026-03-03,,7.5,\n",
    ),
    "German, as Excel saves it": (
        "Datum;Schmerz (0-10);Gesessen (Std.);Gehoben;Notiz\r\n"
        "27.02.2026;3,5;6;nein;süß\r\n28.02.2026;4;6,5;ja;\r\n".encode("windows-1252"),
        b"03.03.2026;6;7,5;ja;\r\n",
    ),
    "with a mark of UTF-8": (
        "\ufeffdate;pain;sitting_hours;lifting\n2026-03-02;4;6;no\n".encode(),
        b"2026-03-03;6;7,5;yes\n",
    ),
    "UTF-16 with tabs": (
        "\ufeffdate\tpain\tsitting_hours\tlifting\r\n2026-03-02\t4\t6\tno\r\n".encode("utf-16-le"),
        "2026-03-03\t6\t7.5\tyes\r\n".encode("utf-16-le"),
    ),
    "every cell in quotes": (
        b'"date","pain","sitting_hours","lifting"\n"2026-03-02","4","6","no"\n',
        b'"2026-03-03","6","7.5","yes"\n',
    ),
    "a title and a line that names the separator": (
        b"sep=;\r\nMy diary\r\n\r\ndate;pain;sitting_hours;lifting\r\n2026-03-02;4;6;no\r\n",
        b"2026-03-03;6;7,5;yes\r\n",
    ),
    "American dates": (
        b"date,pain,sitting_hours,lifting\n2/27/2026,4,6,no\n3/1/2026,4,6,no\n",
        b"3/3/2026,6,7.5,yes\n",
    ),
    "dates in words": (
        b'date,pain,sitting_hours,lifting\n"February 27, 2026",4,6,no\n',
        b'"March 3, 2026",6,7.5,yes\n',
    ),
    "a date in three columns": (
        b"year,month,day,pain,sitting_hours,lifting\n2026,03,01,4,6,no\n",
        b"2026,03,03,6,7.5,yes\n",
    ),
    "hours on the clock": (
        b"date,pain,sitting_hours,lifting\n2026-03-02,4,6:00,no\n",
        b"2026-03-03,6,7:30,yes\n",
    ),
    "a column in minutes": (
        b"date,pain,sitting (min),lifting\n2026-03-02,4,300,no\n",
        b"2026-03-03,6,450,yes\n",
    ),
    "answers in capitals": (
        b"date,pain,sitting_hours,lifting\n2026-03-02,4,6,Nein\n",
        b"2026-03-03,6,7.5,Ja\n",
    ),
    "answers in figures": (
        b"date,pain,sitting_hours,lifting\n2026-03-01,4,6,0\n2026-03-02,4,6,1\n",
        b"2026-03-03,6,7.5,1\n",
    ),
    "answers known from another column": (
        b"date,pain,sitting_hours,lifting,flare\n2026-03-02,4,6,,nein\n",
        b"2026-03-03,6,7.5,ja,\n",
    ),
    "rows of separators at the end": (
        b"date;pain;sitting_hours;lifting\r\n2026-03-02;4;6;no\r\n;;;\r\n;;;\r\n",
        b"2026-03-03;6;7,5;yes\r\n",
    ),
}


@pytest.mark.parametrize(("before", "added"), LAYOUTS.values(), ids=LAYOUTS)
def test_a_row_is_added_the_way_the_file_has_them(tmp_path, before, added):
    book_with(tmp_path, before)
    (done,) = append(tmp_path, {"pain": 6, "sitting": "7h 30m", "lifting": True})
    assert (tmp_path / "diary.csv").read_bytes() == before + added
    entry = last_entry(tmp_path)
    assert str(entry["date"].date()) == "2026-03-03"
    assert (entry["pain"], entry["sitting_hours"], entry["lifting"]) == (6, 7.5, 1)
    assert (done.lines, done.is_new) == ((entry["line"],), False)


def test_where_the_newest_stands_first_it_goes_beneath_the_header(tmp_path):
    rows = b"2026-03-02,5\n2026-03-01,4\n2026-02-28,4\n"
    book_with(tmp_path, b"My diary\ndate,pain\n" + rows)
    (done,) = append(tmp_path, {"pain": 6})
    new = (tmp_path / "diary.csv").read_bytes()
    assert new == b"My diary\ndate,pain\n2026-03-03,6\n" + rows
    assert done.lines == (3,)


def test_text_with_separators_quotes_and_other_letters_comes_back_as_it_was(tmp_path):
    book_with(tmp_path, PLAIN)
    said = 'moved "the" sofa, then: Füße; 痛い'
    append(tmp_path, {"pain": 6, "notes": said})
    assert last_entry(tmp_path)["notes"] == said


def test_a_sign_that_the_file_cannot_hold_is_named_and_nothing_is_written(tmp_path):
    before = "date,pain,notes\n2026-03-01,4,süß\n".encode("windows-1252")
    book_with(tmp_path, before)
    with pytest.raises(LogbookError, match="windows-1252, which has no '→'"):
        append(tmp_path, {"pain": 4, "notes": "bed → chair"})
    assert (tmp_path / "diary.csv").read_bytes() == before


def test_words_for_numbers_are_kept_as_the_settings_have_them(tmp_path):
    book_with(tmp_path, b"date,pain\n2026-03-01,mild\n2026-03-02,bad\n")
    (tmp_path / "settings.toml").write_text("[scales]\npain = { mild = 2, bad = 8 }\n")
    append(tmp_path, {"pain": "bad"})
    assert (tmp_path / "diary.csv").read_bytes().endswith(b"\n2026-03-03,bad\n")
    assert last_entry(tmp_path)["pain"] == 8


def test_what_stands_beside_a_number_is_kept(tmp_path):
    book_with(tmp_path, PLAIN)
    append(tmp_path, {"pain": "7 (sharp)"})
    entry = last_entry(tmp_path)
    assert (entry["pain"], entry["notes"]) == (7, "pain: sharp")


def test_a_header_of_ones_own_and_one_named_in_the_settings(tmp_path):
    book_with(tmp_path, b"Tag,Aua,Kaffee (Tassen)\n2026-03-01,4,2\n2026-03-02,4,3\n")
    (tmp_path / "settings.toml").write_text('[columns]\n"Tag" = "date"\n"Aua" = "pain"\n')
    append(tmp_path, {"pain": "5,5", "kaffee": 4})
    assert (tmp_path / "diary.csv").read_bytes().endswith(b"\n2026-03-03,5.5,4\n")


def test_a_time_goes_into_its_column_or_beside_a_date_that_has_one(tmp_path):
    book_with(tmp_path, b"date,time,pain\n2026-03-02,,4\n")
    append(tmp_path, {"pain": 5, "time": "7 pm"})
    assert (tmp_path / "diary.csv").read_bytes().endswith(b"2026-03-03,19:00,5\n")
    book_with(tmp_path, b"stamp,pain\n2026-03-02 08:30,4\n2026-03-02 20:15,5\n")
    (tmp_path / "settings.toml").write_text('[columns]\nstamp = "date"\n')
    append(tmp_path, {"pain": 5, "time": dt.time(21, 5)})
    assert (tmp_path / "diary.csv").read_bytes().endswith(b"2026-03-03 21:05,5\n")


def test_a_new_logbook_gets_both_files(tmp_path):
    done = append(tmp_path, {"pain": 6, "sitting": "7h"}, stretches=["cat-cow 2x12"])
    assert [(each.path.name, each.is_new, each.lines) for each in done] == [
        ("diary.csv", True, (2,)), ("routine.csv", True, (2,))]  # fmt: skip
    book = open_logbook(tmp_path, today=TODAY)
    assert book.problems.empty
    assert book.diary[["pain", "sitting_hours"]].to_numpy().tolist() == [[6, 7]]
    assert book.routine[["exercise", "sets", "reps", "done"]].to_numpy().tolist() == [
        ["cat-cow", 2, 12, "yes"]]  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir()) == ["diary.csv", "routine.csv"]


def test_a_new_file_has_a_column_for_what_is_asked_of_it(tmp_path):
    append(tmp_path, {"pain": 6, "coffee": 2, "standing": "3h"})
    header = (tmp_path / "diary.csv").read_text().splitlines()[0]
    assert header.endswith(",notes,coffee,standing_hours")
    assert last_entry(tmp_path)[["coffee", "standing_hours"]].tolist() == [2, 3]


def test_several_stretches_are_rows_in_their_order(tmp_path):
    log = b"Datum;\xc3\x9cbung;Seite;Wdh;Halten (s)\r\n2026-03-02;cat-cow;;10;\r\n"
    book_with(tmp_path, log, "routine.csv")
    (tmp_path / "settings.toml").write_text(
        '[columns]\nWdh = "reps"\n"Halten (s)" = "hold_seconds"\n'
    )
    (done,) = append(tmp_path, {}, stretches=["piriformis left 3x30s", {"exercise": "cat-cow"}])
    assert (tmp_path / "routine.csv").read_bytes() == (
        log + b"2026-03-03;piriformis;left;3;30\r\n2026-03-03;cat-cow;;;\r\n"
    )
    assert done.lines == (3, 4)


def test_a_stretch_that_may_be_misspelt_is_written_and_remarked_on(tmp_path):
    (done,) = append(tmp_path, {}, stretches=["knee to chst 2x10"])
    assert [problem.line for problem in done.remarks] == [2]
    assert "knee-to-chest" in done.remarks[0].message


def test_a_stretch_that_is_nearly_one_of_the_own_plan_is_remarked_on_once(tmp_path):
    (tmp_path / "plan.csv").write_text("exercise,times_per_day,days_per_week\nwall angel,1,7\n")
    (done,) = append(tmp_path, {}, stretches=["wal angel 2x10"])
    assert "Did you mean 'wall angel'?" in done.remarks[0].message
    (again,) = append(tmp_path, {}, stretches=["wal angel 2x10"])
    assert again.remarks == ()


# --- which file -------------------------------------------------------------------------


def test_of_several_diaries_the_one_with_the_latest_day_goes_on(tmp_path):
    old, new = b"date,pain\n2025-12-31,4\n", b"date,pain\n2026-03-01,4\n"
    book_with(tmp_path, old, "diary.csv")
    book_with(tmp_path, new, "diary_2026.csv")
    append(tmp_path, {"pain": 5})
    assert (tmp_path / "diary.csv").read_bytes() == old
    assert (tmp_path / "diary_2026.csv").read_bytes() == new + b"2026-03-03,5\n"


def test_a_blank_diary_beside_one_in_use_stays_blank(tmp_path):
    book_with(tmp_path, b"date,pain,notes\n", "diary.csv")
    book_with(tmp_path, b"date,pain\n2026-03-01,4\n", "diary_mine.csv")
    (done,) = append(tmp_path, {"pain": 5})
    assert done.path.name == "diary_mine.csv"


def test_entries_in_a_spreadsheet_are_left_alone_and_this_one_goes_beside(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "diary"
    book.active.append(["date", "pain"])
    book.active.append([dt.date(2026, 3, 1), 4])
    book.save(tmp_path / "diary.xlsx")
    before = (tmp_path / "diary.xlsx").read_bytes()
    (done,) = append(tmp_path, {"pain": 5})
    assert (done.path.name, done.beside) == ("diary.csv", "diary.xlsx")
    assert (tmp_path / "diary.xlsx").read_bytes() == before
    assert open_logbook(tmp_path, today=TODAY).diary["pain"].tolist() == [4, 5]


@pytest.mark.parametrize("header", ["", "Wochentag"])
def test_the_file_beside_sheets_of_weeks_has_a_date(tmp_path, header):
    book = openpyxl.Workbook()
    book.active.title = "KW 9 2026"
    for row in ([header, "Schmerz", "Sitzen"], ["Mo", 4, 3], ["Di", 5, 7], ["Do", 3, 2]):
        book.active.append(row)
    book.save(tmp_path / "wochen.xlsx")
    append(tmp_path, {"pain": 5})
    assert (tmp_path / "diary.csv").read_text(encoding="utf-8-sig").startswith("date")
    days = open_logbook(tmp_path, today=TODAY).diary["date"].astype(str).tolist()
    assert days == ["2026-02-23", "2026-02-24", "2026-02-26", "2026-03-03"]


def test_the_file_beside_a_spreadsheet_has_the_same_headers(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Datum", "Schmerz (0-10)", "Sitzen (min)", "Kaffee"])
    book.active.append([dt.date(2026, 2, 28), 4, 300, 2])
    book.save(tmp_path / "Tagebuch.xlsx")
    append(tmp_path, {"pain": 5, "sitting": "7h", "kaffee": 3, "stress": 4})
    header, row = (tmp_path / "diary.csv").read_text(encoding="utf-8-sig").splitlines()
    assert header == "Datum;Schmerz (0-10);Sitzen (min);Kaffee;stress"  # as a German Excel has it
    assert row == "2026-03-03;5;420;3;4"
    diary = open_logbook(tmp_path, today=TODAY).diary
    assert diary[["pain", "sitting_hours", "kaffee"]].to_numpy().tolist() == [[4, 5, 2], [5, 7, 3]]


def test_the_file_beside_a_spreadsheet_is_written_as_this_person_writes(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Datum", "Schmerz", "Sitzen (Std.)", "Gehoben", "Übungen gemacht?"])
    for day in (7, 8, 19):
        book.active.append([f"{day}.2.2026", 4, "6,5", "nein", "ja"])
    book.active.append([dt.date(2026, 2, 28), 4, 7.5, "nein", "ja"])  # a date, not one typed
    book.save(tmp_path / "Tagebuch.xlsx")
    for _ in range(2):  # a single row of its own does not hide how the spreadsheet is written
        append(
            tmp_path, {"pain": 5.5, "sitting": "7h 30m", "lifting": True, "Übungen gemacht?": "yes"}
        )
    header, *rows = (tmp_path / "diary.csv").read_text(encoding="utf-8-sig").splitlines()
    assert header == "Datum;Schmerz;Sitzen (Std.);Gehoben;Übungen gemacht?"
    assert rows == ["3.3.2026;5,5;7,5;ja;ja"] * 2
    assert open_logbook(tmp_path, today=TODAY).diary["sitting_hours"].tolist()[-1] == 7.5


def test_what_a_diary_has_no_column_for_goes_to_a_file_beside_it(tmp_path):
    before = b"Day;Pain 0-10\n27/2/2026;4\n28/2/2026;3\n"
    book_with(tmp_path, before, "my pain list.csv")
    (done,) = append(tmp_path, {"pain": 6, "sitting": "7,5h", "time": "19:30"})
    assert (tmp_path / "my pain list.csv").read_bytes() == before
    assert (done.path.name, done.beside) == ("diary.csv", "my pain list.csv")
    assert done.lacking == ("time", "sitting")
    said = "It has no column for time or sitting, so this went to diary.csv beside it."
    assert said in " ".join(say_written(tmp_path, done))
    assert (tmp_path / "diary.csv").read_bytes() == (
        b"Day;Pain 0-10;time;sitting_hours\r\n3/3/2026;6;19:30;7,5\r\n"
    )
    book = open_logbook(tmp_path, today=TODAY)
    assert book.problems.empty
    assert book.diary["pain"].tolist() == [4, 3, 6]
    (again,) = append(tmp_path, {"pain": 5, "sitting": 2, "date": "2026-03-02"})
    assert again.path.name == "diary.csv"
    assert (tmp_path / "diary.csv").read_bytes().endswith(b"\n2026-03-02;5;;2\r\n")  # not 2/3/2026


def test_a_diary_that_is_called_so_is_not_added_to_where_it_lacks_a_column(tmp_path):
    book_with(tmp_path, PLAIN)
    (done,) = append(tmp_path, {"pain": 4, "stress": 3})
    assert done.path.name == "diary_log.csv"
    assert (tmp_path / "diary.csv").read_bytes() == PLAIN
    assert open_logbook(tmp_path, today=TODAY).diary["stress"].tolist()[-1] == 3


HOW_MUCH = b"Date,What,How much,Remarks\n27.02.2026,Cat-cow,2x10,\n28.02.2026,walk,20 min,fine\n"


@pytest.mark.parametrize(("stretch", "cell", "read"), [
    ("cat-cow 2x12", "2x12", {"sets": 2, "reps": 12}),
    ("knee to chest 12 reps", "12 reps", {"reps": 12}),
    ("piriformis left 3x30s", "3x30s left", {"reps": 3, "hold_seconds": 30, "side": "left"}),
    ("walk 25 min", "25 min", {"minutes": 25}),
    ("cat-cow 10 reps partly", "10 reps partly", {"reps": 10, "done": "partly"}),
    ("cat-cow not done", "skipped", {"done": "no"}),
    ("cat-cow done", "", {"done": "yes"}),
])  # fmt: skip
def test_a_dose_is_written_in_words_where_this_person_has_one_column_for_it(
    tmp_path, stretch, cell, read
):
    book_with(tmp_path, PLAIN)
    book_with(tmp_path, HOW_MUCH, "stretching.csv")
    (done,) = append(tmp_path, {}, stretches=[stretch])
    new = (tmp_path / "stretching.csv").read_bytes()
    assert new.startswith(HOW_MUCH)
    assert new.decode().splitlines()[-1].split(",")[2:] == [cell, ""]
    row = open_logbook(tmp_path, today=TODAY).routine.set_index("line").loc[done.lines[0]]
    assert row[[*read]].to_dict() == read


def test_a_dose_stands_in_words_under_the_only_amount_there_is(tmp_path):
    book_with(tmp_path, PLAIN)
    book_with(tmp_path, b"date,exercise,reps\n2026-03-01,cat-cow,10\n", "routine.csv")
    append(tmp_path, {}, stretches=["cat-cow 12 reps", "cat-cow 2x12", "bridges 30s"])
    rows = (tmp_path / "routine.csv").read_text().splitlines()[2:]
    assert [row.split(",")[2] for row in rows] == ["12", "2x12", "30s"]
    routine = open_logbook(tmp_path, today=TODAY).routine
    assert routine["hold_seconds"].dropna().tolist() == [30]
    assert routine["sets"].dropna().tolist() == [2]


@pytest.mark.parametrize("stretch", ["cat-cow 2x12", {"exercise": "cat-cow", "pain_after": 4}])
def test_what_a_stretching_log_has_no_column_for_goes_beside_it(tmp_path, stretch):
    before = b"Date,Exercise\n27.02.2026,Cat-cow\n28.02.2026,Cat-cow\n"
    book_with(tmp_path, before, "stretching.csv")
    (done,) = append(tmp_path, {"pain": 5}, stretches=[stretch])[1:]
    assert (done.path.name, done.beside) == ("routine.csv", "stretching.csv")
    assert (tmp_path / "stretching.csv").read_bytes() == before
    routine = open_logbook(tmp_path, today=TODAY).routine
    assert routine[["reps", "pain_after"]].iloc[-1].notna().sum() == 1


def test_a_refusal_names_no_line_that_is_not_there(tmp_path):
    book_with(tmp_path, HOW_MUCH, "stretching.csv")
    with pytest.raises(LogbookError) as refused:
        append(tmp_path, {}, stretches=[{"exercise": "cat-cow", "How much": "a while"}])
    assert "How much" in str(refused.value)
    assert "line" not in str(refused.value)


def test_a_long_file_and_an_export_are_left_alone(tmp_path):
    long = b"name,value,date\nback pain,4,2026-03-01\nsitting,5,2026-03-01\n"
    book_with(tmp_path, long, "diary.csv")
    (done,) = append(tmp_path, {"pain": 5})
    assert done.path.name == "diary_log.csv"
    assert (tmp_path / "diary.csv").read_bytes() == long


def test_a_link_stays_a_link_and_permissions_stay(tmp_path):
    elsewhere = tmp_path / "cloud"
    elsewhere.mkdir()
    book_with(elsewhere, PLAIN)
    (elsewhere / "diary.csv").chmod(0o640)
    folder = tmp_path / "log"
    folder.mkdir()
    (folder / "diary.csv").symlink_to(elsewhere / "diary.csv")
    append(folder, {"pain": 5})
    assert (folder / "diary.csv").is_symlink()
    assert (elsewhere / "diary.csv").read_bytes().startswith(PLAIN + b"2026-03-03,5,")
    assert (elsewhere / "diary.csv").stat().st_mode & 0o777 == 0o640


# --- what is refused --------------------------------------------------------------------


@pytest.mark.parametrize(("values", "said"), [
    ({"pain": 12}, "diary.csv, pain: 12 is above 10. Use a number from 0 to 10."),
    ({"pain": "bad"}, "diary.csv, pain: bad is not a number. Use a number from 0 to 10."),
    ({"sitting": "25h"}, "sitting_hours: 25h is above 24. Use a number of hours from 0 to 24."),
    ({"lifting": "perhaps"}, "diary.csv, lifting: perhaps is neither yes nor no. Use yes or no."),
    ({"pain": 4, "tea": 3, "xylophone": 1}, "diary.csv has no column for 'tea' and 'xylophone'"),
    ({"pain": 4, "tea": 3, "xylophone": 1}, ",tea,xylophone at the end of line 1"),
    ({"pain": 4, "stress": 3, "tea": 1}, "has no column for 'stress' and 'tea', so nothing"),
    ({"pian": 4}, "Did you mean 'pain'?"),
    ({"pain": 4, "date": "2026-03-04"}, "2026-03-04 is in the future."),
    ({"pain": 4, "date": "3/3/26"}, "3/3/26' is not a date. Use a date such as 2026-01-30."),
    ({"pain": 4, "time": "8"}, "8 is no time of day."),
    ({"pain": None, "notes": " "}, "nothing was given to write down"),
])  # fmt: skip
def test_what_is_refused_is_said_as_in_a_diary_and_nothing_is_written(tmp_path, values, said):
    book_with(tmp_path, PLAIN)
    with pytest.raises(LogbookError) as refused:
        append(tmp_path, values)
    assert said in str(refused.value)
    assert (tmp_path / "diary.csv").read_bytes() == PLAIN
    assert [path.name for path in tmp_path.iterdir()] == ["diary.csv"]


def test_nothing_is_written_to_the_diary_when_a_stretch_is_refused(tmp_path):
    book_with(tmp_path, PLAIN)
    with pytest.raises(LogbookError, match="not sure what 12 means"):
        append(tmp_path, {"pain": 5}, stretches=["bird dog 12"])
    assert (tmp_path / "diary.csv").read_bytes() == PLAIN


def test_a_one_among_yes_and_no_is_said_to_be_a_yes(tmp_path):
    book_with(tmp_path, b"date,pain,gardening,lifting\n2026-03-02,5,yes,yes\n")
    (done,) = append(tmp_path, {"pain": 5, "gardening": 1, "lifting": 1})
    (remark,) = done.remarks
    assert (remark.line, remark.column, remark.value) == (3, "gardening", "1")
    assert "1 was taken for yes" in remark.message
    assert "'gardening (number)'" in remark.message
    with pytest.raises(LogbookError, match="What stands in this column is yes or no"):
        append(tmp_path, {"pain": 5, "gardening": 3})


def test_a_value_that_would_change_how_a_column_is_read_is_refused(tmp_path):
    before = b"date,pain,coffee\n2026-03-02,5,ja\n"
    book_with(tmp_path, before)
    with pytest.raises(LogbookError, match="coffee: 3 is neither yes nor no"):
        append(tmp_path, {"pain": 5, "coffee": 3})
    assert (tmp_path / "diary.csv").read_bytes() == before


def test_a_mark_that_is_not_closed_above_does_not_swallow_the_entry(tmp_path):
    book_with(tmp_path, PLAIN + b'2026-03-02,5,7,yes,"and then\n')
    append(tmp_path, {"pain": 5})
    assert last_entry(tmp_path)["line"] == 5


def test_a_diary_that_cannot_be_read_says_why(tmp_path):
    book_with(tmp_path, b"date,pain\n03/04/2025,5\n")
    with pytest.raises(LogbookError, match="day_first = true"):
        append(tmp_path, {"pain": 5})


def test_a_folder_that_is_not_there_says_how_to_make_it(tmp_path):
    with pytest.raises(LogbookError, match="backpain new"):
        append(tmp_path / "nowhere", {"pain": 5})


def test_a_file_that_is_open_in_another_program_is_not_touched(tmp_path):
    book_with(tmp_path, PLAIN)
    (tmp_path / ".~lock.diary.csv#").write_text("me")
    with pytest.raises(OutputError, match="open in another program"):
        append(tmp_path, {"pain": 5})
    assert (tmp_path / "diary.csv").read_bytes() == PLAIN


# --- safely -----------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_at_any_step_leaves_the_file_as_it_was(tmp_path, monkeypatch, step):
    book_with(tmp_path, PLAIN)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OutputError, match="No space left on device"):
        append(tmp_path, {"pain": 5})
    assert (tmp_path / "diary.csv").read_bytes() == PLAIN
    assert [path.name for path in tmp_path.iterdir()] == ["diary.csv"]


def test_what_another_program_saved_in_between_is_kept(tmp_path, monkeypatch):
    book_with(tmp_path, PLAIN)
    theirs = PLAIN + b"2026-03-02,9,,,evening\n"
    write = adding.write_whole

    def write_and_be_overtaken(path: Path, data: bytes) -> None:
        write(path, data)
        if (tmp_path / "diary.csv").read_bytes() == PLAIN:
            (tmp_path / "diary.csv").write_bytes(theirs)

    monkeypatch.setattr(adding, "write_whole", write_and_be_overtaken)
    append(tmp_path, {"pain": 5})
    assert (tmp_path / "diary.csv").read_bytes() == theirs + b"2026-03-03,5,,,\n"


WRITER = """
import datetime as dt, sys
from backpain_analysis.entry import append_entry
print("ready", flush=True)
sys.stdin.readline()
for n in range(int(sys.argv[3])):
    append_entry(sys.argv[1], {"notes": f"{sys.argv[2]} {n}"}, today=dt.date(2026, 3, 3))
"""


def test_two_commands_at_once_lose_nothing(tmp_path):
    each = 40
    book_with(tmp_path, b"date,pain,notes\n2026-03-01,4,\n")
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    writers = [subprocess.Popen([*command, name, str(each)], **pipes) for name in ("one", "two")]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=300)
    assert [writer.returncode for writer in writers] == [0, 0]
    rows = (tmp_path / "diary.csv").read_text().splitlines()[2:]
    expected = {f"2026-03-03,,{name} {n}" for name in ("one", "two") for n in range(each)}
    assert len(rows) == 2 * each
    assert set(rows) == expected


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_says_so(tmp_path):
    book_with(tmp_path, PLAIN)
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="cannot be written to"):
            append(tmp_path, {"pain": 5})
    finally:
        tmp_path.chmod(0o700)


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)


@settings(max_examples=40, deadline=None)
@given(
    note=CELLS,
    pain=st.integers(0, 100).map(lambda n: n / 10),
    sitting=st.integers(0, 96).map(lambda n: n / 4),
    layout=st.tuples(st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]), st.booleans()),
)
def test_whatever_is_written_comes_back_and_the_rest_stays(
    tmp_path_factory, note, pain, sitting, layout
):
    sign, end, finished = layout
    folder = tmp_path_factory.mktemp("any")
    rows = [["date", "pain", "sitting_hours", "notes"], ["2026-03-02", "4", "6", "well"]]
    text = end.join(sign.join(row) for row in rows) + (end if finished else "")
    before = text.encode()
    book_with(folder, before)
    try:
        append(folder, {"pain": pain, "sitting": sitting, "notes": note})
    except LogbookError:
        assert (folder / "diary.csv").read_bytes() == before
        return
    assert (folder / "diary.csv").read_bytes().startswith(before)
    entry = last_entry(folder)
    assert (entry["pain"], entry["sitting_hours"]) == (pain, sitting)
    written = "" if pd.isna(entry["notes"]) else entry["notes"]
    assert written.split() == note.split()


# --- corrected --------------------------------------------------------------------------

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "windows-1252")
WORDS = st.text(st.sampled_from("aß;,|\t\"' é4.-"), max_size=12).map(str.strip)


@st.composite
def odd_diaries(draw):
    """Rows as cells, and what makes them a file: separator, marks, blanks, line ends, encoding."""
    sign, end = draw(st.sampled_from(",;\t|")), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    comma = sign != "," and draw(st.booleans())
    days = draw(st.permutations(range(1, draw(st.integers(2, 6)))))
    numbers = st.integers(0, 40).map(lambda n: f"{n / 4:g}".replace(".", "," if comma else "."))
    rows = [[f"2026-02-{20 + n}", draw(numbers), draw(WORDS), draw(numbers)] for n in days]
    marks, blanks = draw(st.booleans()), draw(st.sampled_from(["", " "]))

    def cell(text):
        quoted = '"' + text.replace('"', '""') + '"'
        odd = marks or any(each in text for each in (sign, '"'))
        return blanks + (quoted if odd else text)

    lines = [[cell(text) for text in row] for row in rows]
    header = ["date", "pain", "notes", "sitting_hours"]
    file = draw(st.sampled_from(ENCODINGS)), sign, end, draw(st.booleans())
    return header, rows, lines, file


def as_bytes(header, lines, file):
    encoding, sign, end, finished = file
    text = end.join(sign.join(row) for row in [header, *lines])
    return (text + end * finished).encode(encoding)


@settings(max_examples=30, deadline=None)
@given(diary=odd_diaries(), pain=st.integers(0, 40).map(lambda n: n / 4), note=WORDS, at=st.data())
def test_a_corrected_row_says_what_was_given_and_nothing_else_differs(
    tmp_path_factory, diary, pain, note, at
):
    header, rows, lines, file = diary
    folder, n = tmp_path_factory.mktemp("odd"), at.draw(st.integers(0, len(rows) - 1))
    before = as_bytes(header, lines, file)
    book_with(folder, before)
    was = open_logbook(folder, today=TODAY).diary.set_index("line")
    try:
        values = {"date": rows[n][0], "pain": pain, "notes": note}
        (done,) = append(folder, values, replace=True)
    except LogbookError:
        assert (folder / "diary.csv").read_bytes() == before
        return
    after = (folder / "diary.csv").read_bytes()
    text = after.decode("utf-16" if file[0] == "utf-16" else file[0])
    body = text.split(file[2])[n + 1]
    kept = [*lines[:n], None, *lines[n + 1 :]]
    assert after == as_bytes(header, [row or [body] for row in kept], file)
    assert body.startswith(lines[n][0] + file[1] + " " * lines[n][0].startswith(" "))
    assert body.endswith(file[1] + lines[n][3])
    book = open_logbook(folder, today=TODAY).diary.set_index("line")
    line = done.lines[0]
    assert book.loc[line, "pain"] == pain
    assert book.loc[line, "notes"] == note if note else True
    unchanged = [name for name in was if name not in ("pain", "notes")]
    pd.testing.assert_frame_equal(book[unchanged], was[unchanged])
    pd.testing.assert_frame_equal(book.drop(index=line), was.drop(index=line))


def correct(folder, **values):
    return append(folder, {"date": "2026-03-02", **values}, replace=True)


def test_a_short_row_gets_the_separators_it_needs_and_no_more(tmp_path):
    book_with(tmp_path, b"date,pain,sitting_hours,lifting,notes\n2026-03-02,5\n2026-03-01,4,,,\n")
    (done,) = correct(tmp_path, sitting="7h 30m")
    assert (tmp_path / "diary.csv").read_bytes() == (
        b"date,pain,sitting_hours,lifting,notes\n2026-03-02,5,7.5\n2026-03-01,4,,,\n"
    )
    assert (done.was, done.cells) == ({"sitting_hours": ""}, ({"sitting_hours": "7.5"},))


def test_a_cell_that_was_refused_can_be_corrected(tmp_path):
    book_with(tmp_path, b"date,pain,sitting_hours\n2026-03-02,55,6\n")
    correct(tmp_path, pain=5.5)
    book = open_logbook(tmp_path, today=TODAY)
    assert (book.diary["pain"].tolist(), len(book.problems)) == ([5.5], 0)


def test_a_stray_letter_elsewhere_stays_as_it_is(tmp_path):
    rows = "date,pain,notes\n2026-03-02,5,süß äöü\n2026-03-01,4,".encode() + b"caf\xe9\n"
    book_with(tmp_path, rows)
    correct(tmp_path, pain=6)
    assert (tmp_path / "diary.csv").read_bytes() == rows.replace(b",5,", b",6,")


def test_a_row_with_more_cells_than_headers_is_not_corrected(tmp_path):
    rows = b"date,pain,notes\n2026-03-01,4,\n2026-03-02,5,moved the sofa, then bed\n"
    book_with(tmp_path, rows)
    with pytest.raises(LogbookError, match=r"line 3 of diary\.csv is not one line"):
        correct(tmp_path, notes="rested")
    assert (tmp_path / "diary.csv").read_bytes() == rows


def test_the_row_is_corrected_in_the_file_in_which_it_stands(tmp_path):
    book_with(tmp_path, b"date,pain\n2026-03-03,4\n", "diary.csv")
    book_with(tmp_path, b"Tag;Schmerz\n1.3.2026;4\n2.3.2026;5\n", "diary_old.csv")
    (done,) = correct(tmp_path, pain="6,5")
    assert (done.path.name, done.lines) == ("diary_old.csv", (3,))
    assert (tmp_path / "diary_old.csv").read_bytes().endswith(b"\n2.3.2026;6,5\n")


def test_a_correction_that_would_change_how_the_rest_is_read_is_refused(tmp_path, monkeypatch):
    book_with(tmp_path, PLAIN)
    spoil = adding.with_cells
    monkeypatch.setattr(
        adding, "with_cells", lambda *a: (spoil(*a)[0].replace(b",4,", b",5,"), {"pain": "5"})
    )
    with pytest.raises(LogbookError, match="Look at line 3"):
        correct(tmp_path, pain=6)
    assert (tmp_path / "diary.csv").read_bytes() == PLAIN


def test_a_correction_that_would_touch_another_cell_of_its_row_is_refused(tmp_path, monkeypatch):
    book_with(tmp_path, PLAIN)
    spoil = adding.with_cells
    monkeypatch.setattr(
        adding, "with_cells", lambda *a: (spoil(*a)[0].replace(b",7,", b",8,"), {"pain": "5"})
    )
    with pytest.raises(LogbookError, match="Look at line 3"):
        correct(tmp_path, pain=6)
    assert (tmp_path / "diary.csv").read_bytes() == PLAIN


# --- a stretch in one line --------------------------------------------------------------


@pytest.mark.parametrize(("text", "cells"), [
    ("cat-cow", {"exercise": "cat-cow"}),
    ("cat-cow 2x12", {"exercise": "cat-cow", "sets": "2", "reps": "12"}),
    ("Cat Cow 2 × 12 reps", {"exercise": "Cat Cow", "sets": "2", "reps": "12"}),
    ("2x12 cat-cow", {"exercise": "cat-cow", "sets": "2", "reps": "12"}),
    ("cat-cow, 12 reps", {"exercise": "cat-cow", "reps": "12"}),
    ("cat-cow x10", {"exercise": "cat-cow", "reps": "10"}),
    ("piriformis left 3x30s", {"exercise": "piriformis", "side": "left", "reps": "3",
                               "hold_seconds": "30"}),
    ("piriformis 2x3x30 s", {"exercise": "piriformis", "sets": "2", "reps": "3",
                             "hold_seconds": "30"}),
    ("child's pose 30s", {"exercise": "child's pose", "hold_seconds": "30"}),
    ("child's pose hold 30 sec", {"exercise": "child's pose", "hold_seconds": "30"}),
    ("knee-to-chest each side 2x20s", {"exercise": "knee-to-chest", "side": "both", "reps": "2",
                                       "hold_seconds": "20"}),
    ("walking 20 min", {"exercise": "walking", "minutes": "20"}),
    ("bridges 10 reps partly", {"exercise": "bridges", "reps": "10", "done": "partly"}),
    ("cat-cow no", {"exercise": "cat-cow", "done": "no"}),
    ("figure 4", {"exercise": "figure 4"}),
    ("figure 4 2x30s", {"exercise": "figure 4", "reps": "2", "hold_seconds": "30"}),
    ("knee 2 chest", {"exercise": "knee 2 chest"}),
    ("my own thing 3x8", {"exercise": "my own thing", "sets": "3", "reps": "8"}),
    ("Cat-camel 10 slow reps", {"exercise": "Cat-camel", "reps": "10", "notes": "slow"}),
    ("bird dog 3x8 slow, controlled reps each side", {"exercise": "bird dog", "side": "both",
        "sets": "3", "reps": "8", "notes": "slow, controlled"}),
    ("Katze-Kuh 12 langsame Wdh.", {"exercise": "Katze-Kuh", "reps": "12", "notes": "langsame"}),
    ("chat 8 répétitions", {"exercise": "chat", "reps": "8"}),
    ("chat 2 lentes séries", {"exercise": "chat", "sets": "2", "notes": "lentes"}),
])  # fmt: skip
def test_a_stretch_is_taken_apart(text, cells):
    assert parse_stretch(text) == cells


@pytest.mark.parametrize("text", ["bird dog 12", "2x12", "", "Übung 3"])
def test_a_stretch_whose_numbers_are_not_sure_is_refused(text):
    with pytest.raises(LogbookError):
        parse_stretch(text)


def test_a_name_of_ones_own_may_end_in_a_number_once_it_is_known(tmp_path):
    book_with(tmp_path, "date,exercise,reps\n2026-03-01,Übung 3,10\n".encode(), "routine.csv")
    append(tmp_path, {}, stretches=["Übung 3 12 reps"])
    assert (
        (tmp_path / "routine.csv").read_text(encoding="utf-8").endswith("2026-03-03,Übung 3,12\n")
    )


@pytest.mark.parametrize("header", ["Tag", "Day", "on"])
def test_a_weekday_beside_the_date_keeps_no_row_from_being_added(tmp_path, header):
    for day in range(2, 8):
        weekday = f"{dt.date(2026, 3, day):%a}"
        entry = {"date": f"2026-03-{day:02}", "pain": 4}
        if day == 2:
            (tmp_path / "diary.csv").write_text(f"date,{header},pain\n2026-03-01,Sun,3\n")
        append_entry(tmp_path, entry | ({header: weekday} if header == "on" else {}))
    book = open_logbook(tmp_path)
    assert len(book.diary) == 7
    assert header.casefold() not in book.diary
