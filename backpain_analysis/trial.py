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
#: In a schedule with few entries weekdays and trend may leave nothing of the contrast.
_NOTHING = 1e-6


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
    recorded : float
        Share of days with an entry [0-1].
    gap : float
        Mean length of a stretch of days without an entry [days].
    df : int
        Degrees of freedom that the spread is known by; 0 where it is known
        exactly.
    """

    spread: float
    memory: float
    noise: float
    recorded: float
    gap: float = 1.0
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
        recorded=float(rows.mean()),
        gap=_mean_gap(rows),
        df=df,
    )


def _mean_gap(recorded: NDArray[np.bool_]) -> float:
    begun = int((recorded[:-1] & ~recorded[1:]).sum())
    return float((~recorded).sum() / begun) if begun else 1.0


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
    errors = _errors(variability, block_days, washout_days)
    powers = _power(effect, errors, _PAIRS)
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
        smallest_detectable=_detectable(errors[:, at], pairs),
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


def _errors(variability: Variability, block_days: int, washout_days: int) -> Array:
    """Standard error of the effect: a few schedules x what the spread may be, by pairs."""
    rng = np.random.default_rng(0)
    contrasts = []
    for _ in range(_DRAWS):
        on, counts = _conditions(rng.integers(0, 2, MAX_PAIRS), block_days, washout_days)
        kept = counts & _entries(variability, len(on), rng)
        contrasts.append(_contrasts(variability, on, kept, 2 * block_days))
    df = variability.df
    spreads = variability.spread * np.sqrt(df / chdtri(df, _SHARES)) if df else variability.spread
    errors = np.multiply.outer(spreads, 1 / np.array(contrasts))
    return errors.reshape(-1, len(_PAIRS))


def _contrasts(
    variability: Variability, on: NDArray[np.bool_], kept: NDArray[np.bool_], pair_days: int
) -> Array:
    """Length of the contrast that weekdays and trend leave, once whitened, by pairs.

    The first pairs of a schedule are one too, and whitening goes from day to day.
    """
    day = np.flatnonzero(kept).astype(float)
    if not len(day):
        return np.full(len(_PAIRS), _NOTHING)
    columns = np.column_stack([calendar_columns(day, day.astype(int) % 7), on[kept]])
    factor = np.linalg.cholesky(error_covariance(day, variability.memory, variability.noise))
    white = np.linalg.solve(factor, columns)
    products = np.cumsum(white[:, :, None] * white[:, None, :], axis=0)
    ends = np.searchsorted(day, pair_days * _PAIRS)
    among = np.where((ends > 0)[:, None, None], products[ends - 1], 0.0)
    calendar, crossed = among[:, :-1, :-1], among[:, :-1, -1:]
    explained = np.swapaxes(crossed, 1, 2) @ np.linalg.pinv(calendar, hermitian=True) @ crossed
    return np.sqrt(np.maximum(among[:, -1, -1] - explained[:, 0, 0], _NOTHING**2))


def _entries(variability: Variability, n: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Days with an entry, gaps as long and as many as in the diary."""
    leave = 1 / variability.gap
    enter = min(leave * (1 - variability.recorded) / variability.recorded, 1.0)
    chance = rng.random(n)
    there = np.empty(n, dtype=bool)
    there[0] = chance[0] < variability.recorded
    for day in range(1, n):
        there[day] = chance[day] < (1 - enter if there[day - 1] else leave)
    return there


def _power(effect: float | Array, errors: Array, pairs: int | NDArray[np.integer]) -> Array:
    """Chance to find an effect of this size; the other tail is left out.

    Turning pairs round tests as a t test on as many differences would, at the
    largest level of at most 5 % that their orders have. The chance is averaged
    over the schedules and over what the spread may be.
    """
    orders = 2.0 ** (pairs - 1)
    critical = stdtrit(pairs - 1, 1 - np.floor(0.05 * orders) / orders / 2)
    return np.asarray((1 - nctdtr(pairs - 1, effect / errors, critical)).mean(axis=0))


def _detectable(errors: Array, pairs: int) -> float:
    """Effect that is found with 80 % power."""
    effects = np.median(errors) * np.geomspace(2, 40, 16)
    return float(np.interp(POWER, _power(effects, errors[:, None], pairs), effects))
