"""The answer of a fair on/off test, once its schedule has run.

Pain is held against the schedule, not against what was done, so that a bad
day cannot choose its own side.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from backpain_analysis.exposure import Outcome
from backpain_analysis.question import question
from backpain_analysis.reading.trial import TrialSchedule
from backpain_analysis.regression import (
    COLLINEAR,
    Array,
    independent_columns,
    is_explained,
    regress_ar1_noise,
)
from backpain_analysis.trial import error_covariance

if TYPE_CHECKING:
    from backpain_analysis.logbook import Logbook

#: An effect within this is not large [points].
SMALL = 1.0
#: Share of all orders from which on an effect is rejected.
LEVEL = 0.05
#: Memory and noise, where too few days are left to take them from.
_USUAL, _FEW = (0.4, 0.2), 3
#: Two orders whose numbers differ by no more than this share are alike.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class TrialAnswer:
    """What came of a test.

    Attributes
    ----------
    effect, low, high : float or None
        Pain on "on" minus "off" days by generalised least squares, and its 95 %
        interval: the effects that the exact test does not reject [points].
    p : float or None
        Exact randomisation p value of no effect: the share of all schedules
        that could have been drawn that stand out as clearly, or more.
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
    pair = schedule["pair"].to_numpy()[counts] - 1
    # An order is the drawn one plus what each pair that is turned round adds to it.
    turned = (1 - 2 * on)[:, None] * (pair[:, None] == np.arange(pair.max() + 1))
    if is_explained(on, series.nuisance(counts)):
        return TrialAnswer(None, None, None, None, **told, verdict="not_enough_data")
    effect, low, high, p = _judge(*_products(series, counts, on, turned))
    if not np.isfinite([low, high]).all():
        return TrialAnswer(None, None, None, None, **told, verdict="not_enough_data")
    if p <= LEVEL:
        verdict = "less_pain" if effect < 0 else "more_pain"
    else:
        verdict = "no_large_effect" if max(abs(low), abs(high)) <= SMALL else "cannot_tell"
    return TrialAnswer(effect, low, high, p, **told, verdict=verdict)


def _products(
    series: Outcome, counts: NDArray[np.bool_], on: Array, turned: Array
) -> tuple[Array, Array]:
    """Cross products of the exposure's parts with pain and with each other, by generalised
    least squares.

    Memory and noise come from what is left of pain beside any effect of any
    order, so that neither the draw nor the effect has a say in them.
    """
    day, pain, calendar = series.day[counts], series.pain[counts], series.nuisance(counts)
    parts = np.column_stack([on, turned])
    beside = independent_columns(np.column_stack([series.nuisance(counts, trend=False), parts]))
    memory, noise = _USUAL
    if len(day) - beside.shape[1] > _FEW and not is_explained(day, beside):
        (fit,) = regress_ar1_noise(day, pain, day[:, None], beside)
        memory, noise = max(fit.memory, 0.0), fit.noise
    factor = np.linalg.cholesky(error_covariance(day, memory, noise))
    white = np.linalg.solve(factor, np.column_stack([parts, pain, calendar]))
    k = parts.shape[1]
    basis, _ = np.linalg.qr(white[:, k + 1 :])
    left = white[:, : k + 1] - basis @ (basis.T @ white[:, : k + 1])
    return left[:, :k].T @ left[:, k], left[:, :k].T @ left[:, :k]


def _judge(with_pain: Array, with_parts: Array) -> tuple[float, float, float, float]:
    """Effect, the interval of all effects that the exact test does not reject, and p of none.

    With an effect e taken off pain on the drawn "on" days, an order stands out
    by |a - e b| / sqrt(n): a, b, n are its products with pain, with the drawn
    order and with itself. That is as much as the drawn order stands out by for
    all e from the estimate up to one bound, and down to another (b**2 <= n n0),
    so that sorting the bounds of all orders gives the whole interval.
    """
    orders = _half_the_orders(len(with_pain) - 1)
    length = np.sqrt(np.maximum(((orders @ with_parts) * orders).sum(axis=1), 0.0))
    drawn = length[0]
    effect = with_pain[0] / drawn**2
    # Where weekdays and trend leave nothing of an order, it never stands out.
    there = length**2 > COLLINEAR * (length**2).max()
    scale = np.where(there, length, 1.0)
    away = np.where(there, orders @ (with_pain - effect * with_parts[0]) / scale, 0.0)
    alike = np.where(there, orders @ with_parts[0] / scale, 0.0)
    signed = np.where(away < 0, -alike, alike)
    same = np.abs(alike) >= drawn * (1 - _ROUNDING)
    with np.errstate(divide="ignore", invalid="ignore"):
        above, below = (
            np.where(same, np.inf, np.abs(away) / (drawn + side * signed)) for side in (1, -1)
        )
    nothing = below if effect > 0 else above
    p = float((nothing >= abs(effect) * (1 - _ROUNDING)).mean())
    kept = len(orders) - int(LEVEL * len(orders)) - 1
    low, high = effect - np.partition(below, kept)[kept], effect + np.partition(above, kept)[kept]
    return float(effect), float(low), float(high), p


@lru_cache(maxsize=1)
def _half_the_orders(pairs: int) -> Array:
    """Ways to turn some of the pairs round, with a 1 before them; the first turns none.

    One of each order and its mirror image: they stand out alike.
    """
    turned = np.arange(2 ** (pairs - 1))[:, None] >> np.arange(pairs)[::-1] & 1
    return np.column_stack([np.ones(len(turned)), turned])
