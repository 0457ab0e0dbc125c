"""Trend and before/after on diaries whose truth is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backpain_analysis import plots
from backpain_analysis.trend import compare_before_after, pain_trend
from backpain_analysis.wording import say_before_after, say_first_and_last, say_plain_averages


def diary(line, *, sd=0.7, phi=0.4, seed=0):
    rng = np.random.default_rng(seed)
    error = np.zeros(len(line))
    for t in range(len(line)):
        error[t] = (phi * error[t - 1] if t else 0) + rng.normal(0, sd)
    dates = pd.date_range("2026-01-05", periods=len(line))
    return pd.DataFrame({"pain": np.asarray(line) + error}, index=dates)


def test_a_planted_fall_is_recovered_with_its_size():
    trend = pain_trend(diary(np.linspace(7, 4, 150)))
    assert trend.low < -3 < trend.high
    assert trend.verdict == "meaningful_improvement"
    assert trend.n_days == 150


def test_a_rise_is_the_mirror_image_of_a_fall():
    fall, rise = (diary(np.linspace(5, 5, 150)) for _ in range(2))
    slope = np.linspace(0, 3, 150)
    fall["pain"] -= slope
    rise["pain"] = 10 - fall["pain"]
    down, up = pain_trend(fall), pain_trend(rise)
    assert (up.change, up.low, up.high) == pytest.approx((-down.change, -down.high, -down.low))
    assert up.verdict == "meaningful_worsening"


@pytest.mark.parametrize(
    ("line", "sd", "verdict"),
    [
        (np.linspace(5, 4, 300), 0.3, "improving"),
        (np.linspace(4, 5, 300), 0.3, "worsening"),
        (np.full(300, 4.0), 0.4, "no_meaningful_change"),
        (np.full(65, 4.0), 3.0, "cannot_tell"),
        # 2.3 points from 9 are less than 30 %: real, but not of a size that matters.
        (np.linspace(9.2, 6.9, 300), 0.2, "improving"),
    ],
)
def test_verdicts(line, sd, verdict):
    assert pain_trend(diary(line, sd=sd)).verdict == verdict


def test_under_sixty_recorded_days_it_does_not_say():
    days = diary(np.linspace(7, 4, 80))
    days.iloc[5:26, 0] = np.nan
    trend = pain_trend(days)
    assert (trend.verdict, trend.reason, trend.n_days) == ("not_enough_data", "few_days", 59)
    assert trend.change is None
    days.iloc[5, 0] = 6.0
    assert pain_trend(days).change is not None


def test_the_first_and_last_fortnight_are_described():
    days = diary(np.full(100, 5.0))
    days["pain"] = 5.0
    days.iloc[:14, 0] = 2.0
    days.iloc[:6, 0] = np.nan
    days.iloc[0, 0] = 4.0
    days.iloc[-14:-7, 0] = np.nan
    trend = pain_trend(days)
    # One 4 and eight 2s: (4 + 16) / 9; only 7 of the last 14 recorded, so nothing is said.
    assert trend.first_14_days.days_recorded == 9
    assert trend.first_14_days.mean == pytest.approx(20 / 9)
    assert trend.last_14_days is None


@pytest.mark.parametrize(("calendar", "compared"), [(15, False), (27, False), (28, True)])
def test_fortnights_that_overlap_are_not_compared(calendar, compared):
    days = diary(np.full(100, 5.0)).iloc[:calendar]
    trend = pain_trend(days)
    assert (trend.first_14_days is not None) == (trend.last_14_days is not None) == compared
    assert ("; last 14 days: " in say_first_and_last(trend)) == compared
    assert ("From 28 days on" in say_first_and_last(trend)) != compared
    lines = [one.get_label() for one in plots.plot_trend(trend).lines]
    assert ("average of 14 days" in lines) == compared


def test_the_starting_level_is_the_first_14_recorded_days():
    days = diary(np.full(100, 5.0))
    days.iloc[1:20, 0] = np.nan
    expected = days["pain"].dropna().iloc[:14].mean()
    assert pain_trend(days).start_level == pytest.approx(expected)


def test_constant_pain_is_not_a_trend():
    days = diary(np.full(100, 5.0))
    days["pain"] = 5.0
    assert pain_trend(days).reason == "pain_constant"


def test_strong_memory_is_warned_of():
    trend = pain_trend(diary(np.full(400, 5.0), phi=0.97, sd=0.3))
    assert "memory_above_0.8" in trend.caveats


def test_a_planted_step_is_recovered_beside_the_trend():
    line = np.linspace(6, 5, 240) - 2.5 * (np.arange(240) >= 120)
    days = diary(line, sd=0.5)
    step = compare_before_after(days, days.index[120])
    assert step.low < -2.5 < step.high
    assert step.verdict == "meaningful_improvement"
    assert (step.days_before, step.days_after) == (120, 120)


def test_a_routine_gets_no_credit_for_a_fall_that_was_under_way():
    """Pain falls by 4 all along; nothing happens at the start. The means differ by 2."""
    alarms = 0
    for seed in range(60):
        days = diary(np.linspace(8, 4, 180), seed=seed)
        step = compare_before_after(days, days.index[90])
        assert step.mean_after - step.mean_before < -1
        alarms += step.p <= 0.05
    assert alarms <= 9  # Binomial(60, .05): 99.9 % quantile.


@pytest.mark.parametrize(
    ("start", "reason"), [(19, "few_days_before"), (20, None), (80, None), (81, "few_days_after")]
)
def test_each_side_needs_twenty_days(start, reason):
    days = diary(np.full(100, 5.0))
    assert compare_before_after(days, days.index[start]).reason == reason


def test_too_few_days_before_are_named_where_more_days_never_help():
    step = compare_before_after(diary(np.full(60, 5.0)), diary(np.full(60, 5.0)).index[2])
    assert step.reason == "few_days_before"
    assert "only 2 recorded days before" in say_before_after(step)
    assert say_plain_averages(step) == "", "nothing was compared, so no trend was taken out"


def test_before_and_after_needs_ninety_days():
    days = diary(np.full(89, 5.0))
    assert compare_before_after(days, days.index[40]).reason == "few_days"
