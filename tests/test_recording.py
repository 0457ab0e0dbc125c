"""Whether recording depends on pain, on diaries whose truth is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from backpain_analysis.recording import recording_pattern


def diary(n=250, *, after_bad=0.15, after_good=0.15, seed=0):
    """Pain with memory; the day after is skipped with these chances."""
    rng = np.random.default_rng(seed)
    error, pain = 0.0, np.zeros(n)
    for t in range(n):
        error = 0.5 * error + rng.normal()
        pain[t] = np.clip(np.round(5 + error), 0, 10)
    chance = np.where(pain[:-1] >= 6, after_bad, after_good)
    skipped = np.append(False, rng.random(n - 1) < chance)
    return pd.DataFrame(
        {"pain": np.where(skipped, np.nan, pain)}, index=pd.date_range("2026-01-05", periods=n)
    )


def test_skipping_after_bad_days_is_seen():
    result = recording_pattern(diary(after_bad=0.5, after_good=0.05))
    assert result.verdict == "depends_on_pain"
    assert result.before_missing > result.before_recorded
    assert result.low > 0
    assert result.caveats == ("gaps_follow_bad_days",)


def test_skipping_at_random_raises_about_one_alarm_in_twenty():
    alarms = sum(recording_pattern(diary(120, seed=s)).p <= 0.05 for s in range(60))
    assert alarms <= 9  # Binomial(60, .05): 99.9 % quantile.


def test_means_by_hand():
    """Recorded 2, 4, -, 6, 8, -, 1: before a gap 4 and 8; before an entry 2 and 6."""
    days = diary(7)
    days["pain"] = [2, 4, np.nan, 6, 8, np.nan, 1]
    result = recording_pattern(days)
    assert (result.before_missing, result.before_recorded) == (6, 4)
    assert (result.days_recorded, result.days_missing, result.n_days) == (5, 2, 4)
    assert result.verdict == "not_enough_data"


def test_what_if_the_missing_days_were_good_or_bad():
    days = diary(200)
    table = recording_pattern(days).table.set_index("missing_days_were")
    recorded = days["pain"].dropna()
    missing = 200 - len(recorded)
    bad = recorded.quantile(0.9)
    assert table.loc["bad", "mean"] == pytest.approx((recorded.sum() + missing * bad) / 200)
    assert table.loc["good", "mean"] < table.loc["as_recorded", "mean"] < table.loc["bad", "mean"]


def test_bad_days_missing_at_the_end_would_turn_the_trend():
    """Nothing changes, but the last weeks go unrecorded on most days."""
    days = diary(150, after_bad=0, after_good=0)
    days.iloc[-40:-1:2] = np.nan
    table = recording_pattern(days).table.set_index("missing_days_were")
    assert table.loc["bad", "trend"] > table.loc["good", "trend"] + 1


def test_a_diary_without_gaps_has_nothing_to_compare():
    result = recording_pattern(diary(100, after_bad=0, after_good=0))
    assert (result.verdict, result.before_missing) == ("not_enough_data", None)


def test_a_fall_that_missing_days_could_undo_is_warned_of():
    """Pain falls by 2; of the last seven weeks two days in three are missing."""
    rng = np.random.default_rng(4)
    pain = np.round(np.linspace(6, 4, 150) + rng.normal(0, 1, 150))
    days = pd.DataFrame({"pain": pain}, index=pd.date_range("2026-01-05", periods=150))
    assert recording_pattern(days).caveats == ()
    days.loc[days.index[100:-1], "pain"] = days["pain"].where(np.arange(150) % 3 == 0)
    result = recording_pattern(days)
    table = result.table.set_index("missing_days_were")
    assert "improv" in table.loc["as_recorded", "trend_verdict"]
    assert "improv" not in table.loc["bad", "trend_verdict"]
    assert "trend_hangs_on_gaps" in result.caveats
