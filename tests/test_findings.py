"""From many combinations to findings: q values, echoes, shared claims."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from backpain_analysis.findings import Finding, _held_to_the_bar, false_discovery_q
from backpain_analysis.regression import Fit
from backpain_analysis.triggers import rank_triggers


def test_q_values_by_hand():
    """p of .01, .02, .03, .5: times 4/1, 4/2, 4/3, 4/4, then never rising downwards."""
    q = false_discovery_q(np.array([0.5, 0.01, 0.03, 0.02]))
    np.testing.assert_allclose(q, [0.5, 0.04, 0.04, 0.04])


def test_q_values_agree_with_scipy():
    p = np.random.default_rng(2).uniform(size=40) ** 3
    np.testing.assert_allclose(false_discovery_q(p), stats.false_discovery_control(p))


def diary(n=240, seed=0, **columns):
    rng = np.random.default_rng(seed)
    days = pd.DataFrame(index=pd.date_range("2026-01-05", periods=n))
    for name, values in columns.items():
        days[name] = values(rng) if callable(values) else values
    days["pain"] = 4 + rng.normal(0, 1, n)
    return days, rng


def verdicts(ranking):
    return ranking.table.set_index(["factor", "lag_days"])["verdict"]


def test_a_smooth_factor_is_claimed_on_its_own_day_only():
    """Sitting resembles itself from day to day, so its other lags echo the true one."""

    def smooth(rng):
        x = np.zeros(240)
        for t in range(1, 240):
            x[t] = 0.8 * x[t - 1] + rng.normal()
        return 6 + x

    days, _ = diary(sitting_hours=smooth)
    days["pain"] += 0.8 * (days["sitting_hours"].shift(1).fillna(6) - 6)
    found = verdicts(rank_triggers(days))
    assert found["sitting_hours", 1] == "clear"
    assert (found.drop(("sitting_hours", 1)) != "clear").all()
    assert "echo" in set(found)


def test_a_companion_of_the_true_factor_is_not_called_clear():
    days, rng = diary(sitting_hours=lambda r: r.normal(6, 1, 240))
    days["driving_hours"] = 0.7 * (days["sitting_hours"] - 6) + rng.normal(3, 0.7, 240)
    days["pain"] += 0.7 * (days["sitting_hours"] - 6)
    ranking = rank_triggers(days, lags=[0])
    found = verdicts(ranking)
    assert found["sitting_hours", 0] == "clear"
    assert found["driving_hours", 0] == "shared"
    row = ranking.table.set_index("factor").loc["sitting_hours"]
    assert row["adjusted_for"] == ("driving_hours",)
    assert row["adjusted_low"] < 0.7 < row["adjusted_high"]


def test_two_names_for_one_thing_are_both_shared():
    days, _ = diary(sitting_hours=lambda r: r.normal(6, 1, 240))
    days["desk"] = days["sitting_hours"] * 60
    days["pain"] += 0.8 * (days["sitting_hours"] - 6)
    ranking = rank_triggers(days, factors=["sitting_hours", "desk"], lags=[0])
    assert set(ranking.table["verdict"]) == {"shared"}
    assert ranking.table["adjusted_effect"].isna().all()


def test_when_every_lag_would_be_an_echo_the_strongest_stays_and_its_day_is_uncertain():
    """A factor that hardly changes from one day to the next is claimed at all lags."""
    days, rng = diary(weight_kg=lambda r: 80 + 2 * np.sin(np.arange(240) / 15 + r.uniform(0, 6)))
    days["pain"] = 5 + 0.4 * (days["weight_kg"] - 80) + rng.normal(0, 1.5, 240)
    table = rank_triggers(days).table
    assert (table["q"] <= 0.05).sum() > 1
    kept = table.loc[table["verdict"] == "clear"]
    assert len(kept) == 1
    assert kept["day_uncertain"].all()
    assert kept["p"].item() == pytest.approx(table["p"].min())


def clear_ones(found, p):
    return {k for k, f in _held_to_the_bar(found, p).items() if f.verdict == "clear"}


def test_echoes_that_are_taken_out_do_not_lower_the_bar_for_chance():
    """By hand: 40 tests; one link with eight echoes, and one chance find of p = .008.

    With ten discoveries q = .05 lets p <= .0125 through; of the two that are
    left the second must have p <= .05 * 2 / 40 = .0025.
    """
    p = np.full(40, 0.5)
    p[:10] = [1e-8, *[1e-6] * 8, 0.008]
    assert (false_discovery_q(p)[:10] <= 0.05).all()
    found = {0: Finding("clear"), **{k: Finding("echo") for k in range(1, 9)}, 9: Finding("clear")}
    assert clear_ones(found, p) == {0}
    p[9] = 0.0025
    assert clear_ones(found, p) == {0, 9}


def test_a_finding_passes_the_bar_beside_the_others_too():
    """By hand: 40 tests, two claims; beside each other one has p = .02, above .05 * 2 / 40."""

    def beside(p):
        return Finding("clear", Fit(1, 0.1, 1.9, p, 90, 100, 1.3, 0.4, 0, 0.5), ("other",))

    p = np.full(40, 0.5)
    p[:2] = 1e-6, 1e-5
    held = _held_to_the_bar({0: beside(1e-4), 1: beside(0.02)}, p)
    assert [held[k].verdict for k in (0, 1)] == ["clear", "shared"]
    assert clear_ones({0: beside(1e-4), 1: beside(0.0025)}, p) == {0, 1}
    p[1] = 0.02  # Nor does it pass alone: then it is a hint, and no finding.
    assert set(_held_to_the_bar({0: beside(1e-4), 1: beside(0.02)}, p)) == {0}


def shifts(rng, n=140):
    """Weeks of early and of late shifts in turn, with days off: one of the three on each day."""
    week = np.arange(n) // 7
    off = (np.arange(n) % 7 >= 5) | (rng.uniform(size=n) < 0.1)
    return {"early": ~off & (week % 2 == 0), "late": ~off & (week % 2 == 1), "off": off}


def shift_diary(seed, effects, missing=0.0):
    days, rng = diary(n=140, seed=seed)
    for name, ticked in shifts(rng).items():
        days[name] = ticked.astype(float)
        days["pain"] += effects.get(name, 0.0) * days[name]
    days.loc[rng.uniform(size=140) < 0.1, ["early", "late", "off"]] = 0.0  # forgotten, or sick
    days.loc[rng.uniform(size=140) < missing, ["early", "late", "off"]] = np.nan
    return days


def ranked(days):
    return rank_triggers(days, factors=[name for name in days if name != "pain"], lags=[0])


def test_one_shift_is_not_held_equal_to_the_others_which_it_is_not():
    ranking = ranked(shift_diary(3, {"early": 1.2, "off": -0.6}))
    rows = ranking.table.set_index("factor")
    assert rows.loc["early", "verdict"] == "clear"
    assert not rows.loc["early", "adjusted_for"]
    assert rows.loc["early", "low"] > 0.5
    # The two others say the same from the other side; each is held against the strongest alone.
    for other in ("late", "off"):
        assert rows.loc[other, "adjusted_for"] in (None, ("early",))


def test_the_other_sides_of_one_choice_are_no_findings_of_their_own():
    found = [verdicts(ranked(shift_diary(seed, {"early": 1.2}))) for seed in range(30)]
    assert sum(one["early", 0] == "clear" for one in found) >= 24
    assert sum("clear" in (one["late", 0], one["off", 0]) for one in found) <= 6


def test_a_tick_on_top_of_the_shifts_is_a_rival_as_ever():
    """Driving goes with the early shift on most days: the two must be told apart."""
    days = shift_diary(5, {"early": 1.2})
    days["driving"] = np.where(np.random.default_rng(1).uniform(size=140) < 0.95, days["early"], 1)
    rows = ranked(days).table.set_index("factor")
    assert "driving" in rows.loc["early", "adjusted_for"]


def test_what_turns_round_beside_another_is_no_clear_finding():
    """Late shifts look better than other days only because these are early shifts."""
    days = shift_diary(8, {"early": 3.0, "late": 1.0}, missing=0.05)
    rows = ranked(days).table.set_index("factor")
    claimed = rows[rows["verdict"] == "clear"]
    turned = claimed["adjusted_effect"] * claimed["effect"] < 0
    assert "early" in claimed.index
    assert not turned.any()
