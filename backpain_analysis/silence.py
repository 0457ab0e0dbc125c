"""What a stretching log means by the days of which it says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from backpain_analysis.sessions import was_done

if TYPE_CHECKING:
    from backpain_analysis.logbook import Logbook

#: Least share of the days with stretching whose stretches a log that is kept names, and of
#: the days without that a log writes down whose silence is no "no".
KEPT, WRITTEN = 0.8, 0.5
#: Fewest days without stretching by which a log shows that it writes them down, and fewest
#: silent ones at its end that are named [days].
_FEWEST = 3


def ticked_rows(book: Logbook) -> pd.Series[bool]:
    """Find the rows of the routine that are a yes or no of the diary.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    pandas.Series
        By row: which stretches it stands for is not known.
    """
    own = {about["label"] for about in book.measures.values()}
    return book.routine["exercise"].isin(own.difference(book.plan["exercise"]))


def is_kept(rows: pd.DataFrame, kind: str) -> bool:
    """Tell whether few of the days with stretching have rows of one kind alone.

    Parameters
    ----------
    rows : pandas.DataFrame
        Of a routine.
    kind : str
        Column of yes and no.

    Returns
    -------
    bool
    """
    done = rows.loc[was_done(rows)]
    left_out = done.loc[done[kind], "date"].nunique()
    return bool(left_out <= (1 - KEPT) * done["date"].nunique())


def dates_of_silence(book: Logbook) -> pd.DatetimeIndex:
    """Find the days with an entry on which no stretch in the log is a no.

    A blank beside yes and no is none, neither is what a log leaves out that most days with
    stretching are missing from, nor what it leaves out from where it writes down days without.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    pandas.DatetimeIndex
    """
    since, days = none_since(book), pd.DatetimeIndex(book.diary["date"].unique())
    rows = book.routine.assign(ticked=ticked_rows(book))
    start = rows.loc[~rows["ticked"], "date"].min()
    if not is_kept(rows[rows["date"] >= start], "ticked"):
        return days[:0]
    silent: pd.DatetimeIndex = days[(days >= start) & (True if since is None else days < since)]
    return silent


def none_since(book: Logbook) -> pd.Timestamp | None:
    """Find since when a log has a row for most days without stretching.

    From then on a day that it leaves out, such as one that was not written up yet, is not known.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    pandas.Timestamp or None
        The first such day; None where it has none, or few.
    """
    days, silent = _by_day(book)
    idle = days.index[~days.astype(bool)]
    if len(idle) < _FEWEST:
        return None
    left_out = silent[(silent > idle[0]) & (silent < days.index[-1])]
    first: pd.Timestamp = idle[0]
    return first if len(idle) >= WRITTEN * (len(idle) + len(left_out)) else None


def last_logged(book: Logbook) -> pd.Timestamp | None:
    """Find the last day with a row of the log.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    pandas.Timestamp or None
        None without a log.
    """
    dates = book.routine.loc[~ticked_rows(book), "date"]
    return None if dates.empty else dates.max()


def silent_days(book: Logbook) -> pd.DatetimeIndex:
    """Find the days with an entry of which the log says nothing, from its first row on.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    pandas.DatetimeIndex
    """
    return _by_day(book)[1]


def silent_end(book: Logbook) -> pd.DatetimeIndex:
    """Find the days with an entry after the last row of the log, where they are unusually many.

    Parameters
    ----------
    book : Logbook

    Returns
    -------
    pandas.DatetimeIndex
        Empty where it was silent for as many in a row before.
    """
    days, silent = _by_day(book)
    if days.empty:
        return silent
    after: pd.DatetimeIndex = silent[silent > days.index[-1]]
    runs = pd.Series(days.index.searchsorted(silent[silent < days.index[-1]])).value_counts()
    longest = int(runs.max()) if len(runs) else 0
    return after if len(after) > max(longest, _FEWEST - 1) else after[:0]


def _by_day(book: Logbook) -> tuple[pd.Series[bool], pd.DatetimeIndex]:
    """Days with a row of the log, and whether anything was done; days with an entry alone."""
    rows = book.routine.loc[~ticked_rows(book)]
    days = rows.assign(some=rows["done"] != "no").groupby("date")["some"].any()
    dates = pd.DatetimeIndex(book.diary["date"].unique()).sort_values()
    return days, dates[(dates >= rows["date"].min()) & ~dates.isin(days.index)]
