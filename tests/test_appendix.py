"""The dated log behind the report: only where it is asked for, notes only where they are."""

from __future__ import annotations

import json

import jsonschema
import pypdf
import pytest

from backpain_analysis.logbook import open_logbook
from backpain_analysis.report import write_report
from backpain_analysis.report.answers import answer
from backpain_analysis.report.appendix import log_rows
from tests import report_cases as cases
from tests.test_report_numbers import SCHEMA
from tests.test_traceable import is_there, printed_numbers, text_of, values


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    case = cases.CASES["everything"] | {"routine": cases.routine(130)}
    folder = cases.write(tmp_path_factory.mktemp("logbook"), case)
    return open_logbook(folder, today=cases.TODAY)


def test_the_log_is_there_where_it_is_asked_for(book, tmp_path):
    without = write_report(book, tmp_path / "1")
    assert without.numbers["appendix"] is None
    assert "The dated log" not in text_of(without.pdf.read_bytes())
    report = write_report(book, tmp_path / "2", appendix=True)
    text = text_of(report.pdf.read_bytes())
    assert "The dated log" in text
    # Day 1 of `full_diary`: 4 + 7 % 5 - 3 % 4, and one more at its worst.
    assert "6 Jan 2026 13:30 3.0 4.0 1.0 " in text
    assert "ibuprofen 400 mg" in text
    assert "secret" not in text
    assert "secret" not in report.html.read_text("utf-8")
    assert "secret" not in report.json.read_text("utf-8")


def test_notes_are_there_where_they_are_asked_for(book, tmp_path):
    report = write_report(book, tmp_path, notes=True)
    assert "a secret thought" in text_of(report.pdf.read_bytes())
    assert "a secret thought" in report.html.read_text("utf-8")
    jsonschema.validate(json.loads(report.json.read_text("utf-8")), SCHEMA)


def test_every_entry_and_every_day_of_stretching_has_its_row(book, tmp_path):
    report = write_report(book, tmp_path, appendix=True)
    rows = report.numbers["appendix"]
    days = {row["date"] for row in rows}
    start, end = report.answers.start, report.answers.end
    assert len([row for row in rows if row["pain"] is not None]) == len(book.diary)
    stretched = book.routine[book.routine["date"].between(start, end)]
    assert {str(day.date()) for day in stretched["date"]} <= days
    assert sum(len(row["stretches"].split("; ")) for row in rows if row["stretches"]) == len(
        stretched
    )


DAYLIO = """full_date,date,weekday,time,mood,activities,note_title,note
2026-03-02,Mar 2,Monday,9:53 PM,bad,"back pain | gym","",""
2026-03-01,Mar 1,Sunday,9:17 PM,good,"","",""
"""


def test_what_was_picked_stands_and_what_was_not_is_no_no(tmp_path):
    """Ticks of an app, words in a column of one's own, and a paper list beside them."""
    files = {
        "app.csv": DAYLIO,
        "list.csv": "day,pain\n2026-03-01,4\n2026-03-02,6\n",
        "stretching.csv": "date,exercise,remarks\n2026-03-02,bridges,hurt a bit\n",
    }
    home = tmp_path / "home"
    home.mkdir()
    for name, content in files.items():
        (home / name).write_text(content, "utf-8")
    report = write_report(open_logbook(home, today=cases.TODAY), tmp_path / "out", notes=True)
    rows = report.numbers["appendix"]
    assert report.numbers["not_tried"] == ["back pain"]
    assert [row["more"] for row in rows if row["more"]] == ["mood 7.5", "mood 2.5; back pain; gym"]
    assert [row["notes"] for row in rows if row["notes"]] == ["remarks: hurt a bit"]
    text = text_of(report.pdf.read_bytes())
    for words in ("a word of a scale stands as its number",
                  "0 days with more than one of pain",
                  "no pain entry had a time",
                  "they name pain or a symptom: “back pain”"):  # fmt: skip
        assert words in text, words
    plain = write_report(open_logbook(home, today=cases.TODAY), tmp_path / "2", appendix=True)
    assert "hurt a bit" not in plain.json.read_text("utf-8")


def test_a_note_beside_several_stretches_of_a_day_stands_once(tmp_path):
    log = [
        "date,exercise,notes",
        *(f"2026-05-06,{name},felt stiff" for name in ("bridge", "cat-cow")),
    ]
    (tmp_path / "routine.csv").write_text("\n".join(log), encoding="utf-8")
    (tmp_path / "diary.csv").write_text(
        "date,pain,notes\n2026-05-06,4,long day\n", encoding="utf-8"
    )
    (row,) = log_rows(answer(open_logbook(tmp_path, today=cases.TODAY)), notes=True)
    assert row["notes"] == "long day | felt stiff"


def test_an_evening_of_two_files_is_one_row_without_tags(tmp_path):
    lines = ["date,time,pain,notes", "2026-05-06,20:14,4,", "2026-05-06,20:15,5,"]
    diary = "\n".join([*lines, "2026-05-07,20:00,3,a <b c", ""])
    (tmp_path / "diary.csv").write_text(diary, encoding="utf-8")
    note = "back 6/10<br>could <b>not</b> sit<div>long</div>"
    (tmp_path / "daylio.csv").write_text(
        "full_date,date,weekday,time,mood,activities,note_title,note\n"
        f'2026-05-06,6 May,Wednesday,20:14,meh,"work",,"{note}"\n',
        encoding="utf-8",
    )
    rows = log_rows(answer(open_logbook(tmp_path, today=cases.TODAY)), notes=True)
    assert [(row["time"], row["pain"]) for row in rows] == [
        ("20:14", 4),
        ("20:15", 5),
        ("20:00", 3),
    ]
    assert "work" in rows[0]["more"]
    assert [row["notes"] for row in rows] == ["back 6/10 could not sit long", "", "a <b c"]


def test_two_amounts_of_one_minute_stay_two_rows(tmp_path):
    """One pain, and sitting 3 and 5; the third says nothing that differs from the second."""
    home = tmp_path / "home"
    home.mkdir()
    rows = ["20:14,4,3,a", "20:14,4,5,b", "20:14,,5,c", "20:15,2,,d"]
    lines = ["date,time,pain,sitting_hours,notes", *(f"2026-05-06,{row}" for row in rows)]
    (home / "diary.csv").write_text("\n".join(lines), encoding="utf-8")
    told = log_rows(answer(open_logbook(home, today=cases.TODAY)), notes=True)
    assert [(row["pain"], row["more"], row["notes"]) for row in told] == [
        (4, "sitting 3", "a"),
        (4, "sitting 5", "b | c"),
        (2, "", "d"),
    ]


def test_its_numbers_stand_in_the_json(book, tmp_path):
    report = write_report(book, tmp_path, notes=True)
    known = sorted(set(values(report.numbers)))
    printed = printed_numbers(report.pdf.read_bytes())
    assert [around for n, around in printed if not is_there(n, known)] == []


def test_no_word_of_the_log_leaves_its_page_and_no_column_is_empty(tmp_path):
    """Nine boxes in a row, for letters that no face has, are wider than most words."""
    rows = [
        {"date": f"2026-03-{day:02}", "pain": 4, "notes": "今天坐了一整天,很痛"}
        for day in range(1, 9)
    ]
    home = cases.write(tmp_path, {"diary": rows})
    pdf = write_report(open_logbook(home, today=cases.TODAY), tmp_path / "out", notes=True).pdf
    last = len(pypdf.PdfReader(pdf).pages) - 1
    assert max(letter.right for letter in cases.letters(pdf.read_bytes(), last)) <= 595 - 48
    log = text_of(pdf.read_bytes()).split("The dated log")[1]
    assert "Date Pain Where, stretches, and more Notes" in log
