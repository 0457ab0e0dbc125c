"""How long a diary has been kept day by day, which has a cost of its own."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from backpain_analysis.columns import OUTCOMES

#: Days that are looked back on [days].
LOOKED_BACK = 42
#: So many of them make a diary a daily one, and lie from one reminder to the next [days].
DAILY = 28


def days_rated_lately(diary: pd.DataFrame, today: dt.date, *, new_days: int = 1) -> int | None:
    """Count the days on which pain was rated, where it is time to say so.

    Parameters
    ----------
    diary : pandas.DataFrame
        As in `Logbook`.
    today : datetime.date
    new_days : int
        How many of the days have just been written down.

    Returns
    -------
    int or None
        Of the last 42 days [days]; None where they are fewer than 28, or where
        fewer than 28 days with pain were added since it was said.

    References
    ----------
    Ferrari R (2015), Effect of a pain diary use on recovery from acute low
    back (lumbar) sprain, Rheumatol Int 35:55-59: of 58 people, 52 % of those
    who rated their pain daily for four weeks had recovered after three months,
    and 79 % of those who did not.
    """
    rated = diary[[name for name in OUTCOMES if name in diary]].notna().any(axis=1)
    days = diary.loc[rated & (diary["date"] <= pd.Timestamp(today)), "date"].drop_duplicates()
    lately = int((days > pd.Timestamp(today) - pd.Timedelta(days=LOOKED_BACK)).sum())
    is_time = len(days) // DAILY > (len(days) - new_days) // DAILY
    return lately if lately >= DAILY and is_time else None
