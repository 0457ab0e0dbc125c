"""The schedule of a test as a file, and the command that writes and answers it."""

from __future__ import annotations

import csv
import sys

import numpy as np
import pandas as pd
import pytest

from backpain_analysis import cli
from backpain_analysis.cli import trial as cli_trial
from backpain_analysis.entry.trial_file import trial_csv, write_trial
from backpain_analysis.errors import OutputError
from backpain_analysis.logbook import open_logbook
from backpain_analysis.report.answers import answer
from backpain_analysis.report.numbers import report_numbers
from backpain_analysis.trial import Variability, propose_trial
from backpain_analysis.trial_agreement import what_to_agree
from tests.test_adherence import plan

MONDAY = pd.Timestamp("2026-01-05")
CALM = Variability(spread=0.8, memory=0.3, noise=0.2, recorded=np.ones(7, bool))


def proposed(question="a break from sitting every hour", **wishes):
    return propose_trial(CALM, question, MONDAY, **({"seed": 7} | wishes))


def diary(dates, pain):
    rows = (f"{d:%Y-%m-%d},{p:.1f}\n" for d, p in zip(dates, pain, strict=True))
    return "date,pain\n" + "".join(rows)


@pytest.fixture
def folder(tmp_path):
    """Ninety days of a diary before the test."""
    rng = np.random.default_rng(5)
    days = pd.date_range(end="2026-01-04", periods=90)
    text = diary(days, 5 + rng.normal(0, 0.8, 90))
    (tmp_path / "diary.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_what_is_written_is_read_back(folder):
    trial = proposed('=1+1, "with" cause')
    write_trial(folder, trial, outcome="pain")
    book = open_logbook(folder, today=MONDAY)
    read = book.trial
    assert (read.question, read.seed, read.outcome) == (trial.question, 7, "pain")
    assert (read.effect, read.power) == (1.0, pytest.approx(trial.power, abs=5e-4))
    pd.testing.assert_frame_equal(read.table, trial.schedule, check_dtype=False)
    assert book.problems.empty
    source = next(s for s in book.sources if s.file == "trial.csv")
    assert (source.format, source.rows_read, source.rows_used) == (
        "trial",
        len(trial.schedule),
        len(trial.schedule),
    )


def test_a_question_never_opens_as_a_formula():
    for line in csv.DictReader(trial_csv(proposed("=cmd|x"), outcome="pain").decode().splitlines()):
        assert line["question"] == "'=cmd|x"


def test_nothing_is_ever_overwritten(folder):
    path = write_trial(folder, proposed(), outcome="pain")
    before = path.read_bytes()
    with pytest.raises(OutputError, match=r"trial\.csv is there already"):
        write_trial(folder, proposed("something else"), outcome="pain")
    assert path.read_bytes() == before
    assert sorted(p.name for p in folder.iterdir()) == ["diary.csv", "trial.csv"]


def change(text, line, column, value):
    """The file with one cell changed; line as an editor counts."""
    rows = list(csv.reader(text.splitlines()))
    rows[line - 1][rows[0].index(column)] = value
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows) + "\n"


@pytest.mark.parametrize(
    ("line", "column", "value", "told"),
    [
        (3, "date", "2026-13-01", "3"),
        (4, "date", "2026-01-05", "twice"),
        (6, "condition", "maybe", "maybe"),
        (6, "condition", "", "blank"),
        (7, "counts", "perhaps", "perhaps"),
        (8, "question", "another", "differs"),
        (8, "seed", "8", "differs"),
        (5, "pair", "0", "below 1"),
    ],
)
def test_a_broken_line_is_named_and_the_diary_still_answers(folder, line, column, value, told):
    text = trial_csv(proposed(), outcome="pain").decode()
    (folder / "trial.csv").write_text(change(text, line, column, value), encoding="utf-8")
    book = open_logbook(folder, today=MONDAY)
    assert book.trial is None
    problem = book.problems.iloc[0]
    assert (problem["file"], problem["line"], problem["column"]) == ("trial.csv", line, column)
    assert told in problem["message"]
    assert answer(book).trial is None


def test_a_condition_turned_round_is_seen(folder):
    lines = trial_csv(proposed(), outcome="pain").decode().splitlines()
    swap = {"on": "off", "off": "on"}
    cells = lines[1].split(",")
    lines[1] = ",".join([cells[0], swap[cells[1]], *cells[2:]])
    (folder / "trial.csv").write_text("\n".join(lines), encoding="utf-8")
    book = open_logbook(folder, today=MONDAY)
    assert book.trial is None
    assert "a block are all the same" in book.problems["message"].item()


def test_no_schedule_at_all_is_a_problem_and_no_error(folder):
    (folder / "trial.csv").write_text("what,ever\n1,2\n", encoding="utf-8")
    book = open_logbook(folder, today=MONDAY)
    assert book.trial is None
    assert set(book.problems["file"]) == {"trial.csv"}


# --- what must be agreed first -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "exercises"),
    [
        ("cat-cow in the morning", ("cat-cow",)),
        ("the Cat Camel before breakfast", ("cat-cow",)),
        ("no plank", ("plank",)),
        ("stretching in the morning", ("cat-cow", "plank")),
        ("my physio exercises at night", ("cat-cow", "plank")),
        ("a break from sitting every hour", ()),
        ("a cat on my lap", ()),
    ],
)
def test_what_the_plan_asks_for_is_to_be_agreed(question, exercises):
    asked = plan({}, {"exercise": "plank"}, {"exercise": "bridges", "end": "2025-12-31"})
    found = what_to_agree(question, asked, MONDAY, MONDAY + pd.Timedelta(days=50))
    assert (found.exercises, found.needed) == (exercises, bool(exercises))


def test_medicine_is_the_doctors_with_or_without_a_plan():
    for question in ("half the ibuprofen", "no tablets at night", "my brace"):
        assert what_to_agree(question, plan(), MONDAY, MONDAY).medicine
    assert not what_to_agree("a longer walk", plan(), MONDAY, MONDAY).needed


# --- the command ---------------------------------------------------------------------------------


@pytest.fixture
def backpain(monkeypatch, capsys):
    def run(*words, today="2026-01-05"):
        epoch = int(pd.Timestamp(f"{today} 12:00", tz="UTC").timestamp())
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch))
        monkeypatch.setattr(sys, "argv", ["backpain", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        code = ended.value.code
        return (0 if code is None else int(code)), *capsys.readouterr()

    return run


QUESTION = ("--question", "a break from sitting every hour")


def test_it_plans_tells_of_today_and_answers_after_the_end(backpain, folder):
    code, out, err = backpain("trial", folder, *QUESTION, "--seed", 3)
    assert (code, err) == (0, "")
    assert "“a break from sitting every hour”" in out
    assert "seed 3" in out
    assert "of 100 such tests" in out
    schedule = open_logbook(folder, today=MONDAY).trial
    assert schedule.start == MONDAY + pd.Timedelta(days=1)
    first = schedule.table["condition"].iloc[0]
    code, out, _ = backpain("trial", folder, today="2026-01-06")
    assert code == 0
    assert f"Today, 6 January 2026, is {first}:" in out
    assert "does not count" in out
    assert f"{len(schedule.table) - 1} days after today" in out
    rng = np.random.default_rng(1)
    on = (schedule.table["condition"] == "on").to_numpy()
    text = (folder / "diary.csv").read_text(encoding="utf-8")
    lived = diary(schedule.table["date"], 5 - 2 * on + rng.normal(0, 0.8, len(on)))
    (folder / "diary.csv").write_text(text + lived.split("\n", 1)[1], encoding="utf-8")
    _, out, _ = backpain("trial", folder, today=str(schedule.end.date()))
    assert "Today is the last day." in out
    assert "lower" not in out
    _, out, _ = backpain("trial", folder, today=str((schedule.end + pd.Timedelta(days=1)).date()))
    assert "points lower" in out
    assert "one test, on one person" in out


def test_before_the_first_day_it_says_when_it_begins(backpain, folder):
    backpain("trial", folder, *QUESTION, "--start", "2026-01-10")
    _, out, _ = backpain("trial", folder, today="2026-01-07")
    assert "It begins on 10 January 2026, in 3 days." in out


def test_the_seed_is_drawn_where_none_is_given(backpain, folder):
    backpain("trial", folder, *QUESTION)
    first = open_logbook(folder, today=MONDAY).trial.seed
    (folder / "trial.csv").unlink()
    backpain("trial", folder, *QUESTION)
    assert open_logbook(folder, today=MONDAY).trial.seed != first


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 2, "Say what is tried"),
        ([*QUESTION, "--start", "2026-01-01"], 2, "has passed"),
        ([*QUESTION, "--block-days", "2", "--washout-days", "2"], 2, "leaves no day"),
        ([*QUESTION, "--effect", "0"], 2, "--effect 0: use a number from 0.1 to 10."),
        ([*QUESTION, "--effect", "nan"], 2, "--effect nan: use a number from 0.1 to 10."),
        ([*QUESTION, "--block-days", "40"], 2, "--block-days 40: use a number from 1 to 28."),
        ([*QUESTION, "--seed", "-1"], 2, "--seed -1: use a number of 0 or more."),
        (["--question", "ibuprofen at night"], 1, "--agreed"),
    ],
)
def test_what_cannot_be_planned_writes_nothing(backpain, folder, words, code, said):
    ended, out, err = backpain("trial", folder, *words)
    assert ended == code
    assert said in out + err
    assert not (folder / "trial.csv").exists()


def at_a_terminal(monkeypatch, *typed):
    answers = iter(typed)
    monkeypatch.setattr(cli_trial.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(cli_trial, "ask", lambda _: next(answers))


@pytest.mark.parametrize(("typed", "written"), [("y", True), ("", False)])
def test_at_a_terminal_it_asks_and_writes_what_was_accepted(
    backpain, folder, monkeypatch, typed, written
):
    at_a_terminal(monkeypatch, " a short  walk ", typed)
    code, out, _ = backpain("trial", folder)
    assert code == 0
    assert "“a short walk”" in out
    assert (folder / "trial.csv").exists() == written


@pytest.mark.parametrize(("typed", "written"), [("yes", True), ("no", False)])
def test_at_a_terminal_it_asks_whether_it_was_agreed(backpain, folder, monkeypatch, typed, written):
    at_a_terminal(monkeypatch, typed)
    backpain("trial", folder, "--question", "no tablets at night")
    assert (folder / "trial.csv").exists() == written


def test_a_second_test_is_refused_before_it_is_planned(backpain, folder):
    backpain("trial", folder, *QUESTION)
    before = (folder / "trial.csv").read_bytes()
    code, out, err = backpain("trial", folder, "--question", "another thing")
    assert (code, out) == (1, "")
    assert "trial.csv is there already" in err
    assert "has not begun, delete the file" in " ".join(err.split())
    assert (folder / "trial.csv").read_bytes() == before


def test_an_earlier_test_may_stay_under_another_name(backpain, folder):
    backpain("trial", folder, *QUESTION)
    (folder / "trial.csv").rename(folder / "trial_1.csv")
    backpain("trial", folder, "--question", "another thing", "--start", "2026-06-01")
    book = open_logbook(folder, today=MONDAY)
    assert book.trial.question == "another thing"
    assert book.problems.empty


def test_what_the_plan_asks_for_needs_agreed(backpain, folder):
    plan_csv = "exercise,days_per_week\ncat-cow,7\n"
    (folder / "plan.csv").write_text(plan_csv, encoding="utf-8")
    code, out, err = backpain("trial", folder, "--question", "stretching in the morning")
    assert code == 1
    assert "Your plan asks for “cat-cow”" in out
    assert "--agreed" in err
    code, _, _ = backpain("trial", folder, "--question", "stretching in the morning", "--agreed")
    assert code == 0
    assert (folder / "trial.csv").exists()


def test_a_broken_schedule_is_an_error_with_its_lines(backpain, folder):
    text = trial_csv(proposed(), outcome="pain").decode()
    (folder / "trial.csv").write_text(change(text, 6, "condition", "maybe"), encoding="utf-8")
    code, _, err = backpain("trial", folder)
    assert code == 1
    assert "trial.csv, line 6, condition: maybe" in err


def test_too_short_a_diary_is_said(backpain, tmp_path):
    (tmp_path / "diary.csv").write_text("date,pain\n2026-01-01,4\n2026-01-02,5\n", encoding="utf-8")
    code, _, err = backpain("trial", tmp_path, *QUESTION)
    assert code == 1
    assert "30 days with pain that varies are needed" in err


# --- the report ----------------------------------------------------------------------------------


def test_the_report_holds_the_test_and_never_an_early_answer(folder):
    trial = proposed()
    write_trial(folder, trial, outcome="pain")
    days = trial.schedule["date"]
    text = (folder / "diary.csv").read_text(encoding="utf-8")
    (folder / "diary.csv").write_text(
        text + diary(days, np.arange(len(days)) % 3 + 3).split("\n", 1)[1], encoding="utf-8"
    )
    last = days.iloc[-1]
    running = report_numbers(answer(open_logbook(folder, today=last)))["trial"]
    assert (running["verdict"], running["effect"], running["mean_on"]) == ("running", None, None)
    cut = open_logbook(folder, today="2027-01-01", until=days.iloc[-9])
    assert report_numbers(answer(cut))["trial"]["verdict"] == "running"
    done = report_numbers(answer(open_logbook(folder, today="2027-01-01")))["trial"]
    assert done["verdict"] in ("cannot_tell", "no_large_effect", "less_pain", "more_pain")
    assert (done["seed"], done["schedules"]) == (7, 2**trial.pairs)
    assert (done["start"], done["question"]) == ("2026-01-05", trial.question)


def test_without_a_test_there_is_none_in_the_report(folder):
    assert report_numbers(answer(open_logbook(folder, today=MONDAY)))["trial"] is None


def test_a_schedule_without_its_columns_shows_its_header(tmp_path):
    (tmp_path / "trial.csv").write_text("date,\n2026-03-01,on\n")
    (tmp_path / "diary.csv").write_text("date,pain\n2026-03-01,4\n")
    problems = open_logbook(tmp_path, today="2026-06-01").problems
    assert any("no condition among the columns: date" in m for m in problems["message"])
