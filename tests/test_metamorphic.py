"""What must stay the same, or change in a known way, when a diary is rewritten."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backpain_analysis.flares import find_flares
from backpain_analysis.recording import recording_pattern
from backpain_analysis.regression import regress_ar1
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


def test_an_unrelated_factor_changes_of_the_others_only_q(days):
    """One more question asked of the same days: chance is allowed for, nothing else moves."""
    dice = np.random.default_rng(5).normal(0, 1, len(days))
    one, two = (rank_triggers(d) for d in (days, days.assign(walking_minutes=dice.round(1))))
    others = two.table[two.table["factor"] != "walking_minutes"].reset_index(drop=True)
    assert two.n_tests == one.n_tests + 4
    same = ["effect", "low", "high", "p", "smallest_detectable", "n_days", "memory"]
    same += ["contrast_from", "contrast_to", "days_for_one_point"]
    for column in same:
        np.testing.assert_array_equal(others[column], one.table[column], err_msg=column)
    assert (others["q"] != one.table["q"]).any()


# ---- a gap in the middle, or a longer one


HALF = 80


def parted(days, weeks):
    """The same days with nothing written down for some weeks in the middle; weekdays stay."""
    later = np.arange(len(days)) >= HALF
    moved = days.index + pd.to_timedelta(np.where(later, 7 * weeks, 0), unit="D")
    wide = days.set_axis(moved)
    return wide.reindex(pd.date_range(moved[0], moved[-1], name="date"))


def test_a_gap_takes_only_the_days_whose_exposure_is_no_longer_known(days):
    """At a lag of k days, the first k after the gap; what a factor ranges over stays."""
    one, two = (rank_triggers(d).table for d in (days, parted(days, 6)))
    recorded = days["pain"].notna().to_numpy()
    lost = [recorded[HALF : HALF + lag].sum() for lag in one["lag_days"]]
    assert (one["n_days"] - two["n_days"]).tolist() == lost
    assert max(lost) == 3
    at_once = one["lag_days"] == 0
    for column in ("contrast_from", "contrast_to"):
        np.testing.assert_array_equal(two[at_once][column], one[at_once][column])


def test_a_gap_that_has_ended_all_memory_may_be_any_longer(days):
    """The days before tell nothing of those after: how long ago they were no longer matters.

    The straight trend is all that still feels it: what is known of its slope is spread over a
    longer time, so that within each part it is all but flat, and flatter the longer the gap.
    """
    one, two = (rank_triggers(parted(days, weeks)).table for weeks in (4000, 8000))
    for column in ("effect", "low", "high", "smallest_detectable", "memory"):
        np.testing.assert_allclose(two[column], one[column], rtol=2e-3, atol=2e-4, err_msg=column)
    for column in ("n_days", "verdict", "contrast_from", "contrast_to"):
        assert two[column].tolist() == one[column].tolist()


def test_a_gap_ends_what_is_carried_over(days):
    """Without a trend, two parts far apart are two diaries, in whichever order."""
    whole = days.dropna()
    day = np.arange(len(whole), dtype=float)
    level = np.ones((len(whole), 1))
    pain, sat = whole["pain"].to_numpy(), whole[["sitting_hours"]].to_numpy()
    later = np.arange(len(whole)) >= HALF

    def fit(gap):
        apart = day + gap * later
        order = np.argsort(apart)
        return regress_ar1(apart[order], pain[order], sat[order], level)[0]

    near, far, farther, turned = fit(0), fit(5000), fit(9000), fit(-5000)
    for other in (farther, turned):
        assert (other.effect, other.low, other.high, other.p) == pytest.approx(
            (far.effect, far.low, far.high, far.p), rel=1e-9
        )
    assert far.effect != pytest.approx(near.effect, rel=1e-6)


def test_a_flare_ends_at_a_gap_and_others_stay_as_they_are():
    pain = pd.Series(3.0, index=pd.date_range("2026-01-05", periods=160, name="date"))
    pain.iloc[[50, 51, 52, 78, 79, 80, 81, 130, 131, 132]] = 7.0
    days = pain.to_frame("pain")
    found = [
        [(f.start, f.high_days) for f in find_flares(d).flares] for d in (days, parted(days, 10))
    ]
    at = [days.index[n] + pd.Timedelta(weeks=10 * (n >= HALF)) for n in range(160)]
    assert found[0] == [(days.index[50], 3), (days.index[78], 4), (days.index[130], 3)]
    assert found[1] == [(at[50], 3), (at[78], 2), (at[80], 2), (at[130], 3)]
