"""What every question needs to know about a daily table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from backpain_analysis.columns import DIARY, OUTCOMES
from backpain_analysis.errors import NotEnoughData
from backpain_analysis.reading.matching import is_of_night, is_remedy

DEFAULT_LAGS = (0, 1, 2, 3)


@dataclass(frozen=True)
class Factor:
    """Something written down that may go together with pain.

    Attributes
    ----------
    name : str
        Column of the daily table.
    label : str
        What a person reads.
    unit : str
        Unit of an amount; "" for yes/no.
    kind : {"amount", "yes_no"}
    words : tuple of (float, str)
        Where it was written in words: the values and the words, smallest first.
    remedy : bool
        Whether it is taken or used against pain, so that it follows pain.
    of_longer_days : bool
        Whether it is there (nearly) only on days with a further entry of pain.
    of_night : bool
        Whether it tells of the night before the day on which it stands.
    """

    name: str
    label: str
    unit: str
    kind: Literal["amount", "yes_no"]
    words: tuple[tuple[float, str], ...] = ()
    remedy: bool = False
    of_longer_days: bool = False
    of_night: bool = False


@dataclass(frozen=True)
class Question:
    """Outcome, period, lags and factors of one analysis.

    Attributes
    ----------
    outcome : str
        The pain column that is explained.
    start, end : pandas.Timestamp
        First and last recorded day of the period.
    lags : tuple of int
        Days between a factor and the pain it is held against [days].
    factors : tuple of Factor
    """

    outcome: str
    start: pd.Timestamp
    end: pd.Timestamp
    lags: tuple[int, ...]
    factors: tuple[Factor, ...]


def question(
    days: pd.DataFrame,
    *,
    outcome: str | None = None,
    factors: Sequence[str] | None = None,
    lags: Sequence[int] | None = None,
) -> Question:
    """Settle what is asked of a daily table.

    Parameters
    ----------
    days : pandas.DataFrame
        A daily table; what its ``attrs`` do not say is taken from its columns.
    outcome : str, optional
        Pain column; default the table's own outcome.
    factors : sequence of str, optional
        Columns to hold against pain; default all factors of the table.
    lags : sequence of int, optional
        Lags to try [days].

    Returns
    -------
    Question

    Raises
    ------
    NotEnoughData
        No column holds the outcome, or a named factor is not in the table.
    """
    name = outcome or days.attrs.get("outcome") or _first_outcome(days)
    if name not in days.columns:
        raise NotEnoughData(
            f"The diary has no column '{name}'. It has: {', '.join(map(str, days.columns))}.",
            needed=name,
        )
    recorded = _recorded_days(days, name)
    known = days.attrs.get("factors") or _known_factors(days)
    return Question(
        outcome=name,
        start=recorded[0],
        end=recorded[-1],
        lags=tuple(lags if lags is not None else days.attrs.get("lags", DEFAULT_LAGS)),
        factors=_chosen(days, known, factors),
    )


def _first_outcome(days: pd.DataFrame) -> str:
    for name in OUTCOMES:
        if name in days.columns and days[name].notna().any():
            return name
    raise NotEnoughData(
        "The diary has no pain column with a value in it. Write how strong the pain was, from 0 "
        "to 10, into a column 'pain' on each day.",
        needed=OUTCOMES,
    )


def _recorded_days(days: pd.DataFrame, outcome: str) -> pd.DatetimeIndex:
    """Recorded days within the period; the attrs' period holds for every outcome."""
    within = days[outcome].loc[days.attrs.get("start") : days.attrs.get("end")]
    recorded = pd.DatetimeIndex(within.dropna().index)
    if recorded.empty:
        raise NotEnoughData(
            f"No day of the period has '{outcome}'. Choose a longer period.", needed=1, found=0
        )
    return recorded


def _known_factors(days: pd.DataFrame) -> dict[str, dict[str, str]]:
    return {
        c.name: {
            "label": c.label,
            "unit": c.unit,
            "kind": "yes_no" if c.kind == "yes_no" else "amount",
        }
        for c in DIARY
        if c.role == "factor" and c.name in days.columns
    }


def _chosen(
    days: pd.DataFrame, known: dict[str, dict[str, Any]], names: Sequence[str] | None
) -> tuple[Factor, ...]:
    chosen = list(names) if names is not None else [n for n in known if n in days.columns]
    unknown = [name for name in chosen if name not in days.columns]
    if unknown:
        raise NotEnoughData(f"The diary has no column '{unknown[0]}'.", needed=unknown[0])
    return tuple(_factor(days, name, known.get(name)) for name in chosen)


def _factor(days: pd.DataFrame, name: str, info: dict[str, Any] | None) -> Factor:
    if info is None:
        values = days[name].to_numpy(dtype=float)
        only_0_1 = ((values == 0) | (values == 1) | np.isnan(values)).all()
        info = {
            "label": name.replace("_", " "),
            "unit": "",
            "kind": "yes_no" if only_0_1 else "amount",
        }
    words = days.attrs.get("words", {}).get(name, ())
    remedies = days.attrs.get("remedies")
    remedy = is_remedy(info["label"], info["unit"]) if remedies is None else name in remedies
    longer = name in days.attrs.get("of_longer_days", ())
    label, night = info["label"], is_of_night(info["label"])
    return Factor(name, label, info["unit"], info["kind"], words, remedy, longer, night)
