"""`backpain log`: today's entry, asked for or in one line."""

from __future__ import annotations

import datetime as dt
import os
import re
import shlex
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backpain_analysis import LogbookError, cli, open_logbook
from backpain_analysis.cli import log as cli_log
from backpain_analysis.doses import parse_stretch
from backpain_analysis.entry import asking, look_at, written
from backpain_analysis.entry.asking import daily_questions
from backpain_analysis.entry.keeping import days_rated_lately
from backpain_analysis.entry.stretches import ask_stretches, say_stretch
from backpain_analysis.entry.typed import read_stretches
from backpain_analysis.prompting import read_day
from backpain_analysis.sessions import session_days, was_done
from backpain_analysis.templates import write_new_logbook
from backpain_analysis.templates.folder import PAPER_DIARY

TODAY = dt.date(2026, 3, 3)


@pytest.fixture
def backpain(monkeypatch, capsys):
    """Run a command in this process, answering its questions: exit status, output, errors."""
    monkeypatch.setattr(cli_log, "_now", lambda: dt.datetime.combine(TODAY, dt.time(21)))

    def run(*words: str | Path, answers: list[str] | None = None) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["backpain", *map(str, words)])
        left = list(answers or ())
        asked: list[str] = []

        def answer(question: str) -> str:
            asked.append(question)
            if not left:
                raise EOFError
            print(question)
            return left.pop(0)

        monkeypatch.setattr("builtins.input", answer)
        for stream in (sys.stdin, sys.stdout):
            monkeypatch.setattr(stream, "isatty", lambda: answers is not None)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert left == [], f"not asked for: {left}; asked: {asked}"
        code = ended.value.code
        return (0 if code is None else int(code)), *capsys.readouterr()

    return run


@pytest.fixture
def at_hour(backpain, monkeypatch):
    """Run commands at an hour of today."""

    def clock(hour: int):
        monkeypatch.setattr(cli_log, "_now", lambda: dt.datetime.combine(TODAY, dt.time(hour)))
        return backpain

    return clock


@pytest.fixture
def mine(tmp_path):
    write_new_logbook(tmp_path)
    return tmp_path


def diary_of(folder):
    return open_logbook(folder, today=dt.date(2026, 3, 4)).diary


def kept_daily(folder, days, columns="date,pain,sitting_hours,coffee,notes", row="4,6,2,"):
    first = TODAY - dt.timedelta(days=days)
    rows = [f"{first + dt.timedelta(days=n)},{row}" for n in range(days)]
    (folder / "diary.csv").write_text("\n".join([columns, *rows, ""]), encoding="utf-8")
    return folder


# --- in one line --------------------------------------------------------------------------


def test_one_line_writes_the_day_and_its_stretches(backpain, mine):
    code, out, _ = backpain(
        "log", mine, "--pain", "6", "--sitting", "7h", "--lifting", "yes",
        "--stretch", "cat-cow 2x12", "--pain-before", "5", "--pain-after", "4",
    )  # fmt: skip
    assert code == 0
    book = open_logbook(mine, today=TODAY)
    assert book.diary[["pain", "sitting_hours", "lifting"]].to_numpy().tolist() == [[6, 7, 1]]
    names = ["exercise", "sets", "reps", "pain_before", "pain_after"]
    assert book.routine[names].to_numpy().tolist() == [["cat-cow", 2, 12, 5, 4]]
    assert set(book.diary["date"]) == {pd.Timestamp(TODAY)}
    day = "for Tuesday, 3 March 2026: date 2026-03-03, "
    assert f"diary.csv, line 2, {day}pain 6, sitting_hours 7, lifting yes" in out
    assert "routine.csv, line 2, for Tuesday, 3 March 2026: " in out


def test_yesterday_a_date_and_any_column(backpain, mine):
    backpain("log", mine, "--day", "yesterday", "--pain", "3", "--set", "leg_pain=2")
    backpain("log", mine, "--day", "2026-02-01", "--pain", "4")
    diary = diary_of(mine)
    assert [str(day.date()) for day in diary["date"]] == ["2026-02-01", "2026-03-02"]
    assert diary["leg_pain"].fillna(-1).tolist() == [-1, 2]


@pytest.mark.parametrize(("words", "said"), [
    ([], "Nothing to write down was given"),
    (["--time", "19:30"], "Nothing to write down was given"),
    (["--pain", "6", "--day", "tomorrow"], "'tomorrow' is no day that is understood. Use today"),
    (["--set", "coffee"], "'coffee' is not of the form COLUMN=VALUE"),
    (["--pain", "6", "--pain-before", "4"], "go with --stretch"),
    (["--pain", "6", "--replace", "--beside"], "leave out --beside"),
])  # fmt: skip
def test_wrong_usage_is_said_and_exits_2(backpain, mine, words, said):
    before = (mine / "diary.csv").read_bytes()
    code, out, err = backpain("log", mine, *words)
    assert (code, out) == (2, "")
    assert said in err
    assert (mine / "diary.csv").read_bytes() == before


def test_a_value_that_is_refused_exits_1_and_nothing_is_written(backpain, mine):
    before = (mine / "diary.csv").read_bytes()
    code, out, err = backpain("log", mine, "--pain", "12")
    assert (code, out) == (1, "")
    assert err == (
        "Nothing was written.\n  diary.csv, pain: 12 is above 10. Use a number from 0 to 10.\n"
    )
    assert (mine / "diary.csv").read_bytes() == before


def test_the_made_up_logbook_is_never_written_to_by_itself(backpain, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_new_logbook(tmp_path / "sample_data")
    code, _, err = backpain("log", "--pain", "5")
    assert code == 1
    assert "backpain new my_data" in err


BOTH = "With another one both count: pain is averaged, hours are added up."


def test_a_second_entry_of_a_day_that_says_another_thing_needs_a_word(backpain, tmp_path):
    paper = "Day,Pain 0-10,Sitting\n2026-02-28,3,1\n2026-03-02,7,2\n"
    (tmp_path / "pain paper list.csv").write_text(paper)
    (tmp_path / "diary.csv").write_text("date,pain,sitting\n2026-03-03,5,2\n")
    words = ("log", tmp_path, "--day", "yesterday", "--pain", "4", "--stretch", "cat-cow")
    code, _, errors = backpain(*words)
    there = "Monday, 2 March 2026 has an entry already: pain paper list.csv, line 3: pain 7"
    assert (code, there in errors) == (2, True)
    assert sorted(diary_of(tmp_path)["pain"]) == [3, 5, 7]
    assert not (tmp_path / "routine.csv").exists()
    told = [shlex.split(line) for line in errors.splitlines() if line.startswith("backpain ")]
    assert [line[-1] for line in told] == ["--replace", "--beside"]
    for line, pain in zip(told, ([3, 4, 5], [3, 4, 5, 9]), strict=True):
        other = ["9" if word == "4" and pain[-1] == 9 else word for word in line[1:]]
        assert backpain(*other)[0] == 0
        assert sorted(diary_of(tmp_path)["pain"]) == pain


def test_what_the_day_says_already_is_not_written_again(backpain, tmp_path):
    diary = "date,pain,sitting,coffee\n2026-03-02,7,1.5,yes\n2026-03-03,5,1,no\n"
    (tmp_path / "diary.csv").write_text(diary)
    words = ("log", tmp_path, "--day", "yesterday", "--pain", "7.0", "--sitting", "90 min")
    for answers in (None, []):
        code, out, errors = backpain(*words, "--set", "coffee=y", answers=answers)
        assert (code, errors) == (0, "")
        assert "it stands there already: diary.csv, line 2: pain 7" in " ".join(out.split())
        assert out.rstrip().endswith("Nothing was written.")
        assert (tmp_path / "diary.csv").read_text() == diary
    backpain(*words, "--stretch", "cat-cow 2x12")  # what is new is written
    assert (tmp_path / "diary.csv").read_text() == diary
    assert "cat-cow" in (tmp_path / "routine.csv").read_text()
    code, _, errors = backpain(*words, "--stress", "3", "--set", "coffee=no")
    assert (code, "Nothing was written: Monday" in errors) == (2, True)
    code, _, errors = backpain(*words[:5], "12")
    assert (code, "12 is above 10" in errors) == (1, True)


def test_what_is_new_beside_the_same_pain_is_no_second_entry_unasked(backpain, tmp_path):
    (tmp_path / "diary.csv").write_text("date,pain,notes\n2026-03-03,2,\n")
    words = ("log", tmp_path, "--pain", "2", "--notes", "stiff")
    code, _, errors = backpain(*words)
    assert (code, "Nothing was written: Tuesday" in errors) == (2, True)
    assert backpain(*words, answers=["r"])[0] == 0
    assert (tmp_path / "diary.csv").read_text() == "date,pain,notes\n2026-03-03,2,stiff\n"


@pytest.mark.parametrize(("typed", "known"), [("", 1), ("?", 0), ("forgot", 0)])
def test_enter_at_the_stretches_is_none_once_a_log_is_kept(backpain, mine, typed, known):
    (mine / "routine.csv").write_text("date,exercise,done\n2026-03-02,cat-cow,yes\n")
    _, out, _ = backpain("log", mine, answers=["6", *[""] * (_asked_before(mine) - 1), typed])
    assert "0: none; ?: not known; Enter: none)" in " ".join(out.split())
    book = open_logbook(mine, today=TODAY)
    days = session_days(book.routine, pd.DatetimeIndex(book.diary["date"]), pd.Timestamp(TODAY))
    assert days.notna().sum() == 1 + known


def _asked_before(folder):
    return len(daily_questions(look_at(folder, TODAY).diary))


def test_several_entries_are_put_right_by_hand_or_joined_by_one(backpain, tmp_path):
    (tmp_path / "diary.csv").write_text("date,pain\n2026-03-03,4\n2026-03-03,6\n")
    code, _, errors = backpain("log", tmp_path, "--pain", "4")
    assert code == 2
    assert "To correct it, change diary.csv, line 3" in errors
    assert "--replace" not in errors
    assert backpain("log", tmp_path, "--pain", "5", "--beside")[0] == 0
    assert sorted(diary_of(tmp_path)["pain"]) == [4, 5, 6]


def test_the_evening_is_no_second_entry_of_the_morning(at_hour, mine):
    (mine / "diary.csv").write_text("Datum,Schmerz morgens,Schmerz abends\n2026-03-03,4,\n")
    assert at_hour(21)("log", mine, "--pain", "6")[0] == 0
    assert sorted(diary_of(mine)["pain"]) == [4, 6]
    code, _, errors = at_hour(21)("log", mine, "--pain", "5")
    assert (code, "Schmerz abends 6" in errors) == (2, True)


def test_a_time_of_its_own_makes_no_other_evening_of_an_evening(backpain, mine):
    (mine / "diary.csv").write_text(
        "Datum,Uhrzeit,Schmerz morgens,Schmerz abends\n2026-03-02,,4,5\n"
    )
    assert backpain("log", mine, "--pain", "6", "--time", "20:00")[0] == 0
    code, _, errors = backpain("log", mine, "--pain", "3")
    assert (code, "Schmerz abends 6" in errors) == (2, True)
    assert backpain("log", mine, "--set", "Schmerz morgens=3")[0] == 0


def test_of_several_entries_the_one_of_an_hour_is_corrected(backpain, tmp_path):
    rows = "date,time,pain,notes\n2026-03-03,08:00,4,\n2026-03-03,19:20,6,\n"
    (tmp_path / "diary.csv").write_text(rows)
    code, _, errors = backpain("log", tmp_path, "--replace", "--pain", "5")
    assert (code, "Or say which it is: --time 08:00 or --time 19:20." in errors) == (1, True)
    assert backpain("log", tmp_path, "--replace", "--pain", "5", "--time", "7:20pm")[0] == 0
    assert (tmp_path / "diary.csv").read_text() == rows.replace("19:20,6", "19:20,5")
    words = ("log", tmp_path, "--replace", "--time", "8:00")
    assert backpain(*words, answers=["3", "", ""])[0] == 0
    assert "08:00,3,\n2026-03-03,19:20,5" in (tmp_path / "diary.csv").read_text()


@pytest.mark.parametrize("words", [("--replace",), ()])
def test_each_part_of_a_day_that_stands_there_is_said_under_its_header(backpain, tmp_path, words):
    days = [TODAY - dt.timedelta(days=1), TODAY]
    cells = {
        "Datum": days,
        "Schmerz morgens": [4, 3],
        "Schmerz abends": [5, 6],
        "Garten": ["", "x"],
    }
    pd.DataFrame(cells).to_excel(tmp_path / "Tagebuch.xlsx", index=False)
    _, _, errors = backpain("log", tmp_path, "--set", "Schmerz abends=4", *words)
    evening = "Schmerz abends 6, Garten yes"
    said = f"Schmerz morgens 3, {evening}" if words else evening
    assert f"Tagebuch.xlsx, line 3: {said}. To correct it" in " ".join(errors.split())


def test_the_morning_is_said_before_what_the_day_holds_beside(backpain, tmp_path):
    rows = "date,Pain AM,Pain PM,Heat pad\n2026-03-02,3,3,x\n2026-03-03,4,,no\n"
    (tmp_path / "diary.csv").write_text(rows)
    _, out, _ = backpain("log", tmp_path, answers=[""])
    out = " ".join(out.split())
    assert "diary.csv, line 3: Pain AM 4, Heat pad no. With another one" in out


def test_the_stretches_are_asked_for_when_the_evening_is_put_in(backpain, mine):
    backpain("log", mine, "--pain", "4")
    unasked = ["r", "6", *[""] * (_asked_before(mine) - 1)]
    assert backpain("log", mine, answers=[*unasked, "cat-cow 2x10"])[0] == 0
    assert open_logbook(mine, today=TODAY).routine["exercise"].tolist() == ["cat-cow"]
    assert diary_of(mine)["pain"].tolist() == [6]


@pytest.mark.parametrize(("answers", "rows"), [(None, 1), (["r", "b"], 2), ([""], 1)])
@pytest.mark.parametrize("kept_in", ["app", "spreadsheet"])
def test_what_an_app_or_a_spreadsheet_keeps_is_corrected_there(
    backpain, tmp_path, answers, rows, kept_in
):
    if kept_in == "app":
        (tmp_path / "daylio_export.csv").write_text(DAYLIO)
        (tmp_path / "settings.toml").write_text(
            '[columns]\nmood = "pain"\n[scales]\npain = { good = 2, bad = 7 }\n'
        )
        advice = "change it in the app and export anew in place of daylio_export.csv"
    else:
        sheet = pd.DataFrame({"date": [TODAY - dt.timedelta(days=1), TODAY], "pain": [4, 5]})
        sheet.to_excel(tmp_path / "diary.xlsx", index=False)
        advice = "change diary.xlsx, line 3, in a spreadsheet program"
    code, out, errors = backpain("log", tmp_path, "--pain", "3", answers=answers)
    out = " ".join((out + errors).split())
    assert code == (0 if answers else 2)
    assert f"To correct it, {advice}" in out
    assert "put right what stands there" not in out
    days = diary_of(tmp_path)["date"]
    assert (days == pd.Timestamp(TODAY)).sum() == rows


@pytest.mark.parametrize(("answer", "pain"), [("b", [6, 4]), ("r", [4]), ("", [6]), ("n", [6])])
def test_on_a_terminal_a_second_entry_of_a_day_is_asked_about(backpain, mine, answer, pain):
    backpain("log", mine, "--pain", "6")
    _, out, _ = backpain("log", mine, "--pain", "4", answers=["what?", answer])
    assert "already: diary.csv, line 2: pain 6" in out
    assert "Please answer r or b." in out
    assert diary_of(mine)["pain"].tolist() == pain
    assert ("change diary.csv, line 2, in an editor" in out) is (pain == [6])
    _, out, _ = backpain("log", mine, "--sitting", "7h", answers=[])  # nothing of that yet
    assert "already" not in out


def test_the_prompt_says_what_stands_there_before_it_asks(backpain, tmp_path):
    kept_daily(tmp_path, 5)
    rows = "Date,What,How much\n27.02.2026,walk,20 min\n03.03.2026,Cat-cow,2x10\n"
    (tmp_path / "stretching.csv").write_text(rows)
    answers = ["5", "7", "", "", "Cat-cow 2x12, walk 5 min", "n"]
    _, out, _ = backpain("log", tmp_path, answers=answers)
    there = "That day has already: stretching.csv, line 3: Cat-cow 2x10."
    assert there in out
    assert out.index(there) < out.index("pain")
    assert "already: stretching.csv, line 3: Cat-cow 2x10.\nWrite it a second time?" in out
    routine = open_logbook(tmp_path).routine
    assert sorted(routine.loc[routine["date"] == pd.Timestamp(TODAY), "exercise"]) == [
        "Cat-cow", "walk"]  # fmt: skip


def test_in_one_line_a_stretch_that_is_there_already_is_pointed_out(backpain, tmp_path):
    kept_daily(tmp_path, 5)
    rows = "date,exercise,side\n2026-03-02,cat-cow,\n2026-03-02,piriformis,left\n"
    (tmp_path / "stretching.csv").write_text(rows)
    words = ("--day", "yesterday", "--stretch", "Cat cow", "--stretch", "piriformis right")
    code, _, errors = backpain("log", tmp_path, *words)
    assert (code, (tmp_path / "stretching.csv").read_text()) == (2, rows)
    assert "has that stretch already: stretching.csv, line 2: cat-cow." in errors
    again = next(line for line in errors.splitlines() if line.startswith("backpain "))
    _, out, _ = backpain(*shlex.split(again)[1:])
    assert "That day has Cat cow already: stretching.csv, line 2: cat-cow." in out
    assert "piriformis right already" not in out
    assert len((tmp_path / "stretching.csv").read_text().splitlines()) == 5


def test_a_cell_that_is_filled_in_a_spreadsheet_needs_a_word_and_a_blank_one_does_not(
    backpain, tmp_path
):
    days = [TODAY - dt.timedelta(days=n) for n in range(3, 0, -1)]
    sheet = {"Datum": days, "Schmerz morgens": [4, 5, 2], "Schmerz abends": [3, 6, None]}
    pd.DataFrame(sheet).to_excel(tmp_path / "book.xlsx", index=False)
    words = ("log", tmp_path, "--day", "yesterday", "--set")
    code, _, errors = backpain(*words, "Schmerz morgens=4")
    assert (code, (tmp_path / "diary.csv").exists()) == (2, False)
    assert "book.xlsx, line 4: Schmerz morgens 2." in errors
    assert backpain(*words, "Schmerz abends=4")[0] == 0
    assert backpain(*words, "Schmerz morgens=4", "--beside")[0] == 0
    yesterday = diary_of(tmp_path)
    yesterday = yesterday[yesterday["date"] == pd.Timestamp(days[-1])]
    assert sorted(yesterday["pain"].dropna()) == [2, 4, 4]


def test_a_stretch_that_stands_in_another_file_is_written_again_only_as_planned(backpain, tmp_path):
    pd.DataFrame({"date": [TODAY], "exercise": ["cat-cow"]}).to_excel(
        tmp_path / "exercises.xlsx", index=False
    )
    words = ("log", tmp_path, "--stretch", "cat-cow")
    code, _, errors = backpain(*words)
    assert (code, (tmp_path / "routine.csv").exists()) == (2, False)
    assert "has that stretch already: exercises.xlsx, line 2: cat-cow" in errors
    (tmp_path / "plan.csv").write_text("exercise,times_per_day,start\ncat-cow,2,2026-01-01\n")
    assert [backpain(*words)[0] for _ in range(2)] == [0, 2]
    assert len((tmp_path / "routine.csv").read_text().splitlines()) == 2


def test_of_a_day_that_an_app_has_only_the_stretches_can_be_asked(backpain, tmp_path):
    (tmp_path / "daylio_export.csv").write_text(DAYLIO)
    (tmp_path / "settings.toml").write_text(
        '[columns]\nmood = "pain"\n[scales]\npain = { good = 2, bad = 7 }\n'
    )
    _, out, _ = backpain("log", tmp_path, answers=["s", "cat-cow 2x12"])
    assert "b: write another beside it, s: only the stretches, Enter: stop" in out
    assert "cat-cow" in (tmp_path / "routine.csv").read_text()
    assert not (tmp_path / "diary.csv").exists()


def test_of_a_diary_begun_beside_an_export_it_says_once_to_keep_each_day_in_one(backpain, tmp_path):
    (tmp_path / "daylio_export.csv").write_text(DAYLIO)
    said = "to an export safely, so this went to diary.csv beside it. Both are read together."
    for day, count in (("-5", 1), ("-6", 0)):
        _, out, _ = backpain("log", tmp_path, "--pain", "4", "--day", day)
        out = " ".join(out.split())
        assert (out.count(said), out.count("counts as two entries")) == (count, count)


@pytest.mark.parametrize(("hour", "column", "words"), [
    (9, "morgens", ()), (21, "abends", ()), (21, "morgens", ("--time", "8:00")),
    (9, "abends", ("--day", "yesterday")),
])  # fmt: skip
def test_of_morning_and_evening_it_says_which_is_written(at_hour, mine, hour, column, words):
    diary = "Datum,Uhrzeit,Schmerz morgens,Schmerz abends\n2026-02-21,,4,5\n"
    (mine / "diary.csv").write_text(diary)
    code, out, _ = at_hour(hour)("log", mine, "--pain", "6", *words)
    assert code == 0
    assert f"pain goes to 'Schmerz {column}'. For the other: --set" in out
    assert f"Schmerz {column} 6" in out


def test_words_that_call_for_care_are_answered_at_once(backpain, mine):
    _, out, _ = backpain("log", mine, "--pain", "6", "--notes", "numb between my legs")
    assert "emergency department now" in out
    _, out, _ = backpain("log", mine, "--day", "yesterday", "--pain", "6", "--notes", "fine")
    assert "emergency" not in out


# --- corrected ----------------------------------------------------------------------------


def corrected_line(folder, words, text):
    """The diary as it must be: one line of it exchanged."""
    lines = (folder / "diary.csv").read_bytes().splitlines(keepends=True)
    return b"".join([*lines[: words - 1], text, *lines[words:]])


def test_replace_corrects_what_is_given_and_says_what_stood_there(backpain, tmp_path):
    kept_daily(tmp_path, 5)
    expected = corrected_line(tmp_path, 6, b"2026-03-02,6,6,2,sofa\n")
    words = ("--replace", "--day", "yesterday", "--pain", "6", "--notes", "sofa")
    code, out, _ = backpain("log", tmp_path, *words)
    assert (code, (tmp_path / "diary.csv").read_bytes()) == (0, expected)
    assert "diary.csv, line 6, for Monday, 2 March 2026: pain 4 -> 6, notes blank -> sofa" in out
    assert "already" not in out


@pytest.mark.parametrize(("words", "answers"), [
    (("--set", "coffee=", "--notes", "", "--pain", "4"), None), ((), ["4", "", "-", "-", ""]),
])  # fmt: skip
def test_a_cell_is_made_blank_and_one_that_stays_is_said_to_stay(
    backpain, tmp_path, words, answers
):
    kept_daily(tmp_path, 5, row="4,6,2,sofa")
    expected = corrected_line(tmp_path, 6, b"2026-03-02,4,6,,\n")
    where = ("log", tmp_path, "--replace", "--day", "yesterday")
    code, out, _ = backpain(*where, *words, answers=answers)
    assert (code, (tmp_path / "diary.csv").read_bytes()) == (0, expected)
    said = " ".join(out.split())
    assert "pain unchanged (4)" in said
    assert "coffee 2 -> blank" in said
    assert "notes sofa -> blank" in said
    _, out, _ = backpain("log", tmp_path, "--set", "coffee=", "--pain", "3")  # not there yet
    assert (tmp_path / "diary.csv").read_text().endswith("2026-03-03,3,,,\n")


@pytest.mark.parametrize(("words", "first"), [((), ["r"]), (("--replace",), [])])
def test_asked_enter_leaves_what_stands_there(backpain, tmp_path, words, first):
    kept_daily(tmp_path, 5)
    (tmp_path / "stretching.csv").write_text("date,exercise\n2026-03-02,cat-cow\n")
    expected = corrected_line(tmp_path, 6, b"2026-03-02,4,8.5,2,\n")
    answers = [*first, "", "8h 30m", "", "", ""]
    _, out, _ = backpain("log", tmp_path, "--day", "yesterday", *words, answers=answers)
    assert (tmp_path / "diary.csv").read_bytes() == expected
    assert "stretching.csv, line 2: cat-cow" in out
    assert "sitting_hours 6 -> 8.5" in out
    _, out, _ = backpain("log", tmp_path, "--day", "yesterday", "--replace", answers=[""] * 5)
    assert out.rstrip().endswith("Nothing was written.")
    assert (tmp_path / "diary.csv").read_bytes() == expected


def test_a_stretch_is_not_corrected_and_not_written_twice(backpain, tmp_path):
    kept_daily(tmp_path, 5)
    rows = "date,exercise,reps\n2026-03-02,cat-cow,10\n"
    (tmp_path / "stretching.csv").write_text(rows)
    words = ("--replace", "--day", "yesterday", "--pain", "6", "--stretch", "cat-cow 12 reps")
    _, out, _ = backpain("log", tmp_path, *words, "--stretch", "bridges 8 reps")
    assert "stretching.csv, line 2: cat-cow 10 reps.\nA stretch is not corrected here." in out
    assert (tmp_path / "stretching.csv").read_text() == rows + "2026-03-02,bridges,8\n"
    assert diary_of(tmp_path)["pain"].tolist()[-1] == 6


@pytest.mark.parametrize(("day", "said"), [
    ("2026-02-25", "has 2 entries: diary.csv, line 2: pain 4; diary.csv, line 3"),
    ("2026-02-26", "line 2: mood 7.5, activities bad pain; walk, notes stiff. To correct it, "
     "change it in the app and export anew in place of daylio_export.csv"),
    ("2026-02-27", "line 4 of diary.csv is not one line"),
    ("2026-02-28", "2026-02-28 has no entry to correct."),
])  # fmt: skip
@pytest.mark.parametrize("asked", [True, False])
def test_where_nothing_can_be_corrected_it_names_file_and_line(
    backpain, tmp_path, day, said, asked
):
    diary = (
        'date,pain,notes\n2026-02-25,4,\n2026-02-25,5,\n2026-02-27,5,"fell\nasleep"\n'
        "2026-03-01,4,\n"
    )
    (tmp_path / "diary.csv").write_text(diary)
    (tmp_path / "daylio_export.csv").write_text(
        DAYLIO.split("2026", maxsplit=1)[0]
        + ('2026-02-26,February 26,Thursday,07:46,good,"bad pain | walk",,stiff\n')
    )
    words, answers = (("--pain", "6"), None) if not asked else ((), ["6", "", ""])
    if asked and "line 4" not in said:
        answers = []  # said before anything is asked
    code, _, errors = backpain("log", tmp_path, "--replace", "--day", day, *words, answers=answers)
    assert code == 1
    assert said in errors
    assert (tmp_path / "diary.csv").read_text() == diary


def test_beside_what_an_app_tells_of_a_day_ones_own_row_is_corrected(backpain, tmp_path):
    (tmp_path / "daylio_export.csv").write_text(DAYLIO)
    (tmp_path / "diary.csv").write_text("date,pain\n2026-03-03,4\n")
    assert backpain("log", tmp_path, "--replace", "--pain", "6")[0] == 0
    assert (tmp_path / "diary.csv").read_text() == "date,pain\n2026-03-03,6\n"
    (tmp_path / "diary.csv").write_text("date,mood\n2026-03-03,4\n")  # both tell the same
    code, _, errors = backpain("log", tmp_path, "--replace", "--set", "mood=6")
    assert (code, "has 2 entries" in errors) == (1, True)


def test_an_hour_and_a_column_that_are_not_there_are_refused(backpain, tmp_path):
    kept_daily(tmp_path, 5)
    before = (tmp_path / "diary.csv").read_bytes()
    words = ("log", tmp_path, "--replace", "--day", "yesterday")
    code, _, errors = backpain(*words, "--pain", "6", "--time", "8:00")
    assert (code, "2026-03-02 has no entry at 08:00 to correct" in errors) == (1, True)
    code, _, errors = backpain(*words, "--pain", "6", "--stress", "3")
    assert (code, "has no column for 'stress'" in errors) == (1, True)
    assert (tmp_path / "diary.csv").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["diary.csv"]


def test_what_was_answered_to_correct_can_be_pasted_too(backpain, tmp_path):
    kept_daily(tmp_path, 5)
    (tmp_path / ".~lock.diary.csv#").touch()
    words = ("log", tmp_path, "--day", "yesterday", "--replace")
    code, _, errors = backpain(*words, answers=["7", "", "", "", ""])
    again = next(line for line in errors.splitlines() if line.startswith("backpain log "))
    assert (code, "--replace" in again) == (1, True)


# --- asked --------------------------------------------------------------------------------


def test_a_new_diary_asks_what_is_usual_and_skips_with_enter(backpain, mine):
    answers = ["6", "", "7h", "y", "", "3", "", "ibuprofen 400", "moved the sofa", ""]
    code, out, _ = backpain("log", mine, answers=answers)
    assert code == 0
    (entry,) = diary_of(mine).to_dict("records")
    assert (entry["pain"], entry["sitting_hours"], entry["lifting"], entry["stress"]) == (
        6,
        7,
        1,
        3,
    )
    assert entry["notes"] == "moved the sofa"
    assert pd.isna(entry["worst_pain"])
    assert pd.isna(entry["sleep_hours"])
    assert out.index("Pain, the average") < out.index("Sitting [hours]") < out.index("Anything")


def test_what_is_not_understood_is_asked_again_and_says_why(backpain, mine):
    answers = ["eleven", "11", "7", *[""] * 9]
    _, out, _ = backpain("log", mine, answers=answers)
    assert "eleven is not a number. Use a number from 0 to 10. Or press Enter to skip it." in out
    assert "11 is above 10." in out
    assert diary_of(mine)["pain"].tolist() == [7]


def test_only_what_this_person_writes_down_is_asked(tmp_path):
    columns = "date,pain,stress,Kaffee (Tassen),weather,lifting,notes"
    kept_daily(tmp_path, 12, columns=columns, row="4,,2,rain,,")
    questions = daily_questions(look_at(tmp_path, TODAY).diary)
    headers = [habit.meaning.header for habit in questions]
    assert headers == ["pain", "Kaffee (Tassen)", "weather", "notes"]


def test_factors_of_the_settings_are_always_asked(tmp_path):
    kept_daily(tmp_path, 12, columns="date,pain,stress,lifting,notes", row="4,,,")
    (tmp_path / "settings.toml").write_text('factors = ["lifting"]')
    questions = daily_questions(look_at(tmp_path, TODAY).diary)
    assert [habit.meaning.name for habit in questions] == ["pain", "lifting", "notes"]


@pytest.mark.parametrize(("since", "asked"), [(0, True), (13, True), (14, False)])
def test_a_column_that_new_made_is_asked_until_it_was_skipped_often(tmp_path, since, asked):
    write_new_logbook(tmp_path, suspects=["long drive"])
    header = (tmp_path / "diary.csv").read_text().strip()
    row = ",4" + "," * (header.count(",") - 2)
    kept_daily(tmp_path, 40, columns=header, row=row)
    made = dt.datetime.combine(TODAY - dt.timedelta(days=since), dt.time(12)).timestamp()
    os.utime(tmp_path / "to_print" / "diary.pdf", (made, made))
    questions = daily_questions(look_at(tmp_path, TODAY).diary)
    headers = [habit.meaning.header for habit in questions]
    assert headers == ["pain", *["long drive", "medication"] * asked, "notes"]
    kept_daily(tmp_path, 28, columns=header, row=row)
    said = asking.say_unasked(look_at(tmp_path, TODAY).diary)
    assert ('long drive (--set "long drive=...")' in said) is not asked


@pytest.mark.parametrize(("filled", "asked"), [(2, True), (1, True), (0, False)])
def test_a_column_begun_lately_is_asked_from_then_on(tmp_path, filled, asked):
    kept_daily(tmp_path, 40, columns="date,pain,yoga,notes", row="4,,")
    lines = (tmp_path / "diary.csv").read_text().splitlines()
    lines[len(lines) - filled :] = [
        line.replace(",4,,", ",4,yes,") for line in lines[len(lines) - filled :]
    ]
    (tmp_path / "diary.csv").write_text("\n".join([*lines, ""]))
    headers = [h.meaning.header for h in daily_questions(look_at(tmp_path, TODAY).diary)]
    assert headers == ["pain", *["yoga"] * asked, "notes"]


@pytest.mark.parametrize("made", [True, False])
def test_what_was_chosen_in_new_is_asked_after_two_weeks_of_pain_alone(tmp_path, made):
    kept_daily(tmp_path, 40, columns="date,pain,yoga,notes", row="4,yes,")
    lines = (tmp_path / "diary.csv").read_text().splitlines()
    lines[-14:] = [line.replace("yes", "") for line in lines[-14:]]
    (tmp_path / "diary.csv").write_text("\n".join([*lines, ""]))
    if made:
        (tmp_path / PAPER_DIARY).parent.mkdir(exist_ok=True)
        (tmp_path / PAPER_DIARY).write_bytes(b"")
    headers = [h.meaning.header for h in daily_questions(look_at(tmp_path, TODAY).diary)]
    assert ("yoga" in headers) is made


@pytest.mark.parametrize("column", ["medication", "ibuprofen (mg)", "Schmerzmittel"])
@pytest.mark.parametrize(("days", "taken", "asked"), [
    (0, (), True), (3, (), True), (30, (3,), True), (40, (3,), False), (30, (), False),
])  # fmt: skip
def test_medicine_is_asked_from_the_first_day_and_while_it_is_taken(
    tmp_path, column, days, taken, asked
):
    kept_daily(tmp_path, days, columns=f"date,pain,{column},notes", row="4,,")
    lines = (tmp_path / "diary.csv").read_text().splitlines()
    for day in taken:
        lines[1 + day] = lines[1 + day].replace(",4,,", ",4,400 mg,")
    (tmp_path / "diary.csv").write_text("\n".join([*lines, ""]))
    headers = [h.meaning.header for h in daily_questions(look_at(tmp_path, TODAY).diary)]
    assert (column in headers) is asked


def beside_a_sheet(folder, columns):
    """A spreadsheet of two weeks, and a diary.csv begun beside it before some of its columns."""
    days = [TODAY - dt.timedelta(days=20 - n) for n in range(14)]
    pd.DataFrame({"date": days, "pain": 4, **columns}).to_excel(folder / "diary.xlsx", index=False)
    return kept_daily(folder, 6, columns="date,pain,notes", row="4,")


def test_a_column_of_the_spreadsheet_is_written_to_a_file_beside_the_csv(backpain, tmp_path):
    beside_a_sheet(tmp_path, {"car (min)": [None] * 12 + [30, 0]})
    before = (tmp_path / "diary.csv").read_bytes()
    _, out, _ = backpain("log", tmp_path, "--pain", "3", "--set", "car=0")
    assert "It has no column for car (min)" in " ".join(out.split())
    assert (tmp_path / "diary_log.csv").read_text().splitlines() == [
        "date,pain,notes,car (min)", "2026-03-03,3,,0",
    ]  # fmt: skip
    assert (tmp_path / "diary.csv").read_bytes() == before
    code, _, errors = backpain("log", tmp_path, "--set", "bus (min)=0")
    assert (code, "has no column for 'bus (min)'" in errors) == (1, True)


def test_a_column_that_the_spreadsheet_was_given_is_asked_beside_it_too(backpain, tmp_path):
    beside_a_sheet(tmp_path, {"car (min)": [None] * 12 + [30, 0], "old": [7] + [None] * 13})
    (tmp_path / "diary.csv").write_text("date,pain,old,notes\n" + "".join(
        f"{TODAY - dt.timedelta(days=n)},4,,\n" for n in range(6, 0, -1)))  # fmt: skip
    _, out, _ = backpain("log", tmp_path, answers=["3", "45", "", ""])
    assert "car (min)" in out
    assert diary_of(tmp_path)["car"].tolist()[-1] == 45


def test_columns_of_exercises_stay_out_of_a_diary_begun_beside_a_sheet(backpain, tmp_path):
    days = [TODAY - dt.timedelta(days=n) for n in range(14, 0, -1)]
    ticks = {"cat-cow": ["x", None] * 7, "bird dog": [None, "x"] * 7}
    pd.DataFrame({"date": days, "pain": 4, **ticks, "notes": "fine"}).to_excel(
        tmp_path / "diary.xlsx", index=False
    )
    backpain("log", tmp_path, "--pain", "3", "--stretch", "cat-cow")
    assert (tmp_path / "diary.csv").read_text("utf-8-sig").splitlines()[0] == "date,pain,notes"
    assert "cat-cow" in (tmp_path / "routine.csv").read_text()


WEEK = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
TICKED = """year = 2026
[columns]
"Tag" = "ignore"
[absent_means_no]
columns = ["Kribbeln Bein", "Ibuprofen 400 (Stück)"]
"""


@pytest.fixture
def german(tmp_path):
    """A workbook with a weekday in each row, ticks on few days, and a plan behind the diary."""
    days = [TODAY - dt.timedelta(days=35 - n) for n in range(45)]  # dates filled down
    kept = [n < 34 for n in range(45)]
    sheet = pd.DataFrame({
        "Datum": [dt.datetime.combine(day, dt.time()) for day in days],
        "Tag": [WEEK[day.weekday()] for day in days],
        "Schmerz morgens (0-10)": [3 if is_kept else None for is_kept in kept],
        "Schmerz abends (0-10)": [5 if is_kept else None for is_kept in kept],
        "Kribbeln Bein": ["x" if n == 14 else None for n in range(45)],
        "Ibuprofen 400 (Stück)": [2 if n == 14 else None for n in range(45)],
        "Wärme": ["x" if n == 16 else None for n in range(45)],
        "Sauna": ["x" if n == 1 else None for n in range(45)],
        "Bemerkung": ["gut" if is_kept else None for is_kept in kept],
    })  # fmt: skip
    plan = pd.DataFrame({"Übung": ["Katze-Kuh"], "Sätze x Wdh.": ["2x10"], "wie oft": ["täglich"]})
    with pd.ExcelWriter(tmp_path / "Tagebuch.xlsx") as book:
        sheet.to_excel(book, sheet_name="Tagebuch", index=False)
        for cell in book.sheets["Tagebuch"]["A"]:
            cell.number_format = "DD.MM.YYYY"
        plan.to_excel(book, sheet_name="Plan", index=False)
    (tmp_path / "settings.toml").write_text(TICKED, encoding="utf-8")
    return tmp_path


def test_nothing_is_written_into_columns_that_the_settings_leave_out(backpain, german):
    assert backpain("log", german, "--day", "-4", "--pain", "5", "--beside")[0] == 0
    lines = (german / "diary.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].split(";")[:2] == ["Datum", "Schmerz morgens (0-10)"]
    assert lines[1].startswith("27.02.2026;")  # as the sheet shows its dates
    (german / "diary.csv").write_text("Datum,Tag,Schmerz\n2026-03-01,So,4\n")
    assert backpain("log", german, "--day", "yesterday", "--pain", "5")[0] == 0
    assert (german / "diary.csv").read_text().splitlines()[-1] == "2026-03-02,,5"
    (german / "settings.toml").write_text('[columns]\n"chair" = "ignore"')
    (german / "diary.csv").write_text("date,pain,chair\n2026-03-01,4,\n")
    code, _, errors = backpain("log", german, "--set", "chair=x")
    assert (code, "settings.toml leaves 'chair' out" in errors) == (1, True)


def test_the_first_value_of_a_blank_column_is_no_change_of_its_kind(backpain, german):
    assert backpain("log", german, "--day", "yesterday", "--pain", "5")[0] == 0
    words = ("--set", "Kribbeln Bein=x", "--set", "Ibuprofen 400 (Stück)=1")
    assert backpain("log", german, *words)[0] == 0
    assert backpain("log", german, "--replace", "--set", "Kribbeln Bein=")[0] == 0
    last = (german / "diary.csv").read_text(encoding="utf-8-sig").splitlines()[-1]
    assert last.endswith(";;;;1;;;"), last


@pytest.mark.parametrize("days", [0, 6])
def test_what_is_ticked_seldom_is_asked_while_it_was_ticked_in_the_last_weeks(german, days):
    header = "Datum,Schmerz morgens (0-10),Kribbeln Bein,Ibuprofen 400 (Stück),Wärme,Sauna"
    lines = [f"{TODAY - dt.timedelta(days=n)},4,,,," for n in range(days, 0, -1)]
    (german / "diary.csv").write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    questions = daily_questions(look_at(german, TODAY).diary)
    hints = {habit.meaning.header: asking.say_hint(habit) for habit in questions}
    assert hints["Kribbeln Bein"] == "yes/no; blank: no, ?: not known"
    assert hints["Ibuprofen 400 (Stück)"] == "Stück; blank: no, ?: not known"
    assert "Wärme" in hints
    assert "Sauna" not in hints


@pytest.fixture
def blank_is_no(tmp_path):
    kept_daily(tmp_path, 6, "date,pain,Kribbeln,Wärme,Sauna,notes", "4,x,,,")
    (tmp_path / "settings.toml").write_text(
        '[absent_means_no]\ncolumns = ["Kribbeln", "Wärme", "Sauna"]\n', encoding="utf-8"
    )
    text = (tmp_path / "diary.csv").read_text(encoding="utf-8")
    (tmp_path / "diary.csv").write_text(text.replace("x,,,", "x,x,,", 1), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("words", "cells", "no"), [
    (("--pain", "3"), ",,", "Kribbeln, Wärme"),
    (("--pain", "3", "--set", "Kribbeln=?"), "?,,", "Wärme"),
    (("--pain", "3", "--set", "Wärme=x", "--set", "Kribb=no"), "no,x,", ""),
    (["3", "", "", "", ""], ",,", "Kribbeln, Wärme"),
    (["3", "?", "?", "", ""], "?,?,", ""),
])  # fmt: skip
def test_it_says_where_a_blank_is_a_no_and_takes_a_question_mark_for_not_known(
    backpain, blank_is_no, words, cells, no
):
    given, answers = ((), words) if isinstance(words, list) else (words, None)
    code, out, _ = backpain("log", blank_is_no, "--day", "today", *given, answers=answers)
    assert code == 0
    last = (blank_is_no / "diary.csv").read_text(encoding="utf-8").splitlines()[-1]
    assert last == f"2026-03-03,3,{cells},"
    said = " ".join(out.split())
    assert said.count("Counted as no, since settings.toml says") == bool(no)
    assert f"that nothing there means no: {no}." in said or not no
    if answers:
        assert "never 0, but where the question says so." in said
        assert "Kribbeln [yes/no; Enter: no, ?: not known]" in out
    read = diary_of(blank_is_no).iloc[-1]
    counted = {name for name in ("kribbeln", "wärme", "sauna") if read[name] == 0}
    assert counted == {*no.casefold().split(", ")} - {""} | {*["kribbeln"] * ("no" in cells)}


def test_enter_is_the_no_that_it_says_from_the_first_entry_of_a_file_on(backpain, german):
    _, out, _ = backpain("log", german, answers=["", "5", *[""] * 5])
    first = " ".join(out.split())
    assert "Kribbeln Bein [yes/no; Enter: no, ?: not known]" in first
    assert "Kribbeln Bein no, Ibuprofen 400 (Stück) 0" in first
    before = (german / "diary.csv").read_bytes()
    backpain("log", german, "--replace", answers=["", "", "-", *[""] * 4])
    assert (german / "diary.csv").read_bytes() == before  # a blank would be no no here
    backpain("log", german, "--day", "-1", answers=[""] * 7)
    assert (german / "diary.csv").read_bytes() == before  # who skips all says nothing
    read = diary_of(german).iloc[-1]
    assert (read["kribbeln_bein"], read["ibuprofen_400"]) == (0, 0)


def test_what_is_corrected_to_blank_is_said_to_be_a_no(backpain, blank_is_no):
    words = ("--day", "yesterday", "--replace")
    _, out, _ = backpain("log", blank_is_no, *words, "--pain", "3")
    assert "Counted as no" not in out
    _, out, _ = backpain("log", blank_is_no, *words, "--set", "Kribbeln=")
    assert "nothing there means no: Kribbeln." in " ".join(out.split())


def test_a_date_with_its_weekday_alone_is_no_entry(backpain, german):
    (german / "settings.toml").write_text(TICKED.replace('"Tag" = "ignore"', ""), encoding="utf-8")
    _, out, _ = backpain("log", german, "--set", "Kribbeln Bein=x")
    assert "has an entry already" not in out


GERMAN = ("Datum", "Schmerz", "Sitzen", "Schlaf", "Notiz")
ENGLISH = ("date", "pain", "sitting", "sleep", "notes")


@pytest.mark.parametrize(("headers", "mark", "lines"), [
    (GERMAN, True, ["2026-03-02;3,5;7,5;8:15;", "2026-03-03;4;0,5;;müde"]),
    (ENGLISH, True, ["2026-03-02,3.5,7.5,8:15,", "2026-03-03,4,0.5,,müde"]),
])  # fmt: skip
def test_beside_a_spreadsheet_a_csv_is_begun_as_excel_there_reads_it(
    backpain, tmp_path, headers, mark, lines
):
    days = [TODAY - dt.timedelta(days=20 - n) for n in range(14)]
    cells = (days, 4.5, 6.25, dt.time(7, 30), "gut")
    sheet = pd.DataFrame(dict(zip(headers, cells, strict=True)))
    sheet.to_excel(tmp_path / "Tagebuch.xlsx", index=False)
    words = ("--day", "yesterday", "--pain", "3,5", "--sitting", "7h 30m", "--sleep", "8h15")
    assert backpain("log", tmp_path, *words)[0] == 0
    assert backpain("log", tmp_path, "--pain", "4", "--sitting", "0.5", "--notes", "müde")[0] == 0
    text = (tmp_path / "diary.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf") is mark
    assert text.decode("utf-8-sig").splitlines()[1:] == lines
    last = diary_of(tmp_path).iloc[-2:]
    assert last["pain"].tolist() == [3.5, 4]
    assert last["sitting_hours"].tolist() == [7.5, 0.5]
    assert last["sleep_hours"].iloc[0] == 8.25
    backpain("log", tmp_path, "--day", "-2", "--sitting", "20 min")  # never 0.3333333
    assert "-01" in (last_line := (tmp_path / "diary.csv").read_text().splitlines()[-1])
    assert "0:20" in last_line


@pytest.mark.parametrize(("typed", "said"), [
    ("kaff=3", ""), ("KAFFEE (TASSEN)=3", ""), ("Kaf=3", ""),
    ("K=3", "'K' can be 'Kaffee (Tassen)' or 'Kaugummi'. Write more"), ("x=3", "no column for 'x'"),
])  # fmt: skip
def test_a_column_may_be_named_by_its_beginning(backpain, tmp_path, typed, said):
    kept_daily(tmp_path, 6, columns="date,pain,Kaffee (Tassen),Kaugummi", row="4,2,")
    code, _, errors = backpain("log", tmp_path, "--set", typed)
    assert (code, said in errors) == (int(bool(said)), True)
    if not said:
        assert (tmp_path / "diary.csv").read_text().endswith("2026-03-03,,3,\n")


DAYLIO = """full_date,date,weekday,time,mood,activities,note_title,note
2026-03-03,March 3,Tuesday,07:46,good,"bad pain | walk",,stiff
2026-03-01,March 1,Sunday,07:46,bad,"bad sleep",,
"""


def test_beside_an_apps_export_pain_and_notes_are_asked_and_each_thing_is_shown_once(
    backpain, tmp_path
):
    (tmp_path / "daylio_export.csv").write_text(DAYLIO)
    _, out, _ = backpain("log", tmp_path, answers=["5", "drove", ""])
    out = " ".join(out.split())
    assert diary_of(tmp_path)["pain"].dropna().tolist() == [5]
    assert "line 2: mood 7.5, activities bad pain; walk, notes stiff." in out
    assert 'sitting (--set "sitting_hours=..."), lifting something heavy (--set "lifting=' in out


def test_what_an_app_tells_is_not_asked_beside_it(tmp_path):
    write_new_logbook(tmp_path, suspects=["driving", "coffee"])
    asked = [habit.meaning.name for habit in daily_questions(look_at(tmp_path, TODAY).diary)]
    assert {"driving_hours", "coffee"} <= {*asked}
    (tmp_path / "daylio_export.csv").write_text(DAYLIO.replace("| walk", "| long drive"))
    asked = [habit.meaning.name for habit in daily_questions(look_at(tmp_path, TODAY).diary)]
    assert asked == ["pain", "coffee", "medication", "notes"]


SCALE = (
    '[scales]\npain = { "no pain" = 0, "moderate pain" = 5, "bad pain" = 7, "very bad pain" = 9 }'
)


@pytest.mark.parametrize(("typed", "number"), [
    ("moderate pain", "5"), ("Moderate", "5"), ("bad", "7"), ("very bad", "9"), ("no", "0"),
    ("none", "0"), ("3", "3"), ("pain", None), ("awful", None),
])  # fmt: skip
def test_a_word_of_the_persons_scale_is_its_number(backpain, mine, typed, number):
    (mine / "settings.toml").write_text(SCALE)
    code, out, _ = backpain("log", mine, "--pain", typed)
    assert code == int(number is None)
    if number:
        assert f"pain {number}" in out
        assert (f"'{typed}' was written as {number}." in " ".join(out.split())) is (typed != "3")
        assert (mine / "diary.csv").read_text().splitlines()[1].split(",")[2] == number


def test_yesterday_is_offered_where_it_is_blank(backpain, tmp_path):
    kept_daily(tmp_path, 5)
    text = (tmp_path / "diary.csv").read_text().splitlines(keepends=True)
    (tmp_path / "diary.csv").write_text("".join(text[:-1]))  # without yesterday
    answers = ["5", "7", "1", "", "", "y", "4", "", "", "sofa", ""]
    _, out, _ = backpain("log", tmp_path, answers=answers)
    assert "Monday, 2 March 2026, the day before, has no entry" in out
    diary = diary_of(tmp_path)
    assert [str(day.date()) for day in diary["date"][-2:]] == ["2026-03-02", "2026-03-03"]
    assert diary["pain"].tolist()[-2:] == [4, 5]
    _, out, _ = backpain("log", tmp_path, answers=["n"])
    assert out.rstrip().endswith("Nothing was written.")


def test_who_stops_at_the_second_day_keeps_the_first(backpain, tmp_path):
    kept_daily(tmp_path, 5)
    text = (tmp_path / "diary.csv").read_text().splitlines(keepends=True)
    (tmp_path / "diary.csv").write_text("".join(text[:-1]))  # without yesterday
    code, out, _ = backpain("log", tmp_path, answers=["5", "7", "1", "", "", "y", "4"])
    assert code == 130
    assert out.rstrip().endswith("Stopped. What was written stays.")
    assert str(diary_of(tmp_path)["date"].iloc[-1].date()) == "2026-03-03"
    assert diary_of(tmp_path)["pain"].tolist()[-1] == 5


def test_skipping_all_and_stopping_write_nothing(backpain, mine):
    before = (mine / "diary.csv").read_bytes()
    _, out, _ = backpain("log", mine, answers=[""] * 10)
    assert "Nothing was written." in out
    code, out, _ = backpain("log", mine, answers=["6"])  # then the input ends
    assert code == 130
    assert out.rstrip().endswith("Stopped. Nothing was written.")
    assert (mine / "diary.csv").read_bytes() == before


PLAN = """exercise,side,sets,reps,hold_seconds,times_per_day,days_per_week,start,end,prescribed_by
knee-to-chest,both,1,2,20,1,7,,,
cat-cow,,2,12,,1,5,2026-03-01,,
bridges,,1,10,,1,0,,,
planks,,1,1,30,1,7,2026-01-01,2026-02-01,
"""


def test_stretches_of_the_plan_in_force_are_offered_with_their_dose(backpain, mine):
    (mine / "plan.csv").write_text(PLAN)
    _, out, _ = backpain("log", mine, answers=["5", *[""] * 8, "a"])
    assert "1  knee-to-chest both 2x20s\n  2  cat-cow 2x12\n" in out
    routine = open_logbook(mine, today=TODAY).routine
    assert sorted(routine["exercise"]) == ["cat-cow", "knee-to-chest"]
    held = routine.set_index("exercise").loc["knee-to-chest"]
    assert (held["side"], held["reps"], held["hold_seconds"]) == ("both", 2, 20)


def test_stretches_by_number_in_words_or_none():
    choices = [{"exercise": "cat-cow", "reps": "10"}, {"exercise": "piriformis", "side": "left"}]

    def ask(*typed):
        said = []
        left = list(typed)
        return ask_stretches(choices, ["Übung 3"], lambda _: left.pop(0), said.append), said

    assert ask("1 2")[0] == tuple(choices)
    assert ask("2")[0] == (choices[1],)
    assert ask("")[0] == ()
    assert ask("walking 20 min, Übung 3")[0] == (
        {"exercise": "walking", "minutes": "20"}, {"exercise": "Übung 3"})  # fmt: skip
    found, said = ask("3", "1")
    assert found == (choices[0],)
    assert said[-1].strip() == (
        "There is no number 3. Use numbers from 1 to 2. Or press Enter to skip."
    )


@pytest.mark.parametrize("row", [
    {"exercise": "cat-cow", "sets": "2", "reps": "12"},
    {"exercise": "cat-cow", "reps": "10"},
    {"exercise": "piriformis", "side": "left", "reps": "3", "hold_seconds": "30"},
    {"exercise": "child's pose", "hold_seconds": "30"},
    {"exercise": "planks", "sets": "2", "reps": "3", "hold_seconds": "30"},
])  # fmt: skip
def test_what_is_offered_can_be_typed(row):
    assert parse_stretch(say_stretch(row)) == row


# --- the cost of daily rating -------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "due"), [(20, False), (27, True), (28, False), (34, False), (55, True)]
)
def test_after_four_weeks_and_then_monthly_it_says_what_daily_rating_costs(
    backpain, tmp_path, days, due
):
    kept_daily(tmp_path, days)
    _, out, _ = backpain("log", tmp_path, "--pain", "5")
    assert ("Ferrari 2015" in out) is due
    assert (f"{min(days + 1, 42)} of the last 42 days" in out) is due


def test_a_diary_that_is_not_kept_daily_is_not_reminded():
    days = pd.date_range(end=pd.Timestamp(TODAY), periods=35, freq="2D")
    diary = pd.DataFrame({"date": days, "pain": 4.0})
    assert days_rated_lately(diary, TODAY) is None
    daily = pd.DataFrame({"date": pd.date_range(end=pd.Timestamp(TODAY), periods=35), "pain": 4.0})
    assert days_rated_lately(daily, TODAY) is None
    assert days_rated_lately(daily, TODAY, new_days=8) == 35
    assert days_rated_lately(daily.assign(pain=float("nan")), TODAY) is None


# --- as a person runs it ------------------------------------------------------------------


def test_in_the_small_hours_today_is_still_the_day_before(tmp_path, monkeypatch):
    class Night(dt.datetime):
        @classmethod
        def now(cls):
            return cls(2026, 3, 3, 1, 30)

    monkeypatch.setattr(written.dt, "datetime", Night)
    assert written.diary_today(tmp_path) == dt.date(2026, 3, 2)


@pytest.mark.skipif(sys.platform == "win32", reason="pty")
def test_it_asks_on_a_terminal(mine):
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from backpain_analysis.cli import main; main()", "log"]
    with subprocess.Popen([*command, str(mine)], stdin=theirs, stdout=theirs, stderr=theirs) as ran:
        os.close(theirs)
        os.write(ours, b"6\n" + b"\n" * 20)
        assert ran.wait(timeout=60) == 0
    said = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "Pain, the average of the day [0-10]:" in said
    assert (mine / "diary.csv").read_text().splitlines()[1].split(",")[2] == "6"


def test_of_two_columns_for_pain_the_later_one_is_filled_unless_named(tmp_path, backpain):
    (tmp_path / "diary.csv").write_text("date,Pain AM,Pain PM,sitting\n2026-02-21,4,5,6\n")
    assert backpain("log", tmp_path, "--day", "2026-02-22", "--pain", "6")[0] == 0
    words = ("--day", "2026-02-23", "--set", "Pain AM=2", "--set", "Pain PM=3", "--sitting", "1h")
    assert backpain("log", tmp_path, *words)[0] == 0
    lines = (tmp_path / "diary.csv").read_text().splitlines()
    assert lines[2:] == ["2026-02-22,,6,", "2026-02-23,2,3,1"]


@pytest.mark.parametrize(("words", "line"), [
    ("--pain 5 --set 'Pain AM=3'", "2026-03-03,3,5,"),
    ("--pain 5 --set 'pain a=3'", "2026-03-03,3,5,"),
    ("--day yesterday --pain 6 --set 'Pain PM=2'", "2026-03-02,6,2,"),
    ("--replace --day -2 --pain 6 --set 'Pain PM=2'", "2026-03-01,6,2,6"),
    ("--time 20:00 --pain 2 --set 'Pain PM=5'", 'In place of it: --set "Pain AM=2".'),
    ("--pain 2 --set 'Pain PM=5' --set 'Pain AM=4'", "Leave one of them out."),
    ("--pain 2 --set pain=3", "'pain' is given twice, as 2 and as 3."),
    ("--sitting 7h --set sitting_hours=5", "both for the column 'sitting'. Give one of them."),
])  # fmt: skip
def test_nothing_that_was_given_is_lost(at_hour, tmp_path, words, line):
    rows = "date,Pain AM,Pain PM,sitting\n2026-03-01,4,5,6\n"
    (tmp_path / "diary.csv").write_text(rows)
    code, _, errors = at_hour(9 if "day" not in words else 21)("log", tmp_path, *shlex.split(words))
    after = (tmp_path / "diary.csv").read_text()
    if line.startswith("2026"):
        assert (code, after.splitlines()[-1]) == (0, line)
    else:
        assert (code, after) == (1, rows)
        assert line in errors


@pytest.mark.parametrize(("row", "answers", "line"), [
    (",5", None, ",6"), ("4,", None, "4,6"), ("4,", [], "4,6"),
    ("4,5", None, "4,6"), ("4,5", ["3", "1"], "6,5"),
])  # fmt: skip
def test_a_correction_goes_to_the_column_of_the_hour_and_is_asked_where_both_are_filled(
    backpain, tmp_path, row, answers, line
):
    (tmp_path / "diary.csv").write_text(f"date,Pain AM,Pain PM\n2026-03-03,{row}\n")
    assert backpain("log", tmp_path, "--replace", "--pain", "6", answers=answers)[0] == 0
    assert (tmp_path / "diary.csv").read_text().splitlines()[-1] == f"2026-03-03,{line}"


TICKS_OF_DAYS = """[absent_means_no]
columns = ["Kribbeln", "Wärme"]
"""


@pytest.mark.parametrize("words", [
    ("--pain", "5", "--set", "Kribbeln=x"),
    ("--set", "Wärme=x"),
    ("--day", "-5", "--set", "Wärme=x"),
    ("--day", "yesterday", "--set", "Kribbeln=no", "--replace"),
])  # fmt: skip
def test_the_first_tick_of_a_column_is_no_change_of_a_row_that_has_the_morning_alone(
    backpain, tmp_path, words
):
    (tmp_path / "settings.toml").write_text(TICKS_OF_DAYS, encoding="utf-8")
    diary = "date,Pain AM,Pain PM,Kribbeln,Wärme,sitting\n2026-03-02,4,,,,\n"
    (tmp_path / "diary.csv").write_text(diary, encoding="utf-8")
    code, _, errors = backpain("log", tmp_path, *words)
    assert (code, errors) == (0, "")
    assert 4 in diary_of(tmp_path)["pain"].tolist()


@pytest.mark.parametrize(("row", "column", "after"), [
    (",5,7", "Pain AM=4", "4,5,7"), ("4,,7", "Pain PM=5", "4,5,7"), ("4,5,7", "Pain AM=", ",5,7"),
    (",5,7", "Pain PM=", ",,7"),
])  # fmt: skip
def test_a_part_of_the_day_is_filled_in_or_blanked_beside_other_values(
    backpain, tmp_path, row, column, after
):
    diary = f"date,Pain AM,Pain PM,sitting\n2026-03-02,3,3,8\n2026-03-03,{row}\n"
    (tmp_path / "diary.csv").write_text(diary)
    code, _, errors = backpain("log", tmp_path, "--replace", "--set", column)
    assert (code, errors) == (0, "")
    assert (tmp_path / "diary.csv").read_text().splitlines()[-1] == f"2026-03-03,{after}"
    read = diary_of(tmp_path)
    read = read[read["date"] == pd.Timestamp(TODAY)]
    assert sorted(read["pain"].dropna()) == [float(n) for n in after.split(",")[:2] if n]
    assert read["sitting_hours"].dropna().tolist() == [7]


@pytest.mark.parametrize(
    ("diary", "typed", "said"),
    [
        (
            "date,pain,chair\n2026-03-01,4,\n",
            "lower back",
            "neither yes or no nor a number. Use one of these here",
        ),
        (
            "date,pain,chair\n2026-03-01,4,yes\n",
            "6 1/2",
            "6 1/2 is neither yes nor no. Use yes or no.",
        ),
        ("date,pain,chair\n2026-03-01,4,5\n", "a lot", "a lot is not a number. Use a number."),
    ],
)
def test_a_slip_does_not_make_words_of_a_column_of_ones_own(tmp_path, backpain, diary, typed, said):
    (tmp_path / "diary.csv").write_text(diary)
    code, _, err = backpain("log", tmp_path, "--pain", "3", "--set", f"chair={typed}")
    assert code == 1
    assert said in err
    assert (tmp_path / "diary.csv").read_text() == diary


def test_a_new_column_for_words_takes_words(tmp_path, backpain):
    (tmp_path / "diary.csv").write_text("date,pain,weather (text)\n2026-03-01,4,\n")
    code, _, _ = backpain("log", tmp_path, "--pain", "3", "--set", "weather=grey")
    assert code == 0
    assert "grey" in (tmp_path / "diary.csv").read_text()


# --- which day ----------------------------------------------------------------------------

MONDAY_NIGHT = dt.datetime(2026, 11, 23, 0, 20)


@pytest.fixture
def at_night(backpain, monkeypatch):
    monkeypatch.setattr(cli_log, "_now", lambda: MONDAY_NIGHT)
    monkeypatch.setenv("COLUMNS", "1000")
    return backpain


@pytest.mark.parametrize(("words", "written", "said"), [
    ([], "2026-11-22", "It is 00:20, still the evening of the day before: this is about Sunday, "
     "22 November 2026. For Monday: --day today."),
    (["--day", "today"], "2026-11-23", "It is 00:20 on Monday, so today is Monday, 23 November"),
    (["--day", "yesterday"], "2026-11-22", "so yesterday is Sunday, 22 November 2026."),
    (["--day", "friday"], "2026-11-20", "for Friday, 20 November 2026"),
    (["--time", "21:30"], "2026-11-22", "for Sunday, 22 November 2026"),
    (["--time", "00:10"], "2026-11-23", "for Sunday, 22 November 2026"),  # as reading counts it
])  # fmt: skip
def test_after_midnight_it_says_which_day_it_writes(at_night, mine, words, written, said):
    code, out, _ = at_night("log", mine, "--pain", "6", *words)
    assert code == 0
    assert said in out
    assert (mine / "diary.csv").read_text().splitlines()[1].startswith(written)
    counted = open_logbook(mine, today=dt.date(2026, 11, 24)).diary["date"].iloc[0]
    assert f"for {counted:%A}, {counted.day} {counted:%B %Y}: date {written}" in out


def test_after_midnight_the_prompt_says_the_day_first(at_night, mine):
    _, out, _ = at_night("log", mine, answers=["6", *[""] * 9])
    assert out.index("this is about Sunday, 22 Nov") < out.index("Pain, the average")
    assert "For Monday: --day" in " ".join(out.split())


def test_in_the_evening_no_word_is_lost_on_the_day(backpain, mine):
    _, out, _ = backpain("log", mine, "--pain", "6")
    assert "It is" not in out


@pytest.mark.parametrize(("text", "day"), [
    ("Friday", "2026-11-20"), ("fri", "2026-11-20"), ("monday", "2026-11-23"),
    ("Mittwoch", "2026-11-18"), ("-1", "2026-11-22"), ("2 days ago", "2026-11-21"),
    ("20.11.2026", "2026-11-20"), ("20.11.", "2026-11-20"), ("20/11", "2026-11-20"),
    ("11/20/26", "2026-11-20"), ("20 Nov", "2026-11-20"), ("Nov 20th", "2026-11-20"),
    ("20. November 2026", "2026-11-20"), ("5/5", "2026-05-05"),
    ("3.9.", "2026-09-03"), ("So", "2026-11-22"), ("so.", "2026-11-22"), ("Son", "2026-11-22"),
])  # fmt: skip
def test_a_day_may_be_named_in_any_way_that_can_mean_one_only(text, day):
    assert read_day(text, dt.date(2026, 11, 23), lambda: None) == dt.date.fromisoformat(day)


def test_a_day_without_a_year_that_is_far_ahead_is_that_of_last_year():
    assert read_day("24 Dec", dt.date(2026, 1, 2), lambda: None) == dt.date(2025, 12, 24)


@pytest.mark.parametrize(("text", "said"), [
    ("Do", "'Do' is short for Thursday or Sunday. Write the name in full, or a date."),
    ("soon", "'soon' is no day that is understood. Use today, yesterday, the name of a weekday"),
    ("31 Feb", "is no day that is understood"),
    ("12:30", "is no day that is understood"),
    ("2026-11-20 14:30", "is no day that is understood"),  # the time would be lost
    ("2026-11-24", "'2026-11-24' is in the future"),
    ("24/11", "'24/11' is in the future (2026-11-24). Use today or a day before; 2025-11-24 is"),
    ("24 Dec", "2025-12-24 is that day of last year"),
    ("3/4", "3/4/2026 is 3 April 2026 or 4 March 2026. Use today"),
])  # fmt: skip
def test_what_is_no_day_or_could_be_two_is_refused(text, said):
    with pytest.raises(LogbookError, match=re.escape(said)):
        read_day(text, dt.date(2026, 11, 23), lambda: None)


@pytest.mark.parametrize(
    ("first", "day"), [("31.01.2026", "04.03.2026"), ("01/31/2026", "03/04/2026")]
)
def test_a_date_in_figures_is_read_as_the_diary_has_it(backpain, tmp_path, monkeypatch, first, day):
    monkeypatch.setattr(cli_log, "_now", lambda: dt.datetime(2026, 5, 1, 20))
    (tmp_path / "diary.csv").write_text(f"date,pain\n{first},4\n")
    backpain("log", tmp_path, "--pain", "6", "--day", day)
    assert (tmp_path / "diary.csv").read_text().splitlines()[2] == f"{day},6"
    assert set(diary_of(tmp_path)["date"].dt.month) == {1, 3}


# --- names that are not known -------------------------------------------------------------


@pytest.fixture
def planned(mine):
    (mine / "plan.csv").write_text(PLAN + "wall thing,,3,10,,1,7,,,\n")
    return mine


def routine_rows(folder):
    return (folder / "routine.csv").read_text().splitlines()[1:]


@pytest.mark.parametrize(("typed", "rows"), [
    ("1 3x20s", [("knee-to-chest", 3, 20)]),
    ("2, 3x20s; 1", [("cat-cow", 3, 20), ("knee-to-chest", 2, 20)]),
    ("1 2", [("cat-cow", 12, None), ("knee-to-chest", 2, 20)]),
    ("3 left 8 reps", [("wall thing", 8, None)]),
    ("cat-cow, 10 reps", [("cat-cow", 10, None)]),
])  # fmt: skip
@pytest.mark.parametrize("asked", [True, False])
def test_a_number_of_the_plan_and_a_dose_are_taken_in_both_ways(
    backpain, planned, typed, rows, asked
):
    words, answers = (
        ((), ["5", *[""] * 8, typed]) if asked else (("--pain", "5", "--stretch", typed), None)
    )
    code, _, _ = backpain("log", planned, *words, answers=answers)
    assert code == 0
    routine = open_logbook(planned, today=TODAY).routine
    held = routine["hold_seconds"].astype(object).where(routine["hold_seconds"].notna(), None)
    assert sorted(zip(routine["exercise"], routine["reps"], held, strict=True)) == sorted(rows)


@pytest.mark.parametrize(
    "typed", ["2 x 12", "2 bird dog 12", "12", "!!", "9 3x20s", "2x12", "0 5s"]
)
def test_every_refusal_at_the_prompt_ends_as_a_sentence(typed):
    said, left = [], [typed, ""]
    choices = [{"exercise": "cat-cow"}, {"exercise": "bridges"}]
    ask_stretches(choices, [], lambda _: left.pop(0), said.append)
    assert re.search(r"[^.]\. Or press Enter to skip\.$", said[-1]), said


@pytest.mark.parametrize(("answer", "name"), [
    ("", "knee-to-chest"), ("y", "knee-to-chest"), ("n y", "knee to chets")])  # fmt: skip
def test_a_slip_is_asked_about_before_it_is_written(backpain, planned, answer, name):
    code, out, _ = backpain(
        "log", planned, "--stretch", "knee to chets 2x10", answers=answer.split(" ")
    )
    assert code == 0
    assert out.index("did you mean knee-to-chest? [Y/n]") < out.index("Written to")
    (row,) = routine_rows(planned)
    assert f",{name},,2,10," in row
    assert "1 row names" not in out


def test_the_plans_own_names_are_near_too_and_stopping_writes_nothing(backpain, planned):
    code, out, _ = backpain("log", planned, "--stretch", "wall thin 3x10", answers=[])
    assert code == 130
    assert out.rstrip().endswith("Stopped. Nothing was written.")
    assert routine_rows(planned) == []


@pytest.mark.parametrize(("answer", "rows"), [("", 0), ("y", 1), ("n", 0), ("what?", 1)])
def test_a_name_like_no_other_is_asked_about_once(backpain, planned, answer, rows):
    answers = [answer, "y"] if answer == "what?" else [answer]
    _, out, _ = backpain("log", planned, "--pain", "4", "--stretch", "coffee", answers=answers)
    assert "'coffee' is neither in your plan nor in the catalogue. Keep it" in out
    assert ("Please answer y or n." in out) is (answer == "what?")
    assert len(routine_rows(planned)) == rows
    if rows:
        backpain("log", planned, "--stretch", "Coffee", answers=[])  # known now


@pytest.mark.parametrize(("typed", "more", "rows"), [
    ("1 2 wall", [""], ["knee-to-chest", "cat-cow", "wall thing"]),
    ("wall", ["n", ""], []), ("thing wall", ["y"], ["wall thing"]),
    ("knee wall", ["", ""], ["knee-to-chest", "wall thing"]),
    ("1 2 hip", [""], []), ("1 2 cat cow", [], ["knee-to-chest", "cat-cow", "cat-cow"]),
])  # fmt: skip
def test_words_between_blanks_are_what_was_offered_or_asked_about(
    backpain, planned, typed, more, rows
):
    for words, answers in ((["--stretch", typed], more), ([], ["", *[""] * 8, typed, *more])):
        before = len(routine_rows(planned))
        backpain("log", planned, *words, answers=answers)
        written = [row.split(",")[2] for row in routine_rows(planned)[before:]]
        assert [name.replace("cat cow", "cat-cow") for name in written] == rows
        (planned / "routine.csv").write_text("date,time,exercise,side,sets,reps,hold_seconds\n")


def test_of_a_name_that_two_have_both_are_offered(backpain, planned):
    (planned / "plan.csv").write_text(PLAN + "wall thing,,3,10,,1,7,,,\nwall sit,,3,10,,1,7,,,\n")
    _, out, _ = backpain("log", planned, "--stretch", "wall")
    assert "Did you mean 'wall thing' or 'wall sit'?" in out
    (planned / "routine.csv").unlink()
    backpain("log", planned, "--stretch", "walls", answers=["", "y"])
    assert routine_rows(planned)[0].split(",")[2] == "wall sit"


def test_without_a_terminal_a_slip_is_kept_and_said_once(backpain, planned):
    code, out, _ = backpain("log", planned, "--stretch", "knee to chets 2x10")
    assert code == 0
    assert ",knee to chets,,2,10," in routine_rows(planned)[0]
    assert out.count("Did you mean 'knee-to-chest'?") == 1


# --- what is not asked --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "said"), [(0, True), (4, True), (5, False), (27, False), (28, True)]
)
def test_now_and_then_it_says_what_else_can_be_written(backpain, tmp_path, days, said):
    columns = "date,pain,Beinschmerz,flare,notes"
    kept_daily(tmp_path, days, columns=columns, row="4,,,")
    answers = ["5", "", ""]
    _, out, _ = backpain("log", tmp_path, answers=answers)
    assert (
        "leg pain (--leg-pain 3), a flare-up (--flare yes). Any other" in " ".join(out.split())
    ) is said
    assert "worst pain" not in out  # no such column here


def test_what_it_names_can_be_typed(backpain, mine):
    words = re.findall(r"\((--\S+ [^)]+)\)", " ".join(asking._OPTIONS.values()))
    code, _, _ = backpain("log", mine, *[part for word in words for part in shlex.split(word)])
    assert code == 0
    (entry,) = diary_of(mine).to_dict("records")
    assert (entry["leg_pain"], entry["worst_pain"], entry["flare"]) == (3, 7, 1)
    assert (entry["medication"], entry["blamed"]) == ("ibuprofen 400", "long drive")


# --- what is written is what was said, and nothing that was answered is lost ---------------


def own_diary(folder, header, rows):
    first = TODAY - dt.timedelta(days=len(rows))
    days = [first + dt.timedelta(days=n) for n in range(len(rows))]
    lines = [
        f"{day};{row(day) if callable(row) else row}" for day, row in zip(days, rows, strict=True)
    ]
    (folder / "diary.csv").write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("names", "today"),
    [("Mo Di Mi Do Fr Sa So", "Di"), ("lun. mar. mer. jeu. ven. sam. dim.", "mar."),
     ("MON TUE WED THU FRI SAT SUN", "TUE")],
)  # fmt: skip
def test_the_weekday_is_filled_in_and_never_asked(backpain, tmp_path, names, today):
    own_diary(tmp_path, "Datum;Tag;Schmerz", [lambda day: f"{names.split()[day.weekday()]};4"] * 12)
    asked = [habit.meaning.header for habit in daily_questions(look_at(tmp_path, TODAY).diary)]
    assert asked == ["Schmerz"]
    assert backpain("log", tmp_path, "--pain", "3")[0] == 0
    last = (tmp_path / "diary.csv").read_text(encoding="utf-8").splitlines()[-1]
    assert last == f"{TODAY};{today};3"


def test_a_header_is_found_by_its_own_name_though_it_may_mean_the_date(backpain, tmp_path):
    own_diary(tmp_path, "Datum;Tag;Schmerz", ["gut;4"] * 12)
    assert backpain("log", tmp_path, "--pain", "3", "--set", "Tag=mies")[0] == 0
    assert (tmp_path / "diary.csv").read_text(encoding="utf-8").endswith(f"{TODAY};mies;3\n")
    code, _, errors = backpain("log", tmp_path, "--pain", "3", "--set", "Datum=1.2.")
    assert (code, "--day" in errors) == (1, True)


@pytest.mark.parametrize(
    ("typed", "written"), [("yes", "ja"), ("ja", "ja"), ("ja, 2 h", "ja, 2 h")]
)
def test_no_cell_that_says_more_than_yes_is_borrowed(backpain, tmp_path, typed, written):
    own_diary(tmp_path, "Datum;Schmerz;Garten", ["4;ja", "4;nein", "5;ja", "4;ja, 3 Std."] * 3)
    assert backpain("log", tmp_path, "--pain", "3", "--set", f"Garten={typed}")[0] == 0
    assert (tmp_path / "diary.csv").read_text(encoding="utf-8").endswith(f";3;{written}\n")


def test_beside_a_spreadsheet_the_prompt_reads_as_the_new_file_will(backpain, tmp_path):
    days = [TODAY - dt.timedelta(days=12 - n) for n in range(12)]
    sheet = pd.DataFrame({"Datum": days, "Schmerz": 4, "Übungen": ["2x", "1x", "1x"] * 4})
    sheet.to_excel(tmp_path / "Rücken.xlsx", index=False)
    code, out, errors = backpain("log", tmp_path, answers=["3", "1x", ""])
    assert (code, errors) == (0, "")
    assert "Übungen 1" in " ".join(out.split())
    assert diary_of(tmp_path)["übungen"].iloc[-1] == 1


def test_what_was_answered_can_be_pasted_where_it_could_not_be_written(backpain, mine):
    lock = mine / ".~lock.diary.csv#"
    lock.touch()
    answers = ["6", "", "7h", *[""] * 5, 'stiff, "bad" night', "cat-cow 2x12"]
    code, _, errors = backpain("log", mine, answers=answers)
    lock.unlink()
    again = next(line for line in errors.splitlines() if line.startswith("backpain log "))
    assert code == 1
    assert backpain(*shlex.split(again)[1:])[0] == 0
    day = diary_of(mine).iloc[-1]
    assert (day["pain"], day["sitting_hours"], day["notes"]) == (6, 7, 'stiff, "bad" night')
    assert "cat-cow" in (mine / "routine.csv").read_text(encoding="utf-8")


def ask_which(*typed):
    said, left = [], list(typed)
    choices = [{"exercise": "cat-cow", "reps": "10"}, {"exercise": "bridges"}]
    found = ask_stretches(choices, [], lambda _: left.pop(0), said.append)
    assert left == []
    return [row["exercise"] for row in found], "\n".join(said)


@pytest.mark.parametrize("yes", ["j", "y", "yes", "ja"])
def test_a_yes_is_not_all_of_the_stretches(yes):
    names, said = ask_which(yes, "2")
    assert names == ["bridges"]
    assert f"'{yes}' does not say which. Use numbers, or a for all." in said


# --- how often that day -------------------------------------------------------------------

TWICE = "exercise,side,sets,reps,hold_seconds,times_per_day,days_per_week,start,end\n" + (
    "cat-cow,,2,12,,2,7,,\nknee-to-chest,both,,2,20,1,7,,\nwall thing,,,,,2,7,,\n"
)
CAT, KNEE, WALL = "cat-cow", "knee-to-chest", "wall thing"


@pytest.fixture
def twice_a_day(mine):
    (mine / "plan.csv").write_text(TWICE)
    return mine


def done_on(folder):
    """Stretch, and sets and repetitions where they are written, of each row."""
    routine = pd.read_csv(folder / "routine.csv", dtype=str, keep_default_na=False)
    return sorted(
        (row["exercise"], *(int(row[n]) for n in ("sets", "reps") if row[n]))
        for row in routine.to_dict("records")
    )


CAT_TWICE = [(CAT, 2, 12)] * 2


def test_what_was_done_twice_is_counted_twice_at_one_time_too(backpain, tmp_path):
    kept_daily(tmp_path, 5)
    (tmp_path / "routine.csv").write_text("date,time,exercise\n2026-02-27,,cat-cow\n")
    backpain("log", tmp_path, "--pain", "6", "--time", "20:00", "--stretch", "bridge twice")
    routine = open_logbook(tmp_path).routine
    assert (routine["exercise"] == "bridge").sum() == 2


@pytest.mark.parametrize(("typed", "rows"), [
    ("all 2x", [*CAT_TWICE, (KNEE, 2), (KNEE, 2), (WALL,), (WALL,)]),
    ("a twice", [*CAT_TWICE, (KNEE, 2), (KNEE, 2), (WALL,), (WALL,)]),
    ("all, twice a day", [*CAT_TWICE, (KNEE, 2), (KNEE, 2), (WALL,), (WALL,)]),
    ("alle zweimal heute", [*CAT_TWICE, (KNEE, 2), (KNEE, 2), (WALL,), (WALL,)]),
    ("all but 2, twice", [*CAT_TWICE, (WALL,), (WALL,)]),
    ("1 3 twice", [*CAT_TWICE, (WALL,), (WALL,)]),
    ("1 twice", CAT_TWICE), ("1 2x", CAT_TWICE), ("1, 2x; 2 once", [*CAT_TWICE, (KNEE, 2)]),
    ("cat-cow 2x", [(CAT,)] * 2), ("cat-cow twice", [(CAT,)] * 2),
    ("cat-cow, twice", [(CAT,)] * 2), ("2x cat-cow", [(CAT,)] * 2),
    ("cat-cow 2x10 twice", [(CAT, 2, 10)] * 2), ("cat-cow 2x10 2x", [(CAT, 2, 10)] * 2),
    ("cat-cow deux fois, knee-to-chest once", [(CAT,), (CAT,), (KNEE,)]),
    ("all 2x10 once", [(CAT, 2, 10), (KNEE, 2, 10), (WALL, 2, 10)]),
])  # fmt: skip
def test_how_often_that_day_may_be_said_behind_a_stretch(typed, rows):
    choices = [
        {"exercise": CAT, "sets": "2", "reps": "12"},
        {"exercise": KNEE, "side": "both", "reps": "2", "hold_seconds": "20"},
        {"exercise": WALL},
    ]
    names = [choice["exercise"] for choice in choices]
    found = ask_stretches(choices, names, lambda _: typed, str, planned={CAT: 2, WALL: 2})
    doses = [[int(row[n]) for n in ("sets", "reps") if n in row] for row in found]
    assert sorted((row["exercise"], *dose) for row, dose in zip(found, doses, strict=True)) == (
        sorted(rows)
    )


THREE = ({"exercise": CAT}, {"exercise": KNEE}, {"exercise": "bird dog"})
NAMES = [row["exercise"] for row in THREE]
BOTH_TWICE = [CAT, CAT, KNEE, KNEE]


@pytest.mark.parametrize(("typed", "done", "not_done"), [
    *((f"1 2 twice{words}", BOTH_TWICE, ["bird dog"]) for words in (
        " but no bird dog", ", no bird dog", " and not 3", " but not bird dog", " ohne bird dog",
        ", skipped bird dog", " but didn't do the bird dog",
    )),
    ("not bird dog", [], ["bird dog"]), ("no 3, 1 2 twice", BOTH_TWICE, ["bird dog"]),
    ("1, no 2 and no 3", [CAT], [KNEE, "bird dog"]), ("3 not done, 1", [CAT], ["bird dog"]),
    ("p but not bird dog", BOTH_TWICE, []), ("as planned without 3", BOTH_TWICE, []),
    ("all twice but not bird dog", BOTH_TWICE, []), ("all, no bird dog", [CAT, KNEE], []),
    *((f"1 twice, 2 twice, {none}", BOTH_TWICE, ["bird dog"]) for none in (
        "bird dog none", "3 none", "bird dog: none", "bird dog 0", "3 0", "bird dog not",
        "and 3 nicht", "bird dog 0x",
    )),
    ("1 twice, 2 none, 3 none", [CAT, CAT], [KNEE, "bird dog"]), ("all, 3 none", [CAT, KNEE], []),
])  # fmt: skip
def test_what_is_said_not_to_be_done_is_not_done(typed, done, not_done):
    rows = read_stretches(typed, THREE, NAMES, {CAT: 2, KNEE: 2}, left=[2, 2, 1])
    assert [row["exercise"] for row in rows if "done" not in row] == done
    assert [row["exercise"] for row in rows if row.get("done") == "no"] == not_done


@pytest.mark.parametrize("typed", [
    "no pain", "1 but no bird dog and cat-cow", "p but not foo", "no 7", "not all", "7 none",
    "pain 0", "1 2 none", "cat-cow twice and bird dog none",
])  # fmt: skip
def test_a_no_that_is_not_understood_is_refused_and_offered_as_no_other_name(typed):
    with pytest.raises(LogbookError, match="as a stretch that was not done"):
        read_stretches(typed, THREE, NAMES, {CAT: 2})


def test_a_name_of_ones_own_may_hold_a_no():
    for own in ("no weight squats", "leg raise level 0"):
        assert read_stretches(own, THREE, [*NAMES, own]) == [{"exercise": own}]


@pytest.mark.parametrize(("typed", "instead"), [
    ("cat-cow 2", "cat-cow twice; or cat-cow, 2 for both"),
    ("1, bird dog: 3", "bird dog 3 times a day; or bird dog, 3 for both"),
    ("2 cat-cow, 2 bird dog", "cat-cow twice; or cat-cow, 2 for both"),
    ("cat-cow 2 bird dog 2", "cat-cow twice;"), ("cat-cow 2 3", "cat-cow twice;"),
    ("2 knees", "knees twice;"),
])  # fmt: skip
def test_a_bare_number_beside_a_name_is_refused_with_both_ways_to_write_it(typed, instead):
    with pytest.raises(LogbookError, match=f"number . of the plan.* Write {instead}"):
        read_stretches(typed, THREE, NAMES)


@pytest.mark.parametrize("typed", ["both twice", "each", "Both 2x", "yes, twice"])
def test_a_word_of_quantity_is_no_name(typed):
    with pytest.raises(LogbookError, match=r"does not say which\. Use numbers, or a for all"):
        read_stretches(typed, THREE, NAMES)


@pytest.mark.parametrize(("typed", "done"), [
    ("cat-cow twice", [CAT, CAT]), ("bird dog: 3 times a day", ["bird dog"] * 3),
    ("cat-cow, 2", [CAT, KNEE]), ("cat-cow and 2", [CAT, KNEE]), ("1 2 bird dog", NAMES),
    ("cat cow and knees morning and evening", ["cat cow", "cat cow", "knees", "knees"]),
    ("Cat-Cow and knee, twice", ["Cat-Cow", "Cat-Cow", "knee", "knee"]),
    ("knees and cat-cow and foo", ["knees", CAT, "foo"]), ("1 and knees", [CAT, "knees"]),
    ("cat-cow and shoulders and neck", [CAT, "shoulders and neck"]),
    ("shoulder and neck", ["shoulder and neck"]), ("foo and bar", ["foo and bar"]),
    ("1 and 2 twice each", BOTH_TWICE), ("1 and 2, twice each", BOTH_TWICE),
])  # fmt: skip
def test_numbers_and_names_beside_each_other_are_each_their_own(typed, done):
    rows = read_stretches(typed, THREE, [*NAMES, "shoulders and neck", "shoulder"])
    assert [row["exercise"] for row in rows] == done


@pytest.mark.parametrize(("typed", "named"), [
    (f"{CAT}, {KNEE}, morning and evening", ""), (f"{CAT}, {KNEE}, twice", ""), ("1, 2, 2x", ""),
    ("1 2 twice", ""), ("1, 2 twice", "1, 2"), (f"{CAT}, {KNEE} twice", f"{CAT}, {KNEE}"),
])  # fmt: skip
@pytest.mark.parametrize("every", [True, False])
def test_twice_by_itself_is_for_all_before_it_and_else_it_is_asked(typed, named, every):
    asked = []

    def for_all(*said):
        asked.append(said)
        return every

    found = read_stretches(typed, THREE, NAMES, {CAT: 2, KNEE: 2}, for_all=for_all)
    assert asked == ([(named, 2)] if named else [])
    names = [row["exercise"] for row in found]
    assert names == (BOTH_TWICE if every or not named else BOTH_TWICE[1:])


def test_the_prompt_asks_whether_all_were_done_twice_and_a_script_is_told(backpain, mine):
    words = ("log", mine, "--stretch", "cat-cow, bridges twice")
    _, out, _ = backpain(*words)
    assert "If all were: cat-cow, bridges, twice." in " ".join(out.split())
    assert done_on(mine) == [("bridges",), ("bridges",), (CAT,)]
    (mine / "routine.csv").unlink()
    backpain(*words, answers=["y"])
    assert done_on(mine) == [("bridges",), ("bridges",), (CAT,), (CAT,)]


def test_what_is_named_again_in_the_same_entry_is_no_second_time():
    names, said = ask_which("2, foo bar", "n", "1 twice, 2")
    assert names == ["bridges", "cat-cow", "cat-cow"]
    assert "not written twice: bridges." in said


@pytest.mark.parametrize("asked", [True, False])
def test_what_was_done_twice_is_written_and_said_so(backpain, twice_a_day, asked):
    words, answers = ((), [*[""] * 9, "all 2x"]) if asked else (("--stretch", "all 2x"), None)
    code, out, _ = backpain("log", twice_a_day, *words, answers=answers)
    assert code == 0
    assert done_on(twice_a_day) == sorted([*CAT_TWICE, (KNEE, 2), (KNEE, 2), (WALL,), (WALL,)])
    assert "Down twice that day: cat-cow, knee-to-chest, wall thing." in " ".join(out.split())


def test_all_once_more_is_the_second_time_where_two_are_planned(backpain, twice_a_day):
    words = ("log", twice_a_day, "--stretch", "all done")
    _, first, _ = backpain(*words)
    assert (
        "Planned more often than it is down so far: cat-cow, wall thing. When it is done again, "
        "say it again. Another day, all at once: cat-cow, wall thing, twice."
    ) in " ".join(first.split())
    # what is planned once is asked about, what is planned twice is not
    _, second, _ = backpain(*words, answers=["n"])
    assert second.count("already") == second.count("That day has knee-to-chest already") == 1
    assert "Down twice that day: cat-cow, wall thing." in " ".join(second.split())
    once = [(CAT, 2, 12), (WALL,)]
    assert done_on(twice_a_day) == sorted([*once, *once, (KNEE, 2)])
    _, third, _ = backpain("log", twice_a_day, "--stretch", "1", answers=["n"])
    assert "Write it a third time?" in third


@pytest.mark.parametrize("word", ["p", "As planned", "alles wie geplant", "comme prévu."])
@pytest.mark.parametrize("asked", [True, False])
def test_as_planned_is_what_the_plan_has_that_day_less_what_stands_there(
    backpain, twice_a_day, word, asked
):
    backpain("log", twice_a_day, "--stretch", "cat-cow 2x12")
    words, answers = ((), [*[""] * 9, word]) if asked else (("--stretch", word), None)
    _, out, _ = backpain("log", twice_a_day, *words, answers=answers)
    assert ("p: all as often as planned" in out) is asked
    assert done_on(twice_a_day) == sorted([*CAT_TWICE, (KNEE, 2), (WALL,), (WALL,)])
    _, out, _ = backpain("log", twice_a_day, "--stretch", word)  # nothing is left of it
    assert "Nothing was written." in out


def test_as_planned_without_a_plan_says_so(backpain, tmp_path):
    kept_daily(tmp_path, 5)
    code, _, errors = backpain("log", tmp_path, "--stretch", "as planned")
    assert (code, "No plan is in force that day." in errors) == (1, True)


@pytest.mark.parametrize(("typed", "rows"), [
    (["a", ""], [(CAT, 2, 12), (KNEE, 2), (WALL,)]),
    (["a", "many", "2"], [*CAT_TWICE, (KNEE, 2), (WALL,), (WALL,)]),
    (["2"], [(KNEE, 2)]),
])  # fmt: skip
def test_where_it_is_not_said_how_often_the_prompt_asks_once(backpain, twice_a_day, typed, rows):
    _, out, _ = backpain("log", twice_a_day, answers=[*[""] * 9, *typed])
    assert "1  cat-cow 2x12 (2 times a day)\n  2  knee-to-chest both 2x20s\n" in out
    assert done_on(twice_a_day) == sorted(rows)
    _, out, _ = backpain("log", twice_a_day, answers=[*[""] * 9, "1", *["n"] * (len(rows) == 5)])
    assert "How often that day" not in out or rows == [(KNEE, 2)]


@pytest.mark.parametrize(("answer", "rows"), [("t", [(CAT,)] * 2), ("r", [(CAT, 2)])])
def test_of_a_number_that_can_be_both_it_is_asked_which(backpain, mine, answer, rows):
    words = ("log", mine, "--stretch", "cat-cow 2x")
    _, out, _ = backpain(*words, answers=["2", answer])
    assert "t: done twice that day, or r: 2 repetitions?" in " ".join(out.split())
    assert done_on(mine) == rows
    (mine / "routine.csv").unlink()
    _, out, _ = backpain(*words)
    assert "'cat-cow 2x' is read as 2 repetitions. Done so often? Say: cat-cow twice." in out
    assert done_on(mine) == [(CAT, 2)]


_DOSES = {"": {}, "2x12": {"sets": "2", "reps": "12"}, "10 reps": {"reps": "10"},
          "3x20s": {"reps": "3", "hold_seconds": "20"}, "left": {"side": "left"}}  # fmt: skip
_COUNTS = {"": None, "2x": 2, "twice": 2, "x3": 3, "1x": 1}
TWO = (CAT, KNEE, WALL, "bird dog")
_HEADS = {"1": CAT, "2": KNEE, "3": WALL, "cat cow": "cat cow", "bird dog": "bird dog"}


@settings(deadline=None, max_examples=60)
@given(st.lists(
    st.tuples(*(st.sampled_from([*each]) for each in (_HEADS, _DOSES, _COUNTS))), min_size=1,
    max_size=5,
))  # fmt: skip
@example([("1", "", "2x"), ("2", "", "2x")])
@example([("1", "", "2x"), ("2", "", "")])
def test_every_word_at_the_prompt_is_accounted_for_or_it_is_refused(said):
    typed = " ".join(" ".join(filter(None, one)) for one in said)
    choices = [{"exercise": name} for name in (CAT, KNEE, WALL)]
    meant = [
        {"exercise": _HEADS[head], **_DOSES[dose]}
        for head, dose, count in said
        for _ in range(_COUNTS[count] or 1)
    ]
    counts = [count for _, _, count in said]
    sides = all(dose in ("", "left") for _, dose, _ in said)  # a side is part of the name
    if sides and not any(counts[:-1]) and counts[-1]:  # "1 3 twice"
        meant = [
            {"exercise": _HEADS[head], **_DOSES[dose]}
            for head, dose, _ in said for _ in range(_COUNTS[counts[-1]])
        ]  # fmt: skip
    found = None
    with suppress(LogbookError):
        found = read_stretches(typed, choices, [WALL, "bird dog"], dict.fromkeys(TWO, 2))
    assert found == meant or (found is None and len(said) > 1)


@pytest.mark.parametrize(("typed", "rows"), [
    ("1 2x 2 2x", [CAT, CAT, KNEE, KNEE]), ("1 2x 2", [CAT, CAT, KNEE]),
    ("1 twice 2 3", [CAT, CAT, KNEE, WALL]), ("1 and 2", [CAT, KNEE]),
    ("cat-cow 2x knee-to-chest 2x", [CAT, CAT, KNEE, KNEE]),
    ("1 10 reps 2x 2 3x20s 3", [CAT, CAT, KNEE, WALL]), ("1 2 x 2", [CAT]), ("1 2x 12", [CAT]),
    ("1 2 3x20s", "can be 1; 2 3x20s, or 1 3x20s; 2 3x20s. Put commas"),
    ("1 2 2x 3", "not sure which number belongs to which"), ("1 2x hip", "Put commas"),
    ("1 2x 3x20s", "not sure whether 2x is how often"), ("1 2x 2x", "whether 2x is how often"),
    ("all 2x 3", "is not understood"),
])  # fmt: skip
def test_a_number_behind_an_amount_is_the_next_stretch_and_what_can_be_two_is_refused(typed, rows):
    choices = [{"exercise": name} for name in (CAT, KNEE, WALL)]
    if isinstance(rows, str):
        with pytest.raises(LogbookError, match=rows):
            read_stretches(typed, choices, [WALL], {CAT: 2, KNEE: 2})
    else:
        found = read_stretches(typed, choices, [WALL], {CAT: 2, KNEE: 2})
        assert [row["exercise"] for row in found] == rows


@pytest.mark.parametrize("typed", ["none", "0", "nothing", "Keine", "no"])
@pytest.mark.parametrize("asked", [True, False])
def test_a_day_without_stretching_is_written_where_it_is_said(backpain, twice_a_day, typed, asked):
    words, answers = (
        ((), ["5", *[""] * 8, typed]) if asked else (("--pain", "5", "--stretch", typed), None)
    )
    code, out, _ = backpain("log", twice_a_day, *words, answers=answers)
    assert code == 0
    assert "exercise none" in " ".join(out.split())
    assert "already" not in out
    assert "skipped" not in out
    assert open_logbook(twice_a_day, today=TODAY).routine["done"].tolist() == ["no"]
    code, out, _ = backpain("log", twice_a_day, "--stretch", "cat-cow")  # later that day
    assert code == 0
    routine = open_logbook(twice_a_day, today=TODAY).routine
    assert was_done(routine).tolist() == [False, True]


def test_enter_says_nothing_of_stretching(backpain, twice_a_day):
    backpain("log", twice_a_day, answers=["5", *[""] * 9])
    assert done_on(twice_a_day) == []


def test_a_stretch_that_was_left_out_is_asked_for_again():
    names, said = ask_which("1, foo bar", "n", "2")
    assert names == ["cat-cow", "bridges"]
    assert "So far: cat-cow 10 reps." in said


@pytest.mark.parametrize("typed", ["all 5", "all but 9", "all but planks", "all or none"])
def test_all_with_what_is_not_understood_is_refused(typed):
    names, said = ask_which(typed, "")
    assert names == []
    assert said


@pytest.mark.parametrize(
    ("word", "ago"), [("gestern", 1), ("hier", 1), ("ieri", 1), ("Heute", 0), ("vorgestern", 2)]
)
def test_a_day_may_be_named_in_other_languages(backpain, mine, word, ago):
    backpain("log", mine, "--date", word, "--pain", "3")
    assert diary_of(mine)["date"].tolist() == [pd.Timestamp(TODAY - dt.timedelta(days=ago))]


@pytest.mark.parametrize("name", [
    "hip stretch each side", "Hüftbeuger dehnen je Seite", "Brücke pro Bein", "leg raise left",
    "cat-cow", "Foo left side",
])  # fmt: skip
def test_a_stretch_of_the_plan_keeps_its_name(backpain, tmp_path, name):
    (tmp_path / "diary.csv").write_text("date,pain\n2026-03-01,4\n")
    (tmp_path / "Asked.csv").write_text(f"exercise,sets,days_per_week\n{name},3,7\n")
    code, said, _ = backpain("log", tmp_path, "--day", "2026-03-01", "--stretch", "1")
    assert code == 0
    assert "not in the plan" not in said
    book = open_logbook(tmp_path)
    assert book.problems.empty
    assert book.routine["exercise"].tolist() == book.plan["exercise"].tolist()


def test_a_note_below_the_plan_is_no_stretch_to_choose(tmp_path):
    plan = "exercise,reps,times_per_day\ncat-cow,10,1\nbridges,10,1\nNext visit: Thursday 16:30,,\n"
    (tmp_path / "diary.csv").write_text("date,pain\n2026-03-01,4\n")
    (tmp_path / "plan.csv").write_text(plan)
    choices = look_at(tmp_path, TODAY).stretches_on(dt.date(2026, 3, 2))
    assert [choice["exercise"] for choice in choices] == ["cat-cow", "bridges"]


# --- the same stretch by another name, lines that move, what is not sure ------------------------

NEWEST_FIRST = "date,pain,sitting\n2026-03-02,5,3\n2026-03-01,4,2\n2026-02-28,4,2\n"


@pytest.mark.parametrize("there", ["bird dog", "bird dog (both)", "Bird-Dogs", "bd"])
@pytest.mark.parametrize("typed", ["bird dog", "bird dog (both)", "Bird-Dogs", "bd"])
def test_a_stretch_that_stands_there_by_another_name_is_asked_about(
    backpain, tmp_path, there, typed
):
    kept_daily(tmp_path, 3)
    (tmp_path / "plan.csv").write_text("exercise,start\nbird dog,2026-01-01\n")
    (tmp_path / "settings.toml").write_text('[exercises]\n"bd" = "bird dog"\n')
    log = f"date,exercise\n2026-03-01,bird dog (both)\n2026-03-03,{there}\n"
    (tmp_path / "routine.csv").write_text(log)
    _, out, _ = backpain("log", tmp_path, "--stretch", typed, answers=["n"])
    assert f"already: routine.csv, line 3: {there}." in out
    assert (tmp_path / "routine.csv").read_text() == log


def test_the_left_side_stands_beside_the_right_one(backpain, tmp_path):
    (tmp_path / "routine.csv").write_text("date,exercise\n2026-03-03,bird dog (right)\n")
    _, out, _ = backpain("log", tmp_path, "--stretch", "bird dog left 2x10")
    assert "already" not in out


def test_a_side_in_a_file_without_a_column_for_it_is_written_with_the_dose(backpain, tmp_path):
    log = "date,exercise,sets,reps\n2026-03-01,bird dog,2,10\n"
    (tmp_path / "routine.csv").write_text(log)
    assert backpain("log", tmp_path, "--stretch", "bird dog both 2x10")[0] == 0
    row = open_logbook_beside(tmp_path).routine.iloc[-1]
    assert (row["side"], row["sets"], row["reps"]) == ("both", 2, 10)


def open_logbook_beside(folder):
    """The logbook, with a diary where it has none."""
    if not (folder / "diary.csv").exists():
        (folder / "diary.csv").write_text("date,pain\n2026-03-01,5\n")
    return open_logbook(folder, today=TODAY)


def test_where_the_newest_stands_first_the_line_named_is_the_one_to_correct(backpain, tmp_path):
    (tmp_path / "diary.csv").write_text(NEWEST_FIRST)
    (tmp_path / "routine.csv").write_text("date,exercise\n2026-03-02,cat-cow\n2026-03-01,cat-cow\n")
    entry = ("--pain", "4", "--stretch", "cat-cow", "--beside")
    code, out, _ = backpain("log", tmp_path, "--day", "yesterday", *entry)
    named = re.findall(r"change diary.csv, line (\d)|already: routine.csv, line (\d)", out)
    (diary, _), (_, routine) = named
    assert (tmp_path / "diary.csv").read_text().splitlines()[int(diary) - 1] == "2026-03-02,5,3"
    lines = (tmp_path / "routine.csv").read_text().splitlines()
    assert (code, lines[1:3], routine) == (0, ["2026-03-02,cat-cow"] * 2, "3")


def test_of_a_second_day_the_line_is_named_on_which_it_stands_by_then(backpain, tmp_path):
    (tmp_path / "diary.csv").write_text(NEWEST_FIRST.replace("2026-03-02,5,3\n", ""))
    log = "date,exercise\n2026-03-02,cat-cow\n2026-03-01,cat-cow\n"
    (tmp_path / "routine.csv").write_text(log)
    answers = ["5", "", "cat-cow", "y", "4", "", ""]
    _, out, _ = backpain("log", tmp_path, answers=answers)
    assert "That day has already: routine.csv, line 3: cat-cow." in out


def test_a_day_written_later_does_not_turn_the_order_of_a_file(backpain, tmp_path):
    (tmp_path / "diary.csv").write_text(NEWEST_FIRST)
    for day in ("2026-02-20", "2026-03-03"):
        backpain("log", tmp_path, "--day", day, "--pain", "6")
    assert (tmp_path / "diary.csv").read_text().splitlines()[1] == "2026-03-03,6,"


def test_a_word_that_is_nearly_one_of_the_scale_is_helped(backpain, tmp_path):
    (tmp_path / "diary.csv").write_text("date,pain,stress\n2026-03-01,5,mild\n2026-03-02,4,3\n")
    (tmp_path / "settings.toml").write_text("[scales.stress]\nmild = 2\nmoderate = 5\n")
    code, _, errors = backpain("log", tmp_path, "--stress", "moderaet")
    assert (code, "Did you mean moderate?" in errors) == (1, True)


@pytest.mark.parametrize(("typed", "kept"), [
    ("1 ibu", False), ("15 mnutes", False), ("2 tablets", False), ("3,5 Tassen", False),
    ("7 or so", True), ("7 (desk)", True), ("7, desk", True), ("7 h desk", True), ("7ish", True),
    ("90 mins", True), ("6-7", True), ("about 5", True), ("1h30", True),
])  # fmt: skip
def test_hours_of_something_else_are_not_taken_for_hours(backpain, tmp_path, typed, kept):
    kept_daily(tmp_path, 5)
    before = (tmp_path / "diary.csv").read_text()
    code, _, errors = backpain("log", tmp_path, "--sitting", typed)
    assert (code == 0, "is no unit of time" in errors) == (kept, not kept)
    assert ((tmp_path / "diary.csv").read_text() != before) is kept


@pytest.mark.parametrize(("header", "typed", "ok"), [
    ("Ibuprofen (Stück)", "600 mg", False), ("Ibuprofen (Stück)", "2 Tabletten", True),
    ("Ibuprofen (Stück)", "2 Stück", True), ("Ibuprofen (mg)", "600 mg", True),
    ("Ibuprofen (mg)", "2 Stück", False), ("Wasser (l)", "500 ml", False),
    ("Wasser (l)", "2 or so", True),
])  # fmt: skip
def test_a_unit_that_is_not_the_headers_is_refused(backpain, tmp_path, header, typed, ok):
    kept_daily(tmp_path, 5, f"date,pain,{header}", "4,1")
    before = (tmp_path / "diary.csv").read_text(encoding="utf-8")
    code, _, errors = backpain("log", tmp_path, "--set", f"{header}={typed}")
    assert code == (0 if ok else 1)
    if not ok:
        assert f"{typed}: this column holds {header.split()[1][1:-1]}." in errors
        assert (tmp_path / "diary.csv").read_text(encoding="utf-8") == before


@pytest.mark.parametrize(("typed", "answers"), [("all", None), ("as planned", None), ("", ["a"])])
def test_what_is_planned_under_a_condition_is_shown_and_named_where_all_takes_it_in(
    backpain, tmp_path, typed, answers
):
    kept_daily(tmp_path, 5, "date,pain,notes", "4,")
    plan = "exercise,sets,reps,notes\ncat-cow,2,10,\nbridge,2,12,only when pain is 4 or less\n"
    (tmp_path / "plan.csv").write_text(plan)
    asked = [*["4", ""], *answers] if answers else None
    words = ["--day", "today", *(["--stretch", typed] if typed else [])]
    code, out, _ = backpain("log", tmp_path, *words, answers=asked)
    said = " ".join(out.split())
    assert code == 0
    assert len(routine_rows(tmp_path)) == 2
    assert said.count("bridge (only when pain is 4 or less) is among them.") == 1
    assert "all but bridge" in said
    if answers:
        assert "2 bridge 2x12 (only when pain is 4 or less)" in said
    words[1] = "yesterday"
    for each in ("1 2", "all but bridge"):
        _, out, _ = backpain("log", tmp_path, "--day", "-2", "--stretch", each)
        assert "among them" not in out


@pytest.mark.parametrize("typed", ["1", "1 2x12", "1, cat-cow", "1 twice", "all", "as planned",
                                   "all 3x20s"])  # fmt: skip
def test_a_number_before_the_plan_begins_is_refused_with_the_reason(backpain, tmp_path, typed):
    (tmp_path / "plan.csv").write_text("exercise,start\nbird dog,2026-03-02\n")
    (tmp_path / "routine.csv").write_text("date,exercise\n2026-02-20,cat-cow\n")
    command = ("log", tmp_path, "--day", "2026-02-21", "--stretch")
    code, _, errors = backpain(*command, typed)
    assert (code, "yours begins on 2026-03-02" in errors) == (1, True)
    assert backpain(*command, "cat-cow")[0] == 0


@pytest.mark.parametrize("day", [("--day", "yesterday"), ("--date=-1",), ("--day=yesterday",)])
def test_a_command_to_enter_again_names_the_date(backpain, tmp_path, day):
    kept_daily(tmp_path, 5)
    _, _, errors = backpain("log", tmp_path, *day, "--pain", "2")
    again = shlex.split(next(line for line in errors.splitlines() if "--beside" in line))
    assert again == [
        "backpain", "log", "--day", "2026-03-02", str(tmp_path), "--pain", "2", "--beside"
    ]  # fmt: skip


def test_what_stands_there_of_a_yes_is_said_as_a_yes(backpain, tmp_path):
    (tmp_path / "diary.csv").write_text("date,pain,lifting\n2026-03-02,4,no\n2026-03-03,5,yes\n")
    _, _, errors = backpain("log", tmp_path, "--pain", "6")
    assert "pain 5, lifting something heavy yes." in errors


# --- what is refused, or was stopped, names the way on --------------------------------------


@pytest.mark.parametrize(
    "option", ["--ibuprofen", "--ibuprofen-tablets", "--tablets", "--ibuprofin-tablet"]
)
@pytest.mark.parametrize("joined", [False, True])
def test_an_option_that_is_a_column_is_named_as_it_is_set(backpain, tmp_path, option, joined):
    kept_daily(tmp_path, 5, columns="date,pain,sitting,ibuprofen tablets,notes")
    before = (tmp_path / "diary.csv").read_bytes()
    words = [f"{option}=3"] if joined else [option, "3"]
    code, _, errors = backpain("log", tmp_path, "--pain", "7", *words, "--sitting", "8h")
    assert code == 2
    assert (tmp_path / "diary.csv").read_bytes() == before
    (way,) = (shlex.split(line) for line in errors.splitlines() if line.startswith("backpain log"))
    assert backpain(*way[1:])[0] == 0
    assert (tmp_path / "diary.csv").read_text().splitlines()[-1] == f"{TODAY},7,8,3,"


def test_an_option_like_nothing_in_the_diary_is_refused_as_before(backpain, tmp_path):
    kept_daily(tmp_path, 5)
    for words, said in (
        (["--zebra", "3"], "No such option: --zebra"), (["--standng", "3"], "--standing"),
        (["--pain"], "requires an argument"),
    ):  # fmt: skip
        code, _, errors = backpain("log", tmp_path, *words)
        assert (code, "--set" in errors, said in errors) == (2, False, True)


@pytest.mark.parametrize("name", ["cat-cow", "cat-coww", "wall thing", "wall thnig"])
@pytest.mark.parametrize(("count", "times"), [("2x", 2), ("4x", 4), ("9x", 1)])
def test_how_often_means_the_same_behind_a_slip(backpain, twice_a_day, name, count, times):
    _, out, _ = backpain("log", twice_a_day, "--stretch", f"{name} {count}")
    assert len(done_on(twice_a_day)) == times
    assert out.count("Did you mean") == (name not in (CAT, WALL))


def test_a_slip_gets_one_piece_of_advice_that_works(backpain, mine):
    _, out, _ = backpain("log", mine, "--stretch", "knee to chst 2x")
    assert (out.count("knee to chst 2x"), out.count("Did you mean"), out.count("Say:")) == (1, 1, 0)
    advised = re.search(r"say: (.*), or (.*)\.", out)
    (mine / "routine.csv").unlink()
    for typed in advised.groups():
        _, out, _ = backpain("log", mine, "--stretch", typed, "--beside")
        assert "Did you mean" not in out
    assert done_on(mine) == sorted([(KNEE, 2), (KNEE,), (KNEE,)])


@pytest.mark.parametrize("more", [["--beside"], ["--time", "20:00"]])
def test_advice_about_a_row_comes_once_it_is_written(backpain, tmp_path, more):
    (tmp_path / "diary.csv").write_text("date,time,pain\n2026-03-03,,6\n")
    code, out, errors = backpain("log", tmp_path, "--pain", "45", *more)
    assert (code, out.strip()) == (1, "")
    assert "45 is above 10" in errors
    _, out, _ = backpain("log", tmp_path, "--pain", "4", *more)
    assert out.index("Written to") < out.index("has an entry already") < out.index("delete the new")


@pytest.mark.parametrize("keeps", ["y", "n"])
def test_who_stops_midway_may_keep_what_was_answered(backpain, tmp_path, monkeypatch, keeps):
    kept_daily(tmp_path, 5)
    answers = iter(["5", None, keeps])

    def answer(_):
        typed = next(answers)
        if typed is None:
            raise KeyboardInterrupt
        return typed

    monkeypatch.setattr(cli_log, "ask", answer)
    code, out, _ = backpain("log", tmp_path, answers=[])
    assert (code, next(answers, "all asked")) == (130, "all asked")
    assert ("What was written stays." in out) is (keeps == "y")
    assert len((tmp_path / "diary.csv").read_text().splitlines()) == 6 + (keeps == "y")


def test_care_is_called_for_in_what_a_person_kept_who_stopped(backpain, tmp_path, monkeypatch):
    kept_daily(tmp_path, 5, columns="date,notes,pain", row=",4")
    answers = iter(["5", "numb between my legs and cannot pee", "stop"])

    def answer(question):
        typed = next(answers, "stop")
        if typed == "stop" and "so far" not in question:
            raise KeyboardInterrupt
        return "y" if typed == "stop" else typed

    monkeypatch.setattr(cli_log, "ask", answer)
    code, out, _ = backpain("log", tmp_path, answers=[])
    assert code == 130
    assert "numb between my legs" in out.split("Stopped.")[1]


@pytest.mark.parametrize("done", ["no", "?"])
def test_a_stretch_that_is_a_no_of_the_day_is_not_there_already(backpain, mine, done):
    (mine / "routine.csv").write_text(f"date,exercise,done\n2026-03-03,cat-cow,{done}\n")
    code, out, errors = backpain("log", mine, "--pain", "4", "--stretch", "cat-cow")
    assert (code, errors) == (0, "")
    assert "twice" not in out
    book = open_logbook(mine, today=TODAY)
    assert book.routine["done"].tolist()[-1] == "yes"
    code, _, errors = backpain("log", mine, "--stretch", "cat-cow")
    assert (code, "has that stretch already" in errors) == (2, True)


def test_what_enter_said_of_a_day_is_not_taken_back_by_what_is_typed_later(backpain, mine):
    """The first day's Enter is written as none, and so is none after it: all five are known."""
    (mine / "routine.csv").write_text("date,exercise,done\n2026-02-26,cat-cow,yes\n")
    for day, typed in zip(("27", "28"), ("", "none"), strict=True):
        before = [""] * (_asked_before(mine) - 1)
        backpain("log", mine, "--day", f"2026-02-{day}", answers=["6", *before, typed])
    for day in (1, 2, 3):
        backpain("log", mine, "--day", f"2026-03-0{day}", "--pain", "5", "--stretch", "none")
    book = open_logbook(mine, today=TODAY)
    assert sorted(book.routine["date"].dt.day) == [1, 2, 3, 26, 27, 28]
    assert (book.routine["done"] == "no").sum() == 5


def test_enter_at_every_question_writes_no_none(backpain, mine):
    (mine / "routine.csv").write_text("date,exercise,done\n2026-03-02,cat-cow,yes\n")
    before = (mine / "routine.csv").read_text()
    backpain("log", mine, answers=[""] * (_asked_before(mine) + 1))
    assert (mine / "routine.csv").read_text() == before


@pytest.mark.parametrize(
    "typed", ["cat-cow, 3x12 bridge", "1, 3x12 bridges", "cat-cow, 2x8 bird dog"]
)
def test_a_dose_before_a_name_is_that_names_and_not_the_one_before(backpain, mine, typed):
    (mine / "plan.csv").write_text("exercise,sets,reps\ncat-cow,1,10\nbridges,3,10\n")
    code, _, errors = backpain("log", mine, "--pain", "4", "--stretch", typed)
    assert (code, errors) == (0, "")
    rows = open_logbook(mine, today=TODAY).routine
    assert rows["exercise"].iloc[0] == "cat-cow"
    assert rows["exercise"].iloc[1].casefold() in ("bridges", "bird dog")
    assert rows["sets"].iloc[1] == (2 if "bird" in typed else 3)
