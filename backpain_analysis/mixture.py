"""The average of Student t distributions over a grid, by their weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, stdtr, stdtrit

Array = NDArray[np.float64]


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
    below, above = ((weight * stdtr(df, side * effect / error)).sum(axis=0) for side in (-1, 1))
    p = np.minimum(2 * np.minimum(below, above), 1.0)
    return Average((weight * effect).sum(axis=0), low, high, p, weight)


def _interval(weight: Array, effect: Array, error: Array, df: Array) -> tuple[Array, Array]:
    """The .025 and .975 quantiles of the mixture of scaled t's, per exposure.

    Newton's steps, kept inside a bracket that shrinks with each; the quantiles
    of a mixture lie between those of its components.
    """
    q = np.array([0.025, 0.975])[:, None]
    components = effect + error * stdtrit(df, q)[:, None, :]
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


def _density(z: Array, df: Array) -> Array:
    """Of Student's t."""
    log_scale = gammaln((df + 1) / 2) - gammaln(df / 2) - 0.5 * np.log(df * np.pi)
    density: Array = np.exp(log_scale - (df + 1) / 2 * np.log1p(z**2 / df))
    return density
