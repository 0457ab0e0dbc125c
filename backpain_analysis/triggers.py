"""What goes together with the pain, the same day or days later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from backpain_analysis.caveats import data_caveats
from backpain_analysis.exposure import (
    MIN_CALENDAR_DAYS,
    Attempt,
    Exposure,
    Outcome,
    expose_all,
    fit_exposures,
    outcome_of,
    typical_contrast,
)
from backpain_analysis.findings import CLAIM_Q, Finding, false_discovery_q, sort_out
from backpain_analysis.precision import days_for
from backpain_analysis.question import question
from backpain_analysis.regression import Array, Fit
from backpain_analysis.suspicions import find_suspects, match_suspicions

#: An effect below this many points is not large.
LARGE_EFFECT = 1.0


@dataclass(frozen=True)
class TriggerRanking:
    """What was held against pain, and what came of it.

    Attributes
    ----------
    table : pandas.DataFrame
        One row per factor and lag, in the order of the factors:

        ``factor``, ``label``, ``kind`` ("amount" or "yes_no"), ``unit``,
        ``lag_days`` [days], ``n_days`` (usable days), ``effect``, ``low``,
        ``high``, ``smallest_detectable`` [points per unit; for yes/no points],
        ``p``, ``q``, ``contrast_from``, ``contrast_to`` [the factor's unit],
        ``verdict`` ("clear", "shared", "echo", "hint", "no_large_link",
        "cannot_tell", "not_enough_data"), ``reason`` (a code, for
        "not_enough_data", else None), ``adjusted_effect``, ``adjusted_low``,
        ``adjusted_high`` [points per unit], ``adjusted_for`` (tuple of factor
        names; None where nothing was adjusted for), ``two_values`` (bool:
        the contrast is of the only two), ``day_uncertain`` (bool),
        ``memory`` (weighted mean of phi), ``days_for_one_point`` (days of
        diary at which the contrast would show an effect of 1 point), ``words``
        (values and words of a factor that was written in words), ``remedy``
        (bool: it is taken or used against pain), ``of_night`` (bool: it tells of
        the night before the day that the lag is counted from).
    suspected : pandas.DataFrame
        One row per trigger that the person blamed: ``name``, ``days``,
        ``factor`` (name of the factor that measures it, or None).
    outcome : str
        The pain column.
    n_days : int
        Recorded days in the period [days].
    n_tests : int
        Combinations with enough data; q is over these.
    lags : tuple of int
        Lags tried [days].
    factors : tuple of str
        Factors tried.
    caveats : tuple of str
        Codes: "memory_above_0.8", "pain_at_floor", "pain_at_ceiling",
        "pain_constant", "short_diary".
    suspects : tuple of str
        Factors that the person suspects, whatever came of them.
    parts_of_day : tuple of str
        Of whose pain that of a day is the mean; empty where it is not.
    """

    table: pd.DataFrame
    suspected: pd.DataFrame
    outcome: str
    n_days: int
    n_tests: int
    lags: tuple[int, ...]
    factors: tuple[str, ...]
    caveats: tuple[str, ...]
    suspects: tuple[str, ...] = ()
    parts_of_day: tuple[str, ...] = ()


def rank_triggers(
    days: pd.DataFrame,
    *,
    outcome: str | None = None,
    factors: Sequence[str] | None = None,
    lags: Sequence[int] | None = None,
) -> TriggerRanking:
    """Hold every factor at every lag against pain.

    Each combination is one regression with AR(1) errors, trend and weekday;
    q values are over all of them; claims that only echo another lag or
    another factor are told apart before anything is called a finding.

    Parameters
    ----------
    days : pandas.DataFrame
        Daily table (see `daily_table`).
    outcome : str, optional
        Pain column; default the table's own.
    factors : sequence of str, optional
        Columns to try; default all factors.
    lags : sequence of int, optional
        Days from factor to pain; default the table's own, else 0 to 3 [days].

    Returns
    -------
    TriggerRanking

    Raises
    ------
    NotEnoughData
        No day has pain, or a named column does not exist.

    References
    ----------
    Zellner A, Tiao GC (1964). JASA 59:763-778.
    Benjamini Y, Hochberg Y (1995). J R Stat Soc B 57:289-300.
    """
    asked = question(days, outcome=outcome, factors=factors, lags=lags)
    pain = outcome_of(days, asked)
    cells = expose_all(days, pain, asked.factors, asked.lags)
    attempts = fit_exposures(pain, cells)
    table = _table(pain, cells, attempts)
    suspected = match_suspicions(days.loc[asked.start : asked.end], asked.factors)
    return TriggerRanking(
        table=table,
        suspected=suspected,
        outcome=asked.outcome,
        n_days=int((~np.isnan(pain.pain)).sum()),
        n_tests=int(table["q"].notna().sum()),
        lags=asked.lags,
        factors=tuple(f.name for f in asked.factors),
        caveats=_caveats(pain, attempts),
        suspects=find_suspects(days, asked.factors, suspected["factor"]),
        parts_of_day=tuple(days.attrs.get("parts_of_day", {}).get(asked.outcome, ())),
    )


def judge(
    pain: Outcome, cells: Sequence[Exposure], attempts: Sequence[Attempt]
) -> tuple[Array, dict[int, Finding]]:
    """Say which of many combinations are claimed, and which of the claims are findings.

    Parameters
    ----------
    pain : Outcome
    cells : sequence of Exposure
        By factor, then by lag.
    attempts : sequence of Attempt
        One for each.

    Returns
    -------
    q : ndarray
        NaN where there is no fit; claimed are those up to `CLAIM_Q`.
    findings : dict of int to Finding
        As from `sort_out`.
    """
    p = np.array([np.nan if a.fit is None else a.fit.p for a in attempts], dtype=float)
    q, tested = p.copy(), np.isfinite(p)
    q[tested] = false_discovery_q(p[tested])
    return q, sort_out(pain, cells, p, np.flatnonzero(q <= CLAIM_Q).tolist())


def _table(pain: Outcome, cells: Sequence[Exposure], attempts: Sequence[Attempt]) -> pd.DataFrame:
    q, findings = judge(pain, cells, attempts)
    rows = [_row(cell, attempts[k], q[k], findings.get(k)) for k, cell in enumerate(cells)]
    return pd.DataFrame(
        {name: [row[name] for row in rows] for name in _EMPTY_ROW}
        | {"reason": pd.Series([a.reason for a in attempts], dtype=object)}
    )


_EMPTY_ROW: dict[str, Any] = {
    "factor": None, "label": None, "kind": None, "unit": None, "lag_days": None,
    "n_days": 0, "effect": np.nan, "low": np.nan, "high": np.nan, "p": np.nan, "q": np.nan,
    "smallest_detectable": np.nan, "contrast_from": np.nan, "contrast_to": np.nan,
    "verdict": "not_enough_data", "reason": None, "adjusted_effect": np.nan,
    "adjusted_low": np.nan, "adjusted_high": np.nan, "adjusted_for": None,
    "words": (), "remedy": False, "of_night": False,
    "two_values": False, "day_uncertain": False, "memory": np.nan, "days_for_one_point": np.nan,
}  # fmt: skip


def _row(cell: Exposure, attempt: Attempt, q: float, finding: Finding | None) -> dict[str, Any]:
    factor, fit = cell.factor, attempt.fit
    row = _EMPTY_ROW | {
        "factor": factor.name,
        "label": factor.label,
        "kind": factor.kind,
        "unit": factor.unit,
        "lag_days": cell.lag,
        "n_days": int(np.count_nonzero(cell.usable)),
        "reason": attempt.reason,
        "words": factor.words,
        "remedy": factor.remedy,
        "of_night": factor.of_night,
    }
    if fit is None:
        return row
    start, end = typical_contrast(cell)
    row |= {
        "effect": fit.effect, "low": fit.low, "high": fit.high, "p": fit.p, "q": float(q),
        "smallest_detectable": fit.smallest_detectable,
        "contrast_from": start, "contrast_to": end,
        "two_values": len(cell.distinct()[0]) == 2,
        "verdict": finding.verdict if finding else _verdict(fit, end - start),
        "memory": fit.memory,
        "days_for_one_point": days_for(
            LARGE_EFFECT, fit.smallest_detectable * abs(end - start), fit.n_days
        ),
    }  # fmt: skip
    return row | _finding_columns(finding)


def _verdict(fit: Fit, contrast: float) -> str:
    if fit.p <= 0.05:
        return "hint"
    bounds = abs(fit.low * contrast), abs(fit.high * contrast)
    return "no_large_link" if max(bounds) <= LARGE_EFFECT else "cannot_tell"


def _finding_columns(finding: Finding | None) -> dict[str, Any]:
    if finding is None:
        return {}
    columns: dict[str, Any] = {"day_uncertain": finding.day_uncertain}
    if finding.adjusted_for:
        columns["adjusted_for"] = finding.adjusted_for
    if finding.adjusted is not None:
        columns["adjusted_effect"] = finding.adjusted.effect
        columns["adjusted_low"] = finding.adjusted.low
        columns["adjusted_high"] = finding.adjusted.high
    return columns


def _caveats(pain: Outcome, attempts: Sequence[Attempt]) -> tuple[str, ...]:
    memory = [a.fit.memory for a in attempts if a.fit is not None]
    short = ("short_diary",) if len(pain.dates) < MIN_CALENDAR_DAYS else ()
    return short + data_caveats(pain.pain, float(np.mean(memory)) if memory else None)
