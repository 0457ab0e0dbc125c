"""Walking, swimming, core work, yoga and meditation of a routine -> minutes a day.

Such things may stand in the diary or in the routine. The diary holds where it has a
value for the day; what the routine has is never added to it.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from backpain_analysis.exercises import load_catalogue, match_exercise
from backpain_analysis.reading.headers import snake_case


def activity_minutes(
    routine: pd.DataFrame, *, known: pd.DatetimeIndex, silent: Iterable[str] = ()
) -> pd.DataFrame:
    """Add up the minutes of each kind of activity by day.

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
        By ``date``, a column such as ``walking_minutes`` for each kind that
        has a minute in the routine [minutes]. A row with ``done`` = no is 0;
        a day with a row that was done and has no minutes is unknown.
    """
    kind = routine["exercise"].map(_amounts())
    timed = set(kind[routine["minutes"].notna()].dropna())
    rows = routine.assign(kind=kind).loc[kind.isin(timed)]
    minutes = rows["minutes"].where(rows["done"] != "no", 0.0)
    # One unknown part leaves the whole day unknown.
    by_day = minutes.groupby([rows["date"], rows["kind"]]).agg(lambda x: x.sum(skipna=False))
    table = by_day.unstack() if timed else pd.DataFrame(index=known[:0])
    for name in sorted(silent_columns(silent) & timed):
        named = pd.DatetimeIndex(rows.loc[rows["kind"] == name, "date"])
        none = known[known >= named.min()].difference(named)
        table = table.reindex(table.index.union(none))
        table.loc[none, name] = 0.0
    return table.astype(np.float64).rename_axis("date")


def logged_activities(routine: pd.DataFrame) -> list[str]:
    """List the columns for which a routine has minutes.

    Parameters
    ----------
    routine : pandas.DataFrame
        As in `Logbook.routine`.

    Returns
    -------
    list of str
        For example ``["walking_minutes"]``.
    """
    return [str(name) for name in activity_minutes(routine, known=pd.DatetimeIndex([]))]


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
    amounts = _amounts()
    columns = set(amounts.values())
    found = {amounts.get(match_exercise(name).name, snake_case(name)) for name in names}
    return found & columns


def _amounts() -> dict[str, str]:
    """Name of an exercise -> the column its minutes go to."""
    return {exercise.name: exercise.amount for exercise in load_catalogue() if exercise.amount}
