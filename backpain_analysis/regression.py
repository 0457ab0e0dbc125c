"""Two regressions for daily series with gaps: arrays in, fits out.

Errors of neighbouring days resemble each other by an unknown amount. Instead
of estimating that amount and then trusting it, both regressions average over
a grid of it, weighted by how well each value explains the data. This keeps
false alarms at their nominal rate in short diaries.

Nothing here knows of pain; days are integers, and a gap is a difference
larger than one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, stdtr, stdtrit

Array = NDArray[np.float64]

#: Memory from one day to the next, for the AR(1) regression.
AR1_GRID: Array = np.round(-0.30 + 0.04 * np.arange(33), 2)
#: Memory, and share of variance that is day-to-day noise, for AR(1)+noise.
AR1_NOISE_GRID: Array = np.array(
    [
        (phi, nu)
        for phi in np.round(-0.28 + 0.07 * np.arange(19), 2)
        for nu in (0.0, 0.15, 0.3, 0.45, 0.6)
    ]
)
#: A residual below this share of the total is a perfect fit, and no evidence.
PERFECT_FIT = 1e-12
#: A column whose residual is below this share of its spread is collinear.
COLLINEAR = 1e-9
_TINY = float(np.finfo(float).tiny)


@dataclass(frozen=True)
class Fit:
    """Effect of one exposure, averaged over the grid.

    Attributes
    ----------
    effect, low, high : float
        Estimate and 95 % interval [outcome per unit of exposure].
    p : float
        Two-sided p value of no effect.
    df : int
        Residual degrees of freedom.
    n_days : int
        Rows used [days].
    smallest_detectable : float
        Effect that would be found with 80 % power [as effect].
    memory : float
        Weighted mean of phi.
    noise : float
        Weighted mean of the noise share; 0 for the AR(1) regression.
    residual_share : float
        Smallest residual sum of squares on the grid over the total.
    """

    effect: float
    low: float
    high: float
    p: float
    df: int
    n_days: int
    smallest_detectable: float
    memory: float
    noise: float
    residual_share: float

    @property
    def perfect(self) -> bool:
        """Whether nothing is left over, so that the fit says nothing."""
        return self.residual_share < PERFECT_FIT


def calendar_columns(day: Array, weekday: NDArray[np.integer], *, trend: bool = True) -> Array:
    """Columns for level, trend and weekday.

    Parameters
    ----------
    day : ndarray, shape (n,)
        Calendar day [days].
    weekday : ndarray of int, shape (n,)
        0 is Monday.
    trend : bool
        Whether to add a straight line over the days.

    Returns
    -------
    ndarray, shape (n, 7) or (n, 8)
    """
    columns = [np.ones(len(day))]
    if trend:
        columns.append((day - day.mean()) / max(np.ptp(day), 1.0))
    columns += [(weekday == k).astype(float) for k in range(1, 7)]
    return np.column_stack(columns)


def independent_columns(columns: Array) -> Array:
    """Drop each column that the ones before it explain.

    Parameters
    ----------
    columns : ndarray, shape (n, k)

    Returns
    -------
    ndarray, shape (n, k - dropped)
    """
    kept: list[int] = []
    basis = np.empty((len(columns), 0))
    for k in range(columns.shape[1]):
        left = _residual(basis, columns[:, k])
        if _length(left) > COLLINEAR * max(_length(columns[:, k]), _TINY):
            kept.append(k)
            basis = np.column_stack([basis, left / _length(left)])
    return columns[:, kept]


def is_explained(exposure: Array, nuisance: Array) -> bool:
    """Whether the nuisance columns explain the exposure wholly.

    Parameters
    ----------
    exposure : ndarray, shape (n,)
    nuisance : ndarray, shape (n, k)

    Returns
    -------
    bool
    """
    centred = exposure - exposure.mean()
    spread = _length(centred)
    if spread <= COLLINEAR * max(_length(exposure), _TINY):
        return True
    basis, _ = np.linalg.qr(nuisance)
    return _length(_residual(basis, centred)) <= COLLINEAR * spread


def _length(column: Array) -> float:
    return float(np.linalg.norm(column))


def _residual(basis: Array, column: Array) -> Array:
    """Part of a column outside an orthonormal basis; twice, for accuracy."""
    for _ in range(2):
        column = column - basis @ (basis.T @ column)
    return column


def regress_ar1(day: Array, outcome: Array, exposures: Array, nuisance: Array) -> tuple[Fit, ...]:
    """Regress an outcome on each exposure in turn, errors AR(1).

    Parameters
    ----------
    day : ndarray, shape (n,)
        Calendar days, ascending [days]; a gap is treated exactly.
    outcome : ndarray, shape (n,)
    exposures : ndarray, shape (n, m)
        One regression per column.
    nuisance : ndarray, shape (n, k)
        Linearly independent columns that every regression holds.

    Returns
    -------
    tuple of Fit, length m

    References
    ----------
    Zellner A, Tiao GC (1964). Bayesian analysis of the regression model with
    autocorrelated errors. JASA 59:763-778.
    """
    gaps = np.diff(day)
    decay = AR1_GRID[:, None] ** gaps
    keep = np.sqrt(1 - decay**2)
    rows, scales = _design(outcome, exposures, nuisance)
    white = np.empty((len(AR1_GRID), *rows.shape))
    white[:, 0] = rows[0]
    white[:, 1:] = (rows[1:] - decay[:, :, None] * rows[:-1]) / keep[:, :, None]
    log_det = -np.log(keep).sum(axis=1)
    grid = np.column_stack([AR1_GRID, np.zeros_like(AR1_GRID)])
    return _average(white, log_det, grid, nuisance.shape[1], scales)


def regress_ar1_noise(
    day: Array, outcome: Array, exposures: Array, nuisance: Array
) -> tuple[Fit, ...]:
    """Regress an outcome on each exposure in turn, errors AR(1) plus noise.

    For slow contrasts (trend, step, share of a week), where day-to-day noise
    on top of a slow process would make a plain AR(1) too sure.

    Parameters
    ----------
    day, outcome, exposures, nuisance
        As in `regress_ar1`.

    Returns
    -------
    tuple of Fit, length m

    References
    ----------
    Zellner A, Tiao GC (1964). JASA 59:763-778. Harvey AC (1989). Forecasting,
    structural time series models and the Kalman filter, section 3.4.
    """
    rows, scales = _design(outcome, exposures, nuisance)
    white, log_det = _whiten_kalman(np.diff(day), rows)
    return _average(white, log_det, AR1_NOISE_GRID, nuisance.shape[1], scales)


def _whiten_kalman(gaps: Array, rows: Array) -> tuple[Array, Array]:
    phi, nu = AR1_NOISE_GRID.T
    state = np.zeros((len(phi), rows.shape[1]))
    variance = 1 - nu
    white = np.empty((len(phi), *rows.shape))
    log_det = np.zeros(len(phi))
    for i, row in enumerate(rows):
        if i:
            decay = phi ** gaps[i - 1]
            variance = decay**2 * variance + (1 - nu) * (1 - decay**2)
            state = decay[:, None] * state
        total = variance + nu
        surprise = row - state
        white[:, i] = surprise / np.sqrt(total)[:, None]
        state = state + (variance / total)[:, None] * surprise
        variance = variance - variance**2 / total
        log_det -= 0.5 * np.log(total)
    return white, log_det


def _design(outcome: Array, exposures: Array, nuisance: Array) -> tuple[Array, Array]:
    """Columns [nuisance, outcome, exposures], the latter centred and scaled.

    Centring changes no effect, since the nuisance columns hold a level; with
    scaling it keeps the cross products accurate.
    """
    columns = np.column_stack([outcome, exposures])
    columns = columns - columns.mean(axis=0)
    scales = np.sqrt((columns**2).mean(axis=0))
    scales[scales == 0] = 1.0
    return np.column_stack([nuisance, columns / scales]), scales[1:] / scales[0]


def _average(
    white: Array, log_det: Array, grid: Array, n_nuisance: int, scales: Array
) -> tuple[Fit, ...]:
    """Least squares at each grid point, then the average over the grid."""
    n_days = white.shape[1]
    df = n_days - n_nuisance - 1
    yy, xy, xx, log_det_z = _partial_out(white, n_nuisance)
    effect = xy / xx
    rss = np.maximum(yy[:, None] - xy * effect, _TINY)
    log_weight = (log_det - 0.5 * log_det_z)[:, None] - 0.5 * np.log(xx) - 0.5 * df * np.log(rss)
    weight = np.exp(log_weight - log_weight.max(axis=0))
    weight /= weight.sum(axis=0)
    error = np.sqrt(rss / df / xx)
    low, high = _interval(weight, effect, error, df)
    below = (weight * stdtr(df, -effect / error)).sum(axis=0)
    above = (weight * stdtr(df, effect / error)).sum(axis=0)
    mean = (weight * effect).sum(axis=0)
    memory, noise = grid.T @ weight
    # The total of a centred, scaled outcome is the number of rows.
    left = rss.min(axis=0) / n_days
    return tuple(
        Fit(
            effect=float(mean[k] / scales[k]),
            low=float(low[k] / scales[k]),
            high=float(high[k] / scales[k]),
            p=float(min(1.0, 2 * min(below[k], above[k]))),
            df=df,
            n_days=n_days,
            smallest_detectable=smallest_detectable(low[k] / scales[k], high[k] / scales[k], df),
            memory=float(memory[k]),
            noise=float(noise[k]),
            residual_share=float(left[k]),
        )
        for k in range(effect.shape[1])
    )


def _partial_out(white: Array, k: int) -> tuple[Array, Array, Array, Array]:
    """Cross products of outcome and exposures once the nuisance is taken out."""
    nuisance, rest = white[:, :, :k], white[:, :, k:]
    factor = np.linalg.cholesky(nuisance.transpose(0, 2, 1) @ nuisance)
    shared = np.linalg.solve(factor, nuisance.transpose(0, 2, 1) @ rest)
    squares = np.einsum("gnc,gnc->gc", rest, rest) - np.einsum("gkc,gkc->gc", shared, shared)
    cross = np.einsum("gn,gnc->gc", rest[:, :, 0], rest[:, :, 1:])
    cross -= np.einsum("gk,gkc->gc", shared[:, :, 0], shared[:, :, 1:])
    log_det = 2 * np.log(np.diagonal(factor, axis1=1, axis2=2)).sum(axis=1)
    return squares[:, 0], cross, squares[:, 1:], log_det


def _interval(weight: Array, effect: Array, error: Array, df: int) -> tuple[Array, Array]:
    """The .025 and .975 quantiles of the mixture of scaled t's, per exposure.

    Newton's steps, kept inside a bracket that shrinks with each; the quantiles
    of a mixture lie between those of its components.
    """
    q = np.array([0.025, 0.975])[:, None]
    components = effect + error * stdtrit(df, q)[:, :, None]
    low, high = components.min(axis=1), components.max(axis=1)
    close = 1e-12 * (high - low)
    at = (weight * components).sum(axis=1)
    for _ in range(100):
        z = (at[:, None] - effect) / error
        excess = (weight * stdtr(df, z)).sum(axis=1) - q
        low, high = np.where(excess < 0, at, low), np.where(excess < 0, high, at)
        # Where the density underflows the step is no number: halve the bracket.
        with np.errstate(divide="ignore", invalid="ignore"):
            step = at - excess / (weight * _density(z, df) / error).sum(axis=1)
        step = np.where((low <= step) & (step <= high), step, (low + high) / 2)
        done = np.abs(step - at) <= np.maximum(close, 1e-15 * np.abs(at))
        at = step
        if done.all():
            break
    return at[0], at[1]


def _density(z: Array, df: int) -> Array:
    """Of Student's t."""
    log_scale = gammaln((df + 1) / 2) - gammaln(df / 2) - 0.5 * np.log(df * np.pi)
    density: Array = np.exp(log_scale - (df + 1) / 2 * np.log1p(z**2 / df))
    return density


def smallest_detectable(low: float, high: float, df: int) -> float:
    """Effect that an interval of this width would show with 80 % power.

    Parameters
    ----------
    low, high : float
        95 % interval.
    df : int
        Residual degrees of freedom.

    Returns
    -------
    float
        In the units of the interval.
    """
    return float((high - low) / 2 * (1 + stdtrit(df, 0.8) / stdtrit(df, 0.975)))


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
