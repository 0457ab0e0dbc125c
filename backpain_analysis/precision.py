"""What a diary of this length can show, and how long it takes to show more."""

from __future__ import annotations

import numpy as np
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
    return int(np.ceil(n_days * (detectable / effect) ** 2))
