"""How regularly there was a session, without a plan to hold it against."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

#: Days with a session that make a week a regular one [days a week].
REGULAR_DAYS = 3
#: Fewest known days of a week that is judged [days].
MIN_KNOWN_DAYS = 4
#: In fewer days nothing is said of regularity [days].
WEEK = 7


@dataclass(frozen=True)
class Regularity:
    """Regular weeks and the longest time without a session.

    Attributes
    ----------
    weeks : int
        Whole weeks (Monday to Sunday) of the period and the log in which at
        least 4 days are known.
    regular_weeks : int
        Those of them with a session on 3 days or more.
    share_of_weeks : float or None
        ``regular_weeks / weeks`` [0-1]; None without a whole week.
    longest_gap : int or None
        Most days in a row without a logged session, from the log's first day
        to the period's last; days that are not known are among them [days].
        None without a session, and where it looks at less than a week.
    gap_start : pandas.Timestamp or None
        First day of the longest gap, the last of several; None where there
        is none.
    first, last : pandas.Timestamp or None
        The days that were looked at: from the log's first to the period's
        last; None where there are none.
    """

    weeks: int
    regular_weeks: int
    share_of_weeks: float | None
    longest_gap: int | None
    gap_start: pd.Timestamp | None
    first: pd.Timestamp | None
    last: pd.Timestamp | None


def measure_regularity(session: pd.Series[float]) -> Regularity:
    """Count regular weeks and find the longest time without a session.

    Parameters
    ----------
    session : pandas.Series
        1 session, 0 none, NaN unknown, by calendar day without gaps; NaN
        before the log's first day.

    Returns
    -------
    Regularity
    """
    covered = session.loc[session.first_valid_index() :] if session.notna().any() else session[:0]
    regular = _regular_weeks(covered)
    gap, start = _longest_gap(covered)
    return Regularity(
        weeks=len(regular),
        regular_weeks=int(regular.sum()),
        share_of_weeks=float(regular.mean()) if len(regular) else None,
        longest_gap=gap,
        gap_start=start,
        first=covered.index[0] if len(covered) else None,
        last=covered.index[-1] if len(covered) else None,
    )


def _regular_weeks(covered: pd.Series[float]) -> pd.Series[bool]:
    """Of each week that can be judged, whether it was a regular one."""
    dates = pd.DatetimeIndex(covered.index)
    monday = dates - pd.to_timedelta(dates.day_of_week, unit="D")
    weeks = covered.groupby(monday).agg(["size", "count", "sum"])
    judged = weeks.loc[(weeks["size"] == 7) & (weeks["count"] >= MIN_KNOWN_DAYS)]
    return judged["sum"] >= REGULAR_DAYS


def _longest_gap(covered: pd.Series[float]) -> tuple[int | None, pd.Timestamp | None]:
    at = np.flatnonzero(covered.to_numpy() > 0)
    if not len(at) or len(covered) < WEEK:
        return None, None
    edges = np.array([-1, *at, len(covered)])
    gaps = np.diff(edges) - 1
    longest = int(gaps.max())
    if longest == 0:
        return 0, None
    last = np.flatnonzero(gaps == longest)[-1]
    return longest, pd.Timestamp(covered.index[edges[last] + 1])
