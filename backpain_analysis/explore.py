"""One look at a diary: an outcome, a factor, a lag and a period of one's own choice."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from backpain_analysis.columns import OUTCOMES
from backpain_analysis.errors import NotEnoughData
from backpain_analysis.exposure import expose, outcome_of
from backpain_analysis.question import question
from backpain_analysis.triggers import TriggerRanking, rank_triggers

_CLAIMS = ("clear", "shared", "echo")
#: What only many tests together can say of a row.
_OF_ALL_TESTS: dict[str, Any] = {
    "q": np.nan, "adjusted_effect": np.nan, "adjusted_low": np.nan, "adjusted_high": np.nan,
    "adjusted_for": None, "day_uncertain": False,
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """What is looked at.

    Attributes
    ----------
    outcome, factor : str
        Columns of the daily table.
    lag : int
        Days from the factor to the pain [days].
    since, until : datetime.date or None
        First and last day; None is the diary's own.
    """

    outcome: str
    factor: str
    lag: int
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, eq=False)
class Look:
    """A factor beside pain.

    Attributes
    ----------
    choice : Choice
    days : pandas.DataFrame
        Every day of the period: ``pain`` [points], ``factor`` as written on
        that day and ``before``, what was written ``lag`` days earlier [the
        factor's unit]; NaN where not recorded.
    row : dict
        As in ``TriggerRanking.table``. Where the ledger has it, the ledger's
        own; else without q and without a claim, for it was not among the
        tests that are counted.
    ranking : TriggerRanking
        Where the row comes from.
    counted : bool
        Whether the ledger has it.
    """

    choice: Choice
    days: pd.DataFrame
    row: dict[Hashable, Any]
    ranking: TriggerRanking
    counted: bool


def outcomes_of(days: pd.DataFrame) -> tuple[str, ...]:
    """List the pain columns that hold a value.

    Parameters
    ----------
    days : pandas.DataFrame
        A daily table.

    Returns
    -------
    tuple of str
        Its own outcome first.
    """
    period = days.loc[days.attrs.get("start") : days.attrs.get("end")]
    own = question(days).outcome
    others = [n for n in OUTCOMES if n != own and n in period and period[n].notna().any()]
    return (own, *others)


def first_choice(ledger: TriggerRanking) -> Choice | None:
    """Choose what to begin with: what stands out most.

    Parameters
    ----------
    ledger : TriggerRanking

    Returns
    -------
    Choice or None
        None where the diary has no factor.
    """
    if ledger.table.empty:
        return None
    row = ledger.table.sort_values("p", kind="stable", na_position="last").iloc[0]
    return Choice(ledger.outcome, str(row["factor"]), int(row["lag_days"]))


def take_look(days: pd.DataFrame, ledger: TriggerRanking, choice: Choice) -> Look:
    """Hold one factor against pain.

    Parameters
    ----------
    days : pandas.DataFrame
        A daily table.
    ledger : TriggerRanking
        All combinations that are counted, of the same table.
    choice : Choice

    Returns
    -------
    Look

    Raises
    ------
    NotEnoughData
        The period ends before it begins, or no day of it has the outcome.
    """
    part = _period(days, choice)
    asked = question(part, outcome=choice.outcome, factors=[choice.factor], lags=[choice.lag])
    pain = outcome_of(part, asked)
    factor = asked.factors[0]
    series = pd.DataFrame(
        {
            "pain": pain.pain,
            "factor": expose(part, pain, factor, 0).values,
            "before": expose(part, pain, factor, choice.lag).values,
        },
        index=pain.dates,
    )
    whole = question(days, outcome=choice.outcome)
    same_period = (asked.start, asked.end) == (whole.start, whole.end)
    found = _row_of(ledger, choice)
    if found is not None and same_period and choice.outcome == ledger.outcome:
        return Look(choice, series, found, ledger, counted=True)
    alone = rank_triggers(part, outcome=choice.outcome, factors=[choice.factor], lags=[choice.lag])
    return Look(choice, series, _uncounted(alone), alone, counted=False)


def _period(days: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """The same table about fewer days; what was written before them still serves."""
    first = days.attrs.get("start", days.index[0])
    last = days.attrs.get("end", days.index[-1])
    start = first if choice.since is None else max(pd.Timestamp(choice.since), pd.Timestamp(first))
    end = last if choice.until is None else min(pd.Timestamp(choice.until), pd.Timestamp(last))
    if pd.Timestamp(start) > pd.Timestamp(end):
        raise NotEnoughData("No day lies between the two dates. Choose an earlier first day.")
    part = days.copy(deep=False)
    part.attrs = {**days.attrs, "start": start, "end": end}
    return part


def _row_of(ledger: TriggerRanking, choice: Choice) -> dict[Hashable, Any] | None:
    table = ledger.table
    same = (table["factor"] == choice.factor) & (table["lag_days"] == choice.lag)
    return next(iter(table[same].to_dict("records")), None)


def _uncounted(alone: TriggerRanking) -> dict[Hashable, Any]:
    """The row of a combination that stands alone: numbers, but no claim."""
    row = alone.table.to_dict("records")[0] | _OF_ALL_TESTS
    return row | {"verdict": "hint"} if row["verdict"] in _CLAIMS else row
