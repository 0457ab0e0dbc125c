"""Walking and the like in the routine: minutes of the day, never counted twice."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backpain_analysis.consistency import stretching_consistency
from backpain_analysis.days import daily_table
from backpain_analysis.triggers import rank_triggers
from tests.writing import logbook

DIARY = "date,pain\n" + "".join(f"2026-01-{day:02},4\n" for day in range(5, 10))


def table(tmp_path, routine, *, diary=DIARY, **files):
    book = logbook(tmp_path, diary=diary, routine="date,exercise,minutes,done\n" + routine, **files)
    return daily_table(book), book


def values(days, name):
    return days[name].fillna(-1).tolist()


def test_minutes_of_the_routine_become_amounts_of_the_day(tmp_path):
    """Two walks on the 5th; a plank and a bridge on the 6th are both core work."""
    days, book = table(
        tmp_path,
        "2026-01-05,went for a walk,20,\n2026-01-05,walking,15,\n2026-01-06,plank,3,\n"
        "2026-01-06,glute bridge,5,partly\n2026-01-07,Yoga,45,\n2026-01-07,swim,30,\n"
        "2026-01-08,meditation,10,\n2026-01-08,cat-cow,5,\n",
    )
    assert values(days, "walking_minutes") == [35, -1, -1, -1, -1]
    assert values(days, "core_minutes") == [-1, 8, -1, -1, -1]
    assert values(days, "yoga_minutes") == [-1, -1, 45, -1, -1]
    assert values(days, "swimming_minutes") == [-1, -1, 30, -1, -1]
    assert values(days, "meditation_minutes") == [-1, -1, -1, 10, -1]
    assert set(book.factors) == {
        "walking_minutes",
        "swimming_minutes",
        "core_minutes",
        "yoga_minutes",
        "meditation_minutes",
    }
    assert days.attrs["factors"]["walking_minutes"]["unit"] == "minutes"
    assert book.problems.empty


def test_the_diary_holds_where_it_has_a_value(tmp_path):
    days, _ = table(
        tmp_path,
        "2026-01-05,walking,20,\n2026-01-06,walking,25,\n2026-01-07,walking,30,\n",
        diary="date,pain,walking_minutes\n2026-01-05,4,60\n2026-01-06,4,0\n2026-01-07,4,\n",
    )
    assert values(days, "walking_minutes") == [60, 0, 30]


def test_not_done_is_none_and_done_without_minutes_is_unknown(tmp_path):
    days, _ = table(
        tmp_path,
        "2026-01-05,walking,20,no\n2026-01-06,walking,,yes\n2026-01-07,walking,10,\n"
        "2026-01-07,walking,,\n2026-01-08,walking,15,\n",
    )
    assert values(days, "walking_minutes") == [0, -1, -1, 15, -1]


def test_without_a_minute_there_is_no_column(tmp_path):
    days, book = table(tmp_path, "2026-01-05,walking,,\n2026-01-06,walking,,no\n")
    assert "walking_minutes" not in days
    assert book.factors == {}


@pytest.mark.parametrize("name", ["walking", "Walk", "walking_minutes"])
def test_not_named_is_none_where_the_settings_say_so(tmp_path, name):
    """From the first walk on, on days with any entry; the 8th has none."""
    days, book = table(
        tmp_path,
        "2026-01-05,cat-cow,,\n2026-01-06,walking,20,\n2026-01-07,cat-cow,,\n",
        diary="date,pain\n2026-01-05,4\n2026-01-06,4\n2026-01-09,4\n",
        settings=f'[absent_means_no]\nnames = ["{name}"]\n',
    )
    assert values(days, "walking_minutes") == [-1, 20, 0, -1, 0]
    assert book.problems.empty


def test_a_silent_name_that_nothing_has_is_still_named(tmp_path):
    _, book = table(
        tmp_path, "2026-01-06,walking,20,\n", settings='[absent_means_no]\nnames = ["yoga"]\n'
    )
    assert "'yoga'" in book.problems["message"].item()


def test_settings_may_ask_about_the_routine_alone(tmp_path):
    days, book = table(
        tmp_path, "2026-01-06,walking,20,\n2026-01-06,yoga,20,\n",
        settings='factors = ["walking_minutes"]\n',
    )  # fmt: skip
    assert list(days.attrs["factors"]) == ["walking_minutes"]
    assert book.problems.empty


def test_each_has_its_rows_in_triggers_and_is_no_stretching(tmp_path):
    """A planted point less pain after an hour's walk; pain in tenths."""
    rng = np.random.default_rng(3)
    dates = pd.date_range("2026-01-01", periods=120)
    walked = rng.integers(1, 13, 120) * 5
    pain = 5 - np.r_[0, walked[:-1]] / 60 * 2 + rng.normal(0, 0.5, 120)
    diary = "date,pain\n" + "".join(
        f"{d:%Y-%m-%d},{p:.1f}\n" for d, p in zip(dates, pain, strict=True)
    )
    rows = "".join(f"{d:%Y-%m-%d},walking,{w},\n" for d, w in zip(dates, walked, strict=True))
    days, book = table(tmp_path, rows, diary=diary)
    found = rank_triggers(days).table.set_index(["factor", "lag_days"])
    assert found.loc[("walking_minutes", 1), "verdict"] == "clear"
    assert found.loc[("walking_minutes", 1), "effect"] == pytest.approx(-2 / 60, abs=0.01)
    stretching = stretching_consistency(book, days)
    assert (stretching.sessions, stretching.days_with_session) == (0, 0)


def test_posture_and_breaks_from_sitting_stand_in_the_diary(tmp_path):
    """How it was, minutes of exercises for it, and how often one got up; "breaks" alone is
    the person's own."""
    days, book = table(
        tmp_path, "",
        diary="date,pain,Posture,Breaks from sitting (times),breaks,posture exercises (min)\n"
        "2026-01-05,4,7,5,2,10\n",
    )  # fmt: skip
    assert set(book.factors) == {"posture", "sitting_breaks", "breaks", "posture_minutes"}
    assert values(days, "sitting_breaks") == [5]
    assert values(days, "posture") == [7]
    assert values(days, "posture_minutes") == [10]
    assert days.attrs["factors"]["sitting_breaks"]["unit"] == "times"


def test_breaks_from_sitting_in_the_routine_are_counted(tmp_path):
    """Three rows are three; "6 repetitions" are six; "no" is none; stretching is no break."""
    book = logbook(
        tmp_path,
        diary=DIARY,
        routine="date,exercise,reps,minutes,done\n" + "2026-01-05,break from sitting,,,\n" * 3
        + "2026-01-06,Breaks from sitting,6,,yes\n2026-01-07,standing break,,,no\n"
        "2026-01-08,cat-cow,10,,\n2026-01-09,movement break,,2,\n"
        "2026-01-05,posture work,,15,\n",
    )  # fmt: skip
    days = daily_table(book)
    assert values(days, "sitting_breaks") == [3, 6, 0, -1, 1]
    assert values(days, "posture_minutes") == [15, -1, -1, -1, -1]
    assert stretching_consistency(book, days).sessions == 1
    assert book.problems.empty


def test_breaks_from_sitting_have_their_rows_in_triggers(tmp_path):
    """A planted half point less pain on the day after each more break."""
    rng = np.random.default_rng(5)
    dates = pd.date_range("2026-01-01", periods=120)
    breaks = rng.integers(1, 7, 120)
    pain = 6 - 0.5 * np.r_[3, breaks[:-1]] + rng.normal(0, 0.5, 120)
    diary = "date,pain\n" + "".join(
        f"{d:%Y-%m-%d},{p:.1f}\n" for d, p in zip(dates, pain, strict=True)
    )
    rows = "".join(
        f"{d:%Y-%m-%d},break from sitting,,yes\n" * n for d, n in zip(dates, breaks, strict=True)
    )
    days, _ = table(tmp_path, rows, diary=diary)
    found = rank_triggers(days).table.set_index(["factor", "lag_days"])
    assert found.loc[("sitting_breaks", 1), "verdict"] == "clear"
    assert found.loc[("sitting_breaks", 1), "effect"] == pytest.approx(-0.5, abs=0.06)
