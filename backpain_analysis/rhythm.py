"""Pain by weekday and by time of day: described, never tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from backpain_analysis.question import question
from backpain_analysis.reading.times import part_of_day

if TYPE_CHECKING:
    from backpain_analysis.logbook import Logbook

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def weekday_pain(days: pd.DataFrame, *, outcome: str | None = None) -> pd.DataFrame:
    """Give each recorded day of the period with its weekday.

    Parameters
    ----------
    days : pandas.DataFrame
        The daily table.
    outcome : str, optional
        Pain column; default the table's own.

    Returns
    -------
    pandas.DataFrame
        One row per recorded day: ``group`` (Mon ... Sun), ``pain`` [points].

    Raises
    ------
    NotEnoughData
        No day has pain.
    """
    asked = question(days, outcome=outcome)
    pain = days.loc[asked.start : asked.end, asked.outcome].dropna()
    names = np.array(WEEKDAYS)[pd.DatetimeIndex(pain.index).day_of_week]
    return pd.DataFrame({"group": names, "pain": pain.to_numpy(dtype=float)})


def timed_pain(book: Logbook, days: pd.DataFrame, *, outcome: str | None = None) -> pd.DataFrame:
    """Give each entry of the period that has both a time and pain.

    Parameters
    ----------
    book : Logbook
        Its diary holds the entries and their clock times.
    days : pandas.DataFrame
        The daily table, for the outcome and the period.
    outcome : str, optional
        Pain column; default the table's own.

    Returns
    -------
    pandas.DataFrame
        One row per such entry: ``group`` (part of the day), ``pain`` [points].

    Raises
    ------
    NotEnoughData
        No day has pain.
    """
    asked = question(days, outcome=outcome)
    diary = book.diary
    if asked.outcome not in diary or "time" not in diary:
        return pd.DataFrame({"group": pd.Series(dtype=str), "pain": pd.Series(dtype=float)})
    rows = diary[diary["date"].between(asked.start, asked.end)]
    rows = rows[["time", asked.outcome]].dropna()
    return pd.DataFrame(
        {
            "group": part_of_day(rows["time"].to_numpy(dtype=float)),
            "pain": rows[asked.outcome].to_numpy(dtype=float),
        }
    )


def summarise_groups(grouped: pd.DataFrame, order: tuple[str, ...]) -> pd.DataFrame:
    """Describe pain in each group.

    Parameters
    ----------
    grouped : pandas.DataFrame
        ``group`` and ``pain`` [points], as `weekday_pain` and `timed_pain` give.
    order : tuple of str
        All groups, in the order of the rows.

    Returns
    -------
    pandas.DataFrame
        One row per group (index): ``n``, ``mean``, ``median``, and the lower
        and upper quartile ``low`` and ``high`` [points; NaN where ``n`` is 0].
    """
    pain = grouped.groupby("group")["pain"]
    table = pd.DataFrame(
        {
            "n": pain.count(),
            "mean": pain.mean(),
            "median": pain.median(),
            "low": pain.quantile(0.25),
            "high": pain.quantile(0.75),
        }
    ).reindex(list(order))
    table["n"] = table["n"].fillna(0).astype(int)
    return table.rename_axis("group")
