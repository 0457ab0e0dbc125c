"""A fair on/off test of one question on oneself: the schedule.

Blocks of days come in pairs, one with and one without, in an order drawn at
random for each pair.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import chdtri, nctdtr, stdtrit

from backpain_analysis.errors import NotEnoughData
from backpain_analysis.exposure import outcome_of
from backpain_analysis.question import question
from backpain_analysis.regression import (
    AR1_NOISE_GRID,
    Array,
    calendar_columns,
    likelihood_ar1_noise,
)

#: With fewer pairs no order of them is rare enough; with more a test takes too long.
MIN_PAIRS, MAX_PAIRS = 6, 15
POWER = 0.8
#: Recorded days from which one's own variability can be taken [days].
MIN_DAYS = 30
#: Days from which the spread is taken, where there are more [recorded days].
_LAST_DAYS = 365
_PAIRS = np.arange(MIN_PAIRS, MAX_PAIRS + 1)
#: Schedules over which the chance to find an effect is averaged.
_DRAWS = 24
#: The same for what the spread may be: the middles of as many equal shares.
_SHARES: Array = (np.arange(7) + 0.5) / 7
#: By this the spread is taken to be larger: memory and noise, taken from a short diary, tend to
#: promise too much (measured: benchmarks/trial.py).
_CAREFUL = 1.05
#: In a schedule with few entries weekdays and trend may leave nothing of the contrast.
_NOTHING = 1e-4


@dataclass(frozen=True)
class Variability:
    """How pain goes up and down by itself.

    Attributes
    ----------
    spread : float
        Standard deviation about trend and weekday [points].
    memory : float
        Of the slow part, from one day to the next.
    noise : float
        Share of the variance that remembers nothing [0-1].
    recorded : ndarray of bool, shape (days,)
        Days with an entry; a test is taken to have gaps like these.
    df : int
        Degrees of freedom that the spread is known by; 0 where it is known
        exactly.
    """

    spread: float
    memory: float
    noise: float
    recorded: NDArray[np.bool_]
    df: int = 0


@dataclass(frozen=True)
class TrialPlan:
    """A schedule of days with and without, and what it can show.

    Attributes
    ----------
    question : str
        What is tried, in the person's words.
    schedule : pandas.DataFrame
        One row per day: ``date``, ``pair``, ``block`` (from 1), ``condition``
        ("on", "off"), ``counts`` (bool: False on the washout days).
    pairs : int
        Pairs of blocks.
    block_days, washout_days : int
        Length of a block, and its first days that do not count [days].
    effect : float
        Effect that the test is made for [points].
    power : float
        Chance that such an effect would be found [0-1].
    enough : bool
        Whether that is 80 % or more.
    smallest_detectable : float
        Effect that would be found with 80 % power [points].
    seed : int
        Of the random order.
    variability : Variability
    """

    question: str
    schedule: pd.DataFrame
    pairs: int
    block_days: int
    washout_days: int
    effect: float
    power: float
    enough: bool
    smallest_detectable: float
    seed: int
    variability: Variability


def own_variability(days: pd.DataFrame, *, outcome: str | None = None) -> Variability:
    """Take spread, memory and noise of pain from a diary.

    Parameters
    ----------
    days : pandas.DataFrame
        Daily table (see `daily_table`).
    outcome : str, optional
        Pain column; default the table's own.

    Returns
    -------
    Variability

    Raises
    ------
    NotEnoughData
        Under 30 recorded days, or pain that never varies.
    """
    pain = outcome_of(days, question(days, outcome=outcome))
    rows = ~np.isnan(pain.pain)
    recorded = pain.pain[rows]
    if len(recorded) < MIN_DAYS or np.ptp(recorded) == 0:
        raise NotEnoughData(
            f"To plan a test, {MIN_DAYS} days with pain that varies are needed; "
            f"this diary has {len(recorded)} recorded days. Keep the diary a little longer first.",
            needed=MIN_DAYS,
            found=len(recorded),
        )
    last = rows & (np.cumsum(rows[::-1])[::-1] <= _LAST_DAYS)
    flat = pain.nuisance(last, trend=False)
    likely, squares = likelihood_ar1_noise(pain.day[last], pain.pain[last], flat)
    best = likely.argmax()
    memory, noise = AR1_NOISE_GRID[best]
    df = int(last.sum()) - flat.shape[1] - 1
    return Variability(
        spread=float(np.sqrt(squares[best] / df)),
        memory=float(memory),
        noise=float(noise),
        recorded=rows,
        df=df,
    )


def propose_trial(
    variability: Variability,
    name: str,
    start: pd.Timestamp,
    *,
    effect: float = 1.0,
    block_days: int = 4,
    washout_days: int = 1,
    seed: int = 1,
) -> TrialPlan:
    """Draw a schedule long enough to show an effect that matters.

    Parameters
    ----------
    variability : Variability
        From `own_variability`.
    name : str
        What is tried, in the person's words.
    start : pandas.Timestamp
        First day.
    effect : float
        Effect that matters [points].
    block_days : int
        Days in a row with, or without [days].
    washout_days : int
        First days of a block that do not count, where an effect lingers [days].
    seed : int
        Of the random order; recorded with the schedule.

    Returns
    -------
    TrialPlan
        The shortest with 80 % power, else the longest allowed.

    Raises
    ------
    ValueError
        No day of a block would count, or the effect is not above 0.

    References
    ----------
    Kravitz RL, Duan N, eds (2014). Design and implementation of N-of-1
    trials: a user's guide. AHRQ publication 13(14)-EHC122-EF.
    """
    if not 0 <= washout_days < block_days:
        raise ValueError(f"A block of {block_days} days leaves none after {washout_days}.")
    if effect <= 0:
        raise ValueError("The effect that matters must be above 0 points.")
    errors, df = _errors(variability, block_days, washout_days)
    powers = _power(np.asarray(effect), errors, df, _PAIRS)
    at = int(np.argmax(powers >= POWER)) if (powers >= POWER).any() else -1
    pairs, power = int(_PAIRS[at]), float(powers[at])
    order = np.random.default_rng(seed).integers(0, 2, pairs)
    return TrialPlan(
        question=name,
        schedule=_schedule(order, start, block_days, washout_days),
        pairs=pairs,
        block_days=block_days,
        washout_days=washout_days,
        effect=effect,
        power=power,
        enough=power >= POWER,
        smallest_detectable=_detectable(errors[..., at], df[..., at], pairs),
        seed=seed,
        variability=variability,
    )


def error_covariance(day: Array, memory: float, noise: float) -> Array:
    """Covariance of an AR(1) process plus noise, of total variance 1.

    Parameters
    ----------
    day : ndarray, shape (n,)
        Calendar days [days].
    memory : float
        Of the slow part, from one day to the next.
    noise : float
        Share of the variance that remembers nothing [0-1].

    Returns
    -------
    ndarray, shape (n, n)
    """
    apart = np.abs(day[:, None] - day)
    covariance: Array = (1 - noise) * memory**apart + noise * np.eye(len(day))
    return covariance


def _schedule(
    order: NDArray[np.integer], start: pd.Timestamp, block_days: int, washout_days: int
) -> pd.DataFrame:
    """Days of all blocks; in a pair whose draw is 1, "on" comes first."""
    on, counts = _conditions(order, block_days, washout_days)
    block = np.repeat(np.arange(2 * len(order)), block_days)
    return pd.DataFrame(
        {
            "date": pd.date_range(start, periods=len(block), freq="D"),
            "pair": block // 2 + 1,
            "block": block + 1,
            "condition": np.where(on, "on", "off"),
            "counts": counts,
        }
    )


def _conditions(
    order: NDArray[np.integer], block_days: int, washout_days: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each day, whether it is "on" and whether it counts."""
    on = np.repeat(np.repeat(order, 2) == np.tile([1, 0], len(order)), block_days)
    counts = np.tile(np.arange(block_days) >= washout_days, 2 * len(order))
    return on, counts


def _errors(variability: Variability, block_days: int, washout_days: int) -> tuple[Array, Array]:
    """Standard error of the effect, and its degrees of freedom.

    Both by what the spread may be, by a few schedules, and by pairs.
    """
    rng = np.random.default_rng(0)
    found = []
    for _ in range(_DRAWS):
        on, counts = _conditions(rng.integers(0, 2, MAX_PAIRS), block_days, washout_days)
        first = rng.integers(len(variability.recorded)) + np.arange(len(on))
        kept = counts & variability.recorded.take(first, mode="wrap")
        found.append(_contrasts(variability, on, kept, 2 * block_days))
    lengths, sizes = np.swapaxes(found, 0, 1)
    df = variability.df
    inflated = _CAREFUL * np.sqrt(df / chdtri(df, _SHARES)) if df else np.ones(1)
    return variability.spread * inflated[:, None, None] / lengths, sizes[None] - 1


def _contrasts(
    variability: Variability, on: NDArray[np.bool_], kept: NDArray[np.bool_], pair_days: int
) -> tuple[Array, Array]:
    """Length of the contrast that weekdays and trend leave, once whitened, and how many equal
    pairs would say as much of their scatter; by pairs.

    The first pairs of a schedule are one too, and whitening goes from day to day.
    """
    day = np.flatnonzero(kept).astype(float)
    if not len(day):
        return np.full(len(_PAIRS), _NOTHING), np.full(len(_PAIRS), 2.0)
    columns = np.column_stack([calendar_columns(day, day.astype(int) % 7), on[kept]])
    factor = np.linalg.cholesky(error_covariance(day, variability.memory, variability.noise))
    white = np.linalg.solve(factor, columns)
    products = np.cumsum(white[:, :, None] * white[:, None, :], axis=0)
    ends = np.searchsorted(day, pair_days * np.arange(MAX_PAIRS + 1))
    among = np.where((ends > 0)[:, None, None], products[ends - 1], 0.0)
    own = np.diff(among, axis=0)
    weight = own[:, -1, -1] - own[:, 0, -1] ** 2 / np.maximum(own[:, 0, 0], _NOTHING)
    sizes = np.cumsum(weight) ** 2 / np.maximum(np.cumsum(weight**2), _NOTHING)
    among = among[_PAIRS]
    calendar, crossed = among[:, :-1, :-1] + _NOTHING**2 * np.eye(8), among[:, :-1, -1:]
    explained = (crossed * np.linalg.solve(calendar, crossed)).sum(axis=(1, 2))
    length = np.sqrt(np.maximum(among[:, -1, -1] - explained, _NOTHING**2))
    return length, np.maximum(sizes[_PAIRS - 1], 2.0)


def _power(
    effect: Array, errors: Array, df: Array, pairs: int | NDArray[np.integer]
) -> NDArray[np.float64]:
    """Chance to find an effect of this size; the other tail is left out.

    Turning pairs round tests as a t test on as many differences would, at the
    largest level of at most 5 % that their orders have. The chance is averaged
    over what the spread may be and over the schedules.
    """
    orders = 2.0 ** (pairs - 1)
    critical = stdtrit(df, 1 - np.floor(0.05 * orders) / orders / 2)
    return np.asarray((1 - nctdtr(df, effect / errors, critical)).mean(axis=(0, 1)))


def _detectable(errors: Array, df: Array, pairs: int) -> float:
    """Effect that is found with 80 % power."""
    effects = np.median(errors) * np.geomspace(2, 40, 12)
    powers = _power(effects, errors[..., None], df[..., None], pairs)
    return float(np.interp(POWER, powers, effects))
