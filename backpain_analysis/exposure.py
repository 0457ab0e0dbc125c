"""One factor at one lag, lined up with pain on the days that have both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from backpain_analysis.question import Factor, Question
from backpain_analysis.regression import (
    Array,
    Fit,
    calendar_columns,
    independent_columns,
    is_explained,
    regress_ar1,
)

#: Least data for one combination (see docs/methods.md).
MIN_CALENDAR_DAYS = 30
MIN_USABLE_DAYS = 20
MIN_DAYS_EACH = 5
MIN_DIFFERENT_VALUES = 3


@dataclass(frozen=True)
class Outcome:
    """Pain over the calendar days of the period.

    Attributes
    ----------
    dates : pandas.DatetimeIndex, shape (n,)
    pain : ndarray, shape (n,)
        NaN where not recorded [points].
    day : ndarray, shape (n,)
        0 is the first day of the period [days].
    weekday : ndarray, shape (n,)
        0 is Monday.
    """

    dates: pd.DatetimeIndex
    pain: Array
    day: Array
    weekday: NDArray[np.integer]

    def nuisance(self, rows: NDArray[np.bool_], *, trend: bool = True) -> Array:
        """Level, trend and weekday columns of some rows, none collinear."""
        columns = calendar_columns(self.day[rows], self.weekday[rows], trend=trend)
        return independent_columns(columns)


@dataclass(frozen=True)
class Exposure:
    """A factor at a lag over the calendar days of the period.

    Attributes
    ----------
    factor : Factor
    lag : int
        [days]
    values : ndarray, shape (n,)
        NaN where not recorded.
    usable : ndarray of bool, shape (n,)
        Days that have both the factor and pain.
    """

    factor: Factor
    lag: int
    values: Array
    usable: NDArray[np.bool_]

    @property
    def used(self) -> Array:
        """Values on the usable days."""
        return self.values[self.usable]


def outcome_of(days: pd.DataFrame, asked: Question) -> Outcome:
    """Pain over the period that is asked about.

    Parameters
    ----------
    days : pandas.DataFrame
        Daily table.
    asked : Question

    Returns
    -------
    Outcome
    """
    dates = pd.date_range(asked.start, asked.end, freq="D")
    pain = days[asked.outcome].reindex(dates).to_numpy(dtype=float)
    return Outcome(dates, pain, np.arange(len(dates), dtype=float), dates.day_of_week.to_numpy())


def expose(days: pd.DataFrame, outcome: Outcome, factor: Factor, lag: int) -> Exposure:
    """Line a factor up with the pain some days later.

    Parameters
    ----------
    days : pandas.DataFrame
        Daily table; values from before the period serve too.
    outcome : Outcome
    factor : Factor
    lag : int
        Days from the factor to the pain [days].

    Returns
    -------
    Exposure
    """
    earlier = outcome.dates - pd.Timedelta(days=lag)
    values = days[factor.name].reindex(earlier).to_numpy(dtype=float)
    return Exposure(factor, lag, values, ~np.isnan(values) & ~np.isnan(outcome.pain))


def what_is_missing(outcome: Outcome, exposure: Exposure) -> str | None:
    """Why a combination cannot be analysed, as a code; None where it can.

    Parameters
    ----------
    outcome : Outcome
    exposure : Exposure

    Returns
    -------
    str or None
        "period_short", "few_days", "few_yes", "few_no", "few_values",
        "mostly_one_value", "pain_constant" or "explained_by_calendar".
    """
    if len(outcome.dates) < MIN_CALENDAR_DAYS:
        return "period_short"
    if exposure.usable.sum() < MIN_USABLE_DAYS:
        return "few_days"
    lacking = _lacks_variety(exposure)
    if lacking:
        return lacking
    if np.ptp(outcome.pain[exposure.usable]) == 0:
        return "pain_constant"
    if is_explained(exposure.used, outcome.nuisance(exposure.usable)):
        return "explained_by_calendar"
    return None


def _lacks_variety(exposure: Exposure) -> str | None:
    values, counts = np.unique(exposure.used, return_counts=True)
    if exposure.factor.kind == "yes_no":
        if counts[values != 0].sum() < MIN_DAYS_EACH:
            return "few_yes"
        return "few_no" if counts[values == 0].sum() < MIN_DAYS_EACH else None
    if len(values) < MIN_DIFFERENT_VALUES:
        return "few_values"
    return "mostly_one_value" if counts.sum() - counts.max() < MIN_DAYS_EACH else None


def typical_contrast(exposure: Exposure) -> tuple[float, float]:
    """Two values whose difference is ordinary for this person.

    Parameters
    ----------
    exposure : Exposure

    Returns
    -------
    tuple of float
        No and yes (0, 1); for an amount its lower and upper quartile, or,
        where they are equal, its commonest value and the median of the others
        [the factor's unit].
    """
    if exposure.factor.kind == "yes_no":
        return 0.0, 1.0
    used = exposure.used
    lower, upper = np.quantile(used, [0.25, 0.75])
    if lower < upper:
        return float(lower), float(upper)
    values, counts = np.unique(used, return_counts=True)
    commonest = values[counts.argmax()]
    return float(commonest), float(np.median(used[used != commonest]))


def fit_exposures(outcome: Outcome, exposures: Sequence[Exposure]) -> list[Fit]:
    """Fit each exposure on its own; those on the same days are fitted together.

    Parameters
    ----------
    outcome : Outcome
    exposures : sequence of Exposure
        Each with enough data.

    Returns
    -------
    list of Fit
        In the order of the exposures.
    """
    groups: dict[bytes, list[int]] = {}
    for k, exposure in enumerate(exposures):
        groups.setdefault(exposure.usable.tobytes(), []).append(k)
    fits: dict[int, Fit] = {}
    for members in groups.values():
        rows = exposures[members[0]].usable
        columns = np.column_stack([exposures[k].values[rows] for k in members])
        found = regress_ar1(outcome.day[rows], outcome.pain[rows], columns, outcome.nuisance(rows))
        fits.update(zip(members, found, strict=True))
    return [fits[k] for k in range(len(exposures))]


def refit(outcome: Outcome, exposure: Exposure, others: Sequence[Exposure]) -> Fit | None:
    """Fit an exposure beside others, whose gaps are filled with their mean.

    Parameters
    ----------
    outcome : Outcome
    exposure : Exposure
    others : sequence of Exposure
        Columns to adjust for.

    Returns
    -------
    Fit or None
        None where the others explain the exposure wholly or leave too few
        days: then it cannot be told apart from them.
    """
    rows = exposure.usable
    extra = [_filled(other.values[rows]) for other in others]
    nuisance = independent_columns(np.column_stack([outcome.nuisance(rows), *extra]))
    if rows.sum() - nuisance.shape[1] < 3 or is_explained(exposure.used, nuisance):
        return None
    (fit,) = regress_ar1(outcome.day[rows], outcome.pain[rows], exposure.used[:, None], nuisance)
    return fit


def _filled(values: Array) -> Array:
    known = ~np.isnan(values)
    return np.where(known, values, values[known].mean() if known.any() else 0.0)
