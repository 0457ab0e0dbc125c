# ruff: noqa: E501 - rows of a made-up diary
"""A copy for a maintainer: nothing of a person is left in it, and it still behaves the same."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pandas as pd
import pytest

from backpain_analysis.days import daily_table
from backpain_analysis.errors import OutputError
from backpain_analysis.exercises import load_catalogue
from backpain_analysis.logbook import open_logbook
from backpain_analysis.sharing import KNOWN_WORDS, share_logbook
from backpain_analysis.triggers import rank_triggers
from tests import report_cases as cases
from tests.writing import TODAY, write_logbook

SECRET = "Zaphod"
DIARY = f"""date,time,pain,location,blamed,activities,medication,notes,Fun with {SECRET} (h),{SECRET} came,Mood of {SECRET},Room ({SECRET}),Who (list)
2026-03-01,07:30,4,low_back;{SECRET}'s knee,{SECRET},chess;{SECRET},{SECRET} 400 mg,{SECRET} 1,2,yes,fine,20,{SECRET};Ann
2026-03-02,evening,5,neck,,chess,,"=cmd|'{SECRET}'!A1",1.5,no,{SECRET},21,Ann
2026-03-03,23:10,6/{SECRET},buttock,{SECRET},,,,0,no,,19,
2026-03-04,,3,,,,,,3,yes,,22,
"""  # fmt: skip
ROUTINE = f"""date,exercise,done,side,reason_stopped,notes,Where
2026-03-01,cat-cow,yes,left,pain,{SECRET},at {SECRET}'s
2026-03-02,{SECRET}'s stretch,partly,{SECRET},,,
2026-03-03,{SECRET}'s stretch,no,,{SECRET},,
"""
PLAN = (
    f"exercise,times_per_day,days_per_week,start,prescribed_by\ncat-cow,2,7,2026-03-01,{SECRET}\n"
)
SETTINGS = f"""label = "{SECRET}"
questions = ["What would {SECRET} do?"]
visits = [2026-03-02]
[columns]
"Fun with {SECRET} (h)" = "sitting_hours"
"""
WORDS = KNOWN_WORDS | {exercise.name for exercise in load_catalogue()}
CELL = re.compile(
    r"""(-?[\d.]+(e-?\d+)?            # a number
    |\d{4}-\d\d-\d\d|\d\d:\d\d(:\d\d)?  # a date, a time
    |(morning|noon|afternoon|evening|night|early\ morning)
    |yes|no|(word|exercise)_\d+)?""",
    re.X,
)
HEADER = re.compile(r"[a-z_]+|own_\d+ \((number|yes/no|list|pain|hours|minutes)\)|own_\d+")


@pytest.fixture
def home(tmp_path):
    """A logbook in which a name stands wherever one can stand."""
    folder = tmp_path / f"home of {SECRET}"
    write_logbook(folder, diary=DIARY, routine=ROUTINE, plan=PLAN, settings=SETTINGS)
    (folder / f"{SECRET}.csv").write_text(f"date,name,value\n2026-03-05,{SECRET},7\n")
    return folder


def shared(folder, out):
    return share_logbook(open_logbook(folder, today=TODAY), out)


def tables(folder):
    texts = {p.name: p.read_text(encoding="utf-8") for p in folder.glob("*.csv")}
    return {name: list(csv.reader(text.splitlines())) for name, text in texts.items()}


def test_every_cell_is_a_number_a_date_yes_no_or_a_known_word(home, tmp_path):
    shared(home, tmp_path / "out")
    found = tables(tmp_path / "out")
    assert {"diary.csv", "routine.csv", "plan.csv"} == set(found)
    for name, (header, *rows) in found.items():
        assert rows
        assert all(HEADER.fullmatch(cell) for cell in header), header
        for cell in (cell for row in rows for cell in row):
            for word in cell.rstrip(";").split(";"):
                assert CELL.fullmatch(word.strip()) or word.strip() in WORDS, f"{name}: {cell}"
    whole = b"".join(p.name.encode() + p.read_bytes() for p in (tmp_path / "out").iterdir())
    assert SECRET.lower().encode() not in whole.lower()
    assert b"Ann" not in whole
    assert b"2026" not in whole


def test_settings_hold_no_words(home, tmp_path):
    shared(home, tmp_path / "out")
    text = (tmp_path / "out" / "settings.toml").read_text()
    assert re.fullmatch(r"visits = \[\d{4}-\d\d-\d\d\]\n", text)


def test_dates_move_by_the_same_whole_weeks_and_numbers_stay(home, tmp_path):
    shared(home, tmp_path / "out")
    before = open_logbook(home, today=TODAY)
    after = open_logbook(tmp_path / "out", today=TODAY)
    moved = (before.diary["date"] - after.diary["date"]).dt.days.unique()
    assert len(moved) == 1
    assert moved[0] % 7 == 0
    assert moved[0] >= 52 * 7
    assert (before.routine["date"] - after.routine["date"]).dt.days.unique().tolist() == [moved[0]]
    assert (before.plan["start"] - after.plan["start"]).dt.days.tolist() == [moved[0]]
    for name in ("pain", "sitting_hours", "time"):
        pd.testing.assert_series_equal(after.diary[name], before.diary[name])
    assert after.diary["location"].tolist()[:2] == ["low_back; word_1", "neck"]
    assert after.routine["exercise"].tolist() == ["cat-cow", "exercise_1", "exercise_1"]
    assert after.routine["done"].tolist() == before.routine["done"].tolist()


def test_two_copies_move_differently(home, tmp_path):
    firsts = set()
    for n in range(6):
        shared(home, tmp_path / str(n))
        firsts.add(tables(tmp_path / str(n))["diary.csv"][1][0])
    assert len(firsts) > 1


def test_the_copy_gives_the_same_effects(tmp_path):
    shared(cases.SAMPLE, tmp_path / "out")
    one, two = (
        rank_triggers(daily_table(open_logbook(folder, today="2026-12-31")))
        for folder in (cases.SAMPLE, tmp_path / "out")
    )
    pd.testing.assert_series_equal(
        one.table["effect"].sort_values(ignore_index=True),
        two.table["effect"].sort_values(ignore_index=True),
    )


def test_it_is_for_the_owner_alone_and_never_over_anything(home, tmp_path):
    out = tmp_path / "out"
    shared(home, out)
    assert {p.stat().st_mode & 0o777 for p in out.iterdir()} == {0o600}
    assert out.stat().st_mode & 0o777 == 0o700
    with pytest.raises(OutputError, match="Something lies in"):
        shared(home, out)
    assert sorted(p.name for p in Path(tmp_path).iterdir()) == [f"home of {SECRET}", "out"]
