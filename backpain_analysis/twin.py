"""How a diary like this one would behave if nothing were going on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
import pandas as pd

from backpain_analysis.exposure import (
    Exposure,
    Outcome,
    expose,
    expose_all,
    fit_to_each,
    outcome_of,
    typical_contrast,
)
from backpain_analysis.findings import CLAIM_Q, Finding
from backpain_analysis.question import question
from backpain_analysis.regression import Array, regress_ar1
from backpain_analysis.triggers import judge

#: Fewest recorded days from which memory and spread can be taken [days].
MIN_DAYS = 20
#: Simulated diaries that are fitted together; more take more memory.
_AT_ONCE = 200

#: What is claimed of one diary: each combination, and what became of it.
Claims = list[tuple[Exposure, Finding | None]]


@dataclass(frozen=True)
class Twin:
    """Simulated diaries with this one's days, gaps, factors, memory and spread.

    Attributes
    ----------
    n_diaries : int
        Diaries simulated for each row.
    seed : int
        Same seed, same answer.
    memory : float or None
        Of pain from one day to the next, as in this diary.
    spread : float or None
        Standard deviation of pain about trend and weekday [points].
    false_claims : float or None
        Share of the diaries with no effect in which anything was claimed
        [0-1].
    effect : float
        What was planted in turn for each factor, between the two values of
        its typical contrast [points].
    lag : int
        Days between the factor and the planted effect [days].
    table : pandas.DataFrame
        One row per factor: ``factor``, ``label``, ``found`` (share of the
        diaries in which the planted effect was called clear), ``claimed``
        (share in which the factor was claimed at all) [0-1].
    verdict : str
        "simulated", or "not_enough_data": under 20 recorded days, pain that
        never varies, or nothing besides pain. Then nothing else is known.
    """

    n_diaries: int
    seed: int
    memory: float | None
    spread: float | None
    false_claims: float | None
    effect: float
    lag: int
    table: pd.DataFrame
    verdict: str = "simulated"


def simulate_twin(
    days: pd.DataFrame,
    *,
    outcome: str | None = None,
    factors: Sequence[str] | None = None,
    effect: float = 1.0,
    lag: int = 1,
    n_diaries: int = 100,
    seed: int = 1,
) -> Twin:
    """Simulate diaries like this one, and see what would be claimed in them.

    Parameters
    ----------
    days : pandas.DataFrame
        Daily table (see `daily_table`). Its days, gaps and factors are kept;
        its pain is replaced.
    outcome : str, optional
        Pain column; default the table's own.
    factors : sequence of str, optional
        Columns to try; default all factors.
    effect : float
        Effect to plant between the values of the typical contrast [points].
    lag : int
        Days from the factor to the planted effect [days].
    n_diaries : int
        Diaries for each row.
    seed : int
        Of the random numbers.

    Returns
    -------
    Twin

    Raises
    ------
    NotEnoughData
        No day has pain.

    References
    ----------
    Gelman A, Carlin J (2014). Beyond power calculations. Perspect Psychol Sci
    9:641-651: to judge a design by what it would find.
    """
    asked = question(days, outcome=outcome, factors=factors)
    pain = outcome_of(days, asked)
    recorded = pain.pain[~np.isnan(pain.pain)]
    if len(recorded) < MIN_DAYS or np.ptp(recorded) == 0 or not asked.factors:
        return Twin(0, seed, None, None, None, effect, lag, _table([]), "not_enough_data")
    memory, spread = _likeness(pain)
    rng = np.random.default_rng(seed)
    walks = [spread * _walk(len(pain.dates), memory, rng) for _ in range(n_diaries)]
    planted = [expose(days, pain, factor, lag) for factor in asked.factors]
    added = [np.zeros(len(pain.dates)), *(effect * _in_contrasts(cell) for cell in planted)]
    pains = [_dress(pain, walk + addition) for addition in added for walk in walks]
    claims = iter(_claims(pain, expose_all(days, pain, asked.factors, asked.lags), pains))
    false_claims = np.mean([len(claim) > 0 for claim in islice(claims, n_diaries)])
    rows = [_power(cell, list(islice(claims, n_diaries))) for cell in planted]
    return Twin(
        n_diaries=n_diaries,
        seed=seed,
        memory=memory,
        spread=spread,
        false_claims=float(false_claims),
        effect=effect,
        lag=lag,
        table=_table(rows),
    )


def _table(rows: Sequence[tuple[str, str, float, float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["factor", "label", "found", "claimed"])


def _likeness(pain: Outcome) -> tuple[float, float]:
    """Memory and spread of the diary's own pain about trend and weekday."""
    rows = ~np.isnan(pain.pain)
    recorded = pain.pain[rows]
    nuisance = pain.nuisance(rows, trend=False)
    along = pain.day[rows][:, None]
    (fit,) = regress_ar1(pain.day[rows], recorded, along, nuisance)
    columns = pain.nuisance(rows)
    left = recorded - columns @ np.linalg.lstsq(columns, recorded)[0]
    return max(fit.memory, 0.0), float(np.sqrt(left @ left / (len(left) - columns.shape[1])))


def _walk(n: int, memory: float, rng: np.random.Generator) -> Array:
    """An AR(1) process of variance 1 over n calendar days."""
    white = rng.standard_normal(n)
    out = white.copy()
    for t in range(1, n):
        out[t] = memory * out[t - 1] + np.sqrt(1 - memory**2) * white[t]
    return out


def _dress(pain: Outcome, deviation: Array) -> Array:
    """Pain as this person writes it: about their mean, in their steps, 0 to 10."""
    recorded = pain.pain[~np.isnan(pain.pain)]
    whole = (recorded == np.round(recorded)).all()
    written = np.round(recorded.mean() + deviation, 0 if whole else 1)
    dressed: Array = np.where(np.isnan(pain.pain), np.nan, np.clip(written, 0, 10))
    return dressed


def _claims(pain: Outcome, cells: Sequence[Exposure], pains: Sequence[Array]) -> list[Claims]:
    """What is claimed about the same days and factors once the pain is replaced."""
    claims: list[Claims] = []
    for start in range(0, len(pains), _AT_ONCE):
        some = pains[start : start + _AT_ONCE]
        fitted = zip(*(fit_to_each(pain, some, cell) for cell in cells), strict=True)
        for made_up, attempts in zip(some, fitted, strict=True):
            q, findings = judge(replace(pain, pain=made_up), cells, attempts)
            claimed = np.flatnonzero(q <= CLAIM_Q).tolist()
            claims.append([(cells[k], findings.get(k)) for k in claimed])
    return claims


def _power(planted: Exposure, claims: Sequence[Claims]) -> tuple[str, str, float, float]:
    """How often an effect planted in these diaries is called clear, and claimed at all."""
    factor = planted.factor
    own = [[(c.lag, f) for c, f in claim if c.factor.name == factor.name] for claim in claims]
    found = [any(lag == planted.lag and f and f.verdict == "clear" for lag, f in o) for o in own]
    claimed = [len(o) > 0 for o in own]
    return factor.name, factor.label, float(np.mean(found)), float(np.mean(claimed))


def _in_contrasts(exposure: Exposure) -> Array:
    """Deviation of each day's factor from its mean, in typical contrasts; 0 where unknown."""
    if not exposure.usable.any() or np.ptp(exposure.used) == 0:
        return np.zeros(len(exposure.values))
    start, end = typical_contrast(exposure)
    deviation = (exposure.values - exposure.used.mean()) / (end - start)
    return np.where(exposure.usable, deviation, 0.0)
