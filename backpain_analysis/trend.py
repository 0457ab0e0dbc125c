"""Is it getting better, and did it change when the routine began?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from backpain_analysis.caveats import data_caveats
from backpain_analysis.exposure import Outcome, outcome_of
from backpain_analysis.question import question
from backpain_analysis.regression import Array, Fit, is_explained, regress_ar1_noise

#: Least data (see docs/methods.md) [recorded days].
MIN_TREND_DAYS = 60
MIN_BEFORE_AFTER_DAYS = 90
MIN_DAYS_EITHER_SIDE = 20
MIN_DAYS_OF_14 = 8
#: Below this the first and the last 14 days overlap [calendar days].
TWO_FORTNIGHTS = 28
#: A change that matters: both of these (Farrar 2001; Ostelo 2008).
MEANINGFUL_POINTS = 2.0
MEANINGFUL_SHARE = 0.3
#: Numbers of a change, and what they are called in a fit.
_OF_FIT = {"change": "effect"} | {
    name: name for name in ("low", "high", "p", "smallest_detectable", "memory")
}


@dataclass(frozen=True)
class Days14:
    """Pain over 14 calendar days, described and never tested.

    Attributes
    ----------
    mean : float
        Mean of the recorded days [points].
    days_recorded : int
        Recorded days among the 14 [days]; 8 at least.
    """

    mean: float
    days_recorded: int


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change of pain: what trend and before/after have in common.

    Attributes
    ----------
    change, low, high : float or None
        The change and its 95 % interval [points].
    p : float or None
        Two-sided p value.
    smallest_detectable : float or None
        Change that such a diary would show with 80 % power [points].
    n_days : int
        Recorded days used [days].
    verdict : str
        "meaningful_improvement", "meaningful_worsening", "improving",
        "worsening", "no_meaningful_change", "cannot_tell" or
        "not_enough_data".
    reason : str or None
        Code, where the verdict is "not_enough_data".
    outcome : str
        The pain column.
    start_level : float or None
        Mean of the first 14 recorded days [points].
    memory : float or None
        Weighted mean of phi.
    caveats : tuple of str
        Codes: "memory_above_0.8", "pain_at_floor", "pain_at_ceiling".
    """

    change: float | None
    low: float | None
    high: float | None
    p: float | None
    smallest_detectable: float | None
    n_days: int
    verdict: str
    reason: str | None
    outcome: str
    start_level: float | None
    memory: float | None
    caveats: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PainTrend(Change):
    """The change of pain over the diary, from its first day to its last.

    Attributes
    ----------
    first_14_days, last_14_days : Days14 or None
        Of the period; None with fewer than 8 recorded days in them, and where they
        would overlap.
    table : pandas.DataFrame
        One row per recorded day: ``date`` (index), ``pain`` [points], ``line``
        (fitted straight line through the mean [points]; NaN without a fit).
    """

    first_14_days: Days14 | None
    last_14_days: Days14 | None
    table: pd.DataFrame


@dataclass(frozen=True, kw_only=True)
class BeforeAfter(Change):
    """The step of pain at a start, beyond the straight trend.

    Attributes
    ----------
    start : pandas.Timestamp
        First day of "after".
    days_before, days_after : int
        Recorded days on either side [days].
    mean_before, mean_after : float or None
        Plain means, described and never tested [points].
    table : pandas.DataFrame
        ``side`` ("before", "after"; index), ``days``, ``mean``, ``median``
        [points].
    """

    start: pd.Timestamp
    days_before: int
    days_after: int
    mean_before: float | None
    mean_after: float | None
    table: pd.DataFrame


def pain_trend(days: pd.DataFrame, *, outcome: str | None = None) -> PainTrend:
    """Estimate how pain changed from the first day of the diary to the last.

    Parameters
    ----------
    days : pandas.DataFrame
        Daily table (see `daily_table`).
    outcome : str, optional
        Pain column; default the table's own.

    Returns
    -------
    PainTrend
        Under 60 recorded days its verdict is "not_enough_data".

    Raises
    ------
    NotEnoughData
        No day has pain.

    References
    ----------
    Farrar JT et al. (2001). Clinical importance of changes in chronic pain
    intensity. Pain 94:149-158. Ostelo RW et al. (2008). Interpreting change
    scores for pain in low back pain. Spine 33:90-94.
    """
    asked = question(days, outcome=outcome)
    pain = outcome_of(days, asked)
    recorded = ~np.isnan(pain.pain)
    along = pain.day / max(pain.day[-1], 1.0)
    reason = "few_days" if recorded.sum() < MIN_TREND_DAYS else None
    change = _estimate(asked.outcome, pain, along, pain.nuisance(recorded, trend=False), reason)
    return PainTrend(
        **vars(change),
        first_14_days=describe_14_days(pain, first=True),
        last_14_days=describe_14_days(pain, first=False),
        table=_trend_table(pain, along, change.change),
    )


def compare_before_after(
    days: pd.DataFrame, start: str | pd.Timestamp, *, outcome: str | None = None
) -> BeforeAfter:
    """Estimate the step in pain at a date, beyond the straight trend.

    A plain comparison of the two sides credits the date with a fall that was
    under way before it; here trend and step are estimated together.

    Parameters
    ----------
    days : pandas.DataFrame
        Daily table (see `daily_table`).
    start : str or pandas.Timestamp
        First day of "after".
    outcome : str, optional
        Pain column; default the table's own.

    Returns
    -------
    BeforeAfter
        Under 90 recorded days, or 20 on either side, its verdict is
        "not_enough_data".

    Raises
    ------
    NotEnoughData
        No day has pain.

    References
    ----------
    As for `pain_trend`.
    """
    asked = question(days, outcome=outcome)
    pain = outcome_of(days, asked)
    begin = pd.Timestamp(start).normalize()
    recorded = ~np.isnan(pain.pain)
    after = np.asarray(pain.dates >= begin)
    before, later = pain.pain[recorded & ~after], pain.pain[recorded & after]
    reason = _lacks_sides(len(before), len(later))
    change = _estimate(asked.outcome, pain, after.astype(float), pain.nuisance(recorded), reason)
    return BeforeAfter(
        **vars(change),
        start=begin,
        days_before=len(before),
        days_after=len(later),
        mean_before=float(before.mean()) if len(before) else None,
        mean_after=float(later.mean()) if len(later) else None,
        table=_sides_table(before, later),
    )


def describe_14_days(pain: Outcome, *, first: bool) -> Days14 | None:
    """Mean pain of the first or last 14 calendar days.

    Parameters
    ----------
    pain : Outcome
    first : bool
        Whether of the first 14; else of the last.

    Returns
    -------
    Days14 or None
        None with fewer than 8 recorded days, and in a period under 28 days.
    """
    if len(pain.pain) < TWO_FORTNIGHTS:
        return None
    part = pain.pain[:14] if first else pain.pain[-14:]
    part = part[~np.isnan(part)]
    return Days14(float(part.mean()), len(part)) if len(part) >= MIN_DAYS_OF_14 else None


def _lacks_sides(before: int, after: int) -> str | None:
    if before < MIN_DAYS_EITHER_SIDE:  # First: more days from now on do not mend it.
        return "few_days_before"
    if before + after < MIN_BEFORE_AFTER_DAYS:
        return "few_days"
    return "few_days_after" if after < MIN_DAYS_EITHER_SIDE else None


def _estimate(
    outcome: str, pain: Outcome, exposure: Array, nuisance: Array, reason: str | None
) -> Change:
    rows = ~np.isnan(pain.pain)
    recorded, x = pain.pain[rows], exposure[rows]
    level = float(recorded[:14].mean())
    if reason is None and np.ptp(recorded) == 0:
        reason = "pain_constant"
    if reason is None and is_explained(x, nuisance):
        reason = "explained_by_calendar"
    fit = None
    if reason is None:
        (fit,) = regress_ar1_noise(pain.day[rows], recorded, x[:, None], nuisance)
        if fit.perfect:
            fit, reason = None, "perfect_fit"
    numbers = {name: getattr(fit, of, None) for name, of in _OF_FIT.items()}
    return Change(
        **numbers,
        n_days=len(recorded),
        verdict=_verdict(fit, level) if fit else "not_enough_data",
        reason=reason,
        outcome=outcome,
        start_level=level,
        caveats=data_caveats(pain.pain, numbers["memory"]),
    )


def _verdict(fit: Fit, level: float) -> str:
    if fit.low > 0 or fit.high < 0:
        size = abs(fit.effect)
        meaningful = size >= MEANINGFUL_POINTS and size >= MEANINGFUL_SHARE * level
        if fit.effect < 0:
            return "meaningful_improvement" if meaningful else "improving"
        return "meaningful_worsening" if meaningful else "worsening"
    within = fit.low >= -MEANINGFUL_POINTS and fit.high <= MEANINGFUL_POINTS
    return "no_meaningful_change" if within else "cannot_tell"


def _trend_table(pain: Outcome, along: Array, change: float | None) -> pd.DataFrame:
    """Recorded days with the straight line of that change through their mean."""
    rows = ~np.isnan(pain.pain)
    recorded, x = pain.pain[rows], along[rows]
    slope = np.nan if change is None else change
    line = recorded.mean() + slope * (x - x.mean())
    dates = pd.DatetimeIndex(pain.dates[rows], name="date")
    return pd.DataFrame({"pain": recorded, "line": line}, index=dates)


def _sides_table(before: Array, after: Array) -> pd.DataFrame:
    sides = {"before": before, "after": after}
    rows = {
        side: (len(x), x.mean() if len(x) else np.nan, np.median(x) if len(x) else np.nan)
        for side, x in sides.items()
    }
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["days", "mean", "median"])
    return table.rename_axis("side")
