"""Unusual diaries, from the file to the sentence that a person reads."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backpain_analysis.days import daily_table
from backpain_analysis.flares import find_flares
from backpain_analysis.logbook import open_logbook
from backpain_analysis.trend import pain_trend
from backpain_analysis.triggers import rank_triggers
from backpain_analysis.wording import say_caveat, say_flares, say_ranking, say_trend

LINK = "rather than 5 hours of sitting, your pain was"


def diary_of(n):
    """Pain goes up by .4 an hour of today's sitting; sleep does nothing."""
    rng = np.random.default_rng(7)
    sitting = rng.integers(3, 12, n) * 1.0
    return pd.DataFrame(
        {
            "date": pd.date_range("2026-01-05", periods=n),
            "pain": np.clip(np.round(2 + 0.4 * (sitting - 5) + rng.normal(0, 1, n)), 0, 10),
            "sitting_hours": sitting,
            "sleep_hours": rng.integers(10, 18, n) / 2,
        }
    )


@pytest.fixture
def diary():
    return diary_of(150)


@pytest.fixture
def told(tmp_path):
    """Say all there is to say of triggers, trend and flares of a diary file."""

    def tell(diary):
        diary.to_csv(tmp_path / "diary.csv", index=False, date_format="%Y-%m-%d")
        days = daily_table(open_logbook(tmp_path, today=diary["date"].max()))
        ranking, trend = rank_triggers(days), pain_trend(days)
        caveats = dict.fromkeys((*ranking.caveats, *trend.caveats))
        return " ".join(
            [*say_ranking(ranking), say_trend(trend), say_flares(find_flares(days)),
             *(say_caveat(code) for code in caveats)]
        )  # fmt: skip

    return tell


def test_the_usual_diary_for_comparison(diary, told):
    text = told(diary)
    assert LINK in text
    assert "The two clearly go together." in text
    assert "No large link (more than 1 point is unlikely): sleep the night before." in text
    assert "hide" not in text


@pytest.mark.parametrize("level", [0, 3, 10])
def test_constant_pain(diary, told, level):
    text = told(diary.assign(pain=level))
    assert "Your pain was the same on every day, so nothing can go together with it." in text
    assert "not enough data yet (pain was the same on every day)" in text
    assert "No flare-ups in 150 recorded days" in text


def test_one_day_is_no_constant_pain(diary, told):
    text = told(diary.head(1))
    assert "There is not enough data yet" in text
    assert "same on every day" not in text


def test_a_factor_that_never_varies(diary, told):
    text = told(diary.assign(sleep_hours=7, lifting="no", took_stairs="yes"))
    assert LINK in text
    assert "sleep the night before (always the same value)" in text
    assert "lifting something heavy (fewer than 5 days with it)" in text
    assert "(fewer than 5 days without it)" in text


def test_only_factors_that_never_vary(diary, told):
    text = told(diary.assign(sitting_hours=8, sleep_hours=7))
    assert "There is not enough data yet to say what goes together with your pain." in text
    assert "(always the same value): sitting and sleep the night before" in text


def test_a_weekend_factor_is_the_calendar(diary, told):
    at_home = np.where(diary["date"].dt.day_of_week > 4, "yes", "no")
    text = told(diary.assign(at_home=at_home))
    assert "(it follows the weekdays or the calendar exactly): “at_home”" in text


def test_a_perfect_fit_is_named_and_not_waited_for(diary, told):
    text = told(diary.assign(pain=diary["sitting_hours"] - 2))
    assert "(it matches pain exactly, as if copied from it): sitting." in text
    assert "sitting (needs" not in text
    assert "clearly" not in text


def test_two_collinear_factors_cannot_be_told_apart(diary, told):
    text = told(diary.assign(standing_hours=16 - diary["sitting_hours"]))
    assert "This cannot be told apart from standing." in text
    assert "This cannot be told apart from sitting." in text
    assert "clearly" not in text


def test_pain_at_the_floor_on_most_days(diary, told):
    text = told(diary.assign(pain=(diary["pain"] - 4).clip(lower=0)))
    assert "Your pain was 0 on more than half of the days. That can hide links." in text


def test_pain_at_the_ceiling_on_most_days(diary, told):
    text = told(diary.assign(pain=(diary["pain"] + 8).clip(upper=10)))
    assert "Your pain was 10 on more than half of the days. That can hide links." in text


def test_pain_that_changes_slowly(diary, told):
    walk = 5 + np.random.default_rng(3).normal(0, 0.4, 150).cumsum()
    text = told(diary.assign(pain=np.clip(np.round(walk, 1), 0, 10)))
    assert "Your pain changed slowly: one day was much like the day before." in text


def test_fourteen_days(diary, told):
    text = told(diary.head(14))
    assert "Not enough data yet (the diary is shorter than 30 days)" in text
    assert "not enough data yet (fewer than 60 recorded days)" in text
    assert "There are still few days." in text


def test_ten_years(told):
    text = told(diary_of(3653))
    assert LINK in text
    assert "3,653 days. The two clearly go together." in text
    assert "No change that matters" in text


@pytest.mark.parametrize("weekday", [0, 6])
def test_one_weekday_missing_altogether(diary, told, weekday):
    text = told(diary.loc[diary["date"].dt.day_of_week != weekday])
    assert LINK in text
    assert "The two clearly go together." in text
    assert "No change that matters" in text


def test_only_one_weekday(told):
    diary = diary_of(700)
    text = told(diary.loc[diary["date"].dt.day_of_week == 0])
    assert "100 days. The two clearly go together." in text
    assert "not enough data yet" not in text


def test_a_gap_of_months(diary, told):
    later = diary["date"].where(diary.index < 75, diary["date"] + pd.Timedelta(days=170))
    text = told(diary.assign(date=later))
    assert "150 days. The two clearly go together." in text
    assert "No change that matters" in text
    assert "in 150 recorded days" in text
