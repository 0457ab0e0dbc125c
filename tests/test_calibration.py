"""A small part of `python -m benchmarks.calibration`, with fixed seeds.

The bounds are what chance leaves of the targets: a method that just keeps its
target passes each with 99.9 %. So they catch what is broken, not what is a
little off; for that run the whole.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from backpain_analysis.synthetic import Truth
from benchmarks import calibration


def judged(experiment: calibration.Experiment, *, seed: int = 5) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for chunk in range(-(-experiment.n // calibration.CHUNK)):
        for name, values in calibration.shares(experiment, seed + chunk).items():
            found.setdefault(name, []).extend(values)
    return found


def at_most(n: int, share: float) -> int:
    return int(stats.binom.ppf(0.999, n, share))


def the(experiments, table: str, row: str) -> calibration.Experiment:
    (one,) = [e for e in experiments if e.table.startswith(table) and e.row == row]
    return one


@pytest.mark.parametrize(
    "row", ["60 days, phi 0.7", "120 days, phi 0.4, both trending",
            "120 days, phi 0.4, at the floor", "120 days, phi 0.4, 40 % missing"],
)  # fmt: skip
def test_false_alarms(row):
    experiments = calibration.cell_experiments(300, [60])
    found = judged(the(experiments, "False alarms", row))
    alarms, n = sum(found["ours"]), len(found["ours"])
    assert n >= 280
    assert n - at_most(n, 0.96) <= alarms <= at_most(n, 0.06)


@pytest.mark.parametrize("phi", [0.0, 0.7])
def test_coverage_and_power(phi):
    found = judged(the(calibration.cell_experiments(300, [90]), "Coverage", f"90 days, phi {phi}"))
    covered, n = sum(found["covered"]), len(found["covered"])
    assert n - at_most(n, 0.07) <= covered <= at_most(n, 0.97)
    # The two are about the same diaries, so chance takes little from their ratio.
    assert sum(found["found"]) >= 0.92 * sum(found["found, told phi"])


def test_any_claim_over_eight_factors_and_four_lags():
    experiments = calibration.many_experiments(100, [60])
    found = judged(the(experiments, "Anything claimed", "60 days, phi 0.7"))
    assert sum(found["ours"]) <= at_most(100, 0.07)
    assert sum(found["Pearson, p < .05"]) > 75


def test_false_share_of_the_findings_and_the_right_day():
    found = judged(the(calibration.many_experiments(100, [180]), "Findings", "180 days"))
    false, clear = sum(found["clear falsely"]), sum(found["clear"])
    right, true = sum(found["clear, right day"]), sum(found["clear, true factor"])
    assert false <= at_most(int(clear), 0.07)
    assert true - right <= at_most(int(true), 0.15)
    # Without the rules a companion that goes along would be a finding in every diary.
    assert sum(found["claimed falsely"]) > 50
    assert sum(found["true factors clear"]) >= 2 * 100 - at_most(2 * 100, 0.1)


def test_stretching_gets_no_credit_where_pain_decides_about_it():
    experiments = calibration.slow_experiments(50, [180])
    found = judged(the(experiments, "Stretching does nothing", "180 days, phi 0.4"))
    assert sum(found["ours"]) <= at_most(50, 0.07)
    assert sum(found["reverse seen"]) > 40
    assert sum(found["Pearson, 7 days with today"]) > 15


def test_a_step_where_pain_only_falls():
    experiments = calibration.slow_experiments(100, [180])
    found = judged(the(experiments, "A step", "180 days, phi 0.4"))
    assert sum(found["ours"]) <= at_most(100, 0.07)
    assert sum(found["Welch"]) > 90


def test_a_trend_where_there_is_none():
    experiments = calibration.slow_experiments(100, [180])
    found = judged(the(experiments, "Trend", "180 days, phi 0.7"))
    assert sum(found["ours"]) <= at_most(100, 0.07)


def test_shares_of_findings_are_pooled_over_diaries_with_their_error():
    """By hand: 1 false of 4 findings; errors 1 - .25 * 3 and 0 - .25 * 1, so sqrt(.125) / 4."""
    none = [0.0, 0.0]
    shown = calibration.summarise({
        "claimed": [3.0, 1.0], "claimed falsely": [1.0, 0.0], "clear": [3.0, 1.0],
        "clear falsely": [1.0, 0.0], "clear, true factor": none, "clear, right day": none,
        "true factors claimed": none, "true factors clear": none,
    })  # fmt: skip
    share, error = shown["false among findings (target at most 7)"]
    assert share == pytest.approx(25)
    assert error == pytest.approx(100 * np.sqrt(0.25**2 + 0.25**2) / 4)


def test_one_seed_gives_one_answer():
    truth = Truth(n_days=60, factors=())
    one = calibration.Experiment("", "", replace(truth, trend=1.0), calibration.slow_trend, 50)
    assert calibration.shares(one, 3) == calibration.shares(one, 3)
