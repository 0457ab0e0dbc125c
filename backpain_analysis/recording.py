"""Does whether a day was recorded depend on pain, and what could that bend?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from backpain_analysis.exposure import Outcome, outcome_of
from backpain_analysis.question import question
from backpain_analysis.regression import Array, is_explained, regress_ar1
from backpain_analysis.trend import pain_trend

#: Least data [days].
MIN_DAYS = 30
MIN_DAYS_EACH = 5
#: What a bad and a good missing day are taken to be: quantiles of the recorded.
BAD, GOOD = 0.9, 0.1


@dataclass(frozen=True)
class Recording:
    """Whether unrecorded days follow worse days, and how much could hang on them.

    Attributes
    ----------
    days_recorded, days_missing : int
        Of the period [days].
    before_missing, before_recorded : float or None
        Mean pain on recorded days before a day without, and with, an entry
        [points].
    difference, low, high : float or None
        The former minus the latter by the AR(1) regression, with trend and
        weekday, and its 95 % interval [points].
    p : float or None
        Two-sided p value.
    n_days : int
        Recorded days that are followed by a day of the period [days].
    verdict : str
        "depends_on_pain" (p <= .05), "no_sign" or "not_enough_data".
    table : pandas.DataFrame
        What would change if every unrecorded day had been a good, or a bad,
        day of this person: ``missing_days_were`` ("as_recorded", "good",
        "bad"), ``pain`` (taken for them; NaN in the first row), ``mean``
        [points], ``trend`` [points over the diary], ``trend_verdict``.
    outcome : str
        The pain column.
    caveats : tuple of str
        Codes: "gaps_follow_bad_days", "gaps_follow_good_days",
        "trend_hangs_on_gaps" (a trend that is claimed would not be, or would
        turn, if every unrecorded day had been a good, or a bad, day).
    """

    days_recorded: int
    days_missing: int
    before_missing: float | None
    before_recorded: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    n_days: int
    verdict: str
    table: pd.DataFrame
    outcome: str
    caveats: tuple[str, ...] = ()


def recording_pattern(days: pd.DataFrame, *, outcome: str | None = None) -> Recording:
    """Compare pain before unrecorded days with pain before recorded ones.

    Parameters
    ----------
    days : pandas.DataFrame
        Daily table (see `daily_table`).
    outcome : str, optional
        Pain column; default the table's own.

    Returns
    -------
    Recording

    Raises
    ------
    NotEnoughData
        No day has pain.

    References
    ----------
    Little RJA, Rubin DB (2019). Statistical analysis with missing data, 3rd
    edition, section 1.3: whether missing values depend on seen ones.
    """
    asked = question(days, outcome=outcome)
    pain = outcome_of(days, asked)
    recorded = ~np.isnan(pain.pain)
    rows = recorded[:-1]
    stops = ~recorded[1:][rows]
    seen = pain.pain[:-1][rows]
    effect, low, high, p = _difference(pain, rows, stops)
    verdict = "not_enough_data" if p is None else "depends_on_pain" if p <= 0.05 else "no_sign"
    table = _what_if(pain, asked.outcome)
    return Recording(
        days_recorded=int(recorded.sum()),
        days_missing=int((~recorded).sum()),
        before_missing=_mean(seen[stops]),
        before_recorded=_mean(seen[~stops]),
        difference=effect,
        low=low,
        high=high,
        p=p,
        n_days=len(seen),
        verdict=verdict,
        table=table,
        outcome=asked.outcome,
        caveats=_caveats(effect if verdict == "depends_on_pain" else None, table),
    )


def _difference(
    pain: Outcome, rows: NDArray[np.bool_], stops: NDArray[np.bool_]
) -> tuple[float | None, float | None, float | None, float | None]:
    few = len(stops) < MIN_DAYS or min(stops.sum(), (~stops).sum()) < MIN_DAYS_EACH
    kept = np.append(rows, False)
    seen = pain.pain[kept]
    if few or np.ptp(seen) == 0:
        return None, None, None, None
    exposure, nuisance = stops.astype(float), pain.nuisance(kept)
    if is_explained(exposure, nuisance):
        return None, None, None, None
    (fit,) = regress_ar1(pain.day[kept], seen, exposure[:, None], nuisance)
    return fit.effect, fit.low, fit.high, fit.p


def _what_if(pain: Outcome, outcome: str) -> pd.DataFrame:
    """Mean and trend with the unrecorded days left out, good, or bad."""
    recorded = pain.pain[~np.isnan(pain.pain)]
    good, bad = np.quantile(recorded, [GOOD, BAD])
    rows = []
    for name, value in (("as_recorded", np.nan), ("good", good), ("bad", bad)):
        filled = np.where(np.isnan(pain.pain), value, pain.pain)
        table = pd.DataFrame({outcome: filled}, index=pain.dates)
        trend = pain_trend(table, outcome=outcome)
        rows.append(
            {
                "missing_days_were": name,
                "pain": value,
                "mean": float(np.nanmean(filled)),
                "trend": np.nan if trend.change is None else trend.change,
                "trend_verdict": trend.verdict,
            }
        )
    return pd.DataFrame(rows)


def _caveats(difference: float | None, table: pd.DataFrame) -> tuple[str, ...]:
    follow = () if difference is None else (
        "gaps_follow_bad_days" if difference > 0 else "gaps_follow_good_days",
    )  # fmt: skip
    said, *others = (trend_direction(verdict) for verdict in table["trend_verdict"])
    hangs = said is not None and any(other != said for other in others)
    return follow + (("trend_hangs_on_gaps",) if hangs else ())


def trend_direction(verdict: str) -> str | None:
    """Which way a verdict on the trend points.

    Parameters
    ----------
    verdict : str
        Of a `PainTrend`.

    Returns
    -------
    str or None
        "better" or "worse"; None where it claims neither.
    """
    ways = {"improv": "better", "worsen": "worse"}
    return next((way for part, way in ways.items() if part in verdict), None)


def _mean(values: Array) -> float | None:
    return float(values.mean()) if len(values) else None
