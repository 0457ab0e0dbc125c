"""The answer of a fair on/off test, once its schedule has run.

Pain is held against the schedule, not against what was done, so that a bad
day cannot choose its own side.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from backpain_analysis.exposure import Outcome
from backpain_analysis.question import question
from backpain_analysis.regression import Array, regress_ar1_noise
from backpain_analysis.trial import error_covariance

#: An effect within this is not large [points].
SMALL = 1.0


@dataclass(frozen=True)
class TrialAnswer:
    """What came of a test.

    Attributes
    ----------
    effect, low, high : float or None
        Pain on "on" minus "off" days by the regression, and its 95 % interval
        [points].
    p : float or None
        Exact randomisation p value: the share of all schedules that could have
        been drawn whose effect is as large or larger in size.
    n_on, n_off : int
        Recorded days that count [days].
    mean_on, mean_off : float or None
        Plain means [points].
    schedules : int
        Schedules that could have been drawn.
    days_left : int
        Days of the schedule that are still to come; nothing is tested before
        its end [days].
    verdict : str
        "less_pain", "more_pain" (p <= .05), "no_large_effect" (interval within
        +-1 point), "cannot_tell", "running" or "not_enough_data".
    """

    effect: float | None
    low: float | None
    high: float | None
    p: float | None
    n_on: int
    n_off: int
    mean_on: float | None
    mean_off: float | None
    schedules: int
    days_left: int
    verdict: str


def answer_trial(
    days: pd.DataFrame,
    schedule: pd.DataFrame,
    *,
    today: pd.Timestamp,
    outcome: str | None = None,
) -> TrialAnswer:
    """Hold pain against the schedule, once it has run.

    Parameters
    ----------
    days : pandas.DataFrame
        Daily table (see `daily_table`).
    schedule : pandas.DataFrame
        As in `TrialPlan`.
    today : pandas.Timestamp
        Before the schedule's end nothing is tested: looking early and often
        finds what is not there.
    outcome : str, optional
        Pain column; default the table's own.

    Returns
    -------
    TrialAnswer

    References
    ----------
    Edgington ES, Onghena P (2007). Randomization tests, 4th edition.
    """
    name = question(days, outcome=outcome).outcome
    left = int((schedule["date"] > today).sum())
    pain = days[name].reindex(pd.DatetimeIndex(schedule["date"])).to_numpy(dtype=float)
    counts = schedule["counts"].to_numpy() & ~np.isnan(pain)
    on = (schedule["condition"] == "on").to_numpy()
    means = [pain[counts & side].mean() if (counts & side).any() else None for side in (on, ~on)]
    pairs = int(schedule["pair"].max())
    told: dict[str, Any] = {
        "n_on": int((counts & on).sum()), "n_off": int((counts & ~on).sum()),
        "mean_on": means[0], "mean_off": means[1], "schedules": 2**pairs, "days_left": left,
    }  # fmt: skip
    if left > 0 or min(told["n_on"], told["n_off"]) < pairs or np.ptp(pain[counts]) == 0:
        verdict = "running" if left > 0 else "not_enough_data"
        return TrialAnswer(None, None, None, None, **told, verdict=verdict)
    return _tested(schedule, pain, counts, told)


def _tested(
    schedule: pd.DataFrame, pain: Array, counts: NDArray[np.bool_], told: dict[str, Any]
) -> TrialAnswer:
    dates = pd.DatetimeIndex(schedule["date"])
    series = Outcome(dates, pain, np.arange(len(dates), dtype=float), dates.day_of_week.to_numpy())
    on: Array = (schedule["condition"] == "on").to_numpy()[counts].astype(float)
    day, recorded = series.day[counts], pain[counts]
    nuisance = series.nuisance(counts)
    (fit,) = regress_ar1_noise(day, recorded, on[:, None], nuisance)
    pair = schedule["pair"].to_numpy()[counts] - 1
    p = _randomisation_p(series, counts, pair, on)
    if p <= 0.05:
        verdict = "less_pain" if fit.effect < 0 else "more_pain"
    else:
        small = max(abs(fit.low), abs(fit.high)) <= SMALL
        verdict = "no_large_effect" if small else "cannot_tell"
    return TrialAnswer(fit.effect, fit.low, fit.high, p, **told, verdict=verdict)


def _randomisation_p(
    series: Outcome, counts: NDArray[np.bool_], pair: NDArray[np.integer], on: Array
) -> float:
    """Share of all orders of the pairs whose effect is as large in size.

    The effect is by generalised least squares. Memory and noise come from a
    fit that does not know the schedule, so that every order is judged alike
    and the p value is exact.
    """
    day, pain = series.day[counts], series.pain[counts]
    flat = series.nuisance(counts, trend=False)
    (fit,) = regress_ar1_noise(day, pain, day[:, None], flat)
    factor = np.linalg.cholesky(error_covariance(day, max(fit.memory, 0.0), fit.noise))
    basis, _ = np.linalg.qr(np.linalg.solve(factor, series.nuisance(counts)))
    white = np.linalg.solve(factor, pain)
    left = white - basis @ (basis.T @ white)
    sizes = []
    for orders in np.array_split(_all_orders(int(pair.max()) + 1), 8):
        x = np.linalg.solve(factor, np.where(orders[:, pair], 1 - on, on).T)
        x -= basis @ (basis.T @ x)
        sizes.append(np.abs(left @ x) / (x**2).sum(axis=0))
    size = np.concatenate(sizes)
    # The first order is the one that was drawn; rounding must not lose it.
    return float((size >= size[0] * (1 - 1e-9)).mean())


def _all_orders(pairs: int) -> NDArray[np.bool_]:
    """Every way to turn some of the pairs round; the first turns none."""
    return np.array(list(itertools.product((False, True), repeat=pairs)))
