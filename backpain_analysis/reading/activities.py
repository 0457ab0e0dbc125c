"""Walking, swimming, core work, yoga, breaks from sitting ... of a routine -> amounts a day.

Such things may stand in the diary or in the routine. The diary holds where it has a
value for the day; what the routine has is never added to it.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME
from backpain_analysis.exercises import load_catalogue, match_exercise
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.sessions import UNKNOWN


def activity_amounts(
    routine: pd.DataFrame, *, known: pd.DatetimeIndex, silent: Iterable[str] = ()
) -> pd.DataFrame:
    """Add up each kind of activity by day.

    Parameters
    ----------
    routine : pandas.DataFrame
        As in `Logbook.routine`.
    known : pandas.DatetimeIndex
        Days on which anything was written down.
    silent : iterable of str
        Activities for which a known day that does not name them is a no, as
        the settings say it: names of exercises or of columns.

    Returns
    -------
    pandas.DataFrame
        By ``date``, a column such as ``walking_minutes`` [minutes] for each
        kind that has an amount in the routine. Breaks from sitting are counted
        [times]: a row is one, or as many as its sets and repetitions. A row
        with ``done`` = no is 0; a day with a row that was done and has no
        minutes is unknown.
    """
    by_name = _columns()
    kind = routine["exercise"].map(lambda name: by_name.get(match_exercise(name).name))
    amount = _amount(routine, kind).where(routine["done"] != "no", 0.0)
    amount = amount.mask(routine["done"] == UNKNOWN)
    told = set(kind[amount.notna() & (amount != 0)].dropna())
    told |= set(kind[routine["minutes"].notna()].dropna())
    rows = routine.assign(kind=kind, amount=amount).loc[kind.isin(told)]
    # One unknown part leaves the whole day unknown.
    by_day = rows.groupby(["date", "kind"])["amount"].agg(lambda x: x.sum(skipna=False))
    table = by_day.unstack() if told else pd.DataFrame(index=known[:0])
    for name in sorted(silent_columns(silent) & told):
        named = pd.DatetimeIndex(rows.loc[rows["kind"] == name, "date"])
        none = known[known >= named.min()].difference(named)
        table = table.reindex(table.index.union(none))
        table.loc[none, name] = 0.0
    return table.astype(np.float64).rename_axis("date")


def _amount(routine: pd.DataFrame, kind: pd.Series[str]) -> pd.Series[float]:
    """Minutes of each row, or times where its kind is counted."""
    counted = kind.isin([n for n in set(kind.dropna()) if DIARY_BY_NAME[n].unit == "times"])
    times = routine["sets"].fillna(1.0) * routine["reps"].fillna(1.0)
    return times.where(counted, routine["minutes"]).astype(float)


def logged_activities(routine: pd.DataFrame) -> list[str]:
    """List the columns for which a routine has an amount.

    Parameters
    ----------
    routine : pandas.DataFrame
        As in `Logbook.routine`.

    Returns
    -------
    list of str
        For example ``["walking_minutes"]``.
    """
    return [str(name) for name in activity_amounts(routine, known=pd.DatetimeIndex([]))]


def silent_columns(names: Iterable[str]) -> set[str]:
    """Find the columns that names of activities stand for.

    Parameters
    ----------
    names : iterable of str
        Of exercises as people write them, or of columns.

    Returns
    -------
    set of str
    """
    by_name = _columns()
    columns = set(by_name.values())
    found = {by_name.get(match_exercise(name).name, snake_case(name)) for name in names}
    return found & columns


def _columns() -> dict[str, str]:
    """Name of an exercise -> the column its amount goes to."""
    return {exercise.name: exercise.amount for exercise in load_catalogue() if exercise.amount}
