"""`backpain new`: a logbook made of what is suspected and what was asked for."""

from __future__ import annotations

import csv
import datetime as dt
import os
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from pypdf import PdfReader

import backpain_analysis as bp
from backpain_analysis import LogbookError, cli
from backpain_analysis.entry import append_entry
from backpain_analysis.prompting import split_list
from backpain_analysis.reading.how_often import parse_asked
from backpain_analysis.templates import DIARY_HEADER, beginning, write_new_logbook
from backpain_analysis.templates.beginning import ask_beginning
from backpain_analysis.templates.choices import nearest_factor
from backpain_analysis.wording import say_ranking


@pytest.fixture
def backpain(monkeypatch, capsys):
    """Run a command in this process, on a terminal where there are answers."""

    def run(*words: str | Path, answers: list[str] | None = None) -> tuple[int, str, str]:
        left = list(answers or ())
        monkeypatch.setattr(sys, "argv", ["backpain", *map(str, words)])
        monkeypatch.setattr("builtins.input", lambda _: left.pop(0))
        monkeypatch.setattr(sys.stdin, "isatty", lambda: answers is not None)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: answers is not None)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert left == []
        return int(ended.value.code or 0), *capsys.readouterr()

    return run


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def header(path):
    return path.read_text(encoding="utf-8").splitlines()[0].split(",")


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())


# --- flags --------------------------------------------------------------------------------


def test_what_is_suspected_becomes_a_column_everywhere(backpain, tmp_path):
    folder = tmp_path / "mine"
    code, _, _ = backpain(
        "new", folder, "--suspect", "poor sleep", "--suspect", "sitting", "--suspect", "Bad weather"
    )
    assert code == 0
    names = header(folder / "diary.csv")
    assert names[10:13] == ["sleep_hours", "sitting_hours", "Bad weather"]
    assert not {"stress", "lifting"} & {*names}
    sheet = openpyxl.load_workbook(folder / "diary.xlsx")["diary"]
    assert [cell.value for cell in sheet[1]] == names
    paper = text_of(folder / "to_print" / "diary.pdf")
    assert "Bad weather" in paper
    assert "Sleep last night" in paper
    assert "Stress 0-10" not in paper


def test_without_suspects_the_diary_is_the_usual_one(backpain, tmp_path):
    backpain("new", tmp_path / "mine")
    assert tuple(header(tmp_path / "mine" / "diary.csv")) == DIARY_HEADER


def test_stretches_become_the_plan_and_the_sheet_is_made_of_it(backpain, tmp_path):
    folder = tmp_path / "mine"
    _, out, _ = backpain(
        "new", folder, "--stretch", "cat cow 2x12, twice a day, 5 days a week",
        "--stretch", "knee-to-chest", "--stretch", "my wall thing 3x30s daily",
    )  # fmt: skip
    plan = rows(folder / "plan.csv")
    told = ["exercise", "side", "sets", "reps", "hold_seconds", "times_per_day", "days_per_week"]
    assert [[row[name] for name in told] for row in plan] == [
        ["cat-cow", "", "2", "12", "", "2", "5"],
        ["knee-to-chest", "both", "", "", "", "1", "7"],
        ["my wall thing", "", "", "3", "30", "1", "7"],
    ]
    sheet = text_of(folder / "to_print" / "stretching.pdf")
    assert "cat-cow 2x12; 2 times a day; 5 days a week" in sheet
    assert "my wall thing 3x30s" in sheet
    assert "knee-to-chest each side" in sheet
    assert "piriformis" not in sheet
    today = dt.date.today()
    assert {row["start"] for row in plan} == {today.isoformat()}
    assert "cat-cow: 2 sets of 12; twice a day, 5 days a week\n" in out
    assert (
        "knee-to-chest: no dose said; each side (assumed); once a day, every day (assumed)" in out
    )
    assert "my wall thing: 3 times, held 30 s; once a day, every day\n" in out
    assert f"since today, {today:%A} {today.day}" in out


def test_a_plan_in_one_line_may_say_since_when(backpain, tmp_path):
    words = ("--stretch", "cat-cow 2x12 daily", "--since", "3 weeks ago")
    assert backpain("new", tmp_path / "mine", *words)[0] == 0
    start = (dt.date.today() - dt.timedelta(days=21)).isoformat()
    assert [row["start"] for row in rows(tmp_path / "mine" / "plan.csv")] == [start]
    code, out, err = backpain("new", tmp_path / "yours", *words[:-1], "whenever")
    assert (code, out) == (1, "")
    assert "'whenever' is no day that is understood" in err


def test_the_last_line_is_the_next_command(backpain, tmp_path):
    _, out, _ = backpain("new", tmp_path / "mine")
    made, *_, last = out.strip().splitlines()
    assert made.startswith(f"Made in {tmp_path / 'mine'}: diary.csv, ")
    assert last == f"Begin with today: backpain log {tmp_path / 'mine'}"


def test_a_stretch_whose_dose_is_not_sure_is_refused_before_anything_is_written(backpain, tmp_path):
    code, out, err = backpain("new", tmp_path / "mine", "--stretch", "bird dog 12")
    assert (code, out) == (1, "")
    assert "not sure what 12 means" in err
    assert list(tmp_path.iterdir()) == []


def test_the_sheet_is_made_anew_from_an_edited_plan_once_the_old_one_is_deleted(backpain, tmp_path):
    write_new_logbook(tmp_path)
    plan, sheet = tmp_path / "plan.csv", tmp_path / "to_print" / "stretching.pdf"
    assert "seated spinal twist" in text_of(sheet)
    plan.write_text("exercise,reps,days_per_week\nbridges,15,7\n", encoding="utf-8")
    os.utime(plan, (sheet.stat().st_mtime + 5,) * 2)
    before = sheet.read_bytes()
    _, out, _ = backpain("new", tmp_path)
    assert sheet.read_bytes() == before
    assert "older than the plan" in out
    sheet.unlink()
    backpain("new", tmp_path)
    assert "bridges 15 reps" in text_of(sheet)
    assert "seated spinal twist" not in text_of(sheet)


def test_many_stretches_stay_on_one_page(tmp_path):
    write_new_logbook(tmp_path, stretches=[f"a stretch of mine {c} 2x10" for c in "abcdefghijkl"])
    assert len(PdfReader(tmp_path / "to_print" / "stretching.pdf").pages) == 1


def test_words_that_the_font_lacks_and_long_ones_do_not_stop_it(tmp_path):
    long = "Donaudampfschifffahrtsgesellschaft" * 2
    write_new_logbook(tmp_path, suspects=["天気", long], stretches=["腰痛体操 2x10"])
    for name in ("diary", "stretching"):
        assert len(PdfReader(tmp_path / "to_print" / f"{name}.pdf").pages) == 1
    assert header(tmp_path / "diary.csv")[10:12] == ["天気", long]


def test_what_is_there_stays_and_it_says_so(backpain, tmp_path):
    write_new_logbook(tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    _, out, _ = backpain("new", tmp_path, "--suspect", "coffee")
    assert "Left as they were: diary.csv. What you asked for" in " ".join(out.split())
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_no_input_asks_nothing_even_on_a_terminal(backpain, tmp_path):
    code, _, _ = backpain("new", tmp_path / "mine", "--no-input", answers=[])
    assert code == 0
    assert tuple(header(tmp_path / "mine" / "diary.csv")) == DIARY_HEADER


# --- asked --------------------------------------------------------------------------------


def ask(*typed):
    left, said = list(typed), []
    begun = ask_beginning(lambda _: left.pop(0), said.append)
    assert left == []
    return begun, "\n".join(said)


def test_on_a_terminal_it_asks_a_few_questions(backpain, tmp_path):
    folder = tmp_path / "mine"
    answers = ["1, 6, coffee", "3, piriformis 3x30s", "", "2", "5", "5 Oct 2025", ""]
    backpain("new", folder, answers=answers)
    assert header(folder / "diary.csv")[10:13] == ["sitting_hours", "sleep_hours", "coffee"]
    plan = rows(folder / "plan.csv")
    told = ["exercise", "times_per_day", "days_per_week"]
    assert [[row[name] for name in told] for row in plan] == [
        ["cat-cow", "2", "5"], ["piriformis", "2", "5"]]  # fmt: skip
    assert {row["start"] for row in plan} == {"2025-10-05"}


def test_enter_skips_every_question():
    begun, _ = ask("", "")
    assert (begun.suspects, begun.stretches) == ((), ())


def test_answers_that_are_not_understood_are_asked_again():
    begun, said = ask(
        "9", "2", "bird dog 12, cat-cow", "bird dog 12 reps", "", "no idea", "25", "twice", "8",
        "3", "", "",
    )  # fmt: skip
    assert begun.suspects == ("lifting",)
    assert begun.stretches == tuple(
        f"{text}, 2 times a day, 3 days a week" for text in ("cat-cow", "bird dog 12 reps")
    )
    assert "There is no number 9. Use numbers from 1 to 8." in said
    assert "'bird dog 12': it is not sure what 12 means." in said
    assert "'25' is not understood. Use a number from 1 to 24." in said
    assert "'8' is not understood. Use a number from 1 to 7." in said


@pytest.mark.parametrize(("typed", "ago"), [("", 0), ("3 weeks ago", 21), ("-2", 2)])
def test_who_says_how_often_is_asked_since_when_alone(typed, ago):
    begun, said = ask("", "1 2 x day, cat-cow 10 reps 1 x day (a.m.)", "", "3/4", typed, "")
    assert begun.start == dt.date.today() - dt.timedelta(days=ago)
    assert "is 3 April" in said


def test_how_often_is_asked_of_those_alone_that_do_not_say_it():
    begun, _ = ask("", "1, cat-cow 2x12, twice a day, daily", "", "2", "Mon/Wed/Fri", "", "")
    assert begun.stretches == (
        "knee-to-chest, 2 times a day, 3 days a week",
        "cat-cow 2x12, twice a day, daily",
    )


def test_a_number_may_have_its_dose_and_a_slip_of_the_pen_is_asked_about():
    begun, _ = ask("", "1 3x20s, brige 2x10, foo 2x10", "", "", "", "3", "", "")
    often = ", 1 times a day, 3 days a week"
    assert begun.stretches == (f"knee-to-chest 3x20s{often}", f"bridges 2x10{often}",
                               f"foo 2x10{often}")  # fmt: skip
    kept, _ = ask("", "brige 2x10 daily", "n", "", "", "")
    assert kept.stretches == ("brige 2x10 daily",)


@pytest.mark.parametrize(("typed", "often"), [
    (["1: daily if possible"], "1 times a day, 7 days a week; if possible"),
    (["daily"], "1 times a day, 7 days a week"),
    (["2, if possible", "5"], "2 times a day, 5 days a week; if possible"),
    (["3 days a week"], "1 times a day, 3 days a week"),
    (["1", "every other day"], "1 times a day, 3.5 days a week"),
    (["1", "on alternate days, if possible"], "1 times a day, 3.5 days a week; if possible"),
    (["1", "3.5"], "1 times a day, 3.5 days a week"),
    (["1", "3,5"], "1 times a day, 3.5 days a week"),
    (["2", "every 3 days"], "2 times a day, 2.33 days a week"),
])  # fmt: skip
def test_how_often_may_be_said_with_a_condition_and_daily_is_once(typed, often):
    begun, said = ask("", "cat-cow 2x12", "", *typed, "", "")
    assert begun.stretches == (f"cat-cow 2x12, {often}",)
    assert "not understood" not in said
    notes = {"notes": "if possible"} if "possible" in often else {}
    assert parse_asked(begun.stretches[0]).get("notes") == notes.get("notes")


@pytest.mark.parametrize(("answer", "kept"), [("y", ["rocket 10 foos 2x8 daily"]), ("n", [])])
def test_a_number_inside_a_name_that_is_kept_is_asked_about(answer, kept):
    begun, _ = ask("", "rocket 10 foos 2x8 daily", answer, "", *[""] * 2 * len(kept))
    assert [*begun.stretches] == kept


@pytest.mark.parametrize(("text", "said"), [
    ("cat-cow 10x every day", {"reps": "10", "days_per_week": "7"}),
    ("cat-cow 10x täglich", {"reps": "10", "days_per_week": "7"}),
    ("cat-cow 3x daily", {"times_per_day": "3"}),
    ("cat-cow 10x a day", {"times_per_day": "10"}),
    ("cat-cow 10 reps 8x daily", {"reps": "10", "times_per_day": "8"}),
    ("cat-cow 8x daily, 10 reps", {"reps": "10", "times_per_day": "8"}),
    ("c) cat-cow 3x daily", {"times_per_day": "3"}),
    ("cat-cow, 3.5 days a week", {"days_per_week": "3.5"}),
    ("cat-cow 2 x 8 daily", {"sets": "2", "reps": "8", "days_per_week": "7"}),
    ("cat-cow 2 x 8 every day", {"sets": "2", "reps": "8", "days_per_week": "7"}),
    ("cat-cow 3x10 x 2 daily", {"sets": "3", "reps": "10", "times_per_day": "2"}),
])  # fmt: skip
def test_more_times_daily_than_a_day_has_room_for_are_repetitions(text, said):
    assert parse_asked(text) == {"exercise": "cat-cow", **said}


@pytest.mark.parametrize(("answers", "plan", "ago"), [
    ([""], ["cat-cow 2x12 daily", "bridges 10 reps daily"], 0),
    (["2", "15 reps twice a day", "y"],
     ["cat-cow 2x12 daily", "bridges 15 reps, 2 times a day, 7 days a week"], 0),
    (["1", "5 days a week", "1", "if no pain", "1", "3x20s left", ""],
     ["cat-cow left 3x20s if no pain, 5 days a week", "bridges 10 reps daily"], 0),
    (["n", "1", "planks 3x30s", "2", "5", ""],
     ["planks 3x30s, 2 times a day, 5 days a week", "bridges 10 reps daily"], 0),
    (["1", "-", ""], ["bridges 10 reps daily"], 0),
    (["1", "", ""], ["cat-cow 2x12 daily", "bridges 10 reps daily"], 0),
    (["1", "planks 12", ""], ["cat-cow 2x12 daily", "bridges 10 reps daily"], 0),
    (["3", "-7", ""], ["cat-cow 2x12 daily", "bridges 10 reps daily"], 7),
    (["+", "planks 3x30s daily", "", ""],
     ["cat-cow 2x12 daily", "bridges 10 reps daily", "planks 3x30s daily"], 0),
    (["9", "what", ""], ["cat-cow 2x12 daily", "bridges 10 reps daily"], 0),
    (["1", "-", "1", "-"], [], 0),
])  # fmt: skip
def test_the_plan_is_shown_and_one_line_of_it_can_be_changed(answers, plan, ago):
    begun, said = ask("", "cat-cow 2x12 daily", "bridges 10 reps daily", "", "", *answers)
    assert begun.stretches == tuple(plan)
    assert begun.start == dt.date.today() - dt.timedelta(days=ago)
    assert "  1  cat-cow: 2 sets of 12; once a day, every day\n" in said
    assert "  2  bridges: 10 times; once a day, every day\n" in said


def test_of_a_range_of_days_it_says_which_number_is_taken():
    begun, said = ask("", "cat-cow 2x12", "", "", "3-4", "", "")
    assert begun.stretches == ("cat-cow 2x12, 1 times a day, 3 days a week",)
    assert "Of 3-4, the plan asks for 3." in said


def test_what_is_not_understood_after_all_is_asked_again_and_nothing_is_lost(monkeypatch):
    def refuse(texts):
        if any("3 days" in text for text in texts):
            raise LogbookError("Not so.")
        return plan_rows(texts)

    plan_rows = beginning.plan_rows
    monkeypatch.setattr(beginning, "plan_rows", refuse)
    begun, said = ask("", "cat-cow 2x12", "", "", "3", "", "4", "", "")
    assert begun.stretches == ("cat-cow 2x12, 1 times a day, 4 days a week",)
    assert "Not so." in said


@pytest.mark.parametrize("number", ["{} ", "{}. ", "{}) "])
def test_the_numbers_of_a_slip_are_no_part_of_the_names(backpain, tmp_path, number):
    slip = ["Cat-cow   10x, daily", "Knee to chest 3 x 30 sec daily", "Bird dog 2 x 8 daily"]
    typed = [number.format(n) + text for n, text in enumerate(slip, start=1)]
    begun, _ = ask("", *typed, "", "", "")
    names = [parse_asked(text)["exercise"].casefold() for text in begun.stretches]
    assert names == ["cat-cow", "knee to chest", "bird dog"]
    backpain("new", tmp_path / "mine", *(word for text in typed for word in ("--stretch", text)))
    plan = rows(tmp_path / "mine" / "plan.csv")
    assert [row["exercise"] for row in plan] == ["cat-cow", "knee-to-chest", "Bird dog"]


def test_a_plan_on_several_lines_can_be_pasted():
    begun, _ = ask("", "- my thing 2x10 daily", "2) cat-cow 5 reps BID if no pain", "", "", "")
    assert [parse_asked(text)["exercise"] for text in begun.stretches] == ["my thing", "cat-cow"]


def test_stopping_writes_nothing(backpain, tmp_path, monkeypatch):
    def stop(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.new, "ask", stop)
    code, out, _ = backpain("new", tmp_path / "mine", answers=[])
    assert code == 130
    assert "Nothing was written" in out
    assert list(tmp_path.iterdir()) == []


# --- what was asked for, in one line ------------------------------------------------------


@pytest.mark.parametrize(("text", "often"), [
    ("cat-cow", {}),
    ("cat-cow daily", {"days_per_week": "7"}),
    ("cat-cow, every other day", {"days_per_week": "3.5"}),
    ("cat-cow twice a day", {"times_per_day": "2"}),
    ("cat-cow 3x a day, 5 days a week", {"times_per_day": "3", "days_per_week": "5"}),
    ("cat-cow 3 times per week", {"days_per_week": "3"}),
    ("cat-cow once a day, every day", {"times_per_day": "1", "days_per_week": "7"}),
    ("cat-cow twice daily", {"times_per_day": "2"}),
    ("cat-cow 3 times weekly", {"days_per_week": "3"}),
    ("cat-cow every 3 days", {"days_per_week": "2.33"}),
    ("cat-cow on weekdays", {"days_per_week": "5"}),
    ("cat-cow Mon/Wed/Fri", {"days_per_week": "3"}),
    ("cat-cow, Tuesday and Saturday", {"days_per_week": "2"}),
    ("cat-cow, Mo, Mi und Fr", {"days_per_week": "3"}),
    ("cat-cow, täglich", {"days_per_week": "7"}),
    ("cat-cow jeden zweiten Tag", {"days_per_week": "3.5"}),
    ("cat-cow 5x pro Woche", {"days_per_week": "5"}),
    ("cat-cow an 3 Tagen pro Woche", {"days_per_week": "3"}),
    ("cat-cow zweimal am Tag, dreimal die Woche", {"times_per_day": "2", "days_per_week": "3"}),
    ("cat-cow 3 fois par semaine", {"days_per_week": "3"}),
    ("cat-cow un jour sur deux", {"days_per_week": "3.5"}),
    ("cat-cow cada dos días", {"days_per_week": "3.5"}),
    ("cat-cow 3 veces al día, todos los días", {"times_per_day": "3", "days_per_week": "7"}),
    ("cat-cow due volte al giorno", {"times_per_day": "2"}),
    ("cat-cow om de dag", {"days_per_week": "3.5"}),
    ("cat-cow elke dag", {"days_per_week": "7"}),
    ("cat-cow 2 x day", {"times_per_day": "2"}),
    ("cat-cow 2xday", {"times_per_day": "2"}),
    ("cat-cow 2x/day", {"times_per_day": "2"}),
    ("cat-cow 1 x day (a.m.)", {"times_per_day": "1"}),
    ("cat-cow once a day in the morning", {"times_per_day": "1"}),
    ("cat-cow 2x a day (morning and evening)", {"times_per_day": "2"}),
    ("cat-cow daily before bed", {"days_per_week": "7"}),
    ("cat-cow 3 x week", {"days_per_week": "3"}),
    ("cat-cow, 5 days out of 7", {"days_per_week": "5"}),
    ("cat-cow 5 out of 7 days", {"days_per_week": "5"}),
    ("cat-cow, 5 of 7 days", {"days_per_week": "5"}),
    ("cat-cow an 5 von 7 Tagen", {"days_per_week": "5"}),
    ("cat-cow; 5 days a week since 12 October",
     {"days_per_week": "5", "notes": "since 12 October"}),
    ("cat-cow daily from Oct 12", {"days_per_week": "7", "notes": "from Oct 12"}),
    ("cat-cow seit 12.10.", {"notes": "seit 12.10."}),
    ("cat-cow 3 x Woche abends", {"days_per_week": "3"}),
])  # fmt: skip
def test_how_often_is_taken_off_the_end(text, often):
    assert parse_asked(text) == {"exercise": "cat-cow"} | often


@pytest.mark.parametrize(("text", "said"), [
    ("zweimal täglich Brücke", {"times_per_day": "2"}),
    ("2x täglich Brücke 10 Wdh", {"times_per_day": "2", "reps": "10"}),
    ("Brücke 3 x day 30s", {"times_per_day": "3", "hold_seconds": "30"}),
    ("Brücke 2x täglich 10 Wdh", {"times_per_day": "2", "reps": "10"}),
    ("3 x per week 10 Wdh Brücke", {"days_per_week": "3", "reps": "10"}),
    ("Twice a day, 5 days a week: Brücke 30s/side",
     {"times_per_day": "2", "days_per_week": "5", "hold_seconds": "30", "side": "both"}),
    ("Mo/Mi/Fr Brücke je 30 Sek", {"days_per_week": "3", "hold_seconds": "30"}),
])  # fmt: skip
def test_how_often_may_stand_first_or_between(text, said):
    assert parse_asked(text) == {"exercise": "Brücke"} | said


@pytest.mark.parametrize("text", [
    "cat-cow 10x twice a day, every day", "cat-cow 10x 2x/day daily",
    "daily twice a day: cat-cow 10x",
    "cat-cow, twice a day, 10x, every day",
])  # fmt: skip
def test_a_dose_stays_one_whatever_is_said_of_how_often(text):
    said = {"exercise": "cat-cow", "reps": "10", "times_per_day": "2", "days_per_week": "7"}
    assert parse_asked(text) == said


@pytest.mark.parametrize("text", ["cat-cow 3x every day twice a day", "cat-cow 2x a day, 3x a day"])
def test_what_says_how_often_in_two_ways_is_refused(text):
    with pytest.raises(LogbookError, match="do not say the same of how often"):
        parse_asked(text)


@pytest.mark.parametrize(("text", "dose"), [
    ("Brücke 3x10-12, jeden zweiten Tag", {"sets": "3", "reps": "10", "days_per_week": "3.5"}),
    ("Brücke 30–40s daily", {"hold_seconds": "30", "days_per_week": "7"}),
])  # fmt: skip
def test_of_a_range_the_lower_number_is_asked_for(text, dose):
    assert parse_asked(text) == {"exercise": "Brücke"} | dose


@pytest.mark.parametrize(("text", "said"), [
    ("clams 10 reps 2-3x/day", {"reps": "10", "times_per_day": "2"}),
    ("clams 10 to 12 reps, 3 to 5x/wk", {"reps": "10", "days_per_week": "3"}),
    ("clams 10 reps x 6/day", {"reps": "10", "times_per_day": "6"}),
    ("clams 2x10 BID", {"sets": "2", "reps": "10", "times_per_day": "2"}),
    ("clams 2x10 q.d.", {"sets": "2", "reps": "10", "times_per_day": "1"}),
    ("clams 2x10, every morning", {"sets": "2", "reps": "10", "times_per_day": "1"}),
    ("clams 2x10 am + pm", {"sets": "2", "reps": "10", "times_per_day": "2"}),
    ("clams 2x10 morgens und abends", {"sets": "2", "reps": "10", "times_per_day": "2"}),
    ("clams 2x10 before bed", {"sets": "2", "reps": "10", "times_per_day": "1"}),
    ("clams 2x10 M/W/F", {"sets": "2", "reps": "10", "days_per_week": "3"}),
    ("clams 2x10 Mon-Fri", {"sets": "2", "reps": "10", "days_per_week": "5"}),
    ("clams 2x10 Sa bis Mo", {"sets": "2", "reps": "10", "days_per_week": "3"}),
    ("clams 2x10 3x/Wo.", {"sets": "2", "reps": "10", "days_per_week": "3"}),
    ("clams (2x10) tgl.", {"sets": "2", "reps": "10", "days_per_week": "7"}),
    ("1. clams - hold for 30 sec on each side",
     {"hold_seconds": "30", "side": "both"}),
    ("clams 2x10 w/ 5 sec hold", {"sets": "2", "reps": "10", "hold_seconds": "5"}),
    ("clams 3 Wdh. à 30 Sek.", {"reps": "3", "hold_seconds": "30"}),
    ("clams 3x1 min bilat", {"reps": "3", "hold_seconds": "60", "side": "both"}),
    ("clams re. und li. 2x20 Sek", {"reps": "2", "hold_seconds": "20", "side": "both"}),
    ("clams x10 each direction", {"reps": "10", "side": "both"}),
    ("clams (R) 10 reps, mind. 3x/Woche", {"reps": "10", "side": "right", "days_per_week": "3"}),
    ("clams je 30 sec, 3 Durchgänge", {"sets": "3", "hold_seconds": "30"}),
    ("clams 10 reps, M, W, F", {"reps": "10", "days_per_week": "3"}),
    ("clams rechts 20s", {"hold_seconds": "20", "side": "right"}),
])  # fmt: skip
def test_what_therapists_write_is_taken_apart(text, said):
    assert parse_asked(text) == {"exercise": "clams"} | said


@pytest.mark.parametrize(("text", "notes", "said"), [
    ("clams only if no pain in the leg", "only if no pain in the leg", {}),
    ("clams 2x10 daily as tolerated", "as tolerated", {"days_per_week": "7"}),
    ("clams 2x10, nur wenn kein Ziehen ins Bein, tgl.", "nur wenn kein Ziehen ins Bein",
     {"days_per_week": "7"}),
    ("clams 2x10, progress to 3 sets", "progress to 3 sets", {}),
    ("clams 2x10, später auf 3 Sätze steigern", "später auf 3 Sätze steigern", {}),
    ("clams 2x10 (every 2-3 hours)", "every 2-3 hours", {}),
    ("clams 3x max daily", "max", {"sets": "3", "days_per_week": "7"}),
    ("clams 2 x as many as you can", "as many as you can", {"sets": "2"}),
    ("clams 3x so lange es geht", "so lange es geht", {"sets": "3"}),
    ("clams 2x10 daily for 6 weeks", "for 6 weeks", {"days_per_week": "7"}),
    ("clams 2x10, stop if tingling, or numbness increases",
     "stop if tingling, or numbness increases", {}),
    ("clams 2x10 slow and controlled, daily", "slow and controlled", {"days_per_week": "7"}),
    ("clams 2x10 → 3x15 by week 4, daily", "→ 3x15 by week 4", {"days_per_week": "7"}),
    ("clams 2x10, every hour at work, no pain", "every hour at work; no pain", {}),
    ("clams 2x10 before exercise", "before exercise", {}),
    ("clams 5 breaths daily", "5 breaths", {"days_per_week": "7"}),
    ("clams 2x10 as tolerated twice daily", "as tolerated twice daily", {"times_per_day": "2"}),
    ("clams 2x10, when it rains", "when it rains", {}),
])  # fmt: skip
def test_a_condition_and_what_is_to_come_go_into_the_notes(text, notes, said):
    dose = {"sets": "2", "reps": "10"} if "2x10" in text else {}
    assert parse_asked(text) == {"exercise": "clams", "notes": notes} | dose | said


@pytest.mark.parametrize(("typed", "pieces"), [
    ("side plank L 3x20s, R 2x20s, daily",
     ["side plank left 3x20s", "side plank right 2x20s, daily"]),
    ("bird dog every blue moon, R 2x20s", ["bird dog every blue moon", "R 2x20s"]),
    ("planks 3x30s, M, W, F", ["planks 3x30s, M, W, F"]),
    ("planks 3x30s, Mon, Wed, Fri, clams", ["planks 3x30s, Mon, Wed, Fri", "clams"]),
    ("planks only if no pain, tingling or numbness, clams",
     ["planks only if no pain, tingling or numbness", "clams"]),
])  # fmt: skip
def test_commas_within_one_stretch_do_not_part_it(typed, pieces):
    assert split_list(typed) == pieces


def test_the_notes_of_a_plan_are_in_it_and_on_the_sheet(tmp_path):
    write_new_logbook(tmp_path, stretches=["clams 2x10 only if no pain", "cat-cow 2x12"])
    assert [row["notes"] for row in rows(tmp_path / "plan.csv")] == ["only if no pain", ""]
    append_entry(tmp_path, {"pain": 6}, today=dt.date(2026, 3, 2))
    assert bp.open_logbook(tmp_path, today=pd.Timestamp("2026-03-03")).problems.empty
    assert "clams 2x10; only if no pain" in text_of(tmp_path / "to_print" / "stretching.pdf")


@pytest.mark.parametrize("text", [
    "bird dog every blue moon", "bird dog 2x10 every blue moon",
    "brug 2x10 elke maandag", "cat-cow 2x moonrise",
])  # fmt: skip
def test_what_is_not_understood_becomes_no_name(backpain, tmp_path, text):
    code, _, err = backpain("new", tmp_path / "mine", "--stretch", text)
    assert code == 1
    assert "is not understood as a name, a dose and how often" in " ".join(err.split())
    assert list(tmp_path.iterdir()) == []


def test_minutes_are_a_hold_where_they_can_be_and_else_a_note(tmp_path):
    write_new_logbook(tmp_path, stretches=["child's pose 1 min", "walking 20 min", "walking 5 min"])
    told = [(row["hold_seconds"], row["notes"]) for row in rows(tmp_path / "plan.csv")]
    assert told == [("60", ""), ("", "20 min"), ("", "5 min")]


def test_a_new_logbook_with_choices_is_read_without_problems(tmp_path):
    write_new_logbook(tmp_path, suspects=["coffee"], stretches=["cat-cow 2x12 daily"])
    with (tmp_path / "diary.csv").open("a", encoding="utf-8") as file:
        file.write("2026-03-02,,5,,,,,,,,2,,\r\n")
    book = bp.open_logbook(tmp_path, today=pd.Timestamp("2026-03-03"))
    assert book.problems.empty
    assert book.diary["coffee"].tolist() == [2]
    assert book.plan[["exercise", "sets", "reps"]].to_numpy().tolist() == [["cat-cow", 2, 12]]


def test_after_the_first_entry_it_says_that_there_is_not_enough_yet(tmp_path):
    write_new_logbook(tmp_path, suspects=["sitting"])
    append_entry(tmp_path, {"pain": 6, "sitting": 7}, today=dt.date(2026, 3, 2))
    days = bp.daily_table(bp.open_logbook(tmp_path, today=pd.Timestamp("2026-03-03")))
    said = " ".join(say_ranking(bp.rank_triggers(days)))
    assert "not enough data yet" in said
    assert "same on every day" not in said


# --- words that are nearly known, or not at all -------------------------------------------


@pytest.mark.parametrize(("typed", "answer", "column"), [
    ("siting", "", "sitting_hours"),
    ("siting", "n", "siting"), ("long siting", "y", "sitting_hours"),
    ("slep", "", "sleep_hours"), ("wlaking", "", "walking_minutes"),
])  # fmt: skip
def test_a_suspect_that_is_nearly_known_is_asked_about(backpain, tmp_path, typed, answer, column):
    for number, words in enumerate([(), ("--suspect", typed)]):
        folder = tmp_path / str(number)
        answers = [answer] if words else [typed, answer, ""]
        assert backpain("new", folder, *words, answers=answers)[0] == 0
        assert header(folder / "diary.csv")[10] == column


@pytest.mark.parametrize("word", ["coffee", "sitting", "Sitzen", "gardening", "shoes", "my boss",
                                  "knitting", "talking", "late knitting", "shifting"])  # fmt: skip
def test_a_suspect_that_is_known_or_like_none_is_not_asked_about(word):
    assert nearest_factor(word) is None


def test_a_stretch_that_the_catalogue_lacks_is_said_to_be_ones_own():
    begun, said = ask("", "coffee 2x10 daily, cat-cow daily", "", "", "")
    assert begun.stretches == ("coffee 2x10 daily", "cat-cow daily")
    assert "'coffee' is kept as an exercise of your own: it is not in the catalogue." in said


@pytest.mark.parametrize(("words", "column"), [
    ("carrying the heavy shopping", "lifting"), ("long drives", "driving_hours"),
    ("Kisten schleppen", "lifting"), ("trop de voiture", "driving_hours"),
    ("falta de sueño", "sleep_hours"), ("stare seduto tanto", "sitting_hours"),
    ("te weinig slapen", "sleep_hours"),
])  # fmt: skip
def test_a_suspect_that_holds_a_known_factor_is_offered_as_it(backpain, tmp_path, words, column):
    assert backpain("new", tmp_path / "a", answers=[words, "", ""])[0] == 0
    assert header(tmp_path / "a" / "diary.csv")[10] == column
    _, out, _ = backpain("new", tmp_path / "b", answers=[words, "n", ""])
    assert header(tmp_path / "b" / "diary.csv")[10] == words
    assert f"'{words}' becomes a column of your own" in out


def test_without_a_terminal_all_is_kept_and_said(backpain, tmp_path):
    words = ("--suspect", "siting", "--stretch", "coffee 2x10 daily", "--stretch", "brige 2x10")
    code, out, _ = backpain("new", tmp_path / "mine", *words)
    assert code == 0
    assert header(tmp_path / "mine" / "diary.csv")[10] == "siting"
    assert [row["exercise"] for row in rows(tmp_path / "mine" / "plan.csv")] == ["coffee", "brige"]
    assert (
        "'siting' becomes a column of your own. If you meant sitting (hours), write sitting_hours"
        in out
    )
    assert "'coffee' is kept as an exercise of your own: it is not in the catalogue." in out
    assert "Did you mean 'bridges'?" in out


def choices_of(folder):
    sheet = openpyxl.load_workbook(folder / "diary.xlsx")["routine"]
    column = [cell.value for cell in sheet[1]].index("exercise")
    rule = next(
        rule for rule in sheet.data_validations.dataValidation
        if sheet.cell(2, column + 1).coordinate in rule.sqref
    )  # fmt: skip
    assert len(rule.formula1) <= 257  # Excel takes 255 and the quotation marks
    return rule.formula1.strip('"').split(",")


def test_the_spreadsheet_offers_the_persons_own_stretches_first(tmp_path):
    names = ['my "wall" thing', "door stretch", "cat-cow"]
    write_new_logbook(tmp_path, stretches=[f"{name} 2x10 daily" for name in names])
    chosen = choices_of(tmp_path)
    assert chosen[:2] == ["door stretch", "cat-cow"]  # a quotation mark cannot stand in the list
    assert chosen.count("cat-cow") == 1
    assert "bridges" in chosen


def test_a_long_plan_keeps_the_spreadsheet_within_what_excel_takes(tmp_path):
    write_new_logbook(
        tmp_path, stretches=[f"a long stretch of mine {c} 2x10" for c in "abcdefghijklm"]
    )
    assert choices_of(tmp_path)[0] == "a long stretch of mine a"


# --- nothing is invented, and what was made of the words is said ---------------------------


def test_a_dose_and_a_side_that_were_not_said_are_not_invented(backpain, tmp_path):
    words = ("--stretch", "cat cow daily", "--stretch", "piriformis left daily")
    _, out, _ = backpain("new", tmp_path / "mine", *words)
    plan = rows(tmp_path / "mine" / "plan.csv")
    told = ["side", "sets", "reps", "hold_seconds"]
    assert [[row[name] for name in told] for row in plan] == [
        ["", "", "", ""],
        ["left", "", "", ""],
    ]
    sheet = text_of(tmp_path / "mine" / "to_print" / "stretching.pdf")
    assert "reps" not in sheet
    assert "each side" not in sheet
    assert "cat-cow: no dose said; once a day" in out
    assert "piriformis: no dose said; left; once a day" in out
    assert "assumed" not in out


def test_sessions_of_a_plan_without_a_dose_are_counted(tmp_path):
    write_new_logbook(tmp_path, stretches=["cat-cow daily"])
    append_entry(tmp_path, {"pain": 6}, today=dt.date(2026, 3, 2))
    with (tmp_path / "routine.csv").open("a", encoding="utf-8") as file:
        file.write("2026-03-02,,cat-cow,,2,12,,,yes,,,,\r\n")
    book = bp.open_logbook(tmp_path, today=pd.Timestamp("2026-03-03"))
    adherence = bp.stretching_consistency(book, bp.daily_table(book)).adherence
    assert (adherence.done, adherence.planned, adherence.dose_share) == (1, 1, None)


def test_the_plan_that_nobody_asked_for_is_said_to_hold_examples(backpain, tmp_path):
    _, out, _ = backpain("new", tmp_path / "mine")
    assert "plan.csv holds examples" in out
    assert "Your plan" not in out


def test_the_settings_speak_of_the_stretches_in_the_plan(tmp_path):
    write_new_logbook(tmp_path, stretches=["cat-cow 2x12 daily", "bridges daily"])
    text = (tmp_path / "settings.toml").read_text(encoding="utf-8")
    assert "Cat-cow: bends" in text
    assert "Bridges: " in text
    assert "Piriformis" not in text
    assert "days_per_week = 0" not in text
    write_new_logbook(tmp_path / "own", stretches=["wall thing 2x12 daily"])
    text = (tmp_path / "own" / "settings.toml").read_text(encoding="utf-8")
    assert "Which way" not in text
    assert "further down your leg" in text


@pytest.mark.parametrize(("typed", "answers", "columns"), [
    ("I dont know, my boss!", [], ["my boss"]),
    ("siting too long, bad slep and my mother in law", ["", ""],
     ["sitting_hours", "sleep_hours", "my mother in law"]),
    ("sitting at my desk", [""], ["sitting_hours"]),
    ("1 and 6", [], ["sitting_hours", "sleep_hours"]),
    ("sitting too much", [], ["sitting_hours"]),
])  # fmt: skip
def test_suspects_are_taken_apart_and_their_columns_are_said(
    backpain, tmp_path, typed, answers, columns
):
    folder = tmp_path / "mine"
    _, out, _ = backpain("new", folder, answers=[typed, *answers, ""])
    assert header(folder / "diary.csv")[10:-2] == columns
    own = [f"'{name}'" for name in columns if " " in name]
    assert all(name in out.split("Your diary asks about")[1] for name in own)


@pytest.mark.parametrize("typed", ["none", "no", "I don't know yet.", "not sure", "-", "nothing"])
def test_an_answer_that_there_is_none_is_no_suspect_and_no_stretch(backpain, tmp_path, typed):
    said, flagged = tmp_path / "said", tmp_path / "flagged"
    _, out, _ = backpain("new", said, answers=[typed, typed])
    backpain("new", flagged, "--suspect", typed, "--stretch", typed)
    assert "asks about sitting, lifting something heavy" in out
    for folder in (said, flagged):
        assert tuple(header(folder / "diary.csv")) == DIARY_HEADER
        assert {row["days_per_week"] for row in rows(folder / "plan.csv")} == {"0"}


def test_how_often_alone_names_no_stretch():
    with pytest.raises(LogbookError, match="'twice a week' says how often, but not which stretch"):
        parse_asked("twice a week")


def test_the_paper_diary_speaks_of_its_own_columns(tmp_path):
    write_new_logbook(tmp_path, suspects=["gardening"])
    paper = text_of(tmp_path / "to_print" / "diary.pdf")
    assert "Pain: 0 = none" in paper
    assert "gardening yes / no, or how much" in paper
    assert "A flare-up: clearly worse than is usual" in paper
    write_new_logbook(tmp_path / "stressed", suspects=["stress"])
    assert "Pain and stress: 0" in text_of(tmp_path / "stressed" / "to_print" / "diary.pdf")


# --- a diary that is there -----------------------------------------------------------------


@pytest.mark.parametrize("spreadsheet", [True, False])
def test_what_is_made_again_has_the_columns_of_the_diary_that_is_there(
    backpain, tmp_path, spreadsheet
):
    write_new_logbook(tmp_path, suspects=["sitting", "ibuprofen (mg)"])
    names = [*header(tmp_path / "diary.csv"), "car (min)"]
    if spreadsheet:
        book = openpyxl.load_workbook(tmp_path / "diary.xlsx")
        book["diary"].cell(1, len(names), names[-1])
        book["diary"].cell(2, 1, dt.date(2026, 3, 1))
        book["diary"].cell(2, len(names), 40)
        book.save(tmp_path / "diary.xlsx")
        (tmp_path / "diary.csv").unlink()
    else:
        (tmp_path / "diary.csv").write_text(f"{','.join(names)}\n2026-03-01,,4\n")
        (tmp_path / "diary.xlsx").unlink()
    (tmp_path / "to_print" / "diary.pdf").unlink()
    backpain("new", tmp_path)
    paper = text_of(tmp_path / "to_print" / "diary.pdf")
    assert "ibuprofen (mg) mg" in paper
    assert "car (min) minutes" in paper
    assert "Stress" not in paper
    sheet = openpyxl.load_workbook(tmp_path / "diary.xlsx")["diary"]
    assert [cell.value for cell in sheet[1]] == names
    assert (tmp_path / "diary.csv").exists() is not spreadsheet  # no blank one beside entries


def test_beside_an_apps_export_only_the_stretches_are_asked_about(backpain, tmp_path):
    day = dt.date.today() - dt.timedelta(days=10)
    (tmp_path / "daylio_export.csv").write_text(
        "full_date,date,weekday,time,mood,activities,note_title,note\n"
        f'{day},{day:%B %d},{day:%A},07:46,good,"long drive | bad pain",,\n'
    )
    answers = ["cat-cow 2x12 daily", "", "", ""]
    _, out, _ = backpain("new", tmp_path, answers=answers)
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {
        "daylio_export.csv", "plan.csv", "routine.csv", "settings.toml", "stretching.pdf",
    }  # fmt: skip
    first = day + dt.timedelta(days=29)
    assert f"from {first.day} {first:%B} at the soonest" in " ".join(out.split())
    assert "suspect" not in out
    assert " ".join(out.split()).endswith(f"Make it: backpain report {tmp_path}")
    backpain("new", tmp_path, answers=[])  # nothing is left to ask
    backpain("new", tmp_path, "--suspect", "coffee")  # who wants columns has them
    assert "coffee" in header(tmp_path / "diary.csv")


@pytest.mark.parametrize("with_diary", [True, False])
def test_beside_a_plan_in_another_file_nothing_is_asked_or_written_of_one(
    backpain, tmp_path, with_diary
):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["exercise", "sets", "reps", "start"], ["wall thing", 2, 10, dt.date(2026, 1, 1)]):
        sheet.append(row)
    if with_diary:
        diary = book.create_sheet("diary")
        diary.append(["date", "pain"])
        diary.append([dt.date.today(), 4])
    book.save(tmp_path / "mine.xlsx")
    code, out, _ = backpain("new", tmp_path, answers=[] if with_diary else ["coffee"])
    assert code == 0
    assert "Your plan in mine.xlsx is kept as it is: wall thing." in out
    assert "wall thing" in text_of(tmp_path / "to_print" / "stretching.pdf")
    _, out, _ = backpain("new", tmp_path, "--stretch", "cat-cow 2x12")
    assert "Left as they were: mine.xlsx." in out
    assert not (tmp_path / "plan.csv").exists()


def test_of_a_header_that_changed_the_sheet_asks_the_latest(tmp_path):
    book = openpyxl.Workbook()
    for month, sitting in ((9, "Sitzen"), (10, "Sitzen (Std.)")):
        sheet = book.create_sheet(f"{month}.26")
        sheet.append(["Datum", "Schmerz (0-10)", sitting])
        sheet.append([dt.date(2026, month, 1), 4, 5])
    book.save(tmp_path / "Tagebuch.xlsx")
    write_new_logbook(tmp_path, suspects=["coffee", "sitting"])
    names = ["Datum", "Schmerz (0-10)", "Sitzen (Std.)", "coffee"]
    assert header(tmp_path / "diary.csv") == names


def test_a_unit_in_a_header_is_asked_for_and_kept_to(tmp_path):
    suspects = ["ibuprofen (mg)", "car (min)", "outside (h)", "grip (1-5)", "room (°C)"]
    write_new_logbook(tmp_path, suspects=suspects)
    sheet = openpyxl.load_workbook(tmp_path / "diary.xlsx")["diary"]
    names = [cell.value for cell in sheet[1]]
    checks = {}
    for check in sheet.data_validations.dataValidation:
        checks[names[next(iter(check.sqref.ranges)).min_col - 1]] = check
    limits = [(checks[name].formula1, checks[name].formula2) for name in suspects]
    assert limits == [
        ("-1000000", None), ("0", "1440"), ("0", "24"), ("1", "5"), ("-1000000", None)]  # fmt: skip
    assert checks["ibuprofen (mg)"].prompt == "A number: mg."
    paper = text_of(tmp_path / "to_print" / "diary.pdf")
    for asked in ("car (min) minutes", "outside (h) hours", "grip (1-5) 1-5", "room (°C) °C"):
        assert asked in paper


def test_a_yes_names_no_stretch(backpain, tmp_path):
    _, out, _ = backpain("new", tmp_path, answers=["", "cat-cow 2x12 daily", "y", "", "", ""])
    assert "'y' does not say which." in out
    assert [row["exercise"] for row in rows(tmp_path / "plan.csv")] == ["cat-cow"]
