"""What a diary of this length can show, and how long it takes to show more."""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.special import stdtrit

from backpain_analysis.mixture import Array


def smallest_detectable(low: Array, high: Array, df: Array) -> Array:
    """Effect that an interval of this width would show with 80 % power.

    Parameters
    ----------
    low, high : ndarray
        95 % interval.
    df : ndarray
        Residual degrees of freedom.

    Returns
    -------
    ndarray
        In the units of the interval.
    """
    width: Array = (high - low) / 2 * (1 + stdtrit(df, 0.8) / stdtrit(df, 0.975))
    return width


def days_for(effect: float, detectable: float, n_days: int) -> int:
    """Days of such a diary at which an effect would show with 80 % power.

    Parameters
    ----------
    effect : float
        Effect that matters [any unit].
    detectable : float
        Smallest detectable effect now [the same unit].
    n_days : int
        Usable days now [days].

    Returns
    -------
    int
        Usable days in all [days].
    """
    return ceil(n_days * (detectable / effect) ** 2)


def share_reliability(session: Array, window: int, needed: int) -> float:
    """Slope of the true share of a window on the share of its known days.

    Where days are unknown, the share of the others misses the truth, and what
    goes with it looks smaller by this factor.

    Parameters
    ----------
    session : ndarray, shape (n,)
        Of consecutive days: 1, 0, or NaN where unknown.
    window : int
        Days of the share [days].
    needed : int
        Fewest known days of a window that is used [days].

    Returns
    -------
    float
        From .1 to 1. Unknown days count as days without a session: a session
        is logged, a day without one is easily left out.

    References
    ----------
    Fuller WA (1987). Measurement error models.
    """
    if len(session) < window:
        return 1.0
    parts = sliding_window_view(session, window)
    days = (~np.isnan(parts)).sum(axis=1)
    done = np.nansum(parts, axis=1)[days >= needed]
    known = done / days[days >= needed]
    apart = known - known.mean() if len(known) else known
    spread = apart @ apart
    return float(np.clip(apart @ done / window / spread, 0.1, 1.0)) if spread > 0 else 1.0
