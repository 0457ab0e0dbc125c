"""Two regressions for daily series with gaps: arrays in, fits out.

Errors of neighbouring days resemble each other by an unknown amount. Instead
of estimating that amount and then trusting it, both regressions average over
a grid of it, weighted by how well each value explains the data. This keeps
false alarms at their nominal rate in short diaries.

Nothing here knows of pain; days are integers, and a gap is a difference
larger than one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from backpain_analysis.mixture import Array, average_t
from backpain_analysis.precision import smallest_detectable

__all__ = [
    "AR1_NOISE_GRID", "Array", "Design", "Fit", "calendar_columns", "explained_columns",
    "independent_columns", "is_explained", "likelihood_ar1_noise", "regress_ar1",
    "regress_ar1_each", "regress_ar1_noise",
]  # fmt: skip

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
    level = np.ones(len(day))
    line = [(day - day.mean()) / max(np.ptp(day), 1.0)] if trend else []
    return np.column_stack([level, *line, weekday[:, None] == np.arange(1, 7)])


def independent_columns(columns: Array) -> Array:
    """Drop each column that the ones before it explain.

    Parameters
    ----------
    columns : ndarray, shape (n, k)

    Returns
    -------
    ndarray, shape (n, k - dropped)
    """
    lengths = np.maximum(np.linalg.norm(columns, axis=0), _TINY)
    left = np.abs(np.diagonal(np.linalg.qr(columns, mode="r")))
    if len(left) == columns.shape[1] and (left > COLLINEAR * lengths).all():
        return columns
    kept: list[int] = []
    basis = np.empty((len(columns), 0))
    for k, length in enumerate(lengths):
        rest = _residual(basis, columns[:, k])
        size = np.linalg.norm(rest)
        if size > COLLINEAR * length:
            kept.append(k)
            basis = np.column_stack([basis, rest / size])
    return columns[:, kept]


def is_explained(exposure: Array, nuisance: Array) -> bool:
    """Whether the nuisance columns explain one exposure wholly.

    Parameters
    ----------
    exposure : ndarray, shape (n,)
    nuisance : ndarray, shape (n, k)

    Returns
    -------
    bool
    """
    return bool(explained_columns(exposure[:, None], nuisance)[0])


def explained_columns(exposures: Array, nuisance: Array) -> NDArray[np.bool_]:
    """Whether the nuisance columns explain each exposure wholly.

    Parameters
    ----------
    exposures : ndarray, shape (n, m)
    nuisance : ndarray, shape (n, k)

    Returns
    -------
    ndarray of bool, shape (m,)
    """
    centred = exposures - exposures.mean(axis=0)
    spread = np.linalg.norm(centred, axis=0)
    constant = spread <= COLLINEAR * np.maximum(np.linalg.norm(exposures, axis=0), _TINY)
    basis, _ = np.linalg.qr(nuisance)
    left = np.linalg.norm(_residual(basis, centred), axis=0)
    explained: NDArray[np.bool_] = constant | (left <= COLLINEAR * spread)
    return explained


def _residual(basis: Array, columns: Array) -> Array:
    """Part of columns outside an orthonormal basis; twice, for accuracy."""
    for _ in range(2):
        columns = columns - basis @ (basis.T @ columns)
    return columns


@dataclass(frozen=True)
class Design:
    """One set of days, and the exposures, or the outcomes, to be tried on them in turn.

    Attributes
    ----------
    day : ndarray, shape (n,)
        Calendar days, ascending [days]; a gap is treated exactly.
    outcome : ndarray, shape (n,) or (n, m)
    exposures : ndarray, shape (n, m), or (n, 1) beside many outcomes
        One regression per column.
    nuisance : ndarray, shape (n, k)
        Linearly independent columns that every regression holds.
    """

    day: Array
    outcome: Array
    exposures: Array
    nuisance: Array

    @property
    def df(self) -> int:
        """Residual degrees of freedom of each regression."""
        return int(len(self.day) - self.nuisance.shape[1] - 1)

    def scaled(self) -> tuple[Array, Array]:
        """Columns [nuisance, the one, the many], but for nuisance centred and scaled.

        Centring changes no effect, since the nuisance columns hold a level;
        with scaling it keeps the cross products accurate.
        """
        many_outcomes, pair = self.outcome.ndim == 2, (self.outcome, self.exposures)
        columns = np.column_stack(pair[::-1] if many_outcomes else pair)
        columns = columns - columns.mean(axis=0)
        scales = np.sqrt((columns**2).mean(axis=0))
        scales[scales == 0] = 1.0
        ratio = scales[0] / scales[1:] if many_outcomes else scales[1:] / scales[0]
        return np.column_stack([self.nuisance, columns / scales]), ratio


def regress_ar1(day: Array, outcome: Array, exposures: Array, nuisance: Array) -> tuple[Fit, ...]:
    """Regress an outcome on each exposure in turn, errors AR(1); or many outcomes on one.

    Parameters
    ----------
    day, outcome, exposures, nuisance : ndarray
        As in `Design`.

    Returns
    -------
    tuple of Fit
        One per exposure, or per outcome.

    References
    ----------
    Zellner A, Tiao GC (1964). Bayesian analysis of the regression model with
    autocorrelated errors. JASA 59:763-778.
    """
    return regress_ar1_each([Design(day, outcome, exposures, nuisance)])[0]


def regress_ar1_each(designs: Sequence[Design]) -> list[tuple[Fit, ...]]:
    """Do `regress_ar1` for many designs, which costs little more than for one.

    Parameters
    ----------
    designs : sequence of Design

    Returns
    -------
    list of tuple of Fit
        For each design one fit per exposure.
    """
    grid = np.column_stack([AR1_GRID, np.zeros_like(AR1_GRID)])
    return _regress(designs, _products_ar1, grid)


def regress_ar1_noise(
    day: Array, outcome: Array, exposures: Array, nuisance: Array
) -> tuple[Fit, ...]:
    """Regress an outcome on each exposure in turn, errors AR(1) plus noise.

    For slow contrasts (trend, step, share of a week), where day-to-day noise
    on top of a slow process would make a plain AR(1) too sure.

    Parameters
    ----------
    day, outcome, exposures, nuisance : ndarray
        As in `Design`.

    Returns
    -------
    tuple of Fit
        One per exposure.

    References
    ----------
    Zellner A, Tiao GC (1964). JASA 59:763-778. Harvey AC (1989). Forecasting,
    structural time series models and the Kalman filter, section 3.4.
    """
    design = Design(day, outcome, exposures, nuisance)
    return _regress([design], _products_kalman, AR1_NOISE_GRID)[0]


def likelihood_ar1_noise(day: Array, outcome: Array, nuisance: Array) -> tuple[Array, Array]:
    """How well each memory and noise of `AR1_NOISE_GRID` explains an outcome, a line beside it.

    Parameters
    ----------
    day, outcome, nuisance : ndarray
        As in `Design`.

    Returns
    -------
    tuple of ndarray, shape (grid,)
        Log restricted likelihood, and residual sum of squares [outcome squared].
    """
    design = Design(day, outcome, day[:, None], nuisance)
    products = _products_kalman(day, design.scaled()[0], nuisance.shape[1] + 1)
    _, _, restricted, rss = _solve(*products, design)
    return restricted[:, 0], rss[:, 0] * outcome.var()


def _products(columns: Array, shared: int) -> Array:
    """Products of the shared columns with all; last, of each column with itself.

    Those of exposures with one another are not needed: they are tried in turn.
    """
    crossed = columns[..., :shared].mT @ columns
    squares = np.einsum("...ij,...ij->...j", columns, columns)
    return np.concatenate([crossed, squares[..., None, :]], axis=-2)


def _products_ar1(day: Array, columns: Array, shared: int) -> tuple[Array, Array]:
    """Products of the whitened columns, and the log weight of whitening.

    Whitening takes r times the row before from each row and divides by
    sqrt(1 - r^2), with r = phi^gap. Rows with the same gap share r, so the
    products over the grid follow from three products per gap, mixed by the grid:
    of these rows, of those before, and of their differences.
    """
    gaps = np.diff(day)
    lengths, days = np.unique(gaps, return_counts=True)
    r = AR1_GRID ** lengths[:, None]
    products = [_products(columns[None, :1], shared)]
    for length in lengths:
        rows = np.flatnonzero(gaps == length)
        now, before = columns[rows + 1], columns[rows]
        products.append(_products(np.stack([now, before, now - before]), shared))
    of_each = np.stack([1 / (1 + r), -r / (1 + r), r / (1 - r**2)], axis=1)
    shares = np.vstack([np.ones_like(AR1_GRID), *of_each])
    log_weight: Array = -0.5 * (days[:, None] * np.log(1 - r**2)).sum(axis=0)
    return np.tensordot(shares, np.concatenate(products), (0, 0)), log_weight


def _products_kalman(day: Array, columns: Array, shared: int) -> tuple[Array, Array]:
    """The same for AR(1) plus noise, whitened by the scalar Kalman recursion."""
    gaps = np.diff(day, prepend=day[0])
    phi, nu = AR1_NOISE_GRID.T
    state = np.zeros((len(phi), columns.shape[1]))
    variance = 1 - nu
    white = np.empty((len(phi), *columns.shape))
    log_weight = np.zeros(len(phi))
    for i, (gap, row) in enumerate(zip(gaps, columns, strict=True)):
        r = phi**gap
        variance = r**2 * variance + (1 - nu) * (1 - r**2)
        state = r[:, None] * state
        total = variance + nu
        surprise = row - state
        white[:, i] = surprise / np.sqrt(total)[:, None]
        state = state + (variance / total)[:, None] * surprise
        variance = variance - variance**2 / total
        log_weight -= 0.5 * np.log(total)
    return _products(white, shared), log_weight


def _regress(
    designs: Sequence[Design],
    products_of: Callable[[Array, Array, int], tuple[Array, Array]],
    grid: Array,
) -> list[tuple[Fit, ...]]:
    """Least squares at each grid point, then the average over the grid."""
    if not designs:
        return []
    parts = []
    for design in designs:
        columns, scale = design.scaled()
        shared = design.nuisance.shape[1] + 1  # and the outcome, or the one exposure
        solved = _solve(*products_of(design.day, columns, shared), design)
        of_all = [np.full(len(scale), number) for number in (design.df, len(design.day))]
        parts.append((*solved, *of_all, scale))
    effect, error, log_weight, rss, df, n_days, scale = (
        np.concatenate(part, axis=-1) for part in zip(*parts, strict=True)
    )
    average = average_t(effect, error, log_weight, df)
    memory, noise = grid.T @ average.weight
    low, high = average.low / scale, average.high / scale
    numbers = (
        average.mean / scale, low, high, average.p, df, n_days,
        smallest_detectable(low, high, df), memory, noise, rss.min(axis=0) / n_days,
    )  # fmt: skip
    fits = iter([Fit(*row) for row in zip(*(column.tolist() for column in numbers), strict=True)])
    return [tuple(islice(fits, len(part[-1]))) for part in parts]


def _solve(products: Array, log_weight: Array, design: Design) -> tuple[Array, Array, Array, Array]:
    """Effect, error, log weight and residual squares, each of shape (grid, m)."""
    k = design.nuisance.shape[1]
    factor = np.linalg.cholesky(products[:, :k, :k])
    shared = np.linalg.solve(factor, products[:, :k, k:])
    squares = products[:, -1, k:] - (shared**2).sum(axis=1)
    cross = products[:, k, k + 1 :] - np.einsum("gk,gkc->gc", shared[:, :, 0], shared[:, :, 1:])
    one, many = squares[:, :1], squares[:, 1:]
    yy, xx = (many, one) if design.outcome.ndim == 2 else (one, many)
    effect = cross / xx
    rss = np.maximum(yy - cross * effect, _TINY)
    log_det = np.log(np.diagonal(factor, axis1=1, axis2=2)).sum(axis=1)
    restricted = (log_weight - log_det)[:, None] - 0.5 * np.log(xx) - 0.5 * design.df * np.log(rss)
    return effect, np.sqrt(rss / design.df / xx), restricted, rss
