"""What must stay the same, or change in a known way, when a diary is rewritten."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backpain_analysis.flares import find_flares
from backpain_analysis.recording import recording_pattern
from backpain_analysis.trend import compare_before_after, pain_trend
from backpain_analysis.triggers import rank_triggers

NUMBERS = ["effect", "low", "high", "p", "q", "smallest_detectable", "n_days"]


@pytest.fixture(scope="module")
def days():
    rng = np.random.default_rng(12)
    n = 160
    table = pd.DataFrame(
        {
            "sitting_hours": rng.integers(4, 20, n) / 2,
            "lifting": (rng.random(n) < 0.3) * 1.0,
            "stress": rng.integers(0, 11, n) * 1.0,
        },
        index=pd.date_range("2026-01-05", periods=n, name="date"),
    )
    error = np.zeros(n)
    for t in range(1, n):
        error[t] = 0.5 * error[t - 1] + rng.normal(0, 0.8)
    sat = table["sitting_hours"].shift(1).fillna(6) - 6
    table["pain"] = np.round(4 + 0.4 * sat + table["lifting"] + error, 1)
    table.loc[rng.random(n) < 0.1, "pain"] = np.nan
    return table


def agree(one, two, columns=NUMBERS):
    for column in columns:
        np.testing.assert_allclose(one[column], two[column], rtol=1e-7, atol=1e-12, err_msg=column)
    assert one["verdict"].tolist() == two["verdict"].tolist()


def test_pain_moved_by_a_constant_moves_no_effect(days):
    moved = days.assign(pain=days["pain"] + 1.5)
    agree(rank_triggers(days).table, rank_triggers(moved).table)
    assert pain_trend(moved).change == pytest.approx(pain_trend(days).change)
    assert recording_pattern(moved).difference == pytest.approx(recording_pattern(days).difference)
    one, two = (compare_before_after(d, days.index[80]) for d in (days, moved))
    assert (two.change, two.low) == pytest.approx((one.change, one.low))


def test_flares_move_with_pain(days):
    one, two = (find_flares(d) for d in (days, days.assign(pain=days["pain"] + 1.5)))
    assert [(f.start, f.end, f.high_days) for f in one.flares] == [
        (f.start, f.end, f.high_days) for f in two.flares
    ]


def test_hours_as_minutes_scale_the_effect_by_sixty(days):
    minutes = days.assign(sitting_hours=days["sitting_hours"] * 60)
    one, two = (rank_triggers(d, factors=["sitting_hours"]).table for d in (days, minutes))
    for column in ("effect", "low", "high", "smallest_detectable"):
        np.testing.assert_allclose(two[column] * 60, one[column], rtol=1e-7)
    np.testing.assert_allclose(two["contrast_to"], one["contrast_to"] * 60)
    agree(one, two, ["p", "q", "n_days", "days_for_one_point"])


def test_yes_and_no_reversed_turn_the_sign(days):
    turned = days.assign(lifting=1 - days["lifting"])
    one, two = (rank_triggers(d, factors=["lifting"]).table for d in (days, turned))
    np.testing.assert_allclose(two["effect"], -one["effect"], rtol=1e-7)
    np.testing.assert_allclose(two["low"], -one["high"], rtol=1e-7)
    agree(one, two, ["p", "q", "n_days"])


def test_pain_turned_over_turns_every_sign(days):
    turned = days.assign(pain=10 - days["pain"])
    one, two = rank_triggers(days).table, rank_triggers(turned).table
    np.testing.assert_allclose(two["effect"], -one["effect"], rtol=1e-7)
    agree(one, two, ["p", "q"])


def test_a_diary_of_other_years_gives_the_same_numbers(days):
    """Moved by whole weeks, so that weekdays stay."""
    later = days.set_axis(days.index + pd.Timedelta(weeks=200))
    agree(rank_triggers(days).table, rank_triggers(later).table)
    assert pain_trend(later).change == pytest.approx(pain_trend(days).change)


def test_empty_days_before_and_after_change_nothing(days):
    index = pd.date_range(days.index[0] - pd.Timedelta(days=30), periods=230, name="date")
    wide = days.reindex(index)
    agree(rank_triggers(days).table, rank_triggers(wide).table)
    assert pain_trend(wide).change == pain_trend(days).change


def test_columns_in_another_order_change_nothing(days):
    turned = days[days.columns[::-1]]
    key = ["factor", "lag_days"]
    one, two = (rank_triggers(d).table.sort_values(key) for d in (days, turned))
    agree(one, two)
