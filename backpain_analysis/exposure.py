"""One factor at one lag, lined up with pain on the days that have both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from backpain_analysis.question import Factor, Question
from backpain_analysis.regression import (
    Array,
    Design,
    Fit,
    calendar_columns,
    explained_columns,
    independent_columns,
    is_explained,
    regress_ar1,
    regress_ar1_each,
)

#: Least data for one combination (see docs/methods.md).
MIN_CALENDAR_DAYS = 30
MIN_USABLE_DAYS = 20
MIN_DAYS_EACH = 5


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

    @cached_property
    def ordered(self) -> Array:
        """The same, smallest first."""
        return np.sort(self.used)

    def distinct(self) -> tuple[Array, NDArray[np.intp]]:
        """Each used value once, and on how many days it stands: numpy.unique in a third."""
        ordered = self.ordered
        starts = np.ones(len(ordered) + 1, dtype=bool)
        np.not_equal(ordered[1:], ordered[:-1], out=starts[1:-1])
        edges = np.flatnonzero(starts)
        return ordered[edges[:-1]], edges[1:] - edges[:-1]


@dataclass(frozen=True)
class Attempt:
    """A fit, or why there is none.

    Attributes
    ----------
    fit : Fit or None
    reason : str or None
        "period_short", "few_days", "few_yes", "few_no", "few_values", "of_longer_days",
        "mostly_one_value", "pain_constant", "explained_by_calendar" or
        "perfect_fit".
    """

    fit: Fit | None
    reason: str | None


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
    return expose_all(days, outcome, [factor], [lag])[0]


def expose_all(
    days: pd.DataFrame, outcome: Outcome, factors: Sequence[Factor], lags: Sequence[int]
) -> list[Exposure]:
    """Line every factor up with the pain at every lag.

    Parameters
    ----------
    days : pandas.DataFrame
        Daily table; values from before the period serve too.
    outcome : Outcome
    factors : sequence of Factor
    lags : sequence of int
        Days from the factor to the pain [days].

    Returns
    -------
    list of Exposure
        By factor, then by lag.
    """
    n, longest = len(outcome.dates), max(lags, default=0)
    reach = pd.date_range(outcome.dates[0] - pd.Timedelta(days=longest), periods=n + longest)
    recorded = ~np.isnan(outcome.pain)
    at = days.index.get_indexer(reach)
    exposures = []
    for factor in factors:
        written = days[factor.name].to_numpy(dtype=float)
        values = np.where(at < 0, np.nan, written[at])
        known = ~np.isnan(values)
        for lag in lags:
            part = slice(longest - lag, longest - lag + n)
            exposures.append(Exposure(factor, lag, values[part], known[part] & recorded))
    return exposures


def _too_few(rows: NDArray[np.bool_]) -> str | None:
    if len(rows) < MIN_CALENDAR_DAYS:
        return "period_short"
    return "few_days" if np.count_nonzero(rows) < MIN_USABLE_DAYS else None


def _constant(pain: Array) -> str | None:
    return "pain_constant" if np.ptp(pain) == 0 else None


def _lacks_variety(exposure: Exposure) -> str | None:
    values, counts = exposure.distinct()
    if exposure.factor.kind == "yes_no":
        if counts[values != 0].sum() < MIN_DAYS_EACH:
            return "few_yes"
        if counts[values == 0].sum() < MIN_DAYS_EACH:
            return "few_no"
        return "of_longer_days" if exposure.factor.of_longer_days else None
    if len(values) < 2:
        return "few_values"
    others = len(exposure.ordered) - counts.max()
    return "mostly_one_value" if others < MIN_DAYS_EACH else None


def typical_contrast(exposure: Exposure) -> tuple[float, float]:
    """Two values whose difference is ordinary for this person.

    Parameters
    ----------
    exposure : Exposure

    Returns
    -------
    tuple of float
        No and yes (0, 1); for an amount its two values, where there are no
        others, or its lower and upper quartile, or, where they are equal, its
        commonest value and the median of the others [the factor's unit].
    """
    if exposure.factor.kind == "yes_no":
        return 0.0, 1.0
    used = exposure.ordered
    values, counts = exposure.distinct()
    if len(values) == 2:
        return float(values[0]), float(values[1])
    last = len(used) - 1
    lower, upper = np.interp([0.25 * last, 0.75 * last], np.arange(last + 1), used)
    if lower < upper:
        return float(lower), float(upper)
    commonest = values[counts.argmax()]
    return float(commonest), float(np.median(used[used != commonest]))


def fit_exposures(outcome: Outcome, exposures: Sequence[Exposure]) -> list[Attempt]:
    """Fit each exposure on its own; those on the same days share their design.

    Parameters
    ----------
    outcome : Outcome
    exposures : sequence of Exposure

    Returns
    -------
    list of Attempt
        In the order of the exposures.
    """
    attempts = [Attempt(None, None)] * len(exposures)
    alike: dict[bytes, list[int]] = {}
    for k, exposure in enumerate(exposures):
        alike.setdefault(exposure.usable.tobytes(), []).append(k)
    designs, fitted = [], []
    for same_days in alike.values():
        rows = exposures[same_days[0]].usable
        too_few = _too_few(rows)
        constant = too_few or _constant(outcome.pain[rows])
        members = []
        for k in same_days:
            if reason := too_few or _lacks_variety(exposures[k]) or constant:
                attempts[k] = Attempt(None, reason)
            else:
                members.append(k)
        if not members:
            continue
        nuisance = outcome.nuisance(rows)
        columns = np.column_stack([exposures[k].values[rows] for k in members])
        explained = explained_columns(columns, nuisance)
        for k in np.array(members)[explained]:
            attempts[k] = Attempt(None, "explained_by_calendar")
        designs.append(
            Design(outcome.day[rows], outcome.pain[rows], columns[:, ~explained], nuisance)
        )
        fitted += list(np.array(members)[~explained])
    for k, fit in zip(fitted, chain.from_iterable(regress_ar1_each(designs)), strict=True):
        attempts[k] = _attempt(fit)
    return attempts


def fit_to_each(outcome: Outcome, pains: Sequence[Array], exposure: Exposure) -> list[Attempt]:
    """Fit an exposure to many made-up pains at once.

    Parameters
    ----------
    outcome : Outcome
    pains : sequence of ndarray, shape (n,)
        In place of its pain; recorded on the same days.
    exposure : Exposure

    Returns
    -------
    list of Attempt
        In the order of the pains.
    """
    rows = exposure.usable
    reason = _too_few(rows) or _lacks_variety(exposure)
    if reason is not None:
        return [Attempt(None, reason)] * len(pains)
    nuisance = outcome.nuisance(rows)
    if is_explained(exposure.used, nuisance):
        return [Attempt(None, "explained_by_calendar")] * len(pains)
    made_up = np.column_stack([pain[rows] for pain in pains])
    reasons = [_constant(pain) for pain in made_up.T]
    varied = made_up[:, [reason is None for reason in reasons]]
    fits = iter(regress_ar1(outcome.day[rows], varied, exposure.used[:, None], nuisance))
    return [Attempt(None, reason) if reason else _attempt(next(fits)) for reason in reasons]


def _attempt(fit: Fit) -> Attempt:
    return Attempt(None, "perfect_fit") if fit.perfect else Attempt(fit, None)


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
