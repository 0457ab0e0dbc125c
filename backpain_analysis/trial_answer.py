"""The answer of a fair on/off test, once its schedule has run.

Pain is held against the schedule, not against what was done, so that a bad
day cannot choose its own side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from backpain_analysis.exposure import Outcome
from backpain_analysis.question import question
from backpain_analysis.reading.trial import TrialSchedule
from backpain_analysis.regression import COLLINEAR, Array, is_explained, regress_ar1_noise
from backpain_analysis.trial import error_covariance

if TYPE_CHECKING:
    from backpain_analysis.logbook import Logbook

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
        Plain means [points]; None before the end.
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
        Until the schedule's last day is over nothing is tested: looking early
        and often finds what is not there.
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
    running = bool(today <= schedule["date"].iloc[-1])
    pain = days[name].reindex(pd.DatetimeIndex(schedule["date"])).to_numpy(dtype=float)
    counts = schedule["counts"].to_numpy() & ~np.isnan(pain)
    on = (schedule["condition"] == "on").to_numpy()
    means = [pain[counts & side].mean() if (counts & side).any() else None for side in (on, ~on)]
    pairs = int(schedule["pair"].max())
    told: dict[str, Any] = {
        "n_on": int((counts & on).sum()), "n_off": int((counts & ~on).sum()),
        "mean_on": None if running else means[0], "mean_off": None if running else means[1],
        "schedules": 2**pairs, "days_left": left,
    }  # fmt: skip
    if running or min(told["n_on"], told["n_off"]) < pairs or np.ptp(pain[counts]) == 0:
        verdict = "running" if running else "not_enough_data"
        return TrialAnswer(None, None, None, None, **told, verdict=verdict)
    return _tested(schedule, pain, counts, told)


def answer_schedule(
    days: pd.DataFrame, schedule: TrialSchedule, *, today: pd.Timestamp
) -> TrialAnswer:
    """Answer a test that was begun, on the pain that it was planned for.

    Parameters
    ----------
    days : pandas.DataFrame
        Daily table (see `daily_table`).
    schedule : TrialSchedule
        As in `Logbook.trial`.
    today : pandas.Timestamp

    Returns
    -------
    TrialAnswer
    """
    planned = schedule.outcome if schedule.outcome in days else None
    return answer_trial(days, schedule.table, today=today, outcome=planned)


def answer_own_trial(book: Logbook, days: pd.DataFrame) -> TrialAnswer | None:
    """Answer the test that stands in a logbook.

    Parameters
    ----------
    book : Logbook
    days : pandas.DataFrame
        Daily table of the same logbook.

    Returns
    -------
    TrialAnswer or None
        None where there is no test. A period that ends before the test does
        is no answer of it.
    """
    if book.trial is None:
        return None
    now = book.today if book.until is None else min(book.today, book.until)
    return answer_schedule(days, book.trial, today=now)


def _tested(
    schedule: pd.DataFrame, pain: Array, counts: NDArray[np.bool_], told: dict[str, Any]
) -> TrialAnswer:
    dates = pd.DatetimeIndex(schedule["date"])
    series = Outcome(dates, pain, np.arange(len(dates), dtype=float), dates.day_of_week.to_numpy())
    on: Array = (schedule["condition"] == "on").to_numpy()[counts].astype(float)
    day, recorded = series.day[counts], pain[counts]
    nuisance = series.nuisance(counts)
    if is_explained(on, nuisance):
        return TrialAnswer(None, None, None, None, **told, verdict="not_enough_data")
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
    """Share of all orders of the pairs that stand out as clearly, or more.

    The statistic is that of generalised least squares. Memory and noise come
    from a fit that does not know the schedule, so that every order is judged
    alike and the p value is exact.
    """
    day, pain = series.day[counts], series.pain[counts]
    flat = series.nuisance(counts, trend=False)
    (fit,) = regress_ar1_noise(day, pain, day[:, None], flat)
    factor = np.linalg.cholesky(error_covariance(day, max(fit.memory, 0.0), fit.noise))
    # An order is the drawn one plus what each pair that is turned round adds to it.
    turned = (1 - 2 * on)[:, None] * (pair[:, None] == np.arange(pair.max() + 1))
    parts = np.linalg.solve(factor, np.column_stack([pain, on, turned, series.nuisance(counts)]))
    k = 2 + turned.shape[1]
    basis, _ = np.linalg.qr(parts[:, k:])
    left = parts[:, :k] - basis @ (basis.T @ parts[:, :k])
    orders = _all_orders(turned.shape[1])
    effect = orders @ (left[:, 1:].T @ left[:, 0])
    length = ((orders @ (left[:, 1:].T @ left[:, 1:])) * orders).sum(axis=1)
    # Where weekdays and trend leave nothing of an order, it says nothing.
    there = length > COLLINEAR * length.max()
    size = np.where(there, effect, 0.0) ** 2 / np.where(there, length, 1.0)
    # The first order is the one that was drawn; rounding must not lose it.
    return float((size >= size[0] * (1 - 1e-9)).mean())


def _all_orders(pairs: int) -> Array:
    """Every way to turn some of the pairs round, with a 1 before it; the first turns none."""
    turned = np.arange(2**pairs)[:, None] >> np.arange(pairs)[::-1] & 1
    return np.column_stack([np.ones(len(turned)), turned])
