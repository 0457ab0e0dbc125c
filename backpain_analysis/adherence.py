"""What was asked, what was done: sessions and dose by the plan in force."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Adherence:
    """Done out of planned, with the bounds that unlogged days leave.

    Attributes
    ----------
    done, planned : float
        Sessions on logged days; at most 100 % counts.
    share : float or None
        ``done / planned`` [0-1] over the days that the log covers; None
        where nothing was planned on them.
    low, high : float or None
        The share if every day that is not covered was missed, or done [0-1].
    dose_share : float or None
        Sets x reps x hold done out of planned [0-1]; None where no dose was
        planned or logged.
    table : pandas.DataFrame
        One row per exercise: ``exercise``, ``done``, ``planned``, ``share``,
        ``low``, ``high``, ``dose_share``.
    by_week : pandas.DataFrame
        One row per exercise and week: ``exercise``, ``week`` (Monday),
        ``done``, ``planned``, ``days_covered`` [days].
    """

    done: float
    planned: float
    share: float | None
    low: float | None
    high: float | None
    dose_share: float | None
    table: pd.DataFrame
    by_week: pd.DataFrame
