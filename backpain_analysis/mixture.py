"""The average of Student t distributions over a grid, by their weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, stdtr, stdtrit

Array = NDArray[np.float64]

#: A component that has no more weight than this moves no quantile.
_NO_WEIGHT = 1e-18


@dataclass(frozen=True)
class Average:
    """Mean, 95 % interval and p value of each mixture.

    Attributes
    ----------
    mean, low, high, p : ndarray, shape (m,)
    weight : ndarray, shape (grid, m)
        Normalised.
    """

    mean: Array
    low: Array
    high: Array
    p: Array
    weight: Array


def average_t(effect: Array, error: Array, log_weight: Array, df: Array) -> Average:
    """Average scaled Student t's over the first axis.

    Parameters
    ----------
    effect, error, log_weight : ndarray, shape (grid, m)
        Centre, scale and log weight of each component.
    df : ndarray, shape (m,)
        Degrees of freedom.

    Returns
    -------
    Average
        ``p`` is twice the smaller tail beyond 0.
    """
    weight = np.exp(log_weight - log_weight.max(axis=0))
    weight /= weight.sum(axis=0)
    low, high = _interval(weight, effect, error, df)
    tail = stdtr(df, -np.abs(effect / error))  # 1 - tail is exact enough where tail is the smaller
    below = (weight * np.where(effect > 0, tail, 1 - tail)).sum(axis=0)
    above = (weight * np.where(effect > 0, 1 - tail, tail)).sum(axis=0)
    p = np.minimum(2 * np.minimum(below, above), 1.0)
    return Average((weight * effect).sum(axis=0), low, high, p, weight)


def _interval(weight: Array, effect: Array, error: Array, df: Array) -> tuple[Array, Array]:
    """The .025 and .975 quantiles of the mixture of scaled t's, per exposure.

    Halley's steps from the quantiles of one t as wide as the mixture, kept
    inside a bracket that shrinks with each; the quantiles of a mixture lie
    between those of its components.
    """
    if not weight.size:
        return np.empty(0), np.empty(0)
    counts = (weight > _NO_WEIGHT).any(axis=1)
    weight, effect, error = weight[counts], effect[counts], error[counts]
    q = np.array([0.025, 0.975])[:, None]
    quantile = stdtrit(df, q)
    components = effect + error * quantile[:, None, :]
    low, high = components.min(axis=1), components.max(axis=1)
    mean = (weight * effect).sum(axis=0)
    spread = np.sqrt((weight * (error**2 + (effect - mean) ** 2)).sum(axis=0))
    at = np.clip(mean + quantile * spread, low, high)
    scale, nearest = error.min(axis=0), 1e-12 * (high - low)
    for _ in range(100):
        z = (at[:, None] - effect) / error
        excess = (weight * stdtr(df, z)).sum(axis=1) - q
        low, high = np.where(excess < 0, at, low), np.where(excess < 0, high, at)
        newton, halley = _steps(excess, weight / error * _density(z, df), z, error, df)
        step = at + np.where(np.abs(newton) < scale, halley, newton)  # far off, Halley's crawl
        inside = (low <= step) & (step <= high)  # False where a step is no number
        last, at = at, np.where(inside, step, (low + high) / 2)
        done = np.abs(at - last) <= np.maximum(nearest, 1e-15 * np.abs(at))
        # From so near, a step of third order ends within rounding.
        if (done | (inside & (np.abs(newton) <= 1e-5 * scale))).all():
            break
    return at[0], at[1]


def _steps(excess: Array, density: Array, z: Array, error: Array, df: Array) -> tuple[Array, Array]:
    """Newton's and Halley's step to where a mixture has no excess over a probability."""
    slope = density.sum(axis=1)
    bend = -(density * (df + 1) * z / (df + z**2) / error).sum(axis=1)
    # Where the density underflows, neither is a number.
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        newton = -excess / slope
        return newton, newton / (1 + 0.5 * newton * bend / slope)


def _density(z: Array, df: Array) -> Array:
    """Of Student's t."""
    log_scale = gammaln((df + 1) / 2) - gammaln(df / 2) - 0.5 * np.log(df * np.pi)
    density: Array = np.exp(log_scale - (df + 1) / 2 * np.log1p(z**2 / df))
    return density
