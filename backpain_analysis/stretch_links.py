"""Stretching and pain, one direction at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backpain_analysis.exposure import Outcome
from backpain_analysis.precision import days_for
from backpain_analysis.regression import (
    Array,
    Fit,
    is_explained,
    regress_ar1,
    regress_ar1_noise,
)

#: Least data (see docs/methods.md) [days].
MIN_LINK_DAYS = 30
MIN_CLEAR_DAYS = 90
MIN_DAYS_EACH = 5
#: An effect within these is not large [points; probability per point].
LARGE_LINK = 1.0
LARGE_REVERSE = 0.05
#: An effect of stretching worth waiting for [points from never to daily].
WORTH_SEEING = 1.5


@dataclass(frozen=True)
class Link:
    """One direction between stretching and pain.

    Attributes
    ----------
    effect, low, high : float or None
        For the link: pain with daily minus never stretching over the 7 days
        before [points]. For the reverse: probability of a session per point
        of yesterday's pain [1/points].
    p : float or None
        Two-sided p value.
    n_days : int
        Usable days [days].
    verdict : str
        "clear", "hint" (link only), "no_large_link", "cannot_tell" or
        "not_enough_data".
    reason : str or None
        Code, where the verdict is "not_enough_data".
    smallest_detectable : float or None
        Effect that would be found with 80 % power [as ``effect``].
    memory : float or None
        Weighted mean of phi.
    days_needed : int or None
        Usable days at which 1.5 points between never and daily would show
        with 80 % power, as many of the days being unknown as now [days]; None
        for the reverse.
    """

    effect: float | None
    low: float | None
    high: float | None
    p: float | None
    n_days: int
    verdict: str
    reason: str | None
    smallest_detectable: float | None
    memory: float | None
    days_needed: int | None = None


def link_to_pain(pain: Outcome, share: Array, *, reliability: float = 1.0) -> Link:
    """Regress pain on the share of days with a session before it.

    Parameters
    ----------
    pain : Outcome
    share : ndarray, shape (n,)
        Of the days that end yesterday [0-1]; NaN where unknown.
    reliability : float
        Of that share (see `share_reliability`): where days are unknown the
        link looks weaker than it is, and takes longer to see.

    Returns
    -------
    Link
        Never to daily [points].
    """
    rows = ~np.isnan(pain.pain) & ~np.isnan(share)
    n, x, y = int(rows.sum()), share[rows], pain.pain[rows]
    if n < MIN_LINK_DAYS:
        return _unknown(n, "few_days")
    if np.subtract(*np.quantile(x, [0.75, 0.25])) <= 0:
        return _unknown(n, "share_hardly_varies")
    nuisance = pain.nuisance(rows)
    reason = _no_contrast(x, y, nuisance, constant="pain_constant")
    if reason:
        return _unknown(n, reason)
    (fit,) = regress_ar1_noise(pain.day[rows], y, x[:, None], nuisance)
    recorded = int((~np.isnan(pain.pain)).sum())
    needed = days_for(WORTH_SEEING * reliability, fit.smallest_detectable, fit.n_days)
    return _as_link(fit, _link_verdict(fit, recorded), needed)


def link_to_sessions(pain: Outcome, session: Array, yesterday: Array) -> Link:
    """Regress a session today on yesterday's pain.

    Parameters
    ----------
    pain : Outcome
        Its calendar is used.
    session : ndarray, shape (n,)
        1, 0 or NaN.
    yesterday : ndarray, shape (n,)
        Pain the day before [points]; NaN where not recorded.

    Returns
    -------
    Link
        Probability per point [1/points].
    """
    rows = ~np.isnan(session) & ~np.isnan(yesterday)
    n, x, y = int(rows.sum()), yesterday[rows], session[rows]
    if n < MIN_LINK_DAYS:
        return _unknown(n, "few_days")
    if min((y > 0).sum(), (y == 0).sum()) < MIN_DAYS_EACH:
        return _unknown(n, "few_sessions" if y.mean() < 0.5 else "few_days_without")
    nuisance = pain.nuisance(rows)
    reason = _no_contrast(x, y, nuisance, constant="few_sessions")
    if reason:
        return _unknown(n, reason)
    (fit,) = regress_ar1(pain.day[rows], y, x[:, None], nuisance)
    return _as_link(fit, _reverse_verdict(fit))


def _no_contrast(x: Array, y: Array, nuisance: Array, *, constant: str) -> str | None:
    if np.ptp(y) == 0:
        return constant
    if np.ptp(x) == 0:
        return "pain_constant"
    return "explained_by_calendar" if is_explained(x, nuisance) else None


def _link_verdict(fit: Fit, recorded: int) -> str:
    if fit.p <= 0.05:
        return "clear" if recorded >= MIN_CLEAR_DAYS else "hint"
    return _unclear(fit, LARGE_LINK)


def _reverse_verdict(fit: Fit) -> str:
    return "clear" if fit.p <= 0.05 else _unclear(fit, LARGE_REVERSE)


def _unclear(fit: Fit, large: float) -> str:
    return "no_large_link" if max(abs(fit.low), abs(fit.high)) <= large else "cannot_tell"


def _as_link(fit: Fit, verdict: str, days_needed: int | None = None) -> Link:
    if fit.perfect:
        return _unknown(fit.n_days, "perfect_fit")
    return Link(
        fit.effect, fit.low, fit.high, fit.p, fit.n_days, verdict, None,
        fit.smallest_detectable, fit.memory, days_needed,
    )  # fmt: skip


def _unknown(n_days: int, reason: str) -> Link:
    return Link(None, None, None, None, n_days, "not_enough_data", reason, None, None)
