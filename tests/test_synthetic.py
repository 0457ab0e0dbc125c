"""What is planted is really in the simulated diaries."""

from __future__ import annotations

import numpy as np
import pytest

from backpain_analysis.synthetic import Habit, Truth, simulate_diaries, simulate_diary

FLAT = (0.0,) * 7


def slope(y, *columns):
    """Least squares on the rows that have everything; without the intercept."""
    x = np.column_stack([np.ones(len(y)), *columns])
    rows = ~np.isnan(np.column_stack([y, x])).any(axis=1)
    return np.linalg.lstsq(x[rows], y[rows], rcond=None)[0][1:]


def correlation(a, b):
    return float(np.corrcoef(a, b)[0, 1])


def test_the_same_seed_gives_the_same_diary_and_another_seed_another():
    first, again, other = (simulate_diary(60, seed=s).days for s in (4, 4, 5))
    assert first.equals(again)
    assert not first.equals(other)


def test_pain_is_whole_numbers_from_0_to_10_at_both_ends():
    low = simulate_diaries(Truth(300, level=1.0), 3).pain
    high = simulate_diaries(Truth(300, level=9.0), 3).pain
    written = np.concatenate([low[~np.isnan(low)], high[~np.isnan(high)]])
    assert set(np.unique(written)) <= set(range(11))
    assert (written.min(), written.max()) == (0, 10)


def test_an_effect_is_on_the_planted_day_only():
    truth = Truth(4000, effects={("sitting_hours", 1): 0.45}, missing=0.0)
    many = simulate_diaries(truth, 1, seed=2)
    sitting, pain = many.factors["sitting_hours"][0], many.pain[0]
    lags = [sitting[3 - k : len(sitting) - k] for k in range(4)]
    same, next_day, two, three = slope(pain[3:], *lags)
    assert next_day == pytest.approx(0.45, abs=0.05)
    assert np.abs([same, two, three]).max() < 0.06


def test_several_effects_stand_side_by_side_in_a_diary_with_gaps():
    planted = {("lifting", 0): 1.3, ("stress", 2): -0.3}
    days = simulate_diary(4000, effects=planted, seed=3).days
    lifting, stress = slope(days["pain"], days["lifting"], days["stress"].shift(2))
    assert lifting == pytest.approx(1.3, abs=0.15)
    assert stress == pytest.approx(-0.3, abs=0.05)


def test_errors_have_the_planted_memory_and_spread():
    pain = simulate_diaries(
        Truth(6000, phi=0.7, noise=0.0, sd=2.0, weekly=FLAT, missing=0.0), 1, seed=1
    ).pain[0]
    assert correlation(pain[1:], pain[:-1]) == pytest.approx(0.7, abs=0.05)
    assert pain.std() == pytest.approx(2.0, abs=0.15)


def test_noise_dilutes_memory_without_changing_the_spread():
    pain = simulate_diaries(
        Truth(6000, phi=0.8, noise=0.5, sd=2.0, weekly=FLAT, missing=0.0), 1, seed=1
    ).pain[0]
    # AR(1) of variance 1/2 plus white noise of variance 1/2: 0.8 x 1/2.
    assert correlation(pain[1:], pain[:-1]) == pytest.approx(0.4, abs=0.06)
    assert pain.std() == pytest.approx(2.0, abs=0.15)


def test_trend_step_weekly_pattern_and_flare_have_their_size():
    truth = Truth(
        140,
        trend=-2.0,
        step=1.0,
        routine_start=70,
        weekly=(0, 0, 0, 0, 0, 0, 1.5),
        flares=((20, 5, 3.0),),
        missing=0.0,
        factors=(),
    )
    pain = simulate_diaries(truth, 800).hidden_pain.mean(axis=0)
    day = np.arange(140)
    shape = [day / 139, day >= 70, day % 7 == 6, (day >= 20) & (day < 25)]
    assert slope(pain, *shape) == pytest.approx([-2.0, 1.0, 1.5, 3.0], abs=0.2)


def test_fifteen_percent_of_days_are_missing_and_half_of_them_in_runs():
    absent = np.isnan(simulate_diaries(Truth(2000), 40).pain)
    assert absent.mean() == pytest.approx(0.15, abs=0.01)
    # By chance alone a missing day would follow a missing day in 15 % of cases.
    assert absent[:, 1:][absent[:, :-1]].mean() > 0.35
    alone = np.isnan(simulate_diaries(Truth(2000, runs=0.0), 40).pain)
    assert alone.mean() == pytest.approx(0.15, abs=0.01)
    assert alone[:, 1:][alone[:, :-1]].mean() == pytest.approx(0.15, abs=0.02)


def test_a_missing_day_has_nothing_written_on_it():
    days = simulate_diary(200).days
    absent = days["pain"].isna()
    assert absent.any()
    assert days[absent].isna().all(axis=None)
    assert days[~absent].notna().all(axis=None)


def test_an_innocent_factor_goes_along_with_the_guilty_one_and_adds_nothing():
    truth = Truth(
        5000, effects={("a", 0): 0.5}, innocent={"b": ("a", 0.7)}, factors=(), missing=0.0
    )
    many = simulate_diaries(truth, 1)
    a, b, pain = many.factors["a"][0], many.factors["b"][0], many.pain[0]
    assert correlation(a, b) == pytest.approx(0.7, abs=0.05)
    assert correlation(b, pain) > 0.2
    assert slope(pain, a, b) == pytest.approx([0.5, 0.0], abs=0.05)


def test_habits_set_mean_rounding_limits_share_weekend_and_trend():
    habits = {
        "steps": Habit(6000, 2000, 100, 0, 30000, trend=4000),
        "gardening": Habit(share=0.3),
        "desk": Habit(6, 1, 0.5, 0, 24, weekend=-4),
    }
    many = simulate_diaries(Truth(700, factors=tuple(habits), habits=habits, missing=0.0), 20)
    steps, gardening, desk = (many.factors[name] for name in habits)
    assert (steps % 100 == 0).all()
    assert steps[:, -50:].mean() - steps[:, :50].mean() == pytest.approx(4000, rel=0.1)
    assert gardening.mean() == pytest.approx(0.3, abs=0.02)
    assert set(np.unique(gardening)) == {0, 1}
    saturday = many.dates.day_of_week.to_numpy() >= 5
    assert desk[:, ~saturday].mean() - desk[:, saturday].mean() == pytest.approx(4, abs=0.1)
    assert desk.min() == 0


def test_pain_decides_about_stretching_where_planted():
    truth = Truth(2000, routine_start=0, hurts_yesterday=0.8, missing=0.0)
    many = simulate_diaries(truth, 5)
    high = many.pain[:, :-1] >= 6
    after_high = many.session[:, 1:][high].mean()
    after_low = many.session[:, 1:][many.pain[:, :-1] <= 4].mean()
    assert after_high - after_low > 0.3
    indifferent = simulate_diaries(Truth(2000, routine_start=0, missing=0.0), 5).session
    assert indifferent.mean() == pytest.approx(0.6, abs=0.02)


def test_stretching_works_on_the_seven_days_after_where_planted():
    truth = Truth(
        3000, routine_start=0, stretching=-3.0, level=6.0, sd=1.0, missing=0.0, weekly=FLAT
    )
    many = simulate_diaries(truth, 4)
    share = np.stack([many.session[:, 7 - k : -k] for k in range(1, 8)]).mean(axis=0)
    assert slope(many.pain[:, 7:].ravel(), share.ravel())[0] == pytest.approx(-3.0, abs=0.3)


def test_a_day_without_entry_and_without_session_is_unknown_as_are_days_before_the_log():
    days = simulate_diary(400, routine_start=50, seed=6).days
    assert days["session"].iloc[:50].isna().all()
    log = days.iloc[50:]
    unwritten = log["pain"].isna()
    assert set(log.loc[unwritten, "session"].dropna()) == {1.0}
    assert log.loc[~unwritten, "session"].notna().all()


def test_the_daily_table_says_what_the_questions_need():
    simulated = simulate_diary(90, effects={("sitting_hours", 1): 0.4}, seed=1, missing=0.3)
    days = simulated.days
    assert simulated.truth.effects == {("sitting_hours", 1): 0.4}
    assert len(days) == 90
    assert days.index.freqstr == "D"
    assert days.attrs["outcome"] == "pain"
    recorded = days.index[days["pain"].notna()]
    assert days.attrs["start"] == recorded[0].date().isoformat()
    assert days.attrs["end"] == recorded[-1].date().isoformat()
    assert days.attrs["factors"]["sitting_hours"] == {
        "label": "sitting",
        "unit": "hours",
        "kind": "amount",
    }
    assert days.attrs["factors"]["lifting"]["kind"] == "yes_no"
