"""Is it getting better, and did it change when the routine began?"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


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


@dataclass(frozen=True)
class PainTrend:
    """The change of pain over the diary.

    Attributes
    ----------
    change, low, high : float or None
        Change from the first to the last day, and its 95 % interval [points].
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
    first_14_days, last_14_days : Days14 or None
        Of the period; None with fewer than 8 recorded days in them.
    memory : float or None
        Weighted mean of phi.
    table : pandas.DataFrame
        One row per recorded day: ``date`` (index), ``pain`` [points], ``line``
        (fitted straight line through the mean [points]; NaN without a fit).
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
    first_14_days: Days14 | None
    last_14_days: Days14 | None
    memory: float | None
    table: pd.DataFrame
    caveats: tuple[str, ...]


@dataclass(frozen=True)
class BeforeAfter:
    """Pain before and after a start, with the trend taken into account.

    Attributes
    ----------
    start : pandas.Timestamp
        First day of "after".
    change, low, high : float or None
        Step at the start beyond the straight trend, and its 95 % interval
        [points].
    p, smallest_detectable, n_days, verdict, reason, outcome, start_level, memory, caveats
        As in `PainTrend`.
    days_before, days_after : int
        Recorded days on either side [days].
    mean_before, mean_after : float or None
        Plain means, described and never tested [points].
    table : pandas.DataFrame
        ``side`` ("before", "after"; index), ``days``, ``mean``, ``median``
        [points].
    """

    start: pd.Timestamp
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
    days_before: int
    days_after: int
    mean_before: float | None
    mean_after: float | None
    memory: float | None
    table: pd.DataFrame
    caveats: tuple[str, ...]
